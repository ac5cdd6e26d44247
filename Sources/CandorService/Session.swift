import CandorCasefile
package import CandorCore
package import CandorLog
package import CandorStore
import Foundation
import StrictJSON

/// A record opened by someone, with what they can read of it.
package final class Session {
  package let environment: Environment
  package let record: Record
  package private(set) var view: RecordView
  /// Whether the file beside the record still has what was erased last, since someone was reading it.
  package private(set) var leavesTraces = false
  package var organization: Organization { Organization(view) }

  package init(_ record: Record, environment: Environment) throws {
    (self.record, self.environment) = (record, environment)
    view = RecordView(try record.disclosed())
  }

  /// Opens a record file with the key file that belongs to it.
  ///
  /// - Parameter key: the key file; nil for the record's own in the folder of keys.
  package convenience init(opening path: String, key: String?, environment: Environment) throws {
    try self.init(try Session.record(opening: path, key: key, environment: environment), environment: environment)
  }

  /// Opens a record file without reading its entries.
  package static func record(opening path: String, key: String?, environment: Environment) throws -> Record {
    // The record is looked for first, so that a slip in its path is not told as a missing key.
    let id = try Record.id(at: path)
    let file = key ?? environment.keyFile(of: id)
    let custodian = try Session.custodian(of: path, id, keyFile: file)
    return try Record.open(at: path, as: custodian, newest: NewestCheckpoint(besideKey: file), randomness: environment.randomness)
  }

  private static func custodian(of path: String, _ id: RecordID, keyFile file: String) throws -> CustodianKey {
    do { return try KeyFile.read(file, for: id) } catch {
      guard case .keyFile(.missing, _) = error else { throw error }
      throw ServiceError(
        .file, "\(path) does not open without its key file, and there is none at \(file)",
        hint: "give the file that 'candor init' made together with the record: --key FILE")
    }
  }

  /// The charter in force now.
  package var charter: Charter {
    get throws {
      guard let charter = organization.charters.last else {
        throw ServiceError(.damaged, "this record holds no charter", hint: "a record begins with one; restore a copy that does")
      }
      return charter
    }
  }

  package var today: Day { get throws { Environment.day(of: environment.now(), in: try charter) } }

  /// The day of the newest checkpoint: that of its last entry.
  package var checkpointDay: Day { view.entries.last?.on ?? Day(number: 0) }

  package var nextEntry: EntryID { EntryID(view.entries.count + 1) }

  /// Sees what others have appended and erased since.
  package func refresh() throws {
    if try record.refresh() { view = RecordView(try record.disclosed()) }
  }

  /// Commits drafts: all of them, or none.
  package func append(_ drafts: [Draft]) throws -> Checkpoint {
    if let key = drafts.first(where: { $0.kind == .custodyTransferred && $0.values.contains { $0.name == "key" && !$0.json.isNull } }) {
      throw ServiceError(
        .input, "entry \(key.id) would name a key that signs the record, which only the key itself can",
        hint: "leave \"key\" out; to hand over: candor hand-over")
    }
    let (charter, today) = (try charter, try today)
    let (addressed, erased) = (drafts.map { charter.address($0, on: today) }, view.erased(by: drafts))
    let checkpoint = try record.append(addressed, erasing: erased)
    if leavesTraces || !erased.isEmpty { leavesTraces = !record.sweep() }
    view = view.appending(addressed, erasing: erased)
    return checkpoint
  }

  /// What new entries of a case, or of the organization, are read against.
  package func setting(in case: CaseID?) throws -> Batch.Setting {
    Batch.Setting(
      names: view.names(in: `case`), next: nextEntry, recorded: environment.now(), today: try today, record: view,
      randomness: environment.randomness.word)
  }

  /// The case, where the record has one and no more.
  package var onlyCase: CaseID? { organization.cases.count == 1 ? organization.cases[0] : nil }

  /// The case with this identifier; where there is only one case, nobody needs to name it.
  package func scene(_ id: CaseID?, asOf day: Day) throws -> Scene {
    let organization = organization
    guard let id = id ?? onlyCase else {
      let known = organization.cases.map(\.text).joined(separator: ", ")
      throw ServiceError(
        .notFound,
        organization.cases.isEmpty ? "this record holds no case" : "this record holds \(organization.cases.count) cases; which one?",
        hint: organization.cases.isEmpty ? "import a case file first" : "name one of: \(known)")
    }
    guard organization.cases.contains(id) else {
      throw ServiceError(
        .notFound, "there is no case \(id) in this record", hint: "its cases are: \(organization.cases.map(\.text).joined(separator: ", "))"
      )
    }
    return organization.scene(of: id, asOf: day)
  }
}

extension Digest {
  /// In standard base64, as checkpoints write it.
  var base64: String { Data(bytes).base64EncodedString() }
}

import CandorCasefile
package import CandorCore
package import CandorLog
package import CandorStore
import Foundation
package import StrictJSON

/// A record opened by someone, with what they can read of it: the same from one operation's beginning to its end, whatever others append meanwhile.
package final class Session {
  package let environment: Environment
  package let record: Record
  package private(set) var view: RecordView
  /// Of the record as the view shows it.
  package private(set) var checkpoint: Checkpoint
  /// Whether the file beside the record still has what was erased last, since someone was reading it.
  package var leavesTraces: Bool { record.leavesTraces }
  /// Hears which step of long work is under way, and which share of the whole is done, from 0 to 1.
  package var progress: @Sendable (_ step: String, _ share: Double) -> Void = { _, _ in }
  private var organized: Organization?
  package var organization: Organization {
    let organization = organized ?? Organization(view)
    organized = organization
    return organization
  }

  package convenience init(_ record: Record, environment: Environment) throws {
    let (checkpoint, entries) = try record.snapshot()
    self.init(record, view: RecordView(entries), of: checkpoint, environment: environment)
  }

  /// Goes on from what another session has read.
  package init(_ record: Record, view: RecordView, of checkpoint: Checkpoint, environment: Environment) {
    (self.record, self.view, self.checkpoint, self.environment) = (record, view, checkpoint, environment)
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
    let custodian = try Session.keyFile(file, of: path, id).key(asking: environment.passphrases.present)
    return try Record.open(at: path, as: custodian, newest: NewestCheckpoint(besideKey: file), randomness: environment.randomness)
  }

  private static func keyFile(_ file: String, of path: String, _ id: RecordID) throws -> KeyFile {
    do { return try KeyFile(reading: file, for: id) } catch {
      guard case .keyFile(.missing, _) = error else { throw error }
      throw ServiceError(
        .file, "\(path) does not open without its key file, and there is none at \(file)",
        hint: "give the file that 'candor init' made together with the record: --key FILE")
    }
  }

  /// The charter in force now.
  package var charter: Charter {
    get throws {
      guard let charter = organization.charters.last else { throw noCharter }
      return charter
    }
  }

  /// Why there is no charter to go by: none of them is open to this reader, or there is none.
  package var noCharter: ServiceError {
    if organization.unseenCharters.isEmpty {
      return ServiceError(.damaged, "this record holds no charter", hint: "a record begins with one; restore a copy that does")
    }
    return ServiceError(
      .notPermitted, "the code of this record is not open to you, and this goes by it", hint: "ask whoever holds its key to open it to you")
  }

  package var today: Day { get throws { Environment.day(of: environment.now(), in: try charter) } }

  /// The day of the newest checkpoint: that of its last entry.
  package var checkpointDay: Day { view.entries.last?.on ?? Day(number: 0) }

  package var nextEntry: EntryID { EntryID(view.entries.count + 1) }

  /// Sees what others have appended and erased since.
  package func refresh() throws {
    _ = try record.refresh()
    // Another session may have been told of it first.
    guard record.head != checkpoint else { return }
    let (checkpoint, entries) = try record.snapshot()
    see(RecordView(entries), of: checkpoint)
  }

  private func see(_ view: RecordView, of checkpoint: Checkpoint) {
    (self.view, self.checkpoint, organized) = (view, checkpoint, nil)
  }

  /// Says how far long work has come.
  ///
  /// - Throws: `CancellationError` where nobody wants it any more.
  package func reached(_ step: String, _ share: Double) throws {
    try Task.checkCancellation()
    progress(step, share)
  }

  /// The organization as it would be with these drafts; nothing is written.
  package func foreseen(_ drafts: [Draft]) throws -> Organization {
    let (addressed, erased) = try addressed(drafts)
    return Organization(view.appending(addressed, erasing: erased))
  }

  /// Commits drafts: all of them, or none.
  package func append(_ drafts: [Draft]) throws -> Checkpoint {
    let (addressed, erased) = try addressed(drafts)
    let checkpoint = try record.append(addressed, erasing: erased)
    see(view.appending(addressed, erasing: erased), of: checkpoint)
    return checkpoint
  }

  /// The drafts with who may read each of their values, and what they erase.
  private func addressed(_ drafts: [Draft]) throws -> ([Addressed], [ErasedValue]) {
    if let key = drafts.first(where: { $0.kind == .custodyTransferred && $0.values.contains { $0.name == "key" && !$0.json.isNull } }) {
      throw ServiceError(
        .input, "entry \(key.id) would name a key that signs the record, which only the key itself can",
        hint: "leave \"key\" out; to hand over: candor hand-over")
    }
    let (charter, today) = (try charter, try today)
    guard organization.unseenCharters.isEmpty else {
      throw ServiceError(
        .notPermitted, "the record may hold a newer code than you can read, and the code says who may read what is written now",
        hint: "ask someone who can read every version of the code to write it, or to open it to you")
    }
    return (drafts.map { charter.address($0, on: today) }, view.erased(by: drafts))
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

extension Checkpoint {
  /// As programs get it: how many entries, and the root of their tree.
  package var json: JSONValue { ["size": head.size.json, "root": .string(root)] }

  /// How many entries it is of.
  package var size: Int { head.size }
  /// The root in standard base64.
  package var root: String { head.root.base64 }
}

extension Digest {
  /// In standard base64, as checkpoints write it.
  var base64: String { Data(bytes).base64EncodedString() }
}

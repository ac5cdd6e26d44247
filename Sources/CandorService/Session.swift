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
  /// What it sees, for the session that comes after it.
  package private(set) var seen: Seen
  package var view: RecordView { seen.view }
  /// Of the record as the view shows it.
  package var checkpoint: Checkpoint { seen.checkpoint }
  /// Whether the file beside the record still has what was erased last, since someone was reading it.
  package var leavesTraces: Bool { record.leavesTraces }
  /// Whether whoever opened the record keeps it, and writes to it.
  package var isKept: Bool { record.isKept }
  /// Refuses, with the reason, where whoever opened the record may not write to it.
  package func checkWritable() throws { try record.checkWritable() }
  /// Hears which step of long work is under way, and which share of the whole is done, from 0 to 1.
  package var progress: @Sendable (_ step: String, _ share: Double) -> Void = { _, _ in }
  package var organization: Organization {
    let organization = seen.organization ?? Organization(view)
    seen.organization = organization
    return organization
  }

  /// Who holds the keys to what, as the view shows it.
  package var access: Access {
    let access = seen.access ?? Access(view)
    seen.access = access
    return access.including(keeper: record.isKept ? record.reader.text : "", of: record.audiences)
  }

  /// What has been read of a record, and what was made of it as far as somebody asked.
  package struct Seen: Sendable {
    package let view: RecordView
    package let checkpoint: Checkpoint
    fileprivate var organization: Organization?
    fileprivate var access: Access?
    /// What is owed, as of the present day.
    fileprivate var ledger: Ledger?

    fileprivate init(_ view: RecordView, of checkpoint: Checkpoint) { (self.view, self.checkpoint) = (view, checkpoint) }

    /// Whether the session after should go on from this and not from another: it is of more entries, or of as many with more made of them.
    package func isAhead(of other: Seen) -> Bool {
      guard checkpoint.size == other.checkpoint.size else { return checkpoint.size > other.checkpoint.size }
      func made(_ seen: Seen) -> Int { (seen.organization == nil ? 0 : 1) + (seen.access == nil ? 0 : 1) + (seen.ledger == nil ? 0 : 2) }
      return made(self) > made(other)
    }
  }

  package convenience init(_ record: Record, environment: Environment) throws {
    let read = try record.snapshot()
    self.init(record, seen: Seen(read.view, of: read.checkpoint), environment: environment)
  }

  /// Goes on from what another session has seen.
  package init(_ record: Record, seen: Seen, environment: Environment) {
    (self.record, self.seen, self.environment) = (record, seen, environment)
  }

  /// Sees a record as another view shows it.
  package convenience init(_ record: Record, view: RecordView, of checkpoint: Checkpoint, environment: Environment) {
    self.init(record, seen: Seen(view, of: checkpoint), environment: environment)
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
    let id = try Record.claim(at: path).id
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

  /// What there is to say where a case is wanted, and there is none, or none is open to this reader: to one who reads, the two are the same.
  package var noCase: ServiceError {
    isKept
      ? ServiceError(.notFound, "this record holds no case", hint: "import a case file first")
      : ServiceError(
        .notFound, "no case in this record is open to you", hint: "whoever reads a case may grant you access to it: candor grant")
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
    try readAnew()
  }

  private func readAnew() throws {
    let read = try record.snapshot()
    seen = Seen(read.view, of: read.checkpoint)
  }

  /// What is owed in every case, as it stands at the end of a day. What is owed now is kept, and only what entries and days change is looked at anew.
  ///
  /// - Parameter shares: what of the whole work that is, as it is told; nothing is told of it where that is left out.
  /// - Throws: `CancellationError` where nobody wants it any more.
  package func ledger(asOf day: Day, shares: ClosedRange<Double>? = nil) throws -> Ledger {
    let kept = seen.ledger
    let everyCore = { (count: Int, row: @escaping @Sendable (Int) -> Ledger.Row) throws -> [Ledger.Row] in
      try Ledger.onEveryCore(count, row) { share in
        try Task.checkCancellation()
        if let shares { self.progress("checking", shares.lowerBound + share * (shares.upperBound - shares.lowerBound)) }
      }
    }
    if let kept, kept.asOf == day { return kept }
    let ledger =
      if let kept, kept.asOf < day {
        try kept.passing(to: day, everyCore)
      } else {
        try Ledger(organization, asOf: day, everyCore)
      }
    if try day == today { seen.ledger = ledger }
    return ledger
  }

  /// Says how far long work has come.
  ///
  /// - Throws: `CancellationError` where nobody wants it any more.
  package func reached(_ step: String, _ share: Double) throws {
    try Task.checkCancellation()
    progress(step, share)
  }

  /// What is owed in one case, as it stands at the end of a day; nil for the organization itself.
  ///
  /// - Throws: `CancellationError` where nobody wants it any more.
  package func duties(of matter: CaseID?, asOf day: Day) throws -> [Duty] {
    // What comes of comparing it with others takes them all.
    if organization.compares || seen.ledger?.asOf == day { return try ledger(asOf: day).duties(of: matter) }
    return organization.scene(of: matter, asOf: day).duties()
  }

  /// What would be owed now with what drafts come to, and in which cases that can be something else than without; nothing is written.
  package func foreseen(_ settled: Settled) throws -> (ledger: Ledger, touched: [CaseID?]) {
    try ledger(asOf: today).appending(settled.entries, erasing: settled.erasing) { count, row in
      try Ledger.onEveryCore(count, row) { _ in try Task.checkCancellation() }
    }
  }

  /// Commits drafts, with what they bring about: all of it, or nothing.
  package func append(_ drafts: [Draft]) throws { try append(try settled(drafts)) }

  /// Commits what drafts come to.
  package func append(_ settled: Settled) throws {
    try append(settled, foreseen: nil)
  }

  /// Commits what drafts come to, of which it is known what will be owed then.
  package func append(_ settled: Settled, foreseen: Ledger?) throws {
    let checkpoint = try record.append(settled.entries, erasing: settled.erasing, changing: settled.change)
    guard settled.change.isEmpty else {
      // What the reader was left out of is not theirs to see, and what was opened may be.
      try readAnew()
      return
    }
    let access = settled.erasing.isEmpty ? seen.access : nil
    let ledger = foreseen ?? seen.ledger.map { $0.appending(settled.entries, erasing: settled.erasing).0 }
    seen = Seen(ledger?.organization.view ?? view.appending(settled.entries, erasing: settled.erasing), of: checkpoint)
    (seen.organization, seen.ledger) = (ledger?.organization, ledger)
    seen.access = access?.seeing(Array(view.entries.suffix(settled.entries.count)))
  }

  /// An entry that an operation composes.
  ///
  /// - Throws: `ServiceError` with every reason why there is none.
  package func draft(_ kind: Kind, _ fields: JSONObject, at place: Int = 0, in id: CaseID?) throws -> Draft {
    var fields = fields
    fields["kind"] = kind.json
    let reading = Reading(names: view.names(in: id))
    let entry = EntryID(nextEntry.number + place)
    guard
      let draft = Draft(reading.input(.object(fields)), id: entry, case: id, recorded: environment.now(), today: try today)
    else { throw ServiceError(reading.mistakes) }
    return draft
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
  package func caseID(_ id: CaseID?) throws -> CaseID {
    let organization = organization
    guard let id = id ?? onlyCase else {
      if organization.cases.isEmpty { throw noCase }
      let known = organization.cases.map(\.text).joined(separator: ", ")
      throw ServiceError(.notFound, "this record holds \(organization.cases.count) cases; which one?", hint: "name one of: \(known)")
    }
    guard organization.cases.contains(id) else {
      let known = organization.cases.map(\.text).joined(separator: ", ")
      throw ServiceError(
        .notFound, "there is no case \(id) in this record", hint: known.isEmpty ? noCase.hint : "its cases are: \(known)")
    }
    return id
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

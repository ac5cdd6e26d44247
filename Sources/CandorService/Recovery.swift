package import CandorCore
package import CandorLog
import CandorStore
import Foundation
import StrictJSON

/// Opens a record with its recovery key, where the key that signs it is lost: only to see that it would, or to put the record into new custody.
package struct Recovery {
  /// What there is.
  package struct Rehearsal: Hashable, Sendable {
    package var record: String
    package var entries: Int
    /// The values that open, and those that were erased.
    package var values: Int
    package var cases: Int
  }

  /// The entry that says so.
  package var entry: EntryID
  /// What the record's checkpoints are verified by from here on, as `NAME+ID+KEY`.
  package var verification: String

  /// Opens and reads everything, and changes nothing.
  ///
  /// - Throws: `ServiceError`, a fault of the record.
  package static func rehearse(of path: String, with recovery: RecoveryKey, environment: Environment) throws -> Rehearsal {
    let session = try session(of: path, with: recovery, environment)
    let values = session.view.entries.reduce(0) { $0 + session.view.values(of: $1.id).count }
    if let gap = session.view.entries.lazy.flatMap(\.gaps).first(where: { $0.why == .withheld }) {
      throw ServiceError(
        .damaged, "the recovery key does not open all of entry \(gap.entry)",
        hint: "run 'candor check --integrity', and compare with an older copy")
    }
    return Rehearsal(
      record: session.record.id.text, entries: session.view.entries.count, values: values, cases: session.organization.cases.count)
  }

  /// Puts a record into the custody of a new key. The lost one opens nothing that is recorded from here on, and signs nothing.
  ///
  /// - Parameters:
  ///   - to: who has custody from here on, as case files name actors.
  ///   - newKey: where to put the new key file; nothing is overwritten.
  /// - Throws: `ServiceError` or a fault of the record or of the key file; see ``CustodyHandOver/init(of:from:to:says:successor:)``.
  package init(
    of path: String, with recovery: RecoveryKey, to: [String], says: String?, newKey: String, environment: Environment
  ) throws {
    let session = try Recovery.session(of: path, with: recovery, environment)
    let key = try PersonKey(of: session.record.id, recovery: recovery.publicKey, randomness: environment.randomness)
    var fields: JSONObject = [
      "to": .array(to.map(JSONValue.string)), "of": "the record, with its recovery key", "key": .string(key.verificationKey.text),
    ]
    if let says { fields["says"] = .string(says) }
    let draft = try session.draft(.custodyTransferred, fields, in: nil)
    let entry = try session.charter.address(draft, on: try session.today)
    let change = try session.rekeying(for: key)
    try KeyFile.write(key, to: newKey, lent: environment)
    do {
      CustodyHandOver.keep(try session.record.recover(to: key, [entry], changing: change), beside: newKey)
    } catch {
      if CustodyHandOver.isSurelyUndone(error) { try? FileManager.default.removeItem(atPath: newKey) }
      throw error
    }
    (self.entry, verification) = (draft.id, key.verificationKey.text)
  }

  private static func session(of path: String, with recovery: RecoveryKey, _ environment: Environment) throws -> Session {
    let claim = try Record.claim(at: path)
    guard claim.recovery == recovery.publicKey else {
      throw ServiceError(
        .notPermitted, "this is not the recovery key of \(path)", hint: "look for the one that was written down when this record was made")
    }
    let holder = try PersonKey(recovery, of: claim.id, trusting: claim.verification, randomness: environment.randomness)
    return try Session(try Record.open(at: path, as: holder, randomness: environment.randomness), environment: environment)
  }
}

package import CandorCore
import CandorLog
import CandorStore
import Foundation
import StrictJSON

/// Hands a record over to a new key. It is no method of the server: the new key's file is its new custodian's own.
package struct CustodyHandOver {
  /// The entry that says so.
  package var entry: EntryID
  /// What the record's checkpoints are verified by from here on, as `NAME+ID+KEY`.
  package var verification: String

  /// - Parameters:
  ///   - from: who had custody, as case files name actors.
  ///   - to: who has it from here on.
  ///   - newKey: where to put the new key file; nothing is overwritten.
  /// - Throws: `ServiceError` or a fault of the record or of the key file. Nothing has changed then, and there is no new key; only where the disk failed
  ///   while it was written, the new key stays, since the handover may show when the record is opened again.
  package init(of session: Session, from: [String], to: [String], says: String? = nil, newKey: String) throws {
    var successor = try CustodianKey(succeeding: session.record.id, randomness: session.environment.randomness)
    successor.recovery = session.record.recovery
    var fields: JSONObject = [
      "kind": Kind.custodyTransferred.json, "from": .array(from.map(JSONValue.string)), "to": .array(to.map(JSONValue.string)),
      "of": "the record", "key": .string(successor.verificationKey.text),
    ]
    if let says { fields["says"] = .string(says) }
    let reading = Reading(names: session.view.names(in: nil))
    let today = try session.today
    guard
      let draft = Draft(
        reading.input(.object(fields)), id: session.nextEntry, case: nil, recorded: session.environment.now(), today: today)
    else { throw ServiceError(reading.mistakes) }
    try KeyFile.write(successor, to: newKey, lent: session.environment)
    do {
      let checkpoint = try session.record.handOver(to: successor, try session.charter.address(draft, on: today))
      // Without one beside it, the record's own newest checkpoint counts: that the key could be written is enough.
      let newest = NewestCheckpoint(besideKey: newKey)
      if (try? newest.prepare(checkpoint)) != nil { newest.put() }
    } catch {
      // Where the disk failed, the handover may show when the record is opened again: then the new key is the only one that signs.
      if CustodyHandOver.isSurelyUndone(error) { try? FileManager.default.removeItem(atPath: newKey) }
      throw error
    }
    (entry, verification) = (draft.id, successor.verificationKey.text)
  }

  private static func isSurelyUndone(_ error: any Error) -> Bool {
    switch (error as? RecordFault)?.reason {
    case .system, .full: false
    default: true
    }
  }
}

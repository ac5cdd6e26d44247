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

  /// Who keeps the record from here on.
  package enum Successor {
    /// A key that is made for them, with where to put its file; nothing is overwritten.
    case newKey(file: String)
    /// The key that someone has already, in its file; its holder reads on what they read, beside what custody brings.
    case keyFile(String)

    fileprivate var file: String {
      switch self {
      case .newKey(let file), .keyFile(let file): file
      }
    }
  }

  /// - Parameters:
  ///   - from: who had custody, as case files name actors.
  ///   - to: who has it from here on.
  ///   - with: the entries of what passes on with it, by number or label; they are of no case, as the entry that names them is.
  /// - Throws: `ServiceError` or a fault of the record or of the key file. Nothing has changed then, and there is no new key; only where the disk failed
  ///   while it was written, the new key stays, since the handover may show when the record is opened again.
  package init(of session: Session, from: [String], to: [String], with: [String] = [], says: String? = nil, successor: Successor) throws {
    try session.checkWritable()
    let key: PersonKey
    switch successor {
    case .newKey: key = try PersonKey(of: session.record.id, recovery: session.record.recovery, randomness: session.environment.randomness)
    case .keyFile(let file):
      let present = try KeyFile(reading: file, for: session.record.id).key(asking: session.environment.passphrases.new)
      guard present.verificationKey.bytes != session.record.verification.bytes else {
        throw ServiceError(.input, "the record is in the custody of that key already", hint: "name the key file of whoever is to keep it")
      }
      key = PersonKey(present, trusting: present.verificationKey)
    }
    var fields: JSONObject = [
      "from": .array(from.map(JSONValue.string)), "to": .array(to.map(JSONValue.string)),
      "of": "the record", "key": .string(key.verificationKey.text),
    ]
    if let says { fields["says"] = .string(says) }
    if !with.isEmpty { fields["with"] = .array(with.map(JSONValue.string)) }
    try session.refuseEntriesOfCases(with)
    let draft = try session.draft(.custodyTransferred, fields, in: nil)
    let entry = try session.charter.address(draft, on: try session.today)
    let change = try session.rekeying(for: key)
    if case .newKey(let file) = successor { try KeyFile.write(key, to: file, lent: session.environment) }
    do {
      let checkpoint = try session.record.handOver(to: key, [entry], changing: change)
      CustodyHandOver.keep(checkpoint, beside: successor.file)
    } catch {
      // Where the disk failed, the handover may show when the record is opened again: then the new key is the only one that signs.
      if case .newKey(let file) = successor, CustodyHandOver.isSurelyUndone(error) { try? FileManager.default.removeItem(atPath: file) }
      throw error
    }
    (self.entry, verification) = (draft.id, key.verificationKey.text)
  }

  /// Without one beside it, the record's own newest checkpoint counts: that the key could be written is enough.
  static func keep(_ checkpoint: Checkpoint, beside file: String) {
    let newest = NewestCheckpoint(besideKey: file)
    if (try? newest.prepare(checkpoint)) != nil { newest.put() }
  }

  static func isSurelyUndone(_ error: any Error) -> Bool {
    switch (error as? RecordFault)?.reason {
    case .system, .full: false
    default: true
    }
  }
}

extension Session {
  /// Members read what the handover says, and which entries are a case's, only those who hold it know.
  fileprivate func refuseEntriesOfCases(_ named: [String]) throws {
    for name in named {
      let entry = view.entries.first { entry in
        (entry.id.description == name || (entry.header.label.shown ?? nil)?.text == name) && entry.header.case.is(nil) != .yes
      }
      guard let entry, view.names(in: nil).entries[name] == nil else { continue }
      throw ServiceError(
        .input, "entry \(entry.id) is of a case, and the handover of the record is of none",
        hint: "say it in an entry of that case: kind: custody.transferred, with the same \"from\" and \"to\", and \"with\": [\(entry.id)]")
    }
  }

  /// The next epoch of every audience, for another keeper: whoever was granted access keeps it, and whoever kept the record holds no more than they
  /// were granted.
  func rekeying(for successor: PersonKey) throws -> AccessChange {
    let access = Access(view)
    let (leaving, coming) = (record.reader.text, successor.publicKey.text)
    let persons = access.present.filter { $0.key == coming }.map(\.person)
    var change = AccessChange()
    change.epochs = try record.audiences.sorted { $0.description < $1.description }.map { audience in
      var holders = access.keys(for: audience)
      let id: CaseID? =
        switch audience {
        case .case(let id): id
        // Another's accounts are of the case that they are told in.
        case .party(let party): home(of: party)
        case .public, .members, .body, .person: nil
        }
      let isKept = id.map { id in persons.contains { access.isShutOut($0, of: id) } } ?? false
      if !isKept, !holders.contains(coming) { holders.append(coming) }
      let left = holders.contains(leaving) || leaving == record.recovery.text ? [] : [record.reader]
      return AccessChange.Epoch(audience: audience, holders: try holders.map { try recipient($0) }, leaving: left)
    }
    return change
  }
}

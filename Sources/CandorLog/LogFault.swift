package import CandorCore

/// Why something of the log cannot be written, read or believed. Messages hold nothing that a record keeps.
package enum LogFault: Error, Hashable, Sendable {
  /// What the log is made of, each with one exact form.
  package enum Format: String, Hashable, Sendable {
    case disclosure, leaf, signedNote = "signed note", checkpoint, verificationKey = "verification key", box, wrap, bundle = "proof bundle"
  }

  /// Bytes that are not what they stand for; the text says what is amiss.
  case malformed(Format, String)
  /// A value that no disclosure can hold.
  case unwritable(entry: EntryID, slot: UInt8, String)
  /// A note with no signature by the key that was asked for.
  case unsigned
  /// A note with a signature in that key's name which the key did not make.
  case forged
  /// A checkpoint of another log.
  case otherOrigin
  /// A box that its key does not open beside that leaf.
  case shutBox
  /// A disclosure that its leaf does not commit to in that slot.
  case uncommitted(slot: UInt8)
  /// A value in a slot that is another's: an entry made by hand to say two things.
  case equivocal(slot: UInt8)
  /// An entry all of whose boxes open, and none has this value.
  case missing(slot: UInt8)
  /// A wrap that this key does not open in that place.
  case shutWrap(number: Int)
  /// A wrap that stands where another of the same recipient's should: it was written with the number `origin`.
  case movedWrap(number: Int, origin: Int)
  /// An audience whose next epoch would be beyond the last that can be written.
  case epochs
  /// Letters that are no recovery key.
  case recoveryKey(WrittenKey.Flaw)
  /// Letters that are no person's public key.
  case publicKey(WrittenKey.Flaw)
  /// A key file that cannot be used.
  case keyFile(KeyFile.Flaw, path: String)
  /// What was given as a passphrase is none.
  case passphrase(Passphrase.Flaw)

  /// What is the case, without capital and period.
  package var message: String {
    switch self {
    case .malformed(let format, let flaw): "this is no \(format.rawValue): \(flaw)"
    case .unwritable(let entry, let slot, let flaw): "entry \(entry) cannot be written, its field \(slot): \(flaw)"
    case .unsigned: "the note is not signed by the expected key"
    case .forged: "the note bears a signature that the key did not make"
    case .otherOrigin: "the checkpoint is another record's"
    case .shutBox: "a box does not open: it was changed, or belongs to another entry"
    case .uncommitted(let slot): "a box holds something for field \(slot) that the entry never said"
    case .equivocal(let slot): "its field \(slot) holds a value that has no place there: it says one thing to some and another to others"
    case .missing(let slot): "what it says of field \(slot) is missing"
    case .shutWrap(let number): "wrap \(number) does not open: it was changed, or made for another key"
    case .movedWrap(let number, let origin):
      "wrap \(origin) stands where wrap \(number) should: \(origin < number ? "an old one was put in its place" : "two were exchanged")"
    case .epochs: "an audience has come to the last of its \(DataKey.epochs.upperBound) epochs: nobody can be left out of it any more"
    case .recoveryKey(let flaw): "this is no recovery key: \(flaw.message)"
    case .publicKey(let flaw): "this is no public key: \(flaw.message)"
    case .keyFile(let flaw, let path): "\(path): \(flaw.message)"
    case .passphrase(let flaw): flaw.message
    }
  }

  /// The next step.
  package var hint: String {
    switch self {
    case .malformed(.bundle, _):
      "Give a file that ends in .proof.json, as it was handed out; ask for another copy if it was changed on the way."
    case .malformed, .forged, .shutBox, .uncommitted, .equivocal, .missing, .shutWrap, .movedWrap:
      "Nothing was changed. Take the last good copy of the record, and keep this one: it shows what happened."
    case .epochs: "Nothing was changed. Begin a new record, and archive this one: candor archive."
    case .unwritable: "Make the text shorter than 700 kB, and write numbers that are not whole as text."
    case .unsigned: "Ask whoever gave you the note which key signs it."
    case .otherOrigin: "Check that the record, the key and the checkpoint belong together."
    case .recoveryKey(let flaw): flaw.hint(beside: "the paper")
    case .publicKey(let flaw): flaw.hint(beside: "what 'candor key show' prints on its owner's machine")
    case .keyFile(let flaw, _): flaw.hint
    case .passphrase(let flaw): flaw.hint
    }
  }

  /// What is amiss, alone; for those who say where.
  var reason: String {
    if case .malformed(_, let reason) = self { return reason }
    return message
  }
}

extension LogFault: CustomStringConvertible {
  /// Fact and next step, on two lines.
  package var description: String { "\(message)\n  \(hint)" }
}

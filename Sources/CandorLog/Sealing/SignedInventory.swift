/// What a record file holds beside its tree when it had so many entries, signed by its custodian: the wraps, and the
/// checkpoints that were handed out.
///
/// Anyone who can write a record file can wrap a key of their own for someone whose public key they know, and without
/// this, what is recorded next would be sealed under it; or say that a checkpoint was never handed out, and later
/// proofs would not go on from it.
///
/// It is no part of the checkpoint: that goes out to readers, who have nothing to hold it against.
package struct SignedInventory: Hashable, Sendable {
  /// How many entries the record had.
  package let size: Int
  /// ``WrapChain/digest``.
  package let wraps: Digest
  /// ``HandedOutChain/digest``.
  package let handedOut: Digest
  /// What is signed, with its signature.
  package let note: SignedNote

  /// Signs what they come to.
  package init(wraps: WrapChain, handedOut: HandedOutChain, size: Int, signedBy custodian: PersonKey) throws {
    (self.size, self.wraps, self.handedOut) = (size, wraps.digest, handedOut.digest)
    note = try SignedNote(
      signing: Self.text(custodian.record.origin, size, wraps.digest, handedOut.digest), as: custodian.verificationKey,
      with: custodian.signing)
  }

  /// Reads what this key signed.
  ///
  /// - Throws: ``LogFault`` where it is no note, not signed by the key, or says something else.
  package init(parsing bytes: [UInt8], signedBy key: VerificationKey) throws(LogFault) {
    note = try SignedNote(parsing: bytes)
    try note.verify(by: key)
    let lines = note.text.split(separator: "\n").map(String.init)
    func digest(_ line: String) -> Digest? { Base64.standard.bytes(line.utf8).flatMap { Digest(bytes: $0) } }
    guard lines.count == 5, let size = Int(lines[2]), let wraps = digest(lines[3]), let handedOut = digest(lines[4]),
      note.text == Self.text(key.name, size, wraps, handedOut)
    else { throw .malformed(.signedNote, "it does not say what the record holds beside its tree") }
    (self.size, self.wraps, self.handedOut) = (size, wraps, handedOut)
  }

  /// The first line is no record's name, so that this is never taken for a checkpoint.
  private static func text(_ origin: String, _ size: Int, _ wraps: Digest, _ handedOut: Digest) -> String {
    "candor/inventory/v1\n\(origin)\n\(size)\n\(Base64.standard.text(wraps.bytes))\n\(Base64.standard.text(handedOut.bytes))\n"
  }
}

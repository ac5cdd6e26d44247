/// What all wraps of a record come to, in the order in which they were written: each digest is SHA-256 of a label, the one before it, the recipient, the
/// number in 8 bytes, and the sealed bytes.
package struct WrapChain: Hashable, Sendable {
  /// Of no wraps: SHA-256 of nothing.
  package private(set) var digest = Digest(hashing: [])
  private static let label = Array("candor/wraps/v1\n".utf8)

  /// No wraps.
  package init() {}

  /// One wrap more.
  package mutating func append(_ wrap: Wrap) {
    digest = Digest(hashing: Self.label + digest.bytes + wrap.recipient + Array(UInt64(wrap.number).bigEndianBytes) + wrap.sealed)
  }
}

/// What the wraps came to when a record had so many entries, signed by its custodian. Anyone who can write a record file can wrap a key of their own for
/// someone whose public key they know; without this, what is recorded next would be sealed under it.
///
/// It is no part of the checkpoint: that goes out to readers, who have nothing to hold it against.
package struct SignedWraps: Hashable, Sendable {
  /// How many entries the record had.
  package let size: Int
  /// ``WrapChain/digest``.
  package let digest: Digest
  /// What is signed, with its signature.
  package let note: SignedNote

  /// Signs what the wraps come to.
  package init(_ chain: WrapChain, size: Int, signedBy custodian: PersonKey) throws {
    (self.size, digest) = (size, chain.digest)
    note = try SignedNote(
      signing: Self.text(custodian.record.origin, size, chain.digest), as: custodian.verificationKey, with: custodian.signing)
  }

  /// Reads what this key signed.
  ///
  /// - Throws: ``LogFault`` where it is no note, not signed by the key, or says something else.
  package init(parsing bytes: [UInt8], signedBy key: VerificationKey) throws(LogFault) {
    note = try SignedNote(parsing: bytes)
    try note.verify(by: key)
    let lines = note.text.split(separator: "\n").map(String.init)
    guard lines.count == 4, let size = Int(lines[2]), let digest = Base64.standard.bytes(lines[3].utf8).flatMap({ Digest(bytes: $0) }),
      note.text == Self.text(key.name, size, digest)
    else { throw .malformed(.signedNote, "it does not say what the wraps come to") }
    (self.size, self.digest) = (size, digest)
  }

  /// The first line is no record's name, so that this is never taken for a checkpoint.
  private static func text(_ origin: String, _ size: Int, _ digest: Digest) -> String {
    "candor/wraps/v1\n\(origin)\n\(size)\n\(Base64.standard.text(digest.bytes))\n"
  }
}

package import Crypto

/// A text and who signed it: https://c2sp.org/signed-note.
package struct SignedNote: Hashable, Sendable {
  /// One line of a note's end: `— NAME BASE64`.
  package struct Signature: Hashable, Sendable {
    /// Whose it claims to be; neither empty, nor with blanks or `+`.
    package let name: String
    /// Four bytes that tell apart the keys of one name.
    package let keyID: UInt32
    /// Sixty-four bytes where it is Ed25519; another algorithm's may have another length, of at least one.
    package let signature: [UInt8]
  }

  /// Lines, the last one ended too; no control characters but LF.
  package let text: String
  /// At least one.
  package let signatures: [Signature]

  /// The longest note read, in bytes, and the most signatures.
  private static let limits = (length: 1_000_000, signatures: 100)
  private static let mark = "\u{2014} "

  /// Signs a text (Ed25519, RFC 8032).
  ///
  /// - Precondition: the text ends with LF.
  package init(signing text: String, as key: VerificationKey, with signer: Curve25519.Signing.PrivateKey) throws {
    precondition(text.hasSuffix("\n"), "a note's text ends with a line's end")
    self.text = text
    let signature = try signer.signature(for: Array(text.utf8))
    signatures = [Signature(name: key.name, keyID: key.id, signature: Array(signature))]
  }

  /// Reads a note; believes nothing yet.
  ///
  /// - Throws: ``LogFault/malformed(_:_:)``.
  package init(parsing bytes: [UInt8]) throws(LogFault) {
    func malformed(_ flaw: String) -> LogFault { .malformed(.signedNote, flaw) }
    guard bytes.count <= Self.limits.length else { throw malformed("it is longer than a megabyte") }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw malformed("it is not UTF-8") }
    guard bytes.allSatisfy({ $0 >= 0x20 || $0 == UInt8(ascii: "\n") }) else { throw malformed("it has control characters") }
    guard bytes.last == UInt8(ascii: "\n") else { throw malformed("its last line has no end") }
    let isLineEnd = bytes.map { $0 == UInt8(ascii: "\n") }
    guard let blank = bytes.indices.dropFirst().last(where: { isLineEnd[$0 - 1] && isLineEnd[$0] }) else {
      throw malformed("no blank line parts text and signatures")
    }
    text = String(decoding: bytes[..<blank], as: UTF8.self)
    let rest = String(decoding: bytes[(blank + 1)...], as: UTF8.self)
    let lines = rest.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count - 1 <= Self.limits.signatures else { throw malformed("it has more than \(Self.limits.signatures) signatures") }
    var signatures: [Signature] = []
    for line in lines.dropLast() {
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 3, String(parts[0]) + " " == Self.mark, VerificationKey.isName(String(parts[1])),
        let signature = Base64.standard.bytes(String(parts[2]).utf8), signature.count > 4
      else { throw malformed("a signature line is not '— NAME BASE64'") }
      let keyID = signature.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
      signatures.append(Signature(name: String(parts[1]), keyID: keyID, signature: Array(signature.dropFirst(4))))
    }
    guard !signatures.isEmpty else { throw malformed("it has no signature") }
    self.signatures = signatures
  }

  /// The note as it is handed on.
  package var bytes: [UInt8] { Array(string.utf8) }

  /// The note as a text: a blank line and the signatures behind what is signed.
  package var string: String {
    signatures.reduce(into: text + "\n") { note, signature in
      note += "\(Self.mark)\(signature.name) \(Base64.standard.text(signature.keyID.bigEndianBytes + signature.signature))\n"
    }
  }

  /// The same note, signed by another key too.
  package func signed(also key: VerificationKey, with signer: Curve25519.Signing.PrivateKey) throws -> SignedNote {
    SignedNote(text: text, signatures: signatures + (try SignedNote(signing: text, as: key, with: signer)).signatures)
  }

  private init(text: String, signatures: [Signature]) { (self.text, self.signatures) = (text, signatures) }

  /// Makes sure that this key signed the text; signatures by others are passed over.
  ///
  /// - Throws: ``LogFault/unsigned`` or ``LogFault/forged``.
  package func verify(by key: VerificationKey) throws(LogFault) {
    let ours = signatures.filter { $0.name == key.name && $0.keyID == key.id }
    guard !ours.isEmpty else { throw .unsigned }
    guard ours.allSatisfy({ key.publicKey.isValidSignature($0.signature, for: Array(text.utf8)) }) else { throw .forged }
  }
}

/// The name and public key a signer of notes goes by: `NAME+ID+KEY` (https://c2sp.org/signed-note#verifier-keys, Ed25519 only).
package struct VerificationKey: Sendable {
  /// Neither empty, nor with blanks or `+`; for a record's custodian its origin.
  package let name: String
  /// Ed25519 (RFC 8032).
  package let publicKey: Curve25519.Signing.PublicKey
  private static let ed25519: UInt8 = 1

  /// - Precondition: the name is not empty and has neither blanks nor `+`.
  package init(name: String, publicKey: Curve25519.Signing.PublicKey) {
    precondition(Self.isName(name), "a signer's name has no blanks and no plus sign")
    (self.name, self.publicKey) = (name, publicKey)
  }

  /// The key with these bytes; nil where they are not 32.
  ///
  /// - Precondition: as for ``init(name:publicKey:)``.
  package init?(name: String, bytes: [UInt8]) {
    guard let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return nil }
    self.init(name: name, publicKey: publicKey)
  }

  /// Reads the text form.
  ///
  /// - Throws: ``LogFault/malformed(_:_:)`` where it has another form, another algorithm, or an id that is not its key's.
  package init(parsing text: String) throws(LogFault) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, Self.isName(parts[0]), let key = Base64.standard.bytes(parts[2].utf8), key.first == Self.ed25519,
      let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: key.dropFirst())
    else { throw .malformed(.verificationKey, "it is not NAME+ID+KEY with an Ed25519 key") }
    self.init(name: parts[0], publicKey: publicKey)
    guard self.text == text else { throw .malformed(.verificationKey, "its id is not this name's and key's") }
  }

  /// The first four bytes of SHA-256(name ‖ LF ‖ algorithm ‖ key).
  package var id: UInt32 {
    Digest(hashing: Array(name.utf8) + [UInt8(ascii: "\n")] + algorithmAndKey).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// `NAME+ID+KEY`: the id as 8 digits in hexadecimal, the key in base64 with the algorithm's byte before it.
  package var text: String {
    let id = String(id, radix: 16)
    return "\(name)+\(String(repeating: "0", count: 8 - id.count))\(id)+\(Base64.standard.text(algorithmAndKey))"
  }

  /// The public key's 32 bytes.
  package var bytes: [UInt8] { Array(publicKey.rawRepresentation) }

  private var algorithmAndKey: [UInt8] { [Self.ed25519] + bytes }

  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.unicodeScalars.allSatisfy { $0 != "+" && !$0.properties.isWhitespace }
  }
}

package import Crypto

/// The key that opens a record when every other is lost. It is shown once, when the record is made, to be kept on paper.
///
/// `04KC-…`, 14 groups of four of Crockford's base 32: a version byte (1), the X25519 private key (32 bytes), and two bytes of SHA-256 of a label
/// and both, against slips of the pen.
package struct RecoveryKey: Sendable {
  /// Why letters are no recovery key.
  package enum Flaw: Hashable, Sendable {
    case letters, length, checksum, version

    var message: String {
      switch self {
      case .letters: "it has a letter that none has"
      case .length: "it has not 56 letters and digits"
      case .checksum: "a letter is wrong somewhere"
      case .version: "it is of a kind that this version does not know"
      }
    }

    var hint: String {
      switch self {
      case .letters, .length, .checksum: "Compare it with the paper, group by group, 14 of four; case, blanks and hyphens do not matter."
      case .version: "Use a newer version of this program."
      }
    }
  }

  /// X25519 (RFC 7748).
  package let privateKey: Curve25519.KeyAgreement.PrivateKey
  private static let version: UInt8 = 1

  /// A new key.
  ///
  /// - Throws: what swift-crypto throws of bytes that are no key, which 32 bytes never are.
  package init(randomness: Randomness) throws {
    privateKey = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: randomness.bytes(32))
  }

  /// Reads what people copied from paper: any case, blanks, hyphens, `I` and `L` for 1, `O` for 0.
  ///
  /// - Throws: ``LogFault/recoveryKey(_:)``.
  package init(parsing text: String) throws(LogFault) {
    guard let bytes = Base32.bytes(text) else { throw .recoveryKey(.letters) }
    guard bytes.count == 35 else { throw .recoveryKey(.length) }
    guard Self.checksum(bytes.dropLast(2)) == bytes.suffix(2) else { throw .recoveryKey(.checksum) }
    guard bytes[0] == Self.version, let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes[1..<33]) else {
      throw .recoveryKey(.version)
    }
    privateKey = key
  }

  /// Whom the record wraps its data keys to, so that this key opens them.
  package var publicKey: Recipient { Recipient(privateKey) }

  /// The key as it is printed.
  package var text: String {
    let payload = [Self.version] + Array(privateKey.rawRepresentation)
    let letters = Array(Base32.text(payload + Self.checksum(payload[...])).uppercased())
    return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<($0 + 4)]) }.joined(separator: "-")
  }

  private static func checksum(_ payload: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    Digest(hashing: Array("candor/recovery\n".utf8) + payload).bytes.prefix(2)
  }
}

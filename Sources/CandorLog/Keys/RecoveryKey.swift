package import Crypto

/// The key that opens a record when every other is lost. It is shown once, when the record is made, to be kept on
/// paper; it opens, and signs nothing.
package struct RecoveryKey: Sendable {
  /// X25519 (RFC 7748).
  package let privateKey: Curve25519.KeyAgreement.PrivateKey

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
    do throws(WrittenKey.Flaw) {
      let bytes = try WrittenKey.bytes(of: text, .recovery)
      guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes) else { throw .version }
      privateKey = key
    } catch {
      throw .recoveryKey(error)
    }
  }

  /// Reads one that was typed without being shown.
  ///
  /// - Throws: ``LogFault/recoveryKey(_:)``.
  package init(typed: borrowing Passphrase) throws(LogFault) {
    // Its letters are where they are during the call; the string that they become is gone after it.
    try self.init(parsing: unsafe typed.withBytes { unsafe String(decoding: $0, as: UTF8.self) })
  }

  /// Whom the record wraps its data keys to, so that this key opens them.
  package var publicKey: Recipient { Recipient(privateKey) }

  /// The key as it is printed: `04KC-…`.
  package var text: String { WrittenKey.text(of: Array(privateKey.rawRepresentation), .recovery) }
}

package import Crypto
import CryptoExtras
import Foundation

/// Makes keys from passphrases, slowly and in much memory, so that guessing is dear (RFC 7914).
package enum Scrypt {
  /// How dear one guess is: N is 2 to this, r is 8 and p is 1. Each step doubles time and memory.
  package struct Cost: Hashable, Sendable {
    /// Of N, the binary logarithm.
    package let exponent: Int

    /// 128 MiB and about half a second: a key file guards the names of survivors. Whoever runs many commands in a row
    /// lets the server open the key once (`candor serve`) rather than take a cheaper one.
    package static let standard = Cost(unchecked: 17)
    /// The dearest that is read takes 256 MiB: a file made to ask for more is refused.
    package static let exponents = 1...18

    /// Nil where it is out of range.
    package init?(exponent: Int) {
      guard Cost.exponents.contains(exponent) else { return nil }
      self.init(unchecked: exponent)
    }

    private init(unchecked exponent: Int) { self.exponent = exponent }
  }

  /// The key that a passphrase and a salt give at a cost.
  ///
  /// - Throws: what swift-crypto throws where there is not so much memory.
  static func key(from passphrase: borrowing Passphrase, salt: [UInt8], cost: Cost) throws -> SymmetricKey {
    try key(from: passphrase, salt: salt, rounds: 1 << cost.exponent, blockSize: 8, parallelism: 1, length: 32)
  }

  /// The function itself, with every parameter of the RFC.
  package static func key(
    from passphrase: borrowing Passphrase, salt: [UInt8], rounds: Int, blockSize: Int, parallelism: Int, length: Int
  ) throws -> SymmetricKey {
    // The passphrase lies where it is during the call, and is not copied.
    try unsafe passphrase.withBytes { bytes throws(any Error) in
      unsafe try KDF.Scrypt.deriveKey(
        from: bytes, salt: salt, outputByteCount: length, rounds: rounds, blockSize: blockSize, parallelism: parallelism)
    }
  }
}

package import CandorCore
import Crypto
package import Foundation

/// What opens the boxes of one audience in one epoch: 256 random bits, from which HKDF-SHA256 (RFC 5869) makes a key
/// that seals and one that locates.
package struct DataKey: Sendable {
  /// What tells the keys of a keyring apart.
  struct Name: Hashable, Sendable {
    let audience: Audience
    let epoch: Int
  }

  /// Who is to hold it.
  package let audience: Audience
  /// From 1; the next begins when someone is to be left out. It goes forward by one.
  package let epoch: Int
  /// What epochs there can be: nobody leaves anyone out a million times.
  package static let epochs = 1...1_000_000
  let secret: [UInt8]
  let sealing: SymmetricKey
  /// Keyed and not yet fed: keying costs half of a code.
  private let locating: HMAC<SHA256>

  /// A key from its 32 bytes.
  ///
  /// - Parameter record: the record whose boxes it opens; the same bytes make other keys in another record.
  /// - Precondition: there are 32 bytes.
  package init(audience: Audience, epoch: Int, secret: [UInt8], record: RecordID) {
    precondition(secret.count == 32, "a data key has 32 bytes")
    (self.audience, self.epoch, self.secret) = (audience, epoch, secret)
    func derived(_ purpose: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: secret), salt: Array(record.text.utf8), info: Array("candor/box/\(purpose)/v1".utf8),
        outputByteCount: 32)
    }
    sealing = derived("seal")
    locating = HMAC(key: derived("locate"))
  }

  var name: Name { Name(audience: audience, epoch: epoch) }

  /// Where the box with this number stands: the first 16 bytes of HMAC-SHA256 (RFC 2104) of the number in 8 bytes.
  ///
  /// - Parameter number: counts the boxes of this key from 0, without holes. Who does not hold the key cannot tell
  ///   which boxes share it.
  package func locator(_ number: Int) -> Data {
    var hash = locating
    hash.update(data: UInt64(number).bigEndianBytes)
    let code = hash.finalize()
    // The first half of the 32 bytes of a SHA-256 code.
    return unsafe code.withUnsafeBytes { unsafe Data($0.prefix(16)) }
  }
}

package import Crypto
import Foundation

/// The two private keys of a record's custodian: one signs checkpoints (Ed25519), one opens wraps (X25519).
package struct CustodianKey: Sendable {
  /// The record whose custodian it is.
  package let record: RecordID
  /// Signs checkpoints (Ed25519, RFC 8032).
  package let signing: Curve25519.Signing.PrivateKey
  /// Opens wraps (X25519, RFC 7748).
  package let opening: Curve25519.KeyAgreement.PrivateKey
  /// The public part of the key that opens the record when this one is lost. A record file that names another is not opened; nil where nothing is
  /// known of it but what that file says, as in key files of version 1.
  package var recovery: Recipient?

  /// The keys of a new record.
  ///
  /// - Throws: what swift-crypto throws of bytes that are no key, which 32 bytes never are.
  package init(randomness: Randomness) throws {
    try self.init(
      record: RecordID(randomness: randomness), signing: randomness.bytes(32), opening: randomness.bytes(32))
  }

  /// The keys of whoever keeps a record from here on.
  ///
  /// - Throws: what swift-crypto throws of bytes that are no key, which 32 bytes never are.
  package init(succeeding record: RecordID, randomness: Randomness) throws {
    try self.init(record: record, signing: randomness.bytes(32), opening: randomness.bytes(32))
  }

  init(record: RecordID, signing: some ContiguousBytes, opening: some ContiguousBytes) throws {
    self.record = record
    self.signing = try Curve25519.Signing.PrivateKey(rawRepresentation: signing)
    self.opening = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: opening)
  }

  /// Whom the record wraps its data keys to, so that this key opens them.
  package var publicKey: Recipient { Recipient(opening) }

  /// What its checkpoints are verified by, under the record's origin as name.
  package var verificationKey: VerificationKey { VerificationKey(name: record.origin, publicKey: signing.publicKey) }
}

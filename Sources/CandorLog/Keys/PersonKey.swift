package import Crypto
import Foundation

/// A person's private keys for one record. One opens what is wrapped for them (X25519); one signs (Ed25519), which
/// counts for as long as the record is in their custody.
package struct PersonKey: Sendable {
  /// The record that it is for.
  package let record: RecordID
  /// Signs checkpoints (Ed25519, RFC 8032).
  package let signing: Curve25519.Signing.PrivateKey
  /// Opens wraps (X25519, RFC 7748).
  package let opening: Curve25519.KeyAgreement.PrivateKey
  /// Whose signature on the record its holder trusts: that of whoever had custody when the key was made, and of
  /// everyone they handed it over to.
  package let trusted: VerificationKey
  /// The public part of the key that opens the record when all others are lost. A record file that names another is not
  /// opened; nil where nothing is known of it but what that file says, as in key files of version 1.
  package var recovery: Recipient?

  /// The keys of whoever makes a new record.
  ///
  /// - Throws: what swift-crypto throws of bytes that are no key, which 32 bytes never are.
  package init(randomness: Randomness) throws {
    try self.init(
      record: RecordID(randomness: randomness), signing: randomness.bytes(32), opening: randomness.bytes(32), trusted: nil, recovery: nil)
  }

  /// The keys of another person, or of whoever keeps a record from here on.
  ///
  /// - Parameters:
  ///   - trusted: whose signature they trust; nil for their own alone, as of one who takes custody over.
  ///   - recovery: the public part of the record's recovery key.
  /// - Throws: what swift-crypto throws of bytes that are no key, which 32 bytes never are.
  package init(of record: RecordID, trusting trusted: VerificationKey? = nil, recovery: Recipient?, randomness: Randomness) throws {
    try self.init(
      record: record, signing: randomness.bytes(32), opening: randomness.bytes(32), trusted: trusted, recovery: recovery)
  }

  init(
    record: RecordID, signing: some ContiguousBytes, opening: some ContiguousBytes, trusted: VerificationKey?, recovery: Recipient?
  ) throws {
    self.record = record
    self.signing = try Curve25519.Signing.PrivateKey(rawRepresentation: signing)
    self.opening = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: opening)
    self.trusted = trusted ?? VerificationKey(name: record.origin, publicKey: self.signing.publicKey)
    self.recovery = recovery
  }

  /// The recovery key in a person's place: it opens everything; what it would sign, nobody trusts.
  ///
  /// - Throws: what swift-crypto throws of bytes that are no key, which 32 bytes never are.
  package init(_ recovery: RecoveryKey, of record: RecordID, trusting trusted: VerificationKey, randomness: Randomness) throws {
    try self.init(
      record: record, signing: randomness.bytes(32), opening: recovery.privateKey.rawRepresentation, trusted: trusted,
      recovery: recovery.publicKey)
  }

  /// The same keys, trusting another's signature.
  package init(_ key: PersonKey, trusting trusted: VerificationKey) {
    (record, signing, opening, recovery) = (key.record, key.signing, key.opening, key.recovery)
    self.trusted = trusted
  }

  /// Whom the record wraps data keys to, so that this key opens them.
  package var publicKey: Recipient { Recipient(opening) }

  /// What this key signs is verified by it, under the record's origin as name.
  package var verificationKey: VerificationKey { VerificationKey(name: record.origin, publicKey: signing.publicKey) }
}

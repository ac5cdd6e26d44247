import CandorCore
package import Crypto
import Foundation
import StrictJSON

/// Data keys sealed to one person's public key: HPKE base mode (RFC 9180) with X25519, HKDF-SHA256 and ChaCha20-Poly1305.
package struct Wrap: Hashable, Sendable {
  /// Whom it is for (``Recipient/name(in:)``): 16 bytes.
  package let recipient: [UInt8]
  /// Counts the recipient's wraps from 0, without holes.
  package let number: Int
  /// The encapsulated key (32 bytes) and the ciphertext.
  package let sealed: [UInt8]

  /// A wrap as it is stored.
  package init(recipient: [UInt8], number: Int, sealed: [UInt8]) {
    (self.recipient, self.number, self.sealed) = (recipient, number, sealed)
  }

  private static let encapsulatedLength = 32

  /// Seals these keys.
  ///
  /// - Throws: what swift-crypto throws of a public key that is no point to agree with.
  package init(_ keys: [DataKey], to recipient: Recipient, in record: RecordID, number: Int) throws {
    self.recipient = recipient.name(in: record)
    self.number = number
    let list = keys.map { key -> JSONValue in
      let epoch = JSONNumber(exactly: key.epoch).map(JSONValue.number) ?? .null
      return ["audience": .string(key.audience.description), "epoch": epoch, "key": .string(Base64.url.text(key.secret))]
    }
    var plain = JSONValue.array(list).canonicalBytes
    plain.pad(with: UInt8(ascii: " "))
    var sender = try HPKE.Sender(
      recipientKey: recipient.publicKey, ciphersuite: .Curve25519_SHA256_ChachaPoly, info: Self.info(recipient, in: record))
    let sealed = try sender.seal(plain, authenticating: UInt64(number).bigEndianBytes)
    self.sealed = Array(sender.encapsulatedKey) + Array(sealed)
  }

  /// Opens the wrap.
  ///
  /// - Throws: ``LogFault/shutWrap(number:)`` where it was made for another key, record or number, or changed; ``LogFault/malformed(_:_:)`` where
  ///   what is inside is no list of data keys in canonical form.
  package func open(with privateKey: Curve25519.KeyAgreement.PrivateKey, in record: RecordID) throws(LogFault) -> [DataKey] {
    var plain: [UInt8]
    do {
      var opener = try HPKE.Recipient(
        privateKey: privateKey, ciphersuite: .Curve25519_SHA256_ChachaPoly, info: Self.info(Recipient(privateKey), in: record),
        encapsulatedKey: Data(sealed.prefix(Self.encapsulatedLength)))
      plain = Array(try opener.open(sealed.dropFirst(Self.encapsulatedLength), authenticating: UInt64(number).bigEndianBytes))
    } catch {
      throw .shutWrap(number: number)
    }
    let padded = plain.count
    while plain.last == UInt8(ascii: " ") { plain.removeLast() }
    guard let list = try? JSONValue(parsing: plain), list.canonicalBytes == plain, padded == paddedLength(of: plain.count),
      let elements = list.arrayValue
    else { throw .malformed(.wrap, "it is no list in canonical form") }
    var keys: [DataKey] = []
    for element in elements {
      guard element.objectValue?.names == ["audience", "epoch", "key"],
        let audience = element["audience"]?.stringValue.flatMap(Audience.init),
        let epoch = element["epoch"]?.integerValue, epoch >= 1,
        let secret = element["key"]?.stringValue.flatMap({ Base64.url.bytes($0.utf8) }), secret.count == 32
      else { throw .malformed(.wrap, "an element is no data key") }
      keys.append(DataKey(audience: audience, epoch: epoch, secret: secret, record: record))
    }
    return keys
  }

  private static func info(_ recipient: Recipient, in record: RecordID) -> Data {
    Data(Array("candor/wrap/v1\n\(record)\n".utf8) + recipient.bytes)
  }
}

package import CandorCore
package import Crypto
import Foundation
import StrictJSON

/// Data keys, or that they are at an end, sealed to one person's public key: HPKE base mode (RFC 9180) with X25519,
/// HKDF-SHA256 and ChaCha20-Poly1305.
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

  /// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305.
  package static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
  private static let encapsulatedLength = 32

  /// What a wrap says to its recipient.
  package struct Content: Sendable {
    /// The data keys that it gives.
    package var keys: [DataKey]
    /// Audiences whose next epoch leaves the recipient out, each with the last that they hold.
    package var ended: [(audience: Audience, epoch: Int)]
    /// What a wrap says.
    package init(keys: [DataKey] = [], ended: [(audience: Audience, epoch: Int)] = []) { (self.keys, self.ended) = (keys, ended) }

    fileprivate var json: JSONValue {
      get throws(LogFault) {
        func number(_ value: Int) throws(LogFault) -> JSONValue {
          guard DataKey.epochs.contains(value), let number = JSONNumber(exactly: value) else { throw .epochs }
          return .number(number)
        }
        var elements: [JSONValue] = []
        for key in keys {
          elements.append(
            ["audience": .string(key.audience.description), "epoch": try number(key.epoch), "key": .string(Base64.url.text(key.secret))])
        }
        for (audience, epoch) in ended { elements.append(["audience": .string(audience.description), "ended": try number(epoch)]) }
        return .array(elements)
      }
    }

    /// Reads what ``json`` writes; nil of anything else.
    fileprivate init?(_ list: [JSONValue], record: RecordID) {
      self.init()
      for element in list {
        let audience = element["audience"]?.stringValue.flatMap(Audience.init)
        func count(_ name: String) -> Int? { element[name]?.integerValue.flatMap { DataKey.epochs.contains($0) ? $0 : nil } }
        switch element.objectValue?.names {
        case ["audience", "epoch", "key"]:
          guard let audience, let epoch = count("epoch"),
            let secret = element["key"]?.stringValue.flatMap({ Base64.url.bytes($0.utf8) }), secret.count == 32
          else { return nil }
          keys.append(DataKey(audience: audience, epoch: epoch, secret: secret, record: record))
        case ["audience", "ended"]:
          guard let audience, let epoch = count("ended") else { return nil }
          ended.append((audience, epoch))
        default: return nil
        }
      }
    }
  }

  /// Seals this.
  ///
  /// - Throws: ``LogFault/epochs`` where an epoch is beyond the last; what swift-crypto throws of a public key that is
  ///   no point to agree with.
  package init(_ content: Content, to recipient: Recipient, in record: RecordID, number: Int) throws {
    self.recipient = recipient.name(in: record)
    self.number = number
    var plain = try content.json.canonicalBytes
    plain.pad(with: UInt8(ascii: " "))
    defer { wipe(&plain) }
    var sender = try HPKE.Sender(
      recipientKey: recipient.publicKey, ciphersuite: Wrap.suite, info: Self.info(recipient, in: record))
    let sealed = try sender.seal(plain, authenticating: UInt64(number).bigEndianBytes)
    self.sealed = Array(sender.encapsulatedKey) + Array(sealed)
  }

  /// The same bytes in another place.
  init(_ wrap: Wrap, at number: Int) { self.init(recipient: wrap.recipient, number: number, sealed: wrap.sealed) }

  /// Opens the wrap.
  ///
  /// - Throws: ``LogFault/shutWrap(number:)`` where it was made for another key, record or number, or changed;
  ///   ``LogFault/malformed(_:_:)`` where what is inside is no such list in canonical form.
  package func open(with privateKey: Curve25519.KeyAgreement.PrivateKey, in record: RecordID) throws(LogFault) -> Content {
    var plain: [UInt8]
    do {
      var opener = try HPKE.Recipient(
        privateKey: privateKey, ciphersuite: Wrap.suite, info: Self.info(Recipient(privateKey), in: record),
        encapsulatedKey: Data(sealed.prefix(Self.encapsulatedLength)))
      plain = Array(try opener.open(sealed.dropFirst(Self.encapsulatedLength), authenticating: UInt64(number).bigEndianBytes))
    } catch {
      throw .shutWrap(number: number)
    }
    defer { wipe(&plain) }
    let padded = plain.count
    while plain.last == UInt8(ascii: " ") { plain.removeLast() }
    guard let list = try? JSONValue(parsing: plain), list.canonicalBytes == plain, padded == paddedLength(of: plain.count),
      let elements = list.arrayValue
    else { throw .malformed(.wrap, "it is no list in canonical form") }
    guard let content = Content(elements, record: record) else { throw .malformed(.wrap, "an element is no data key") }
    return content
  }

  private static func info(_ recipient: Recipient, in record: RecordID) -> Data {
    Data(Array("candor/wrap/v1\n\(record)\n".utf8) + recipient.bytes)
  }
}

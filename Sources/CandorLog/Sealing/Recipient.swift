package import Crypto

/// Someone to whom data keys are wrapped, by an X25519 public key (RFC 7748).
package struct Recipient: Sendable, Hashable {
  let publicKey: Curve25519.KeyAgreement.PublicKey

  /// The holder of a private key.
  package init(_ privateKey: Curve25519.KeyAgreement.PrivateKey) { publicKey = privateKey.publicKey }

  /// The holder of the public key with these 32 bytes; nil where they are not 32.
  package init?(bytes: [UInt8]) {
    guard let publicKey = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes) else { return nil }
    self.publicKey = publicKey
  }

  /// Reads a person's public key as they handed it over: any case, blanks, hyphens, `I` and `L` for 1, `O` for 0.
  ///
  /// - Throws: ``LogFault/publicKey(_:)``.
  package init(parsing text: String) throws(LogFault) {
    do throws(WrittenKey.Flaw) {
      guard let recipient = Recipient(bytes: try WrittenKey.bytes(of: text, .person)) else { throw .version }
      self = recipient
    } catch {
      throw .publicKey(error)
    }
  }

  /// The public key as it is printed and recorded: `0AC4-…`.
  package var text: String { WrittenKey.text(of: bytes, .person) }

  /// The public key's 32 bytes.
  package var bytes: [UInt8] { Array(publicKey.rawRepresentation) }

  /// What a record calls the recipient: the first 16 bytes of SHA-256 of a label, the record's id and the key. So wraps
  /// show whom they are for only to those who know the key.
  package func name(in record: RecordID) -> [UInt8] {
    Array(Digest(hashing: Array("candor/recipient/v1\n\(record)\n".utf8) + bytes).bytes.prefix(16))
  }

  /// The first 80 bits of ``name(in:)``, for people to compare: four groups of four letters and digits.
  package func fingerprint(in record: RecordID) -> String {
    let letters = Array(Base32.text(Array(name(in: record).prefix(10))).uppercased())
    return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<($0 + 4)]) }.joined(separator: "-")
  }
}

extension Recipient {
  package static func == (one: Recipient, other: Recipient) -> Bool { one.bytes == other.bytes }
  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

import Crypto
package import Foundation

/// What one audience may read of one entry, sealed.
package enum Box {
  /// What a box says of a slot.
  package struct Content: Hashable, Sendable {
    /// 0 to 23.
    package let slot: UInt8
    /// The disclosure's array (``Disclosure/json``); nil where it was erased for good.
    package let disclosure: [UInt8]?

    /// What a box says of a slot.
    package init(slot: UInt8, disclosure: [UInt8]?) { (self.slot, self.disclosure) = (slot, disclosure) }

    /// What it says, held against the leaf; nil where it was erased.
    ///
    /// - Throws: ``LogFault/uncommitted(slot:)`` where the leaf does not commit to it in that slot;
    ///   ``LogFault/malformed(_:_:)``.
    package func disclosure(of leaf: Leaf) throws(LogFault) -> Disclosure? {
      guard let json = disclosure else { return nil }
      let disclosure = try Disclosure(json: json)
      guard disclosure.digest == leaf.commitments[Int(slot)] else { throw .uncommitted(slot: slot) }
      return disclosure
    }
  }

  /// Nonce and tag, in bytes.
  package static let overhead = 28
  /// Bytes of a nonce, 96 bits.
  package static let nonceLength = 12
  private static let end: UInt8 = 0xFF

  /// The longest sealed box that is read, in bytes: of an entry whose every value is as long as it may be.
  package static let maximumLength = 1 << 26

  /// How many bytes contents take before they are sealed, with their padding: 256 · 2^k.
  package static func paddedLength(of contents: [Content]) -> Int {
    CandorLog.paddedLength(of: contents.reduce(1) { $0 + 5 + ($1.disclosure?.count ?? 0) })
  }

  /// Seals for the holders of a key: ChaCha20-Poly1305 (RFC 8439), the nonce before the ciphertext, the leaf's hash as
  /// associated data.
  ///
  /// - Parameters:
  ///   - contents: by slot, ascending; there may be none.
  ///   - nonce: 12 fresh random bytes.
  ///   - length: what it is padded to at the least, before it is sealed: 256 · 2^k. With more than it needs, a box is
  ///     as long as others beside it.
  package static func seal(
    _ contents: [Content], under key: DataKey, leafHash: Digest, nonce: ArraySlice<UInt8>, paddedTo length: Int = 0
  ) throws -> Data {
    var plain: [UInt8] = []
    plain.reserveCapacity(max(length, paddedLength(of: contents)))
    for content in contents {
      plain.append(content.slot)
      let length = content.disclosure?.count ?? 0
      for shift in [24, 16, 8, 0] { plain.append(UInt8(truncatingIfNeeded: length >> shift)) }
      plain.append(contentsOf: content.disclosure ?? [])
    }
    plain.append(end)
    plain.pad(with: 0, upTo: length)
    return try ChaChaPoly.seal(plain, using: key.sealing, nonce: ChaChaPoly.Nonce(data: nonce), authenticating: leafHash.bytes).combined
  }

  /// Opens a box and reads what it says; what it holds is not yet held against the leaf.
  ///
  /// - Throws: ``LogFault/shutBox`` where the key does not open it beside this leaf; ``LogFault/malformed(_:_:)`` where
  ///   what is inside is not in the form that ``seal(_:under:leafHash:nonce:paddedTo:)`` writes.
  package static func open(_ sealed: Data, under key: DataKey, leafHash: Digest) throws(LogFault) -> [Content] {
    guard let box = try? ChaChaPoly.SealedBox(combined: sealed),
      let plain = try? Array(ChaChaPoly.open(box, using: key.sealing, authenticating: leafHash.bytes))
    else { throw .shutBox }
    var contents: [Content] = []
    var position = 0
    while position < plain.count, plain[position] != end {
      guard position + 5 <= plain.count, plain[position] < Leaf.slots, plain[position] > contents.last?.slot ?? 0 || contents.isEmpty else {
        throw .malformed(.box, "its slots are not in order")
      }
      let length = plain[(position + 1)..<(position + 5)].reduce(0) { $0 << 8 | Int($1) }
      let start = position + 5
      guard length <= plain.count - start else { throw .malformed(.box, "a disclosure ends outside it") }
      contents.append(Content(slot: plain[position], disclosure: length == 0 ? nil : Array(plain[start..<(start + length)])))
      position = start + length
    }
    guard position < plain.count, plain[(position + 1)...].allSatisfy({ $0 == 0 }), plain.count == CandorLog.paddedLength(of: plain.count)
    else {
      throw .malformed(.box, "its padding is not a box's")
    }
    return contents
  }
}

/// The least of 256 · 2^k bytes that holds so many.
func paddedLength(of length: Int) -> Int {
  var padded = 256
  while padded < length { padded *= 2 }
  return padded
}

extension [UInt8] {
  /// Fills up to the next size class, or to a later one.
  mutating func pad(with byte: UInt8, upTo length: Int = 0) {
    append(contentsOf: repeatElement(byte, count: paddedLength(of: Swift.max(length, count)) - count))
  }
}

import Crypto

/// Thirty-two bytes from SHA-256 (FIPS 180-4): a commitment, a leaf hash, a root.
package struct Digest: Hashable, Sendable {
  /// The bytes as they lie in memory.
  private let storage: SIMD4<UInt64>

  /// The SHA-256 of these bytes.
  package init(hashing bytes: [UInt8]) {
    // A SHA-256 digest is 32 bytes, and loading does not ask for alignment.
    storage = unsafe SHA256.hash(data: bytes).withUnsafeBytes { unsafe $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }

  /// The next of a chain: the SHA-256 of a label, the digest before it, and parts, each behind its length in 8 bytes. Two lists of parts never
  /// come to the same bytes.
  init(hashingParts parts: [[UInt8]], after previous: Digest, labelled label: [UInt8]) {
    var bytes = label
    previous.append(to: &bytes)
    for part in parts {
      bytes.append(contentsOf: UInt64(part.count).bigEndianBytes)
      bytes.append(contentsOf: part)
    }
    self.init(hashing: bytes)
  }

  /// The SHA-256 of a byte and others.
  init(hashing prefix: UInt8, _ bytes: [UInt8]) {
    var hasher = SHA256()
    // The byte is where it is while it is read; an array of it, or of all, would be made for every leaf.
    unsafe withUnsafeBytes(of: prefix) { unsafe hasher.update(bufferPointer: $0) }
    hasher.update(data: bytes)
    storage = unsafe hasher.finalize().withUnsafeBytes { unsafe $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }

  /// The SHA-256 of a byte and two digests.
  init(hashing prefix: UInt8, _ left: Digest, _ right: Digest) {
    // On the stack: an array costs as much as hashing it. Neither storing nor loading asks for alignment, and there are 1 + 32 + 32 bytes.
    storage = unsafe withUnsafeTemporaryAllocation(byteCount: 65, alignment: 1) { bytes in
      unsafe bytes.storeBytes(of: prefix, as: UInt8.self)
      unsafe bytes.storeBytes(of: left.storage, toByteOffset: 1, as: SIMD4<UInt64>.self)
      unsafe bytes.storeBytes(of: right.storage, toByteOffset: 33, as: SIMD4<UInt64>.self)
      var hasher = SHA256()
      unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer(bytes))
      return unsafe hasher.finalize().withUnsafeBytes { unsafe $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }
  }

  /// The 32 bytes that stand in others from a place on; nil where there are not so many.
  init?(bytes: [UInt8], at start: Int) {
    guard start >= 0, start + 32 <= bytes.count else { return nil }
    // As many bytes are there as are loaded.
    storage = unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: start, as: SIMD4<UInt64>.self) }
  }

  /// These bytes; nil unless they are 32.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    // There are as many bytes as are loaded.
    storage = unsafe Array(bytes).withUnsafeBytes { unsafe $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }

  /// The bytes that 43 letters of base64url stand for; nil for any other text.
  package init?(base64URL letters: some Collection<UInt8>) {
    guard letters.count == 43, let bytes = Base64.url.bytes(letters) else { return nil }
    self.init(bytes: bytes)
  }

  /// The 32 bytes.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  /// Appends the 32 bytes.
  func append(to bytes: inout [UInt8]) {
    // The pointer is to a copy that lives as long as the call; element by element, this would be the dearest part of an append.
    unsafe Swift.withUnsafeBytes(of: storage) { unsafe bytes.append(contentsOf: $0) }
  }

  /// Forty-three letters of unpadded base64url.
  package var base64URL: String { Base64.url.text(bytes) }
}

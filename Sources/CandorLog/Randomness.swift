import Crypto
import Foundation
import Synchronization

/// Where salts, filler digests, nonces, keys and identifiers come from. HPKE's ephemeral keys alone come from swift-crypto itself.
package final class Randomness: Sendable {
  private enum Source: ~Copyable {
    case system
    case seeded(seed: [UInt8], drawn: Mutex<UInt64>)
  }

  private let source: Source

  private init(_ source: consuming Source) { self.source = source }

  /// The operating system's generator.
  package static let system = Randomness(.system)

  /// A generator whose output anyone who knows the seed can foretell: for tests, and for worked examples that are equal byte for byte.
  ///
  /// Block n, from 0, is SHA-256 of the seed's UTF-8 and n in 8 bytes, most significant first; a draw takes whole blocks.
  package convenience init(foreseeableFrom seed: String) {
    self.init(.seeded(seed: Array(seed.utf8), drawn: Mutex(0)))
  }

  /// So many random bytes, each 0 to 255.
  package func bytes(_ count: Int) -> [UInt8] {
    switch source {
    case .system: Self.systemBytes(count)
    case .seeded(let seed, let drawn):
      drawn.withLock { block in
        var bytes: [UInt8] = []
        while bytes.count < count {
          Digest(hashing: seed + block.bigEndianBytes).append(to: &bytes)
          block += 1
        }
        return Array(bytes.prefix(count))
      }
    }
  }

  /// Sixty-four random bits, for an `OpaqueID(random:)`.
  package func word() -> UInt64 { bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }

  private static func systemBytes(_ count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      // getentropy(3) fills all of up to 256 bytes in a call; the standard library's generator makes a system call for every 8.
      for start in stride(from: 0, to: count, by: 256) {
        let part = unsafe UnsafeMutableBufferPointer(rebasing: buffer[start..<min(start + 256, count)])
        guard unsafe getentropy(part.baseAddress, part.count) == 0 else {
          preconditionFailure("the operating system gives no random bytes")
        }
      }
      initialized = count
    }
  }
}

extension FixedWidthInteger {
  /// The integer's bytes, most significant first.
  package var bigEndianBytes: [UInt8] {
    stride(from: Self.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> Self($0)) }
  }
}

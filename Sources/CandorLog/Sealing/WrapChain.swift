/// What all wraps of a record come to, in the order in which they were written: each digest is SHA-256 of a label, the
/// one before it, and the recipient, the number and the sealed bytes, each behind its length. Without lengths, bytes
/// could move from one part to the next unseen.
package struct WrapChain: Hashable, Sendable {
  /// Of no wraps: SHA-256 of the label.
  package private(set) var digest = Digest(hashing: label)
  private static let label = Array("candor/wraps/v2\n".utf8)

  /// No wraps.
  package init() {}

  /// One wrap more.
  package mutating func append(_ wrap: Wrap) { append([wrap.recipient, UInt64(wrap.number).bigEndianBytes, wrap.sealed]) }

  /// What stands in the place of a wrap, whatever it is: recipient, number in 8 bytes, sealed bytes.
  package mutating func append(_ parts: [[UInt8]]) { digest = Digest(hashingParts: parts, after: digest, labelled: Self.label) }
}

/// What all checkpoints come to that a record keeps because they were handed out, in the order of their sizes: as a
/// ``WrapChain``, of the bytes of their notes.
package struct HandedOutChain: Hashable, Sendable {
  /// Of none: SHA-256 of the label.
  package private(set) var digest = Digest(hashing: label)
  private static let label = Array("candor/handed-out/v1\n".utf8)

  /// None.
  package init() {}

  /// One checkpoint more.
  package mutating func append(note: [UInt8]) {
    digest = Digest(hashingParts: [note], after: digest, labelled: Self.label)
  }
}

extension String {
  /// Whether both strings are the same sequence of Unicode scalars; Swift's `==` also merges canonically equivalent ones.
  func hasSameScalars(as other: String) -> Bool {
    // Swift's comparison, quick where strings differ, rules most pairs out.
    self == other && utf8.elementsEqual(other.utf8)
  }

  /// The order of the strings' UTF-16 code units (RFC 8785 §3.2.3): negative where this one comes first, 0 where they are the same.
  func utf16Order(relativeTo other: String) -> Int {
    var (bytes, otherBytes) = (utf8.makeIterator(), other.utf8.makeIterator())
    while true {
      switch (bytes.next(), otherBytes.next()) {
      case (nil, nil): return 0
      case (nil, _?): return -1
      case (_?, nil): return 1
      case (let byte?, let otherByte?) where byte != otherByte: return Self.utf16Rank(byte) < Self.utf16Rank(otherByte) ? -1 : 1
      default: continue
      }
    }
  }

  /// UTF-8 bytes sort like UTF-16 units but for one thing: U+E000 to U+FFFF (EE, EF) come after the surrogates of what lies beyond (F0 to F4).
  private static func utf16Rank(_ byte: UInt8) -> UInt8 { byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte }
}

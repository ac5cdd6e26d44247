import Foundation

// How the writers put inlines into words, so that every format of a report reads the same.

extension String {
  /// This text as writers write it: on one line, in Unicode's normalization form C.
  package var written: String {
    var isOnOneLine = true
    var isPlain = true
    for byte in utf8 where byte < 0x20 || byte >= 0xCC {
      isOnOneLine = isOnOneLine && byte >= 0x20
      // Below U+0300, whose first byte is CC, nothing composes.
      isPlain = isPlain && byte < 0xCC
    }
    if isPlain && isOnOneLine { return self }
    let line = isOnOneLine ? self : String(String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
    return isPlain || line.unicodeScalars.allSatisfy(\.isSettled) ? line : line.precomposedStringWithCanonicalMapping
  }
}

extension Unicode.Scalar {
  /// Whether it stays as it is in form C, whatever stands beside it, as far as that is known at a glance: most letters and signs of most texts,
  /// which need no pass through the whole of Unicode's tables. (Each has `NFC_Quick_Check=Yes` and combining class 0.)
  fileprivate var isSettled: Bool {
    switch value {
    case 0..<0x300, 0x388...0x482, 0x48A...0x52F, 0x5D0...0x5EA, 0x620...0x64A, 0x2010...0x2027, 0x2030...0x205E, 0x20A0...0x20C0,
      0x3001...0x3029, 0x3041...0x3096, 0x30A1...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFF01...0xFF5E:
      true
    default: false
    }
  }
}

extension [Inline] {
  /// These with neighbouring texts joined, and a space before a citation that has none.
  package var joined: [Inline] {
    var joined: [Inline] = []
    for inline in self {
      switch (joined.last, inline) {
      case (.text(let before)?, .text(let text)): joined[joined.count - 1] = .text(before + text)
      case (.text(let before)?, .citation) where before.last?.isWhitespace == false:
        joined[joined.count - 1] = .text(before + " ")
        joined.append(inline)
      case (.text?, _), (nil, _): joined.append(inline)
      case (_, .citation): joined += [.text(" "), inline]
      default: joined.append(inline)
      }
    }
    return joined
  }
}

extension Citation {
  /// A stretch of a citation's words: what is marked up where a format can.
  package enum Piece: Hashable, Sendable {
    case text(String)
    case entry(Int)
    case source(Source)
  }

  /// The citation in words: `[entry 14; P, firsthand; W, reported]`.
  package var pieces: [Piece] {
    var pieces: [Piece] = [.text("[")]
    if !entries.isEmpty { pieces.append(.text(entriesWord + " ")) }
    for (index, entry) in entries.enumerated() { pieces += (index > 0 ? [.text(", ")] : []) + [.entry(entry)] }
    for (index, source) in sources.enumerated() {
      // Neighbors of one basis share its word.
      let joins = index > 0 && sources[index - 1].basis == source.basis
      if index > 0 || !entries.isEmpty { pieces.append(.text(joins ? ", " : "; ")) }
      pieces.append(.source(source))
      let goesOn = index + 1 < sources.count && sources[index + 1].basis == source.basis
      if !goesOn { pieces.append(.text(", " + source.basis)) }
    }
    return pieces + [.text("]")]
  }
}

extension Inline {
  /// What stands in place of something withheld, in brackets.
  package static func bracketed(_ label: String) -> String { "[\(label)]" }
}

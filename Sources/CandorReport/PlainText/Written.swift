import Foundation

// How the writers put inlines into words, so that every format of a report reads the same.

extension String {
  /// This text as writers write it: on one line, in Unicode's normalization form C.
  package var written: String {
    var isASCII = true
    var isPlain = true
    for byte in utf8 where byte < 0x20 || byte >= 0x80 {
      isASCII = isASCII && byte < 0x80
      isPlain = isPlain && byte < 0xCC && byte >= 0x20
    }
    // Below U+0300, whose first byte is CC, nothing composes.
    if isPlain { return self }
    let oneLine = String(String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
    return isASCII ? oneLine : oneLine.precomposedStringWithCanonicalMapping
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

extension Character {
  /// How many columns it takes where every letter is one wide: 2 for what East Asian Width (UAX #11) calls wide or full, and for emoji; 0 for
  /// combining marks and invisible characters that stand alone; else 1.
  var columns: Int {
    if utf8.count == 1 { return 1 }
    if unicodeScalars.contains("\u{FE0F}") { return 2 }  // asks for the emoji form of what comes before it
    return unicodeScalars.reduce(0) { max($0, $1.columns) }
  }

  /// Whether a line may be broken here, the character itself being dropped. No-break spaces are none.
  var isBreakableSpace: Bool {
    if let byte = asciiValue { return byte <= 0x20 }
    return isWhitespace && self != "\u{A0}" && self != "\u{202F}" && self != "\u{2007}"
  }

  /// Whether a line may be broken beside it without a space, as Chinese and Japanese are.
  var isIdeographic: Bool { columns == 2 }

  /// What may not begin a line: closing brackets, marks of the end of a clause, small kana.
  var clingsToWhatPrecedes: Bool {
    guard let first = unicodeScalars.first else { return false }
    if (0x4E00...0x9FFF).contains(first.value) { return false }  // ideographs, most of what is asked for
    if (0x3005...0x30FC).contains(first.value), "ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々".contains(self) { return true }
    return switch first.properties.generalCategory {
    case .closePunctuation, .finalPunctuation, .otherPunctuation: true
    default: false
    }
  }

  /// What may not end a line: opening brackets.
  var clingsToWhatFollows: Bool {
    guard let first = unicodeScalars.first, !(0x4E00...0x9FFF).contains(first.value) else { return false }
    return switch first.properties.generalCategory {
    case .openPunctuation, .initialPunctuation: true
    default: false
    }
  }
}

extension String {
  var columns: Int { utf8.allSatisfy { $0 < 0x80 } ? utf8.count : reduce(0) { $0 + $1.columns } }
}

extension Unicode.Scalar {
  fileprivate var columns: Int {
    if (0x4E00...0x9FFF).contains(value) { return 2 }  // ideographs, without a look into Unicode's tables
    return switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: 0
    default: properties.isEmojiPresentation || Self.wide.contains { $0.contains(value) } ? 2 : 1
    }
  }

  /// The blocks that UAX #11 (Unicode 16) calls wide or full; single signs outside them are emoji, which Unicode marks as such itself.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul letters that begin a syllable
    0x2329...0x232A,  // angle brackets
    0x2630...0x2637, 0x268A...0x268F, 0x4DC0...0x4DFF, 0x1D300...0x1D376,  // signs of the Yijing and the Taixuanjing, counting rods
    0x2E80...0x303E, 0x3041...0x4DBF,  // radicals, CJK punctuation, kana, bopomofo, ideographs
    0x4E00...0xA4CF,  // ideographs, Yi
    0xA960...0xA97C, 0xAC00...0xD7A3,  // Hangul
    0xF900...0xFAFF,  // compatibility ideographs
    0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6,  // vertical, small and full-width forms
    0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,  // Tangut, Khitan, Nüshu, kana
    0x1F200...0x1F265,  // squared ideographs
    0x20000...0x3FFFD,  // ideographs of the second and third plane
  ]
}

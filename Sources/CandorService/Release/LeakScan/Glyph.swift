import Foundation

/// A character, as the scan sees it.
enum Glyph {
  /// What the eye passes over; `breaking` where a line may end there within a word.
  case unseen(breaking: Bool)
  /// Letters of a word; `looks` are the Latin letters that they can be taken for, where they are of another script.
  case letters([UInt8], isCapital: Bool, looks: [UInt8]?)
  /// Of a script without spaces.
  case word([UInt8])
  /// The ASCII character that it stands for, or 0.
  case between(UInt8)

  init(_ scalar: Unicode.Scalar) {
    let properties = scalar.properties
    if let mark = Glyph.marks[scalar] {
      self = .between(mark)
      return
    }
    if let look = Glyph.framed(scalar) {
      self = .letters([look], isCapital: true, looks: [look])
      return
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format:
      self = .unseen(breaking: Glyph.breaking.contains(scalar))
      return
    // No text is meant to hold one; where one does, it does not show.
    case .control where !scalar.properties.isWhitespace:
      self = .unseen(breaking: false)
      return
    case _ where properties.isDefaultIgnorableCodePoint:
      self = .unseen(breaking: false)
      return
    case .decimalNumber:
      if let value = properties.numericValue {
        self = .letters([UInt8(ascii: "0") + UInt8(value)], isCapital: false, looks: nil)
        return
      }
    default: break
    }
    let parts = Glyph.parts(of: scalar)
    let folded = parts.unicodeScalars.filter { Glyph.isOfWord($0) }.map { Glyph.plain[$0] ?? String($0) }.joined()
    switch properties.generalCategory {
    case _ where folded.isEmpty: self = .between(parts.utf8.count == 1 ? parts.utf8.first ?? 0 : 0)
    case _ where Glyph.unspaced.contains { $0.contains(scalar.value) }: self = .word(Array(folded.utf8))
    default:
      let looks = LookAlikes.letters(scalar)
      // A letter with marks is taken for what its first part is taken for.
      let base = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars.first
      self = .letters(
        Array(folded.utf8), isCapital: properties.isUppercase, looks: looks ?? base.flatMap { LookAlikes.letters($0) })
    }
  }

  /// Syllables of Hangul stay whole: their parts would be found across their bounds.
  private static func parts(of scalar: Unicode.Scalar) -> String {
    let character = String(scalar)
    return Hangul.syllables.contains(scalar.value) ? character : character.decomposedStringWithCompatibilityMapping.lowercased()
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark, .decimalNumber, .letterNumber,
      .otherNumber:
      true
    default: false
    }
  }

  /// Letters in circles and squares that do not decompose: as flags are made of, and white on black.
  private static func framed(_ scalar: Unicode.Scalar) -> UInt8? {
    for first: UInt32 in [0x1F150, 0x1F170, 0x1F1E6] where (first..<first + 26).contains(scalar.value) {
      return UInt8(ascii: "a") + UInt8(scalar.value - first)
    }
    return nil
  }

  private static let marks: [Unicode.Scalar: UInt8] = [
    "’": UInt8(ascii: "'"), "‘": UInt8(ascii: "'"), "ʼ": UInt8(ascii: "'"), "‐": UInt8(ascii: "-"), "‑": UInt8(ascii: "-"),
    "–": UInt8(ascii: "-"), "−": UInt8(ascii: "-"), "。": UInt8(ascii: "."), "\u{85}": UInt8(ascii: " "), "\u{2028}": UInt8(ascii: " "),
    "\u{2029}": UInt8(ascii: " "),
  ]

  private static let breaking: Set<Unicode.Scalar> = ["\u{AD}", "\u{200B}"]

  /// Letters that do not decompose, as those write them who do not have them.
  private static let plain: [Unicode.Scalar: String] = [
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ς": "σ", "ŋ": "n",
    "ƀ": "b", "ɨ": "i", "ƚ": "l", "ɵ": "o", "ƒ": "f", "ȷ": "j", "ɓ": "b", "ɗ": "d", "ɠ": "g", "ƙ": "k", "ƴ": "y", "ʉ": "u",
  ]

  /// Thai and Lao, Tibetan, Burmese, Hangul, Khmer, Kana and Bopomofo, Han; Hangul since its particles follow without a space.
  private static let unspaced: [ClosedRange<UInt32>] = [
    0x0E00...0x0FFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x3005...0x3007, 0x3040...0x31FF, 0x3400...0x4DBF,
    0x4E00...0x9FFF, 0xA960...0xA97F, Hangul.syllables, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF,
  ]
}

/// How syllables of Hangul are put together (The Unicode Standard, 3.12).
enum Hangul {
  static let syllables: ClosedRange<UInt32> = 0xAC00...0xD7A3
  static let leading: ClosedRange<UInt32> = 0x1100...0x1112
  private static let vowels: ClosedRange<UInt32> = 0x1161...0x1175
  private static let trailing: ClosedRange<UInt32> = 0x11A8...0x11C2

  /// What is written with these parts one after the other; nil where they are not the parts of one syllable.
  static func syllable(_ first: UInt32, _ vowel: UInt32) -> Unicode.Scalar? {
    guard leading.contains(first), vowels.contains(vowel) else { return nil }
    return Unicode.Scalar(syllables.lowerBound + ((first - leading.lowerBound) * 21 + vowel - vowels.lowerBound) * 28)
  }

  /// A syllable with a consonant at its end.
  static func syllable(_ open: Unicode.Scalar, endingIn last: UInt32) -> Unicode.Scalar? {
    trailing.contains(last) ? Unicode.Scalar(open.value + last - trailing.lowerBound + 1) : nil
  }
}

/// Letters and digits that are taken for others.
///
/// A word is compared by its looks only where something in it is not what it seems: a letter of another script, a digit among letters.
enum LookAlikes {
  /// The Latin letters that a letter of another script can be taken for; nil where there are none.
  static func letters(_ scalar: Unicode.Scalar) -> [UInt8]? { table[scalar] }

  /// A word as the eye takes it: `i`, `l` and `1` are one. Nil where it holds a digit that is like no letter, or too few letters to tell.
  static func key(_ word: some Collection<UInt8>, isForeign: Bool) -> [UInt8]? {
    guard word.count >= (isForeign ? 3 : 4) else { return nil }
    var key: [UInt8] = []
    var digits = 0
    for byte in word {
      switch byte {
      case UInt8(ascii: "i"), UInt8(ascii: "l"): key.append(UInt8(ascii: "l"))
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard let letter = byDigit[Int(byte - UInt8(ascii: "0"))] else { return nil }
        digits += 1
        key.append(letter)
      default: key.append(byte)
      }
    }
    return digits * 2 <= key.count ? key : nil
  }

  private static let byDigit: [UInt8?] = "ol.eas.tb.".utf8.map { $0 == UInt8(ascii: ".") ? nil : $0 }

  private static let table: [Unicode.Scalar: [UInt8]] = {
    var table: [Unicode.Scalar: [UInt8]] = [:]
    for (letters, looks) in pairs {
      for (letter, look) in zip(letters.unicodeScalars, looks.utf8) { table[letter] = [look] }
    }
    return table
  }()

  /// Letters, and in the same order what each is taken for (after Unicode TR 39, `confusables.txt`, and capitals drawn small).
  private static let pairs = [
    // Cyrillic
    ("авԁеһніјкӏмопԛрѕстуѵԝхүґгьϲꙅвѡїєз", "abdehhijklmonqpsctyvwxyrrbcsbwiee"),
    ("АВԀЕҺНІЈКӀМОПԚРЅСТУѴԜХҮЬГꙄѠЇЄ", "abdehhijklmonqpsctyvwxybrswie"),
    // Greek
    ("αβγεηικμνορστυχωϳϲζςξλ", "abyenikuvopotuxwjczcel"), ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿΛ", "abezhikmnoptyxcja"),
    // Latin capitals drawn small, and letters of phonetics
    ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz"), ("ɑɡɩʋɾɛƖǀ", "agivreil"),
    // Armenian, Cherokee, Lisu
    ("օսհոցգզԼՕՍ", "ouhngqqlou"), ("ᎪᏴᏟᎠᎬᎻᏆᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃᏀ", "abcdehijklmprstvwzg"),
    ("ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "abcdefghijklmnoprstuvwxyz"),
  ]
}

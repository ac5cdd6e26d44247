import Foundation

/// A word without letter case, diacritics, ligatures, width and format characters.
struct Folded {
  var letters: [UInt8]
  /// The same with the Latin letters that those of other scripts can be taken for; nil where all are what they seem.
  var looks: [UInt8]?
  /// Which of its letters are capitals, the first as the lowest bit.
  var capitals: UInt64
  /// Whether it is a character of a script without spaces.
  var isUnspaced = false

  var text: String { String(decoding: letters, as: UTF8.self) }
  var length: Int { letters.count { $0 & 0xC0 != 0x80 } }
  var isNumber: Bool { letters.allSatisfy { Folded.isDigit($0) } }

  /// The words of a text.
  static func words(of text: String) -> [Folded] {
    var words: [Folded] = []
    var word = Folded(letters: [], capitals: 0)
    func end() {
      if !word.letters.isEmpty { words.append(word) }
      word = Folded(letters: [], capitals: 0)
    }
    for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A: word.add([UInt8(scalar.value)], isCapital: false, looks: nil)
      case 0x41...0x5A: word.add([UInt8(scalar.value) | 0x20], isCapital: true, looks: nil)
      case 9, 10, 13, 32..<128: end()
      default:
        switch Glyph(scalar) {
        case .unseen: break
        case .between: end()
        case .letters(let letters, let isCapital, let looks): word.add(letters, isCapital: isCapital, looks: looks)
        case .word(let letters):
          end()
          words.append(Folded(letters: letters, capitals: 0, isUnspaced: true))
        }
      }
    }
    end()
    return words
  }

  private mutating func add(_ more: [UInt8], isCapital: Bool, looks others: [UInt8]?) {
    if isCapital, letters.count < 64 { capitals |= 1 << UInt64(letters.count) }
    if others != nil, looks == nil { looks = letters }
    looks?.append(contentsOf: others ?? more)
    letters += more
  }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

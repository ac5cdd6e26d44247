/// Crockford's base 32: digits and letters without I, L, O and U, which are misread. https://www.crockford.com/base32.html
enum Base32 {
  private static let letters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// Lower case; five bits a letter from the most significant on, the last letter filled with zero bits.
  static func text(_ bytes: [UInt8]) -> String {
    var (text, group, bits): ([UInt8], UInt32, UInt32) = ([], 0, 0)
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(letters[Int(group >> bits & 31)])
      }
    }
    if bits > 0 { text.append(letters[Int(group << (5 - bits) & 31)]) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text that people copied: any case, `I` and `L` as 1, `O` as 0, blanks and hyphens passed over. Nil where another letter
  /// stands there. Bits of the last letter that make no whole byte are passed over.
  static func bytes(_ text: String) -> [UInt8]? {
    var (bytes, group, bits): ([UInt8], UInt32, UInt32) = ([], 0, 0)
    for scalar in text.lowercased().unicodeScalars where !scalar.properties.isWhitespace && scalar != "-" {
      let letter: UInt8
      switch scalar {
      case "i", "l": letter = UInt8(ascii: "1")
      case "o": letter = UInt8(ascii: "0")
      default:
        guard scalar.isASCII else { return nil }
        letter = UInt8(truncatingIfNeeded: scalar.value)
      }
      guard let value = letters.firstIndex(of: letter) else { return nil }
      group = group << 5 | UInt32(value)
      bits += 5
      guard bits >= 8 else { continue }
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: group >> bits))
    }
    return bytes
  }
}

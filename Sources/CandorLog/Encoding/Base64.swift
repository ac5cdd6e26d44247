/// Base 64 (RFC 4648 §4 and §5) as the log needs it: one text for given bytes, and no other is read.
package enum Base64: Sendable {
  /// With `+`, `/` and padding: signed notes.
  case standard
  /// With `-`, `_` and no padding: disclosures, digests, keys.
  case url

  private static let standardLetters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let urlLetters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
  private static let standardValues = values(of: standardLetters)
  private static let urlValues = values(of: urlLetters)
  private static let padding = UInt8(ascii: "=")
  private static let noLetter: UInt8 = 64

  private static func values(of letters: [UInt8]) -> [UInt8] {
    var values = [UInt8](repeating: noLetter, count: 256)
    for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }

  /// The text of these bytes.
  package func text(_ bytes: [UInt8]) -> String {
    var letters: [UInt8] = []
    append(bytes, to: &letters)
    return String(decoding: letters, as: UTF8.self)
  }

  /// Appends the letters of these bytes.
  package func append(_ bytes: [UInt8], to text: inout [UInt8]) { append(bytes.span, to: &text) }

  func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
    let letters = self == .url ? Self.urlLetters : Self.standardLetters
    let groups = bytes.count / 3
    let start = text.count
    // Letter by letter, appending would cost more than hashing what is appended.
    text.append(contentsOf: repeatElement(0, count: groups * 4))
    var written = text.mutableSpan
    for number in 0..<groups {
      let (from, to) = (number * 3, start + number * 4)
      let group = Int(bytes[from]) << 16 | Int(bytes[from + 1]) << 8 | Int(bytes[from + 2])
      written[to] = letters[group >> 18]
      written[to + 1] = letters[group >> 12 & 63]
      written[to + 2] = letters[group >> 6 & 63]
      written[to + 3] = letters[group & 63]
    }
    let index = groups * 3
    let rest = bytes.count - index
    guard rest > 0 else { return }
    let group = Int(bytes[index]) << 16 | (rest == 2 ? Int(bytes[index + 1]) << 8 : 0)
    text.append(letters[group >> 18])
    text.append(letters[group >> 12 & 63])
    if rest == 2 { text.append(letters[group >> 6 & 63]) }
    if self == .standard { text.append(contentsOf: repeatElement(Self.padding, count: 3 - rest)) }
  }

  /// The bytes of a text; nil where it is not the one this encoding writes for them: foreign letters, blanks, padding amiss, or bits that
  /// stand for nothing and are not zero.
  package func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
    var letters = Array(text)
    if self == .standard {
      guard letters.count % 4 == 0 else { return nil }
      if letters.last == Self.padding { letters.removeLast() }
      if letters.last == Self.padding { letters.removeLast() }
    }
    guard letters.count % 4 != 1 else { return nil }
    let values = self == .url ? Self.urlValues : Self.standardValues
    var bytes: [UInt8] = []
    bytes.reserveCapacity(letters.count / 4 * 3 + 2)
    var (group, bits): (UInt32, Int) = (0, 0)
    for letter in letters {
      let value = values[Int(letter)]
      guard value != Self.noLetter else { return nil }
      group = group << 6 | UInt32(value)
      bits += 6
      guard bits >= 8 else { continue }
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
    }
    return group & (1 << UInt32(bits) - 1) == 0 ? bytes : nil
  }
}

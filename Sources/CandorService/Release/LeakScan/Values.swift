import Foundation

/// A file in JSON, as programs read it: its texts, one apart from the other, and what they encode.
struct Values {
  private(set) var page: Page
  private let bytes: [UInt8]
  private var index = 0
  /// A bundle's disclosures are JSON within JSON; nothing goes deeper.
  private static let deepest = 3

  init(_ bytes: [UInt8], _ sought: Sought) {
    self.bytes = bytes
    page = Page(sought)
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""): readText()
      case UInt8(ascii: "\n"):
        page.breakLine(isWrapped: false)
        index += 1
      default: index += page.take(bytes, at: index)
      }
    }
    page.endWord()
  }

  private mutating func readText() {
    let start = index
    let text = Values.text(bytes, &index)
    take(text, at: start, depth: 0)
  }

  private mutating func take(_ text: [UInt8], at start: Int, depth: Int) {
    page.begin(asSentence: true)
    switch Encoded(text) {
    case .nothing: break
    case .json(let inner) where depth < Values.deepest:
      var at = 0
      while at < inner.count {
        if inner[at] == UInt8(ascii: "\"") {
          take(Values.text(inner, &at), at: start, depth: depth + 1)
        } else {
          page.encodedAt = start
          at += page.take(inner, at: at)
        }
      }
    case .json(let text), .text(let text):
      page.encodedAt = start
      var at = 0
      while at < text.count {
        if text[at] == UInt8(ascii: "\n") { page.breakLine(isWrapped: false) }
        at += text[at] == UInt8(ascii: "\n") ? 1 : page.take(text, at: at)
      }
    }
    page.begin(asSentence: true)
    page.encodedAt = nil
  }

  /// The characters of the text that begins at an index, which is moved past its end.
  private static func text(_ bytes: [UInt8], _ index: inout Int) -> [UInt8] {
    var text: [UInt8] = []
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
        text.append(bytes[index])
        index += 1
        continue
      }
      let escaped = bytes[index + 1]
      index += 2
      switch escaped {
      case UInt8(ascii: "n"), UInt8(ascii: "r"): text.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
      // These do not show.
      case UInt8(ascii: "b"), UInt8(ascii: "f"): break
      case UInt8(ascii: "u"): text += Array(character(bytes, &index).utf8)
      default: text.append(escaped)
      }
    }
    index = min(index + 1, bytes.count)
    return text
  }

  /// The character of the four digits at an index, with those of its other half where it is one.
  private static func character(_ bytes: [UInt8], _ index: inout Int) -> String {
    func unit(_ at: Int) -> UInt16? {
      at + 4 <= bytes.count ? UInt16(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16) : nil
    }
    guard let first = unit(index) else { return "u" }
    index += 4
    guard 0xD800..<0xDC00 ~= first, index + 2 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u"),
      let second = unit(index + 2)
    else { return String(decoding: [first], as: UTF16.self) }
    index += 6
    return String(decoding: [first, second], as: UTF16.self)
  }
}

/// What a text of a bundle holds, as far as it is in base64.
private enum Encoded {
  /// Salts, digests, signatures.
  case nothing
  case json([UInt8])
  case text([UInt8])

  init(_ text: [UInt8]) {
    self = .text(text)
    guard text.count >= 16, text.allSatisfy({ Encoded.isOfBase64($0) }) else { return }
    let standard = String(decoding: text, as: UTF8.self).replacing("-", with: "+").replacing("_", with: "/").filter { $0 != "=" }
    let padded = standard + String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
    if let data = Data(base64Encoded: padded), data.first == UInt8(ascii: "[") || data.first == UInt8(ascii: "{"),
      String(validating: data, as: UTF8.self) != nil
    {
      self = .json(Array(data))
    } else if Encoded.lengths.contains(text.count), Encoded.looksRandom(text) {
      self = .nothing
    }
  }

  /// Of a salt of 16 bytes, a digest of 32 and a signature of 64, without padding and with it.
  private static let lengths: Set = [22, 24, 43, 44, 86, 88]

  private static func isOfBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="):
      true
    default: false
    }
  }

  /// Whether small letters, capitals, digits and marks change too often to be words.
  private static func looksRandom(_ text: [UInt8]) -> Bool {
    func sort(_ byte: UInt8) -> Int {
      Folded.isDigit(byte) ? 0 : byte >= UInt8(ascii: "a") ? 1 : byte >= UInt8(ascii: "A") ? 2 : 3
    }
    return zip(text, text.dropFirst()).count { sort($0) != sort($1) } * 3 > text.count
  }
}

/// A document in tags, as its readers see it: its text, what stands within its tags, and what no reader is shown. Names of elements and
/// attributes are the format's own, and say nothing.
///
/// What is no tag is text, so that nothing of a document that is not well-formed goes unread.
struct Markup {
  private(set) var text: Page
  private(set) var attributes: Page
  /// Comments, declarations and instructions.
  private(set) var remarks: Page

  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8], _ sought: Sought) {
    self.bytes = bytes
    (text, attributes, remarks) = (Page(sought), Page(sought), Page(sought))
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") { readTag() } else { Markup.read(bytes, &index, into: &text) }
    }
    text.endWord()
  }

  /// Takes one character, which may be written as a reference.
  private static func read(_ bytes: [UInt8], _ index: inout Int, into page: inout Page) {
    switch bytes[index] {
    case UInt8(ascii: "\n"):
      page.breakLine(isWrapped: false)
      index += 1
    case UInt8(ascii: "&"):
      let (character, length) = reference(bytes, at: index)
      if let character { page.take(character, for: index) } else { page.separate(bytes[index]) }
      index += length
    default: index += page.take(bytes, at: index)
    }
  }

  /// What a reference stands for, and its length in bytes; browsers take the number of a character also where no ";" ends it.
  private static func reference(_ bytes: [UInt8], at index: Int) -> (String?, length: Int) {
    let longest = 40
    let name = bytes.dropFirst(index + 1).prefix(longest).prefix { isOfName($0) || $0 == UInt8(ascii: "#") }
    let isEnded = name.endIndex < bytes.count && bytes[name.endIndex] == UInt8(ascii: ";")
    var text = String(decoding: name, as: UTF8.self)
    if !isEnded, name.first == UInt8(ascii: "#") {
      let isHex = text.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
      text =
        isHex ? String(text.prefix(2) + text.dropFirst(2).prefix(while: \.isHexDigit)) : "#" + text.dropFirst().prefix(while: \.isNumber)
    } else if !isEnded {
      return (nil, 1)
    }
    guard let character = CharacterReference.text(text) else { return (nil, 1) }
    return (character, 1 + text.utf8.count + (isEnded ? 1 : 0))
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }

  private func starts(_ text: [UInt8]) -> Bool {
    guard text.count <= bytes.count - index else { return false }
    for (offset, byte) in text.enumerated() where bytes[index + offset] != byte { return false }
    return true
  }

  private static let comment = Array("<!--".utf8)
  private static let commentEnd = Array("-->".utf8)
  private static let characters = Array("<![CDATA[".utf8)
  private static let charactersEnd = Array("]]>".utf8)
  private static let declarationEnd = Array(">".utf8)

  private mutating func readTag() {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
      if starts(Markup.comment) { return readRemark(until: Markup.commentEnd, from: Markup.comment.count) }
      if starts(Markup.characters) { return readCharacters() }
      return readRemark(until: Markup.declarationEnd, from: 2)
    }
    let isClosing = next == UInt8(ascii: "/")
    let nameStart = index + (isClosing ? 2 : 1)
    let name = bytes.dropFirst(nameStart).prefix { Markup.isOfName($0) || ":-_.".utf8.contains($0) || $0 >= 0x80 }
    guard let first = name.first, !Folded.isDigit(first) else {
      text.separate(bytes[index])
      index += 1
      return
    }
    text.passTag(beginsSentence: !Markup.inline.contains(String(decoding: name, as: UTF8.self)))
    index = name.endIndex
    readAttributes()
  }

  /// Reads on to the end of a tag.
  private mutating func readAttributes() {
    var (name, isValue): ([UInt8], Bool) = ([], false)
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: ">"):
        index += 1
        return
      case UInt8(ascii: "="):
        isValue = true
        index += 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        index += 1
        readValue(of: name) { $0 == byte }
        if index < bytes.count { index += 1 }
        (name, isValue) = ([], false)
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: "/"):
        if byte == UInt8(ascii: "\n") { text.breakLine(isWrapped: false) }
        if !isValue { name = [] }
        index += 1
      default:
        if isValue {
          readValue(of: name) { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: ">") }
          (name, isValue) = ([], false)
        } else {
          name.append(byte)
          index += 1
        }
      }
    }
  }

  /// One value does not run on into the next.
  private mutating func readValue(of name: [UInt8], until isEnd: (UInt8) -> Bool) {
    attributes.begin(asSentence: !Markup.references.contains(String(decoding: name, as: UTF8.self)))
    while index < bytes.count, !isEnd(bytes[index]) { Markup.read(bytes, &index, into: &attributes) }
    attributes.endWord()
  }

  private mutating func readRemark(until end: [UInt8], from length: Int) {
    remarks.begin(asSentence: true)
    index += length
    while index < bytes.count, !starts(end) { Markup.read(bytes, &index, into: &remarks) }
    remarks.endWord()
    index = min(index + end.count, bytes.count)
  }

  /// Reads characters among which nothing is a tag or a reference.
  private mutating func readCharacters() {
    text.passTag(beginsSentence: false)
    index += Markup.characters.count
    while index < bytes.count, !starts(Markup.charactersEnd) {
      if bytes[index] == UInt8(ascii: "\n") {
        text.breakLine(isWrapped: false)
        index += 1
      } else {
        index += text.take(bytes, at: index)
      }
    }
    text.passTag(beginsSentence: false)
    index = min(index + Markup.charactersEnd.count, bytes.count)
  }

  /// Elements that stand within a sentence.
  private static let inline: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "big", "biblioref", "cite", "code", "del", "em", "emphasis", "font", "i", "ins", "kbd", "link",
    "literal",
    "mark", "phrase", "q", "s", "samp", "small", "span", "strong", "sub", "subscript", "sup", "superscript", "time", "tspan", "u", "var",
    "wbr",
    "xref",
  ]

  /// Attributes whose values are no sentences.
  private static let references: Set<String> = [
    "id", "xml:id", "href", "xlink:href", "linkend", "label", "name", "for", "class", "src", "aria-labelledby", "aria-describedby",
  ]
}

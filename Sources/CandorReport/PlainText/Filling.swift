/// The lines of a text on their way out: what is begun, and little of what was written.
struct Lines {
  static let columns = 72

  private let accept: (Span<UInt8>) throws -> Void
  /// Whether nothing takes the short way that plain words take; for tests, which hold one way against the other.
  private let isCareful: Bool
  /// Whole lines, not handed on yet.
  private var ready: [UInt8] = []
  private var isBegun = false
  private var blank = 0

  private var line: [UInt8] = []
  /// Whether all of the line is plain, as ``plainColumns(_:)`` has it: it is then written as it stands.
  private var isPlain = true
  private var column = 0
  /// The column at which the lines after the first begin.
  private var hang = 0
  /// Whether the line holds no word yet.
  private var isFresh = true
  private var word = Word()

  init(isCareful: Bool, to accept: @escaping (Span<UInt8>) throws -> Void) {
    self.accept = accept
    self.isCareful = isCareful
    ready.reserveCapacity(2 * Self.piece)
  }

  /// Leaves at least that many lines blank before what comes next.
  mutating func leave(_ lines: Int) { blank = isBegun ? Swift.max(blank, lines) : 0 }

  /// Fills lines with inlines. The first begins with `indent` spaces and `label`, which is given room up to the column `text`; the others with as
  /// many spaces as `hang`, or as stand before the first one's text.
  mutating func fill(_ inlines: [Inline], indent: Int = 0, label: String = "", text: Int = 0, hang: Int? = nil) throws {
    begin(indent: indent, label: label, text: text)
    self.hang = hang ?? column
    for inline in inlines.joined {
      switch inline {
      case .text(let text), .reference(to: _, let text): try add(text)
      case .citation(let citation): try add(citation.words)
      case .count(let number, _): try add(String(number))
      case .redacted(let label): try add(Inline.bracketed(label))
      case .literal(let text): addWhole(Array(text.utf8)[...])
      }
    }
    try endWord(beforeSpace: false)
    word.clear(followsSpace: false)
    let isBlank = isPlain ? line.allSatisfy { $0 == 0x20 } : String(decoding: line, as: UTF8.self).allSatisfy(\.isWhitespace)
    if !isBlank { try write() }
  }

  /// Hands on what is ready.
  mutating func handOn() throws {
    if !ready.isEmpty { try accept(ready.span) }
    ready.removeAll(keepingCapacity: true)
  }

  /// Begins the first line of several.
  private mutating func begin(indent: Int, label: String, text: Int) {
    line.removeAll(keepingCapacity: true)
    line.append(contentsOf: repeatElement(0x20, count: Swift.max(indent, 0)))
    line.append(contentsOf: label.utf8)
    let columns = plainColumns(line[...])
    isPlain = columns != nil
    let end = columns ?? indent + label.columns
    line.append(contentsOf: repeatElement(0x20, count: Swift.max(text - end, 0)))
    column = columns.map { Swift.max($0, text) } ?? String(decoding: line, as: UTF8.self).columns
    isFresh = true
  }

  /// Writes the line, without spaces at its end.
  private mutating func write() throws {
    ready.append(contentsOf: repeatElement(0x0A, count: blank))
    blank = 0
    isBegun = true
    if isPlain {
      while line.last == 0x20 { line.removeLast() }
      ready.append(contentsOf: line)
    } else {
      var line = String(decoding: line, as: UTF8.self).written[...]
      while line.last?.isWhitespace == true { line.removeLast() }
      ready.append(contentsOf: line.utf8)
    }
    ready.append(0x0A)
    if ready.count >= Self.piece { try handOn() }
  }

  /// Text of which lines may be broken at its spaces.
  private mutating func add(_ text: String) throws {
    let bytes = Array(text.utf8)
    var start = 0
    while true {
      var end = start
      while end < bytes.count, bytes[end] > 0x20 { end += 1 }
      if start < end { try addRun(bytes[start..<end]) }
      if end == bytes.count { return }
      try endWord(beforeSpace: true)
      start = end + 1
    }
  }

  /// Text without ASCII's spaces. Most is plain, and no line is broken within it.
  private mutating func addRun(_ bytes: ArraySlice<UInt8>) throws {
    if word.text.isEmpty, let columns = plainColumns(bytes) {
      word.plain.append(contentsOf: bytes)
      word.columns += columns
    } else {
      for character in String(decoding: bytes, as: UTF8.self) { try add(character) }
    }
  }

  /// The long way, for what may join, be wide or take no column.
  private mutating func add(_ character: Character) throws {
    if character.isBreakableSpace { return try endWord(beforeSpace: true) }
    word.becomeCareful()
    if let last = word.text.last, last.isIdeographic || character.isIdeographic, character.columns > 0,
      !character.clingsToWhatPrecedes, !last.clingsToWhatFollows
    {
      try endWord(beforeSpace: false)
    }
    word.text.append(character)
  }

  /// Text that belongs to one word with what stands beside it, with all its spaces.
  private mutating func addWhole(_ bytes: ArraySlice<UInt8>) {
    if word.text.isEmpty, let columns = plainColumns(bytes) {
      word.plain.append(contentsOf: bytes)
      word.columns += columns
    } else {
      word.becomeCareful()
      word.text += String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Puts the word on the line, or on a new one where it does not fit.
  private mutating func endWord(beforeSpace: Bool) throws {
    if word.isEmpty {
      word.followsSpace = word.followsSpace || beforeSpace
      return
    }
    let isWordPlain = word.text.isEmpty
    let width = isWordPlain ? word.columns : word.text.columns
    let space = word.followsSpace && !isFresh ? 1 : 0
    if !isFresh, column + space + width > Self.columns {
      try write()
      line.removeAll(keepingCapacity: true)
      line.append(contentsOf: repeatElement(0x20, count: hang))
      isPlain = true
      column = hang
    } else if space > 0 {
      line.append(0x20)
      column += 1
    }
    if isWordPlain { line.append(contentsOf: word.plain) } else { line.append(contentsOf: word.text.utf8) }
    isPlain = isPlain && isWordPlain
    column += width
    isFresh = false
    word.clear(followsSpace: beforeSpace)
  }

  /// The columns of text all of whose characters are plain: each one scalar that takes one column, joins with no other, stays as it is in form C
  /// whatever stands beside it, and at which no line is broken but at U+0020. Nil where one may not be, which a closer look must show.
  private func plainColumns(_ bytes: ArraySlice<UInt8>) -> Int? {
    if isCareful { return bytes.isEmpty ? 0 : nil }
    var columns = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      switch byte {
      case 0x20..<0x80: index += 1
      case 0xC2..<0xE0:
        switch UInt32(byte & 0x1F) << 6 | UInt32(bytes[index + 1] & 0x3F) {
        // Latin without the no-break space and the soft hyphen; letters of Greek, Cyrillic, Hebrew, Arabic.
        case 0xA1...0xAC, 0xAE...0x2FF, 0x388...0x482, 0x48A...0x52F, 0x5D0...0x5EA, 0x620...0x64A: index += 2
        default: return nil
        }
      // Dashes and quotation marks: U+2010 to U+2027.
      case 0xE2 where bytes[index + 1] == 0x80 && (0x90...0xA7).contains(bytes[index + 2]): index += 3
      default: return nil
      }
      columns += 1
    }
    return columns
  }

  /// As many bytes are handed on at once, and the rest of their last line.
  private static let piece = 8192
}

/// What is never broken: a word, an ideograph with the punctuation that clings to it, a literal with all its spaces.
private struct Word {
  /// All of it, as long as it is plain, and the columns it takes.
  var plain: [UInt8] = []
  var columns = 0
  /// All of it, once something in it is not plain; else empty.
  var text = ""
  var followsSpace = false

  var isEmpty: Bool { plain.isEmpty && text.isEmpty }

  /// Goes on character by character: what follows may join with what is there.
  mutating func becomeCareful() {
    if plain.isEmpty { return }
    text = String(decoding: plain, as: UTF8.self)
    plain.removeAll(keepingCapacity: true)
    columns = 0
  }

  mutating func clear(followsSpace: Bool) {
    plain.removeAll(keepingCapacity: true)
    columns = 0
    text = ""
    self.followsSpace = followsSpace
  }
}

extension Citation {
  fileprivate var words: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .entry(let entry): String(entry)
      case .source(let source): source.label
      }
    }.joined()
  }
}

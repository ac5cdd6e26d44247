/// The lines of a text in the making.
struct Lines {
  static let columns = 72

  private(set) var bytes: [UInt8] = []
  private var blank = 0

  /// Leaves at least that many lines blank before what comes next.
  mutating func leave(_ lines: Int) { blank = bytes.isEmpty ? 0 : Swift.max(blank, lines) }

  /// Writes one line, without spaces at its end.
  private mutating func write(_ line: String) {
    bytes += repeatElement(0x0A, count: blank)
    blank = 0
    var line = line.written[...]
    while line.last?.isWhitespace == true { line.removeLast() }
    bytes += line.utf8
    bytes.append(0x0A)
  }

  /// Fills lines with inlines. The first begins with `first`, the others with as many spaces as `hang`, or as `first` is wide.
  mutating func fill(_ inlines: [Inline], first: String = "", hang: Int? = nil) {
    let rest = String(repeating: " ", count: hang ?? first.columns)
    var line = first
    var column = first.columns
    var isFresh = true
    for word in Word.words(of: inlines) {
      let space = word.followsSpace && !isFresh ? " " : ""
      let width = word.text.columns
      if !isFresh, column + space.count + width > Self.columns {
        write(line)
        line = rest + word.text
        column = rest.count + width
      } else {
        line += space + word.text
        column += space.count + width
      }
      isFresh = false
    }
    if !line.allSatisfy(\.isWhitespace) { write(line) }
  }
}

/// What is never broken: a word, an ideograph with the punctuation that clings to it, a literal with all its spaces.
private struct Word {
  var text: String
  var followsSpace: Bool

  static func words(of inlines: [Inline]) -> [Word] {
    var words: [Word] = []
    var current = Word(text: "", followsSpace: false)
    func end(beforeSpace: Bool) {
      if !current.text.isEmpty { words.append(current) }
      current = Word(text: "", followsSpace: beforeSpace || (current.text.isEmpty && current.followsSpace))
    }
    func add(_ text: String) {
      for (index, run) in text.utf8.split(omittingEmptySubsequences: false, whereSeparator: { $0 <= 0x20 }).enumerated() {
        if index > 0 { end(beforeSpace: true) }
        // Most words are all letters of one column, and no line is broken within them.
        if run.allSatisfy({ $0 < 0x80 }), current.text.last.map({ !$0.isIdeographic }) ?? true {
          current.text += Substring(run)
        } else {
          Substring(run).forEach(add)
        }
      }
    }
    func add(_ character: Character) {
      if character.isBreakableSpace { return end(beforeSpace: true) }
      if let last = current.text.last, last.isIdeographic || character.isIdeographic, character.columns > 0,
        !character.clingsToWhatPrecedes, !last.clingsToWhatFollows
      {
        end(beforeSpace: false)
      }
      current.text.append(character)
    }
    for inline in inlines.joined {
      switch inline {
      case .text(let text), .reference(to: _, let text): add(text)
      case .citation(let citation): add(citation.words)
      case .count(let number, _): add(String(number))
      case .redacted(let label): add(Inline.bracketed(label))
      case .literal(let text): current.text += text
      }
    }
    end(beforeSpace: false)
    return words
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

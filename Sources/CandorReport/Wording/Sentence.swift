/// What is to be said, put together from phrases, references and labels; not yet in a language.
///
/// A literal is a phrase: `"the remit of \(body) was set"` is the phrase `the remit of {1} was set` with one part. Every phrase stands in the
/// ``Catalogue`` of each language under its English words. What is no literal, such as a title of a body or the text of an entry, is said as it is.
struct Sentence: Hashable, Sendable, ExpressibleByStringInterpolation {
  fileprivate var parts: [Part]

  fileprivate indirect enum Part: Hashable, Sendable {
    case phrase(Phrase)
    /// Words of the record, numbers, and marks between phrases.
    case text(String)
    case reference(to: String, Sentence)
    case redacted(Sentence)
    case citation(entries: [Int], sources: [CitedSource])
    case literal(String)
    case count(Int, VoteCount)
    /// One of two by a number: in most languages, the singular and the plural.
    case counted(Int, one: Sentence, other: Sentence)
    case shaped(Shaping, Sentence)
  }

  /// What depends on the words that a sentence comes to in a language.
  fileprivate enum Shaping: Hashable, Sendable {
    case capitalized, unended, stopped
  }

  fileprivate init(_ part: Part) { parts = [part] }
  fileprivate init(parts: [Part]) { self.parts = parts }

  static let nothing = Sentence(parts: [])

  // MARK: Making one

  init(stringLiteral text: String) { self.init(Phrase(words: [text], parts: [])) }
  init(stringInterpolation: StringInterpolation) { self.init(stringInterpolation.phrase) }

  private init(_ phrase: Phrase) {
    if phrase.isWording {
      parts = [.phrase(phrase)]
    } else {
      parts = []
      for (index, words) in phrase.words.enumerated() {
        if !words.isEmpty { parts.append(.text(words)) }
        if index < phrase.parts.count { parts += phrase.parts[index].parts }
      }
    }
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var phrase = Phrase(words: [""], parts: [])

    init(literalCapacity: Int, interpolationCount: Int) {}
    mutating func appendLiteral(_ literal: String) { phrase.words[phrase.words.count - 1] += literal }
    mutating func appendInterpolation(_ sentence: Sentence) {
      phrase.parts.append(sentence)
      phrase.words.append("")
    }
    /// Words of the record. A literal in a gap is a phrase, and not these: that is what the attribute is for, since Swift would take it for a text.
    @_disfavoredOverload
    mutating func appendInterpolation(_ words: String) { appendInterpolation(Sentence(verbatim: words)) }
    mutating func appendInterpolation(_ number: Int) { appendInterpolation(Sentence(verbatim: String(number))) }
    /// Sets a phrase apart from others of the same English words: `"\(as: "a day")\(day) \(month) \(year)"`.
    mutating func appendInterpolation(as context: String) { phrase.context = context }
  }

  /// Words that are in no catalogue, said as they are.
  init(verbatim words: String) { parts = words.isEmpty ? [] : [.text(words)] }

  static func reference(to id: String, _ words: Sentence) -> Sentence { Sentence(.reference(to: id, words)) }

  /// A label in place of what is not shown.
  static func redacted(_ label: Sentence) -> Sentence { Sentence(.redacted(label)) }

  static func literal(_ text: String) -> Sentence { Sentence(.literal(text)) }

  static func count(_ number: Int, _ count: VoteCount) -> Sentence { Sentence(.count(number, count)) }

  /// Where a statement comes from; nothing where it names neither entries nor sources.
  static func citation(entries: [Int], sources: [CitedSource]) -> Sentence {
    entries.isEmpty && sources.isEmpty ? .nothing : Sentence(.citation(entries: entries, sources: sources))
  }

  /// The one phrase or the other, by a number.
  static func counted(_ number: Int, one: Sentence, other: Sentence) -> Sentence { Sentence(.counted(number, one: one, other: other)) }

  // MARK: Putting together

  var isEmpty: Bool {
    parts.allSatisfy { part in
      if case .shaped(_, let sentence) = part { sentence.isEmpty } else { false }
    }
  }

  /// How many labels stand in it in place of what is not shown.
  var redactions: Int {
    parts.reduce(0) { count, part in
      switch part {
      case .redacted: count + 1
      case .phrase(let phrase): count + phrase.parts.reduce(0) { $0 + $1.redactions }
      case .reference(_, let sentence), .shaped(_, let sentence): count + sentence.redactions
      case .counted(_, let one, let other): count + max(one.redactions, other.redactions)
      case .text, .citation, .literal, .count: count
      }
    }
  }

  static func + (one: Sentence, other: Sentence) -> Sentence { Sentence(parts: one.parts + other.parts) }

  /// Without the period it ends in, for a place within another sentence.
  var unended: Sentence { shaped(.unended) }

  /// With its first letter large, where it begins with a word.
  var capitalized: Sentence { shaped(.capitalized) }

  /// With a period at its end, where it has none.
  var stopped: Sentence { shaped(.stopped) }

  private func shaped(_ shaping: Shaping) -> Sentence { isEmpty ? .nothing : Sentence(.shaped(shaping, self)) }
}

/// A source that a statement rests on, with its basis.
struct CitedSource: Hashable, Sendable {
  /// The id of an ``Evidence`` of the report.
  var evidence: String
  var label: String
  var basis: Sentence
}

/// Words with gaps, and what fills them.
struct Phrase: Hashable, Sendable {
  /// One more than there are parts.
  fileprivate(set) var words: [String]
  fileprivate(set) var parts: [Sentence]
  fileprivate(set) var context = ""

  fileprivate init(words: [String], parts: [Sentence]) { (self.words, self.parts) = (words, parts) }

  /// Whether there is anything in it to be said differently in another language.
  fileprivate var isWording: Bool { !context.isEmpty || words.contains { $0.contains(where: \.isLetter) } }

  /// What it is called in catalogues: `the remit of {1} was set`, with its context before a bar.
  var key: String {
    (context.isEmpty ? "" : context + "|") + words.enumerated().map { $0.offset == 0 ? $0.element : "{\($0.offset)}\($0.element)" }.joined()
  }
}

extension Sequence<Sentence> {
  /// `a, b and c`.
  func listed(_ conjunction: Sentence = " and ") -> Sentence {
    let parts = Array(self)
    return parts.enumerated().reduce(Sentence.nothing) { list, part in
      if part.offset == 0 { return part.element }
      return list + (part.offset == parts.count - 1 ? conjunction : ", ") + part.element
    }
  }

  /// One after the other, with `mark` between them.
  func joined(by mark: Sentence) -> Sentence {
    reduce(Sentence.nothing) { $0.isEmpty ? $1 : $1.isEmpty ? $0 : $0 + mark + $1 }
  }
}

// MARK: Saying it

extension Sentence {
  /// It in a language, as a report holds it.
  func inlines(in language: Catalogue) -> [Inline] {
    var said = Saying()
    say(into: &said, in: language)
    return language.contractions.isEmpty ? said.inlines : said.contracted(by: language)
  }

  /// As a text, for titles and terminals; what stands in for a hidden value stays as its label.
  func plain(in language: Catalogue) -> String {
    inlines(in: language).map { inline in
      switch inline {
      case .text(let text), .literal(let text), .reference(_, let text): text
      case .redacted(let label): Inline.bracketed(label)
      case .count(let number, _): String(number)
      case .citation: ""
      }
    }.joined()
  }

  /// In English, as terminals show it.
  var plain: String { plain(in: .english) }

  private func say(into said: inout Saying, in language: Catalogue) {
    for part in parts {
      switch part {
      case .phrase(let phrase):
        language.say(phrase, words: { said.add(.text($0)) }, part: { $0.say(into: &said, in: language) })
      case .text(let text): said.add(.text(text), isRecorded: true)
      case .reference(let id, let words): said.add(.reference(to: id, text: words.plain(in: language)))
      case .redacted(let label): said.add(.redacted(label.unlabelled(in: language)))
      case .citation(let entries, let sources): said.add(.citation(Self.citation(entries, sources, in: language)))
      case .literal(let text): said.add(.literal(text))
      case .count(let number, let count): said.add(.count(number, count))
      case .counted(let number, let one, let other): (number == 1 ? one : other).say(into: &said, in: language)
      case .shaped(let shaping, let sentence):
        var part = Saying()
        sentence.say(into: &part, in: language)
        part.shape(shaping)
        said.add(part)
      }
    }
  }

  /// As the words of a label, within which there is no other.
  private func unlabelled(in language: Catalogue) -> String {
    inlines(in: language).map { inline in
      if case .redacted(let label) = inline { Inline.text(label) } else { inline }
    }.map { inline in
      switch inline {
      case .text(let text), .literal(let text), .reference(_, let text), .redacted(let text): text
      case .count(let number, _): String(number)
      case .citation: ""
      }
    }.joined()
  }

  private static func citation(_ entries: [Int], _ sources: [CitedSource], in language: Catalogue) -> Citation {
    let word: Sentence = .counted(entries.count, one: "entry", other: "entries")
    return Citation(
      entries: entries,
      sources: sources.map { Citation.Source(evidence: $0.evidence, label: $0.label, basis: $0.basis.plain(in: language)) },
      entriesWord: word.plain(in: language))
  }
}

/// Inlines in the making.
private struct Saying {
  private(set) var inlines: [Inline] = []
  /// Whether each holds the record's own words.
  private var isRecorded: [Bool] = []

  /// A label in place of something is set off from the word before.
  mutating func add(_ inline: Inline, isRecorded: Bool = false) {
    if case .redacted = inline, let last = inlines.last {
      let isSetOff = if case .text(let text) = last, let end = text.last { end.isWhitespace || "([“".contains(end) } else { false }
      if !isSetOff { add(.text(" ")) }
    }
    inlines.append(inline)
    self.isRecorded.append(isRecorded)
  }

  mutating func add(_ other: Saying) {
    for (inline, isRecorded) in zip(other.inlines, other.isRecorded) { add(inline, isRecorded: isRecorded) }
  }

  mutating func shape(_ shaping: Sentence.Shaping) {
    switch shaping {
    case .capitalized:
      guard case .text(let text)? = inlines.first, let first = text.first else { return }
      inlines[0] = .text(first.uppercased() + text.dropFirst())
    case .unended:
      guard case .text(let text)? = inlines.last, text.last == "." else { return }
      inlines[inlines.count - 1] = .text(String(text.dropLast()))
    case .stopped:
      if case .text(let text)? = inlines.last, let end = text.last, ".!?".contains(end) { return }
      add(.text("."))
    }
  }

  /// With the contractions of a language, where its own words take part in them: what the record says stays as it is.
  func contracted(by language: Catalogue) -> [Inline] {
    var contracted: [Inline] = []
    var (text, own): ([Character], [Bool]) = ([], [])
    func flush() {
      if !text.isEmpty { contracted.append(.text(language.contracted(text, own))) }
      (text, own) = ([], [])
    }
    for (inline, isRecorded) in zip(inlines, isRecorded) {
      guard case .text(let words) = inline else {
        flush()
        contracted.append(inline)
        continue
      }
      text += words
      own += repeatElement(!isRecorded, count: words.count)
    }
    flush()
    return contracted
  }
}

extension DefaultStringInterpolation {
  /// A sentence has no words before it is said in a language.
  @available(*, unavailable, message: "Say it in a language first: plain(in:).")
  mutating func appendInterpolation(_ sentence: Sentence) {}
}

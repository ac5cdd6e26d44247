/// A run of text put together from words, references and redactions.
struct Sentence: Hashable, ExpressibleByStringInterpolation {
  var inlines: [Inline]

  init(_ inlines: [Inline]) { self.inlines = inlines }
  init(stringLiteral text: String) { inlines = text.isEmpty ? [] : [.text(text)] }
  init(stringInterpolation: StringInterpolation) { inlines = stringInterpolation.inlines }

  struct StringInterpolation: StringInterpolationProtocol {
    var inlines: [Inline] = []

    init(literalCapacity: Int, interpolationCount: Int) {}
    mutating func appendLiteral(_ literal: String) { if !literal.isEmpty { inlines.append(.text(literal)) } }
    mutating func appendInterpolation(_ text: String) { appendLiteral(text) }
    mutating func appendInterpolation(_ number: Int) { appendLiteral(String(number)) }
    mutating func appendInterpolation(_ sentence: Sentence) { inlines = (Sentence(inlines) + sentence).inlines }
  }

  static let nothing = Sentence([])
  var isEmpty: Bool { inlines.isEmpty }

  /// How many labels stand in it in place of what is not shown.
  var redactions: Int {
    inlines.count { inline in
      if case .redacted = inline { true } else { false }
    }
  }

  /// One after the other. What is left out of a sentence takes its space with it; a label in its place is set off from the word before.
  static func + (one: Sentence, other: Sentence) -> Sentence {
    guard case .redacted? = other.inlines.first, case let last? = one.inlines.last else { return Sentence(one.inlines + other.inlines) }
    if case .text(let text) = last, let end = text.last, end.isWhitespace || "([“".contains(end) {
      return Sentence(one.inlines + other.inlines)
    }
    return Sentence(one.inlines + [.text(" ")] + other.inlines)
  }

  /// Without the period it ends in, for a place within another sentence.
  var unended: Sentence {
    guard case .text(let text)? = inlines.last, text.last == "." else { return self }
    return Sentence(inlines.dropLast() + [.text(String(text.dropLast()))])
  }

  /// With its first letter large, where it begins with a word.
  var capitalized: Sentence {
    guard case .text(let text)? = inlines.first, let first = text.first else { return self }
    return Sentence([.text(first.uppercased() + text.dropFirst())] + inlines.dropFirst())
  }
}

extension Sequence<Sentence> {
  /// `a, b and c`.
  func listed(_ conjunction: String = "and") -> Sentence {
    let parts = Array(self)
    return parts.enumerated().reduce(Sentence.nothing) { list, part in
      if part.offset == 0 { return part.element }
      return list + (part.offset == parts.count - 1 ? " \(conjunction) " : ", ") + part.element
    }
  }
}

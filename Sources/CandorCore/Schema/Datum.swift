package import StrictJSON

/// A value that a field can hold: it has one form in JSON, and reads that form and the shorter ones that people write.
package protocol Datum: Hashable, Sendable {
  static var shape: Shape { get }
  /// What a field that is not there stands for; nil where it must be there.
  static var absent: Self? { get }
  /// Reads; where it cannot, has noted why.
  init?(_ input: Input)
  var json: JSONValue { get }
}

extension Datum {
  package static var absent: Self? { nil }
}

extension Optional: Datum where Wrapped: Datum {
  package static var shape: Shape { Wrapped.shape }
  package static var absent: Wrapped?? { .some(nil) }

  package init?(_ input: Input) {
    if input.value.isNull {
      self = nil
    } else {
      guard let value = Wrapped(input) else { return nil }
      self = value
    }
  }

  package var json: JSONValue { self?.json ?? .null }
}

extension Array: Datum where Element: Datum {
  package static var shape: Shape { .list(Element.shape) }
  package static var absent: [Element]? { [] }

  package init?(_ input: Input) {
    let inputs = input.elements
    self = inputs.compactMap { $0.reading.isFull ? nil : Element($0) }
    if count != inputs.count { return nil }
  }

  package var json: JSONValue { .array(map(\.json)) }
}

/// One of a closed set of words, written as they are.
package protocol Choice: Datum, CaseIterable, RawRepresentable<String> {}

extension Choice {
  package static var names: [String] { allCases.map(\.rawValue) }
  package static var shape: Shape { .choice(names) }

  package init?(_ input: Input) {
    guard let text = input.text(expected: Self.shape.summary) else { return nil }
    guard let value = Self(rawValue: text) else {
      input.mistake(
        "unknown-name", "\(text.quoted) is not known here", expected: Self.shape.summary + suggestion(for: text, among: Self.names))
      return nil
    }
    self = value
  }

  package var json: JSONValue { .string(rawValue) }
}

/// A line of text.
extension String: Datum {
  package static var shape: Shape { .text }

  package init?(_ input: Input) {
    guard let text = input.text(expected: Shape.text.summary), input.isWritable(text) else { return nil }
    self = text
  }

  package var json: JSONValue { .string(self) }
}

extension Input {
  /// Refuses what no document can carry: control characters other than a line's end, and code points that are no characters.
  package func isWritable(_ text: String) -> Bool {
    let bad = text.unicodeScalars.first {
      ($0.value < 0x20 && $0 != "\n") || (0x7F...0x9F).contains($0.value) || (0xFDD0...0xFDEF).contains($0.value)
        || $0.value & 0xFFFE == 0xFFFE
    }
    guard let bad else { return true }
    mistake(
      "character", "the text holds the character U+\(String(bad.value, radix: 16, uppercase: true)), which no document can carry",
      expected: "text without control characters")
    return false
  }
}

extension Bool: Datum {
  package static var shape: Shape { .flag }

  package init?(_ input: Input) {
    switch input.value {
    case .bool(let flag): self = flag
    case .string("true") where input.scalarsAreText: self = true
    case .string("false") where input.scalarsAreText: self = false
    default:
      input.mistake("type", "this is neither true nor false", expected: Shape.flag.summary)
      return nil
    }
  }

  package var json: JSONValue { .bool(self) }
}

/// A count: a whole number, not negative.
extension Int: Datum {
  package static var shape: Shape { .count }

  package init?(_ input: Input) {
    let number: Int? =
      switch input.value {
      case .number(let number): number.integer
      case .string(let text) where input.scalarsAreText: text.digits
      case .null, .bool, .string, .array, .object: nil
      }
    guard let number, number >= 0, number < 1 << 53 else {
      input.mistake("type", "this is not a count", expected: Shape.count.summary)
      return nil
    }
    self = number
  }

  package var json: JSONValue { JSONNumber(exactly: self).map(JSONValue.number) ?? .null }
}

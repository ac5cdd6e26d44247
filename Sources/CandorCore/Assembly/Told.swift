package import StrictJSON

/// How sharply a source tells a number.
package enum Sharpness: String, CaseIterable, Sendable {
  /// The number itself; of a percentage, what rounds to it.
  case exact = ""
  /// A unit of its precision wider on each side.
  case about
  /// Less than that, by a unit of its precision at most.
  case nearly
  case over, under
  case atLeast = "at least"
  case atMost = "at most"
}

/// A number that a source can tell more or less sharply.
package protocol Tellable: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Reads what `description` writes.
  init?(told text: Substring)
  /// How a source can tell it.
  static var told: Shape { get }
  /// Reads a number that stands as such; nil where none does.
  init?(plain value: JSONValue)
  /// The number by itself.
  var plain: JSONValue { get }
  /// Whether nothing is less: then nothing is "about" it, "nearly" it or "under" it.
  var isLeast: Bool { get }
  /// Whether nothing is more: then nothing is "over" it.
  var isMost: Bool { get }
}

/// A number as a source tells it: `500`, `nearly 500`, `over 50 %`, `40 to 60`.
package enum Told<Number: Tellable>: Hashable, Sendable {
  case one(Sharpness, Number)
  /// Both ends count among them.
  case between(Number, Number)
}

extension Told: CustomStringConvertible {
  package var description: String {
    switch self {
    case .one(.exact, let number): number.description
    case .one(let sharpness, let number): "\(sharpness.rawValue) \(number)"
    case .between(let low, let high): "\(low) to \(high)"
    }
  }

  /// Reads the form that ``description`` writes; nil where it is none.
  package init?(_ text: String) {
    let ends = text.split(separator: " to ", omittingEmptySubsequences: false)
    if ends.count == 2 {
      guard let low = Number(told: ends[0]), let high = Number(told: ends[1]), low < high else { return nil }
      self = .between(low, high)
      return
    }
    let sharpness = Sharpness.allCases.last { text.hasPrefix("\($0.rawValue) ") && $0 != .exact } ?? .exact
    let rest = sharpness == .exact ? text[...] : text.dropFirst(sharpness.rawValue.count + 1)
    guard let number = Number(told: rest) else { return nil }
    switch sharpness {
    case .about, .nearly, .under: if number.isLeast { return nil }
    case .over: if number.isMost { return nil }
    case .exact, .atLeast, .atMost: break
    }
    self = .one(sharpness, number)
  }
}

extension Told: Datum {
  package static var shape: Shape { Number.told }

  package init?(_ input: Input) {
    if case .string(let text) = input.value, let told = Told(text) {
      self = told
    } else if let number = Number(plain: input.value) {
      self = .one(.exact, number)
    } else {
      guard let text = input.text(expected: Self.shape.summary) else { return nil }
      input.mistake("type", "\(text.quoted) is not written as what a source tells", expected: Self.shape.summary)
      return nil
    }
  }

  package var json: JSONValue { if case .one(.exact, let number) = self { number.plain } else { .string(description) } }

  static func pattern(_ number: String) -> String {
    "^((\(Sharpness.allCases.map(\.rawValue).filter { !$0.isEmpty }.joined(separator: "|"))) )?\(number)$|^\(number) to \(number)$"
  }
}

// MARK: Counts

extension Int: Tellable {
  package init?(told text: Substring) {
    guard let number = String(text).digits, number <= Int.mostTold, String(number) == text else { return nil }
    self = number
  }

  /// What is counted is of people; more than these no arithmetic on shares has to bear.
  static let mostTold = 1_000_000_000_000

  package static var told: Shape {
    .other(
      "a number: 480, nearly 500, about 30, over 40, at least 3, 40 to 60", [.count, .pattern(Told<Int>.pattern("(0|[1-9][0-9]*)"))])
  }

  package init?(plain value: JSONValue) {
    guard case .number(let number) = value, let integer = number.integer, (0...Int.mostTold).contains(integer) else { return nil }
    self = integer
  }

  package var plain: JSONValue { json }

  package var isLeast: Bool { self == 0 }
  package var isMost: Bool { false }

  /// The unit of its precision: the place of its last digit that is no zero, and five of that where the digit is a five behind another.
  var unit: Int {
    var (unit, rest) = (1, self)
    while rest > 0, rest.isMultiple(of: 10) { (unit, rest) = (unit * 10, rest / 10) }
    return rest % 10 == 5 && rest > 10 ? unit * 5 : unit
  }
}

/// How many, as a source tells it.
package typealias ToldCount = Told<Int>

extension Told<Int> {
  /// The whole numbers that it leaves possible.
  package var bounds: Count {
    switch self {
    case .one(.exact, let number): Count(number)
    case .one(.about, let number): Count(atLeast: number - number.unit, atMost: number + number.unit)
    case .one(.nearly, let number): Count(atLeast: number - number.unit, atMost: number - 1)
    case .one(.over, let number): Count(atLeast: number + 1, atMost: nil)
    case .one(.under, let number): Count(atLeast: 0, atMost: number - 1)
    case .one(.atLeast, let number): Count(atLeast: number, atMost: nil)
    case .one(.atMost, let number): Count(atLeast: 0, atMost: number)
    case .between(let low, let high): Count(atLeast: low, atMost: high)
    }
  }

  /// The number, where it is told exactly.
  package var number: Int? { if case .one(.exact, let number) = self { number } else { nil } }
}

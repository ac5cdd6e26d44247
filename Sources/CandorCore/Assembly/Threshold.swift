package import StrictJSON

/// A part of a whole: `2/3`.
package struct Share: Hashable, Sendable {
  package var part: Int
  package var whole: Int

  package init(_ part: Int, of whole: Int) { (self.part, self.whole) = (part, whole) }
}

extension Share: CustomStringConvertible {
  /// `2/3`.
  package var description: String { "\(part)/\(whole)" }

  /// Reads the form that ``description`` writes; nil where it is none, or no part of a whole of at most 1,000.
  package init?(_ text: String) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { $0.digits }
    guard numbers.count == 2, let part = numbers[0], let whole = numbers[1], (1...1000).contains(whole), (1...whole).contains(part) else {
      return nil
    }
    self.init(part, of: whole)
  }
}

/// How many it takes: so many, or such a share of some.
package struct Threshold: Hashable, Sendable {
  /// Of whom a share is.
  package enum Base: String, Choice {
    /// Votes for and against, no abstentions.
    case cast
    case present, eligible
    /// Every seat the body has, taken or not.
    case seats
  }

  /// A number, or a share.
  package enum Amount: Hashable, Sendable {
    case count(Int)
    case share(Share, of: Base)
  }

  package var amount: Amount
  /// Whether it takes more than that; else as many do.
  package var isExceeded: Bool

  /// Whether so many reach it. Nothing is reached by nobody.
  ///
  /// - Parameter all: of how many; of no account where it takes a number.
  package func isReached(by count: Int, of all: Int) -> Bool {
    switch amount {
    case .count(let least): count > 0 && (isExceeded ? count > least : count >= least)
    case .share(let share, _):
      count > 0 && (isExceeded ? count * share.whole > share.part * all : count * share.whole >= share.part * all)
    }
  }

  /// Of whom it is a share; nil where it takes a number.
  package var base: Base? { if case .share(_, let base) = amount { base } else { nil } }
}

extension Threshold {
  private static let (atLeast, moreThan, of) = ("at-least", "more-than", "of")

  fileprivate static func shape(_ bases: [Base], example: String) -> Shape {
    let amount = Shape.other("a number, or a share such as 1/2", [.pattern("^[1-9][0-9]*/[1-9][0-9]*$"), .count])
    let base = Shape.Member(
      of, .choice(bases.map(\.rawValue)), "of whom a share is; of \(bases[0].rawValue) without it", required: false)
    return .other(
      "how many it takes: \(example)",
      [
        .record([Shape.Member(atLeast, amount, "so many are enough", required: true), base]),
        .record([Shape.Member(moreThan, amount, "more than so many are needed", required: true), base]),
      ])
  }

  /// - Parameter bases: of whom it may be a share; of the first where nothing is said.
  fileprivate init?(_ input: Input, _ bases: [Base], shape: Shape) {
    guard let object = input.object([Threshold.atLeast, Threshold.moreThan, Threshold.of]) else { return nil }
    let base: Base?? = object.required(Threshold.of)
    guard let base else { return nil }
    guard object.has(Threshold.atLeast) != object.has(Threshold.moreThan) else {
      input.mistake(
        "missing-field", "this says how many it takes \(object.has(Threshold.atLeast) ? "twice" : "nowhere")", expected: shape.summary)
      return nil
    }
    isExceeded = object.has(Threshold.moreThan)
    let amount = object.member(isExceeded ? Threshold.moreThan : Threshold.atLeast)
    if let base, !bases.contains(base) {
      object.member(Threshold.of).mistake(
        "unknown-name", "it cannot be a share of \"\(base.rawValue)\"", expected: Shape.choice(bases.map(\.rawValue)).summary)
      return nil
    }
    if case .string(let text) = amount.value, let share = Share(text) {
      self.amount = .share(share, of: base ?? bases[0])
    } else {
      var number = amount
      number.scalarsAreText = true
      let isText = if case .string(let text) = amount.value { text.digits == nil } else { false }
      guard !isText, let count = Int(number) else {
        if isText { amount.mistake("type", "this is neither a number nor a share", expected: "a number, or a share such as 1/2") }
        return nil
      }
      self.amount = .count(count)
    }
  }

  fileprivate var json: JSONValue {
    let name = isExceeded ? Threshold.moreThan : Threshold.atLeast
    return switch amount {
    case .count(let count): [name: count.json]
    case .share(let share, let base): [name: .string(share.description), Threshold.of: base.json]
    }
  }
}

/// How many must vote for something for it to be adopted.
package struct Majority: Datum {
  package var needs: Threshold

  private static let bases: [Threshold.Base] = [.cast, .present, .eligible, .seats]
  package static let shape = Threshold.shape(bases, example: "{ more-than: 1/2, of: cast }, { at-least: 5 }")

  package init?(_ input: Input) {
    guard let needs = Threshold(input, Majority.bases, shape: Majority.shape) else { return nil }
    self.needs = needs
  }

  package var json: JSONValue { needs.json }
}

/// How many of those who sit somewhere it takes.
package struct Seating: Datum {
  package var needs: Threshold

  package static let shape = Threshold.shape([.seats], example: "{ at-least: 1/2 }, { at-least: 2 }")

  package init?(_ input: Input) {
    guard let needs = Threshold(input, [.seats], shape: Seating.shape) else { return nil }
    self.needs = needs
  }

  package var json: JSONValue { needs.json }
}

/// How many must be present for a body to decide.
package struct Quorum: Datum {
  package var needs: Threshold

  private static let bases: [Threshold.Base] = [.eligible, .seats]
  package static let shape = Threshold.shape(bases, example: "{ at-least: 1/2, of: eligible }, { at-least: 5 }")

  package init?(_ input: Input) {
    guard let needs = Threshold(input, Quorum.bases, shape: Quorum.shape) else { return nil }
    self.needs = needs
  }

  package var json: JSONValue { needs.json }
}

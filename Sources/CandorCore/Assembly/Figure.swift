package import StrictJSON

/// A number or a share, as a source tells it.
package enum Figure: Hashable, Sendable {
  case count(ToldCount)
  case share(ToldShare)
}

extension Figure: Datum {
  package static var shape: Shape {
    .other("a number or a share: 320, nearly 500, about 70 %, over 1/2", [ToldCount.shape, ToldShare.shape])
  }

  package init?(_ input: Input) {
    if case .string(let text) = input.value {
      if let share = ToldShare(text) { self = .share(share); return }
      guard ToldCount(text) != nil else {
        input.mistake("type", "\(text.quoted) is neither a number nor a share as sources tell it", expected: Self.shape.summary)
        return nil
      }
    }
    guard let count = ToldCount(input) else { return nil }
    self = .count(count)
  }

  package var json: JSONValue {
    switch self {
    case .count(let count): count.json
    case .share(let share): share.json
    }
  }

  /// Whether it is surely more than another, both numbers, or both shares of one whole.
  func isMore(than other: Figure) -> Bool {
    switch (self, other) {
    case (.count(let own), .count(let other)): other.bounds.atMost.map { own.bounds.atLeast > $0 } ?? false
    case (.share(let own), .share(let other)):
      own.bounds.least.reaches(other.bounds.most, isExceeded: !own.bounds.isMore && !other.bounds.isLess)
    case (.count, .share), (.share, .count): false
    }
  }

  /// The whole numbers that it leaves possible; nil of a share, which is of nobody by itself.
  package var count: Count? { if case .count(let count) = self { count.bounds } else { nil } }

  /// The number, where it is told exactly.
  package var number: Int? { if case .count(let count) = self { count.number } else { nil } }
}

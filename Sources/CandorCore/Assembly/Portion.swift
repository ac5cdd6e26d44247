package import StrictJSON

/// A share as it is written: `2/3`, which is exact, or `70 %`, which is rounded.
package enum Portion: Sendable {
  case fraction(Share)
  /// In tenths of a percent, and whether the tenth is told.
  case percent(tenths: Int, isToTheTenth: Bool)

  /// The share that it names.
  package var share: Share {
    switch self {
    case .fraction(let share): share
    case .percent(let tenths, _): Share(tenths, of: 1000)
    }
  }
}

extension Portion: Tellable {
  package init?(told text: Substring) {
    guard text.hasSuffix(" %") else {
      guard let share = Share(String(text)) else { return nil }
      self = .fraction(share)
      return
    }
    let parts = text.dropLast(2).split(separator: ".", omittingEmptySubsequences: false).map { Int(told: $0) }
    switch (parts.count, parts.first ?? nil, parts.last ?? nil) {
    case (1, let whole?, _) where whole <= 100: self = .percent(tenths: whole * 10, isToTheTenth: false)
    case (2, let whole?, let tenth?) where tenth < 10 && whole * 10 + tenth <= 1000:
      self = .percent(tenths: whole * 10 + tenth, isToTheTenth: true)
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .fraction(let share): share.description
    case .percent(let tenths, true): "\(tenths / 10).\(tenths % 10) %"
    case .percent(let tenths, false): "\(tenths / 10) %"
    }
  }

  package static func < (one: Portion, other: Portion) -> Bool { one.share.part * other.share.whole < other.share.part * one.share.whole }
  package static func == (one: Portion, other: Portion) -> Bool { one.description == other.description }
  package func hash(into hasher: inout Hasher) { hasher.combine(description) }

  package static var told: Shape {
    .other(
      "a share: 2/3, 70 %, about 70 %, over 50 %, at most 1/3, 60 % to 80 %",
      [.pattern(Told<Portion>.pattern(#"((0|[1-9][0-9]?|100)(\.[0-9])? %|[1-9][0-9]*/[1-9][0-9]*)"#))])
  }

  package init?(plain value: JSONValue) { nil }
  package var plain: JSONValue { .string(description) }

  package var isLeast: Bool { share.part == 0 }
  package var isMost: Bool { share.part == share.whole }

  /// The unit of its precision: of a fraction, one part of its whole; of a percentage as of a number, and never more than ten points.
  fileprivate var unit: Share {
    switch self {
    case .fraction(let share): Share(1, of: share.whole)
    case .percent(let tenths, true): Share(tenths.isMultiple(of: 10) ? 1 : min(tenths.unit, 100), of: 1000)
    case .percent(let tenths, false): Share(min((tenths / 10).unit, 10) * 10, of: 1000)
    }
  }

  /// What rounds to it.
  fileprivate var rounded: ShareBounds {
    switch self {
    case .fraction(let share): ShareBounds(share, share)
    case .percent(let tenths, let isToTheTenth):
      // In twentieths of a percent, so that half of the last place is a whole number of them.
      ShareBounds(
        Share(max(0, 2 * tenths - (isToTheTenth ? 1 : 10)), of: 2000), Share(min(2000, 2 * tenths + (isToTheTenth ? 1 : 10)), of: 2000),
        isLess: tenths < 1000)
    }
  }
}

extension Share {
  /// Whether it is another share or more; or more than it.
  func reaches(_ other: Share, isExceeded: Bool) -> Bool {
    let (own, needed) = (part * other.whole, other.part * whole)
    return isExceeded ? own > needed : own >= needed
  }

  static let none = Share(0, of: 1)
  static let all = Share(1, of: 1)

  /// Of two of the same whole, no more than all of it.
  fileprivate static func + (one: Share, other: Share) -> Share { Share(min(one.whole, one.part + other.part), of: one.whole) }

  /// Of two of the same whole, no less than none of it.
  fileprivate static func - (one: Share, other: Share) -> Share { Share(max(0, one.part - other.part), of: one.whole) }
}

/// The shares between two, of which either may be left out.
package struct ShareBounds: Hashable, Sendable {
  package var least: Share
  /// Whether it is more than the least.
  package var isMore: Bool
  package var most: Share
  /// Whether it is less than the most.
  package var isLess: Bool

  package init(_ least: Share, _ most: Share, isMore: Bool = false, isLess: Bool = false) {
    (self.least, self.most, self.isMore, self.isLess) = (least, most, isMore, isLess)
  }

  /// The shares of what is left of a whole.
  var rest: ShareBounds {
    func other(_ share: Share) -> Share { Share(share.whole - share.part, of: share.whole) }
    return ShareBounds(other(most), other(least), isMore: isLess, isLess: isMore)
  }

  /// The least and the most of whom so many can be such a share; no least where they are of none, no most where they are of as many as you like.
  /// Where the most is less than the least, they are of none either. Nothing is any share of nothing.
  func wholes(of part: Int) -> (least: Int?, most: Int?) {
    let least: Int? =
      if most.part == 0 {
        part == 0 && !isLess ? 0 : nil
      } else {
        isLess ? part * most.whole / most.part + 1 : (part * most.whole + most.part - 1) / most.part
      }
    guard self.least.part > 0 else { return (isMore && part == 0 ? nil : least, nil) }
    if isMore, part == 0 { return (nil, nil) }
    return (least, (part * self.least.whole - (isMore ? 1 : 0)) / self.least.part)
  }

  /// The whole numbers that are such a share of some whole within bounds.
  package func parts(of whole: Count) -> Count {
    // No arithmetic on more than can be told has a meaning; it ends here.
    let whole = Count(atLeast: min(whole.atLeast, Stretch.unbounded), atMost: whole.atMost.map { min($0, Stretch.unbounded) })
    let low = least.part * whole.atLeast
    let atLeast = isMore && whole.atLeast > 0 ? low / least.whole + 1 : (low + least.whole - 1) / least.whole
    let atMost = whole.atMost.map { all in
      let high = most.part * all
      return isLess && all > 0 ? max(0, (high + most.whole - 1) / most.whole - 1) : high / most.whole
    }
    return Count(atLeast: atLeast, atMost: atMost)
  }

  /// Whether some whole number is such a share of another.
  func fits(_ whole: Int) -> Bool {
    let parts = parts(of: Count(whole))
    guard let least = wholes(of: parts.atLeast).least else { return false }
    return least <= whole && wholes(of: parts.atLeast).most.map { $0 >= whole } ?? true
  }
}

/// A share, as a source tells it.
package typealias ToldShare = Told<Portion>

extension Told<Portion> {
  /// The shares that it leaves possible.
  package var bounds: ShareBounds {
    switch self {
    case .one(.exact, let portion): portion.rounded
    case .one(.about, let portion): ShareBounds(portion.share - portion.unit, portion.share + portion.unit)
    case .one(.nearly, let portion): ShareBounds(portion.share - portion.unit, portion.share, isLess: true)
    case .one(.over, let portion): ShareBounds(portion.share, .all, isMore: true)
    case .one(.under, let portion): ShareBounds(.none, portion.share, isLess: true)
    case .one(.atLeast, let portion): ShareBounds(portion.share, .all)
    case .one(.atMost, let portion): ShareBounds(.none, portion.share)
    case .between(let low, let high): ShareBounds(low.share, high.share)
    }
  }
}

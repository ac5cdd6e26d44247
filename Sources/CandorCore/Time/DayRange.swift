/// The days among which something lies: at the earliest `first`, at the latest `last`, both counted; nil where that side is open.
package struct DayRange: Hashable, Sendable {
  package var first: Day?
  package var last: Day?

  package init(_ first: Day?, _ last: Day?) {
    self.first = first
    self.last = last
  }

  package init(_ day: Day) { self.init(day, day) }

  /// Any day at all.
  package static let unknown = DayRange(nil, nil)
  /// No day at all.
  package static let none = DayRange(Day(number: 0), Day(number: -1))

  /// The day, where there is only one.
  package var day: Day? { first == last ? first : nil }

  /// Whether no day can be meant: it would have to end before it begins.
  package var isEmpty: Bool { first.flatMap { first in last.map { first > $0 } } ?? false }

  /// Whether a day is one of them.
  package func contains(_ day: Day) -> Bool {
    if let first, day < first { return false }
    if let last, day > last { return false }
    return true
  }

  /// Whether every day of `other` is in it.
  package func covers(_ other: DayRange) -> Bool {
    let begins = first.map { first in other.first.map { first <= $0 } ?? false } ?? true
    let ends = last.map { last in other.last.map { last >= $0 } ?? false } ?? true
    return begins && ends
  }

  /// Whether some day is in both.
  package func overlaps(_ other: DayRange) -> Bool {
    if let last, let start = other.first, last < start { return false }
    if let first, let end = other.last, first > end { return false }
    return true
  }

  /// The days that lie in both.
  package func intersection(_ other: DayRange) -> DayRange {
    DayRange(
      first.map { first in other.first.map { max(first, $0) } ?? first } ?? other.first,
      last.map { last in other.last.map { min(last, $0) } ?? last } ?? other.last)
  }

  /// Whether it lies wholly before the other; unknown where the two share days.
  package func isBefore(_ other: DayRange) -> Truth {
    if let last, let start = other.first, last < start { return .yes }
    if let first, let end = other.last, first >= end { return .no }
    return .unknown([])
  }

  /// How many days from a day of this range to a day of `later`; never less than none.
  package func days(to later: DayRange) -> Span {
    let least: Int? = last.flatMap { last in later.first.map { max(0, $0 - last) } }
    let most: Int? = first.flatMap { first in later.last.map { max(0, $0 - first) } }
    return Span(atLeast: least ?? 0, atMost: most)
  }

  /// When the first of several things happened that happened on some day of each of these; nil where there are none.
  package static func first(of ranges: [DayRange]) -> DayRange? {
    ranges.reduce(nil) { first, range in first?.first(with: range) ?? range }
  }

  /// When the first of two things happened that happened on some day of each of these.
  func first(with other: DayRange) -> DayRange {
    DayRange(
      first.flatMap { first in other.first.map { min(first, $0) } },
      last.map { last in other.last.map { min(last, $0) } ?? last } ?? other.last)
  }

  /// From the first day to the last on which any of several things can have happened; any day where there are none.
  package static func spanning(_ ranges: [DayRange]) -> DayRange {
    DayRange(
      ranges.contains { $0.first == nil } ? nil : ranges.compactMap(\.first).min(),
      ranges.contains { $0.last == nil } ? nil : ranges.compactMap(\.last).max())
  }

  /// Every day of it, that period on.
  package static func + (range: DayRange, period: Period) -> DayRange {
    DayRange(range.first.map { $0 + period }, range.last.map { $0 + period })
  }
}

/// A length of time known within bounds, in days.
package struct Span: Hashable, Sendable {
  package var atLeast: Int
  /// Nil where nothing bounds it.
  package var atMost: Int?

  package init(atLeast: Int, atMost: Int?) {
    self.atLeast = atLeast
    self.atMost = atMost
  }
}

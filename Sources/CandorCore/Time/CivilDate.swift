/// A date as a source gives it, in EDTF level 1 (ISO 8601-2:2019, annex A; Library of Congress EDTF specification of 2019-02-04): no sharper than
/// what is known. It keeps the text as written and denotes a range of days.
///
/// Years of four digits; seasons, unspecified digits (`201X`) and years beyond four digits are not read: a source's "spring" is better written
/// as an interval.
package struct CivilDate: Hashable, Sendable {
  /// As it was written.
  package let text: String
  /// The days it may be. `~` widens a date by one unit of its own precision on each side; `?` does not widen, it marks doubt.
  package let range: DayRange
  /// One date, or the two ends of an interval; an end is nil where it is open or unknown.
  package let points: [Point?]

  /// A date as far as it is given.
  package struct Point: Hashable, Sendable {
    package let year: Int
    package let month: Int?
    package let day: Int?
    package let qualifier: Qualifier?
    package let range: DayRange
  }

  /// How a date is marked: `?` in doubt, `~` about then, `%` both.
  package enum Qualifier: Character, Sendable {
    case uncertain = "?"
    case approximate = "~"
    case both = "%"
  }

  /// Reads a date or an interval (`2013`, `2019-03`, `2019-03-11`, `2013~`, `2013?`, `2013/2019-03-15`, `2013/..`, `../2019`, `2013/` for an
  /// unknown end).
  package init(_ text: String) throws(Fault) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    switch parts.count {
    case 1:
      let point = try Point(parts[0])
      self.init(text: text, range: point.range, points: [point])
    case 2:
      let points = [try CivilDate.end(parts[0]), try CivilDate.end(parts[1])]
      if points == [nil, nil] { throw .notADate }
      let range = DayRange(points[0]?.range.first, points[1]?.range.last)
      if let first = range.first, let last = range.last, first > last { throw .reversed }
      self.init(text: text, range: range, points: points)
    default: throw .notADate
    }
  }

  /// The days that it covers for sure, read as a stretch of time and not as some day of it; nil where an end is unknown or only about then.
  package var stretch: DayRange? {
    let isSure = points.allSatisfy { $0?.qualifier == nil } && !text.hasPrefix("/") && !text.hasSuffix("/")
    return isSure ? range : nil
  }

  private init(text: String, range: DayRange, points: [Point?]) {
    self.text = text
    self.range = range
    self.points = points
  }

  package init(_ day: Day) {
    let (year, month, number) = day.date
    let point = Point(year: year, month: month, day: number, qualifier: nil, range: DayRange(day))
    self.init(text: day.description, range: DayRange(day), points: [point])
  }

  /// Why a text is no date.
  package enum Fault: Error, Hashable, Sendable {
    case notADate
    /// A month that is not 01 to 12.
    case month(Int)
    /// A day that its month does not have; with the number of days it has.
    case day(month: Int, of: Int, has: Int)
    /// An interval that ends before it begins.
    case reversed
  }

  /// One end of an interval: a date, open (`..`) or unknown (nothing).
  private static func end(_ text: Substring) throws(Fault) -> Point? {
    text.isEmpty || text == ".." ? nil : try Point(text)
  }
}

extension CivilDate.Point {
  fileprivate init(_ text: Substring) throws(CivilDate.Fault) {
    let qualifier = text.last.flatMap(CivilDate.Qualifier.init(rawValue:))
    let parts = text.dropLast(qualifier == nil ? 0 : 1).split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].utf8.count == 4, parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }) else {
      throw .notADate
    }
    let numbers = parts.compactMap(\.digits)
    guard numbers.count == parts.count else { throw .notADate }
    let year = numbers[0]
    let month = numbers.count > 1 ? numbers[1] : nil
    if let month, !(1...12).contains(month) { throw .month(month) }
    let day = numbers.count > 2 ? numbers[2] : nil
    if let month, let day, !(1...Day.count(inMonth: month, of: year)).contains(day) {
      throw .day(month: month, of: year, has: Day.count(inMonth: month, of: year))
    }
    guard let first = Day(year: year, month: month ?? 1, day: day ?? 1) else { throw .notADate }
    let unit = day != nil ? Period(days: 1) : Period(months: month != nil ? 1 : 12)
    let after = first + unit
    // Adding to the first of a month or year is exact, so a unit wider on each side is one unit more.
    let range =
      switch qualifier {
      case .approximate?, .both?: DayRange(day != nil ? first + -1 : first.adding(months: -unit.months), (after + unit) + -1)
      case .uncertain?, nil: DayRange(first, after + -1)
      }
    self.init(year: year, month: month, day: day, qualifier: qualifier, range: range)
  }
}

extension CivilDate: CustomStringConvertible {
  package var description: String { text }
}

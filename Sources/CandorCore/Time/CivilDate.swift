/// A date as a source gives it, in EDTF level 0 or 1 (Library of Congress specification of 2019-02-04; ISO 8601-2:2019, annex A): no
/// sharper than what is known. It keeps the text as written and denotes a range of days.
///
/// Where the specification leaves something open, the wider reading holds: an end of an interval may be anything that can stand alone but a
/// time of day, and a year with its letter may be qualified.
package struct CivilDate: Sendable {
  /// As it was written.
  package var text: String { reading.text }
  /// The days it may be. `~` widens a date by one unit of what is given on each side; `?` does not widen, it marks doubt.
  package var range: DayRange { reading.range }
  /// One date, or the two ends of an interval; an end is nil where it is open or unknown.
  package var points: [Point?] { reading.points }

  /// What a text was read as, once for all who hold the date.
  private final class Reading: Sendable {
    let text: String
    let range: DayRange
    let points: [Point?]

    init(_ text: String, _ range: DayRange, _ points: [Point?]) { (self.text, self.range, self.points) = (text, range, points) }
  }

  private let reading: Reading

  /// A date as far as it is given.
  package struct Point: Hashable, Sendable {
    /// The year; where its last digits are not specified, the ten (`201X`) or hundred (`20XX`) that it may be.
    package let years: ClosedRange<Int>
    package let season: Season?
    /// Nil where it is not given or not specified (`2004-XX`).
    package let month: Int?
    /// Nil where it is not given or not specified (`2004-06-XX`).
    package let day: Int?
    package let qualifier: Qualifier?
    /// The days it may be. Days are counted from year -9999 to year 9999: a year outside is any day before or after them.
    package let range: DayRange
    /// Whether it names every day of its range, and not some day of it.
    fileprivate let isStretch: Bool
  }

  /// A season that no one hemisphere is meant by; the numbers are EDTF's.
  package enum Season: Int, Sendable {
    case spring = 21
    case summer, autumn, winter
  }

  /// How a date is marked: `?` in doubt, `~` about then, `%` both.
  package enum Qualifier: Character, Sendable {
    case uncertain = "?"
    case approximate = "~"
    case both = "%"
  }

  /// Reads a date (`2013`, `2019-03`, `2019-03-11`, `-0985`, `Y170000002`), with its last digits not specified (`201X`, `2004-XX`) or a
  /// season (`2001-21`), qualified (`2013~`), a date with a time of day (`1985-04-12T23:20:30Z`), or an interval (`2013/2019-03-15`,
  /// `2013/..` and `../2019` open, `2013/` and `/2019` with an unknown end).
  package init(_ text: String) throws(Fault) {
    do {
      try self.init(reading: text)
    } catch .notADate where text.isBeyondLevel1 {
      throw .level2
    }
  }

  private init(reading text: String) throws(Fault) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    switch parts.count {
    case 1:
      let point = try parts[0].contains("T") ? Point(moment: parts[0]) : Point(parts[0])
      self.init(text: text, range: point.range, points: [point])
    case 2:
      let points = [try CivilDate.end(parts[0]), try CivilDate.end(parts[1])]
      if points == [nil, nil] { throw .notADate }
      let range = DayRange(points[0]?.range.first, points[1]?.range.last)
      if let first = range.first, let last = range.last, first > last { throw .reversed }
      // Of years that no days are counted for, only the years tell.
      if let start = points[0]?.reach, let end = points[1]?.reach, start.lowerBound > end.upperBound { throw .reversed }
      self.init(text: text, range: range, points: points)
    default: throw .notADate
    }
  }

  /// The days that it covers for sure, read as a stretch of time and not as some day of it; nil where an end is unknown, not specified to
  /// the last or only about then.
  package var stretch: DayRange? {
    let isSure = points.allSatisfy { $0?.isStretch ?? true } && !text.hasPrefix("/") && !text.hasSuffix("/")
    return isSure ? range : nil
  }

  private init(text: String, range: DayRange, points: [Point?]) {
    reading = Reading(text, range, points)
  }

  package init(_ day: Day) {
    let (year, month, number) = day.date
    let point = Point(
      years: year...year, season: nil, month: month, day: number, qualifier: nil, range: DayRange(day), isStretch: true)
    self.init(text: day.description, range: DayRange(day), points: [point])
  }

  /// Why a text is no date.
  package enum Fault: Error, Hashable, Sendable {
    case notADate
    /// What EDTF knows at level 2 only, or knew in its draft of 2012: `[1667,1668]`, `2004-06~-11`, `1950S2`, `2001-34`, `156u`.
    case level2
    /// A month that is not 01 to 12, nor a season in a month's place.
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

extension CivilDate: Hashable {
  /// What was written alike was read alike.
  package static func == (one: CivilDate, other: CivilDate) -> Bool { one.text == other.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension CivilDate.Point {
  fileprivate init(_ text: Substring) throws(CivilDate.Fault) {
    let qualifier = text.last.flatMap(CivilDate.Qualifier.init(rawValue:))
    let date = text.dropLast(qualifier == nil ? 0 : 1)
    if date.first == "Y" {
      guard let year = date.dropFirst().yearBeyondFourDigits else { throw .notADate }
      self.init(years: year...year, isWhole: false, qualifier)
      return
    }
    let isNegative = date.first == "-"
    let parts = date.dropFirst(isNegative ? 1 : 0).split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].utf8.count == 4, parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }) else {
      throw .notADate
    }
    let digits = parts[0].prefix { $0 != "X" }
    let unspecified = parts[0].dropFirst(digits.count)
    guard let number = digits.digits, unspecified.isEmpty || (parts.count == 1 && ["X", "XX"].contains(unspecified)) else {
      throw .notADate
    }
    let years =
      unspecified.isEmpty ? number...number : unspecified == "X" ? number * 10...number * 10 + 9 : number * 100...number * 100 + 99
    guard !isNegative || years.upperBound > 0 else { throw .notADate }
    let signed = isNegative ? -years.upperBound ... -years.lowerBound : years
    if parts.count == 1 || (parts[1] == "XX" && (parts.count == 2 || parts[2] == "XX")) {
      self.init(years: signed, isWhole: parts.count == 1 && unspecified.isEmpty, qualifier)
    } else {
      try self.init(year: signed.lowerBound, months: parts[1], days: parts.count == 3 ? parts[2] : nil, qualifier)
    }
  }

  /// A day with a time of day (level 0), which is not kept: the day is the one written, whatever zone it is written for.
  fileprivate init(moment text: Substring) throws(CivilDate.Fault) {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    let point = try CivilDate.Point(parts[0])
    guard parts.count == 2, point.day != nil, point.qualifier == nil, parts[1].isTimeOfDay else { throw .notADate }
    // A moment covers no day.
    self.init(
      years: point.years, season: nil, month: point.month, day: point.day, qualifier: nil, range: point.range, isStretch: false)
  }

  /// A year, or years of which it is one.
  private init(years: ClosedRange<Int>, isWhole: Bool, _ qualifier: CivilDate.Qualifier?) {
    self.init(
      years: years, season: nil, month: nil, day: nil, qualifier: qualifier,
      range: DayRange(years: CivilDate.Point.reach(of: years, qualifier)), isStretch: isWhole && qualifier == nil)
  }

  /// A month, a season or a day of a year of four digits; `days` is `XX` for some day of the month.
  private init(year: Int, months: Substring, days: Substring?, _ qualifier: CivilDate.Qualifier?) throws(CivilDate.Fault) {
    guard let month = months.digits else { throw .notADate }
    if days == nil, let season = CivilDate.Season(rawValue: month) {
      self.init(year: year, season, qualifier)
      return
    }
    // Hemispheres' seasons, quarters and the like.
    if days == nil, (25...41).contains(month) { throw .level2 }
    guard (1...12).contains(month), let start = Day(year: year, month: month, day: 1) else { throw .month(month) }
    let length = Day.count(inMonth: month, of: year)
    let isSome = days == "XX"
    guard let days, !isSome else {
      let range = DayRange(start, start + (length - 1))
      self.init(
        years: year...year, season: nil, month: month, day: nil, qualifier: qualifier,
        range: range.widened(by: Period(months: 1), qualifier), isStretch: !isSome && qualifier == nil)
      return
    }
    guard let number = days.digits else { throw .notADate }
    guard (1...length).contains(number) else { throw .day(month: month, of: year, has: length) }
    self.init(
      years: year...year, season: nil, month: month, day: number, qualifier: qualifier,
      range: DayRange(start + (number - 1)).widened(by: Period(days: 1), qualifier), isStretch: qualifier == nil)
  }

  /// EDTF ties a season to no month and to no hemisphere, and calendars begin them up to seven weeks apart. A spring or an autumn lies
  /// within its year by all of them. A summer or a winter may be counted to the year in which it begins or in which it ends: it may reach
  /// from the November before to the March after.
  private init(year: Int, _ season: CivilDate.Season, _ qualifier: CivilDate.Qualifier?) {
    let whole = DayRange(years: year...year)
    let range =
      switch season {
      case .spring, .autumn: whole
      case .summer, .winter: DayRange(whole.first?.adding(months: -2), whole.last?.adding(months: 3))
      }
    self.init(
      years: year...year, season: season, month: nil, day: nil, qualifier: qualifier,
      range: range.widened(by: Period(months: 3), qualifier), isStretch: false)
  }

  /// The years it may lie in, counting what `~` adds.
  fileprivate var reach: ClosedRange<Int> { CivilDate.Point.reach(of: years, qualifier) }

  private static func reach(of years: ClosedRange<Int>, _ qualifier: CivilDate.Qualifier?) -> ClosedRange<Int> {
    let more = qualifier?.widens == true ? years.count : 0
    return years.lowerBound - more...years.upperBound + more
  }
}

extension CivilDate.Qualifier {
  fileprivate var widens: Bool {
    switch self {
    case .approximate, .both: true
    case .uncertain: false
    }
  }
}

extension DayRange {
  /// All days of these years. Of years that no days are counted for, it is known that they lie before or after all others.
  fileprivate init(years: ClosedRange<Int>) {
    let first = years.lowerBound > Day.years.upperBound ? Day.last + 1 : Day(year: years.lowerBound, month: 1, day: 1)
    let last = years.upperBound < Day.years.lowerBound ? Day.first + -1 : Day(year: years.upperBound, month: 12, day: 31)
    self.init(first, last)
  }

  /// A range of whole months or days with a unit more on each side where the qualifier says "about"; open where that is beyond the days
  /// that are counted.
  fileprivate func widened(by unit: Period, _ qualifier: CivilDate.Qualifier?) -> DayRange {
    let isWider = qualifier?.widens == true
    let start = isWider ? first.map { $0.adding(months: -unit.months) + -unit.days } : first
    // The day after a month's last is a first, to which adding is exact.
    let end = isWider ? last.map { $0 + 1 + unit + -1 } : last
    return DayRange(start.flatMap { $0 < Day.first ? nil : $0 }, end.flatMap { $0 > Day.last ? nil : $0 })
  }
}

extension StringProtocol {
  /// `170000002`, `-170000002`: a year that four digits cannot write; of eighteen digits at most, which a number holds.
  fileprivate var yearBeyondFourDigits: Int? {
    let isNegative = first == "-"
    let written = dropFirst(isNegative ? 1 : 0)
    guard (5...18).contains(written.utf8.count), written.first != "0", let year = written.digits else { return nil }
    return isNegative ? -year : year
  }

  /// `23:20:30`, with `Z`, `-04` or `+04:30` or no zone; the sixtieth second is a leap second.
  fileprivate var isTimeOfDay: Bool {
    let clock = prefix(8).split(separator: ":", omittingEmptySubsequences: false)
    let zone = dropFirst(8)
    let shift = zone.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    let isZone = zone.isEmpty || zone == "Z" || (["+", "-"].contains(zone.first) && shift.areNumbers(upTo: [23, 59]))
    return clock.count == 3 && clock.areNumbers(upTo: [23, 59, 60]) && isZone
  }

  /// Whether it has the form of a level 2 date, or of a date of the draft of 2012 with `u` for `X`: sets, qualified or unspecified parts,
  /// years with an exponent or significant digits. What its numbers are is not looked at.
  fileprivate var isBeyondLevel1: Bool {
    let set = dropFirst().dropLast()
    let isSet = (hasPrefix("[") && hasSuffix("]")) || (hasPrefix("{") && hasSuffix("}"))
    if isSet { return !set.isEmpty && set.allSatisfy { "0123456789XY~?%,.-".contains($0) } }
    // What is of level 1 by its form and was refused all the same is no better at level 2.
    guard contains(where: { "XuSE?~%".contains($0) }) else { return false }
    let date = /(?!-0000)-?[?~%]?[0-9Xu]{4}(S[0-9]+)?[?~%]?(-[?~%]?[0-9Xu]{2}[?~%]?){0,2}|Y-?[0-9]+(E[0-9]+(S[0-9]+)?|S[0-9]+)[?~%]?/
    let parts = String(self).split(separator: "/", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { $0.isEmpty || $0 == ".." || $0.wholeMatch(of: date) != nil }
  }
}

extension Collection where Element: StringProtocol {
  /// Whether these are numbers of two digits, no more of them than there are limits and none above its limit.
  fileprivate func areNumbers(upTo limits: [Int]) -> Bool {
    count <= limits.count
      && zip(self, limits).allSatisfy { text, limit in
        text.utf8.count == 2 && text.digits.map { $0 <= limit } ?? false
      }
  }
}

extension CivilDate: CustomStringConvertible {
  package var description: String { text }
}

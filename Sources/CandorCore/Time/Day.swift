/// A day of the civil calendar (proleptic Gregorian, as ISO 8601 counts it), with no time of day and no zone.
package struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  package var number: Int

  package init(number: Int) { self.number = number }

  /// The years that dates are read for: those that EDTF writes with four digits. The year 0000 is the one before 0001 (ISO 8601).
  package static let years = -9999...9999
  /// The first day of those years.
  package static let first = Day(counting: years.lowerBound, 1, 1)
  /// The last day of those years.
  package static let last = Day(counting: years.upperBound, 12, 31)

  /// The day with this date; nil where the calendar has none, as on 31 November, or outside ``years``.
  package init?(year: Int, month: Int, day: Int) {
    guard Day.years.contains(year), (1...12).contains(month), (1...Day.count(inMonth: month, of: year)).contains(day) else { return nil }
    self.init(counting: year, month, day)
  }

  /// Years are counted from March, so that the leap day is the last of its year and months have a regular length.
  private init(counting year: Int, _ month: Int, _ day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  package var date: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch + (monthFromMarch < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// How many days a month of a year has.
  package static func count(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  package static func < (one: Day, other: Day) -> Bool { one.number < other.number }
  package static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
  /// Days from `other` to `one`.
  package static func - (one: Day, other: Day) -> Int { one.number - other.number }

  /// The same day so many months on; where that month is shorter, its last day.
  package func adding(months: Int) -> Day {
    let (year, month, day) = date
    let counted = year * 12 + (month - 1) + months
    let (newYear, newMonth) = (counted.floored(by: 12), counted - counted.floored(by: 12) * 12 + 1)
    return Day(counting: newYear, newMonth, min(day, Day.count(inMonth: newMonth, of: newYear)))
  }

  /// The first day from which so many months on reach that day or a later one.
  static func first(reaching day: Day, inMonths months: Int) -> Day {
    // Where several days reach the same, the way back leads to the first of them; where it leads to one that falls short, the next may not.
    var found = day.adding(months: -months)
    while found.adding(months: months) < day { found = found + 1 }
    return found
  }

  /// The last day from which so many months on reach that day or an earlier one.
  static func last(reaching day: Day, inMonths months: Int) -> Day { first(reaching: day + 1, inMonths: months) + -1 }
}

extension Int {
  /// The quotient, rounded down.
  func floored(by divisor: Int) -> Int { (self >= 0 ? self : self - divisor + 1) / divisor }
}

extension Day: CustomStringConvertible {
  /// ISO 8601: `2019-03-11`, and `-0985-03-11` before the year 0000.
  package var description: String {
    let (year, month, day) = date
    return (year < 0 ? "-" : "") + "\(abs(year).padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
  }

  /// Reads `2019-03-11` and nothing else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = parts[0].digits, let month = parts[1].digits, let day = parts[2].digits
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

extension Int {
  /// In decimal, with zeros before it up to `width` digits.
  package func padded(to width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}

extension StringProtocol {
  /// The number that these ASCII digits write; nil where anything else stands among them.
  package var digits: Int? {
    guard !isEmpty, utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    return Int(self)
  }
}

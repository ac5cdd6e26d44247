/// A period of the calendar as ISO 8601 writes it: `P2D`, `P6W`, `P18M`, `P1Y`. Months have no fixed number of days.
package struct Period: Hashable, Sendable {
  package var months: Int
  package var days: Int

  package init(months: Int = 0, days: Int = 0) {
    self.months = months
    self.days = days
  }

  /// Reads `P` and then years, months, weeks and days in that order, each at most once and each at most 9999; at least one.
  package init?(_ text: String) {
    var rest = text[...]
    guard rest.popFirst() == "P", !rest.isEmpty else { return nil }
    var units: [(letter: Character, months: Int, days: Int)] = [("Y", 12, 0), ("M", 1, 0), ("W", 0, 7), ("D", 0, 1)]
    self.init()
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(number.count)
      guard let count = number.digits, count <= 9999, let letter = rest.popFirst(),
        let index = units.firstIndex(where: { $0.letter == letter })
      else { return nil }
      months += count * units[index].months
      days += count * units[index].days
      units.removeSubrange(...index)
    }
  }

  /// Months first, then days; a day that its month does not have becomes its last.
  package static func + (day: Day, period: Period) -> Day { day.adding(months: period.months) + period.days }
}

extension Period: CustomStringConvertible {
  package var description: String {
    let (years, months) = (months / 12, months % 12)
    let text = (years > 0 ? "\(years)Y" : "") + (months > 0 ? "\(months)M" : "") + (days > 0 ? "\(days)D" : "")
    return "P" + (text.isEmpty ? "0D" : text)
  }
}

/// One side of a statement on how two matters lie in time: `to` lies on no earlier day than the one that ``least(_:)`` makes of the day of
/// `from`.
///
/// Every statement comes down to such constraints. Each is monotone, also where months are counted, so that bounds spread along them
/// exactly.
struct TemporalConstraint: Sendable {
  /// The places of the two entries in their component.
  let from: Int
  let to: Int
  /// What is counted from the day of one of the two; negative where it is counted back.
  let months: Int
  let days: Int
  /// Whose day that is: `from`'s, on which the earliest day of `to` follows, or `to`'s, which must reach the day of `from`.
  let anchor: Anchor
  /// What it says on the order of the two matters, also within one day.
  let order: Order
  /// The statement that it is a side of, by its place in the component.
  let statement: Int
  /// How many days `to` lies after `from` at the least, on whatever day they lie; negative where it may lie before.
  var gain: Int

  enum Anchor {
    case from, to
  }

  enum Order {
    /// Nothing: only days count.
    case none
    /// `to` does not come before `from`.
    case notBefore
    /// `to` comes after `from`.
    case after
  }

  /// That `later` does not come before `earlier`, or comes after it.
  init(_ earlier: Int, _ order: Order, _ later: Int, statement: Int) {
    (from, to, months, days, anchor, gain) = (earlier, later, 0, 0, .from, 0)
    self.order = order
    self.statement = statement
  }

  /// That `entry` lies on no earlier (`isLeast`) or no later day than the one reached by counting from the day of `reference`.
  init(_ entry: Int, isLeast: Bool, months: Int, days: Int, from reference: Int, statement: Int, lengths: ClosedRange<Int>) {
    self.months = months
    self.statement = statement
    order = .none
    (from, to) = isLeast ? (reference, entry) : (entry, reference)
    // Days are counted alike from either end.
    anchor = isLeast || months == 0 ? .from : .to
    self.days = isLeast || months != 0 ? days : -days
    gain = 0
    gain = self.gain(lengths)
  }

  /// The earliest day of `to` when `from` lies on this day or later.
  func least(_ day: Int) -> Int {
    if months == 0 { return day + days }
    return switch anchor {
    case .from: Day(number: day).adding(months: months).number + days
    case .to: Day.first(reaching: Day(number: day - days), inMonths: months).number
    }
  }

  /// The latest day of `from` when `to` lies on this day or earlier.
  func most(_ day: Int) -> Int {
    if months == 0 { return day - days }
    return switch anchor {
    case .from: Day.last(reaching: Day(number: day - days), inMonths: months).number
    case .to: Day(number: day).adding(months: months).number + days
    }
  }

  /// The same, knowing among which days its entries lie.
  func sharpened(_ bounds: [DayRange]) -> TemporalConstraint {
    guard months != 0, let lengths = bounds[anchor == .from ? from : to].lengths(ofMonths: months) else { return self }
    var sharper = self
    sharper.gain = max(gain, gain(lengths))
    return sharper
  }

  private func gain(_ lengths: ClosedRange<Int>) -> Int {
    switch anchor {
    case .from: lengths.lowerBound + days
    case .to: -(lengths.upperBound + days)
    }
  }
}

extension Timing.Distance {
  /// What is counted to the nearest and to the farthest day that it allows, and the days by which that day is missed.
  var bounds: (least: (Period, Int)?, most: (Period, Int)?) {
    switch bound {
    case .atLeast: ((period, 0), nil)
    case .moreThan: ((period, 1), nil)
    case .atMost: (nil, (period, 0))
    case .lessThan: (nil, (period, -1))
    case .exactly: ((period, 0), (period, 0))
    case .about:
      (
        (Period(months: period.months - period.unit.months, days: period.days - period.unit.days), 0),
        (Period(months: period.months + period.unit.months, days: period.days + period.unit.days), 0)
      )
    }
  }
}

extension Period {
  /// The unit in which it is given, as far as that can be told: a year for whole years, else a month for whole months, a week for whole
  /// weeks, a day for all others.
  fileprivate var unit: Period {
    if days == 0, months > 0 { return Period(months: months % 12 == 0 ? 12 : 1) }
    return Period(days: months == 0 && days > 0 && days % 7 == 0 ? 7 : 1)
  }

  /// The fewest and the most days that so many months take, from any day of the calendar on; negative for months counted back.
  static func lengths(ofMonths months: Int) -> ClosedRange<Int> {
    // Months have the same lengths again after 400 years.
    let start = Day(number: 0)
    var (length, least, most) = (start.adding(months: months) - start, Int.max, Int.min)
    let (year, month, _) = start.date
    func days(_ index: Int) -> Int {
      let counted = year * 12 + month - 1 + index
      let years = counted.floored(by: 12)
      return Day.count(inMonth: counted - years * 12 + 1, of: years)
    }
    for index in 0..<4800 {
      // From a first on; from the last of a month to that of a shorter one it takes as long as from the first after it.
      (least, most) = (min(least, length), max(most, length))
      length += days(index + months) - days(index)
    }
    return least...most
  }
}

extension DayRange {
  /// The fewest and the most days that so many months take from a day of this range on; nil where an end is open or they are too far apart
  /// to tell more than the calendar.
  fileprivate func lengths(ofMonths months: Int) -> ClosedRange<Int>? {
    guard let first, let last, first <= last, last - first < 146_097 else { return nil }
    func length(_ day: Day) -> Int { day.adding(months: months) - day }
    var (least, most) = (min(length(first), length(last)), max(length(first), length(last)))
    // Between them lie the extremes on firsts: within a month the length can only fall, and then to that from the next first.
    var day = first
    while day <= last {
      (least, most) = (min(least, length(day)), max(most, length(day)))
      let (year, month, number) = day.date
      day = day + (Day.count(inMonth: month, of: year) - number + 1)
    }
    return least...most
  }
}

import CandorCore

/// Days from left to right. Where days lie too close to be told apart, long stretches in which nothing begins or ends are folded, and drawn as
/// left out; between folds every day is as wide as every other.
struct TimeAxis {
  /// A stretch of days of one scale.
  struct Stretch {
    let days: ClosedRange<Int>
    let left: Int
    let right: Int

    func position(_ day: Int) -> Int {
      days.count == 1 ? left : left + (day - days.lowerBound) * (right - left) / (days.count - 1)
    }
  }

  /// A text along the axis and where it begins.
  struct Name {
    var text: String
    var x: Int
    /// Whether what it names begins there, and not before with the days shown.
    var isWhole = true
  }

  let left: Int
  let right: Int
  private(set) var stretches: [Stretch]

  /// An axis between two places that shows all these days.
  init(_ days: [Day], from left: Int, to right: Int) {
    self.left = left
    self.right = right
    let days = Set(days.map(\.number)).sorted()
    // Arrows to what the record does not bound have room beyond the first day and the last.
    let (first, last) = (left + Self.margin, right - Self.margin)
    let folds = Self.folds(days, width: last - first)
    var runs: [ClosedRange<Int>] = []
    var start = days.first ?? 0
    for (day, next) in zip(days, days.dropFirst()) where folds.contains(day) {
      runs.append(start...day)
      start = next
    }
    runs.append(start...(days.last ?? start))
    let room = last - first - folds.count * Self.fold
    let shown = max(runs.reduce(0) { $0 + $1.count - 1 }, 1)
    var before = 0
    stretches = runs.enumerated().map { index, run in
      let x = first + index * Self.fold
      defer { before += run.count - 1 }
      return Stretch(days: run, left: x + before * room / shown, right: x + (before + run.count - 1) * room / shown)
    }
  }

  static let margin = 14
  static let fold = 36

  /// The days after which it folds.
  private static func folds(_ days: [Int], width: Int) -> Set<Int> {
    var gaps = zip(days, days.dropFirst()).map { (day: $0, length: $1 - $0) }
    var folded: Set<Int> = []
    guard let closest = gaps.map(\.length).min() else { return [] }
    while folded.count < 8 {
      let shown = gaps.reduce(0) { $0 + $1.length }
      let room = width - folded.count * fold
      guard let longest = gaps.indices.max(by: { gaps[$0].length < gaps[$1].length }), closest * room < 4 * shown,
        gaps[longest].length > 45, gaps[longest].length > (shown - gaps[longest].length) / 4
      else { break }
      folded.insert(gaps.remove(at: longest).day)
    }
    return folded
  }

  /// Where a day lies; one that is folded away, in the fold.
  func position(_ day: Day) -> Int {
    let number = day.number
    guard let next = stretches.firstIndex(where: { $0.days.upperBound >= number }) else { return right - Self.margin }
    if stretches[next].days.contains(number) || next == 0 { return stretches[next].position(max(number, stretches[next].days.lowerBound)) }
    return (stretches[next - 1].right + stretches[next].left) / 2
  }

  /// The middles of what is left out.
  var folds: [Int] { zip(stretches, stretches.dropFirst()).map { ($0.right + $1.left) / 2 } }

  /// The years, the months and the days of the month to write along it, each as dense as there is room, and the places of lines that divide it.
  func names(months: [String]) -> (years: [Name], months: [Name], days: [Name], lines: [Int]) {
    var (years, named, days): ([Name], [Name], [Name]) = ([], [], [])
    var lines: [Int] = []
    var lastYear: Int?
    for stretch in stretches {
      let length = max(stretch.days.count - 1, 1)
      let width = stretch.right - stretch.left
      let widest = months.map(Lettering.tick.width).max() ?? 0
      let monthStep = [1, 2, 3, 6].first { $0 * 30 * width >= (widest + 8) * length }
      let dayStep = [1, 2, 5, 10].first { $0 * width >= 22 * length }
      let yearStep = [1, 2, 5, 10, 20, 50, 100].first { $0 * 365 * width >= 40 * length } ?? 1000
      for number in stretch.days {
        let (year, month, day) = Day(number: number).date
        let x = stretch.position(number)
        let begins = number == stretch.days.lowerBound
        if month == 1 && day == 1 || begins {
          if year != lastYear, begins || year % yearStep == 0 { years.append(Name(text: String(year), x: x, isWhole: !begins)) }
          lastYear = year
          if !begins { lines.append(x) }
        }
        if day == 1 || begins {
          if begins && (monthStep != nil || stretch.days.count < 62) || monthStep.map({ (month - 1) % $0 == 0 }) ?? false {
            named.append(Name(text: months[month - 1], x: x, isWhole: !begins))
          }
          if !begins, month != 1, 30 * width >= 10 * length { lines.append(x) }
        }
        // In steps from the first of the month on, of which each is whole: the next month begins anew.
        if let dayStep, width > 0, (day - 1) % dayStep == 0, day + dayStep - 1 <= Day.count(inMonth: month, of: year) {
          days.append(Name(text: String(day), x: x))
        }
      }
    }
    return (apart(years, .year), apart(named, .tick), days, lines)
  }

  /// Those that neither run into the one before nor out of the drawing. Of two that would meet, the one stays that begins where it stands, or
  /// the first would seem to name what is the second's.
  private func apart(_ names: [Name], _ lettering: Lettering) -> [Name] {
    var kept: [Name] = []
    for name in names where name.x + lettering.width(name.text) <= right {
      if let last = kept.last, last.x + lettering.width(last.text) + 6 > name.x {
        if last.isWhole || !name.isWhole { continue }
        kept.removeLast()
      }
      kept.append(name)
    }
    return kept
  }
}

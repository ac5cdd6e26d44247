import CandorCore
import Testing

@Suite("Ranges of days")
struct DayRangeTests {
  /// Days 0 to 5 stand for all days; an open side reaches beyond both ends of what is compared.
  private static let ranges: [DayRange] = {
    let ends = [nil] + (0...5).map { Day(number: $0) }
    return ends.flatMap { first in ends.map { DayRange(first, $0) } }.filter { range in
      guard let first = range.first, let last = range.last else { return true }
      return first <= last
    }
  }()
  private static let pairs = ranges.flatMap { one in ranges.map { (one, $0) } }
  private static let world = -3...8

  /// The days of a range, with those beyond the ends as far as matters here.
  private static func days(_ range: DayRange) -> [Int] {
    world.filter { (range.first?.number ?? .min) <= $0 && $0 <= (range.last?.number ?? .max) }
  }

  @Test func `a range contains, covers, overlaps and intersects as its days do`() throws {
    for (one, other) in DayRangeTests.pairs {
      let (days, others) = (DayRangeTests.days(one), DayRangeTests.days(other))
      for number in DayRangeTests.world { try #require(one.contains(Day(number: number)) == days.contains(number)) }
      try #require(one.covers(other) == others.allSatisfy(days.contains), "\(one) covers \(other)")
      try #require(one.overlaps(other) == others.contains(where: days.contains), "\(one) overlaps \(other)")
      try #require(DayRangeTests.days(one.intersection(other)) == others.filter(days.contains), "\(one) and \(other)")
    }
  }

  @Test func `one range is before another where every choice of days says so, not where none does, and unknown otherwise`() throws {
    for (one, other) in DayRangeTests.pairs {
      let answers = Set(DayRangeTests.days(one).flatMap { day in DayRangeTests.days(other).map { day < $0 } })
      let expected: Truth = answers.count > 1 ? .unknown([]) : Truth(answers.contains(true))
      try #require(one.isBefore(other) == expected, "\(one) before \(other)")
    }
  }

  @Test func `the days from one range to a later one lie within its bounds, and reach them`() throws {
    for (one, other) in DayRangeTests.pairs {
      let distances = DayRangeTests.days(one).flatMap { day in DayRangeTests.days(other).map { max(0, $0 - day) } }
      let span = one.days(to: other)
      // What an open side allows is more than this small world holds.
      try #require(span.atMost == (one.first == nil || other.last == nil ? nil : distances.max()), "\(one) to \(other)")
      let least = one.last == nil || other.first == nil ? 0 : distances.min()
      try #require(span.atLeast == least, "\(one) to \(other)")
      try #require(distances.allSatisfy { span.atLeast <= $0 && $0 <= span.atMost ?? .max })
    }
  }

  @Test func `the worked example's silence lasted between 1900 and 2264 days`() throws {
    #expect(try Sample.range("2013").days(to: Sample.range("2019-03-15")) == Span(atLeast: 1900, atMost: 2264))
  }

  @Test(arguments: [("2013", "P2D", "2013-01-03", "2014-01-02"), ("2019-01-31", "P1M", "2019-02-28", "2019-02-28")])
  func `a period moves both ends`(text: String, period: String, first: String, last: String) throws {
    #expect(try Sample.range(text) + #require(Period(period)) == DayRange(Sample.day(first), Sample.day(last)))
  }

  @Test func `an open end stays open when a period is added`() throws {
    #expect(try Sample.range("2013/..") + Period(days: 1) == DayRange(Sample.day("2013-01-02"), nil))
    #expect(DayRange.unknown + Period(months: 1) == .unknown)
  }

  @Test func `only a range of one day has a day`() throws {
    #expect(try Sample.range("2019-03-11").day == Sample.day("2019-03-11"))
    #expect(try Sample.range("2019-03-11/2019-03-12").day == nil)
    #expect(DayRange.unknown.day == nil)
    #expect(try Sample.range("2019-03-11/..").day == nil)
  }
}

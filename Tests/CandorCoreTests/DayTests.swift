import CandorCore
import Testing

@Suite("Days")
struct DayTests {
  /// The day after, by the rules of the calendar and nothing else.
  private static func following(_ date: (year: Int, month: Int, day: Int)) -> (year: Int, month: Int, day: Int) {
    let isLeap = date.year % 400 == 0 || (date.year % 4 == 0 && date.year % 100 != 0)
    let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][date.month - 1]
    if date.day < length { return (date.year, date.month, date.day + 1) }
    return date.month < 12 ? (date.year, date.month + 1, 1) : (date.year + 1, 1, 1)
  }

  @Test func `every day from 1900 to 2100 has the number that counting gives it, and that number's date`() throws {
    var date = (year: 1900, month: 1, day: 1)
    var number = -25_567
    while date.year <= 2100 {
      let day = try #require(Day(year: date.year, month: date.month, day: date.day))
      try #require(day.number == number)
      try #require(day.date == date)
      try #require(Day(day.description) == day)
      date = DayTests.following(date)
      number += 1
    }
    #expect(number == -25_567 + 73_414)
  }

  @Test(arguments: [
    (0, "1970-01-01"), (-1, "1969-12-31"), (59, "1970-03-01"), (11_016, "2000-02-29"), (-719_528, "0000-01-01"), (2_932_896, "9999-12-31"),
  ])
  func `known days have known numbers`(number: Int, text: String) {
    #expect(Day(number: number).description == text)
    #expect(Day(text)?.number == number)
  }

  @Test(arguments: [
    "", "2019", "2019-03", "2019-3-11", "2019-03-1", "19-03-11", "02019-03-11", "2019-03-111", "2019/03/11", "2019-03-11 ", " 2019-03-11",
    "-2019-03-11", "+019-03-11", "2019-00-11", "2019-13-11", "2019-03-00", "2019-03-32", "2019-02-29", "1900-02-29", "2019-04-31",
    "2019-03-11T00:00:00Z", "２０１９-03-11", "2019-0٣-11", "2019-03-1a", "2019--03-11", "2019-03-11-",
  ])
  func `what is not a day of the calendar is not read`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test(arguments: [
    (2019, 2, 29), (2100, 2, 29), (2019, 4, 31), (2019, 0, 1), (2019, 13, 1), (2019, 1, 0), (-10_000, 1, 1), (10_000, 1, 1),
  ])
  func `no day has a date that the calendar lacks`(year: Int, month: Int, day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }

  @Test func `days are counted from the first of year -9999 to the last of year 9999`() {
    #expect(Day.first.date == (-9999, 1, 1))
    #expect(Day.last.date == (9999, 12, 31))
    #expect(Day(year: -1, month: 12, day: 31).map { $0 + 1 } == Day("0000-01-01"))
  }

  struct Shift: CustomTestStringConvertible {
    let from: String, months: Int, to: String
    init(_ from: String, _ months: Int, _ to: String) { (self.from, self.months, self.to) = (from, months, to) }
    var testDescription: String { "\(from) and \(months) months" }
  }

  @Test(arguments: [
    Shift("2019-01-31", 1, "2019-02-28"), Shift("2020-01-31", 1, "2020-02-29"), Shift("2019-03-31", 1, "2019-04-30"),
    Shift("2019-03-31", -1, "2019-02-28"), Shift("2020-02-29", 12, "2021-02-28"), Shift("2020-02-29", 48, "2024-02-29"),
    Shift("2019-12-15", 1, "2020-01-15"), Shift("2019-01-15", -1, "2018-12-15"), Shift("2019-01-15", -13, "2017-12-15"),
    Shift("2019-01-15", 18, "2020-07-15"), Shift("2019-05-05", 0, "2019-05-05"), Shift("1999-11-30", 3, "2000-02-29"),
    Shift("0001-01-01", -12, "0000-01-01"), Shift("2096-02-29", 48, "2100-02-28"),
  ])
  func `months are added to the month, and a day that is lacking is the month's last`(_ shift: Shift) throws {
    #expect(try Sample.day(shift.from).adding(months: shift.months) == Sample.day(shift.to))
  }

  @Test func `adding months lands in the month that counting reaches, for every day and up to ten years each way`() throws {
    for number in stride(from: 10_000, to: 20_000, by: 37) {
      let day = Day(number: number)
      for months in -120...120 {
        let (year, month, number) = day.date
        let counted = year * 12 + month - 1 + months
        let length = Day.count(inMonth: counted % 12 + 1, of: counted / 12)
        try #require(day.adding(months: months) == Day(year: counted / 12, month: counted % 12 + 1, day: min(number, length)))
      }
    }
  }

  @Test func `days are counted, compared and subtracted`() throws {
    let (one, other) = (try Sample.day("2013-01-01"), try Sample.day("2019-03-15"))
    #expect(other - one == 2264)
    #expect(one + 2264 == other)
    #expect(one < other)
    #expect(!(other < one))
    #expect([other, one].min() == one)
  }
}

@Suite("Periods")
struct PeriodTests {
  @Test(arguments: [
    ("P2D", 0, 2, "P2D"), ("P6W", 0, 42, "P42D"), ("P18M", 18, 0, "P1Y6M"), ("P1Y", 12, 0, "P1Y"), ("P1Y2M3W4D", 14, 25, "P1Y2M25D"),
    ("P0D", 0, 0, "P0D"), ("P0Y", 0, 0, "P0D"), ("P007D", 0, 7, "P7D"), ("P9999D", 0, 9999, "P9999D"), ("P2M1D", 2, 1, "P2M1D"),
  ])
  func `a period is read as ISO 8601 writes it, and written in its plainest form`(text: String, months: Int, days: Int, written: String) {
    #expect(Period(text) == Period(months: months, days: days))
    #expect(Period(text)?.description == written)
    #expect(Period(written) == Period(text))
  }

  @Test(arguments: [
    "", "P", "2D", "P2", "PD", "P-2D", "P+2D", "P2d", "p2D", "P1.5D", "P1D2M", "P1M1Y", "P1D1D", "P10000D", "PT2H", "P1DT2H", "P1 D",
    " P1D", "P1D ",
    "P٣D", "P99999999999999999999D", "P1X", "P½D",
  ])
  func `what is no period is not read`(text: String) {
    #expect(Period(text) == nil)
  }

  @Test(arguments: [
    ("2019-01-31", "P1M", "2019-02-28"), ("2019-01-31", "P1M1D", "2019-03-01"), ("2019-03-11", "P2D", "2019-03-13"),
    ("2020-02-29", "P1Y", "2021-02-28"),
    ("2019-03-11", "P18M", "2020-09-11"), ("2019-03-11", "P0D", "2019-03-11"),
  ])
  func `a period is added months first`(from: String, period: String, to: String) throws {
    #expect(try Sample.day(from) + #require(Period(period)) == Sample.day(to))
  }
}

@Suite("Instants")
struct InstantTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (1_555_675_199, "2019-04-19T11:59:59Z"),
    (951_868_799, "2000-02-29T23:59:59Z"),
    (-62_167_219_200, "0000-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
  ])
  func `known moments are written and read`(seconds: Int, text: String) {
    #expect(Instant(seconds: seconds).description == text)
    #expect(Instant(text) == Instant(seconds: seconds))
  }

  @Test func `moments survive being written and read`() throws {
    for seconds in stride(from: -3_000_000_000, through: 5_000_000_000, by: 1_234_567) {
      try #require(Instant(Instant(seconds: seconds).description) == Instant(seconds: seconds))
    }
  }

  @Test(arguments: [
    "", "2019-04-19", "2019-04-19T12:00Z", "2019-04-19T12:00:00", "2019-04-19T12:00:00+00:00", "2019-04-19t12:00:00Z",
    "2019-04-19T12:00:00z",
    "2019-04-19T24:00:00Z", "2019-04-19T12:60:00Z", "2019-04-19T12:00:60Z", "2019-04-31T12:00:00Z", "2019-04-19T12:00:00.5Z",
    "2019-04-19 12:00:00Z",
    "2019-04-19TT12:00:00Z", "2019-04-19T1:00:00Z", "2019-04-19T12:0000Z", "2019-04-19T-1:00:00Z", "2019-04-19T12:00:00ZZ",
  ])
  func `what is no moment in UTC is not read`(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func `the earlier moment comes first`() {
    #expect(Instant(seconds: -1) < Instant(seconds: 0))
    #expect(!(Instant(seconds: 0) < Instant(seconds: 0)))
  }
}

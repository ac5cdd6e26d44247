import CandorCore
import Testing

@Suite("Civil dates (EDTF)")
struct CivilDateTests {
  struct Reading: CustomTestStringConvertible, Sendable {
    let text: String
    /// Nil where that side is open.
    let first, last: String?
    init(_ text: String, _ first: String?, _ last: String?) { (self.text, self.first, self.last) = (text, first, last) }
    var testDescription: String { text }
  }

  @Test(arguments: [
    // Level 0: years, months, days.
    Reading("2013", "2013-01-01", "2013-12-31"), Reading("2012", "2012-01-01", "2012-12-31"), Reading("0000", "0000-01-01", "0000-12-31"),
    Reading("9999", "9999-01-01", "9999-12-31"), Reading("2019-03", "2019-03-01", "2019-03-31"),
    Reading("2019-02", "2019-02-01", "2019-02-28"),
    Reading("2020-02", "2020-02-01", "2020-02-29"), Reading("2019-12", "2019-12-01", "2019-12-31"),
    Reading("2019-03-11", "2019-03-11", "2019-03-11"),
    Reading("2020-02-29", "2020-02-29", "2020-02-29"), Reading("2000-02-29", "2000-02-29", "2000-02-29"),
    // Uncertain: as written.
    Reading("2013?", "2013-01-01", "2013-12-31"), Reading("2019-03?", "2019-03-01", "2019-03-31"),
    Reading("2019-03-11?", "2019-03-11", "2019-03-11"),
    // Approximate: one unit of its own precision wider on each side.
    Reading("2013~", "2012-01-01", "2014-12-31"), Reading("2019-03~", "2019-02-01", "2019-04-30"),
    Reading("2019-01~", "2018-12-01", "2019-02-28"),
    Reading("2019-12~", "2019-11-01", "2020-01-31"), Reading("2020-01~", "2019-12-01", "2020-02-29"),
    Reading("2019-03-11~", "2019-03-10", "2019-03-12"),
    Reading("2019-03-01~", "2019-02-28", "2019-03-02"), Reading("2020-03-01~", "2020-02-29", "2020-03-02"),
    Reading("2019-12-31~", "2019-12-30", "2020-01-01"), Reading("2013%", "2012-01-01", "2014-12-31"),
    Reading("2019-03%", "2019-02-01", "2019-04-30"),
    Reading("2019-03-11%", "2019-03-10", "2019-03-12"),
    // Intervals.
    Reading("2013/2019", "2013-01-01", "2019-12-31"), Reading("2013/2019-03-15", "2013-01-01", "2019-03-15"),
    Reading("2019-03-16/2019-03-17", "2019-03-16", "2019-03-17"), Reading("2019-02/2019-03", "2019-02-01", "2019-03-31"),
    Reading("2019/2019-03", "2019-01-01", "2019-03-31"), Reading("2019-03/2019", "2019-03-01", "2019-12-31"),
    Reading("2019-03-11/2019-03-11", "2019-03-11", "2019-03-11"), Reading("2013~/2019", "2012-01-01", "2019-12-31"),
    Reading("2013/2019~", "2013-01-01", "2020-12-31"), Reading("2013?/2019?", "2013-01-01", "2019-12-31"),
    Reading("2019-02-28/2019-03", "2019-02-28", "2019-03-31"), Reading("2020-02-29/2020-03-01", "2020-02-29", "2020-03-01"),
    // Open and unknown ends.
    Reading("2013/..", "2013-01-01", nil), Reading("../2013", nil, "2013-12-31"), Reading("2013/", "2013-01-01", nil),
    Reading("/2013", nil, "2013-12-31"),
    Reading("2019-03-11/..", "2019-03-11", nil), Reading("../2019-02", nil, "2019-02-28"), Reading("2013~/..", "2012-01-01", nil),
    Reading("../2013~", nil, "2014-12-31"),
  ])
  func `a date denotes its days, keeps its text, and is read again from it`(_ reading: Reading) throws {
    let date = try CivilDate(reading.text)
    #expect(date.range.first?.description == reading.first)
    #expect(date.range.last?.description == reading.last)
    #expect(date.text == reading.text)
    #expect(date.description == reading.text)
    #expect(try CivilDate(date.description) == date)
  }

  struct Refusal: CustomTestStringConvertible, Sendable {
    let text: String
    let fault: CivilDate.Fault
    init(_ text: String, _ fault: CivilDate.Fault) { (self.text, self.fault) = (text, fault) }
    var testDescription: String { text }
  }

  @Test(arguments: [
    Refusal("", .notADate), Refusal("spring", .notADate), Refusal("13", .notADate), Refusal("013", .notADate), Refusal("02013", .notADate),
    Refusal("2019-3", .notADate), Refusal("2019-3-11", .notADate), Refusal("2019-03-1", .notADate), Refusal("2019-", .notADate),
    Refusal("-2019", .notADate), Refusal("2019-03-11-", .notADate), Refusal("2019.03", .notADate), Refusal("20190311", .notADate),
    Refusal("11-03-2019", .notADate), Refusal("2019-03-11T10:00:00Z", .notADate), Refusal(" 2019", .notADate), Refusal("2019 ", .notADate),
    Refusal("２０１９", .notADate), Refusal("~2013", .notADate), Refusal("2013~~", .notADate), Refusal("2013?~", .notADate),
    Refusal("2013!", .notADate),
    Refusal("2013?\u{301}", .notADate),
    // Months, days and leap days that are not.
    Refusal("2019-13", .month(13)), Refusal("2019-00", .month(0)), Refusal("2019-13-01", .month(13)),
    Refusal("2019-02-29", .day(month: 2, of: 2019, has: 28)), Refusal("1900-02-29", .day(month: 2, of: 1900, has: 28)),
    Refusal("2020-02-30", .day(month: 2, of: 2020, has: 29)), Refusal("2019-04-31", .day(month: 4, of: 2019, has: 30)),
    Refusal("2019-03-32", .day(month: 3, of: 2019, has: 31)), Refusal("2019-03-00", .day(month: 3, of: 2019, has: 31)),
    Refusal("2019-02-29~", .day(month: 2, of: 2019, has: 28)),
    // Level 1, deliberately not read: seasons, unspecified digits, years beyond four digits or before 0000.
    Refusal("2019-21", .month(21)), Refusal("201X", .notADate), Refusal("20XX", .notADate), Refusal("2019-XX", .notADate),
    Refusal("2019-03-XX", .notADate), Refusal("Y170000002", .notADate), Refusal("-1985", .notADate),
    // Level 2, not read.
    Refusal("2019-03~-11", .notADate), Refusal("?2019-03", .notADate), Refusal("[2013, 2014]", .notADate), Refusal("2013..2014", .notADate),
    Refusal("1950S2", .notADate),
    // Intervals.
    Refusal("/", .notADate), Refusal("../..", .notADate), Refusal("../", .notADate), Refusal("/..", .notADate), Refusal("..", .notADate),
    Refusal("2013/2014/2015", .notADate), Refusal("2013-2019", .notADate), Refusal("2013/x", .notADate), Refusal("2013/...", .notADate),
    Refusal("2019/2013", .reversed), Refusal("2019-03-15/2019-03-11", .reversed), Refusal("2019-03/2019-01~", .reversed),
    Refusal("2013/2019-02-29", .day(month: 2, of: 2019, has: 28)), Refusal("2013-14/2019", .month(14)), Refusal("2013 / 2019", .notADate),
  ])
  func `what is no date is refused with the reason`(_ refusal: Refusal) {
    #expect(throws: refusal.fault) { try CivilDate(refusal.text) }
  }

  @Test(arguments: [("2013", nil), ("2013?", CivilDate.Qualifier.uncertain), ("2019-03~", .approximate), ("2019-03-11%", .both)])
  func `a date says how it is marked`(text: String, qualifier: CivilDate.Qualifier?) throws {
    #expect(try CivilDate(text).points.map { $0?.qualifier } == [qualifier])
  }

  @Test func `an interval says how far each end is given`() throws {
    let points = try CivilDate("2013~/2019-03-15").points
    #expect(points.map { $0?.year } == [2013, 2019])
    #expect(points.map { $0?.month } == [nil, 3])
    #expect(points.map { $0?.day } == [nil, 15])
    #expect(try CivilDate("../2013").points.map { $0?.year } == [nil, 2013])
  }

  @Test func `a day is the date of that day`() throws {
    #expect(try CivilDate(Sample.day("2019-03-11")) == CivilDate("2019-03-11"))
  }

  @Test func `every date of three years is read, and every other two-digit month and day is refused`() throws {
    for year in 2019...2021 {
      for month in 0...99 {
        for number in 0...99 {
          let text = "\(year)-\(month.padded(to: 2))-\(number.padded(to: 2))"
          let day = Day(year: year, month: month, day: number)
          try #require((try? CivilDate(text))?.range == day.map { DayRange($0) }, "\(text)")
        }
      }
    }
  }
}

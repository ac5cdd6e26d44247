import CandorCore
import StrictJSON
import Testing
import Trials

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
    // The ends of the years that days are counted for.
    Reading("9999~", "9998-01-01", nil), Reading("9999-12~", "9999-11-01", nil), Reading("9999-12-31~", "9999-12-30", nil),
    Reading("-9999~", nil, "-9998-12-31"), Reading("-9999-01-01~", nil, "-9999-01-02"), Reading("9999-24", "9998-11-01", nil),
    Reading("-9999-22", nil, "-9998-03-31"), Reading("Y10000~", "9999-01-01", nil), Reading("Y-10000~", nil, "-9999-12-31"),
    Reading("Y123456789012345678", "10000-01-01", nil), Reading("0000-02-29", "0000-02-29", "0000-02-29"),
  ])
  func `a date denotes its days, keeps its text, and is read again from it`(_ reading: Reading) throws { try check(reading) }

  /// The examples of the specification's sections on levels 0 and 1, in their order, and what is near them.
  @Test(arguments: [
    // Level 0: date; date and time; time interval.
    Reading("1985-04-12", "1985-04-12", "1985-04-12"), Reading("1985-04", "1985-04-01", "1985-04-30"),
    Reading("1985", "1985-01-01", "1985-12-31"),
    Reading("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"), Reading("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
    Reading("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"), Reading("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
    Reading("1985-04-12T00:00:00+14:00", "1985-04-12", "1985-04-12"), Reading("2016-12-31T23:59:60Z", "2016-12-31", "2016-12-31"),
    Reading("1964/2008", "1964-01-01", "2008-12-31"), Reading("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    Reading("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"), Reading("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    Reading("2004-02-01/2005", "2004-02-01", "2005-12-31"), Reading("2005/2006-02", "2005-01-01", "2006-02-28"),
    // Level 1: years with their letter.
    Reading("Y170000002", "10000-01-01", nil), Reading("Y-170000002", nil, "-10000-12-31"), Reading("Y170000002?", "10000-01-01", nil),
    Reading("Y-17000/2003", nil, "2003-12-31"), Reading("1985/Y17000", "1985-01-01", nil), Reading("Y17000/..", "10000-01-01", nil),
    // Seasons.
    Reading("2001-21", "2001-01-01", "2001-12-31"), Reading("2001-22", "2000-11-01", "2002-03-31"),
    Reading("2001-23", "2001-01-01", "2001-12-31"), Reading("2001-24", "2000-11-01", "2002-03-31"),
    Reading("2001-21?", "2001-01-01", "2001-12-31"), Reading("2001-21~", "2000-10-01", "2002-03-31"),
    Reading("2001-24%", "2000-08-01", "2002-06-30"), Reading("2001-21/2003", "2001-01-01", "2003-12-31"),
    // A whole date qualified.
    Reading("1984?", "1984-01-01", "1984-12-31"), Reading("2004-06~", "2004-05-01", "2004-07-31"),
    Reading("2004-06-11%", "2004-06-10", "2004-06-12"),
    // Digits that are not specified, from the right.
    Reading("201X", "2010-01-01", "2019-12-31"), Reading("20XX", "2000-01-01", "2099-12-31"),
    Reading("2004-XX", "2004-01-01", "2004-12-31"), Reading("1985-04-XX", "1985-04-01", "1985-04-30"),
    Reading("1985-XX-XX", "1985-01-01", "1985-12-31"), Reading("000X", "0000-01-01", "0009-12-31"),
    Reading("99XX", "9900-01-01", "9999-12-31"), Reading("201X?", "2010-01-01", "2019-12-31"),
    Reading("201X~", "2000-01-01", "2029-12-31"), Reading("20XX%", "1900-01-01", "2199-12-31"),
    Reading("2004-XX~", "2003-01-01", "2005-12-31"), Reading("1985-04-XX~", "1985-03-01", "1985-05-31"),
    Reading("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"), Reading("201X/..", "2010-01-01", nil),
    // Intervals with an end that is open or unknown.
    Reading("1985-04-12/..", "1985-04-12", nil), Reading("1985-04/..", "1985-04-01", nil), Reading("1985/..", "1985-01-01", nil),
    Reading("../1985-04-12", nil, "1985-04-12"), Reading("../1985-04", nil, "1985-04-30"), Reading("../1985", nil, "1985-12-31"),
    Reading("1985-04-12/", "1985-04-12", nil), Reading("1985-04/", "1985-04-01", nil), Reading("1985/", "1985-01-01", nil),
    Reading("/1985-04-12", nil, "1985-04-12"), Reading("/1985-04", nil, "1985-04-30"), Reading("/1985", nil, "1985-12-31"),
    Reading("1984~/2004-06", "1983-01-01", "2004-06-30"), Reading("1984/2004-06~", "1984-01-01", "2004-07-31"),
    // Years before 0000.
    Reading("-1985", "-1985-01-01", "-1985-12-31"), Reading("-0001", "-0001-01-01", "-0001-12-31"),
    Reading("-1985-04", "-1985-04-01", "-1985-04-30"), Reading("-0004-02", "-0004-02-01", "-0004-02-29"),
    Reading("-1985-04-12", "-1985-04-12", "-1985-04-12"), Reading("-9999", "-9999-01-01", "-9999-12-31"),
    Reading("-201X", "-2019-01-01", "-2010-12-31"), Reading("-1985/-1984", "-1985-01-01", "-1984-12-31"),
    Reading("-0001~", "-0002-01-01", "0000-12-31"), Reading("-1985-04-12T23:20:30Z", "-1985-04-12", "-1985-04-12"),
  ])
  func `what the specification gives as an example denotes its days`(_ reading: Reading) throws { try check(reading) }

  private func check(_ reading: Reading) throws {
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
    Refusal("2019-03-11-", .notADate), Refusal("2019.03", .notADate), Refusal("20190311", .notADate),
    Refusal("11-03-2019", .notADate), Refusal(" 2019", .notADate), Refusal("2019 ", .notADate),
    Refusal("２０１９", .notADate), Refusal("2013~~", .notADate), Refusal("~", .notADate), Refusal("2013?~", .notADate),
    Refusal("2013!", .notADate),
    Refusal("2013?\u{301}", .notADate),
    // Months, days and leap days that are not.
    Refusal("2019-13", .month(13)), Refusal("2019-00", .month(0)), Refusal("2019-13-01", .month(13)),
    Refusal("2019-02-29", .day(month: 2, of: 2019, has: 28)), Refusal("1900-02-29", .day(month: 2, of: 1900, has: 28)),
    Refusal("2020-02-30", .day(month: 2, of: 2020, has: 29)), Refusal("2019-04-31", .day(month: 4, of: 2019, has: 30)),
    Refusal("2019-03-32", .day(month: 3, of: 2019, has: 31)), Refusal("2019-03-00", .day(month: 3, of: 2019, has: 31)),
    Refusal("2019-02-29~", .day(month: 2, of: 2019, has: 28)),
    // What level 1 does not make of seasons, unspecified digits, qualifiers, times and years.
    Refusal("2019-20", .month(20)), Refusal("2019-42", .month(42)), Refusal("2019-21-01", .month(21)), Refusal("2019-25-01", .month(25)),
    Refusal("201x", .notADate), Refusal("2019-XX-XXX", .notADate), Refusal("X", .notADate), Refusal("201X-13-1", .notADate),
    Refusal("2004-06-11%%", .notADate), Refusal("%", .notADate), Refusal("-0000", .notADate), Refusal("-0000?", .notADate),
    Refusal("-0000-01-01", .notADate), Refusal("--1985", .notADate), Refusal("+1985", .notADate), Refusal("-985", .notADate),
    Refusal("Y", .notADate), Refusal("Y1985", .notADate), Refusal("Y-1985", .notADate), Refusal("Y01985", .notADate),
    Refusal("Y1985?", .notADate), Refusal("Y1234567890123456789", .notADate), Refusal("Y17000-01", .notADate), Refusal("y17000", .notADate),
    Refusal("1985-04T23:20:30", .notADate), Refusal("1985-04-12T", .notADate), Refusal("T23:20:30", .notADate),
    Refusal("1985-04-12T23:20", .notADate), Refusal("1985-04-12T232030", .notADate), Refusal("1985-04-12T24:00:00", .notADate),
    Refusal("1985-04-12T23:60:30", .notADate), Refusal("1985-04-12T23:20:61", .notADate), Refusal("1985-04-12T23:20:30.5", .notADate),
    Refusal("1985-04-12T23:20:30z", .notADate), Refusal("1985-04-12T23:20:30+24", .notADate), Refusal("1985-04-12T23:20:30+4", .notADate),
    Refusal("1985-04-12T23:20:30+04:60", .notADate), Refusal("1985-04-12T23:20:30+", .notADate),
    Refusal("1985-04-12T23:20:30Z?", .notADate),
    Refusal("1985-04-12T23:20:30+04:30:00", .notADate), Refusal("1985-04-12?T23:20:30", .notADate),
    Refusal("1985-04-XXT23:20:30", .notADate),
    Refusal("1985-04-31T23:20:30", .day(month: 4, of: 1985, has: 30)), Refusal("1985-04-12 23:20:30", .notADate),
    Refusal("1985-04-12T23:20:30/1986", .notADate), Refusal("1985/1986-04-12T23:20:30", .notADate),
    Refusal("-1985-02-29", .day(month: 2, of: -1985, has: 28)),
    // Level 2: exponents and significant digits, other divisions of the year, sets, qualified and unspecified parts, intervals of these.
    Refusal("Y-17E7", .level2), Refusal("1950S2", .level2), Refusal("Y171010000S3", .level2), Refusal("Y3388E2S3", .level2),
    Refusal("2001-34", .level2), Refusal("2001-25", .level2), Refusal("2001-41", .level2), Refusal("2001-34?", .level2),
    Refusal("[1667,1668,1670..1672]", .level2), Refusal("[..1760-12-03]", .level2), Refusal("[1760-12..]", .level2),
    Refusal("[1667,1760-12]", .level2), Refusal("[..1984]", .level2), Refusal("{1667,1668,1670..1672}", .level2),
    Refusal("{1960,1961-12}", .level2), Refusal("{..1984}", .level2), Refusal("2004-06~-11", .level2),
    Refusal("2004?-06-11", .level2), Refusal("?2004-06-~11", .level2), Refusal("2004-%06-11", .level2), Refusal("?2019-03", .level2),
    Refusal("156X-12-25", .level2), Refusal("15XX-12-25", .level2), Refusal("XXXX-12-XX", .level2), Refusal("1XXX-XX", .level2),
    Refusal("1XXX-12", .level2), Refusal("1984-1X", .level2), Refusal("2004-XX-11", .level2), Refusal("2XXX", .level2),
    Refusal("2004-06-~01/2004-06-~20", .level2), Refusal("1984~/2004-06-?11", .level2), Refusal("~2013", .level2),
    Refusal("-1985?-04", .level2), Refusal("156u", .level2), Refusal("2004-uu", .level2), Refusal("2004-06-uu", .level2),
    Refusal("[]", .notADate), Refusal("[2013, 2014]", .notADate), Refusal("[2013}", .notADate), Refusal("2013..2014", .notADate),
    Refusal("1950S", .notADate), Refusal("Y17E", .notADate),
    // Intervals.
    Refusal("/", .notADate), Refusal("../..", .notADate), Refusal("../", .notADate), Refusal("/..", .notADate), Refusal("..", .notADate),
    Refusal("2013/2014/2015", .notADate), Refusal("2013-2019", .notADate), Refusal("2013/x", .notADate), Refusal("2013/...", .notADate),
    Refusal("2019/2013", .reversed), Refusal("2019-03-15/2019-03-11", .reversed), Refusal("2019-03/2019-01~", .reversed),
    Refusal("Y170000002/1985", .reversed), Refusal("1985/Y-170000002", .reversed), Refusal("Y17000/Y16999", .reversed),
    Refusal("Y-16999/Y-17000", .reversed), Refusal("-1984/-1985", .reversed), Refusal("2020/201X", .reversed),
    Refusal("2013/2019-02-29", .day(month: 2, of: 2019, has: 28)), Refusal("2013-14/2019", .month(14)), Refusal("2013 / 2019", .notADate),
  ])
  func `what is no date is refused with the reason`(_ refusal: Refusal) {
    #expect(throws: refusal.fault) { try CivilDate(refusal.text) }
  }

  @Test(arguments: ["156u", "[1667,1668]", "2004-06~-11"])
  func `a date of level 2 is refused as such`(text: String) {
    let reading = CandorCore.Reading(names: Sample.names)
    #expect(CivilDate(reading.input(.string(text))) == nil)
    #expect(reading.mistakes.map(\.message) == ["\(text.quoted) is a date beyond EDTF level 1, which is what is read"])
  }

  @Test(arguments: [("2013", nil), ("2013?", CivilDate.Qualifier.uncertain), ("2019-03~", .approximate), ("2019-03-11%", .both)])
  func `a date says how it is marked`(text: String, qualifier: CivilDate.Qualifier?) throws {
    #expect(try CivilDate(text).points.map { $0?.qualifier } == [qualifier])
  }

  @Test func `an interval says how far each end is given`() throws {
    let points = try CivilDate("2013~/2019-03-15").points
    #expect(points.map { $0?.years } == [2013...2013, 2019...2019])
    #expect(points.map { $0?.month } == [nil, 3])
    #expect(points.map { $0?.day } == [nil, 15])
    #expect(try CivilDate("../2013").points.map { $0?.years } == [nil, 2013...2013])
  }

  @Test(arguments: [
    ("201X", 2010...2019, nil, nil), ("20XX?", 2000...2099, nil, nil), ("-201X", -2019 ... -2010, nil, nil),
    ("2004-XX", 2004...2004, nil, nil),
    ("1985-04-XX", 1985...1985, nil, 4), ("1985-XX-XX", 1985...1985, nil, nil), ("2001-21", 2001...2001, CivilDate.Season.spring, nil),
    ("2001-24~", 2001...2001, .winter, nil), ("Y-170000002", -170_000_002 ... -170_000_002, nil, nil),
  ])
  func `a date that is not given to the day says how far it is`(
    text: String, years: ClosedRange<Int>, season: CivilDate.Season?, month: Int?
  )
    throws
  {
    let point = try #require(try CivilDate(text).points.first ?? nil)
    #expect(point.years == years)
    #expect(point.season == season)
    #expect(point.month == month)
    #expect(point.day == nil)
  }

  @Test(arguments: [
    ("2013", true), ("2013-04", true), ("2013-04-05", true), ("2013/2019-03", true), ("2013/..", true), ("../2013", true), ("-0985", true),
    ("2013?", false), ("2013~/2019", false), ("2013/", false), ("/2013", false), ("201X", false), ("2004-XX", false), ("2004-06-XX", false),
    ("2004-XX-XX", false), ("2001-21", false), ("2013-04-05T10:00:00Z", false), ("Y17000/..", false), ("2013/201X", false),
  ])
  func `only whole dates cover a stretch of time for sure`(text: String, isStretch: Bool) throws {
    let date = try CivilDate(text)
    #expect(date.stretch == (isStretch ? date.range : nil))
  }

  @Test func `whatever text is read, it is read the same again, denotes days, and is no sharper for being marked`() throws {
    var random = SeededGenerator(seed: 2019)
    let pieces = [
      "0", "1", "2", "9", "-", "-", "-0", "-1", "/", "?", "~", "%", "X", "XX", "..", "T", ":", "Z", "Y", "S", "E", "u", "[", "]", "{", "}",
      ",",
      " ", "2019", "2020", "-02", "-06", "-21", "-29", "-31", "T23:20:30", "+04:30", "é", "\u{301}", "\0",
    ]
    let texts = Thorough.rounds(4_000, of: 20_000, "random texts read as dates")
    var read = 0
    for _ in 0..<texts {
      let start = Bool.random(using: &random) ? "2019" : ""
      let text = start + (0..<Int.random(in: 1...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      guard let date = try? CivilDate(text) else { continue }
      read += 1
      try #require(date.text == text)
      try #require(try CivilDate(date.description) == date, "\(text)")
      if let first = date.range.first, let last = date.range.last { try #require(first <= last, "\(text)") }
      if let marked = try? CivilDate(text + "~") { try #require(marked.range.covers(date.range), "\(text)") }
      if let doubtful = try? CivilDate(text + "?") { try #require(doubtful.range == date.range, "\(text)") }
    }
    #expect(40 * read > texts)
  }

  @Test(arguments: ["0000-01-01", "-0001-12-31", "-0985-03-11", "-9999-01-01", "9999-12-31"])
  func `a day before the year 0000 is written with its sign`(text: String) throws {
    let day = try #require(try CivilDate(text).range.day)
    #expect(day.description == text)
    #expect(try CivilDate(day) == CivilDate(text))
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

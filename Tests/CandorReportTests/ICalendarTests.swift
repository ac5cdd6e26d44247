import CandorCore
import CandorReport
import Foundation
import Testing

/// RFC 5545.
@Suite("Calendars")
struct ICalendarTests {
  private static func text(summary: String = "Due", description: String = "Clause 8/12.") throws -> String {
    let day = try #require(Day("2026-12-31"))
    let event = ICalendar.Event(id: "8-12-case@record", day: day, summary: summary, description: description)
    return ICalendar([event], written: try #require(Instant("2026-11-21T20:03:32Z"))).text
  }

  @Test func `an event is a whole day, which ends with the next`() throws {
    #expect(
      try Self.text()
        == """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Candor//candor due//EN
        CALSCALE:GREGORIAN
        BEGIN:VEVENT
        UID:8-12-case@record
        DTSTAMP:20261121T200332Z
        DTSTART;VALUE=DATE:20261231
        DTEND;VALUE=DATE:20270101
        SUMMARY:Due
        DESCRIPTION:Clause 8/12.
        TRANSP:TRANSPARENT
        END:VEVENT
        END:VCALENDAR

        """.replacing("\n", with: "\r\n"))
  }

  @Test(arguments: [
    ("a, b; c", "a\\, b\\; c"), ("a\\b", "a\\\\b"), ("one\ntwo", "one\\ntwo"), ("one\r\ntwo", "one\\ntwo"),
    ("END:VEVENT\nBEGIN:VALARM", "END:VEVENT\\nBEGIN:VALARM"),
  ]) func `what has a meaning of its own is escaped (section 3.3.11)`(given: String, written: String) throws {
    #expect(try Self.text(summary: given).contains("\r\nSUMMARY:\(written)\r\n"))
  }

  @Test(arguments: [10, 66, 67, 68, 75, 76, 200, 1000], ["a", "é", "日", "👩🏽‍⚖️"])
  func `a line has at most 75 octets, and is the same put together again (section 3.1)`(count: Int, character: String) throws {
    let told = String(repeating: character, count: count)
    let text = try Self.text(summary: told)
    for line in text.components(separatedBy: "\r\n") {
      #expect(line.utf8.count <= 75)
      #expect(!line.utf8.contains(0x0A) && !line.utf8.contains(0x0D))
    }
    // A line may be folded within what a reader sees as one character.
    var unfolded = Data(text.utf8)
    while let fold = unfolded.firstRange(of: Data("\r\n ".utf8)) { unfolded.removeSubrange(fold) }
    #expect(unfolded.firstRange(of: Data("SUMMARY:\(told)\r\n".utf8)) != nil)
  }

  @Test func `without anything to remember it is still a calendar`() throws {
    let text = ICalendar([], written: try #require(Instant("2026-11-21T20:03:32Z"))).text
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
  }
}

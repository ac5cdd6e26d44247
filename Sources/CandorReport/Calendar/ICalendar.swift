package import CandorCore

/// Days as a calendar program takes them in: iCalendar (RFC 5545), an event of a whole day for each.
package struct ICalendar {
  /// A day, and what is to be remembered on it.
  package struct Event: Hashable, Sendable {
    /// Stays the same when the calendar is written anew, so that programs replace the event.
    package var id: String
    package var day: Day
    package var summary: String
    package var description: String

    package init(id: String, day: Day, summary: String, description: String) {
      (self.id, self.day, self.summary, self.description) = (id, day, summary, description)
    }
  }

  private let events: [Event]
  private let written: Instant

  /// - Parameter written: when it is written, which the format asks for.
  package init(_ events: [Event], written: Instant) { (self.events, self.written) = (events, written) }

  /// The text, with the ends of line that the format has.
  package var text: String {
    let lines =
      ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Candor//candor due//EN", "CALSCALE:GREGORIAN"] + events.flatMap(lines)
      + ["END:VCALENDAR"]
    return lines.map { Self.folded($0) + "\r\n" }.joined()
  }

  private func lines(of event: Event) -> [String] {
    [
      "BEGIN:VEVENT", "UID:\(Self.escaped(event.id))", "DTSTAMP:\(stamp)", "DTSTART;VALUE=DATE:\(Self.date(event.day))",
      "DTEND;VALUE=DATE:\(Self.date(event.day + 1))", "SUMMARY:\(Self.escaped(event.summary))",
      "DESCRIPTION:\(Self.escaped(event.description))", "TRANSP:TRANSPARENT", "END:VEVENT",
    ]
  }

  /// The moment in UTC, to the second: `20261121T200332Z`.
  private var stamp: String { String(written.description.filter { $0 != "-" && $0 != ":" }) }

  private static func date(_ day: Day) -> String { day.description.filter { $0 != "-" } }

  /// §3.3.11: backslash, semicolon, comma and end of line are escaped.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,").replacing("\r\n", with: "\\n")
      .replacing("\n", with: "\\n")
  }

  /// §3.1: lines of at most 75 octets; what goes on begins with a space, and no character is torn.
  private static func folded(_ line: String) -> String {
    var (folded, octets) = ("", 0)
    for scalar in line.unicodeScalars {
      let width = String(scalar).utf8.count
      if octets + width > 75 {
        folded += "\r\n "
        octets = 1
      }
      folded.unicodeScalars.append(scalar)
      octets += width
    }
    return folded
  }
}

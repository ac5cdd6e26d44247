import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import Foundation
import StrictJSON
import Testing

/// The charters of `Exports/charters`: each stands, and says on the day a case opens what is owed.
@Suite struct ExampleChartersTests {
  static let names = ["club", "national", "international"]

  /// A complaint, to the body that receives them.
  private static func complaint(to body: String) -> String {
    """
    about: A complaint
    people:
      complainant: { role: complainant }
      respondent: { role: respondent }
    entries:
      - { label: report, kind: report.received, occurred: 2026-11-02, from: complainant, to: \(body), seeks: decision }
      - { label: allegation, kind: allegation.made, occurred: 2026-11-02, from: complainant, against: respondent, to: \(body), of: a blow,
          severity: severe, report: report }
    """
  }

  private static func opened(_ name: String, to body: String) throws -> (Example, Session, RecordAppend.Output) {
    var example = try Example()
    example.environment.now = { Instant("2026-11-02T12:00:00Z") ?? Demonstration.present }
    let session = try example.record(try Example.text("Exports/charters/\(name).yaml"))
    let output = try RecordAppend.run(RecordAppend.Parameters(casefile: complaint(to: body), name: "case.yaml"), in: session)
    return (example, session, output)
  }

  @Test(arguments: names) func `a charter has neither errors nor warnings, and fits on two pages`(name: String) throws {
    let text = try Example.text("Exports/charters/\(name).yaml")
    let output = CharterCheck.run(CharterCheck.Parameters(charter: text, name: "\(name).yaml"))
    #expect(output.json["findings"]?.arrayValue?.filter { $0["grade"] != "note" } == [])
    #expect(text.split(separator: "\n").count <= 120)
  }

  @Test(arguments: [
    (
      "club", "confidants",
      [
        "4 interim-measure 2026-11-03 officers", "1 acknowledge 2026-11-05 confidants", "3 ask-needs 2026-11-05 confidants",
        "8 decide 2027-01-02 confidants", "8 decide 2027-01-02 confidants",
      ]
    ),
    (
      "national", "discipline",
      [
        "3 interim-measure 2026-11-04 discipline", "1 acknowledge 2026-11-07 discipline", "2 ask-needs 2026-11-07 support",
        "8 decide 2027-01-31 discipline", "8 decide 2027-01-31 discipline",
      ]
    ),
    (
      "international", "panel",
      [
        "3 interim-measure 2026-11-05 panel", "1a acknowledge 2026-11-09 panel", "2 ask-needs 2026-11-09 liaison",
        "9 decide 2027-05-02 panel", "9 decide 2027-05-02 panel",
      ]
    ),
  ])
  func `on the day a complaint comes in it says what is owed, by whom and by when`(name: String, body: String, owed: [String]) throws {
    let (example, session, output) = try Self.opened(name, to: body)
    defer { example.remove() }
    func told(_ duties: [Duty]) -> [String] {
      duties.map { duty in
        let by = duty.owedBy.map { if case .body(let body) = $0 { body.name } else { "someone" } }
        return "\(duty.clause.name) \(duty.check.rawValue) \(duty.due?.day?.description ?? "") \(by.joined(separator: " "))"
      }
    }
    #expect(Set(told(output.changes.opens)) == Set(owed))
    #expect(output.changes.breaches.isEmpty && output.changes.unsettles.isEmpty)
    let due = try DutiesDue.run(DutiesDue.Parameters(case: nil, asOf: nil, within: nil), in: session)
    #expect(told(due.duties) == owed)
    let soon = try DutiesDue.run(DutiesDue.Parameters(case: nil, asOf: nil, within: Period(days: 7)), in: session)
    #expect(told(soon.duties) == Array(owed.prefix(3)))
  }

  @Test func `what is overdue comes first, and what nobody can tell is not in it`() throws {
    let (example, session, _) = try Self.opened("club", to: "confidants")
    defer { example.remove() }
    let later = try #require(Day("2026-11-30"))
    #expect(
      try DutiesDue.run(DutiesDue.Parameters(case: nil, asOf: later, within: nil), in: session).duties.map(\.check) == [.decide, .decide])
    let covered = """
      - { kind: coverage.attested, occurred: 2026-11-01/2027-01-01, kinds: [measure.imposed, notice.given], by: confidants }
      """
    _ = try RecordAppend.run(RecordAppend.Parameters(entriesFile: covered, name: "covered.yaml", case: nil), in: session)
    let due = try DutiesDue.run(DutiesDue.Parameters(case: nil, asOf: later, within: nil), in: session)
    #expect(
      due.duties.map { "\($0.check.rawValue) \($0.state.rawValue)" } == [
        "interim-measure breached", "acknowledge breached", "decide open", "decide open",
      ])
  }

  @Test func `the calendar has a day for everything that has one, and nobody's name`() throws {
    let (example, session, _) = try Self.opened("club", to: "confidants")
    defer { example.remove() }
    let due = try DutiesDue.run(DutiesDue.Parameters(case: nil, asOf: nil, within: nil), in: session)
    let text = DutiesDue.calendar(due, in: session).text
    #expect(text.components(separatedBy: "BEGIN:VEVENT").count == 6)
    #expect(text.contains("DTSTART;VALUE=DATE:20261103\r\n") && text.contains("SUMMARY:Due: Keeping apart\r\n"))
    let ids = text.components(separatedBy: "\r\n").filter { $0.hasPrefix("UID:") }
    #expect(Set(ids).count == ids.count)
  }
}

import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import Foundation
import StrictJSON
import Testing

/// A report on a time tells numbers, and of nobody.
@Suite struct PeriodTests {
  /// So many cases, each with an allegation; a suspension follows in each after one day more than in the one before.
  private static func session(cases: Int, in example: Example) throws -> Session {
    let charter = ReleaseTests.charter.replacing(
      "  default: members", with: "  default: members\n  duty.*: members\n  measure.imposed: members")
    let session = try example.record(charter)
    for number in 1...cases {
      let casefile = """
        about: A complaint, number \(number)
        sources: { minutes: { title: Minutes } }
        people:
          complainant: { role: complainant }
          respondent: { role: respondent }
        entries:
          - { label: allegation, kind: allegation.made, occurred: 2018-05-01, from: complainant, against: respondent, of: harassment, severity: severe, sources: [{ minutes: firsthand }] }
          - { kind: measure.imposed, occurred: 2018-05-0\(number + 1), on: [respondent], measure: suspension, by: board, answers: [allegation], sources: [{ minutes: firsthand }] }
          - { kind: allegation.made, occurred: 2018-06, against: respondent, of: retaliation, severity: minor, sources: [{ minutes: firsthand }] }
        """
      _ = try RecordAppend.run(RecordAppend.Parameters(casefile: casefile, name: "case-\(number).yaml"), in: session)
    }
    return session
  }

  private static func text(of session: Session, from since: String?, to until: String?, in language: Catalogue = .english) throws -> String
  {
    let request = ReportRequest(
      .period, for: .members, in: language, since: since.flatMap { Day($0) }, until: until.flatMap { Day($0) })
    let report = try ReportPreview.run(ReportPreview.Parameters(request, format: .text), in: session).report
    return String(decoding: report.bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test(arguments: [
    (4, "2018-01-01", "2018-12-31", "What Allegations made How many 8 "),
    (4, "2018-01-01", "2018-05-31", "What Allegations made How many fewer than 5 "),
    (6, "2018-01-01", "2018-05-31", "What Allegations made How many 6 "),
    (6, "2018-01-01", "2018-06-15", "What Allegations made How many 6 to 12 "),
    (4, "2018-01-01", "2018-06-15", "What Allegations made How many at most 8 "),
    (6, "2017-01-01", "2017-12-31", "What Allegations made How many 0 "),
    (6, "2018-01-01", "2018-12-31", "What Measures imposed How many 6 "),
    (6, "2018-01-01", "2018-12-31", "What Appeals lodged How many 0 "),
  ])
  func `a number is told within its bounds, and not where it is small`(cases: Int, since: String, until: String, told: String) throws {
    let example = try Example()
    defer { example.remove() }
    let text = try Self.text(of: try Self.session(cases: cases, in: example), from: since, to: until)
    #expect(text.contains(told), "\(text)")
  }

  @Test func `a median and a range stand where enough were counted`() throws {
    let example = try Example()
    defer { example.remove() }
    let text = try Self.text(of: try Self.session(cases: 6, in: example), from: "2018-01-01", to: "2018-12-31")
    #expect(text.contains("Duty 1: Suspension Counted 6 Median 3 days Shortest and longest 1 to 6 days"), "\(text)")
    #expect(
      text.contains(
        "Duty 1: Suspension Met in time 6 Met late 0 Met in part 0 Not met 0 Open 0 Excused or overtaken 0 Cannot be told 0 Met in time, of all 100 %"
      ), "\(text)")
    let few = try Example()
    defer { few.remove() }
    let less = try Self.text(of: try Self.session(cases: 4, in: few), from: "2018-01-01", to: "2018-12-31")
    #expect(less.contains("Counted left out Median too few to tell Shortest and longest too few to tell"), "\(less)")
  }

  @Test(arguments: [
    (nil, nil, "needs its first and its last day"), ("2018-05-01", nil, "needs its first and its last day"),
    ("2018-05-01", "2018-04-30", "2018-05-01 is after 2018-04-30"), ("2018-05-01", "2031-01-01", "and the period ends on 2031-01-01"),
  ])
  func `a period that is none is refused`(since: String?, until: String?, message: String) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(cases: 1, in: example)
    let error = #expect(throws: ServiceError.self) { try Self.text(of: session, from: since, to: until) }
    #expect(error?.kind == .input)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func `it tells of no case, no party and no entry`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(cases: 6, in: example)
    let text = try Self.text(of: session, from: "2018-01-01", to: "2018-12-31", in: .spanish)
    #expect(!text.contains("la entrada ") && !text.contains("complaint") && !text.contains("denunciante"))
    for id in session.organization.cases { #expect(!text.contains(id.text)) }
  }
}

import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import Foundation
import StrictJSON
import Testing

/// What leaves is right, or does not leave.
@Suite struct ReleaseTests {
  static let charter = """
    organization: A club
    timezone: Europe/Madrid
    bodies:
      board: { title: Board, decides: [everything] }
      conduct: { title: Conduct Committee, below: board, independent-of: [board] }
      members: { title: members }
    visibility:
      default: members
      party.named: members
      allegation.made.says: members
    clauses:
      - { id: "1", title: Suspension, text: On a severe allegation a member is suspended., rule: { check: interim-measure, severity: severe, measure: suspension } }
    """

  static func casefile(says: String) -> String {
    """
    about: A complaint
    sources: { minutes: { title: Minutes } }
    people:
      complainant: { role: complainant, names: [Quillfeather Vandersnood], aliases: [Quilly], contacts: [qv@example.org] }
      respondent: { role: respondent }
    entries:
      - label: allegation
        kind: allegation.made
        occurred: 2018-05
        from: complainant
        against: respondent
        of: harassment
        severity: severe
        says: \(says)
        sources: [{ minutes: firsthand }]
    """
  }

  static func session(says: String, in example: Example) throws -> Session {
    let session = try example.record(charter)
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: casefile(says: says), name: "case.yaml"), in: session)
    return session
  }

  struct Leak: CustomTestStringConvertible, Sendable {
    var says: String
    var what: String
    var testDescription: String { says }
  }

  @Test(
    arguments: [
      Leak(says: "As Quillfeather Vandersnood wrote.", what: "a name"),
      Leak(says: "As QUILLFEATHER VANDERSNOOD wrote.", what: "a name"),
      Leak(says: "As Quíllfeather Vandersnood wrote.", what: "a name"),
      Leak(says: "As Quill\u{200B}feather Vandersnood wrote.", what: "a name"),
      Leak(says: "As Ｑｕｉｌｌｆｅａｔｈｅｒ wrote.", what: "part of a name"),
      Leak(says: "Vandersnood's letter.", what: "part of a name"),
      Leak(says: "Called quilly by some.", what: "an alias"),
      Leak(says: "Write to qv@example.org about it.", what: "a contact"),
      Leak(
        says:
          "One two three four five six seven eight nine ten eleven twelve thirteen fourteen Quillfeather Vandersnood wrote this, and it is wrapped.",
        what: "a name"),
    ], ReportFormat.allCases)
  func `a report that holds a name is not written`(leak: Leak, format: ReportFormat) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(says: leak.says, in: example)
    let out = example.path("out")
    let error = #expect(throws: ServiceError.self) {
      try ReportExport.run(ReportExport.Parameters(case: nil, edition: .members, formats: [format], out: out), in: session)
    }
    #expect(error?.kind == .gate)
    #expect(error?.message == "the report would identify someone; no file was written")
    let hint = try #require(error?.hint)
    #expect(hint.contains(": holds \(leak.what)"))
    for secret in ["uillfeather", "andersnood", "uilly", "qv@"] { #expect(!hint.localizedCaseInsensitiveContains(secret)) }
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test(arguments: ["A vandersnoodish word, and a quill of feather.", "The complainant, {complainant}, wrote."])
  func `a report that holds none is written`(says: String) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(says: "\"\(says)\"", in: example)
    let output = try ReportExport.run(
      ReportExport.Parameters(case: nil, edition: .members, formats: ReportFormat.allCases, out: example.path("out")), in: session)
    #expect(output.reports.map(\.name) == ["findings.members.en.xml", "findings.members.en.txt"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: example.path("out")).sorted() == [
        "findings.members.en.txt", "findings.members.en.xml",
      ])
  }

  @Test(arguments: Edition.allCases)
  func `no edition holds the identifier of a case, a party or a person`(edition: Edition) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(says: "nothing", in: example)
    let output = try ReportExport.run(
      ReportExport.Parameters(case: nil, edition: edition, formats: ReportFormat.allCases, out: nil), in: session)
    var identifiers = session.organization.cases.map(\.text)
    for entry in session.view.entries {
      guard case .partyNamed(let named) = entry.event else { continue }
      identifiers += [named.party.shown?.text, (named.person.shown ?? nil)?.text].compactMap(\.self)
    }
    #expect(identifiers.count == 4)
    for report in output.reports {
      let text = String(decoding: report.bytes, as: UTF8.self)
      for identifier in identifiers { #expect(!text.contains(identifier)) }
    }
  }

  @Test func `a folder that cannot be written gets no half report`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(says: "nothing", in: example)
    try Data().write(to: example.folder.appending(path: "taken"))
    let error = #expect(throws: ServiceError.self) {
      try ReportExport.run(
        ReportExport.Parameters(case: nil, edition: .members, formats: ReportFormat.allCases, out: example.path("taken")), in: session)
    }
    #expect(error?.kind == .unavailable)
    #expect(try Data(contentsOf: example.folder.appending(path: "taken")).isEmpty)
  }

  @Test func `no text of a report shows the program's own spelling of a value`() throws {
    let example = try Example()
    defer { example.remove() }
    let output = try ReportExport.run(
      ReportExport.Parameters(case: nil, edition: .case, formats: [.text], out: nil), in: try example.workedExample())
    let text = String(decoding: try #require(output.reports.first).bytes, as: UTF8.self)
    for spelling in ["Sentence(", "Optional(", "nil", "[[", ".text(", "CandorCore"] { #expect(!text.contains(spelling), "\(spelling)") }
  }
}

import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import Foundation
import StrictJSON
import Testing

/// What is published is on record, says what changed since, and carries what is owed with it.
@Suite struct PublicationTests {
  private static func session(
    replyTo audience: String?, owing: Bool = true, says: String = "It was not so.", in example: Example
  ) throws -> Session {
    var charter = ReleaseTests.charter
    if owing {
      charter +=
        "\n  - { id: \"7\", title: Replies, text: What is published carries the replies., rule: { check: attached-reply, of: [board] } }\n"
    }
    charter = charter.replacing("  party.named: members", with: "  party.named: members\n  statement.published: \(audience ?? "members")")
    let session = try example.record(charter)
    let entries = """
        - { label: told, kind: statement.published, occurred: 2018-06-01, by: board, to: [members], of: [allegation], sources: [{ minutes: firsthand }] }
        - { kind: statement.published, occurred: 2018-06-03, by: respondent, of: [told], title: An answer, says: "\(says)", sources: [{ minutes: firsthand }] }
      """
    let casefile = ReleaseTests.casefile(says: "nothing") + "\n" + (audience == nil ? "" : entries + "\n")
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: casefile, name: "case.yaml"), in: session)
    return session
  }

  private static func export(
    _ session: Session, _ example: Example, for edition: Edition = .members, publish: Bool = true, replace: Bool = true
  ) throws -> ReportExport.Output {
    try ReportExport.run(
      ReportExport.Parameters(
        ReportRequest(for: edition), formats: [.docbook, .text], out: example.path("out"), replace: replace, publish: publish), in: session)
  }

  private static func text(_ output: ReportExport.Output) throws -> String {
    String(decoding: try #require(output.reports.first { $0.format == .text }).bytes, as: UTF8.self)
  }

  @Test func `a published edition is an entry that tells what was published and of which record`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(replyTo: nil, in: example)
    let before = session.checkpoint
    let output = try Self.export(session, example)
    let id = try #require(output.published)
    #expect(id.number == before.size + 1 && session.view.entries.count == before.size + 1)
    guard case .editionPublished(let published)? = session.view[id]?.event else {
      Issue.record("the last entry is of another kind")
      return
    }
    #expect(published.report.shown == "findings" && published.edition.shown == .members && published.language.shown == "en")
    #expect(published.size.shown == before.size && published.root.shown == before.root)
    #expect(published.replaces.shown == .some(nil))
    #expect(!(try Self.text(output)).contains("EARLIER EDITIONS"))
  }

  @Test func `without being told to, an export appends nothing`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(replyTo: nil, in: example)
    let size = session.checkpoint.size
    #expect(try Self.export(session, example, publish: false).published == nil)
    #expect(session.checkpoint.size == size)
  }

  @Test func `the next edition says what has changed since, and replaces the one before`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(replyTo: nil, in: example)
    let first = try #require(try Self.export(session, example).published)
    let entries = """
      - kind: measure.imposed
        occurred: 2018-05-20
        measure: suspension
        on: [respondent]
        by: board
        answers: [allegation]
        sources: [{ minutes: firsthand }]
      """
    _ = try RecordAppend.run(RecordAppend.Parameters(entriesFile: entries, name: "more.yaml", case: nil), in: session)
    let second = try Self.export(session, example)
    let text = try Self.text(second).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // That the first was published is no news.
    #expect(text.contains("one entry was added."), "\(text.prefix(900))")
    guard case .editionPublished(let published)? = session.view[try #require(second.published)]?.event else {
      Issue.record("the last entry is of another kind")
      return
    }
    #expect(published.replaces.shown == .some(first))
    #expect((published.remark.shown ?? nil)?.contains("one entry was added.") == true)
  }

  @Test func `a reply stands in the report in full`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(replyTo: "members", in: example)
    let text = try Self.text(try Self.export(session, example))
    #expect(text.contains("REPLIES"))
    #expect(text.contains("Statement of the respondent: “An answer”"))
    #expect(text.contains("It was not so."))
  }

  @Test func `a publication that leaves out a reply which the code has come with it is refused, and nothing is written`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(replyTo: "case", in: example)
    let size = session.checkpoint.size
    let error = #expect(throws: ServiceError.self) { try Self.export(session, example) }
    #expect(error?.kind == .gate)
    #expect(error?.message.contains("is a reply to what is reported, and clause 7 has it come with it") == true, "\(error?.message ?? "")")
    #expect(error?.hint?.contains("disclosure.widened") == true)
    #expect(!FileManager.default.fileExists(atPath: example.path("out")))
    #expect(session.checkpoint.size == size)
    #expect(try Self.export(session, example, for: .case).published != nil, "whoever may read the case sees it")
  }

  @Test func `where the code does not ask for replies, leaving one out is no fault`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(replyTo: "case", owing: false, in: example)
    #expect(try Self.export(session, example).published != nil)
  }

  @Test func `what an edition withholds is told by entry and field, with those to whom it is open, and never the value`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.workedExample()
    let output = try ReportWithheld.run(ReportWithheld.Parameters(case: nil, edition: .members), in: session)
    let allegation = try #require(output.entries.first { $0.kind == .allegationMade })
    #expect(!allegation.isUnopened)
    #expect(allegation.values.map(\.field) == ["says"] && allegation.values.map(\.openTo) == [["party"]])
    let all = try ReportWithheld.run(ReportWithheld.Parameters(case: nil, edition: .public), in: session)
    #expect(all.entries.count(where: \.isUnopened) == all.size - 1, "the charter is open to all")
    #expect(!output.jsonText.contains("case:"))
  }
}

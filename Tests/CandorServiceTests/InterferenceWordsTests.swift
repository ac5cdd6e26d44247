import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import Testing

/// What is said of interference is what the sources say was done.
@Suite struct InterferenceWordsTests {
  private static let charter = """
    organization: A club
    timezone: Europe/Madrid
    in-force: { from: 2020 }
    bodies:
      board: { title: Board }
      conduct: { title: Conduct Committee, independent-of: board }
    clauses:
      - { id: 5, title: Independence, text: Nobody directs it., rule: { check: interference, body: conduct } }
    """

  @Test(arguments: [
    (
      "{ kind: instruction.given, occurred: 2026-04, from: board, to: conduct, content: [{ evidence: none }] }",
      "sat with it or instructed it"
    ),
    (
      "{ kind: seat.taken, occurred: 2026-04, holder: member, body: conduct, by: board }",
      "appointed its members, dissolved it, or left unanswered what it asked for"
    ),
    (
      "{ kind: body.dissolved, occurred: 2026-04, body: conduct, by: board }",
      "appointed its members, dissolved it, or left unanswered what it asked for"
    ),
  ]) func `the conclusion claims what was done, and nothing else`(entry: String, told: String) throws {
    var example = try Example()
    defer { example.remove() }
    example.environment.now = { Instant(seconds: 1_800_000_000) }
    let session = try example.record(Self.charter)
    let casefile = "about: A case\npeople: { member: { role: participant } }\nentries:\n  - \(entry)\n"
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: casefile, name: "case.yaml"), in: session)
    let scene = session.organization.scene(of: try session.caseID(nil), asOf: try session.today)
    let duty = try #require(scene.duties().first)
    #expect(duty.state == .breached)
    let line = try #require(Account(scene).duty(duty).lines.first)
    #expect(line.hasSuffix("By the sources, some of those \(told)."))
  }
}

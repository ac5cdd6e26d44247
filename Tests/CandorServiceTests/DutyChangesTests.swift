import CandorCore
import CandorService
import CandorStore
import CandorTestSupport
import StrictJSON
import Testing

/// What entries do to what is owed is told before they are written, and after.
@Suite struct DutyChangesTests {
  static let charter = """
    organization: O
    timezone: Europe/Madrid
    bodies: { sc: { title: Steering Committee }, ndc: { title: Disciplinary Committee }, members: { title: members } }
    clauses:
      - { id: "5", title: Own acts, text: Nobody votes on their own act., rule: { check: conflicted-participation, acts: rescind } }
      - { id: "6", title: Mandates, text: What was mandated is done., rule: { check: carry-out, of: sc } }

    """
  static let casefile = """
    about: A case
    people: { chair: { role: participant, seats: sc } }
    coverage: { kinds: [mandate.reported, conflict.noted], by: sc, occurred: 2013/2030 }
    entries:
      - { label: decided, kind: decision.taken, occurred: 2013, by: ndc, outcome: { expel: chair } }
      - { label: undone, kind: decision.taken, occurred: 2013-09-01, by: sc, outcome: rescind, undoes: decided }
      - { label: mandated, kind: mandate.given, occurred: 2019-02-01, by: sc, to: ndc, task: To report., due: 2030-03-31 }

    """

  struct Row: Sendable, CustomTestStringConvertible {
    var entries: JSONValue
    /// By list, the clauses of the duties in it.
    var changes: [String: [String]]
    var testDescription: String { changes.description }
  }

  @Test(arguments: [
    Row(
      entries: [["kind": "mandate.given", "occurred": "2019-02-01", "by": "sc", "to": "ndc", "task": "More.", "due": "2030-01-01"]],
      changes: ["opens": ["6"]]),
    Row(entries: [["kind": "mandate.reported", "occurred": "2019-02-02", "of": "mandated", "state": "done"]], changes: ["meets": ["6"]]),
    Row(
      entries: [["kind": "mandate.reported", "occurred": "2019-02-02", "of": "mandated", "state": "not-done"]], changes: ["breaches": ["6"]]
    ),
    Row(
      entries: [["kind": "mandate.reported", "occurred": "2019-02-02", "of": "mandated", "state": "overtaken"]], changes: ["lapses": ["6"]]),
    Row(
      entries: [
        [
          "label": "noted", "kind": "conflict.noted", "occurred": "2013-09-01", "who": "chair", "in": "undone", "tie": "office",
          "how": "declared",
        ],
        ["kind": "vote.held", "occurred": "2013-09-01", "on": "undone", "by": "sc", "roll": [["chair": "for"]]],
      ], changes: ["breaches": ["5"]]),
    Row(
      entries: [["kind": "conflict.noted", "occurred": "2013-09-01", "who": "chair", "in": "undone", "tie": "office", "how": "declared"]],
      changes: ["unsettles": ["5"]]),
    Row(
      entries: [
        ["kind": "mandate.given", "occurred": "2019-02-01", "by": "members", "to": "ndc", "task": "To report.", "corrects": "mandated"]
      ], changes: ["ends": ["6"]]),
    Row(entries: [["kind": "meeting.held", "occurred": "2019-02-01", "bodies": "sc"]], changes: [:]),
  ])
  func `an append says what it opens, meets, breaches, unsettles, lets lapse and ends, and a dry run says the same`(row: Row) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Self.charter)
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: Self.casefile, name: "case.yaml"), in: session)
    let before = session.checkpoint
    let dry = try RecordAppend.run(json: ["entries": row.entries, "dryRun": true], in: session)
    #expect(dry["written"] == false)
    #expect(dry["checkpoint"] == before.json)
    #expect(session.checkpoint == before && session.record.head == before)
    let wet = try RecordAppend.run(json: ["entries": row.entries], in: session)
    #expect(wet["written"] == true)
    #expect(wet["checkpoint"]?["size"]?.integerValue == before.size + (row.entries.arrayValue?.count ?? 0))
    #expect(wet["changes"] == dry["changes"])
    #expect(wet["duties"] == dry["duties"])
    #expect(wet["entries"] == dry["entries"])
    let told = try #require(wet["changes"]?.objectValue)
    for (list, duties) in told {
      #expect(duties.arrayValue?.compactMap { $0["clause"]?.stringValue } == row.changes[list] ?? [], "\(list)")
    }
  }

  @Test func `a mistake is told the same whether it would be written or not`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Self.charter)
    let entry: JSONValue = ["kind": "meeting.held", "occurred": "2026-11-31"]
    let errors = [true, false].map { dry in
      #expect(throws: ServiceError.self) { try RecordAppend.run(json: ["entry": entry, "dryRun": .bool(dry)], in: session) }
    }
    #expect(errors[0] == errors[1])
    #expect(errors[0]?.mistakes.first?.path.description == "/entry/occurred")
  }
}

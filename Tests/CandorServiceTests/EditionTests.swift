import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import StrictJSON
import Testing

/// An edition tells nothing of what its readers may not read, not even by way of a duty that was evaluated with it.
@Suite struct EditionTests {
  static let charter = """
    organization: A club
    timezone: Europe/Madrid
    bodies:
      board: { title: Board }
      council: { title: Council }
      conduct: { title: Conduct Committee, independent-of: [board, council] }
      members: { title: members }
    visibility:
      default: members
      duty.*: members
    clauses:
      - { id: "1", title: Suspension, text: T., rule: { check: interim-measure, severity: minor, measure: suspension } }
      - { id: "2", title: Independence, text: T., rule: { check: interference, body: conduct } }
      - { id: "3", title: Set aside, text: T., rule: { check: set-aside, body: conduct } }
      - { id: "4", title: Telling, text: T., rule: { check: concealment, of: conduct, owed-to: members } }
      - { id: "5", title: Mandates, text: T., rule: { check: carry-out, of: members, promises: true } }
      - { id: "6", title: Standard, text: T., rule: { check: standard-of-proof, of: conduct, standard: likelihood } }
      - { id: "7", title: Truth, text: T., rule: { check: misstatement } }
      - { id: "8", title: Privacy, text: T., rule: { check: gag } }
      - { id: "9", title: Powers, text: T., rule: { check: powers, acts: [expel, suspend], by: council } }
      - { id: "10", title: Hearing, text: T., rule: { check: hearing, acts: [expel, suspend] } }
    """

  static let casefile = """
    about: A complaint
    sources: { minutes: { title: Minutes } }
    people:
      complainant: { role: complainant }
      respondent: { role: respondent }
      chair: { role: participant, office: chair of the board, seats: board }
      deputy: { role: participant, office: deputy of the chair, seats: board }
    entries:
      - { label: alleged, kind: allegation.made, occurred: 2018-05-03, from: complainant, against: respondent, of: harassment, severity: severe }
      - { label: suspended, kind: measure.imposed, occurred: 2018-05-09, on: respondent, measure: suspension, answers: alleged }
      - { label: seat, kind: seat.taken, occurred: 2018-05-10, holder: deputy, body: conduct, represents: board }
      - { label: decided, kind: decision.taken, occurred: 2018-05-11, by: conduct, outcome: { expel: respondent }, answers: alleged }
      - { label: wrote, kind: instruction.given, occurred: 2018-05-12, from: chair, to: conduct, content: [{ evidence: none of it counts }], on: decided }
      - { label: undone, kind: decision.taken, occurred: 2018-05-13, by: board, undoes: decided, grounds: haste, under: wrote }
      - { label: silent, kind: instruction.given, occurred: 2018-05-14, to: conduct, content: [{ confidentiality: all of it }], on: decided }
      - { label: untold, kind: omission.stated, occurred: 2018-05-14/2018-06-20, of: { kind: notice.given, about: decided, to: members } }
      - { label: told, kind: notice.given, occurred: 2018-06-20, to: members, of: decided }
      - { label: hushed, kind: instruction.given, occurred: 2018-05-15, to: council, content: [{ confidentiality: all of it }], silence: everything }
      - { label: misled, kind: notice.given, occurred: 2018-05-16, to: board, contradicts: decided }
      - { label: found, kind: finding.made, occurred: 2018-05-10, by: conduct, on: alleged, result: substantiated, standard: certainty }
      - { label: heard, kind: evidence.received, occurred: 2018-05-05, by: conduct, from: respondent, what: statement }
      - { label: mandated, kind: mandate.given, occurred: 2018-07-01, by: members, to: board, task: A report., due: 2018-09-01 }
      - { label: reported, kind: mandate.reported, occurred: 2018-10-01, of: mandated, state: done }
    """

  /// A field kept from members, and another value of it that leaves every duty in its state.
  struct Sealed: CustomTestStringConvertible, Sendable {
    var field: String
    var written: String
    var instead: String
    init(_ field: String, _ written: String, _ instead: String) { (self.field, self.written, self.instead) = (field, written, instead) }
    var testDescription: String { "\(field): \(written)" }
  }

  @Test(
    arguments: [
      Sealed("allegation.made.occurred", "occurred: 2018-05-03", "occurred: 2018-05-01"),
      Sealed("allegation.made.severity", "severity: severe", "severity: minor"),
      Sealed("allegation.made.of", "of: harassment", "of: theft"),
      Sealed("measure.imposed.occurred", "occurred: 2018-05-09", "occurred: 2018-05-08"),
      Sealed("seat.taken.holder", "holder: deputy", "holder: chair"),
      Sealed("seat.taken.represents", "represents: board", "represents: council"),
      Sealed("decision.taken.occurred", "occurred: 2018-05-11", "occurred: 2018-05-12"),
      Sealed("decision.taken.by", "by: board", "by: council"),
      Sealed("decision.taken.grounds", "grounds: haste", "grounds: rumor"),
      Sealed("decision.taken.under", "under: wrote", "under: silent"),
      Sealed("instruction.given.from", "from: chair", "from: council"),
      Sealed("instruction.given.content", "{ evidence: none of it counts }", "{ procedure: beyond all doubt }"),
      Sealed("instruction.given.content", "{ evidence: none of it counts }", "{ evidence: some of it counts }"),
      Sealed("notice.given.occurred", "occurred: 2018-06-20, to", "occurred: 2018-07-01, to"),
      Sealed("notice.given.extent", "of: decided }", "of: decided, extent: full }"),
      Sealed("omission.stated.occurred", "2018-05-14/2018-06-20", "2018-05-14/2018-06-19"),
      Sealed("instruction.given.to", "to: council, content", "to: board, content"),
      Sealed("instruction.given.silence", "silence: everything", "silence: statements"),
      Sealed("notice.given.to", "to: board, contradicts", "to: council, contradicts"),
      Sealed("notice.given.contradicts", "contradicts: decided", "contradicts: found"),
      Sealed("notice.given.of", "to: members, of: decided", "to: members, of: [decided, found]"),
      Sealed(
        "instruction.given.on", "content: [{ confidentiality: all of it }], on: decided",
        "content: [{ confidentiality: all of it }], on: alleged"),
      Sealed("measure.imposed.until", "measure: suspension,", "measure: suspension, until: the end of May,"),
      Sealed("finding.made.standard", "standard: certainty", "standard: rumor"),
      Sealed("finding.made.occurred", "occurred: 2018-05-10, by", "occurred: 2018-05-09, by"),
      Sealed("mandate.given.task", "task: A report.", "task: A party."),
      Sealed("mandate.given.to", "by: members, to: board", "by: members, to: council"),
      Sealed("mandate.given.due", "due: 2018-09-01", "due: 2018-08-01"),
      Sealed("mandate.reported.occurred", "occurred: 2018-10-01", "occurred: 2018-10-03"),
      Sealed("decision.taken.outcome", "outcome: { expel: respondent }", "outcome: { suspend: respondent }"),
      Sealed("evidence.received.occurred", "occurred: 2018-05-05", "occurred: 2018-05-06"),
      Sealed("party.named.seats", "office: deputy of the chair, seats: board", "office: deputy of the chair, seats: [board, council]"),
      Sealed("party.named.office", "office: deputy of the chair", "office: scribe"),
      Sealed("source.described.title", "title: Minutes", "title: A letter"),
    ])
  func `of a value kept from them readers learn nothing from the findings`(_ sealed: Sealed) throws {
    #expect(Self.casefile.contains(sealed.written))
    let other = Self.casefile.replacing(sealed.written, with: sealed.instead, maxReplacements: 1)
    let one = try Self.findings(Self.casefile, keeping: sealed.field)
    let another = try Self.findings(other, keeping: sealed.field)
    #expect(one.states == another.states)
    #expect(one.text == another.text)
    #expect(one.text.contains("sealed to others"))
    // The findings tell it where it is not kept from them, or this would prove nothing.
    let plain = (try Self.findings(Self.casefile, keeping: nil).text, try Self.findings(other, keeping: nil).text)
    #expect(plain.0 != plain.1 || ["notice.given.extent", "party.named.seats"].contains(sealed.field))
  }

  @Test func `where every entry of a duty is kept from its readers, a label says that there are some`() throws {
    let text = try Self.findings(Self.casefile, keeping: "notice.given", "omission.stated", "decision.taken", "instruction.given").text
    #expect(text.contains("Rests on  [withheld: "))
    #expect(!text.contains("June 2018"))
  }

  static func findings(_ casefile: String, by charter: String = charter, keeping fields: String?...) throws -> (
    text: String, states: [Duty.State]
  ) {
    let example = try Example()
    defer { example.remove() }
    let lines = fields.compactMap(\.self).map { "  \($0): case\n" }.joined()
    let session = try example.record(charter.replacing("  duty.*: members\n", with: lines + "  duty.*: members\n"))
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: casefile, name: "case.yaml"), in: session)
    let output = try ReportExport.run(ReportExport.Parameters(ReportRequest(for: .members), formats: [.text], out: nil), in: session)
    let text = String(decoding: try #require(output.reports.first).bytes, as: UTF8.self)
    return (
      text.replacing(/[A-Za-z0-9+\/]{43}=/, with: "[root]"), session.organization.duties(asOf: try session.today).map(\.state)
    )
  }
}

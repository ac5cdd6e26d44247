import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import Testing

/// The worked example tells every row of its fact sheet, and brings out every line of the sheet's last section, with its bounds; and nothing else is
/// breached.
@Suite struct FactSheetTests {
  /// A row of the sheet's tables, by its first words, and the entries that tell it.
  struct Row: CustomTestStringConvertible, Sendable {
    var row: String
    var labels: [String]
    init(_ row: String, _ labels: String...) { (self.row, self.labels) = (row, labels) }
    var testDescription: String { row }
  }

  static let rows = [
    Row("2010: members of color in one city propose ideas", "ideas-2010", "ideas-answered", "proposers-doubted"),
    Row("2013: that city leadership apologizes; the SC calls it wrong", "city-apology", "apology-called-wrong"),
    Row("2013: an allegation; the statement gives place, circumstances and time", "allegation"),
    Row("2013: whether the respondent was suspended at once is not stated", "allegation"),
    Row(
      "2013: the NDC considers both statements, with a representative of the SC", "complainant-statement", "respondent-statement",
      "sc-rep-with-ndc"),
    Row("2013: the NDC asks branch members whether there was a history", "history-asked"),
    Row("2013: the NDC votes to expel, unanimously", "expel"),
    Row("2013: the organizer writes to the NDC", "letter-to-ndc"),
    Row("2013: members of the SC tell the NDC and the NAC what counts", "standards-dictated"),
    Row("2013: an accusation on paper would do as proof", "paper-as-proof"),
    Row("2013: the NDC rescinds under pressure; by others the SC overturned it", "mistrial", "overturned"),
    Row("2013: the decision passes to the NAC, with instructions and a narrowed remit", "to-nac", "told-nac"),
    Row("2013: the NAC finds the accusation unsubstantiated; the respondent stays", "nac-finding", "remained"),
    Row("2013: branch members are told the outcome, not the vote", "branch-told"),
    Row("2013: branch members are kept from talking; committee members stay silent", "branch-silenced", "committee-silenced"),
    Row("2013–2019: few know; FM and others leave", "members-not-told", "discloser-left"),
    Row("2014-02-19: SC and NC call the criticism slander", "called-slander"),
    Row("2014: two papers at convention", "convention-2014", "paper-believing", "paper-due-process"),
    Row("rule 4: a members' proposal of 2014", "proposal-2014"),
    Row("2015: a motion is sidetracked into a promise", "convention-2015", "motion-2015", "motion-2015-sidetracked"),
    Row("2019-02: convention: elections, mandates", "convention-2019", "respondent-elected", "mandate-metoo"),
    Row("2019-03-11: the document reaches the SC, NC members, allies; others corroborate", "disclosure", "corroborated"),
    Row(
      "2019-03-12: emergency session, answer, resignation, leave, suspension", "sc-emergency", "answered", "resigned", "took-leave",
      "suspended",
      "suspension"),
    Row("2019-03-13: L0", "earlier-letter"),
    Row("2019-03-14: joint meeting expels and suspends", "joint-meeting", "expelled", "expulsion", "three-suspended", "leaders-suspended"),
    Row("2019-03-14: an independent body is to investigate", "investigation", "promise-investigation"),
    Row("2019-03-15: the letter is published; the document is circulated", "letter", "circulated"),
    Row("2019-03-16/17: another joint meeting and a call", "joint-meeting-weekend", "joint-meeting-spanish", "call-of-members"),
    Row("by 2019-03-21: eight leaders resign", "eight-left"),
    Row("2019-03: a support call; resources", "support-call"),
    Row("2019-03-24: call of all members", "call-on-proposals"),
    Row(
      "2019-03-29: the vote ends", "proposals", "vote", "vote-by-the-apology", "dissolution", "inquiry-supported", "clt-formed",
      "special-convention-overtaken"),
    Row("2019-04-08/09: the apology", "apology", "apology-reported", "hope-reported"),
    Row("2019-04-18/19: closing report", "closing-report", "investigation-reported"),
    Row("body: the branch, close to both parties", "branch-close"),
    Row("body: the NDC, its first case of sexual misconduct", "expel"),
    Row("body: NAC, a new body of 2013", "nac-new"),
    Row("body: #MeToo commission", "metoo-formed", "metoo-being-formed"),
    Row("body: Survivors' Caucus, being formed", "survivors-being-formed"),
    Row("body: caucuses, first calls", "first-calls"),
    Row("mandate: #MeToo commission, and plans for a conference", "mandate-metoo", "metoo-reported", "mandate-conference"),
    Row("mandate: public perspectives", "mandate-perspectives"),
    Row("mandate: affirmative action policy", "mandate-affirmative-action", "affirmative-action-reported"),
    Row("mandate: apology of outgoing and incoming SC", "mandate-apology", "apology-reported"),
    Row("promise: the same by the end of March", "hope-apology", "hope-reported"),
    Row("promise: elections committee", "promise-elections-committee"),
    Row("mandate: special convention", "mandate-special-convention", "special-convention-overtaken"),
    Row("promise: independent body to investigate 2013", "promise-investigation", "investigation-reported"),
  ]

  /// What the example comes to, made once.
  struct Outcome: Sendable {
    var labels: [String: EntryID] = [:]
    var duties: [Duty]
    /// The findings for members, with white space as one.
    var findings: String

    init() throws {
      let example = try Example()
      defer { example.remove() }
      let session = try example.workedExample()
      for entry in session.view.entries {
        if let label = entry.header.label.shown ?? nil { labels[label.text] = entry.id }
      }
      duties = session.organization.duties(asOf: try session.today)
      let output = try ReportExport.run(ReportExport.Parameters(ReportRequest(for: .members), formats: [.text], out: nil), in: session)
      findings = String(decoding: try #require(output.reports.first).bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
    }
  }

  static let outcome = Result { try Outcome() }

  @Test(arguments: rows) func `every row of the sheet is told`(_ row: Row) throws {
    let labels = try Self.outcome.get().labels
    for label in row.labels { #expect(labels[label] != nil, "no entry is called \(label)") }
  }

  /// A line of the last section as a duty.
  struct Line: CustomTestStringConvertible, Sendable {
    var line: String
    var check: CheckName
    var subject: String
    var state: Duty.State
    var extent = Extent.full
    var late: Span?
    var lasted: Span?
    var cites: [String] = []
    var testDescription: String { "\(line): \(check.rawValue) \(subject) \(state.rawValue)" }
  }

  static let lines = [
    Line(
      line: "interference with the NDC", check: .interference, subject: "sc-rep-with-ndc", state: .breached,
      cites: ["sc-rep-with-ndc", "letter-to-ndc", "standards-dictated"]),
    Line(
      line: "and with the NAC: instructions and remit", check: .interference, subject: "standards-dictated", state: .breached,
      cites: ["standards-dictated", "told-nac", "to-nac"]),
    Line(
      line: "the NDC's decision set aside, both accounts", check: .setAside, subject: "expel", state: .breached,
      cites: ["expel", "mistrial", "overturned", "standards-dictated"]),
    Line(line: "evidence ruled out, as instructed", check: .evidenceRefused, subject: "standards-dictated", state: .breached),
    Line(line: "whether the NAC acted on it", check: .evidenceRefused, subject: "nac-finding", state: .undetermined),
    Line(line: "a wrong standard, as instructed", check: .standardOfProof, subject: "standards-dictated", state: .breached),
    Line(line: "whether the NAC acted on it", check: .standardOfProof, subject: "nac-finding", state: .undetermined),
    Line(line: "an adverse inference, as instructed", check: .prohibitedConsideration, subject: "told-nac", state: .breached),
    Line(line: "whether the NAC drew it", check: .prohibitedConsideration, subject: "nac-finding", state: .undetermined),
    Line(line: "a gag wider than the privacy it was to protect", check: .gag, subject: "branch-silenced", state: .breached),
    Line(line: "also for the committees", check: .gag, subject: "committee-silenced", state: .breached),
    Line(
      line: "branch members given a false picture", check: .misstatement, subject: "branch-told", state: .breached,
      cites: ["branch-told", "expel"]),
    Line(
      line: "members not told for more than five years", check: .concealment, subject: "expel", state: .breached,
      lasted: Span(atLeast: 1900, atMost: 2264)),
    Line(line: "interim suspension in 2013", check: .interimMeasure, subject: "allegation", state: .undetermined),
    Line(line: "in 2019, after one day", check: .interimMeasure, subject: "disclosure", state: .met, lasted: Span(atLeast: 1, atMost: 1)),
    Line(
      line: "2019: powers of the joint meeting", check: .powers, subject: "expelled", state: .undetermined,
      cites: ["expelled", "three-suspended", "leaders-suspended"]),
    Line(line: "2019: powers of the Steering Committee", check: .powers, subject: "suspended", state: .undetermined),
    Line(
      line: "2019: hearing of those suspended", check: .hearing, subject: "expelled", state: .undetermined,
      cites: ["expelled", "three-suspended", "leaders-suspended"]),
    Line(line: "2019: hearing before the suspension", check: .hearing, subject: "suspended", state: .undetermined),
    Line(line: "2019: conflicts among voters", check: .conflictedParticipation, subject: "expelled", state: .undetermined),
    Line(line: "2019: conflicts in the Steering Committee", check: .conflictedParticipation, subject: "suspended", state: .undetermined),
    Line(line: "2013: conflicts in the NDC", check: .conflictedParticipation, subject: "expel", state: .undetermined),
    Line(
      line: "the independent body, five weeks on", check: .carryOut, subject: "promise-investigation", state: .open,
      lasted: Span(atLeast: 35, atMost: 36)),
    Line(line: "mandate: commission", check: .carryOut, subject: "mandate-metoo", state: .open, lasted: Span(atLeast: 19, atMost: 47)),
    Line(line: "mandate: conference", check: .carryOut, subject: "mandate-conference", state: .undetermined),
    Line(line: "mandate: public perspectives", check: .carryOut, subject: "mandate-perspectives", state: .undetermined),
    Line(line: "mandate: affirmative action", check: .carryOut, subject: "mandate-affirmative-action", state: .open),
    Line(line: "mandate: apology, met in part", check: .carryOut, subject: "mandate-apology", state: .met, extent: .part),
    Line(
      line: "promise: apology by the end of March, a week or so late", check: .carryOut, subject: "hope-apology", state: .met,
      extent: .part,
      late: Span(atLeast: 8, atMost: 9)),
    Line(line: "promise: elections committee", check: .carryOut, subject: "promise-elections-committee", state: .undetermined),
    Line(line: "mandate: special convention, overtaken", check: .carryOut, subject: "mandate-special-convention", state: .lapsed),
  ]

  @Test(arguments: lines) func `every line of the last section holds in a duty`(_ line: Line) throws {
    let outcome = try Self.outcome.get()
    let labels = outcome.labels
    let subject = try #require(labels[line.subject])
    let duty = try #require(
      outcome.duties.first { $0.check == line.check && $0.subject == subject && $0.hasAll(line.cites, labels) }, "no such duty")
    #expect(duty.state == line.state)
    #expect(duty.extent == line.extent)
    #expect(duty.late == line.late)
    if let lasted = line.lasted { #expect(duty.lasted == lasted) }
    #expect((duty.state == .undetermined) == !duty.causes.isEmpty)
  }

  @Test func `there is no other duty, and nothing else is breached`() throws {
    let outcome = try Self.outcome.get()
    let names = Dictionary(uniqueKeysWithValues: outcome.labels.map { ($1, $0) })
    let found = outcome.duties.map { "\($0.check.rawValue) \(names[$0.subject] ?? "") \($0.state.rawValue)" }
    #expect(Set(found) == Set(Self.lines.map { "\($0.check.rawValue) \($0.subject) \($0.state.rawValue)" }))
    #expect(found.count == Self.lines.count)
  }

  /// A line of the last section that no clause asks for: the findings state the fact.
  static let facts: [(line: String, told: String)] = [
    ("the respondent came to hold office while few knew", "The National Convention elected the respondent to the Steering Committee"),
    ("the remit was narrowed", "more narrowly than what had been brought"),
    ("the ideas of 2010 were never answered by a decision", "there was no decision, on entry"),
    ("the motion of 2015 was never voted as moved", "but sidetracked into a promise of more education and training"),
    ("an apology of a lower body was reproached by a higher one", "It called the apology wrong."),
    ("the change from 13 to 14 March has no stated reason", "nor is why it did not wait for an independent body"),
    ("suspensions have no review date", "no review date is stated"),
    ("an answer and an emergency meeting after one day", "After 1 day: The Steering Committee met"),
    ("expulsion after three days", "After 3 days: The Steering Committee and the National Committee met"),
    ("circulation after four days", "After 4 days:"),
  ]

  @Test(arguments: facts.map(\.line)) func `what no clause asks for is in the findings as a fact`(_ line: String) throws {
    let fact = try #require(Self.facts.first { $0.line == line })
    #expect(try Self.outcome.get().findings.contains(fact.told))
  }

  @Test func `a missing appeal is nowhere held against anyone`() throws {
    #expect(!(try Self.outcome.get().findings.lowercased().contains("no appeal")))
  }
}

extension Duty {
  fileprivate func hasAll(_ cited: [String], _ labels: [String: EntryID]) -> Bool {
    cited.allSatisfy { labels[$0].map(entries.contains) ?? false }
  }
}

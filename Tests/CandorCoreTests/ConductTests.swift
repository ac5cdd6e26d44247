import CandorCore
import StrictJSON
import Testing

/// What must not be, what goes no further than was agreed, who is worse off, and how the record itself is kept.
@Suite("Checks of conduct and of keeping")
struct ConductTests {
  private static func entry(_ kind: Kind, _ label: String, _ occurred: JSONValue, _ fields: JSONObject = [:]) -> JSONValue {
    Given.entry(kind, label, ["occurred": occurred]).with(fields)
  }
  private static func complete(_ kind: String, of occurred: JSONValue = "2013/2019-04-19") -> JSONValue {
    entry(.coverageAttested, "coverage", occurred, ["kinds": .string(kind)])
  }
  private static let complainant = Given.entry(.partyNamed, "complainant", ["party": "complainant", "role": "complainant"])
  private static let report = entry(.reportReceived, "report", "2018-01-10", ["from": "complainant", "to": "ndc"])

  // MARK: absent, reasons

  private static let absent: JSONValue = ["check": "absent", "kind": "evidence.refused"]
  private static let refused = entry(.evidenceRefused, "refused", "2018-03-10", ["by": "ndc"])
  private static let reasons: JSONValue = ["check": "reasons", "of": "ndc"]
  private static let decision = entry(.decisionTaken, "decision", "2018-03-10", ["by": "ndc", "outcome": ["acquit": "respondent"]])
  private static func reasoned(_ state: Duty.State, causes: [String] = []) -> CheckCase.Outcome {
    .init(state: state, subject: "decision", owedBy: ["ndc"], causes: causes)
  }

  @Test(arguments: [
    CheckCase(
      name: "what is forbidden", rule: absent, entries: [refused],
      outcomes: [.init(state: .breached, subject: "refused", facts: ["forbidden refused"])]),
    CheckCase(name: "what is not there", rule: absent, entries: [decision], outcomes: []),
    CheckCase(
      name: "what may be of another case", rule: absent, entries: [refused], hidden: [("refused", "case")], outcomes: []),
    CheckCase(name: "with reasons", rule: reasons, entries: [decision.with(["reasons": "It was so."])], outcomes: [reasoned(.met)]),
    CheckCase(name: "with grounds", rule: reasons, entries: [decision.with(["grounds": "appeal"])], outcomes: [reasoned(.met)]),
    CheckCase(
      name: "with evidence", rule: reasons,
      entries: [decision.with(["evidence": "paper"]), entry(.evidenceReceived, "paper", "2018", ["what": "document"])],
      outcomes: [reasoned(.met)]),
    CheckCase(
      name: "with none, on a record that is complete", rule: reasons, entries: [decision, complete("decision.taken")],
      outcomes: [reasoned(.breached)]),
    CheckCase(
      name: "with none, on a record that is not", rule: reasons, entries: [decision],
      outcomes: [reasoned(.undetermined, causes: ["unstated reasons decision nobody"])]),
    CheckCase(
      name: "with some that are hidden", rule: reasons, entries: [decision.with(["reasons": "It was so."]), complete("decision.taken")],
      hidden: [("decision", "reasons")], outcomes: [reasoned(.undetermined, causes: ["gap decision.reasons"])]),
    CheckCase(name: "of others", rule: reasons, entries: [decision.with(["by": "sc"])], outcomes: []),
  ])
  func `what is forbidden is not done, and decisions give reasons`(_ example: CheckCase) throws { try example.check() }

  // MARK: consent

  private static let consent: JSONValue = ["check": "consent", "to": ["members", "branch"]]
  private static let told = entry(.noticeGiven, "told", "2018-03-10", ["by": "sc", "to": "members", "of": "report"])
  private static func said(_ state: String, _ occurred: JSONValue, _ fields: JSONObject = [:]) -> JSONValue {
    entry(.consentChanged, state, occurred, ["from": "complainant", "state": .string(state)]).with(fields)
  }
  private static func agreed(_ state: Duty.State, causes: [String] = []) -> CheckCase.Outcome {
    .init(state: state, subject: "told", owedBy: ["sc"], causes: causes)
  }

  @Test(arguments: [
    CheckCase(name: "given before", rule: consent, entries: [report, told, said("given", "2018-03-09")], outcomes: [agreed(.met)]),
    CheckCase(name: "given on that day", rule: consent, entries: [report, told, said("given", "2018-03-10")], outcomes: [agreed(.met)]),
    CheckCase(
      name: "given after, on a record that is complete", rule: consent,
      entries: [report, told, said("given", "2018-03-11"), complete("consent.changed")], outcomes: [agreed(.breached)]),
    CheckCase(
      name: "given after, on a record that is not", rule: consent, entries: [report, told, said("given", "2018-03-11")],
      outcomes: [agreed(.undetermined, causes: ["coverage consent.changed nobody"])]),
    CheckCase(
      name: "given before or after", rule: consent, entries: [report, told, said("given", "2018-03"), complete("consent.changed")],
      outcomes: [agreed(.undetermined, causes: ["dates given told"])]),
    CheckCase(name: "refused", rule: consent, entries: [report, told, said("refused", "2018-03-09")], outcomes: [agreed(.breached)]),
    CheckCase(
      name: "given, and withdrawn before", rule: consent,
      entries: [report, told, said("withdrawn", "2018-03-09"), said("given", "2018-02")],
      outcomes: [agreed(.breached)]),
    CheckCase(
      name: "given, and withdrawn after", rule: consent,
      entries: [report, told, said("given", "2018-02"), said("withdrawn", "2018-03-11")],
      outcomes: [agreed(.met)]),
    CheckCase(
      name: "given, and withdrawn on that day", rule: consent,
      entries: [report, told, said("given", "2018-02"), said("withdrawn", "2018-03-10")],
      outcomes: [agreed(.undetermined, causes: ["dates withdrawn told"])]),
    CheckCase(
      name: "given and withdrawn before, and which came last is open", rule: consent,
      entries: [report, told, said("given", "2017"), said("withdrawn", "2017-06")],
      outcomes: [agreed(.undetermined, causes: ["dates given withdrawn"])]),
    CheckCase(
      name: "given for one of those who were told", rule: consent,
      entries: [
        report, told.with(["to": ["members", "branch"]]), said("given", "2018-03-09", ["to": "branch"]), complete("consent.changed"),
      ], outcomes: [agreed(.breached)]),
    CheckCase(
      name: "given for another account", rule: consent,
      entries: [
        report, report.with(["label": "other"]), told, said("given", "2018-03-09", ["of": "other"]), complete("consent.changed"),
      ], outcomes: [agreed(.breached)]),
    CheckCase(
      name: "given, and by whom is hidden", rule: consent,
      entries: [report, told, said("given", "2018-03-09"), complete("consent.changed")],
      hidden: [("given", "from")], outcomes: [.init(state: .undetermined, subject: "told", causes: ["gap given.from"])]),
    CheckCase(name: "what they tell themselves", rule: consent, entries: [report, told.with(["by": "complainant"])], outcomes: []),
    CheckCase(name: "what others are told", rule: consent, entries: [report, told.with(["to": "nac"])], outcomes: []),
    CheckCase(name: "what is nobody's own account", rule: consent, entries: [decision, told.with(["of": "decision"])], outcomes: []),
  ])
  func `what someone told goes no further than they agreed`(_ example: CheckCase) throws { try example.check() }

  // MARK: retaliation

  private static let retaliation: JSONValue = ["check": "retaliation"]
  private static let detriment = entry(
    .detrimentReported, "detriment", "2018-03-10", ["against": "complainant", "by": "sc", "what": "a reproach", "after": "report"])
  private static func worse(_ state: Duty.State, owedBy: [String] = ["sc"], causes: [String] = []) -> CheckCase.Outcome {
    .init(state: state, subject: "detriment", owedBy: owedBy, causes: causes)
  }

  @Test(arguments: [
    CheckCase(name: "no ground on record", rule: retaliation, entries: [report, detriment], outcomes: [worse(.breached)]),
    CheckCase(
      name: "a ground of its own", rule: retaliation, entries: [report, detriment.with(["ground": "The dues."])], outcomes: [worse(.met)]),
    CheckCase(
      name: "a ground that is hidden", rule: retaliation, entries: [report, detriment.with(["ground": "The dues."])],
      hidden: [("detriment", "ground")], outcomes: [worse(.undetermined, owedBy: [], causes: ["gap detriment.ground"])]),
    CheckCase(
      name: "before the report", rule: retaliation, entries: [report, detriment.with(["occurred": "2018-01-09"])], outcomes: []),
    CheckCase(
      name: "on the day of the report", rule: retaliation, entries: [report, detriment.with(["occurred": "2018-01-10"])],
      outcomes: [worse(.breached)]),
    CheckCase(
      name: "before or after, by a date that is hidden", rule: retaliation, entries: [report, detriment],
      hidden: [("detriment", "occurred")], outcomes: [worse(.undetermined, owedBy: [], causes: ["gap detriment.occurred"])]),
    CheckCase(name: "after nothing in particular", rule: retaliation, entries: [report, detriment.with(["after": nil])], outcomes: []),
  ])
  func `nobody is left worse off for having spoken`(_ example: CheckCase) throws { try example.check() }

  // MARK: keeping

  private static let late: JSONValue = ["check": "late-record", "kinds": "decision.taken", "within": "P14D"]
  private static func kept(_ state: Duty.State, late: Span? = nil, lasted: Span?, causes: [String] = []) -> CheckCase.Outcome {
    .init(state: state, subject: "decision", late: late, lasted: lasted, causes: causes)
  }
  private static func after(_ days: Int) -> Span { Span(atLeast: days, atMost: days) }
  private static let erasure: JSONValue = ["check": "erasure", "by": "ndc", "clauses": "1"]
  private static let erased = entry(
    .disclosureErased, "erased", "2018-03-10", ["of": "report", "fields": "says", "by": "ndc", "ground": "As asked for."])
  private static let custody: JSONValue = ["check": "custody", "at-least": 2]
  private static let passed = entry(.custodyTransferred, "passed", "2018-03-10", ["from": "sc", "to": ["ndc", "nac"], "of": "the record"])

  @Test(arguments: [
    CheckCase(
      name: "set down on the last day", rule: late, entries: [decision], setDown: [("decision", "2018-03-24")],
      outcomes: [kept(.met, lasted: after(14))]),
    CheckCase(
      name: "set down a day later", rule: late, entries: [decision], setDown: [("decision", "2018-03-25")],
      outcomes: [kept(.met, late: after(1), lasted: after(15))]),
    CheckCase(
      name: "set down late or not, as it happened", rule: late, entries: [decision.with(["occurred": "2018-03"])],
      setDown: [("decision", "2018-03-25")],
      outcomes: [kept(.undetermined, lasted: Span(atLeast: 0, atMost: 24), causes: ["dates decision"])]),
    CheckCase(name: "of another kind", rule: late, entries: [refused], outcomes: []),
    CheckCase(
      name: "at the owner's request, by those who may", rule: erasure, entries: [report, erased],
      outcomes: [.init(state: .met, subject: "erased", owedBy: ["ndc"])]),
    CheckCase(
      name: "by others", rule: erasure, entries: [report, erased.with(["by": "sc"])],
      outcomes: [.init(state: .breached, subject: "erased", owedBy: ["sc"])]),
    CheckCase(
      name: "by one who sits with those who may", rule: erasure,
      entries: [Given.party("organizer", seats: "ndc"), report, erased.with(["by": "organizer"])],
      outcomes: [.init(state: .met, subject: "erased", owedBy: ["organizer"])]),
    CheckCase(
      name: "by one whose seats are hidden", rule: erasure,
      entries: [Given.party("organizer", seats: "ndc"), report, erased.with(["by": "organizer"])], hidden: [("organizer", "seats")],
      outcomes: [.init(state: .undetermined, subject: "erased", causes: ["gap organizer.seats"])]),
    CheckCase(
      name: "to two, neither of them concerned", rule: custody, entries: [complainant, passed],
      outcomes: [.init(state: .met, subject: "passed", owedBy: ["ndc", "nac"])]),
    CheckCase(
      name: "to one where two are wanted", rule: custody, entries: [complainant, passed.with(["to": "ndc"])],
      outcomes: [.init(state: .breached, subject: "passed", owedBy: ["ndc"])]),
    CheckCase(
      name: "to a body of one who is concerned", rule: custody, entries: [complainant.with(["seats": "ndc"]), passed],
      outcomes: [.init(state: .breached, subject: "passed", owedBy: ["ndc", "nac"])]),
    CheckCase(
      name: "to one who is on both sides", rule: ["check": "custody"],
      entries: [complainant, complainant.with(["label": "again", "role": "respondent"]), passed.with(["to": "complainant"])],
      outcomes: [.init(state: .breached, subject: "passed", owedBy: ["complainant"])]),
    CheckCase(
      name: "to a body where someone may sit who is concerned", rule: custody, entries: [complainant.with(["seats": "ndc"]), passed],
      hidden: [("complainant", "seats")], outcomes: [.init(state: .undetermined, subject: "passed", causes: ["gap complainant.seats"])]),
    CheckCase(
      name: "of the organization, to nobody who is concerned here", rule: custody,
      entries: [complainant, passed.with(["case": nil, "to": "ndc"])],
      outcomes: []),
  ])
  func `the record is kept in its time, by those who may`(_ example: CheckCase) throws { try example.check() }

  // MARK: evenness

  private static func organization(_ entries: [JSONValue], validity: JSONValue = nil) throws -> (Organization, SampleRecord) {
    let clauses = [
      Sample.clause(["check": "acknowledge", "of": "ndc", "within": "P10D"], id: "4"),
      Sample.clause(["check": "selective-enforcement", "of": "4"], id: "5").with(["in-force": validity]),
    ]
    let record = try SampleRecord(charter: Sample.charter(clauses: clauses), entries)
    return (Organization(RecordView(record.disclosed)), record)
  }
  private static let unanswered = [
    entry(.reportReceived, "left", "2018-03-10", ["from": "complainant", "to": "ndc"]), complete("notice.given"),
  ]
  private static func answered(_ occurred: JSONValue) -> [JSONValue] {
    [
      ["kind": "case.opened", "about": "Another case", "case": .string(Sample.otherCase.text)],
      entry(.reportReceived, "even", occurred, ["from": "complainant", "to": "ndc", "case": .string(Sample.otherCase.text)]),
      entry(.noticeGiven, "hello", "2018-12-31", ["to": "complainant", "answers": "even", "case": .string(Sample.otherCase.text)]),
    ]
  }

  @Test func `a clause that was kept in one case and broken in another is applied unevenly, and not where it was broken alone`() throws {
    let today = try Sample.day("2019-04-19")
    let (uneven, record) = try Self.organization(Self.unanswered + Self.answered("2018-12-25"))
    let duties = uneven.duties(asOf: today).filter { $0.check == .selectiveEnforcement }
    #expect(duties.map(\.state) == [.breached] && duties.map(\.case) == [Sample.ofCase])
    #expect(duties.map(\.facts) == [[.appliedElsewhere(try record.id("left"), cases: 1)]])
    let (alone, _) = try Self.organization(Self.unanswered)
    #expect(alone.duties(asOf: today).filter { $0.check == .selectiveEnforcement } == [])
  }

  @Test func `what was done before all cases had to be alike is no measure for those after`() throws {
    let (organization, _) = try Self.organization(Self.unanswered + Self.answered("2017-12-25"), validity: ["from": "2018"])
    let duties = organization.duties(asOf: try Sample.day("2019-04-19"))
    #expect(duties.filter { $0.check == .selectiveEnforcement } == [])
  }
}

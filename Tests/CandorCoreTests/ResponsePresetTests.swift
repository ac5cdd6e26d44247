import CandorCore
import StrictJSON
import Testing

/// What is particular to each preset of `respond`.
@Suite("The presets of respond")
struct ResponsePresetTests {
  private static func entry(_ kind: Kind, _ label: String, _ occurred: String, _ fields: JSONObject) -> JSONValue {
    Given.entry(kind, label, ["occurred": .string(occurred)]).with(fields)
  }
  private static func named(_ party: String, _ role: String, _ label: String? = nil) -> JSONValue {
    Given.entry(.partyNamed, label ?? party, ["party": .string(party), "role": .string(role)])
  }
  private static func notice(_ label: String, _ occurred: String, _ fields: JSONObject) -> JSONValue {
    entry(.noticeGiven, label, occurred, fields)
  }
  private static func after(_ days: Int) -> Span { Span(atLeast: days, atMost: days) }
  private static let complainant = named("complainant", "complainant")
  private static let respondent = named("respondent", "respondent")
  private static func complete(_ kinds: String...) -> JSONValue {
    entry(.coverageAttested, "coverage", "2013/2019-04-19", ["kinds": kinds.json])
  }

  // MARK: reports

  private static let report = entry(.reportReceived, "report", "2018-03-10", ["from": "complainant", "to": "branch", "seeks": "decision"])
  private static let made = entry(
    .allegationMade, "made", "2018-03-10",
    ["from": "complainant", "against": "respondent", "of": "a thing", "severity": "severe", "report": "report"])
  private static let escalate: JSONValue = ["check": "escalate", "of": "branch", "to": "ndc", "within": "P10D"]
  private static let escalated = CheckCase.Outcome(
    state: .met, subject: "report", owedBy: ["branch"], lasted: after(2), facts: ["answered on"])
  private static let notEscalated = CheckCase.Outcome(
    state: .undetermined, subject: "report", owedBy: ["branch"], causes: ["coverage notice.given nobody"])

  @Test(arguments: [
    CheckCase(
      name: "a notice of what the report alleges passes it on", rule: escalate,
      entries: [report, made, notice("on", "2018-03-12", ["to": "ndc", "of": "made"])], outcomes: [escalated]),
    CheckCase(
      name: "so does a remit on what it alleges", rule: escalate,
      entries: [report, made, entry(.remitSet, "on", "2018-03-12", ["of": "ndc", "by": "nac", "on": "made"])], outcomes: [escalated]),
    CheckCase(
      name: "and a referral", rule: escalate,
      entries: [
        report, entry(.decisionTaken, "on", "2018-03-12", ["by": "branch", "outcome": ["refer": "ndc"], "answers": "report"]),
      ], outcomes: [escalated]),
    CheckCase(
      name: "a referral to another does not", rule: escalate,
      entries: [
        report, entry(.decisionTaken, "on", "2018-03-12", ["by": "branch", "outcome": ["refer": "sc"], "answers": "report"]),
      ], outcomes: [notEscalated]),
    CheckCase(
      name: "nor a notice of another report", rule: escalate,
      entries: [report, report.with(["label": "other", "to": "sc"]), notice("on", "2018-03-12", ["to": "ndc", "of": "other"])],
      outcomes: [notEscalated]),
    CheckCase(
      name: "one that brings a grave allegation anew is passed on", rule: escalate.with(["severity": "severe"]),
      entries: [
        made.with(["report": nil, "occurred": "2018-01-01"]), report.with(["repeats": "made"]),
        notice("on", "2018-03-12", ["to": "ndc", "of": "report"]),
      ], outcomes: [escalated]),
  ])
  func `a report is passed on with what it alleges`(_ example: CheckCase) throws { try example.check() }

  private static let decide: JSONValue = ["check": "decide", "by": "ndc", "within": "P10D"]
  private static let brought = report.with(["to": "ndc"])
  private static let decision = entry(
    .decisionTaken, "decision", "2018-03-15", ["by": "ndc", "outcome": ["acquit": "respondent"], "answers": "made"])
  private static let complete = complete("decision.taken", "finding.made")

  @Test(arguments: [
    CheckCase(
      name: "a report is decided with the allegation that it brought", rule: decide.with(["what": "reports"]),
      entries: [brought, made, decision],
      outcomes: [.init(state: .met, subject: "report", owedBy: ["ndc"], lasted: after(5), facts: ["answered decision"])]),
    CheckCase(
      name: "by a finding too", rule: decide.with(["what": "reports"]),
      entries: [brought, made, entry(.findingMade, "finding", "2018-03-16", ["by": "ndc", "on": "made", "result": "none"])],
      outcomes: [.init(state: .met, subject: "report", owedBy: ["ndc"], lasted: after(6), facts: ["answered finding"])]),
    CheckCase(
      name: "what others decided in its place is no decision of its own", rule: decide.with(["what": "reports"]),
      entries: [brought, made, decision.with(["by": "sc"]), complete],
      outcomes: [.init(state: .breached, subject: "report", owedBy: ["ndc"], lasted: after(405))]),
    CheckCase(
      name: "of one who sits on it, it is", rule: decide.with(["what": "reports"]),
      entries: [Given.party("organizer", seats: "ndc"), brought, made, decision.with(["by": "organizer"])],
      outcomes: [.init(state: .met, subject: "report", owedBy: ["ndc"], lasted: after(5), facts: ["answered decision"])]),
    CheckCase(
      name: "of one whose seats are hidden, it may be", rule: decide.with(["what": "reports"]),
      entries: [Given.party("organizer", seats: "ndc"), brought, made, decision.with(["by": "organizer"]), complete],
      hidden: [("organizer", "seats")],
      outcomes: [.init(state: .undetermined, subject: "report", owedBy: ["ndc"], causes: ["gap organizer.seats"])]),
    CheckCase(
      name: "where no source says who decided, it may be its own", rule: decide.with(["what": "reports"]),
      entries: [brought, made, decision.with(["by": nil])],
      outcomes: [.init(state: .met, subject: "report", owedBy: ["ndc"], lasted: after(5), facts: ["answered decision"])]),
    CheckCase(
      name: "an allegation in its remit", rule: decide.with(["what": "allegations"]),
      entries: [report, made, entry(.remitSet, "remit", "2018-03-11", ["of": "ndc", "by": "sc", "on": "made"]), decision],
      outcomes: [.init(state: .met, subject: "made", owedBy: ["ndc"], lasted: after(5), facts: ["answered decision"])]),
    CheckCase(
      name: "an allegation in nobody's remit is nobody's to decide", rule: decide.with(["what": "allegations"]), entries: [report, made],
      outcomes: []),
    CheckCase(
      name: "a report and its allegation are a duty each", rule: decide, entries: [brought, made.with(["to": "ndc"]), decision],
      outcomes: [
        .init(state: .met, subject: "report", owedBy: ["ndc"], lasted: after(5), facts: ["answered decision"]),
        .init(state: .met, subject: "made", owedBy: ["ndc"], lasted: after(5), facts: ["answered decision"]),
      ]),
  ])
  func `what is brought to a body is decided by it`(_ example: CheckCase) throws { try example.check() }

  // MARK: people

  private static let informed: JSONValue = ["check": "inform-party", "of": "ndc", "within": "P10D", "owed-by": "ndc"]
  private static func owed(_ state: Duty.State, _ lasted: Int? = nil, facts: [String] = [], causes: [String] = []) -> CheckCase.Outcome {
    .init(state: state, subject: "decision", owedBy: ["ndc"], lasted: lasted.map(after), causes: causes, facts: facts)
  }

  @Test(arguments: [
    CheckCase(
      name: "the one is told, and the other is not", rule: informed,
      entries: [
        complainant, respondent, decision.with(["answers": nil]), complete("notice.given"),
        notice("told", "2018-03-16", ["to": "respondent", "of": "decision"]),
      ], outcomes: [owed(.breached, 400), owed(.met, 1, facts: ["answered told"])]),
    CheckCase(
      name: "both are told at once", rule: informed,
      entries: [
        complainant, respondent, decision.with(["answers": nil]),
        notice("told", "2018-03-16", ["to": ["respondent", "complainant"], "of": "decision"]),
      ], outcomes: [owed(.met, 1, facts: ["answered told"]), owed(.met, 1, facts: ["answered told"])]),
    CheckCase(
      name: "one who is on both sides is told once", rule: informed,
      entries: [
        complainant, named("complainant", "respondent", "again"), decision.with(["answers": nil]),
        notice("told", "2018-03-16", ["to": "complainant", "of": "decision"]),
      ], outcomes: [owed(.met, 1, facts: ["answered told"])]),
    CheckCase(
      name: "that the one was not told says nothing of the other", rule: informed,
      entries: [
        complainant, respondent, decision.with(["answers": nil]),
        entry(
          .omissionStated, "none", "2018-03-01/2019-04-19", ["of": ["kind": "notice.given", "about": "decision", "to": "complainant"]]),
      ],
      outcomes: [
        owed(.breached, 400, facts: ["omission none"]), owed(.undetermined, causes: ["coverage notice.given nobody"]),
      ]),
    CheckCase(
      name: "in which part someone is hidden", rule: informed,
      entries: [complainant, respondent, decision.with(["answers": nil]), complete("notice.given")], hidden: [("respondent", "role")],
      outcomes: [.init(state: .undetermined, subject: "decision", causes: ["gap respondent.role"])]),
    CheckCase(
      name: "witnesses, where the clause says so", rule: informed.with(["parties": "witness"]),
      entries: [complainant, named("outsider", "witness"), decision.with(["answers": nil]), complete("notice.given")],
      outcomes: [owed(.breached, 400)]),
  ])
  func `each party is told what was decided`(_ example: CheckCase) throws { try example.check() }

  private static let ask: JSONValue = ["check": "ask-needs", "within": "P10D"]
  private static let asked = entry(.needAsked, "asked", "2018-03-12", ["to": "complainant"])

  @Test(arguments: [
    CheckCase(
      name: "with a report of their own they are asked once", rule: ask, entries: [complainant, report, made, asked],
      outcomes: [
        .init(state: .met, subject: "report", owedBy: ["branch"], lasted: Span(atLeast: 0, atMost: 2), facts: ["answered asked"])
      ]),
    CheckCase(
      name: "whose allegation another reported is asked too", rule: ask,
      entries: [complainant, report.with(["from": "organizer"]), made, asked],
      outcomes: [.init(state: .met, subject: "made", owedBy: ["branch"], lasted: Span(atLeast: 0, atMost: 2), facts: ["answered asked"])]),
    CheckCase(
      name: "who brings an allegation to a body", rule: ask, entries: [complainant, made.with(["report": nil, "to": "ndc"])],
      outcomes: [.init(state: .undetermined, subject: "made", owedBy: ["ndc"], causes: ["coverage need.asked nobody"])]),
    CheckCase(
      name: "what they were asked before is not asked now", rule: ask,
      entries: [complainant, report, asked.with(["occurred": "2018-03-09"]), complete("need.asked")],
      outcomes: [.init(state: .breached, subject: "report", owedBy: ["branch"], lasted: after(405))]),
    CheckCase(
      name: "what another was asked", rule: ask, entries: [complainant, report, asked.with(["to": "outsider"]), complete("need.asked")],
      outcomes: [.init(state: .breached, subject: "report", owedBy: ["branch"], lasted: after(405))]),
    CheckCase(
      name: "one who is on both sides is asked once", rule: ask,
      entries: [complainant, named("complainant", "respondent", "again"), report, asked, complete("need.asked")],
      outcomes: [.init(state: .met, subject: "report", owedBy: ["branch"], lasted: after(2), facts: ["answered asked"])]),
  ])
  func `a complainant is asked what is needed`(_ example: CheckCase) throws { try example.check() }

  private static let support: JSONValue = ["check": "support", "within": "P10D"]
  private static let need = entry(.needStated, "need", "2018-03-10", ["from": "complainant", "need": "A room."])
  private static let given = entry(.supportGiven, "given", "2018-03-12", ["to": "complainant", "what": "a room"])

  @Test(arguments: [
    CheckCase(
      name: "for this need", rule: support, entries: [need, given.with(["answers": "need"])],
      outcomes: [.init(state: .met, subject: "need", lasted: after(2), facts: ["answered given"])]),
    CheckCase(
      name: "for no need in particular", rule: support, entries: [need, given],
      outcomes: [.init(state: .met, subject: "need", lasted: Span(atLeast: 0, atMost: 2), facts: ["answered given"])]),
    CheckCase(
      name: "for another need of theirs", rule: support,
      entries: [need, need.with(["label": "other"]), given.with(["answers": "other"]), complete("support.given")],
      outcomes: [
        .init(state: .breached, subject: "need", lasted: after(405)),
        .init(state: .met, subject: "other", lasted: after(2), facts: ["answered given"]),
      ]),
    CheckCase(
      name: "to another", rule: support, entries: [need, given.with(["to": "outsider"]), complete("support.given")],
      outcomes: [.init(state: .breached, subject: "need", lasted: after(405))]),
  ])
  func `a need is answered by support`(_ example: CheckCase) throws { try example.check() }

  // MARK: measures, motions, seats

  private static let measure = entry(
    .measureImposed, "measure", "2018-03-10", ["on": "respondent", "measure": "suspension", "purpose": "interim", "review": "2018-06-10"])
  private static let lifted = entry(
    .measureLifted, "lifted", "2018-06-10", ["on": "respondent", "measure": "suspension", "imposed": "measure"])
  private static let review: JSONValue = ["check": "review-measure", "within": "P10D"]

  @Test(arguments: [
    CheckCase(
      name: "on the day that the measure names, whatever the clause says", rule: review, entries: [measure, lifted],
      outcomes: [.init(state: .met, subject: "measure", lasted: after(92), facts: ["answered lifted"])]),
    CheckCase(
      name: "a day after it", rule: review,
      entries: [
        measure, lifted.with(["occurred": "2018-06-11"]), complete("decision.taken", "measure.lifted", "measure.imposed"),
      ],
      outcomes: [.init(state: .met, subject: "measure", late: after(1), lasted: after(93), facts: ["answered lifted"])]),
    CheckCase(
      name: "a day that it names, where the clause states no period", rule: review.with(["within": nil]),
      entries: [measure, complete("decision.taken", "measure.lifted", "measure.imposed")],
      outcomes: [.init(state: .breached, subject: "measure", lasted: after(405))]),
    CheckCase(
      name: "by a decision on it", rule: review,
      entries: [measure, entry(.decisionTaken, "upheld", "2018-05-01", ["outcome": "accept", "answers": "measure"])],
      outcomes: [.init(state: .met, subject: "measure", lasted: after(52), facts: ["answered upheld"])]),
    CheckCase(
      name: "by a measure in its place, which is looked at in its turn", rule: review,
      entries: [measure, measure.with(["label": "next", "occurred": "2018-06-01", "answers": "measure", "review": "2019-06-01"])],
      outcomes: [
        .init(state: .met, subject: "measure", lasted: after(83), facts: ["answered next"]),
        .init(state: .open, subject: "next", lasted: after(322)),
      ]),
  ])
  func `a measure is looked at again`(_ example: CheckCase) throws { try example.check() }

  private static let motion = entry(.motionMoved, "motion", "2018-03-10", ["by": "organizer", "to": "members", "asks": "A report."])
  private static let motions: JSONValue = ["check": "answer-motion", "of": "members", "within": "P10D"]
  private static let voted = entry(.voteHeld, "vote", "2018-03-12", ["on": "motion", "by": "members", "result": "adopted"])
  private static let unanswered = CheckCase.Outcome(state: .breached, subject: "motion", owedBy: ["members"], lasted: after(405))

  @Test(arguments: [
    CheckCase(
      name: "a vote, whatever comes of it", rule: motions, entries: [motion, voted],
      outcomes: [.init(state: .met, subject: "motion", owedBy: ["members"], lasted: after(2), facts: ["answered vote"])]),
    CheckCase(
      name: "a vote that was due and not held", rule: motions,
      entries: [motion, voted.with(["result": "not-voted"]), complete("vote.held", "decision.taken")], outcomes: [unanswered]),
    CheckCase(
      name: "a vote of others", rule: motions, entries: [motion, voted.with(["by": "sc"]), complete("vote.held", "decision.taken")],
      outcomes: [unanswered]),
    CheckCase(
      name: "a decision", rule: motions,
      entries: [motion, entry(.decisionTaken, "decision", "2018-03-12", ["by": "members", "outcome": "accept", "answers": "motion"])],
      outcomes: [.init(state: .met, subject: "motion", owedBy: ["members"], lasted: after(2), facts: ["answered decision"])]),
  ])
  func `a motion is answered by those to whom it was put`(_ example: CheckCase) throws { try example.check() }

  private static let fill: JSONValue = ["check": "fill-office", "body": "ndc", "within": "P10D"]
  private static func left(_ label: String, _ occurred: String, _ holder: String = "organizer") -> JSONValue {
    entry(.seatVacated, label, occurred, ["holder": .string(holder), "body": "ndc"])
  }
  private static func took(_ label: String, _ occurred: String, _ holder: String = "outsider") -> JSONValue {
    entry(.seatTaken, label, occurred, ["holder": .string(holder), "body": "ndc"])
  }
  private static func vacancy(_ label: String, _ state: Duty.State, late: Int? = nil, lasted: Int? = nil, by filling: String? = nil)
    -> CheckCase.Outcome
  {
    .init(
      state: state, subject: label, late: late.map(after), lasted: lasted.map(after),
      facts: filling.map { ["answered \($0)"] } ?? [])
  }
  private static let seats = complete("seat.taken")

  @Test(arguments: [
    CheckCase(
      name: "two vacant, and one filled", rule: fill,
      entries: [left("one", "2018-03-10"), left("two", "2018-03-11"), took("filled", "2018-03-12"), seats],
      outcomes: [vacancy("one", .met, lasted: 2, by: "filled"), vacancy("two", .breached, lasted: 404)]),
    CheckCase(
      name: "each by its own, in whatever order they were set down", rule: fill,
      entries: [
        took("later", "2018-06-12"), left("second", "2018-06-10"), took("sooner", "2018-03-12", "respondent"),
        left("first", "2018-03-10"), seats,
      ],
      outcomes: [vacancy("second", .met, lasted: 2, by: "later"), vacancy("first", .met, lasted: 2, by: "sooner")]),
    CheckCase(
      name: "who had a seat already fills none by taking it anew", rule: fill,
      entries: [took("had", "2017-01-01"), left("one", "2018-03-10"), took("anew", "2018-03-12"), seats],
      outcomes: [vacancy("one", .breached, lasted: 405)]),
    CheckCase(
      name: "who left and comes back fills it", rule: fill,
      entries: [took("had", "2017-01-01", "organizer"), left("one", "2018-03-10"), took("back", "2018-03-12", "organizer"), seats],
      outcomes: [vacancy("one", .met, lasted: 2, by: "back")]),
    CheckCase(
      name: "who took a seat before fills none that falls vacant later", rule: fill,
      entries: [took("before", "2018-03-09"), left("one", "2018-03-10"), seats], outcomes: [vacancy("one", .breached, lasted: 405)]),
    CheckCase(
      name: "which of two came first is open", rule: fill,
      entries: [left("one", "2018-03-10"), took("wide", "2018", "respondent"), took("filled", "2018-03-15"), seats],
      outcomes: [.init(state: .undetermined, subject: "one", causes: ["dates one wide filled"])]),
    CheckCase(
      name: "when one of them took the seat is hidden", rule: fill,
      entries: [left("one", "2018-03-10"), took("unseen", "2018-03-11", "respondent"), took("filled", "2018-04-15"), seats],
      hidden: [("unseen", "occurred")], outcomes: [.init(state: .undetermined, subject: "one", causes: ["gap unseen.occurred"])]),
    CheckCase(
      name: "filled by an entry of the organization", rule: fill,
      entries: [
        left("one", "2018-03-10"), entry(.seatTaken, "filled", "2018-03-12", ["holder": "outsider", "body": "ndc", "case": nil]), seats,
      ],
      outcomes: [vacancy("one", .met, lasted: 2, by: "filled")]),
  ])
  func `a vacant seat is filled by one who has none`(_ example: CheckCase) throws { try example.check() }

  // MARK: the record itself

  private static let closed = entry(.caseClosed, "closed", "2019-03-01", ["by": "ndc", "why": "decided"])
  private static let attest: JSONValue = ["check": "coverage", "kinds": ["measure.imposed", "notice.given"], "within": "P30D"]
  private static func attested(_ label: String, _ kinds: JSONValue, _ occurred: String = "2018/2019-02") -> JSONValue {
    entry(.coverageAttested, label, occurred, ["kinds": kinds])
  }
  private static let both: JSONValue = ["measure.imposed", "notice.given"]

  @Test(arguments: [
    CheckCase(
      name: "attested in its time, by the day on which it was set down", rule: attest, entries: [closed, attested("all", both)],
      setDown: [("all", "2019-03-31")],
      outcomes: [.init(state: .met, subject: "closed", lasted: after(30), facts: ["answered all"])]),
    CheckCase(
      name: "attested late", rule: attest, entries: [closed, attested("all", both)], setDown: [("all", "2019-04-01")],
      outcomes: [.init(state: .met, subject: "closed", late: after(1), lasted: after(31), facts: ["answered all"])]),
    CheckCase(
      name: "not attested: the record itself shows it", rule: attest, entries: [closed],
      outcomes: [.init(state: .breached, subject: "closed", lasted: after(49))]),
    CheckCase(
      name: "not attested, in its time", rule: attest, entries: [closed], asOf: "2019-03-31",
      outcomes: [.init(state: .open, subject: "closed", lasted: after(30))]),
    CheckCase(
      name: "a part of it", rule: attest, entries: [closed, attested("some", "notice.given")],
      outcomes: [.init(state: .breached, subject: "closed", lasted: after(49))]),
    CheckCase(
      name: "attested before, and not for the day of closing", rule: attest, entries: [closed, attested("old", both)],
      setDown: [("old", "2019-02-28")], outcomes: [.init(state: .breached, subject: "closed", lasted: after(49))]),
    CheckCase(
      name: "of what is hidden", rule: attest, entries: [closed, attested("all", both)], hidden: [("all", "kinds")],
      outcomes: [.init(state: .undetermined, subject: "closed", causes: ["gap all.kinds"])]),
    CheckCase(
      name: "by each keeper its own", rule: attest.with(["kinds": ["measure.imposed", "vote.held"]]), keeper: "branch",
      entries: [closed, attested("theirs", "measure.imposed")], setDown: [("theirs", "2019-03-05")],
      outcomes: [
        .init(state: .met, subject: "closed", owedBy: ["branch"], lasted: after(4), facts: ["answered theirs"]),
        .init(state: .breached, subject: "closed", lasted: after(49)),
      ]),
    CheckCase(
      name: "that the case was withdrawn does not end it", rule: attest, entries: [closed.with(["why": "withdrawn"])],
      outcomes: [.init(state: .breached, subject: "closed", lasted: after(49))]),
    CheckCase(name: "no case closed, nothing owed", rule: attest, entries: [attested("all", both)], outcomes: []),
  ])
  func `when a case is closed, its keepers say what the record holds`(_ example: CheckCase) throws { try example.check() }
}

import CandorCore
import StrictJSON
import Testing

/// A check of the form `respond`, with the smallest record that gives occasion to it and is answered. The occasion is of 2018-03-10; every rule gets ten
/// days.
struct ResponsePreset: CustomTestStringConvertible, Sendable {
  var rule: JSONObject
  var occasion: JSONValue
  var answer: JSONValue
  /// What else it takes.
  var beside: [JSONValue] = []
  /// The kinds that answer; the first is what there was none of.
  var answers: [Kind]
  /// Whether the answer says that it answers this one.
  var isNamed = true
  /// Whether an answer can be given in part.
  var hasParts = false
  /// Those whose task it is where the clause does not say.
  var owedBy: [BodyID] = []
  /// Fields without which nobody can tell whether anything is owed.
  var matters: [String]
  /// Fields without which nobody can tell whether this answers.
  var answering: [String]
  /// Records one fact away, in which nothing is owed.
  var neighbors: [Neighbor]

  var testDescription: String { rule["check"]?.stringValue ?? "" }

  /// What is another in such a record: of the rule, the occasion or of what stands beside.
  struct Neighbor: Sendable {
    var rule: JSONObject = [:]
    var occasion: JSONObject = [:]
    var beside: [JSONValue]?
  }

  /// The same record after some changes, as a reader sees it.
  struct Variant: Sendable {
    var rule: JSONObject = [:]
    var occasion: JSONObject = [:]
    /// Nil without an answer.
    var answer: JSONObject? = [:]
    var more: [JSONValue] = []
    var hidden: [(label: String, slot: String)] = []
    var asOf = "2019-04-19"
    var keeper: String?
  }

  func record(_ variant: Variant = Variant(), beside: [JSONValue]? = nil) throws -> SampleRecord {
    let rule = JSONValue.object(self.rule).with(["within": "P10D", "owed-by": "sc"]).with(variant.rule)
    let coverage: [JSONValue] = variant.keeper.map { [["kinds": .array(answers.map(\.json)), "keeper": .string($0)]] } ?? []
    var entries = (beside ?? self.beside) + [occasion.with(variant.occasion)]
    if let changes = variant.answer { entries.append(answer.with(changes)) }
    var record = try SampleRecord(
      charter: Sample.charter(clauses: [Sample.clause(rule)], coverage: coverage), entries + variant.more)
    for (label, slot) in variant.hidden { try record.hide(label, slot) }
    return record
  }

  /// The duty for the occasion.
  func duty(_ variant: Variant = Variant()) throws -> Duty {
    let record = try record(variant)
    let subject = try record.id("occasion")
    let duties = try record.duties(asOf: variant.asOf).filter { $0.subject == subject }
    try #require(duties.count == 1, "\(duties)")
    return duties[0]
  }

  func causes(_ duty: Duty, _ variant: Variant) throws -> [String] {
    let record = try record(variant)
    let labels = record.labels
    return duty.causes.map { $0.words({ labels[$0] ?? "entry \($0)" }, record) }
  }

  /// That the record holds every entry that could answer.
  func coverage(_ days: JSONValue = "2013/2019-04-19") -> JSONValue {
    Given.covered(answers[0], days).with(["kinds": .array(answers.map(\.json))])
  }

  /// That a source says that there was none.
  func omission(_ days: JSONValue = "2018-03-01/2019-04-19", _ fields: JSONObject = [:]) -> JSONValue {
    Given.entry(.omissionStated, "none", ["occurred": days, "of": ["kind": answers[0].json, "about": "occasion"]]).with(fields)
  }
}

@Suite("The form respond")
struct ResponseTests {
  typealias Variant = ResponsePreset.Variant
  private typealias Neighbor = ResponsePreset.Neighbor

  private static func occasion(_ kind: Kind, _ fields: JSONObject) -> JSONValue {
    Given.entry(kind, "occasion", ["occurred": "2018-03-10"]).with(fields)
  }
  private static func answer(_ kind: Kind, _ fields: JSONObject) -> JSONValue {
    Given.entry(kind, "answer", ["occurred": "2018-03-15"]).with(fields)
  }
  private static func named(_ party: String, _ role: String) -> JSONValue {
    Given.entry(.partyNamed, party, ["party": .string(party), "role": .string(role)])
  }
  private static let complainant = named("complainant", "complainant")
  private static func allegation(_ severity: String = "severe") -> JSONValue {
    Given.entry(
      .allegationMade, "allegation",
      ["occurred": "2018-03-10", "against": "respondent", "of": "a thing", "severity": .string(severity), "report": "occasion"])
  }

  static let presets = [
    ResponsePreset(
      rule: ["check": "respond", "after": "meeting.held", "with": "statement.published"],
      occasion: occasion(.meetingHeld, ["bodies": "ndc"]), answer: answer(.statementPublished, ["by": "ndc"]),
      answers: [.statementPublished],
      isNamed: false, matters: [], answering: [], neighbors: [Neighbor(rule: ["after": "motion.moved"])]),
    ResponsePreset(
      rule: ["check": "acknowledge", "of": "ndc"], occasion: occasion(.reportReceived, ["from": "complainant", "to": "ndc"]),
      answer: answer(.noticeGiven, ["to": "complainant", "answers": "occasion"]), answers: [.noticeGiven], owedBy: [BodyID("ndc")],
      matters: ["to", "from"], answering: ["answers", "to"],
      neighbors: [Neighbor(occasion: ["to": "branch"]), Neighbor(rule: ["of": "nac"])]),
    ResponsePreset(
      rule: ["check": "escalate", "of": "branch", "to": "ndc", "severity": "serious"],
      occasion: occasion(.reportReceived, ["from": "complainant", "to": "branch"]),
      answer: answer(.noticeGiven, ["to": "ndc", "of": "occasion"]), beside: [allegation()],
      answers: [.noticeGiven, .decisionTaken, .remitSet], owedBy: [BodyID("branch")], matters: ["to", "repeats"], answering: ["of", "to"],
      neighbors: [
        Neighbor(occasion: ["to": ["branch", "ndc"]]), Neighbor(occasion: ["to": "sc"]), Neighbor(beside: [allegation("minor")]),
        Neighbor(beside: []),
      ]),
    ResponsePreset(
      rule: ["check": "provide", "of": "sc"], occasion: occasion(.requestMade, ["by": "complainant", "to": "sc", "asks": "The minutes."]),
      answer: answer(.noticeGiven, ["to": "complainant", "answers": "occasion"]), answers: [.noticeGiven], hasParts: true,
      owedBy: [BodyID("sc")], matters: ["to", "by"], answering: ["answers", "to", "extent"],
      neighbors: [Neighbor(occasion: ["to": "branch"])]),
    ResponsePreset(
      rule: ["check": "decide", "by": "ndc", "what": "reports"],
      occasion: occasion(.reportReceived, ["from": "complainant", "to": "ndc", "seeks": "decision"]),
      answer: answer(.decisionTaken, ["by": "ndc", "outcome": ["acquit": "respondent"], "answers": "occasion"]),
      answers: [.decisionTaken, .findingMade], owedBy: [BodyID("ndc")], matters: ["to", "seeks"], answering: ["answers", "by"],
      neighbors: [
        Neighbor(occasion: ["seeks": "support"]), Neighbor(occasion: ["to": "branch"]), Neighbor(rule: ["what": "appeals"]),
      ]),
    ResponsePreset(
      rule: ["check": "decide", "by": "nac", "what": "appeals"],
      occasion: occasion(.appealLodged, ["by": "respondent", "against": "allegation", "to": "nac"]),
      answer: answer(.decisionTaken, ["by": "nac", "outcome": "rescind", "answers": "occasion"]),
      beside: [allegation().with(["report": nil])],
      answers: [.decisionTaken, .findingMade], owedBy: [BodyID("nac")], matters: ["to", "by"], answering: ["answers", "by"],
      neighbors: [Neighbor(occasion: ["to": "branch"]), Neighbor(rule: ["what": "reports"])]),
    ResponsePreset(
      rule: ["check": "inform-party", "of": "ndc"],
      occasion: occasion(.decisionTaken, ["by": "ndc", "outcome": ["expel": "respondent"]]),
      answer: answer(.noticeGiven, ["to": "complainant", "of": "occasion"]), beside: [complainant], answers: [.noticeGiven], hasParts: true,
      owedBy: [BodyID("ndc")], matters: ["by"], answering: ["of", "to", "extent"],
      neighbors: [Neighbor(occasion: ["by": "sc"]), Neighbor(beside: [named("complainant", "witness")])]),
    ResponsePreset(
      rule: ["check": "inform-members", "of": "ndc", "to": "members"],
      occasion: occasion(.decisionTaken, ["by": "ndc", "outcome": ["expel": "respondent"]]),
      answer: answer(.statementPublished, ["to": "members", "of": "occasion"]), answers: [.noticeGiven, .statementPublished],
      hasParts: true,
      owedBy: [BodyID("ndc")], matters: ["by"], answering: ["of", "to", "extent"], neighbors: [Neighbor(occasion: ["by": "sc"])]),
    ResponsePreset(
      rule: ["check": "review-measure", "measures": "suspension"],
      occasion: occasion(.measureImposed, ["on": "respondent", "measure": "suspension", "purpose": "interim", "by": "ndc"]),
      answer: answer(.measureLifted, ["on": "respondent", "measure": "suspension", "imposed": "occasion"]),
      answers: [.decisionTaken, .measureLifted, .measureImposed], owedBy: [BodyID("ndc")], matters: ["measure", "purpose", "review"],
      answering: ["imposed"],
      neighbors: [Neighbor(occasion: ["purpose": "sanction"]), Neighbor(occasion: ["measure": "warning"])]),
    ResponsePreset(
      rule: ["check": "ask-needs"], occasion: occasion(.reportReceived, ["from": "complainant", "to": "ndc"]),
      answer: answer(.needAsked, ["by": "ndc", "to": "complainant"]), beside: [complainant], answers: [.needAsked], isNamed: false,
      owedBy: [BodyID("ndc")], matters: ["from"], answering: ["to"],
      neighbors: [Neighbor(occasion: ["from": "outsider"]), Neighbor(beside: [named("complainant", "advocate")])]),
    ResponsePreset(
      rule: ["check": "support"], occasion: occasion(.needStated, ["from": "complainant", "need": "A room."]),
      answer: answer(.supportGiven, ["by": "sc", "to": "complainant", "what": "a room"]), answers: [.supportGiven], isNamed: false,
      matters: ["from"], answering: ["to", "answers"], neighbors: []),
    ResponsePreset(
      rule: ["check": "support"], occasion: occasion(.reportReceived, ["from": "complainant", "to": "sc", "seeks": "support"]),
      answer: answer(.supportGiven, ["by": "sc", "to": "complainant", "what": "a room", "answers": "occasion"]), answers: [.supportGiven],
      owedBy: [BodyID("sc")], matters: ["seeks"], answering: ["answers"], neighbors: [Neighbor(occasion: ["seeks": "decision"])]),
    ResponsePreset(
      rule: ["check": "answer-motion", "of": "members"],
      occasion: occasion(.motionMoved, ["by": "organizer", "to": "members", "asks": "A report."]),
      answer: answer(.voteHeld, ["on": "occasion", "by": "members", "result": "rejected"]), answers: [.voteHeld, .decisionTaken],
      owedBy: [BodyID("members")], matters: ["to"], answering: ["on", "by", "result"], neighbors: [Neighbor(occasion: ["to": "sc"])]),
    ResponsePreset(
      rule: ["check": "fill-office", "body": "ndc"], occasion: occasion(.seatVacated, ["holder": "organizer", "body": "ndc"]),
      answer: answer(.seatTaken, ["holder": "outsider", "body": "ndc"]), answers: [.seatTaken], isNamed: false, matters: ["body"],
      answering: ["body", "holder"], neighbors: [Neighbor(occasion: ["body": "nac"])]),
    ResponsePreset(
      rule: ["check": "interim-measure", "severity": "serious", "measure": "suspension"],
      occasion: occasion(.allegationMade, ["against": "respondent", "of": "a thing", "severity": "severe"]),
      answer: answer(.measureImposed, ["on": "respondent", "measure": "suspension", "answers": "occasion"]), answers: [.measureImposed],
      matters: ["severity", "against"], answering: ["on", "measure", "answers"],
      neighbors: [Neighbor(occasion: ["severity": "minor"])]),
  ]

  private static func after(_ days: Int) -> Span { Span(atLeast: days, atMost: days) }

  // MARK: answered

  /// A day on which it was answered, and what follows.
  struct Answered: CustomTestStringConvertible, Sendable {
    let told: String
    let on: String
    var occasion = "2018-03-10"
    let isCovered: Bool
    let state: Duty.State
    var late: Span?
    var causes: [String] = []
    var testDescription: String { told }
  }

  private static let answered = [
    Answered(told: "in time", on: "2018-03-15", isCovered: false, state: .met),
    Answered(told: "on the last day", on: "2018-03-20", isCovered: false, state: .met),
    Answered(told: "on the day of the occasion itself", on: "2018-03-10", isCovered: false, state: .met),
    Answered(told: "late, on a record that is complete", on: "2018-03-21", isCovered: true, state: .met, late: after(1)),
    Answered(told: "years late", on: "2019-03-20", isCovered: true, state: .met, late: after(365)),
    Answered(told: "late, on a record that is not", on: "2018-03-21", isCovered: false, state: .undetermined, causes: ["coverage"]),
    Answered(
      told: "in time or late, by a wide date", on: "2018-03-18/2018-03-22", isCovered: true, state: .undetermined,
      causes: ["dates occasion answer"]),
    Answered(told: "on one of several days, all in time", on: "2018-03-18/2018-03-20", isCovered: false, state: .met),
    Answered(
      told: "on one of several days, all late", on: "2018-03-21/2018-03-25", isCovered: true, state: .met,
      late: Span(atLeast: 1, atMost: 5)),
    Answered(
      told: "in time, whenever the occasion was", on: "2018-03-18", occasion: "2018-03-08/2018-03-10", isCovered: false, state: .met),
    Answered(
      told: "in time or late, as the occasion was", on: "2018-03-19", occasion: "2018-03-08/2018-03-10", isCovered: true,
      state: .undetermined, causes: ["dates occasion answer"]),
    Answered(
      told: "late, whenever the occasion was", on: "2018-03-21", occasion: "2018-03-08/2018-03-10", isCovered: true, state: .met,
      late: Span(atLeast: 1, atMost: 3)),
  ]

  @Test(arguments: presets, answered)
  func `an answer meets it in time, and late only where the record is complete`(_ preset: ResponsePreset, _ answered: Answered) throws {
    let variant = Variant(
      occasion: ["occurred": .string(answered.occasion)], answer: ["occurred": .string(answered.on)],
      more: answered.isCovered ? [preset.coverage()] : [])
    let duty = try preset.duty(variant)
    #expect(duty.state == answered.state)
    #expect(duty.late == answered.late)
    #expect(duty.owedBy == [.body(BodyID("sc"))])
    #expect(duty.facts.first.map(\.isAnswer) == true)
    let coverage = "coverage \(preset.answers[0].rawValue) nobody"
    #expect(try preset.causes(duty, variant) == answered.causes.map { $0 == "coverage" ? coverage : $0 })
    // Where nothing says that this was the first, an earlier one may be missing.
    let isFirst = preset.isNamed || answered.isCovered
    #expect((duty.lasted?.atLeast == 0) == (!isFirst || answered.on == "2018-03-10"))
  }

  @Test(arguments: presets) func `without a period an answer is never late`(_ preset: ResponsePreset) throws {
    let duty = try preset.duty(Variant(rule: ["within": nil], answer: ["occurred": "2019-03-10"], more: [preset.coverage()]))
    #expect(duty.state == .met && duty.due == nil && duty.late == nil && duty.lasted == ResponseTests.after(365))
  }

  @Test(arguments: presets.filter(\.hasParts))
  func `what is answered in part is met in part, and in full by what comes after`(_ preset: ResponsePreset) throws {
    let part = try preset.duty(Variant(answer: ["extent": "part"]))
    #expect(part.state == .met && part.extent == .part)
    let rest = preset.answer.with(["label": "rest", "occurred": "2018-03-25"])
    let late = try preset.duty(Variant(answer: ["extent": "part"], more: [rest, preset.coverage()]))
    #expect(late.state == .met && late.extent == .full && late.late == ResponseTests.after(5))
  }

  // MARK: not answered

  /// What a record without an answer adds, and what follows.
  struct Silence: CustomTestStringConvertible, Sendable {
    let told: String
    var rule: JSONObject = [:]
    var more: @Sendable (ResponsePreset) -> [JSONValue] = { _ in [] }
    var hidden: [(label: String, slot: String)] = []
    var asOf = "2019-04-19"
    var keeper: String?
    let state: Duty.State
    var causes: [String] = []
    var facts: [String] = []
    var testDescription: String { told }
  }

  private static func closed(_ day: String, why: JSONValue = "withdrawn") -> JSONValue {
    Given.entry(.caseClosed, "closed", ["occurred": .string(day), "why": why])
  }
  private static func dissolved(_ day: String, _ body: String = "sc") -> JSONValue {
    Given.entry(.bodyDissolved, "dissolved-\(body)", ["occurred": .string(day), "body": .string(body), "case": nil])
  }

  private static let silences = [
    Silence(told: "while its time runs", asOf: "2018-03-20", state: .open),
    Silence(told: "while its time runs, on a record that is complete", more: { [$0.coverage()] }, asOf: "2018-03-20", state: .open),
    Silence(told: "after its time, on a record that is complete", more: { [$0.coverage()] }, asOf: "2018-03-21", state: .breached),
    Silence(told: "on a record that is complete until its last day", more: { [$0.coverage("2018-03-10/2018-03-20")] }, state: .breached),
    Silence(
      told: "on a record that is complete until the day before", more: { [$0.coverage("2018-03-10/2018-03-19")] }, state: .undetermined,
      causes: ["coverage nobody"]),
    Silence(
      told: "on a record that is complete from the day after it", more: { [$0.coverage("2018-03-11/2019")] }, state: .undetermined,
      causes: ["coverage nobody"]),
    Silence(told: "after its time, on a record that is not", state: .undetermined, causes: ["coverage nobody"]),
    Silence(told: "and whose record that is", keeper: "branch", state: .undetermined, causes: ["coverage branch"]),
    Silence(told: "without a period, on a record that is complete", rule: ["within": nil], more: { [$0.coverage()] }, state: .open),
    Silence(told: "without a period, on a record that is not", rule: ["within": nil], state: .undetermined, causes: ["coverage nobody"]),
    Silence(told: "by a source there was none", more: { [$0.omission()] }, state: .breached, facts: ["omission none"]),
    Silence(
      told: "by a source there was none in a part of the time", more: { [$0.omission("2018-03-10/2018-03-19")] }, state: .undetermined,
      causes: ["coverage nobody"], facts: ["omission none"]),
    Silence(
      told: "by a source there was none of another", more: { [$0.omission("2018-03-01/2019", ["of": ["kind": $0.answers[0].json]])] },
      state: .undetermined, causes: ["coverage nobody"]),
    Silence(
      told: "without a period, by a source there was none", rule: ["within": nil], more: { [$0.omission()] }, state: .breached,
      facts: ["omission none"]),
    Silence(
      told: "for a reason that the clause allows", rule: ["excused-by": ["safety"]],
      more: { [$0.omission("2018-03-01/2019-04-19", ["reason": "safety"])] }, state: .excused, facts: ["excused by safety: none"]),
    Silence(
      told: "for another reason", rule: ["excused-by": ["safety"]],
      more: { [$0.omission("2018-03-01/2019-04-19", ["reason": "convenience"])] }, state: .breached, facts: ["omission none"]),
    Silence(
      told: "for a reason that no clause allows", more: { [$0.omission("2018-03-01/2019-04-19", ["reason": "safety"])] }, state: .breached,
      facts: ["omission none"]),
    Silence(
      told: "for a reason that is hidden", rule: ["excused-by": ["safety"]],
      more: { [$0.omission("2018-03-01/2019-04-19", ["reason": "safety"])] }, hidden: [("none", "reason")], state: .undetermined,
      causes: ["gap none.reason"], facts: ["omission none"]),
    Silence(told: "the case withdrawn in time", more: { _ in [closed("2018-03-20")] }, state: .lapsed, facts: ["ended closed"]),
    Silence(
      told: "the case withdrawn in time, on a record that is complete", more: { [closed("2018-03-20"), $0.coverage()] }, state: .lapsed,
      facts: ["ended closed"]),
    Silence(told: "the case withdrawn when it was overdue", more: { [closed("2018-03-21"), $0.coverage()] }, state: .breached),
    Silence(told: "the case withdrawn before it was owed", more: { [closed("2018-03-09"), $0.coverage()] }, state: .breached),
    Silence(
      told: "the case withdrawn in time or not", more: { [closed("2018-03-19/2018-03-22"), $0.coverage()] }, state: .undetermined,
      causes: ["dates occasion closed"]),
    Silence(told: "the case closed as decided", more: { [closed("2018-03-15", why: "decided"), $0.coverage()] }, state: .breached),
    Silence(
      told: "the case closed, and why is hidden", more: { [closed("2018-03-15"), $0.coverage()] }, hidden: [("closed", "why")],
      state: .undetermined, causes: ["gap closed.why"]),
    Silence(
      told: "without a period, the case withdrawn", rule: ["within": nil], more: { [closed("2019-03-01"), $0.coverage()] }, state: .lapsed,
      facts: ["ended closed"]),
    Silence(
      told: "whose task it is dissolved in time", more: { [dissolved("2018-03-20"), $0.coverage()] }, state: .lapsed,
      facts: ["ended dissolved-sc"]),
    Silence(told: "whose task it is dissolved when it was overdue", more: { [dissolved("2018-03-21"), $0.coverage()] }, state: .breached),
    Silence(
      told: "whose task it is dissolved before, and formed anew", more: { [dissolved("2017"), $0.coverage()] }, state: .breached),
    Silence(told: "another body dissolved", more: { [dissolved("2018-03-15", "branch"), $0.coverage()] }, state: .breached),
    Silence(
      told: "one of two dissolved whose task it is", rule: ["owed-by": ["sc", "branch"]],
      more: { [dissolved("2018-03-15"), $0.coverage()] }, state: .breached),
    Silence(
      told: "both dissolved whose task it is", rule: ["owed-by": ["sc", "branch"]],
      more: { [dissolved("2018-03-15"), dissolved("2018-03-18", "branch"), $0.coverage()] }, state: .lapsed,
      facts: ["ended dissolved-branch"]),
    Silence(
      told: "which body dissolved is hidden", more: { [dissolved("2018-03-15"), $0.coverage()] }, hidden: [("dissolved-sc", "body")],
      state: .undetermined, causes: ["gap dissolved-sc.body"]),
  ]

  @Test(arguments: presets, silences)
  func `without an answer it is open, breached, excused or lapsed, and never by silence alone`(_ preset: ResponsePreset, _ silence: Silence)
    throws
  {
    let variant = Variant(
      rule: silence.rule, answer: nil, more: silence.more(preset), hidden: silence.hidden, asOf: silence.asOf, keeper: silence.keeper)
    let duty = try preset.duty(variant)
    #expect(duty.state == silence.state)
    #expect(duty.late == nil)
    let causes = silence.causes.map { cause in
      cause.hasPrefix("coverage ") ? "coverage \(preset.answers[0].rawValue) \(cause.dropFirst(9))" : cause
    }
    #expect(try preset.causes(duty, variant) == causes)
    let labels = try preset.record(variant).labels
    #expect(duty.facts.map { $0.words { labels[$0] ?? "entry \($0)" } } == silence.facts)
  }

  @Test(arguments: presets.filter { !$0.owedBy.isEmpty })
  func `where the clause does not say whose task it is, the record may`(_ preset: ResponsePreset) throws {
    let own = preset.owedBy.map(Actor.body)
    #expect(try preset.duty(Variant(rule: ["owed-by": nil])).owedBy == own)
    let end = preset.owedBy.map { ResponseTests.dissolved("2018-03-15", $0.name) }
    let ended = try preset.duty(Variant(rule: ["owed-by": nil], answer: nil, more: end + [preset.coverage()]))
    #expect(ended.state == .lapsed && ended.owedBy == own)
  }

  @Test(arguments: presets) func `a record one fact away asks for nothing`(_ preset: ResponsePreset) throws {
    for neighbor in preset.neighbors {
      let record = try preset.record(Variant(rule: neighbor.rule, occasion: neighbor.occasion), beside: neighbor.beside)
      let subject = try record.id("occasion")
      #expect(try record.duties().filter { $0.subject == subject } == [])
    }
  }

  // MARK: hidden

  @Test(arguments: presets) func `what is hidden of what matters is undetermined for that reason`(_ preset: ResponsePreset) throws {
    for slot in preset.matters {
      let variant = Variant(more: [preset.coverage()], hidden: [("occasion", slot)])
      let duty = try preset.duty(variant)
      #expect(duty.state == .undetermined)
      #expect(try preset.causes(duty, variant) == ["gap occasion.\(slot)"])
    }
    for slot in preset.answering {
      let variant = Variant(more: [preset.coverage()], hidden: [("answer", slot)])
      let duty = try preset.duty(variant)
      #expect(duty.state == .undetermined)
      #expect(try preset.causes(duty, variant) == ["gap answer.\(slot)"])
    }
  }

  @Test(arguments: presets) func `what may have been answered is neither breached, excused nor lapsed`(_ preset: ResponsePreset) throws {
    let ends: [JSONValue] = [
      preset.coverage(), preset.omission("2018-03-01/2019-04-19", ["reason": "safety"]), ResponseTests.closed("2018-03-18"),
    ]
    for end in ends {
      for slot in preset.answering {
        let variant = Variant(rule: ["excused-by": ["safety"]], more: [end], hidden: [("answer", slot)])
        #expect(try preset.duty(variant).state == .undetermined, "\(slot)")
      }
      #expect(try preset.duty(Variant(rule: ["excused-by": ["safety"]], more: [end])).state == .met)
    }
  }

  @Test(arguments: presets) func `a late answer is not known to be late where an earlier one may be hidden`(_ preset: ResponsePreset) throws
  {
    for slot in preset.answering {
      let hidden = preset.answer.with(["label": "earlier"])
      let variant = Variant(answer: ["occurred": "2018-04-01"], more: [hidden, preset.coverage()], hidden: [("earlier", slot)])
      let duty = try preset.duty(variant)
      #expect(duty.state == .undetermined && duty.late == nil)
      #expect(try preset.causes(duty, variant) == ["gap earlier.\(slot)"])
    }
  }
}

import CandorCore
import StrictJSON
import Testing

/// A small record held against one clause, with what comes of it.
struct CheckCase: CustomTestStringConvertible, Sendable {
  let name: String
  let rule: JSONValue
  var keeper: String?
  /// What the charter says beside the clause.
  var code: JSONObject = [:]
  let entries: [JSONValue]
  /// Label and slot of what the reader does not see.
  var hidden: [(label: String, slot: String)] = []
  /// Label and day of what was set down on another day than the rest, which is of 2019-04-19.
  var setDown: [(label: String, day: String)] = []
  var asOf = "2019-04-19"
  let outcomes: [Outcome]

  var testDescription: String { name }

  /// A duty as these tables state it; labels stand for entries.
  struct Outcome: Hashable, CustomTestStringConvertible, Sendable {
    var state: Duty.State
    var subject: String
    var owedBy: [String] = []
    var late: Span?
    var lasted: Span?
    var causes: [String] = []
    var facts: [String] = []

    var testDescription: String {
      let spans = [late.map { "late \($0.words)" }, lasted.map { "lasted \($0.words)" }].compactMap(\.self)
      return (["\(state) \(subject)"] + owedBy.map { "by \($0)" } + spans + causes + facts).joined(separator: "; ")
    }
  }

  func check() throws {
    let coverage: [JSONValue] = keeper.map { [["kinds": ["measure.imposed", "notice.given"], "keeper": .string($0)]] } ?? []
    var record = try SampleRecord(charter: Sample.charter(clauses: [Sample.clause(rule)], coverage: coverage).with(code), entries)
    for (label, slot) in hidden { try record.hide(label, slot) }
    for (label, day) in setDown { try record.setDown(label, on: day) }
    let labels = record.labels
    func label(_ id: EntryID) -> String { labels[id] ?? "entry \(id)" }
    let found = try record.duties(asOf: asOf).map { duty in
      #expect(duty.causes.isEmpty == (duty.state != .undetermined))
      #expect(duty.entries == duty.entries.sorted() && duty.entries.contains(duty.subject))
      #expect(Set(duty.facts.flatMap(\.entries)).isSubset(of: duty.entries))
      #expect(duty.clause == ClauseID("1") && duty.case == Sample.ofCase)
      return Outcome(
        state: duty.state, subject: label(duty.subject), owedBy: duty.owedBy.map(Sample.name), late: duty.late, lasted: duty.lasted,
        causes: duty.causes.map { $0.words(label, record) }, facts: duty.facts.map { $0.words(label) })
    }
    #expect(found == outcomes)
  }
}

extension Span {
  var words: String { "\(atLeast)…\(atMost.map(String.init) ?? "")" }
}

extension Sample {
  static func name(_ actor: Actor) -> String {
    switch actor {
    case .body(let body): body.name
    case .party(let party): parties.first { self.party($0) == party } ?? party.text
    }
  }
}

extension SampleRecord {
  var labels: [EntryID: String] {
    var found: [EntryID: String] = [:]
    for draft in drafts { found[draft.id] = draft.values.first { $0.name == "label" }?.json.stringValue }
    return found
  }
}

extension Cause {
  func words(_ label: (EntryID) -> String, _ record: SampleRecord) -> String {
    switch self {
    case .gap(let gap): "gap \(label(gap.entry)).\(record.drafts[gap.entry.number - 1].values[Int(gap.slot)].name)"
    case .dates(let entries): "dates \(entries.map(label).joined(separator: " "))"
    case .coverage(let kind, let keeper): "coverage \(kind.rawValue) \(keeper?.name ?? "nobody")"
    case .unstated(let entries, let field, let keeper):
      "unstated \(field) \(entries.map(label).joined(separator: " ")) \(keeper?.name ?? "nobody")"
    case .contradictory(let entries): "contradictory \(entries.map(label).joined(separator: " "))"
    case .rivals(let entries): "rivals \(entries.map(label).joined(separator: " "))"
    }
  }
}

extension Fact {
  func words(_ label: (EntryID) -> String) -> String {
    switch self {
    case .answered(let entry): "answered \(label(entry))"
    case .satWith(let entry, let holder, let represents): "\(Sample.name(.party(holder))) sat for \(represents): \(label(entry))"
    case .instructed(let entry, let by, let matters):
      "\(by.map(Sample.name).joined(separator: ", ")) instructed \(matters.map(\.rawValue).joined(separator: ", ")): \(label(entry))"
    case .undone(let entry, let by, let rival):
      "undone by \(by.map(Sample.name).joined(separator: ", ")): \(label(entry))" + (rival.map { ", disputing \(label($0))" } ?? "")
    case .withoutPower(let entry, let by): "without power \(by.map(Sample.name).joined(separator: ", ")): \(label(entry))"
    case .unknownGround(let entry, let grounds): "on \(grounds.joined(separator: ", ")): \(label(entry))"
    case .underPressure(let entry, let others): "under \(others.map { label($0.entry) }.joined(separator: " ")): \(label(entry))"
    case .statedOmission(let entry): "omission \(label(entry))"
    case .remitSet(let entry, let by): "\(by.map(Sample.name).joined(separator: ", ")) set the remit: \(label(entry))"
    case .replaced(let entry, let by): "\(by.map(Sample.name).joined(separator: ", ")) replaced: \(label(entry))"
    case .refused(let entry): "refused \(label(entry))"
    case .applied(let entry, let wrong): "applied \(wrong.joined(separator: ", ")): \(label(entry))"
    case .heard(let entry): "heard \(label(entry))"
    case .conflicted(let entry): "conflicted \(label(entry))"
    case .begun(let entry): "begun \(label(entry))"
    case .notDone(let entry): "not done \(label(entry))"
    case .overtaken(let entry): "overtaken \(label(entry))"
    case .silenced(let entry): "silenced \(label(entry))"
    case .misinformed(let entry): "misinformed \(label(entry))"
    case .told(let entry): "told \(label(entry))"
    case .excused(let entry, let reason): "excused by \(reason): \(label(entry))"
    case .ended(let entry): "ended \(label(entry))"
    case .preceded(let entry): "preceded \(label(entry))"
    case .lacking(let entry): "lacking \(label(entry))"
    case .forbidden(let entry): "forbidden \(label(entry))"
    case .answeredWithout(let entry, let missing): "answered \(label(entry)) without \(missing.map(Sample.name).joined(separator: ", "))"
    case .varied(let entry): "varied \(label(entry))"
    case .variedWithout(let entry): "varied without reason \(label(entry))"
    case .transferred(let entry): "transferred \(label(entry))"
    case .appliedElsewhere(let entry, let cases): "applied in \(cases): \(label(entry))"

    case .conflictedBy(let entry, let who, let rule): "\(Sample.name(who)) conflicted by \(rule.rawValue): \(label(entry))"
    case .announced(let entry, let result): "announced \(result.rawValue): \(label(entry))"
    case .underRule(let entry, let reckoning, let ineligible):
      "under the rule \(reckoning.words)\(ineligible.map { ", without \(Sample.name(.party($0)))" }.joined()): \(label(entry))"
    case .withoutConflicted(let entry, let reckoning, let conflicts):
      "without \(conflicts.map(label).joined(separator: " ")) \(reckoning.words): \(label(entry))"
    case .alsoSat(let entry, let holder, let body): "\(Sample.name(.party(holder))) also sat on \(body): \(label(entry))"
    case .seated(let entry, let count): "seated \(count.words): \(label(entry))"
    case .judgedOwn(let entry, let party): "\(Sample.name(.party(party))) judged: \(label(entry))"
    case .barred(let entry): "barred \(label(entry))"
    case .undisclosed(let entry): "undisclosed \(label(entry))"
    case .proposed(let entry, let place): "proposal \(place + 1): \(label(entry))"
    case .adoptedTogether(let entry, let count): "\(count) adopted together: \(label(entry))"
    case .outvoted(let entry, let place, let by): "proposal \(place + 1) outvoted by \(by + 1): \(label(entry))"
    case .bySlate(let entry): "by slate: \(label(entry))"
    case .oneByOne(let entry): "one by one: \(label(entry))"
    case .electedTwice(let entry, let party, let earlier):
      "\(Sample.name(.party(party))) elected twice: \(label(entry))\(earlier.map { ", before by \(label($0))" } ?? "")"
    case .tooManyElected(let entry, let count, let seats): "\(count) elected to \(seats): \(label(entry))"
    case .passedOver(let entry, let party, let elected):
      "\(Sample.name(.party(party))) passed over for \(Sample.name(.party(elected))): \(label(entry))"
    case .unstatedPositions(let entry, let party): "\(Sample.name(.party(party))) without a statement: \(label(entry))"
    case .notElected(let entry, let holder): "\(Sample.name(.party(holder))) not elected: \(label(entry))"
    case .grouped(let entry, let group, let count, let all): "\(group) \(count.words) of \(all.words): \(label(entry))"
    case .groupShare(let entry, let group, let share): "\(group) \(share): \(label(entry))"
    }
  }
}

/// Entries of which the tables are made; each can be changed in one fact.
enum Given {
  static func entry(_ kind: Kind, _ label: String, _ fields: JSONObject) -> JSONValue {
    JSONValue.object(["kind": .string(kind.rawValue), "label": .string(label)]).with(fields)
  }

  static let allegation = entry(
    .allegationMade, "allegation", ["occurred": "2018-03-10", "against": "respondent", "of": "a thing", "severity": "severe"])
  static let suspension = entry(
    .measureImposed, "suspension", ["occurred": "2018-03-11", "on": "respondent", "measure": "suspension", "answers": "allegation"])
  static func covered(_ kind: Kind, _ occurred: JSONValue = "2013/2019-04-19") -> JSONValue {
    entry(.coverageAttested, "coverage", ["occurred": occurred, "kinds": .string(kind.rawValue), "by": "sc"])
  }
  /// Everything by which people are told.
  static func coveredTelling(_ occurred: JSONValue = "2013/2019-04-19") -> JSONValue {
    covered(.noticeGiven, occurred).with(["kinds": ["notice.given", "statement.published"]])
  }
  static let noMeasure = entry(
    .omissionStated, "omission", ["occurred": "2018/2019", "of": ["kind": "measure.imposed", "about": "allegation"]])

  static func party(_ name: String, seats: JSONValue = []) -> JSONValue {
    entry(.partyNamed, name, ["party": .string(name), "role": "participant", "seats": seats])
  }
  static let letter = entry(
    .instructionGiven, "letter", ["occurred": "2013", "from": "sc", "to": "ndc", "content": ["standard": "another one"]])
  static let representative = entry(.seatTaken, "seat", ["occurred": "2013", "holder": "organizer", "body": "ndc", "represents": "sc"])

  static let decision = entry(.decisionTaken, "decision", ["occurred": "2013", "by": "ndc", "outcome": ["expel": "respondent"]])
  static let reversal = entry(
    .decisionTaken, "reversal", ["occurred": "2013", "by": "nac", "outcome": "rescind", "undoes": "decision", "grounds": "appeal"])

  static let untold = entry(
    .omissionStated, "omission", ["occurred": "2013/2019-03-15", "of": ["kind": "notice.given", "about": "decision", "to": "members"]])
  static let notice = entry(.noticeGiven, "notice", ["occurred": "2019-03-15", "to": "members", "of": "decision"])
}

@Suite("The check interim-measure")
struct InterimMeasureTests {
  private static let rule: JSONValue = ["check": "interim-measure", "severity": "severe", "measure": "suspension"]
  private static let timed = rule.with(["within": "P2D", "owed-by": "sc"])
  private static let covered = Given.covered(.measureImposed)
  private static func after(_ days: Int) -> Span { Span(atLeast: days, atMost: days) }

  @Test(arguments: [
    CheckCase(
      name: "met after one day by a measure that answers it", rule: rule, entries: [Given.allegation, Given.suspension],
      outcomes: [.init(state: .met, subject: "allegation", lasted: after(1), facts: ["answered suspension"])]),
    CheckCase(
      name: "met, at most a day after, by one that answers nothing in particular", rule: rule,
      entries: [Given.allegation, Given.suspension.with(["answers": nil])],
      outcomes: [.init(state: .met, subject: "allegation", lasted: Span(atLeast: 0, atMost: 1), facts: ["answered suspension"])]),
    CheckCase(
      name: "and exactly a day after where the record claims to hold every measure", rule: rule,
      entries: [Given.allegation, Given.suspension.with(["answers": nil]), covered],
      outcomes: [.init(state: .met, subject: "allegation", lasted: after(1), facts: ["answered suspension"])]),
    CheckCase(
      name: "not by another measure", rule: rule, entries: [Given.allegation, Given.suspension.with(["measure": "warning"])],
      outcomes: [.init(state: .undetermined, subject: "allegation", causes: ["coverage measure.imposed nobody"])]),
    CheckCase(
      name: "not by a measure on someone else", rule: rule, entries: [Given.allegation, Given.suspension.with(["on": "organizer"])],
      outcomes: [.init(state: .undetermined, subject: "allegation", causes: ["coverage measure.imposed nobody"])]),
    CheckCase(
      name: "not by a measure that came before", rule: rule,
      entries: [Given.allegation, Given.suspension.with(["occurred": "2018-03-09", "answers": nil])],
      outcomes: [.init(state: .undetermined, subject: "allegation", causes: ["coverage measure.imposed nobody"])]),
    CheckCase(
      name: "not by a measure that answers another entry", rule: rule,
      entries: [Given.allegation, Given.suspension.with(["answers": "other"]), Given.entry(.noticeGiven, "other", [:])],
      outcomes: [.init(state: .undetermined, subject: "allegation", causes: ["coverage measure.imposed nobody"])]),
    CheckCase(
      name: "silence is undetermined, and the named keeper's to explain", rule: rule, keeper: "branch", entries: [Given.allegation],
      outcomes: [.init(state: .undetermined, subject: "allegation", causes: ["coverage measure.imposed branch"])]),
    CheckCase(
      name: "silence under coverage is open where no period is stated", rule: rule, entries: [Given.allegation, covered],
      outcomes: [.init(state: .open, subject: "allegation", lasted: after(405))]),
    CheckCase(
      name: "coverage that ends before the present proves nothing", rule: rule,
      entries: [Given.allegation, Given.covered(.measureImposed, "2013/2019-04-18")],
      outcomes: [.init(state: .undetermined, subject: "allegation", causes: ["coverage measure.imposed nobody"])]),
    CheckCase(
      name: "coverage of another kind proves nothing", rule: rule, entries: [Given.allegation, Given.covered(.noticeGiven)],
      outcomes: [.init(state: .undetermined, subject: "allegation", causes: ["coverage measure.imposed nobody"])]),
    CheckCase(
      name: "silence under coverage is breached once the period is over", rule: timed, entries: [Given.allegation, covered],
      outcomes: [.init(state: .breached, subject: "allegation", owedBy: ["sc"], lasted: after(405))]),
    CheckCase(
      name: "and open until its last day has passed", rule: timed, entries: [Given.allegation.with(["occurred": "2019-04-17"]), covered],
      outcomes: [.init(state: .open, subject: "allegation", owedBy: ["sc"], lasted: after(2))]),
    CheckCase(
      name: "and breached the day after", rule: timed, entries: [Given.allegation.with(["occurred": "2019-04-16"]), covered],
      outcomes: [.init(state: .breached, subject: "allegation", owedBy: ["sc"], lasted: after(3))]),
    CheckCase(
      name: "without coverage an open period is open", rule: timed, entries: [Given.allegation.with(["occurred": "2019-04-17"])],
      outcomes: [.init(state: .open, subject: "allegation", owedBy: ["sc"], lasted: after(2))]),
    CheckCase(
      name: "without coverage a period that is over is undetermined", rule: timed, entries: [Given.allegation],
      outcomes: [.init(state: .undetermined, subject: "allegation", owedBy: ["sc"], causes: ["coverage measure.imposed nobody"])]),
    CheckCase(
      name: "met on the last day is not late", rule: timed, entries: [Given.allegation, Given.suspension.with(["occurred": "2018-03-12"])],
      outcomes: [.init(state: .met, subject: "allegation", owedBy: ["sc"], lasted: after(2), facts: ["answered suspension"])]),
    CheckCase(
      name: "late by three days, where the record claims to hold every measure", rule: timed,
      entries: [Given.allegation, Given.suspension.with(["occurred": "2018-03-15"]), covered],
      outcomes: [
        .init(state: .met, subject: "allegation", owedBy: ["sc"], late: after(3), lasted: after(5), facts: ["answered suspension"])
      ]),
    CheckCase(
      name: "late within the bounds that its month leaves", rule: timed,
      entries: [Given.allegation, Given.suspension.with(["occurred": "2018-04"]), covered],
      outcomes: [
        .init(
          state: .met, subject: "allegation", owedBy: ["sc"], late: Span(atLeast: 20, atMost: 49), lasted: Span(atLeast: 22, atMost: 51),
          facts: ["answered suspension"])
      ]),
    CheckCase(
      name: "late or not, where its month leaves that open, is undetermined", rule: timed,
      entries: [Given.allegation, Given.suspension.with(["occurred": "2018-03"])],
      outcomes: [
        .init(
          state: .undetermined, subject: "allegation", owedBy: ["sc"], lasted: Span(atLeast: 0, atMost: 21),
          causes: ["dates allegation suspension"],
          facts: ["answered suspension"])
      ]),
    CheckCase(
      name: "late is not proved by what says that it answers, either", rule: timed,
      entries: [Given.allegation, Given.suspension.with(["occurred": "2018-03-15"])],
      outcomes: [
        .init(
          state: .undetermined, subject: "allegation", owedBy: ["sc"], lasted: after(5), causes: ["coverage measure.imposed nobody"],
          facts: ["answered suspension"])
      ]),
    CheckCase(
      name: "late is not proved by an answer before which another may be missing", rule: timed,
      entries: [Given.allegation, Given.suspension.with(["occurred": "2018-03-15", "answers": nil])],
      outcomes: [
        .init(
          state: .undetermined, subject: "allegation", owedBy: ["sc"], lasted: Span(atLeast: 0, atMost: 5),
          causes: ["coverage measure.imposed nobody"],
          facts: ["answered suspension"])
      ]),
    CheckCase(
      name: "a stated omission breaches it", rule: rule, entries: [Given.allegation, Given.noMeasure],
      outcomes: [.init(state: .breached, subject: "allegation", facts: ["omission omission"])]),
    CheckCase(
      name: "a stated omission of something else does not", rule: rule,
      entries: [Given.allegation, Given.noMeasure.with(["of": ["kind": "notice.given", "about": "allegation"]])],
      outcomes: [.init(state: .undetermined, subject: "allegation", causes: ["coverage measure.imposed nobody"])]),
    CheckCase(
      name: "a lesser allegation asks for nothing", rule: rule, entries: [Given.allegation.with(["severity": "serious"])], outcomes: []),
    CheckCase(
      name: "an allegation of the same gravity does", rule: rule.with(["severity": "serious"]),
      entries: [Given.allegation.with(["severity": "serious"])],
      outcomes: [.init(state: .undetermined, subject: "allegation", causes: ["coverage measure.imposed nobody"])]),
    CheckCase(
      name: "a hidden gravity is undetermined for that reason", rule: rule, entries: [Given.allegation, Given.suspension],
      hidden: [("allegation", "severity")],
      outcomes: [.init(state: .undetermined, subject: "allegation", causes: ["gap allegation.severity"])]),
    CheckCase(
      name: "a hidden measure is undetermined for that reason", rule: rule, entries: [Given.allegation, Given.suspension],
      hidden: [("suspension", "measure")],
      outcomes: [.init(state: .undetermined, subject: "allegation", causes: ["gap suspension.measure"])]),
    CheckCase(
      name: "an erased report of a lesser matter changes nothing", rule: rule, entries: [Given.allegation, Given.suspension],
      hidden: [("allegation", "says"), ("allegation", "of")],
      outcomes: [.init(state: .met, subject: "allegation", lasted: after(1), facts: ["answered suspension"])]),
    CheckCase(
      name: "a report that repeats it is an occasion of its own", rule: rule,
      entries: [
        Given.allegation.with(["occurred": "2013"]),
        Given.entry(.reportReceived, "report", ["occurred": "2019-03-11", "repeats": "allegation"]),
        Given.suspension.with(["occurred": "2019-03-12", "answers": "report"]),
      ],
      outcomes: [
        .init(state: .undetermined, subject: "allegation", causes: ["coverage measure.imposed nobody"]),
        .init(state: .met, subject: "report", lasted: after(1), facts: ["answered suspension"]),
      ]),
    CheckCase(
      name: "a measure that may have come before does not show a breach", rule: timed,
      entries: [Given.allegation.with(["occurred": "2018"]), Given.suspension.with(["occurred": "2018", "answers": nil]), covered],
      outcomes: [.init(state: .undetermined, subject: "allegation", owedBy: ["sc"], causes: ["dates allegation suspension"])]),
    CheckCase(
      name: "a measure that a source places after it answers it", rule: rule,
      entries: [
        Given.allegation.with(["occurred": "2018"]),
        Given.suspension.with(["occurred": "2018", "answers": nil, "timing": ["after": "allegation"]]),
        covered,
      ],
      outcomes: [.init(state: .met, subject: "allegation", lasted: Span(atLeast: 0, atMost: 364), facts: ["answered suspension"])]),
  ])
  func `a severe allegation asks for the measure`(_ example: CheckCase) throws { try example.check() }
}

@Suite("The check interference")
struct InterferenceTests {
  private static let rule: JSONValue = ["check": "interference", "body": "ndc"]
  private static let organizer = Given.party("organizer", seats: "sc")

  @Test(arguments: [
    CheckCase(name: "nothing happened, nothing is owed", rule: rule, entries: [organizer], outcomes: []),
    CheckCase(
      name: "a representative of another body sits with it", rule: rule, entries: [Given.representative],
      outcomes: [.init(state: .breached, subject: "seat", owedBy: ["sc"], facts: ["organizer sat for sc: seat"])]),
    CheckCase(
      name: "a representative of a body it is not independent of may", rule: rule,
      entries: [Given.representative.with(["represents": "branch"])],
      outcomes: []),
    CheckCase(
      name: "someone who speaks for nobody may", rule: rule, entries: [Given.representative.with(["represents": nil])], outcomes: []),
    CheckCase(
      name: "a representative with another body is not its matter", rule: rule, entries: [Given.representative.with(["body": "nac"])],
      outcomes: []),
    CheckCase(
      name: "the body itself instructs it", rule: rule, entries: [Given.letter],
      outcomes: [.init(state: .breached, subject: "letter", owedBy: ["sc"], facts: ["sc instructed standard: letter"])]),
    CheckCase(
      name: "someone with a seat there instructs it", rule: rule, entries: [organizer, Given.letter.with(["from": "organizer"])],
      outcomes: [.init(state: .breached, subject: "letter", owedBy: ["sc"], facts: ["organizer instructed standard: letter"])]),
    CheckCase(
      name: "someone who took a seat there instructs it", rule: rule,
      entries: [
        Given.party("organizer"), Given.entry(.seatTaken, "seat", ["holder": "organizer", "body": "sc"]),
        Given.letter.with(["from": "organizer"]),
      ],
      outcomes: [.init(state: .breached, subject: "letter", owedBy: ["sc"], facts: ["organizer instructed standard: letter"])]),
    CheckCase(
      name: "an outsider is no other body", rule: rule,
      entries: [Given.party("outsider", seats: "branch"), Given.letter.with(["from": "outsider"])],
      outcomes: []),
    CheckCase(
      name: "someone of whom no seat is known is none", rule: rule,
      entries: [Given.party("outsider"), Given.letter.with(["from": "outsider"])], outcomes: []),
    CheckCase(name: "an instruction by nobody named shows nothing", rule: rule, entries: [Given.letter.with(["from": nil])], outcomes: []),
    CheckCase(
      name: "an instruction to another body is not its matter", rule: rule, entries: [Given.letter.with(["to": "nac"])], outcomes: []),
    CheckCase(name: "its own instructions are not interference", rule: rule, entries: [Given.letter.with(["from": "ndc"])], outcomes: []),
    CheckCase(
      name: "of a body independent of none, nothing is interference", rule: rule.with(["body": "nac"]),
      entries: [Given.letter.with(["to": "nac"])], outcomes: []),
    CheckCase(
      name: "both stand in one duty", rule: rule, entries: [Given.representative, Given.letter],
      outcomes: [
        .init(state: .breached, subject: "seat", owedBy: ["sc"], facts: ["organizer sat for sc: seat", "sc instructed standard: letter"])
      ]),
    CheckCase(
      name: "a hidden instructor is undetermined for that reason", rule: rule, entries: [Given.letter], hidden: [("letter", "from")],
      outcomes: [.init(state: .undetermined, subject: "letter", causes: ["gap letter.from"])]),
    CheckCase(
      name: "what is shown breaches it, whatever else is hidden", rule: rule, entries: [Given.representative, Given.letter],
      hidden: [("letter", "from")],
      outcomes: [.init(state: .breached, subject: "seat", owedBy: ["sc"], facts: ["organizer sat for sc: seat"])]),
  ])
  func `an independent body is not directed`(_ example: CheckCase) throws { try example.check() }

  @Test func `since when is no sharper than the facts' dates`() throws {
    let dates: [(JSONValue, JSONValue, String?, String?)] = [
      ("2013", "2015-06", "2013-01-01", "2015-06-30"), ("../2015", "2013", nil, "2015-12-31"), (nil, "2013", nil, "2019-04-19"),
      ("2013/..", "2014", "2013-01-01", "2019-04-19"),
    ]
    for (one, other, first, last) in dates {
      let entries = [Given.representative.with(["occurred": one]), Given.letter.with(["occurred": other])]
      let record = try SampleRecord(charter: Sample.charter(clauses: [Sample.clause(InterferenceTests.rule)]), entries)
      let since = try #require(try record.duties().first).since
      #expect(since.first?.description == first)
      #expect(since.last?.description == last)
    }
  }
}

@Suite("The check set-aside")
struct SetAsideTests {
  private static let rule: JSONValue = ["check": "set-aside", "body": "ndc", "by": "nac", "on": ["appeal"]]
  private static let rival = Given.entry(
    .decisionTaken, "rival", ["occurred": "2013", "by": "ndc", "outcome": "mistrial", "undoes": "decision", "disputes": "reversal"])

  @Test(arguments: [
    CheckCase(name: "a decision that stands asks for nothing", rule: rule, entries: [Given.decision], outcomes: []),
    CheckCase(
      name: "undone by those who have the power, on a known ground, and with no appeal on record", rule: rule,
      entries: [Given.decision, Given.reversal],
      outcomes: [.init(state: .met, subject: "decision", facts: ["undone by nac: reversal"])]),
    CheckCase(
      name: "undone by the body itself", rule: rule, entries: [Given.decision, Given.reversal.with(["by": "ndc"])],
      outcomes: [.init(state: .met, subject: "decision", facts: ["undone by ndc: reversal"])]),
    CheckCase(
      name: "undone on no ground that is told", rule: rule, entries: [Given.decision, Given.reversal.with(["grounds": nil])],
      outcomes: [.init(state: .met, subject: "decision", facts: ["undone by nac: reversal"])]),
    CheckCase(
      name: "without power", rule: rule, entries: [Given.decision, Given.reversal.with(["by": "sc"])],
      outcomes: [
        .init(state: .breached, subject: "decision", owedBy: ["sc"], facts: ["undone by sc: reversal", "without power sc: reversal"])
      ]),
    CheckCase(
      name: "by someone of a body without power", rule: rule,
      entries: [Given.decision, Given.party("organizer", seats: "sc"), Given.reversal.with(["by": "organizer"])],
      outcomes: [
        .init(
          state: .breached, subject: "decision", owedBy: ["organizer"],
          facts: ["undone by organizer: reversal", "without power organizer: reversal"])
      ]),
    CheckCase(
      name: "by someone of the body with power", rule: rule,
      entries: [Given.decision, Given.party("organizer", seats: "nac"), Given.reversal.with(["by": "organizer"])],
      outcomes: [.init(state: .met, subject: "decision", facts: ["undone by organizer: reversal"])]),
    CheckCase(
      name: "on a ground that the rules do not know", rule: rule,
      entries: [Given.decision, Given.reversal.with(["grounds": ["appeal", "procedure"]])],
      outcomes: [.init(state: .breached, subject: "decision", facts: ["undone by nac: reversal", "on procedure: reversal"])]),
    CheckCase(
      name: "under the pressure of those without power", rule: rule,
      entries: [Given.decision, Given.letter, Given.reversal.with(["by": "ndc", "under": "letter"])],
      outcomes: [
        .init(state: .breached, subject: "decision", owedBy: ["sc"], facts: ["undone by ndc: reversal", "under letter: reversal"])
      ]),
    CheckCase(
      name: "after an instruction by those who have it", rule: rule,
      entries: [Given.decision, Given.letter.with(["from": "nac"]), Given.reversal.with(["by": "ndc", "under": "letter"])],
      outcomes: [.init(state: .met, subject: "decision", facts: ["undone by ndc: reversal"])]),
    CheckCase(
      name: "rival accounts, each a breach", rule: rule,
      entries: [Given.decision, Given.letter, Given.reversal.with(["by": "sc"]), rival.with(["under": "letter"])],
      outcomes: [
        .init(
          state: .breached, subject: "decision", owedBy: ["sc"],
          facts: [
            "undone by sc: reversal", "without power sc: reversal", "undone by ndc: rival, disputing reversal", "under letter: rival",
          ])
      ]),
    CheckCase(
      name: "rival accounts that differ", rule: rule, entries: [Given.decision, Given.reversal.with(["by": "sc"]), rival],
      outcomes: [
        .init(
          state: .undetermined, subject: "decision", owedBy: ["sc"], causes: ["rivals reversal rival"],
          facts: ["undone by sc: reversal", "without power sc: reversal", "undone by ndc: rival, disputing reversal"])
      ]),
    CheckCase(
      name: "an account without a date came after what it undid", rule: rule,
      entries: [Given.decision, Given.reversal.with(["by": "sc", "occurred": nil])], asOf: "2019-04-19",
      outcomes: [
        .init(state: .breached, subject: "decision", owedBy: ["sc"], facts: ["undone by sc: reversal", "without power sc: reversal"])
      ]),
    CheckCase(
      name: "of two undoings one by those without power is a breach, whatever the other", rule: rule,
      entries: [Given.decision, Given.reversal.with(["by": "sc"]), rival.with(["disputes": nil])],
      outcomes: [
        .init(
          state: .breached, subject: "decision", owedBy: ["sc"],
          facts: ["undone by sc: reversal", "without power sc: reversal", "undone by ndc: rival"])
      ]),
    CheckCase(
      name: "what happened after the day asked about does not count", rule: rule,
      entries: [Given.decision, Given.reversal.with(["by": "sc", "occurred": "2018"])], asOf: "2017-12-31", outcomes: []),
    CheckCase(
      name: "what may have happened after the day asked about is undetermined", rule: rule,
      entries: [Given.decision, Given.reversal.with(["by": "sc", "occurred": "2018"])], asOf: "2018-06-30",
      outcomes: [
        .init(
          state: .undetermined, subject: "decision", owedBy: ["sc"], causes: ["dates reversal"],
          facts: ["undone by sc: reversal", "without power sc: reversal"])
      ]),
    CheckCase(
      name: "a decision of another body is not its matter", rule: rule,
      entries: [Given.decision.with(["by": "nac"]), Given.reversal.with(["by": "sc"])],
      outcomes: []),
    CheckCase(
      name: "a hidden actor is undetermined for that reason", rule: rule, entries: [Given.decision, Given.reversal.with(["by": "sc"])],
      hidden: [("reversal", "by")], outcomes: [.init(state: .undetermined, subject: "decision", causes: ["gap reversal.by"])]),
  ])
  func `a body's decision is undone only by those who may`(_ example: CheckCase) throws { try example.check() }
}

@Suite("The check concealment")
struct ConcealmentTests {
  private static let rule: JSONValue = ["check": "concealment", "of": "ndc", "owed-to": "members"]
  private static let covered = Given.coveredTelling()
  private static let gag = Given.entry(
    .instructionGiven, "gag", ["to": "branch", "content": ["confidentiality": "not a word"], "on": "decision"])
  private static let falsehood = Given.entry(.noticeGiven, "falsehood", ["occurred": "2013", "to": "branch", "contradicts": "decision"])
  private static let letter = Given.entry(
    .statementPublished, "letter", ["occurred": "2019-03-15", "by": "sc", "to": "members", "of": "decision", "extent": "full"])
  private static let silence = "coverage notice.given nobody"

  @Test(arguments: [
    CheckCase(
      name: "untold by a source, and told five years on", rule: rule, entries: [Given.decision, Given.untold, Given.notice],
      outcomes: [
        .init(
          state: .breached, subject: "decision", lasted: Span(atLeast: 1900, atMost: 2264), facts: ["omission omission", "told notice"])
      ]),
    CheckCase(
      name: "untold by a source, and told by a published letter", rule: rule, entries: [Given.decision, Given.untold, letter],
      outcomes: [
        .init(
          state: .breached, subject: "decision", lasted: Span(atLeast: 1900, atMost: 2264), facts: ["omission omission", "told letter"])
      ]),
    CheckCase(
      name: "the first telling ends it", rule: rule,
      entries: [Given.decision, Given.untold, letter.with(["occurred": "2019-03-20"]), Given.notice],
      outcomes: [
        .init(
          state: .breached, subject: "decision", lasted: Span(atLeast: 1900, atMost: 2264), facts: ["omission omission", "told notice"])
      ]),
    CheckCase(
      name: "untold by a source, and never told", rule: rule, entries: [Given.decision, Given.untold],
      outcomes: [.init(state: .breached, subject: "decision", lasted: Span(atLeast: 1935, atMost: 2299), facts: ["omission omission"])]),
    CheckCase(
      name: "a partial notice does not end it", rule: rule, entries: [Given.decision, Given.untold, Given.notice.with(["extent": "part"])],
      outcomes: [.init(state: .breached, subject: "decision", lasted: Span(atLeast: 1935, atMost: 2299), facts: ["omission omission"])]),
    CheckCase(
      name: "a notice to others does not end it", rule: rule, entries: [Given.decision, Given.untold, Given.notice.with(["to": "branch"])],
      outcomes: [.init(state: .breached, subject: "decision", lasted: Span(atLeast: 1935, atMost: 2299), facts: ["omission omission"])]),
    CheckCase(
      name: "an omission towards others is not one towards them", rule: rule,
      entries: [Given.decision, Given.untold.with(["of": ["kind": "notice.given", "about": "decision", "to": "branch"]])],
      outcomes: [.init(state: .undetermined, subject: "decision", causes: [silence])]),
    CheckCase(
      name: "silence proves nothing", rule: rule, entries: [Given.decision],
      outcomes: [.init(state: .undetermined, subject: "decision", causes: [silence])]),
    CheckCase(
      name: "and is the keeper's to explain", rule: rule.with(["owed-by": "sc"]), keeper: "branch", entries: [Given.decision],
      outcomes: [.init(state: .undetermined, subject: "decision", owedBy: ["sc"], causes: ["coverage notice.given branch"])]),
    CheckCase(
      name: "silence where the record claims to hold every notice is a breach", rule: rule, entries: [Given.decision, covered],
      outcomes: [.init(state: .breached, subject: "decision", lasted: Span(atLeast: 1935, atMost: 2299))]),
    CheckCase(
      name: "and no longer one where someone may have been told", rule: rule,
      entries: [Given.decision, covered, Given.notice.with(["extent": "part"])], hidden: [("notice", "extent")],
      outcomes: [.init(state: .undetermined, subject: "decision", causes: ["gap notice.extent"])]),
    CheckCase(
      name: "coverage from about then covers less than it says", rule: rule,
      entries: [Given.decision, Given.coveredTelling("2013~/2019-04-19")],
      outcomes: [.init(state: .undetermined, subject: "decision", causes: [silence])]),
    CheckCase(
      name: "coverage of notices alone proves nothing, for a statement may have told it", rule: rule,
      entries: [Given.decision, Given.covered(.noticeGiven)],
      outcomes: [.init(state: .undetermined, subject: "decision", causes: ["coverage notice.given nobody"])]),
    CheckCase(
      name: "coverage to an unknown end covers nothing", rule: rule, entries: [Given.decision, Given.coveredTelling("2013/")],
      outcomes: [.init(state: .undetermined, subject: "decision", causes: [silence])]),
    CheckCase(
      name: "coverage with an open end covers what follows", rule: rule, entries: [Given.decision, Given.coveredTelling("2013/..")],
      outcomes: [.init(state: .breached, subject: "decision", lasted: Span(atLeast: 1935, atMost: 2299))]),
    CheckCase(
      name: "coverage whose time is hidden covers nothing", rule: rule, entries: [Given.decision, covered],
      hidden: [("coverage", "occurred")],
      outcomes: [.init(state: .undetermined, subject: "decision", causes: [silence])]),
    CheckCase(
      name: "it ended at the earliest when any of the tellings can have been", rule: rule,
      entries: [
        Given.decision, Given.untold, Given.notice.with(["occurred": "2018-03-01/2018-03-20"]),
        letter.with(["occurred": "2018-03-10/2018-03-12"]),
      ],
      outcomes: [
        .init(
          state: .breached, subject: "decision", lasted: Span(atLeast: 1521, atMost: 1896), facts: ["omission omission", "told letter"])
      ]),
    CheckCase(
      name: "told is met, after at most so long", rule: rule, entries: [Given.decision, Given.notice],
      outcomes: [.init(state: .met, subject: "decision", lasted: Span(atLeast: 0, atMost: 2264), facts: ["told notice"])]),
    CheckCase(
      name: "told is met, after so long where the record claims to hold every notice", rule: rule,
      entries: [Given.decision, Given.notice, covered],
      outcomes: [.init(state: .met, subject: "decision", lasted: Span(atLeast: 1900, atMost: 2264), facts: ["told notice"])]),
    CheckCase(
      name: "a gag and a falsehood stand beside it", rule: rule, entries: [Given.decision, Given.untold, gag, falsehood],
      outcomes: [
        .init(
          state: .breached, subject: "decision", lasted: Span(atLeast: 1935, atMost: 2299),
          facts: ["omission omission", "silenced gag", "misinformed falsehood"])
      ]),
    CheckCase(
      name: "a gag alone is no proof", rule: rule, entries: [Given.decision, gag],
      outcomes: [.init(state: .undetermined, subject: "decision", causes: [silence], facts: ["silenced gag"])]),
    CheckCase(
      name: "an instruction on another matter is no gag", rule: rule,
      entries: [Given.decision, gag.with(["content": ["evidence": "none"]])],
      outcomes: [.init(state: .undetermined, subject: "decision", causes: [silence])]),
    CheckCase(name: "a decision of another body is not owed", rule: rule, entries: [Given.decision.with(["by": "nac"])], outcomes: []),
    CheckCase(
      name: "a decision that undoes another is part of what became of it", rule: rule,
      entries: [Given.decision.with(["by": "nac"]), Given.reversal.with(["by": "ndc"])],
      outcomes: []),
    CheckCase(
      name: "a hidden actor is undetermined for that reason", rule: rule, entries: [Given.decision, Given.untold],
      hidden: [("decision", "by")],
      outcomes: [.init(state: .undetermined, subject: "decision", causes: ["gap decision.by"])]),
  ])
  func `what a body decided is told to those it is owed to`(_ example: CheckCase) throws { try example.check() }
}

import CandorCore
import StrictJSON
import Testing

/// The presets beyond the first four: for each the smallest record that provokes it, and its neighbors, one fact away.
@Suite("The catalogue of checks")
struct CatalogueTests {
  private static func entry(_ kind: Kind, _ label: String, _ fields: JSONObject) -> JSONValue {
    JSONValue.object(["kind": .string(kind.rawValue), "label": .string(label), "occurred": "2015"]).with(fields)
  }

  // MARK: carry-out

  private static let mandate = entry(.mandateGiven, "mandate", ["by": "members", "to": "sc", "task": "A report.", "due": "2015-12"])
  private static func report(_ state: String, _ label: String = "report", on occurred: JSONValue = "2015-11") -> JSONValue {
    entry(.mandateReported, label, ["of": "mandate", "state": .string(state), "occurred": occurred])
  }
  private static let binding: JSONValue = ["check": "carry-out", "of": "members"]
  private static let promising: JSONValue = ["check": "carry-out", "promises": true]
  private static let promise = mandate.with(["by": "sc", "to": nil, "promised": true])

  @Test(arguments: [
    CheckCase(
      name: "nothing on record", rule: binding, entries: [mandate],
      outcomes: [.init(state: .undetermined, subject: "mandate", owedBy: ["sc"], causes: ["coverage mandate.reported nobody"])]),
    CheckCase(
      name: "nothing on a record that is complete", rule: binding, entries: [mandate, Given.covered(.mandateReported)],
      outcomes: [.init(state: .breached, subject: "mandate", owedBy: ["sc"], lasted: Span(atLeast: 1205, atMost: 1569))]),
    CheckCase(
      name: "done in time", rule: binding, entries: [mandate, report("done")],
      outcomes: [
        .init(state: .met, subject: "mandate", owedBy: ["sc"], lasted: Span(atLeast: 0, atMost: 333), facts: ["answered report"])
      ]),
    CheckCase(
      name: "done late", rule: binding, entries: [mandate, report("done", on: "2016-01-10")],
      outcomes: [
        .init(
          state: .met, subject: "mandate", owedBy: ["sc"], late: Span(atLeast: 10, atMost: 40), lasted: Span(atLeast: 10, atMost: 374),
          facts: ["answered report"])
      ]),
    CheckCase(
      name: "begun, and not done by the last that is known", rule: binding, entries: [mandate.with(["due": nil]), report("begun")],
      outcomes: [
        .init(state: .open, subject: "mandate", owedBy: ["sc"], lasted: Span(atLeast: 0, atMost: 333), facts: ["begun report"])
      ]),
    CheckCase(
      name: "begun only, when its time was over", rule: binding, entries: [mandate, report("begun", on: "2016-02")],
      outcomes: [.init(state: .breached, subject: "mandate", owedBy: ["sc"], facts: ["begun report"])]),
    CheckCase(
      name: "not done, by a source", rule: binding, entries: [mandate, report("not-done")],
      outcomes: [.init(state: .breached, subject: "mandate", owedBy: ["sc"], facts: ["not done report"])]),
    CheckCase(
      name: "overtaken", rule: binding, entries: [mandate, report("overtaken")],
      outcomes: [.init(state: .lapsed, subject: "mandate", owedBy: ["sc"], facts: ["overtaken report"])]),
    CheckCase(
      name: "due so long after another entry", rule: binding,
      entries: [
        mandate.with(["due": nil, "within": "P10D", "since": "start"]), entry(.meetingHeld, "start", ["occurred": "2015-06-01"]),
        report("done", on: "2015-06-20"),
      ],
      outcomes: [
        .init(
          state: .met, subject: "mandate", owedBy: ["sc"], late: Span(atLeast: 9, atMost: 9), lasted: Span(atLeast: 0, atMost: 170),
          facts: ["answered report"])
      ]),
    CheckCase(name: "a mandate of others is not its matter", rule: binding, entries: [mandate.with(["by": "branch"])], outcomes: []),
    CheckCase(name: "a promise is not a mandate", rule: binding, entries: [promise], outcomes: []),
    CheckCase(
      name: "a promise is kept", rule: promising, entries: [promise, report("done", on: "2015-12-01")],
      outcomes: [
        .init(state: .met, subject: "mandate", owedBy: ["sc"], lasted: Span(atLeast: 0, atMost: 334), facts: ["answered report"])
      ]),
    CheckCase(
      name: "a hidden state is undetermined for that reason", rule: binding, entries: [mandate, report("done")],
      hidden: [("report", "state")], outcomes: [.init(state: .undetermined, subject: "mandate", causes: ["gap report.state"])]),
  ])
  func `what was mandated or promised is carried out`(_ example: CheckCase) throws { try example.check() }

  // MARK: ground

  private static let standard: JSONValue = ["check": "standard-of-proof", "of": "ndc", "standard": "preponderance"]
  private static let finding = entry(.findingMade, "finding", ["by": "ndc", "result": "unsubstantiated"])
  private static func told(_ matter: String, _ fields: JSONObject = [:]) -> JSONValue {
    entry(.instructionGiven, "told", ["from": "sc", "to": "ndc", "content": [.object([matter: "something"])]]).with(fields)
  }

  @Test(arguments: [
    CheckCase(
      name: "another standard, as instructed", rule: standard, entries: [told("standard", ["standard": "certainty"])],
      outcomes: [.init(state: .breached, subject: "told", owedBy: ["sc"], facts: ["sc instructed standard: told"])]),
    CheckCase(
      name: "the code's standard, as instructed", rule: standard, entries: [told("standard", ["standard": "preponderance"])],
      outcomes: [.init(state: .met, subject: "told", owedBy: ["sc"], facts: ["sc instructed standard: told"])]),
    CheckCase(
      name: "which standard was named is not told", rule: standard, entries: [told("standard")],
      outcomes: [
        .init(
          state: .undetermined, subject: "told", owedBy: ["sc"], causes: ["unstated standard told nobody"],
          facts: ["sc instructed standard: told"])
      ]),
    CheckCase(
      name: "which standard was applied is not told", rule: standard, entries: [finding],
      outcomes: [.init(state: .undetermined, subject: "finding", owedBy: ["ndc"], causes: ["unstated standard finding nobody"])]),
    CheckCase(
      name: "the code's standard, as applied", rule: standard, entries: [finding.with(["standard": "preponderance"])],
      outcomes: [.init(state: .met, subject: "finding", owedBy: ["ndc"])]),
    CheckCase(
      name: "another standard, as applied", rule: standard, entries: [finding.with(["standard": "certainty"])],
      outcomes: [.init(state: .breached, subject: "finding", owedBy: ["ndc"], facts: ["applied certainty: finding"])]),
    CheckCase(name: "another matter is not its own", rule: standard, entries: [told("evidence")], outcomes: []),
    CheckCase(
      name: "what they settle themselves is no instruction", rule: standard, entries: [told("standard", ["from": "ndc"])], outcomes: []),
    CheckCase(
      name: "evidence ruled out, as instructed", rule: ["check": "evidence-refused", "of": "ndc"], entries: [told("evidence")],
      outcomes: [.init(state: .breached, subject: "told", owedBy: ["sc"], facts: ["sc instructed evidence: told"])]),
    CheckCase(
      name: "evidence refused", rule: ["check": "evidence-refused", "of": "ndc"],
      entries: [entry(.evidenceRefused, "refused", ["by": "ndc", "from": "complainant"])],
      outcomes: [.init(state: .breached, subject: "refused", owedBy: ["ndc"], facts: ["refused refused"])]),
    CheckCase(
      name: "what was weighed is not told", rule: ["check": "evidence-refused", "of": "ndc"], entries: [finding],
      outcomes: [.init(state: .undetermined, subject: "finding", owedBy: ["ndc"], causes: ["unstated evidence finding nobody"])]),
    CheckCase(
      name: "what was weighed is told", rule: ["check": "evidence-refused", "of": "ndc"],
      entries: [
        finding.with(["evidence": ["paper": "relied"]]), entry(.evidenceReceived, "paper", ["by": "ndc", "what": "document"]),
      ],
      outcomes: [.init(state: .met, subject: "finding", owedBy: ["ndc"])]),
    CheckCase(
      name: "a consideration that is ruled out, as applied",
      rule: ["check": "prohibited-consideration", "of": "ndc", "considerations": "rank"],
      entries: [finding.with(["considerations": ["rank", "the statements"]])],
      outcomes: [.init(state: .breached, subject: "finding", owedBy: ["ndc"], facts: ["applied rank: finding"])]),
    CheckCase(
      name: "considerations that are not", rule: ["check": "prohibited-consideration", "of": "ndc", "considerations": "rank"],
      entries: [finding.with(["considerations": ["the statements"]])],
      outcomes: [.init(state: .met, subject: "finding", owedBy: ["ndc"])]),
    CheckCase(
      name: "a consideration, as instructed", rule: ["check": "prohibited-consideration", "of": "ndc", "considerations": "rank"],
      entries: [told("consideration")],
      outcomes: [.init(state: .breached, subject: "told", owedBy: ["sc"], facts: ["sc instructed consideration: told"])]),
  ])
  func `deciders go by the code's grounds, as instructed and as applied`(_ example: CheckCase) throws { try example.check() }

  // MARK: openness

  private static func silenced(_ fields: JSONObject) -> JSONValue {
    told("confidentiality", ["to": "branch", "protects": "complainant"]).with(fields)
  }

  @Test(arguments: [
    CheckCase(
      name: "everything is silenced", rule: ["check": "gag"], entries: [silenced(["silence": "everything"])],
      outcomes: [.init(state: .breached, subject: "told", owedBy: ["sc"], facts: ["silenced told"])]),
    CheckCase(
      name: "who it is, with agreement", rule: ["check": "gag"], entries: [silenced(["silence": "identity", "agreed": "complainant"])],
      outcomes: [.init(state: .met, subject: "told", owedBy: ["sc"], facts: ["silenced told"])]),
    CheckCase(
      name: "who it is, and nobody is said to have agreed", rule: ["check": "gag"], entries: [silenced(["silence": "identity"])],
      outcomes: [
        .init(
          state: .undetermined, subject: "told", owedBy: ["sc"], causes: ["unstated agreed told nobody"], facts: ["silenced told"])
      ]),
    CheckCase(
      name: "how far it went is not told", rule: ["check": "gag"], entries: [silenced([:])],
      outcomes: [
        .init(
          state: .undetermined, subject: "told", owedBy: ["sc"], causes: ["unstated silence told nobody"], facts: ["silenced told"])
      ]),
    CheckCase(name: "another instruction is no confidentiality", rule: ["check": "gag"], entries: [told("standard")], outcomes: []),
    CheckCase(
      name: "a notice that the record contradicts", rule: ["check": "misstatement"],
      entries: [
        entry(.noticeGiven, "notice", ["by": "sc", "to": "branch", "contradicts": "finding"]), finding,
      ],
      outcomes: [.init(state: .breached, subject: "notice", owedBy: ["sc"], facts: ["misinformed notice"])]),
    CheckCase(
      name: "a notice that it does not", rule: ["check": "misstatement"],
      entries: [entry(.noticeGiven, "notice", ["by": "sc", "to": "branch", "of": "finding"]), finding], outcomes: []),
  ])
  func `privacy is no gag, and what people are told is true`(_ example: CheckCase) throws { try example.check() }

  // MARK: sittings

  private static let powers: JSONValue = ["check": "powers", "acts": ["expel", "suspend"], "by": "ndc"]
  private static let hearing: JSONValue = ["check": "hearing", "acts": ["expel", "suspend"]]
  private static let conflict: JSONValue = ["check": "conflicted-participation", "acts": ["expel", "suspend"]]
  private static let respondent = Given.party("respondent")
  private static func decided(_ label: String, _ fields: JSONObject = [:]) -> JSONValue {
    entry(.decisionTaken, label, ["by": "sc", "outcome": ["expel": "respondent"], "occurred": "2015-03-02"]).with(fields)
  }

  @Test(arguments: [
    CheckCase(
      name: "by what power is not told, of one sitting together", rule: powers,
      entries: [decided("one"), decided("two", ["outcome": ["suspend": "outsider"]])],
      outcomes: [
        .init(state: .undetermined, subject: "one", owedBy: ["sc"], causes: ["unstated power one nobody", "unstated power two nobody"])
      ]),
    CheckCase(
      name: "on another day is another sitting", rule: powers,
      entries: [decided("one", ["power": "clause 9"]), decided("two", ["occurred": "2015-03-03"])],
      outcomes: [
        .init(state: .met, subject: "one", owedBy: ["sc"]),
        .init(state: .undetermined, subject: "two", owedBy: ["sc"], causes: ["unstated power two nobody"]),
      ]),
    CheckCase(name: "by the body it belongs to", rule: powers, entries: [decided("one", ["by": "ndc"])], outcomes: []),
    CheckCase(name: "of another act", rule: powers, entries: [decided("one", ["outcome": "mistrial"])], outcomes: []),
    CheckCase(
      name: "nothing says that they were heard", rule: hearing, entries: [decided("one")],
      outcomes: [.init(state: .undetermined, subject: "one", owedBy: ["sc"], causes: ["coverage meeting.held nobody"])]),
    CheckCase(
      name: "heard before", rule: hearing,
      entries: [
        decided("one"),
        entry(.meetingHeld, "hearing", ["bodies": "sc", "present": "respondent", "hearing": true, "occurred": "2015-03-01"]),
      ],
      outcomes: [.init(state: .met, subject: "one", owedBy: ["sc"], facts: ["heard hearing"])]),
    CheckCase(
      name: "heard after", rule: hearing,
      entries: [
        decided("one"),
        entry(.meetingHeld, "hearing", ["bodies": "sc", "present": "respondent", "hearing": true, "occurred": "2015-03-03"]),
      ],
      outcomes: [.init(state: .undetermined, subject: "one", owedBy: ["sc"], causes: ["coverage meeting.held nobody"])]),
    CheckCase(
      name: "a statement that the deciders had before them", rule: hearing,
      entries: [
        decided("one"), entry(.evidenceReceived, "paper", ["by": "sc", "from": "respondent", "what": "statement", "occurred": "2015-02"]),
      ],
      outcomes: [.init(state: .met, subject: "one", owedBy: ["sc"], facts: ["heard paper"])]),
    CheckCase(
      name: "a statement that others had", rule: hearing,
      entries: [
        decided("one"), entry(.evidenceReceived, "paper", ["by": "ndc", "from": "respondent", "what": "statement", "occurred": "2015-02"]),
      ],
      outcomes: [.init(state: .undetermined, subject: "one", owedBy: ["sc"], causes: ["coverage meeting.held nobody"])]),
    CheckCase(
      name: "by a source nobody was heard", rule: hearing,
      entries: [decided("one"), entry(.omissionStated, "none", ["of": ["kind": "meeting.held", "about": "one"]])],
      outcomes: [.init(state: .breached, subject: "one", owedBy: ["sc"], facts: ["omission none"])]),
    CheckCase(
      name: "no conflict on record proves nothing", rule: conflict, entries: [decided("one")],
      outcomes: [.init(state: .undetermined, subject: "one", owedBy: ["sc"], causes: ["coverage conflict.noted nobody"])]),
    CheckCase(
      name: "no conflict on a record that is complete", rule: conflict, entries: [decided("one"), Given.covered(.conflictNoted)],
      outcomes: [.init(state: .met, subject: "one", owedBy: ["sc"])]),
    CheckCase(
      name: "someone with a conflict voted", rule: conflict,
      entries: [
        decided("one"), entry(.conflictNoted, "tie", ["who": "organizer", "in": "one", "tie": "kin", "how": "asserted"]),
        entry(.voteHeld, "vote", ["on": "one", "roll": ["organizer": "for"]]),
      ],
      outcomes: [.init(state: .breached, subject: "one", owedBy: ["sc"], facts: ["conflicted tie"])]),
    CheckCase(
      name: "someone with a conflict stepped back", rule: conflict,
      entries: [
        decided("one"), entry(.conflictNoted, "tie", ["who": "organizer", "in": "one", "tie": "kin", "how": "declared"]),
        entry(.recusalNoted, "back", ["who": "organizer", "from": "one", "state": "declared"]), Given.covered(.conflictNoted),
      ],
      outcomes: [.init(state: .met, subject: "one", owedBy: ["sc"])]),
    CheckCase(
      name: "whether someone with a conflict voted is not told", rule: conflict,
      entries: [
        decided("one"), entry(.conflictNoted, "tie", ["who": "organizer", "in": "one", "tie": "kin", "how": "asserted"]),
        Given.covered(.conflictNoted),
      ],
      outcomes: [.init(state: .undetermined, subject: "one", owedBy: ["sc"], causes: ["coverage vote.held nobody"])]),
  ])
  func `a sitting has the power, hears, and holds nobody with a conflict`(_ example: CheckCase) throws { try example.check() }

  @Test func `a remit set by those it is independent of is interference`() throws {
    try CheckCase(
      name: "", rule: ["check": "interference", "body": "ndc"], entries: [Self.entry(.remitSet, "remit", ["of": "ndc", "by": "sc"])],
      outcomes: [.init(state: .breached, subject: "remit", owedBy: ["sc"], facts: ["sc set the remit: remit"])]
    ).check()
  }

  @Test func `of someone with no seat on record it cannot be told whether they had the power to undo`() throws {
    try CheckCase(
      name: "", rule: ["check": "set-aside", "body": "ndc", "on": "appeal"],
      entries: [Given.party("outsider"), Given.decision, Given.reversal.with(["by": "outsider"])],
      outcomes: [
        .init(
          state: .undetermined, subject: "decision", causes: ["unstated seats outsider nobody"], facts: ["undone by outsider: reversal"])
      ]
    ).check()
  }

  @Test(arguments: CheckName.allCases) func `every check reads its own name and parameters, and watches something`(name: CheckName) {
    #expect(name.check.name == name)
    #expect(!name.check.watches.isEmpty)
  }
}

import CandorCore
import StrictJSON
import Testing

@Suite("Charters")
struct CharterTests {
  private static func read(_ charter: JSONValue) -> (charter: Charter?, mistakes: [String]) {
    let reading = Reading(names: Names())
    let charter = Charter(reading.input(charter))
    return (charter, reading.mistakes.map { "\($0.path): \($0.message)" })
  }

  @Test func `a charter is read with all that it says, and committed as it was written`() throws {
    let written = Sample.charter(
      clauses: [
        Sample.clause(
          ["check": "interim-measure", "severity": "severe", "measure": "suspension", "within": "P2D", "owed-by": "sc"], id: "4.2"
        ).with(["in-force": ["from": "2014"], "implied": "by usage"]),
        ["id": 5, "title": "A clause", "text": "What it says."],
      ], coverage: [["kinds": ["notice.given", "measure.imposed"], "keeper": "sc"]]
    ).with(["in-force": ["from": "2013", "to": "2019-03"]])
    let read = CharterTests.read(written)
    #expect(read.mistakes == [])
    let charter = try #require(read.charter)
    #expect(charter.json == written)
    #expect(charter.organization == "The organization")
    #expect(charter.timezone == "Europe/Madrid")
    #expect(try charter.inForce == Sample.range("2013/2019-03"))
    #expect(charter.bodies.map(\.id.name) == ["branch", "members", "nac", "ndc", "sc"])
    #expect(charter.body(BodyID("ndc"))?.independentOf == [BodyID("sc")])
    #expect(charter.body(BodyID("none")) == nil)
    #expect(charter.keeper(of: .noticeGiven) == BodyID("sc"))
    #expect(charter.keeper(of: .requestMade) == nil)
    #expect(charter.clauses.map(\.id.name) == ["4.2", "5"])
    #expect(charter.clauses.map(\.implied) == ["by usage", nil])
    #expect(charter.clauses.map { $0.rule?.check } == [.interimMeasure, nil])
    #expect(try charter.clauses.map(\.validity) == [Sample.range("2014/.."), .unknown])
    // As it comes back from a record.
    #expect(Charter(Reading(names: .recorded).input(written)) == charter)
  }

  struct Wrong: CustomTestStringConvertible, Sendable {
    let changes: JSONObject
    let mistakes: [String]
    init(_ changes: JSONObject, _ mistakes: String...) { (self.changes, self.mistakes) = (changes, mistakes) }
    var testDescription: String { mistakes.joined(separator: "; ") }
  }

  private static let clause = Sample.clause(["check": "interference", "body": "ndc"])

  @Test(arguments: [
    Wrong(["organization": nil], ": \"organization\" is missing"), Wrong(["timezone": nil], ": \"timezone\" is missing"),
    Wrong(["bodies": nil], ": \"bodies\" is missing"),
    Wrong(["bodies": "sc"], "/bodies: a text stands where bodies, each by its short name is wanted"),
    Wrong(["bodies": ["sc": [:]]], "/bodies/sc: \"title\" is missing"),
    Wrong(["bodies": ["sc": ["title": "S", "above": "nc"]]], "/bodies/sc/above: there is no field \"above\" here"),
    Wrong(["bodies": ["sc": ["title": "S", "below": "nc"]]], "/bodies/sc/below: no body is called \"nc\""),
    Wrong(["bodies": ["sc": ["title": "S", "independent-of": ["sc", "nc"]]]], "/bodies/sc/independent-of/1: no body is called \"nc\""),
    Wrong(["bodies": ["sc": ["title": "S", "seats": "few"]]], "/bodies/sc/seats: this is not a count"),
    Wrong(["bodies": ["sc": ["title": "S", "majority": "half"]]], "/bodies/sc/majority: a text stands where fields are wanted"),
    Wrong(["bodies": ["sc": ["title": "S", "majority": [:]]]], "/bodies/sc/majority: this says how many it takes nowhere"),
    Wrong(
      ["bodies": ["sc": ["title": "S", "majority": ["at-least": 2, "more-than": 1]]]],
      "/bodies/sc/majority: this says how many it takes twice"),
    Wrong(
      ["bodies": ["sc": ["title": "S", "majority": ["at-least": "3/2"]]]],
      "/bodies/sc/majority/at-least: this is neither a number nor a share"),
    Wrong(
      ["bodies": ["sc": ["title": "S", "quorum": ["at-least": "1/2", "of": "cast"]]]],
      "/bodies/sc/quorum/of: it cannot be a share of \"cast\""),
    Wrong(["conflicts": "friends"], "/conflicts: \"friends\" is not known here"),
    Wrong(["in-force": "2013"], "/in-force: a text stands where fields are wanted"),
    Wrong(["in-force": ["from": "2019", "to": "2013"]], "/in-force: this ends before it begins"),
    Wrong(["in-force": ["since": "2019"]], "/in-force/since: there is no field \"since\" here"),
    Wrong(["clause": []], "/clause: there is no field \"clause\" here"),
    Wrong(["standards": [["a"]]], "/standards/0: a list stands where a line of text is wanted"),
    Wrong(["coverage": ["kinds": "notice.givn", "keeper": "sc"]], "/coverage/kinds: \"notice.givn\" is not known here"),
    Wrong(["coverage": ["kinds": "notice.given", "keeper": "scc"]], "/coverage/keeper: no body is called \"scc\""),
    Wrong(["clauses": [clause, clause]], "/clauses/1: a second clause is called \"1\""),
    Wrong(["clauses": [clause.with(["id": nil])]], "/clauses/0: \"id\" is missing"),
    Wrong(["clauses": [clause.with(["rule": "interference"])]], "/clauses/0/rule: a rule is a group of fields"),
    Wrong(["clauses": [clause.with(["rule": [:]])]], "/clauses/0/rule: \"check\" is missing"),
    Wrong(["clauses": [clause.with(["rule": ["check": "recount"]])]], "/clauses/0/rule/check: \"recount\" is not known here"),
    Wrong(["clauses": [clause.with(["rule": ["check": "interference"]])]], "/clauses/0/rule: \"body\" is missing"),
    Wrong(
      ["clauses": [clause.with(["rule": ["check": "powers", "by": []]])]], "/clauses/0/rule: \"acts\" is missing",
      "/clauses/0/rule: \"by\" is missing"),
    Wrong(
      ["clauses": [clause.with(["rule": ["check": "interference", "body": "ncd"]])]], "/clauses/0/rule/body: no body is called \"ncd\""),
    Wrong(
      ["clauses": [clause.with(["rule": ["check": "interim-measure"]])]], "/clauses/0/rule: \"severity\" is missing",
      "/clauses/0/rule: \"measure\" is missing"),
    Wrong(
      ["clauses": [clause.with(["rule": ["check": "interim-measure", "severity": "severe", "measure": "suspension", "within": "soon"]])]],
      "/clauses/0/rule/within: \"soon\" is not a period"),
    Wrong(
      ["clauses": [clause.with(["rule": ["check": "concealment", "of": "ndc", "to": "members"]])]],
      "/clauses/0/rule/to: there is no field \"to\" here", "/clauses/0/rule: \"owed-to\" is missing"),
    Wrong(
      ["clauses": [clause.with(["rule": ["check": "set-aside", "body": "ndc", "by": "x"]])]], "/clauses/0/rule/by: no body is called \"x\""),
    Wrong(["clauses": [clause.with(["rule": ["check": "tally"]])]], "/clauses/0/rule: \"of\" is missing"),
    Wrong(
      ["clauses": [clause.with(["rule": ["check": "composition", "body": "ndc", "at-least": 3, "at-most": 2]])]],
      "/clauses/0/rule/at-most: at most 2 cannot be at least 3"),
    Wrong(["clauses": [clause.with(["rule": ["check": "eligibility", "bodies": "ndc"]])]], "/clauses/0/rule: this bars nobody"),
  ])
  func `a mistake in a charter is noted at its place`(_ wrong: Wrong) {
    let read = CharterTests.read(Sample.charter().with(wrong.changes))
    #expect(read.mistakes == wrong.mistakes)
  }

  @Test(arguments: [
    "person.described", "person.described.person", "person.described.names", "person.described.sources", "party.named.person",
    "decision.taken.case",
    "decision.taken.label", "source.described.case",
  ])
  func `no charter opens who a person is, or what links an entry to its case`(name: String) {
    let read = CharterTests.read(Sample.charter(visibility: [name: "members"]))
    #expect(read.charter == nil)
    #expect(read.mistakes == ["/visibility/\(name): no charter can open \"\(name)\""])
  }

  @Test(arguments: [
    "decision.takn", "decision", "decision.taken.", ".decision.taken", "decision..taken.by", "decision.taken.by.says",
    "decision.taken.whom",
    "duty.recount", "duty.", "defaults", "",
  ])
  func `an audience of nothing is refused`(name: String) {
    let read = CharterTests.read(Sample.charter(visibility: [name: "members"]))
    #expect(read.charter == nil)
    #expect(read.mistakes == [read.mistakes.first { $0.hasSuffix(": \"\(name)\" is no kind, field or duty") }])
  }

  @Test func `a duty is shown to those the charter names, else with the case`() throws {
    let charter = try #require(CharterTests.read(Sample.charter(visibility: ["duty.*": "members", "duty.concealment": "public"])).charter)
    for check in CheckName.allCases { #expect(charter.visibility.level(of: check) == (check == .concealment ? .public : .members)) }
    let silent = try #require(CharterTests.read(Sample.charter()).charter)
    for check in CheckName.allCases { #expect(silent.visibility.level(of: check) == .case) }
  }
}

@Suite("Who may read what")
struct VisibilityTests {
  /// Lines of a charter, an entry, and the audience of some of its values.
  struct Example: CustomTestStringConvertible, Sendable {
    let name: String
    let visibility: JSONObject
    let entry: JSONValue
    let audiences: [String: Audience]
    init(_ name: String, _ visibility: JSONObject, _ entry: JSONValue, _ audiences: [String: Audience]) {
      (self.name, self.visibility, self.entry, self.audiences) = (name, visibility, entry, audiences)
    }
    var testDescription: String { name }
  }

  private static let decision: JSONValue = ["kind": "decision.taken", "label": "d", "by": "ndc", "outcome": "mistrial"]
  private static let allegation: JSONValue = [
    "kind": "allegation.made", "from": "complainant", "against": "respondent", "of": "a thing", "severity": "severe", "says": "More.",
  ]
  private static let source: JSONValue = ["kind": "source.described", "label": "M", "title": "A message"]
  private static let party: JSONValue = ["kind": "party.named", "party": "respondent", "role": "respondent", "person": "00000000000z"]
  private static let ofCase = Audience.case(Sample.ofCase)
  private static let ndc = Audience.body(BodyID("ndc"))
  private static let complainant = Audience.party(Sample.party("complainant"))

  @Test(arguments: [
    Example(
      "nothing said", [:], decision, ["kind": ofCase, "case": ofCase, "label": ofCase, "occurred": ofCase, "by": ofCase, "outcome": ofCase]),
    Example(
      "default", ["default": "members"], decision,
      ["kind": .members, "by": .members, "occurred": .members, "label": ofCase, "case": ofCase]),
    Example(
      "a kind", ["decision.taken": "members"], decision,
      ["kind": .members, "by": .members, "occurred": .members, "label": ofCase, "case": ofCase]),
    Example("another kind", ["notice.given": "members"], decision, ["kind": ofCase, "by": ofCase]),
    Example(
      "a field", ["decision.taken.outcome": "public"], decision, ["kind": .public, "outcome": .public, "by": ofCase, "occurred": ofCase]),
    Example(
      "a field before its kind, its kind before the default",
      ["default": "public", "decision.taken": "members", "decision.taken.by": "case"], decision,
      ["kind": .members, "by": ofCase, "outcome": .members]),
    Example("a header's field", ["decision.taken.occurred": "members"], decision, ["kind": .members, "occurred": .members, "by": ofCase]),
    Example(
      "a body", ["decision.taken": "body:ndc"], decision, ["kind": ndc, "by": ndc, "occurred": ndc, "case": ofCase, "label": ofCase]),
    Example(
      "a body that may read a field does not shut out the case", ["decision.taken.says": "body:ndc"], decision,
      ["kind": ofCase, "says": ndc, "by": ofCase]),
    Example(
      "the owner of an allegation is who made it", ["allegation.made": "members", "allegation.made.says": "party"], allegation,
      ["kind": .members, "says": complainant, "against": .members]),
    Example("without an owner it stays with the case", ["allegation.made.says": "party"], allegation.with(["from": nil]), ["says": ofCase]),
    Example(
      "evidence of one giver is that giver's", ["evidence.received.says": "party"],
      ["kind": "evidence.received", "from": "complainant", "what": "statement", "says": "More."], ["says": complainant, "from": ofCase]),
    Example(
      "evidence of two is the case's", ["evidence.received.says": "party"],
      ["kind": "evidence.received", "from": ["complainant", "respondent"], "what": "statement", "says": "More."], ["says": ofCase]),
    Example(
      "evidence of a body is the case's", ["evidence.received.says": "party"],
      ["kind": "evidence.received", "from": "sc", "what": "statement", "says": "More."], ["says": ofCase]),
    Example(
      "a part is its party's own", ["party.named.part": "party"], party, ["part": .party(Sample.party("respondent")), "role": ofCase]),
    Example(
      "who a party is stays with the case", ["party.named": "public"], party,
      ["kind": .public, "role": .public, "person": ofCase, "case": ofCase]),
    Example(
      "who a person is stays with the case", ["default": "public"], ["kind": "person.described", "person": "00000000000z", "names": "N"],
      ["kind": ofCase, "person": ofCase, "names": ofCase, "contacts": ofCase, "recorded": ofCase]),
    Example(
      "a source's label is what reports cite", ["source.described": "members"], source,
      ["label": .members, "title": .members, "case": ofCase]),
  ])
  func `a charter's lines say who may read each value`(_ example: Example) throws {
    let record = try SampleRecord(charter: Sample.charter(visibility: example.visibility), [example.entry])
    let charter = try #require(Organization(RecordView(record.disclosed)).charters.first)
    let draft = try #require(record.drafts.last)
    let addressed = charter.address(draft, on: try Sample.day("2019-04-19"))
    let audiences = Dictionary(uniqueKeysWithValues: zip(draft.values.map(\.name), addressed.audiences))
    for (name, audience) in example.audiences { #expect(audiences[name] == audience, "\(name)") }
    // To which case an entry belongs is known to whoever holds the case's key, whatever a charter says.
    #expect(audiences["case"] == VisibilityTests.ofCase)
  }

  @Test func `an entry of no case is the members' unless a line opens it further`() throws {
    let levels: [(JSONObject, Audience)] = [
      (["default": "case"], .members), (["source.described": "case"], .members), (["source.described": "party"], .members),
      (["source.described": "public"], .public),
    ]
    for (visibility, audience) in levels {
      let reading = Reading(names: Sample.names)
      let charter = try #require(Charter(reading.input(Sample.charter(visibility: visibility))))
      let written: JSONValue = ["kind": "source.described", "title": "A message", "case": nil]
      let draft = try #require(
        Draft(reading.input(written), id: EntryID(3), case: nil, recorded: try Sample.instant(), today: try Sample.day("2019-04-19")))
      let audiences = Dictionary(uniqueKeysWithValues: zip(draft.values.map(\.name), charter.visibility.address(draft)))
      #expect(audiences["title"] == audience)
      #expect(audiences["case"] == .members)
    }
  }

  @Test(arguments: [
    Audience.public, .members, .body(BodyID("ndc")), .body(BodyID("a:b")), .case(Sample.ofCase), .party(Sample.party("respondent")),
  ])
  func `an audience is read from what it writes`(audience: Audience) {
    #expect(Audience(audience.description) == audience)
  }

  @Test(arguments: ["", "Public", "body", "body:", "case:x", "party:", "party:00000000000Z", "case", "members:", "person:00000000000Z"])
  func `what is no audience is not read`(text: String) {
    #expect(Audience(text) == nil)
  }
}

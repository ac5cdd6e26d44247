import CandorCore
import StrictJSON
import Testing

/// A value as someone writes it, with what it comes to: its committed form, or the mistakes that are noted.
struct DatumCase: CustomTestStringConvertible, Sendable {
  let type: any (Datum & Sendable).Type
  let written: JSONValue
  let committed: JSONValue?
  let mistakes: [Noted]
  let isYAML: Bool

  static func ok<Value: Datum>(_ type: Value.Type, _ written: JSONValue, _ committed: JSONValue? = nil, yaml: Bool = false) -> DatumCase {
    DatumCase(type: type, written: written, committed: committed ?? written, mistakes: [], isYAML: yaml)
  }

  static func no<Value: Datum>(
    _ type: Value.Type, _ written: JSONValue, _ code: String, _ message: String, _ expected: String, at path: String = "",
    yaml: Bool = false
  ) -> DatumCase {
    DatumCase(type: type, written: written, committed: nil, mistakes: [Noted(code, path, message, expected)], isYAML: yaml)
  }

  var testDescription: String { "\(type) \(written.canonicalText)\(isYAML ? " (YAML)" : "")" }

  /// What the tests' values can refer to: a source at 3, an allegation at 4.
  static var names: Names {
    var names = Sample.names
    names.entries = ["L": (EntryID(3), .sourceDescribed), "allegation": (EntryID(4), .allegationMade)]
    names.kinds = [EntryID(3): .sourceDescribed, EntryID(4): .allegationMade]
    return names
  }
}

@Suite("Values")
struct DatumTests {
  private static let dateForm =
    "a date is a year, a month or a day (2013, 2013-12, 2013-12-05), with ~ for about and ? for uncertain; or two of them as start/end"
  private static let people = "the people of this case are: complainant, organizer, outsider, respondent"
  private static let actors = "people: complainant, organizer, outsider, respondent; bodies: sc, ndc, nac, branch, members"
  private static let (complainant, respondent) = (Sample.party("complainant").text, Sample.party("respondent").text)
  private static let labels = "the labels are: L, allegation"
  private static let sourceForm = "a source and its basis: { LABEL: firsthand }, reported or inferred"
  private static let acts =
    "expel, suspend, remove, acquit, refer, rescind, mistrial, invite, investigate, accept, dissolve, suspend-from-leadership"
  private static let matters = "standard, remit, evidence, consideration, procedure, outcome, confidentiality, appointment"
  private static let rollForm = "a voter and the vote: { NAME: for }; votes: for, against, abstained, absent"
  private static let timingFields = "after, before, atLeast, moreThan, atMost, lessThan, exactly, about"

  static let plain: [DatumCase] = [
    .ok(String.self, "a line"), .ok(String.self, ""), .ok(String.self, "two\nlines"), .ok(String.self, 2013, "2013", yaml: true),
    .no(String.self, 2013, "type", "a number stands where a line of text is wanted", "a line of text"),
    .no(String.self, nil, "type", "nothing stands where a line of text is wanted", "a line of text"),
    .no(String.self, true, "type", "true or false stands where a line of text is wanted", "a line of text"),
    .no(String.self, ["a"], "type", "a list stands where a line of text is wanted", "a line of text"),
    .no(String.self, ["a": "b"], "type", "a group of fields stands where a line of text is wanted", "a line of text"),
    .no(
      String.self, "a\u{7}b", "character", "the text holds the character U+7, which no document can carry",
      "text without control characters"),
    .no(
      String.self, "a\u{85}b", "character", "the text holds the character U+85, which no document can carry",
      "text without control characters"),
    .no(
      String.self, "a\u{FFFE}b", "character", "the text holds the character U+FFFE, which no document can carry",
      "text without control characters"),
    .ok(Bool.self, true), .ok(Bool.self, false), .ok(Bool.self, "true", true, yaml: true), .ok(Bool.self, "false", false, yaml: true),
    .no(Bool.self, "true", "type", "this is neither true nor false", "true or false"),
    .no(Bool.self, "yes", "type", "this is neither true nor false", "true or false", yaml: true),
    .no(Bool.self, "True", "type", "this is neither true nor false", "true or false", yaml: true),
    .no(Bool.self, 1, "type", "this is neither true nor false", "true or false"),
    .ok(Int.self, 0), .ok(Int.self, 9_007_199_254_740_991), .ok(Int.self, "12", 12, yaml: true), .ok(Int.self, "007", 7, yaml: true),
    .no(Int.self, "12", "type", "this is not a count", "a whole number"),
    .no(Int.self, -1, "type", "this is not a count", "a whole number"),
    .no(Int.self, 1.5, "type", "this is not a count", "a whole number"),
    .no(Int.self, "1e3", "type", "this is not a count", "a whole number", yaml: true),
    .no(Int.self, "0x10", "type", "this is not a count", "a whole number", yaml: true),
    .no(Int.self, "-1", "type", "this is not a count", "a whole number", yaml: true),
    .no(Int.self, "9007199254740992", "type", "this is not a count", "a whole number", yaml: true),
    .no(Int.self, "99999999999999999999", "type", "this is not a count", "a whole number", yaml: true),
    .no(Int.self, nil, "type", "this is not a count", "a whole number"),
  ]

  static let times: [DatumCase] = [
    .ok(CivilDate.self, "2013"), .ok(CivilDate.self, "2013~/2019-03-15"), .ok(CivilDate.self, 2013, "2013", yaml: true),
    .no(CivilDate.self, 2013, "type", "a number stands where a date (EDTF level 1) is wanted", "a date (EDTF level 1)"),
    .no(CivilDate.self, "spring", "date", "\"spring\" is not a date", dateForm),
    .no(CivilDate.self, "2019-13", "date", "\"2019-13\" is not a date", dateForm + "; a month is 01 to 12"),
    .no(CivilDate.self, "2019-02-29", "date", "\"2019-02-29\" is not a date: February 2019 has 28 days", dateForm),
    .no(CivilDate.self, "2019-04-31", "date", "\"2019-04-31\" is not a date: April 2019 has 30 days", dateForm),
    .no(CivilDate.self, "2019/2013", "date", "\"2019/2013\" ends before it begins", "the earlier date first, as in 2013/2019"),
    .ok(Day.self, "2019-03-11"), .no(Day.self, "2019-03", "date", "\"2019-03\" is not a day", "a day, such as 2019-03-11"),
    .ok(Instant.self, "2019-03-11T09:00:00Z"),
    .no(Instant.self, "2019-03-11", "instant", "\"2019-03-11\" is not a moment", "a moment, such as 2019-03-11T09:00:00Z"),
    .ok(Period.self, "P2D"), .ok(Period.self, "P6W", "P42D"), .ok(Period.self, "P18M", "P1Y6M"),
    .no(
      Period.self, "2 days", "period", "this text of 6 characters is not a period",
      "a period as ISO 8601 writes it: P2D two days, P6W six weeks, P18M eighteen months"),
    .ok(Timing.self, ["after": "allegation"], ["after": 4]), .ok(Timing.self, ["before": 4, "exactly": "P1D"]),
    .ok(Timing.self, ["after": "allegation", "moreThan": "P18M"], ["after": 4, "moreThan": "P1Y6M"]),
    .no(
      Timing.self, ["moreThan": "P18M"], "timing", "a distance names one other entry and at most one bound",
      "{ after: LABEL, moreThan: P18M }"),
    .no(
      Timing.self, ["after": 4, "before": 4], "timing", "a distance names one other entry and at most one bound",
      "{ after: LABEL, moreThan: P18M }"),
    .no(
      Timing.self, ["after": 4, "about": "P1D", "atMost": "P2D"], "timing", "a distance names one other entry and at most one bound",
      "{ after: LABEL, moreThan: P18M }"),
    .no(Timing.self, "allegation", "type", "a text stands where fields are wanted", "fields: \(timingFields)"),
    .no(
      Timing.self, ["after": 4, "morethan": "P18M"], "unknown-field", "there is no field \"morethan\" here",
      "the fields are: \(timingFields); did you mean moreThan?", at: "/morethan"),
  ]

  static let references: [DatumCase] = [
    .ok(EntryID.self, "allegation", 4), .ok(EntryID.self, 4), .ok(EntryID.self, "4", 4, yaml: true),
    .no(EntryID.self, "alegation", "unknown-name", "no entry is called \"alegation\"", labels + "; did you mean allegation?"),
    .no(EntryID.self, "4", "unknown-name", "no entry is called \"4\"", labels),
    .no(EntryID.self, 99, "unknown-name", "no entry is called \"99\"", labels),
    .no(EntryID.self, "99", "unknown-name", "no entry is called \"99\"", labels, yaml: true),
    .no(EntryID.self, 0, "unknown-name", "no entry is called \"0\"", labels),
    .no(EntryID.self, [4], "type", "a list stands where the label of an entry is wanted", "the label of an entry"),
    .ok(SourceID.self, "L", 3), .ok(SourceID.self, 3),
    .no(SourceID.self, "allegation", "unknown-name", "no source is called \"allegation\"", "the labels are: L"),
    .no(SourceID.self, "M", "unknown-name", "no source is called \"M\"", "the labels are: L"),
    .ok(SourceBasis.self, ["L": "firsthand"], ["source": 3, "basis": "firsthand"]),
    .ok(SourceBasis.self, ["source": "L", "basis": "inferred"], ["source": 3, "basis": "inferred"]),
    .no(
      SourceBasis.self, ["L": "first hand"], "unknown-name", "this text of 10 characters is not known here",
      "one of: firsthand, reported, inferred; did you mean firsthand?", at: "/L"),
    .no(SourceBasis.self, "L", "type", "a text stands where \(sourceForm) is wanted", sourceForm),
    .no(
      SourceBasis.self, ["L": "firsthand", "W": "reported"], "type", "this names 2 in one item",
      "one source an item: [{ L: firsthand }, { W: reported }]"),
    .no(SourceBasis.self, [:], "type", "this names 0 in one item", "one source an item: [{ L: firsthand }, { W: reported }]"),
    .no(SourceBasis.self, ["X": "firsthand"], "unknown-name", "no source is called \"X\"", "the labels are: L", at: "/X"),
    .no(SourceBasis.self, ["source": "L"], "missing-field", "\"basis\" is missing", "basis: one of: firsthand, reported, inferred"),
    .ok(BodyID.self, "ndc"),
    .no(
      BodyID.self, "ncd", "unknown-name", "no body is called \"ncd\"",
      "the charter knows: sc, ndc, nac, branch, members; did you mean ndc?"),
    .ok(PartyID.self, "respondent", .string(respondent)), .ok(PartyID.self, .string(respondent)),
    .no(PartyID.self, "respondant", "unknown-name", "nobody is called \"respondant\" in this case", people + "; did you mean respondent?"),
    .no(PartyID.self, "00000000000z", "unknown-name", "nobody is called \"00000000000z\" in this case", people),
    .ok(CaseID.self, .string(Sample.ofCase.text)),
    .no(
      CaseID.self, "00000000000z", "unknown-name", "there is no case \"00000000000z\"",
      "twelve letters and digits, as the record gave them out"),
    .ok(PersonID.self, "00000000000z"),
    .no(PersonID.self, "x", "unknown-name", "there is no person \"x\"", "twelve letters and digits, as the record gave them out"),
    .ok(Actor.self, "ndc", "body:ndc"), .ok(Actor.self, "body:ndc"), .ok(Actor.self, "respondent", .string("party:\(respondent)")),
    .ok(Actor.self, .string(respondent), .string("party:\(respondent)")), .ok(Actor.self, .string("party:\(respondent)")),
    .no(Actor.self, "ncd", "unknown-name", "no person or body is called \"ncd\"", actors + "; did you mean ndc?"),
    .no(Actor.self, "body:ncd", "unknown-name", "no person or body is called \"body:ncd\"", actors),
    .no(Actor.self, "party:00000000000z", "unknown-name", "no person or body is called \"party:00000000000z\"", actors),
    .ok(Kind.self, "decision.taken"),
  ]

  static let words: [DatumCase] = [
    .ok(Prose.self, "Nobody is named."), .ok(Prose.self, "  A block.\n", "A block."), .ok(Prose.self, ""),
    .ok(Prose.self, "{respondent} and {complainant}", .string("{party:\(respondent)} and {party:\(complainant)}")),
    .ok(Prose.self, .string("{party:\(respondent)}.")), .ok(Prose.self, "a } too"),
    .no(
      Prose.self, "What {respondant} did", "unknown-name", "the text speaks of {respondant}, and nobody is called so in this case",
      people + "; did you mean respondent?"),
    .no(Prose.self, "{}", "unknown-name", "the text speaks of {}, and nobody is called so in this case", people),
    .no(
      Prose.self, "\u{1B}[1m", "character", "the text holds the character U+1B, which no document can carry",
      "text without control characters"),
    .ok(Severity.self, "severe"),
    .no(Severity.self, "sever", "unknown-name", "\"sever\" is not known here", "one of: minor, serious, severe; did you mean severe?"),
    .no(Severity.self, 3, "type", "a number stands where one of: minor, serious, severe is wanted", "one of: minor, serious, severe"),
    .ok(Outcome.self, "mistrial"), .ok(Outcome.self, ["expel": "respondent"], ["expel": .string("party:\(respondent)")]),
    .ok(Outcome.self, ["refer": "nac"], ["refer": "body:nac"]),
    .no(Outcome.self, "expell", "unknown-name", "\"expell\" is not known here", "one of: \(acts); did you mean expel?"),
    .no(
      Outcome.self, ["expell": "respondent"], "unknown-name", "\"expell\" is no act of a decision", "one of: \(acts); did you mean expel?",
      at: "/expell"),
    .no(Outcome.self, ["expel": "nobody"], "unknown-name", "no person or body is called \"nobody\"", actors, at: "/expel"),
    .no(
      Outcome.self, ["expel": "respondent", "refer": "nac"], "unknown-name", "\"expel, refer\" is no act of a decision", "one of: \(acts)"),
    .ok(Tally.self, "unanimous"), .ok(Tally.self, ["for": 3, "against": 1]),
    .ok(Tally.self, ["for": 3, "against": 1, "abstained": 2]),
    .no(
      Tally.self, "most", "unknown-name", "\"most\" is not known here",
      "one of: unanimous, majority, just-over-half, two-thirds, majority-of-uninvolved"),
    .ok(Tally.self, "just-over-half"), .ok(Tally.self, "majority-of-uninvolved"), .ok(ConflictRule.self, "took-part"),
    .ok(Majority.self, ["more-than": "1/2", "of": "cast"]), .ok(Majority.self, ["more-than": "1/2"], ["more-than": "1/2", "of": "cast"]),
    .ok(Majority.self, ["at-least": "2/3", "of": "seats"]), .ok(Majority.self, ["at-least": 5]),
    .ok(Quorum.self, ["at-least": "1/3"], ["at-least": "1/3", "of": "eligible"]),
    .no(
      Majority.self, ["at-least": "half"], "type", "this is neither a number nor a share", "a number, or a share such as 1/2",
      at: "/at-least"),
    .no(Majority.self, ["at-least": -1], "type", "this is not a count", "a whole number", at: "/at-least"),
    .ok(Tally.self, ["for": 3], ["abstained": nil, "against": nil, "for": 3, "of": nil]),
    .no(
      Tally.self, ["against": 3], "missing-field", "\"for\" is missing", "for: a number or a share: 320, nearly 500, about 70 %, over 1/2"),
    .ok(RollVote.self, ["respondent": "for"], ["party": .string(respondent), "vote": "for"]),
    .ok(RollVote.self, ["party": "respondent", "vote": "absent"], ["party": .string(respondent), "vote": "absent"]),
    .no(
      RollVote.self, ["respondent": "yes"], "unknown-name", "\"yes\" is not known here", "one of: for, against, abstained, absent",
      at: "/respondent"),
    .no(RollVote.self, ["nobody": "for"], "unknown-name", "nobody is called \"nobody\" in this case", people, at: "/nobody"),
    .no(RollVote.self, ["party": "respondent"], "missing-field", "\"vote\" is missing", "vote: one of: for, against, abstained, absent"),
    .no(
      RollVote.self, ["respondent": "for", "organizer": "for"], "type", "this names 2 in one item",
      "one voter an item: [{ mover: for }, { chair: abstained }]"),
    .no(RollVote.self, "for", "type", "a text stands where \(rollForm) is wanted", rollForm),
    .ok(WeighedEvidence.self, "allegation", ["entry": 4]), .ok(WeighedEvidence.self, 4, ["entry": 4]),
    .ok(WeighedEvidence.self, ["allegation": "none"], ["entry": 4, "weight": "none"]),
    .ok(WeighedEvidence.self, ["entry": "allegation", "why": "hearsay"], ["entry": 4, "why": "hearsay"]),
    .ok(
      WeighedEvidence.self, ["entry": 4, "weight": "relied", "why": "firsthand"], ["entry": 4, "weight": "relied", "why": "firsthand"]),
    .no(
      WeighedEvidence.self, ["allegation": "full"], "unknown-name", "\"full\" is not known here", "one of: relied, partly, none",
      at: "/allegation"),
    .no(WeighedEvidence.self, "letter", "unknown-name", "no entry is called \"letter\"", labels),
    .no(WeighedEvidence.self, ["weight": "none"], "missing-field", "\"entry\" is missing", "entry: the label of an entry"),
    .no(
      WeighedEvidence.self, ["allegation": "none", "L": "relied"], "type", "this names 2 in one item",
      "one entry an item: [{ testimony: relied }, { letter: none }]"),
    .no(
      WeighedEvidence.self, ["allegation"], "type", "a list stands where the label of an entry is wanted", "the label of an entry"),
    .ok(Instruction.self, ["evidence": "None from {respondent}"], ["evidence": .string("None from {party:\(respondent)}")]),
    .no(
      Instruction.self, ["evidense": "x"], "unknown-name", "\"evidense\" is no matter of an instruction",
      "one of: \(matters); did you mean evidence?", at: "/evidense"),
    .no(
      Instruction.self, ["evidence": nil], "type", "nothing stands where text, with people as {name} is wanted",
      "text, with people as {name}", at: "/evidence"),
    .ok(
      Omission.self, ["kind": "notice.given", "about": "allegation", "to": "members"],
      ["kind": "notice.given", "about": [4], "to": ["body:members"]]),
    .ok(Omission.self, ["kind": "notice.given"], ["kind": "notice.given", "about": [], "to": []]),
    .no(Omission.self, ["about": 4], "missing-field", "\"kind\" is missing", "kind: a kind of entry"),
    .ok(Keeping.self, ["kinds": "notice.given", "keeper": "sc"], ["kinds": ["notice.given"], "keeper": "sc"]),
    .no(Keeping.self, ["kinds": "notice.given"], "missing-field", "\"keeper\" is missing", "keeper: a body of the charter"),
    .ok(Visibility.Level.self, "public"), .ok(Visibility.Level.self, "members"), .ok(Visibility.Level.self, "case"),
    .ok(Visibility.Level.self, "party"),
    .ok(Visibility.Level.self, "body:ndc"),
    .no(
      Visibility.Level.self, "member", "unknown-name", "no audience is called \"member\"",
      "public, members, case, party, person or body:NAME; did you mean members?"),
    .no(
      Visibility.Level.self, "body:ncd", "unknown-name", "no body is called \"ncd\"",
      "the charter knows: sc, ndc, nac, branch, members; did you mean ndc?"),
    .ok([BodyID].self, "ndc", ["ndc"]), .ok([BodyID].self, ["sc", "ndc"]), .ok([BodyID].self, []),
    .ok(String?.self, nil), .ok(String?.self, "x"),
    .no(CivilDate?.self, "x", "date", "\"x\" is not a date", dateForm),
  ]

  private static func read<Value: Datum>(_ type: Value.Type, _ datum: DatumCase) throws {
    let reading = Reading(names: DatumCase.names, scalarsAreText: datum.isYAML)
    let value = Value(reading.input(datum.written))
    #expect(reading.mistakes.map(Noted.init) == datum.mistakes)
    guard let committed = datum.committed else {
      // A field that is not known is noted, and the rest is read on.
      if datum.mistakes.map(\.code) != ["unknown-field"] { #expect(value == nil) }
      return
    }
    let read = try #require(value)
    #expect(read.json == committed)
    let recorded = Reading(names: .recorded)
    #expect(Value(recorded.input(read.json)) == read)
    #expect(recorded.mistakes.map(Noted.init) == [])
  }

  @Test(arguments: plain + times + references + words)
  func `a value is read in each of its forms or refused with the reason, and its committed form reads as itself`(_ datum: DatumCase) throws
  {
    try DatumTests.read(datum.type, datum)
  }

  private static func readEach<Value: Choice>(_ type: Value.Type) throws {
    for value in Value.allCases {
      try #require(Value(Reading(names: Names()).input(value.json)) == value)
      try #require(value.json == .string(value.rawValue))
    }
  }

  @Test func `every word of every choice reads as itself`() throws {
    try DatumTests.readEach(Kind.self)
    try DatumTests.readEach(Basis.self)
    try DatumTests.readEach(Timing.Side.self)
    try DatumTests.readEach(Timing.Bound.self)
    try DatumTests.readEach(Severity.self)
    try DatumTests.readEach(Measure.self)
    try DatumTests.readEach(Outcome.Act.self)
    try DatumTests.readEach(Instruction.Matter.self)
    try DatumTests.readEach(Extent.self)
    try DatumTests.readEach(CheckName.self)
    try DatumTests.readEach(PartyNamed.Role.self)
    try DatumTests.readEach(FindingMade.Result.self)
    try DatumTests.readEach(MembershipChanged.Change.self)
    try DatumTests.readEach(WeighedEvidence.Weight.self)
    try DatumTests.readEach(CaseClosed.Why.self)
    try DatumTests.readEach(ConflictNoted.How.self)
    try DatumTests.readEach(RecusalNoted.State.self)
    try DatumTests.readEach(InstructionGiven.Silence.self)
    try DatumTests.readEach(ConsentChanged.State.self)
    try DatumTests.readEach(RollVote.Vote.self)
    try DatumTests.readEach(VoteHeld.Result.self)
    try DatumTests.readEach(MandateReported.State.self)
    try DatumTests.readEach(EditionPublished.Readers.self)
  }

  @Test func `every mistake of a list is noted, each at its element`() {
    let reading = Reading(names: DatumCase.names)
    #expect([BodyID](reading.input(["sc", "x", "ndc", 3])) == nil)
    #expect(
      reading.mistakes.map { "\($0.path): \($0.message)" } == [
        "/1: no body is called \"x\"", "/3: a number stands where a body of the charter is wanted",
      ])
  }

  @Test func `graver is greater`() {
    #expect(Severity.allCases.sorted() == [.minor, .serious, .severe])
  }
}

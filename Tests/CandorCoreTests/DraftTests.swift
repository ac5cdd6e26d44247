import CandorCore
import StrictJSON
import Testing

@Suite("Drafts")
struct DraftTests {
  /// Reads an entry as the fifth of a record whose entries 3 and 4 are the source L and an allegation.
  private static func read(_ entry: JSONValue, case: CaseID? = Sample.ofCase) throws -> (draft: Draft?, mistakes: [Noted]) {
    let reading = Reading(names: Fullest.names)
    let draft = Draft(
      reading.input(entry), id: EntryID(5), case: `case`, recorded: try Sample.instant(), today: try Sample.day("2019-04-19"))
    return (draft, reading.mistakes.map(Noted.init))
  }

  @Test func `a draft holds every slot in order, an absent field as null`() throws {
    let read = try DraftTests.read([
      "kind": "allegation.made", "label": "a", "occurred": "2013", "sources": ["L": "reported"], "against": "respondent", "of": "a thing",
      "severity": "severe",
    ])
    #expect(read.mistakes == [])
    let draft = try #require(read.draft)
    #expect(draft.id == EntryID(5))
    #expect(draft.kind == .allegationMade)
    #expect(
      draft.values.map(\.name) == [
        "kind", "case", "label", "occurred", "timing", "sources", "disputes", "corrects", "recorded", "from", "against", "of", "severity",
        "to", "report",
        "says",
      ])
    #expect(
      draft.values.map(\.json) == [
        ["allegation.made", 1], .string(Sample.ofCase.text), "a", "2013", nil, [["source": 3, "basis": "reported"]], nil, nil,
        "2019-04-19T12:00:00Z", nil,
        .string(Sample.party("respondent").text), "a thing", "severe", nil, nil, nil,
      ])
  }

  @Test func `a list that is given as empty, and one that is not given, are committed alike`() throws {
    let given = try DraftTests.read(["kind": "notice.given", "to": [], "sources": []])
    let absent = try DraftTests.read(["kind": "notice.given"])
    #expect(try #require(given.draft) == #require(absent.draft))
  }

  @Test func `an entry belongs to the case at hand, to the one it names, or with null to none`() throws {
    let entry: JSONValue = ["kind": "notice.given"]
    #expect(try #require(DraftTests.read(entry).draft).values[1].json == .string(Sample.ofCase.text))
    #expect(try #require(DraftTests.read(entry, case: nil).draft).values[1].json == nil)
    #expect(
      try #require(DraftTests.read(entry.with(["case": .string(Sample.ofCase.text)]), case: nil).draft).values[1].json
        == .string(Sample.ofCase.text))
    #expect(try #require(DraftTests.read(["kind": "notice.given", "case": nil]).draft).values[1].json == nil)
  }

  struct Refused: CustomTestStringConvertible, Sendable {
    let entry: JSONValue
    let mistakes: [Noted]
    init(_ entry: JSONValue, _ mistakes: Noted...) { (self.entry, self.mistakes) = (entry, mistakes) }
    var testDescription: String { entry.canonicalText }
  }

  private static let header = "kind, case, label, occurred, timing, sources, disputes, corrects"
  private static let missing = "missing-field"
  private static let part = "the roll of these votes, or a part of it"
  private static let besidePerson = "beside the party this would tell which person it is"
  private static let labels = "the labels are: \(Fullest.names.entries.keys.sorted().joined(separator: ", "))"

  private static func most(_ count: Int, _ word: String) -> String {
    "at most \(count); where a source counts more, leave out \"\(word)\" and tell it in \"says\""
  }

  @Test(arguments: [
    Refused("notice.given", Noted("type", "", "an entry is a group of fields", "kind: …, occurred: …, and the fields of the kind")),
    Refused([:], Noted(missing, "", "\"kind\" is missing", "kind: a kind of entry")),
    Refused(["kind": nil], Noted(missing, "", "\"kind\" is missing", "kind: a kind of entry")),
    Refused(
      ["kind": "notice.givn"],
      Noted("unknown-name", "/kind", "\"notice.givn\" is not known here", "a kind of entry; did you mean notice.given?")),
    Refused(["kind": 3], Noted("type", "/kind", "a number stands where a kind of entry is wanted", "a kind of entry")),
    Refused(
      ["kind": "request.made", "ask": "Why?"],
      Noted(
        "unknown-field", "/ask", "there is no field \"ask\" here",
        "the fields are: \(header), by, to, asks, on; did you mean asks?"),
      Noted(missing, "", "\"asks\" is missing", "asks: text, with people as {name}")),
    Refused(
      ["kind": "notice.given", "recorded": "2019-04-19T12:00:00Z"],
      Noted(
        "unknown-field", "/recorded", "there is no field \"recorded\" here",
        "the fields are: \(header), by, to, of, extent, contradicts, answers, says")),
    Refused(
      ["kind": "allegation.made"], Noted(missing, "", "\"against\" is missing", "against: a person's or party's name in this case"),
      Noted(missing, "", "\"of\" is missing", "of: a line of text"),
      Noted(missing, "", "\"severity\" is missing", "severity: one of: minor, serious, severe")),
    Refused(
      ["kind": "notice.given", "occurred": "2019-04-20"],
      Noted(
        "refused", "/occurred", "this lies after today, 2019-04-19",
        "a day that has come; what is planned or promised is an entry of the day it was promised")),
    Refused(
      ["kind": "notice.given", "occurred": "2019-05/.."],
      Noted(
        "refused", "/occurred", "this lies after today, 2019-04-19",
        "a day that has come; what is planned or promised is an entry of the day it was promised")),
    Refused(
      ["kind": "decision.taken"],
      Noted("refused", "", "nothing says what was decided", "an outcome, the decision it undoes, or a text in \"says\"")),
    Refused(
      ["kind": "decision.taken", "outcome": []],
      Noted("refused", "/outcome", "nothing says what was decided", "an outcome, the decision it undoes, or a text in \"says\"")),
    Refused(
      ["kind": "coverage.attested", "kinds": "notice.given"],
      Noted("refused", "", "coverage without a time covers nothing", "from when to when, as 2019/2020")),
    Refused(
      ["kind": "omission.stated", "of": ["kind": "notice.given"]],
      Noted("refused", "", "an omission without a time says nothing", "from when to when, as 2013/2019-03-15")),
    Refused(
      ["kind": "party.named", "party": "respondent", "role": "respondent", "case": nil],
      Noted("refused", "/case", "a party belongs to a case, and this entry names none", "the case it has a part in")),
    Refused(
      ["kind": "person.described", "person": "00000000000z", "names": "N", "case": nil],
      Noted("refused", "/case", "a person is described in a case, and this entry names none", "the case it has a part in")),
    Refused(
      ["kind": "vote.held", "eligible": 5, "present": 6],
      Noted("refused", "/present", "6 are said to be present of 5 eligible", "how many of those eligible were present")),
    Refused(
      ["kind": "vote.held", "eligible": 3, "votes": ["for": 2, "against": 1, "abstained": 1]],
      Noted("refused", "/votes", "these are 4 votes of 3 who were eligible", most(3, "eligible"))),
    Refused(
      ["kind": "vote.held", "eligible": 9, "present": 2, "votes": ["for": 2, "against": 1]],
      Noted("refused", "/votes", "these are 3 votes of 2 who were present", most(2, "present"))),
    Refused(
      ["kind": "vote.held", "eligible": 1, "present": 1, "roll": [["organizer": "for"], ["outsider": "absent"]]],
      Noted("refused", "/roll", "the roll has 2 of 1 who were eligible", most(1, "eligible"))),
    Refused(
      ["kind": "vote.held", "present": 1, "roll": [["organizer": "for"], ["outsider": "abstained"], ["respondent": "absent"]]],
      Noted("refused", "/roll", "the roll has 2 of 1 who were present", most(1, "present"))),
    Refused(
      ["kind": "vote.held", "roll": [["organizer": "for"], ["organizer": "against"]]],
      Noted("refused", "/roll", "someone stands in the roll twice", "each voter once")),
    Refused(
      [
        "kind": "vote.held", "votes": ["for": 0, "against": 0, "abstained": 0],
        "roll": [["organizer": "for"], ["outsider": "against"], ["respondent": "abstained"]],
      ],
      Noted("refused", "/roll", "the roll has 1 for, and the votes are 0", part),
      Noted("refused", "/roll", "the roll has 1 against, and the votes are 0", part),
      Noted("refused", "/roll", "the roll has 1 abstained, and the votes are 0", part)),
    Refused(
      ["kind": "vote.held", "votes": "unanimous", "roll": [["organizer": "for"], ["outsider": "against"]]],
      Noted(
        "refused", "/roll", "the roll has votes against, and the vote is called unanimous", "the roll of this vote, or a part of it")),
    Refused(
      ["kind": "mandate.given", "occurred": "2019-03", "task": "to report", "due": "2019-02"],
      Noted("refused", "/due", "this is due before it was given, 2019-03", "a day on which or after which it was given")),
    Refused(
      ["kind": "mandate.given", "task": "to report", "due": "2019-02", "within": "P1M"],
      Noted("refused", "/within", "it is due by a date and within a time", "one of the two, as the source gives it")),
    Refused(
      ["kind": "access.granted", "audience": "case", "to": "outsider", "person": "00000000000z"],
      Noted("refused", "/person", besidePerson, "\"to\" for a party of the case, or \"person\" for someone who is none")),
    Refused(
      ["kind": "access.ended", "audience": "case", "of": "outsider", "person": "00000000000z"],
      Noted("refused", "/person", besidePerson, "\"of\" for a party of the case, or \"person\" for someone who is none")),
    Refused(
      ["kind": "access.granted", "audience": "member", "to": "outsider"],
      Noted(
        "unknown-name", "/audience", "no audience is called \"member\"",
        "public, members, case, party, person or body:NAME; did you mean members?")),
    Refused(
      ["kind": "disclosure.erased", "of": "allegation"],
      Noted(
        missing, "", "\"ground\" is missing",
        "ground: the owner's request, in words with people as {name}, or a clause of the charter: { clause: ID }"),
      Noted("refused", "", "no field is named", "which fields of the entry were erased: says"),
      Noted("refused", "", "nobody is named who erased it", "the body or the party that did")),
    Refused(
      ["kind": "mandate.reported", "of": "allegation", "state": "done"],
      Noted(
        "wrong-kind", "/of", "this is an entry of the kind allegation.made", "the label of an entry of the kind mandate.given")),
    Refused(
      ["kind": "report.received", "repeats": ["allegation", "mandate.given", 4, "L"]],
      Noted(
        "wrong-kind", "/repeats/1", "this is an entry of the kind mandate.given", "the label of an entry of the kind allegation.made"),
      Noted(
        "wrong-kind", "/repeats/3", "this is an entry of the kind source.described", "the label of an entry of the kind allegation.made")),
    Refused(
      ["kind": "decision.taken", "undoes": "nothing"],
      Noted("unknown-name", "/undoes", "no entry is called \"nothing\"", labels)),
    Refused(
      ["kind": "notice.given", "sources": ["M": "reported"]],
      Noted("unknown-name", "/sources/M", "no source is called \"M\"", "the labels are: L")),
  ])
  func `an entry that cannot be is refused with every reason`(_ refused: Refused) throws {
    let read = try DraftTests.read(refused.entry)
    #expect(read.mistakes == refused.mistakes)
    #expect(read.draft == nil)
  }

  @Test(arguments: ["2019-04-19", "2019-04", "2019", "2013/..", "../2030", "2019-04-20~"])
  func `what may have happened by today is taken`(occurred: String) throws {
    let read = try DraftTests.read(["kind": "notice.given", "occurred": .string(occurred)])
    #expect(read.mistakes == [])
    #expect(read.draft != nil)
  }

  /// What is wrong in the world, or not told whole, is no mistake of whoever writes it down.
  @Test(
    arguments: [
      // The result is not what the counts come to.
      ["kind": "vote.held", "votes": ["for": 1, "against": 9], "result": "adopted"],
      ["kind": "vote.held", "votes": ["for": 1, "against": 9], "threshold": "two thirds", "result": "adopted"],
      // A part of the roll; abstentions that nobody told; a vote in spite of a recusal.
      ["kind": "vote.held", "eligible": 9, "present": 5, "votes": ["for": 3, "against": 2], "roll": [["organizer": "abstained"]]],
      ["kind": "vote.held", "recused": "organizer", "roll": [["organizer": "for"]]],
      ["kind": "vote.held", "votes": "unanimous", "roll": [["organizer": "for"], ["outsider": "abstained"], ["respondent": "absent"]]],
      ["kind": "vote.held", "votes": "majority", "roll": [["organizer": "against"]]],
      ["kind": "vote.held", "eligible": 0, "present": 0, "votes": ["for": 0, "against": 0, "abstained": 0], "result": "not-voted"],
      // A day that both may have; a mandate of a day that nobody knows; a time that counts from no entry.
      ["kind": "mandate.given", "occurred": "2019-03", "task": "to report", "due": "2019-03"],
      ["kind": "mandate.given", "occurred": "2019~", "task": "to report", "due": "2018"],
      ["kind": "mandate.given", "task": "to report", "due": "1999"],
      ["kind": "mandate.given", "task": "to report", "within": "P1M", "since": "allegation"],
      ["kind": "mandate.reported", "of": "mandate.given", "state": "not-done"],
      ["kind": "decision.taken", "undoes": "decision.taken", "says": "Without a reason."],
      ["kind": "access.granted", "audience": "public", "person": "00000000000z"],
      ["kind": "finding.made", "by": "ndc", "result": "none", "evidence": [["allegation": "none"], ["allegation": "relied"]]],
      ["kind": "case.closed"], ["kind": "need.asked"], ["kind": "evidence.refused"],
    ] as [JSONValue])
  func `what happened is taken as it is told, however wrong it was or little of it`(entry: JSONValue) throws {
    let read = try DraftTests.read(entry)
    #expect(read.mistakes == [])
    #expect(read.draft != nil)
  }

  @Test func `an entry that disputes itself, or corrects itself or a later one, is refused`() throws {
    var names = DatumCase.names
    names.entries["self"] = (EntryID(5), .noticeGiven)
    names.entries["later"] = (EntryID(6), .noticeGiven)
    func mistakes(_ changes: JSONObject) throws -> [Noted] {
      let reading = Reading(names: names)
      let entry = JSONValue.object(["kind": "notice.given", "label": "self"]).with(changes)
      let draft = Draft(
        reading.input(entry), id: EntryID(5), case: Sample.ofCase, recorded: try Sample.instant(), today: try Sample.day("2019-04-19"))
      #expect((draft == nil) == !reading.mistakes.isEmpty)
      return reading.mistakes.map(Noted.init)
    }
    func itself(_ path: String) -> Noted { Noted("self-reference", path, "the entry refers to itself", "the label of another entry") }
    let forward = Noted("refused", "/corrects", "an entry corrects an earlier one", "the label of an entry that stands before this one")
    #expect(try mistakes(["disputes": "self"]) == [itself("/disputes")])
    #expect(try mistakes(["of": ["later", "self"], "timing": [["after": "self"]]]) == [itself("/timing/0/after"), itself("/of/1")])
    #expect(try mistakes(["disputes": "later"]) == [])
    #expect(try mistakes(["corrects": "self"]) == [itself("/corrects")])
    #expect(try mistakes(["corrects": "later"]) == [forward])
    #expect(try mistakes(["corrects": "allegation"]) == [])
  }

  @Test func `what cannot be is told beside what cannot be read`() throws {
    let read = try DraftTests.read([
      "kind": "notice.given", "occurred": "2031", "of": "nothing", "timing": [["after": "no-one", "moreThan": "soon"]],
    ])
    #expect(read.draft == nil)
    #expect(read.mistakes.map(\.code) == ["unknown-name", "period", "unknown-name", "refused"])
  }

  @Test(arguments: ["", " ", "a b", "{a}", "17", String(repeating: "x", count: 65), "a/b", "a:b"])
  func `what cannot be referred to is no label`(text: String) throws {
    let read = try DraftTests.read(["kind": "notice.given", "label": .string(text)])
    #expect(read.mistakes.map(\.code) == ["label"])
    #expect(Label(text) == nil)
  }

  @Test(arguments: ["L", "sc-letter-2", "a_b.c", "2013-letter", "Äußerung", "訴え", String(repeating: "x", count: 64)])
  func `letters, digits and a few signs are a label`(text: String) throws {
    #expect(try DraftTests.read(["kind": "notice.given", "label": .string(text)]).mistakes == [])
  }

  @Test(arguments: Kind.allCases) func `what a draft's writer meant is what a reader of all of it sees`(kind: Kind) throws {
    let entry = try Fullest.entry(kind)
    let read = try DraftTests.read(entry)
    #expect(read.mistakes == [])
    let draft = try #require(read.draft)
    let seen = draft.entry(on: try Sample.day("2019-04-19"))
    #expect(seen.kind == kind)
    #expect(seen.gaps == [])
    // Every field of the kind is given, so no value is null but the header's that were left out, and those that another excludes.
    #expect(draft.values.dropFirst(9).filter(\.json.isNull).map(\.name) == Fullest.excluded[kind, default: []])
  }
}

/// An entry of each kind with every field given that can stand beside the others.
enum Fullest {
  /// What these entries refer to: an entry of every kind that some field is bound to.
  static var names: Names {
    var names = DatumCase.names
    for (index, kind) in Set(targets.values.flatMap(\.values)).sorted(by: { $0.rawValue < $1.rawValue }).enumerated() {
      let id = EntryID(10 + index)
      if kind != .allegationMade { names.entries[kind.rawValue] = (id, kind) }
      names.kinds[id] = kind
    }
    return names
  }

  /// Fields that refer to entries of one kind.
  static let targets: [Kind: [String: Kind]] = [
    .bodyDissolved: ["decision": .decisionTaken],
    .reportReceived: ["repeats": .allegationMade],
    .allegationMade: ["report": .reportReceived],
    .evidenceRefused: ["evidence": .evidenceReceived],
    .measureImposed: ["decision": .decisionTaken],
    .measureLifted: ["imposed": .measureImposed, "decision": .decisionTaken],
    .decisionTaken: ["undoes": .decisionTaken],
    .motionMoved: ["at": .meetingHeld],
    .voteHeld: ["at": .meetingHeld],
    .motionChanged: ["of": .motionMoved, "at": .meetingHeld],
    .electionHeld: ["at": .meetingHeld],
    .seatTaken: ["election": .electionHeld],
    .mandateReported: ["of": .mandateGiven],
    .mandateTransferred: ["of": .mandateGiven, "decision": .decisionTaken],
    .statementPublished: ["replies": .statementPublished, "commits": .mandateGiven, "fulfils": .mandateGiven],
    .editionPublished: ["replaces": .editionPublished],
    .disclosureWidened: ["consent": .consentChanged],
    .accessGranted: ["consent": .consentChanged],
  ]

  /// Fields that cannot stand beside another one.
  static let excluded: [Kind: [String]] = [
    .mandateGiven: ["within"], .motionChanged: ["to", "into", "asks"], .accessGranted: ["to"], .accessEnded: ["of"],
  ]

  static func entry(_ kind: Kind) throws -> JSONValue {
    var fields: JSONObject = [
      "kind": .string(kind.rawValue), "label": "x", "occurred": "2013/2019", "timing": ["after": "allegation", "atMost": "P1M"],
    ]
    fields["sources"] = ["L": "reported"]
    for field in kind.schema.fields where !excluded[kind, default: []].contains(field.name) {
      fields[field.name] = try value(field.name, field.shape, kind)
    }
    return .object(fields)
  }

  private static func value(_ name: String, _ shape: Shape, _ kind: Kind) throws -> JSONValue {
    switch shape {
    case .text, .prose: "some words"
    case .count: 3
    case .flag: true
    case .date: "2013"
    case .day: "2013-01-01"
    case .instant: "2013-01-01T00:00:00Z"
    case .period: "P2D"
    case .entry: .string(targets[kind]?[name].flatMap { $0 == .allegationMade ? nil : $0.rawValue } ?? "allegation")
    case .source: "L"
    case .party: "respondent"
    case .person: "00000000000z"
    case .body: "ndc"
    case .actor: "organizer"
    case .case: .string(Sample.ofCase.text)
    case .kind: "notice.given"
    case .choice(let names): .string(try #require(names.last))
    case .list(let element): [try value(name, element, kind)]
    case .record(let members):
      .object(try JSONObject(members.map { ($0.name, try value($0.name, $0.shape, kind)) }))
    case .pattern, .draft, .pair, .members, .other:
      switch name {
      case "charter": Sample.charter()
      case "outcome": ["expel": "respondent"]
      case "content": ["evidence": "none"]
      case "vote", "votes": ["for": 2, "against": 1]
      case "roll", "casting": ["respondent": "for"]
      case "eligible", "present", "members", "signatories": "about 30"
      case "electorate": ["class": "some words", "body": "ndc", "as-of": "2013", "count": "over 40"]
      case "proposals": ["choose": "one", "list": [["title": "some words", "votes": ["for": "about 70 %", "of": "cast"]]]]
      case "candidates": ["who": "respondent", "votes": "1/3", "elected": true, "slate": "some words", "statement": "allegation"]
      case "composition": ["group": "some words", "number": "over 50 %"]
      case "evidence": ["entry": "allegation", "weight": "partly", "why": "some words"]
      case "audience", "to": "body:ndc"
      case "under": ["allegation": "inferred"]
      case "ground": "some words"
      default: throw Unknown(name: name)
      }
    }
  }

  struct Unknown: Error { let name: String }
}

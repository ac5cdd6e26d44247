import CandorCore
import StrictJSON
import Testing
import Trials

@Suite("Who knew what when")
struct KnowledgeTests {
  /// Entries, and what someone knew of one of them at the end of a day.
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let entries: [JSONValue]
    var hidden: [(label: String, slot: String)] = []
    /// Day, who, and the answer in words: `known n`, `perhaps n; gap n.to`, `not on record`.
    let answers: [(day: String, who: String, says: String)]

    var testDescription: String { name }
  }

  private static let matter: JSONValue = ["label": "m", "kind": "decision.taken", "occurred": "2013", "by": ["ndc"], "says": "It decided."]
  private static func notice(_ fields: JSONObject) -> JSONValue {
    (["label": "n", "kind": "notice.given", "to": ["branch"], "of": ["m"]] as JSONValue).with(fields)
  }

  static let rows: [Row] = [
    Row(
      name: "told on a day: from its end on",
      entries: [matter, notice(["occurred": "2019-03-15"])],
      answers: [
        ("2019-03-14", "branch", "not on record"), ("2019-03-15", "branch", "known n"), ("2019-04-01", "branch", "known n"),
        ("2019-04-01", "sc", "not on record"),
      ]),
    Row(
      name: "told some time in a year: perhaps, until the year is over",
      entries: [matter, notice(["occurred": "2014"])],
      answers: [
        ("2013-12-31", "branch", "not on record"), ("2014-01-01", "branch", "perhaps n"), ("2014-12-30", "branch", "perhaps n"),
        ("2014-12-31", "branch", "known n"),
      ]),
    Row(
      name: "about a year: perhaps in the years beside it",
      entries: [matter, notice(["occurred": "2015~"])],
      answers: [("2013-12-31", "branch", "not on record"), ("2014-06-01", "branch", "perhaps n"), ("2016-12-31", "branch", "known n")]),
    Row(
      name: "an open end and no date: perhaps, until it was set down",
      entries: [matter, notice(["occurred": "2014/.."]), notice(["label": "u", "to": ["nac"]])],
      answers: [
        ("2019-04-18", "branch", "perhaps n"), ("2013-06-01", "branch", "not on record"), ("2013-06-01", "nac", "perhaps u"),
        ("2019-04-19", "nac", "known u"),
      ]),
    Row(
      name: "without a date, but before and after others: between them",
      entries: [
        matter, ["label": "a", "kind": "meeting.held", "occurred": "2014-05-01", "bodies": ["sc"]],
        ["label": "b", "kind": "meeting.held", "occurred": "2014-05-20", "bodies": ["sc"], "timing": [["after": "n"]]],
        notice(["timing": [["after": "a", "moreThan": "P1W"]]]),
      ],
      answers: [
        ("2014-05-08", "branch", "not on record"), ("2014-05-09", "branch", "perhaps n"), ("2014-05-19", "branch", "perhaps n"),
        ("2014-05-20", "branch", "known n"),
      ]),
    Row(
      name: "at most a month after: known when it is over",
      entries: [
        matter, ["label": "a", "kind": "meeting.held", "occurred": "2014-05-01", "bodies": ["sc"]],
        notice(["timing": [["after": "a", "atMost": "P1M"]]]),
      ],
      answers: [("2014-04-30", "branch", "not on record"), ("2014-05-31", "branch", "perhaps n"), ("2014-06-01", "branch", "known n")]),
    Row(
      name: "told in part: known, and the telling says so",
      entries: [matter, notice(["occurred": "2014-05-01", "extent": "part"])],
      answers: [("2014-05-01", "branch", "known n in part")]),
    Row(
      name: "its own acts, and whatever it acts on",
      entries: [
        ["label": "al", "kind": "allegation.made", "occurred": "2013-01-01", "against": "respondent", "of": "x", "severity": "severe"],
        ["label": "m", "kind": "decision.taken", "occurred": "2013-02-01", "by": ["ndc"], "outcome": "accept", "answers": ["al"]],
      ],
      answers: [
        ("2013-01-31", "ndc", "not on record"), ("2013-02-01", "ndc", "known m"), ("2013-02-01", "ndc", "known m"),
        ("2019-01-01", "respondent", "not on record"),
      ]),
    Row(
      name: "who tells of it knows it; whom it is told of and who sits beside, does not",
      entries: [matter, notice(["occurred": "2014-05-01", "by": ["sc"], "to": ["organizer"]])],
      answers: [
        ("2014-05-01", "sc", "known n"), ("2014-05-01", "organizer", "known n"), ("2014-04-30", "sc", "not on record"),
        ("2014-05-01", "members", "not on record"),
      ]),
    Row(
      name: "a member of a body is not the body",
      entries: [
        ["kind": "party.named", "party": "organizer", "role": "participant", "seats": ["sc"]], matter,
        notice(["occurred": "2014-05-01", "to": ["organizer"]]),
      ],
      answers: [("2019-01-01", "organizer", "known n"), ("2019-01-01", "sc", "not on record")]),
    Row(
      name: "a body that is a party is that body",
      entries: [
        ["label": "p", "kind": "party.named", "party": "organizer", "role": "participant", "body": "sc"], matter,
        notice(["occurred": "2014-05-01", "to": ["organizer"]]),
      ],
      answers: [("2019-01-01", "sc", "known n"), ("2019-01-01", "nac", "not on record")]),
    Row(
      name: "being asked or instructed about a matter is not being told of it",
      entries: [
        matter, ["label": "r", "kind": "request.made", "occurred": "2014", "by": ["ndc"], "to": ["branch"], "asks": "What?", "on": ["m"]],
        [
          "label": "i", "kind": "instruction.given", "occurred": "2014", "from": ["sc"], "to": ["nac"], "content": [["evidence": "none"]],
          "on": ["m"],
        ],
      ],
      answers: [
        ("2019-01-01", "branch", "not on record"), ("2019-01-01", "nac", "not on record"), ("2019-01-01", "sc", "known i"),
      ]),
    Row(
      name: "a report reaches those it was made to, with what it brings anew",
      entries: [
        ["label": "m", "kind": "allegation.made", "occurred": "2013", "against": "respondent", "of": "x", "severity": "severe"],
        ["label": "r", "kind": "report.received", "occurred": "2019-03-11", "from": ["complainant"], "to": ["sc"], "repeats": ["m"]],
      ],
      answers: [("2019-03-10", "sc", "not on record"), ("2019-03-11", "sc", "known r"), ("2019-03-11", "complainant", "known r")]),
    Row(
      name: "an allegation that a report brought was told to whom the report was",
      entries: [
        ["label": "r", "kind": "report.received", "occurred": "2019-03-11", "to": ["sc"]],
        [
          "label": "m", "kind": "allegation.made", "occurred": "2019-03", "against": "respondent", "of": "x", "severity": "severe",
          "report": "r", "to": ["branch"],
        ],
      ],
      answers: [("2019-03-11", "sc", "known r"), ("2019-03-11", "branch", "perhaps m"), ("2019-03-31", "branch", "known m")]),
    Row(
      name: "a statement tells those it is to",
      entries: [
        matter, ["label": "s", "kind": "statement.published", "occurred": "2019-03-15", "by": ["sc"], "to": ["members"], "of": ["m"]],
      ],
      answers: [("2019-03-14", "members", "not on record"), ("2019-03-15", "members", "known s"), ("2019-03-15", "sc", "known s")]),
    Row(
      name: "whom it was told to is hidden: perhaps",
      entries: [matter, notice(["occurred": "2014-05-01"])], hidden: [("n", "to")],
      answers: [("2014-04-30", "nac", "not on record"), ("2014-05-01", "nac", "perhaps gap n.to")]),
    Row(
      name: "what was told is hidden: perhaps, to those it was told to",
      entries: [matter, notice(["occurred": "2014-05-01"])], hidden: [("n", "of")],
      answers: [("2014-05-01", "nac", "not on record"), ("2014-05-01", "branch", "perhaps gap n.of")]),
    Row(
      name: "when it was told is hidden: perhaps",
      entries: [matter, notice(["occurred": "2014-05-01"])], hidden: [("n", "occurred")],
      answers: [("2013-01-01", "branch", "perhaps n gap n.occurred"), ("2013-01-01", "nac", "not on record")]),
    Row(
      name: "an entry that is not opened may tell of anything, and may take back anything",
      entries: [matter, notice(["occurred": "2014-05-01"]), ["label": "x", "kind": "meeting.held", "bodies": ["sc"]]],
      hidden: [("x", "kind")],
      answers: [("2014-05-01", "nac", "perhaps gap x.kind"), ("2014-05-01", "branch", "perhaps n gap x.kind")]),
    Row(
      name: "what a hidden correction may take back is no longer sure",
      entries: [matter, notice(["occurred": "2014-05-01"])], hidden: [("n", "corrects")],
      answers: [("2014-05-01", "branch", "perhaps n gap n.corrects"), ("2014-05-01", "nac", "not on record")]),
  ]

  @Test(arguments: rows) func `what someone knew of an entry is known, perhaps, or not on record`(row: Row) throws {
    var record = try SampleRecord(row.entries)
    for (label, slot) in row.hidden { try record.hide(label, slot) }
    let knowledge = Knowledge(try record.scene())
    // What is asked about is the allegation, where there is one beside the decision, else entry m.
    let subject = try record.id(record.labels.values.contains("al") ? "al" : "m")
    for (day, who, says) in row.answers {
      let actor = Sample.bodies.contains(BodyID(who)) ? Actor.body(BodyID(who)) : .party(Sample.party(who))
      let answer = knowledge.answer(of: subject, by: actor, at: try Sample.day(day))
      #expect(answer.words(record) == says, "\(who) on \(day)")
    }
  }

  @Test func `a source that states an omission stands beside the answer, and decides nothing`() throws {
    let record = try SampleRecord([
      Self.matter, Self.notice(["occurred": "2015-01-01", "to": ["members"]]),
      [
        "label": "o", "kind": "omission.stated", "occurred": "2013/2015",
        "of": ["kind": "notice.given", "about": ["m"], "to": ["members"]],
      ],
    ])
    let (knowledge, omission) = (Knowledge(try record.scene()), try record.id("o"))
    for (day, says, denied) in [
      ("2014-01-01", "not on record", [omission]), ("2015-01-01", "known n", [omission]), ("2016-01-01", "known n", []),
    ] {
      let findings = knowledge.findings(by: .body(BodyID("members")), at: try Sample.day(day))
      let found = try #require(findings.first)
      #expect(found.entry == (try record.id("m")))
      #expect(found.answer.words(record) == says)
      #expect(found.denied == denied)
    }
  }

  @Test func `only what happened, and may have happened by then, is asked about`() throws {
    let record = try SampleRecord([
      ["label": "L", "kind": "source.described", "title": "A letter"], ["kind": "party.named", "party": "organizer", "role": "witness"],
      ["label": "late", "kind": "meeting.held", "occurred": "2019", "bodies": ["sc"]],
      ["label": "early", "kind": "meeting.held", "occurred": "2013", "bodies": ["sc"]],
      ["label": "c", "kind": "coverage.attested", "occurred": "2013", "kinds": ["meeting.held"]],
    ])
    let knowledge = Knowledge(try record.scene())
    func asked(_ day: String) throws -> [String] {
      knowledge.findings(by: .body(BodyID("sc")), at: try Sample.day(day)).map { record.labels[$0.entry] ?? "" }
    }
    #expect(try asked("2018-12-31") == ["early"])
    #expect(try asked("2019-01-01") == ["early", "late"])
  }

  @Test func `who was told of an entry comes in the order of the tellings, and hidden receivers are seen to be hidden`() throws {
    var record = try SampleRecord([
      Self.matter, Self.notice(["label": "later", "occurred": "2019", "to": ["members"]]),
      Self.notice(["label": "first", "occurred": "2014", "extent": "part"]),
      Self.notice(["label": "veiled", "occurred": "2015", "to": ["nac"]]),
    ])
    try record.hide("veiled", "to")
    let (knowledge, id) = (Knowledge(try record.scene()), try record.id("m"))
    let tellings = knowledge.tellings(of: id).filter { $0.way == .told }
    #expect(tellings.map { record.labels[$0.by] } == ["first", "later"])
    #expect(tellings.map(\.extent) == [.part, nil])
    #expect(knowledge.unseen(of: id) == [try record.gap("veiled", "to")])
  }
}

extension Knowledge.Answer {
  fileprivate func words(_ record: SampleRecord) -> String {
    func label(_ id: EntryID) -> String { record.labels[id] ?? "entry \(id)" }
    func told(_ tellings: [Knowledge.Telling]) -> [String] { tellings.map { label($0.by) + ($0.extent == .part ? " in part" : "") } }
    return switch self {
    case .known(let tellings): "known \(told(tellings).joined(separator: " "))"
    case .perhaps(let tellings, let gaps):
      (["perhaps"] + told(tellings) + gaps.map { Cause.gap($0).words(label, record) }).joined(separator: " ")
    case .notOnRecord: "not on record"
    }
  }
}

@Suite("Who knew what, seen in part")
struct HiddenKnowledgeTests {
  /// Decisions, what was told of them, and parties that may be bodies.
  private static func record(_ random: inout SeededGenerator) throws -> SampleRecord {
    func some(_ names: [String]) -> JSONValue { .array(names.filter { _ in Bool.random(using: &random) }.map(JSONValue.string)) }
    let actors = ["sc", "nac", "members", "organizer", "outsider"]
    var entries: [JSONValue] = [
      ["label": "p", "kind": "party.named", "party": "organizer", "role": "participant", "body": Bool.random(using: &random) ? "sc" : nil]
    ]
    for number in 0..<6 {
      let year = Int.random(in: 2013...2018, using: &random)
      let common: JSONValue = [
        "label": .string("e\(number)"), "occurred": .string(["\(year)", "\(year)-05-02", "\(year)~"].randomElement(using: &random) ?? ""),
      ]
      let earlier = (0..<number).map { "e\($0)" }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: entries.append(common.with(["kind": "decision.taken", "by": some(actors), "outcome": "accept", "answers": some(earlier)]))
      case 1:
        entries.append(
          common.with(["kind": "statement.published", "by": some(actors), "to": some(["sc", "nac", "members"]), "of": some(earlier)]))
      case 2: entries.append(common.with(["kind": "report.received", "from": some(actors), "to": some(actors)]))
      default: entries.append(common.with(["kind": "notice.given", "by": some(actors), "to": some(actors), "of": some(earlier)]))
      }
    }
    return try SampleRecord(entries)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `what is known, or not on record, with values hidden is so with all of them shown`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var sure = 0
    for _ in 0..<30 {
      let whole = try Self.record(&random)
      var part = whole
      for entry in whole.disclosed.indices.dropFirst(2) {
        // That it belongs to the case, whoever reads any of it knows.
        for slot in whole.disclosed[entry].values.keys.sorted() where slot != 1 && Int.random(in: 0..<24, using: &random) == 0 {
          part.hide(entry: entry, slot: slot)
        }
      }
      let (all, seen) = (Knowledge(try whole.scene()), Knowledge(try part.scene()))
      for number in 0..<6 {
        for body in ["sc", "nac", "members"] {
          let (id, day) = (try whole.id("e\(number)"), Day(number: Int.random(in: 15_706..<17_900, using: &random)))
          let (full, found) = (
            all.answer(of: id, by: .body(BodyID(body)), at: day), seen.answer(of: id, by: .body(BodyID(body)), at: day)
          )
          switch (found, full) {
          case (.perhaps, _): continue
          case (.known, .known), (.notOnRecord, .notOnRecord): sure += 1
          default: Issue.record("\(found) of entry \(id), and \(full) in the whole")
          }
        }
      }
    }
    #expect(sure > 50)
  }
}

@Suite("Entries in their places")
struct PlacementTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    /// Label, date, timing.
    let entries: [(label: String, occurred: JSONValue, timing: JSONValue)]
    let order: [String]
    var testDescription: String { name }
  }

  @Test(arguments: [
    Row(name: "by their dates", entries: [("b", "2019", nil), ("a", "2013", nil), ("c", "2019-03", nil)], order: ["a", "b", "c"]),
    Row(
      name: "one without a date after the one it followed",
      entries: [("x", nil, [["after": "b"]]), ("a", "2013", nil), ("b", "2019-03", nil), ("c", "2019-04", nil)],
      order: ["a", "b", "x", "c"]),
    Row(
      name: "one without a date right before the one it came before",
      entries: [("a", "2013", nil), ("b", "2019-03", nil), ("x", nil, [["before": "b"]])], order: ["a", "x", "b"]),
    Row(
      name: "by the distance, among later ones",
      entries: [
        ("a", "2013-01-01", nil), ("x", nil, [["after": "a", "moreThan": "P18M"]]), ("b", "2014-06", nil), ("c", "2014-08", nil),
      ], order: ["a", "b", "x", "c"]),
    Row(
      name: "through another one without a date",
      entries: [("y", nil, [["after": "x"]]), ("x", nil, [["after": "b"]]), ("a", "2013", nil), ("b", "2019-03", nil)],
      order: ["a", "b", "x", "y"]),
    Row(name: "neither date nor distance: last", entries: [("x", nil, nil), ("a", "2013", nil)], order: ["a", "x"]),
    Row(
      name: "in a circle each once",
      entries: [("x", nil, [["after": "y"]]), ("y", nil, [["after": "x"]]), ("a", "2013", nil)], order: ["a", "x", "y"]),
  ])
  func `entries stand where dates and distances put them`(row: Row) throws {
    let record = try SampleRecord(
      row.entries.map { label, occurred, timing in
        (["label": .string(label), "kind": "meeting.held", "bodies": ["sc"]] as JSONValue).with(["occurred": occurred, "timing": timing])
      })
    let placed = try record.scene().chronology.compactMap { record.labels[$0.id] }
    #expect(placed.sorted() == row.entries.map(\.label).sorted())
    if row.name == "in a circle each once" { #expect(placed.first == "a") } else { #expect(placed == row.order) }
  }
}

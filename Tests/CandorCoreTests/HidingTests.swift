import CandorCore
import StrictJSON
import Testing
import Trials

/// A small record that some possible world could have left: every entry has a true day, its date is a range around that day, and every distance
/// is true.
struct RandomRecord {
  var random: SeededGenerator
  private var entries: [JSONValue] = []
  private var days: [(label: String, kind: Kind, day: Day)] = []

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static let clauses: [JSONValue] = [
    Sample.clause(["check": "interim-measure", "severity": "serious", "measure": "suspension", "within": "P2M"], id: "1"),
    Sample.clause(["check": "interim-measure", "severity": "severe", "measure": "warning"], id: "1a"),
    Sample.clause(["check": "interference", "body": "ndc"], id: "2").with(["in-force": ["from": "2014"]]),
    Sample.clause(["check": "set-aside", "body": "ndc", "by": "nac", "on": ["appeal"]], id: "3").with([
      "in-force": ["from": "2013", "to": "2017"]
    ]),
    Sample.clause(["check": "concealment", "of": "ndc", "owed-to": "members"], id: "4"),
    Sample.clause(["check": "standard-of-proof", "of": "ndc", "standard": "likelihood"], id: "5"),
    Sample.clause(["check": "prohibited-consideration", "of": "ndc", "considerations": ["rumor"]], id: "6"),
    Sample.clause(["check": "evidence-refused", "of": "ndc"], id: "7"),
    Sample.clause(["check": "gag"], id: "8"),
    Sample.clause(["check": "misstatement"], id: "9"),
    Sample.clause(["check": "powers", "acts": ["expel", "rescind"], "by": "ndc"], id: "10"),
    Sample.clause(["check": "hearing", "acts": ["expel"]], id: "11"),
    Sample.clause(["check": "conflicted-participation", "acts": ["expel", "rescind"]], id: "12"),
    Sample.clause(["check": "carry-out", "of": ["ndc", "nac"], "promises": true], id: "13"),
    Sample.clause(["check": "tally", "of": "ndc"], id: "14"),
    Sample.clause(["check": "composition", "body": "ndc", "at-most": 1, "without": "sc"], id: "15"),
    Sample.clause(["check": "eligibility", "bodies": ["ndc", "sc"], "measures": ["suspension"], "undisclosed-to": "members"], id: "16"),
    Sample.clause(["check": "precede", "only": "decision.taken", "after": "meeting.held"], id: "17"),
    Sample.clause(["check": "informed-vote", "of": "ndc"], id: "18"),
    Sample.clause(["check": "attached-reply", "of": ["sc", "ndc"]], id: "19"),
    Sample.clause(["check": "consent", "to": ["members", "branch"]], id: "20"),
    Sample.clause(["check": "retaliation"], id: "21"),
    Sample.clause(["check": "reasons", "of": "ndc"], id: "22"),
    Sample.clause(["check": "acknowledge", "within": "P1Y", "excused-by": "safety"], id: "23"),
    Sample.clause(["check": "decide", "by": ["ndc", "nac"], "within": "P1Y", "owed-by": "ndc"], id: "24"),
    Sample.clause(["check": "escalate", "to": "ndc", "within": "P1Y"], id: "25"),
    Sample.clause(["check": "inform-members", "of": ["ndc", "nac"], "to": "members", "within": "P1Y"], id: "26"),
    Sample.clause(["check": "fill-office", "body": "ndc", "within": "P1Y"], id: "27"),
    Sample.clause(["check": "support", "within": "P1Y"], id: "28"),
    Sample.clause(["check": "respond", "after": "meeting.held", "with": "finding.made", "within": "P1Y"], id: "29"),
  ]

  mutating func chance(_ one: Int, in all: Int) -> Bool { Int.random(in: 0..<all, using: &random) < one }
  mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &random) }

  private mutating func add(_ kind: Kind, _ fields: JSONObject) {
    let (number, label) = (Int.random(in: 15_706..<17_900, using: &random), "e\(entries.count)")
    let day = Day(number: number)
    var all = JSONValue.object(["kind": .string(kind.rawValue), "label": .string(label)]).with(fields)
    let occurred: String? =
      switch Int.random(in: 0..<8, using: &random) {
      case 0: nil
      case 1, 2: String(day.description.prefix(4))
      case 3: String(day.description.prefix(7))
      case 4: "\(day + -Int.random(in: 0...400, using: &random))/\(day + Int.random(in: 0...100, using: &random))"
      case 5: "\(day)/.."
      default: day.description
      }
    if let occurred { all = all.with(["occurred": .string(occurred)]) }
    if kind == .coverageAttested || kind == .omissionStated {
      all = all.with(["occurred": chance(3, in: 4) ? "2012/2019-04-19" : "2012/2015"])
    }
    if chance(1, in: 3), let other = pick(days), other.day != day {
      all = all.with(["timing": [[other.day < day ? "after" : "before": .string(other.label)]]])
    }
    // A correction is of the kind that it corrects.
    if chance(1, in: 8), let corrected = pick(days.filter({ $0.kind == kind })) { all = all.with(["corrects": .string(corrected.label)]) }
    entries.append(all)
    days.append((label, kind, day))
  }

  private mutating func labels(_ kind: Kind) -> JSONValue {
    .array(days.filter { $0.kind == kind }.filter { _ in chance(1, in: 2) }.map { .string($0.label) })
  }

  private mutating func some(_ names: [String], most: Int = 2) -> JSONValue {
    .array((0..<Int.random(in: 0...most, using: &random)).compactMap { _ in pick(names) }.map(JSONValue.string))
  }

  private mutating func one(_ names: [String]) -> JSONValue { pick(names).map(JSONValue.string) ?? nil }

  private static let actors = ["sc", "ndc", "nac", "branch", "organizer", "outsider", "respondent"]

  mutating func record() throws -> SampleRecord {
    for name in ["respondent", "organizer", "outsider"] where chance(3, in: 4) {
      add(
        .partyNamed,
        ["party": .string(name), "role": name == "outsider" ? "witness" : "participant", "seats": some(["sc", "nac", "branch"], most: 1)])
    }
    for _ in 0..<Int.random(in: 3...12, using: &random) {
      switch Int.random(in: 0..<27, using: &random) {
      case 0: add(.allegationMade, ["against": one(["respondent", "organizer"]), "of": "a thing", "severity": one(Severity.names)])
      case 1:
        add(
          .measureImposed,
          ["on": some(["respondent", "organizer"]), "measure": one(["suspension", "warning"]), "answers": labels(.allegationMade)])
      case 2:
        add(
          .reportReceived,
          [
            "from": some(["complainant", "organizer"], most: 1), "to": some(["ndc", "sc"]), "seeks": one(["decision", "support"]),
            "repeats": labels(.allegationMade),
          ])
      case 3:
        add(
          .seatTaken,
          [
            "holder": one(["organizer", "outsider"]), "body": one(["ndc", "sc", "nac"]), "represents": chance(1, in: 2) ? "sc" : nil,
            "capacity": chance(1, in: 3) ? "advice" : nil,
          ])
        if chance(1, in: 2) { add(.seatVacated, ["holder": one(["organizer", "outsider"]), "body": one(["ndc", "sc", "nac"])]) }
      case 4:
        add(
          .instructionGiven,
          [
            "from": some(RandomRecord.actors), "to": some(["ndc", "nac"]),
            "content": [[pick(["confidentiality", "standard", "evidence", "consideration"]) ?? "standard": "so"]],
            "standard": chance(1, in: 2) ? "certainty" : nil, "silence": chance(1, in: 2) ? one(["everything", "identity"]) : nil,
            "on": labels(.decisionTaken),
          ])
      case 5: add(.decisionTaken, ["by": "ndc", "outcome": ["expel": "respondent"]])
      case 6:
        let undone = days.filter { $0.kind == .decisionTaken }.map(\.label)
        add(
          .decisionTaken,
          [
            "by": some(RandomRecord.actors), "outcome": "rescind", "undoes": one(undone), "under": labels(.instructionGiven),
            "grounds": some(["appeal", "procedure"], most: 1),
          ])
      case 7:
        add(
          .noticeGiven,
          [
            "to": some(["members", "branch"]), "of": labels(.decisionTaken), "extent": one(["full", "part"]),
            "contradicts": labels(.decisionTaken),
          ])
      case 8: add(.statementPublished, ["to": some(["members", "branch"]), "of": labels(.decisionTaken)])
      case 9:
        add(
          .omissionStated,
          [
            "of": chance(1, in: 2)
              ? ["kind": "notice.given", "about": labels(.decisionTaken), "to": "members"]
              : ["kind": "measure.imposed", "about": labels(.allegationMade)]
          ])
      case 10:
        add(
          .findingMade,
          [
            "by": "ndc", "on": labels(.allegationMade), "result": "substantiated", "standard": one(["likelihood", "certainty"]),
            "considerations": chance(1, in: 2) ? [one(["rumor", "rank"])] : [],
          ])
      case 11: add(.evidenceRefused, ["by": some(["ndc", "nac"]), "what": "statement"])
      case 12:
        add(
          .evidenceReceived,
          ["by": some(["ndc", "nac"]), "from": some(["respondent", "organizer"]), "what": "statement", "on": labels(.allegationMade)])
      case 13:
        add(
          .meetingHeld, ["bodies": some(["ndc"]), "present": some(["respondent", "organizer"]), "hearing": chance(2, in: 3) ? true : nil])
      case 14:
        guard days.contains(where: { $0.kind == .decisionTaken }) else { continue }
        add(
          .conflictNoted,
          ["who": some(["organizer", "outsider"]), "in": labels(.decisionTaken), "tie": "office", "how": "declared"])
      case 15:
        add(.recusalNoted, ["who": some(["organizer", "outsider"]), "from": labels(.decisionTaken), "state": one(["declared", "asked"])])
      case 16:
        add(
          .voteHeld,
          [
            "by": "ndc", "on": labels(.decisionTaken),
            "roll": .array(["organizer", "outsider"].filter { _ in chance(1, in: 2) }.map { [$0: one(["for", "absent"])] }),
            "votes": chance(1, in: 2) ? ["for": 2, "against": chance(1, in: 2) ? 1 : 2] : one(["unanimous", "just-over-half"]),
            "eligible": chance(1, in: 2) ? 5 : nil, "present": chance(1, in: 3) ? 4 : nil, "result": one(["adopted", "rejected"]),
          ])
      case 17:
        add(.membershipChanged, ["member": one(["organizer", "outsider"]), "change": one(["left", "joined", "suspended"])])
        if chance(1, in: 2) { add(.bodyDissolved, ["body": one(["ndc", "sc"])]) }
        if chance(1, in: 2) { add(.measureLifted, ["on": one(["organizer", "respondent"]), "measure": one(["suspension", "warning"])]) }
      case 18:
        add(.mandateGiven, ["by": one(["ndc", "branch"]), "to": some(["sc"]), "task": "A report.", "within": one(["P6M", "P5Y"])])
        if chance(2, in: 3), let given = days.last?.label {
          add(.mandateReported, ["of": .string(given), "state": one(["done", "part", "begun", "not-done", "overtaken"])])
        }
      case 19: add(.seatVacated, ["holder": one(["organizer", "outsider"]), "body": one(["ndc", "sc"])])
      case 20:
        add(
          .consentChanged,
          ["from": one(["complainant", "organizer"]), "state": one(["given", "withdrawn"]), "of": labels(.reportReceived)])
      case 21:
        add(
          .noticeGiven,
          [
            "by": some(["sc"]), "to": some(["members", "ndc", "complainant"]), "of": labels(.reportReceived),
            "answers": labels(.reportReceived),
          ])
      case 22:
        add(
          .detrimentReported,
          ["against": "complainant", "what": "a reproach", "after": labels(.reportReceived), "ground": one(["x", "y"])])
      case 23:
        add(
          .statementPublished,
          ["by": one(["organizer", "sc", "ndc"]), "of": labels(.decisionTaken), "replies": labels(.statementPublished)])
      case 24: add(.supportGiven, ["to": some(["complainant", "organizer"]), "what": "a room", "answers": labels(.reportReceived)])
      case 25: add(.caseClosed, ["why": one(["withdrawn", "decided"])])
      default:
        let kinds = [
          "notice.given", "measure.imposed", "statement.published", "conflict.noted", "meeting.held", "evidence.received",
          "mandate.reported", "decision.taken", "finding.made", "support.given", "consent.changed", "remit.set", "seat.taken",
          "seat.vacated", "measure.lifted",
        ]
        add(.coverageAttested, ["kinds": chance(1, in: 2) ? kinds.json : ["notice.given", "measure.imposed"]])
      }
    }
    let bodies = (Sample.charter()["bodies"] ?? [:]).with([
      "ndc": [
        "title": "Disciplinary Committee", "independent-of": "sc", "seats": 5, "quorum": ["at-least": "1/2"],
        "majority": ["more-than": "1/2"],
      ]
    ])
    let code = Sample.charter(clauses: RandomRecord.clauses).with([
      "bodies": bodies, "conflicts": .array(ConflictRule.allCases.map(\.json)),
    ])
    return try SampleRecord(charter: code, entries)
  }
}

@Suite("What is hidden")
struct HidingTests {
  /// By what duties of two views of one record are compared. Interference is one duty a clause, whatever entry it starts from.
  private struct Key: Hashable {
    let clause: String
    let subject: EntryID?

    init(_ duty: Duty) { (clause, subject) = (duty.clause.name, duty.check == .interference ? nil : duty.subject) }
  }

  private static func byKey(_ duties: [Duty]) -> [Key: Duty] { Dictionary(duties.map { (Key($0), $0) }) { first, _ in first } }

  private static func lies(_ inner: Span?, within outer: Span?) -> Bool {
    guard let outer, let inner else { return true }
    return outer.atLeast <= inner.atLeast && (outer.atMost.map { most in inner.atMost.map { $0 <= most } ?? false } ?? true)
  }

  /// What hiding values has made of a record's duties that it must not.
  private static func contradictions(_ record: SampleRecord, hiding hidden: [(entry: Int, slot: UInt8)]) throws -> [String] {
    var less = record
    for (entry, slot) in hidden { less.hide(entry: entry, slot: slot) }
    let (all, seen) = (byKey(try record.duties()), byKey(try less.duties()))
    return seen.sorted { ($0.key.clause, $0.value.subject) < ($1.key.clause, $1.value.subject) }.compactMap { key, duty in
      guard duty.state == .breached || duty.state == .met else { return nil }
      let whole = all[key]
      if whole?.state != duty.state {
        return "clause \(key.clause), entry \(duty.subject): \(duty.state), and in the whole \(whole?.state.rawValue ?? "nothing")"
      }
      if !lies(whole?.lasted, within: duty.lasted) || !lies(whole?.late, within: duty.late) {
        return
          "clause \(key.clause), entry \(duty.subject): bounds \(duty.lasted?.words ?? ""), and in the whole \(whole?.lasted?.words ?? "none")"
      }
      return nil
    }
  }

  /// Slots of the entries after the charter and the case's opening.
  private static func slots(_ record: SampleRecord) -> [(entry: Int, slot: UInt8)] {
    record.disclosed.indices.dropFirst(2).flatMap { entry in
      record.disclosed[entry].values.keys.sorted().map { (entry, $0) }
    }
  }

  @Test(arguments: 0..<UInt64(Thorough.rounds(2, of: 8, "seeds of random records with values hidden")))
  func `what is breached or met with values hidden is so with all of them shown, and within the bounds that were stated`(seed: UInt64)
    throws
  {
    var (found, settled): (Set<Duty.State>, Set<CheckName>) = ([], [])
    for round in 0..<20 {
      var maker = RandomRecord(seed: seed &* 1000 &+ UInt64(round))
      let record = try maker.record()
      let duties = try record.duties()
      found.formUnion(duties.map(\.state))
      settled.formUnion(duties.filter { [.breached, .met].contains($0.state) }.map(\.check))
      let slots = HidingTests.slots(record)
      for share in [1, 3, 8] {
        let hidden = slots.filter { _ in maker.chance(share, in: 24) }
        try HidingTests.requireNoContradiction(record, hiding: hidden)
      }
      // What links an entry to its case, one field of the header of some, and some values alone.
      for slot in [1, UInt8.random(in: 0...8, using: &maker.random)] {
        try HidingTests.requireNoContradiction(record, hiding: slots.filter { $0.slot == slot && maker.chance(1, in: 2) })
      }
      for slot in slots.filter({ $0.slot == 1 || $0.slot > 8 }).shuffled(using: &maker.random).prefix(10) {
        try HidingTests.requireNoContradiction(record, hiding: [slot])
      }
    }
    #expect(found.isSuperset(of: [.breached, .undetermined]))
    #expect(settled.count >= 6, "of too many checks nothing is ever settled here: \(settled)")
  }

  /// What a reader cannot see, and what may then not be said for sure.
  struct Hidden: CustomTestStringConvertible, Sendable {
    var told: String
    var clause: JSONValue
    var entries: [JSONValue]
    var label: String
    var slot: String
    var whole: Duty.State?
    var testDescription: String { told }
  }

  @Test(arguments: [
    Hidden(
      told: "of two rival accounts of an undoing, one that kept the code may be this case's",
      clause: ["check": "set-aside", "body": "ndc", "by": "nac", "on": ["appeal"]],
      entries: [
        ["kind": "decision.taken", "label": "made", "occurred": "2014-01-01", "by": "ndc", "outcome": ["expel": "respondent"]],
        ["kind": "decision.taken", "label": "broke", "occurred": "2014-02-01", "by": "sc", "outcome": "rescind", "undoes": "made"],
        [
          "kind": "decision.taken", "label": "kept", "occurred": "2014-02-01", "by": "nac", "outcome": "rescind", "undoes": "made",
          "grounds": "appeal", "disputes": "broke",
        ],
        ["kind": "party.named", "label": "respondent", "party": "respondent", "role": "respondent"],
      ], label: "kept", slot: "case", whole: .undetermined),
    Hidden(
      told: "what would answer may be this case's",
      clause: ["check": "interim-measure", "severity": "severe", "measure": "suspension", "within": "P1M"],
      entries: [
        ["kind": "party.named", "label": "respondent", "party": "respondent", "role": "respondent"],
        ["kind": "allegation.made", "label": "made", "occurred": "2014-01-01", "against": "respondent", "of": "x", "severity": "severe"],
        [
          "kind": "measure.imposed", "label": "kept", "occurred": "2014-01-02", "on": "respondent", "measure": "suspension",
          "answers": "made",
        ],
        ["kind": "coverage.attested", "label": "all", "occurred": "2013/2018", "kinds": ["measure.imposed"]],
      ], label: "kept", slot: "case", whole: .met),
    Hidden(
      told: "whoever instructed the deciders may be one of them",
      clause: ["check": "evidence-refused", "of": "ndc"],
      entries: [
        ["kind": "party.named", "label": "organizer", "party": "organizer", "role": "participant", "seats": "ndc"],
        [
          "kind": "instruction.given", "label": "wrote", "occurred": "2014-01-01", "from": "organizer", "to": "ndc",
          "content": [["evidence": "none"]],
        ],
      ], label: "organizer", slot: "seats", whole: nil),
    Hidden(
      told: "whoever sits with a body may speak for another",
      clause: ["check": "evidence-refused", "of": "ndc"],
      entries: [
        ["kind": "party.named", "label": "organizer", "party": "organizer", "role": "participant"],
        ["kind": "seat.taken", "label": "seat", "occurred": "2013", "holder": "organizer", "body": "ndc", "represents": "nac"],
        [
          "kind": "instruction.given", "label": "wrote", "occurred": "2014-01-01", "from": "sc", "to": "organizer",
          "content": [["evidence": "none"]],
        ],
      ], label: "seat", slot: "represents", whole: nil),
    Hidden(
      told: "a hearing may have come after the decision",
      clause: ["check": "hearing", "acts": ["expel"]],
      entries: [
        ["kind": "party.named", "label": "respondent", "party": "respondent", "role": "respondent"],
        ["kind": "decision.taken", "label": "made", "occurred": "2014-01-01", "by": "ndc", "outcome": ["expel": "respondent"]],
        [
          "kind": "meeting.held", "label": "late", "occurred": "2015-01-01", "bodies": "ndc", "present": "respondent", "hearing": true,
        ],
      ], label: "made", slot: "occurred", whole: .undetermined),
  ])
  func `what a reader cannot tell is not settled for them`(_ hidden: Hidden) throws {
    var record = try SampleRecord(charter: Sample.charter(clauses: [Sample.clause(hidden.clause)]), hidden.entries)
    #expect(try record.duties().first?.state == hidden.whole)
    try record.hide(hidden.label, hidden.slot)
    let states = try record.duties().map(\.state)
    #expect(!states.contains(.breached) && !states.contains(.met), "\(states)")
  }

  @Test func `whoever holds every key of a case is kept from nothing by entries of other cases`() throws {
    var record = try SampleRecord(
      charter: Sample.charter(clauses: [Sample.clause(["check": "misstatement"])]),
      [
        ["kind": "decision.taken", "label": "made", "occurred": "2014", "by": "ndc", "outcome": ["expel": "respondent"]],
        ["kind": "notice.given", "label": "false", "occurred": "2014", "contradicts": "made"],
        ["kind": "notice.given", "label": "other", "occurred": "2014"],
        ["kind": "party.named", "label": "respondent", "party": "respondent", "role": "respondent"],
      ])
    let opaque = try record.id("other").number - 1
    for slot in record.disclosed[opaque].values.keys { record.hide(entry: opaque, slot: slot) }
    func states(holding: Set<Audience>?) -> [Duty.State] {
      Organization(RecordView(record.disclosed, holding: holding)).scene(of: Sample.ofCase, asOf: record.disclosed[opaque].on).duties().map(
        \.state)
    }
    #expect(states(holding: [.members, .case(Sample.ofCase)]) == [.breached])
    // Without a key of the case it may be this case's, and without the members' it may be a newer code.
    for less in [nil, [.members], [.case(Sample.ofCase)]] as [Set<Audience>?] { #expect(states(holding: less) == [.undetermined]) }
  }

  @Test func `a code that is hidden may hold in the place of one that is shown`() throws {
    let clause = Sample.clause(["check": "misstatement"])
    var record = try SampleRecord(
      charter: Sample.charter(clauses: [clause]),
      [
        ["kind": "decision.taken", "label": "made", "occurred": "2014", "by": "ndc", "outcome": ["expel": "respondent"]],
        ["kind": "notice.given", "label": "false", "occurred": "2014", "contradicts": "made"],
        ["kind": "party.named", "label": "respondent", "party": "respondent", "role": "respondent"],
        ["kind": "charter.adopted", "label": "newer", "charter": Sample.charter(), "case": nil],
      ])
    let whole = try record.duties()
    #expect(whole.isEmpty, "the newer code has no clauses")
    try record.hide("newer", "charter")
    #expect(try record.duties().map(\.state) == [.undetermined])
  }

  private static func requireNoContradiction(_ record: SampleRecord, hiding hidden: [(entry: Int, slot: UInt8)]) throws {
    if try contradictions(record, hiding: hidden).isEmpty { return }
    let words = try smallest(record, hiding: hidden)
    try #require(words == "")
  }

  /// The record in words, with as few values hidden as still contradict it.
  private static func smallest(_ record: SampleRecord, hiding all: [(entry: Int, slot: UInt8)]) throws -> String {
    var hidden = all
    var index = 0
    while index < hidden.count {
      var fewer = hidden
      fewer.remove(at: index)
      if try contradictions(record, hiding: fewer).isEmpty { index += 1 } else { hidden = fewer }
    }
    let entries = record.drafts.dropFirst(2).map { draft in
      "\(draft.id): "
        + draft.values.filter { !$0.json.isNull && $0.name != "recorded" }.map { "\($0.name)=\($0.json.canonicalText)" }.joined(
          separator: " ")
    }
    let names = hidden.map { "\($0.entry + 1).\(record.drafts[$0.entry].values[Int($0.slot)].name)" }
    return "hiding \(names.joined(separator: ", ")): \(try contradictions(record, hiding: hidden))\n" + entries.joined(separator: "\n")
  }
}

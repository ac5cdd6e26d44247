import CandorCore
import StrictJSON
import Testing

/// A case that was handled as its code asks: every duty is met. What is taken from its record, or hidden in it, settles nothing that is not so.
@Suite("A well-handled case")
struct WellHandledTests {
  private static let rules: [JSONValue] = [
    ["check": "interim-measure", "severity": "severe", "measure": "suspension", "within": "P2D", "owed-by": "ndc"],
    ["check": "acknowledge", "of": "ndc", "within": "P3D"],
    ["check": "escalate", "of": "branch", "to": "ndc", "within": "P5D"],
    ["check": "provide", "of": "sc", "within": "P14D", "excused-by": "safety"],
    ["check": "decide", "by": "ndc", "within": "P90D"],
    ["check": "inform-party", "of": "ndc", "within": "P7D"],
    ["check": "inform-members", "of": "ndc", "to": "members", "within": "P30D"],
    ["check": "review-measure", "within": "P60D"],
    ["check": "ask-needs", "within": "P3D"],
    ["check": "support", "within": "P7D"],
    ["check": "answer-motion", "of": "members", "within": "P30D"],
    ["check": "fill-office", "body": "ndc", "within": "P30D"],
    ["check": "respond", "after": "evidence.received", "with": "finding.made", "within": "P90D"],
    ["check": "carry-out", "of": "members"],
    ["check": "precede", "only": "measure.lifted", "after": "meeting.held"],
    ["check": "informed-vote", "of": "members"],
    ["check": "right-of-reply", "of": "sc"],
    ["check": "attached-reply", "of": "sc"],
    ["check": "hearing", "acts": "expel"],
    ["check": "absent", "kind": "evidence.refused"],
    ["check": "standard-of-proof", "of": "ndc", "standard": "preponderance"],
    ["check": "prohibited-consideration", "of": "ndc", "considerations": "rank"],
    ["check": "evidence-refused", "of": "ndc"],
    ["check": "reasons", "of": "ndc"],
    ["check": "interference", "body": "ndc"],
    ["check": "set-aside", "body": "ndc", "by": "nac", "on": "appeal"],
    ["check": "powers", "acts": "expel", "by": "nac"],
    ["check": "concealment", "of": "ndc", "owed-to": "members"],
    ["check": "misstatement"], ["check": "gag"], ["check": "consent", "to": "members"], ["check": "retaliation"],
    ["check": "late-record", "kinds": ["decision.taken", "vote.held"], "within": "P2Y"],
    ["check": "erasure", "by": "ndc"], ["check": "custody"],
    ["check": "coverage", "kinds": ["decision.taken", "vote.held"], "within": "P30D"],
  ]
  /// Such as ask that something be not done: where it is not, nothing is owed.
  private static let silent: Set<CheckName> = [.absent, .interference, .misstatement]

  private static func entry(_ label: String, _ kind: Kind, _ occurred: String?, _ fields: JSONObject) -> JSONValue {
    Given.entry(kind, label, fields).with(["occurred": occurred.map(JSONValue.string) ?? nil])
  }

  private static let entries: [JSONValue] = [
    entry("first-party", .partyNamed, nil, ["party": "complainant", "role": "complainant"]),
    entry("second-party", .partyNamed, nil, ["party": "respondent", "role": "respondent"]),
    entry("word", .reportReceived, "2018-01-01", ["from": "complainant", "to": "branch", "seeks": "registration"]),
    entry("asked", .needAsked, "2018-01-02", ["to": "complainant"]),
    entry("passed-on", .noticeGiven, "2018-01-03", ["by": "branch", "to": "ndc", "of": "word"]),
    entry("report", .reportReceived, "2018-01-10", ["from": "complainant", "to": "ndc", "seeks": "decision"]),
    entry(
      "allegation", .allegationMade, "2018-01-10",
      ["from": "complainant", "against": "respondent", "of": "a thing", "severity": "severe", "to": "ndc", "report": "report"]),
    entry(
      "suspended", .measureImposed, "2018-01-11",
      ["on": "respondent", "measure": "suspension", "purpose": "interim", "by": "ndc", "answers": "allegation"]),
    entry("received", .noticeGiven, "2018-01-11", ["by": "ndc", "to": "complainant", "answers": "report"]),
    entry("asked-again", .needAsked, "2018-01-11", ["to": "complainant"]),
    entry("need", .needStated, "2018-01-12", ["from": "complainant", "need": "A room."]),
    entry("support", .supportGiven, "2018-01-14", ["to": "complainant", "what": "a room", "answers": "need"]),
    entry("request", .requestMade, "2018-01-20", ["by": "complainant", "to": "sc", "asks": "The minutes."]),
    entry("minutes", .noticeGiven, "2018-01-25", ["by": "sc", "to": "complainant", "answers": "request", "extent": "full"]),
    entry("paper", .evidenceReceived, "2018-02-01", ["by": "ndc", "from": "respondent", "what": "statement", "says": "Their account."]),
    entry("hearing", .meetingHeld, "2018-02-10", ["bodies": "ndc", "present": "respondent", "hearing": true]),
    entry(
      "quiet", .instructionGiven, "2018-02-11",
      [
        "from": "sc", "to": "branch", "content": [["confidentiality": "Who it is."]], "silence": "identity", "protects": "complainant",
        "agreed": "complainant",
      ]),
    entry(
      "finding", .findingMade, "2018-03-01",
      [
        "by": "ndc", "on": "allegation", "result": "substantiated", "standard": "preponderance", "considerations": ["the statements"],
        "evidence": ["paper": "relied"],
      ]),
    entry(
      "decision", .decisionTaken, "2018-03-01",
      [
        "by": "ndc", "outcome": ["expel": "respondent"], "answers": ["report", "allegation"], "reasons": "It was so.", "evidence": "paper",
        "power": "clause 9",
      ]),
    entry("lifted", .measureLifted, "2018-03-02", ["on": "respondent", "measure": "suspension", "imposed": "suspended"]),
    entry("told-both", .noticeGiven, "2018-03-02", ["by": "ndc", "to": ["complainant", "respondent"], "of": ["decision", "finding"]]),
    entry("told-members", .noticeGiven, "2018-03-03", ["by": "ndc", "to": "members", "of": ["decision", "finding"], "extent": "full"]),
    entry("agreed", .consentChanged, "2018-03-05", ["from": "complainant", "state": "given", "of": "report", "to": "members"]),
    entry(
      "asked-for-reply", .requestMade, "2018-03-10",
      ["by": "sc", "to": ["complainant", "respondent"], "asks": "What do you say to it?", "on": ["finding", "report"]]),
    entry("reply", .statementPublished, "2018-03-12", ["by": "respondent", "of": "finding"]),
    entry("statement", .statementPublished, "2018-03-20", ["by": "sc", "to": "members", "of": ["finding", "report"], "replies": "reply"]),
    entry("motion", .motionMoved, "2018-04-01", ["by": "organizer", "to": "members", "asks": "To look again.", "answers": "finding"]),
    entry("vote", .voteHeld, "2018-04-20", ["on": "motion", "by": "members", "result": "rejected"]),
    entry("second", .decisionTaken, "2018-05-01", ["by": "ndc", "outcome": "mistrial", "reasons": "A part was missing."]),
    entry("told-all", .noticeGiven, "2018-05-03", ["by": "ndc", "to": ["complainant", "respondent", "members"], "of": "second"]),
    entry("undone", .decisionTaken, "2018-06-01", ["by": "nac", "outcome": "rescind", "undoes": "second", "grounds": "appeal"]),
    entry("left", .seatVacated, "2018-05-10", ["holder": "organizer", "body": "ndc"]),
    entry("took", .seatTaken, "2018-05-20", ["holder": "outsider", "body": "ndc"]),
    entry("mandate", .mandateGiven, "2018-06-10", ["by": "members", "to": "sc", "task": "A report.", "due": "2018-12"]),
    entry("done", .mandateReported, "2018-11-30", ["of": "mandate", "state": "done"]),
    entry(
      "reproach", .detrimentReported, "2018-07-01",
      ["against": "complainant", "by": "sc", "what": "a reproach", "after": "report", "ground": "The dues of 2017."]),
    entry("erased", .disclosureErased, "2018-08-01", ["of": "paper", "fields": "says", "ground": "As asked for.", "by": "ndc"]),
    entry("kept", .custodyTransferred, "2018-08-01", ["from": "sc", "to": "nac", "of": "the record"]),
    entry("closed", .caseClosed, "2019-03-01", ["by": "ndc", "why": "decided"]),
    entry("complete", .coverageAttested, "../2019-04-19", ["kinds": .array(Kind.allCases.map(\.json)), "by": "nac"]),
  ]
  private static let labels = entries.compactMap { $0["label"]?.stringValue }

  private static func record(_ entries: [JSONValue]) throws -> SampleRecord {
    let clauses = rules.enumerated().map { Sample.clause($1, id: "\($0)") }
    var record = try SampleRecord(charter: Sample.charter(clauses: clauses), entries)
    if entries.contains(where: { $0["label"] == "complete" }) { try record.setDown("complete", on: "2019-03-20") }
    return record
  }

  /// A duty, whatever numbers its entries have.
  private struct Key: Hashable {
    var clause: ClauseID
    var subject: String
    var owedTo: [Actor]
  }

  private static func byKey(_ record: SampleRecord) throws -> [Key: Duty] {
    let labels = record.labels
    let duties = try record.duties().map { (Key(clause: $0.clause, subject: labels[$0.subject] ?? "", owedTo: $0.owedTo), $0) }
    return Dictionary(duties) { first, _ in first }
  }

  @Test func `every duty is met, and none late`() throws {
    let duties = try Self.record(Self.entries).duties()
    #expect(duties.filter { $0.state != .met || $0.late != nil }.map { "\($0.check) \($0.subject) \($0.state) \($0.causes)" } == [])
    let checks = Set(Self.rules.compactMap { $0["check"]?.stringValue.flatMap(CheckName.init(rawValue:)) })
    #expect(Set(duties.map(\.check)) == checks.subtracting(Self.silent))
  }

  /// The entries that stand without one and without what refers to it.
  private static func without(_ label: String) -> [JSONValue] {
    func names(_ value: JSONValue, _ gone: Set<String>) -> Bool {
      switch value {
      case .string(let text): gone.contains(text)
      case .array(let values): values.contains { names($0, gone) }
      case .object(let object): object.contains { gone.contains($0.name) || names($0.value, gone) }
      default: false
      }
    }
    var gone: Set<String> = [label]
    while true {
      let left = entries.filter { !names($0, gone) }
      let more = Set(labels).subtracting(left.compactMap { $0["label"]?.stringValue })
      if more == gone { return left }
      gone = more
    }
  }

  @Test(arguments: labels) func `with one entry removed, each duty that turned on it is breached, undetermined or gone`(_ label: String)
    throws
  {
    let (whole, rest) = (try Self.byKey(Self.record(Self.entries)), try Self.byKey(Self.record(Self.without(label))))
    for (key, duty) in rest where !(whole[key] == nil && duty.state == .met) {
      #expect([.met, .breached, .undetermined].contains(duty.state), "\(duty.check) of \(key.subject): \(duty.state)")
    }
    // What nobody refers to and no check looks at is not in this record.
    let touched = whole.filter { key, duty in
      rest[key].map { ($0.state, $0.late, $0.entries.count) != (duty.state, duty.late, duty.entries.count) } ?? true
    }
    #expect(!touched.isEmpty, "nothing turns on \(label)")
  }

  @Test(arguments: labels) func `with one value hidden, nothing is breached, open, excused or lapsed`(_ label: String) throws {
    let record = try Self.record(Self.entries)
    let index = try record.id(label).number - 1
    for slot in record.disclosed[index].values.keys.sorted() {
      var less = record
      less.hide(entry: index, slot: slot)
      for duty in try less.duties() {
        let name = record.drafts[index].values[Int(slot)].name
        #expect(
          duty.state == .met || duty.state == .undetermined, "without \(label).\(name), \(duty.check) of \(duty.subject): \(duty.state)")
        #expect(duty.late == nil)
      }
    }
  }
}

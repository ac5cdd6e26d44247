import CandorCore
import StrictJSON

/// A record of many cases that nobody has lived through, entry by entry as its keeper reads it: a charter, a few hundred entries of the organization,
/// and of each case a hundred from its opening to its closing. Of two cases in three not all is closed, and some entries correct others.
struct Cases: Sequence {
  let count: Int

  static let entriesInCase = 100
  /// How many entries come before the first case.
  static var common: Int { organization.count }
  /// The day up to which the record was kept.
  static let today = Day(number: 20_600)

  func makeIterator() -> some IteratorProtocol<Disclosed> {
    (-1..<count).lazy.flatMap { $0 < 0 ? Cases.organization : Cases.entries(of: $0) }.makeIterator()
  }

  /// A case's identifier, by its place among the cases.
  static func id(_ place: Int) -> CaseID { CaseID(random: UInt64(place + 1) &* 0x9E37_79B9_7F4A_7C15) }

  static func party(_ number: Int, of place: Int) -> JSONValue {
    .string(PartyID(random: UInt64(place * 8 + number + 1) &* 0xBF58_476D_1CE4_E5B9).text)
  }

  /// An entry with all its slots.
  static func entry(_ number: Int, _ kind: Kind, of id: CaseID?, on day: Day, _ fields: [String: JSONValue]) -> Disclosed {
    var fields = fields
    fields["kind"] = [kind.json, kind.schema.version.json]
    fields["case"] = id?.json
    fields["label"] = .string("L-\(number)")
    fields["recorded"] = Instant(seconds: day.number * 86_400).json
    if fields["occurred"] == nil { fields["occurred"] = day.json }
    let names = kind.slotNames
    precondition(fields.keys.allSatisfy(names.contains), "\(kind.rawValue) has no such fields")
    let audience: Set<Audience> = id.map { [.case($0)] } ?? [.members]
    let values = names.enumerated().map {
      (UInt8($0), Disclosed.Value(name: $1, json: fields[$1] ?? .null, audiences: $0 % 5 == 4 ? [.members] : audience))
    }
    return Disclosed(id: EntryID(number), on: day, values: Dictionary(uniqueKeysWithValues: values))
  }

  private static let organization: [Disclosed] = {
    let start = Day(number: 14_000)
    var entries = [entry(1, .charterAdopted, of: nil, on: start, ["charter": charter])]
    for body in ["sc", "ndc", "nac", "branch", "members"] {
      entries.append(entry(entries.count + 1, .bodyFormed, of: nil, on: start, ["body": .string(body)]))
    }
    for number in 0..<100 {
      let mandate = entries.count + 1
      let day = start + number * 60
      entries.append(
        entry(
          mandate, .mandateGiven, of: nil, on: day,
          ["by": ["body:members"], "to": ["body:sc"], "task": "A report to the next assembly.", "within": "P6M"]))
      entries.append(
        entry(mandate + 1, .mandateReported, of: nil, on: day + 150, ["of": mandate.json, "state": "done", "by": ["body:sc"]]))
    }
    for year in 0..<16 {
      entries.append(
        entry(
          entries.count + 1, .coverageAttested, of: nil, on: start + (year + 1) * 365,
          ["kinds": ["conflict.noted"], "by": ["body:sc"], "occurred": .string("\(2008 + year)")]))
    }
    return entries
  }()

  private static let clauses: [JSONValue] = [
    ["check": "interim-measure", "severity": "severe", "measure": "suspension", "within": "P2D", "owed-by": "sc"],
    ["check": "interim-measure", "severity": "serious", "measure": "warning", "within": "P1M"],
    ["check": "interference", "body": "ndc"],
    ["check": "set-aside", "body": "ndc", "by": "nac", "on": ["appeal"]],
    ["check": "concealment", "of": "ndc", "owed-to": "members", "owed-by": "sc"],
    ["check": "concealment", "of": "nac", "owed-to": "members"],
    ["check": "standard-of-proof", "of": "ndc", "standard": "likelihood"],
    ["check": "prohibited-consideration", "of": "ndc", "considerations": ["rank"]],
    ["check": "evidence-refused", "of": "ndc"],
    ["check": "gag"],
    ["check": "misstatement"],
    ["check": "powers", "acts": ["expel", "suspend"], "by": "ndc"],
    ["check": "powers", "acts": ["rescind"], "by": "nac"],
    ["check": "hearing", "acts": ["expel", "suspend"]],
    ["check": "conflicted-participation", "acts": ["expel", "suspend", "rescind"]],
    ["check": "carry-out", "of": ["ndc", "members"], "promises": true],
    ["check": "respond", "after": "meeting.held", "with": "notice.given", "within": "P14D"],
    ["check": "precede", "only": "finding.made", "after": "meeting.held"],
    ["check": "absent", "kind": "evidence.refused"],
    ["check": "acknowledge", "of": "branch", "within": "P3D"],
    ["check": "escalate", "of": "branch", "to": "ndc", "severity": "serious", "within": "P2D"],
    ["check": "provide", "of": "branch", "within": "P14D", "excused-by": ["safety"]],
    ["check": "decide", "by": "ndc", "what": ["allegations", "appeals"], "within": "P60D"],
    ["check": "inform-party", "of": "ndc", "within": "P7D", "owed-by": "ndc"],
    ["check": "inform-members", "of": "ndc", "to": "members", "within": "P30D"],
    ["check": "review-measure", "within": "P30D", "owed-by": "ndc"],
    ["check": "ask-needs", "within": "P3D", "owed-by": "branch"],
    ["check": "support", "within": "P7D", "owed-by": "branch"],
    ["check": "answer-motion", "of": "members", "within": "P1Y"],
    ["check": "fill-office", "body": "ndc", "within": "P60D"],
    ["check": "informed-vote", "of": "ndc"],
    ["check": "right-of-reply", "of": "sc"],
    ["check": "attached-reply", "of": "sc"],
    ["check": "reasons", "of": "ndc"],
    ["check": "consent", "to": "members"],
    ["check": "retaliation"],
    ["check": "selective-enforcement", "of": "1"],
    ["check": "late-record", "kinds": ["decision.taken", "vote.held"], "within": "P14D"],
    ["check": "erasure", "by": "ndc", "clauses": ["12"]],
    ["check": "custody", "at-least": 2],
    ["check": "coverage", "kinds": ["decision.taken", "vote.held"], "within": "P30D"],
  ]

  /// The code that they are held against.
  static let charter: JSONValue = [
    "organization": "The organization", "timezone": "Europe/Madrid",
    "bodies": [
      "sc": ["title": "Steering Committee"], "ndc": ["title": "Disciplinary Committee", "independent-of": "sc"],
      "nac": ["title": "Appeals Committee"], "branch": ["title": "Branch"], "members": ["title": "Members"],
    ],
    "standards": ["likelihood", "certainty"], "coverage": [["kinds": ["notice.given", "measure.imposed"], "keeper": "sc"]],
    "clauses": .array(
      clauses.enumerated().map { ["id": .string("\($0 + 1)"), "title": "A clause", "text": "What it says.", "rule": $1] }),
  ]

  /// What is told of something, in as many words as such records take.
  private static let words: JSONValue =
    "It was told in the meeting as it is set down here, and nobody who was present has said otherwise since; the minutes have it in other words."

  /// The entries of a case, numbered on from the cases before it.
  static func entries(of place: Int) -> [Disclosed] {
    var writer = Writer(place: place, next: common + place * entriesInCase + 1)
    writer.write()
    return writer.entries
  }

  private struct Writer {
    let place: Int
    let next: Int
    private(set) var entries: [Disclosed] = []
    private let id: CaseID
    private var day: Day

    init(place: Int, next: Int) {
      (self.place, self.next, id) = (place, next, Cases.id(place))
      // Cases begin over twelve years, and the last of them are under way.
      day = Cases.today + -(4_500 - place * 7 % 4_400)
    }

    /// Writes an entry some days after the one before.
    @discardableResult
    private mutating func add(_ kind: Kind, _ fields: [String: JSONValue] = [:]) -> JSONValue {
      let number = next + entries.count
      day = Swift.min(day + (number * 13 % 5), Cases.today)
      entries.append(Cases.entry(number, kind, of: id, on: day, fields))
      return number.json
    }

    private func party(_ number: Int) -> JSONValue { Cases.party(number, of: place) }
    private func acting(_ number: Int) -> JSONValue { .string("party:" + (party(number).stringValue ?? "")) }

    mutating func write() {
      add(.caseOpened, ["about": "A complaint, and how it was dealt with"])
      let source = add(.sourceDescribed, ["title": "The minutes"])
      let sources: JSONValue = [["basis": "firsthand", "source": source]]
      for (number, role) in ["complainant", "respondent", "witness", "participant"].enumerated() {
        add(.partyNamed, ["party": party(number), "role": .string(role), "seats": number == 3 ? ["sc"] : []])
      }
      let report = add(
        .reportReceived,
        ["from": [acting(0)], "to": ["body:branch"], "seeks": "decision", "says": Cases.words, "sources": sources])
      let allegations = ["severe", "serious"].map { severity in
        add(
          .allegationMade,
          [
            "from": party(0), "against": party(1), "of": "conduct", "severity": .string(severity), "to": "branch", "report": report,
            "says": Cases.words, "sources": sources,
          ])
      }
      add(
        .measureImposed,
        [
          "on": [party(1)], "measure": "suspension", "purpose": "interim", "by": ["body:sc"], "answers": [allegations[0]],
          "sources": sources,
        ])
      var evidence: [JSONValue] = []
      for number in 0..<10 {
        evidence.append(
          add(
            .evidenceReceived,
            [
              "by": ["body:ndc"], "from": [acting(number % 3)], "what": "statement", "on": [allegations[number % 2]], "says": Cases.words,
              "sources": sources,
            ]))
      }
      for number in 0..<6 {
        add(
          .meetingHeld,
          ["bodies": ["ndc"], "present": [acting(number % 3), acting(3)], "hearing": number == 4 ? true : .null, "sources": sources])
      }
      add(
        .instructionGiven,
        [
          "from": [acting(3)], "to": ["body:ndc"], "content": [["confidentiality": Cases.words]], "silence": "identity",
          "protects": [party(0)], "agreed": [party(0)],
        ])
      let finding = add(
        .findingMade,
        [
          "by": ["ndc"], "on": .array(allegations), "result": "substantiated", "standard": "likelihood", "considerations": ["gravity"],
          "evidence": .array(evidence.prefix(4).map { ["entry": $0] }), "says": Cases.words,
        ])
      add(
        .voteHeld,
        [
          "by": ["ndc"], "votes": ["abstained": 0, "against": 1, "for": 4], "eligible": 7, "present": 5, "result": "adopted",
          "timing": place % 10 == 0 ? [["after": finding]] : [],
        ])
      var decisions: [JSONValue] = []
      for act in ["expel", "suspend", "refer"] {
        decisions.append(
          add(
            .decisionTaken,
            [
              "by": ["body:ndc"], "outcome": [[act: act == "refer" ? "body:nac" : acting(1)]],
              "vote": ["abstained": 0, "against": 1, "for": 4], "answers": [report],
              "reasons": Cases.words, "evidence": .array(Array(evidence.prefix(2))),
            ]))
      }
      add(.conflictNoted, ["who": [acting(3)], "in": [decisions[0]], "tie": "office", "how": "declared", "by": [acting(3)]])
      add(.recusalNoted, ["who": [acting(3)], "from": [decisions[0]], "state": "declared", "by": [acting(3)]])
      add(.omissionStated, ["of": ["about": [decisions[1]], "kind": "notice.given", "to": ["body:members"]]])
      var notices: [JSONValue] = []
      for number in 0..<12 {
        notices.append(
          add(
            .noticeGiven,
            [
              "by": ["body:sc"], "to": [number % 4 == 0 ? "body:members" : acting(number % 3)], "of": [decisions[number % 3]],
              "extent": number % 4 == 1 ? "part" : "full", "says": Cases.words, "sources": sources,
            ]))
      }
      for number in 0..<2 {
        add(.statementPublished, ["by": ["body:sc"], "to": ["branch"], "of": [decisions[number]], "says": Cases.words])
      }
      for _ in 0..<4 {
        let asked = add(.needAsked, ["by": ["body:branch"], "to": [party(0)]])
        let need = add(.needStated, ["from": party(0), "need": Cases.words, "answers": asked])
        add(.supportGiven, ["by": ["body:branch"], "to": [party(0)], "what": Cases.words, "answers": [need]])
      }
      for number in 0..<5 {
        let mandate = add(
          .mandateGiven, ["by": ["body:ndc"], "to": ["body:sc"], "task": Cases.words, "within": "P6M", "sources": sources])
        if number % 3 != place % 3 {
          add(.mandateReported, ["of": mandate, "state": number % 2 == 0 ? "done" : "begun", "by": ["body:sc"]])
        } else {
          add(.requestMade, ["by": ["body:ndc"], "to": ["body:sc"], "asks": Cases.words])
        }
      }
      add(.coverageAttested, ["kinds": ["notice.given", "measure.imposed", "meeting.held"], "by": ["body:sc"], "occurred": "2010/2012"])
      let appeal = add(.appealLodged, ["by": [acting(1)], "against": decisions[0], "to": "nac", "says": Cases.words])
      if place % 3 == 0 {
        add(
          .decisionTaken, ["by": ["body:nac"], "outcome": ["rescind"], "undoes": decisions[1], "grounds": ["appeal"], "answers": [appeal]])
      }
      if place % 2 == 0 {
        add(
          .noticeGiven,
          ["by": ["body:sc"], "to": ["body:members"], "of": [decisions[2]], "extent": "full", "corrects": notices[2]])
      }
      while entries.count < Cases.entriesInCase - 1 {
        add(.requestMade, ["by": [acting(0)], "to": ["body:branch"], "asks": Cases.words, "sources": sources])
      }
      add(.caseClosed, ["by": ["body:ndc"], "why": "decided"])
    }
  }
}

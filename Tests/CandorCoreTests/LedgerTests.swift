import CandorCore
import Foundation
import StrictJSON
import Testing
import Trials

/// A record that grows and shrinks at random, as one reader discloses it: several cases, the organization's own entries, corrections, erasures, versions
/// of the code. What it tells need make no sense.
private struct Growing {
  var random: SeededGenerator
  private(set) var disclosed: [Disclosed] = []
  private var cases: [CaseID?] = [nil, Sample.id(900), Sample.id(901)]
  private var kinds: [EntryID: Kind] = [:]
  /// The audiences that the reader holds keys of; nil where they hold all.
  private(set) var reads: Set<Audience>?

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    reads = nil
    // One reader in three does not see all.
    if chance(1, in: 3) {
      reads = Set([.public, .members, .case(Sample.id(900)), .case(Sample.id(901))].filter { _ in chance(3, in: 4) })
    }
  }

  mutating func chance(_ one: Int, in all: Int) -> Bool { Int.random(in: 0..<all, using: &random) < one }
  private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[Int.random(in: 0..<elements.count, using: &random)] }

  /// As the reader sees it, read anew.
  func view(holding: Set<Audience>?) -> RecordView { RecordView(disclosed, holding: holding) }

  /// Kinds that the checks look at come more often than others.
  private static let common: [Kind] = [
    .partyNamed, .allegationMade, .measureImposed, .reportReceived, .decisionTaken, .decisionTaken, .noticeGiven, .statementPublished,
    .instructionGiven, .findingMade, .meetingHeld, .evidenceReceived, .mandateGiven, .mandateReported, .coverageAttested, .omissionStated,
    .conflictNoted, .recusalNoted, .voteHeld, .seatTaken, .evidenceRefused, .remitSet,
  ]

  /// A clause for every check that there is, as its documentation shows it, with the tests' bodies.
  private static let examples = CheckName.allCases.map { check in
    Sample.clause(JSONValue.object(check.check.example).withBodies.with(["check": check.json]), id: "x-\(check.rawValue)")
  }

  /// A version of the code with some of the clauses, in force from some day on.
  mutating func charter() -> Draft? {
    let clauses = RandomRecord.clauses.filter { _ in chance(1, in: 2) } + Growing.examples.filter { _ in chance(1, in: 3) }
    var charter = Sample.charter(clauses: clauses)
    if chance(2, in: 3) { charter = charter.with(["in-force": ["from": day()]]) }
    return draft(.charterAdopted, of: nil, ["charter": charter, "occurred": day()])
  }

  /// An entry of some kind, of some case or of none.
  mutating func entry() -> Draft? {
    if chance(1, in: 12) { cases.append(Sample.id(900 + cases.count)) }
    let id = chance(1, in: 5) ? nil : pick(cases)
    let kind = chance(2, in: 3) ? pick(Growing.common) : pick(Kind.allCases.filter { $0 != .charterAdopted })
    var fields: JSONObject = [:]
    for field in kind.schema.fields where field.isRequired || chance(2, in: 3) { fields[field.name] = value(field.shape) }
    if chance(5, in: 6) { fields["occurred"] = kind == .coverageAttested ? "2012/2018" : day() }
    if chance(1, in: 8) { fields["timing"] = [[pick(["after", "before"]): reference(), pick(["atLeast", "atMost"]): "P3M"]] }
    if chance(1, in: 10) { fields["disputes"] = reference() }
    let alike = kinds.filter { $0.value == kind }.keys.sorted()
    if chance(1, in: 8), !alike.isEmpty { fields["corrects"] = pick(alike).number.json }
    return draft(kind, of: id, fields)
  }

  private func draft(_ kind: Kind, of id: CaseID?, _ fields: JSONObject) -> Draft? {
    var fields = fields
    fields["kind"] = kind.json
    let today = Day(number: 17_980)
    return Draft(
      Reading(names: .recorded).input(.object(fields)), id: EntryID(disclosed.count + 1), case: id,
      recorded: Instant(seconds: today.number * 86_400), today: today)
  }

  private mutating func day() -> JSONValue {
    let day = Day(number: Int.random(in: 15_706..<17_980, using: &random))
    return .string(pick([day.description, day.description, String(day.description.prefix(7)), String(day.description.prefix(4))]))
  }

  /// Mostly one of the entries that there are; now and then one that is only to come.
  private mutating func reference() -> JSONValue { Int.random(in: 1...max(1, disclosed.count + 2), using: &random).json }

  private mutating func value(_ shape: Shape) -> JSONValue {
    switch shape {
    case .text, .prose: .string(pick(["likelihood", "certainty", "rumor", "appeal", "rank"]))
    case .count: Int.random(in: 0...9, using: &random).json
    case .flag: .bool(chance(1, in: 2))
    case .date: day()
    case .day: "2016-05-04"
    case .instant: "2016-05-04T09:00:00Z"
    case .period: pick(["P2D", "P6M", "P5Y"])
    case .entry, .source: reference()
    case .party: Sample.id(Int.random(in: 1...4, using: &random), PartyID.self).json
    case .person: Sample.id(Int.random(in: 40...42, using: &random), PersonID.self).json
    case .body: pick(Sample.bodies).json
    case .actor:
      chance(1, in: 2)
        ? Actor.body(pick(Sample.bodies)).json : Actor.party(Sample.id(Int.random(in: 1...4, using: &random), PartyID.self)).json
    case .case: Sample.id(900, CaseID.self).json
    case .kind: pick(Growing.common).json
    case .choice(let names): .string(pick(names))
    case .list(let element): .array((0..<Int.random(in: 0...3, using: &random)).map { _ in value(element) })
    case .record(let members):
      .object(members.reduce(into: [:]) { if $1.isRequired || chance(2, in: 3) { $0[$1.name] = value($1.shape) } })
    case .pair(let name, let element): .object([value(name).stringValue ?? "a": value(element)])
    case .other(_, let forms): forms.isEmpty ? nil : value(pick(forms))
    case .pattern, .members, .draft: nil
    }
  }

  /// Takes an entry in, sealed for someone or other.
  mutating func commit(_ draft: Draft) -> Addressed {
    let id = draft["case"].stringValue.flatMap { CaseID($0) }
    let home = id.map(Audience.case) ?? .members
    let isOpen = chance(1, in: 4)
    let audiences = draft.values.map { value in value.name == "case" || !isOpen ? home : Audience.members }
    kinds[draft.id] = draft.kind
    let entry = Addressed(draft: draft, audiences: audiences, on: Day(number: 17_980))
    let values = zip(draft.values, audiences).enumerated().map {
      (UInt8($0), Disclosed.Value(name: $1.0.name, json: $1.0.json, audiences: [$1.1]))
    }
    disclosed.append(Disclosed(id: draft.id, on: entry.on, values: Dictionary(uniqueKeysWithValues: values)))
    return entry
  }

  /// Takes from the record's beginning what the reader does not see.
  mutating func hide() {
    guard let reads else { return }
    for place in disclosed.indices {
      disclosed[place].values = disclosed[place].values.filter { !$0.value.audiences.isDisjoint(with: reads) }
    }
  }

  /// Removes a value; mostly one that may be erased.
  mutating func erase() -> ErasedValue? {
    let place = Int.random(in: 0..<disclosed.count, using: &random)
    let kind = kinds[disclosed[place].id]
    let owned = (kind?.owned ?? []).filter { disclosed[place].values[$0] != nil }.sorted()
    let slots = owned.isEmpty || chance(1, in: 10) ? disclosed[place].values.keys.sorted() : owned
    guard !slots.isEmpty else { return nil }
    let slot = pick(slots)
    disclosed[place].erased[slot] = disclosed[place].values.removeValue(forKey: slot)?.audiences
    return ErasedValue(entry: disclosed[place].id, slot: slot)
  }
}

@Suite("The ledger")
struct LedgerTests {
  /// How many edits each of the twenty seeds makes.
  private static let edits = Thorough.rounds(25, of: 500, "edits after each of which twenty ledgers are held against the whole check")

  @Test(arguments: UInt64(0)..<20) func `after whatever edits, it is what holding the whole record against the code comes to`(seed: UInt64)
  {
    var made = 0
    for trial in 0... {
      var growing = Growing(seed: seed << 32 + UInt64(trial))
      if let charter = growing.charter() { _ = growing.commit(charter) }
      for _ in 0..<growing.random.below(15) {
        if let draft = growing.entry() { _ = growing.commit(draft) }
      }
      growing.hide()
      var holding = growing.reads
      var day = Day(number: growing.random.below(2_300) + 15_706)
      var ledger = Ledger(Organization(growing.view(holding: holding)), asOf: day)
      for _ in 0..<25 where made < Self.edits {
        var edit: String
        let before = ledger
        var told = Set<CaseID?>()
        switch growing.random.below(10) {
        case 0, 1:
          day = growing.chance(1, in: 6) ? day + -growing.random.below(300) : day + growing.random.below(300)
          (edit, ledger) = ("\(day)", ledger.passing(to: day))
        case 2:
          guard let gone = growing.erase() else { continue }
          edit = "erased \(gone)"
          (ledger, told) = Self.appended([], erasing: [gone], to: ledger)
        default:
          var committed: [Addressed] = []
          for _ in 0...growing.random.below(3) {
            let draft = growing.chance(1, in: 12) ? growing.charter() : growing.entry()
            if let draft { committed.append(growing.commit(draft)) }
          }
          edit = "appended \(committed.map { "\($0.draft.id) \($0.draft.kind.rawValue)" })"
          holding?.formUnion(committed.flatMap(\.audiences))
          (ledger, told) = Self.appended(committed, erasing: [], to: ledger)
        }
        made += 1
        let whole = Organization(growing.view(holding: holding))
        #expect(ledger.organization.cases == whole.cases, "\(seed)/\(trial): \(edit)")
        let (ours, theirs) = (ledger.duties, whole.duties(asOf: day))
        guard ours == theirs else {
          let differing = Set(ours).symmetricDifference(theirs).sorted { $0.clause.name < $1.clause.name }.first
          let side = differing.map { ours.contains($0) ? "kept" : "missing" } ?? ""
          Issue.record(
            "\(seed)/\(trial): \(edit) leaves \(side) \(differing.map { "\($0.check) \($0.subject) \($0.state) \($0.causes) \($0.entries)" } ?? "") of \(ours.count) and \(theirs.count)"
          )
          return
        }
        #expect(ledger.counts.filter { $0.value != 0 } == Dictionary(grouping: theirs, by: \.state).mapValues(\.count))
        if edit.hasPrefix("2") { continue }
        let untold = Set(whole.matters + before.organization.matters).subtracting(told)
        func own(_ matter: CaseID?, in ledger: Ledger) -> [Duty] { ledger.duties(of: matter).filter { $0.check != .selectiveEnforcement } }
        #expect(untold.allSatisfy { own($0, in: ledger) == own($0, in: before) }, "\(seed)/\(trial): \(edit)")
      }
      if made >= Self.edits { return }
    }
  }

  /// Three cases with an allegation each, of which the first waits for a measure and the others have had one, and what the organization mandated.
  private static func ledger() throws -> Ledger {
    let clauses = [
      Sample.clause(["check": "interim-measure", "severity": "severe", "measure": "suspension", "within": "P1Y"], id: "1"),
      Sample.clause(["check": "carry-out", "of": "members"], id: "2"), Sample.clause(["check": "gag"], id: "3"),
    ]
    var all = try [entry(1, of: nil, ["kind": "charter.adopted", "charter": Sample.charter(clauses: clauses), "occurred": "2010"])]
    all.append(
      try entry(2, of: nil, ["kind": "mandate.given", "by": ["body:members"], "to": ["body:sc"], "task": "A report.", "within": "P1M"]))
    for (place, id) in cases.enumerated() {
      let number = all.count + 1
      all.append(
        try entry(number, of: id, ["kind": "allegation.made", "against": "party", "of": "a thing", "severity": "severe"]))
      all.append(
        try entry(
          number + 1, of: id,
          place == 0
            ? ["kind": "evidence.received", "what": "statement", "on": [number.json]]
            : ["kind": "measure.imposed", "on": ["party"], "measure": "suspension", "answers": [number.json], "occurred": "2019-03-12"]))
    }
    let organization = Organization(RecordView([]))
    return Ledger(organization, asOf: try Sample.day("2019-04-19")).appending(all).0
  }

  private static let cases: [CaseID] = [Sample.id(900), Sample.id(901), Sample.id(902)]

  private static func entry(_ number: Int, of id: CaseID?, _ fields: JSONObject) throws -> Addressed {
    var fields = fields
    if fields["occurred"] == nil { fields["occurred"] = "2019-03-11" }
    if fields["against"] != nil { fields["against"] = Sample.party("respondent").json }
    if fields["on"] == ["party"] { fields["on"] = [Sample.party("respondent").json] }
    let (today, reading) = (try Sample.day("2019-04-19"), Reading(names: .recorded))
    let draft = Draft(
      reading.input(.object(fields)), id: EntryID(number), case: id, recorded: try Sample.instant(), today: today)
    try #require(reading.mistakes.map(Noted.init) == [])
    let read = try #require(draft)
    return Addressed(draft: read, audiences: read.values.map { _ in id.map(Audience.case) ?? .members }, on: today)
  }

  /// An entry that comes, and the cases that are looked at anew for it.
  struct Coming: Sendable, CustomTestStringConvertible {
    var of: CaseID?
    var entry: JSONObject
    var touched: Set<CaseID?>
    var testDescription: String { entry["kind"]?.stringValue ?? "" }
  }

  @Test(arguments: [
    Coming(of: cases[1], entry: ["kind": "meeting.held", "bodies": ["sc"]], touched: [cases[1]]),
    Coming(of: cases[2], entry: ["kind": "measure.imposed", "on": ["party"], "measure": "suspension", "corrects": 8], touched: [cases[2]]),
    Coming(of: nil, entry: ["kind": "mandate.reported", "of": 2, "state": "done"], touched: [nil]),
    Coming(of: nil, entry: ["kind": "membership.changed", "member": Sample.party("outsider").json, "change": "joined"], touched: [nil]),
    // An attestation may settle what any case waits for.
    Coming(
      of: nil, entry: ["kind": "coverage.attested", "kinds": ["measure.imposed"], "occurred": "2012/2019"],
      touched: [nil, cases[0], cases[1], cases[2]]),
  ]) func `an entry has those cases looked at anew that it touches, and no other`(coming: Coming) throws {
    let ledger = try Self.ledger()
    let (after, touched) = ledger.appending([try Self.entry(9, of: coming.of, coming.entry)])
    #expect(Set(touched) == coming.touched)
    #expect(after.duties == after.organization.duties(asOf: after.asOf))
  }

  @Test func `a day that passes has those cases looked at anew that wait for something, and no other`() throws {
    let ledger = try Self.ledger()
    func passing(to day: String) throws -> (ledger: Ledger, rows: Int) {
      var made = 0
      let after = ledger.passing(to: try Sample.day(day)) { count, row in
        made += count
        return (0..<count).map(row)
      }
      return (after, made)
    }
    // The first case waits for a measure; of the mandate nobody can tell, today or tomorrow.
    let (next, rows) = try passing(to: "2019-04-20")
    #expect(rows == 1)
    #expect(next.duties.map(\.state) == ledger.duties.map(\.state))
    let (late, _) = try passing(to: "2020-04-20")
    #expect(late.duties(of: Self.cases[0]).map(\.state) == [.undetermined])
    #expect(late.duties == late.organization.duties(asOf: late.asOf))
    #expect(late.passing(to: try Sample.day("2020-05-01")) { count, row in (0..<count).map(row) }.duties == late.duties)
  }

  @Test func `under another code only what reaches into its time is judged by it`() throws {
    let ledger = try Self.ledger()
    let clauses = [Sample.clause(["check": "interim-measure", "severity": "minor", "measure": "warning"], id: "1")]
    let charter = Sample.charter(clauses: clauses).with(["in-force": ["from": "2019-03-12"]])
    let (after, _) = ledger.appending([
      try Self.entry(9, of: nil, ["kind": "charter.adopted", "charter": charter]),
      try Self.entry(
        10, of: Self.cases[2], ["kind": "allegation.made", "against": "party", "of": "more", "severity": "minor", "occurred": "2019-04"]),
    ])
    #expect(after.duties(of: Self.cases[0]) == ledger.duties(of: Self.cases[0]))
    #expect(after.duties(of: Self.cases[2]).map(\.subject) == [EntryID(7), EntryID(10)])
    #expect(after.duties == after.organization.duties(asOf: after.asOf))
  }

  private static func appended(_ committed: [Addressed], erasing: [ErasedValue], to ledger: Ledger) -> (Ledger, Set<CaseID?>) {
    let (after, touched) = ledger.appending(committed, erasing: erasing)
    return (after, Set(touched))
  }
}

extension JSONValue {
  /// The same with the tests' bodies for those of the examples.
  fileprivate var withBodies: JSONValue {
    switch self {
    case .string(let text):
      .string(["conduct": "ndc", "board": "sc", "assembly": "members"][text] ?? text)
    case .array(let elements): .array(elements.map(\.withBodies))
    case .object(let object): .object(object.reduce(into: [:]) { $0[$1.name] = $1.value.withBodies })
    case .null, .bool, .number: self
    }
  }
}

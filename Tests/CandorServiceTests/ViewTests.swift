import CandorCasefile
import CandorCore
import CandorService
import CandorStore
import CandorTestSupport
import StrictJSON
import Testing
import Trials

/// Whatever a reader may not see: every operation answers or teaches, tells nothing of what is hidden, and concludes nothing from its absence.
struct `On every view` {
  // MARK: Records

  /// A charter under which every audience there is occurs.
  static let charter = EditionTests.charter.replacing(
    "  default: members\n",
    with: """
        default: case
        decision.taken: members
        allegation.made: members
        allegation.made.of: party
        measure.imposed: members
        measure.imposed.on: case
        notice.given: public
        instruction.given: body:conduct
        party.named: members
        vote.held: members
        vote.held.recused: case

      """)

  static let entries =
    EditionTests.casefile + "\n" + """
        - { label: conflict, kind: conflict.noted, occurred: 2018-05-12, who: chair, in: undone, tie: office, how: declared }
        - { label: recused, kind: recusal.noted, occurred: 2018-05-12, who: deputy, from: undone, state: declared }
        - { label: voted, kind: vote.held, occurred: 2018-05-13, on: undone, by: board, votes: { for: 3, against: 1 }, roll: [{ chair: for }, { deputy: absent }], result: adopted }
        - { label: attested, kind: coverage.attested, occurred: 2018/2019, kinds: [notice.given, statement.published, measure.imposed, conflict.noted], by: conduct }

      """

  /// The same of other things: names of the one are not in the other.
  static let other = """
    about: Another complaint
    sources: { ledger: { title: Ledger } }
    people:
      keeper: { role: participant, office: keeper of the purse, seats: council, names: Ada Example }
    entries:
      - { label: lost, kind: allegation.made, occurred: 2018-07-03, from: keeper, against: keeper, of: loss, severity: minor, sources: [{ ledger: firsthand }] }
      - { label: kept, kind: decision.taken, occurred: 2018-07-05, by: conduct, outcome: { expel: keeper }, answers: lost }
      - { label: told, kind: notice.given, occurred: 2018-07-09, to: members, of: kept }
    """

  /// A record of two cases and of what belongs to none.
  static func twoCases(_ example: Example, _ first: String = entries) throws -> Session {
    let session = try example.record(charter)
    for text in [first, other] { _ = try RecordAppend.run(RecordAppend.Parameters(casefile: text, name: "case.yaml"), in: session) }
    _ = try RecordAppend.run(
      json: ["entry": ["kind": "coverage.attested", "occurred": "2017/2019", "kinds": ["mandate.reported"]]], in: session)
    return session
  }

  /// A small case: some of the entries, and none that refers to one that is not there.
  static func some(_ random: inout SeededGenerator) -> String {
    let lines = entries.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    func label(_ line: String) -> String? { line.firstMatch(of: /- \{ label: ([a-z]+),/).map { String($0.1) } }
    var dropped = Set(lines.compactMap(label).filter { _ in Int.random(in: 0..<5, using: &random) == 0 })
    var kept = lines
    repeat {
      kept = lines.filter { line in
        guard let own = label(line) else { return true }
        let words = line.split { !$0.isLetter }.map(String.init)
        if !dropped.isDisjoint(with: words) { dropped.insert(own) }
        return !dropped.contains(own)
      }
    } while kept.compactMap(label).count + dropped.count != lines.compactMap(label).count
    return kept.joined(separator: "\n")
  }

  // MARK: Views

  /// A place of the record that a reader does not see.
  struct Place: Hashable {
    var entry: EntryID
    var slot: UInt8
  }

  /// Nobody here holds its keys.
  static let sealed = Audience.body(BodyID("nobody"))

  static func audiences(of disclosed: [Disclosed]) -> Set<Audience> { Set(disclosed.flatMap { $0.values.values.flatMap(\.audiences) }) }

  static func view(_ disclosed: [Disclosed], sealing places: Set<Place>) -> RecordView {
    let all = audiences(of: disclosed)
    var disclosed = disclosed
    for place in places { disclosed[place.entry.number - 1].values[place.slot]?.audiences = [sealed] }
    return RecordView(disclosed).limited(to: all)
  }

  static func places(_ disclosed: [Disclosed]) -> [Place] {
    disclosed.flatMap { entry in entry.values.keys.sorted().map { Place(entry: entry.id, slot: $0) } }
  }

  static func session(_ whole: Session, seeing view: RecordView) -> Session {
    Session(whole.record, view: view, of: whole.checkpoint, environment: whole.environment)
  }

  /// Every set of some audiences where those are few, else so many drawn at random.
  static func subsets(_ audiences: Set<Audience>, most: Int, _ random: inout SeededGenerator) -> [Set<Audience>] {
    let all = audiences.sorted { $0.description < $1.description }
    if 1 << all.count <= most {
      return (0..<(1 << all.count)).map { bits in Set(all.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)) }
    }
    return (0..<most).map { _ in Set(all.filter { _ in Bool.random(using: &random) }) }
  }

  // MARK: Calls

  /// An operation with its parameters.
  struct Call: CustomStringConvertible {
    var operation: any CandorService.Operation.Type
    var parameters: JSONValue
    var description: String { "\(operation.description.method) \(parameters.canonicalText)" }

    init(_ operation: any CandorService.Operation.Type, _ parameters: JSONValue) {
      (self.operation, self.parameters) = (operation, parameters)
    }
  }

  /// Calls on a record that only read, or only look ahead.
  static func calls(_ whole: Session, asOf day: String, body: String) throws -> [Call] {
    let entry: JSONValue = ["kind": "meeting.held", "occurred": .string(day), "bodies": [.string(body)]]
    var calls = [
      Call(RecordShow.self, [:]), Call(CaseList.self, [:]), Call(PeopleList.self, ["names": true]), Call(CheckRun.self, [:]),
      Call(CheckRun.self, ["asOf": .string(day)]), Call(CharterShow.self, [:]), Call(CharterShow.self, ["on": .string(day)]),
      Call(RecordEntries.self, [:]), Call(RecordEntries.self, ["of": .string("body:\(body)")]), Call(RecordEntries.self, ["about": 4]),
      Call(RecordEntries.self, ["kinds": ["decision.taken"], "from": .string(day), "limit": 3]),
      Call(LogCheckpoint.self, [:]), Call(RecordAppend.self, ["entry": entry, "dryRun": true]),
      Call(CharterAdopt.self, ["charter": "organization: A club\ntimezone: Europe/Madrid\nbodies: {}\nclauses: []\n"]),
    ]
    for id in whole.organization.cases {
      let id = id.json
      calls += [
        Call(CaseTimeline.self, ["case": id]), Call(CaseTimeline.self, ["case": id, "grep": "vote"]),
        Call(KnowledgeAt.self, ["case": id, "body": .string(body)]),
        Call(KnowledgeAt.self, ["case": id, "body": .string(body), "at": .string(day)]), Call(PeopleList.self, ["case": id]),
        Call(VoteList.self, ["case": id]), Call(MandateList.self, ["case": id, "asOf": .string(day)]),
        Call(CasefileExport.self, ["case": id]),
        Call(CheckRun.self, ["case": id, "asOf": .string(day)]), Call(RecordEntries.self, ["case": id]),
        Call(RecordAppend.self, ["entry": entry, "case": id, "dryRun": true]),
      ]
      for duty in whole.organization.scene(of: CaseID(try #require(id.stringValue)), asOf: try #require(Day(day))).duties().prefix(4) {
        calls.append(Call(CheckExplain.self, ["duty": .string(duty.name), "case": id, "asOf": .string(day)]))
      }
    }
    return calls
  }

  static func previews(_ whole: Session) -> [Call] {
    whole.organization.cases.flatMap { id in
      [("case", "text"), ("members", "docbook"), ("public", "text")].map { edition, format in
        Call(ReportPreview.self, ["case": id.json, "edition": .string(edition), "format": .string(format)])
      }
    }
  }

  /// What an operation answers, or why not: then in a way that teaches, and of a kind that it declares.
  static func answer(_ call: Call, in session: Session) throws -> JSONValue? {
    do { return try call.operation.run(json: call.parameters, in: session) } catch {
      let error = ServiceError(explaining: error)
      #expect(call.operation.description.errors.contains(error.kind), "\(call): \(error.kind.rawValue), \(error.message)")
      #expect(error.kind != .damaged && error.kind != .unavailable, "\(call): \(error.message)")
      #expect(!error.message.isEmpty && (error.hint ?? error.mistakes.first?.expected)?.isEmpty == false, "\(call): \(error.message)")
      return ["error": .string(error.message), "data": error.data]
    }
  }

  // MARK: What must hold

  /// What a narrower view says for sure and the whole does not.
  static func guesses(_ call: Call, _ narrow: JSONValue, _ whole: JSONValue) -> [String] {
    if narrow["error"] != nil || whole["error"] != nil { return [] }
    func list(_ json: JSONValue, _ name: String) -> [JSONValue] { json[name]?.arrayValue ?? [] }
    /// Each element of a list by what tells it from others.
    func by(_ json: JSONValue, _ name: String, _ key: (JSONValue) -> String) -> [String: JSONValue] {
      Dictionary(list(json, name).map { (key($0), $0) }) { first, _ in first }
    }
    func entry(_ json: JSONValue) -> String { json["entry"]?.canonicalText ?? "" }
    /// Fields that are shown, and differ.
    func differing(_ one: JSONValue, _ other: JSONValue?, _ names: [String]) -> [String] {
      names.filter { name in
        guard let value = one[name], value["hidden"] == nil else { return false }
        return value != other?[name]
      }.map { "\($0) of \(one["entry"]?.canonicalText ?? "")\(one["duty"]?.canonicalText ?? "")" }
    }
    func settled(_ json: JSONValue) -> [String: JSONValue] {
      by(json, "duties") { duty in
        (duty["case"]?.stringValue ?? "")
          + (duty["check"] == "interference" ? duty["clause"]?.stringValue ?? "" : duty["duty"]?.stringValue ?? "")
      }
    }
    func duties(_ narrow: JSONValue, _ whole: JSONValue) -> [String] {
      let all = settled(whole)
      return settled(narrow).filter { ["breached", "met"].contains($0.value["state"]?.stringValue) }.flatMap { key, duty in
        duty["state"] == all[key]?["state"]
          ? [] : ["\(key) is \(duty["state"]?.stringValue ?? ""), not \(all[key]?["state"]?.stringValue ?? "there")"]
      }
    }
    switch call.operation {
    case is CheckRun.Type: return duties(narrow, whole)
    case is CaseList.Type:
      let all = by(whole, "cases") { $0["case"]?.stringValue ?? "" }
      return list(narrow, "cases").flatMap { differing($0, all[$0["case"]?.stringValue ?? ""], ["about"]) }
    case is PeopleList.Type:
      let all = by(whole, "cases") { $0["case"]?.stringValue ?? "" }
      return list(narrow, "cases").flatMap { listed -> [String] in
        let people = by(all[listed["case"]?.stringValue ?? ""] ?? nil, "people", entry)
        return list(listed, "people").flatMap { person -> [String] in
          let known = people[entry(person)]
          let seats = (person["seats"]?.arrayValue ?? []).filter { !(known?["seats"]?.arrayValue ?? []).contains($0) }
          let missing = ["names", "contacts"].filter { known?[$0] != nil && person[$0] == nil }
          return differing(person, known, ["label", "party", "role", "office", "part", "body", "names", "aliases", "contacts"])
            + seats.map { "seat \($0.canonicalText)" } + missing.map { "no \($0) of \(entry(person))" }
            + (person["seats"] == [] && known?["seats"] != [] && listed["people"] == whole["people"]
              ? ["no seats of \(entry(person))"] : [])
        }
      }
    case is CaseTimeline.Type:
      let all = by(whole, "entries", entry)
      return list(narrow, "entries").filter { all[entry($0)] != nil || call.parameters["grep"] == nil }.flatMap { row in
        differing(row, all[entry(row)], ["kind", "occurred", "sources"])
      }
    case is VoteList.Type:
      // A vote on several proposals stands there once for each.
      func entry(_ json: JSONValue) -> String { "\(json["entry"]?.canonicalText ?? "") \(json["place"]?.canonicalText ?? "")" }
      let all = by(whole, "votes", entry)
      // A decision may tell of a vote as far as a reader sees who does not see whether it does.
      return list(narrow, "votes").filter { all[entry($0)] != nil || $0["votes"]?["hidden"] == nil }.flatMap { vote in
        differing(vote, all[entry(vote)], ["by", "matters", "votes", "roll", "recused", "threshold", "result", "withoutConflicted"])
          + list(vote, "conflicted").filter { !list(all[entry(vote)] ?? nil, "conflicted").contains($0) }.map {
            "conflicted \($0.canonicalText)"
          }
      }
    case is MandateList.Type:
      let all = by(whole, "mandates", entry)
      return list(narrow, "mandates").flatMap { mandate -> [String] in
        let known = all[entry(mandate)] ?? nil
        let missing = list(known, "reports").filter { report in
          !list(mandate, "reports").contains { $0["entry"] == report["entry"] }
            && !list(mandate, "reportsUnseen").contains(report["entry"] ?? nil)
        }
        return differing(mandate, known, ["by", "to", "task", "due", "within", "promised"]) + duties(mandate, known)
          + (list(narrow, "unopened").isEmpty ? missing.map { "no report \(entry($0))" } : [])
      }
    case is KnowledgeAt.Type:
      let all = by(whole, "entries", entry)
      return list(narrow, "entries").filter { $0["answer"] == "known" && all[entry($0)]?["answer"] != "known" }.map {
        "known: \(entry($0))"
      }
    case is RecordEntries.Type where call.parameters["limit"] == nil:
      let (shown, unsure) = (list(narrow, "entries").compactMap { $0["entry"] }, list(narrow, "unsure"))
      let all = list(whole, "entries").compactMap { $0["entry"] }
      return all.filter { !shown.contains($0) && !unsure.contains($0) }.map { "entry \($0.canonicalText) is not wanted" }
        + shown.filter { !all.contains($0) }.map { "entry \($0.canonicalText) is wanted" }
    case is CharterShow.Type:
      return narrow["unseen"] == [] ? differing(narrow, whole, ["charter", "versions"]) : []
    default: return []
    }
  }

  /// Words that stand in the record and in nothing that a view shows.
  static func secrets(_ view: RecordView, of whole: RecordView) -> Set<String> {
    func words(_ view: RecordView) -> Set<String> {
      Set(view.entries.flatMap { view.values(of: $0.id) }.flatMap { strings($0.json) })
    }
    return words(whole).subtracting(words(view)).filter { secret in
      // A word by itself may be one of the answer's own.
      secret.count >= 8 && secret.contains { $0 == " " || $0.isNumber } && !words(view).contains { $0.contains(secret) }
    }
  }

  static func strings(_ json: JSONValue) -> [String] {
    switch json {
    case .string(let text): [text]
    case .array(let values): values.flatMap(strings)
    case .object(let object): object.flatMap { strings($0.value) }
    case .null, .bool, .number: []
    }
  }

  /// Runs calls on a view, and holds the answers against those on the whole.
  ///
  /// - Returns: what was answered, for their form.
  @discardableResult static func hold(
    _ view: RecordView, _ calls: [Call], _ wholes: [JSONValue?], _ whole: Session, _ told: @autoclosure () -> String
  ) throws -> [(Call, JSONValue)] {
    let session = session(whole, seeing: view)
    let secrets = secrets(view, of: whole.view)
    return try zip(calls, wholes).compactMap { call, known in
      guard let answer = try answer(call, in: session), let known else { return nil }
      let text = answer.canonicalText
      // What the caller wrote may come back.
      let asked = call.parameters.canonicalText
      let leaks = secrets.filter { text.contains($0) && !asked.contains($0) }
      if !leaks.isEmpty { Issue.record("\(told()): \(call) tells what is hidden: \(leaks.sorted())") }
      let guesses = guesses(call, answer, known)
      if !guesses.isEmpty { Issue.record("\(told()): \(call) guesses: \(guesses.sorted().prefix(5))") }
      return answer["error"] == nil ? (call, answer) : nil
    }
  }

  // MARK: Tests

  private static let worked = Thorough.rounds(3, of: 8, "readers of the worked example")
  private static let two = Thorough.rounds(8, of: 32, "readers of a record of two cases")

  @Test func `of the worked example, for readers of any audiences, nothing is told, guessed or crashes`() throws {
    let example = try Example()
    defer { example.remove() }
    let whole = try example.workedExample()
    var random = SeededGenerator(seed: 6)
    let calls = try Self.calls(whole, asOf: "2019-04-19", body: "sc")
    let wholes = try calls.map { try Self.answer($0, in: whole) }
    let disclosed = try whole.record.disclosed()
    for audiences in Self.subsets(Self.audiences(of: disclosed), most: Self.worked, &random) {
      try Self.hold(whole.view.limited(to: audiences), calls, wholes, whole, "\(audiences)")
    }
    for share in [1, 6] {
      let places = Set(Self.places(disclosed).filter { _ in Int.random(in: 0..<24, using: &random) < share })
      try Self.hold(Self.view(disclosed, sealing: places), calls, wholes, whole, "share \(share)")
    }
  }

  @Test func `of two cases, for readers of any audiences, nothing is told, guessed or crashes`() throws {
    let example = try Example()
    defer { example.remove() }
    let whole = try Self.twoCases(example)
    var random = SeededGenerator(seed: 7)
    let calls = try Self.calls(whole, asOf: "2018-08-01", body: "members")
    let wholes = try calls.map { try Self.answer($0, in: whole) }
    let disclosed = try whole.record.disclosed()
    for audiences in Self.subsets(Self.audiences(of: disclosed), most: Self.two, &random) {
      try Self.hold(whole.view.limited(to: audiences), calls, wholes, whole, "\(audiences)")
    }
    let previews = Self.previews(whole)
    let reports = try previews.map { try Self.answer($0, in: whole) }
    for audiences in Self.subsets(Self.audiences(of: disclosed), most: 3, &random) {
      try Self.hold(whole.view.limited(to: audiences), previews, reports, whole, "\(audiences)")
    }
  }

  @Test(arguments: 0..<UInt64(Thorough.rounds(2, of: 6, "small cases with values hidden here and there")))
  func `of small cases with values hidden here and there, nothing is told, guessed or crashes`(seed: UInt64) throws {
    let example = try Example()
    defer { example.remove() }
    var random = SeededGenerator(seed: seed)
    let whole = try Self.twoCases(example, Self.some(&random))
    let calls = try Self.calls(whole, asOf: "2018-08-01", body: "members") + (seed == 0 ? Self.previews(whole) : [])
    let wholes = try calls.map { try Self.answer($0, in: whole) }
    let disclosed = try whole.record.disclosed()
    let all = Self.places(disclosed)
    for share in [1, 3, 8, 16] {
      let places = Set(all.filter { _ in Int.random(in: 0..<48, using: &random) < share })
      try Self.hold(Self.view(disclosed, sealing: places), calls, wholes, whole, "seed \(seed), share \(share)")
    }
    // What links and dates an entry, alone: its kind and the fields of its header.
    for slot in 0...UInt8(Header.slots.count) {
      let places = Set(all.filter { $0.slot == slot && $0.entry.number > 2 && Int.random(in: 0..<3, using: &random) == 0 })
      try Self.hold(Self.view(disclosed, sealing: places), calls, wholes, whole, "seed \(seed), slot \(slot)")
    }
    // Whole entries, as those see them who came later or left before.
    for entry in [1, 2, disclosed.count / 2] {
      let places = Set(all.filter { $0.entry.number >= entry && ($0.entry.number == entry || entry > 2) })
      try Self.hold(Self.view(disclosed, sealing: places), calls, wholes, whole, "seed \(seed), from entry \(entry)")
    }
  }

  @Test func `of a hidden value nothing depends on what it is`() throws {
    let example = try Example()
    defer { example.remove() }
    let whole = try Self.twoCases(example)
    var random = SeededGenerator(seed: 8)
    let calls = try Self.calls(whole, asOf: "2018-08-01", body: "members") + Self.previews(whole)
    let disclosed = try whole.record.disclosed()
    for share in [2, 8] {
      let places = Set(Self.places(disclosed).filter { _ in Int.random(in: 0..<24, using: &random) < share })
      var others = disclosed
      for place in places {
        // Another entry's value of that slot, where there is one of the same name.
        let name = others[place.entry.number - 1].values[place.slot]?.name
        let instead = disclosed.compactMap { $0.values[place.slot] }.filter { $0.name == name }.randomElement(using: &random)
        if let instead { others[place.entry.number - 1].values[place.slot]?.json = instead.json }
      }
      #expect(others != disclosed)
      let sessions = [disclosed, others].map { Self.session(whole, seeing: Self.view($0, sealing: places)) }
      for call in calls {
        let answers = try sessions.map { try Self.answer(call, in: $0)?.canonicalText }
        #expect(answers[0] == answers[1], "\(call)")
      }
    }
  }

  @Test(.enabled(if: Python.isThere, `JSON Schemas`.missing)) func `answers have the form that they are declared to have`() throws {
    let example = try Example()
    defer { example.remove() }
    let whole = try Self.twoCases(example)
    var random = SeededGenerator(seed: 9)
    let calls = try Self.calls(whole, asOf: "2018-08-01", body: "members") + Self.previews(whole)
    let disclosed = try whole.record.disclosed()
    var answers: [String: Set<JSONValue>] = [:]
    var views = [1, 3, 9].map { share in
      Self.view(disclosed, sealing: Set(Self.places(disclosed).filter { _ in Int.random(in: 0..<24, using: &random) < share }))
    }
    views += [[.members], [.case(whole.organization.cases[0])], [.members, .case(whole.organization.cases[1])]].map {
      whole.view.limited(to: $0)
    }
    for view in views {
      let session = Self.session(whole, seeing: view)
      for call in calls {
        guard let answer = try Self.answer(call, in: session), answer["error"] == nil else { continue }
        answers[call.operation.description.method, default: []].insert(answer)
      }
    }
    #expect(answers.count >= 12)
    let claims = try answers.flatMap { method, values in
      try values.map {
        `The description of the server`.Claim(schema: try `The description of the server`.result(ofMethod: method), value: $0)
      }
    }
    let faults = try `The description of the server`.faults(claims)
    #expect(faults.compactMap(\.self) == [])
  }

  @Test func `where no code is open, what goes by one says so`() throws {
    let example = try Example()
    defer { example.remove() }
    let whole = try Self.twoCases(example)
    let disclosed = try whole.record.disclosed()
    let id = whole.organization.cases[0].json
    // Its text alone, or that there is such an entry.
    for slots in [[9], Array(0..<24)] as [[UInt8]] {
      let places = Set(slots.map { Place(entry: EntryID(1), slot: $0) })
      let session = Self.session(whole, seeing: Self.view(disclosed, sealing: places))
      let calls = [
        Call(CharterShow.self, [:]), Call(CharterShow.self, ["on": "2018-08-01"]), Call(CheckRun.self, ["asOf": "2018-08-01"]),
        Call(CheckExplain.self, ["duty": "1", "case": id, "asOf": "2018-08-01"]), Call(RecordShow.self, [:]),
        Call(KnowledgeAt.self, ["case": id, "body": "members", "at": "2018-08-01"]),
        Call(ReportPreview.self, ["case": id, "edition": "members"]),
        Call(RecordAppend.self, ["case": id, "entry": ["kind": "meeting.held"]]),
      ]
      for call in calls {
        let error = #expect(throws: ServiceError.self, "\(call)") { try call.operation.run(json: call.parameters, in: session) }
        #expect(
          error?.kind == .notPermitted && error?.message == "the code of this record is not open to you, and this goes by it", "\(call)")
      }
      let mandates = try MandateList.run(json: ["case": id, "asOf": "2018-08-01"], in: session)
      #expect(mandates["mandates"]?.arrayValue?.first?["duties"] == ["hidden": "withheld"])
    }
  }

  @Test func `nobody writes under a code that a newer one may have replaced`() throws {
    let example = try Example()
    defer { example.remove() }
    let whole = try Self.twoCases(example)
    let newer = Self.charter.replacing("timezone:", with: "in-force: { from: 2018-06 }\ntimezone:")
    let adopted = try CharterAdopt.run(CharterAdopt.Parameters(charter: newer, name: "newer.yaml", by: nil), in: whole).entry
    let view = Self.view(try whole.record.disclosed(), sealing: [Place(entry: adopted, slot: 9)])
    let session = Self.session(whole, seeing: view)
    let error = #expect(throws: ServiceError.self) {
      try RecordAppend.run(
        json: ["case": whole.organization.cases[0].json, "entry": ["kind": "meeting.held"], "dryRun": true], in: session)
    }
    #expect(error?.kind == .notPermitted)
    #expect(error?.message == "the record may hold a newer code than you can read, and the code says who may read what is written now")
    #expect(try CharterShow.run(json: [:], in: session)["unseen"] == [adopted.json])
    #expect(try CharterShow.run(json: [:], in: whole)["unseen"] == [])
  }

  @Test func `what is hidden is said to be, and is not told as none`() throws {
    let example = try Example()
    defer { example.remove() }
    let whole = try Self.twoCases(example)
    let disclosed = try whole.record.disclosed()
    let id = whole.organization.cases[0]
    let names = whole.view.names(in: id)
    func place(_ label: String, _ field: String) throws -> Place {
      let entry = try #require(names.entries[label]).id
      let slot = try #require(disclosed[entry.number - 1].values.first { $0.value.name == field }?.key)
      return Place(entry: entry, slot: slot)
    }
    let hidden: JSONValue = ["hidden": "withheld"]
    func answer(_ operation: any CandorService.Operation.Type, _ parameters: JSONValue, hiding places: Place...) throws -> JSONValue {
      try operation.run(json: parameters, in: Self.session(whole, seeing: Self.view(disclosed, sealing: Set(places))))
    }
    func element(_ answer: JSONValue?, _ name: String, _ entry: Place) throws -> JSONValue {
      try #require(answer?[name]?.arrayValue?.first { $0["entry"] == entry.entry.json })
    }
    let (seats, label) = (try place("chair", "seats"), try place("chair", "label"))
    let people = try answer(PeopleList.self, ["case": id.json], hiding: seats, label)["cases"]?.arrayValue?.first
    #expect(try element(people, "people", seats)["seats"] == hidden)
    #expect(try element(people, "people", seats)["label"] == hidden)
    let opening = Place(entry: EntryID(2), slot: 9)
    #expect(try answer(CaseList.self, [:], hiding: opening)["cases"]?.arrayValue?.first?["about"] == hidden)
    let kind = Place(entry: EntryID(2), slot: 0)
    #expect(try answer(CaseList.self, [:], hiding: kind)["cases"]?.arrayValue?.first?["about"] == hidden, "it was opened all the same")
    let (occurred, sources) = (try place("decided", "occurred"), try place("decided", "sources"))
    let timeline = try answer(
      CaseTimeline.self, ["case": id.json], hiding: occurred, sources, try place("told", "to"), try place("found", "kind"))
    #expect(try element(timeline, "entries", occurred)["occurred"] == hidden)
    #expect(try element(timeline, "entries", occurred)["sources"] == hidden)
    #expect(try element(timeline, "entries", occurred)["toldUnseen"] == [try place("told", "to").entry.json])
    #expect(timeline["unopened"] == [try place("found", "kind").entry.json])
    let voted = try place("voted", "recused")
    for place in [
      voted, try place("conflict", "in"), try place("conflict", "who"), try place("conflict", "kind"), try place("conflict", "case"),
    ] {
      let vote = try element(try answer(VoteList.self, ["case": id.json], hiding: place), "votes", voted)
      #expect(vote["withoutConflicted"] == hidden && vote["conflicted"] == [])
    }
    let reported = try place("reported", "of")
    let mandates = try answer(MandateList.self, ["case": id.json], hiding: reported)["mandates"]?.arrayValue?.first
    #expect(mandates?["reports"] == [] && mandates?["reportsUnseen"] == [reported.entry.json])
    let of = try place("undone", "by")
    let entries = try answer(RecordEntries.self, ["of": "body:board", "kinds": ["decision.taken"]], hiding: of)
    #expect(entries["unsure"] == [of.entry.json])
  }

  @Test func `a case that is not wholly open is not told again from a file`() throws {
    let example = try Example()
    defer { example.remove() }
    let whole = try Self.twoCases(example)
    let again = try RecordAppend.run(json: ["casefile": .string(Self.other), "dryRun": true], in: whole)
    #expect(again["entries"] == [] && again["recognized"] != 0)
    let narrow = Self.session(whole, seeing: whole.view.limited(to: [.members, .public, .case(whole.organization.cases[1])]))
    let error = #expect(throws: ServiceError.self) {
      try RecordAppend.run(json: ["casefile": .string(Self.other), "dryRun": true], in: narrow)
    }
    #expect(error?.kind == .notPermitted)
    #expect(error?.message == "this case is not wholly open to you, and what of it a case file tells again cannot be recognized")
  }

  // MARK: Of which case

  @Test func `where there are several cases, an entry says of which it is, or that it is of none`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.twoCases(example)
    let cases = session.organization.cases
    let meeting: JSONObject = ["kind": "meeting.held", "occurred": "2018-08-01", "bodies": ["board"]]
    func with(_ id: JSONValue) -> JSONValue { .object(meeting.merging(id)) }
    let refused = #expect(throws: ServiceError.self) { try RecordAppend.run(json: ["entry": .object(meeting)], in: session) }
    #expect(refused?.message == "this does not say of which case it is, and the record holds 2")
    #expect(refused?.hint == "one of the cases \(cases[0]), \(cases[1]), or case: null where it is of none")
    #expect(refused?.mistakes.map(\.path.description) == ["/entry"] && refused?.mistakes.map(\.code) == ["which-case"])
    let file = #expect(throws: ServiceError.self) {
      try RecordAppend.run(
        RecordAppend.Parameters(entriesFile: "kind: meeting.held\nbodies: board\n", name: "more.yaml", case: nil), in: session)
    }
    #expect(file?.diagnostics.map(\.message) == ["this does not say of which case it is, and the record holds 2"])
    func placed(_ parameters: JSONValue) throws -> CaseID? {
      let entry = try #require(try RecordAppend.run(json: parameters, in: session)["entries"]?.arrayValue?.first?.integerValue)
      return try session.view[EntryID(entry)]?.header.case.value
    }
    #expect(try placed(["entry": .object(meeting), "case": cases[0].json]) == cases[0])
    #expect(try placed(["entry": with(cases[1].json)]) == cases[1])
    #expect(try placed(["entry": with(nil)]) == nil)
    #expect(try placed(["entry": ["kind": "body.formed", "body": "board"]]) == nil)
    // Labels of the case that it names can be referred to.
    #expect(
      try placed(["entry": ["kind": "notice.given", "occurred": "2018-08-01", "of": ["kept"], "case": cases[1].json]]) == cases[1])
  }
}

extension JSONObject {
  /// The same with a case.
  fileprivate func merging(_ id: JSONValue) -> JSONObject {
    var object = self
    object["case"] = .some(id)
    return object
  }
}

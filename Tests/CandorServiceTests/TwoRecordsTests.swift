import CandorCore
import CandorLog
import CandorService
import CandorStore
import CandorTestSupport
import Foundation
import StrictJSON
import Synchronization
import Testing

/// Two records that differ in one case only: someone without its key gets the same answers from both, whatever they ask.
@Suite struct TwoRecordsTests {
  // MARK: The records

  /// A code under which members see nothing of a case.
  private static let closed = """
    organization: A club
    timezone: Europe/Madrid
    bodies:
      board: { title: Board }
      council: { title: Council }
      conduct: { title: Conduct Committee, independent-of: [board, council] }
      members: { title: members }
    visibility:
      default: case
      source.described: members
      duty.*: members
    coverage: [{ kinds: [decision.taken], keeper: board }]
    clauses:
      - { id: "1", title: Suspension, text: T., rule: { check: interim-measure, severity: minor, measure: suspension } }
      - { id: "2", title: Independence, text: T., rule: { check: interference, body: conduct } }
      - { id: "3", title: Set aside, text: T., rule: { check: set-aside, body: conduct } }
      - { id: "4", title: Telling, text: T., rule: { check: concealment, of: conduct, owed-to: members } }
      - { id: "5", title: Mandates, text: T., rule: { check: carry-out, of: members, promises: true } }
      - { id: "6", title: Standard, text: T., rule: { check: standard-of-proof, of: conduct, standard: likelihood } }
      - { id: "7", title: Truth, text: T., rule: { check: misstatement } }
      - { id: "8", title: Privacy, text: T., rule: { check: gag } }
      - { id: "9", title: Powers, text: T., rule: { check: powers, acts: [expel, suspend], by: council } }
      - { id: "10", title: Hearing, text: T., rule: { check: hearing, acts: [expel, suspend] } }
      - { id: "11", title: Own acts, text: T., rule: { check: conflicted-participation, acts: [expel, rescind] } }

    """
    .replacing("  source.described: members\n", with: "")

  /// One that opens to members that there is a case, what its mandates are, and what was decided, without what was meant by it.
  private static let open = closed.replacing(
    "  default: case\n",
    with: """
        default: case
        case.opened: members
        case.opened.about: case
        mandate.given: members
        mandate.given.says: case
        decision.taken: members
        decision.taken.says: party

      """)

  /// The case that both records have.
  private static let common = """
    about: A complaint
    sources: { minutes: { title: Minutes } }
    people:
      complainant: { role: complainant, names: [Olvera Quint], contacts: [olvera@club.example] }
      respondent: { role: respondent }
      chair: { role: participant, office: chair of the board, seats: board }
      deputy: { role: participant, office: deputy of the chair, seats: board }
    entries:
      - { label: alleged, kind: allegation.made, occurred: 2018-05-03, from: complainant, against: respondent, of: harassment, severity: severe }
      - { label: suspended, kind: measure.imposed, occurred: 2018-05-09, on: respondent, measure: suspension, answers: alleged }
      - { label: decided, kind: decision.taken, occurred: 2018-05-11, by: conduct, outcome: { expel: respondent }, answers: alleged, says: As was asked. }
      - { label: wrote, kind: instruction.given, occurred: 2018-05-12, from: chair, to: conduct, content: [{ evidence: none of it counts }], on: decided }
      - { label: voted, kind: vote.held, occurred: 2018-05-13, by: board, on: decided, votes: { for: 3, against: 1 }, roll: [{ chair: for }], result: adopted }
      - { label: mandated, kind: mandate.given, occurred: 2018-07-01, by: members, to: board, task: A report., due: 2018-09-01 }

    """
  /// What is added to it later.
  private static let commonLater = """
    - { label: undone, kind: decision.taken, occurred: 2018-05-14, by: board, undoes: decided, grounds: haste, under: wrote }
    - { label: told, kind: notice.given, occurred: 2018-06-20, to: members, of: decided, says: "That {respondent} is gone." }
    - { label: conflict, kind: conflict.noted, occurred: 2018-05-13, who: chair, in: undone, tie: office, how: declared }
    - { label: reported, kind: mandate.reported, occurred: 2018-10-01, of: mandated, state: done }

    """

  /// The other case: what it opens with, and what is added to it after more was added to the first. The first parts have the same number of entries, so
  /// that what comes after them has the same numbers. The charter that opens something opens the same of both.
  private struct Other {
    var (first, later): (String, String)
    var firstDay: String
    var isErased = false

    static let one = Other(
      first: """
        about: What the treasurer did with the fund
        people:
          accuser: { role: complainant, names: [Tamsin Orrelwood] }
          treasurer: { role: respondent, office: treasurer, seats: [board, council] }
        entries:
          - { label: dealt, kind: mandate.given, occurred: 2018-02, by: members, to: council, task: To look into it., due: 2018-03-01, says: As agreed. }
          - { label: decision, kind: decision.taken, occurred: 2018-03, by: conduct, outcome: refer, says: To the council. }
          - { label: claim, kind: allegation.made, occurred: 2018-01, from: accuser, against: treasurer, of: theft, severity: severe }
          - { label: gathering, kind: meeting.held, occurred: 2018-04-01, bodies: board }

        """,
      later: """
        - { label: note, kind: notice.given, occurred: 2018-05-01, to: members, of: decision }

        """,
      firstDay: "2019-04-03T10:00:00Z")

    static let another = Other(
      first: """
        about: >-
          Whether anyone was hurt when the roof of the hall came down, what was known of it before, and why nobody was told of what the builder had said
        people:
          builder: { role: witness, part: the builder }
          caretaker: { role: whistleblower, names: [Ferenc Aldwyne, F. A.], aliases: [Ferko], contacts: ["+34 600 555 010", ferko@hall.example] }
        entries:
          - { label: dealt, kind: mandate.given, occurred: 2018-02, by: members, to: council, task: To look into it., due: 2018-03-01, says: "Three pages, with much in them that {caretaker} had warned of." }
          - { label: decision, kind: decision.taken, occurred: 2018-03, by: conduct, outcome: refer }
          - { label: silence, kind: instruction.given, occurred: 2017-11, from: council, to: conduct, content: [{ confidentiality: all of it }], silence: everything }
          - { label: asked, kind: request.made, occurred: 2017-12, by: builder, to: board, asks: What became of the warning. }

        """,
      later: """
        - { label: undone, kind: conflict.noted, occurred: 2018-06-01, who: builder, tie: kin, how: asserted }
        - { label: heard, kind: evidence.received, occurred: 2018-06-02, by: conduct, from: caretaker, what: statement, says: "A long statement: \(String(repeating: "and so on, ", count: 300))" }
        - { label: kept, kind: omission.stated, occurred: 2018-06/2018-09, of: { kind: notice.given, about: dealt, to: members } }
        - { label: voted, kind: vote.held, occurred: 2018-06-03, on: dealt, by: board, votes: { for: 2, against: 2 }, result: rejected }
        - { label: paid, kind: support.given, occurred: 2018-07, to: caretaker, what: a lawyer }
        - { label: again, kind: support.given, occurred: 2018-08, to: caretaker, what: a doctor }
        - { label: met, kind: meeting.held, occurred: 2018-09, bodies: council }

        """,
      firstDay: "2019-03-29T22:30:00Z", isErased: true)
  }

  /// A clock that tests set.
  private final class Clock: Sendable {
    private let time = Mutex(Instant("2019-03-01T12:00:00Z"))
    var now: Instant { time.withLock { $0 } ?? Demonstration.present }
    func set(_ text: String) { time.withLock { $0 = Instant(text) } }
  }

  /// A record with both cases.
  private struct TwoCases {
    let example: Example
    let session: Session
    /// The case that both records have, and the other.
    let (common, other): (CaseID, CaseID)
    private var keys: [Reader: PersonKey] = [:]

    init(_ charter: String, _ told: Other) throws {
      var example = try Example()
      let clock = Clock()
      example.environment.now = { clock.now }
      let session = try example.record(charter)
      func add(_ text: String, at time: String, to id: CaseID? = nil) throws -> CaseID? {
        clock.set(time)
        let parameters =
          id.map { RecordAppend.Parameters(entriesFile: text, name: "more.yaml", case: $0) }
          ?? RecordAppend.Parameters(casefile: text, name: "case.yaml")
        return try RecordAppend.run(parameters, in: session).cases.first
      }
      let common = try #require(try add(TwoRecordsTests.common, at: "2019-03-11T12:00:00Z"))
      for reader in [Reader.insider, .member] { keys[reader] = try TwoCases.key(for: reader, of: common, in: session) }
      // When it was set down is seen of all that is open, so under the charter that opens some of it, it is the same.
      let other = try #require(try add(told.first, at: charter == TwoRecordsTests.open ? Other.one.firstDay : told.firstDay))
      _ = try add(TwoRecordsTests.commonLater, at: "2019-04-09T12:00:00Z", to: common)
      _ = try add(told.later, at: "2019-04-12T12:00:00Z", to: other)
      if told.isErased {
        let erasure = "{ kind: disclosure.erased, of: heard, fields: says, ground: \"The request of {caretaker}.\", by: conduct }"
        _ = try add(erasure, at: "2019-04-13T12:00:00Z", to: other)
      }
      // The log shows the day of its last entry, and what is due by then depends on it.
      _ = try add("{ kind: meeting.held, occurred: 2018-12, bodies: council }", at: "2019-04-19T12:00:00Z", to: other)
      (self.example, self.session, self.common, self.other) = (example, session, common, other)
    }

    /// The record file, opened with their own key.
    func open(by reader: Reader) throws -> Session {
      guard let key = keys[reader] else { return session }
      return try Session(
        try Record.open(at: session.record.path, as: key, randomness: .system), environment: session.environment)
    }

    /// Gives someone a key of their own, before the records differ.
    private static func key(for reader: Reader, of common: CaseID, in session: Session) throws -> PersonKey {
      let key = try PersonKey(
        of: session.record.id, trusting: session.record.verification, recovery: session.record.recovery,
        randomness: session.environment.randomness)
      func grant(_ audience: Visibility.Level, to person: String, in id: CaseID? = nil) throws -> PersonID {
        try AccessGrant.run(
          AccessGrant.Parameters(key: key.publicKey.text, to: person, audience: audience, case: id), in: session
        ).person
      }
      let person = try grant(.members, to: "new").text
      guard reader == .insider else { return key }
      for body in ["board", "council", "conduct", "members"] { _ = try grant(.body(BodyID(body)), to: person) }
      _ = try grant(.case, to: person, in: common)
      return key
    }
  }

  /// Who asks.
  enum Reader: Sendable {
    /// Holds every key but that of the other case, and of what is a party's own.
    case insider
    case member
    /// Holds that one too.
    case keyholder
  }

  enum Code: CaseIterable, Sendable {
    case closed, open
    var charter: String { self == .closed ? TwoRecordsTests.closed : TwoRecordsTests.open }
  }

  // MARK: The questions

  private struct Question {
    var operation: any CandorService.Operation.Type
    var parameters: JSONValue
  }

  private static let editions: [JSONValue] = ["members", "public", "case", "friends"]

  /// Everything that can be asked of a record with these cases.
  private static func questions(of record: TwoCases, _ common: CaseID, _ reading: Session) throws -> [Question] {
    var questions: [Question] = []
    func ask(_ operation: any CandorService.Operation.Type, _ rows: [JSONValue]) {
      questions += rows.map { Question(operation: operation, parameters: $0) }
    }
    let unknown = try #require(CaseID("7wjppehawya0"))
    let cases: [JSONValue] = [common.json, record.other.json, unknown.json, "mine", 3]
    let days: [JSONValue] = ["1999-12-31", "2018-04-30", "2018-05-12", "2019-03-30", "2030-01-01", "soon"]
    let numbers = Array(1...(record.session.view.entries.count)).filter { $0 <= 24 } + [9999]
    let parties = record.session.view.names(in: record.other).parties
    func perCase(_ parameters: JSONObject = [:]) -> [JSONValue] {
      [.object(parameters)]
        + cases.map { id in
          var parameters = parameters
          parameters["case"] = id
          return .object(parameters)
        }
    }
    ask(RecordShow.self, [[:], ["case": common.json]])
    ask(CaseList.self, [[:]])
    ask(RecordEntries.self, perCase())
    ask(RecordEntries.self, numbers.map { ["about": $0.json] })
    ask(RecordEntries.self, numbers.map { ["after": $0.json, "limit": 2] })
    ask(RecordEntries.self, Kind.allCases.map { ["kinds": [$0.json]] })
    ask(RecordEntries.self, days.flatMap { day -> [JSONValue] in [["from": day], ["to": day]] })
    let named =
      ["body:board", "body:council", "body:nobody", "treasurer"] + parties.keys.sorted().compactMap { parties[$0] }.map { "party:\($0)" }
    ask(RecordEntries.self, named.map { ["of": .string($0)] })
    ask(CasefileExport.self, perCase())
    ask(
      CaseTimeline.self, perCase() + perCase(["grep": "fund"]) + perCase(["grep": "roof"]) + perCase(["grep": "report"]))
    for body in ["board", "council", "conduct", "members", "nobody"] {
      ask(KnowledgeAt.self, perCase(["body": .string(body)]) + days.map { ["case": common.json, "body": .string(body), "at": $0] })
    }
    ask(PeopleList.self, perCase() + perCase(["names": true]))
    ask(VoteList.self, perCase())
    ask(AccessList.self, perCase() + [[:]])
    ask(MandateList.self, perCase() + days.map { ["case": common.json, "asOf": $0] })
    ask(CheckRun.self, perCase() + days.map { ["asOf": $0] } + days.map { ["case": common.json, "asOf": $0] })
    let duties = (1...11).flatMap { clause in ["\(clause)"] + [11, 14, 15, 16, 17, 18, 19, 20].map { "\(clause)/\($0)" } }
    ask(DutiesDue.self, perCase([:]) + [["within": "P1Y"]])
    ask(CheckExplain.self, perCase(["duty": "5"]) + duties.map { ["case": common.json, "duty": .string($0)] })
    func list(_ numbers: ClosedRange<Int>) -> JSONValue { .array(numbers.map(\.json)) }
    for edition in editions {
      ask(ReportPreview.self, perCase(["edition": edition]) + perCase(["edition": edition, "format": "docbook"]))
      for report: JSONValue in ["mandates", "duties"] { ask(ReportPreview.self, perCase(["edition": edition, "report": report])) }
      ask(
        ReportPreview.self,
        [
          ["edition": edition, "report": "period", "since": "2018-01-01", "until": "2018-05-31"], ["edition": edition, "report": "period"],
        ])
      ask(ReportWithheld.self, perCase(["edition": edition]))
      ask(ReportExport.self, perCase(["edition": edition, "format": ["text"]]))
      ask(LogProve.self, perCase(["edition": edition]))
      let proved: [JSONValue] = edition == "case" ? numbers.map { .array([$0.json]) } : [list(1...24), list(15...18), [9999]]
      for id in [common, record.other] { ask(LogProve.self, proved.map { ["case": id.json, "edition": edition, "entries": $0] }) }
    }
    ask(LogProve.self, [["entries": ["one"]], ["since": ["no bundle"]]])
    let proof = try LogProve.run(LogProve.Parameters(entries: [EntryID(1)]), in: reading)
    ask(LogVerify.self, [[:], ["bundle": "no bundle"], ["bundle": .string(proof.bundle)]])
    ask(CharterShow.self, [[:]] + days.map { ["on": $0] })
    ask(CharterCheck.self, [["charter": "organization: O\n"]])
    ask(ReportValidation.self, [["document": "<article/>"]])
    ask(LogCheckpoint.self, [[:]])
    ask(LogIntegrity.self, [[:]])
    // What would come of writing is asked too: what can be referred to, and which labels are free.
    let labels = ["treasurer", "claim", "dealt", "decision", "builder", "alleged", "nothing"]
    for label in labels {
      for field in ["label", "of", "by"] {
        var entry: JSONObject = ["kind": "notice.given", "to": "members"]
        entry[field] = .string(label)
        ask(RecordAppend.self, perCase(["dryRun": true, "entry": .object(entry)]))
      }
      let casefile = "about: What the treasurer did with the fund\nentries: [{ kind: notice.given, label: \(label), to: members }]\n"
      ask(RecordAppend.self, [["dryRun": true, "casefile": .string(casefile)]])
    }
    ask(RecordAppend.self, numbers.map { ["dryRun": true, "case": common.json, "entry": ["kind": "notice.given", "of": $0.json]] })
    for id in cases {
      ask(RecordAppend.self, [["dryRun": true, "casefile": .string("case: \(id.stringValue ?? "3")\nentries: []\n")]])
    }
    // Each duty that this reader sees. These come last, since readers who see more may see another number of them.
    let known = reading.organization.cases.flatMap { id in
      reading.organization.scene(of: id, asOf: reading.checkpointDay).duties().map { (id, $0.name) }
    }
    ask(CheckExplain.self, known.map { ["case": $0.0.json, "duty": .string($0.1)] })
    return questions
  }

  /// Operations that only write.
  private static let writing = [CharterAdopt.description.method, AccessGrant.description.method, AccessEnd.description.method]

  // MARK: The answers

  private static func answer(_ question: Question, _ session: Session, _ masking: Masking) -> String {
    do {
      return masking.text(masking.value(try question.operation.run(json: question.parameters, in: session)).canonicalText)
    } catch {
      let error = ServiceError(explaining: error)
      return masking.text("error: \(error.message)\n\(error.hint ?? "")\n\(error.data.canonicalText)")
    }
  }

  /// What the log shows to everyone, and what differs with every salt: it is masked before answers are compared.
  private struct Masking {
    /// The numbers of the entries that are not opened.
    var unopened: Set<Int>
    /// The identifiers of the other case and its parties, as whoever asks for them knows them.
    var other: CaseID
    var parties: [PartyID]
    /// How many entries the record has.
    var size: Int
    /// Where it lies.
    var folder: String

    func text(_ text: String) -> String {
      var text = text.replacing(folder, with: "FOLDER").replacing(other.text, with: "OTHER")
      for party in parties { text = text.replacing(party.text, with: "PARTY") }
      text = text.replacing(/[A-Za-z0-9+\/]{43}=/, with: "[root]")
      text = text.replacing(/[0-9]+ entries are not opened here of the [0-9]+/, with: "[unseen]")
      return text.replacing(/\b[0-9]+\b/) { number in
        switch Int(number.output) {
        case size: "[size]"
        case size + 1: "[next]"
        default: String(number.output)
        }
      }
    }

    func value(_ value: JSONValue) -> JSONValue {
      switch value {
      case .array(let elements):
        // An entry that is not opened: its number and its day.
        return .array(
          elements.filter { $0.integerValue.map { !unopened.contains($0) } ?? true }.filter {
            $0["hidden"] != "withheld" || $0["kind"] != nil
          }.map(self.value))
      case .object(let object):
        // The proof is as long as its tree is high.
        let isProof = object["name"]?.stringValue?.hasSuffix(".json") == true
        return .object(
          object.reduce(into: JSONObject()) { masked, member in
            let isSize = ["size", "published", "values", "shut", "checkpoints", "erased"].contains(member.name)
            // What would be new gets the next numbers, and a case an identifier of its own.
            let isNew = object["recognized"] != nil && ["entries", "cases"].contains(member.name)
            masked[member.name] = isSize || isNew || (isProof && member.name == "bytes") ? "[masked]" : self.value(member.value)
          })
      case .string(let text):
        if text.hasPrefix("{\"candor-bundle\"") { return bundle(text) }
        // A signed note: its first line is the record's name.
        if text.hasPrefix("candor/"), let end = text.firstIndex(of: "\n") { return .string(String(text[..<end])) }
        return value
      case .null, .bool, .number: return value
      }
    }

    /// What a bundle opens, without salts, hashes and signatures.
    private func bundle(_ text: String) -> JSONValue {
      guard let bundle = try? JSONValue(parsing: Array(text.utf8)) else { return .string(text) }
      let entries = bundle["entries"]?.arrayValue ?? []
      return .array(
        entries.compactMap { entry in
          let leaf = entry["leaf"]?.stringValue.flatMap { try? JSONValue(parsing: Array($0.utf8)) }
          let opened = (entry["disclosures"]?.arrayValue ?? []).map { disclosure in
            let letters = (disclosure["text"]?.stringValue ?? "").replacing("-", with: "+").replacing("_", with: "/")
            let padded = letters + String(repeating: "=", count: (4 - letters.count % 4) % 4)
            let parsed = Data(base64Encoded: padded).flatMap { try? JSONValue(parsing: Array($0)) }
            return JSONValue.array(Array(parsed?.arrayValue?.dropFirst() ?? []))
          }
          return ["entry": leaf?["id"] ?? .null, "opened": .array(opened)]
        })
    }
  }

  /// The questions, each with the answers of two records.
  private static func compare(
    _ code: Code, _ reader: Reader, _ one: Other, _ another: Other
  ) throws -> (rows: [(question: String, answers: (String, String))], methods: Set<String>) {
    let records = (try TwoCases(code.charter, one), try TwoCases(code.charter, another))
    defer {
      records.0.example.remove()
      records.1.example.remove()
    }
    #expect(records.0.common == records.1.common)
    let sessions = (try records.0.open(by: reader), try records.1.open(by: reader))
    func masking(_ record: TwoCases, _ session: Session) -> Masking {
      Masking(
        unopened: Set(session.view.entries.filter { $0.kind == nil }.map(\.id.number)),
        other: record.other, parties: Array(record.session.view.names(in: record.other).parties.values),
        size: record.session.view.entries.count, folder: record.example.folder.path(percentEncoded: false))
    }
    let maskings = (masking(records.0, sessions.0), masking(records.1, sessions.1))
    #expect(maskings.0.size < maskings.1.size)
    let questions = (
      try questions(of: records.0, records.0.common, sessions.0), try questions(of: records.1, records.1.common, sessions.1)
    )
    let count = min(questions.0.count, questions.1.count)
    let rows = (0..<count).map { index in
      let (asked, other) = (questions.0[index], questions.1[index])
      return (
        "\(asked.operation.description.method) \(asked.parameters.canonicalText)",
        (answer(asked, sessions.0, maskings.0), answer(other, sessions.1, maskings.1))
      )
    }
    // Who sees no difference asks the same of both.
    if reader != .keyholder { #expect(questions.0.count == questions.1.count) }
    return (rows, Set(questions.0.map { $0.operation.description.method }))
  }

  @Test(arguments: Code.allCases, [Reader.insider, .member])
  func `of two records that differ in one case, someone without its key gets the same answers`(code: Code, reader: Reader) throws {
    let (rows, methods) = try Self.compare(code, reader, .one, .another)
    #expect(methods == Set(Operations.all.map { $0.description.method }).subtracting(Self.writing))
    #expect(rows.count > 500)
    for row in rows where row.answers.0 != row.answers.1 {
      let (one, another) = (Array(row.answers.0), Array(row.answers.1))
      let same = zip(one, another).prefix { $0 == $1 }.count
      let start = max(0, same - 80)
      Issue.record("\(row.question)\n\(String(one[start...].prefix(240)))\n\(String(another[start...].prefix(240)))")
    }
  }

  @Test func `who holds its key gets other answers, and these tests tell them apart`() throws {
    let (rows, methods) = try Self.compare(.closed, .keyholder, .one, .another)
    let differing = Set(rows.filter { $0.answers.0 != $0.answers.1 }.map { String($0.question.prefix { $0 != " " }) })
    // What concerns the charter, the log as a whole or one's own document is the same whoever asks, and no edition is for who holds every key.
    #expect(
      methods.subtracting(differing).sorted() == [
        "access/list", "charter/check", "charter/show", "duties/due", "log/checkpoint", "log/integrity", "log/verify", "mandates/list",
        "record/show",
        "report/validate",
      ])
  }

  @Test(arguments: Code.allCases, [Reader.insider, .member])
  func `a case whose key someone lacks is to them one that there is not`(code: Code, reader: Reader) throws {
    let record = try TwoCases(code.charter, .another)
    defer { record.example.remove() }
    let session = try record.open(by: reader)
    let unknown = try #require(CaseID("7wjppehawya0"))
    func answers(_ id: CaseID) -> [String] {
      Operations.all.filter { operation in
        operation.description.fields.contains { $0.name == "case" } && !Self.writing.contains(operation.description.method)
      }.map { operation in
        var parameters: JSONObject = ["case": id.json]
        for field in operation.description.fields where field.isRequired {
          parameters[field.name] = ["body": "board", "duty": "5", "edition": "case"][field.name]
        }
        if operation == RecordAppend.self { (parameters["entry"], parameters["dryRun"]) = (["kind": "notice.given"], true) }
        if operation == LogProve.self { parameters["edition"] = "case" }
        do { return try operation.run(json: .object(parameters), in: session).canonicalText } catch {
          return "\(error)".replacing(id.text, with: "CASE")
        }
      }
    }
    let (hidden, missing) = (answers(record.other), answers(unknown))
    #expect(hidden.count > 8 && hidden == missing)
    #expect(hidden.allSatisfy { $0.contains("there is no case CASE in this record") }, "\(hidden)")
  }
}

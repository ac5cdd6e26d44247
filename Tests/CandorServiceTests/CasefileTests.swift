import CandorCasefile
import CandorCore
import CandorService
import CandorTestSupport
import StrictJSON
import Testing
import Trials

/// A case given back as a file imports to the same view; a file that tells a case again is recognized; corrections take their place.
@Suite struct CasefileTests {
  static let charter = """
    organization: A club
    timezone: Europe/Madrid
    bodies: { board: { title: Board }, conduct: { title: Conduct }, members: { title: members } }
    visibility: { default: members }
    clauses: [{ id: "9", title: Forgetting, text: Who asks for it is forgotten. }]
    """

  static func imported(_ text: String, into session: Session) throws -> RecordAppend.Output {
    try RecordAppend.run(RecordAppend.Parameters(casefile: text, name: "case.yaml"), in: session)
  }

  static func exported(_ session: Session, _ id: CaseID? = nil) throws -> String {
    try CasefileExport.run(CasefileExport.Parameters(case: id), in: session).casefile
  }

  /// What a view shows of its only case, told by labels.
  static func told(_ session: Session) throws -> [ToldEntry?] { session.view.told(of: try #require(session.onlyCase)) }

  @Test func `the worked example is given back as a file that imports to an equal view, and is recognized`() throws {
    let example = try Example()
    defer { example.remove() }
    let first = try example.workedExample()
    let text = try Self.exported(first)
    let second = try example.record(try Example.text("Exports/2013-case/charter.yaml"), named: "again.candor")
    _ = try Self.imported(text, into: second)
    #expect(try Self.told(first) == Self.told(second))
    #expect(try Self.exported(second) == text)
    let again = try Self.imported(text, into: first)
    #expect(again.entries.isEmpty && again.recognized == first.view.entries.count - 1)
    #expect(try Self.imported(try Example.text("Exports/2013-case/case.yaml"), into: second).entries.isEmpty)
  }

  @Test(arguments: 0..<UInt64(Thorough.rounds(6, of: 60, "random cases of every kind given back")))
  func `random cases of every kind are given back and imported to an equal view`(seed: UInt64) throws {
    let example = try Example()
    defer { example.remove() }
    var random = RandomCase(seed: seed)
    let first = try example.record(Self.charter)
    _ = try RecordAppend.run(json: ["entries": .array(random.entries())], in: first)
    let whole = try Self.exported(first)
    _ = try RecordAppend.run(json: ["entries": .array(random.erasures(in: first.view))], in: first)
    // A file of before says of what was erased since what nobody can hold it against.
    #expect(try Self.imported(whole, into: first).entries.isEmpty)
    let text = try Self.exported(first)
    let second = try example.record(Self.charter, named: "again.candor")
    _ = try Self.imported(text, into: second)
    #expect(try Self.told(first) == Self.told(second))
    #expect(try Self.exported(second) == text)
    #expect(try Self.imported(text, into: second).entries.isEmpty)
  }

  static let small = """
    about: A complaint
    sources: { m: { title: Minutes } }
    people: { chair: { role: participant, names: [Quillfeather Vandersnood], seats: board } }
    entries:
      - { label: met, kind: meeting.held, occurred: 2018-05, bodies: board, sources: [{ m: firsthand }] }
      - { kind: notice.given, occurred: 2018-06, by: chair, to: members, of: met }
    """

  struct Retold: CustomTestStringConvertible, Sendable {
    var name: String
    var change: (from: String, to: String)
    var says: String?
    var testDescription: String { name }
  }

  @Test(
    arguments: [
      Retold(name: "as it was", change: ("2018-05", "2018-05"), says: nil),
      Retold(
        name: "a date changed", change: ("2018-05,", "2018-04,"),
        says: "\"met\" is in the record already, and says otherwise in: occurred"),
      Retold(
        name: "a field left out", change: (", sources: [{ m: firsthand }]", ""),
        says: "\"met\" is in the record already, and says otherwise in: sources"),
      Retold(
        name: "a seat added", change: ("seats: board", "seats: [board, conduct]"),
        says: "\"chair\" is in the record already, and says otherwise in: seats"),
      Retold(name: "a name changed", change: ("Quillfeather", "Quill"), says: "the record describes this person otherwise"),
      Retold(
        name: "another kind", change: ("meeting.held, occurred: 2018-05, bodies: board", "notice.given, occurred: 2018-05, by: board"),
        says: "\"met\" is in the record already, and says otherwise in: by, kind"),
    ]) func `what stands in the record stays, and what is told otherwise is refused at its place`(_ retold: Retold) throws
  {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Self.charter)
    _ = try Self.imported(Self.small, into: session)
    let size = session.view.entries.count
    let text = Self.small.replacing(retold.change.from, with: retold.change.to, maxReplacements: 1)
    do {
      let output = try Self.imported(text, into: session)
      #expect(retold.says == nil)
      #expect(output.entries.isEmpty && output.recognized == 6)
    } catch let error as ServiceError {
      #expect(error.diagnostics.map(\.message) == [retold.says])
    }
    #expect(session.view.entries.count == size)
  }

  @Test func `what is new in a file is added to its case, refers to what is there, and a file that names its case need not say the rest`()
    throws
  {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Self.charter)
    let id = try #require(Self.imported(Self.small, into: session).cases.first)
    let more = Self.small + "\n  - { label: later, kind: notice.given, occurred: 2018-07, of: met, sources: [{ m: reported }] }\n"
    let added = try Self.imported(more, into: session)
    #expect(added.entries.count == 1 && added.recognized == 6 && added.cases.isEmpty)
    let addition = """
      case: \(id)
      people: { clerk: { role: witness } }
      entries:
        - { label: righted, kind: meeting.held, occurred: 2018-04, bodies: board, corrects: met }
        - { kind: notice.given, by: clerk, to: members, of: [later, met] }
      """
    #expect(try Self.imported(addition, into: session).entries.count == 3)
    #expect(try Self.imported(addition, into: session).entries.isEmpty)
    let scene = session.organization.scene(of: id, asOf: session.checkpointDay)
    let righted = try #require(session.view.names(in: id).entries["righted"]?.id)
    #expect(scene.all(MeetingHeld.self).map(\.id) == [righted])
    #expect(scene.all(NoticeGiven.self).allSatisfy { $0.of.shown?.contains(righted) == true })
    let again = try example.record(Self.charter, named: "again.candor")
    _ = try Self.imported(try Self.exported(session, id), into: again)
    #expect(try Self.told(session) == Self.told(again))
    #expect(throws: ServiceError.self) { try Self.imported("case: 7wjppehawya0\nentries: []\n", into: session) }
  }

  @Test func `whatever is changed in a file, it is read, or refused and nothing is written`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Self.charter)
    _ = try Self.imported(Self.small, into: session)
    let bytes = Array(try Self.exported(session).utf8)
    var random = SeededGenerator(seed: 11)
    for _ in 0..<Thorough.rounds(300, of: 1_500, "case files changed and imported") {
      var changed = bytes
      for _ in 0...random.below(3) {
        let place = random.below(changed.count)
        switch random.below(3) {
        case 0: changed[place] = UInt8(32 + random.below(95))
        case 1: changed.remove(at: place)
        default:
          changed.insert(contentsOf: changed[place..<min(place + 1 + random.below(20), changed.count)], at: random.below(changed.count))
        }
      }
      guard let text = String(validating: changed, as: UTF8.self) else { continue }
      let size = session.view.entries.count
      do { _ = try Self.imported(text, into: session) } catch is ServiceError { #expect(session.view.entries.count == size) }
    }
  }

  /// Entries of every kind, with random fields that refer to each other, as the wire brings them.
  struct RandomCase {
    private var random: SeededGenerator
    private let labels = (0..<Kind.allCases.count).map { "e\($0)" }

    init(seed: UInt64) { random = SeededGenerator(seed: seed &+ 1) }

    mutating func entries() -> [JSONValue] {
      var entries: [JSONValue] = [["kind": "case.opened", "about": "A case: with \"signs\" # and more"]]
      entries += (0..<3).map { ["kind": "party.named", "label": .string("p\($0)"), "role": "participant", "seats": ["board"]] }
      entries += [["kind": "source.described", "label": "s", "title": "~"]]
      let apart: Set<Kind> = [.charterAdopted, .caseOpened, .personDescribed, .partyNamed, .disclosureErased]
      let kinds = Kind.allCases.enumerated().filter { !apart.contains($0.element) }
      for (index, kind) in kinds { entries.append(entry(kind, labels[index])) }
      return entries
    }

    /// Erasures of some of what may be erased.
    mutating func erasures(in view: RecordView) -> [JSONValue] {
      view.entries.compactMap { entry in
        let said = view.values(of: entry.id).filter { !$0.json.isNull }.map(\.name)
        let fields = (entry.kind?.erasable ?? []).filter { said.contains($0) && random.below(2) == 0 }
        guard !fields.isEmpty else { return nil }
        return [
          "kind": "disclosure.erased", "occurred": "2018-03-04", "of": entry.id.json, "fields": fields.json, "by": "board",
          "ground": random.below(2) == 0 ? "the request of {p1}" : ["clause": "9"],
        ]
      }
    }

    private mutating func entry(_ kind: Kind, _ label: String) -> JSONValue {
      var fields: JSONObject = [
        "kind": .string(kind.rawValue), "label": .string(label), "occurred": "2016/2017", "sources": [["s": "inferred"]],
      ]
      if random.below(3) == 0 { fields["timing"] = [["after": .string(other(label)), "moreThan": "P2D"]] }
      for field in kind.schema.fields where field.isRequired || random.below(2) == 0 {
        if let value = value(field.name, field.shape, kind, label) { fields[field.name] = value }
      }
      // What a kind's own rules refuse together.
      if kind == .voteHeld { for name in ["eligible", "present", "roll", "casting"] { fields[name] = nil } }
      if kind == .motionChanged { for name in ["to", "into", "asks"] { fields[name] = nil } }
      if kind == .mandateReported { fields["due"] = nil }
      if kind == .mandateTransferred { fields["to"] = "conduct" }
      if kind == .mandateGiven { fields["due"] = nil }
      if kind == .decisionTaken { fields["says"] = "A decision." }
      if [.accessGranted, .accessEnded].contains(kind) { (fields["person"], fields["key"]) = (nil, nil) }
      if kind == .custodyTransferred { fields["key"] = nil }
      if kind == .disclosureWidened { (fields["fields"], fields["to"]) = (nil, "case") }
      return .object(fields)
    }

    private mutating func other(_ label: String) -> String { label == labels[9] ? "p0" : "p\(random.below(3))" }

    private mutating func value(_ name: String, _ shape: Shape, _ kind: Kind, _ label: String) -> JSONValue? {
      let texts = ["A plain text.", "one: two", "- a dash", "null", "2016", "of {p1} and {p2}, \"quoted\"", "ä 訴え", "two\nlines", "true"]
      switch shape {
      case .text: return .string(texts[random.below(texts.count)].replacing("{p1}", with: "p1").replacing("{p2}", with: "p2"))
      case .prose: return .string(texts[random.below(texts.count)])
      case .count: return 3
      case .flag: return true
      case .date: return "2016~"
      case .day: return "2016-01-01"
      case .period: return "P18M"
      case .source: return "s"
      case .party: return "p1"
      case .body: return "board"
      case .actor: return random.below(2) == 0 ? "p0" : "conduct"
      case .kind: return "notice.given"
      case .choice(let names): return .string(names[random.below(names.count)])
      case .list(let element):
        let values = (0..<1 + random.below(2)).compactMap { _ in value(name, element, kind, label) }
        return values.isEmpty ? nil : .array(values)
      case .pattern, .draft, .pair, .members, .other:
        switch name {
        case "outcome": return random.below(2) == 0 ? "mistrial" : ["expel": "p2"]
        case "content": return ["evidence": "of {p1}: none"]
        case "vote", "votes": return random.below(2) == 0 ? "majority" : ["for": 2, "against": 1]
        case "under": return ["p0": "inferred"]
        case "members", "signatories": return random.below(2) == 0 ? 30 : "about 30"
        case "electorate":
          return random.below(2) == 0 ? "members: all" : ["class": "some", "body": "board", "as-of": "2016", "count": "over 40"]
        case "proposals":
          return [
            "choose": "one", "list": [["title": "one: two", "on": "p0", "stands-for": "1/3", "votes": ["for": "70 %", "of": "board"]]],
          ]
        case "candidates": return ["who": "p1", "votes": "1/3", "elected": true, "slate": "true", "statement": "p0"]
        case "composition": return random.below(2) == 0 ? "2016" : ["group": "new", "number": "over 50 %"]
        case "audience", "to": return "members"
        default: return nil
        }
      case .record: return kind == .omissionStated ? ["kind": "notice.given", "about": ["p0"], "to": ["members"]] : nil
      case .entry:
        let mandates: Set<Kind> = [.mandateReported, .mandateTransferred]
        if mandates.contains(kind), name == "of" { return .string(labels[Kind.allCases.firstIndex(of: .mandateGiven) ?? 0]) }
        if kind == .motionChanged, name == "of" { return .string(labels[Kind.allCases.firstIndex(of: .motionMoved) ?? 0]) }
        return isBound(name, kind) ? nil : .string(other(label))
      case .instant, .person, .case: return nil
      }
    }

    /// Whether a field takes entries of one kind only.
    private func isBound(_ name: String, _ kind: Kind) -> Bool { !["of", "on", "against", "after"].contains(name) }
  }
}

import CandorCore
import StrictJSON
import Testing

/// A mistake as these tests state it.
struct Noted: Hashable, CustomTestStringConvertible {
  let code, path, message, expected: String

  init(_ code: String, _ path: String, _ message: String, _ expected: String) {
    (self.code, self.path, self.message, self.expected) = (code, path, message, expected)
  }

  init(_ mistake: Mistake) { self.init(mistake.code, mistake.path.description, mistake.message, mistake.expected) }

  var testDescription: String { "\(code) at \(path): \(message) [\(expected)]" }
}

/// The identifiers that the tests' records use; they look like those that are drawn at random.
enum Sample {
  static func id<Subject>(_ index: Int, _ type: OpaqueID<Subject>.Type = OpaqueID<Subject>.self) -> OpaqueID<Subject> {
    OpaqueID(random: 0x0123_4567_89AB_CDEF &* UInt64(index + 1))
  }

  static let ofCase: CaseID = id(0)
  /// Another case of the same organization.
  static let otherCase: CaseID = id(99)
  static let parties = ["complainant", "respondent", "organizer", "outsider"]
  static func party(_ name: String) -> PartyID { id(1 + (parties.firstIndex(of: name) ?? parties.count)) }
  static let bodies = ["sc", "ndc", "nac", "branch", "members"].map(BodyID.init)

  static func day(_ text: String) throws -> Day { try #require(Day(text)) }
  static func instant(_ text: String = "2019-04-19T12:00:00Z") throws -> Instant { try #require(Instant(text)) }

  /// A day or two of EDTF as a range.
  static func range(_ text: String) throws -> DayRange { try CivilDate(text).range }

  static var names: Names {
    var names = Names()
    names.bodies = bodies
    for party in parties { names.parties[party] = self.party(party) }
    names.cases = [ofCase, otherCase]
    return names
  }

  /// A charter with the tests' bodies, in which the disciplinary committee is independent of the steering committee.
  static func charter(clauses: [JSONValue] = [], coverage: [JSONValue] = [], visibility: JSONObject = [:]) -> JSONValue {
    [
      "organization": "The organization", "timezone": "Europe/Madrid",
      "bodies": [
        "sc": ["title": "Steering Committee"], "ndc": ["title": "Disciplinary Committee", "independent-of": "sc"],
        "nac": ["title": "Appeals Committee"], "branch": ["title": "Branch"], "members": ["title": "Members"],
      ],
      "standards": [], "coverage": .array(coverage), "visibility": .object(visibility), "clauses": .array(clauses),
    ]
  }

  static func clause(_ rule: JSONValue, id: String = "1") -> JSONValue {
    ["id": .string(id), "title": "A clause", "text": "What it says.", "rule": rule]
  }
}

extension JSONValue {
  /// The same object with these members put in or replaced; null removes one.
  func with(_ changes: JSONObject) -> JSONValue {
    var object = objectValue ?? [:]
    for (name, value) in changes { object[name] = value.isNull ? nil : value }
    return .object(object)
  }
}

/// A record for tests: its charter is entry 1, the opening of its only case entry 2, and the others follow.
struct SampleRecord {
  private(set) var disclosed: [Disclosed] = []
  private(set) var drafts: [Draft] = []
  private var ids: [String: EntryID] = [:]

  /// Reads entries, which refer to each other by their labels in either direction.
  init(charter: JSONValue = Sample.charter(), _ entries: [JSONValue]) throws {
    let all: [JSONValue] =
      [
        ["kind": "charter.adopted", "charter": charter, "case": nil],
        ["kind": "case.opened", "about": "A case", "case": .string(Sample.ofCase.text)],
      ] + entries
    var names = Sample.names
    for (index, entry) in all.enumerated() {
      guard let label = entry["label"]?.stringValue, let kind = entry["kind"]?.stringValue.flatMap(Kind.init(rawValue:)) else { continue }
      names.entries[label] = (EntryID(index + 1), kind)
      names.kinds[EntryID(index + 1)] = kind
      ids[label] = EntryID(index + 1)
    }
    let (today, now) = (try Sample.day("2019-04-19"), try Sample.instant())
    for (index, entry) in all.enumerated() {
      let reading = Reading(names: names)
      let draft = Draft(reading.input(entry), id: EntryID(index + 1), case: Sample.ofCase, recorded: now, today: today)
      try #require(reading.mistakes.map(Noted.init) == [])
      drafts.append(try #require(draft))
    }
    disclosed = drafts.map { SampleRecord.disclose($0, on: today) }
  }

  static func disclose(_ draft: Draft, on day: Day) -> Disclosed {
    let values = draft.values.enumerated().map { (UInt8($0), Disclosed.Value(name: $1.name, json: $1.json, audiences: [.members])) }
    return Disclosed(id: draft.id, on: day, values: Dictionary(uniqueKeysWithValues: values))
  }

  func id(_ label: String) throws -> EntryID { try #require(ids[label], "no entry of this record is called \(label)") }

  /// Takes a value away from the record's reader.
  mutating func hide(_ label: String, _ slot: String) throws {
    let index = try id(label).number - 1
    let found = try #require(disclosed[index].values.first { $0.value.name == slot }, "\(label) has no value \(slot)")
    disclosed[index].values[found.key] = nil
  }

  /// Lets an entry have been set down on another day.
  mutating func setDown(_ label: String, on day: String) throws { disclosed[try id(label).number - 1].on = try Sample.day(day) }

  /// Takes a value away from everyone.
  mutating func erase(entry index: Int, slot: UInt8) {
    disclosed[index].erased[slot] = disclosed[index].values.removeValue(forKey: slot)?.audiences ?? [.members]
  }

  mutating func hide(entry index: Int, slot: UInt8) { disclosed[index].values[slot] = nil }

  func gap(_ label: String, _ slot: String) throws -> Gap {
    let id = try id(label)
    let index = try #require(drafts[id.number - 1].values.firstIndex { $0.name == slot })
    return Gap(entry: id, slot: UInt8(index), why: .withheld)
  }

  func scene(asOf day: String = "2019-04-19") throws -> Scene {
    Organization(RecordView(disclosed)).scene(of: Sample.ofCase, asOf: try Sample.day(day))
  }

  func duties(asOf day: String = "2019-04-19") throws -> [Duty] { try scene(asOf: day).duties() }
}

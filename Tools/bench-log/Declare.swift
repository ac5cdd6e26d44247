import CandorCore
import Foundation
import StrictJSON

/// The bare forms on cases that come as lists of activities: what `Tools/compare-declare` compares with Declare (DECLARE, Pesic and van der Aalst
/// 2006), and `Tools/bench check` times beside it.
///
/// An activity is a kind of entry; what stands at place n of a list happened on the nth day.
enum Declare {
  /// The activities, by their letters.
  static let kinds: [String: Kind] = ["A": .meetingHeld, "B": .needAsked, "C": .remitSet, "D": .motionMoved, "E": .caseClosed]
  private static let first = Day(number: 0)

  /// Reads `{"cases": [["A", "B"], …]}` and prints, a line a case, which of the three hold: response A to B, precedence of A before B, absence of A.
  static func check(_ path: String) throws {
    let text = try Data(contentsOf: URL(filePath: path))
    guard let cases = try JSONValue(parsing: Array(text))["cases"]?.arrayValue else { throw CocoaError(.fileReadCorruptFile) }
    let view = RecordView(entries(of: cases.map { ($0.arrayValue ?? []).compactMap(\.stringValue) }))
    let organization = Organization(view)
    let last = first + 10_000
    var duties: [Duty] = []
    let spent = Bench.time { duties = organization.duties(asOf: last) }
    Bench.report("check", spent)
    let byCase = Dictionary(grouping: duties, by: \.case)
    for id in organization.cases {
      let duties = byCase[id] ?? []
      func holds(_ check: CheckName) -> Int { duties.allSatisfy { $0.check != check || $0.state == .met } ? 1 : 0 }
      print("case", holds(.respond), holds(.precede), holds(.absent))
    }
  }

  /// The record: a charter of the three rules, that it holds everything, and the cases.
  private static func entries(of cases: [[String]]) -> [Disclosed] {
    let rules: [JSONValue] = [
      ["check": "respond", "after": "meeting.held", "with": "need.asked"],
      ["check": "precede", "only": "need.asked", "after": "meeting.held"],
      ["check": "absent", "kind": "meeting.held"],
    ]
    let clauses = rules.enumerated().map { index, rule -> JSONValue in
      ["id": .string("\(index)"), "title": "Rule", "text": "Rule.", "rule": rule]
    }
    var disclosed: [Disclosed] = []
    func add(_ kind: Kind, _ id: CaseID?, on day: Day, _ fields: JSONObject) {
      let values = kind.slotNames.enumerated().map { slot, name -> (UInt8, Disclosed.Value) in
        let json: JSONValue =
          switch name {
          case KindVersion.name: KindVersion(kind.schema).json
          case "case": id.json
          case "occurred": fields["occurred"] ?? .string(day.description)
          case "recorded": .string("2000-01-01T00:00:00Z")
          default: fields[name] ?? .null
          }
        return (UInt8(slot), Disclosed.Value(name: name, json: json, audiences: [.members]))
      }
      disclosed.append(
        Disclosed(id: EntryID(disclosed.count + 1), on: first + 20_000, values: Dictionary(uniqueKeysWithValues: values)))
    }
    add(
      .charterAdopted, nil, on: first,
      [
        "charter": [
          "organization": "O", "timezone": "UTC", "bodies": ["b": ["title": "B"]], "visibility": ["default": "members"],
          "clauses": .array(clauses),
        ]
      ])
    add(.coverageAttested, nil, on: first, ["kinds": .array(kinds.values.map(\.json)), "occurred": "../2100-01-01"])
    for (index, activities) in cases.enumerated() {
      let id = CaseID(random: UInt64(index + 1))
      add(.caseOpened, id, on: first, ["about": "a case"])
      for (place, activity) in activities.enumerated() {
        guard let kind = kinds[activity] else { continue }
        add(kind, id, on: first + place + 1, ["of": "b", "asks": "x", "to": []])
      }
    }
    return disclosed
  }
}

import CandorCasefile
import CandorCore
import CandorReport
import Foundation
import StrictJSON
import Testing

struct WorkedExample {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Exports/2013-case").standardized

  @Test func demo() throws {
    let charter = try CharterFile.read(String(contentsOf: Self.folder.appending(path: "charter.yaml"), encoding: .utf8), file: "charter.yaml")
    let today = try #require(Day("2019-04-19"))
    var names = Names()
    names.bodies = charter.bodies.map(\.id)
    var seed: UInt64 = 7
    let setting = Batch.Setting(names: names, next: EntryID(2), recorded: try #require(Instant("2019-04-19T12:00:00Z")), today: today) {
      seed = seed &* 6364136223846793005 &+ 1442695040888963407; return seed >> 4 }
    let contents: CaseFile.Contents
    do {
      contents = try CaseFile.read(String(contentsOf: Self.folder.appending(path: "case.yaml"), encoding: .utf8), file: "case.yaml", in: setting)
    } catch let error as Faults {
      for d in error.diagnostics { print(d.rendered) }
      throw error
    }
    let object: JSONValue = ["kind": "charter.adopted", "charter": charter.json]
    let reading = Reading(names: names)
    let first = try #require(Draft(reading.input(object), id: EntryID(1), case: nil, recorded: setting.recorded, today: today))
    let disclosed = ([first] + contents.drafts).map { draft in
      let a = charter.address(draft, on: today)
      return Disclosed(id: draft.id, on: today, values: Dictionary(uniqueKeysWithValues: zip(draft.values, a.audiences).enumerated().map { (UInt8($0), Disclosed.Value(name: $1.0.name, json: $1.0.json, audience: $1.1)) }))
    }
    let view = RecordView(disclosed)
    let org = Organization(view)
    #expect(org.charters.count == 1)
    let duties = org.duties(asOf: today)
    for d in duties { print(d.check, d.clause, d.state, d.lasted as Any, d.entries, d.facts, d.causes) }
    let edition = view.limited(to: [.public, .members])
    let scene = org.scene(of: contents.id, asOf: today).seen(in: edition)
    var report = FindingsReport(scene, duties: duties, edition: .members, standing: .init(size: disclosed.count, root: "abc", day: today))
    let tree = report.report()
    print(String(decoding: try PlainText.bytes(of: tree), as: UTF8.self))
  }
}

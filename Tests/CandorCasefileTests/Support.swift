import CandorCasefile
import CandorCore
import Foundation
import Testing
import Trials

/// Reads files as the tests write them, against a record that holds nothing but a charter.
enum Sample {
  static let bodies = ["sc", "ndc", "nac", "branch", "members"].map(BodyID.init)

  static func setting(bodies: [BodyID] = bodies) throws -> Batch.Setting {
    var names = Names()
    names.bodies = bodies
    var random = SeededGenerator(seed: 7)
    return Batch.Setting(
      names: names, next: EntryID(2), recorded: try #require(Instant("2019-04-19T12:00:00Z")), today: try #require(Day("2019-04-19")),
      record: RecordView([])
    ) { random.next() }
  }

  static func contents(_ text: String) throws -> CaseFile.Contents { try CaseFile.read(text, file: "case.yaml", in: setting()) }

  /// What is wrong with a file, as a terminal shows it; empty where it is read.
  static func faults(_ text: String, isCharter: Bool = false) throws -> [Diagnostic] {
    do {
      if isCharter { _ = try CharterFile.read(text, file: "charter.yaml") } else { _ = try contents(text) }
      return []
    } catch let faults as Faults {
      return faults.diagnostics
    }
  }

  static let exports = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Exports/2013-case").standardized

  static func export(_ name: String) throws -> String { try String(contentsOf: exports.appending(path: name), encoding: .utf8) }
}

import CandorCore
import CandorLog
package import CandorService
package import Foundation

/// Records for tests, in a folder of their own, with a clock and randomness that are the same every time.
package struct Example {
  package let folder: URL
  package var environment: Environment

  package init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "candor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    environment = Environment(now: { Demonstration.present }, randomness: Randomness(foreseeableFrom: "candor"), keys: folder)
  }

  package func remove() { try? FileManager.default.removeItem(at: folder) }

  package func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

  /// The project's root, and the folder of shared material beside it.
  package static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
  package static let shared = root.deletingLastPathComponent().appending(path: "shared")

  package static func text(_ path: String) throws -> String { try String(contentsOf: root.appending(path: path), encoding: .utf8) }

  /// A record of a charter.
  package func record(_ charter: String, named name: String = "record.candor") throws -> Session {
    try RecordInit(at: path(name), charter: (charter, "charter.yaml"), key: nil, environment: environment).session
  }

  /// The worked example, taken in.
  package func workedExample() throws -> Session {
    let session = try record(Example.text("Exports/2013-case/charter.yaml"), named: "2013-case.candor")
    _ = try RecordAppend.run(
      RecordAppend.Parameters(casefile: try Example.text("Exports/2013-case/case.yaml"), name: "case.yaml"), in: session)
    return session
  }
}

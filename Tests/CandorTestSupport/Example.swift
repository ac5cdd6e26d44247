import CandorCore
import CandorLog
package import CandorService
import CandorStore
package import Foundation

/// Records for tests, in a folder of their own, with a clock and randomness that are the same every time.
package struct Example {
  package let folder: URL
  package var environment: Environment

  private static let seed = "candor"

  package init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "candor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    environment = Environment(now: { Demonstration.present }, randomness: Randomness(foreseeableFrom: Example.seed), keys: folder)
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

  /// The worked example, taken in: made once for all tests, and a copy of it in this folder.
  ///
  /// Nothing else may have been made here before: what is drawn afterwards is what would be drawn after making it.
  package func workedExample() throws -> Session {
    let template = try Template.made.get()
    for (name, bytes) in template.files {
      let file = folder.appending(path: name)
      try bytes.write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path(percentEncoded: false))
    }
    _ = environment.randomness.bytes(template.drawn)
    return try Session(opening: path(Template.name), key: nil, environment: environment)
  }

  /// The files of the worked example's record.
  private struct Template: Sendable {
    static let name = "2013-case.candor"
    static let made = Result { try Template() }

    let files: [String: Data]
    /// How many bytes of its seed's randomness it took.
    let drawn: Int

    init() throws {
      let example = try Example()
      defer { example.remove() }
      let session = try example.record(Example.text("Exports/2013-case/charter.yaml"), named: Template.name)
      _ = try RecordAppend.run(
        RecordAppend.Parameters(casefile: try Example.text("Exports/2013-case/case.yaml"), name: "case.yaml"), in: session)
      try session.record.close()
      files = try FileManager.default.contentsOfDirectory(atPath: example.folder.path(percentEncoded: false)).reduce(into: [:]) {
        $0[$1] = try Data(contentsOf: example.folder.appending(path: $1))
      }
      // Nothing says how much was drawn; what is drawn next stands in one place of the same sequence.
      let (next, again) = (example.environment.randomness.bytes(32), Randomness(foreseeableFrom: Example.seed))
      var blocks = 0
      while again.bytes(32) != next { blocks += 1 }
      drawn = 32 * blocks
    }
  }
}

import Foundation
import Testing

/// Disks that end while a case file is imported.
@Suite struct DiskTests {
  /// Whether a small disk of one's own can be had: it takes a namespace (unshare(1)), which not every system grants.
  private static let canMount: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["unshare"] + namespace + ["mount", "-t", "tmpfs", "none", FileManager.default.temporaryDirectory.path]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  private static let namespace = ["--user", "--map-root-user", "--mount"]
  private static let largeCase =
    "about: A long case\nentries:\n"
    + (0..<600).map { "  - { label: m\($0), kind: meeting.held, occurred: 2019-02, bodies: [sc, nc], says: Meeting number \($0). }\n" }
    .joined()

  /// Runs a script of bash in the folder: `$0` is the program, `$1` the key.
  private func run(_ script: String, in candor: Candor, within: [String] = []) throws -> Candor.Outcome {
    try candor.run(within + ["bash", "-c", script, Candor.program.path, candor.key], program: URL(filePath: "/usr/bin/env"))
  }

  @Test(.enabled(if: canMount)) func `an import that fills the disk says so, loses nothing, and succeeds where there is room again`() throws
  {
    let candor = try Candor()
    defer { candor.remove() }
    try #require(candor.initRecord().status == 0)
    try candor.write(Self.largeCase, to: "large.yaml")
    let script = """
      mkdir small && mount -t tmpfs -o size=400k none small && cp union.candor small && cd small
      "$0" import union.candor ../large.yaml --key "../$1"
      echo $? > ../status
      "$0" show union.candor --key "../$1" --format json > ../shown
      ls > ../left
      mount -o remount,size=40m . && "$0" import union.candor ../large.yaml --key "../$1"
      """
    let outcome = try run(script, in: candor, within: ["unshare"] + Self.namespace)
    #expect(try candor.text("status") == "5\n")
    #expect(
      outcome.err
        == "candor: union.candor: the disk is full; nothing was written\n  Make room and try again; the record is as it was.\n")
    #expect(try entries(in: candor.text("shown")) == 1)
    #expect(try candor.text("left") == "union.candor\n", "nothing is left beside it")
    #expect(outcome.status == 0 && outcome.out.hasPrefix("601 entries, 1 case"), "\(outcome.out)")
  }

  @Test func `an import into a file that may not grow says so, and loses nothing`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    try #require(candor.initRecord().status == 0)
    try candor.write(Self.largeCase, to: "large.yaml")
    // bash counts in KiB.
    let outcome = try run(
      "trap '' XFSZ; ulimit -f 300; exec \"$0\" import union.candor large.yaml --key \"$1\"", in: candor)
    #expect(outcome.status == 5 && outcome.out.isEmpty)
    // SQLite's SQLITE_IOERR_WRITE.
    #expect(
      outcome.err == """
        candor: union.candor: the record cannot be read or written (SQLite result code 778)
          Check the disk and the directory. All that was acknowledged is there; what was under way may show, whole, when the record is opened again.

        """)
    #expect(candor.files.filter { $0.hasPrefix("union") } == ["union.candor"], "nothing is left beside it")
    #expect(try entries(in: candor.run("show", "union.candor", "--key", candor.key, "--format", "json").out) == 1)
    #expect(try candor.run("import", "union.candor", "large.yaml", "--key", candor.key).status == 0)
  }

  private func entries(in shown: String) throws -> Int? {
    let answer = try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any]
    return (answer?["entries"] as? [Any])?.count
  }
}

import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct ProcessTests {
  @Test(arguments: ["headers", "lines"])
  func `a script with nothing but Python's standard library does the whole demo`(framing: String) throws {
    let candor = try Candor()
    defer { candor.remove() }
    let script = Process()
    script.executableURL = URL(filePath: "/usr/bin/env")
    script.arguments = ["python3", Candor.root.appending(path: "Tools/examples/drive.py").path, Candor.program.path, framing]
    let out = candor.folder.appending(path: "said")
    _ = FileManager.default.createFile(atPath: out.path, contents: nil)
    script.standardOutput = try FileHandle(forWritingTo: out)
    script.standardInput = FileHandle.nullDevice
    try script.run()
    script.waitUntilExit()
    #expect(script.terminationStatus == 0)
    #expect(try candor.text("said").hasSuffix("done      in \(framing)\n"))
  }

  @Test func `an import that is killed leaves all of the case, or nothing`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    try #require(candor.initRecord().status == 0)
    try candor.write(ProcessTests.largeCase, to: "large.yaml")
    var sizes: Set<Int> = []
    // Killed at moments spread over the whole of an import, from its start to beyond its end.
    let whole = try time {
      try candor.copy("union", to: "timed"); _ = try candor.run("import", "timed.candor", "large.yaml", "--key", candor.key)
    }
    for step in 0..<10 {
      let name = "killed-\(step)"
      try candor.copy("union", to: name)
      let process = try candor.start(
        ["import", "\(name).candor", "large.yaml", "--key", candor.key], out: FileHandle.nullDevice, err: FileHandle.nullDevice)
      usleep(UInt32(whole * 1_000_000 * Double(step) / 8))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let shown = try candor.run("show", "\(name).candor", "--key", candor.key, "--format", "json")
      #expect(shown.status == 0, "\(shown.err)")
      let answer = try JSONSerialization.jsonObject(with: Data(shown.out.utf8)) as? [String: Any]
      sizes.insert((answer?["entries"] as? [Any])?.count ?? -1)
    }
    #expect(sizes.isSubset(of: [1, 2 + ProcessTests.largeCount]), "\(sizes)")
    #expect(sizes.contains(1), "none of the imports was killed in time")
  }

  @Test func `a vanished reader ends the server quietly`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    try #require(candor.initRecord().status == 0)
    let (input, output) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = Candor.program
    process.arguments = ["serve", "union.candor", "--key", candor.key]
    process.currentDirectoryURL = candor.folder
    process.standardInput = input
    process.standardOutput = output
    let said = candor.folder.appending(path: "said")
    _ = FileManager.default.createFile(atPath: said.path, contents: nil)
    process.standardError = try FileHandle(forWritingTo: said)
    try process.run()
    try output.fileHandleForReading.close()
    for id in 0..<50 {
      try? input.fileHandleForWriting.write(contentsOf: Data("{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"ping\"}\n".utf8))
    }
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    #expect(try candor.text("said").isEmpty)
  }

  @Test func `while the server has a record open for writing, others read it, and who appends second is told`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    try #require(candor.initRecord().status == 0)
    let (input, output) = (Pipe(), Pipe())
    let process = try candor.start(["serve", "union.candor"], in: input, out: output, err: FileHandle.nullDevice)
    func answer(to entry: Int) throws -> String {
      let params = "{\"entry\":{\"kind\":\"meeting.held\",\"occurred\":\"2019-03-16\",\"bodies\":[\"sc\"]}}"
      try input.fileHandleForWriting.write(
        contentsOf: Data("{\"jsonrpc\":\"2.0\",\"id\":\(entry),\"method\":\"record/append\",\"params\":\(params)}\n".utf8))
      var line = Data()
      while line.last != UInt8(ascii: "\n"), let byte = try output.fileHandleForReading.read(upToCount: 1) { line += byte }
      return String(decoding: line, as: UTF8.self)
    }
    #expect(try answer(to: 2).contains("\"entries\":[2]"))
    #expect(candor.files.contains("union.candor-wal"), "it is open for writing")
    let shown = try candor.run("show", "union.candor", "--format", "json")
    #expect(shown.status == 0 && shown.out.contains("meeting.held"), "\(shown.err)")
    try candor.write("about: A case\n", to: "case.yaml")
    let second = try candor.run("import", "union.candor", "case.yaml")
    #expect(second.status == 5)
    #expect(
      second.err.hasPrefix("candor: union.candor: another program is writing to this record (process \(process.processIdentifier))\n"))
    #expect(try answer(to: 3).contains("\"entries\":[3]"))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try candor.run("import", "union.candor", "case.yaml").status == 0)
    #expect(candor.files == candor.keys + ["case.yaml", "union.candor"])
  }

  @Test func `a result that does not arrive is no success, but a reader who has seen enough is no failure`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    try #require(candor.initRecord().status == 0)
    let rows: [(out: String, status: Int32, says: String)] = [
      ("1>&-", 5, "candor: the result could not be written to its end\n  is the disk full, or stdout closed?\n"),
      ("| true", 0, ""),
    ]
    for row in rows + (FileManager.default.fileExists(atPath: "/dev/full") ? [(">/dev/full", 5, rows[0].says)] : []) {
      let script = "\"$0\" check union.candor --format json \(row.out); exit ${PIPESTATUS[0]}"
      let outcome = try candor.run(["-c", script, Candor.program.path], program: URL(filePath: "/bin/bash"))
      #expect(outcome.status == row.status, "\(row.out)")
      #expect(outcome.err == row.says, "\(row.out)")
    }
  }

  @Test func `the record file and what lies beside it hold nothing that was written in the case file`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    try #require(candor.initRecord().status == 0)
    try #require(candor.run("import", "union.candor", Candor.example.appending(path: "case.yaml").path).status == 0)
    // What every record holds, the words of the database's own schema, is no secret of anyone's.
    try candor.write("organization: O\ntimezone: UTC\nbodies: { b: { title: B } }\nclauses: []\n", to: "other.yaml")
    try #require(candor.run("init", "empty.candor", "--charter", "other.yaml").status == 0)
    let (record, empty) = (try candor.allBytes("union.candor"), try candor.allBytes("empty.candor"))
    let written =
      try String(contentsOf: Candor.example.appending(path: "case.yaml"), encoding: .utf8)
      + String(contentsOf: Candor.example.appending(path: "charter.yaml"), encoding: .utf8)
    let letters = Array(written.utf8)
    var pieces: Set<[UInt8]> = []
    for start in stride(from: 0, to: letters.count - 8, by: 1) {
      let piece = Array(letters[start..<(start + 8)])
      // Text, not the blanks and rules of YAML.
      if piece.filter({ ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }).count >= 6 { pieces.insert(piece) }
    }
    let found = ProcessTests.pieces(of: record, among: pieces).subtracting(ProcessTests.pieces(of: empty, among: pieces))
    #expect(found.isEmpty, "\(found.map { String(decoding: $0, as: UTF8.self) })")
    #expect(pieces.count > 5_000)
  }

  private static func pieces(of bytes: [UInt8], among pieces: Set<[UInt8]>) -> Set<[UInt8]> {
    Set((0..<(bytes.count - 8)).map { Array(bytes[$0..<($0 + 8)]) }.filter { pieces.contains($0) })
  }

  private func time(_ work: () throws -> Void) rethrows -> Double {
    let start = DispatchTime.now()
    try work()
    return Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
  }

  private static let largeCount = 600
  private static let largeCase =
    "about: A long case\nentries:\n"
    + (0..<largeCount).map {
      "  - { label: m\($0), kind: meeting.held, occurred: 2019-02, bodies: [sc, nc], says: Meeting number \($0). }\n"
    }.joined()
}

extension Candor {
  /// A record file and what lies beside it.
  fileprivate func allBytes(_ name: String) throws -> [UInt8] {
    try files.filter { $0.hasPrefix(name) }.flatMap { try Data(contentsOf: folder.appending(path: $0)) }
  }

  /// A copy of a closed record.
  fileprivate func copy(_ name: String, to other: String) throws {
    for ending in ["candor", "candor-wal", "candor-shm"] {
      let file = folder.appending(path: "\(name).\(ending)")
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      try FileManager.default.copyItem(at: file, to: folder.appending(path: "\(other).\(ending)"))
    }
  }
}

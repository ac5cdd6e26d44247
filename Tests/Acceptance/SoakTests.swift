import Foundation
import Testing
import Trials

/// `Tools/soak`, briefly, and on servers that do wrong.
@Suite struct SoakTests {
  private static let soak = Candor.root.appending(path: "Tools/soak").path(percentEncoded: false)
  private static let canRun = Tool.isThere("python3") && FileManager.default.fileExists(atPath: "/proc/self/fd")

  @Test(.enabled(if: canRun, "python3 or /proc is not on this machine"), .timeLimit(.minutes(60)))
  func `under four clients every request is answered once, every acknowledged append is in the log, and nothing leaks`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let minutes = Double(Thorough.rounds(2, of: 50, "hundredths of a minute that two servers are kept busy for")) / 100
    let outcome = try candor.run(["CANDOR=\(Candor.program.path)", SoakTests.soak, "\(minutes)"], program: Tool.env)
    #expect(outcome.status == 0, "\(outcome.out)\(outcome.err)")
    #expect(
      outcome.out.hasSuffix("\nholds: every request was answered once, every acknowledged append is in the log, nothing leaks\n"),
      "\(outcome.out)")
  }

  @Test(
    .enabled(if: canRun, "python3 or /proc is not on this machine"),
    arguments: [
      // Every line of stdout comes twice; a word goes before the answers; the server ends at once.
      ("| sed -u p", "WRONG: stdout holds something beside messages"),
      ("| { echo ready; cat; }", "WRONG: stdout holds something beside messages"),
      ("--framing none 2>&-", "WRONG: the server ended, owing 1 answers, with status 2"),
    ])
  func `a server that does wrong does not hold`(wrong: String, says: String) throws {
    let candor = try Candor()
    defer { candor.remove() }
    try candor.write(
      "#!/bin/sh\ncase $1 in serve) \"\(Candor.program.path)\" \"$@\" \(wrong) ;; *) exec \"\(Candor.program.path)\" \"$@\" ;; esac\n",
      to: "wrong")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: candor.folder.appending(path: "wrong").path)
    let outcome = try candor.run(["CANDOR=\(candor.folder.appending(path: "wrong").path)", SoakTests.soak, "0.01"], program: Tool.env)
    #expect(outcome.status == 1)
    #expect(outcome.out.contains(says), "\(outcome.out)\(outcome.err)")
    #expect(outcome.out.hasSuffix("\ndoes not hold\n"), "\(outcome.out)")
  }
}

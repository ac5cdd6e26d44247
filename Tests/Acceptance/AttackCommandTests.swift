import Foundation
import HostileRecords
import StrictJSON
import Testing
import Trials

/// What someone who can write a file, its folder or what is on the way tries, as the built program meets it.
@Suite("Attacks on the program")
struct AttackCommandTests {
  private static func record() throws -> Candor {
    let candor = try Candor()
    try #require(candor.initRecord().status == 0)
    return candor
  }

  // MARK: Hostile record files

  private static let kinds = Thorough.sample(24, of: HostileRecord.all, "kinds of hostile record files given to commands")

  private static let made: Result<Candor, any Error> = Result { try record() }

  @Test(.timeLimit(.minutes(60)), arguments: kinds)
  func `a hostile record ends no command but by its exit status, in words, and nothing is left beside it`(hostile: HostileRecord) throws {
    let (made, candor) = (try Self.made.get(), try Candor())
    defer { candor.remove() }
    let path = candor.folder.appending(path: "union.candor").path
    try FileManager.default.copyItem(atPath: made.folder.appending(path: "union.candor").path, toPath: path)
    try hostile.make(at: path)
    let before = try candor.bytes(of: "union.candor")
    let key = made.folder.appending(path: made.key).path
    try candor.write("kind: meeting.held\noccurred: 2019-03-16\nbodies: [sc]\n", to: "entry.yaml")
    let commands: [[String]] = [
      ["show", "union.candor", "--key", key], ["check", "union.candor", "--key", key, "--integrity"],
      ["key", "new", "union.candor", "--key", "new.key", "--no-passphrase"], ["backup", "union.candor", "copy.candor", "--key", key],
      ["append", "union.candor", "entry.yaml", "--key", key, "--dry-run"],
    ]
    for command in commands {
      let outcome = try candor.run(command)
      #expect([0, 1, 2, 3, 4, 5].contains(outcome.status), "\(hostile): \(command[0]) ended with \(outcome.status): \(outcome.err)")
      if outcome.status > 2 {
        #expect(outcome.err.hasPrefix("candor: ") && outcome.err.contains("\n  "), "\(hostile): \(outcome.err)")
        #expect(!outcome.err.contains("this could not be done"), "\(hostile): \(outcome.err)")
      }
    }
    #expect(try candor.bytes(of: "union.candor") == before, "\(hostile)")
    #expect(Set(candor.files).isSubset(of: ["copy.candor", "entry.yaml", "new.key", "union.candor"]), "\(hostile): \(candor.files)")
  }

  // MARK: A record that is moved under the server

  @Test(.timeLimit(.minutes(60)), arguments: ["renamed", "removed", "replaced"])
  func `the server does not acknowledge what goes nowhere, and says at its end where the rest is`(how: String) throws {
    let candor = try Self.record()
    defer { candor.remove() }
    try #require(candor.run("backup", "union.candor", "newer.candor").status == 0)
    let newer = try candor.bytes(of: "newer.candor")
    let errors = candor.folder.appending(path: ".server")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    let client = try ServingTests.Client(candor, complaining: FileHandle(forWritingTo: errors))
    let entry: JSONValue = ["entry": ["kind": "meeting.held", "occurred": "2019-03-16", "bodies": ["sc"]]]
    let first = try client.ask("record/append", entry)
    #expect(first["error"] == nil, "\(first)")
    let folder = candor.folder
    switch how {
    case "renamed": try FileManager.default.moveItem(at: folder.appending(path: "union.candor"), to: folder.appending(path: "gone.candor"))
    case "removed": try FileManager.default.removeItem(at: folder.appending(path: "union.candor"))
    default:
      // rename(2) reads both paths during the call.
      #expect(unsafe rename(folder.appending(path: "newer.candor").path, folder.appending(path: "union.candor").path) == 0)
    }
    let second = try client.ask("record/append", entry)
    #expect(second["error"]?["message"]?.stringValue?.contains("is not where it was opened any more") == true, "\(second)")
    let looked = try client.ask("log/integrity")
    #expect(looked["error"] != nil, "\(looked)")
    try client.end()
    #expect(client.process.terminationStatus == 5)
    let said = try String(contentsOf: errors, encoding: .utf8)
    let name = try #require(candor.files.first { $0.hasPrefix("union.candor.rescued-") }, "\(candor.files): \(said)")
    #expect(said.contains("all that was acknowledged is in") && said.contains(name), "\(said)")
    let saved = try candor.run("check", name, "--key", candor.key, "--integrity")
    #expect(saved.status == 0 && saved.out.contains("2 entries"), "\(saved.out)\(saved.err)")
    #expect(candor.files.filter { $0.hasPrefix("union.candor-") } == [])
    if how == "replaced" { #expect(try candor.bytes(of: "union.candor") == newer) }
  }

  // MARK: What is on the way

  @Test(.timeLimit(.minutes(60))) func `a process that crashes prints nothing of its memory`() throws {
    var candor = try Self.record()
    defer { candor.remove() }
    candor.environment["SWIFT_BACKTRACE"] = "enable=yes,color=no"
    let errors = candor.folder.appending(path: ".server")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    let client = try ServingTests.Client(candor, complaining: FileHandle(forWritingTo: errors))
    _ = try client.ask("ping")
    kill(client.process.processIdentifier, SIGSEGV)
    client.process.waitUntilExit()
    #expect(client.process.terminationReason == .uncaughtSignal)
    #expect(try String(contentsOf: errors, encoding: .utf8) == "")
  }

  @Test(.timeLimit(.minutes(60)), arguments: ["import", "append", "charter", "verify"])
  func `of a file that is too long, no more is read than shows it`(command: String) throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let long = candor.folder.appending(path: "long.yaml").path
    _ = FileManager.default.createFile(atPath: long, contents: nil)
    let handle = try #require(FileHandle(forWritingAtPath: long))
    // A hole of a terabyte: reading it whole would take hours.
    try handle.truncate(atOffset: 1 << 40)
    try handle.close()
    let arguments = [
      "import": ["import", "union.candor", long], "append": ["append", "union.candor", long], "charter": ["charter", "check", long],
    ]
    let outcome = try candor.run(arguments[command] ?? ["verify", long])
    #expect(outcome.status == 3 || outcome.status == 2, "\(outcome.status): \(outcome.err)")
    #expect(outcome.err == "candor: \(long) is longer than \(command == "verify" ? 64 : 16) MiB\n  is it the file you mean?\n")
  }

  @Test func `what appears while a report is made is not overwritten`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    try candor.write("mine", to: "copy.candor")
    let outcome = try candor.run("backup", "union.candor", "copy.candor")
    #expect(outcome.status == 3 || outcome.status == 5)
    #expect(try candor.text("copy.candor") == "mine")
  }
}

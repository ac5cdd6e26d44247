import Foundation
import StrictJSON
import Testing

/// Passphrases of key files, from files, descriptors and a terminal.
@Suite struct KeyCommandTests {
  private static let charter = Candor.example.appending(path: "charter.yaml").path

  /// Runs a script of bash in the folder: `$0` is the program, `$1` the example's charter.
  static func script(_ script: String, in candor: Candor) throws -> Candor.Outcome {
    try candor.run(["-c", script, Candor.program.path, charter], program: URL(filePath: "/bin/bash"))
  }

  private static func protected() throws -> Candor {
    let candor = try Candor()
    let made = try script(
      "umask 077; echo one > one; echo two > two; \"$0\" init union.candor --charter \"$1\" --passphrase-file one", in: candor)
    try #require(made.status == 0 && made.err.isEmpty, "\(made.err)")
    return candor
  }

  @Test func `a passphrase comes from a file or a descriptor, and every command takes it`() throws {
    let candor = try Self.protected()
    defer { candor.remove() }
    #expect(try !candor.text(candor.key).contains("signing"))
    for given in ["--passphrase-file one", "--passphrase-fd 7 7<one", "--passphrase-fd 0 <one", "--passphrase-file <(cat one)"] {
      let checked = try Self.script("\"$0\" check union.candor \(given)", in: candor)
      #expect(checked.status == 0, "\(given): \(checked.err)")
    }
    let served = try Self.script(
      "echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}' | \"$0\" serve union.candor --passphrase-fd 9 9<one", in: candor)
    #expect(served.status == 0 && served.out.contains("\"id\":1"), "\(served.err)")
    let shown = try candor.run("key", "show", "union.candor")
    #expect(shown.status == 0)
    #expect(shown.out.contains("\nprotection    passphrase, scrypt with N = 2^17\n"))
    #expect(
      try candor.run("key", "show", "--key", candor.key).out == shown.out.replacing(candor.folder.path + "/" + candor.key, with: candor.key)
    )
  }

  struct Refused: CustomTestStringConvertible, Sendable {
    var arguments: String
    var status: Int32
    var says: String
    var testDescription: String { arguments }
  }

  @Test(arguments: [
    Refused(
      arguments: "check union.candor --passphrase-file two", status: 4,
      says: ": the passphrase does not open this key file\n  Type it again"),
    Refused(
      arguments: "check union.candor --passphrase-file open", status: 4,
      says:
        "candor: others than its owner may read or write the passphrase file open\n  run chmod 600 on it, and think who may have read it\n"),
    Refused(
      arguments: "check union.candor --passphrase-file none", status: 3,
      says: "candor: the passphrase file none cannot be opened\n  look at the spelling, and at who may read it\n"),
    Refused(
      arguments: "check union.candor --passphrase-file .", status: 3,
      says: "candor: . is no file with a passphrase\n  name a file, or a pipe\n"),
    Refused(
      arguments: "check union.candor --passphrase-file binary", status: 3, says: "candor: the passphrase is not a text in UTF-8\n"),
    Refused(arguments: "check union.candor --passphrase-file long", status: 3, says: "candor: the passphrase is longer than 1024 bytes\n"),
    Refused(
      arguments: "check union.candor --passphrase-fd 8 8>out", status: 3,
      says: "candor: the passphrase cannot be read: Bad file descriptor\n"),
    Refused(
      arguments: "check union.candor --passphrase-fd 9", status: 2, says: "--passphrase-fd is 9, and no such descriptor is open"),
    Refused(
      arguments: "check union.candor --passphrase-fd 7 --passphrase-file one 7<one", status: 2,
      says: "give --passphrase-file or --passphrase-fd, not both"),
    Refused(
      arguments: "serve union.candor --passphrase-fd 0 <one", status: 2, says: "--passphrase-fd is 0, where the requests come from"),
    Refused(
      arguments: "init other.candor --charter \"$1\" --passphrase-file empty", status: 3,
      says: "candor: the passphrase is empty\n  Take several words that nobody would guess.\n"),
    Refused(
      arguments: "init other.candor --charter \"$1\" --passphrase-file one --no-passphrase", status: 2,
      says: "give a passphrase or --no-passphrase, not both"),
    Refused(
      arguments: "key change-passphrase union.candor --passphrase-file one --new-passphrase-file empty", status: 3,
      says: "candor: the passphrase is empty\n"),
    Refused(
      arguments: "key change-passphrase union.candor --passphrase-file two --new-passphrase-file two", status: 4,
      says: ": the passphrase does not open this key file\n"),
    Refused(arguments: "key change-passphrase", status: 2, says: "name a record, or a key file: --key FILE"),
    Refused(
      arguments: "hand-over union.candor --from sc --to ndc --new-key new.key --passphrase-file one --new-passphrase-file empty", status: 3,
      says: "candor: the passphrase is empty\n"),
  ])
  func `what will not do is refused, each with its message, and nothing is changed`(row: Refused) throws {
    let candor = try Self.protected()
    defer { candor.remove() }
    _ = try Self.script(
      "umask 077; echo > empty; printf '\\377\\n' > binary; head -c 2000 /dev/zero | tr '\\0' a > long; cp two open; chmod 640 open; : > out",
      in: candor)
    let (files, key, record) = (candor.files, try candor.bytes(of: candor.key), try candor.bytes(of: "union.candor"))
    let outcome = try Self.script("\"$0\" \(row.arguments)", in: candor)
    #expect(outcome.status == row.status && outcome.out.isEmpty)
    #expect(outcome.err.contains(row.says), "\(outcome.err)")
    #expect(candor.files == files)
    #expect(try candor.bytes(of: candor.key) == key)
    #expect(try candor.bytes(of: "union.candor") == record)
  }

  @Test func `a passphrase is changed, and a record handed over to a key that has its own`() throws {
    let candor = try Self.protected()
    defer { candor.remove() }
    let key = candor.key
    let changed = try candor.run("key", "change-passphrase", "--key", key, "--passphrase-file", "one", "--new-passphrase-file", "two")
    #expect(changed.status == 0, "\(changed.err)")
    #expect(changed.out == "\(key): the passphrase was changed\n  copies made before are as they were: destroy them\n")
    let handed = try candor.run(
      "hand-over", "union.candor", "--from", "sc", "--to", "ndc", "--new-key", "new.key", "--passphrase-file", "two",
      "--new-passphrase-file", "one")
    #expect(handed.status == 0 && handed.err.isEmpty, "\(handed.err)")
    #expect(try candor.run("check", "union.candor", "--key", "new.key", "--passphrase-file", "one", "--integrity").status == 0)
  }

  @Test func `a key without a passphrase is made where nobody can be asked, and it is said`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let made = try candor.run("init", "union.candor", "--charter", Self.charter, "--key", "union.key")
    #expect(made.status == 0)
    #expect(
      made.err == "candor: warning: union.key has no passphrase; to set one: candor key change-passphrase --key union.key\n")
    #expect(
      try candor.run("key", "show", "--key", "union.key").out.contains("\nprotection    none: whoever can read the file has the key\n"))
    let meant = try candor.run("init", "other.candor", "--charter", Self.charter, "--key", "other.key", "--no-passphrase")
    #expect(meant.status == 0 && meant.err.isEmpty)
    let handed = try candor.run(
      "hand-over", "union.candor", "--key", "union.key", "--from", "sc", "--to", "ndc", "--new-key", "new.key")
    #expect(handed.err.hasPrefix("candor: warning: new.key has no passphrase; "))
    let quiet = try candor.run(
      "hand-over", "other.candor", "--key", "other.key", "--from", "sc", "--to", "ndc", "--new-key", "newer.key", "--no-passphrase")
    #expect(quiet.status == 0 && quiet.err.isEmpty)
  }

  #if os(Linux)
    @Test func `the process leaves no core dump`() throws {
      let candor = try Candor()
      defer { candor.remove() }
      try #require(candor.initRecord().status == 0)
      let (input, output) = (Pipe(), Pipe())
      let process = try candor.start(["serve", "union.candor"], in: input, out: output, err: FileHandle.nullDevice)
      defer { process.terminate() }
      try input.fileHandleForWriting.write(contentsOf: Data("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n".utf8))
      #expect(!output.fileHandleForReading.availableData.isEmpty, "it has begun")
      let limits = try String(contentsOfFile: "/proc/\(process.processIdentifier)/limits", encoding: .utf8)
      #expect(limits.contains(/Max core file size +0 +0 +bytes/), "\(limits)")
      // What may not be dumped belongs to root in /proc, whoever started it.
      let owner = try FileManager.default.attributesOfItem(atPath: "/proc/\(process.processIdentifier)/mem")[.ownerAccountID] as? Int
      #expect(owner == 0)
    }
  #endif

  // MARK: On a terminal

  static let hasPython: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import pty"]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// Runs the program in a session of its own: on a terminal that answers what is asked, or on none. Its result and its errors go to files.
  private static let driver = """
    import fcntl, json, os, pty, select, signal, sys, termios
    plan = json.loads(sys.argv[1])
    master, slave = pty.openpty()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        # Where the tests run, signals may be blocked or ignored; a shell starts a program otherwise.
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        if plan["terminal"]:
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        os.dup2(os.open(plan["in"], os.O_RDONLY), 0) if plan["in"] else os.dup2(slave, 0)
        os.dup2(os.open("out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        os.dup2(os.open("err", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        os.execv(sys.argv[2], sys.argv[2:3] + plan["arguments"])
    shown, answers, status = b"", list(plan["answers"]), None
    seen = 0
    while True:
        ready = select.select([master], [], [], 0.05)[0]
        if ready:
            shown += os.read(master, 4096)
        elif status is not None:
            break
        while answers and answers[0][0].encode() in shown[seen:]:
            seen = shown.index(answers[0][0].encode(), seen) + len(answers[0][0].encode())
            assert not termios.tcgetattr(slave)[3] & termios.ECHO, "what is typed is shown"
            answer = answers.pop(0)[1]
            if answer.startswith("signal "):
                os.kill(pid, int(answer[7:]))
            else:
                os.write(master, answer.encode())
        if status is None:
            done, state = os.waitpid(pid, os.WNOHANG)
            status = state if done else None
    echo = bool(termios.tcgetattr(slave)[3] & termios.ECHO)
    print(json.dumps({
        "status": os.waitstatus_to_exitcode(status), "shown": shown.decode(), "echo": echo, "unasked": len(answers)}))
    """

  struct Seen {
    var status: Int
    var shown: String
    var (out, err): (String, String)
  }

  /// - Parameter answers: what is waited for, and then typed; `signal N` is sent instead.
  static func onTerminal(
    _ candor: Candor, _ arguments: [String], answers: [(String, String)] = [], in input: String? = nil, terminal: Bool = true
  ) throws -> Seen {
    let plan: JSONValue = [
      "arguments": .array(arguments.map(JSONValue.string)), "answers": .array(answers.map { [.string($0.0), .string($0.1)] }),
      "in": input.map(JSONValue.string) ?? .null, "terminal": .bool(terminal),
    ]
    let outcome = try candor.run(
      ["python3", "-c", driver, plan.canonicalText, Candor.program.path], program: URL(filePath: "/usr/bin/env"))
    let result = try JSONValue(parsing: Array(outcome.out.trimmingCharacters(in: .newlines).utf8))
    #expect(result["echo"] == true, "what is typed next is shown again")
    #expect(result["unasked"] == 0, "\(outcome.out)")
    return Seen(
      status: try #require(result["status"]?.integerValue, "\(outcome.err)"), shown: result["shown"]?.stringValue ?? "",
      out: try candor.text("out"), err: try candor.text("err"))
  }

  @Test(.enabled(if: hasPython, "python3 is missing"), .timeLimit(.minutes(60)))
  func `on a terminal a passphrase is asked, and never shown`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let made = try Self.onTerminal(
      candor, ["init", "union.candor", "--charter", Self.charter, "--key", "union.key"],
      answers: [("new passphrase for union.key: ", "correct horse\n"), ("the same again: ", "correct horse\n")])
    #expect(made.status == 0 && made.err.isEmpty, "\(made.err)")
    #expect(made.out.hasPrefix("created union.candor"))
    #expect(!made.shown.contains("horse"))
    // A command whose streams all lead elsewhere.
    let open: [String] = ["checkpoint", "union.candor", "--key", "union.key"]
    let opened = try Self.onTerminal(candor, open, answers: [("passphrase of union.key: ", "correct horse\n")], in: "/dev/null")
    #expect(opened.status == 0 && opened.out.hasPrefix("record "), "\(opened.err)")
    #expect(!opened.shown.contains("horse"))
    let wrong = try Self.onTerminal(candor, open, answers: [("passphrase of union.key: ", "correct house\n")])
    #expect(wrong.status == 4 && wrong.out.isEmpty)
    #expect(wrong.err.hasPrefix("candor: union.key: the passphrase does not open this key file\n"))
    let changed = try Self.onTerminal(
      candor, ["key", "change-passphrase", "--key", "union.key"],
      answers: [
        ("passphrase of union.key: ", "correct horse\n"), ("new passphrase for union.key: ", "cafe\u{301}\n"),
        ("the same again: ", "caf\u{E9}\n"),
      ])
    #expect(changed.status == 0 && changed.out.hasPrefix("union.key: the passphrase was changed\n"), "\(changed.err)")
    // The requests on stdin are left alone.
    try candor.write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n", to: "requests")
    let served = try Self.onTerminal(
      candor, ["serve", "union.candor", "--key", "union.key"], answers: [("passphrase of union.key: ", "caf\u{E9}\n")], in: "requests")
    #expect(served.status == 0 && served.out.contains("\"id\":1"), "\(served.err)")
  }

  @Test(.enabled(if: hasPython, "python3 is missing"), .timeLimit(.minutes(60)))
  func `what is mistyped, empty or interrupted makes nothing`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let make: [String] = ["init", "union.candor", "--charter", Self.charter, "--key", "union.key"]
    let rows: [(answers: [(String, String)], status: Int, says: String)] = [
      (
        [("new passphrase for union.key: ", "one\n"), ("the same again: ", "two\n")], 3,
        "candor: the two passphrases are not the same; nothing was written\n  run it again\n"
      ),
      ([("new passphrase for union.key: ", "\n")], 3, "candor: the passphrase is empty\n  Take several words that nobody would guess.\n"),
      // Ctrl-C, and what kill(1) sends: the program ends by it.
      ([("new passphrase for union.key: ", "one\u{3}")], -2, ""),
      ([("new passphrase for union.key: ", "signal 15")], -15, ""),
      ([("new passphrase for union.key: ", "one\n"), ("the same again: ", "\u{3}")], -2, ""),
    ]
    for row in rows {
      let refused = try Self.onTerminal(candor, make, answers: row.answers)
      #expect(refused.status == row.status && refused.err == row.says, "\(refused)")
      #expect(candor.files == ["err", "out"])
    }
    let unprotected = try Self.onTerminal(candor, make + ["--no-passphrase"])
    #expect(unprotected.status == 0 && unprotected.shown.isEmpty && unprotected.err.isEmpty)
  }

  @Test(.enabled(if: hasPython, "python3 is missing"), .timeLimit(.minutes(60))) func `where there is no terminal, it is said what to do`()
    throws
  {
    let candor = try Self.protected()
    defer { candor.remove() }
    let rows: [(arguments: [String], status: Int, says: String)] = [
      (
        ["checkpoint", "union.candor"], 4,
        """
        : this key file is protected by a passphrase, and none was given
          Run it on a terminal, or say where the passphrase is: --passphrase-file FILE, or --passphrase-fd N.

        """
      ),
      (
        ["key", "change-passphrase", "union.candor", "--passphrase-file", "one"], 3,
        """
        candor: nobody gave a new passphrase; nothing was changed
          run it on a terminal, or say where it is: --new-passphrase-file FILE, or --new-passphrase-fd N

        """
      ),
    ]
    let key = try candor.bytes(of: candor.key)
    for row in rows {
      let refused = try Self.onTerminal(candor, row.arguments, in: "/dev/null", terminal: false)
      #expect(refused.status == row.status && refused.out.isEmpty)
      #expect(refused.err.hasSuffix(row.says), "\(refused.err)")
      #expect(refused.shown.isEmpty)
    }
    #expect(try candor.bytes(of: candor.key) == key)
  }
}

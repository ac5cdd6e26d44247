import Foundation
import Testing

/// The examples in `Tools/examples`, each run on the worked example's record as its header says.
@Suite struct ExampleTests {
  // MARK: Python

  @Test(.enabled(if: Tool.isThere("python3"), "python3 is not on this machine"))
  func `what is due is told by body, with what each duty comes to`() throws {
    let candor = try Candor.withDemo()
    defer { candor.remove() }
    let all = try candor.runExample("what_is_due.py", candor.demoRecord, "--as-of", "2019-04-19")
    #expect(all.status == 1, "something is breached: \(all.err)")
    #expect(all.out.hasPrefix("As of 2019-04-19\n"))
    let breached =
      "\n  breached  clause 2    interference, since 2013-01-01..2013-12-31\n            The National Disciplinary Committee had to be"
    #expect(all.out.contains(breached), "\(all.out)")
    #expect(all.out.contains("\nmembers of the Steering Committee\n  breached  clause 2a   set-aside"), "a party is told by its part")
    #expect(all.out.contains("\nclt\n  open      clause 5a   carry-out"), "what passed on is owed by those who have it now")
    #expect(all.out.contains("\n  late      clause 5a   carry-out, since 2019-02-01..2019-03-31, due 2019-03-31\n"))
    #expect(!all.out.contains("party:") && !all.out.contains("undetermined"))

    let one = try candor.runExample("what_is_due.py", candor.demoRecord, "--as-of", "2019-04-19", "--body", "nc")
    #expect(one.status == 0, "what is open is neither breached nor late: \(one.err)")
    #expect(one.out.components(separatedBy: "\n  open ").count == 3 && !one.out.contains("breached"), "\(one.out)")
  }

  @Test(.enabled(if: Tool.isThere("python3"), "python3 is not on this machine"))
  func `entries from a file are taken in, and each mistake is shown at its place in the file`() throws {
    let candor = try Candor.withDemo()
    defer { candor.remove() }
    try candor.write(
      """
      [
        {"kind": "meeting.held", "label": "m1", "occurred": "2019-03-36", "bodies": ["sc"]},
        {"kind": "vote.held", "occurred": "2019-03-16",
         "by": "scc", "at": "m1", "votes": {"for": 3, "agains": 1}}
      ]
      """, to: "mistaken.json")
    let refused = try candor.runExample("append_entries.py", candor.demoRecord, "mistaken.json")
    #expect(refused.status == 3 && refused.out.isEmpty)
    let places = refused.err.split(separator: "\n").filter { $0.hasPrefix("mistaken.json:") }
    #expect(
      places == [
        "mistaken.json:2:55: error: \"2019-03-36\" is not a date: March 2019 has 31 days",
        "mistaken.json:4:10: error: no body is called \"scc\"",
        "mistaken.json:4:49: error: there is no field \"agains\" here",
      ])
    let marked = "     \"by\": \"scc\", \"at\": \"m1\", \"votes\": {\"for\": 3, \"agains\": 1}}\n             ^\n"
    #expect(refused.err.contains(marked), "the place is marked under the line: \(refused.err)")
    #expect(refused.err.hasSuffix("Nothing was written.\n"))

    let mended = try candor.text("mistaken.json").replacing("-36", with: "-16").replacing("scc", with: "sc").replacing(
      "agains\"", with: "against\"")
    try candor.write(mended, to: "mended.json")
    let taken = try candor.runExample("append_entries.py", candor.demoRecord, "mended.json")
    #expect(taken.status == 0, "\(taken.err)")
    #expect(taken.out.hasPrefix("Taken in: 131, 132. The record has 132 entries; duties: 10 breached, "), "\(taken.out)")
    let shown = try candor.run("show", candor.demoRecord, "--key", candor.demoKey, "--format", "json")
    #expect(shown.out.contains("\"label\":\"m1\""))
  }

  @Test(
    .enabled(if: Tool.isThere("python3"), "python3 is not on this machine"),
    arguments: [
      ("what_is_due.py", ["nowhere.candor"], "candor: nowhere.candor: there is no such file"),
      ("append_entries.py", ["nowhere.candor", "none.json"], "append_entries.py: none.json: No such file or directory"),
    ])
  func `an example in Python that cannot do its work says why`(name: String, arguments: [String], says: String) throws {
    let candor = try Candor()
    defer { candor.remove() }
    let outcome = try candor.runExample(name, arguments)
    #expect(outcome.status == 5)
    #expect(outcome.err.hasPrefix(says) && !outcome.err.contains("Traceback"), "\(outcome.err)")
    let without = try candor.runExample("what_is_due.py", ["x.candor"], environment: ["CANDOR=nowhere"])
    #expect(
      without.err == "what_is_due.py: nowhere does not start: No such file or directory; the variable CANDOR can say where candor is\n")
  }

  // MARK: Shell

  @Test(.enabled(if: Tool.isThere("jq"), "jq is not on this machine: apt-get install jq"))
  func `the shell's table of duties holds those that are not done with, also of a record with blanks in its path`() throws {
    let candor = try Candor.withDemo(in: "a folder's \"own\" demo")
    defer { candor.remove() }
    let table = try candor.runExample("open-duties.sh", candor.demoRecord, "2019-04-19")
    #expect(table.status == 1, "something is breached: \(table.err)")
    let rows = table.out.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    try #require(rows.count == 1 + 10 + 3 + 14, "\(table.out)")
    #expect(rows[0] == ["STATE", "CLAUSE", "CHECK", "OWED", "BY", "SINCE", "DUE", "ENTRIES"])
    #expect(rows[1] == ["breached", "2", "interference", "sc", "2013-01-01..2013-12-31", "46,49,50"])
    #expect(Dictionary(grouping: rows.dropFirst(), by: \.[0]).mapValues(\.count) == ["breached": 10, "open": 3, "undetermined": 14])
    // The columns are as wide as the widest in them: every check begins at one place.
    #expect(
      Set(
        table.out.split(separator: "\n").compactMap { line in
          line.range(of: "carry-out").map { line.distance(from: line.startIndex, to: $0.lowerBound) }
        }
      ).count == 1)
  }

  @Test(.enabled(if: Tool.isThere("jq"), "jq is not on this machine: apt-get install jq"))
  func `the shell's table says why there is none`() throws {
    let candor = try Candor.withDemo()
    defer { candor.remove() }
    let day = try candor.runExample("open-duties.sh", candor.demoRecord, "2019-04-39")
    #expect(day.status == 5 && day.out.isEmpty)
    #expect(day.err == "open-duties.sh: \"2019-04-39\" is not a day: a day, such as 2019-03-11\n")
    let nowhere = try candor.runExample("open-duties.sh", "nowhere.candor")
    #expect(nowhere.status == 5 && nowhere.out.isEmpty)
    #expect(nowhere.err.contains("nowhere.candor: there is no such file\n"))
    #expect(try candor.runExample("open-duties.sh").status == 2)
  }

  @Test(.enabled(if: Tool.isThere("shellcheck"), "shellcheck is not on this machine: apt-get install shellcheck"))
  func `shellcheck finds nothing in the shell's example`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let outcome = try candor.run(["shellcheck", Candor.exampleTool("open-duties.sh")], program: Tool.env)
    #expect(outcome.status == 0, "\(outcome.out)")
  }

  // MARK: Emacs

  @Test(.enabled(if: Tool.isThere("emacs"), "emacs is not on this machine: apt-get install emacs-nox"))
  func `Emacs tells what happened, shows an entry, appends one, and says where a mistake is`() throws {
    let candor = try Candor.withDemo()
    defer { candor.remove() }
    let told = try candor.runEmacs("-f", "candor-batch-timeline", candor.demoRecord, "vote")
    #expect(told.status == 0, "\(told.err)")
    #expect(told.out.hasPrefix("How an allegation of rape was decided in 2013"))
    #expect(told.out.contains("\n2019-03-29                112  Members voted on entry 111. Those who could vote: members;"), "\(told.out)")

    let shown = try candor.runEmacs("-f", "candor-batch-show", candor.demoRecord, "56")
    #expect(shown.status == 0, "\(shown.err)")
    #expect(shown.out.contains("kind         finding.made\n") && shown.out.contains("on           [43]\n"), "\(shown.out)")

    try candor.write("{\n  \"kind\": \"meeting.held\",\n  \"occurred\": \"2019-02-30\", \"bodies\": [\"sc\", \"nc\"] }\n", to: "entry.json")
    let refused = try candor.runEmacs("-f", "candor-batch-append", candor.demoRecord, "entry.json")
    #expect(refused.status == 1)
    #expect(refused.err.contains("candor.el: entry.json:3:15: \"2019-02-30\" is not a date: February 2019 has 28 days\n"), "\(refused.err)")
    try candor.write(candor.text("entry.json").replacing("-30", with: "-20"), to: "entry.json")
    let taken = try candor.runEmacs("-f", "candor-batch-append", candor.demoRecord, "entry.json")
    #expect(taken.status == 0 && taken.out == "Entry 131\n", "\(taken.err)")

    let nowhere = try candor.runEmacs("-f", "candor-batch-show", "nowhere.candor", "1")
    #expect(nowhere.status == 1 && nowhere.err.contains("nowhere.candor: there is no such file\n"), "\(nowhere.err)")
  }

  @Test(.enabled(if: Tool.isThere("emacs"), "emacs is not on this machine: apt-get install emacs-nox"))
  func `what a reader does with keys in Emacs goes from the timeline to an entry, the duties, and a new entry`() throws {
    let candor = try Candor.withDemo()
    defer { candor.remove() }
    try candor.write(
      """
      (candor-open "\(candor.demoRecord)")
      (defvar timeline (current-buffer))
      (search-forward "National Appeals Committee found")
      (call-interactively (key-binding (kbd "RET")))
      (princ (with-current-buffer "*candor: entry 56*" (buffer-string)))
      (set-buffer timeline)
      (call-interactively (key-binding "d"))
      (princ (with-current-buffer "*candor: duties*" (buffer-string)))
      (set-buffer timeline)
      (call-interactively (key-binding "a"))
      (erase-buffer)
      (insert "{\\"kind\\": \\"meeting.held\\", \\"bodies\\": [\\"sc\\"],\\n \\"occurred\\": \\"2019-03-1x\\"}")
      (condition-case refused (call-interactively (key-binding (kbd "C-c C-c")))
        (user-error (princ (format "%s\\nmistake at %d:%d\\n" (cadr refused) (line-number-at-pos) (current-column)))))
      (search-forward "1x")
      (replace-match "17")
      (call-interactively (key-binding (kbd "C-c C-c")))
      (set-buffer timeline)
      (goto-char (point-min))
      (when (re-search-forward "^2019-03-17 +131 " nil t) (princ "it is in the timeline\\n"))
      (kill-buffer timeline)
      (princ (format "servers left: %s\\n" (length (process-list))))
      """, to: "keys.el")
    let outcome = try candor.runEmacs("-l", "keys.el")
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(outcome.out.contains("result       unsubstantiated\n"))
    #expect(outcome.out.contains("breached      clause 2    interference              entries 46, 49, 50\n"))
    #expect(outcome.out.contains("\"2019-03-1x\" is not a date\n") && outcome.out.contains("mistake at 2:13\n"), "\(outcome.out)")
    #expect(outcome.out.hasSuffix("it is in the timeline\nservers left: 0\n"), "\(outcome.out)")
  }
}

/// A program of the machine's own.
enum Tool {
  static let env = URL(filePath: "/usr/bin/env")

  static func isThere(_ name: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }
}

extension Candor {
  /// A folder with the worked example made in it.
  static func withDemo(in name: String = "demo") throws -> Candor {
    let candor = try Candor()
    let made = try candor.run("demo", name)
    try #require(made.status == 0, "\(made.err)")
    return candor
  }

  /// The worked example's record and its key, wherever in the folder they were made.
  var demoRecord: String { path(ending: "2013-case.candor") }
  var demoKey: String { path(ending: "2013-case.key") }

  private func path(ending: String) -> String {
    files.first { $0.hasSuffix(ending) }.map { folder.appending(path: $0).path(percentEncoded: false) } ?? ending
  }

  static func exampleTool(_ name: String) -> String { root.appending(path: "Tools/examples/\(name)").path(percentEncoded: false) }

  func runExample(_ name: String, _ arguments: String...) throws -> Outcome { try runExample(name, arguments) }

  /// Runs an example as its header says: the program and the key are named by variables.
  func runExample(_ name: String, _ arguments: [String], environment: [String] = []) throws -> Outcome {
    try run(variables + environment + [Candor.exampleTool(name)] + arguments, program: Tool.env)
  }

  func runEmacs(_ arguments: String...) throws -> Outcome {
    try run(variables + ["emacs", "--batch", "-Q", "-l", Candor.exampleTool("candor.el")] + arguments, program: Tool.env)
  }

  private var variables: [String] {
    let key = files.contains { $0.hasSuffix("2013-case.key") } ? ["CANDOR_KEY=\(demoKey)"] : []
    // What the tests run leaves no compiled files beside the examples.
    return ["CANDOR=\(Candor.program.path(percentEncoded: false))", "PYTHONDONTWRITEBYTECODE=1"] + key
  }
}

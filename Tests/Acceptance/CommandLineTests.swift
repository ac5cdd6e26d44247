import CandorService
import Foundation
import Testing

@Suite struct CommandLineTests {
  @Test func `the demo makes a record, a key and findings, and says so in ten lines`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let demo = try candor.run("demo", "shown")
    #expect(demo.status == 0 && demo.err.isEmpty)
    #expect(demo.out.split(separator: "\n").count == 10)
    #expect(
      candor.files == [
        "shown/2013-case.candor", "shown/2013-case.key", "shown/2013-case.key.checkpoint", "shown/case.yaml", "shown/charter.yaml",
        "shown/findings.members.en.html", "shown/findings.members.en.proof.json", "shown/findings.members.en.timeline.svg",
        "shown/findings.members.en.txt", "shown/findings.members.en.xml",
      ])
    let again = try candor.run("demo", "shown")
    #expect(again.status == 5)
    #expect(again.err.hasPrefix("candor: "))
    #expect(again.err.contains("is there already"))
  }

  @Test func `the demo takes no one's own file`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    try candor.write("mine", to: "case.yaml")
    #expect(try candor.run("demo", ".").status == 5)
    #expect(try candor.text("case.yaml") == "mine")
    #expect(candor.files == ["case.yaml"])
  }

  @Test func `what the demo says to look at can be looked at`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    try candor.run("demo", "shown")
    let check = try candor.run("check", "shown/2013-case.candor", "--key", "shown/2013-case.key", "--as-of", "2019-04-19")
    #expect(check.status == 1, "something is breached")
    #expect(check.out.contains("BREACHED   2/46    The disciplinary committee is independent"))
    #expect(check.out.contains("CAN'T TELL 1/43    Suspension on a severe accusation"))
    #expect(check.out.contains("at least 5 years and 74 days, at most 6 years and 73 days"))
    #expect(check.out.contains("10 breached, 14 undetermined, 3 open, 3 met, 1 lapsed, as of 2019-04-19\nexplain one:  candor check "))
    let explained = try candor.run(
      "check", "shown/2013-case.candor", "--key", "shown/2013-case.key", "--as-of", "2019-04-19", "--explain", "7")
    #expect(explained.status == 0)
    #expect(explained.out.contains("so it lasted: from the latest start to the earliest end 1900 days"))
    let unknown = try candor.run("check", "shown/2013-case.candor", "--key", "shown/2013-case.key", "--explain", "99")
    #expect(unknown.status == 3 && unknown.err.hasPrefix("candor: there is no duty 99\n  name one of: "))
    let valid = try candor.run("validate", "shown/findings.members.en.xml")
    #expect(valid.status == 0 && valid.out == "shown/findings.members.en.xml: valid\n")
    let shown = try candor.run("show", "shown/2013-case.candor", "--key", "shown/2013-case.key")
    #expect(shown.status == 0)
    #expect(shown.out.contains("The National Disciplinary Committee decided to expel the respondent, unanimously"))
  }

  @Test func `several files are validated, each fault with its place, its rule and what to do`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let right = try String(contentsOf: Candor.example.appending(path: "findings.members.en.xml"), encoding: .utf8)
    try candor.write(right, to: "right.xml")
    try candor.write(right.replacing("role=\"para-number\">3<", with: "role=\"para-number\">5<"), to: "gap.xml")
    try candor.write(right.replacing("<info>", with: "<info><!-- x -->"), to: "comment.xml")
    try candor.write("", to: "empty.xml")
    try candor.write("<book xmlns=\"http://docbook.org/ns/docbook\" version=\"5.2\"/>", to: "book.xml")
    let names = (1...9).map { "<!ENTITY e\($0) \"" + String(repeating: "&e\($0 - 1);", count: 10) + "\">" }.joined()
    try candor.write("<!DOCTYPE a [<!ENTITY e0 \"ha\">\(names)]><a>&e9;</a>", to: "bomb.xml")
    let outcome = try candor.run("validate", "right.xml", "gap.xml", "comment.xml", "empty.xml", "book.xml", "bomb.xml")
    #expect(outcome.status == 1)
    #expect(outcome.out == "right.xml: valid\n")
    for line in [
      "gap.xml:40:23: after paragraph 2 comes number “5”, not 3 [rules]\n  Paragraphs are numbered through the whole report: ",
      "comment.xml:3:9: there is a comment; ", "empty.xml: the file is empty [readable]\n",
      "book.xml:1:1: this is DocBook, but not Candor findings: its version is “5.2”, ", "bomb.xml:1:1: there is a DOCTYPE; ",
    ] { #expect(outcome.err.contains(line), "\(outcome.err)") }
    #expect(try candor.run("validate", ".").err == "candor: . is a folder\n  name the file in it\n")
    let missing = try candor.run("validate", "none.xml", "right.xml")
    #expect(missing.status == 3 && missing.out == "right.xml: valid\n" && missing.err.hasPrefix("candor: there is no file none.xml\n"))
    let json = try candor.run("validate", "--format", "json", "right.xml", "gap.xml")
    #expect(json.status == 1 && json.err.isEmpty)
    let parsed = try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any]
    #expect(parsed?["valid"] as? Bool == false)
    let fault = (parsed?["faults"] as? [[String: Any]])?.first { $0["column"] as? Int == 23 }
    #expect(fault?["file"] as? String == "gap.xml" && fault?["line"] as? Int == 40 && fault?["kind"] as? String == "rules")
  }

  @Test func `a document from a pipe is validated too`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    func validate(_ text: String) throws -> Candor.Outcome {
      let pipe = Pipe()
      // Less than a pipe holds, so nobody has to read it yet.
      try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
      try pipe.fileHandleForWriting.close()
      return try candor.run(["validate", "-"], input: pipe)
    }
    let book = try validate("<book xmlns=\"http://docbook.org/ns/docbook\"/>")
    #expect(book.status == 1 && book.err.hasPrefix("standard input:1:1: this is DocBook, but not Candor findings: its book has no version"))
    #expect(
      try validate("").err
        == "standard input: the file is empty [readable]\n  Give a findings document as Candor writes it (its name ends in .xml).\n")
  }

  @Test func `a record of one's own is made, filled, checked and reported on`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let made = try candor.initRecord()
    #expect(made.status == 0)
    #expect(made.out.hasPrefix("created union.candor, with one custodian: you\n"))
    #expect(made.out.contains("printed this once"))
    let taken = try candor.run("import", "union.candor", Candor.example.appending(path: "case.yaml").path)
    #expect(taken.status == 0)
    #expect(taken.out.hasPrefix("129 entries, 1 case, 23 parties. checkpoint 130 · "))
    #expect(taken.out.contains("10 breached, 14 undetermined, 3 open, 3 met, 1 lapsed:  candor check union.candor"))
    let exported = try candor.run("export", "union.candor", "--edition", "members", "--out", "findings")
    #expect(exported.status == 0)
    #expect(
      exported.out.split(separator: "\n") == [
        "findings/findings.members.en.xml", "findings/findings.members.en.timeline.svg", "findings/findings.members.en.html",
        "findings/findings.members.en.txt", "findings/findings.members.en.proof.json",
      ])
    let duties = try candor.run("check", "union.candor", "--as-of", "2019-04-19", "--format", "json")
    #expect(duties.status == 1)
    let parsed = try JSONSerialization.jsonObject(with: Data(duties.out.utf8)) as? [String: Any]
    #expect(parsed?["asOf"] as? String == "2019-04-19")
    let states = (parsed?["duties"] as? [[String: Any]])?.map { "\($0["clause"] ?? "") \($0["check"] ?? "") \($0["state"] ?? "")" } ?? []
    #expect(
      states.prefix(4) == ["1 interim-measure undetermined", "1 interim-measure met", "2 interference breached", "2a set-aside breached"])
    #expect(states.contains("7 concealment breached"))
  }

  @Test func `reports are the same wherever and in whatever language the machine is`() throws {
    var candor = try Candor()
    defer { candor.remove() }
    try candor.run("demo", "shown")
    let places = [
      ["TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"], ["TZ": "Pacific/Niue", "LC_ALL": "C", "LANG": "C"],
    ]
    for (index, place) in places.enumerated() {
      candor.environment = place
      for (edition, language) in [("members", "en"), ("case", "es")] {
        let export = try candor.run(
          "export", "shown/2013-case.candor", "--key", "shown/2013-case.key", "--edition", edition, "--language", language, "--out",
          "\(index)")
        #expect(export.status == 0, "\(export.err)")
      }
    }
    let made = candor.files.filter { $0.hasPrefix("0/") }
    #expect(made.count == 10)
    for file in made { #expect(try candor.bytes(of: file) == candor.bytes(of: "1" + file.dropFirst()), "\(file)") }
  }

  @Test func `an export takes the place of an earlier one only where it is told to`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    _ = try candor.initRecord()
    _ = try candor.run("import", "union.candor", Candor.example.appending(path: "case.yaml").path)
    let export = ["export", "union.candor", "--edition", "members", "--format", "text", "--out", "findings"]
    #expect(try candor.run(export).status == 0)
    let made = try candor.text("findings/findings.members.en.txt")
    #expect(try candor.run(export).status == 0, "the same bytes")
    try candor.write("mine", to: "findings/findings.members.en.txt")
    let refused = try candor.run(export)
    #expect(refused.status == 5 && refused.out.isEmpty)
    #expect(refused.err.hasPrefix("candor: findings/findings.members.en.txt is there already, and differs\n"))
    #expect(refused.err.contains("--replace"))
    #expect(try candor.text("findings/findings.members.en.txt") == "mine")
    #expect(try candor.run(export + ["--replace"]).status == 0)
    #expect(try candor.text("findings/findings.members.en.txt") == made)
  }

  @Test(arguments: [
    ("-", 3, "candor: \"-\" is not a folder\n"), ("/dev/null", 5, "candor: /dev/null is not a folder\n"),
    ("union.candor", 5, "candor: union.candor is not a folder\n"),
  ])
  func `an export into what is no folder says so and leaves nothing`(out: String, status: Int32, says: String) throws {
    let candor = try Candor()
    defer { candor.remove() }
    _ = try candor.initRecord()
    _ = try candor.run("import", "union.candor", Candor.example.appending(path: "case.yaml").path)
    let before = candor.files
    let refused = try candor.run("export", "union.candor", "--edition", "members", "--out=\(out)")
    #expect(refused.status == status && refused.out.isEmpty)
    #expect(refused.err.hasPrefix(says), "\(refused.err)")
    #expect(candor.files.filter { !before.contains($0) && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }.isEmpty)
  }

  @Test func `a case file with ten mistakes gets ten located messages, and not a byte changes`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    _ = try candor.initRecord()
    try candor.write(tenMistakes, to: "ten.yaml")
    let (before, filesBefore) = (try candor.bytes(of: "union.candor"), candor.files)
    let refused = try candor.run("import", "union.candor", "ten.yaml")
    #expect(refused.status == 3)
    #expect(refused.out.isEmpty)
    let facts = refused.err.split(separator: "\n").filter { $0.hasPrefix("ten.yaml:") }.map(String.init)
    #expect(facts == tenFacts)
    #expect(refused.err.hasSuffix("candor: 10 errors, nothing was written\n"))
    #expect(try candor.bytes(of: "union.candor") == before)
    #expect(candor.files == filesBefore)
  }

  @Test(arguments: [
    ["show"], ["show", "--format", "json"], ["check", "--as-of", "2019-04-19"], ["check", "--integrity"], ["checkpoint"], ["serve"],
  ])
  func `what reads a record changes no byte of it, and leaves nothing beside it`(command: [String]) throws {
    let candor = try Candor()
    defer { candor.remove() }
    _ = try candor.initRecord()
    try #require(candor.run("import", "union.candor", Candor.example.appending(path: "case.yaml").path).status == 0)
    let (before, filesBefore) = (try candor.bytes(of: "union.candor"), candor.files)
    #expect(filesBefore == candor.keys + ["union.candor"])
    let outcome = try candor.run([command[0], "union.candor"] + command.dropFirst())
    #expect([0, 1].contains(outcome.status), "\(outcome.err)")
    #expect(try candor.bytes(of: "union.candor") == before)
    #expect(candor.files == filesBefore)
  }

  @Test func `an export leaves in the record that its checkpoint was handed out, and nothing else`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    _ = try candor.initRecord()
    try #require(candor.run("import", "union.candor", Candor.example.appending(path: "case.yaml").path).status == 0)
    let before = try candor.run("show", "union.candor", "--format", "json").out
    #expect(try candor.run("checkpoint", "union.candor").out.hasSuffix("handed out   nothing yet\n"))
    for edition in ["members", "public"] {
      #expect(try candor.run("export", "union.candor", "--edition", edition, "--out", "findings").status == 0)
      #expect(try candor.run("checkpoint", "union.candor").out.hasSuffix("handed out   at 130 entries\n"))
    }
    #expect(try candor.run("show", "union.candor", "--format", "json").out == before)
    #expect(candor.files.filter { !$0.hasPrefix("findings/") } == candor.keys + ["union.candor"])
  }

  @Test func `a case file that is told again is recognized, and what it says otherwise is refused with what to do`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    _ = try candor.initRecord()
    try candor.write(smallCase, to: "case.yaml")
    try #require(candor.run("import", "union.candor", "case.yaml").status == 0)
    let before = try candor.bytes(of: "union.candor")
    let again = try candor.run("import", "union.candor", "case.yaml")
    #expect(again.status == 0 && again.out.hasSuffix("in the record already. nothing is new, nothing was written\n"))
    #expect(try candor.bytes(of: "union.candor") == before)
    try candor.write(smallCase.replacing("serious", with: "severe"), to: "case.yaml")
    let changed = try candor.run("import", "union.candor", "case.yaml")
    #expect(changed.status == 3)
    #expect(changed.err.contains("\"a\" is in the record already, and says otherwise in: severity\n"))
    #expect(changed.err.contains("with a new label and corrects: LABEL\n"))
    #expect(try candor.bytes(of: "union.candor") == before)
    try candor.write(
      "- { label: more, kind: meeting.held, occurred: 2019-04, bodies: sc, says: As told in {p}. }\n".replacing("{p}", with: "the minutes"),
      to: "more.yaml")
    #expect(try candor.run("append", "union.candor", "more.yaml").out.hasPrefix("1 entry, 0 cases, 0 parties. "))
    let given = try candor.run("export-casefile", "union.candor", "--out", "given.yaml")
    #expect(given.status == 0 && given.out == "given.yaml\n")
    #expect(try candor.run("import", "union.candor", "given.yaml").out.hasSuffix("nothing is new, nothing was written\n"))
    let others = [smallCase.replacing("about: A", with: "about: Another"), smallCase.replacing("about: A", with: "about: A third")]
    for other in others {
      try candor.write(other, to: "case.yaml")
      #expect(try candor.run("import", "union.candor", "case.yaml").status == 0)
    }
    let cases = try candor.run("show", "union.candor").out.split(separator: "\n").dropFirst().map { $0.split(separator: " ")[0] }
    try #require(cases.count == 3)
    let one = try candor.run("check", "union.candor", "--case", String(cases[1]))
    #expect(one.out.hasPrefix("case \(cases[1]) · Another case\n"))
    #expect(!one.out.contains("case \(cases[0])"))
    let none = try candor.run("check", "union.candor", "--case", "7wjppehawya0")
    #expect(none.status == 3 && none.err.hasPrefix("candor: there is no case 7wjppehawya0 in this record\n"))
  }

  @Test func `what is erased is said first, confirmed, removed for good, and told of afterwards`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    _ = try candor.initRecord()
    try candor.write(
      """
      about: A case
      people: { asker: { role: complainant, names: [Quillfeather Vandersnood] } }
      entries:
        - { label: need, kind: need.stated, occurred: 2019-03-01, from: asker, need: A quiet room. }
        - { label: decided, kind: decision.taken, occurred: 2019-03-02, by: sc, says: At night. }

      """, to: "case.yaml")
    try #require(candor.run("import", "union.candor", "case.yaml").status == 0)
    let (bytes, files) = (try candor.bytes(of: "union.candor"), candor.files)
    let erase: [String] = ["erase", "union.candor", "need", "need", "--ground", "the request of {asker}", "--by", "sc"]
    let unasked = try candor.run(erase)
    #expect(unasked.status == 3 && unasked.out.isEmpty)
    #expect(
      unasked.err == """
        candor: this removes need of entry 5, need.stated, for good and for every reader
        candor: nobody confirmed it; nothing was erased
          say --yes where no one can be asked

        """)
    let refused = try candor.run("erase", "union.candor", "decided", "says", "--ground", "haste", "--by", "sc", "--yes")
    #expect(refused.status == 3 && refused.err.hasPrefix("candor: \"says\" of decision.taken cannot be erased\n  nothing of it: "))
    let groundless = try candor.run("erase", "union.candor", "need", "need", "--by", "sc", "--yes")
    #expect(groundless.status == 2 && groundless.err.contains("name one ground: --ground TEXT, or --clause ID"))
    #expect(try candor.bytes(of: "union.candor") == bytes && candor.files == files)
    let erased = try candor.run(erase + ["--yes"])
    #expect(erased.status == 0 && erased.err.isEmpty)
    #expect(erased.out.hasPrefix("erased need of entry 5, need.stated; entry 7 says so. checkpoint 7 · "))
    #expect(erased.out.hasSuffix("  backups, exported files and copies made before still hold it: erase them too, or replace them\n"))
    #expect(try candor.run("show", "union.candor").out.replacing(/\s+/, with: " ").contains(", ground: the request of the complainant]"))
    let again = try candor.run(erase[..<2] + ["5"] + erase[3...] + ["--yes"])
    #expect(again.status == 3 && again.err.hasPrefix("candor: \"need\" of entry 5 was erased already, by entry 7\n"))
    #expect(try candor.run("import", "union.candor", "case.yaml").out.hasSuffix("nothing is new, nothing was written\n"))
  }

  struct Refused: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var status: Int32
    var says: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Refused(arguments: ["frobnicate"], status: 2, says: "Unexpected argument 'frobnicate'"),
    Refused(arguments: ["check"], status: 2, says: "Missing expected argument '<record>'"),
    Refused(arguments: ["check", "union.candor", "--as-of", "2019-02-30"], status: 2, says: "\"2019-02-30\" is not a day"),
    Refused(arguments: ["export", "union.candor", "--edition", "friends", "--out", "x"], status: 2, says: "friends"),
    Refused(arguments: ["init", "union.txt", "--charter", "charter.yaml"], status: 3, says: "there is no file charter.yaml"),
    Refused(arguments: ["import", "none.candor", "none.yaml"], status: 3, says: "there is no file none.yaml"),
    Refused(arguments: ["validate", "none.xml"], status: 3, says: "there is no file none.xml"),
    Refused(arguments: ["check", "none.candor"], status: 5, says: "candor: none.candor: there is no such file\n"),
    Refused(
      arguments: ["init", "no/such/x.candor", "--charter", Candor.example.appending(path: "charter.yaml").path], status: 5,
      says: "candor: no/such/x.candor: there is no folder no/such\n"),
    Refused(arguments: ["init", "x.candor", "--charter", "."], status: 3, says: "candor: . is a folder\n"),
    Refused(arguments: ["import", "none.candor", "/dev/null"], status: 3, says: "candor: /dev/null is a device, not a file\n"),
  ])
  func `what cannot be done is refused with its own exit status`(row: Refused) throws {
    let candor = try Candor()
    defer { candor.remove() }
    let outcome = try candor.run(row.arguments)
    #expect(outcome.status == row.status)
    #expect(outcome.err.contains(row.says), "\(outcome.err)")
    #expect(outcome.out.isEmpty)
    #expect(candor.files.isEmpty)
  }

  @Test func `where the key is missing, is none, or is another's, it says so, and what to do`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    _ = try candor.initRecord()
    let key = candor.key
    try FileManager.default.createDirectory(at: candor.folder.appending(path: "other"), withIntermediateDirectories: true)
    #expect(try candor.initRecord("other/union").status == 0, "records of one name in two folders have a key each")
    try FileManager.default.moveItem(at: candor.folder.appending(path: "union.candor"), to: candor.folder.appending(path: "renamed.candor"))
    #expect(try candor.run("check", "renamed.candor").status == 0, "a record with another name finds its key")
    try candor.write("about: no key\n", to: "case.yaml")
    try FileManager.default.moveItem(at: candor.folder.appending(path: key), to: candor.folder.appending(path: "mine.key"))
    let refusals: [(key: String?, status: Int32, says: String)] = [
      (
        nil, 5,
        """
        candor: renamed.candor does not open without its key file, and there is none at \(candor.folder.path)/\(key)
          give the file that 'candor init' made together with the record: --key FILE

        """
      ),
      ("none.key", 5, "and there is none at none.key\n"),
      ("case.yaml", 5, "candor: case.yaml: this is no key file\n"),
      (candor.key, 4, "this is the key of another record"),
    ]
    for refusal in refusals {
      let outcome = try candor.run(["check", "renamed.candor"] + (refusal.key.map { ["--key", $0] } ?? []))
      #expect(outcome.status == refusal.status)
      #expect(outcome.err.contains(refusal.says), "\(outcome.err)")
    }
    #expect(try candor.run("check", "renamed.candor", "--key", "mine.key").status == 0)
  }

  @Test func `every operation has the command that its declaration names`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let help = try candor.run("--help").out
    for operation in Operations.all {
      let command = operation.description.command
      #expect(help.contains("\n  \(command) "), "\(command)")
    }
  }

  @Test(arguments: [
    "init", "import", "append", "show", "check", "people", "votes", "mandates", "export", "validate", "verify", "prove", "checkpoint",
    "backup", "archive", "hand-over", "recover", "erase", "key", "access", "grant", "revoke", "export-casefile", "charter", "serve", "demo",
  ])
  func `every command's help says what it does`(command: String) throws {
    let candor = try Candor()
    defer { candor.remove() }
    let help = try candor.run(command, "--help")
    #expect(help.status == 0)
    #expect(help.out.hasPrefix("OVERVIEW: "))
    #expect(help.out.contains("USAGE: candor \(command)"))
  }
}

private let smallCase = """
  about: A case
  people:
    complainant: { role: complainant }
    respondent: { role: respondent }
  entries:
    - { label: a, kind: allegation.made, occurred: 2019-03-01, against: respondent, of: harassment, severity: serious }
    - { label: m, kind: meeting.held, occurred: 2019-03-02, bodies: [sc] }
    - { label: n, kind: meeting.held, occurred: 2019-03-05, bodies: [sc] }

  """

private let tenMistakes = """
  about: Ten mistakes of ten kinds
  sources:
    L: { title: A letter, published: 2019-13 }
  people:
    complainant: { role: complainnant }
    respondent: { role: respondent }
  entries:
    - label: a
      kind: allegation.made
      occurred: 2019-02-30
      against: respondant
      of: harassment
      severity: severe
      sources: [{ L: firsthand }]
    - label: b
      kind: decision.takn
    - label: c
      kind: decision.taken
      by: ncd
      outcome: { expel: respondent }
      vote: { for: many, against: 0 }
    - label: c
      kind: meeting.held
      occured: 2019
      bodies: [sc]
    - kind: measure.imposed
      on: respondent

  """

private let tenFacts = [
  "ten.yaml:3:36: error: \"2019-13\" is not a date",
  "ten.yaml:5:24: error: \"complainnant\" is not known here",
  "ten.yaml:10:15: error: \"2019-02-30\" is not a date: February 2019 has 28 days",
  "ten.yaml:11:14: error: nobody is called \"respondant\" in this case",
  "ten.yaml:16:11: error: \"decision.takn\" is not known here",
  "ten.yaml:19:9: error: no person or body is called \"ncd\"",
  "ten.yaml:21:18: error: \"many\" is neither a number nor a share as sources tell it",
  "ten.yaml:22:12: error: a second entry is called \"c\"",
  "ten.yaml:24:5: error: there is no field \"occured\" here",
  "ten.yaml:26:5: error: \"measure\" is missing",
]

import Foundation
import Testing

/// The commands that show what a record holds, and those that look after it.
@Suite struct LookingCommandTests {
  /// A record with the worked example in it.
  private static func record() throws -> Candor {
    let candor = try Candor()
    try #require(candor.initRecord().status == 0)
    try #require(candor.run("import", "union.candor", Candor.example.appending(path: "case.yaml").path).status == 0)
    return candor
  }

  private static func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `a timeline says below each entry who was told of it, and where it is known from`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let shown = try candor.run("show", "union.candor")
    #expect(shown.status == 0 && shown.err.isEmpty)
    #expect(
      shown.out.contains(
        """
           56  2013                     The National Appeals Committee found what was alleged unsubstantiated (entry 43).
                                        known to: branch (2013, in part)
                                        sources: H reported, W reported

        """))
    #expect(shown.out.contains("\n   60  2013 to 2019             An instruction was given"))
    #expect(shown.out.contains("known to: members (2019-03-15)\n"))
  }

  @Test func `what is owed next stands by its day, and goes into a calendar`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let due = try candor.run("due", "union.candor", "--as-of", "2019-03-20", "--within", "P14D")
    #expect(due.status == 0 && due.err.isEmpty)
    #expect(due.out.hasPrefix("  OPEN     by 2019-03-22 to 2019-03-29 5a/103  Promises to members are kept (implied)\n"))
    #expect(
      due.out.contains(
        "           owed by the Steering Committee\n  OPEN     by 2019-03-31               5/75    Convention binds the leadership\n"))
    #expect(due.out.contains("\n2 open, 0 overdue, as of 2019-03-20\n"))
    let calendar = try candor.run("due", "union.candor", "--as-of", "2019-03-20", "--within", "P14D", "--ics")
    #expect(calendar.status == 0)
    #expect(
      calendar.out.components(separatedBy: "\r\n").filter { $0.hasPrefix("DTSTART") } == [
        "DTSTART;VALUE=DATE:20190322", "DTSTART;VALUE=DATE:20190331",
      ])
    let late = try candor.run("due", "union.candor", "--as-of", "2019-04-19", "--format", "json")
    let duties = try #require(try Self.json(late.out)["duties"] as? [[String: Any]])
    #expect(duties.prefix(2).map { $0["state"] as? String } == ["open", "open"])
    let mistaken = try candor.run("due", "union.candor", "--within", "14")
    #expect(mistaken.status == 2 && mistaken.err.contains("is not a period; write it as P14D or P3M"))
  }

  @Test func `grep shows the lines that hold a text with their numbers, and says on stderr that none does`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let found = try candor.run("show", "union.candor", "--grep", "METOO COMMISSIÓN formed")
    #expect(found.status == 0 && found.out.isEmpty)
    #expect(found.err == "candor: no line of union.candor shows that text\n")
    let one = try candor.run("show", "union.candor", "--grep", "DECIDÉD TO RESCIND")
    #expect(one.status == 0 && one.err.isEmpty)
    #expect(one.out.contains("\n   53  2013                     The Steering Committee decided to rescind."))
    #expect(one.out.split(separator: "\n").count { $0.contains("2013    ") } == 1)
    let lines = try Self.json(try candor.run("show", "union.candor", "--grep", "rescind", "--format", "json").out)
    let cases = try #require(lines["cases"] as? [[String: Any]])
    #expect(cases.flatMap { ($0["entries"] as? [[String: Any]] ?? []).compactMap { $0["entry"] as? Int } } == [53])
  }

  @Test func `what a body is on record to have known is told in three answers, none of which is no`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let before = try candor.run("show", "union.candor", "--known-by", "members", "--at", "2019-03-14")
    #expect(before.status == 0)
    #expect(!before.out.contains("KNEW"))
    let words = before.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("The record does not say whether members knew of these by then; its silence proves nothing."))
    #expect(before.out.contains("no notice of entry 48 had been given to members by then: entry 61 (P inferred, H inferred)\n"))
    let after = try candor.run("show", "union.candor", "--known-by", "members", "--at", "2019-03-15")
    #expect(after.out.contains("  KNEW       48  2013 "))
    #expect(after.out.contains("told by entry 99 (2019-03-15); told by entry 100 (2019-03-15)"))
    let perhaps = try candor.run("show", "union.candor", "--known-by", "branch", "--at", "2013-06-01")
    #expect(perhaps.out.contains("  PERHAPS    56  2013 "))
    let answer = try Self.json(try candor.run("show", "union.candor", "--known-by", "branch", "--at", "2013-06-01", "--format", "json").out)
    let answers = (answer["entries"] as? [[String: Any]])?.compactMap { $0["answer"] as? String } ?? []
    #expect(Set(answers) == ["perhaps", "not-on-record"])
  }

  @Test func `people are shown by their part, and no name leaves the record unasked`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    try #require(candor.initRecord().status == 0)
    try candor.write(
      """
      about: A case
      people:
        complainant: { role: complainant, names: [Xanthippe Quux], aliases: [Xanthi Q.], contacts: [office@example.org] }
        organizer: { role: participant, office: National Organizer, seats: sc }

      """, to: "case.yaml")
    try #require(candor.run("import", "union.candor", "case.yaml").status == 0)
    let listed = try candor.run("people", "union.candor")
    #expect(listed.status == 0)
    #expect(
      listed.out.hasSuffix(
        "    4  complainant            complainant\n    5  organizer              participant; National Organizer; sat on sc\n"))
    for arguments in [["people", "union.candor"], ["people", "union.candor", "--format", "json"], ["show", "union.candor"]] {
      let out = try candor.run(arguments).out
      for word in ["Xanth", "Quux", "@"] { #expect(!out.contains(word), "\(arguments)") }
    }
    let named = try candor.run("people", "union.candor", "--names")
    #expect(
      named.out.contains("name: Xanthippe Quux\n") && named.out.contains("also: Xanthi Q.\n")
        && named.out.contains("contact: office@example.org\n"))
    #expect(named.out.contains("no name on record\n"))
    #expect(try candor.run("people", "union.candor", "--names", "--format", "json").out.contains(#""names":["Xanthippe Quux"]"#))
  }

  @Test func `a backup is a record of its own, is never written over another file, and says where the key is`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let (before, filesBefore) = (try candor.bytes(of: "union.candor"), candor.files)
    let made = try candor.run("backup", "union.candor", "copy.candor")
    #expect(made.status == 0 && made.err.isEmpty)
    #expect(made.out.hasPrefix("copied union.candor to copy.candor: 130 entries, verified. checkpoint 130 · "))
    #expect(made.out.contains("the key is not in it  \(candor.folder.path)/\(candor.key)\n"))
    #expect(candor.files == (filesBefore + ["copy.candor"]).sorted())
    #expect(try candor.bytes(of: "union.candor") == before)
    #expect(
      try candor.run("show", "copy.candor", "--format", "json").out == candor.run("show", "union.candor", "--format", "json").out)
    let again = try candor.run("backup", "union.candor", "copy.candor")
    #expect(again.status == 5 && again.err.hasPrefix("candor: copy.candor: there is a file of that name already\n"))
    let misnamed = try candor.run("backup", "union.candor", "copy.bak")
    #expect(misnamed.status == 3 && misnamed.err.hasPrefix("candor: \"copy.bak\" does not end in .candor\n"))
    let answer = try Self.json(try candor.run("backup", "union.candor", "third.candor", "--format", "json").out)
    #expect(answer["entries"] as? Int == 130)
    #expect(candor.files == (filesBefore + ["copy.candor", "third.candor"]).sorted())
  }

  @Test func `an archive shows, checks, proves and exports as its record does, and whatever would change it is refused`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let filesBefore = candor.files
    let made = try candor.run("archive", "union.candor", "closed.candor")
    #expect(made.status == 0 && made.err.isEmpty, "\(made.err)")
    #expect(made.out.hasPrefix("archived union.candor as closed.candor: 130 entries, verified. checkpoint 130 · "))
    #expect(candor.files == (filesBefore + ["closed.candor"]).sorted())
    let place = candor.folder.appending(path: "closed.candor").path
    #expect(try FileManager.default.attributesOfItem(atPath: place)[.posixPermissions] as? Int == 0o400)
    let before = try candor.bytes(of: "closed.candor")
    for arguments in [
      ["show"], ["show", "--format", "json"], ["check", "--as-of", "2019-04-19"], ["due", "--as-of", "2019-03-20"], ["people"], ["votes"],
      ["mandates"], ["access"], ["charter", "show"], ["prove", "48", "53"], ["export", "--edition", "members"],
      ["export-casefile"],
    ] {
      let words = arguments.first == "charter" ? 2 : 1
      let read = { record in try candor.run(Array(arguments.prefix(words)) + [record] + arguments.dropFirst(words)) }
      let (of, closed) = (try read("union.candor"), try read("closed.candor"))
      #expect(closed.status == of.status && closed.err == of.err, "\(arguments): \(closed)")
      #expect(closed.out == of.out.replacing("union.candor", with: "closed.candor"), "\(arguments)")
    }
    let checkpoint = try candor.run("checkpoint", "union.candor").out
    #expect(try candor.run("checkpoint", "closed.candor").out == checkpoint + "archive      closed for good; nobody writes to it\n")
    #expect(try candor.run("check", "closed.candor", "--integrity").out.hasSuffix("\neverything is as it was written and signed\n"))
    #expect(try candor.run("export", "closed.candor", "--edition", "members", "--out", "findings").status == 0)
    try candor.write("- { kind: meeting.held, occurred: 2019-04-18, bodies: [sc] }\n", to: "more.yaml")
    try candor.write("about: Another\npeople: {}\nentries: []\n", to: "other.yaml")
    #expect(try candor.run("append", "closed.candor", "more.yaml", "--dry-run").status == 0)
    let files = candor.files
    for arguments in [
      ["append", "closed.candor", "more.yaml"], ["import", "closed.candor", "other.yaml"],
      ["hand-over", "closed.candor", "--to", "ndc", "--new-key", "new.key", "--no-passphrase"],
      ["erase", "closed.candor", "13", "says", "--ground", "a request", "--by", "sc"],
      ["export", "closed.candor", "--edition", "members", "--out", "published", "--publish"],
    ] {
      let refused = try candor.run(arguments)
      #expect(refused.status == 4 && refused.out.isEmpty, "\(arguments): \(refused)")
      #expect(
        refused.err.hasPrefix(
          """
          candor: closed.candor: this is an archive, of the record as it stood at 130 entries: nobody appends to it or changes anything in it
            Where the record goes on, write to the file that its custodian keeps. An archive is read, 
          """), "\(arguments): \(refused.err)")
    }
    #expect(candor.files == files, "nothing is left behind")
    #expect(try candor.bytes(of: "closed.candor") == before)
    let again = try candor.run("archive", "union.candor", "closed.candor")
    #expect(again.status == 5 && again.err.hasPrefix("candor: closed.candor: there is a file of that name already\n"))
    #expect(try candor.run("archive", "union.candor", "closed.bak").status == 3)
    // The record itself goes on.
    #expect(try candor.run("append", "union.candor", "more.yaml").status == 0)
  }

  @Test func `an archive is served as it is: what reads is answered, and what would change it is refused`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    try #require(candor.run("archive", "union.candor", "closed.candor").status == 0)
    let before = try candor.bytes(of: "closed.candor")
    try candor.write(
      """
      {"jsonrpc":"2.0","id":1,"method":"log/checkpoint"}
      {"jsonrpc":"2.0","id":2,"method":"record/append","params":{"entries":[{"kind":"meeting.held","bodies":["sc"],"case":null}]}}
      {"jsonrpc":"2.0","id":3,"method":"log/integrity"}

      """, to: "requests")
    let served = try candor.run(
      ["serve", "closed.candor"], input: try FileHandle(forReadingFrom: candor.folder.appending(path: "requests")))
    let answers = try served.out.split(separator: "\n").map { try Self.json(String($0)) }
    #expect(served.status == 0 && answers.count == 3, "\(served)")
    #expect((answers.first?["result"] as? [String: Any])?["size"] as? Int == 130)
    let error = try #require(answers.dropFirst().first?["error"] as? [String: Any], "\(served.out)")
    #expect((error["data"] as? [String: Any])?["kind"] as? String == "not-permitted", "\(error)")
    #expect(((answers.last?["result"] as? [String: Any])?["faults"] as? [Any])?.isEmpty == true)
    #expect(try candor.bytes(of: "closed.candor") == before)
    #expect(candor.files.filter { $0.hasPrefix("closed.candor") } == ["closed.candor"])
  }

  @Test func `votes are told with what their sources say of them, mandates with their reports and how they stand`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let votes = try candor.run("votes", "union.candor")
    #expect(votes.status == 0 && votes.err.isEmpty)
    #expect(
      votes.out.contains(
        "\n   48  2013                     The National Disciplinary Committee decided to expel the respondent, unanimously"))
    let listed = try Self.json(try candor.run("votes", "union.candor", "--format", "json").out)
    // The votes on proposals stand below the vote that they are of.
    let whole = (listed["votes"] as? [[String: Any]])?.filter { $0["place"] is NSNull }
    #expect(whole?.count == votes.out.split(separator: "\n").count { $0.prefix(7).contains(/\d  $/) })
    let mandates = try candor.run("mandates", "union.candor", "--as-of", "2019-04-19")
    #expect(mandates.status == 0 && mandates.err.isEmpty)
    #expect(mandates.out.contains("\n               118  2019-04-08 to 2019-04-09 The Steering Committee published"), "\(mandates.out)")
    #expect(
      mandates.out.contains("\n               130  2019-03-29 to 2019-04-02 Members passed the task of entry 104"), "\(mandates.out)")
    #expect(mandates.out.contains("\n  PART, LATE    78  2019-02 to 2019-03-31    The Steering Committee promised this"))
    #expect(mandates.out.contains("\n               120  2019-04-08 to 2019-04-09 The mandate of entry 78 was reported as done in part."))
    #expect(try candor.run("mandates", "union.candor", "--as-of", "2019-02-30").status == 2)
  }

  @Test func `a charter is shown as a file, and a new version is adopted and shown by the day`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let first = try candor.run("charter", "show", "union.candor")
    #expect(first.status == 0)
    #expect(first.err == "candor: entry 1: in force from 2013-01-01\n")
    try candor.write(first.out, to: "shown.yaml")
    #expect(try candor.run("charter", "check", "shown.yaml").status != 3, "what is shown can be read")
    let text = try String(contentsOf: Candor.example.appending(path: "charter.yaml"), encoding: .utf8)
    try candor.write(text.replacing(/in-force: .*/, with: "in-force: { from: 2019-05-01 }"), to: "second.yaml")
    let adopted = try candor.run("charter", "adopt", "union.candor", "second.yaml", "--by", "convention")
    #expect(adopted.status == 0 && adopted.out.hasPrefix("adopted second.yaml as entry 131. checkpoint 131 · "), "\(adopted.err)")
    let both = try candor.run("charter", "show", "union.candor", "--on", "2019-04-30")
    #expect(
      both.out == first.out.replacing("{\"from\":\"2013-01-01\",\"to\":null}", with: "{\"from\":\"2013-01-01\",\"to\":\"2019-04-30\"}"))
    #expect(both.err == "candor: entry 1: in force from 2013-01-01 to 2019-04-30\ncandor: entry 131: in force from 2019-05-01\n")
    #expect(try candor.run("charter", "adopt", "union.candor", "second.yaml").status == 3, "it begins when the last one does")
    let none = try candor.run("charter", "show", "union.candor", "--on", "2012-12-31")
    #expect(none.status == 3 && none.out.isEmpty && none.err.contains("no code was in force on 2012-12-31"))
  }

  @Test func `a dry run says what entries would do and writes nothing; then they do it`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    try candor.write(
      #"{"kind": "mandate.given", "occurred": "2019-04-10", "by": "convention", "to": "sc", "task": "To report.", "due": "2031-01-01"}"#,
      to: "entry.json")
    let before = try candor.run("checkpoint", "union.candor").out
    let dry = try candor.run("append", "union.candor", "entry.json", "--dry-run")
    #expect(dry.status == 0 && dry.err.isEmpty)
    #expect(dry.out.hasPrefix("nothing was written: this would be 1 entry (131), 0 cases, 0 parties, and then\n"))
    #expect(try candor.run("checkpoint", "union.candor").out == before)
    let wet = try candor.run("append", "union.candor", "entry.json")
    #expect(wet.status == 0 && wet.out.hasPrefix("1 entry, 0 cases, 0 parties. checkpoint 131 · "))
    let told = [dry, wet].map { $0.out.split(separator: "\n").filter { $0.contains("5/131") } }
    #expect(told[0] == told[1] && told[0].count == 1, "\(dry.out)")
  }

  @Test func `without a folder the report stands on stdout, and nothing is handed out`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let files = candor.files
    let shown = try candor.run("export", "union.candor", "--edition", "members")
    #expect(shown.status == 0 && shown.err.isEmpty && shown.out.hasPrefix("FINDINGS FOR MEMBERS\n"))
    #expect(candor.files == files)
    #expect(try candor.run("checkpoint", "union.candor").out.contains("handed out   nothing yet"))
    #expect(try candor.run("export", "union.candor", "--edition", "members", "--replace").status == 2)
  }

  @Test func `a charter is checked with its places, and ends with what the worst finding deserves`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let head = "organization: O\ntimezone: Europe/Madrid\nvisibility: { default: members, duty.*: members }\n"
    let bodies = "bodies: { sc: { title: S }, ndc: { title: N, independent-of: sc } }\n"
    func clause(_ body: String) -> String {
      "clauses: [{ id: 1, title: T, text: A text., rule: { check: interference, body: \(body) } }]\n"
    }
    let rows: [(text: String, status: Int32, says: String, counts: String)] = [
      (head + bodies + clause("ndc"), 0, "", "0 errors, 0 warnings, 0 notes"),
      (head + bodies + "clauses: [{ id: 1, title: T, text: A text. }]\n", 0, "charter.yaml:5:1: note: ", "0 errors, 0 warnings, 2 notes"),
      (head + bodies + clause("sc"), 1, "charter.yaml:5:80: warning: \"sc\" is independent of no body", "0 errors, 1 warning, 1 note"),
      (
        head + bodies.replacing("sc }", with: "ndc }") + clause("ndc"), 3, "error: \"ndc\" is independent of itself",
        "1 error, 0 warnings, 1 note"
      ),
      (head + bodies + clause("ncd"), 3, "charter.yaml:5:80: error: no body is called \"ncd\"", "1 error, 0 warnings, 0 notes"),
      ("organization: [", 3, "charter.yaml:1:1: error: this is not YAML", "1 error, 0 warnings, 0 notes"),
    ]
    for row in rows {
      try candor.write(row.text, to: "charter.yaml")
      let outcome = try candor.run("charter", "check", "charter.yaml")
      #expect(outcome.status == row.status)
      #expect(row.says.isEmpty ? outcome.err.isEmpty : outcome.err.contains(row.says), "\(outcome.err)")
      #expect(outcome.out == "charter.yaml: \(row.counts)\n")
      let answer = try Self.json(try candor.run("charter", "check", "charter.yaml", "--format", "json").out)
      #expect((answer["findings"] as? [Any])?.count == row.counts.split(separator: " ").compactMap { Int($0) }.reduce(0, +))
      #expect(
        try candor.run("init", "refused.candor", "--charter", "charter.yaml", "--key", "refused.key").status == (row.status == 3 ? 3 : 0))
      for file in ["refused.candor", "refused.key"] { try? FileManager.default.removeItem(at: candor.folder.appending(path: file)) }
    }
  }

  struct Refused: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var status: Int32
    var says: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Refused(arguments: ["show", "none.candor", "--at", "2019-01-01"], status: 2, says: "--known-by BODY says whose knowledge"),
    Refused(arguments: ["show", "none.candor", "--known-by", "sc", "--at", "2019-02-30"], status: 2, says: "\"2019-02-30\" is not a day"),
    Refused(arguments: ["show", "none.candor", "--known-by", "sc", "--grep", "x"], status: 2, says: "do not go together"),
    Refused(arguments: ["show", "none.candor", "--grep", ""], status: 2, says: "--grep wants a text"),
    Refused(arguments: ["people", "none.candor"], status: 5, says: "candor: none.candor: there is no such file\n"),
    Refused(arguments: ["backup", "none.candor", "copy.candor"], status: 5, says: "candor: none.candor: there is no such file\n"),
    Refused(arguments: ["charter", "check", "none.yaml"], status: 3, says: "there is no file none.yaml"),
  ])
  func `what cannot be looked at is refused with its own exit status, and nothing is left behind`(row: Refused) throws {
    let candor = try Candor()
    defer { candor.remove() }
    let outcome = try candor.run(row.arguments)
    #expect(outcome.status == row.status)
    #expect(outcome.err.contains(row.says), "\(outcome.err)")
    #expect(outcome.out.isEmpty && candor.files.isEmpty)
  }

  @Test func `nobody learns what a body knew that the charter lacks`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let outcome = try candor.run("show", "union.candor", "--known-by", "ncd")
    #expect(outcome.status == 3)
    #expect(outcome.err.hasPrefix("candor: no body is called \"ncd\"\n  the charter knows: "))
    #expect(outcome.err.hasSuffix("did you mean ndc?\n"))
  }

  @Test(arguments: [["people"], ["backup"], ["archive"], ["show"], ["charter", "check"]]) func `the help teaches with an example`(
    command: [String]
  )
    throws
  {
    let candor = try Candor()
    defer { candor.remove() }
    let help = try candor.run(command + ["--help"])
    #expect(help.status == 0 && help.out.contains("Example:  candor \(command.joined(separator: " ")) "))
  }
}

import Foundation
import StrictJSON
import Testing

/// Two records that differ in one case only, made and read by commands: someone without its key gets the same from both, on both streams.
@Suite struct TwoRecordsCommandTests {
  private static let charter = """
    organization: A club
    timezone: Europe/Madrid
    bodies:
      board: { title: Board }
      council: { title: Council }
      conduct: { title: Conduct Committee, independent-of: [board, council] }
      members: { title: members }
    visibility:
      default: case
    coverage: [{ kinds: [decision.taken], keeper: board }]
    clauses:
      - { id: "1", title: Independence, text: T., rule: { check: interference, body: conduct } }
      - { id: "2", title: Telling, text: T., rule: { check: concealment, of: conduct, owed-to: members } }
      - { id: "3", title: Mandates, text: T., rule: { check: carry-out, of: members, promises: true } }
      - { id: "4", title: Hearing, text: T., rule: { check: hearing, acts: [expel, suspend] } }

    """

  private static let common = """
    about: A complaint
    people:
      complainant: { role: complainant, names: [Olvera Quint] }
      respondent: { role: respondent }
      chair: { role: participant, office: chair of the board, seats: board }
    entries:
      - { label: alleged, kind: allegation.made, occurred: 2018-05-03, from: complainant, against: respondent, of: harassment, severity: severe }
      - { label: decided, kind: decision.taken, occurred: 2018-05-11, by: conduct, outcome: { expel: respondent }, answers: alleged, says: As was asked. }
      - { label: wrote, kind: instruction.given, occurred: 2018-05-12, from: chair, to: conduct, content: [{ evidence: none of it counts }], on: decided }
      - { label: voted, kind: vote.held, occurred: 2018-05-13, by: board, on: decided, votes: { for: 3, against: 1 }, roll: [{ chair: for }], result: adopted }
      - { label: mandated, kind: mandate.given, occurred: 2018-07-01, by: members, to: board, task: A report., due: 2018-09-01 }

    """
  private static let commonLater = """
    - { label: told, kind: notice.given, occurred: 2018-06-20, to: members, of: decided, says: "That {respondent} is gone." }
    - { label: reported, kind: mandate.reported, occurred: 2018-10-01, of: mandated, state: done }

    """

  /// The other case, as it opens and as it goes on. The first parts have the same number of entries, so that what comes after them has the same numbers.
  private static let others: [(first: String, later: String)] = [
    (
      """
      about: What the treasurer did with the fund
      people:
        accuser: { role: complainant, names: [Tamsin Orrelwood] }
        treasurer: { role: respondent, office: treasurer, seats: [board, council] }
      entries:
        - { label: dealt, kind: mandate.given, occurred: 2018-02, by: members, to: council, task: To look into it., due: 2018-03-01 }
        - { label: claim, kind: allegation.made, occurred: 2018-01, from: accuser, against: treasurer, of: theft, severity: severe }
        - { label: gathering, kind: meeting.held, occurred: 2018-04-01, bodies: board }

      """,
      """
      - { label: note, kind: notice.given, occurred: 2018-05-01, to: members, of: claim }

      """
    ),
    (
      """
      about: Whether anyone was hurt when the roof of the hall came down, and why nobody was told of what the builder had said of it
      people:
        builder: { role: witness, part: the builder }
        caretaker: { role: whistleblower, names: [Ferenc Aldwyne, F. A.], contacts: [ferko@hall.example] }
      entries:
        - { label: dealt, kind: mandate.given, occurred: 2018-02, by: members, to: council, task: To look into it., due: 2018-03-01 }
        - { label: silence, kind: instruction.given, occurred: 2017-11, from: council, to: conduct, content: [{ confidentiality: all of it }], silence: everything }
        - { label: asked, kind: request.made, occurred: 2017-12, by: builder, to: board, asks: What became of the warning. }

      """,
      """
      - { label: undone, kind: conflict.noted, occurred: 2018-06-01, who: builder, tie: kin, how: asserted }
      - { label: heard, kind: evidence.received, occurred: 2018-06-02, by: conduct, from: caretaker, what: statement, says: A long statement. }
      - { label: voted, kind: vote.held, occurred: 2018-06-03, on: dealt, by: board, votes: { for: 2, against: 2 }, result: rejected }
      - { label: paid, kind: support.given, occurred: 2018-07, to: caretaker, what: a lawyer }
      - { label: again, kind: support.given, occurred: 2018-08, to: caretaker, what: a doctor }
      - { label: met, kind: meeting.held, occurred: 2018-09, bodies: council }
      - { label: stepped, kind: recusal.noted, occurred: 2018-06-04, who: builder, state: declared }

      """
    ),
  ]

  /// A record with both cases, and the keys of two who hold nothing of the other: one reads all the rest, one what is open to members.
  private struct Pair {
    let candor: Candor
    private(set) var (common, other) = ("", "")
    private(set) var size = 0
    /// The entries that are not opened to a reader.
    private(set) var unopened: [String: Set<Int>] = [:]

    init(_ told: (first: String, later: String)) throws {
      candor = try Candor()
      func done(_ arguments: String...) throws -> String {
        let outcome = try candor.run(arguments)
        try #require(outcome.status == 0, "\(arguments): \(outcome.err)")
        return outcome.out
      }
      let texts = [
        ("charter", TwoRecordsCommandTests.charter), ("common", TwoRecordsCommandTests.common), ("other", told.first),
        ("later", told.later),
        ("more", TwoRecordsCommandTests.commonLater), ("new", "{ kind: notice.given, label: claim, to: members }\n"),
        ("newcase", "about: What the treasurer did with the fund\nentries: [{ kind: notice.given, label: dealt, to: members }]\n"),
      ]
      for (name, text) in texts { try candor.write(text, to: "\(name).yaml") }
      _ = try done("init", "union.candor", "--charter", "charter.yaml", "--no-passphrase")
      _ = try done("import", "union.candor", "common.yaml")
      common = try cases()[0]
      for (name, audiences) in [("insider", ["members", "body:board", "body:conduct", "case"]), ("member", ["members"])] {
        let key = String(
          try #require(
            try done("key", "new", "union.candor", "--key", "\(name).key", "--no-passphrase").firstMatch(of: /public key  (\S+)/)
          ).1)
        var person = "new"
        for audience in audiences {
          let granted = try done("grant", "union.candor", key, "--to", person, "--audience", audience)
          person = String(try #require(granted.firstMatch(of: /^granted (\S+)/)).1)
        }
      }
      _ = try done("import", "union.candor", "other.yaml")
      other = try #require(try cases().first { $0 != common })
      _ = try done("append", "union.candor", "more.yaml", "--case", common)
      _ = try done("append", "union.candor", "later.yaml", "--case", other)
      if told.later.contains("heard") {
        _ = try done("erase", "union.candor", "heard", "says", "--ground", "{caretaker}", "--by", "conduct", "--case", other, "--yes")
      }
      size = Int(try #require(try done("checkpoint", "union.candor").firstMatch(of: /entries      (\d+)/)).1) ?? 0
      for name in ["insider", "member"] {
        let entries = try JSONValue(
          parsing: Array(done("show", "union.candor", "--format", "json", "--key", "\(name).key").utf8.dropLast()))
        let shut = entries["entries"]?.arrayValue?.filter { $0["kind"] == nil }.compactMap { $0["entry"]?.integerValue } ?? []
        try #require(!shut.isEmpty)
        unopened[name] = Set(shut)
      }
    }

    private func cases() throws -> [String] {
      let listed = try candor.run("show", "union.candor", "--format", "json").out
      let ids = try JSONValue(parsing: Array(listed.utf8.dropLast()))["entries"]?.arrayValue?.compactMap { $0["case"]?.stringValue } ?? []
      return ids.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    func run(as name: String, _ arguments: [String]) throws -> Candor.Outcome {
      let words = ["COMMON": common, "OTHER": other]
      return try candor.run(
        [arguments[0]] + arguments.dropFirst().map { words[$0] ?? $0 } + (name == "keeper" ? [] : ["--key", "\(name).key"]))
    }

    /// What someone gets, without what the log shows to everyone and what differs with every key and salt.
    func answer(as name: String, _ arguments: [String]) throws -> String {
      let outcome = try run(as: name, arguments)
      if arguments[0] == "backup" { try? FileManager.default.removeItem(at: candor.folder.appending(path: "copy.candor")) }
      let json = try? JSONValue(parsing: Array(outcome.out.utf8.dropLast(outcome.out.hasSuffix("\n") ? 1 : 0)))
      let out = json.map { masked($0, unopened[name] ?? []).canonicalText } ?? outcome.out
      return "\(outcome.status)\n\(masked(out))\n\(masked(outcome.err))"
    }

    private func masked(_ text: String) -> String {
      var ids: [String] = []
      return text.replacing(candor.folder.path, with: "FOLDER").replacing(/\s+/, with: " ")
        .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+Z/, with: "[time]")
        .replacing(/(?:[0-9A-Z]{4}-){13}[0-9A-Z]{4}/, with: "[key]").replacing(/key [0-9A-Z]{4}-[0-9A-Z]{4}…/, with: "[key]")
        .replacing(/candor\/[0-9a-z]{20}/, with: "[record]").replacing(/\[record\]\+[0-9a-f]{8}\+[A-Za-z0-9+\/=]+/, with: "[signer]")
        .replacing(/[A-Za-z0-9+\/]{43}=/, with: "[root]")
        .replacing(/[0-9]+ entries are not opened here of the [0-9]+/, with: "[unseen]")
        .replacing(/may tell more: entr(?:y|ies) [0-9, ]+/, with: "may tell more: [unseen] ")
        .replacing(/[0-9]+ box(?:es)? not opened by this key/, with: "[shut]")
        // Identifiers are drawn at random; which is which stays.
        .replacing(/\b[0-9a-hjkmnp-tv-z]{12}\b/.wordBoundaryKind(.simple)) { match in
          let id = String(match.output)
          if !ids.contains(id) { ids.append(id) }
          return "ID\(ids.firstIndex(of: id) ?? 0)"
        }
        .replacing(/\b[0-9]+\b/.wordBoundaryKind(.simple)) { number in
          // How many entries there are, and the numbers that new ones would get.
          let known = [size: "[size]", size + 1: "[next]", size + 2: "[after]"]
          return Int(number.output).flatMap { known[$0] } ?? String(number.output)
        }
    }

    private func masked(_ value: JSONValue, _ unopened: Set<Int>) -> JSONValue {
      switch value {
      case .array(let elements):
        // An entry that is not opened: its number and its day.
        return .array(
          elements.filter { $0.integerValue.map { !unopened.contains($0) } ?? true }
            .filter { $0["hidden"] != "withheld" || $0["kind"] != nil }.map { masked($0, unopened) })
      case .object(let object):
        if object["candor-bundle"] != nil { return opened(object) }
        return .object(
          object.reduce(into: JSONObject()) { result, member in
            result[member.name] = ["shut", "bytes", "note"].contains(member.name) ? "[masked]" : masked(member.value, unopened)
          })
      case .string, .null, .bool, .number: return value
      }
    }

    /// What a proof opens, without salts, hashes and signatures.
    private func opened(_ bundle: JSONObject) -> JSONValue {
      .array(
        (bundle["entries"]?.arrayValue ?? []).map { entry in
          .array(
            (entry["disclosures"]?.arrayValue ?? []).map { disclosure in
              let letters = (disclosure["text"]?.stringValue ?? "").replacing("-", with: "+").replacing("_", with: "/")
              let padded = letters + String(repeating: "=", count: (4 - letters.count % 4) % 4)
              let parsed = Data(base64Encoded: padded).flatMap { try? JSONValue(parsing: Array($0)) }
              return .array(Array(parsed?.arrayValue?.dropFirst() ?? []))
            })
        })
    }
  }

  private static let record = "union.candor"

  /// Every command that reads.
  private static let questions: [[String]] =
    [
      ["show"], ["show", "--grep", "fund"], ["show", "--grep", "report"], ["show", "--known-by", "council"], ["check"],
      ["check", "--as-of", "2018-05-12"], ["check", "--explain", "3"], ["check", "--integrity"], ["people", "--names"], ["votes"],
      ["mandates"], ["due"], ["due", "--as-of", "2018-05-12"], ["access"], ["checkpoint"], ["backup", "copy.candor"],
      ["append", "new.yaml", "--dry-run"], ["import", "newcase.yaml", "--dry-run"], ["export", "--edition", "public"],
      ["export", "--edition", "members"],
      ["export", "--edition", "case"], ["prove", "2", "8", "15", "--edition", "members"], ["prove", "2", "8", "15", "--edition", "case"],
      ["prove", "9999"], ["export-casefile"],
    ].map { [$0[0], record] + $0.dropFirst() } + [["charter", "show", record]]

  /// The same in the other form that they write.
  private static let inOtherForms: [[String]] =
    questions.filter { $0[0] == "export" }.map { $0 + ["--format", "docbook"] }
    + [
      ["show"], ["show", "COMMON"], ["show", "--known-by", "council"], ["check"], ["check", "--explain", "3"], ["check", "--integrity"],
      ["people", "--names"], ["votes"], ["mandates"], ["due"], ["access"], ["checkpoint"], ["backup", "copy.candor"],
      ["append", "new.yaml", "--dry-run"], ["import", "newcase.yaml", "--dry-run"],
    ].map { [$0[0], record] + $0.dropFirst() + ["--format", "json"] }

  /// Every command that can be asked of a case.
  private static func asked(of id: String) -> [[String]] {
    [
      ["show", record, id], ["show", record, id, "--format", "json"], ["show", record, id, "--grep", "report"],
      ["show", record, id, "--known-by", "board"], ["people", record, id, "--names"], ["votes", record, id], ["mandates", record, id],
      ["due", record, id],
      ["access", record, id], ["check", record, "--case", id], ["check", record, "--case", id, "--explain", "3"],
      ["export", record, "--edition", "public", "--case", id], ["export", record, "--edition", "case", "--case", id, "--out", "findings"],
      ["export-casefile", record, "--case", id], ["prove", record, "2", "--edition", "case", "--case", id],
      ["append", record, "new.yaml", "--case", id, "--dry-run"], ["append", record, "new.yaml", "--case", id],
    ]
  }

  @Test(.timeLimit(.minutes(60)))
  func `of two records that differ in one case, someone without its key gets the same by every command`() throws {
    let records = (try Pair(Self.others[0]), try Pair(Self.others[1]))
    defer {
      records.0.candor.remove()
      records.1.candor.remove()
    }
    #expect(records.0.size < records.1.size)
    for (name, questions) in [("insider", Self.questions + Self.inOtherForms), ("member", Self.questions)] {
      for question in questions {
        let answers = (try records.0.answer(as: name, question), try records.1.answer(as: name, question))
        if answers.0 == answers.1 { continue }
        let (one, another) = (Array(answers.0), Array(answers.1))
        let start = max(0, zip(one, another).prefix { $0 == $1 }.count - 80)
        Issue.record(
          "\(question.joined(separator: " ")) as \(name):\n\(String(one[start...].prefix(240)))\n\(String(another[start...].prefix(240)))")
      }
    }
    // Who holds its key gets others, and this tells them apart.
    for command in [["show"], ["people"], ["check"], ["export-casefile", "--case", "OTHER"], ["show", "OTHER"]] {
      let question = [command[0], Self.record] + command.dropFirst()
      #expect(try records.0.answer(as: "keeper", question) != records.1.answer(as: "keeper", question), "\(question)")
    }
    // A case that is hidden is to them one that there is not, to the letter.
    let unknown = "7wjppehawya0"
    for (place, missing) in Self.asked(of: unknown).enumerated() {
      for name in missing.contains("--edition") || missing[0] == "show" ? ["insider", "member"] : ["insider"] {
        let expected = try records.1.run(as: name, missing)
        #expect([3, 4].contains(expected.status) && expected.out.isEmpty, "\(missing) as \(name): \(expected.status)")
        for pair in [records.0, records.1] {
          let hidden = try pair.run(as: name, Self.asked(of: pair.other)[place])
          #expect(hidden.status == expected.status && hidden.out.isEmpty, "\(missing) as \(name): \(hidden.status)")
          let same = [pair.common, pair.other, records.1.common, unknown].reduce(into: (hidden.err, expected.err)) { texts, id in
            let word = [pair.other, unknown].contains(id) ? "CASE" : "COMMON"
            texts = (texts.0.replacing(id, with: word), texts.1.replacing(id, with: word))
          }
          #expect(same.0 == same.1, "\(missing) as \(name)")
        }
      }
    }
  }
}

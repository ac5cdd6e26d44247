import Foundation
import StrictJSON
import Testing

/// How a record passes to someone else's key: handed over by whoever keeps it, or recovered where the key is lost.
@Suite struct CustodyCommandTests {
  /// A record whose deputy, with the case and a key of their own under a passphrase, could take it over.
  private static func club() throws -> Club {
    var club = try Club(grants: false)
    for (name, text) in [("one", "one"), ("two", "two"), ("recovery", club.recovery), ("slips", slips(club.recovery))] {
      try write(text + "\n", to: name, in: club)
    }
    try club.makeKey("judge", "--passphrase-file", "one")
    try club.makeKey("member")
    for name in ["judge", "member"] { try club.grant(name, "members") }
    try club.grant("judge", "case", "--seat", "conduct")
    return club
  }

  private static func write(_ text: String, to name: String, in club: Club) throws {
    try club.candor.write(text, to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: club.candor.folder.appending(path: name).path)
  }

  /// As someone copies it from paper.
  private static func slips(_ key: String) -> String {
    " " + key.lowercased().replacing("-", with: " ").replacing("0", with: "O").replacing("1", with: "l") + " "
  }

  private func verification(_ club: Club, _ key: String...) throws -> String {
    try club.candor.run(["checkpoint", "union.candor", "--only-key", "--key"] + key).out.trimmingCharacters(in: .newlines)
  }

  // MARK: Handing over

  @Test func `a record is handed over to a key that someone has, and both read on`() throws {
    let club = try Self.club()
    defer { club.remove() }
    let key = try club.candor.bytes(of: "judge.key")
    let handed = try club.candor.run(
      "hand-over", "union.candor", "--to", "conduct", "--to-key", "judge.key", "--new-passphrase-file", "one")
    #expect(handed.status == 0 && handed.err.isEmpty, "\(handed.err)")
    #expect(handed.out.hasPrefix("handed over union.candor with entry ") && handed.out.contains("\n  key file   judge.key\n"))
    #expect(try club.candor.bytes(of: "judge.key") == key)
    try club.candor.write("{ kind: decision.taken, by: conduct, says: The saltmarsh. }\n", to: "entry.yaml")
    let append: [String] = ["append", "union.candor", "entry.yaml", "--case", club.id, "--key"]
    let former = try club.candor.run(append + [club.keeper])
    #expect(former.status == 4 && former.out.isEmpty, "\(former.err)")
    let kept = try club.candor.run(append + ["judge.key", "--passphrase-file", "one"])
    #expect(kept.status == 0 && kept.err.isEmpty, "\(kept.err)")
    #expect(try club.candor.run("check", "union.candor", "--integrity", "--key", "judge.key", "--passphrase-file", "one").status == 0)
    // Whoever trusted the first trusts whoever it handed over to.
    let member = try club.run(as: "member", "show", "union.candor", "--format", "json")
    #expect(member.status == 0 && Club.words(in: member.out) == Club.words(for: "member"), "\(member.err)")
    #expect(try !club.candor.run("show", "union.candor", "--format", "json", "--key", club.keeper).out.contains("saltmarsh"))
  }

  struct Refused: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var status: Int32
    var says: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  private static let handOver: [String] = ["hand-over", "union.candor", "--to", "conduct"]
  private static let recover: [String] = ["recover", "union.candor", "--to", "conduct"]

  private static let refused = [
    Refused(
      arguments: handOver + ["--to-key", "judge.key", "--new-passphrase-file", "two"], status: 4,
      says: "candor: judge.key: the passphrase does not open this key file\n  Type it again; "),
    Refused(
      arguments: handOver + ["--to-key", "judge.key"], status: 4,
      says: "candor: judge.key: this key file is protected by a passphrase, and none was given\n"),
    Refused(arguments: handOver + ["--to-key", "damaged.key"], status: 5, says: "candor: damaged.key: this key file is damaged\n"),
    Refused(arguments: handOver + ["--to-key", "other.key"], status: 4, says: "candor: other.key: this is the key of another record, "),
    Refused(arguments: handOver + ["--to-key", "none.key"], status: 5, says: "candor: none.key: there is no such key file\n"),
    Refused(arguments: handOver + ["--to-key", "case.yaml"], status: 5, says: "candor: case.yaml: this is no key file\n"),
    Refused(arguments: handOver + ["--to-key", "KEEPER"], status: 3, says: "candor: the record is in the custody of that key already\n"),
    Refused(
      arguments: handOver + ["--to-key", "judge.key", "--new-key", "new.key"], status: 2,
      says: "say who is to keep it: --new-key FILE, or --to-key FILE"),
    Refused(
      arguments: handOver + ["--new-key", "new.key", "--no-passphrase", "--with", "mandated"], status: 3,
      says: "is of a case, and the handover of the record is of none\n  say it in an entry of that case: kind: custody.transferred, "),
    Refused(
      arguments: handOver + ["--new-key", "new.key", "--no-passphrase", "--with", "500"], status: 3,
      says: "candor: no entry is called \"500\"\n"),
    Refused(arguments: handOver, status: 2, says: "say who is to keep it: --new-key FILE, or --to-key FILE"),
    Refused(
      arguments: handOver + ["--new-key", "judge.key", "--no-passphrase"], status: 5,
      says: "candor: judge.key: there is a file of that name already\n"),
    Refused(
      arguments: recover + ["--new-key", "new.key", "--no-passphrase", "--recovery-file", "wrong"], status: 4,
      says: "candor: this is not the recovery key of union.candor\n  look for the one that was written down when this record was made\n"),
    Refused(
      arguments: recover + ["--new-key", "new.key", "--no-passphrase", "--recovery-file", "torn"], status: 4,
      says: "candor: this is no recovery key: it has not 56 letters and digits\n  Compare it with the paper, group by group, 14 of four; "),
    Refused(
      arguments: recover + ["--rehearse", "--recovery-file", "mistyped"], status: 4,
      says: "candor: this is no recovery key: a letter is wrong somewhere\n"),
    Refused(
      arguments: recover + ["--new-key", "judge.key", "--no-passphrase", "--recovery-file", "recovery"], status: 5,
      says: "candor: judge.key: there is a file of that name already\n"),
    Refused(
      arguments: recover + ["--new-key", "no/such/new.key", "--no-passphrase", "--recovery-file", "recovery"], status: 5,
      says: "candor: no/such/new.key: "),
    Refused(
      arguments: recover + ["--new-key", "new.key", "--new-passphrase-file", "empty", "--recovery-file", "recovery"], status: 3,
      says: "candor: the passphrase is empty\n"),
    Refused(
      arguments: ["recover", "union.candor", "--to", "nobody", "--new-key", "new.key", "--no-passphrase", "--recovery-file", "recovery"],
      status: 3, says: "candor: no person or body is called \"nobody\"\n"),
    Refused(arguments: recover, status: 2, says: "say what is wanted: --rehearse, or --new-key FILE"),
    Refused(
      arguments: recover + ["--rehearse", "--recovery-fd", "9"], status: 2, says: "--recovery-fd is 9, and no such descriptor is open"),
    Refused(
      arguments: recover + ["--rehearse", "--recovery-file", "open"], status: 4,
      says: "candor: others than its owner may read or write the passphrase file open\n"),
    Refused(
      arguments: ["show", "union.candor", "--key", "judge.key", "--passphrase-file", "two"], status: 4,
      says: "candor: judge.key: the passphrase does not open this key file\n"),
    Refused(
      arguments: ["show", "union.candor", "--key", "damaged.key"], status: 5, says: "candor: damaged.key: this key file is damaged\n"),
    Refused(
      arguments: ["show", "union.candor", "--key", "other.key"], status: 4, says: "candor: other.key: this is the key of another record, "),
    Refused(
      arguments: ["key", "new", "union.candor", "--key", "judge.key", "--no-passphrase"], status: 5,
      says: "candor: judge.key: there is a file of that name already\n"),
    Refused(
      arguments: ["key", "new", "union.candor", "--key", "new.key", "--passphrase-file", "empty"], status: 3,
      says: "candor: the passphrase is empty\n"),
    Refused(
      arguments: ["key", "new", "none.candor", "--key", "new.key", "--no-passphrase"], status: 5,
      says: "candor: none.candor: there is no such file\n"),
    Refused(
      arguments: ["key", "trust", "--key", "judge.key", "--verification", "OTHER", "--passphrase-file", "one"], status: 3,
      says: "candor: that key signs another record, candor/"),
    Refused(
      arguments: ["key", "trust", "--key", "judge.key", "--verification", "SAME", "--passphrase-file", "two"], status: 4,
      says: "candor: judge.key: the passphrase does not open this key file\n"),
    Refused(
      arguments: ["key", "trust", "--key", "judge.key", "--verification", "nothing", "--passphrase-file", "one"], status: 5,
      says: "candor: "),
  ]

  @Test func `what will not do is refused, each with its message, and nothing is changed or left behind`() throws {
    let club = try Self.club()
    defer { club.remove() }
    let other = try club.candor.run("init", "other.candor", "--charter", "charter.yaml", "--key", "other.key", "--no-passphrase")
    let wrong = String(try #require(other.out.firstMatch(of: /recovery   (\S+)/)).1)
    var mistyped = Array(club.recovery)
    mistyped[33] = mistyped[33] == "7" ? "8" : "7"
    for (name, text) in [("wrong", wrong), ("torn", String(club.recovery.dropLast(5))), ("mistyped", String(mistyped)), ("empty", "")] {
      try Self.write(text + "\n", to: name, in: club)
    }
    try club.candor.write(club.recovery + "\n", to: "open")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: club.candor.folder.appending(path: "open").path)
    try Self.write(
      try club.candor.text("member.key").replacing(/"opening":"./) { $0.output.hasSuffix("A") ? "\"opening\":\"B" : "\"opening\":\"A" },
      to: "damaged.key", in: club)
    let words = [
      "KEEPER": club.keeper, "SAME": try verification(club, club.keeper),
      "OTHER": try club.candor.run("checkpoint", "other.candor", "--key", "other.key", "--only-key").out
        .trimmingCharacters(in: .newlines),
    ]
    let (before, files) = (try club.bytes(), club.candor.files)
    for row in Self.refused {
      let refused = try club.candor.run(row.arguments.map { words[$0] ?? $0 })
      #expect(refused.status == row.status && refused.out.isEmpty, "\(row): \(refused.status)")
      #expect(refused.err.contains(row.says), "\(row): \(refused.err)")
      for key in [club.recovery, wrong] { #expect(!refused.err.contains(key.prefix(9)), "\(row)") }
      #expect(try club.bytes() == before && club.candor.files == files, "\(row)")
    }
  }

  // MARK: Recovering

  @Test func `a rehearsal reads everything, changes no byte, and takes the key as people copy it`() throws {
    let club = try Self.club()
    defer { club.remove() }
    let (before, files) = (try club.bytes(), club.candor.files)
    for given in [
      "--recovery-file recovery", "--recovery-file slips", "--recovery-fd 7 7<recovery", "--recovery-fd 0 <slips",
      "--recovery-file <(cat recovery)",
    ] {
      let found = try KeyCommandTests.script("\"$0\" recover union.candor --rehearse \(given)", in: club.candor)
      #expect(found.status == 0 && found.err.isEmpty, "\(given): \(found.err)")
      #expect(
        found.out.contains(/the recovery key opens union\.candor: [0-9]+ entries with [0-9]+ values, 1 case\n  nothing was changed;/),
        "\(found.out)")
      #expect(!Club.words.contains { found.out.contains($0.word) })
      #expect(try club.bytes() == before && club.candor.files == files, "\(given)")
    }
  }

  @Test(arguments: [["--recovery-file", "slips", "--no-passphrase"], ["--recovery-file", "recovery", "--new-passphrase-file", "two"]])
  func `a record whose key is lost passes to a new one, and its readers go on when they trust that`(given: [String]) throws {
    let club = try Self.club()
    defer { club.remove() }
    let new: [String] = ["--key", "new.key"] + (given.contains("two") ? ["--passphrase-file", "two"] : [])
    let recovered = try club.candor.run(Self.recover + ["--new-key", "new.key"] + given)
    #expect(recovered.status == 0 && recovered.err.isEmpty, "\(recovered.err)")
    #expect(recovered.out.hasPrefix("recovered union.candor with entry ") && recovered.out.contains("\n  key file   new.key\n"))
    #expect(!recovered.out.contains(club.recovery.prefix(9)))
    let signer = try #require(recovered.out.firstMatch(of: /signed by  (\S+)/)).1
    #expect(try club.candor.run(["checkpoint", "union.candor", "--only-key"] + new).out == signer + "\n")
    let whole = try club.candor.run(["check", "union.candor", "--integrity"] + new)
    #expect(whole.status == 0, "\(whole.err)")
    try club.candor.write("{ kind: meeting.held, bodies: board, says: In the windrow. }\n", to: "entry.yaml")
    #expect(try club.candor.run(["append", "union.candor", "entry.yaml"] + new).status == 0)
    // The lost key, should someone have found it, and every reader's: a key signs that they do not know.
    for key in [club.keeper, "member.key"] {
      let refused = try club.candor.run("show", "union.candor", "--key", key)
      #expect(refused.status == 4 && refused.out.isEmpty, "\(key)")
      #expect(refused.err.contains("this record is signed by a key that yours does not trust") && refused.err.contains("candor key trust"))
    }
    let trusted = try club.candor.run("key", "trust", "--key", "member.key", "--verification", String(signer))
    #expect(trusted.status == 0 && trusted.out == "member.key: trusts \(signer) from here on\n", "\(trusted.err)")
    #expect(try club.candor.run("key", "show", "--key", "member.key").out.contains("\ntrusts        \(signer)\n"))
    let read = try club.run(as: "member", "show", "union.candor", "--format", "json")
    #expect(Club.words(in: read.out) == Club.words(for: "member") && read.out.contains("windrow"), "\(read.err)")
    // One under a passphrase stays under it.
    let judge = try club.candor.run(
      "key", "trust", "--key", "judge.key", "--verification", String(signer), "--passphrase-file", "one")
    #expect(judge.status == 0, "\(judge.err)")
    let shown = try club.candor.run("show", "union.candor", "--format", "json", "--key", "judge.key", "--passphrase-file", "one")
    #expect(Club.words(in: shown.out) == Club.words(for: "judge") && shown.out.contains("windrow"), "\(shown.err)")
    #expect(try club.candor.run("show", "union.candor", "--key", "judge.key", "--passphrase-file", "two").status == 4)
    // Nor does the lost key open what came after, if its holder trusts the new one.
    _ = try club.candor.run("key", "trust", "--key", club.keeper, "--verification", String(signer))
    let lost = try club.candor.run("show", "union.candor", "--format", "json", "--key", club.keeper)
    #expect(lost.status == 0 && lost.out.contains("osmosis") && !lost.out.contains("windrow"), "\(lost.err)")
    // The paper opens it again.
    #expect(try club.candor.run("recover", "union.candor", "--rehearse", "--recovery-file", "recovery").status == 0)
  }

  @Test(.enabled(if: KeyCommandTests.hasPython, "python3 is missing"), .timeLimit(.minutes(60)))
  func `on a terminal the recovery key is asked, and never shown`() throws {
    let club = try Self.club()
    defer { club.remove() }
    let rehearse: [String] = ["recover", "union.candor", "--rehearse"]
    let before = try club.bytes()
    let asked = "recovery key of union.candor: "
    let wrong = try KeyCommandTests.onTerminal(club.candor, rehearse, answers: [(asked, club.recovery.dropLast() + "\n")])
    #expect(wrong.status == 4 && wrong.out.isEmpty && wrong.err.hasPrefix("candor: this is no recovery key: "))
    let found = try KeyCommandTests.onTerminal(club.candor, rehearse, answers: [(asked, Self.slips(club.recovery) + "\n")], in: "/dev/null")
    #expect(found.status == 0 && found.out.hasPrefix("the recovery key opens union.candor: "), "\(found.err)")
    let none = try KeyCommandTests.onTerminal(club.candor, rehearse, in: "/dev/null", terminal: false)
    #expect(none.status == 3 && none.out.isEmpty && none.err.hasPrefix("candor: nobody gave the recovery key\n  run it on a terminal, "))
    #expect(try club.bytes() == before)
    let recovered = try KeyCommandTests.onTerminal(
      club.candor, Self.recover + ["--new-key", "new.key"],
      answers: [
        (asked, club.recovery + "\n"), ("new passphrase for new.key: ", "correct horse\n"), ("the same again: ", "correct horse\n"),
      ])
    #expect(recovered.status == 0 && recovered.out.hasPrefix("recovered union.candor with entry "), "\(recovered.err)")
    let group = club.recovery.prefix(4)
    for seen in [wrong, found, none, recovered] {
      for text in [seen.shown, seen.out, seen.err] {
        #expect(!text.uppercased().contains(group) && !text.contains("horse"))
      }
    }
  }
}

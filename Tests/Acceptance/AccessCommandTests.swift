import Foundation
import StrictJSON
import Testing

/// Keys of people's own, by commands: what each reads, how they are let in, and how their access ends.
@Suite struct AccessCommandTests {
  // MARK: Reading

  struct Reading: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    /// What it says, by who asks; `*` for everyone whom it does not name.
    var says: [String: String] = [:]
    /// How many lines hold names, by who asks: none, unless names are asked for; nil where the whole view is.
    var named: [String: Int]? = ["keeper": 0, "judge": 0, "complainant": 0, "member": 0]
    var testDescription: String { arguments.joined(separator: " ") }
  }

  private static let readings: [Reading] = [
    Reading(
      arguments: ["show", "union.candor"],
      says: ["judge": "The Conduct Committee decided. By osmosis.", "*": "not open to you, and may tell more: entries "]),
    Reading(arguments: ["show", "union.candor", "--format", "json"], named: nil),
    Reading(arguments: ["check", "union.candor", "--as-of", "2026-05-20"], says: ["judge": "OPEN ", "*": "0 breached, "]),
    Reading(arguments: ["people", "union.candor"], says: ["judge": "sat on conduct"]),
    Reading(
      arguments: ["people", "union.candor", "--names"],
      says: ["judge": "name: Bartholo Nonesuch", "complainant": "name: Adalind Nonesuch"],
      named: ["keeper": 5, "judge": 5, "complainant": 1, "member": 0]),
    Reading(
      arguments: ["votes", "union.candor"], says: ["judge": "The Board voted on entry", "*": "no vote is on record\nnot open to you, "]),
    Reading(
      arguments: ["mandates", "union.candor"],
      says: ["judge": "Members gave the Board this task", "*": "no mandate is on record\nnot open to you, "]),
    Reading(arguments: ["export", "union.candor", "--edition", "members"], says: ["*": "FINDINGS FOR MEMBERS"]),
    Reading(arguments: ["export", "union.candor", "--edition", "case"], says: ["*": "FINDINGS FOR THE CASE"]),
    Reading(arguments: ["export-casefile", "union.candor"], says: ["*": "# candor: case"], named: nil),
    Reading(arguments: ["access", "union.candor"], says: ["judge": "for its seat on conduct; key ", "*": "members · open\n"]),
    Reading(
      arguments: ["check", "union.candor", "--integrity"],
      says: ["keeper": ", 1 checkpoint\n", "*": " boxes not opened by this key, of which only the seal was looked at\n"]),
    Reading(arguments: ["charter", "show", "union.candor"], says: ["*": "\"organization\": \"A club\""]),
    Reading(arguments: ["checkpoint", "union.candor"], says: ["*": "signed by    candor/"]),
    Reading(arguments: ["prove", "union.candor", "2", "9", "16"], says: ["*": "{\"candor-bundle\":1,"]),
    Reading(arguments: ["backup", "union.candor", "copy.candor"], says: ["*": "the key is not in it  "]),
    Reading(arguments: ["append", "union.candor", "more.yaml", "--dry-run"], says: ["*": "nothing was written: this would be 1 entry"]),
  ]

  @Test func `each command shows everyone what their key opens, and nothing of the rest`() throws {
    let club = try Club()
    defer { club.remove() }
    try club.candor.write("{ kind: meeting.held, occurred: 2026-05-08, bodies: board }\n", to: "more.yaml")
    // Whoever keeps the record goes first: that a proof was handed out is kept in it.
    var before: [String: Data]?
    for name in ["keeper", "judge", "complainant", "member"] {
      for reading in Self.readings {
        let outcome = try club.run(as: name, reading.arguments)
        let what = "\(reading) as \(name): \(outcome.err)"
        #expect(outcome.status == 0, "\(what)")
        #expect(Club.words(in: outcome.out + outcome.err).isSubset(of: Club.words(for: name)), "\(what)")
        if let says = reading.says[name] ?? reading.says[name == "keeper" ? "judge" : "*"] ?? reading.says["*"] {
          #expect(outcome.out.contains(says), "\(what)\(outcome.out)")
        }
        if reading.arguments.contains("json") { #expect(Club.words(in: outcome.out) == Club.words(for: name), "\(what)") }
        if let named = reading.named {
          let lines = outcome.out.split(separator: "\n").count { $0.contains("Nonesuch") }
          #expect(lines == named[name], "\(what)")
        }
        if reading.arguments[0] == "backup" { try FileManager.default.removeItem(at: club.candor.folder.appending(path: "copy.candor")) }
      }
      #expect(try before == nil || club.bytes() == before, "\(name)")
      before = try club.bytes()
    }
    for reading in Self.readings {
      // To whom nobody granted anything, all is refused alike, with what to do.
      let refused = try club.run(as: "stranger", reading.arguments)
      #expect(refused.status == 4 && refused.out.isEmpty, "\(reading)")
      #expect(
        refused.err == """
          candor: union.candor: nothing in this record is open to this key: nobody has granted it access
            Give your public key to someone who may grant access: 'candor key show' prints it, and they run 'candor grant'.

          """, "\(reading)")
    }
    #expect(try club.bytes() == before)
    #expect(try club.run(as: "stranger", "key", "show").out.contains("\npublic key    \(club.publicKey(of: "stranger"))\n"))
  }

  @Test func `a case of which nothing is open is to its reader one that there is not`() throws {
    var club = try Club(grants: false)
    defer { club.remove() }
    try club.makeKey("outsider")
    _ = try club.candor.run("grant", "union.candor", try club.publicKey(of: "outsider"), "--to", "new", "--audience", "members")
    for command in [["show"], ["people"]] {
      let outcome = try club.run(as: "outsider", [command[0], "union.candor"])
      #expect(outcome.status == 0 && outcome.out == "no case in this record is open to you\n", "\(command): \(outcome.out)")
    }
    for command in [["votes"], ["mandates"], ["export", "--edition", "members"], ["export-casefile"]] {
      let outcome = try club.run(as: "outsider", [command[0], "union.candor"] + command.dropFirst())
      #expect(outcome.status == 3 && outcome.out.isEmpty, "\(command)")
      #expect(
        outcome.err == """
          candor: no case in this record is open to you
            whoever reads a case may grant you access to it: candor grant

          """, "\(command)")
    }
    // The same words for one that is there and for one that is not; whoever keeps the record is told of all.
    for id in [club.id, "7wjppehawya0"] {
      let outcome = try club.run(as: "outsider", "show", "union.candor", id)
      #expect(outcome.status == 3)
      #expect(
        outcome.err == """
          candor: there is no case \(id) in this record
            whoever reads a case may grant you access to it: candor grant

          """)
    }
    #expect(try club.run(as: "keeper", "show", "union.candor", club.id).status == 0)
  }

  // MARK: Writing

  @Test func `whoever reads and does not keep the record changes nothing of it`() throws {
    let club = try Club()
    defer { club.remove() }
    try club.candor.write("{ kind: meeting.held, occurred: 2026-05-08, bodies: board }\n", to: "more.yaml")
    try club.candor.write(Club.casefile.replacing("about: What", with: "about: Again what"), to: "other.yaml")
    try club.candor.write(Club.charter + "in-force: { from: 2030-01-01 }\n", to: "later.yaml")
    let (before, files) = (try club.bytes(), club.candor.files)
    let key = try club.publicKey(of: "stranger")
    for arguments in [
      ["append", "union.candor", "more.yaml"], ["import", "union.candor", "other.yaml"],
      ["charter", "adopt", "union.candor", "later.yaml", "--by", "members"],
      ["grant", "union.candor", key, "--to", "new", "--audience", "members"],
      ["revoke", "union.candor", "--public-key", try club.publicKey(of: "judge")],
      ["erase", "union.candor", "13", "says", "--ground", "The request of someone.", "--by", "conduct", "--yes"],
      ["hand-over", "union.candor", "--to", "conduct", "--new-key", "new.key", "--no-passphrase"],
      ["hand-over", "union.candor", "--to", "conduct", "--to-key", "judge.key"],
    ] {
      let refused = try club.run(as: "judge", arguments)
      #expect(refused.status == 4 && refused.out.isEmpty, "\(arguments): \(refused.status) \(refused.err)")
      #expect(
        refused.err == """
          candor: union.candor: this record is in another's custody; this key reads it and does not write to it
            Ask whoever keeps the record to write it.

          """, "\(arguments)")
      #expect(try club.bytes() == before && club.candor.files == files, "\(arguments)")
    }
  }

  // MARK: Granting

  struct Refused: CustomTestStringConvertible, Sendable {
    var name: String
    var arguments: [String]
    var status: Int32 = 3
    var says: String
    var testDescription: String { name }
  }

  @Test func `what may not be granted or taken back is refused, each with what to do, and nothing is written`() throws {
    let club = try Club()
    defer { club.remove() }
    let key = try club.publicKey(of: "member")
    var wrong = Array(key)
    wrong[22] = wrong[22] == "7" ? "8" : "7"
    let rows: [Refused] = [
      Refused(
        name: "a letter that is wrong", arguments: ["grant", String(wrong), "--to", "member", "--audience", "members"], status: 3,
        says: """
          candor: this is no public key: a letter is wrong somewhere
            Compare it with what 'candor key show' prints on its owner's machine, group by group, 14 of four; case, blanks and hyphens do not matter.

          """),
      Refused(
        name: "a letter too few", arguments: ["grant", String(key.dropLast()), "--to", "member", "--audience", "members"], status: 3,
        says: "candor: this is no public key: it has not 56 letters and digits\n"),
      Refused(
        name: "a letter that none has", arguments: ["grant", key.dropLast() + "U", "--to", "member", "--audience", "members"], status: 3,
        says: "candor: this is no public key: it has a letter that none has\n"),
      Refused(
        name: "the recovery key in its place", arguments: ["grant", club.recovery, "--to", "member", "--audience", "members"], status: 3,
        says: "candor: this is no public key: "),
      Refused(
        name: "nobody on record", arguments: ["grant", key, "--to", "nobody", "--audience", "members"],
        says: "candor: nobody on record is called that\n  name a part in the case (candor people lists them), "),
      Refused(
        name: "no audience", arguments: ["grant", key, "--to", "member", "--audience", "friends"],
        says: "candor: no audience is called that\n  name one of: public, members, case, party, person, body:NAME\n"),
      Refused(
        name: "a party to the case", arguments: ["grant", key, "--to", "complainant", "--audience", "case"], status: 4,
        says: "candor: they are a party to this case, or stepped back from it\n"),
      Refused(
        name: "another's accounts", arguments: ["grant", key, "--to", "member", "--audience", "party", "--of", "complainant"], status: 4,
        says: "candor: these are another's accounts, and they have not consented to it\n"),
      Refused(
        name: "nobody's access", arguments: ["revoke", "0123456789ab"],
        says: "candor: nobody has that access\n  'candor access' lists who may read what\n"),
      Refused(name: "no person", arguments: ["revoke", "someone"], says: "candor: nobody is called that\n"),
      Refused(name: "nobody named", arguments: ["revoke"], status: 2, says: "name a person, or a key: --public-key KEY"),
      Refused(
        name: "a stranger's key", arguments: ["revoke", "--public-key", try club.publicKey(of: "stranger")],
        says: "candor: nobody has that access\n"),
    ]
    let (before, files) = (try club.bytes(), club.candor.files)
    for row in rows {
      let refused = try club.run(as: "keeper", [row.arguments[0], "union.candor"] + row.arguments.dropFirst())
      #expect(refused.status == row.status && refused.out.isEmpty, "\(row.name): \(refused.status)")
      #expect(refused.err.contains(row.says), "\(row.name): \(refused.err)")
      #expect(!refused.err.contains(club.recovery), "\(row.name)")
      #expect(try club.bytes() == before && club.candor.files == files, "\(row.name)")
    }
    // Slips of case, hyphens and like letters are none.
    let slips = key.lowercased().replacing("-", with: " ").replacing("0", with: "o").replacing("1", with: "l")
    #expect(try club.candor.run("grant", "union.candor", slips, "--to", "member", "--audience", "body:board").status == 0)
  }

  // MARK: How it ends

  @Test func `a recusal says whose access ended with it, and their key opens nothing that comes after`() throws {
    let club = try Club()
    defer { club.remove() }
    let person = try club.person("judge")
    let recusal = "{ kind: recusal.noted, occurred: 2026-05-08, who: judge, state: declared }"
    try club.candor.write(recusal + "\n", to: "entry.yaml")
    let before = try club.bytes()
    let foreseen = try club.run(as: "keeper", "append", "union.candor", "entry.yaml", "--case", club.id, "--dry-run")
    #expect(foreseen.out.contains("access     \(person) would read no more of what is open to case:\(club.id), because of entry "))
    #expect(try club.bytes() == before)
    let noted = try club.append(recusal)
    #expect(noted.status == 0 && noted.err.isEmpty, "\(noted.err)")
    let size = try #require(try Self.size(of: club))
    let words = noted.out.replacing(/\s+/, with: " ")
    #expect(
      words.contains(
        "access \(person) reads no more of what is open to case:\(club.id), because of entry \(size - 1); entry \(size) says so"),
      "\(words)")
    #expect(try club.append("{ kind: decision.taken, by: conduct, says: The saltmarsh. }").status == 0)
    let shown = try club.run(as: "judge", "show", "union.candor", "--format", "json").out
    #expect(!shown.contains("saltmarsh") && shown.contains("osmosis"), "what they have read, they have read")
    #expect(try club.run(as: "judge", "access", "union.candor").out.contains("ended by entry \(size)"))
    let again = try club.run(
      as: "keeper", "grant", "union.candor", club.publicKey(of: "judge"), "--to", "judge", "--audience", "case")
    #expect(again.status == 4 && again.err.hasPrefix("candor: they are a party to this case, or stepped back from it\n"))
  }

  private static func size(of club: Club) throws -> Int? {
    try club.run(as: "keeper", "checkpoint", "union.candor").out.firstMatch(of: /entries      (\d+)/).flatMap { Int($0.1) }
  }

  @Test func `where nobody is left who reads a case, it warns, and the recovery key opens it`() throws {
    var club = try Club(grants: false)
    defer { club.remove() }
    try club.makeKey("judge")
    let key = try #require(try club.candor.run("key", "show", "union.candor").out.firstMatch(of: /public key    (\S+)/)).1
    let kept = try club.candor.run("grant", "union.candor", String(key), "--to", "keeper", "--audience", "members")
    #expect(kept.status == 0, "\(kept.err)")
    let noted = try club.append("{ kind: recusal.noted, occurred: 2026-05-08, who: keeper, state: declared }")
    #expect(noted.status == 0)
    #expect(
      noted.err == """
        candor: warning: nobody but the recovery key opens what is recorded for case:\(club.id) from here on
          hand the record over to someone who is no party to it: candor hand-over

        """, "\(noted.err)")
    let before = try club.bytes()
    let refused = try club.append("{ kind: decision.taken, by: conduct, says: The saltmarsh. }")
    #expect(refused.status == 4, "\(refused.err)")
    #expect(refused.err.contains("what is open to this case is kept from this key: its holder was left out\n"), "\(refused.err)")
    #expect(try club.bytes() == before)
    try club.candor.write(club.recovery + "\n", to: "recovery")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: club.candor.folder.appending(path: "recovery").path)
    let found = try club.candor.run("recover", "union.candor", "--rehearse", "--recovery-file", "recovery")
    #expect(found.status == 0 && found.out.hasPrefix("the recovery key opens union.candor: "), "\(found.err)")
  }

  @Test func `access that is taken back ends for one audience or for all, by person or by key`() throws {
    let club = try Club()
    defer { club.remove() }
    let person = try club.person("judge")
    let ended = try club.run(
      as: "keeper", "revoke", "union.candor", person, "--audience", "case", "--by", "conduct", "--ground", "The term is over.")
    #expect(ended.status == 0 && ended.err.isEmpty, "\(ended.err)")
    #expect(ended.out.hasPrefix("ended the access of \(person) to case:\(club.id). checkpoint "))
    #expect(try club.append("{ kind: decision.taken, by: conduct, says: The saltmarsh. }").status == 0)
    #expect(try !club.run(as: "judge", "show", "union.candor", "--format", "json").out.contains("saltmarsh"))
    let key = try club.publicKey(of: "member")
    let all = try club.run(as: "keeper", "revoke", "union.candor", "--public-key", key)
    let other = try club.run(as: "keeper", "revoke", "union.candor", "--public-key", key)
    #expect(all.status == 0 && all.out.contains(" to members, ") || all.out.contains(", members"), "\(all.out)\(all.err)")
    #expect(other.status == 3 && other.err.hasPrefix("candor: nobody has that access\n"))
    try club.candor.write("{ kind: meeting.held, bodies: board, says: In the windrow. }\n", to: "entry.yaml")
    #expect(try club.run(as: "keeper", "append", "union.candor", "entry.yaml").status == 0)
    let shown = try club.run(as: "member", "show", "union.candor", "--format", "json")
    #expect(shown.status == 0 && shown.out.contains("larkspur") && !shown.out.contains("windrow"))
    #expect(try club.run(as: "judge", "show", "union.candor", "--format", "json").out.contains("windrow"))
  }

  @Test func `a case is given back as a file that another record takes, without the keys of this one`() throws {
    let club = try Club()
    defer { club.remove() }
    _ = try club.append("{ kind: recusal.noted, occurred: 2026-05-08, who: judge, state: declared }")
    // What was opened by consent is opened in the other record too.
    _ = try club.append("{ label: consented, kind: consent.changed, from: complainant, state: given, of: [reported], audience: members }")
    let widened = try club.append(
      "{ kind: disclosure.widened, of: [reported], fields: [says], to: members, consent: consented, by: conduct }")
    try #require(widened.status == 0, "\(widened.err)")
    let given = try club.run(as: "keeper", "export-casefile", "union.candor", "--out", "given.yaml")
    #expect(given.status == 0)
    let text = try club.candor.text("given.yaml")
    #expect(text.hasPrefix("# candor: case\n# not told here: who holds keys to the case, which are of one record only\n"))
    #expect(!text.contains("access.") && text.contains("recusal.noted"))
    #expect(try club.run(as: "keeper", "import", "union.candor", "given.yaml").out.hasSuffix("nothing is new, nothing was written\n"))
    _ = try club.candor.run("init", "other.candor", "--charter", "charter.yaml", "--key", "other.key", "--no-passphrase")
    let taken = try club.candor.run("import", "other.candor", "given.yaml", "--key", "other.key")
    #expect(taken.status == 0, "\(taken.err)")
    #expect(taken.out.contains("Mandates · due 2026-06-01\n"), "\(taken.out)")
    let made = try club.candor.run("key", "new", "other.candor", "--key", "reader.key", "--no-passphrase").out
    let key = String(try #require(made.firstMatch(of: /public key  (\S+)/)).1)
    _ = try club.candor.run("grant", "other.candor", key, "--to", "new", "--audience", "members", "--key", "other.key")
    let opened = try club.candor.run("show", "other.candor", "--format", "json", "--key", "reader.key").out
    #expect(opened.contains("quagmire") && !opened.contains("osmosis") && !opened.contains("Nonesuch"))
    // Whoever sees only a part of it gets that part, and no key of anyone.
    let part = try club.run(as: "complainant", "export-casefile", "union.candor").out
    let theirs = try club.publicKey(of: "complainant")
    #expect(part.contains("quagmire") && !part.contains(theirs))
  }
}

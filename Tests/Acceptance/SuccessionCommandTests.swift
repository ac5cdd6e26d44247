import Foundation
import Testing

/// A record passes from one keeper to another, each with a folder, keys and a copy of their own: rehearsed from the first entry to the attempt to go on as
/// if it had not.
@Suite struct SuccessionCommandTests {
  private static let charter = """
    organization: A club
    timezone: Europe/Madrid
    bodies:
      board: { title: Board }
      conduct: { title: Conduct Committee, independent-of: [board] }
      members: { title: members }
    visibility:
      default: case
      meeting.held: members
      mandate.given: members
    clauses: []

    """

  private static let casefile = """
    about: What became of the thistledown
    people:
      complainant: { role: complainant }
      respondent: { role: respondent, seats: board }
    entries:
      - { label: reported, kind: report.received, occurred: 2026-05-01, from: complainant, to: conduct, says: There was a quagmire. }
      - { label: letter, kind: evidence.received, occurred: 2026-05-02, by: conduct, from: complainant, what: document, says: A bramblewick. }
      - { label: met, kind: meeting.held, occurred: 2026-05-04, bodies: board, says: Under the larkspur. }

    """

  /// What the organization keeps beside its cases, and what passes on of the case.
  private static let (mandate, kept) = (
    "- { label: mandated, kind: mandate.given, occurred: 2026-05-06, by: members, to: board, task: A hornbeam., due: 2030-06-01, case: null }\n",
    "- { kind: custody.transferred, from: board, to: conduct, of: the letter, with: [letter] }\n"
  )

  /// What the new keeper records in another case.
  private static let later = """
    about: What became of the windrow
    people:
      other: { role: complainant }
    entries:
      - { label: told, kind: report.received, occurred: 2026-06-01, from: other, to: conduct, says: There was an estuary. }

    """

  /// The words that stood in the record before it was handed over, and those that came after.
  private static let (before, after) = (["thistledown", "quagmire", "larkspur", "hornbeam"], ["saltmarsh", "windrow", "estuary"])

  private static let proof = "findings.members.en.proof.json"

  private let old: Candor
  private let new: Candor
  private let recovery: String
  private let keeper: String
  /// How many entries there were before the handover.
  private let size: Int

  /// A record with a case in it, which members were shown, and which one keeper has handed over to the other, who has a copy; before it, the old one made an archive.
  init() throws {
    (old, new) = (try Candor(), try Candor())
    try old.write(Self.charter, to: "charter.yaml")
    try old.write(Self.casefile, to: "case.yaml")
    let made = try old.run("init", "union.candor", "--charter", "charter.yaml", "--no-passphrase")
    recovery = String(try #require(made.out.firstMatch(of: /recovery   (\S+)/)).1)
    keeper = old.key
    try Self.done(old, "import", "union.candor", "case.yaml")
    for entry in [Self.mandate, Self.kept] {
      try old.write(entry, to: "entry.yaml")
      try Self.done(old, "append", "union.candor", "entry.yaml")
    }
    try Self.done(old, "export", "union.candor", "--edition", "members", "--out", "2025")
    size = try Self.size(old, "union.candor")
    try Self.done(old, "backup", "union.candor", "before.candor")
    try Self.done(old, "archive", "union.candor", "closed.candor")
    // The new keeper has a copy, and makes their own key for it.
    try Self.carry("before.candor", from: old, to: new, as: "union.candor")
    try new.write("correct horse\n", to: "passphrase")
    try Self.protect("passphrase", in: new)
    try Self.done(new, "key", "new", "union.candor", "--key", "mine.key", "--passphrase-file", "passphrase")
    // Both sign at the new keeper's desk, where the key that goes on signing stays.
    for (file, copy) in [(keeper, "former.key"), ("\(keeper).checkpoint", "former.key.checkpoint")] {
      try Self.carry(file, from: old, to: new, as: copy)
    }
    try Self.done(
      new, "hand-over", "union.candor", "--key", "former.key", "--from", "board", "--to", "conduct", "--with", "mandated", "--to-key",
      "mine.key", "--new-passphrase-file", "passphrase")
    // The old keeper takes home what keeps them from writing on by mistake.
    try FileManager.default.removeItem(at: old.folder.appending(path: "\(keeper).checkpoint"))
    try Self.carry("former.key.checkpoint", from: new, to: old, as: "\(keeper).checkpoint")
    for file in ["former.key", "former.key.checkpoint"] { try FileManager.default.removeItem(at: new.folder.appending(path: file)) }
  }

  private func remove() {
    old.remove()
    new.remove()
  }

  @discardableResult
  private static func done(_ candor: Candor, _ arguments: String...) throws -> String {
    let outcome = try candor.run(arguments)
    try #require(outcome.status == 0, "\(arguments): \(outcome.err)")
    return outcome.out
  }

  private static func size(_ candor: Candor, _ record: String, _ key: String...) throws -> Int {
    try #require(candor.run(["checkpoint", record] + key).out.firstMatch(of: /entries +(\d+)/).flatMap { Int($0.1) })
  }

  private static func protect(_ name: String, in candor: Candor) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: candor.folder.appending(path: name).path)
  }

  private static func carry(_ name: String, from: Candor, to: Candor, as other: String? = nil) throws {
    let place = to.folder.appending(path: other ?? name)
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: from.folder.appending(path: name), to: place)
  }

  private static let key = ["--key", "mine.key", "--passphrase-file", "passphrase"]

  /// What the new keeper does with their record.
  @discardableResult
  private func goOn(_ arguments: String...) throws -> String {
    let outcome = try new.run(arguments + Self.key)
    try #require(outcome.status == 0, "\(arguments): \(outcome.err)")
    return outcome.out
  }

  /// The new keeper records a meeting and another case, and members are given findings; the old one gets the record file and the findings, as members do.
  private func continued() throws {
    try new.write(
      "- { kind: meeting.held, occurred: 2026-06-01, bodies: [board], says: By the saltmarsh., case: null }\n", to: "entry.yaml")
    try goOn("append", "union.candor", "entry.yaml")
    try goOn("export", "union.candor", "--edition", "members", "--out", "2026")
    try new.write(Self.later, to: "later.yaml")
    try goOn("import", "union.candor", "later.yaml")
    try goOn("backup", "union.candor", "lent.candor")
    try Self.carry("lent.candor", from: new, to: old, as: "theirs.candor")
    try Self.carry("2026/\(Self.proof)", from: new, to: old)
  }

  /// What the program says of a proof, and what the reader of the specification in Python does, where there is one: both have one name for it.
  private func verified(_ bundle: String, since older: String) throws -> (outcome: Candor.Outcome, verdict: String) {
    let outcome = try old.run("verify", bundle, "--since", older)
    let json = try old.run("verify", bundle, "--since", older, "--format", "json")
    let verdict = String(try #require(json.out.firstMatch(of: /"verdict":"([^"]+)"/), "\(json)").1)
    if KeyCommandTests.hasPython {
      let script = Candor.root.appending(path: "Tools/verify-bundle.py").path
      let other = try old.run(
        ["python3", script, bundle, "--since", older], program: URL(filePath: "/usr/bin/env"))
      #expect(other.out.split(separator: "\n").first.map(String.init) == verdict, "\(bundle) since \(older): \(other)")
      #expect(other.status == outcome.status)
    }
    return (outcome, verdict)
  }

  @Test func `the handover says what passed on, and both keys sign the old keeper's last checkpoint`() throws {
    defer { remove() }
    #expect(try Self.size(old, "union.candor") == size)
    #expect(try Self.size(new, "union.candor", "--key", "mine.key", "--passphrase-file", "passphrase") == size + 1)
    let told = try goOn("show", "union.candor")
    // A terminal's lines are folded.
    let words = told.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(/The Board passed custody of the letter on to the Conduct Committee\. What entry \d+ told of passed on with it\./))
    let json = try goOn("show", "union.candor", "--format", "json")
    #expect(json.contains(/"of":"the record"[^{}]*"to":\["body:conduct"\],"with":\[8\]/), "\(json)")
    #expect(try goOn("checkpoint", "union.candor").contains("handed out   at \(size), \(size + 1) entries\n"))
    // Whoever is given any later proof is given that checkpoint, as both signed it, with the entry that names the new key.
    try continued()
    let bundle = try #require(
      try JSONSerialization.jsonObject(with: old.bytes(of: "2026/\(Self.proof)")) as? [String: Any])
    let successions = try #require(bundle["successions"] as? [[String: Any]])
    let note = try #require(successions.first?["checkpoint"] as? String)
    let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(successions.count == 1 && lines[1] == "\(size + 1)" && lines.count { $0.hasPrefix("— ") } == 2)
    #expect(try old.text("\(keeper).checkpoint") == note, "the same that stands beside the old keeper's key")
    // What stood before the handover is the tree without its entry: the last that the old keeper signed alone.
    let consistency = try #require(bundle["consistency"] as? [[String: Any]])
    #expect(consistency.compactMap { $0["size"] as? Int } == [size, size + 1])
  }

  @Test func `members' old findings are still in the new ones, and both readings of the specification say so`() throws {
    defer { remove() }
    try continued()
    let since = try verified("2026/\(Self.proof)", since: "2025/\(Self.proof)")
    #expect(since.verdict == "holds" && since.outcome.status == 0)
    #expect(
      since.outcome.out.contains(
        "signer is the one of 2025/\(Self.proof); that record's \(size) entries are all still here, unchanged\n"), "\(since.outcome.out)")
    let reversed = try verified("2025/\(Self.proof)", since: "2026/\(Self.proof)")
    #expect(reversed.outcome.status == 1)
    // What the archive proves is in what comes after it too.
    try Self.done(old, "prove", "closed.candor", "1", "--out", "closed.proof.json")
    #expect(try verified("2026/\(Self.proof)", since: "closed.proof.json").verdict == "holds")
  }

  @Test func `the old keeper writes nothing more, neither to the record nor to a copy from before, and is told why`() throws {
    defer { remove() }
    try continued()
    let files = try ["union.candor", "before.candor", "theirs.candor", "closed.candor"].map { ($0, try old.bytes(of: $0)) }
    try old.write("{ kind: meeting.held, bodies: board, says: As if nothing had been. }\n", to: "entry.yaml")
    let fromBefore =
      "this key handed the record over with entry \(size + 1), and this copy is from before: it holds \(size) entries\n  Ask whoever keeps the record now to write it. "
    let told = [
      "theirs.candor":
        "this record is in another's custody; this key reads it and does not write to it\n  Ask whoever keeps the record to write it.\n",
      "union.candor": fromBefore, "before.candor": fromBefore,
      "closed.candor":
        "this is an archive, of the record as it stood at \(size) entries: nobody appends to it or changes anything in it\n  Where the record goes on, ",
    ]
    for (record, message) in told {
      let refused = try old.run("append", record, "entry.yaml")
      #expect(refused.status == 4 && refused.out.isEmpty)
      #expect(refused.err.hasPrefix("candor: \(record): \(message)"), "\(refused.err)")
    }
    for (name, bytes) in files { #expect(try old.bytes(of: name) == bytes, "\(name)") }
  }

  @Test func `the old keeper reads what they could read, and of what came after only that it is there`() throws {
    defer { remove() }
    try continued()
    let theirs = try old.run("show", "theirs.candor", "--format", "json")
    #expect(theirs.status == 0, "\(theirs.err)")
    for word in Self.before { #expect(theirs.out.contains(word), "\(word)") }
    for word in Self.after { #expect(!theirs.out.contains(word), "\(word)") }
    let kept = try goOn("show", "union.candor", "--format", "json")
    for word in Self.before + Self.after { #expect(kept.contains(word), "\(word)") }
    // The tree they verify is the new keeper's, to its last entry.
    #expect(try Self.size(old, "theirs.candor") == Self.size(new, "union.candor", "--key", "mine.key", "--passphrase-file", "passphrase"))
    let whole = try old.run("check", "theirs.candor", "--integrity")
    #expect(whole.status == 0 && whole.out.contains(/[0-9]+ boxes not opened by this key/), "\(whole)")
    // Whoever has the paper reads all of it: it goes with the custody, or to someone outside both.
    try old.write(recovery + "\n", to: "paper")
    try Self.protect("paper", in: old)
    #expect(try old.run("recover", "theirs.candor", "--rehearse", "--recovery-file", "paper").status == 0)
  }

  @Test func `an old keeper who goes on as if nothing had been is found out by whoever holds a proof of the other`() throws {
    defer { remove() }
    try continued()
    // Nothing on their own machine can stop them.
    try FileManager.default.removeItem(at: old.folder.appending(path: "\(keeper).checkpoint"))
    try old.write("{ kind: meeting.held, bodies: board, says: As if nothing had been. }\n", to: "entry.yaml")
    try Self.done(old, "append", "before.candor", "entry.yaml")
    try Self.done(old, "export", "before.candor", "--edition", "members", "--out", "fork")
    let fork = "fork/\(Self.proof)"
    // By itself, and beside what members were shown before, it looks right.
    #expect(try verified(fork, since: "2025/\(Self.proof)").verdict == "holds")
    // Who has seen the new keeper's findings does not take it.
    let shown = try verified(fork, since: "2026/\(Self.proof)")
    #expect(shown.outcome.status == 1 && shown.verdict == "other-signer", "\(shown)")
    // Who was taken in sees it with the next true findings: one size, two roots, and the old key under both.
    let found = try verified("2026/\(Self.proof)", since: fork)
    #expect(found.outcome.status == 1 && found.verdict == "forked" && found.outcome.out.isEmpty)
    #expect(
      found.outcome.err.contains(
        "it tells another story of the same \(size + 1) entries: the record was forked, and someone was shown what it does not contain\n"),
      "\(found.outcome.err)")
    // However long the fork is: the new keeper is asked for the proof, and their program says what it is.
    try Self.done(old, "append", "before.candor", "entry.yaml")
    try Self.done(old, "export", "before.candor", "--edition", "members", "--out", "longer")
    let unproven = try verified("2026/\(Self.proof)", since: "longer/\(Self.proof)")
    #expect(unproven.outcome.status == 1, "\(unproven)")
    try Self.carry("longer/\(Self.proof)", from: old, to: new)
    let asked = try new.run(["prove", "union.candor", "--since", "longer/\(Self.proof)"] + Self.key)
    #expect(asked.status == 3 && asked.err.contains("it tells another story of the same \(size + 2) entries"), "\(asked)")
  }
}

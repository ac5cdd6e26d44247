import Foundation
import StrictJSON
import Testing

/// A record made by the program, and people with keys of their own for it: a judge, a complainant and a member, and a stranger to whom nobody granted anything.
struct Club {
  static let charter = """
    organization: A club
    timezone: Europe/Madrid
    bodies:
      board: { title: Board }
      conduct: { title: Conduct Committee, independent-of: [board] }
      members: { title: members }
    visibility:
      default: case
      meeting.held: members
      motion.moved: public
      report.received: members
    clauses:
      - { id: "1", title: Mandates, text: T., rule: { check: carry-out, of: members, promises: true } }

    """

  /// What is said in the record, each with a word that stands nowhere else, and who of the four reads it beside the keeper.
  static let words: [(word: String, readers: Set<String>)] = [
    ("thistledown", ["judge", "complainant"]), ("quagmire", ["judge", "complainant"]), ("bramblewick", ["judge", "complainant"]),
    ("osmosis", ["judge"]), ("larkspur", ["judge", "complainant", "member"]), ("hornbeam", ["judge", "complainant", "member"]),
    ("Adalind", ["judge", "complainant"]), ("Bartholo", ["judge"]), ("Cidonia", ["judge"]),
    ("Delphia", ["judge", "member"]), ("Ephraimo", ["judge"]),
  ]

  static let casefile = """
    about: What became of the thistledown
    people:
      complainant: { role: complainant, names: [Adalind Nonesuch] }
      respondent: { role: respondent, seats: board, names: [Bartholo Nonesuch] }
      judge: { role: participant, seats: conduct, names: [Cidonia Nonesuch] }
      member: { role: participant, names: [Delphia Nonesuch] }
      keeper: { role: participant, seats: board, names: [Ephraimo Nonesuch] }
    entries:
      - { label: reported, kind: report.received, occurred: 2026-05-01, from: complainant, to: conduct, says: There was a quagmire. }
      - { label: told, kind: notice.given, occurred: 2026-05-02, by: conduct, to: complainant, of: reported, says: The bramblewick was looked at. }
      - { label: decided, kind: decision.taken, occurred: 2026-05-03, by: conduct, says: By osmosis. }
      - { label: met, kind: meeting.held, occurred: 2026-05-04, bodies: board, says: Under the larkspur. }
      - { label: moved, kind: motion.moved, occurred: 2026-05-05, by: board, asks: A hornbeam. }
      - { label: mandated, kind: mandate.given, occurred: 2026-05-06, by: members, to: board, task: A report., due: 2026-06-01 }
      - { label: voted, kind: vote.held, occurred: 2026-05-07, by: board, on: decided, votes: { for: 3, against: 1 }, result: adopted }

    """

  let candor: Candor
  /// As it was printed when the record was made.
  let recovery: String
  /// The identifier of its one case.
  let id: String
  private(set) var publicKeys: [String: String] = [:]
  /// Where the keeper's key is.
  let keeper: String

  /// Two clubs that were made once, and of which each test gets a copy: with what the three read granted to them, and without.
  private static let (granted, bare) = (Result { try Template(grants: true) }, Result { try Template(grants: false) })

  /// What a club's folder holds.
  private struct Template: Sendable {
    let files: [String: Data]
    let (recovery, id, keeper): (String, String, String)
    let publicKeys: [String: String]

    init(grants: Bool) throws {
      let club = try Club(making: grants)
      defer { club.remove() }
      (recovery, id, keeper, publicKeys) = (club.recovery, club.id, club.keeper, club.publicKeys)
      files = try club.candor.files.reduce(into: [:]) { $0[$1] = try club.candor.bytes(of: $1) }
    }
  }

  /// - Parameter grants: whether the three are granted what they read.
  init(grants: Bool = true) throws {
    let template = try (grants ? Club.granted : Club.bare).get()
    candor = try Candor()
    (recovery, id, keeper, publicKeys) = (template.recovery, template.id, template.keeper, template.publicKeys)
    for (name, data) in template.files {
      let file = candor.folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }
  }

  private init(making grants: Bool) throws {
    candor = try Candor()
    try candor.write(Club.charter, to: "charter.yaml")
    try candor.write(Club.casefile, to: "case.yaml")
    let made = try candor.run("init", "union.candor", "--charter", "charter.yaml", "--no-passphrase")
    recovery = String(try #require(made.out.firstMatch(of: /recovery   (\S+)/)).1)
    keeper = candor.key
    try #require(candor.run("import", "union.candor", "case.yaml").status == 0)
    id = String(try #require(try candor.run("check", "union.candor", "--as-of", "2026-05-20").out.firstMatch(of: /^case (\S+)/)).1)
    guard grants else { return }
    for name in ["judge", "complainant", "member", "stranger"] { try makeKey(name) }
    for name in ["judge", "complainant", "member"] { try grant(name, "members") }
    try grant("judge", "case", "--seat", "conduct")
    try grant("complainant", "party")
  }

  func remove() { candor.remove() }

  /// Makes a key of someone's own, and keeps what it printed.
  @discardableResult
  mutating func makeKey(_ name: String, _ arguments: String...) throws -> Candor.Outcome {
    let made = try candor.run(
      ["key", "new", "union.candor", "--key", "\(name).key"] + (arguments.isEmpty ? ["--no-passphrase"] : arguments))
    publicKeys[name] = String(try #require(made.out.firstMatch(of: /public key  (\S+)/), "\(made.err)").1)
    return made
  }

  func publicKey(of name: String) throws -> String { try #require(publicKeys[name]) }

  /// Grants someone who has a part in the case what is open to an audience.
  @discardableResult
  func grant(_ name: String, _ audience: String, _ arguments: String...) throws -> Candor.Outcome {
    let outcome = try candor.run(
      ["grant", "union.candor", try publicKey(of: name), "--to", name, "--audience", audience, "--key", keeper] + arguments)
    try #require(outcome.status == 0, "\(name), \(audience): \(outcome.err)")
    return outcome
  }

  /// Runs a command on the record with someone's key: the second argument is the record.
  func run(as name: String, _ arguments: [String]) throws -> Candor.Outcome {
    try candor.run(arguments + ["--key", name == "keeper" ? keeper : "\(name).key"])
  }

  func run(as name: String, _ arguments: String...) throws -> Candor.Outcome { try run(as: name, arguments) }

  /// The identifier of the person whom a key was granted something as.
  func person(_ name: String) throws -> String {
    let listed = try candor.run("access", "union.candor", "--key", keeper).out
    let letters = try publicKey(of: name).prefix(9)
    let line = try #require(listed.split(separator: "\n").first { $0.contains("key \(letters)") })
    return String(line.split(separator: " ")[0])
  }

  /// Appends an entry of the case, as the keeper does.
  func append(_ entry: String, as name: String = "keeper") throws -> Candor.Outcome {
    try candor.write(entry + "\n", to: "entry.yaml")
    return try run(as: name, "append", "union.candor", "entry.yaml", "--case", id)
  }

  /// Of the words that stand in the record, those in a text.
  static func words(in text: String) -> Set<String> { Set(words.map(\.word).filter(text.contains)) }

  /// Those that someone reads.
  static func words(for name: String) -> Set<String> {
    name == "keeper" ? Set(words.map(\.word)) : Set(words.filter { $0.readers.contains(name) }.map(\.word))
  }

  /// The bytes of everything that nobody may change by reading or by what is refused.
  func bytes() throws -> [String: Data] {
    try candor.files.filter { $0.hasSuffix(".candor") || $0.hasSuffix(".key") || $0.hasSuffix(".checkpoint") }.reduce(into: [:]) {
      $0[$1] = try candor.bytes(of: $1)
    }
  }
}

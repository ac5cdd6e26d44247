import Foundation
import StrictJSON
import Testing
import Trials

/// Two hundred names, contacts and phrases that are nowhere else, and what a program leaves behind that was given all of them: neither the record, nor
/// what lies beside it, nor anything that the program says of a mistake holds one.
@Suite struct PlantedNamesTests {
  // MARK: What is planted

  /// Texts made of syllables: nobody is called so.
  private struct Planted {
    /// What is given as names and aliases, and as contacts: no edition holds any of it.
    var names: [String] = []
    var contacts: [String] = []
    /// What is said in texts.
    var phrases: [String] = []

    init() {
      var random = SeededGenerator(seed: 2013)
      func word(_ syllables: [String], _ count: Int) -> String {
        (0..<count).map { _ in syllables.randomElement(using: &random) ?? "" }.joined()
      }
      let latin = ["zor", "vax", "quil", "meth", "drun", "osk", "yelp", "jurn", "wix", "fnor", "gub", "hask"]
      let accented = ["zór", "vañ", "qüil", "mêth", "drøn", "ösk", "jùrn", "ẅix"]
      let scripts = [
        ["ζορ", "βαξ", "κυλ", "μεθ"], ["жор", "вах", "квил", "мэт"], ["זור", "וקס", "קיל", "מת"], ["岬", "雫", "蛍", "楓", "鷹"],
        ["ज़ो", "वैक्स", "मेथ"],
      ]
      for index in 0..<25 { names.append("\(word(latin, 3).capitalized) \(word(latin, 2 + index % 2).capitalized)ovna") }
      for _ in 0..<20 { names.append(word(latin, 3).capitalized) }
      for _ in 0..<20 { names.append("\(word(accented, 2).capitalized) \(word(accented, 3).capitalized)") }
      for _ in 0..<15 { names.append("O'\(word(latin, 2).capitalized) D’\(word(latin, 3).capitalized)") }
      for index in 0..<25 { names.append("\(word(scripts[index % 5], 4)) \(word(scripts[index % 5], 3))") }
      for _ in 0..<20 { contacts.append("\(word(latin, 2)).\(word(latin, 2))@\(word(latin, 3)).example") }
      for _ in 0..<15 {
        let digits = (0..<3).map { _ in String(Int.random(in: 100...999, using: &random)) }
        contacts.append("+34 \(digits.joined(separator: " "))")
      }
      for index in 0..<60 {
        // Of other syllables than names, which no edition lets through wherever they stand.
        let syllables =
          index % 3 == 0
          ? ["bïp", "cœl", "dëk", "fît", "gåm"] : index % 7 == 0 ? ["ξοπ", "ψιγ", "ωδα"] : ["bip", "cel", "dak", "fit", "pom"]
        phrases.append((0..<4).map { _ in word(syllables, 3) }.joined(separator: " "))
      }
    }

    var all: [String] { names + contacts + phrases }
  }

  /// Finds planted texts, and every word of them, in whatever form bytes may hold them.
  private struct Search {
    private var patterns: [UInt64: [(bytes: [UInt8], text: String)]] = [:]
    private var begins = [Bool](repeating: false, count: 1 << 16)

    init(_ texts: [String]) {
      for text in texts {
        // Part of a text is as bad as the whole: a line that is cut, a name without the other.
        let words = text.split { !$0.isLetter }.map(String.init).filter { $0.utf8.count >= 8 && $0 != "example" }
        for part in Set([text] + words) {
          for form in Search.forms(of: part) where form.count >= 8 {
            let key = Search.key(form, 0)
            begins[Int(key & 0xFFFF)] = true
            patterns[key, default: []].append((form, part))
          }
        }
      }
    }

    /// The text as it is, in UTF-16, percent-encoded, escaped as in JSON, in hexadecimal, and in both kinds of base64 at each alignment.
    static func forms(of text: String) -> [[UInt8]] {
      let bytes = Array(text.utf8)
      func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
      let sixteen = text.utf16.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
      let escaped = text.utf16.map { unit in
        let digits = String(unit, radix: 16)
        return unit < 0x80 ? String(UnicodeScalar(UInt8(unit))) : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
      let percent = bytes.map { byte in
        let isPlain = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
        return isPlain ? String(UnicodeScalar(byte)) : "%" + hexadecimal(byte).uppercased()
      }.joined()
      let hex = bytes.map(hexadecimal).joined()
      var forms: Set<[UInt8]> = [
        bytes, Array(text.lowercased().utf8), sixteen.flatMap(\.self), sixteen.flatMap { $0.reversed() }, Array(escaped.utf8),
        Array(percent.utf8), Array(percent.lowercased().utf8), Array(hex.utf8), Array(hex.uppercased().utf8),
      ]
      for alignment in 0..<3 {
        let letters = Data([UInt8](repeating: 0, count: alignment) + bytes).base64EncodedString().prefix { $0 != "=" }
        // Letters that stand for bits of the text alone: after those of the bytes before it, before the last incomplete one.
        let own = letters.dropFirst((alignment * 8 + 5) / 6).dropLast((alignment + bytes.count) % 3 == 0 ? 0 : 1)
        forms.formUnion([Array(own.utf8), Array(own.replacing("+", with: "-").replacing("/", with: "_").utf8)])
      }
      return Array(forms)
    }

    private static func key(_ bytes: [UInt8], _ start: Int) -> UInt64 {
      (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << (UInt64($1) * 8) }
    }

    /// What of it stands in these bytes.
    func found(in bytes: [UInt8]) -> Set<String> {
      var found: Set<String> = []
      guard bytes.count >= 8 else { return [] }
      for start in 0...(bytes.count - 8) where begins[Int(bytes[start]) | Int(bytes[start + 1]) << 8] {
        for pattern in patterns[Search.key(bytes, start)] ?? [] where start + pattern.bytes.count <= bytes.count {
          if bytes[start..<(start + pattern.bytes.count)].elementsEqual(pattern.bytes) { found.insert(pattern.text) }
        }
      }
      return found
    }
  }

  private static let planted = Planted()
  private static let search = Search(planted.all)
  private static let namesOnly = Search(planted.names + planted.contacts)

  // MARK: The runs

  /// The program in a folder of its own, with an empty folder for what is temporary; whatever it says of mistakes and progress is kept.
  private struct Runs {
    let candor: Candor
    let temporary: URL

    init() throws {
      candor = try Candor()
      temporary = candor.folder.appending(path: "tmp")
      try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
      try candor.write(PlantedNamesTests.charter, to: "charter.yaml")
      try candor.write(PlantedNamesTests.casefile, to: "case.yaml")
    }

    /// Runs it, and holds what it says to what it may say.
    ///
    /// - Parameters:
    ///   - status: as it should end; nil where that does not matter.
    ///   - shows: whether its result may hold what the record says, as `candor show` does; else only the names are looked for in it.
    @discardableResult
    func run(_ arguments: [String], status: Int32? = 0, mayShow: Bool = false, _ what: String = "") throws -> Candor.Outcome {
      let outcome = try candor.run(
        ["TMPDIR=\(temporary.path)", Candor.program.path] + arguments, program: URL(filePath: "/usr/bin/env"))
      if let status { #expect(outcome.status == status, "\(arguments) \(what): \(outcome.err)") }
      expectNothing(of: search, in: outcome.err, "stderr of \(arguments.joined(separator: " ")) \(what)")
      if !mayShow { expectNothing(of: search, in: outcome.out, "stdout of \(arguments.joined(separator: " ")) \(what)") }
      expectNothing(of: namesOnly, in: outcome.out, "stdout of \(arguments.joined(separator: " ")) \(what)")
      return outcome
    }

    func expectNothing(of search: Search, in text: String, _ what: String) {
      let found = search.found(in: Array(text.utf8))
      #expect(found.isEmpty, "\(what):\n\(text.prefix(1200))")
    }

    /// Holds every file but those that hold what was written on purpose.
    func expectNothing(inFilesBut written: Set<String>, _ what: String) throws {
      let all = FileManager.default.enumerator(atPath: candor.folder.path)?.compactMap { $0 as? String } ?? []
      for name in all where !written.contains(name) {
        guard let data = try? candor.bytes(of: name) else { continue }
        let found = search.found(in: Array(data))
        #expect(found.isEmpty, "\(what): \(name): \(found)")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).isEmpty, "\(what)")
    }
  }

  private static let charter = """
    organization: A club
    timezone: Europe/Madrid
    bodies:
      board: { title: Board }
      conduct: { title: Conduct Committee, independent-of: board }
      members: { title: members }
    visibility:
      default: members
      duty.*: members
      notice.given.says: case
      evidence.received.says: party
    clauses:
      - { id: "2", title: Independence, text: T., rule: { check: interference, body: conduct } }

    """

  private static func quoted(_ text: String) -> String { JSONValue.string(text).canonicalText }

  /// The judge and the member, who have keys of their own beside the complainant: no parties, so that they may be given the keys of the case.
  private static let holders = [1, 2]

  /// Every planted text in its place: names, aliases and contacts of people, and phrases in what is said.
  private static let casefile: String = {
    let (names, phrases) = (planted.names, planted.phrases)
    var lines = ["about: A case", "sources: { minutes: { title: Minutes } }", "people:"]
    for index in 0..<((names.count + 1) / 2) {
      let aliases = names.indices.contains(2 * index + 1) ? ", aliases: [\(quoted(names[2 * index + 1]))]" : ""
      let contacts = planted.contacts.indices.contains(index) ? ", contacts: [\(quoted(planted.contacts[index]))]" : ""
      lines.append(
        "  part-\(index): { role: \(index == 0 ? "complainant" : holders.contains(index) ? "participant" : "witness"), names: [\(quoted(names[2 * index]))]\(aliases)\(contacts) }"
      )
    }
    lines.append("entries:")
    for (index, phrase) in phrases.enumerated() {
      switch index % 3 {
      case 0: lines.append("  - { label: told-\(index), kind: notice.given, occurred: 2018-05, to: board, says: \(quoted(phrase)) }")
      case 1:
        lines.append(
          "  - { label: heard-\(index), kind: evidence.received, by: conduct, from: part-0, what: statement, says: \(quoted(phrase)) }")
      default:
        lines.append(
          "  - label: more-\(index)\n    kind: notice.given\n    to: board\n    says: |\n      It began.\n      \(phrase)\n      It went on."
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  /// A case with a few of them, for what only needs one.
  private static let smallCasefile = """
    about: A case
    people: { part-0: { role: complainant, names: [\(quoted(planted.names[0]))] } }
    entries: [{ label: told-0, kind: notice.given, to: board, says: \(quoted(planted.phrases[0])) }]

    """

  /// Case files that cannot be taken, each with planted texts where something is wrong or beside it: `$X` stands for one as YAML quotes it, `$P` for one
  /// as it is.
  private static let mistaken: [String] = [
    "about: A case\n$X: 3\n", "about: { a: $X }\n", "case: $X\nabout: An unknown case\n", "about: $X\nsource: {}\n",
    "about: A case\npeople: { $X: { role: respondent } }\nentries: [{ kind: membership.changed, member: nobody, change: left }]\n",
    "about: A case\npeople: { r: { role: $X } }\n",
    "about: A case\npeople: { r: { role: accused, names: [$X], aliases: $X, contacts: [$X] } }\n",
    "about: A case\npeople: { r: { role: respondent, names: { first: $X } } }\n", "about: A case\npeople: { r: $X }\n",
    "about: A case\npeople: [$X]\n", "about: A case\npeople:\n  $X: { role: witness }\n  board: { role: witness, names: $X }\n",
    "about: A case\npeople: { r: { role: respondent, name: $X, alias: $X } }\n",
    "about: A case\npeople: { r: { role: respondent, label: $X } }\n",
    "about: A case\nentries: [$X]\n", "about: A case\nentries: [{ kind: $X }]\n",
    "about: A case\nentries: [{ kind: notice.given, $X: 1 }]\n",
    "about: A case\nentries: [{ kind: notice.given, occurred: $X }]\n",
    "about: A case\nentries: [{ kind: notice.given, by: $X, to: [$X], of: $X }]\n",
    "about: A case\nentries: [{ kind: notice.given, sources: [{ $X: reported }] }]\n",
    "about: A case\nentries: [{ kind: notice.given, sources: [$X] }]\n",
    "about: A case\nsources: { L: { title: A letter } }\nentries: [{ kind: notice.given, sources: [{ L: $X }, { L: reported, $X: reported }] }]\n",
    "about: A case\nentries: [{ kind: notice.given, timing: [{ after: $X, moreThan: $X }, $X] }]\n",
    "about: A case\nentries: [{ kind: notice.given, label: $X }]\n",
    "about: A case\nentries: [{ kind: notice.given, label: $X }, { kind: notice.given, label: $X, of: nothing }]\n",
    "about: A case\nentries: [{ kind: notice.given, says: \"What {$P} did\" }]\n",
    "about: A case\nentries: [{ kind: notice.given, says: \"What {$P did\" }]\n",
    "about: A case\nentries: [{ kind: notice.given, says: \"\\x01 and $P\" }]\n",
    "about: A case\nentries:\n  - kind: notice.given\n    says: |\n      $P went\n      with {nobody} and $P\n",
    "about: A case\nentries: [{ kind: decision.taken, outcome: { $X: board }, vote: { for: $X, against: $X } }]\n",
    "about: A case\nentries: [{ kind: instruction.given, content: [{ $X: no }, { evidence: \"$P {nobody}\" }, { $X: 1, no: 2 }] }]\n",
    "about: A case\nentries: [{ kind: vote.held, on: $X, roll: [{ $X: for }, { party: $X, vote: $X }], result: $X }]\n",
    "about: A case\nentries: [{ kind: meeting.held, corrects: $X, disputes: $X, present: [$X] }]\n",
    "about: A case\nentries: [{ kind: disclosure.erased, of: $X, fields: [$X], ground: { clause: $X }, by: $X }]\n",
    "about: A case\nentries: [{ kind: omission.stated, of: { kind: $X, about: $X, to: $X } }]\n",
    "about: A case\nentries: [{ kind: mandate.given, due: $X, task: \"$P {nobody}\" }]\n",
    "about: A case\nentries: [{ kind: meeting.held, occurred: 2099-01-01, bodies: board, says: $X }]\n",
    "about: \"$P\n", "$X: [\n", "about: A case\n$X: 1\n$X: 2\n", "about: A case\npeople:\n  - $X: {\n", "about: A case\npeople:\n\tr: $X\n",
    "about: A case # $P\nabout: B # $P\n", "about: &name $X\nissuer: *name\n", "? [$X]\n: $X\n",
    "about: \(String(repeating: "[", count: 70))$X\n",
    "about: \(String(repeating: "a ", count: 150))$P\nentry: \(String(repeating: "b ", count: 90))$P\n", "about: A case\nperson: $X # $P\n",
    "- $X\n", "$X\n", "about: A \u{1} case of $P\n", "---\nabout: $X\n---\nabout: $X\n", "about: !$P A case\nentries: 3\n",
  ]

  private static func filled(_ template: String, _ random: inout SeededGenerator) -> String {
    var text = template
    while let mark = text.firstRange(of: /\$[XP]/) {
      let planted = planted.all.randomElement(using: &random) ?? ""
      text.replaceSubrange(mark, with: text[mark] == "$X" ? quoted(planted) : planted)
    }
    return text
  }

  // MARK: Tests

  @Test func `there are two hundred texts, and the search finds each in every form`() {
    #expect(Set(Self.planted.all).count == 200)
    for (index, text) in Self.planted.all.enumerated() {
      for form in Search.forms(of: text) {
        let bytes = [UInt8](repeating: 0x20, count: index % 7) + form + [0x0A]
        #expect(Self.search.found(in: bytes).contains(text), "\(text)")
      }
    }
    #expect(Self.search.found(in: Array(Self.casefile.utf8)).isSuperset(of: Self.planted.all), "each is given to the program")
    #expect(Self.search.found(in: Array((Self.charter + "part-0 told-0 witness names aliases contacts").utf8)).isEmpty)
  }

  @Test(arguments: zip([false, true], [true, false]))
  func `what is taken in is nowhere to be read, neither in the files nor in what is said meanwhile`(isProtected: Bool, isOnTerminal: Bool)
    throws
  {
    let runs = try Runs()
    let candor = runs.candor
    defer { candor.remove() }
    try candor.write("a passphrase\n", to: "one")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: candor.folder.appending(path: "one").path)
    let passphrase = isProtected ? ["--passphrase-file", "one"] : []
    func run(_ arguments: [String], mayShow: Bool = false) throws {
      if isOnTerminal {
        // All streams lead to one terminal, and so does its progress.
        let program = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
        let outcome = try candor.run(
          ["TMPDIR=\(runs.temporary.path)", "python3", "-c", program, Candor.program.path] + arguments + passphrase,
          program: URL(filePath: "/usr/bin/env"))
        #expect(outcome.status == 0, "\(arguments): \(outcome.out)\(outcome.err)")
        #expect(mayShow || outcome.out.contains("…") || ["init", "erase"].contains(arguments[0]), "progress shows: \(arguments)")
        runs.expectNothing(of: mayShow ? Self.namesOnly : Self.search, in: outcome.out, "\(arguments)")
      } else {
        try runs.run(arguments + passphrase, mayShow: mayShow)
      }
    }
    try run(["init", "union.candor", "--charter", "charter.yaml"] + (isProtected ? [] : ["--no-passphrase"]))
    try run(["import", "union.candor", "case.yaml", "--dry-run"])
    try run(["import", "union.candor", "case.yaml"])
    let more = "{ kind: notice.given, label: added, to: board, says: \(Self.quoted(Self.planted.phrases[3])) }\n"
    try candor.write(more, to: "more.yaml")
    try run(["append", "union.candor", "more.yaml"])
    try run(["erase", "union.candor", "heard-1", "says", "--ground", "The request of {part-0}.", "--by", "conduct", "--yes"])
    try run(["check", "union.candor"])
    try run(["check", "union.candor", "--integrity"])
    try run(["people", "union.candor"])
    try run(["checkpoint", "union.candor"])
    try run(["show", "union.candor"], mayShow: true)
    try run(["backup", "union.candor", "copy.candor"])
    try run(["prove", "union.candor", "2", "5", "--out", "some.proof.json"])
    for edition in ["public", "members"] { try run(["export", "union.candor", "--edition", edition, "--out", "findings"]) }
    let newKey = isProtected ? ["--new-passphrase-file", "one"] : ["--no-passphrase"]
    try run(["hand-over", "union.candor", "--from", "board", "--to", "conduct", "--new-key", "new.key"] + newKey)
    try runs.run(["key", "show", "--key", "new.key"])
    let exports = candor.files.filter { $0.hasPrefix("findings/") || $0.hasSuffix(".proof.json") }
    #expect(exports.count >= 5)
    for name in exports { runs.expectNothing(of: Self.namesOnly, in: try candor.text(name), name) }
    #expect(candor.files.contains { $0.hasSuffix(".key.checkpoint") })
    try runs.expectNothing(inFilesBut: Set(exports + ["case.yaml", "more.yaml"]), "after all commands")
  }

  @Test func `people with keys of their own leave nothing behind either, and are shown the names that their keys open`() throws {
    let runs = try Runs()
    let candor = runs.candor
    defer { candor.remove() }
    let made = try runs.run(["init", "union.candor", "--charter", "charter.yaml", "--no-passphrase"])
    try candor.write(String(try #require(made.out.firstMatch(of: /recovery   (\S+)/)).1) + "\n", to: "recovery")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: candor.folder.appending(path: "recovery").path)
    try runs.run(["import", "union.candor", "case.yaml"])
    let parts = ["party": "part-0", "judge": "part-1", "member": "part-2"]
    var keys: [String: String] = [:]
    for name in parts.keys.sorted() {
      let made = try runs.run(["key", "new", "union.candor", "--key", "\(name).key", "--no-passphrase"])
      keys[name] = String(try #require(made.out.firstMatch(of: /public key  (\S+)/)).1)
    }
    func grant(_ name: String, _ audience: String, _ more: String..., status: Int32 = 0) throws {
      let granted = ["grant", "union.candor", try #require(keys[name]), "--to", try #require(parts[name]), "--audience", audience]
      try runs.run(granted + more, status: status)
    }
    func append(_ entry: String) throws {
      try candor.write(entry + "\n", to: "entry.yaml")
      try runs.run(["append", "union.candor", "entry.yaml"])
    }
    let (heard, said) = ("heard-1", Self.planted.phrases[1])
    /// What one reads, whose names one's key opens, and what nobody who did not ask for names is shown.
    func look(_ name: String, names: Set<String>, phrase: Bool, _ when: String) throws {
      let key = ["--key", "\(name).key"]
      let first: [[String]] = [
        ["people"], ["votes"], ["mandates"], ["due"], ["due", "--ics"], ["show", "--format", "json", "--grep", "a"],
        ["export", "--edition", "members"],
        ["export", "--edition", "case"],
      ]
      for command in [["show"]] + (when == "at first" ? first : []) {
        try runs.run([command[0], "union.candor"] + command.dropFirst() + key, mayShow: true, "\(name), \(when)")
      }
      for command in [["access"]] + (when == "at first" ? [["check"], ["check", "--integrity"], ["checkpoint"]] : []) {
        try runs.run([command[0], "union.candor"] + command.dropFirst() + key, "\(name), \(when)")
      }
      let people = try candor.run(["people", "union.candor", "--names"] + key)
      // Lines are cut where they are long; a name's words are looked for one by one.
      let opened = Self.namesOnly.found(in: Array(people.out.utf8))
      let may = Self.namesOnly.found(in: Array(names.joined(separator: "\n").utf8))
      #expect(people.status == 0 && people.err.isEmpty && opened.isSubset(of: may), "\(name), \(when): \(opened.subtracting(may))")
      // The member sees no part of the case, and so nobody's name beside it.
      #expect(opened.isEmpty == (name == "member"), "\(name), \(when)")
      let entries = try candor.run(["show", "union.candor", "--format", "json"] + key)
      #expect(entries.status == 0 && entries.err.isEmpty)
      #expect(entries.out.contains(said) == phrase, "\(name), \(when)")
      let told = Self.namesOnly.found(in: Array(entries.out.utf8))
      #expect(!told.isEmpty && told.isSubset(of: may), "\(name), \(when)")
    }
    func own(_ index: Int) -> Set<String> {
      [Self.planted.names[2 * index], Self.planted.names[2 * index + 1], Self.planted.contacts[index]]
    }
    let all = Set(Self.planted.names + Self.planted.contacts)
    for name in parts.keys.sorted() { try grant(name, "members") }
    try grant("judge", "case", "--seat", "conduct")
    try grant("party", "party")
    try grant("party", "case", status: 4)
    try look("judge", names: all, phrase: false, "at first")
    try look("party", names: own(0), phrase: true, "at first")
    try look("member", names: own(2), phrase: false, "at first")
    // Their consent opens it to members; withdrawn, it is shut again.
    try append("{ kind: consent.changed, label: consented, from: part-0, state: given, of: [\(heard)], audience: members }")
    try append("{ kind: disclosure.widened, of: [\(heard)], fields: [says], to: members, consent: consented, by: conduct }")
    try look("member", names: own(2), phrase: true, "when it was opened to members")
    try runs.expectNothing(inFilesBut: ["case.yaml"], "while it is open to members")
    try append("{ kind: consent.changed, from: part-0, state: withdrawn }")
    try look("member", names: own(2), phrase: false, "when consent was withdrawn")
    try append("{ kind: recusal.noted, who: part-1, state: declared }")
    try append("{ kind: notice.given, label: added, to: board, says: \(Self.quoted(Self.planted.phrases[3])) }")
    try look("judge", names: all, phrase: false, "after their recusal")
    try runs.run(["recover", "union.candor", "--rehearse", "--recovery-file", "recovery"])
    let recovered = try runs.run(
      ["recover", "union.candor", "--to", "conduct", "--new-key", "new.key", "--no-passphrase", "--recovery-file", "recovery"])
    let signer = String(try #require(recovered.out.firstMatch(of: /signed by  (\S+)/)).1)
    for (name, names) in [("party", own(0)), ("member", own(2))] {
      try runs.run(["show", "union.candor", "--key", "\(name).key"], status: 4)
      try runs.run(["key", "trust", "--key", "\(name).key", "--verification", signer])
      try look(name, names: names, phrase: name == "party", "after the recovery")
    }
    try runs.run(["revoke", "union.candor", "--public-key", try #require(keys["member"]), "--key", "new.key"])
    try runs.run(["backup", "union.candor", "copy.candor", "--key", "party.key"])
    try runs.expectNothing(inFilesBut: ["case.yaml", "entry.yaml"], "after all commands")
  }

  @Test func `a mistake in a file is told without repeating what the file says of people`() throws {
    let runs = try Runs()
    let candor = runs.candor
    defer { candor.remove() }
    var random = SeededGenerator(seed: 7)
    try runs.run(["init", "union.candor", "--charter", "charter.yaml", "--no-passphrase"])
    try candor.write(Self.smallCasefile, to: "case.yaml")
    try runs.run(["import", "union.candor", "case.yaml"])
    for template in Self.mistaken {
      try candor.write(Self.filled(template, &random), to: "wrong.yaml")
      try runs.run(["import", "union.candor", "wrong.yaml"], status: 3, template)
    }
    for entry in [
      "{ kind: notice.given, says: $X, to: $X }", "{ kind: notice.given, label: part-0, of: $X }", "$X", "- { kind: notice.given, $X: $X }",
      "{ label: told-0, kind: notice.given, says: $X }", "{ kind: disclosure.erased, of: told-0, fields: [$X], ground: $X, by: board }",
    ] {
      try candor.write(Self.filled(entry, &random), to: "wrong.yaml")
      try runs.run(["append", "union.candor", "wrong.yaml"], status: 3, entry)
    }
    // A file that is no charter, and a case that is told otherwise.
    try runs.run(["init", "other.candor", "--charter", "case.yaml", "--no-passphrase"], status: 3)
    try runs.run(["charter", "check", "case.yaml"], status: 3)
    try runs.run(["charter", "adopt", "union.candor", "case.yaml"], status: 3)
    try candor.write(Self.smallCasefile.replacing("names: [", with: "names: [Another, "), to: "wrong.yaml")
    try runs.run(["import", "union.candor", "wrong.yaml"], status: 3)
    try candor.write(Self.smallCasefile.replacing("says: \"", with: "says: \"And "), to: "wrong.yaml")
    try runs.run(["import", "union.candor", "wrong.yaml"], status: 3)
    // What is typed on the command line where an identifier, a label or a field should be.
    for name in [Self.planted.names[70], Self.planted.names[30]] {
      for arguments in [
        ["show", "union.candor", name], ["people", "union.candor", name], ["votes", "union.candor", name],
        ["append", "union.candor", "more.yaml", "--case", name], ["check", "union.candor", "--case", name],
        ["check", "union.candor", "--explain", name], ["show", "union.candor", "--known-by", name],
        ["show", "union.candor", "--known-by", "board", "--at", name], ["check", "union.candor", "--as-of", name],
        ["erase", "union.candor", name, "says", "--ground", name, "--by", name, "--yes"],
        ["erase", "union.candor", "told-0", name, "--ground", name, "--by", "board", "--yes"],
        ["hand-over", "union.candor", "--from", name, "--to", name, "--new-key", "new.key", "--no-passphrase"],
      ] {
        try candor.write("{ kind: notice.given }", to: "more.yaml")
        let outcome = try runs.run(arguments, status: nil)
        #expect(outcome.status == 2 || outcome.status == 3, "\(arguments): \(outcome.err)")
      }
      // Looking for someone is no mistake; who is not found is not named again.
      try runs.run(["show", "union.candor", "--grep", name + " nowhere"])
    }
    try runs.expectNothing(inFilesBut: ["case.yaml", "wrong.yaml", "more.yaml"], "after mistakes")
  }

  @Test(arguments: ["lines", "headers"]) func `a server's answers and its log do not repeat what was wrong in a request`(framing: String)
    throws
  {
    let runs = try Runs()
    let candor = runs.candor
    defer { candor.remove() }
    var random = SeededGenerator(seed: 11)
    try runs.run(["init", "union.candor", "--charter", "charter.yaml", "--no-passphrase"])
    try candor.write(Self.smallCasefile, to: "case.yaml")
    try runs.run(["import", "union.candor", "case.yaml"])
    var requests: [String] = []
    func request(_ method: String, _ params: String) {
      requests.append("{\"jsonrpc\":\"2.0\",\"id\":\(requests.count),\"method\":\(Self.quoted(method)),\"params\":\(params)}")
    }
    for template in Self.mistaken {
      for dry in ["true", "false"] {
        request("record/append", "{\"dryRun\":\(dry),\"casefile\":\(Self.quoted(Self.filled(template, &random)))}")
      }
    }
    for _ in 0..<3 {
      for (method, params) in [
        ("record/append", #"{"entry":{"kind":$X}}"#), ("record/append", #"{"entry":{"kind":"notice.given",$X:1}}"#),
        ("record/append", #"{"entry":{"kind":"notice.given","occurred":$X,"by":$X,"to":[$X],"of":$X,"label":$X,"says":"What {$P} did"}}"#),
        ("record/append", #"{"entries":[{"kind":"notice.given","label":$X},{"kind":"notice.given","of":$X,"sources":[{$X:"reported"}]}]}"#),
        ("record/append", #"{"entry":{"kind":"notice.given","says":{$X:{$X:1}}}}"#), ("record/append", #"{"entry":[$X]}"#),
        ("record/append", #"{"entry":{"kind":"person.described","person":$X,"names":{$X:$X}}}"#), ("record/append", #"{$X:$X}"#),
        ("record/append", #"{"entry":{"kind":"party.named","party":$X,"person":$X,"role":$X}}"#),
        ("record/entries", #"{"case":$X}"#), ("record/entries", #"{"of":$X,"kinds":[$X],"from":$X,"about":$X,"limit":$X}"#),
        ("case/timeline", #"{"case":$X,"grep":$X}"#), ("case/timeline", #"{"grep":$X}"#), ("knowledge/at", #"{"body":$X,"at":$X}"#),
        ("knowledge/at", #"{"body":$X}"#),
        ("people/list", #"{"names":$X,"case":$X}"#), ("check/run", #"{"asOf":$X}"#), ("check/explain", #"{"duty":$X}"#),
        ("report/preview", #"{"edition":$X,"format":$X}"#), ("report/export", #"{"edition":"members","report":$X,"replace":$X}"#),
        ("report/validate", #"{"document":"<article>$P</article>"}"#), ("report/validate", #"{"document":"<a"}"#),
        ("charter/check", #"{"charter":$X}"#), ("charter/check", #"{"charter":"organization: $P\npeople: { a: { names: $P } }\n"}"#),
        ("charter/adopt", #"{"charter":$X,"by":$X}"#), ("charter/show", #"{"on":$X}"#),
        ("log/prove", #"{"entries":[$X],"edition":$X,"since":[$X]}"#), ("log/prove", #"{"since":[$X]}"#),
        ("log/verify", #"{"bundle":$X,"since":$X,"key":$X}"#), ("log/verify", #"{"bundle":$X}"#),
        ("casefile/export", #"{"case":$X}"#), ("casefile/export", #"$X"#), ("casefile/export", #"[$X]"#),
      ] {
        request(method, Self.filled(params, &random))
      }
      request(Self.planted.all.randomElement(using: &random) ?? "", "{}")
      // Not JSON, and not requests.
      requests += [
        #"{"jsonrpc":"2.0","method":"ping","params":{$X:1,$X:2}}"#, #"{"jsonrpc":"2.0","id":1,"method":"ping","params":$X"#,
        #"{"jsonrpc":$X,"id":1,"method":"ping"}"#, #"{"jsonrpc":"2.0","id":{$X:1},"method":"ping"}"#, #"[$X]"#, "$X", "$P",
        #"{"jsonrpc":"2.0","id":1,"method":[$X]}"#, #"{"jsonrpc":"2.0","id":1,"method":"ping",$P}"#,
      ].map { template in
        // A name that stands twice is one name.
        let name = Self.quoted(Self.planted.all.randomElement(using: &random) ?? "")
        return Self.filled(template.contains(":1,$X:2") ? template.replacing("$X", with: name) : template, &random)
      }
    }
    let messages = requests.map { framing == "lines" ? $0 + "\n" : "Content-Length: \($0.utf8.count)\r\n\r\n\($0)" }
    try candor.write(messages.joined(), to: "requests")
    let outcome = try candor.run(
      ["-c", "TMPDIR=\(runs.temporary.path) \"$0\" serve union.candor <requests", Candor.program.path], program: URL(filePath: "/bin/bash"))
    #expect(outcome.status == 0)
    runs.expectNothing(of: Self.search, in: outcome.err, "the log")
    let answers = outcome.out.replacing(/Content-Length: [0-9]+\r\n\r\n/, with: "\n").split(separator: "\n")
    let errors = answers.filter { $0.contains("\"error\"") }
    #expect(errors.count > requests.count / 2, "\(errors.count) of \(requests.count)")
    for answer in answers { runs.expectNothing(of: Self.search, in: String(answer), "an answer") }
    try runs.expectNothing(inFilesBut: ["case.yaml", "requests"], "after the server")
  }

  @Test func `what is damaged, shut, full or killed tells nothing either`() throws {
    let runs = try Runs()
    let candor = runs.candor
    defer { candor.remove() }
    try runs.run(["init", "union.candor", "--charter", "charter.yaml", "--no-passphrase"])
    let key = candor.key
    // Killed with its last entries in -wal.
    let (input, output) = (Pipe(), Pipe())
    let said = candor.folder.appending(path: "said")
    _ = FileManager.default.createFile(atPath: said.path, contents: nil)
    let process = try candor.start(["serve", "union.candor"], in: input, out: output, err: try FileHandle(forWritingTo: said))
    let append: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": "record/append", "params": ["casefile": .string(Self.casefile)]]
    try input.fileHandleForWriting.write(contentsOf: Data(append.canonicalBytes + [0x0A]))
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(candor.files.contains("union.candor-wal"))
    try runs.expectNothing(inFilesBut: ["case.yaml"], "killed after the answer")
    try runs.run(["check", "union.candor", "--integrity"])
    // Killed in the midst of taking in a case, at whichever moment that is.
    try candor.write(Self.casefile.replacing("about: A case", with: "about: Another case"), to: "other.yaml")
    for pause in [30_000, 60_000, 120_000] {
      let process = try candor.start(
        ["import", "union.candor", "other.yaml"], out: FileHandle.nullDevice, err: try FileHandle(forWritingTo: said))
      usleep(UInt32(pause))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      try runs.expectNothing(inFilesBut: ["case.yaml", "other.yaml"], "killed while it imports")
    }
    // No room: the limit on files that a shell sets.
    try candor.write(Self.casefile.replacing("about: A case", with: "about: A third case"), to: "third.yaml")
    let full = try candor.run(
      ["-c", "trap '' XFSZ; ulimit -f 200; \"$0\" import union.candor third.yaml", Candor.program.path], program: URL(filePath: "/bin/bash")
    )
    #expect(full.status == 5, "\(full.err)")
    runs.expectNothing(of: Self.search, in: full.err + full.out, "a full disk")
    try runs.expectNothing(inFilesBut: ["case.yaml", "other.yaml", "third.yaml"], "a full disk")
    // A wrong key, a wrong passphrase, and files that are damaged at many places.
    try runs.run(["init", "shut.candor", "--charter", "charter.yaml", "--key", "shut.key", "--no-passphrase"])
    try runs.run(["check", "union.candor", "--key", "shut.key"], status: 4)
    for name in ["one", "two"] {
      try candor.write("\(name) \(Self.planted.names[0])\n", to: name)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: candor.folder.appending(path: name).path)
    }
    try runs.run(["key", "change-passphrase", "--key", key, "--new-passphrase-file", "one"])
    try runs.run(["check", "union.candor", "--passphrase-file", "two"], status: 4)
    try runs.run(["backup", "union.candor", "whole.candor", "--passphrase-file", "one"])
    let whole = try candor.bytes(of: "whole.candor")
    for place in 1...6 {
      var damaged = whole
      for offset in stride(from: place * 997, to: damaged.count, by: 13 * 4096) where offset > 4096 { damaged[offset] ^= 0x55 }
      try damaged.write(to: candor.folder.appending(path: "damaged.candor"))
      for command in [["check", "damaged.candor", "--integrity"], ["import", "damaged.candor", "third.yaml"]] {
        try runs.run(command + ["--key", key, "--passphrase-file", "one"], status: nil)
      }
    }
    try runs.expectNothing(inFilesBut: ["case.yaml", "other.yaml", "third.yaml", "one", "two"], "damaged")
  }
}

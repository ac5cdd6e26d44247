import CandorCasefile
import CandorCore
import StrictJSON
import Testing
import Trials

@Suite("Case files")
struct CaseFileTests {
  private static func value(_ name: String, _ draft: Draft) -> JSONValue { draft.values.first { $0.name == name }?.json ?? nil }

  /// The committed values of the first entry of that label.
  private static func entry(_ label: String, in text: String) throws -> Draft {
    try #require(Sample.contents(text).drafts.first { value("label", $0) == .string(label) })
  }

  @Test func `a case's own fields, sources, people, coverage and entries stand in the record in this order`() throws {
    let contents = try Sample.contents(
      """
      entries:
        - { kind: notice.given, label: n, to: members }
      coverage:
        - { kinds: notice.given, occurred: 2013, label: c }
      people:
        witness: { role: witness, names: [One Name], contacts: [a@example.org], aliases: W }
        advocate: { role: advocate }
      sources:
        W: { title: W }
        L: { title: L }
      about: A case
      """)
    #expect(
      contents.drafts.map(\.kind) == [
        .caseOpened, .sourceDescribed, .sourceDescribed, .partyNamed, .personDescribed, .partyNamed, .coverageAttested, .noticeGiven,
      ])
    #expect(contents.drafts.map(\.id.number) == Array(2...9))
    #expect(contents.drafts.map { CaseFileTests.value("label", $0) } == [nil, "L", "W", "advocate", nil, "witness", "c", "n"])
    #expect(contents.drafts.allSatisfy { CaseFileTests.value("case", $0) == .string(contents.id.text) })
    let (described, witness) = (contents.drafts[4], contents.drafts[5])
    #expect(CaseFileTests.value("person", described) == CaseFileTests.value("person", witness))
    #expect(CaseFileTests.value("names", described) == ["One Name"])
    #expect(CaseFileTests.value("aliases", described) == ["W"])
    #expect(CaseFileTests.value("contacts", described) == ["a@example.org"])
    #expect(witness.values.allSatisfy { $0.json.canonicalText.contains("One Name") == false })
    #expect(CaseFileTests.value("person", contents.drafts[3]) == nil)
  }

  @Test func `a case without anything else is a case`() throws {
    #expect(try Sample.contents("about: A case").drafts.map(\.kind) == [.caseOpened])
    #expect(try Sample.contents("about: A case\nentries:\npeople: {}\nsources: ~\ncoverage: []\n").drafts.map(\.kind) == [.caseOpened])
  }

  @Test func `an entry refers to another before it stands, and across sections`() throws {
    let text = """
      about: A case
      entries:
        - { kind: notice.given, label: early, of: late, sources: [{ L: firsthand }] }
        - { kind: notice.given, label: late, by: someone }
      people: { someone: { role: witness } }
      sources: { L: { title: L, by: someone } }
      """
    let early = try CaseFileTests.entry("early", in: text)
    #expect(CaseFileTests.value("of", early) == [6])
    #expect(CaseFileTests.value("sources", early) == [["source": 3, "basis": "firsthand"]])
    let party = CaseFileTests.value("party", try CaseFileTests.entry("someone", in: text))
    #expect(CaseFileTests.value("by", try CaseFileTests.entry("late", in: text)) == [.string("party:" + (party.stringValue ?? ""))])
  }

  /// A scalar as YAML writes it, and the text that it stays.
  @Test(arguments: [
    ("no", "no"), ("NO", "NO"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("true", "true"), ("1e3", "1e3"), ("0x10", "0x10"),
    ("010", "010"),
    ("2013", "2013"), ("1_000", "1_000"), ("12:30:45", "12:30:45"), ("2013-05-05", "2013-05-05"), (".inf", ".inf"), ("1.0", "1.0"),
    ("'~'", "~"),
    ("\"null\"", "null"), ("!!int 5", "5"), ("!mine x", "x"), ("=", "="), ("<<", "<<"), ("a#b", "a#b"), ("a # b", "a"),
    ("\"a\\u00e9\"", "aé"),
    ("|\n  one\n  two\n", "one\ntwo\n"), (">\n  one\n  two\n", "one two\n"),
  ])
  func `a scalar stays the text that was written, whatever it looks like`(scalar: String, text: String) throws {
    let opened = try #require(Sample.contents("about: \(scalar)").drafts.first)
    #expect(CaseFileTests.value("about", opened) == .string(text))
  }

  @Test(arguments: ["~", "null", ""]) func `nothing is nothing`(scalar: String) throws {
    #expect(try Sample.faults("about: \(scalar)\n").map(\.message) == ["\"about\" is missing"])
    let opened = try #require(Sample.contents("about: x\nissuer: \(scalar)\n").drafts.first)
    #expect(CaseFileTests.value("issuer", opened) == nil)
  }

  @Test func `2013 is a year where a date is wanted, and a count where that is`() throws {
    let text = """
      about: A case
      entries:
        - { kind: decision.taken, label: d, occurred: 2013, outcome: mistrial, vote: { for: 2013, against: 0 } }
      """
    let decision = try CaseFileTests.entry("d", in: text)
    #expect(CaseFileTests.value("occurred", decision) == "2013")
    #expect(CaseFileTests.value("vote", decision) == ["for": 2013, "against": 0])
  }

  @Test func `one value stands for a list of one`() throws {
    let short =
      "about: A case\nentries:\n  - { kind: notice.given, label: n, by: sc, to: [members], of: m }\n  - { kind: notice.given, label: m }\n"
    let long =
      "about: A case\nentries: [{ kind: notice.given, label: n, by: [sc], to: members, of: [m] }, { kind: notice.given, label: m }]\n"
    #expect(try Sample.contents(short) == Sample.contents(long))
  }

  @Test func `line ends, a byte order mark and comments change nothing`() throws {
    let text = try Sample.export("case.yaml")
    let bodies = try CharterFile.read(Sample.export("charter.yaml"), file: "charter.yaml").bodies.map(\.id)
    func read(_ text: String) throws -> CaseFile.Contents { try CaseFile.read(text, file: "case.yaml", in: Sample.setting(bodies: bodies)) }
    let contents = try read(text)
    #expect(contents.drafts.count > 50)
    #expect(try read(text.replacing("\n", with: "\r\n")) == contents)
    #expect(try read("\u{FEFF}" + text) == contents)
    #expect(try read("# more\n" + text + "# and more") == contents)
  }

  @Test func `ten mistakes of ten kinds are ten messages, in the order of their lines`() throws {
    let found = try Sample.faults(
      """
      about: A case
      source: nothing
      sources:
        L: { title: A letter }
      entries:
        - kind: notice.givn
        - kind: notice.given
          occurred: 2013-11-31
          too: members
          to: [members, ncd]
          of: frist
          sources: [{ L: frsthand }]
        - kind: request.made
          timing: [{ after: first, moreThan: 18 months }]
        - { kind: decision.taken, label: first }
      """)
    #expect(
      found.map { "\($0.line):\($0.column) \($0.message)" } == [
        "2:1 there is no field \"source\" here", "6:11 \"notice.givn\" is not known here",
        "8:15 \"2013-11-31\" is not a date: November 2013 has 30 days", "9:5 there is no field \"too\" here",
        "10:19 no person or body is called \"ncd\"", "11:9 no entry is called \"frist\"", "12:20 \"frsthand\" is not known here",
        "13:5 \"asks\" is missing", "14:40 this text of 9 characters is not a period", "15:5 nothing says what was decided",
      ])
    #expect(Set(found.map(\.code)) == ["unknown-field", "unknown-name", "date", "missing-field", "period", "refused"])
  }

  @Test(arguments: 0..<UInt64(Thorough.rounds(4, of: 30, "hundreds of damaged files read")))
  func `damaged files are read or refused at places that they have, and never stop the program`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (charter, casefile) = (
      Array(try Sample.export("charter.yaml").unicodeScalars), Array(try Sample.export("case.yaml").unicodeScalars)
    )
    let telling = Array("{}[]:,-?&*!|>'\"%@`#~ \t\n\r\u{85}\u{2028}\u{FEFF}\u{0}\u{7}\u{301}éaLN0192/.".unicodeScalars)
    var refused = 0
    for round in 0..<100 {
      let isCharter = round.isMultiple(of: 2)
      var scalars = isCharter ? charter : Array(casefile.prefix(3000))
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let (index, other) = (Int.random(in: 0..<scalars.count, using: &random), Int.random(in: 0..<scalars.count, using: &random))
        let range = min(index, other)..<min(max(index, other), min(index, other) + 200)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: scalars.remove(at: index)
        case 1: scalars.insert(telling[Int.random(in: 0..<telling.count, using: &random)], at: index)
        case 2: scalars[index] = telling[Int.random(in: 0..<telling.count, using: &random)]
        case 3: scalars.swapAt(index, other)
        case 4: scalars.removeSubrange(range)
        default: scalars.insert(contentsOf: scalars[range], at: index)
        }
      }
      let text = String(String.UnicodeScalarView(scalars))
      let lines = text.unicodeScalars.split(omittingEmptySubsequences: false) { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) }
      let found = try Sample.faults(text, isCharter: isCharter)
      refused += found.isEmpty ? 0 : 1
      for diagnostic in found {
        try #require((1...lines.count).contains(diagnostic.line))
        try #require(diagnostic.column >= 1 && diagnostic.width >= 1)
        // What of the line is not dotted out stands where it stood.
        let shown = Array(diagnostic.excerpt.unicodeScalars)
        try #require(
          lines.contains { line in
            let piece = line.dropFirst(diagnostic.excerptStart - 1).prefix(240)
            return line.count + 1 >= diagnostic.column && piece.count == shown.count
              && zip(piece, shown).allSatisfy { $0 == $1 || $1 == "·" }
          })
        try #require(!diagnostic.message.isEmpty && !diagnostic.expected.isEmpty)
        try #require(diagnostic.rendered.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
      }
    }
    #expect((1...100).contains(refused))
  }
}

import CandorCasefile
import CandorCore
import Foundation
import Testing

/// Docs/errors.md: every kind of mistake, with what was written and the message as it is shown.
@Suite("The page of mistakes")
struct ErrorsPageTests {
  typealias Example = GalleryTests.Example

  /// Kinds of mistakes, in the order of the page, each with what it is.
  static let kinds: [(code: String, about: String)] = [
    ("unknown-name", "A name that nothing has: a body, a person, a label, a kind, or one of a fixed set of words."),
    ("unknown-field", "A field that does not belong there."),
    ("missing-field", "A field that must be there."),
    ("type", "A value of another form than its field's."),
    ("date", "What is no date, or ends before it begins."),
    ("period", "What is no period."),
    ("timing", "A distance to another entry that is none."),
    ("label", "What cannot be a label."),
    ("brace", "A text with a brace that stands for nobody."),
    ("duplicate", "Something that stands twice where once is meant."),
    ("self-reference", "Something that refers to itself."),
    ("wrong-kind", "A reference to an entry of a kind that cannot stand there."),
    ("unknown-standard", "A standard of proof that the code does not know."),
    ("circle", "Things each of which would come before the other."),
    ("refused", "What can be read and cannot be."),
    ("timezone", "A time zone that there is not."),
    ("contradiction", "A charter that says two things of which one can hold."),
    ("never", "Part of a charter that can never apply."),
    ("unseen", "A rule whose outcome its readers cannot see, or cannot follow."),
    ("unused", "A body that nothing refers to."),
    ("no-rule", "Clauses that nothing is held against."),
    ("empty", "A file without contents."),
    ("yaml", "What is not YAML."),
    ("name", "A name that is not a word."),
    ("anchor", "YAML's anchors and aliases, which are not read."),
    ("character", "A character that no document can carry."),
    ("depth", "A file that is nested too deeply."),
    ("size", "A file that is too large."),
  ]

  /// Codes in the sources that no file can provoke, with the reason.
  static let beyondFiles = [
    "instant": "no field that people write holds a moment",
    "retold": "it takes a record that holds the case already",
    "which-case": "it takes a record that holds several cases",
  ]

  static let others: [Example] = [
    Example(
      "a correction of an entry of another kind",
      """
      about: A case
      entries:
        - { label: told, kind: notice.given }
        - { kind: meeting.held, bodies: sc, corrects: told }

      """,
      """
      case.yaml:4:49: error: this corrects an entry of the kind notice.given
          4 |   - { kind: meeting.held, bodies: sc, corrects: told }
            |                                                 ^^^^
        an entry of the kind meeting.held: a correction says anew what the other says, and all of it
      """),
    Example(
      "a label with a blank",
      """
      about: A case
      entries:
        - { label: the letter, kind: notice.given }

      """,
      """
      case.yaml:3:14: error: this text of 10 characters is not a label
          3 |   - { label: ··· ······, kind: notice.given }
            |              ^^^^^^^^^^
        letters, digits, - _ and ., and not digits alone: sc-letter-2
      """),
    Example(
      "a brace that stays open",
      """
      about: A case
      people: { respondent: { role: respondent } }
      entries:
        - { kind: notice.given, says: "What {respondent did." }

      """,
      """
      case.yaml:4:33: error: the text opens a brace that it does not close
          4 |   - { kind: notice.given, says: "···· ··········· ····" }
            |                                 ^^^^^^^^^^^^^^^^^^^^^^^
        a person as {name}; braces stand for nothing else
      """),
    Example(
      "deep brackets",
      "about: \(String(repeating: "[", count: 65))\(String(repeating: "]", count: 65))\n",
      """
      case.yaml:1:72: error: this is nested too deeply
          1 | about: \(String(repeating: "[", count: 65))\(String(repeating: "]", count: 65))
            | \(String(repeating: " ", count: 71))^
        at most 64 levels
      """),
    {
      var example = Example(
        "a file of 17 million bytes",
        "about: A case\n" + String(repeating: "# and so on\n", count: 1 << 20 | 1 << 19),
        """
        case.yaml:1:1: error: the file has 18874382 bytes
            1 | about: · ····
              | ^
          a file holds at most 16777216 bytes; split it
        """)
      example.abridged = "about: A case\n# and so on, for 18 million bytes\n"
      return example
    }(),
  ]

  /// Two bodies, one of them independent; everything is for members.
  private static let head = """
    organization: O
    timezone: Europe/Madrid
    in-force: { from: 2015, to: 2019 }
    visibility: { default: members, duty.*: members }
    bodies:
      sc: { title: Steering Committee }
      ndc: { title: Disciplinary Committee, independent-of: sc }

    """

  /// What a charter's reading lets pass, as `candor charter check` tells it.
  private static let advice: [Example] = [
    Example(
      "a standard of proof that the code does not know",
      head + """
        standards: [likelihood]
        clauses:
          - { id: 1, title: T, text: A text., rule: { check: standard-of-proof, of: ndc, standard: likelyhood } }

        """,
      """
      charter.yaml:10:92: warning: the standard of proof "likelyhood" is not among those the code knows
         10 |   - { id: ·, title: ·, text: · ·····, rule: { check: standard-of-proof, of: ···, standard: likelyhood } }
            |                                                                                            ^^^^^^^^^^
        one of "standards": likelihood
      """),
    Example(
      "a body below itself",
      """
      organization: O
      timezone: Europe/Madrid
      bodies:
        sc: { title: Steering Committee, below: nc }
        nc: { title: National Committee, below: sc }
      clauses: []

      """,
      """
      charter.yaml:4:43: error: "sc" stands below itself
          4 |   sc: { title: ········ ·········, below: nc }
            |                                           ^^
        of two bodies at most one is below the other; leave out "below" where neither is
      """,
      """
      charter.yaml:5:43: error: "nc" stands below itself
          5 |   nc: { title: ········ ·········, below: sc }
            |                                           ^^
        of two bodies at most one is below the other; leave out "below" where neither is
      """),
    Example(
      "a body independent of itself",
      """
      organization: O
      timezone: Europe/Madrid
      bodies:
        sc: { title: Steering Committee, independent-of: [sc] }
      clauses: []

      """,
      """
      charter.yaml:4:53: error: "sc" is independent of itself
          4 |   sc: { title: ········ ·········, independent-of: [sc] }
            |                                                     ^^
        the bodies that may not direct it
      """),
    Example(
      "a body independent of one that it is below",
      """
      organization: O
      timezone: Europe/Madrid
      bodies:
        sc: { title: Steering Committee }
        nc: { title: National Committee, below: sc }
        ndc: { title: Disciplinary Committee, below: nc, independent-of: [nc, sc] }
      clauses:
        - { id: 1, title: T, text: A text., rule: { check: set-aside, body: ndc } }
      visibility: { default: members, duty.*: members }

      """,
      """
      charter.yaml:6:69: warning: "ndc" is independent of "nc", and stands below it
          6 |   ndc: { title: ············ ·········, below: nc, independent-of: [nc, sc] }
            |                                                                     ^^
        if it is below in other matters than its own, leave both; else take one away
      """,
      """
      charter.yaml:6:73: warning: "ndc" is independent of "sc", and stands below it
          6 |   ndc: { title: ············ ·········, below: nc, independent-of: [nc, sc] }
            |                                                                         ^^
        if it is below in other matters than its own, leave both; else take one away
      """),
    Example(
      "two keepers of one kind",
      head + """
        coverage:
          - { kinds: notice.given, keeper: sc }
          - { kinds: [measure.imposed, notice.given], keeper: ndc }
          - { kinds: measure.imposed, keeper: ndc }
        clauses: []

        """,
      """
      charter.yaml:10:32: warning: "notice.given" has two keepers, "sc" and "ndc"; only the first counts
         10 |   - { kinds: [measure.imposed, notice.given], keeper: ndc }
            |                                ^^^^^^^^^^^^
        one keeper a kind: the body that answers for what is missing
      """,
      """
      charter.yaml:11:14: note: it is said twice that "ndc" keeps the record of "measure.imposed"
         11 |   - { kinds: measure.imposed, keeper: ndc }
            |              ^^^^^^^^^^^^^^^
        once is enough
      """),
    Example(
      "two clauses that ask for the same on different terms",
      head + """
        clauses:
          - { id: 1, title: T, text: A text., rule: { check: set-aside, body: ndc } }
          - { id: 2, title: T, text: A text., rule: { check: set-aside, body: ndc, by: [sc] } }
          - { id: 3, title: T, text: A text., in-force: { to: 2016 }, rule: { check: set-aside, body: sc } }
          - { id: 4, title: T, text: A text., in-force: { from: 2017 }, rule: { check: set-aside, body: sc, by: [ndc] } }

        """,
      """
      charter.yaml:10:45: warning: clauses 1 and 2 ask for the same on different terms, at the same time
         10 |   - { id: ·, title: ·, text: · ·····, rule: { check: set-aside, body: ndc, by: [sc] } }
            |                                             ^
        one of them; or an "in-force" for each, so that one follows the other
      """),
    Example(
      "a rule that stands twice",
      head + """
        clauses:
          - { id: 1, title: T, text: A text., rule: { check: interference, body: ndc } }
          - { id: 2, title: T, text: A text., rule: { check: interference, body: ndc } }

        """,
      """
      charter.yaml:10:45: note: clauses 1 and 2 have the same rule, so that each breach counts twice
         10 |   - { id: ·, title: ·, text: · ·····, rule: { check: interference, body: ndc } }
            |                                             ^
        leave the rule with the clause that says it best
      """),
    Example(
      "a clause in force only when its charter is not",
      head + """
        clauses:
          - { id: 1, title: T, text: A text., in-force: { to: 2014 }, rule: { check: interference, body: ndc } }

        """,
      """
      charter.yaml:9:49: warning: clause 1 is in force only when its charter is not, so it never applies
          9 |   - { id: ·, title: ·, text: · ·····, in-force: { to: 2014 }, rule: { check: interference, body: ndc } }
            |                                                 ^
        days on which the charter is in force too
      """),
    Example(
      "interference with a body that is independent of nobody",
      head + """
        clauses:
          - { id: 1, title: T, text: A text., rule: { check: interference, body: sc } }

        """,
      """
      charter.yaml:9:74: warning: "sc" is independent of no body, so this rule never applies
          9 |   - { id: ·, title: ·, text: · ·····, rule: { check: interference, body: sc } }
            |                                                                          ^^
        name under "bodies" whom it is independent of: sc: { independent-of: [ … ] }
      """,
      """
      charter.yaml:7:3: note: nothing in this charter refers to "ndc"
          7 |   ndc: { title: ············ ·········, independent-of: sc }
            |   ^^^
        case files may still name it; a clause with a rule, "below" or "independent-of" would say what it is to the others
      """),
    Example(
      "a clause to be applied alike that has no rule",
      head + """
        clauses:
          - { id: 1, title: T, text: A text., rule: { check: selective-enforcement, of: 2 } }

        """,
      """
      charter.yaml:9:81: warning: this compares a clause that has no rule of its own, so it never applies
          9 |   - { id: ·, title: ·, text: · ·····, rule: { check: selective-enforcement, of: · } }
            |                                                                                 ^
        the id of another clause with a rule
      """,
      """
      charter.yaml:7:3: note: nothing in this charter refers to "ndc"
          7 |   ndc: { title: ············ ·········, independent-of: sc }
            |   ^^^
        case files may still name it; a clause with a rule, "below" or "independent-of" would say what it is to the others
      """),
    Example(
      "a vote of a body without a majority",
      head + """
        clauses:
          - { id: 1, title: T, text: A text., rule: { check: tally, of: ndc } }

        """,
      """
      charter.yaml:9:65: warning: nothing says by which majority "ndc" decides, so this rule never applies to it
          9 |   - { id: ·, title: ·, text: · ·····, rule: { check: tally, of: ndc } }
            |                                                                 ^^^
        name it under "bodies": ndc: { majority: { more-than: 1/2, of: cast } }
      """),
    Example(
      "a majority of seats that nobody counted",
      head + """
          board: { title: Board, below: sc, majority: { more-than: 1/2, of: seats } }
        clauses:
          - { id: 1, title: T, text: A text., rule: { check: tally, of: board } }

        """,
      """
      charter.yaml:8:47: warning: this is a share of the seats, and nothing says how many "board" has
          8 |   board: { title: ·····, below: sc, majority: { more-than: 1/2, of: seats } }
            |                                               ^
        board: { seats: NUMBER }; or a share of those eligible
      """,
      """
      charter.yaml:7:3: note: nothing in this charter refers to "ndc"
          7 |   ndc: { title: ············ ·········, independent-of: sc }
            |   ^^^
        case files may still name it; a clause with a rule, "below" or "independent-of" would say what it is to the others
      """),
    Example(
      "a body that nobody can sit on",
      head + """
        clauses:
          - { id: 1, title: T, text: A text., rule: { check: composition, body: ndc, without: [ndc] } }

        """,
      """
      charter.yaml:9:87: error: nobody could sit on "ndc" without sitting on it
          9 |   - { id: ·, title: ·, text: · ·····, rule: { check: composition, body: ndc, without: [ndc] } }
            |                                                                                       ^
        the other bodies whose members may not sit there
      """),
    Example(
      "an expulsion until it is decided",
      head + """
        clauses:
          - { id: 1, title: T, text: A text., rule: { check: interim-measure, severity: severe, measure: expulsion, owed-by: ndc } }

        """,
      """
      charter.yaml:9:98: warning: an expulsion is no measure until a decision: it ends what it would bridge
          9 |   - { id: ·, title: ·, text: · ·····, rule: { check: interim-measure, severity: severe, measure: expulsion, owed-by: ndc } }
            |                                                                                                  ^^^^^^^^^
        a measure that can be lifted: suspension, leave, removal-from-leadership
      """),
    Example(
      "a rule whose outcome members do not learn",
      """
      organization: O
      timezone: Europe/Madrid
      bodies:
        sc: { title: Steering Committee }
        ndc: { title: Disciplinary Committee, independent-of: sc }
      clauses:
        - { id: 1, title: T, text: A text., rule: { check: interference, body: ndc } }

      """,
      """
      charter.yaml:7:54: note: only the parties of a case learn whether "interference" was kept
          7 |   - { id: ·, title: ·, text: · ·····, rule: { check: interference, body: ndc } }
            |                                                      ^^^^^^^^^^^^
        to tell members too: visibility: { duty.interference: members }
      """),
    Example(
      "a rule whose outcome members learn, and none of its grounds",
      """
      organization: O
      timezone: Europe/Madrid
      bodies:
        sc: { title: Steering Committee }
        ndc: { title: Disciplinary Committee, independent-of: sc }
      visibility: { duty.*: members }
      clauses:
        - { id: 1, title: T, text: A text., rule: { check: interference, body: ndc } }

      """,
      """
      charter.yaml:8:54: note: members learn whether "interference" was kept, and can open no entry that it rests on
          8 |   - { id: ·, title: ·, text: · ·····, rule: { check: interference, body: ndc } }
            |                                                      ^^^^^^^^^^^^
        open some of: body.dissolved, instruction.given, omission.stated, party.named, remit.set, request.made, seat.taken
      """),
    Example(
      "clauses without a rule",
      head + """
        clauses:
          - { id: 1, title: T, text: A text., rule: { check: interference, body: ndc } }
          - { id: 2, title: T, text: A text. }
          - { id: 2a, title: T, text: A text. }

        """,
      """
      charter.yaml:8:1: note: 2 of 3 clauses have no rule: 2, 2a
          8 | clauses:
            | ^^^^^^^
        nothing is held against them; Docs/charter.md lists the rules
      """),
  ]

  @Test(arguments: others) func `a mistake that the other tables lack is shown at its place`(_ example: Example) throws {
    #expect(try Sample.faults(example.text).map(\.rendered) == example.rendered)
  }

  @Test(arguments: advice) func `what a charter's reading lets pass is told with its grade`(_ example: Example) throws {
    let found = CharterFile.findings(in: example.text, file: "charter.yaml")
    #expect(Set(found.map(\.rendered)) == Set(example.rendered))
    #expect(found.map(\.line) == found.map(\.line).sorted())
    // What cannot be so is no charter for a record either.
    #expect(try Sample.faults(example.text, isCharter: true) == found.filter { $0.grade == .error })
  }

  @Test func `a charter that cannot be read has only mistakes`() throws {
    let text = "organization: O\ntimezone: Europe/Madrid\nbodies: { sc: { title: S, independent-of: sc } }\n"
    #expect(CharterFile.findings(in: text + "clauses: []\n", file: "c").map(\.code) == ["self-reference"])
    #expect(CharterFile.findings(in: text + "clause: []\n", file: "c").map(\.code) == ["unknown-field"])
  }

  /// Every example, with the kinds of its mistakes.
  private static func examples() throws -> [(example: Example, codes: [String])] {
    try (GalleryTests.casefiles + others).map { ($0, try Sample.faults($0.text).map(\.code)) }
      + (GalleryTests.charters).map { ($0, try Sample.faults($0.text, isCharter: true).map(\.code)) }
      + advice.map { ($0, CharterFile.findings(in: $0.text, file: "charter.yaml").map(\.code)) }
  }

  @Test func `every kind of mistake in the sources has an example on the page, and every kind on the page is one`() throws {
    let shown = Set(try Self.examples().flatMap(\.codes))
    let used = try Self.codes()
    #expect(used.count > 20)
    #expect(used.subtracting(shown) == Set(Self.beyondFiles.keys))
    #expect(shown == Set(Self.kinds.map(\.code)))
    #expect(Set(Self.kinds.map(\.code)).count == Self.kinds.count)
  }

  /// The codes that stand in the sources where a mistake is noted.
  private static func codes() throws -> Set<String> {
    let calls = [
      #/[mM]istake\(\s*"(?<code>[a-z-]+)"/#, #/fault\([^"\n]*?,\s*"(?<code>[a-z-]+)"/#, #/code: "(?<code>[a-z-]+)"/#,
      #/advice\(\s*\.[a-z]+,\s*"(?<code>[a-z-]+)"/#,
    ]
    let sources = root.appending(path: "Sources")
    let files = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
    var found: Set<String> = []
    for file in files {
      let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
      for call in calls { found.formUnion(text.matches(of: call).map { String($0.output.code) }) }
    }
    return found
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  private static func page() throws -> String {
    var text = """
      # Mistakes

      Every kind of mistake in a case file or a charter, each as it was written and as it is told: the file, the line and the column, the line itself with a mark
      under it, and what would do. What may be somebody's name or anyone's own words is dotted out of the line, and told by its length
      ([why](decisions/2026-11-21-what-messages-repeat.md)). Nothing of a file with an error is taken. Warnings and notes are what `candor charter check` says of a charter beside its
      errors. Programs get the kind as `kind` (`input.date`). This page is made from the tests' own examples.


      """
    let examples = try examples()
    text += kinds.map { "[`\($0.code)`](#\($0.code))" }.joined(separator: " · ") + "\n"
    for (code, about) in kinds {
      text += "\n## `\(code)`\n\(about)\n"
      for (example, codes) in examples where codes.first == code {
        text +=
          "\n### \(example.name)\n```yaml\n\(visible(example.abridged ?? example.text))```\n```\n\(example.rendered.joined(separator: "\n"))\n```\n"
      }
    }
    return text
  }

  /// With a sign for each character that a page cannot show, and a line's end at the end.
  private static func visible(_ text: String) -> String {
    let shown = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.value < 0x20 && scalar != "\n" ? Unicode.Scalar(0x2400 + scalar.value) ?? scalar : scalar == "\u{7F}" ? "\u{2421}" : scalar
        }))
    return shown.isEmpty || shown.hasSuffix("\n") ? shown : shown + "\n"
  }

  @Test func `Docs/errors.md is made from the examples`() throws {
    let made = try Self.page()
    let file = Self.root.appending(path: "Docs/errors.md")
    if ProcessInfo.processInfo.environment["CANDOR_REGENERATE"] == "1" { try Data(made.utf8).write(to: file) }
    #expect((try? String(contentsOf: file, encoding: .utf8)) == made, "CANDOR_REGENERATE=1 writes it anew")
  }
}

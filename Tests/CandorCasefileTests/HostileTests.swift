import CandorCasefile
import CandorCore
import Testing

@Suite("Files that mean harm")
struct HostileTests {
  struct File: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let line, column: Int
    let message, expected: String

    init(_ name: String, _ text: String, at line: Int, _ column: Int, _ said: (message: String, expected: String)) {
      (self.name, self.text, self.line, self.column, message, expected) = (name, text, line, column, said.message, said.expected)
    }
    var testDescription: String { name }
  }

  private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

  /// Each level names the one before nine times.
  private static func laughs(_ last: String) -> String {
    "a0: &a0 [lol]\n" + (1...30).map { level in "a\(level): &a\(level) [\(times(8, "*a\(level - 1), "))*a\(level - 1)]\n" }.joined() + last
  }

  private static let deep = (message: "this is nested too deeply", expected: "at most 64 levels")
  private static let anchors = (message: "anchors and aliases are not read", expected: "write the value where it is meant")

  @Test(
    .timeLimit(.minutes(60)),
    arguments: [
      File("brackets in one line", times(100_000, "["), at: 1, 1, deep),
      File("brackets across lines", times(100_000, "[\n"), at: 999, 1, deep),
      File("braces across lines", times(100_000, "{a:\n "), at: 1000, 2, deep),
      File("closed brackets across lines", times(50_000, "[\n") + times(50_000, "]\n"), at: 999, 1, deep),
      File("65 brackets, closed", "about: " + times(65, "[") + times(65, "]"), at: 1, 72, deep),
      File("dashes in one line", times(100_000, "- "), at: 1, 1999, deep),
      File("dashes across lines", (0..<1100).map { times($0, " ") + "-\n" }.joined(), at: 1000, 1000, deep),
      File("names across lines", (0..<1100).map { times($0, " ") + "a:\n" }.joined(), at: 1000, 1000, deep),
      File("70 names across lines", (0..<70).map { times($0, " ") + "a:\n" }.joined(), at: 66, 66, deep),
      File("question marks", times(100_000, "? "), at: 1, 1999, deep), File("laughs", laughs(""), at: 2, 10, anchors),
      File("laughs as a name", laughs("? *a30\n: x\n"), at: 2, 10, anchors),
      File("an alias of what holds it", "about: &a [*a]\n", at: 1, 12, anchors),
      File("an alias as a name", "about: &a x\n*a : y\n", at: 2, 1, anchors),
      File("an alias of a name", "&a about: x\nissuer: *a\n", at: 2, 9, anchors),
      File("an alias right after a quote", "{\"about\":*a, \"issuer\": &a x}", at: 1, 10, anchors),
    ])
  func `a file that would exhaust the program is refused at once`(_ file: File) throws {
    for isCharter in [false, true] {
      let found = try Sample.faults(file.text, isCharter: isCharter)
      #expect(found.map(\.line) == [file.line])
      #expect(found.map(\.column) == [file.column])
      #expect(found.map(\.message) == [file.message])
      #expect(found.map(\.expected) == [file.expected])
    }
  }

  @Test func `signs of anchors and aliases in a text are a text`() throws {
    let text = "about: R&D, *not* &c., 2 * 3 & 4, a&b *c* and &c\n"
    #expect(try Sample.faults(text) == [])
  }

  @Test func `64 levels are read`() throws {
    let text = "about: A case\nissuer: " + HostileTests.times(63, "[") + "x" + HostileTests.times(63, "]")
    #expect(try Sample.faults(text).map(\.message) == ["a list stands where a line of text is wanted"])
  }

  @Test(.timeLimit(.minutes(60))) func `a file of more than 16 MiB is refused unread`() throws {
    let text = "about: A case\n" + HostileTests.times(1 << 20, "# sixteen bytes\n")
    let found = try Sample.faults(text)
    #expect(found.map(\.message) == ["the file has 16777230 bytes"])
    #expect(found.map(\.expected) == ["a file holds at most 16777216 bytes; split it"])
    #expect(found.map(\.line) == [1])
  }

  private static let about = "about: A case\n"
  private static func entries(_ count: Int, _ entry: (Int) -> String) -> String { about + "entries:\n" + (0..<count).map(entry).joined() }

  /// Twenty times what a hand would write, and nothing that takes the square of it.
  @Test(
    .timeLimit(.minutes(60)),
    arguments: [
      ("labels that nothing has", entries(5000) { "  - { kind: notice.given, label: l\($0), of: m\($0) }\n" }, 100),
      ("fields that none has", about + (0..<20_000).reversed().map { "f\($0): x\n" }.joined(), 100),
      ("mistakes in one line", about + "entries: [" + (0..<5000).map { "{ kind: notice.given, of: m\($0) }, " }.joined() + "]\n", 100),
      (
        "mistakes in one list", about + "entries:\n  - kind: notice.given\n    of: [" + (0..<20_000).map { "m\($0), " }.joined() + "]\n",
        100
      ),
      ("entries that are read", entries(3000) { "  - { kind: notice.given, label: l\($0), of: l\($0 == 0 ? 1 : $0 - 1) }\n" }, 0),
      ("one long label", entries(100) { _ in "  - { kind: notice.given, of: \(times(10_000, "m")) }\n" }, 100),
    ])
  func `a large file is read in time that grows with its size, and shows as many mistakes as anyone mends at once`(
    name: String, text: String, count: Int
  ) throws {
    let found = try Sample.faults(text)
    #expect(found.count == count)
    #expect(found.allSatisfy { $0.excerpt.unicodeScalars.count <= 240 && $0.rendered.utf8.count < 22_000 })
  }

  @Test func `of a long line a piece is shown, with the mark under its place`() throws {
    let found = try Sample.faults("about: A case\nentries: [{ kind: notice.given, says: \(HostileTests.times(300, "x")), by: ncd }]\n")
    #expect(
      found.map(\.rendered) == [
        """
        case.yaml:2:345: error: no person or body is called "ncd"
            2 | \(HostileTests.times(94, "·")), by: ncd }]
              | \(HostileTests.times(100, " "))^^^
          bodies: sc, ndc, nac, branch, members; did you mean ndc?
        """
      ])
  }

  @Test func `what a file holds does not reach the terminal's controls`() throws {
    let found = try Sample.faults("about: A case\nentries: [{ kind: \"\\e[31m\u{202E}x\" }]\n")
    #expect(
      found.map(\.rendered) == [
        """
        case.yaml:2:19: error: this text of 7 characters is not known here
            2 | entries: [{ kind: "········" }]
              |                   ^^^^^^^^^
          a kind of entry
        """
      ])
  }
}

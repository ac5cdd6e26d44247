import CandorXML
import Foundation
import Testing
import Trials

/// The rules beyond the grammar, held by Candor as a document passes and by `Schemas/candor-findings.sch`.
struct `Rules of findings` {
  typealias Faulty = `Validation of findings`.Faulty

  @Test func `the document that the faulty ones come from is right`() { #expect(`Validation of findings`.faults(of: Self.whole) == []) }

  @Test(arguments: faulty)
  func `each fault is named where it is`(_ faulty: Faulty) throws {
    let text = Self.changed(faulty)
    try #require(text != Self.whole)
    #expect(`Validation of findings`.faults(of: text) == faulty.diagnostics)
  }

  /// What breaks a rule of the form of a report of findings, and of no other.
  @Test(arguments: ["a finding without a label", "a finding of another number", "a finding that rests on nothing"])
  func `a report of another kind has findings of its own form`(name: String) throws {
    let faulty = try #require(Self.faulty.first { $0.name == name })
    let text = Self.changed(faulty).replacing("role=\"findings\"", with: "role=\"duties\"")
    #expect(`Validation of findings`.faults(of: text) == [])
  }

  @Test func `what lines are called is a rule of English only`() {
    let spanish = Self.whole.replacing("xml:lang=\"en-GB\"", with: "xml:lang=\"es\"").replacing("<term>Rests on", with: "<term>Se basa en")
    #expect(`Validation of findings`.faults(of: spanish.replacing("<term>State", with: "<term>Estado")) == [])
    #expect(`Validation of findings`.faults(of: spanish.replacing(Self.grounds, with: "<simpara>x</simpara>")).count == 2)
  }

  @Test func `a vote may stand in one row, or a count a row, and need not be whole`() {
    let row = Self.votes("yes", "no", "abstained", "cast", "recused", "present", "eligible")
    for rows in [
      [Self.votes("yes"), Self.votes("no"), Self.votes("abstained"), Self.votes("cast"), Self.votes("present")],
      [Self.votes("yes", "cast"), Self.votes("eligible")], [row, row, row],
    ] {
      let text = Self.whole.replacing(Self.vote, with: Self.table(of: rows))
      #expect(`Validation of findings`.faults(of: text) == [])
    }
  }

  @Test func `faults beyond the first hundred are not listed`() {
    let text = Self.whole.replacing("<simpara>breached</simpara>", with: String(repeating: "<simpara x=\"y\"/>", count: 1000))
    let faults = DocBook.validate(Array(text.utf8), named: "x.xml")
    #expect(faults.count == DocBook.mostFaults + 1)
    #expect(faults.last?.message == "there may be more; these are the first 100")
  }

  @Test func `a fault hides none that follows it`() {
    let text = Self.whole.replacing("<caption>Votes</caption>", with: "").replacing(
      "<term>State</term>", with: "<term role=\"x\">State</term>"
    )
    .replacing("<abbrev>L</abbrev>", with: "<abbrev>L<literal/></abbrev>").replacing("<date>2019-04-19</date>", with: "<date>now</date>")
    #expect(
      `Validation of findings`.faults(of: text) == [
        "7:41: date is “now” [grammar]", "19:7: thead is not expected in this place in table [grammar]",
        "29:23: term has an attribute role, which findings do not give it [grammar]",
        "37:23: term has an attribute role, which findings do not give it [grammar]",
        "49:56: literal is not expected in this place in abbrev [grammar]",
      ])
  }

  // MARK: The second opinion

  private static let jing = "/usr/bin/jing"
  static var hasJing: Bool { FileManager.default.isExecutableFile(atPath: jing) }

  @Test(.enabled(if: hasJing, "jing is not installed: apt-get install jing"), .timeLimit(.minutes(60)))
  func `Schematron finds the same faults, each by the same rule`() throws {
    let documents = Self.faulty.map { Array(Self.changed($0).utf8) }
    // How many documents break each rule. jing says of an assertion that it fails, not in which file.
    var broken: [String: Int] = [:]
    for document in documents {
      for hint in Set(DocBook.validate(document, named: "x").map(\.hint)) { broken[hint, default: 0] += 1 }
    }
    try `Other validators`.withFiles(documents) { files in
      let (status, output) = try `Other validators`.run(Self.jing, ["-i", Self.schematron.path] + files.map(\.path))
      #expect(status == 1)
      let lines = output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      for (hint, count) in broken { #expect(lines.count { $0 == hint } >= count, "\(hint)") }
    }
  }

  @Test(.enabled(if: hasJing, "jing is not installed: apt-get install jing"), .timeLimit(.minutes(60)))
  func `Schematron refuses each of them alone`() throws {
    let references = `Validation of findings`.references.map {
      `Validation of findings`.right.replacing($0.found, with: $0.replacement, maxReplacements: 1)
    }
    let documents = references + Self.faulty.map(Self.changed)
    // One run for all: after each document comes one that only a rule put in here refuses, so that it shows of which document what is.
    let end = "The document before ends here."
    let rule = "<pattern><rule context=\"*[local-name() = 'end']\"><assert test=\"false()\">\(end)</assert></rule></pattern>"
    let schema = try String(contentsOf: Self.schematron, encoding: .utf8).replacing("</schema>", with: rule + "</schema>")
    try `Other validators`.withFiles((documents + ["<end/>", schema]).map { Array($0.utf8) }) { files in
      let (ending, rules) = (files[documents.count].path, files[documents.count + 1].path)
      let arguments = ["-i", rules] + files.prefix(documents.count).flatMap { [$0.path, ending] }
      let (status, output) = try `Other validators`.run(Self.jing, arguments)
      #expect(status == 1)
      let told = output.split(separator: end, omittingEmptySubsequences: false).dropLast()
      try #require(told.count == documents.count)
      // The first failure is a document's own, the last the ending's.
      for (document, told) in zip(documents, told) { #expect(told.split(separator: "assertion failed").count > 2, "\(document)") }
    }
  }

  @Test(.enabled(if: hasJing, "jing is not installed: apt-get install jing"), .timeLimit(.minutes(60)))
  func `Schematron accepts what the writer writes`() throws {
    let reports = try (2000..<2030).map { try DocBook.bytes(of: RandomReport.make(seed: $0)) }
    try `Other validators`.withFiles(reports) { files in
      let example = packageRoot.appending(path: "Exports/2013-case/findings.members.en.xml").path
      let right = [Self.whole, `Validation of findings`.right].enumerated().map { index, text in (files[0].path + ".\(index)", text) }
      for (path, text) in right { try Data(text.utf8).write(to: URL(filePath: path)) }
      let (status, output) = try `Other validators`.run(
        Self.jing, [Self.schematron.path, example] + files.map(\.path) + right.map(\.0))
      #expect(status == 0, "\(output)")
    }
  }

  /// Whatever the grammar or Schematron refuses, in jing's hands, we refuse.
  @Test(.enabled(if: hasJing, "jing is not installed: apt-get install jing"), .timeLimit(.minutes(60)))
  func `what jing refuses of documents changed at random, we refuse`() throws {
    var random = SeededGenerator(seed: 7)
    let documents = (0..<160).map { _ in Self.mutated(Self.whole, &random) }.filter { DocBook.validate(Array($0.utf8), named: "x").isEmpty }
    #expect(documents.count > 5)
    try `Other validators`.withFiles(documents.map { Array($0.utf8) }) { files in
      for schema in ["candor-findings.rng", "candor-findings.sch"] {
        let arguments = ["-i", packageRoot.appending(path: "Schemas/\(schema)").path] + files.map(\.path)
        let (status, output) = try `Other validators`.run(Self.jing, arguments)
        #expect(status == 0, "\(output)")
      }
    }
  }

  /// A document with a few changes that often leave it well-formed: a line less, twice or elsewhere, or a value in place of another.
  private static func mutated(_ text: String, _ random: inout SeededGenerator) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let values = ["1", "2", "3", "9", "F1", "F2", "L", "p1", "p2", "f1", "row", "col", "cast", "yes", "entry", "notes", "finding", "body"]
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let index = Int.random(in: 3..<(lines.count - 2), using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: lines.remove(at: index)
      case 1: lines.insert(lines[index], at: index)
      case 2: lines.swapAt(index, Int.random(in: 3..<(lines.count - 2), using: &random))
      default:
        var parts = lines[index].split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 2 else { continue }
        parts[1 + 2 * Int.random(in: 0..<(parts.count / 2), using: &random)] = values.randomElement(using: &random) ?? "1"
        lines[index] = parts.joined(separator: "\"")
      }
    }
    return lines.joined(separator: "\n")
  }

  @Test func `each rule stands in the Schematron in the same words`() throws {
    let text = try String(contentsOf: Self.schematron, encoding: .utf8)
    for faulty in Self.faulty {
      let hint = try #require(DocBook.validate(Array(Self.changed(faulty).utf8), named: "x").first?.hint)
      #expect(text.contains(">\(hint)</assert>"), "\(faulty.name)")
    }
  }

  @Test func `the guide names every element and every value of the grammar, and its example of a vote is right`() throws {
    let guide = try String(contentsOf: packageRoot.appending(path: "Docs/findings-markup.md"), encoding: .utf8)
    for (before, after) in [("<element name=\"", "\""), ("<value>", "</value>")] {
      for piece in DocBook.grammar.split(separator: before).dropFirst() {
        let name = try #require(piece.split(separator: after).first)
        #expect(guide.contains(name), "\(name)")
      }
    }
    let vote = try #require(guide.split(separator: "```xml\n").last?.split(separator: "```").first)
    #expect(`Validation of findings`.faults(of: Self.whole.replacing(Self.vote, with: vote)) == [])
  }

  private static let schematron = packageRoot.appending(path: "Schemas/candor-findings.sch")

  // MARK: Documents

  private static func changed(_ faulty: Faulty) -> String { whole.replacing(faulty.found, with: faulty.replacement, maxReplacements: 1) }

  private static func votes(_ roles: String...) -> String {
    let numbers = ["yes": 5, "no": 2, "abstained": 1, "cast": 8, "recused": 1, "present": 9, "eligible": 12]
    return roles.map { "<phrase role=\"\($0)\">\(numbers[$0] ?? 0)</phrase>" }.joined(separator: " ")
  }

  private static func table(of rows: [String]) -> String {
    """
        <table xml:id="t1" role="vote">
          <caption>Votes</caption>
          <thead><tr><th scope="col">Vote</th><th scope="col">Counts</th></tr></thead>
          <tbody>
    \(rows.map { "        <tr><th scope=\"row\">first</th><td>\($0)</td></tr>" }.joined(separator: "\n"))
          </tbody>
        </table>
    """
  }

  private static let vote = table(of: [votes("yes", "no", "abstained", "cast", "recused", "present", "eligible")])
  private static let grounds = "<simpara><phrase role=\"citation\">[<biblioref linkend=\"L\"/>, firsthand]</phrase></simpara>"

  private static func finding(_ label: String, _ content: String = "") -> String {
    """
        <section xml:id="f\(label.dropFirst())" role="finding" label="\(label)">
          <title>Finding \(label)</title>
          <variablelist>
            <varlistentry><term>Rule</term><listitem><simpara>2</simpara></listitem></varlistentry>
            <varlistentry><term>State</term><listitem><simpara>breached</simpara></listitem></varlistentry>
            <varlistentry><term>Rests on</term><listitem>\(grounds)</listitem></varlistentry>
          </variablelist>
    \(content)    </section>
    """
  }

  private static let linesOfF1 = String(
    finding("F1").drop { $0 != "\n" }.dropFirst().drop { $0 != "\n" }.dropLast("\n    </section>".count))

  private static let picture =
    "<figure xml:id=\"g1\"><title>Drawn</title><mediaobject><imageobject><imagedata fileref=\"a.svg\" format=\"SVG\"/></imageobject>"
    + "<textobject><phrase role=\"alternative\">In words</phrase></textobject></mediaobject></figure>"

  static let whole = """
    <?xml version="1.0" encoding="UTF-8"?>
    <article xmlns="http://docbook.org/ns/docbook" version="5.2-subset candor-findings-1.0" xml:lang="en-GB" role="findings" audience="members">
      <info>
        <title>Report</title>
        <revhistory>
          <revision><revnumber>2</revnumber><date>2019-05-01</date><revremark>second</revremark></revision>
          <revision><revnumber>1</revnumber><date>2019-04-19</date><revremark>first</revremark></revision>
        </revhistory>
      </info>
      <section xml:id="content-note" role="content-note">
        <title>Before you read</title>
        <para xml:id="p1"><phrase role="para-number">1</phrase> Of what follows.</para>
      </section>
      <section xml:id="s" role="body" label="1">
        <title>What happened</title>
        <para xml:id="entry-7"><phrase role="para-number">2</phrase> <link linkend="f1">F1</link>.</para>
    \(vote)
        \(picture)
    \(finding("F1"))
    \(finding("F2"))
      </section>
      <section xml:id="d" role="dissent">
        <title>Dissent</title>
        <para xml:id="p3"><phrase role="para-number">3</phrase> In full.</para>
      </section>
      <section xml:id="e" role="evidence">
        <title>Sources</title>
        <bibliolist>
          <bibliomixed xml:id="L" role="evidence"><abbrev>L</abbrev> <title>A letter</title> <phrase role="notes">By one.</phrase></bibliomixed>
        </bibliolist>
      </section>
      <appendix xml:id="v" role="verification">
        <title>How to check</title>
        <para xml:id="p4"><phrase role="para-number">4</phrase> So.</para>
      </appendix>
    </article>

    """

  static let faulty = [
    Faulty(
      "a gap in the numbers", "number\">3<", "number\">4<", "44:5: the xml:id of paragraph 4 is p3 [rules]",
      "44:23: after paragraph 2 comes number “4”, not 3 [rules]"),
    Faulty(
      "a number twice", "number\">4<", "number\">3<", "54:5: the xml:id of paragraph 3 is p4 [rules]",
      "54:23: after paragraph 3 comes number “3”, not 4 [rules]"),
    Faulty(
      "a first paragraph that is none", "number\">1<", "number\">0<", "12:5: the xml:id of paragraph 0 is p1 [rules]",
      "12:23: as the first paragraph comes number “0”, not 1 [rules]"),
    Faulty(
      "a number with a nought before it", "number\">3<", "number\">03<", "44:5: the xml:id of paragraph 03 is p3 [rules]",
      "44:23: after paragraph 2 comes number “03”, not 3 [rules]"),
    Faulty(
      "a number in words", "number\">3<", "number\">three<", "44:5: the xml:id of paragraph three is p3 [rules]",
      "44:23: after paragraph 2 comes number “three”, not 3 [rules]"),
    Faulty("an id of another paragraph", "xml:id=\"p3\"", "xml:id=\"p5\"", "44:5: the xml:id of paragraph 3 is p5 [rules]"),
    Faulty(
      "a paragraph that begins with another phrase", "role=\"para-number\">3", "role=\"entry\">3",
      "44:23: the phrase that begins a para has the role entry, not para-number [rules]"),
    Faulty(
      "a number within a paragraph", "In full.", "In <phrase role=\"para-number\">4</phrase>.",
      "44:64: a phrase of the role para-number stands in this place in para [rules]"),
    Faulty(
      "words for a picture that are something else", "role=\"alternative\"", "role=\"notes\"",
      "24:138: the phrase that a textobject holds has the role notes, not alternative [rules]"),
    Faulty(
      "notes of a source that are something else", "role=\"notes\"", "role=\"entry\"",
      "49:90: the phrase that a bibliomixed holds has the role entry, not notes [rules]"),
    Faulty("a finding without a label", " label=\"F1\"", "", "25:5: this finding has no label; it comes as F1 [rules]"),
    Faulty("a finding of another number", " label=\"F2\"", " label=\"F3\"", "33:5: this finding is labelled “F3”; it comes as F2 [rules]"),
    Faulty(
      "a finding of the number of another", " label=\"F2\"", " label=\"F1\"", "33:5: this finding is labelled “F1”; it comes as F2 [rules]"),
    Faulty(
      "a finding within another", "\(finding("F1"))\n\(finding("F2"))", finding("F1", finding("F2") + "\n"),
      "32:5: this finding is within another [rules]"),
    Faulty(
      "a finding without lines", linesOfF1,
      "<bibliolist><bibliomixed xml:id=\"M\" role=\"evidence\"><abbrev>M</abbrev><title>M</title></bibliomixed></bibliolist>",
      "25:5: finding F1 has no labelled lines [rules]", "25:5: finding F1 does not say what it rests on [rules]"),
    Faulty("a finding without a rule", "<term>Rule<", "<term>Law<", "25:5: finding F1 has no line “Rule” [rules]"),
    Faulty(
      "a finding with two states", "<term>Rule<", "<term>State<", "25:5: finding F1 has no line “Rule” [rules]",
      "25:5: finding F1 has more than one line “State” [rules]"),
    Faulty(
      "a finding that rests on nothing", grounds, "<simpara>hearsay</simpara>", "25:5: finding F1 does not say what it rests on [rules]"),
    Faulty("a citation of nothing", "<biblioref linkend=\"L\"/>", "someone", "25:5: finding F1 does not say what it rests on [rules]"),
    Faulty("evidence in another line", "<term>Rests on<", "<term>What<", "25:5: finding F1 does not say what it rests on [rules]"),
    Faulty(
      "a content note that is not the first", "role=\"dissent\"", "role=\"content-note\"",
      "42:3: the content note is not the first section [rules]"),
    Faulty(
      "a content note of another id", "xml:id=\"content-note\"", "xml:id=\"note\"", "10:3: the xml:id of the content note is “note” [rules]"
    ),
    Faulty(
      "verification before the end", "role=\"dissent\"", "role=\"verification\"",
      "42:3: the section on verification is not the last: section follows [rules]"),
    Faulty(
      "verification within another section", "role=\"finding\" label=\"F2\"", "role=\"verification\"",
      "33:5: the section on verification is within another [rules]"),
    Faulty(
      "a row with a cell too few", "<td>\(votes("yes", "no", "abstained", "cast", "recused", "present", "eligible"))</td>", "",
      "21:9: this row has 1 cell, the head 2 [rules]"),
    Faulty(
      "a row with a cell too many", "<th scope=\"row\">first</th>", "<th scope=\"row\">first</th><td/>",
      "21:9: this row has 3 cells, the head 2 [rules]"),
    Faulty(
      "a head with a cell of a row", "<th scope=\"col\">Counts", "<th scope=\"row\">Counts",
      "19:43: a th of the scope row is here, where a th of the scope col belongs [rules]"),
    Faulty(
      "a row named by the head of a column", "<th scope=\"row\">first", "<th scope=\"col\">first",
      "21:13: a th of the scope col is here, where a th of the scope row belongs [rules]"),
    Faulty(
      "a vote that does not add up", "role=\"no\">2", "role=\"no\">3",
      "21:9: in this row, yes, no and abstained come to 9, while 8 votes are cast [rules]"),
    Faulty("a count in words", "role=\"no\">2", "role=\"no\">two", "21:73: the count no is “two” [rules]"),
    Faulty("a count that is empty", "role=\"no\">2", "role=\"no\">", "21:73: the count no is “” [rules]"),
    Faulty("more votes than people", "role=\"present\">9", "role=\"present\">7", "21:9: in this row, 8 are cast and 7 present [rules]"),
    Faulty(
      "more present than eligible", "role=\"eligible\">12", "role=\"eligible\">8", "21:9: in this row, 9 are present and 8 eligible [rules]"
    ),
    Faulty("a picture twice", picture, picture + picture.replacing("g1", with: "g2"), "24:284: the picture a.svg is already there [rules]"),
    Faulty("the first revision first", "<revnumber>2<", "<revnumber>1<", "7:17: revision 1 stands after revision 1 [rules]"),
    Faulty(
      "a revision of a later day", "2019-04-19", "2019-05-02", "7:41: this revision is of 2019-05-02, later than the one before it [rules]"),
    Faulty("a title that is empty", "<title>Dissent<", "<title> <", "43:5: this title is empty [rules]"),
    Faulty("a caption that is empty", "<caption>Votes<", "<caption><", "18:7: this caption is empty [rules]"),
    Faulty("a paragraph that is empty", "</phrase> In full.", "</phrase> ", "44:5: this para is empty [rules]"),
    Faulty("a picture without words", ">In words<", "><", "24:138: there are no words for this picture [rules]"),
  ]
}

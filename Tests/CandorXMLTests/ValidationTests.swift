import CandorXML
import Foundation
import Testing
import Trials

/// The directory of Package.swift.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

struct `Validation of findings` {
  /// A change to a right document, and the diagnostics it must bring.
  struct Faulty: CustomTestStringConvertible {
    var name: String
    var found: String
    var replacement: String
    var diagnostics: [String]
    var testDescription: String { name }

    init(_ name: String, _ found: String, _ replacement: String, _ diagnostics: String...) {
      self.name = name
      self.found = found
      self.replacement = replacement
      self.diagnostics = diagnostics
    }
  }

  @Test func `the document that the faulty ones come from is right`() { #expect(Self.faults(of: Self.right) == []) }

  @Test(arguments: wellFormedness + vocabulary + grammar + references)
  func `each fault is named where it is`(_ faulty: Faulty) throws {
    let bytes = Self.right.replacing(faulty.found, with: faulty.replacement, maxReplacements: 1)
    try #require(bytes != Self.right)
    #expect(Self.faults(of: bytes) == faulty.diagnostics)
    for diagnostic in DocBook.validate(Array(bytes.utf8), named: "x.xml") {
      #expect(diagnostic.hint.hasSuffix(".") || diagnostic.hint.contains("?"))
    }
  }

  static let wellFormedness = [
    Faulty(
      "an element is closed by another", "</title>\n    <subtitle>", "</titel>\n    <subtitle>",
      "4:26: this end tag is that of titel, while title is open [well-formed]"),
    Faulty(
      "the end is missing", "</article>\n", "",
      "59:1: a tag is not finished, or the file ends before its elements are closed [well-formed]"),
    Faulty(
      "there is something after the end", "</article>\n", "</article>\n<article/>\n",
      "60:1: there is something after the end of the document [well-formed]"),
    Faulty(
      "an ampersand stands alone", "Text one.", "R&D.",
      "24:65: a name is missing or not ended here: “&” and “<” begin markup [well-formed]"),
    Faulty(
      "an ampersand stands before a space", "Text one.", "R & D.",
      "24:64: a name is missing or not ended here: “&” and “<” begin markup [well-formed]"),
    Faulty(
      "an entity of HTML", "Text one.", "a&nbsp;b",
      "24:68: &nbsp; is not known: XML has only &amp; &lt; &gt; &quot; &apos; [well-formed]"),
    Faulty(
      "a less-than sign stands alone", "Text one.", "a < b",
      "24:64: a name is missing or not ended here: “&” and “<” begin markup [well-formed]"),
    Faulty(
      "an attribute without quotes", "role=\"finding\"", "role=finding",
      "26:29: an attribute's value is not in quotes [well-formed]"),
    Faulty(
      "an attribute without a value", "role=\"finding\"", "role",
      "26:29: an attribute has no value [well-formed]"),
    Faulty(
      "an attribute twice", "role=\"finding\"", "role=\"finding\" role=\"body\"",
      "26:61: the attribute role is there twice [well-formed]"),
    Faulty(
      "a less-than sign in an attribute", "label=\"F1\"", "label=\"<F1\"",
      "26:46: there is a “<” in an attribute [well-formed]"),
    Faulty(
      "a control character", "Text one.", "a\u{1}b",
      "24:62: there is a character here that XML cannot hold [well-formed]"),
    Faulty(
      "a zero byte", "Text one.", "a\u{0}b",
      "24:62: there is a zero byte, which XML cannot hold [readable]"),
    Faulty(
      "a reference to a control character", "Text one.", "a&#1;b",
      "24:66: there is a character here that XML cannot hold [well-formed]"),
    Faulty(
      "a prefix without a namespace", "<para xml:id=\"p1\">", "<para xml:id=\"p1\" xlink:href=\"x\">",
      "24:37: the prefix xlink stands for no namespace [well-formed]"),
    Faulty(
      "a DOCTYPE", "<article", "<!DOCTYPE article [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\n<article",
      "2:1: there is a DOCTYPE; findings have none, since it could bring in other files and entities [readable]"),
    Faulty(
      "another encoding", "encoding=\"UTF-8\"", "encoding='ISO-8859-1'",
      "1: the file says that its encoding is ISO-8859-1; findings are UTF-8 [readable]"),
  ]

  static let vocabulary = [
    Faulty(
      "HTML", "xmlns=\"http://docbook.org/ns/docbook\"", "xmlns=\"http://www.w3.org/1999/xhtml\"",
      "2:1: this is not DocBook: its outermost element, article, is in the namespace http://www.w3.org/1999/xhtml [vocabulary]"),
    Faulty(
      "DocBook 4", "xmlns=\"http://docbook.org/ns/docbook\" ", "",
      "2:1: this is not DocBook: its outermost element, article, is in no namespace [vocabulary]"),
    Faulty(
      "DocBook, of another version", "version=\"5.2-subset candor-findings-1.0\"", "version=\"5.2\"",
      "2:1: this is DocBook, but not Candor findings: its version is “5.2”, that of findings “5.2-subset candor-findings-1.0” [vocabulary]"),
    Faulty(
      "DocBook, of no version", "version=\"5.2-subset candor-findings-1.0\" ", "",
      "2:1: this is DocBook, but not Candor findings: its article has no version, where findings have “5.2-subset candor-findings-1.0” [vocabulary]"
    ),
  ]

  static let grammar = [
    Faulty(
      "a comment", "  <info>", "  <!-- x -->\n  <info>",
      "3:3: there is a comment; findings have none, since what readers do not see they cannot check [grammar]"),
    Faulty(
      "a processing instruction", "<article", "<?xml-stylesheet href=\"x.xsl\"?>\n<article",
      "2:1: there is a processing instruction (xml-stylesheet); findings have none [grammar]"),
    Faulty(
      "a namespace nobody uses", "<info>", "<info xmlns:x=\"urn:x\">",
      "3:3: info declares the namespace urn:x; findings use DocBook's only [grammar]"),
    Faulty(
      "an element of another namespace", "Text one.", "<b xmlns=\"http://www.w3.org/1999/xhtml\">x</b>",
      "24:61: the element b of the namespace http://www.w3.org/1999/xhtml is here; findings use DocBook's only [grammar]"),
    Faulty(
      "an element that findings do not have", "Text one.", "a <emphasis>b</emphasis>",
      "24:63: findings have no element emphasis [grammar]"),
    Faulty(
      "an element in the wrong place", "<para xml:id=\"p1\">", "<td>x</td><para xml:id=\"p1\">",
      "24:5: td is not expected in this place in section [grammar]"),
    Faulty(
      "a paragraph without an id", "<para xml:id=\"p1\">", "<para>",
      "24:5: para has no xml:id [grammar]"),
    Faulty(
      "a paragraph without a number", "<phrase role=\"para-number\">1</phrase> ", "",
      "24:23: there is text, “Text one. ”, in para, where no text may stand [grammar]"),
    Faulty(
      "an attribute that is none", "<para xml:id=\"p1\">", "<para xml:id=\"p1\" class=\"x\">",
      "24:5: para has an attribute class, which findings do not give it [grammar]"),
    Faulty(
      "a phrase of an unknown role", "role=\"entry\"", "role=\"entri\"",
      "24:102: the role of phrase is “entri”; it is one of: para-number, citation, entry, redacted, notes, alternative, yes, no, abstained, cast, recused, present, eligible [grammar]"
    ),
    Faulty(
      "a phrase without a role", "<phrase role=\"entry\">", "<phrase>",
      "24:102: phrase has no role [grammar]"),
    Faulty(
      "a section of an unknown role", "role=\"body\"", "role=\"chapter\"",
      "48:5: the role of section is “chapter”; it is one of: finding, content-note, summary, body, dissent, reply, withheld, verification, evidence [grammar]"
    ),
    Faulty(
      "an id that is no name", "xml:id=\"p2\"", "xml:id=\"2\"",
      "57:5: the xml:id of para is “2”, which is no XML name: letters, digits, “-”, “.” and “_”, a letter or “_” first [grammar]"),
    Faulty(
      "a language that is none", "xml:lang=\"en\"", "xml:lang=\"English!\"",
      "2:1: the xml:lang of article is “English!”, which is no language tag such as “en” or “es-AR” [grammar]"),
    Faulty(
      "no language", " xml:lang=\"en\"", "",
      "2:1: article has no xml:lang [grammar]"),
    Faulty(
      "an audience nobody has", "audience=\"members\"", "audience=\"all\"",
      "2:1: the audience of article is “all”; it is one of: case, members, public [grammar]"),
    Faulty(
      "a section without a title", "    <title>Finding</title>\n", "",
      "27:5: table is not expected in this place in section [grammar]"),
    Faulty(
      "an info without a title", "    <title>Report</title>\n", "",
      "4:5: subtitle is not expected in this place in info [grammar]"),
    Faulty(
      "text outside a paragraph", "    <table", "    stray words\n    <table",
      "28:5: there is text, “stray words”, in section, where no text may stand [grammar]"),
    Faulty(
      "a table without a caption", "      <caption>Vote</caption>\n", "",
      "29:7: thead is not expected in this place in table [grammar]"),
    Faulty(
      "a header cell without a scope", "<th scope=\"col\">For", "<th>For",
      "33:11: th has no scope [grammar]"),
    Faulty(
      "a header cell of an unknown scope", "<th scope=\"col\">For", "<th scope=\"column\">For",
      "33:11: the scope of th is “column”; it is one of: col, row [grammar]"),
    Faulty(
      "a row without a name", "          <th scope=\"row\">to expel</th>\n", "",
      "38:11: td is not expected in this place in tr [grammar]"),
    Faulty(
      "a source without an abbreviation", "<abbrev>L</abbrev> ", "",
      "51:49: title is not expected in this place in bibliomixed [grammar]"),
    Faulty(
      "text in a biblioref", "<biblioref linkend=\"L\"/>", "<biblioref linkend=\"L\">L</biblioref>",
      "24:159: there is text, “L”, in biblioref, where no text may stand [grammar]"),
    Faulty(
      "a paragraph in a list item", "<simpara>all</simpara>", "<para>all</para>",
      "18:9: para is not expected in this place in listitem [grammar]"),
    Faulty(
      "a date in words", "2019-04-19", "19 April",
      "9:9: date is “19 April” [grammar]"),
    Faulty(
      "a revision nought", "<revnumber>1<", "<revnumber>0<",
      "8:9: revnumber is “0” [grammar]"),
    Faulty(
      "a revision without a remark", "<revremark>first</revremark>", "",
      "7:7: revision is empty or incomplete [grammar]"),
    Faulty(
      "a section after the appendix", "  </appendix>\n", "  </appendix>\n  <section xml:id=\"z\" role=\"body\"/>\n",
      "59:3: section is not expected in this place in article [grammar]"),
    Faulty(
      "an empty appendix", "    <para xml:id=\"p2\"><phrase role=\"para-number\">2</phrase> Text two.</para>\n", "",
      "55:3: appendix is empty or incomplete [grammar]"),
    Faulty(
      "two faults, each named", "<caption>Vote</caption>", "<caption>Vote</caption><caption/>",
      "29:30: caption is not expected in this place in table [grammar]"),
  ]

  static let references = [
    Faulty(
      "an id twice", "xml:id=\"p2\"", "xml:id=\"p1\"",
      "57:5: the xml:id “p1” is already that of the para in line 24 [references]"),
    Faulty(
      "a section with the id of a paragraph", "xml:id=\"s\" role=\"body\"", "xml:id=\"p1\" role=\"body\"",
      "48:5: the xml:id “p1” is already that of the para in line 24 [references]"),
    Faulty(
      "a link to nothing", "linkend=\"p1\"", "linkend=\"p9\"",
      "39:17: this link refers to “p9”, which is the xml:id of nothing [references]"),
    Faulty(
      "a source that is not listed", "<biblioref linkend=\"L\"/>", "<biblioref linkend=\"W\"/>",
      "24:136: this biblioref refers to “W”, which is the xml:id of nothing [references]"),
    Faulty(
      "a citation of a paragraph", "<biblioref linkend=\"L\"/>", "<biblioref linkend=\"p1\"/>",
      "24:136: this biblioref refers to “p1”, which is the xml:id of a para [references]"),
    Faulty(
      "a link to a source", "linkend=\"p1\"", "linkend=\"L\"",
      "39:17: this link refers to “L”, which is the xml:id of a bibliomixed [references]"),
  ]

  static func faults(of text: String) -> [String] {
    DocBook.validate(Array(text.utf8), named: "x.xml").map { diagnostic in
      [diagnostic.line, diagnostic.column].compactMap { $0.map { "\($0):" } }.joined(separator: "") + (diagnostic.line == nil ? "" : " ")
        + "\(diagnostic.message) [\(diagnostic.rule.rawValue)]"
    }
  }

  @Test(arguments: [
    ("", "the file is empty [readable]"),
    (" \n\t\n", "the file holds only white space [readable]"),
    ("{\"jsonrpc\":\"2.0\"}", "1: this is not XML: it begins with “{”, where XML begins with “<” [readable]"),
    ("\u{7F}ELF", "1: this is not XML: it begins with the byte 7F, where XML begins with “<” [readable]"),
    ("<", "1:2: a name is missing or not ended here: “&” and “<” begin markup [well-formed]"),
    ("\u{FEFF}{}", "1:1: this is not XML: there is no element at its start [well-formed]"),
    ("<?xml version=\"1.0\"?>", "1:22: this is not XML: there is no element at its start [well-formed]"),
    ("<html><body/></html>", "1:1: this is not DocBook: its outermost element, html, is in no namespace [vocabulary]"),
    (
      "<section xmlns=\"http://docbook.org/ns/docbook\" version=\"5.2-subset candor-findings-1.0\"/>",
      "1:1: this is DocBook, but not Candor findings: its outermost element is section, that of findings article [vocabulary]"
    ),
    (String(repeating: "<a>", count: 100_000), "1:772: elements are nested more than 256 deep [well-formed]"),
    (
      "<a b=\"" + String(repeating: "x", count: 11_000_000) + "\"/>",
      "1:10000008: this is not well-formed XML: AttValue length too long [well-formed]"
    ),
  ])
  func `what is not a findings document at all is said to be none`(text: String, fault: String) {
    #expect(Self.faults(of: text) == [fault])
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x3C, 0x00], "the file is UTF-16; findings are UTF-8"),
      ([0x3C, 0x61, 0x3E, 0xE9, 0x3C, 0x2F, 0x61, 0x3E], "there are bytes here that are not UTF-8"),
    ] as [([UInt8], String)])
  func `what is not UTF-8 is said to be none`(bytes: [UInt8], fault: String) {
    #expect(DocBook.validate(bytes, named: "x.xml").map(\.message) == [fault])
  }

  @Test func `entities that grow without bound are refused before they grow`() {
    let names = (1...9).map { "<!ENTITY e\($0) \"" + String(repeating: "&e\($0 - 1);", count: 10) + "\">" }.joined()
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY e0 \"ha\">\(names)]>\n<a>&e9;</a>"
    #expect(
      Self.faults(of: bomb) == ["2:1: there is a DOCTYPE; findings have none, since it could bring in other files and entities [readable]"])
  }

  @Test(arguments: [1, 2, 3, 5, 64, 1021])
  func `where a document is cut into pieces makes no difference`(length: Int) throws {
    let faulty = Self.wellFormedness + Self.vocabulary + Self.grammar + Self.references
    for text in [Self.right, "", " ", "\u{FEFF}<a/>"]
      + faulty.map({ Self.right.replacing($0.found, with: $0.replacement, maxReplacements: 1) })
    {
      let bytes = Array(text.utf8)
      #expect(try DocBook.validate(named: "x", Self.pieces(bytes, length)) == DocBook.validate(bytes, named: "x"))
    }
    let latin = Array("<a>abc".utf8) + [0xE9] + Array("d</a>".utf8)
    #expect(
      try DocBook.validate(named: "x", Self.pieces(latin, length)).map(\.description) == [
        "x:1:7: there are bytes here that are not UTF-8 [readable]\n  Save the file as UTF-8."
      ])
  }

  private static func pieces(_ bytes: [UInt8], _ length: Int) -> () -> [UInt8] {
    var rest = bytes[...]
    return {
      defer { rest = rest.dropFirst(length) }
      return Array(rest.prefix(length))
    }
  }

  @Test func `a long document is read to its end, and its last line is right`() throws {
    let paragraphs = 20_000
    var next = 0
    var parts = Self.right.split(separator: "    <para xml:id=\"p2\">", maxSplits: 1).map(String.init)
    parts[1] = parts[1].replacing("2</phrase> Text two.", with: "\(paragraphs + 2)</phrase> <link linkend=\"p1\">1</link><emphasis/>")
    let faults = try DocBook.validate(named: "x") {
      defer { next += 1 }
      if next == 0 { return Array(parts[0].utf8) }
      if next == paragraphs + 1 { return Array(("    <para xml:id=\"last\">" + parts[1]).utf8) }
      guard next <= paragraphs else { return [] }
      let number = "<phrase role=\"para-number\">\(next + 1)</phrase>"
      return Array("    <para xml:id=\"p\(next + 1)\">\(number) Said again. <link linkend=\"last\">later</link></para>\n".utf8)
    }
    #expect(faults.map(\.description).first?.hasPrefix("x:\(57 + paragraphs):94: findings have no element emphasis") == true, "\(faults)")
  }

  @Test func `what keeps a document from being read to its end is handed on`() {
    struct Torn: Error {}
    var isBegun = false
    #expect(throws: Torn.self) {
      try DocBook.validate(named: "x") {
        if isBegun { throw Torn() }
        isBegun = true
        return Array(Self.right.utf8.prefix(500))
      }
    }
  }

  @Test func `lines are right beyond 65535, where libxml2 stops counting`() {
    let text = Self.right.replacing("Text two.", with: String(repeating: "\n", count: 70_000) + "<emphasis/>")
    #expect(Self.faults(of: text) == ["70057:1: findings have no element emphasis [grammar]"])
  }

  @Test func `a diagnostic reads as other tools' do`() {
    let text = Self.right.replacing("<simpara>all</simpara>", with: "<para>all</para>")
    #expect(
      DocBook.validate(Array(text.utf8), named: "findings.xml").map(\.description) == [
        "findings.xml:18:9: para is not expected in this place in listitem [grammar]\n  A listitem holds one simpara."
      ])
  }

  @Test func `the grammar in the program is the one in Schemas`() throws {
    let file = try String(contentsOf: packageRoot.appending(path: "Schemas/candor-findings.rng"), encoding: .utf8)
    #expect(DocBook.grammar == file, "put the text of Schemas/candor-findings.rng into Sources/CandorXML/Validation/FindingsGrammar.swift")
  }

  @Test(.timeLimit(.minutes(60)), arguments: 0..<UInt64(Thorough.rounds(2, of: 20, "times 250 damaged documents validated")))
  func `no bytes crash or hang it`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let right = Array(Self.right.utf8)
    let pieces = [
      "<", ">", "&", "\"", "</para>", "<section>", "<!--", "-->", "<![CDATA[", "]]>", "&#0;", "<?x?>", "xml:id=", "\u{0}", "<!DOCTYPE a [",
      "xmlns:a=\"b\"",
    ]
    for _ in 0..<250 {
      var bytes = right
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let start = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...40, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[start] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes.removeSubrange(start..<end)
        case 2: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0..<bytes.count, using: &random))
        case 3: bytes.insert(contentsOf: Array((pieces.randomElement(using: &random) ?? "").utf8), at: start)
        default: bytes.removeSubrange(max(start, bytes.count / 2)...)
        }
        if bytes.isEmpty { bytes = [0x3C] }
      }
      for diagnostic in DocBook.validate(bytes, named: "fuzz") { #expect(!diagnostic.message.isEmpty && (diagnostic.line ?? 1) > 0) }
    }
  }

  static let right = """
    <?xml version="1.0" encoding="UTF-8"?>
    <article xmlns="http://docbook.org/ns/docbook" version="5.2-subset candor-findings-1.0" xml:lang="en" role="findings" audience="members">
      <info>
        <title>Report</title>
        <subtitle>é: accents count as one column</subtitle>
        <revhistory>
          <revision>
            <revnumber>1</revnumber>
            <date>2019-04-19</date>
            <revremark>first</revremark>
          </revision>
        </revhistory>
      </info>
      <variablelist role="particulars">
        <varlistentry>
          <term>For</term>
          <listitem>
            <simpara>all</simpara>
          </listitem>
        </varlistentry>
      </variablelist>
      <section xml:id="content-note" role="content-note">
        <title>Note</title>
        <para xml:id="p1"><phrase role="para-number">1</phrase> Text one. <phrase role="citation">[entry <phrase role="entry">14</phrase>; <biblioref linkend="L"/>, firsthand]</phrase></para>
      </section>
      <section xml:id="f1" role="finding" label="F1">
        <title>Finding</title>
        <table xml:id="t1">
          <caption>Vote</caption>
          <thead>
            <tr>
              <th scope="col">Motion</th>
              <th scope="col">For</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">to expel</th>
              <td>9 <link linkend="p1">paragraph 1</link> <phrase role="redacted">[x]</phrase></td>
            </tr>
          </tbody>
        </table>
        <variablelist>
          <varlistentry><term>Rule</term><listitem><simpara>2</simpara></listitem></varlistentry>
          <varlistentry><term>State</term><listitem><simpara>breached</simpara></listitem></varlistentry>
          <varlistentry><term>Rests on</term><listitem><simpara><phrase role="citation">[<biblioref linkend="L"/>]</phrase></simpara></listitem></varlistentry>
        </variablelist>
        <section xml:id="s" role="body">
          <title>Part</title>
          <bibliolist>
            <bibliomixed xml:id="L" role="evidence"><abbrev>L</abbrev> <title>A letter</title> <phrase role="notes">by <literal>x</literal></phrase></bibliomixed>
          </bibliolist>
        </section>
      </section>
      <appendix xml:id="v" role="verification" label="9">
        <title>How to check</title>
        <para xml:id="p2"><phrase role="para-number">2</phrase> Text two.</para>
      </appendix>
    </article>

    """
}

import CandorReport
import CandorXML
import Foundation
import Testing
import Trials

struct `DocBook documents` {
  /// Lines that follow a report's title, up to the section's end.
  struct Golden: CustomTestStringConvertible {
    var name: String
    var block: Block
    var lines: String
    var testDescription: String { name }
  }

  private static let source = Evidence(id: "L", label: "L", title: "A letter", notes: [.text("By "), .literal("x=1"), .text(" & others.")])

  private static func paragraph(_ text: Inline...) -> Block { .paragraph(Paragraph(id: "p1", number: 1, text: text)) }

  @Test(arguments: [
    Golden(
      name: "text", block: paragraph(.text("a < b & \"c\" > d\r\nnext")),
      lines: #"    <para xml:id="p1"><phrase role="para-number">1</phrase> a &lt; b &amp; &quot;c&quot; &gt; d  next</para>"#),
    Golden(
      name: "composed text", block: paragraph(.text("e"), .text("\u{301}")),
      lines: "    <para xml:id=\"p1\"><phrase role=\"para-number\">1</phrase> \u{E9}</para>"),
    Golden(
      name: "a combining mark after a tag", block: paragraph(.reference(to: "s", text: "\u{338}a")),
      lines: ##"    <para xml:id="p1"><phrase role="para-number">1</phrase> <link linkend="s">&#x338;a</link></para>"##),
    Golden(
      name: "a reference", block: paragraph(.text("see "), .reference(to: "s", text: "section 1")),
      lines: #"    <para xml:id="p1"><phrase role="para-number">1</phrase> see <link linkend="s">section 1</link></para>"#),
    Golden(
      name: "a citation",
      block: paragraph(
        .text("So."),
        .citation(Citation(entries: [12, 13], sources: [.init(evidence: "L", label: "L", basis: "firsthand")], entriesWord: "entries"))),
      lines:
        #"    <para xml:id="p1"><phrase role="para-number">1</phrase> So. <phrase role="citation">[entries <phrase role="entry">12</phrase>, <phrase role="entry">13</phrase>; <biblioref linkend="L"/>, firsthand]</phrase></para>"#
    ),
    Golden(
      name: "a redaction", block: paragraph(.redacted("withheld: identity")),
      lines:
        #"    <para xml:id="p1"><phrase role="para-number">1</phrase> <phrase role="redacted">[withheld: identity]</phrase></para>"#),
    Golden(
      name: "a literal", block: paragraph(.literal("candor  verify x")),
      lines: #"    <para xml:id="p1"><phrase role="para-number">1</phrase> <literal>candor  verify x</literal></para>"#),
    Golden(
      name: "labelled lines", block: .labelled([Labelled("Rule", [.text("2a")]), Labelled("What", [])]),
      lines: """
            <variablelist>
              <varlistentry>
                <term>Rule</term>
                <listitem>
                  <simpara>2a</simpara>
                </listitem>
              </varlistentry>
              <varlistentry>
                <term>What</term>
                <listitem>
                  <simpara/>
                </listitem>
              </varlistentry>
            </variablelist>
        """),
    Golden(
      name: "a table",
      block: .table(Table(id: "t1", caption: "Vote", columns: ["Motion", "For"], rows: [[[.text("to expel")], [.text("9")]]])),
      lines: """
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
                  <td>9</td>
                </tr>
              </tbody>
            </table>
        """),
    Golden(
      name: "a count of a table that is a vote's",
      block: .table(Table(id: "t1", role: .vote, caption: "Vote", columns: ["For"], rows: [[[.count(9, .yes)]]])),
      lines: """
            <table xml:id="t1" role="vote">
              <caption>Vote</caption>
              <thead>
                <tr>
                  <th scope="col">For</th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <th scope="row"><phrase role="yes">9</phrase></th>
                </tr>
              </tbody>
            </table>
        """),
    Golden(
      name: "a picture in words", block: .picture(Picture(id: "x", caption: "Votes", alternative: "Nine for.")),
      lines: """
            <figure xml:id="x">
              <title>Votes</title>
              <mediaobject>
                <textobject>
                  <phrase role="alternative">Nine for.</phrase>
                </textobject>
              </mediaobject>
            </figure>
        """),
    Golden(
      name: "evidence", block: .evidence([Evidence(id: "P", label: "P", title: "An account", notes: [])]),
      lines: """
            <bibliolist>
              <bibliomixed xml:id="P" role="evidence"><abbrev>P</abbrev> <title>An account</title></bibliomixed>
            </bibliolist>
        """),
  ])
  func `each block and inline has its markup`(_ golden: Golden) throws {
    let sections = [
      Section(id: "s", role: .body, label: "1", title: "One", blocks: [golden.block]),
      Section(id: "sources", role: .evidence, label: nil, title: "Sources", blocks: [.evidence([Self.source])]),
    ]
    let report = Report(
      edition: .public, language: "en", title: "T", subtitle: "", particulars: [], contentNote: [], sections: sections, revisions: [],
      contentNoteTitle: "Before you read", revisionsTitle: "Earlier editions")
    let expected = """
      <?xml version="1.0" encoding="UTF-8"?>
      <article xmlns="http://docbook.org/ns/docbook" version="5.2-subset candor-findings-1.0" xml:lang="en" role="findings" audience="public">
        <info>
          <title>T</title>
        </info>
        <section xml:id="s" role="body" label="1">
          <title>One</title>
      \(golden.lines)
        </section>
        <section xml:id="sources" role="evidence">
          <title>Sources</title>
          <bibliolist>
            <bibliomixed xml:id="L" role="evidence"><abbrev>L</abbrev> <title>A letter</title> <phrase role="notes">By <literal>x=1</literal> &amp; others.</phrase></bibliomixed>
          </bibliolist>
        </section>
      </article>

      """
    let bytes = try DocBook.bytes(of: report)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(Array(text.unicodeScalars) == Array(expected.unicodeScalars), "\(text)")
    #expect(DocBook.validate(bytes, named: "golden") == [])
  }

  @Test func `a whole report has its particulars, revisions, content note, findings and appendix in their places`() throws {
    func paragraph(_ number: Int) -> Paragraph { Paragraph(id: "p\(number)", number: number, text: [.text("Text.")]) }
    let report = Report(
      edition: .members, language: "es", title: "Hallazgos", subtitle: "Qué pasó", particulars: [Labelled("Para", [.text("todas")])],
      contentNote: [paragraph(1)],
      sections: [
        Section(id: "summary", role: .summary, label: nil, title: "Resumen", blocks: [.paragraph(paragraph(2))]),
        Section(
          id: "s6", role: .body, label: "6", title: "Sobre el procedimiento", blocks: [],
          sections: [
            Section(
              id: "f1", role: .finding, label: "F1", title: "Se deshizo.",
              blocks: [.paragraph(paragraph(3)), .labelled([Labelled("Se basa en", [.redacted("reservado")])])])
          ]),
        Section(id: "v", role: .verification, label: "10", title: "Cómo comprobarlo", blocks: [.paragraph(paragraph(4))]),
      ], revisions: [Revision(number: 1, date: "2019-04-19", remark: "La primera")], contentNoteTitle: "Antes de leer",
      revisionsTitle: "Ediciones anteriores")
    let bytes = try DocBook.bytes(of: report)
    let expected = """
      <?xml version="1.0" encoding="UTF-8"?>
      <article xmlns="http://docbook.org/ns/docbook" version="5.2-subset candor-findings-1.0" xml:lang="es" role="findings" audience="members">
        <info>
          <title>Hallazgos</title>
          <subtitle>Qué pasó</subtitle>
          <revhistory>
            <revision>
              <revnumber>1</revnumber>
              <date>2019-04-19</date>
              <revremark>La primera</revremark>
            </revision>
          </revhistory>
        </info>
        <variablelist role="particulars">
          <varlistentry>
            <term>Para</term>
            <listitem>
              <simpara>todas</simpara>
            </listitem>
          </varlistentry>
        </variablelist>
        <section xml:id="content-note" role="content-note">
          <title>Antes de leer</title>
          <para xml:id="p1"><phrase role="para-number">1</phrase> Text.</para>
        </section>
        <section xml:id="summary" role="summary">
          <title>Resumen</title>
          <para xml:id="p2"><phrase role="para-number">2</phrase> Text.</para>
        </section>
        <section xml:id="s6" role="body" label="6">
          <title>Sobre el procedimiento</title>
          <section xml:id="f1" role="finding" label="F1">
            <title>Se deshizo.</title>
            <para xml:id="p3"><phrase role="para-number">3</phrase> Text.</para>
            <variablelist>
              <varlistentry>
                <term>Se basa en</term>
                <listitem>
                  <simpara><phrase role="redacted">[reservado]</phrase></simpara>
                </listitem>
              </varlistentry>
            </variablelist>
          </section>
        </section>
        <appendix xml:id="v" role="verification" label="10">
          <title>Cómo comprobarlo</title>
          <para xml:id="p4"><phrase role="para-number">4</phrase> Text.</para>
        </appendix>
      </article>

      """
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
    #expect(DocBook.validate(bytes, named: "whole") == [])
  }

  @Test func `a faulty report throws before the first byte`() throws {
    let section = Section(id: "s", role: .body, label: nil, title: "T", blocks: [Self.paragraph(.text("\u{0}"))])
    let report = Report(
      edition: .public, language: "en", title: "T", subtitle: "", particulars: [], contentNote: [], sections: [section], revisions: [],
      contentNoteTitle: "Before you read", revisionsTitle: "Earlier editions")
    var pieces = 0
    #expect(throws: ReportFault.self) { try DocBook.write(report) { _ in pieces += 1 } }
    #expect(pieces == 0)
  }

  @Test func `a sink that fails ends the writing with its own error`() throws {
    struct Full: Error, Equatable {}
    var pieces = 0
    #expect(throws: Full()) {
      try DocBook.write(Self.long) { _ in
        pieces += 1
        if pieces == 3 { throw Full() }
      }
    }
    #expect(pieces == 3)
  }

  @Test func `a long report comes in pieces, which together are its bytes`() throws {
    var bytes: [UInt8] = []
    var longest = 0
    try DocBook.write(Self.long) { piece in
      longest = max(longest, piece.count)
      for index in piece.indices { bytes.append(piece[index]) }
    }
    #expect(longest < 64 << 10)
    #expect(bytes.count > 1 << 20)
    #expect(try bytes == DocBook.bytes(of: Self.long))
    #expect(DocBook.validate(bytes, named: "long") == [])
  }

  private static let long: Report = {
    let paragraphs: [Block] = (1...10_000).map { number in
      .paragraph(Paragraph(id: "p\(number)", number: number, text: [.text(String(repeating: "word ", count: 30))]))
    }
    let section = Section(id: "s", role: .body, label: nil, title: "T", blocks: paragraphs)
    return Report(
      edition: .public, language: "en", title: "T", subtitle: "", particulars: [], contentNote: [], sections: [section], revisions: [],
      contentNoteTitle: "Before you read", revisionsTitle: "Earlier editions")
  }()

  private static let seeds = 0..<UInt64(Thorough.rounds(30, of: 150, "random reports as DocBook"))

  @Test(arguments: seeds)
  func `any report is valid, normalized, and the same each time`(seed: UInt64) throws {
    let report = RandomReport.make(seed: seed)
    let bytes = try DocBook.bytes(of: report)
    #expect(DocBook.validate(bytes, named: "random \(seed)") == [])
    #expect(try bytes == DocBook.bytes(of: RandomReport.make(seed: seed)))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(bytes))
    #expect(!bytes.contains(0x0D) && !text.contains("<!--") && text.hasSuffix("</article>\n"))
  }

  @Test(arguments: seeds)
  func `plain text and DocBook of one report hold the same paragraphs and numbers`(seed: UInt64) throws {
    let report = RandomReport.make(seed: seed)
    let text = String(decoding: try PlainText.bytes(of: report), as: UTF8.self)
    let squeezed = Self.squeezed(text)
    let paragraphs = Self.paragraphs(of: String(decoding: try DocBook.bytes(of: report), as: UTF8.self))
    var rest = squeezed[...]
    for paragraph in paragraphs.map(Self.squeezed) where !paragraph.isEmpty {
      let range = try #require(rest.firstRange(of: paragraph), "\(String(String.UnicodeScalarView(paragraph)))")
      rest = rest[range.upperBound...]
    }
    for line in text.split(separator: "\n") { #expect(line.last?.isWhitespace == false) }
    #expect(text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(text.utf8))
  }

  /// The text of each para, simpara and td of a document as the writer writes it: a piece of markup, the text after it, and so on.
  private static func paragraphs(of document: String) -> [String] {
    let pieces = document.split(separator: "<").map {
      $0.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    }
    var labels: [String: String] = [:]
    for (entry, abbrev) in zip(pieces, pieces.dropFirst()) where entry[0].hasPrefix("bibliomixed ") {
      labels[entry[0].split(separator: "\"").map(String.init)[1]] = abbrev[1]
    }
    var paragraphs: [String] = []
    var isInside = false
    var isNumber = false
    for piece in pieces {
      let name = piece[0].prefix { $0 != " " }
      if ["para", "simpara", "td"].contains(name) {
        paragraphs.append("")
        isInside = true
      }
      if ["/para", "/simpara", "/td"].contains(name) { isInside = false }
      guard isInside else { continue }
      if name == "biblioref" { paragraphs[paragraphs.count - 1] += labels[piece[0].split(separator: "\"").map(String.init)[1]] ?? "?" }
      if name == "/phrase", isNumber { paragraphs[paragraphs.count - 1] += "." }
      isNumber = piece[0].contains("para-number")
      paragraphs[paragraphs.count - 1] += piece[1]
    }
    let signs = [("&#x338;", "\u{338}"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
    return paragraphs.map { paragraph in
      // By scalars: a character reference may name a combining mark, which Swift would take for a part of the letter before it.
      signs.reduce(paragraph) { text, sign in text.replacingOccurrences(of: sign.0, with: sign.1, options: .literal) }
    }
  }

  /// Without white space, since formats break lines in places of their own, and without combining marks, which combine with what is before.
  private static func squeezed(_ text: String) -> [Unicode.Scalar] {
    text.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
      !$0.properties.isWhitespace && $0.properties.canonicalCombiningClass == .notReordered
    }
  }
}

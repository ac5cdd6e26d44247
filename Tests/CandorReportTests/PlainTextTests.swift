import CandorReport
import Testing
import Trials

struct `Plain text` {
  @Test func `a report reads well from title to digest`() throws {
    let report = Report(
      edition: .members, language: "en", title: "Findings for members",
      subtitle: "How an allegation of rape was decided in 2013, and what followed",
      particulars: [
        Labelled("Issued by", [.text("the commission named in "), .reference(to: "p9", text: "paragraph 9")]),
        Labelled("Record", [.text("checkpoint 311 "), .literal("9hB2cW0mU1r4yJ6w7nq0l8yqQd2yG0bXvS3eTt5VQk=")]),
      ],
      contentNote: [Paragraph(id: "p1", number: 1, text: [.text("This report speaks of sexual violence and of how it was handled.")])],
      sections: [
        Section(
          id: "summary", role: .summary, label: nil, title: "Summary",
          blocks: [
            .paragraph(
              Paragraph(
                id: "p9", number: 9,
                text: [
                  .text("In 2013 a member of this organization (the respondent) was accused of rape. The decision was undone. ["),
                  .reference(to: "f2", text: "F2"), .text("]"),
                ])),
            .paragraph(
              Paragraph(
                id: "p10", number: 10,
                text: [
                  .text("2013, after that. The committee votes to expel: unanimously."),
                  .citation(
                    Citation(
                      entries: [14],
                      sources: [
                        .init(evidence: "P", label: "P", basis: "firsthand"), .init(evidence: "W", label: "W", basis: "reported"),
                      ], entriesWord: "entry")),
                ])),
          ]),
        Section(
          id: "s6", role: .body, label: "6", title: "Findings on procedure",
          blocks: [
            .paragraph(Paragraph(id: "p11", number: 11, text: [.text("The complainant's words: "), .redacted("withheld: statement")]))
          ],
          sections: [
            Section(
              id: "f2", role: .finding, label: "F2",
              title: "Decisions of the disciplinary committee were not to be undone by others. This one was.",
              blocks: [
                .labelled([
                  Labelled(
                    "Rule",
                    [
                      .text("2a, implied by clause 2: the code does not say it in words, but no rule known gives anyone else the power.")
                    ]),
                  Labelled("Not known", [.text("the day; who was present.")]),
                ]),
                .table(
                  Table(
                    id: "t1", caption: "Vote on undoing it", columns: ["Motion", "For", "Against"],
                    rows: [[[.text("to expel")], [.text("9")], [.text("0")]], [[.text("to undo")], [.redacted("unread")], []]])),
              ])
          ]),
        Section(
          id: "s9", role: .evidence, label: "9", title: "Sources",
          blocks: [
            .evidence([
              Evidence(id: "P", label: "P", title: "A former member's account", notes: [.text("Published on 15 March 2019.")]),
              Evidence(id: "W", label: "W*", title: "A letter", notes: []),
            ])
          ]),
      ],
      revisions: [Revision(number: 1, date: "2019-04-01", remark: "Paragraph 10 named the wrong day.")],
      contentNoteTitle: "Before you read", revisionsTitle: "Earlier editions")
    let expected = """
      FINDINGS FOR MEMBERS

      How an allegation of rape was decided in 2013, and what followed

        Issued by    the commission named in paragraph 9
        Record       checkpoint 311
                     9hB2cW0mU1r4yJ6w7nq0l8yqQd2yG0bXvS3eTt5VQk=

       1. This report speaks of sexual violence and of how it was handled.

        Earlier editions

        1 (2019-04-01)  Paragraph 10 named the wrong day.


      SUMMARY

       9. In 2013 a member of this organization (the respondent) was accused
          of rape. The decision was undone. [F2]

      10. 2013, after that. The committee votes to expel: unanimously. [entry
          14; P, firsthand; W, reported]


      6. FINDINGS ON PROCEDURE

      11. The complainant's words: [withheld: statement]

      F2. Decisions of the disciplinary committee were not to be undone by
          others. This one was.

          Rule       2a, implied by clause 2: the code does not say it in
                     words, but no rule known gives anyone else the power.
          Not known  the day; who was present.

          Vote on undoing it

            Motion   to expel
            For      9
            Against  0

            Motion   to undo
            For      [unread]
            Against


      9. SOURCES

          P   A former member's account
              Published on 15 March 2019.
          W*  A letter

      """
    let text = String(decoding: try PlainText.bytes(of: report), as: UTF8.self)
    #expect(text == expected)
  }

  struct Wrapping: CustomTestStringConvertible {
    var name: String
    var text: [Inline]
    var lines: [String]
    var testDescription: String { name }
  }

  @Test(arguments: [
    Wrapping(
      name: "ideographs break anywhere but before a full stop", text: [.text(String(repeating: "記", count: 34) + "。録")],
      lines: [String(repeating: "記", count: 33), "記。録"]),
    Wrapping(
      name: "an opening bracket goes with what it opens", text: [.text(String(repeating: "記", count: 33) + "「録」")],
      lines: [String(repeating: "記", count: 33), "「録」"]),
    Wrapping(
      name: "combining marks take no column", text: [.text(String(repeating: "q\u{301}", count: 69) + " a")],
      lines: [String(repeating: "q\u{301}", count: 69), "a"]),
    Wrapping(
      name: "an emoji of several people takes two", text: [.text(String(repeating: "👩‍👩‍👧", count: 35))],
      lines: [String(repeating: "👩‍👩‍👧", count: 34), "👩‍👩‍👧"]),
    Wrapping(
      name: "a long word stands alone and whole", text: [.text("see " + String(repeating: "a", count: 90) + " there")],
      lines: ["see", String(repeating: "a", count: 90), "there"]),
    Wrapping(
      name: "a command is never broken", text: [.text("run "), .literal(String(repeating: "ab ", count: 24) + "c"), .text(" now")],
      lines: ["run", String(repeating: "ab ", count: 24) + "c", "now"]),
    Wrapping(
      name: "a no-break space does not break", text: [.text(String(repeating: "a", count: 66) + " 5\u{A0}May")],
      lines: [String(repeating: "a", count: 66), "5\u{A0}May"]),
    Wrapping(name: "line breaks and tabs are spaces", text: [.text("one\r\n\ttwo  three ")], lines: ["one two three"]),
    Wrapping(name: "text is composed", text: [.text("e"), .text("\u{301}")], lines: ["\u{E9}"]),
    Wrapping(name: "Korean is composed too", text: [.text("\u{1112}\u{1161}\u{11AB}")], lines: ["\u{D55C}"]),
    Wrapping(
      name: "a citation of sources only, and a space before it",
      text: [
        .text("So it was."),
        .citation(Citation(entries: [], sources: [.init(evidence: "L", label: "L", basis: "inferred")], entriesWord: "entries")),
      ],
      lines: ["So it was. [L, inferred]"]),
    Wrapping(
      name: "a citation of several entries", text: [.citation(Citation(entries: [12, 13], sources: [], entriesWord: "entries"))],
      lines: ["[entries 12, 13]"]),
  ])
  func `lines are filled`(_ wrapping: Wrapping) throws {
    let lines = try Self.paragraph(wrapping.text)
    #expect(lines.map { Array($0.unicodeScalars) } == wrapping.lines.map { Array($0.unicodeScalars) })
  }

  @Test func `a term too long for the column stands on its own line`() throws {
    let list: [Labelled] = [Labelled("Short", [.text("one")]), Labelled("A term that is rather long for this", [.text("two")])]
    let section = Section(id: "s", role: .body, label: nil, title: "T", blocks: [.labelled(list)])
    let text = String(decoding: try PlainText.bytes(of: Self.report([section])), as: UTF8.self)
    #expect(text.hasSuffix("T\n\n   Short  one\n   A term that is rather long for this\n          two\n"))
  }

  private static let seeds = 0..<UInt64(Thorough.rounds(60, of: 300, "random texts set in lines"))

  @Test(arguments: seeds)
  func `no line is wider than 72 columns unless it is one word`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "word", "a", "記録", "「開」", "q\u{301}\u{302}", "👩‍👩‍👧", "🇪🇸", "☎️", "한국어", "\u{A0}", "。", "ﾊﾝ", "ｗｉｄｅ", "longer-than-most-of-the-words", " ",
      " ", "\n",
    ]
    var text: [Inline] = []
    for _ in 0..<Int.random(in: 1...80, using: &random) {
      let piece = pieces.randomElement(using: &random) ?? ""
      text.append(Bool.random(using: &random) ? .text(piece + " ") : .text(piece))
      if Int.random(in: 0..<20, using: &random) == 0 {
        text.append(.literal(String(repeating: "9h B2", count: Int.random(in: 1...30, using: &random))))
      }
    }
    let bytes = try PlainText.bytes(
      of: Self.report([Self.section([.paragraph(Paragraph(id: "p", number: 1, text: [.text("x ")] + text))])]))
    let output = String(decoding: bytes, as: UTF8.self)
    #expect(output.hasSuffix("\n") && !output.hasSuffix("\n\n"))
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(line.last?.isWhitespace != true)
      let width = line.reduce(0) { $0 + Self.columns($1) }
      // A literal holds "9h B2"; any other word too long for a line has no space and no ideograph.
      #expect(width <= 72 || line.contains("9h B2") || !line.drop(while: \.isWhitespace).contains { $0 == " " }, "\(width): \(line)")
    }
  }

  @Test(arguments: seeds)
  func `plain words come out as they do by a close look at each character`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let plain = ["word", "(b", "c)", "año", "«q»", "“dicho”", "don’t", "–", "Ελλάδα", "Комиссия", "ועדה", "اللجنة", "longer-than-most"]
    let other = [
      "記録", "「開」", "。", "ぁ", "々", "ﾊﾝ", "ｗｉｄｅ", "e\u{301}", "\u{301}", "и\u{306}", "\u{64A}\u{654}", "👩‍👩‍👧", "🇪🇸", "🇪", "☎️", "☎", "\u{FE0F}",
      "©", "\u{200D}", "\u{1112}",
      "\u{1161}", "\u{11AB}", "\u{A0}", "\u{202F}", "\u{AD}", "\u{200B}", "\u{2028}", "\u{3000}", "\u{600}", "क्षि", "\u{212B}", "\n", "\r\n",
      "\t", "  ",
    ]
    func text(_ most: Int) -> String {
      let oneIn = Int.random(in: 1...8, using: &random)
      let pieces = (0..<Int.random(in: 0...most, using: &random)).map { _ in
        let pieces = Int.random(in: 0..<oneIn, using: &random) == 0 ? other : plain
        return (pieces.randomElement(using: &random) ?? "") + (Int.random(in: 0..<4, using: &random) == 0 ? "" : " ")
      }
      return pieces.joined()
    }
    func inlines() -> [Inline] {
      (0..<Int.random(in: 0...6, using: &random)).map { _ in
        switch Int.random(in: 0..<8, using: &random) {
        case 0: .reference(to: "s", text: text(2))
        case 1: .literal(text(8).split(whereSeparator: \.isNewline).joined().replacing("\t", with: " "))
        case 2: .redacted(text(2))
        case 3: .citation(Citation(entries: [7], sources: [.init(evidence: "e", label: text(1), basis: text(1))], entriesWord: "entry"))
        default: .text(text(30))
        }
      }
    }
    let blocks: [Block] = [
      .paragraph(Paragraph(id: "p", number: 1, text: inlines())), .paragraph(Paragraph(id: "q", number: 123, text: inlines())),
      .labelled((0..<4).map { _ in Labelled(text(3), inlines()) }),
      .table(Table(id: "t", caption: text(9), columns: [text(2), text(1)], rows: [[inlines(), inlines()]])),
      .picture(Picture(id: "g", caption: text(9), alternative: "x" + text(30))),
      .evidence([Evidence(id: "e", label: text(1), title: text(9), notes: inlines())]),
    ]
    let report = Self.report([Section(id: "s", role: .finding, label: text(1), title: text(9), blocks: blocks)])
    #expect(try PlainText.bytes(of: report) == Self.bytesByCloseLook(of: report))
  }

  @Test func `every character up to U+3100 comes out as it does by a close look`() throws {
    let numbers = Thorough.sample(2_000, of: 0xA0...0x3100, "characters set by a close look")
    let characters = numbers.compactMap(Unicode.Scalar.init).map(String.init)
    let paragraphs = characters.enumerated().map { index, character in
      let text = String(repeating: character, count: 30) + " " + String(repeating: "a ", count: 40) + "e" + character + "e " + character
      return Block.paragraph(Paragraph(id: "p\(index)", number: index, text: [.text(text)]))
    }
    let report = Self.report([Self.section(paragraphs)])
    #expect(try PlainText.bytes(of: report) == Self.bytesByCloseLook(of: report))
  }

  private static func bytesByCloseLook(of report: Report) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try PlainText.write(report, isCareful: true) { piece in
      for index in piece.indices { bytes.append(piece[index]) }
    }
    return bytes
  }

  @Test func `a long report comes in pieces, which together are its bytes`() throws {
    var bytes: [UInt8] = []
    var longest = 0
    try PlainText.write(Self.long) { piece in
      longest = max(longest, piece.count)
      for index in piece.indices { bytes.append(piece[index]) }
    }
    #expect(longest < 64 << 10)
    #expect(bytes.count > 1 << 20)
    #expect(try bytes == PlainText.bytes(of: Self.long))
  }

  @Test func `a sink that fails ends the writing with its own error`() throws {
    struct Full: Error, Equatable {}
    var pieces = 0
    #expect(throws: Full()) {
      try PlainText.write(Self.long) { _ in
        pieces += 1
        if pieces == 3 { throw Full() }
      }
    }
    #expect(pieces == 3)
  }

  @Test func `a report at fault is refused before its first piece`() throws {
    let blocks: [Block] = (1...2000).map { .paragraph(Paragraph(id: "p\($0)", number: $0, text: [.text($0 < 2000 ? "word" : "\u{7}")])) }
    #expect(throws: ReportFault.self) { try PlainText.write(Self.report([Self.section(blocks)])) { _ in Issue.record("a piece came") } }
  }

  /// One list of many lines: pieces must come while a block is being written.
  private static let long = report([
    section([.labelled((1...20_000).map { Labelled("Line \($0)", [.text(String(repeating: "word ", count: 11))]) })])
  ])

  /// Counted independently of the writer: by example, not by table.
  private static func columns(_ character: Character) -> Int {
    if "記録「開」👩‍👩‍👧🇪🇸☎️한국어。ｗｉｄｅ".contains(character) { return 2 }
    return 1
  }

  struct Refusal: CustomTestStringConvertible {
    var name: String
    var report: Report
    var message: String
    var testDescription: String { name }
  }

  @Test(arguments: [
    Refusal(name: "no sections", report: report([]), message: "the report: it has no sections\n  A report has at least a summary."),
    Refusal(
      name: "a control character", report: report([section([.paragraph(Paragraph(id: "p", number: 4, text: [.text("a\u{1B}[1m")]))])]),
      message: """
        paragraph 4: its text holds U+001B, a control character or noncharacter; neither XML nor mail can carry it
          Take the character out where the text was entered; it shows nothing.
        """),
    Refusal(
      name: "a noncharacter", report: report([section([.labelled([Labelled("Rule", [.redacted("\u{1FFFF}")])])])]),
      message: """
        “Rule” in section “T”: its text holds U+1FFFF, a control character or noncharacter; neither XML nor mail can carry it
          Take the character out where the text was entered; it shows nothing.
        """),
    Refusal(
      name: "a literal of two lines", report: report([section([.paragraph(Paragraph(id: "p", number: 4, text: [.literal("a\nb")]))])]),
      message: "paragraph 4: a literal holds a line break or a tab (U+000A)\n  Make each line of it a literal of its own."),
    Refusal(
      name: "a reference to nothing",
      report: report([section([.paragraph(Paragraph(id: "p", number: 4, text: [.reference(to: "p9", text: "paragraph 9")]))])]),
      message: """
        paragraph 4: it refers to “p9”, which is the id of nothing in this report
          Refer to a part that this edition holds, or say in words what is not shown.
        """),
    Refusal(
      name: "a source that is not listed",
      report: report([
        section([
          .paragraph(
            Paragraph(
              id: "p", number: 4,
              text: [.citation(Citation(entries: [], sources: [.init(evidence: "p", label: "P", basis: "reported")], entriesWord: ""))]))
        ])
      ]),
      message: "paragraph 4: it cites “p”, which is no source of this report\n  List the source among the report's evidence under this id."),
    Refusal(
      name: "two of one id", report: report([section([.paragraph(Paragraph(id: "s", number: 4, text: []))])]),
      message: "paragraph 4: its id “s” is already the id of another part\n  Give each part of a report an id of its own."),
    Refusal(
      name: "an id that is no name", report: report([section([.paragraph(Paragraph(id: "4.", number: 4, text: []))])]),
      message: """
        paragraph 4: its id “4.” is not an XML name
          Make ids of ASCII letters, digits, “-”, “.” and “_”, with a letter or “_” first.
        """),
    Refusal(
      name: "an empty section", report: report([section([])]),
      message: "section “T”: it is empty\n  Say in a paragraph that there is nothing to say, or leave it out."),
    Refusal(
      name: "an empty list", report: report([section([.labelled([])])]),
      message: "section “T”: a list of labelled lines is empty\n  Leave it out, or say in a paragraph that there is nothing to list."),
    Refusal(
      name: "a row too short", report: report([section([.table(Table(id: "t", caption: "C", columns: ["a", "b"], rows: [[[]]]))])]),
      message: "table “C”: row 1 has 1 cells, the table 2 columns\n  Give each row a cell a column; a cell may be empty."),
    Refusal(
      name: "a finding without a label",
      report: report([
        Section(id: "f", role: .finding, label: nil, title: "T", blocks: [.paragraph(Paragraph(id: "p", number: 1, text: []))])
      ]),
      message: "section “T”: a finding has no label\n  Give it the label that references use: “F1”."),
  ])
  func `a report that no format could hold is refused`(_ refusal: Refusal) throws {
    let fault = #expect(throws: ReportFault.self) { try PlainText.bytes(of: refusal.report) }
    #expect(fault?.description == refusal.message)
  }

  private static func section(_ blocks: [Block]) -> Section { Section(id: "s", role: .body, label: nil, title: "T", blocks: blocks) }

  private static func report(_ sections: [Section]) -> Report {
    Report(
      edition: .public, language: "en", title: "R", subtitle: "", particulars: [], contentNote: [], sections: sections, revisions: [],
      contentNoteTitle: "Before you read", revisionsTitle: "Earlier editions")
  }

  /// The lines of one paragraph, without number and indent.
  private static func paragraph(_ text: [Inline]) throws -> [String] {
    var blocks: [Block] = [.paragraph(Paragraph(id: "p", number: 1, text: text))]
    let sources = text.compactMap { if case .citation(let citation) = $0 { citation.sources } else { nil } }.joined()
    if !sources.isEmpty { blocks.append(.evidence(sources.map { Evidence(id: $0.evidence, label: $0.label, title: "", notes: []) })) }
    let output = String(decoding: try PlainText.bytes(of: report([section(blocks)])), as: UTF8.self)
    let body = output.split(separator: "\n", omittingEmptySubsequences: false).drop { !$0.hasPrefix("1. ") }.prefix { !$0.isEmpty }
    return body.map { String($0.dropFirst(3)) }
  }
}

import CandorReport

/// A report as long as one likes, of the same make as the document that the floor writes: findings of three paragraphs and a table each, and
/// a source for each.
enum LongReport {
  static func make(findings count: Int) -> Report {
    let findings = (1...count).map { finding in
      Section(
        id: "F\(finding)", role: .finding, label: "F\(finding)", title: "Finding \(finding): \(words(finding, 1, 7))",
        blocks: (1...3).map { .paragraph(paragraph($0, of: finding, count)) } + [.table(table(of: finding))])
    }
    let sources = (1...count).map { source in
      Evidence(
        id: "e-\(source)", label: "E\(source)", title: words(source, 9, 8), notes: [.text("2025-\(source % 12 + 1)-\(source % 28 + 1).")])
    }
    return Report(
      edition: .members, language: "en", title: "Report of the inquiry into the conduct of the general meeting", subtitle: "",
      particulars: [Labelled("Issued by", [.text("the findings commission of the cooperative")])], contentNote: [],
      sections: [
        Section(id: "findings", role: .body, label: "1", title: "Findings", blocks: [], sections: findings),
        Section(id: "evidence", role: .evidence, label: "2", title: "Evidence", blocks: [.evidence(sources)]),
      ], revisions: [], contentNoteTitle: "Before you read", revisionsTitle: "Editions",
      words: ReportWords(contents: "Contents", skip: "Go to the report", inWords: "In words"))
  }

  private static func paragraph(_ place: Int, of finding: Int, _ count: Int) -> Paragraph {
    let number = (finding - 1) * 3 + place
    let other = (finding * 37 + place) % count + 1
    let source = Citation.Source(evidence: "e-\(finding)", label: "E\(finding)", basis: "reported")
    return Paragraph(
      id: "p\(number)", number: number,
      text: [
        .text(words(finding, place, 60) + "."), .citation(Citation(entries: [], sources: [source], entriesWord: "entries")), .text(" "),
        .redacted("withheld: identity"), .text(" See also "), .reference(to: "F\(other)", text: "F\(other)"), .text("."),
      ])
  }

  private static func table(of finding: Int) -> Table {
    let rows = (1...6).map { row -> [[Inline]] in
      let isRecused = (finding + row) % 5 == 0
      let vote = isRecused ? "recused" : (finding * row) % 7 == 3 ? "against" : "for"
      let cells = ["Commissioner \(row)", row == 1 ? "chair" : "member", vote, isRecused ? words(finding, row, 6) : "none"]
      return cells.map { [.text($0)] }
    }
    return Table(id: "v-\(finding)", caption: "Vote on finding \(finding)", columns: ["Member", "Role", "Vote", "Recusal"], rows: rows)
  }

  private static let vocabulary = """
    the board of directors approved a payment without a quorum and did not record reasons in its minutes members asked for accounts at \
    general meeting but answers were late incomplete or missing & two officers with an interest stayed in room while item was decided código \
    asamblea cooperativa reunión año 委員会 決議 اللجنة naïve treasurer said that invoice <12> was paid twice which bank statement confirms
    """.split(separator: " ").map(String.init)

  private static func words(_ first: Int, _ second: Int, _ count: Int) -> String {
    (0..<count).map { vocabulary[(first * 31 + second * 17 + $0 * 7 + (first * $0) % 11) % vocabulary.count] }.joined(separator: " ")
  }
}

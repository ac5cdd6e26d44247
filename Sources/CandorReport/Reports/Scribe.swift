/// A report in the making: puts sentences into its language, and numbers its paragraphs as they come.
struct Scribe {
  let language: Catalogue
  private var next = 1

  init(in language: Catalogue) { self.language = language }

  func inlines(_ sentence: Sentence) -> [Inline] { sentence.inlines(in: language) }
  func words(_ sentence: Sentence) -> String { sentence.plain(in: language) }

  /// What a page says around a report.
  var around: ReportWords {
    ReportWords(contents: words(Wording.Title.contents), skip: words(Wording.Title.skip), inWords: words(Wording.Title.inWords))
  }

  mutating func paragraph(_ text: Sentence, id: String? = nil, citing citation: Sentence = .nothing) -> Paragraph {
    defer { next += 1 }
    return Paragraph(id: id ?? "p\(next)", number: next, text: inlines(citation.isEmpty ? text : text + " " + citation))
  }

  func labelled(_ term: Sentence, _ text: Sentence) -> Labelled { Labelled(words(term), inlines(text)) }

  /// A section of paragraphs; none where there are none.
  func section(_ id: String, _ title: Sentence, role: Section.Role = .body, _ paragraphs: [Paragraph]) -> Section? {
    section(id, title, role: role, blocks: paragraphs.map(Block.paragraph))
  }

  /// What can be read alone.
  func summary(_ paragraphs: [Paragraph]) -> Section {
    Section(id: "summary", role: .summary, label: nil, title: words(Wording.Title.summary), blocks: paragraphs.map(Block.paragraph))
  }

  func section(
    _ id: String, _ title: Sentence, role: Section.Role = .body, label: String? = nil, blocks: [Block], sections: [Section] = []
  ) -> Section? {
    blocks.isEmpty && sections.isEmpty
      ? nil : Section(id: id, role: role, label: label, title: words(title), blocks: blocks, sections: sections)
  }

  /// A table; none without rows.
  func table(_ id: String, role: Table.Role? = nil, _ caption: Sentence, _ columns: [Sentence], _ rows: [[Sentence]]) -> Block? {
    rows.isEmpty
      ? nil
      : .table(
        Table(id: id, role: role, caption: words(caption), columns: columns.map(words), rows: rows.map { $0.map(inlines) }))
  }
}

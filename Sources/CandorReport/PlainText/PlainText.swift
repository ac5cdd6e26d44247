/// A report as text for mail and terminals: UTF-8, 72 columns, no hyphenation, no box drawing; only what must be copied exactly may run over.
package enum PlainText {
  /// The report's text, or why it cannot be written. Same report, same bytes.
  ///
  ///     let text = try PlainText.bytes(of: report)
  package static func bytes(of report: Report) throws(ReportFault) -> [UInt8] {
    try report.check()
    var page = Page(indent: String(report.highestNumber).count + 2)
    page.front(of: report)
    for section in report.sections { page.section(section, depth: 1) }
    return page.lines.bytes
  }
}

/// A text in the making: where things stand on it.
private struct Page {
  var lines = Lines()
  /// As wide as the widest paragraph number with its stop and a space.
  let indent: Int

  mutating func front(of report: Report) {
    lines.fill([.text(report.title.uppercased())])
    lines.leave(1)
    lines.fill([.text(report.subtitle)])
    labelled(report.particulars, indent: 2, gap: 4)
    for paragraph in report.contentNote { self.paragraph(paragraph) }
    guard !report.revisions.isEmpty else { return }
    lines.leave(1)
    lines.fill([.text(report.revisionsTitle)], first: "  ")
    labelled(report.revisions.map { Labelled("\($0.number) (\($0.date))", [.text($0.remark)]) }, indent: 2, gap: 2)
  }

  mutating func section(_ section: Section, depth: Int) {
    lines.leave(depth == 1 && section.role != .finding ? 2 : 1)
    let title = depth == 1 && section.role != .finding ? section.title.uppercased() : section.title
    lines.fill([.text(title)], first: section.label.map { $0 + ". " } ?? "")
    for block in section.blocks {
      switch block {
      case .paragraph(let paragraph): self.paragraph(paragraph)
      case .labelled(let list): labelled(list, indent: indent, gap: 2)
      case .table(let table): self.table(table)
      case .picture(let picture): self.picture(picture)
      case .evidence(let list): evidence(list)
      }
    }
    for section in section.sections { self.section(section, depth: depth + 1) }
  }

  mutating func paragraph(_ paragraph: Paragraph) {
    lines.leave(1)
    let number = "\(paragraph.number). "
    lines.fill(paragraph.text, first: spaces(indent - number.count) + number)
  }

  /// Terms in a column, what is said of each beside it. A term too long for the column stands on a line of its own.
  mutating func labelled(_ list: [Labelled], indent: Int, gap: Int) {
    lines.leave(1)
    let widths = list.map { $0.term.columns }
    let text = indent + gap + (widths.filter { $0 <= Self.widestTerm }.max() ?? 0)
    for (item, width) in zip(list, widths) {
      let term = spaces(indent) + item.term
      if width <= Self.widestTerm {
        lines.fill(item.text, first: term + spaces(text - indent - width))
      } else {
        lines.fill([.text(item.term)], first: spaces(indent), hang: indent + 2)
        lines.fill(item.text, first: spaces(text))
      }
    }
  }

  /// Each row as labelled lines, under the table's caption.
  mutating func table(_ table: Table) {
    lines.leave(1)
    lines.fill([.text(table.caption)], first: spaces(indent))
    for row in table.rows { labelled(zip(table.columns, row).map { Labelled($0, $1) }, indent: indent + 2, gap: 2) }
  }

  /// What it shows, in words, under its caption.
  mutating func picture(_ picture: Picture) {
    lines.leave(1)
    lines.fill([.text(picture.caption)], first: spaces(indent))
    lines.fill([.text(picture.alternative)], first: spaces(indent + 2))
  }

  mutating func evidence(_ list: [Evidence]) {
    lines.leave(1)
    let text = indent + 2 + (list.map { $0.label.columns }.max() ?? 0)
    for source in list {
      lines.fill([.text(source.title)], first: spaces(indent) + source.label + spaces(text - indent - source.label.columns))
      lines.fill(source.notes, first: spaces(text))
    }
  }

  private static let widestTerm = 24

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: Swift.max(count, 0)) }
}

extension Report {
  fileprivate var highestNumber: Int {
    func highest(_ section: Section) -> Int {
      let own = section.blocks.map { if case .paragraph(let paragraph) = $0 { paragraph.number } else { 0 } }
      return (own + section.sections.map(highest)).max() ?? 0
    }
    return (contentNote.map(\.number) + sections.map(highest)).max() ?? 0
  }
}

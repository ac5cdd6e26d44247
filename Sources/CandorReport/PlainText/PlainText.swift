/// A report as text for mail and terminals: UTF-8, 72 columns, no hyphenation, no box drawing; only what must be copied exactly may run over.
package enum PlainText {
  /// The report's text, whole in memory, or the ``ReportFault`` that keeps it from being written. Same report, same bytes.
  ///
  ///     let text = try PlainText.bytes(of: report)
  package static func bytes(of report: Report) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try write(report) { piece in
      for index in piece.indices { bytes.append(piece[index]) }
    }
    return bytes
  }

  /// Streams the report's text into `accept`, in pieces of some kilobytes. A fault of the report throws before the first piece; what `accept`
  /// throws ends the writing.
  ///
  /// - Parameter isCareful: true for the same bytes by a long way: looking at every character closely, even where all are plain letters. Tests
  ///   hold the one way against the other.
  package static func write(_ report: Report, isCareful: Bool = false, to accept: (Span<UInt8>) throws -> Void) throws {
    try report.check()
    try withoutActuallyEscaping(accept) { accept in
      var page = Page(lines: Lines(isCareful: isCareful, to: accept), indent: String(report.highestNumber).count + 2)
      try page.front(of: report)
      for section in report.sections { try page.section(section, depth: 1) }
      try page.lines.handOn()
    }
  }
}

/// A text in the making: where things stand on it.
private struct Page {
  var lines: Lines
  /// As wide as the widest paragraph number with its stop and a space.
  let indent: Int

  mutating func front(of report: Report) throws {
    try lines.fill([.text(report.title.uppercased())])
    lines.leave(1)
    try lines.fill([.text(report.subtitle)])
    try labelled(report.particulars, indent: 2, gap: 4)
    for paragraph in report.contentNote { try self.paragraph(paragraph) }
    guard !report.revisions.isEmpty else { return }
    lines.leave(1)
    try lines.fill([.text(report.revisionsTitle)], indent: 2)
    try labelled(report.revisions.map { Labelled("\($0.number) (\($0.date))", [.text($0.remark)]) }, indent: 2, gap: 2)
  }

  mutating func section(_ section: Section, depth: Int) throws {
    lines.leave(depth == 1 && section.role != .finding ? 2 : 1)
    let title = depth == 1 && section.role != .finding ? section.title.uppercased() : section.title
    try lines.fill([.text(title)], label: section.label.map { $0 + ". " } ?? "")
    for block in section.blocks {
      switch block {
      case .paragraph(let paragraph): try self.paragraph(paragraph)
      case .labelled(let list): try labelled(list, indent: indent, gap: 2)
      case .table(let table): try self.table(table)
      case .picture(let picture): try self.picture(picture)
      case .evidence(let list): try evidence(list)
      }
    }
    for section in section.sections { try self.section(section, depth: depth + 1) }
  }

  mutating func paragraph(_ paragraph: Paragraph) throws {
    lines.leave(1)
    let number = "\(paragraph.number). "
    try lines.fill(paragraph.text, indent: indent - number.utf8.count, label: number)
  }

  /// Terms in a column, what is said of each beside it. A term too long for the column stands on a line of its own.
  mutating func labelled(_ list: [Labelled], indent: Int, gap: Int) throws {
    lines.leave(1)
    let widths = list.map { $0.term.columns }
    let text = indent + gap + (widths.filter { $0 <= Self.widestTerm }.max() ?? 0)
    for (item, width) in zip(list, widths) {
      if width <= Self.widestTerm {
        try lines.fill(item.text, indent: indent, label: item.term, text: text)
      } else {
        try lines.fill([.text(item.term)], indent: indent, hang: indent + 2)
        try lines.fill(item.text, indent: text)
      }
    }
  }

  /// Each row as labelled lines, under the table's caption.
  mutating func table(_ table: Table) throws {
    lines.leave(1)
    try lines.fill([.text(table.caption)], indent: indent)
    for row in table.rows { try labelled(zip(table.columns, row).map { Labelled($0, $1) }, indent: indent + 2, gap: 2) }
  }

  /// What it shows, in words, under its caption.
  mutating func picture(_ picture: Picture) throws {
    lines.leave(1)
    try lines.fill([.text(picture.caption)], indent: indent)
    try lines.fill([.text(picture.alternative)], indent: indent + 2)
  }

  mutating func evidence(_ list: [Evidence]) throws {
    lines.leave(1)
    let text = indent + 2 + (list.map { $0.label.columns }.max() ?? 0)
    for source in list {
      try lines.fill([.text(source.title)], indent: indent, label: source.label, text: text)
      try lines.fill(source.notes, indent: text)
    }
  }

  private static let widestTerm = 24
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

package import CandorReport

/// Reports as pages: one file, with nothing to load and nothing that runs, read alike by parsers of HTML and of XML.
package enum HTML {
  /// The namespace of every element that is not a drawing's.
  package static let namespace = "http://www.w3.org/1999/xhtml"

  /// The report's page, whole in memory, or the ``ReportFault`` that keeps it from being written. Same report, same bytes.
  ///
  ///     let bytes = try HTML.bytes(of: report)
  package static func bytes(of report: Report) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try write(report) { piece in piece.withUnsafeBufferPointer { bytes.append(contentsOf: $0) } }
    return bytes
  }

  /// Streams the report's page into `accept`, in pieces of some kilobytes. A fault of the report throws before the first piece; what `accept`
  /// throws ends the writing.
  package static func write(_ report: Report, to accept: (Span<UInt8>) throws -> Void) throws {
    try report.check()
    let words = try ReportWords.of(report)
    try withoutActuallyEscaping(accept) { accept in
      var stream = try XMLStream(.page, to: accept)
      try stream.page(report, words)
      try stream.finish()
    }
  }
}

/// Ids of a page that are no part of the report. No id of a report has a colon.
private enum PageID {
  static let contents = "page:contents"
  static let contentsTitle = "page:contents-title"
  static let report = "page:report"

  static func caption(of id: String) -> String { "page:caption-\(id)" }
  static func words(of id: String) -> String { "page:words-\(id)" }
}

extension XMLStream {
  fileprivate mutating func page(_ report: Report, _ words: ReportWords) throws {
    try block("html", ["xmlns": HTML.namespace, "lang": report.language, "xml:lang": report.language]) { html in
      try html.head(report)
      try html.block("body", ["class": "\(report.kind.rawValue) \(report.edition.rawValue)"]) { body in
        body.line("a", ["class": "skip", "href": "#\(PageID.report)"]) { $0.text(words.skip) }
        try body.header(report)
        try body.contents(report.sections, title: words.contents)
        try body.block("main", ["id": PageID.report]) { main in
          for section in report.sections { try main.section(section, depth: 1, words) }
        }
        try body.footer(report, words)
      }
    }
  }

  private mutating func head(_ report: Report) throws {
    // Nothing is loaded and nothing runs, whatever a text may hold; of styles, only the page's own.
    let policy = "default-src 'none'; style-src '\(PageStyle.digest)'; base-uri 'none'; form-action 'none'"
    try block("head") { head in
      head.empty("meta", ["charset": "utf-8"])
      head.empty("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
      head.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      head.empty("meta", ["name": "color-scheme", "content": "light dark"])
      head.empty("meta", ["name": "referrer", "content": "no-referrer"])
      head.line("title") { $0.text(report.title) }
      head.style(PageStyle.sheet)
    }
  }

  // MARK: Around the report

  private mutating func header(_ report: Report) throws {
    try block("header") { header in
      header.line("h1") { $0.text(report.title) }
      if !report.subtitle.isEmpty { header.line("p", ["class": "subtitle"]) { $0.text(report.subtitle) } }
      if !report.particulars.isEmpty { try header.labelled(report.particulars, role: "particulars") }
      guard !report.contentNote.isEmpty else { return }
      try header.block("section", ["id": Report.contentNoteID, "class": "content-note"]) { note in
        note.line("h2") { $0.text(report.contentNoteTitle) }
        for paragraph in report.contentNote { note.paragraph(paragraph) }
      }
    }
  }

  private mutating func contents(_ sections: [Section], title: String) throws {
    try block("nav", ["id": PageID.contents, "aria-labelledby": PageID.contentsTitle]) { nav in
      nav.line("h2", ["id": PageID.contentsTitle]) { $0.text(title) }
      try nav.block("ol") { list in
        for section in sections {
          try list.block("li") { item in
            item.link(to: section, words: section.title, label: section.label)
            let labelled = section.sections.filter { $0.label != nil }
            guard !labelled.isEmpty else { return }
            // Parts of a part stand by their labels alone, or they would bury the others; who listens hears their titles.
            try item.block("ul") { parts in
              for part in labelled { parts.line("li") { $0.link(to: part, words: nil, label: part.label) } }
            }
          }
        }
      }
    }
  }

  /// A link of the contents: a label, then words; a label alone has the words as its name.
  private mutating func link(to section: Section, words: String?, label: String?) {
    let name = words == nil ? [label, section.title].compactMap(\.self).joined(separator: " ") : nil
    inline("a", ["href": "#" + section.id, "aria-label": name, "title": name]) { link in
      if let label {
        link.inline("span", ["class": "label"]) { $0.text(label) }
        if words != nil { link.text(" ") }
      }
      if let words { link.text(words) }
    }
  }

  private mutating func footer(_ report: Report, _ words: ReportWords) throws {
    try block("footer") { footer in
      if !report.revisions.isEmpty {
        footer.line("h2") { $0.text(report.revisionsTitle) }
        try footer.labelled(report.revisions.map { Labelled("\($0.number) (\($0.date))", [.text($0.remark)]) }, role: "revisions")
      }
      footer.line("p") { line in line.inline("a", ["href": "#\(PageID.contents)"]) { $0.text(words.contents) } }
    }
  }

  // MARK: The report

  private mutating func section(_ section: Section, depth: Int, _ words: ReportWords) throws {
    try block("section", ["id": section.id, "class": section.role.rawValue]) { element in
      element.line("h\(min(depth + 1, 6))") { heading in
        if let label = section.label {
          heading.inline("span", ["class": "label"]) { $0.text(label) }
          heading.text(" ")
        }
        heading.text(section.title)
      }
      for block in section.blocks {
        switch block {
        case .paragraph(let paragraph): element.paragraph(paragraph)
        case .labelled(let list): try element.labelled(list, role: nil)
        case .table(let table): try element.table(table)
        case .picture(let picture): try element.picture(picture, words)
        case .evidence(let list): try element.evidence(list)
        }
      }
      for section in section.sections { try element.section(section, depth: depth + 1, words) }
    }
  }

  private mutating func paragraph(_ paragraph: Paragraph) {
    line("p", ["id": paragraph.id, "class": "para"]) { para in
      para.span("number") { $0.text(String(paragraph.number)) }
      para.text(" ")
      para.inlines(paragraph.text)
    }
  }

  private mutating func labelled(_ list: [Labelled], role: String?) throws {
    try block("dl", ["class": role]) { element in
      for item in list {
        try element.block("div") {
          $0.line("dt") { $0.text(item.term) }
          $0.line("dd") { $0.inlines(item.text) }
        }
      }
    }
  }

  private mutating func table(_ table: Table) throws {
    let caption = PageID.caption(of: table.id)
    // Where it is wider than the page, it is moved by itself; who has no pointer reaches it by the keyboard.
    try block("div", ["class": "table", "role": "region", "aria-labelledby": caption, "tabindex": "0"]) { frame in
      try frame.block("table", ["id": table.id, "class": table.role?.rawValue]) { element in
        element.line("caption", ["id": caption]) { $0.text(table.caption) }
        try element.block("thead") {
          try $0.block("tr") { row in
            for column in table.columns { row.line("th", ["scope": "col"]) { $0.text(column) } }
          }
        }
        try element.block("tbody") { body in
          for cells in table.rows {
            try body.block("tr") { row in
              if let name = cells.first { row.line("th", ["scope": "row"]) { $0.inlines(name) } }
              for (column, cell) in zip(table.columns, cells).dropFirst() { row.line("td", ["data-label": column]) { $0.inlines(cell) } }
            }
          }
        }
      }
    }
  }

  private mutating func picture(_ picture: Picture, _ words: ReportWords) throws {
    let caption = PageID.caption(of: picture.id)
    let alternative = PageID.words(of: picture.id)
    try block("figure", ["id": picture.id]) { figure in
      figure.line("figcaption", ["id": caption]) { $0.text(picture.caption) }
      guard let drawing = picture.drawing else {
        figure.line("p") { $0.text(picture.alternative) }
        return
      }
      try figure.block("div", ["class": "sheets", "role": "region", "aria-labelledby": caption, "tabindex": "0"]) {
        try $0.sheets(drawing.sheets, labelledBy: caption, describedBy: alternative)
      }
      try figure.block("details", ["class": "in-words", "open": "open"]) { details in
        details.line("summary") { $0.text(words.inWords) }
        details.line("p", ["id": alternative]) { $0.text(picture.alternative) }
      }
    }
  }

  private mutating func evidence(_ list: [Evidence]) throws {
    try block("ul", ["class": "evidence"]) { element in
      for source in list {
        element.line("li", ["id": source.id]) { entry in
          entry.span("label") { $0.text(source.label) }
          entry.text(" ")
          entry.inline("cite") { $0.text(source.title) }
          guard !source.notes.isEmpty else { return }
          entry.text(" ")
          entry.span("notes") { $0.inlines(source.notes) }
        }
      }
    }
  }

  private mutating func inlines(_ inlines: [Inline]) {
    for inline in inlines.joined {
      switch inline {
      case .text(let text): self.text(text)
      case .reference(let id, let text): self.inline("a", ["href": "#" + id]) { $0.text(text) }
      case .citation(let citation): span("citation") { $0.pieces(citation.pieces) }
      case .count(let number, let count): span(count.rawValue) { $0.text(String(number)) }
      case .redacted(let label): span("redacted") { $0.text(Inline.bracketed(label)) }
      case .literal(let text): self.inline("code") { $0.text(text) }
      }
    }
  }

  private mutating func pieces(_ pieces: [Citation.Piece]) {
    for piece in pieces {
      switch piece {
      case .text(let text): self.text(text)
      case .entry(let entry): text(String(entry))
      case .source(let source): inline("a", ["href": "#" + source.evidence]) { $0.text(source.label) }
      }
    }
  }

  private mutating func span(_ role: String, _ content: (inout Self) -> Void) { inline("span", ["class": role], content) }
}

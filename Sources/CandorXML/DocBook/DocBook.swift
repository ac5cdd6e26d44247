package import CandorReport

/// Reports as DocBook 5.2, in Candor's findings profile: `Schemas/candor-findings.rng`.
package enum DocBook {
  /// The namespace of every element.
  package static let namespace = "http://docbook.org/ns/docbook"
  /// The `version` of a document that keeps to the profile.
  package static let version = "5.2-subset candor-findings-1.0"

  /// The report's document, whole in memory, or the ``ReportFault`` that keeps it from being written. Same report, same bytes.
  ///
  ///     let bytes = try DocBook.bytes(of: report, pictures: "findings.members.en")
  ///     let faults = DocBook.validate(bytes, named: "findings.members.en.xml")
  package static func bytes(of report: Report, pictures: String? = nil) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try write(report, pictures: pictures) { piece in piece.withUnsafeBufferPointer { bytes.append(contentsOf: $0) } }
    return bytes
  }

  /// Streams the report's document into `accept`, in pieces of some kilobytes. A fault of the report throws before the first piece; what
  /// `accept` throws ends the writing.
  ///
  /// - Parameter pictures: what the names of its pictures' files begin with, as ``SVG/fileName(of:in:)`` has them; nil where only words are to
  ///   stand in their place.
  package static func write(_ report: Report, pictures: String? = nil, to accept: (Span<UInt8>) throws -> Void) throws {
    try report.check()
    try withoutActuallyEscaping(accept) { accept in
      var stream = try XMLStream(to: accept)
      try stream.article(report, pictures: pictures)
      try stream.finish()
    }
  }
}

extension XMLStream {
  fileprivate mutating func article(_ report: Report, pictures: String?) throws {
    let attributes: KeyValuePairs<String, String?> = [
      "xmlns": DocBook.namespace, "version": DocBook.version, "xml:lang": report.language, "role": report.kind.rawValue,
      "audience": report.edition.rawValue,
    ]
    try block("article", attributes) { article in
      try article.info(report)
      if !report.particulars.isEmpty { try article.labelled(report.particulars, role: "particulars") }
      if !report.contentNote.isEmpty {
        try article.block("section", ["xml:id": Report.contentNoteID, "role": "content-note"]) { section in
          section.line("title") { $0.text(report.contentNoteTitle) }
          for paragraph in report.contentNote { section.paragraph(paragraph) }
        }
      }
      for (index, section) in report.sections.enumerated() {
        // DocBook has appendices last, and none without something before it.
        let isLast = index == report.sections.count - 1 && (index > 0 || !report.contentNote.isEmpty)
        try article.section(section, as: section.role == .verification && isLast ? "appendix" : "section", pictures)
      }
    }
  }

  private mutating func info(_ report: Report) throws {
    try block("info") { info in
      info.line("title") { $0.text(report.title) }
      if !report.subtitle.isEmpty { info.line("subtitle") { $0.text(report.subtitle) } }
      guard !report.revisions.isEmpty else { return }
      try info.block("revhistory") { history in
        for revision in report.revisions {
          try history.block("revision") {
            $0.line("revnumber") { $0.text(String(revision.number)) }
            $0.line("date") { $0.text(revision.date) }
            $0.line("revremark") { $0.text(revision.remark) }
          }
        }
      }
    }
  }

  private mutating func section(_ section: Section, as name: String, _ pictures: String?) throws {
    try block(name, ["xml:id": section.id, "role": section.role.rawValue, "label": section.label]) { element in
      element.line("title") { $0.text(section.title) }
      for block in section.blocks {
        switch block {
        case .paragraph(let paragraph): element.paragraph(paragraph)
        case .labelled(let list): try element.labelled(list, role: nil)
        case .table(let table): try element.table(table)
        case .picture(let picture): try element.picture(picture, pictures)
        case .evidence(let list): try element.evidence(list)
        }
      }
      for section in section.sections { try element.section(section, as: "section", pictures) }
    }
  }

  private mutating func paragraph(_ paragraph: Paragraph) {
    line("para", ["xml:id": paragraph.id]) { para in
      para.phrase("para-number") { $0.text(String(paragraph.number)) }
      para.text(" ")
      para.inlines(paragraph.text)
    }
  }

  private mutating func labelled(_ list: [Labelled], role: String?) throws {
    try block("variablelist", ["role": role]) { element in
      for item in list {
        try element.block("varlistentry") {
          $0.line("term") { $0.text(item.term) }
          try $0.block("listitem") { $0.line("simpara") { $0.inlines(item.text) } }
        }
      }
    }
  }

  private mutating func table(_ table: Table) throws {
    try block("table", ["xml:id": table.id, "role": table.role?.rawValue]) { element in
      element.line("caption") { $0.text(table.caption) }
      try element.block("thead") {
        try $0.block("tr") { row in
          for column in table.columns { row.line("th", ["scope": "col"]) { $0.text(column) } }
        }
      }
      try element.block("tbody") { body in
        for cells in table.rows {
          try body.block("tr") { row in
            if let name = cells.first { row.line("th", ["scope": "row"]) { $0.inlines(name) } }
            for cell in cells.dropFirst() { row.line("td") { $0.inlines(cell) } }
          }
        }
      }
    }
  }

  private mutating func picture(_ picture: Picture, _ pictures: String?) throws {
    try block("figure", ["xml:id": picture.id]) { figure in
      figure.line("title") { $0.text(picture.caption) }
      try figure.block("mediaobject") { object in
        if let pictures, picture.drawing != nil {
          try object.block("imageobject") { image in
            image.line("imagedata", ["fileref": SVG.fileName(of: picture, in: pictures), "format": "SVG"]) { _ in }
          }
        }
        try object.block("textobject") { words in words.line("phrase", ["role": "alternative"]) { $0.text(picture.alternative) } }
      }
    }
  }

  private mutating func evidence(_ list: [Evidence]) throws {
    try block("bibliolist") { element in
      for source in list {
        element.line("bibliomixed", ["xml:id": source.id, "role": "evidence"]) { entry in
          entry.inline("abbrev") { $0.text(source.label) }
          entry.text(" ")
          entry.inline("title") { $0.text(source.title) }
          guard !source.notes.isEmpty else { return }
          entry.text(" ")
          entry.phrase("notes") { $0.inlines(source.notes) }
        }
      }
    }
  }

  private mutating func inlines(_ inlines: [Inline]) {
    for inline in inlines.joined {
      switch inline {
      case .text(let text): self.text(text)
      case .reference(let id, let text): self.inline("link", ["linkend": id]) { $0.text(text) }
      case .citation(let citation): phrase("citation") { $0.pieces(citation.pieces) }
      case .count(let number, let count): phrase(count.rawValue) { $0.text(String(number)) }
      case .redacted(let label): phrase("redacted") { $0.text(Inline.bracketed(label)) }
      case .literal(let text): self.inline("literal") { $0.text(text) }
      }
    }
  }

  private mutating func pieces(_ pieces: [Citation.Piece]) {
    for piece in pieces {
      switch piece {
      case .text(let text): self.text(text)
      case .entry(let entry): phrase("entry") { $0.text(String(entry)) }
      case .source(let source): inline("biblioref", ["linkend": source.evidence])
      }
    }
  }

  private mutating func phrase(_ role: String, _ content: (inout Self) -> Void) { inline("phrase", ["role": role], content) }
}

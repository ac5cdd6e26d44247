/// Why a report cannot be written: a promise of the tree that this one does not keep. Found before the first byte is written.
package struct ReportFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where in the report: "paragraph 12".
  package var place: String
  /// What was found there, and the rule.
  package var message: String
  /// What to do.
  package var hint: String

  package var description: String { "\(place): \(message)\n  \(hint)" }
}

extension Report {
  /// The id of the section that the content note becomes, which no part of a report may have.
  package static let contentNoteID = "content-note"

  /// Refuses a report that no format could hold, or whose references lead nowhere.
  package func check() throws(ReportFault) {
    var audit = Audit()
    try audit.text(language, "the language")
    try audit.text(title, "the title")
    try audit.text(subtitle, "the subtitle")
    try audit.text(contentNoteTitle, "the title of the content note")
    try audit.text(revisionsTitle, "the title of the revisions")
    if let words { try audit.text(words.contents + words.skip + words.inWords, "the words around the report") }
    try audit.labelled(particulars, "the particulars", mayBeEmpty: true)
    for paragraph in contentNote { try audit.paragraph(paragraph) }
    for revision in revisions { try audit.text(revision.date + revision.remark, "revision \(revision.number)") }
    if sections.isEmpty { throw ReportFault(place: "the report", message: "it has no sections", hint: "A report has at least a summary.") }
    for section in sections { try audit.section(section) }
    for reference in audit.references where !audit.targets.contains(reference.id) {
      throw ReportFault(
        place: reference.place, message: "it refers to “\(reference.id)”, which is the id of nothing in this report",
        hint: "Refer to a part that this edition holds, or say in words what is not shown.")
    }
    for source in audit.sources where !audit.evidence.contains(source.id) {
      throw ReportFault(
        place: source.place, message: "it cites “\(source.id)”, which is no source of this report",
        hint: "List the source among the report's evidence under this id.")
    }
  }
}

extension ReportWords {
  /// Refuses a report that is to become a page, and has no words for what a page says around it.
  package static func of(_ report: Report) throws(ReportFault) -> ReportWords {
    if let words = report.words { return words }
    throw ReportFault(
      place: "the report", message: "it has no words for what a page says around it",
      hint: "Give the report its words, in its language: what stands over the contents, and what leads past them.")
  }
}

/// One walk over a report: what it has met so far.
private struct Audit {
  var targets: Set<String> = [Report.contentNoteID]
  var evidence: Set<String> = []
  var references: [(id: String, place: String)] = []
  var sources: [(id: String, place: String)] = []

  mutating func section(_ section: Section) throws(ReportFault) {
    let place = "section “\(section.label ?? section.title)”"
    try id(section.id, place)
    try text((section.label ?? "") + section.title, place)
    if section.role == .finding, section.label == nil {
      throw ReportFault(place: place, message: "a finding has no label", hint: "Give it the label that references use: “F1”.")
    }
    if section.blocks.isEmpty, section.sections.isEmpty {
      throw ReportFault(place: place, message: "it is empty", hint: "Say in a paragraph that there is nothing to say, or leave it out.")
    }
    for block in section.blocks {
      switch block {
      case .paragraph(let paragraph): try self.paragraph(paragraph)
      case .labelled(let list): try labelled(list, place)
      case .table(let table): try self.table(table)
      case .picture(let picture): try self.picture(picture)
      case .evidence(let list): try evidence(list, place)
      }
    }
    for section in section.sections { try self.section(section) }
  }

  mutating func paragraph(_ paragraph: Paragraph) throws(ReportFault) {
    let place = "paragraph \(paragraph.number)"
    try id(paragraph.id, place)
    try inlines(paragraph.text, place)
  }

  mutating func labelled(_ list: [Labelled], _ place: String, mayBeEmpty: Bool = false) throws(ReportFault) {
    if list.isEmpty, !mayBeEmpty { throw empty("a list of labelled lines", place) }
    for item in list {
      try text(item.term, place)
      try inlines(item.text, "“\(item.term)” in \(place)")
    }
  }

  mutating func table(_ table: Table) throws(ReportFault) {
    let place = "table “\(table.caption)”"
    try id(table.id, place)
    try text(table.caption, place)
    for column in table.columns { try text(column, place) }
    if table.columns.isEmpty || table.rows.isEmpty { throw empty("a table", place) }
    for (index, row) in table.rows.enumerated() {
      if row.count != table.columns.count {
        throw ReportFault(
          place: place, message: "row \(index + 1) has \(row.count) cells, the table \(table.columns.count) columns",
          hint: "Give each row a cell a column; a cell may be empty.")
      }
      for cell in row { try inlines(cell, place) }
    }
  }

  mutating func picture(_ picture: Picture) throws(ReportFault) {
    let place = "picture “\(picture.caption)”"
    try id(picture.id, place)
    try text(picture.caption + picture.alternative, place)
    if picture.alternative.isEmpty {
      throw ReportFault(place: place, message: "it has no words in its place", hint: "Say what it shows, for those who do not see it.")
    }
    guard let drawing = picture.drawing else { return }
    for text in drawing.texts { try self.text(text, place) }
    references += drawing.anchors.map { ($0, place) }
    if let fault = drawing.fault { throw ReportFault(place: place, message: fault.message, hint: fault.hint) }
  }

  mutating func evidence(_ list: [Evidence], _ place: String) throws(ReportFault) {
    if list.isEmpty { throw empty("a list of sources", place) }
    for source in list {
      let place = "source “\(source.label)”"
      try id(source.id, place)
      evidence.insert(source.id)
      try text(source.label + source.title, place)
      try inlines(source.notes, place)
    }
  }

  mutating func inlines(_ inlines: [Inline], _ place: String) throws(ReportFault) {
    for inline in inlines {
      switch inline {
      case .text(let words), .redacted(let words): try text(words, place)
      case .literal(let words): try text(words, place, isLiteral: true)
      case .count: break
      case .reference(let id, let words):
        references.append((id, place))
        try text(words, place)
      case .citation(let citation):
        sources += citation.sources.map { ($0.evidence, place) }
        try text(citation.entriesWord, place)
        for source in citation.sources { try text(source.label + source.basis, place) }
      }
    }
  }

  mutating func id(_ id: String, _ place: String) throws(ReportFault) {
    let isName = id.utf8.allSatisfy { ("a"..."z" ~= $0) || ("A"..."Z" ~= $0) || ("0"..."9" ~= $0) || "-._".utf8.contains($0) }
    if !isName || id.utf8.first.map({ "-.0123456789".utf8.contains($0) }) ?? true {
      throw ReportFault(
        place: place, message: "its id “\(id.debugDescription.dropFirst().dropLast())” is not an XML name",
        hint: "Make ids of ASCII letters, digits, “-”, “.” and “_”, with a letter or “_” first.")
    }
    guard targets.insert(id).inserted else {
      throw ReportFault(
        place: place, message: "its id “\(id)” is already the id of another part", hint: "Give each part of a report an id of its own.")
    }
  }

  func text(_ text: String, _ place: String, isLiteral: Bool = false) throws(ReportFault) {
    guard let scalar = text.unicodeScalars.first(where: { !$0.isWritable || (isLiteral && $0.value < 0x20) }) else { return }
    let code = String(scalar.value, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: max(4 - code.count, 0)) + code
    if scalar.isWritable {
      throw ReportFault(
        place: place, message: "a literal holds a line break or a tab (\(name))", hint: "Make each line of it a literal of its own.")
    }
    throw ReportFault(
      place: place, message: "its text holds \(name), a control character or noncharacter; neither XML nor mail can carry it",
      hint: "Take the character out where the text was entered; it shows nothing.")
  }

  private func empty(_ what: String, _ place: String) -> ReportFault {
    ReportFault(place: place, message: "\(what) is empty", hint: "Leave it out, or say in a paragraph that there is nothing to list.")
  }
}

extension Unicode.Scalar {
  /// Whether text may hold it: no control character but tab, line feed and carriage return, which are written as spaces, and no noncharacter.
  fileprivate var isWritable: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: true
    case 0...0x1F, 0x7F...0x9F, 0xFDD0...0xFDEF: false
    default: value & 0xFFFE != 0xFFFE
    }
  }
}

private func ~= (range: ClosedRange<Unicode.Scalar>, byte: UInt8) -> Bool { range.contains(Unicode.Scalar(byte)) }

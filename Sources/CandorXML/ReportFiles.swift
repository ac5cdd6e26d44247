package import CandorReport

/// A report in every format, and its pictures, whole in memory: what is checked before any of it becomes a file.
///
///     let files = try ReportFiles(report, named: "findings.members.en")
///     for file in files.all { try scan(file.bytes) }
package struct ReportFiles: Hashable, Sendable {
  package struct File: Hashable, Sendable {
    package let name: String
    package let bytes: [UInt8]
  }

  /// `findings.members.en.xml`; it refers to the pictures' files.
  package let docBook: File
  /// `findings.members.en.html`; the pictures are in it.
  package let page: File
  /// `findings.members.en.txt`.
  package let text: File
  /// `findings.members.en.chronology.svg`, in the order in which they stand in the report.
  package let pictures: [File]

  package var all: [File] { [docBook, page, text] + pictures }

  /// Writes the report in every format, or throws the ``ReportFault`` that keeps it from being written.
  package init(_ report: Report, named name: String) throws {
    docBook = File(name: name + ".xml", bytes: try DocBook.bytes(of: report, pictures: name))
    page = File(name: name + ".html", bytes: try HTML.bytes(of: report))
    text = File(name: name + ".txt", bytes: try PlainText.bytes(of: report))
    pictures = try report.pictures.compactMap { picture in
      try SVG.bytes(of: picture, language: report.language).map { File(name: SVG.fileName(of: picture, in: name), bytes: $0) }
    }
  }
}

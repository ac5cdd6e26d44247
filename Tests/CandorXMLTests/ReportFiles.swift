import CandorReport
import CandorXML

/// A report in every format, and its pictures, whole in memory: what is checked before any of it becomes a file.
///
///     let files = try ReportFiles(report, named: "findings.members.en")
///     for file in files.all { try scan(file.bytes) }
struct ReportFiles: Hashable, Sendable {
  struct File: Hashable, Sendable {
    let name: String
    let bytes: [UInt8]
  }

  /// `findings.members.en.xml`; it refers to the pictures' files.
  let docBook: File
  /// `findings.members.en.html`; the pictures are in it.
  let page: File
  /// `findings.members.en.txt`.
  let text: File
  /// `findings.members.en.chronology.svg`, in the order in which they stand in the report.
  let pictures: [File]

  var all: [File] { [docBook, page, text] + pictures }

  /// Writes the report in every format, or throws the ``ReportFault`` that keeps it from being written.
  init(_ report: Report, named name: String) throws {
    docBook = File(name: name + ".xml", bytes: try DocBook.bytes(of: report, pictures: name))
    page = File(name: name + ".html", bytes: try HTML.bytes(of: report))
    text = File(name: name + ".txt", bytes: try PlainText.bytes(of: report))
    pictures = try report.pictures.compactMap { picture in
      try SVG.bytes(of: picture, language: report.language).map { File(name: SVG.fileName(of: picture, in: name), bytes: $0) }
    }
  }
}

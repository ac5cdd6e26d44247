import CandorCore
import CandorReport
import CandorXML

/// A report in its final bytes, past the gate: the only thing that is ever written out.
package struct ReleasedReport: Hashable, Sendable {
  /// A file that goes with a report.
  package struct File: Hashable, Sendable {
    package let name: String
    package let bytes: [UInt8]
  }

  package let name: String
  package let format: ReportFormat
  package let bytes: [UInt8]
  /// The pictures that it refers to; none where they are in it.
  package let pictures: [File]

  /// The report's file, and those of its pictures.
  package var files: [File] { [File(name: name, bytes: bytes)] + pictures }

  /// Renders a report in a format and holds it against everything that a report must pass: well-formed, grammar, ids and references, rules, leak scan.
  ///
  /// - Parameter scan: for everything that the exporter can open, which the report may not hold.
  /// - Throws: `ServiceError` of kind `gate`, with every fault; nothing of the report has left by then.
  init(_ report: Report, as format: ReportFormat, name: String, past scan: LeakScan) throws {
    let file = name + "." + format.ending
    var pictures: [File] = []
    switch format {
    case .docbook:
      bytes = try DocBook.bytes(of: report, pictures: name)
      let faults = DocBook.validate(bytes, named: file)
      if !faults.isEmpty {
        throw ServiceError(
          .gate, "the report is not valid; no file was written", hint: faults.prefix(20).map(\.description).joined(separator: "\n"))
      }
      pictures = try report.pictures.compactMap { picture in
        try SVG.bytes(of: picture, language: report.language).map { File(name: SVG.fileName(of: picture, in: name), bytes: $0) }
      }
    case .html: bytes = try HTML.bytes(of: report)
    case .text: bytes = try PlainText.bytes(of: report)
    }
    let leaks =
      scan.messages(in: bytes, written: format.syntax, named: file)
      + pictures.flatMap { scan.messages(in: $0.bytes, written: .markup, named: $0.name) }
    if !leaks.isEmpty {
      throw ServiceError(
        .gate, "the report would identify someone; no file was written",
        hint: (leaks.prefix(20) + ["correct the entry whose text it comes from, or take the word out of the names if it is none"]).joined(
          separator: "\n"))
    }
    (self.name, self.format, self.pictures) = (file, format, pictures)
  }
}

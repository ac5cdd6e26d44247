import CandorCore
import CandorReport
import CandorXML

/// A report in its final bytes, past the gate: the only thing that is ever written out.
package struct ReleasedReport: Hashable, Sendable {
  package let name: String
  package let format: ReportFormat
  package let bytes: [UInt8]

  /// Renders a report in a format and holds it against everything that a report must pass: well-formed, grammar, ids and references, leak scan.
  ///
  /// - Parameter view: everything that the exporter can open; what the report may not hold is looked for with it.
  /// - Throws: `ServiceError` of kind `gate`, with every fault; nothing of the report has left by then.
  init(_ report: Report, as format: ReportFormat, name: String, exporter view: RecordView) throws {
    let file = name + "." + format.ending
    let bytes: [UInt8]
    switch format {
    case .docbook:
      bytes = try DocBook.bytes(of: report)
      let faults = DocBook.validate(bytes, named: file)
      if !faults.isEmpty {
        throw ServiceError(
          .gate, "the report is not valid; no file was written", hint: faults.prefix(20).map(\.description).joined(separator: "\n"))
      }
    case .text: bytes = try PlainText.bytes(of: report)
    }
    let leaks = LeakScan(view).findings(in: bytes, as: format)
    if !leaks.isEmpty {
      let lines = leaks.prefix(20).map { leak in
        "\(file):\(leak.line): holds \(leak.what)\(leak.entry.map { " that entry \($0) keeps" } ?? "")"
      }
      throw ServiceError(
        .gate, "the report would identify someone; no file was written",
        hint: (lines + ["correct the entry whose text it comes from, or take the word out of the names if it is none"]).joined(
          separator: "\n"))
    }
    (self.name, self.format, self.bytes) = (file, format, bytes)
  }
}

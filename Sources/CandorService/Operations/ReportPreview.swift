package import CandorCore
import CandorReport
package import StrictJSON

/// The findings of a case as an edition would have them, past the same gate, and not handed out: nothing is written, and the record keeps nothing.
package enum ReportPreview: Operation {
  /// Which report of which case, for whom, in which format.
  package struct Parameters: OperationParameters {
    package var request: ReportRequest
    package var format: ReportFormat

    package static let fields =
      ReportRequest.fields + [
        Shape.Member("format", ReportFormat.shape, "docbook, html or text; text without it", required: false)
      ]

    package init(_ request: ReportRequest, format: ReportFormat) { (self.request, self.format) = (request, format) }

    package init?(_ object: ObjectInput) {
      let request = ReportRequest(object)
      let format: ReportFormat?? = object.required("format")
      guard let request, let format else { return nil }
      self.init(request, format: format ?? .text)
    }
  }

  /// The report.
  package struct Output: OperationOutput {
    package var report: ReleasedReport

    package static var shape: Shape {
      .fields(["name": .text, "format": ReportFormat.shape, "text": .prose])
    }
    package var json: JSONValue {
      [
        "name": .string(report.name), "format": report.format.json, "text": .string(String(decoding: report.bytes, as: UTF8.self)),
      ]
    }
  }

  package static let description = OperationDescription(
    method: "report/preview", command: "export",
    about:
      "Gives a report as an edition would have it, past the same gate but for what was published before; nothing is written or handed out.",
    fields: Parameters.fields, errors: [.input, .notFound, .notPermitted, .gate, .damaged], example: ["edition": "members"])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let report = try EditionReport(parameters.request, in: session)
    return Output(report: try report.released(as: parameters.format, past: LeakScan(session.view)))
  }
}

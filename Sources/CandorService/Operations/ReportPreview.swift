package import CandorCore
package import CandorReport
package import StrictJSON

/// The findings of a case as an edition would have them, past the same gate, and not handed out: nothing is written, and the record keeps nothing.
package enum ReportPreview: Operation {
  /// Which report of which case, for whom, in which format.
  package struct Parameters: OperationParameters {
    /// Nil where the record has only one case.
    package var `case`: CaseID?
    package var edition: Edition
    package var format: ReportFormat

    package static let fields = [
      Shape.Member("report", .choice(["findings"]), "which report; findings without it", required: false),
      Shape.Member("case", .case, "the case; not needed where there is only one", required: false),
      Shape.Member("edition", .choice(Edition.allCases.map(\.rawValue)), "whom it would be for", required: true),
      Shape.Member("format", ReportFormat.shape, "docbook or text; text without it", required: false),
    ]

    package init(case: CaseID?, edition: Edition, format: ReportFormat) {
      (self.case, self.edition, self.format) = (`case`, edition, format)
    }

    package init?(_ object: ObjectInput) {
      let report: ReportName?? = object.required("report")
      let id = object.caseID()
      let edition: EditionName? = object.required("edition")
      let format: ReportFormat?? = object.required("format")
      guard report != nil, let id, let edition, let format else { return nil }
      self.init(case: id, edition: edition.edition, format: format ?? .text)
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
    about: "Gives the findings of a case as an edition would have them, past the same gate; nothing is written or handed out.",
    fields: Parameters.fields, errors: [.input, .notFound, .notPermitted, .gate, .damaged], example: ["edition": "members"])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let findings = try EditionFindings(of: parameters.case, for: parameters.edition, in: session)
    return Output(report: try findings.released(as: parameters.format, in: session))
  }
}

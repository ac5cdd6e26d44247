import CandorCasefile
package import CandorCore
package import StrictJSON

/// Gives a case back as a file: one that imports to what this reader sees.
package enum CasefileExport: Operation {
  /// Which case, and where to.
  package struct Parameters: OperationParameters {
    /// Nil where the record has only one case.
    package var `case`: CaseID?

    package static let fields = [Shape.Member("case", .case, "the case; not needed where there is only one", required: false)]

    package init(case: CaseID?) { self.case = `case` }

    package init?(_ object: ObjectInput) {
      guard let id = object.caseID() else { return nil }
      self.case = id
    }
  }

  /// The file.
  package struct Output: OperationOutput {
    package var casefile: String

    package static var shape: Shape {
      .fields(["casefile": .prose])
    }
    package var json: JSONValue { ["casefile": .string(casefile)] }
  }

  package static let description = OperationDescription(
    method: "casefile/export", command: "export-casefile",
    about: "Gives a case back as a case file, as far as this reader sees it; importing it gives an equal view.", fields: Parameters.fields,
    errors: [.input, .notFound, .damaged], example: [:])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    Output(casefile: CaseFile.text(of: try session.caseID(parameters.case), in: session.view))
  }
}

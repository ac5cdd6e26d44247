package import CandorCore
package import CandorXML
package import StrictJSON

/// Holds findings in DocBook against their grammar and the rules beyond it.
package enum ReportValidation: Operation {
  /// The document.
  package struct Parameters: OperationParameters {
    package var document: [UInt8]
    package var name: String

    package static let fields = [
      Shape.Member("document", .prose, "the document, its file's text", required: true),
      Shape.Member("name", .text, "what messages call its file", required: false),
    ]

    package init(document: [UInt8], name: String) { (self.document, self.name) = (document, name) }

    package init?(_ object: ObjectInput) {
      let document = object.file("document")
      let name: String?? = object.required("name")
      guard let document, let name else { return nil }
      self.init(document: Array(document.utf8), name: name ?? "document")
    }
  }

  /// What is wrong with it; nothing where it is valid.
  package struct Output: OperationOutput {
    package var faults: [CandorXML.Diagnostic]

    package init(faults: [CandorXML.Diagnostic]) { self.faults = faults }

    /// As a terminal shows them: each with its place, and what to do.
    package var shown: [String] { faults.map(\.description) }

    package static var shape: Shape {
      .fields([
        "valid": .flag,
        "faults": .list(
          .fields(["file": .text, "line?": .count, "column?": .count, "kind": .text, "message": .text, "expected": .text])),
      ])
    }
    package var json: JSONValue {
      [
        "valid": .bool(faults.isEmpty),
        "faults": .array(
          faults.map {
            [
              "file": .string($0.file), "line": $0.line.json, "column": $0.column.json, "kind": .string($0.rule.rawValue),
              "message": .string($0.message), "expected": .string($0.hint),
            ]
          }),
      ]
    }
  }

  package static let description = OperationDescription(
    method: "report/validate", command: "validate",
    about:
      "Holds findings in DocBook against their grammar and rules: well-formed, of this vocabulary, by its grammar, with references to what is there, "
      + "by the rules beyond the grammar.",
    fields: Parameters.fields, errors: [.input], example: ["document": "<article/>"])

  package static func run(_ parameters: Parameters) -> Output {
    Output(faults: DocBook.validate(parameters.document, named: parameters.name))
  }

  /// The same of a document that comes in pieces, of which `next` gives one after the other, and an empty one at the end. Throws what it throws.
  package static func run(named name: String, _ next: () throws -> [UInt8]) throws -> Output {
    Output(faults: try DocBook.validate(named: name, next))
  }

  package static func run(_ parameters: Parameters, in session: Session) -> Output { run(parameters) }
}

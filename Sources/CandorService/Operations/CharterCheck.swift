package import CandorCasefile
package import CandorCore
package import StrictJSON

/// Reads a charter before it goes into a record, and says what is wrong with it, what is hardly meant and what is worth knowing.
package enum CharterCheck: Operation {
  /// The charter's text.
  package struct Parameters: OperationParameters {
    package var charter: String
    package var name: String

    package static let fields = [
      Shape.Member("charter", .prose, "the charter, as YAML", required: true),
      Shape.Member("name", .text, "what messages call its file", required: false),
    ]

    package init(charter: String, name: String) { (self.charter, self.name) = (charter, name) }

    package init?(_ object: ObjectInput) {
      let charter = object.file("charter")
      let name: String?? = object.required("name")
      guard let charter, let name else { return nil }
      (self.charter, self.name) = (charter, name ?? "charter")
    }
  }

  /// What was found, in the order of the lines.
  package struct Output: OperationOutput {
    package var findings: [Diagnostic]

    /// As a terminal shows them.
    package var shown: [String] { findings.map(\.rendered) }

    /// How many findings are of a grade.
    package func count(_ grade: Grade) -> Int { findings.count { $0.grade == grade } }

    package static var shape: Shape {
      .fields([
        "errors": .count, "warnings": .count, "notes": .count,
        "findings": .list(
          .fields([
            "file": .text, "line": .count, "column": .count, "grade": .choice(["error", "warning", "note"]), "kind": .text,
            "message": .text,
            "expected": .text,
          ])),
      ])
    }
    package var json: JSONValue {
      [
        "errors": count(.error).json, "warnings": count(.warning).json, "notes": count(.note).json,
        "findings": .array(
          findings.map {
            [
              "file": .string($0.file), "line": $0.line.json, "column": $0.column.json, "grade": .string($0.grade.rawValue),
              "kind": .string($0.code), "message": .string($0.message), "expected": .string($0.expected),
            ]
          }),
      ]
    }
  }

  package static let description = OperationDescription(
    method: "charter/check", command: "charter",
    about: "Reads a charter, and says what is wrong with it, what is hardly meant and what is worth knowing; the record is left alone.",
    fields: Parameters.fields, errors: [.input],
    example: ["charter": "organization: A club\ntimezone: Europe/Madrid\nbodies: { board: { title: Board, below: board } }\nclauses: []\n"])

  package static func run(_ parameters: Parameters) -> Output {
    Output(findings: CharterFile.findings(in: parameters.charter, file: parameters.name))
  }

  package static func run(_ parameters: Parameters, in session: Session) -> Output { run(parameters) }
}

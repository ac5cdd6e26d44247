package import CandorCore
package import StrictJSON

/// The cases of the record.
package enum CaseList: Operation {
  /// Nothing is asked for.
  package struct Parameters: OperationParameters {
    package static let fields: [Shape.Member] = []
    package init() {}
    package init?(_ object: ObjectInput) {}
  }

  /// The cases, in the order of their opening.
  package struct Output: OperationOutput {
    /// A case with what it is about and how many entries it has.
    package struct Case: Sendable {
      package var id: CaseID
      package var about: Field<String>
      /// As far as this reader sees which are the case's.
      package var entries: Int
    }

    package var cases: [Case]

    package static var shape: Shape {
      .fields(["cases": .list(.fields(["case": .case, "about": .open(.text), "entries": .count]))])
    }
    package var json: JSONValue {
      ["cases": .array(cases.map { ["case": $0.id.json, "about": $0.about.json, "entries": $0.entries.json] })]
    }
  }

  package static let description = OperationDescription(
    method: "case/list", command: "show", about: "Lists the cases of the record.", fields: Parameters.fields, errors: [.damaged],
    example: [:])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    Output(
      cases: session.organization.cases.map { id in
        let scene = session.organization.scene(of: id, asOf: session.checkpointDay)
        return Output.Case(id: id, about: scene.about, entries: scene.entries.count)
      })
  }
}

package import CandorCore
package import StrictJSON

/// What is owed, by whom, to whom, by when, and how it stands.
package enum CheckRun: Operation {
  /// Which case, as of which day.
  package struct Parameters: OperationParameters {
    /// Nil for every case.
    package var `case`: CaseID?
    /// The end of this day is the present; nil for today.
    package var asOf: Day?

    package static let fields = [
      Shape.Member("case", .case, "only this case; without it every one, and what the organization itself owes", required: false),
      Shape.Member("asOf", .day, "as it stands at the end of this day; today without it", required: false),
    ]

    package init(case: CaseID?, asOf: Day?) { (self.case, self.asOf) = (`case`, asOf) }

    package init?(_ object: ObjectInput) {
      let id = object.caseID()
      let asOf: Day?? = object.required("asOf")
      guard let id, let asOf else { return nil }
      (self.case, self.asOf) = (id, asOf)
    }
  }

  /// Every duty, and the day at whose end it stands so.
  package struct Output: OperationOutput {
    package var duties: [Duty]
    package var asOf: Day

    package static var shape: Shape {
      .fields(["asOf": .day, "duties": .list(Duty.shape)])
    }
    package var json: JSONValue { ["asOf": asOf.json, "duties": .array(duties.map(\.json))] }
  }

  package static let description = OperationDescription(
    method: "check/run", command: "check", about: "Holds the record against the charter and gives every duty with its state.",
    fields: Parameters.fields,
    errors: [.input, .notFound, .notPermitted, .damaged], example: ["asOf": "2019-04-19"])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let day = try parameters.asOf ?? session.today
    let charters = session.organization.charters
    guard charters.contains(where: { $0.inForce.first.map { $0 <= day } ?? true }) else {
      // One that is not open to this reader may have been.
      if !session.organization.unseenCharters.isEmpty { throw session.noCharter }
      let first = charters.compactMap(\.inForce.first).min().map { "the code in this record is in force from \($0) on" }
      throw ServiceError(.input, "no code was in force on \(day)", hint: first)
    }
    if let id = parameters.case { return Output(duties: try session.duties(of: session.caseID(id), asOf: day), asOf: day) }
    try session.reached("checking", 0)
    return Output(duties: try session.ledger(asOf: day, shares: 0...1).duties, asOf: day)
  }
}

package import CandorCore
package import CandorReport
package import StrictJSON

/// Why a duty stands as it does: the clause, each fact with its entry and source, the arithmetic with its dates.
package enum CheckExplain: Operation {
  /// Which duty, as of which day.
  package struct Parameters: OperationParameters {
    /// Nil where the record has only one case.
    package var `case`: CaseID?
    /// `CLAUSE`, or `CLAUSE/ENTRY` where a clause has several duties, or `CLAUSE/ENTRY/NUMBER` where the entry has several.
    package var duty: String
    /// The end of this day is the present; nil for today.
    package var asOf: Day?

    package static let fields = [
      Shape.Member(
        "duty", .text, "the duty, as it is listed: CLAUSE/ENTRY, CLAUSE/ENTRY/NUMBER, or CLAUSE where it has only one", required: true),
      Shape.Member("case", .case, "the case; not needed where there is only one", required: false),
      Shape.Member("asOf", .day, "as it stands at the end of this day; today without it", required: false),
    ]

    package init(duty: String, case: CaseID?, asOf: Day?) { (self.duty, self.case, self.asOf) = (duty, `case`, asOf) }

    package init?(_ object: ObjectInput) {
      let (duty, id, asOf) = (object.required("duty", String.self), object.caseID(), object.required("asOf", Day?.self))
      guard let duty, let id, let asOf else { return nil }
      self.init(duty: duty, case: id, asOf: asOf)
    }
  }

  /// The duty and its explanation.
  package struct Output: OperationOutput {
    package var duty: Duty
    package var parts: [Explanation.Part]

    package static var shape: Shape {
      .fields(["duty": Duty.shape, "explanation": .list(.fields(["title": .text, "lines": .list(.text)]))])
    }
    package var json: JSONValue {
      [
        "duty": duty.json,
        "explanation": .array(parts.map { ["title": .string($0.title), "lines": .array($0.lines.map(JSONValue.string))] }),
      ]
    }
  }

  package static let description = OperationDescription(
    method: "check/explain", command: "check", about: "Explains a duty: its clause, facts, entries, sources and days.",
    fields: Parameters.fields, errors: [.input, .notFound, .notPermitted, .damaged], example: ["duty": "7", "asOf": "2019-04-19"])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let parts = parameters.duty.split(separator: "/", omittingEmptySubsequences: false)
    let (day, organization) = (try parameters.asOf ?? session.today, session.organization)
    let id = try matter(of: parameters, subject: parts.dropFirst().first, in: session)
    _ = try session.charter
    let duties = try session.duties(of: id, asOf: day)
    let found = duties.filter { duty in
      duty.name == parameters.duty || (parts.count == 1 && duty.clause.name == parameters.duty)
    }
    guard let duty = found.first, found.count == 1 else {
      let known = (found.isEmpty ? duties : found).map(\.name).joined(separator: ", ")
      throw ServiceError(
        .notFound,
        found.isEmpty
          ? "there is no duty \(parameters.duty.isQuotable ? parameters.duty : "of that name")"
          : "clause \(parameters.duty) has \(found.count) duties; which one?",
        hint: known.isEmpty ? "there are no duties" : "name one of: \(known)")
    }
    return Output(duty: duty, parts: Explanation(of: duty, in: organization.scene(of: id, asOf: day)).parts)
  }

  /// The case that a duty is of, nil for the organization itself: as it is named, else that of the entry that gave rise to the duty, else the only one.
  private static func matter(of parameters: Parameters, subject: Substring?, in session: Session) throws -> CaseID? {
    if parameters.case == nil, let number = subject.flatMap({ Int($0) }), let own = session.view[EntryID(number)]?.header.case.shown {
      return own
    }
    return try session.caseID(parameters.case)
  }
}

extension Duty {
  /// What it is called by: `7/48`, the clause and the entry that gave rise to it; `7/48/2` where that entry gave rise to several.
  package var name: String { "\(clause.name)/\(subject)\(ordinal.map { "/\($0)" } ?? "")" }
}

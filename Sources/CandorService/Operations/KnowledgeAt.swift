package import CandorCore
package import StrictJSON

/// What a body is on record to have known at the end of a day.
package enum KnowledgeAt: Operation {
  /// Which case, whose knowledge, when.
  package struct Parameters: OperationParameters {
    /// Nil where the record has only one case.
    package var `case`: CaseID?
    package var body: BodyID
    /// Nil for today.
    package var day: Day?

    package static let fields = [
      Shape.Member("case", .case, "the case; not needed where there is only one", required: false),
      Shape.Member("body", .body, "whose knowledge; what a member of it knew, the body is not held to have known", required: true),
      Shape.Member("at", .day, "at the end of this day; today without it", required: false),
    ]

    package init(case: CaseID?, body: BodyID, day: Day?) { (self.case, self.body, self.day) = (`case`, body, day) }

    package init?(_ object: ObjectInput) {
      let id = object.caseID()
      let body: String? = object.required("body")
      let day: Day?? = object.required("at")
      guard let id, let body, let day else { return nil }
      (self.case, self.body, self.day) = (id, BodyID(body), day)
    }
  }

  /// An answer for every entry that may have happened by then.
  package struct Output: OperationOutput {
    package var id: CaseID
    package var body: BodyID
    package var day: Day
    package var findings: [Knowledge.Finding]

    package static var shape: Shape {
      .fields([
        "case": .case, "body": .body, "at": .day,
        "entries": .list(
          .fields([
            "entry": .entry, "answer": .choice(["known", "perhaps", "not-on-record"]), "by": .list(Knowledge.Telling.shape),
            "denied": .list(.entry), "gaps": .list(.fields(["entry": .entry, "slot": .count, "why": .choice(Gap.Why.words)])),
          ])),
      ])
    }
    package var json: JSONValue {
      [
        "case": id.json, "body": body.json, "at": day.json,
        "entries": .array(
          findings.map { finding in
            let (answer, tellings, gaps): (String, [Knowledge.Telling], [Gap]) =
              switch finding.answer {
              case .known(let tellings): ("known", tellings, [])
              case .perhaps(let tellings, let gaps): ("perhaps", tellings, gaps)
              case .notOnRecord: ("not-on-record", [], [])
              }
            return [
              "entry": finding.entry.json, "answer": .string(answer), "by": .array(tellings.map(\.json)), "denied": finding.denied.json,
              "gaps": .array(gaps.map { ["entry": $0.entry.json, "slot": Int($0.slot).json, "why": .string($0.why.word)] }),
            ]
          }),
      ]
    }
  }

  package static let description = OperationDescription(
    method: "knowledge/at", command: "show",
    about:
      "Says of every entry that may have happened by the end of a day whether a body knew of it: known, perhaps, or not on record. "
      + "The last is never a no: a record that is silent proves nothing.",
    fields: Parameters.fields, errors: [.input, .notFound, .notPermitted, .damaged], example: ["body": "members", "at": "2019-03-14"])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let known = session.organization.charters.flatMap(\.bodies).map(\.id.name).uniqued
    guard known.contains(parameters.body.name) else {
      if !session.organization.unseenCharters.isEmpty { throw session.noCharter }
      throw ServiceError(
        .notFound, "no body is called \(parameters.body.name.quoted)",
        hint: "the charter knows: \(known.joined(separator: ", "))" + suggestion(for: parameters.body.name, among: known))
    }
    let id = try session.caseID(parameters.case)
    let scene = session.organization.scene(of: id, asOf: session.checkpointDay)
    let day = try parameters.day ?? session.today
    return Output(
      id: id, body: parameters.body, day: day, findings: Knowledge(scene).findings(by: .body(parameters.body), at: day))
  }
}

package import CandorCore
package import StrictJSON

/// What was given to be done, or promised, and what became of it.
package enum MandateList: Operation {
  /// Of which case, as of which day.
  package struct Parameters: OperationParameters {
    /// Nil where the record has only one case.
    package var `case`: CaseID?
    /// Nil for today.
    package var asOf: Day?

    package static let fields = [
      Shape.Member("case", .case, "the case; not needed where there is only one", required: false),
      Shape.Member("asOf", .day, "as it stands at the end of this day; today without it", required: false),
    ]

    package init(case: CaseID?, asOf: Day?) { (self.case, self.asOf) = (`case`, asOf) }

    package init?(_ object: ObjectInput) {
      let id = object.caseID()
      let asOf: Day?? = object.required("asOf")
      guard let id, let asOf else { return nil }
      self.init(case: id, asOf: asOf)
    }
  }

  /// The mandates, in the order in which they were given.
  package struct Output: OperationOutput {
    /// A mandate with what became of it, and how it stands where a clause binds to it.
    package struct Mandate: Sendable {
      package var given: Occurrence<MandateGiven>
      package var reports: [Occurrence<MandateReported>]
      /// How it passed to others.
      package var transfers: [Occurrence<MandateTransferred>]
      /// What was published to carry it out.
      package var statements: [Occurrence<StatementPublished>]
      package var duties: [Duty]
      /// Reports of which this reader does not see which mandate they are on.
      package var unseen: [EntryID]
      /// What hides whether a clause binds to it, where none that this reader sees does.
      package var unseenClause: Gap?
    }

    package var id: CaseID
    package var asOf: Day
    package var mandates: [Mandate]
    /// The entries of which this reader does not see what they tell.
    package var unopened: [EntryID]

    package static var shape: Shape {
      .fields([
        "case": .case, "asOf": .day,
        "mandates": .list(
          .fields([
            "entry": .entry, "on": DayRange.shape, "by": .open(.list(.actor)), "to": .open(.list(.actor)), "task": .open(.prose),
            "due?": .open(.date), "within?": .open(.period), "promised?": .open(.flag),
            "reports": .list(.fields(["entry": .entry, "on": DayRange.shape, "state": .open(MandateReported.State.shape)])),
            "transfers": .list(.fields(["entry": .entry, "on": DayRange.shape, "to": .open(.list(.actor))])),
            "statements": .list(.fields(["entry": .entry, "on": DayRange.shape, "by": .open(.list(.actor))])),
            "reportsUnseen": .list(.entry), "duties": .open(.list(Duty.shape)),
          ])), "unopened": .list(.entry),
      ])
    }
    package var json: JSONValue {
      [
        "case": id.json, "asOf": asOf.json,
        "mandates": .array(
          mandates.map { mandate in
            [
              "entry": mandate.given.id.json, "on": mandate.given.occurred.json, "by": mandate.given.by.json, "to": mandate.given.to.json,
              "task": mandate.given.task.json, "due": mandate.given.due.json, "within": mandate.given.within.json,
              "promised": mandate.given.promised.json,
              "reports": .array(mandate.reports.map { ["entry": $0.id.json, "on": $0.occurred.json, "state": $0.state.json] }),
              "transfers": .array(mandate.transfers.map { ["entry": $0.id.json, "on": $0.occurred.json, "to": $0.to.json] }),
              "statements": .array(mandate.statements.map { ["entry": $0.id.json, "on": $0.occurred.json, "by": $0.by.json] }),
              "reportsUnseen": mandate.unseen.json,
              "duties": mandate.unseenClause.map { ["hidden": .string($0.why.word)] } ?? .array(mandate.duties.map(\.json)),
            ]
          }), "unopened": unopened.json,
      ]
    }
  }

  package static let description = OperationDescription(
    method: "mandates/list", command: "mandates",
    about: "Lists what was given to be done in a case, or promised, with what became of it, and how it stands where a clause binds to it.",
    fields: Parameters.fields, errors: [.input, .notFound, .notPermitted, .damaged], example: ["asOf": "2019-04-19"])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let day = try parameters.asOf ?? session.today
    let id = try session.caseID(parameters.case)
    let scene = session.organization.scene(of: id, asOf: day)
    let duties = Dictionary(grouping: scene.duties().filter { $0.check == .carryOut }, by: \.subject)
    let reports = scene.all(MandateReported.self)
    let mandates = scene.chronology.compactMap { Occurrence<MandateGiven>($0) }.map { given in
      Output.Mandate(
        given: given, reports: reports.filter { $0.of.is(given.id) == .yes },
        transfers: scene.all(MandateTransferred.self).filter { $0.of.test { $0.contains(given.id) } == .yes },
        statements: scene.all(StatementPublished.self).filter { $0.fulfils.test { $0.contains(given.id) } == .yes },
        duties: duties[given.id] ?? [],
        unseen: reports.filter { $0.of.gap != nil }.map(\.id),
        unseenClause: duties[given.id] == nil ? session.organization.unseenCharters.first : nil)
    }
    return Output(id: id, asOf: day, mandates: mandates, unopened: scene.unopened)
  }
}

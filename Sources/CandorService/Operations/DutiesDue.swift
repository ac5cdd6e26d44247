package import CandorCore
import CandorLog
package import CandorReport
import CandorStore
package import StrictJSON

/// What is still owed, the most urgent first: overdue, then by the day it falls due, then what has no day.
package enum DutiesDue: Operation {
  /// Which case, as of which day, and how far ahead.
  package struct Parameters: OperationParameters {
    /// Nil for every case and the organization itself.
    package var `case`: CaseID?
    /// The end of this day is the present; nil for today.
    package var asOf: Day?
    /// Only what may fall due within this time; nil for all that is owed.
    package var within: Period?

    package static let fields = [
      Shape.Member("case", .case, "only this case; without it every one, and what the organization itself owes", required: false),
      Shape.Member("asOf", .day, "as it stands at the end of this day; today without it", required: false),
      Shape.Member("within", .period, "only what is overdue or may fall due within this time: P14D", required: false),
    ]

    package init(case: CaseID?, asOf: Day?, within: Period?) { (self.case, self.asOf, self.within) = (`case`, asOf, within) }

    package init?(_ object: ObjectInput) {
      let (id, asOf, within) = (object.caseID(), object.required("asOf", Day?.self), object.required("within", Period?.self))
      guard let id, let asOf, let within else { return nil }
      self.init(case: id, asOf: asOf, within: within)
    }
  }

  /// What is owed, and the day at whose end it stands so.
  package struct Output: OperationOutput {
    package var asOf: Day
    package var duties: [Duty]

    package static var shape: Shape { .fields(["asOf": .day, "duties": .list(Duty.shape)]) }
    package var json: JSONValue { ["asOf": asOf.json, "duties": .array(duties.map(\.json))] }
  }

  package static let description = OperationDescription(
    method: "duties/due", command: "due",
    about: "Lists what is still owed, by whom and to whom: what is overdue first, then by the day it falls due.",
    fields: Parameters.fields, errors: [.input, .notFound, .notPermitted, .damaged], example: ["asOf": "2019-04-19", "within": "P1Y"])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let checked = try CheckRun.run(CheckRun.Parameters(case: parameters.case, asOf: parameters.asOf), in: session)
    let horizon = parameters.within.map { checked.asOf + $0 }
    let owed = checked.duties.filter { duty in
      guard duty.isOwed else { return false }
      guard let horizon, duty.state == .open else { return true }
      return duty.due?.first.map { $0 <= horizon } ?? false
    }
    return Output(asOf: checked.asOf, duties: owed.sorted { $0.isMoreUrgent(than: $1) })
  }
}

extension DutiesDue {
  /// What falls due as a calendar: where the record leaves the day open, on the first of those it may be. It names clauses, bodies and parts in a case.
  package static func calendar(_ output: Output, in session: Session) -> ICalendar {
    var accounts: [CaseID?: Account] = [:]
    let events = output.duties.compactMap { duty -> ICalendar.Event? in
      guard let day = duty.due?.first ?? duty.due?.last else { return nil }
      let account = accounts[duty.case] ?? Account(session.organization.scene(of: duty.case, asOf: output.asOf))
      accounts[duty.case] = account
      let owed = account.owed(duty)
      let last = duty.due?.last.flatMap { $0 == day ? nil : " The record leaves open whether it falls due as late as \($0)." } ?? ""
      return ICalendar.Event(
        id: "\(duty.name.replacing("/", with: "-"))-\(duty.case?.text ?? "organization")@\(session.record.id.text)", day: day,
        summary: "\(duty.state == .breached ? "Overdue" : "Due"): \(account.duty(duty).title)",
        description: "Clause \(duty.name)\(owed.isEmpty ? "" : ", \(owed)").\(last)")
    }
    return ICalendar(events, written: session.environment.now())
  }
}

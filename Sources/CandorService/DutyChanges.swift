package import CandorCore
package import StrictJSON

/// What entries do to what is owed: each duty that stands otherwise with them than without them.
package struct DutyChanges: Hashable, Sendable {
  /// Not there before, or settled, and owed now.
  package var opens: [Duty] = []
  package var meets: [Duty] = []
  package var breaches: [Duty] = []
  /// What the record could tell before, or nobody asked, and it cannot tell now.
  package var unsettles: [Duty] = []
  package var lapses: [Duty] = []
  /// For a reason on record that the clause allows.
  package var excuses: [Duty] = []
  /// As they stood before: what gave rise to them is taken back.
  package var ends: [Duty] = []

  package init(from before: [Duty], to after: [Duty]) {
    let standing = Dictionary(before.map { (Place($0), $0) }) { first, _ in first }
    for duty in after where standing[Place(duty)]?.state != duty.state {
      switch duty.state {
      case .open: opens.append(duty)
      case .met: meets.append(duty)
      case .breached: breaches.append(duty)
      case .undetermined: unsettles.append(duty)
      case .lapsed: lapses.append(duty)
      case .excused: excuses.append(duty)
      }
    }
    let places = Set(after.map(Place.init))
    ends = before.filter { !places.contains(Place($0)) }
  }

  /// What stays of a duty, however it stands.
  private struct Place: Hashable {
    var check: CheckName
    var clause: ClauseID
    var `case`: CaseID?
    var subject: EntryID
    var owedTo: [Actor]
    var ordinal: Int?

    init(_ duty: Duty) {
      (check, clause, `case`, subject, owedTo) = (duty.check, duty.clause, duty.case, duty.subject, duty.owedTo)
      // Of whom it is owed to, what is told apart needs no number.
      ordinal = owedTo.isEmpty ? duty.ordinal : nil
    }
  }

  package static var shape: Shape {
    let duties = Shape.list(Duty.shape)
    return .fields([
      "opens": duties, "meets": duties, "breaches": duties, "unsettles": duties, "lapses": duties, "excuses": duties, "ends": duties,
    ])
  }
  package var json: JSONValue {
    func list(_ duties: [Duty]) -> JSONValue { .array(duties.map(\.json)) }
    return [
      "opens": list(opens), "meets": list(meets), "breaches": list(breaches), "unsettles": list(unsettles), "lapses": list(lapses),
      "excuses": list(excuses),
      "ends": list(ends),
    ]
  }
}

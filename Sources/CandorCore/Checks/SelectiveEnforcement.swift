package import StrictJSON

/// A clause that is applied in one case is applied in every case that gives the same occasion.
///
/// It compares duties: where one clause was kept in some cases and broken in others, each of those others is a breach. It is judged over all cases at once.
package enum SelectiveEnforcement: Check {
  /// Which clause.
  package struct Parameters: RuleParameters {
    package typealias Of = SelectiveEnforcement

    package var of: ClauseID

    package static let fields = [Shape.Member("of", .text, "the clause that is to be applied alike", required: true)]

    package init?(_ object: ObjectInput) {
      guard let of = object.required("of", String.self) else { return nil }
      self.of = ClauseID(of)
    }
  }

  package static let name = CheckName.selectiveEnforcement
  package static let about =
    "A clause that was kept in one case and broken in another is a breach in that other. It is judged over all cases at once."
  package static let example: JSONObject = ["of": "4"]
  /// Whatever the clause that it compares looks at.
  package static let watches = KindSet.all

  /// A single case shows nothing of it.
  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] { [] }

  /// What comes of comparing the cases under one clause.
  ///
  /// - Parameter duties: those of the clause that is compared, of every case.
  package static func duties(comparing duties: [Duty], under clause: Applied<Parameters>, asOf: Day) -> [Duty] {
    let applied = Dictionary(grouping: duties.filter { $0.state == .met && clause.force.covers($0.since) }, by: \.case)
    return duties.filter { $0.state == .breached && clause.force.covers($0.since) }.compactMap { duty in
      let others = applied.keys.filter { $0 != duty.case }.count
      guard others > 0 else { return nil }
      let demand = Demand(
        subject: duty.subject, owedBy: duty.owedBy, owedTo: duty.owedTo, since: duty.since, due: nil, kind: .decisionTaken, keeper: nil,
        answer: .broken(lasted: nil), entries: duty.entries, facts: [.appliedElsewhere(duty.subject, cases: others)])
      return Duty(demand, check: name, clause: clause.clause.id, case: duty.case, asOf: asOf)
    }
  }
}

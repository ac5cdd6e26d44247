package import StrictJSON

/// A decision gives its reasons, or the evidence it rests on.
///
/// That an entry gives none says that none were given where the record claims to hold the decisions of that time; else its source may not tell.
package enum Reasons: Check {
  /// Whose decisions.
  package struct Parameters: RuleParameters {
    package typealias Of = Reasons

    package var of: [BodyID]

    package static let fields = [Shape.Member("of", .list(.body), "whose decisions", required: true)]

    package init?(_ object: ObjectInput) {
      guard let of = object.required("of", [BodyID].self) else { return nil }
      self.of = of
    }
  }

  package static let name = CheckName.reasons
  package static let about =
    "A decision gives its reasons, its grounds or the evidence it rests on. That it gives none is a breach where the record "
    + "claims to hold every decision of that time."
  package static let example: JSONObject = ["of": "conduct"]
  package static let watches: KindSet = [.decisionTaken, .coverageAttested]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.demands(each: scene.all(DecisionTaken.self), of: .decisionTaken, subject: \.entry) { decision throws(Gap) in
      let by = try decision.by.value.among(clause.of)
      guard !by.isEmpty else { return nil }
      let isReasoned =
        decision.reasons.test { $0 != nil } || decision.grounds.test { !$0.isEmpty } || decision.evidence.test { !$0.isEmpty }
      let keeper = clause.charter.keeper(of: .decisionTaken)
      let answer: Demand.Answer =
        switch isReasoned {
        case .yes: .kept
        case .unknown(let gaps): .unclear(gaps.map(Cause.gap))
        case .no where scene.covers(.decisionTaken, decision.occurred): .broken(lasted: nil)
        case .no: .unclear([.unstated([decision.id], field: "reasons", keeper: keeper)])
        }
      return Demand(
        subject: decision.id, owedBy: by, owedTo: [], since: decision.occurred, due: nil, kind: .decisionTaken, keeper: keeper,
        answer: answer, entries: [], facts: [])
    }
  }
}

package import StrictJSON

/// Some acts belong to some bodies; others take them on a power that is stated.
///
/// Where no power is stated, that proves nothing: it is undetermined. An occasion is a sitting: what the same deciders decided on one day.
package enum Powers: Check {
  /// Which acts, and whose.
  package struct Parameters: RuleParameters {
    package typealias Of = Powers

    package var acts: [Outcome.Act]
    package var by: [BodyID]

    package static let fields = [
      Shape.Member("acts", .list(Outcome.Act.shape), "the acts", required: true),
      Shape.Member("by", .list(.body), "the bodies that the code gives them to", required: true),
    ]

    package init?(_ object: ObjectInput) {
      let (acts, by) = (object.required("acts", [Outcome.Act].self), object.required("by", [BodyID].self))
      guard let acts, let by else { return nil }
      (self.acts, self.by) = (acts, by)
    }
  }

  package static let name = CheckName.powers
  package static let about =
    "Some acts belong to some bodies. Of others' sittings it cannot be told, unless they state a power."
  package static let example: JSONObject = ["acts": ["expel", "suspend"], "by": "conduct"]
  package static let watches: KindSet = [.decisionTaken, .partyNamed, .seatTaken]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let entitled = Set(clause.by)
    return scene.demands(eachSittingOn: clause.acts) { sitting throws(Gap) in
      let by = try sitting[0].by.value
      guard by.allSatisfy({ !scene.entitles($0, entitled) }) else { return nil }
      var causes: [Cause] = []
      for decision in sitting where try decision.power.value == nil { causes.append(.unstated([decision.id], field: "power", keeper: nil)) }
      return Demand(
        subject: sitting[0].id, owedBy: by, owedTo: [], since: sitting[0].occurred, due: nil, kind: .decisionTaken, keeper: nil,
        answer: causes.isEmpty ? .kept : .unclear(causes), entries: sitting.map(\.id), facts: [])
    }
  }
}

extension Scene {
  /// Whether an actor is one of the bodies that a rule gives a power to. A member of such a body is not that body.
  fileprivate func entitles(_ actor: Actor, _ bodies: Set<BodyID>) -> Bool {
    if case .body(let body) = actor { bodies.contains(body) } else { false }
  }

  /// A demand for each sitting on some acts.
  func demands(eachSittingOn acts: [Outcome.Act], _ demand: ([Occurrence<DecisionTaken>]) throws(Gap) -> Demand?) -> [Demand] {
    let (sittings, unseen) = sittings(acts)
    let hidden = unseen.map { gap in
      Demand(
        subject: gap.entry, owedBy: [], owedTo: [], since: self[gap.entry]?.occurred ?? .unknown, due: nil, kind: .decisionTaken,
        keeper: nil,
        answer: .unclear([.gap(gap)]), entries: [], facts: [])
    }
    return demands(each: sittings, of: .decisionTaken, subject: { $0[0].entry }, demand) + hidden
  }
}

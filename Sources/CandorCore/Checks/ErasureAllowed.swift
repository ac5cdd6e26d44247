package import StrictJSON

/// What is erased is erased by those who may, at its owner's request or under a clause that provides for it.
package enum ErasureAllowed: Check {
  /// By whom, under which clauses.
  package struct Parameters: RuleParameters {
    package typealias Of = ErasureAllowed

    package var by: [BodyID]
    package var clauses: [String]

    package static let fields = [
      Shape.Member("by", .list(.body), "the bodies that may erase", required: true),
      Shape.Member("clauses", .list(.text), "the clauses that provide for it; the owner's request always does", required: false),
    ]

    package init?(_ object: ObjectInput) {
      let (by, clauses) = (object.required("by", [BodyID].self), object.required("clauses", [String].self))
      guard let by, let clauses else { return nil }
      (self.by, self.clauses) = (by, clauses)
    }
  }

  package static let name = CheckName.erasure
  package static let about =
    "What is erased is erased by those who may, at its owner's request or under a clause that provides for it."
  package static let example: JSONObject = ["by": "conduct", "clauses": ["12"]]
  package static let watches: KindSet = [.disclosureErased, .partyNamed, .seatTaken]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.demands(each: scene.all(DisclosureErased.self), of: .disclosureErased, subject: \.entry) { erased throws(Gap) in
      let by = try erased.by.value
      var isAllowed = by.contains { !scene.bodies(of: $0).isDisjoint(with: clause.by) }
      // Of whom some seat is hidden, they may be on one of those bodies.
      if !isAllowed { for actor in by where !(try scene.knownBodies(of: actor)).isDisjoint(with: clause.by) { isAllowed = true } }
      if case .clause(let ground) = try erased.ground.value, !clause.clauses.contains(ground.name) { isAllowed = false }
      return Demand(
        subject: erased.id, owedBy: by, owedTo: [], since: erased.occurred, due: nil, kind: .disclosureErased, keeper: nil,
        answer: isAllowed ? .kept : .broken(lasted: nil), entries: [], facts: [])
    }
  }
}

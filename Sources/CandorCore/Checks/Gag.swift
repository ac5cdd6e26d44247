package import StrictJSON

/// A confidentiality protects who someone is. Wider than that, or without the agreement of those it is to protect, it is a gag.
package enum Gag: Check {
  /// Nothing but the rule itself.
  package struct Parameters: RuleParameters {
    package typealias Of = Gag

    package static let fields: [Shape.Member] = []
    package init?(_ object: ObjectInput) {}
  }

  package static let name = CheckName.gag
  package static let about =
    "A confidentiality covers who someone is, with the agreement of those it protects, and no more."
  package static let example: JSONObject = [:]
  package static let watches: KindSet = [.instructionGiven]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.demands(each: scene.all(InstructionGiven.self), of: .instructionGiven, subject: \.entry) { given throws(Gap) in
      guard try given.content.value.contains(where: { $0.matter == .confidentiality }) else { return nil }
      let protected = try given.protects.value
      let agreed = try given.agreed.value
      let answer: Demand.Answer =
        switch try given.silence.value {
        case .everything?, .statements?: .broken(lasted: nil)
        case .identity? where protected.allSatisfy(agreed.contains): .kept
        // That nobody is said to have agreed does not say that nobody did.
        case .identity?: .unclear([.unstated([given.id], field: "agreed", keeper: nil)])
        case nil: .unclear([.unstated([given.id], field: "silence", keeper: nil)])
        }
      return Demand(
        subject: given.id, owedBy: try given.from.value, owedTo: try given.to.value, since: given.occurred, due: nil,
        kind: .instructionGiven, keeper: nil, answer: answer, entries: [], facts: [.silenced(given.id)])
    }
  }
}

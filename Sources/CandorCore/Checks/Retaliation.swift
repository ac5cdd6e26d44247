package import StrictJSON

/// Nobody is left worse off for having reported, testified or dissented: what follows on that takes a ground of its own on record.
package enum Retaliation: Check {
  /// There is nothing to say.
  package struct Parameters: RuleParameters {
    package typealias Of = Retaliation

    package static let fields: [Shape.Member] = []
    package init?(_ object: ObjectInput) {}
  }

  package static let name = CheckName.retaliation
  package static let about =
    "Nobody is left worse off for having reported, testified or dissented: what follows on that takes a ground of its own on record."
  package static let example: JSONObject = [:]
  package static let watches: KindSet = [.detrimentReported]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.demands(each: scene.all(DetrimentReported.self), of: .detrimentReported, subject: \.entry) { detriment throws(Gap) in
      let after = try detriment.after.value
      guard !after.isEmpty else { return nil }
      for id in after {
        switch scene.isBefore(detriment.entry, try scene.placed(id)) {
        // What came before is no answer to what it is said to have followed.
        case .yes: return nil
        case .unknown(let gaps): if let gap = gaps.first { throw gap }
        case .no: continue
        }
      }
      let answer: Demand.Answer = try detriment.ground.value == nil ? .broken(lasted: nil) : .kept
      return Demand(
        subject: detriment.id, owedBy: try detriment.by.value, owedTo: try detriment.against.value.map(Actor.party),
        since: detriment.occurred, due: nil, kind: .detrimentReported, keeper: nil, answer: answer, entries: after, facts: [])
    }
  }
}

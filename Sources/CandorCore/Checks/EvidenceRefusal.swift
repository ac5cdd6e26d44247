package import StrictJSON

/// Deciders look at the evidence there is: nobody tells them what is none, and they refuse none unheard.
///
/// What they were instructed and what they did are told apart: a duty each for every instruction on evidence that reached them, for every refusal on
/// record, and for every finding, which is undetermined where its source does not say what was weighed.
package enum EvidenceRefusal: Check {
  /// Whose looking at evidence.
  package struct Parameters: RuleParameters {
    package typealias Of = EvidenceRefusal

    package var of: [BodyID]

    package static let fields = [Shape.Member("of", .list(.body), "the bodies that find", required: true)]

    package init?(_ object: ObjectInput) {
      guard let of = object.required("of", [BodyID].self) else { return nil }
      self.of = of
    }
  }

  package static let name = CheckName.evidenceRefused
  package static let about =
    "Those who find look at the evidence there is: nobody tells them what is none, and they refuse none."
  package static let example: JSONObject = ["of": "conduct"]
  package static let watches: KindSet = [.instructionGiven, .findingMade, .evidenceRefused, .partyNamed, .seatTaken]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let bodies = Set(clause.of.map(Actor.body))
    let refused = scene.demands(each: scene.all(EvidenceRefused.self), of: .evidenceRefused, subject: \.entry) { refused throws(Gap) in
      let by = try refused.by.value
      guard !bodies.isDisjoint(with: by) else { return nil }
      return Demand(
        subject: refused.id, owedBy: by, owedTo: try refused.from.value, since: refused.occurred, due: nil, kind: .evidenceRefused,
        keeper: nil, answer: .broken(lasted: nil), entries: [], facts: [.refused(refused.id)])
    }
    return scene.instructions(on: .evidence, to: clause.of, kept: { _ in .broken(lasted: nil) }) + refused
      + scene.findings(by: clause.of) { finding throws(Gap) in
        (try finding.evidence.value.isEmpty ? .unclear([.unstated([finding.id], field: "evidence", keeper: nil)]) : .kept, [])
      }
  }
}

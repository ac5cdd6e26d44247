package import StrictJSON

/// Deciders do not weigh what the code, or what it implies, rules out of consideration.
///
/// What they were instructed to weigh and what they weighed are told apart, a duty each.
package enum ProhibitedConsideration: Check {
  /// Whose considerations, and what is ruled out.
  package struct Parameters: RuleParameters {
    package typealias Of = ProhibitedConsideration

    package var of: [BodyID]
    package var considerations: [String]

    package static let fields = [
      Shape.Member("of", .list(.body), "the bodies that find", required: true),
      Shape.Member("considerations", .list(.text), "what is ruled out, in the words that findings use", required: true),
    ]

    package init?(_ object: ObjectInput) {
      let (of, considerations) = (object.required("of", [BodyID].self), object.required("considerations", [String].self))
      guard let of, let considerations else { return nil }
      (self.of, self.considerations) = (of, considerations)
    }
  }

  package static let name = CheckName.prohibitedConsideration
  package static let about = "Those who find do not weigh what is ruled out, and nobody tells them to."
  package static let example: JSONObject = ["of": "conduct", "considerations": ["how long someone has been a member"]]
  package static let watches: KindSet = [.instructionGiven, .findingMade, .partyNamed, .seatTaken]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.instructions(on: .consideration, to: clause.of, kept: { _ in .broken(lasted: nil) })
      + scene.findings(by: clause.of) { finding throws(Gap) in
        let weighed = try finding.considerations.value
        let wrong = weighed.filter(clause.considerations.contains)
        return (
          weighed.isEmpty
            ? .unclear([.unstated([finding.id], field: "considerations", keeper: nil)]) : wrong.isEmpty ? .kept : .broken(lasted: nil),
          wrong
        )
      }
  }
}

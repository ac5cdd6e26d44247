package import StrictJSON

/// Deciders find by the standard of proof that the code has.
///
/// What they were instructed to apply and what they applied are told apart: a duty each for every instruction on the standard that reached them, and
/// for every finding they made.
package enum StandardOfProof: Check {
  /// Whose findings, and by which standard.
  package struct Parameters: RuleParameters {
    package typealias Of = StandardOfProof

    package var of: [BodyID]
    package var standard: String

    package static let fields = [
      Shape.Member("of", .list(.body), "the bodies that find", required: true),
      Shape.Member("standard", .text, "the standard, one of the charter's `standards`", required: true),
    ]

    package init?(_ object: ObjectInput) {
      let (of, standard) = (object.required("of", [BodyID].self), object.required("standard", String.self))
      guard let of, let standard else { return nil }
      (self.of, self.standard) = (of, standard)
    }
  }

  package static let name = CheckName.standardOfProof
  package static let about =
    "Those who find go by the code's standard. What they were instructed and what they applied are a duty each."
  package static let example: JSONObject = ["of": "conduct", "standard": "preponderance of the evidence"]
  package static let watches: KindSet = [.instructionGiven, .findingMade, .partyNamed, .seatTaken]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    func isRight(_ standard: String?, of entry: EntryID) -> Demand.Answer {
      guard let standard else { return .unclear([.unstated([entry], field: "standard", keeper: nil)]) }
      return standard == clause.standard ? .kept : .broken(lasted: nil)
    }
    return scene.instructions(on: .standard, to: clause.of, kept: { given throws(Gap) in isRight(try given.standard.value, of: given.id) })
      + scene.findings(by: clause.of) { finding throws(Gap) in
        let standard = try finding.standard.value
        return (isRight(standard, of: finding.id), standard.map { $0 == clause.standard ? [] : [$0] } ?? [])
      }
  }
}

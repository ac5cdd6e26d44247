package import StrictJSON

/// No party to a case keeps its record, and nobody keeps it alone where the code wants several.
package enum Custody: Check {
  /// How many.
  package struct Parameters: RuleParameters {
    package typealias Of = Custody

    package var atLeast: Int

    package static let fields = [Shape.Member("at-least", .count, "how many have to keep it; one without it", required: false)]

    package init?(_ object: ObjectInput) {
      guard let atLeast = object.required("at-least", Int?.self) else { return nil }
      self.atLeast = atLeast ?? 1
    }
  }

  package static let name = CheckName.custody
  package static let about =
    "No complainant, no respondent and no body of theirs keeps the record, and nobody alone where the code wants several."
  package static let example: JSONObject = ["at-least": 2]
  package static let watches: KindSet = [.custodyTransferred, .partyNamed, .seatTaken]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let passed = scene.entriesAndCommon(of: [.custodyTransferred]).compactMap(Occurrence<CustodyTransferred>.init)
    return scene.demands(each: passed, of: .custodyTransferred, subject: \.entry) { passed throws(Gap) in
      let to = try passed.to.value
      let concerned = try scene.parties(in: [.complainant, .respondent])
      var bodies: Set<BodyID> = []
      for party in concerned { bodies.formUnion(try scene.knownBodies(of: .party(party))) }
      let conflicted = to.contains { keeper in
        switch keeper {
        case .party(let party): concerned.contains(party)
        case .body(let body): bodies.contains(body)
        }
      }
      // Which of the organization's keepers are too few is told once, and not in every case.
      let isOwn = scene.id == nil || passed.entry.header.case.is(nil) != .yes
      guard conflicted || isOwn else { return nil }
      return Demand(
        subject: passed.id, owedBy: to, owedTo: [], since: passed.occurred, due: nil, kind: .custodyTransferred, keeper: nil,
        answer: conflicted || to.count < clause.atLeast ? .broken(lasted: nil) : .kept, entries: [], facts: [])
    }
  }
}

package import StrictJSON

/// Before something is published about someone's case, they are asked what they say to it.
package enum RightOfReply: Check {
  /// Whose statements, and who is asked.
  package struct Parameters: RuleParameters {
    package typealias Of = RightOfReply

    package var of: [BodyID]
    package var parties: [PartyNamed.Role]

    package static let fields = [
      Shape.Member("of", .list(.body), "the bodies that publish", required: true),
      Shape.Member("parties", .list(PartyNamed.Role.shape), "who is asked; complainants and respondents without it", required: false),
    ]

    package init?(_ object: ObjectInput) {
      let (of, parties) = (object.required("of", [BodyID].self), object.required("parties", [PartyNamed.Role].self))
      guard let of, let parties else { return nil }
      (self.of, self.parties) = (of, parties.isEmpty ? [.complainant, .respondent] : parties)
    }
  }

  package static let name = CheckName.rightOfReply
  package static let about = "Before something is published about a case, its parties are asked what they say to it."
  package static let example: JSONObject = ["of": "board"]
  package static let watches: KindSet = [
    .statementPublished, .partyNamed, .requestMade, .noticeGiven, .evidenceReceived, .omissionStated, .coverageAttested,
  ]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.demands(each: scene.all(StatementPublished.self), of: .requestMade, subject: \.entry) { statement throws(Gap) in
      let by = try statement.by.value.among(clause.of)
      let of = Set(try statement.of.value)
      guard !by.isEmpty, !of.isEmpty else { return nil }
      let parties = try scene.parties(in: clause.parties).map(Actor.party)
      guard !parties.isEmpty else { return nil }
      let asked = parties.map { party in
        scene.preceding(statement.entry, [.requestMade, .noticeGiven], omittedTo: party, in: clause.charter) { earlier throws(Gap) in
          switch earlier.event {
          case .requestMade(let request):
            guard try request.to.value.contains(party) else { return false }
            return try !of.union([statement.id]).isDisjoint(with: request.on.value)
          case .noticeGiven(let notice):
            guard try notice.to.value.contains(party) else { return false }
            return try notice.of.value.contains(statement.id)
          default: return false
          }
        }
      }
      let left = zip(parties, asked).filter { $0.1 == .lacking }.map(\.0)
      return Demand(
        statement.entry, owedBy: by, owedTo: left.isEmpty ? parties : left, kind: .requestMade,
        keeper: clause.charter.keeper(of: .requestMade), preceded: asked)
    }
  }
}

package import StrictJSON

/// Complainant and respondent are told what was decided, whether they are members or not.
package enum InformParty: Response {
  /// Whose decisions, told to whom.
  package struct Parameters: ResponseParameters {
    package typealias Of = InformParty

    package var of: [BodyID]
    package var parties: [PartyNamed.Role]
    package var terms: Terms

    package static let fields =
      [
        Shape.Member("of", .list(.body), "whose decisions and findings", required: true),
        Shape.Member(
          "parties", .list(PartyNamed.Role.shape), "in which part; complainants and respondents without it", required: false),
      ] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (of, parties) = (object.required("of", [BodyID].self), object.required("parties", [PartyNamed.Role].self))
      guard let of, let parties, let terms = Terms(object) else { return nil }
      (self.of, self.parties, self.terms) = (of, parties.isEmpty ? [.complainant, .respondent] : parties, terms)
    }
  }

  package static let name = CheckName.informParty
  package static let about =
    "Complainant and respondent are told what was decided, whether they are members or not: a duty for each."
  package static let example: JSONObject = ["of": "conduct", "within": "P7D", "owed-by": "conduct"]
  package static let occasions: KindSet = [.decisionTaken, .findingMade]
  package static let answers: [Kind] = [.noticeGiven]
  package static var watches: KindSet { defaultWatches.union([.partyNamed]) }

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    let by = try occasion.deciders.among(clause.of)
    guard !by.isEmpty else { return [] }
    return try scene.parties(in: clause.parties).map { party in Awaited(occasion: occasion, owedBy: by, owedTo: [.party(party)]) }
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    guard let notice = Occurrence<NoticeGiven>(entry), try notice.of.value.contains(awaited.occasion.id) else { return .none }
    return .named(if: !Set(try notice.to.value).isDisjoint(with: awaited.owedTo), try notice.extent.value)
  }
}

extension Scene {
  /// The parties that have one of these parts in the case, in the order in which they were named.
  func parties(in roles: [PartyNamed.Role]) throws(Gap) -> [PartyID] {
    var found: [PartyID] = []
    for named in all(PartyNamed.self) where roles.contains(try named.role.value) { found.append(try named.party.value) }
    return found.uniqued
  }
}

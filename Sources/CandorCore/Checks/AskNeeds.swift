package import StrictJSON

/// Whoever brings an allegation or a report is asked what they need.
package enum AskNeeds: Response {
  /// Of those who came to whom.
  package struct Parameters: ResponseParameters {
    package typealias Of = AskNeeds

    package var terms: Terms

    package static let fields = Terms.fields

    package init?(_ object: ObjectInput) {
      guard let terms = Terms(object) else { return nil }
      self.terms = terms
    }
  }

  package static let name = CheckName.askNeeds
  package static let about = "A complainant who brings an allegation or a report is asked what is needed."
  package static let example: JSONObject = ["within": "P3D", "owed-by": "conduct"]
  package static let occasions: KindSet = [.reportReceived, .allegationMade]
  package static let answers: [Kind] = [.needAsked]
  package static var watches: KindSet { defaultWatches.union([.partyNamed]) }

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    let (complainants, from, to): ([PartyID], [Actor], [Actor])
    switch occasion.event {
    case .reportReceived(let report): (from, to) = (try report.from.value, try report.to.value)
    case .allegationMade(let made):
      from = [try made.from.value].compactMap { $0.map(Actor.party) }
      var report: Occurrence<ReportReceived>?
      if let id = try made.report.value { report = Occurrence(try scene.placed(id)) }
      if let report {
        // With a report of their own that brought it, they are asked once.
        guard try Set(report.from.value).isDisjoint(with: from) else { return [] }
        to = try report.to.value
      } else {
        to = try made.to.value.map(Actor.body)
      }
    default: return []
    }
    complainants = try scene.parties(in: [.complainant])
    return from.filter { actor in complainants.contains { .party($0) == actor } }
      .map { Awaited(occasion: occasion, owedBy: to, owedTo: [$0]) }
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    guard let asked = Occurrence<NeedAsked>(entry) else { return .none }
    return .unnamed(if: !Set(try asked.to.value.map(Actor.party)).isDisjoint(with: awaited.owedTo))
  }
}

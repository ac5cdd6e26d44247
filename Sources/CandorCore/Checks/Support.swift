package import StrictJSON

/// Whoever states a need, or reports so as to be supported, gets support.
package enum Support: Response {
  /// On which terms.
  package struct Parameters: ResponseParameters {
    package typealias Of = Support

    package var terms: Terms

    package static let fields = Terms.fields

    package init?(_ object: ObjectInput) {
      guard let terms = Terms(object) else { return nil }
      self.terms = terms
    }
  }

  package static let name = CheckName.support
  package static let about = "Whoever states a need, or reports so as to be supported, gets support."
  package static let example: JSONObject = ["within": "P7D", "owed-by": "board"]
  package static let occasions: KindSet = [.needStated, .reportReceived]
  package static let answers: [Kind] = [.supportGiven]

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    switch occasion.event {
    case .needStated(let stated): return [Awaited(occasion: occasion, owedTo: [.party(try stated.from.value)])]
    case .reportReceived(let report):
      guard try report.seeks.value == .support else { return [] }
      return [Awaited(occasion: occasion, owedBy: try report.to.value, owedTo: try report.from.value)]
    default: return []
    }
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    guard let given = Occurrence<SupportGiven>(entry) else { return .none }
    if try given.answers.value.contains(awaited.occasion.id) { return .named(.full) }
    // What says for which need it was given was not given for another.
    guard try given.answers.value.isEmpty else { return .none }
    return .unnamed(if: !Set(try given.to.value.map(Actor.party)).isDisjoint(with: awaited.owedTo))
  }
}

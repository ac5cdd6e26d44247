package import StrictJSON

/// Whoever keeps the record says, when a case is closed, what it holds completely.
package enum Coverage: Response {
  /// Of what.
  package struct Parameters: ResponseParameters {
    package typealias Of = Coverage

    package var kinds: [Kind]
    package var terms: Terms

    package static let fields =
      [Shape.Member("kinds", .list(.kind), "the kinds of entries that it has to hold completely", required: true)] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (kinds, terms) = (object.required("kinds", [Kind].self), Terms(object))
      guard let kinds, let terms else { return nil }
      (self.kinds, self.terms) = (kinds, terms)
    }
  }

  package static let name = CheckName.coverage
  package static let about = "When a case is closed, whoever keeps its record says what it holds completely."
  package static let example: JSONObject = ["kinds": ["decision.taken", "vote.held"], "within": "P30D"]
  package static let occasions: Set<Kind> = [.caseClosed]
  package static let answers: [Kind] = [.coverageAttested]

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    [Awaited(occasion: occasion, owedBy: clause.kinds.compactMap { clause.charter.keeper(of: $0).map(Actor.body) }.uniqued)]
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    guard let attested = Occurrence<CoverageAttested>(entry) else { return .none }
    return .unnamed(if: Set(try attested.kinds.value).isSuperset(of: clause.kinds))
  }
}

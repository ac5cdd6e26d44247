package import StrictJSON

/// Whoever keeps the record says, when a case is closed, what it holds completely: a duty for each of those whose task it is. The record itself shows
/// whether and when they said it.
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
  package static let occasions: KindSet = [.caseClosed]
  package static let answers: [Kind] = [.coverageAttested]
  package static let isOnLog = true

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    let keepers = clause.kinds.map { clause.charter.keeper(of: $0) }.uniqued
    return keepers.map { keeper in
      Awaited(
        occasion: occasion, owedBy: keeper.map { [.body($0)] } ?? [], kinds: clause.kinds.filter { clause.charter.keeper(of: $0) == keeper }
      )
    }
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    guard let attested = Occurrence<CoverageAttested>(entry) else { return .none }
    guard Set(try attested.kinds.value).isSuperset(of: awaited.kinds) else { return .none }
    // What was attested before the case was closed counts where it speaks of that day too.
    return entry.stretch?.covers(awaited.occasion.occurred) ?? false ? .named(.full) : .unnamed(.full)
  }
}

package import StrictJSON

/// What is brought to a body for a decision is decided: a report that seeks one, an allegation in its remit, an appeal. What another decided in its
/// place is no decision of its own.
package enum Decide: Response {
  /// What is to be decided, by whom.
  package struct Parameters: ResponseParameters {
    package typealias Of = Decide

    /// What can be brought for a decision.
    package enum Matter: String, Choice {
      case reports, allegations, appeals
    }

    package var by: [BodyID]
    package var what: [Matter]
    package var terms: Terms

    package static let fields =
      [
        Shape.Member("by", .list(.body), "the bodies that decide", required: true),
        Shape.Member("what", .list(Matter.shape), "of what is brought to them; all of it without this", required: false),
      ] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (by, what, terms) = (object.required("by", [BodyID].self), object.required("what", [Matter].self), Terms(object))
      guard let by, let what, let terms else { return nil }
      (self.by, self.what, self.terms) = (by, what.isEmpty ? Matter.allCases : what, terms)
    }
  }

  package static let name = CheckName.decide
  package static let about =
    "What is brought for a decision is decided: a report that seeks one, an allegation in a remit, an appeal."
  package static let example: JSONObject = ["by": "conduct", "what": ["allegations", "appeals"], "within": "P60D"]
  package static let occasions: KindSet = [.reportReceived, .allegationMade, .appealLodged]
  package static let answers: [Kind] = [.decisionTaken, .findingMade]
  package static var watches: KindSet { defaultWatches.union([.remitSet]) }

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    switch occasion.event {
    case .reportReceived(let report):
      guard clause.what.contains(.reports), try report.seeks.value == .decision else { return [] }
      let reached = try report.to.value.among(clause.by)
      return reached.isEmpty ? [] : [Awaited(occasion: occasion, owedBy: reached, owedTo: try report.from.value)]
    case .allegationMade(let made):
      guard clause.what.contains(.allegations) else { return [] }
      var bodies = try made.to.value.filter(clause.by.contains)
      for remit in scene.all(RemitSet.self) where try remit.on.value.contains(occasion.id) {
        bodies += [try remit.of.value].filter(clause.by.contains)
      }
      guard !bodies.isEmpty else { return [] }
      return [
        Awaited(
          occasion: occasion, owedBy: bodies.uniqued.map(Actor.body),
          owedTo: ([try made.from.value].compactMap(\.self) + [try made.against.value]).map(Actor.party))
      ]
    case .appealLodged(let appeal):
      guard clause.what.contains(.appeals) else { return [] }
      let bodies = try appeal.to.value.filter(clause.by.contains)
      return bodies.isEmpty ? [] : [Awaited(occasion: occasion, owedBy: bodies.map(Actor.body), owedTo: try appeal.by.value)]
    default: return []
    }
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    // A report is decided with the allegations that it brought.
    let matters = try scene.matters(of: awaited.occasion)
    switch entry.event {
    case .decisionTaken(let decision): guard !matters.isDisjoint(with: try decision.answers.value) else { return .none }
    case .findingMade(let finding): guard !matters.isDisjoint(with: try finding.on.value) else { return .none }
    default: return .none
    }
    return .named(if: try scene.isBy(entry.deciders, oneOf: clause.by))
  }
}

extension Scene {
  /// Whether something was done by one of some bodies, or by someone who sits there. Where no source says who did it, it may have been.
  func isBy(_ actors: [Actor], oneOf bodies: [BodyID]) throws(Gap) -> Bool {
    if actors.isEmpty || actors.contains(where: { !self.bodies(of: $0).isDisjoint(with: bodies) }) { return true }
    for actor in actors where !(try knownBodies(of: actor).isDisjoint(with: bodies)) { return true }
    return false
  }
}

package import StrictJSON

/// A motion that is put to a body is voted or decided on, by one that the clause binds.
package enum AnswerMotion: Response {
  /// Motions to whom.
  package struct Parameters: ResponseParameters {
    package typealias Of = AnswerMotion

    package var of: [BodyID]
    package var terms: Terms

    package static let fields = [Shape.Member("of", .list(.body), "the bodies that motions are put to", required: true)] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (of, terms) = (object.required("of", [BodyID].self), Terms(object))
      guard let of, let terms else { return nil }
      (self.of, self.terms) = (of, terms)
    }
  }

  package static let name = CheckName.answerMotion
  package static let about = "A motion that is put to a body is voted or decided on."
  package static let example: JSONObject = ["of": "assembly", "within": "P1Y"]
  package static let occasions: KindSet = [.motionMoved]
  package static let answers: [Kind] = [.voteHeld, .decisionTaken]

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    guard let motion = Occurrence<MotionMoved>(occasion) else { return [] }
    let bodies = try motion.to.value.filter(clause.of.contains)
    return bodies.isEmpty ? [] : [Awaited(occasion: occasion, owedBy: bodies.map(Actor.body), owedTo: try motion.by.value)]
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    let id = awaited.occasion.id
    switch entry.event {
    case .voteHeld(let vote):
      // As one of several proposals it has a result of its own.
      let (proposals, on, result) = (try vote.proposals.value, try vote.on.value, try vote.result.value)
      let results = proposals?.list.filter { $0.on == id }.map(\.result) ?? []
      guard !results.isEmpty || on.contains(id), try scene.isBy(vote.by.value.map(Actor.body), oneOf: clause.of) else { return .none }
      return .named(if: (results.isEmpty ? [result] : results).contains { $0 != .notVoted })
    case .decisionTaken(let decision):
      guard try decision.answers.value.contains(id) else { return .none }
      return .named(if: try scene.isBy(decision.by.value, oneOf: clause.of))
    default: return .none
    }
  }
}

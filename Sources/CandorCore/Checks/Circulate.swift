package import StrictJSON

/// What a caucus, a faction, a platform or a minority hands in is passed on to those to whom the code gives it a way.
package enum Circulate: Response {
  /// Whose statements, passed on to whom.
  package struct Parameters: ResponseParameters {
    package typealias Of = Circulate

    package var groupings: [GroupingType]
    package var signatories: Int?
    package var of: [BodyID]
    package var to: BodyID
    package var terms: Terms

    package static let fields =
      [
        Shape.Member("groupings", .list(GroupingType.shape), "of which registered groupings", required: false),
        Shape.Member("signatories", .count, "or signed by so many", required: false),
        Shape.Member("of", .list(.body), "the bodies that statements are handed in to, and that pass them on", required: true),
        Shape.Member("to", .body, "to whom they are passed on", required: true),
      ] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (groupings, signatories) = (object.required("groupings", [GroupingType].self), object.required("signatories", Int?.self))
      let (of, to, terms) = (object.required("of", [BodyID].self), object.required("to", BodyID.self), Terms(object))
      guard let groupings, let signatories, let of, let to, let terms else { return nil }
      if groupings.isEmpty, signatories == nil {
        object.input.mistake(
          "missing-field", "this gives nobody the right",
          expected: "groupings: TYPE, for those registered; signatories: NUMBER, for so many")
        return nil
      }
      (self.groupings, self.signatories, self.of, self.to, self.terms) = (groupings, signatories, of, to, terms)
    }
  }

  package static let name = CheckName.circulate
  package static let about =
    "What a registered grouping, or so many members together, hands in to a body is passed on to members, or to whom the code says, in its time."
  package static let example: JSONObject = ["groupings": ["faction"], "signatories": 25, "of": "board", "to": "members", "within": "P14D"]
  package static let occasions: KindSet = [.statementPublished]
  package static let answers: [Kind] = [.statementPublished, .noticeGiven]
  package static let watches: KindSet = defaultWatches.union([.groupingRegistered])

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    guard let statement = Occurrence<StatementPublished>(occasion) else { return [] }
    let to = try statement.to.value.filter(clause.of.contains)
    // What is addressed to those to whom it would be passed on reached them.
    guard !to.isEmpty, !(try statement.to.value.contains(clause.to)) else { return [] }
    let (by, signed) = (try statement.by.value, try statement.signed.value)
    var hasRight = false
    for registered in scene.all(GroupingRegistered.self) where try clause.groupings.contains(registered.type.value) {
      guard by.contains(try registered.grouping.value), scene.isBefore(occasion, registered.entry) != .yes else { continue }
      if let until = try registered.until.value?.range, until.isBefore(occasion.occurred) == .yes { continue }
      hasRight = true
    }
    if let least = clause.signatories, !hasRight {
      let count = try statement.signatories.value?.bounds ?? Count(0)
      hasRight = signed.count + count.atLeast >= least
    }
    return hasRight ? [Awaited(occasion: occasion, owedBy: to.map(Actor.body), owedTo: [.body(clause.to)])] : []
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    let id = awaited.occasion.id
    switch entry.event {
    case .statementPublished(let statement):
      let told = try statement.of.value + statement.replies.value
      guard told.contains(id), try scene.isBy(statement.by.value, oneOf: clause.of) else { return .none }
      return .named(if: try statement.to.value.contains(clause.to), try statement.extent.value)
    case .noticeGiven(let notice):
      guard try notice.of.value.contains(id) else { return .none }
      return .named(if: try notice.to.value.contains(.body(clause.to)), try notice.extent.value)
    default: return .none
    }
  }
}

package import StrictJSON

/// Members, or whoever else it is owed to, are told what was decided, in its time.
package enum InformMembers: Response {
  /// Whose decisions, told to whom.
  package struct Parameters: ResponseParameters {
    package typealias Of = InformMembers

    package var of: [BodyID]
    package var to: BodyID
    package var terms: Terms

    package static let fields =
      [
        Shape.Member("of", .list(.body), "whose decisions", required: true),
        Shape.Member("to", .body, "to whom they are told", required: true),
      ] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (of, to, terms) = (object.required("of", [BodyID].self), object.required("to", BodyID.self), Terms(object))
      guard let of, let to, let terms else { return nil }
      (self.of, self.to, self.terms) = (of, to, terms)
    }
  }

  package static let name = CheckName.informMembers
  package static let about = "Members, or whoever else it is owed to, are told what was decided, in its time."
  package static let example: JSONObject = ["of": "conduct", "to": "members", "within": "P30D"]
  package static let occasions: KindSet = [.decisionTaken]
  package static let answers: [Kind] = [.noticeGiven, .statementPublished]

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    let by = try occasion.deciders.among(clause.of)
    return by.isEmpty ? [] : [Awaited(occasion: occasion, owedBy: by, owedTo: [.body(clause.to)])]
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    let id = awaited.occasion.id
    switch entry.event {
    case .noticeGiven(let notice):
      guard try notice.of.value.contains(id) else { return .none }
      return .named(if: try notice.to.value.contains(.body(clause.to)), try notice.extent.value)
    case .statementPublished(let statement):
      guard try statement.of.value.contains(id) else { return .none }
      return .named(if: try statement.to.value.contains(clause.to), try statement.extent.value)
    default: return .none
    }
  }
}

package import StrictJSON

/// After an entry of one kind, one of another, in its time. Most rules have a name of their own; this is the bare form for those that have none.
package enum Respond: Response {
  /// After what, what.
  package struct Parameters: ResponseParameters {
    package typealias Of = Respond

    package var after: Kind
    package var with: Kind
    package var terms: Terms

    package static let fields =
      [
        Shape.Member("after", .kind, "the kind of entry that gives rise to it", required: true),
        Shape.Member("with", .kind, "the kind of entry that answers it", required: true),
      ] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (after, with) = (object.required("after", Kind.self), object.required("with", Kind.self))
      guard let after, let with, let terms = Terms(object) else { return nil }
      (self.after, self.with, self.terms) = (after, with, terms)
    }
  }

  package static let name = CheckName.respond
  package static let about =
    "After an entry of one kind, one of another, in its time: the bare form, for a rule that has no name of its own."
  package static let example: JSONObject = ["after": "meeting.held", "with": "notice.given", "within": "P14D"]
  package static let occasions = KindSet.all
  package static let answers: [Kind] = []
  package static let watches = KindSet.all

  /// What the clause names.
  package static func occasions(under clause: Applied<Parameters>) -> KindSet { [clause.after] }
  package static func answers(under clause: Applied<Parameters>) -> [Kind] { [clause.with] }

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    [Awaited(occasion: occasion)]
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    .unnamed(.full)
  }
}

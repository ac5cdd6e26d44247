package import StrictJSON

/// An entry of one kind only after one of another. Most rules have a name of their own; this is the bare form for those that have none.
package enum Precede: Check {
  /// What only after what.
  package struct Parameters: RuleParameters {
    package typealias Of = Precede

    package var only: Kind
    package var after: Kind

    package static let fields = [
      Shape.Member("only", .kind, "the kind of entry that takes another before it", required: true),
      Shape.Member("after", .kind, "the kind of entry that comes before", required: true),
    ]

    package init?(_ object: ObjectInput) {
      let (only, after) = (object.required("only", Kind.self), object.required("after", Kind.self))
      guard let only, let after else { return nil }
      (self.only, self.after) = (only, after)
    }
  }

  package static let name = CheckName.precede
  package static let about =
    "An entry of one kind only after one of another: the bare form, for a rule that has no name of its own."
  package static let example: JSONObject = ["only": "measure.lifted", "after": "meeting.held"]
  package static let watches = KindSet.all

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let (entries, keeper) = (scene.entries(of: [clause.only]), clause.charter.keeper(of: clause.after))
    return entries.map { entry in
      Demand(
        entry, owedBy: [], owedTo: [], kind: clause.after, keeper: keeper,
        preceded: [scene.preceding(entry, [clause.after], in: clause.charter) { _ throws(Gap) in true }])
    }
  }
}

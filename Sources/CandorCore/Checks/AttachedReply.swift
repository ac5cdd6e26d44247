package import StrictJSON

/// What is published carries the replies that came in before.
///
/// A reply is a statement of a party on something that the publication tells of. That a publication has none attached counts where it is stated by itself:
/// `replies` names those that it carries.
package enum AttachedReply: Check {
  /// Whose publications.
  package struct Parameters: RuleParameters {
    package typealias Of = AttachedReply

    package var of: [BodyID]

    package static let fields = [Shape.Member("of", .list(.body), "the bodies that publish", required: true)]

    package init?(_ object: ObjectInput) {
      guard let of = object.required("of", [BodyID].self) else { return nil }
      self.of = of
    }
  }

  package static let name = CheckName.attachedReply
  package static let about = "What is published carries the replies of parties that came in before."
  package static let example: JSONObject = ["of": "board"]
  package static let watches: KindSet = [.statementPublished]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let statements = scene.all(StatementPublished.self)
    return scene.demands(each: statements, of: .statementPublished, subject: \.entry) { published throws(Gap) in
      let by = try published.by.value.among(clause.of)
      let of = Set(try published.of.value)
      guard !by.isEmpty, !of.isEmpty else { return nil }
      let attached = Set(try published.replies.value)
      var (preceded, lacking, owedTo): ([Precedence], [EntryID], [Actor]) = ([], [], [])
      for reply in statements where reply.id != published.id {
        let replying = try reply.by.value.filter { if case .party = $0 { true } else { false } }
        guard !replying.isEmpty, try !of.union([published.id]).isDisjoint(with: reply.of.value) else { continue }
        if attached.contains(reply.id) {
          preceded.append(.done(reply.id))
          continue
        }
        switch scene.isBefore(reply.entry, published.entry) {
        case .no: continue
        case .unknown(let gaps):
          preceded.append(.unclear(gaps.isEmpty ? [.dates([reply.id, published.id])] : gaps.map(Cause.gap)))
        case .yes:
          preceded.append(.lacking)
          lacking.append(reply.id)
        }
        owedTo += replying
      }
      guard !preceded.isEmpty else { return nil }
      return Demand(
        published.entry, owedBy: by, owedTo: owedTo.uniqued, kind: .statementPublished,
        keeper: clause.charter.keeper(of: .statementPublished), preceded: preceded, lacking: lacking)
    }
  }
}

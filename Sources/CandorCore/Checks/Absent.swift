package import StrictJSON

/// No entry of a kind: what the charter forbids outright.
package enum Absent: Check {
  /// Of which kind.
  package struct Parameters: RuleParameters {
    package typealias Of = Absent

    package var kind: Kind

    package static let fields = [Shape.Member("kind", .kind, "the kind of entry that must not be", required: true)]

    package init?(_ object: ObjectInput) {
      guard let kind = object.required("kind", Kind.self) else { return nil }
      self.kind = kind
    }
  }

  package static let name: CheckName = .absent
  package static let about = "No entry of a kind: what the charter forbids outright."
  package static let example: JSONObject = ["kind": "evidence.refused"]
  package static let watches = KindSet.all

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.entries(of: [clause.kind]).map { entry in
      Demand(
        subject: entry.id, owedBy: [], owedTo: [], since: entry.occurred, due: nil, kind: clause.kind, keeper: nil,
        answer: .broken(lasted: nil), entries: [], facts: [.forbidden(entry.id)])
    }
  }
}

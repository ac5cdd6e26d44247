package import StrictJSON

/// What people are told is true: a notice does not say what the record contradicts.
package enum Misstatement: Check {
  /// Nothing but the rule itself.
  package struct Parameters: RuleParameters {
    package typealias Of = Misstatement

    package static let fields: [Shape.Member] = []
    package init?(_ object: ObjectInput) {}
  }

  package static let name = CheckName.misstatement
  package static let about = "What people are told is true: no notice says what the record contradicts."
  package static let example: JSONObject = [:]
  package static let watches: KindSet = [.noticeGiven]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.demands(each: scene.all(NoticeGiven.self), of: .noticeGiven, subject: \.entry) { notice throws(Gap) in
      let contradicted = try notice.contradicts.value
      guard !contradicted.isEmpty else { return nil }
      return Demand(
        subject: notice.id, owedBy: try notice.by.value, owedTo: try notice.to.value, since: notice.occurred, due: nil, kind: .noticeGiven,
        keeper: nil, answer: .broken(lasted: nil), entries: contradicted, facts: [.misinformed(notice.id)])
    }
  }
}

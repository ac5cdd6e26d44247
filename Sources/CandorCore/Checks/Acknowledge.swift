package import StrictJSON

/// Whoever reports hears that the report arrived.
package enum Acknowledge: Response {
  /// Reports to whom.
  package struct Parameters: ResponseParameters {
    package typealias Of = Acknowledge

    package var of: [BodyID]
    package var terms: Terms

    package static let fields =
      [Shape.Member("of", .list(.body), "the bodies that receive reports; every one without it", required: false)] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (of, terms) = (object.required("of", [BodyID].self), Terms(object))
      guard let of, let terms else { return nil }
      (self.of, self.terms) = (of, terms)
    }
  }

  package static let name = CheckName.acknowledge
  package static let about = "Whoever reports hears that the report arrived, by a notice that answers it."
  package static let example: JSONObject = ["of": "conduct", "within": "P3D"]
  package static let occasions: KindSet = [.reportReceived]
  package static let answers: [Kind] = [.noticeGiven]

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    guard let report = Occurrence<ReportReceived>(occasion) else { return [] }
    let reached = try report.to.value.among(clause.of)
    guard !reached.isEmpty else { return [] }
    return [Awaited(occasion: occasion, owedBy: reached, owedTo: try report.from.value)]
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    guard let notice = Occurrence<NoticeGiven>(entry) else { return .none }
    guard try notice.answers.value.contains(awaited.occasion.id) else { return .none }
    let to = try notice.to.value
    return .named(if: awaited.owedTo.isEmpty || !Set(to).isDisjoint(with: awaited.owedTo))
  }
}

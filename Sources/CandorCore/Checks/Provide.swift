package import StrictJSON

/// Whoever asks for something gets an answer, and in full.
package enum Provide: Response {
  /// Requests to whom.
  package struct Parameters: ResponseParameters {
    package typealias Of = Provide

    package var of: [BodyID]
    package var terms: Terms

    package static let fields =
      [Shape.Member("of", .list(.body), "the bodies that are asked; every one without it", required: false)] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (of, terms) = (object.required("of", [BodyID].self), Terms(object))
      guard let of, let terms else { return nil }
      (self.of, self.terms) = (of, terms)
    }
  }

  package static let name = CheckName.provide
  package static let about = "Whoever asks for something gets an answer, and in full."
  package static let example: JSONObject = ["of": "board", "within": "P14D", "excused-by": ["safety"]]
  package static let occasions: KindSet = [.requestMade]
  package static let answers: [Kind] = [.noticeGiven]

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    guard let request = Occurrence<RequestMade>(occasion) else { return [] }
    let asked = try request.to.value.among(clause.of)
    guard !asked.isEmpty else { return [] }
    return [Awaited(occasion: occasion, owedBy: asked, owedTo: try request.by.value)]
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    guard let notice = Occurrence<NoticeGiven>(entry), try notice.answers.value.contains(awaited.occasion.id) else { return .none }
    let to = try notice.to.value
    return .named(if: awaited.owedTo.isEmpty || !Set(to).isDisjoint(with: awaited.owedTo), try notice.extent.value)
  }
}

package import StrictJSON

/// A seat that falls vacant is filled.
package enum FillOffice: Response {
  /// Whose seats.
  package struct Parameters: ResponseParameters {
    package typealias Of = FillOffice

    package var body: BodyID
    package var terms: Terms

    package static let fields = [Shape.Member("body", .body, "the body whose seats are filled", required: true)] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (body, terms) = (object.required("body", BodyID.self), Terms(object))
      guard let body, let terms else { return nil }
      (self.body, self.terms) = (body, terms)
    }
  }

  package static let name = CheckName.fillOffice
  package static let about = "A seat that falls vacant is filled; each who takes a seat fills one."
  package static let example: JSONObject = ["body": "conduct", "within": "P60D"]
  package static let occasions: Set<Kind> = [.seatVacated]
  package static let answers: [Kind] = [.seatTaken]

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    guard let vacated = Occurrence<SeatVacated>(occasion), try vacated.body.value == clause.body else { return [] }
    return [Awaited(occasion: occasion, owedBy: [], owedTo: [.body(clause.body)])]
  }

  /// Whoever takes a seat fills one: the first vacant one that no other filled before.
  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    guard let taken = Occurrence<SeatTaken>(entry), try taken.body.value == clause.body else { return .none }
    var unfilled: [Entry] = []
    for vacated in scene.all(SeatVacated.self) where try vacated.body.value == clause.body { unfilled.append(vacated.entry) }
    for filling in scene.all(SeatTaken.self) where try filling.body.value == clause.body {
      guard let place = unfilled.firstIndex(where: { scene.isBefore(filling.entry, $0) != .yes }) else { continue }
      let filled = unfilled.remove(at: place)
      if filling.id == entry.id { return .unnamed(if: filled.id == awaited.occasion.id) }
    }
    return .none
  }
}

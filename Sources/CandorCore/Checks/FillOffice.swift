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
  package static let about = "A seat that falls vacant is filled; each who takes a seat fills one, but for whoever has one already."
  package static let example: JSONObject = ["body": "conduct", "within": "P60D"]
  package static let occasions: KindSet = [.seatVacated]
  package static let answers: [Kind] = [.seatTaken]

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    guard let vacated = Occurrence<SeatVacated>(occasion), try vacated.body.value == clause.body else { return [] }
    return [Awaited(occasion: occasion, owedBy: [], owedTo: [.body(clause.body)])]
  }

  /// Whoever takes a seat fills one: the first vacant one that no other filled before. Where dates leave open which came first, that is open too.
  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    guard let taken = Occurrence<SeatTaken>(entry), try taken.body.value == clause.body else { return .none }
    var (vacated, fillings): ([Entry], [Entry]) = ([], [])
    var holders: [EntryID: PartyID] = [:]
    for entry in scene.entriesAndCommon(of: [.seatTaken, .seatVacated]) {
      switch entry.event {
      case .seatVacated(let left) where try left.body.value == clause.body:
        vacated.append(entry)
        holders[entry.id] = try left.holder.value
      case .seatTaken(let taken) where try taken.body.value == clause.body:
        fillings.append(entry)
        holders[entry.id] = try taken.holder.value
      default: continue
      }
      if let gap = entry.header.occurred.gap { throw gap }
    }
    // Whoever has a seat already and takes it anew leaves the others as they were.
    let all = fillings
    var isOrdered = true
    func count(_ entries: [Entry], before filling: Entry) -> Int {
      entries.count { other in
        guard other.id != filling.id, holders[other.id] == holders[filling.id] else { return false }
        let isEarlier = scene.isBefore(other, filling)
        if case .unknown = isEarlier { isOrdered = false }
        return isEarlier == .yes
      }
    }
    fillings.removeAll { count(all, before: $0) > count(vacated, before: $0) }
    guard fillings.contains(where: { $0.id == entry.id }) else { return .none }
    let (vacancies, inOrder) = (vacated.inOrder, fillings.inOrder)
    guard isOrdered, var unfilled = vacancies, let inOrder else { return .perhaps([.dates((vacated + fillings).map(\.id).sorted())]) }
    for filling in inOrder {
      guard let place = unfilled.firstIndex(where: { scene.isBefore(filling, $0) != .yes }) else { continue }
      if scene.isBefore(filling, unfilled[place]) != .no { return .perhaps([.dates([unfilled[place].id, filling.id])]) }
      let filled = unfilled.remove(at: place)
      if filling.id == entry.id { return .unnamed(if: filled.id == awaited.occasion.id) }
    }
    return .none
  }
}

extension [Entry] {
  /// From the first to the last; nil where one may lie on either side of another.
  fileprivate var inOrder: [Entry]? {
    func first(_ entry: Entry) -> Int { entry.occurred.first?.number ?? .min }
    func last(_ entry: Entry) -> Int { entry.occurred.last?.number ?? .max }
    let ordered = sorted { (first($0), last($0), $0.id) < (first($1), last($1), $1.id) }
    return zip(ordered, ordered.dropFirst()).allSatisfy { last($0) <= last($1) } ? ordered : nil
  }
}

/// That one person has the same part in several cases, as far as a reader sees who has which: a fact, and no accusation.
package struct Recurrence: Hashable, Sendable {
  /// Which part.
  package enum Part: String, Choice {
    case respondent
    /// Whoever decided, or voted on a decision.
    case decider
  }

  package var part: Part
  /// The cases, in the order of the record.
  package var cases: [CaseID]
  /// The entries that name the person's part in each.
  package var entries: [EntryID]
}

extension Organization {
  /// Who has the same part in more than one case.
  package func recurrences(asOf day: Day) -> [Recurrence] {
    var found: [PersonID: [Recurrence.Part: [(id: CaseID, entry: EntryID)]]] = [:]
    var order: [PersonID] = []
    let commons = commons(asOf: day)
    for (place, id) in cases.enumerated() {
      let scene = scene(at: place, commons)
      let deciders = scene.deciders
      for named in scene.all(PartyNamed.self) {
        guard let person = named.person.shown ?? nil, let party = named.party.shown else { continue }
        if found[person] == nil { order.append(person) }
        if named.role.shown == .respondent { found[person, default: [:]][.respondent, default: []].append((id, named.id)) }
        if deciders.contains(party) { found[person, default: [:]][.decider, default: []].append((id, named.id)) }
      }
    }
    return order.flatMap { person in
      Recurrence.Part.allCases.compactMap { part in
        let places = found[person]?[part] ?? []
        let cases = places.map(\.id).uniqued
        return cases.count > 1 ? Recurrence(part: part, cases: cases, entries: places.map(\.entry)) : nil
      }
    }
  }
}

extension Scene {
  /// The parties that decided, or voted.
  fileprivate var deciders: Set<PartyID> {
    var found: Set<PartyID> = []
    for decision in all(DecisionTaken.self) {
      for actor in decision.by.shown ?? [] { if case .party(let party) = actor { found.insert(party) } }
    }
    for vote in all(VoteHeld.self) { found.formUnion((vote.roll.shown ?? []).filter { $0.vote != .absent }.map(\.party)) }
    return found
  }

  /// By which entries a party left, or was made to leave, the organization or a seat.
  package func exits(of party: PartyID) -> [EntryID] {
    entries(of: [.membershipChanged, .seatVacated]).filter { entry in
      switch entry.event {
      case .membershipChanged(let changed):
        changed.member.shown == party && changed.change.shown.map { [.left, .expelled].contains($0) } == true
      case .seatVacated(let vacated): vacated.holder.shown == party
      default: false
      }
    }.map(\.id)
  }
}

/// A case as a view shows it, with what the organization's own entries add: what checks and reports look at.
package struct Scene: Sendable {
  package let id: CaseID
  /// The end of this day is the present.
  package let asOf: Day
  package let charters: [Charter]
  /// The case's entries that no other corrects, in the order of their numbers.
  package let entries: [Entry]
  /// Entries of no case: the organization's own.
  package let common: [Entry]
  package let parties: [PartyID: Party]

  /// A part in the case, with the seats that the record knows of.
  package struct Party: Hashable, Sendable {
    package var entry: EntryID
    package var named: PartyNamed
    /// Every body it is known to have sat on, at any time.
    package var seats: Set<BodyID>
  }

  init(_ id: CaseID, in view: RecordView, charters: [Charter], asOf: Day) {
    let corrected = Set(view.entries.compactMap { $0.header.corrects.shown ?? nil })
    let standing = view.entries.filter { !corrected.contains($0.id) }
    self.init(
      id, entries: standing.filter { $0.header.case.is(id) == .yes }, common: standing.filter { $0.header.case.is(nil) == .yes },
      charters: charters, asOf: asOf)
  }

  /// The same case as a narrower view shows it. To which case an entry belongs is known here from the wider view; its other values are the
  /// narrower one's.
  package func seen(in view: RecordView) -> Scene {
    Scene(id, entries: entries.compactMap { view[$0.id] }, common: common.compactMap { view[$0.id] }, charters: charters, asOf: asOf)
  }

  private init(_ id: CaseID, entries: [Entry], common: [Entry], charters: [Charter], asOf: Day) {
    self.id = id
    self.asOf = asOf
    self.charters = charters
    self.entries = entries
    self.common = common
    var parties: [PartyID: Party] = [:]
    for entry in entries {
      guard case .partyNamed(let named) = entry.event, let party = named.party.shown else { continue }
      var seats = Set(named.seats.shown ?? [])
      if let body = named.body.shown ?? nil { seats.insert(body) }
      parties[party] = Party(entry: entry.id, named: named, seats: seats)
    }
    for entry in entries {
      guard case .seatTaken(let taken) = entry.event, let holder = taken.holder.shown, let body = taken.body.shown else { continue }
      parties[holder]?.seats.insert(taken.represents.shown.flatMap(\.self) ?? body)
    }
    self.parties = parties
  }

  package var charter: Charter? { charters.last }

  package subscript(id: EntryID) -> Entry? { entries.first { $0.id == id } ?? common.first { $0.id == id } }

  /// The case's entries of one kind, in the order of their numbers.
  package func all<P: Payload>(_ type: P.Type) -> [Occurrence<P>] {
    entries.compactMap { Occurrence($0) }
  }

  /// The bodies for which someone acts: the body itself, or those where a party sits.
  package func bodies(of actor: Actor) -> Set<BodyID> {
    switch actor {
    case .body(let body): [body]
    case .party(let party): parties[party]?.seats ?? []
    }
  }

  /// Whether one entry's matter happened before another's: by distances that the sources give, else by their dates.
  package func isBefore(_ one: Entry, _ other: Entry) -> Truth {
    if follows(other, one.id) { return .yes }
    if follows(one, other.id) { return .no }
    return one.occurred.isBefore(other.occurred)
  }

  /// Whether the sources place `entry` after the one with that number, directly or through others.
  private func follows(_ entry: Entry, _ id: EntryID) -> Bool {
    var (reached, open) = (Set<EntryID>(), [entry.id])
    while let next = open.popLast() {
      for earlier in predecessors[next] ?? [] where reached.insert(earlier).inserted { open.append(earlier) }
    }
    return reached.contains(id)
  }

  /// For each entry, those that the sources place before it.
  private var predecessors: [EntryID: [EntryID]] {
    var found: [EntryID: [EntryID]] = [:]
    for entry in entries {
      for timing in entry.header.timing.shown ?? [] {
        switch timing.side {
        case .after: found[entry.id, default: []].append(timing.entry)
        case .before: found[timing.entry, default: []].append(entry.id)
        }
      }
    }
    return found
  }

  /// The entries in the order in which their matters happened, as far as dates and distances tell; else as they were recorded.
  package var chronology: [Entry] {
    let predecessors = predecessors
    var waiting = entries
    var placed: Set<EntryID> = []
    var ordered: [Entry] = []
    let inScene = Set(entries.map(\.id))
    waiting.sort { one, other in
      (one.occurred.first?.number ?? .min, one.occurred.last?.number ?? .max, one.id)
        < (other.occurred.first?.number ?? .min, other.occurred.last?.number ?? .max, other.id)
    }
    while !waiting.isEmpty {
      let index = waiting.firstIndex { entry in (predecessors[entry.id] ?? []).allSatisfy { placed.contains($0) || !inScene.contains($0) } }
      // Sources that contradict each other can leave a circle; then the dates alone decide.
      let next = waiting.remove(at: index ?? 0)
      placed.insert(next.id)
      ordered.append(next)
    }
    return ordered
  }

  /// Whether someone attests that the record holds every entry of a kind for all of these days.
  package func covers(_ kind: Kind, _ days: DayRange) -> Bool {
    (entries + common).contains { entry in
      guard case .coverageAttested(let attested) = entry.event else { return false }
      return attested.kinds.test { $0.contains(kind) } == .yes && entry.occurred.covers(days)
    }
  }

  /// A source's statement that there was no such entry about another, to someone.
  package func omissions(of kind: Kind, about id: EntryID, to actor: Actor? = nil) -> [Occurrence<OmissionStated>] {
    all(OmissionStated.self).filter { stated in
      stated.of.test { $0.kind == kind && $0.about.contains(id) && (actor.map($0.to.contains) ?? true) } == .yes
    }
  }
}

/// An entry of one kind, with its payload at hand.
@dynamicMemberLookup
package struct Occurrence<P: Payload>: Hashable, Sendable {
  package let entry: Entry
  package let payload: P

  package init?(_ entry: Entry) {
    guard let payload = entry.event.payload as? P else { return nil }
    self.entry = entry
    self.payload = payload
  }

  package var id: EntryID { entry.id }
  package var occurred: DayRange { entry.occurred }

  package subscript<Value>(dynamicMember path: KeyPath<P, Value>) -> Value { payload[keyPath: path] }
}

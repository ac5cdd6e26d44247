/// A case as a view shows it, with what the organization's own entries add: what checks and reports look at. The organization itself is looked at
/// as if it were one more, made of its own entries.
package struct Scene: Sendable {
  /// Nil for what is of the organization itself and of none of its cases.
  package let id: CaseID?
  /// The end of this day is the present.
  package let asOf: Day
  package let charters: [Charter]
  /// The case's entries that no other corrects, in the order of their numbers.
  package let entries: [Entry]
  /// The same in the order in which their matters happened, as far as dates and distances tell.
  package let chronology: [Entry]
  /// Entries of no case: the organization's own.
  package let common: [Entry]
  package let parties: [PartyID: Party]
  private let index: [EntryID: Entry]
  private let byKind: [Kind: [Entry]]
  private let network: TemporalNetwork
  private let erasures: [Occurrence<DisclosureErased>]
  /// Of every entry that another corrects, the one that stands in its place.
  private let corrections: [EntryID: EntryID]
  /// Entries that may be this case's as far as its reader can tell: they lack, or may lack, a key of it.
  private let unplaced: [Entry]
  /// What keeps its reader from knowing every version of the code.
  let unseenCharters: [Gap]

  /// A part in the case, with the seats that the record knows of.
  package struct Party: Hashable, Sendable {
    package var entry: EntryID
    package var named: PartyNamed
    /// Every body it is known to have sat on, at any time.
    package var seats: Set<BodyID>
  }

  /// The same case as a narrower view shows it. To which case an entry belongs is known here from the wider view; its other values are the
  /// narrower one's.
  package func seen(in view: RecordView) -> Scene {
    let seen = Dictionary(view.standing(corrections).map { ($0.id, $0) }) { first, _ in first }
    return Scene(
      id, entries: entries.compactMap { seen[$0.id] }, common: common.compactMap { seen[$0.id] }, charters: charters,
      corrections: corrections, asOf: asOf, unplaced: unplaced, unseenCharters: unseenCharters)
  }

  init(
    _ id: CaseID?, entries: [Entry], common: [Entry], charters: [Charter], corrections: [EntryID: EntryID], asOf: Day, unplaced: [Entry],
    unseenCharters: [Gap]
  ) {
    self.id = id
    (self.unplaced, self.unseenCharters) = (unplaced, unseenCharters)
    self.corrections = corrections
    self.asOf = asOf
    self.charters = charters
    let network = Scene.network(of: entries + common)
    // Dates and distances that this reader does not see may contradict those that are seen; then each date stands for itself.
    let isWhole =
      unplaced.isEmpty
      && (entries + common).allSatisfy { $0.kind != nil && $0.header.occurred.gap == nil && $0.header.timing.gap == nil }
    func bounded(_ entries: [Entry]) -> [Entry] {
      entries.map { entry in
        var entry = entry
        entry.bounds = isWhole ? network.days(of: entry.id) : nil
        return entry
      }
    }
    let (entries, common) = (bounded(entries), bounded(common))
    (self.entries, self.common, self.network) = (entries, common, network)
    chronology = Scene.chronology(of: entries, network)
    index = Dictionary((entries + common).map { ($0.id, $0) }) { first, _ in first }
    erasures = (common + entries).filter { $0.kind == .disclosureErased }.compactMap { Occurrence($0) }
    byKind = Dictionary(grouping: entries.filter { $0.kind != nil }) { $0.kind ?? .caseOpened }
    var parties: [PartyID: Party] = [:]
    for entry in entries {
      guard case .partyNamed(let named) = entry.event, let party = named.party.shown else { continue }
      var seats = Set(named.seats.shown ?? [])
      if let body = named.body.shown ?? nil { seats.insert(body) }
      parties[party] = Party(entry: entry.id, named: named, seats: seats)
    }
    for entry in entries {
      guard case .seatTaken(let taken) = entry.event, let holder = taken.holder.shown, let body = taken.body.shown else { continue }
      // Whoever sits with a body for another is of that other; where it is hidden for which, of neither that is known.
      guard let represents = taken.represents.shown else { continue }
      parties[holder]?.seats.insert(represents ?? body)
    }
    self.parties = parties
  }

  package var charter: Charter? { charters.last }

  /// The entry with that number, where it belongs to the case or to the organization.
  package subscript(id: EntryID) -> Entry? { index[id] }

  /// The case's entries of one kind, in the order of their numbers.
  package func all<P: Payload>(_ type: P.Type) -> [Occurrence<P>] {
    (byKind[type.schema.kind] ?? []).compactMap { Occurrence($0) }
  }

  /// The case's entries of some kinds, in the order of their numbers.
  func entries(of kinds: Set<Kind>) -> [Entry] {
    kinds.count == 1 ? kinds.flatMap { byKind[$0] ?? [] } : entries.filter { $0.kind.map(kinds.contains) ?? false }
  }

  /// The same with the organization's own.
  func entriesAndCommon(of kinds: Set<Kind>) -> [Entry] {
    common.filter { $0.kind.map(kinds.contains) ?? false } + entries(of: kinds)
  }

  /// The entry that tells of the erasure behind a gap; nil where this reader does not see that it does.
  package func erasure(of gap: Gap) -> Occurrence<DisclosureErased>? {
    gap.erasure(among: erasures, of: self[gap.entry]?.kind)
  }

  /// What the case is about; a case whose opening this reader does not see was opened all the same.
  package var about: Field<String> {
    all(CaseOpened.self).first?.about
      ?? .hidden((entries.first { $0.kind == nil } ?? entries.first)?.unseenKind ?? Gap(entry: EntryID(0), slot: 0, why: .withheld))
  }

  /// The entries that may say anything of the case: those of which this reader does not see what kind they are of.
  package var unopened: [EntryID] { (entries + unplaced).filter { $0.kind == nil }.map(\.id) }

  /// The bodies for which someone acts: the body itself, or those where a party sits.
  package func bodies(of actor: Actor) -> Set<BodyID> {
    switch actor {
    case .body(let body): [body]
    case .party(let party): parties[party]?.seats ?? []
    }
  }

  /// The bodies for which someone acts, where this reader sees every seat that the record gives.
  package func knownBodies(of actor: Actor) throws(Gap) -> Set<BodyID> {
    guard case .party(let party) = actor else { return bodies(of: actor) }
    for entry in entries {
      let gaps: [Gap?] =
        switch entry.event {
        case .partyNamed(let named) where named.party.is(party) != .no: [named.party.gap, named.seats.gap, named.body.gap]
        case .seatTaken(let taken) where taken.holder.is(party) != .no: [taken.holder.gap, taken.body.gap, taken.represents.gap]
        default: []
        }
      if let gap = gaps.compactMap(\.self).first { throw gap }
    }
    return bodies(of: actor)
  }

  /// What keeps anything of this case from being settled for this reader: an entry whose kind it does not see may be any, one of these kinds that
  /// may correct another may take it back, and one of these kinds that may be this case's may say anything.
  package func unsettled(_ kinds: Set<Kind>) -> [Gap] {
    (entries + common).compactMap { entry in
      guard let kind = entry.kind else { return entry.unseenKind }
      return kinds.contains(kind) ? entry.header.corrects.gap : nil
    }
      + unplaced.compactMap { entry in
        guard let kind = entry.kind else { return entry.unseenKind }
        return kinds.contains(kind) ? entry.header.case.gap : nil
      }
  }

  /// Whether one entry's matter happened before another's: by the distances that the sources give, and by their dates.
  package func isBefore(_ one: Entry, _ other: Entry) -> Truth {
    let unseen = unseenTimes(of: [one, other])
    let order = unseen.isEmpty ? network.order(one.id, other.id) : one.dated.isBefore(other.dated)
    if case .unknown = order { return .unknown(unseen) }
    return order
  }

  /// The dates of these entries, and all distances, that this reader does not see: they may tell, and may contradict what is seen.
  private func unseenTimes(of these: [Entry]) -> [Gap] {
    these.compactMap(\.header.occurred.gap) + (entries + common).compactMap(\.header.timing.gap) + unplaced.compactMap(\.header.case.gap)
  }

  /// What sources say of time that cannot all be; their distances count for nothing.
  package var contradictions: [TemporalNetwork.Contradiction] { network.contradictions }

  /// The network of dates and distances. What undoes, answers, reports on or repeats an entry does not come before it.
  private static func network(of entries: [Entry]) -> TemporalNetwork {
    TemporalNetwork(
      dates: Dictionary(entries.map { ($0.id, $0.dated) }) { first, _ in first },
      distances: entries.flatMap { entry in (entry.header.timing.shown ?? []).map { (entry.id, $0) } },
      orders: entries.flatMap { entry in
        entry.event.followed.map { TemporalNetwork.Order(earlier: $0, later: entry.id, statedBy: entry.id) }
      })
  }

  /// The entries in the order in which their matters can first have happened, or last, where nothing says when first; what sources place before an
  /// entry stands before it, but for what contradicts itself. Else they stand as they were recorded.
  private static func chronology(of entries: [Entry], _ network: TemporalNetwork) -> [Entry] {
    let places = entries.map { entry in
      let days = entry.occurred
      return (place: days.first ?? days.last ?? .last, last: days.last ?? .last, entry: entry)
    }
    let byDate = places.sorted { ($0.place, $0.last, $0.entry.id) < ($1.place, $1.last, $1.entry.id) }.map(\.entry)
    let predecessors = predecessors(in: entries, network)
    if predecessors.isEmpty { return byDate }
    let inCase = Dictionary(entries.map { ($0.id, $0) }) { first, _ in first }
    var (ordered, placed): ([Entry], Set<EntryID>) = ([], [])
    for entry in byDate {
      var open: [(entry: Entry, isReady: Bool)] = [(entry, false)]
      while let (next, isReady) = open.popLast() {
        if isReady { ordered.append(next) }
        guard !isReady, placed.insert(next.id).inserted else { continue }
        open.append((next, true))
        let before = Set(predecessors[next.id] ?? []).subtracting(placed).compactMap { inCase[$0] }
        open += before.sorted { $0.id > $1.id }.map { ($0, false) }
      }
    }
    return ordered
  }

  /// For each entry, those that sources place before it.
  private static func predecessors(in entries: [Entry], _ network: TemporalNetwork) -> [EntryID: [EntryID]] {
    let contradicted = Set(network.contradictions.flatMap(\.distances))
    var found: [EntryID: [EntryID]] = [:]
    for entry in entries where !contradicted.contains(entry.id) {
      for timing in entry.header.timing.shown ?? [] {
        switch timing.side {
        case .after: found[entry.id, default: []].append(timing.entry)
        case .before: found[timing.entry, default: []].append(entry.id)
        }
      }
      for earlier in entry.event.followed { found[entry.id, default: []].append(earlier) }
    }
    return found
  }

  /// Whether someone attests that the record holds every entry of a kind for all of these days.
  package func covers(_ kind: Kind, _ days: DayRange) -> Bool {
    (entries + common).contains { entry in
      guard case .coverageAttested(let attested) = entry.event else { return false }
      let stretch = (entry.header.occurred.shown ?? nil)?.stretch
      return attested.kinds.test { $0.contains(kind) } == .yes && stretch?.covers(days) == true
    }
  }

  /// A source's statement that there was no such entry about another, to someone.
  package func omissions(of kind: Kind, about id: EntryID, to actor: Actor? = nil) -> (stated: [Occurrence<OmissionStated>], unseen: [Gap])
  {
    let all = all(OmissionStated.self)
    let stated = all.filter { stated in
      stated.of.test { $0.kind == kind && $0.about.contains(id) && (actor.map($0.to.contains) ?? true) } == .yes
    }
    return (stated, all.compactMap(\.of.gap))
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

extension Sequence where Element: Hashable {
  /// Each element once, where it first stands.
  package var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

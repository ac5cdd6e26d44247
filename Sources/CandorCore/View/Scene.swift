import Synchronization

/// A case as a view shows it, with what the organization's own entries add: what checks and reports look at. The organization itself is looked at
/// as if it were one more, made of its own entries.
package final class Scene: Sendable {
  /// Nil for what is of the organization itself and of none of its cases.
  package let id: CaseID?
  /// The case's entries that no other corrects, in the order of their numbers.
  package let entries: [Entry]
  package let parties: [PartyID: Party]
  let commons: Commons
  /// Those of the organization, as they lie in time beside this case's.
  private let organizations: [Entry]
  /// By the places of the kinds.
  private let byKind: [[Entry]]
  /// What sources state that there was none of.
  private let omissions: [Occurrence<OmissionStated>]
  /// Of what the case's entries attest that the record holds it all.
  private let complete: [Completeness]
  /// What is said of how the case's entries lie in time, and where they are tied to the organization's own, of those too.
  private let network: TemporalNetwork?
  private let isTiedToCommon: Bool
  /// Entries that may be this case's as far as its reader can tell: they lack, or may lack, a key of it.
  private let unplaced: [Entry]
  /// Whether its reader does not see of an entry of what kind it is or whether it corrects another.
  private let hidesSome: Bool
  /// The distances that its reader does not see, and what may be this case's: they may tell what came first, and may contradict what is seen.
  private let unseenTimings: [Gap]
  /// The entries in the order in which their matters happened, once somebody has asked for it.
  private let ordered = Mutex<[Entry]?>(nil)
  /// Whether somebody has asked for the present, and for which kinds of the organization's own entries.
  private let isPresentAsked = Atomic(false)
  private let commonAsked = Atomic<UInt64>(0)

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
    let reading = Reading(correcting: commons.corrections)
    func seen(_ entries: [Entry]) -> [Entry] {
      entries.compactMap { entry in view[entry.id].flatMap { view.standing($0, commons.corrections, reading) } }
    }
    let less = Commons(
      asOf: commons.asOf, charters: charters, unseenCharters: unseenCharters, corrections: commons.corrections,
      entries: seen(commons.entries),
      unplaced: unplaced)
    return Scene(id, entries: seen(entries), commons: less, isUnplacedOther: unplaced.isEmpty)
  }

  /// - Parameter isUnplacedOther: whether what the reader cannot place is for sure another case's.
  init(_ id: CaseID?, entries: [Entry], commons: Commons, isUnplacedOther: Bool) {
    self.id = id
    self.commons = commons
    unplaced = isUnplacedOther ? [] : commons.unplaced
    let isTiedToCommon =
      entries.contains { $0.related.contains { commons.entries.at($0) != nil } }
      || (!commons.tied.isEmpty && entries.contains { commons.tied.contains($0.id) })
    let network = isTiedToCommon ? TemporalNetwork(tying: entries + commons.entries) : TemporalNetwork(of: entries)
    (self.isTiedToCommon, self.network) = (isTiedToCommon, network)
    // Dates and distances that this reader does not see may contradict those that are seen; then each date stands for itself.
    let isWhole = unplaced.isEmpty && commons.isWhole && entries.allSatisfy(\.isTimed)
    func bounded(_ entries: [Entry]) -> [Entry] {
      network.map { network in entries.map { $0.bounded(by: network.placed($0.id)) } } ?? entries
    }
    self.entries = isWhole ? bounded(entries) : entries
    organizations = !isWhole ? commons.entries : isTiedToCommon ? bounded(commons.entries) : commons.bounded
    var byKind = [[Entry]](repeating: [], count: Kind.all.count)
    for entry in self.entries {
      if let kind = entry.kind { byKind[kind.schema.place].append(entry) }
    }
    self.byKind = byKind
    omissions = byKind[OmissionStated.schema.place].compactMap { Occurrence($0) }
    complete = byKind[CoverageAttested.schema.place].compactMap(Completeness.init)
    hidesSome = entries.contains(where: \.isHiddenInPart)
    unseenTimings = entries.compactMap(\.header.timing.gap) + commons.unseenTimings + unplaced.compactMap(\.header.case.gap)
    var parties: [PartyID: Party] = [:]
    for entry in byKind[PartyNamed.schema.place] {
      guard case .partyNamed(let named) = entry.event, let party = named.party.shown else { continue }
      var seats = Set(named.seats.shown ?? [])
      if let body = named.body.shown ?? nil { seats.insert(body) }
      parties[party] = Party(entry: entry.id, named: named, seats: seats)
    }
    for entry in byKind[SeatTaken.schema.place] {
      guard case .seatTaken(let taken) = entry.event, let holder = taken.holder.shown, let body = taken.body.shown else { continue }
      // Whoever sits with a body for another is of that other; where it is hidden for which, of neither that is known.
      guard let represents = taken.represents.shown else { continue }
      parties[holder]?.seats.insert(represents ?? body)
    }
    self.parties = parties
  }

  /// The end of this day is the present. A check that asks for it is asked again each day.
  package var asOf: Day {
    isPresentAsked.store(true, ordering: .relaxed)
    return commons.asOf
  }

  /// That day, or this one where it has come.
  package func present(until day: Day?) -> Day { day.flatMap { $0 <= commons.asOf ? $0 : nil } ?? asOf }

  /// What some work on this scene gives, and what it asked for: where that is the same, so is what it gives.
  ///
  /// - Returns: whether it asked for the present, and for which kinds of the organization's own entries.
  func noting<Result>(_ work: (Scene) -> Result) -> (Result, present: Bool, common: KindSet) {
    isPresentAsked.store(false, ordering: .relaxed)
    commonAsked.store(0, ordering: .relaxed)
    let result = work(self)
    return (result, isPresentAsked.load(ordering: .relaxed), KindSet(bits: commonAsked.load(ordering: .relaxed)))
  }

  private func ask(for kinds: KindSet) { commonAsked.bitwiseOr(kinds.bits, ordering: .relaxed) }

  /// Entries of no case: the organization's own.
  package var common: [Entry] {
    ask(for: .all)
    return organizations
  }

  /// The organization's own entries of some kinds, in the order of their numbers.
  func common(of kinds: KindSet) -> [Entry] {
    ask(for: kinds)
    return kinds.places.flatMap { commons.places[$0] }.sorted().map { organizations[$0] }
  }

  /// The case's entries of some kinds, in the order of their numbers.
  func entries(of kinds: KindSet) -> [Entry] {
    let places = Array(kinds.places)
    return places.count == 1 ? byKind[places[0]] : places.flatMap { byKind[$0] }.sorted { $0.id < $1.id }
  }

  /// The same with the organization's own.
  func entriesAndCommon(of kinds: KindSet) -> [Entry] {
    let (common, own) = (common(of: kinds), entries(of: kinds))
    return common.isEmpty ? own : common + own
  }

  package var charters: [Charter] { commons.charters }
  /// What keeps its reader from knowing every version of the code.
  var unseenCharters: [Gap] { commons.unseenCharters }

  package var charter: Charter? { charters.last }

  /// The case's entries in the order in which their matters happened, as far as dates and distances tell.
  package var chronology: [Entry] {
    ordered.withLock { known in
      let ordered = known ?? Scene.chronology(of: entries, contradictions)
      known = ordered
      return ordered
    }
  }

  /// The entry with that number, where it belongs to the case or to the organization.
  package subscript(id: EntryID) -> Entry? {
    if let own = entries.at(id) { return own }
    let entry = organizations.at(id)
    if let kind = entry?.kind { ask(for: [kind]) }
    return entry
  }

  /// The case's entries of one kind, in the order of their numbers.
  package func all<P: Payload>(_ type: P.Type) -> [Occurrence<P>] {
    byKind[type.schema.place].compactMap { Occurrence($0) }
  }

  /// The entry that tells of the erasure behind a gap; nil where this reader does not see that it does.
  package func erasure(of gap: Gap) -> Occurrence<DisclosureErased>? {
    let erasures = common.filter { $0.kind == .disclosureErased } + byKind[DisclosureErased.schema.place]
    return gap.erasure(among: erasures.compactMap { Occurrence($0) }, of: self[gap.entry]?.kind)
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
    let named = byKind[PartyNamed.schema.place] + byKind[SeatTaken.schema.place]
    for entry in named.sorted(by: { $0.id < $1.id }) {
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
  package func unsettled(_ kinds: KindSet) -> [Gap] {
    let (own, others) = (hidesSome ? entries : [], commons.hidesSome ? common : [])
    if own.isEmpty, others.isEmpty, unplaced.isEmpty { return [] }
    return (own + others).compactMap { entry in
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
    let unseen = unseenTimes(of: one, other)
    let order = unseen.isEmpty ? knownOrder(one, other) : one.dated.isBefore(other.dated)
    if case .unknown = order { return .unknown(unseen) }
    return order
  }

  private func knownOrder(_ one: Entry, _ other: Entry) -> Truth {
    if one.id == other.id { return .no }
    if network == nil, commons.network == nil { return one.dated.isBefore(other.dated) }
    let tying = [network, isTiedToCommon ? nil : commons.network].compactMap(\.self).first { $0.ties(one.id, other.id) }
    return tying?.order(one.id, other.id) ?? days(of: one.id).isBefore(days(of: other.id))
  }

  private func days(of id: EntryID) -> DayRange {
    network?.placed(id) ?? (isTiedToCommon ? nil : commons.network?.placed(id)) ?? self[id]?.dated ?? .unknown
  }

  /// The dates of these entries, and all distances, that this reader does not see: they may tell, and may contradict what is seen.
  private func unseenTimes(of one: Entry, _ other: Entry) -> [Gap] {
    let (first, second) = (one.header.occurred.gap, other.header.occurred.gap)
    if first == nil, second == nil { return unseenTimings }
    return [first, second].compactMap(\.self) + unseenTimings
  }

  /// What sources say of time that cannot all be; their distances count for nothing.
  package var contradictions: [TemporalNetwork.Contradiction] {
    let common = isTiedToCommon ? [] : commons.network?.contradictions ?? []
    return ((network?.contradictions ?? []) + common).sorted { $0.entries.lexicographicallyPrecedes($1.entries) }
  }

  /// The entries in the order in which their matters can first have happened, or last, where nothing says when first; what sources place before an
  /// entry stands before it, but for what contradicts itself. Else they stand as they were recorded.
  private static func chronology(of entries: [Entry], _ contradictions: [TemporalNetwork.Contradiction]) -> [Entry] {
    let places = entries.map { entry in
      let days = entry.occurred
      return (place: days.first ?? days.last ?? .last, last: days.last ?? .last, entry: entry)
    }
    let byDate = places.sorted { ($0.place, $0.last, $0.entry.id) < ($1.place, $1.last, $1.entry.id) }.map(\.entry)
    let predecessors = predecessors(in: entries, contradictions)
    if predecessors.isEmpty { return byDate }
    var (ordered, placed): ([Entry], Set<EntryID>) = ([], [])
    for entry in byDate {
      var open: [(entry: Entry, isReady: Bool)] = [(entry, false)]
      while let (next, isReady) = open.popLast() {
        if isReady { ordered.append(next) }
        guard !isReady, placed.insert(next.id).inserted else { continue }
        open.append((next, true))
        guard let earlier = predecessors[next.id] else { continue }
        let before = Set(earlier).subtracting(placed).compactMap(entries.at)
        open += before.sorted { $0.id > $1.id }.map { ($0, false) }
      }
    }
    return ordered
  }

  /// For each entry, those that sources place before it.
  private static func predecessors(
    in entries: [Entry], _ contradictions: [TemporalNetwork.Contradiction]
  ) -> [EntryID: [EntryID]] {
    let contradicted = Set(contradictions.flatMap(\.distances))
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

  /// Whether someone attests that the record holds every entry of a kind from a day on until now. What is not covered until now is not by waiting.
  package func covers(_ kind: Kind, since first: Day?) -> Bool {
    covers(kind, DayRange(first, commons.asOf)) && covers(kind, DayRange(first, asOf))
  }

  /// Whether someone attests that the record holds every entry of a kind for all of these days.
  package func covers(_ kind: Kind, _ days: DayRange) -> Bool {
    ask(for: [.coverageAttested])
    func isCovered(_ attested: Completeness) -> Bool { attested.kinds.contains(kind) && attested.days.covers(days) }
    return complete.contains(where: isCovered) || commons.complete.contains(where: isCovered)
  }

  /// A source's statement that there was no such entry about another, to someone.
  package func omissions(of kind: Kind, about id: EntryID, to actor: Actor? = nil) -> [Occurrence<OmissionStated>] {
    omissions.filter { stated in
      guard let omission = stated.of.shown else { return false }
      return omission.kind == kind && omission.about.contains(id) && (actor.map(omission.to.contains) ?? true)
    }
  }

  /// What hides from its reader of what a source states that there was none.
  package var unseenOmissions: [Gap] { omissions.compactMap { $0.of.gap } }
}

/// An entry of one kind, with its payload at hand.
@dynamicMemberLookup
package struct Occurrence<P: Payload>: Hashable, Sendable {
  package let entry: Entry
  package let payload: P

  package init?(_ entry: Entry) {
    guard let payload = entry.event.told(as: P.self) else { return nil }
    self.entry = entry
    self.payload = payload
  }

  package var id: EntryID { entry.id }
  package var occurred: DayRange { entry.occurred }

  package subscript<Value>(dynamicMember path: KeyPath<P, Value>) -> Value { payload[keyPath: path] }
}

extension [EntryID] {
  /// Each once, ascending.
  var ascending: [EntryID] {
    if count < 2 { return self }
    return sorted().reduce(into: []) { found, id in
      if found.last != id { found.append(id) }
    }
  }
}

extension Collection where Element: Hashable {
  /// Each element once, where it first stands.
  package var uniqued: [Element] {
    if count < 2 { return Array(self) }
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

/// What the scenes of all cases share: the organization as it stands at the end of a day.
final class Commons: Sendable {
  let asOf: Day
  let charters: [Charter]
  /// What the record is held against, in the order of the charters and their clauses.
  let provisions: [Provision]
  /// What keeps the reader from knowing every version of the code.
  let unseenCharters: [Gap]
  /// Of every entry that another corrects, the one that stands in its place.
  let corrections: [EntryID: EntryID]
  /// The organization's own entries, in the order of their numbers, by their own dates.
  let entries: [Entry]
  /// The same as far as what is said of them among themselves bounds them, too.
  let bounded: [Entry]
  /// What is said of how they lie to each other in time; nil where nothing is that their dates do not say.
  let network: TemporalNetwork?
  /// Entries of cases, as far as can be told, that they are said to lie before or after.
  let tied: Set<EntryID>
  /// Whether the reader sees all that there is to see of when they were.
  let isWhole: Bool
  /// Whether the reader does not see of some of them of what kind they are, or whether they correct others.
  let hidesSome: Bool
  /// Their distances that the reader does not see.
  let unseenTimings: [Gap]
  /// Where the entries of each kind are among them, by the places of the kinds.
  let places: [[Int]]
  /// Of what they attest that the record holds it all.
  let complete: [Completeness]
  /// Entries of which the reader does not see to which case they belong.
  let unplaced: [Entry]

  init(
    asOf: Day, charters: [Charter], unseenCharters: [Gap], corrections: [EntryID: EntryID], entries: [Entry], unplaced: [Entry]
  ) {
    (self.asOf, self.charters, self.unseenCharters) = (asOf, charters, unseenCharters)
    (self.corrections, self.entries, self.unplaced) = (corrections, entries, unplaced)
    provisions = charters.flatMap(Provision.all)
    isWhole = entries.allSatisfy(\.isTimed)
    hidesSome = entries.contains(where: \.isHiddenInPart)
    unseenTimings = entries.compactMap(\.header.timing.gap)
    var places = [[Int]](repeating: [], count: Kind.all.count)
    for (place, entry) in entries.enumerated() {
      if let kind = entry.kind { places[kind.schema.place].append(place) }
    }
    self.places = places
    complete = places[CoverageAttested.schema.place].compactMap { Completeness(entries[$0]) }
    tied = entries.reduce(into: []) { tied, entry in
      for other in entry.related where entries.at(other) == nil { tied.insert(other) }
    }
    let network = TemporalNetwork(of: entries)
    self.network = network
    bounded = network.map { network in entries.map { $0.bounded(by: network.placed($0.id)) } } ?? entries
  }
}

extension Entry {
  /// Whether its reader does not see of what kind it is, or whether it corrects another.
  var isHiddenInPart: Bool { kind == nil || header.corrects.gap != nil }
}

/// That the record holds every entry of some kinds for all of some days, as someone attests.
struct Completeness: Sendable {
  let kinds: KindSet
  let days: DayRange

  /// Nil where the reader does not see of which kinds, or of which days.
  init?(_ entry: Entry) {
    guard case .coverageAttested(let attested) = entry.event, let kinds = attested.kinds.shown, let days = entry.stretch else { return nil }
    (self.kinds, self.days) = (KindSet(kinds), days)
  }
}

extension Commons {
  /// The kinds of the organization's own entries that may be of a day or a later one.
  func kinds(from day: Day) -> KindSet {
    let later = entries.filter { entry in entry.dated.isEmpty || (entry.dated.last.map { $0 >= day } ?? true) }
    return later.contains { $0.kind == nil } ? .all : KindSet(later.compactMap(\.kind))
  }

  /// What the scene of the organization itself stands in: of its own entries it is made.
  var ofOrganization: Commons {
    Commons(
      asOf: asOf, charters: charters, unseenCharters: unseenCharters, corrections: corrections, entries: [], unplaced: unplaced)
  }
}

extension TemporalNetwork {
  /// The network of dates and distances; nil where the dates say all. What undoes, answers, reports on or repeats an entry does not come before it.
  init?(of entries: [Entry]) {
    let isSaid = entries.contains { entry in
      guard !entry.related.isEmpty else { return false }
      return entry.header.timing.shown?.isEmpty == false
        || entry.event.followed.contains { earlier in
          entries.at(earlier).map { $0.id != entry.id && !$0.dated.isSettled(before: entry.dated) } ?? false
        }
    }
    guard isSaid else { return nil }
    self.init(tying: entries)
  }

  /// The network of dates and distances of entries, in whatever order.
  init(tying entries: [Entry]) {
    self.init(
      dates: Dictionary(entries.map { ($0.id, $0.dated) }) { first, _ in first },
      distances: entries.flatMap { entry in (entry.header.timing.shown ?? []).map { (entry.id, $0) } },
      orders: entries.flatMap { entry in entry.event.followed.map { Order(earlier: $0, later: entry.id, statedBy: entry.id) } })
  }
}

extension Entry {
  /// Whether the reader sees of what kind it is, and all that it says of when it was.
  var isTimed: Bool { kind != nil && header.occurred.gap == nil && header.timing.gap == nil }

  /// The same within the days that others leave for it.
  func bounded(by days: DayRange?) -> Entry {
    var entry = self
    entry.bounds = days
    return entry
  }
}

extension [Entry] {
  /// The entry of that number among entries in the order of their numbers.
  func at(_ id: EntryID) -> Entry? {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && self[low].id == id ? self[low] : nil
  }
}

/// When the matters of a case's entries can have been, and the order in which they stand: by their own dates, and by the distances that sources
/// give where those leave it open.
package struct Placement: Sendable {
  /// The days on which each entry's matter can have happened. Where dates and distances contradict each other, the date alone counts.
  package let days: [EntryID: DayRange]
  /// The entries in their places; what has neither a date nor a distance comes last.
  package let entries: [Entry]

  package init(_ scene: Scene) {
    let (order, successions) = (scene.chronology, Placement.successions(in: scene.entries))
    days = Placement.days(of: order, successions)
    entries = Placement.placed(order, days, successions)
  }

  /// A source's word that one entry's matter came before another's, and by how much: for each entry, those before it.
  private typealias Successions = [EntryID: [(earlier: EntryID, distance: Timing.Distance?)]]

  private static func successions(in entries: [Entry]) -> Successions {
    var found: Successions = [:]
    for entry in entries {
      for timing in entry.header.timing.shown ?? [] {
        switch timing.side {
        case .after: found[entry.id, default: []].append((timing.entry, timing.distance))
        case .before: found[timing.entry, default: []].append((entry.id, timing.distance))
        }
      }
    }
    return found
  }

  private static func days(of order: [Entry], _ successions: Successions) -> [EntryID: DayRange] {
    var found = Dictionary(uniqueKeysWithValues: order.map { ($0.id, $0.occurred) })
    for entry in order {
      for (earlier, distance) in successions[entry.id] ?? [] {
        guard let before = found[earlier], let days = found[entry.id] else { continue }
        let first = before.first.map { $0 + (distance?.least ?? Period()) }
        let last = distance?.most.flatMap { most in before.last.map { $0 + most } }
        found[entry.id] = days.intersection(DayRange(first, last))
      }
    }
    for entry in order.reversed() {
      for (earlier, _) in successions[entry.id] ?? [] {
        guard let after = found[entry.id], let days = found[earlier] else { continue }
        found[earlier] = days.intersection(DayRange(nil, after.last))
      }
    }
    for entry in order where found[entry.id]?.isEmpty ?? false { found[entry.id] = entry.occurred }
    return found
  }

  private static func placed(_ order: [Entry], _ days: [EntryID: DayRange], _ successions: Successions) -> [Entry] {
    var places: [EntryID: Int] = [:]
    for entry in order { places[entry.id] = (days[entry.id]?.first ?? days[entry.id]?.last)?.number ?? .max }
    // What has no first day of its own stands right before what it came before.
    for entry in order.reversed() {
      guard let place = places[entry.id] else { continue }
      for (earlier, _) in successions[entry.id] ?? [] { places[earlier] = places[earlier].map { min($0, place) } }
    }
    let keys = order.enumerated().map { rank, entry in
      (place: places[entry.id] ?? .max, last: days[entry.id]?.last?.number ?? .max, rank: rank)
    }
    return keys.sorted { ($0.place, $0.last, $0.rank) < ($1.place, $1.last, $1.rank) }.map { order[$0.rank] }
  }
}

extension Timing.Distance {
  /// What lies between at least. A period counts from the earliest day on, for its months have no fixed length.
  fileprivate var least: Period? {
    switch bound {
    case .atLeast, .moreThan, .exactly: period
    case .atMost, .lessThan, .about: nil
    }
  }

  /// What lies between at most.
  fileprivate var most: Period? {
    switch bound {
    case .atMost, .lessThan, .exactly: period
    case .atLeast, .moreThan, .about: nil
    }
  }
}

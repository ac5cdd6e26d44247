extension Scene {
  /// A source's word that one entry's matter came before another's, and by how much.
  private var successions: [EntryID: [(earlier: EntryID, distance: Timing.Distance?)]] {
    var found: [EntryID: [(earlier: EntryID, distance: Timing.Distance?)]] = [:]
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

  /// The days on which each entry's matter can have happened: by its own date, and by what the sources place before and after it. Where these
  /// contradict each other, the date alone counts.
  package var days: [EntryID: DayRange] {
    let (order, successions) = (chronology, successions)
    var found = Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0.occurred) })
    for entry in order {
      for (earlier, distance) in successions[entry.id] ?? [] {
        guard let before = found[earlier], let days = found[entry.id] else { continue }
        let bounds = DayRange(
          before.first.map { $0 + (distance?.least ?? Period()) }, distance?.most.flatMap { most in before.last.map { $0 + most } })
        found[entry.id] = days.intersection(bounds)
      }
    }
    for entry in order.reversed() {
      for (earlier, _) in successions[entry.id] ?? [] {
        guard let after = found[entry.id], let days = found[earlier] else { continue }
        found[earlier] = days.intersection(DayRange(nil, after.last))
      }
    }
    for entry in entries where found[entry.id]?.isEmpty ?? false { found[entry.id] = entry.occurred }
    return found
  }

  /// The entries in their places: by their days, and what has no date where distances put it; what has neither comes last.
  package var placed: [Entry] {
    let (order, days, successions) = (chronology, days, successions)
    var places: [EntryID: Int] = [:]
    for entry in order { places[entry.id] = (days[entry.id]?.first ?? days[entry.id]?.last)?.number ?? .max }
    for entry in order.reversed() {
      guard let place = places[entry.id] else { continue }
      for (earlier, _) in successions[entry.id] ?? [] { places[earlier] = places[earlier].map { min($0, place) } }
    }
    return order.enumerated().sorted { one, other in
      let last = (days[one.element.id]?.last?.number ?? .max, days[other.element.id]?.last?.number ?? .max)
      return (places[one.element.id] ?? .max, last.0, one.offset) < (places[other.element.id] ?? .max, last.1, other.offset)
    }.map(\.element)
  }
}

extension Timing.Distance {
  /// What lies between at least; months have no fixed length, so that a period counts from the earliest day on.
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

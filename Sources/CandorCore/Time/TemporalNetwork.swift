/// What dates and distances together tell of when matters happened: a simple temporal network over days (Dechter, Meiri and Pearl,
/// "Temporal constraint networks", Artificial Intelligence 49, 1991).
///
/// A period is counted from the day of the entry that the source names: on from it for `after`, back from it for `before`. Months are
/// counted by the calendar wherever that day is bounded; between entries of which no day is known they are as short and as long as months
/// can be. "About" is a unit of what is written on each side: a year for whole years, a month for whole months, a week for whole weeks,
/// else a day. Whatever comes after another comes after it within a day, too, so that sources may contradict each other where only one day
/// is concerned.
///
/// Bounds and answers are never sharper than what all dates and the distances that hold together say.
package struct TemporalNetwork: Sendable {
  /// What cannot all hold, as few statements as make a contradiction. The distances in it bound nothing.
  package let contradictions: [Contradiction]
  private let dates: [EntryID: DayRange]
  private let components: [TemporalComponent]
  /// In which component an entry lies that something is said of, and where.
  private let places: [EntryID: Place]

  /// Statements that cannot all hold, none of which can be left out.
  package struct Contradiction: Hashable, Sendable {
    /// The entries whose dates take part, ascending.
    package let dates: [EntryID]
    /// The entries whose distances, or whose place in an order, take part, ascending.
    package let distances: [EntryID]

    /// All of them, ascending.
    package var entries: [EntryID] { Set(dates + distances).sorted() }
  }

  /// That a matter did not come before another, though perhaps on the same day: an undoing does not come before what it undoes.
  package struct Order: Hashable, Sendable {
    package var earlier: EntryID
    package var later: EntryID
    /// The entry from which that follows.
    package var statedBy: EntryID

    package init(earlier: EntryID, later: EntryID, statedBy: EntryID) {
      (self.earlier, self.later, self.statedBy) = (earlier, later, statedBy)
    }
  }

  /// - Parameters:
  ///   - dates: for each entry the days among which its own date places it, open where it has none; what is said of others is ignored.
  ///   - distances: what each entry's sources say of its distance to another.
  ///   - orders: what follows from what the entries are.
  package init(
    dates: [EntryID: DayRange], distances: [(entry: EntryID, timing: Timing)], orders: [Order] = []
  ) {
    self.dates = dates
    var statements: [Statement] = []
    var contradictions: [Contradiction] = []
    for (entry, timing) in distances where dates[entry] != nil && dates[timing.entry] != nil {
      if timing.isImpossible(for: entry) {
        contradictions.append(Contradiction(dates: [], distances: [entry]))
      } else {
        statements.append(Statement(by: entry, entry, timing.entry, timing))
      }
    }
    for order in orders where dates[order.earlier] != nil && dates[order.later] != nil && order.earlier != order.later {
      statements.append(Statement(by: order.statedBy, order.later, order.earlier, nil))
    }
    var components: [TemporalComponent] = []
    var places: [EntryID: Place] = [:]
    var lengths: [Int: ClosedRange<Int>] = [:]
    for part in TemporalNetwork.parts(of: statements) where !part.allSatisfy({ $0.isSettled(by: dates) }) {
      let entries = Set(part.flatMap { [$0.entry, $0.reference] }).sorted()
      for (node, entry) in entries.enumerated() { places[entry] = Place(component: components.count, node: node) }
      var constraints: [TemporalConstraint] = []
      for (index, statement) in part.enumerated() {
        guard let entry = places[statement.entry]?.node, let reference = places[statement.reference]?.node else { continue }
        constraints += statement.constraints(entry, reference, index: index, lengths: &lengths)
      }
      var component = TemporalComponent(
        entries: entries, dates: entries.map { dates[$0]?.ifAny ?? .unknown }, statements: part.map(\.statedBy), constraints: constraints)
      contradictions += component.settle()
      components.append(component)
    }
    self.components = components
    self.places = places
    self.contradictions = contradictions.sorted { $0.entries.lexicographicallyPrecedes($1.entries) }
  }

  /// The days among which an entry's matter happened; any day for an entry that is not in the network.
  package func days(of id: EntryID) -> DayRange {
    guard let place = places[id] else { return dates[id] ?? .unknown }
    return components[place.component].bounds[place.node].counted
  }

  /// The days that what is said of an entry leaves for it; nil where nothing is said that its own date does not say.
  func placed(_ id: EntryID) -> DayRange? { places[id].map { components[$0.component].bounds[$0.node].counted } }

  /// Whether what is said ties two entries together.
  func ties(_ one: EntryID, _ other: EntryID) -> Bool { together(one, other) != nil }

  /// How many days passed from one matter to another; never less than none, as if the other came before.
  package func span(from one: EntryID, to other: EntryID) -> Span {
    let most = least(from: other, to: one).map { max(0, -$0) }
    // Beyond the days that are counted, all lengths are alike.
    let all = Day.last - Day.first
    return Span(atLeast: min(all, max(0, least(from: one, to: other) ?? 0)), atMost: most.flatMap { $0 > all ? nil : $0 })
  }

  /// Whether one matter happened before another. It did where sources place it before, or its day lies before the other's for sure; it did
  /// not where the other comes before it, or its day is for sure the same or a later one.
  package func order(_ one: EntryID, _ other: EntryID) -> Truth {
    if one == other { return .no }
    if let (component, first, second) = together(one, other) {
      if component.places(first, before: second) { return .yes }
    }
    if let days = least(from: one, to: other), days > 0 { return .yes }
    if let days = least(from: other, to: one), days >= 0 { return .no }
    return .unknown([])
  }

  private struct Place {
    let component: Int
    let node: Int
  }

  private func together(_ one: EntryID, _ other: EntryID) -> (TemporalComponent, Int, Int)? {
    guard let one = places[one], let other = places[other], one.component == other.component else { return nil }
    return (components[one.component], one.node, other.node)
  }

  /// How many days one entry lies after another at the least; negative where it may lie before, nil where nothing tells.
  private func least(from one: EntryID, to other: EntryID) -> Int? {
    if let (component, first, second) = together(one, other) { return component.least(from: first, to: second) }
    return days(of: one).last.flatMap { last in days(of: other).first.map { $0 - last } }
  }

  /// The statements, apart by what they tie together.
  private static func parts(of statements: [Statement]) -> [[Statement]] {
    // Each entry points to another of its part, and at last to one that stands for all of it.
    var leaders: [EntryID: EntryID] = [:]
    func leader(of entry: EntryID) -> EntryID {
      var leader = entry
      while let next = leaders[leader], next != leader {
        // Halving the way keeps ways short.
        if let beyond = leaders[next] { leaders[leader] = beyond }
        leader = next
      }
      return leader
    }
    for statement in statements {
      let (one, other) = (leader(of: statement.entry), leader(of: statement.reference))
      leaders[max(one, other)] = min(one, other)
    }
    let parts = Dictionary(grouping: statements) { leader(of: $0.entry) }
    return parts.sorted { $0.key < $1.key }.map(\.value)
  }
}

/// What one entry says of how a matter lies to another.
private struct Statement {
  let statedBy: EntryID
  let entry: EntryID
  let reference: EntryID
  /// None where it says only that the matter does not come before the other.
  let timing: Timing?

  init(by statedBy: EntryID, _ entry: EntryID, _ reference: EntryID, _ timing: Timing?) {
    (self.statedBy, self.entry, self.reference, self.timing) = (statedBy, entry, reference, timing)
  }

  /// Whether the dates say it already: it says only that a matter does not come before another, and that one's days are over by then.
  func isSettled(by dates: [EntryID: DayRange]) -> Bool {
    guard timing == nil, let later = dates[entry], let earlier = dates[reference] else { return false }
    return earlier.isSettled(before: later)
  }

  /// Its constraints on two places of a component; `lengths` holds how many days so many months take.
  func constraints(_ entry: Int, _ reference: Int, index: Int, lengths: inout [Int: ClosedRange<Int>]) -> [TemporalConstraint] {
    guard let timing else { return [TemporalConstraint(reference, .notBefore, entry, statement: index)] }
    let isAfter = timing.side == .after
    var constraints = [
      isAfter
        ? TemporalConstraint(reference, .after, entry, statement: index) : TemporalConstraint(entry, .after, reference, statement: index)
    ]
    guard let bounds = timing.distance?.bounds else { return constraints }
    for (bound, isLeast) in [(bounds.least, isAfter), (bounds.most, !isAfter)] {
      guard let (period, more) = bound else { continue }
      let sign = isAfter ? 1 : -1
      let (months, days) = (sign * period.months, sign * (period.days + more))
      let length = lengths[months] ?? Period.lengths(ofMonths: months)
      lengths[months] = length
      constraints.append(
        TemporalConstraint(entry, isLeast: isLeast, months: months, days: days, from: reference, statement: index, lengths: length))
    }
    return constraints
  }
}

extension Timing {
  /// Whether it cannot hold whatever else does: nothing comes after itself, and no distance is less than none.
  fileprivate func isImpossible(for id: EntryID) -> Bool {
    entry == id || distance == Distance(bound: .lessThan, period: Period())
  }
}

extension DayRange {
  /// Whether all of its days are over when those of `later` begin, or on that day: that it does not come after it then bounds neither.
  func isSettled(before later: DayRange) -> Bool {
    guard let last, let start = later.first, last <= start, !isEmpty, !later.isEmpty else { return false }
    return counted == self && later.counted == later
  }

  /// The same, or any day where its ends leave none: a date alone contradicts nothing.
  fileprivate var ifAny: DayRange {
    if let first, let last, first > last { return .unknown }
    return self
  }

  /// The same within the days that are counted; what lies beyond them is open.
  fileprivate var counted: DayRange {
    let earliest = first.flatMap { $0 < Day.first ? nil : min($0, Day.last + 1) }
    let latest = last.flatMap { $0 > Day.last ? nil : max($0, Day.first + -1) }
    return DayRange(earliest, latest)
  }
}

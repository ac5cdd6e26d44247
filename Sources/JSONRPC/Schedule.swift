/// What a call does, as far as the order of calls depends on it.
public enum CallKind: Hashable, Sendable, CaseIterable {
  /// Changes something: changes are made one after another in the order of their arrival, and one begun is never cut short.
  case change
  /// Changes nothing: begins when the changes that arrived before it are made, may run beside other reads and later changes, and may be
  /// cancelled.
  case read
  /// A read that neither waits for anything nor takes long, such as a ping: may be answered by the thread that reads the input.
  case quick
  /// Ends what came before it, such as `shutdown`: begins when everything that arrived before it is answered, and what arrives after it waits
  /// for it. One begun is never cut short.
  case barrier

  /// Whether one that runs may be told that its answer is no longer wanted.
  var isCancellable: Bool {
    switch self {
    case .change, .barrier: false
    case .read, .quick: true
    }
  }
}

/// Decides when each call begins: changes one after another; a read after the changes that arrived before it; a change waits for nothing but
/// earlier changes; a barrier stands alone. It knows neither threads nor time.
package struct Schedule<Item: Sendable>: Sendable {
  private struct Waiting {
    var item: Item
    var kind: CallKind
    var arrival: Int
  }

  private let readers: Int
  private var waiting: [Waiting] = []
  private var arrivals = 0
  private var (reads, quick) = (0, 0)
  /// The arrival of the change being made, or of the barrier.
  private var change: Int?

  /// A schedule that lets so many reads run at once.
  package init(readers: Int) { self.readers = readers }

  /// Takes an arrival in.
  package mutating func add(_ item: Item, _ kind: CallKind) {
    arrivals += 1
    waiting.append(Waiting(item: item, kind: kind, arrival: arrivals))
  }

  /// The next that may begin, and has thereby begun; nil where all must wait.
  package mutating func next() -> Item? {
    // Nothing behind a waiting change or barrier may overtake it; a read before it may still lack a place.
    let first = waiting.firstIndex { candidate in
      switch candidate.kind {
      case .change, .barrier: true
      case .read: reads < readers && candidate.arrival < change ?? .max
      case .quick: candidate.arrival < change ?? .max
      }
    }
    guard let first else { return nil }
    let chosen = waiting[first]
    switch chosen.kind {
    case .change:
      guard change == nil else { return nil }
      change = chosen.arrival
    case .barrier:
      guard first == 0, change == nil, reads == 0, quick == 0 else { return nil }
      change = chosen.arrival
    case .read: reads += 1
    case .quick: quick += 1
    }
    waiting.remove(at: first)
    return chosen.item
  }

  /// Says that one that had begun is done.
  package mutating func finish(_ kind: CallKind) {
    switch kind {
    case .change, .barrier: change = nil
    case .read: reads -= 1
    case .quick: quick -= 1
    }
  }

  /// Takes out what has not begun.
  package mutating func remove(where matches: (Item) -> Bool) -> [Item] {
    let removed = waiting.map(\.item).filter(matches)
    waiting.removeAll { matches($0.item) }
    return removed
  }
}

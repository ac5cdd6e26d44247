package import CandorCore

/// What came to pass in every case in a time, as numbers within bounds.
package struct PeriodFigures: Sendable {
  package let first: Day
  package let last: Day
  /// Numbers from 1 to below this are not told.
  static let least = 5

  private(set) var counts: [Kind: Bounds] = [:]
  /// In days, of every duty that arose in this time and was met.
  private(set) var lasted: [ClauseID: [Span]] = [:]
  private(set) var standings: [ClauseID: [Standing: Bounds]] = [:]

  /// How many there are for certain, and how many there may be.
  struct Bounds: Hashable {
    var sure = 0
    var possible = 0
  }

  /// How a duty stands, as it is counted.
  enum Standing: CaseIterable {
    case met, late, part, breached, open, excused, undetermined
  }

  /// - Parameters:
  ///   - first: the first day of the time.
  ///   - last: its last day, not before the first.
  package init(from first: Day, to last: Day) { (self.first, self.last) = (first, last) }

  /// Counts what a case adds, or the organization itself.
  ///
  /// - Parameter duties: those of the scene that the edition's readers may know of.
  package mutating func add(_ scene: Scene, _ duties: [Duty]) {
    for entry in scene.entries {
      // Another account of what is counted already counts nothing more.
      guard let kind = entry.kind, entry.header.disputes.is(nil) == .yes, let place = place(of: entry.occurred) else { continue }
      let number = if case .membershipChanged(let changed) = entry.event { (changed.count.shown ?? nil) ?? 1 } else { 1 }
      counts[kind, default: Bounds()].add(number, isSure: place == .within)
    }
    for duty in duties {
      guard let place = place(of: duty.since) else { continue }
      standings[duty.clause, default: [:]][duty.counted, default: Bounds()].add(1, isSure: place == .within)
      if duty.state == .met, place == .within, let span = duty.lasted { lasted[duty.clause, default: []].append(span) }
    }
  }

  private enum Place { case within, perhaps }

  /// Whether something lies in this time; nil where it does not.
  private func place(of range: DayRange) -> Place? {
    if let begin = range.first, let end = range.last, first <= begin, end <= last { return .within }
    if let end = range.last, end < first { return nil }
    if let begin = range.first, begin > last { return nil }
    return .perhaps
  }

  /// A number as it may be told.
  func told(_ bounds: Bounds) -> Sentence {
    if bounds.possible == 0 { return "0" }
    if bounds.possible < Self.least { return Wording.fewer(than: Self.least) }
    if bounds.sure == bounds.possible { return "\(bounds.sure)" }
    return bounds.sure < Self.least ? "at most \(bounds.possible)" : "\(bounds.sure) to \(bounds.possible)"
  }

  /// How many duties of a clause were met, where that tells nothing of a number that is not told.
  func toldMet(_ clause: ClauseID) -> Sentence {
    let parts = [Standing.met, .late, .part].map { standings[clause]?[$0] ?? Bounds() }
    let isHidden = parts.contains { $0.possible > 0 && $0.sure < Self.least }
    return isHidden ? Wording.leftOut : "\(lasted[clause]?.count ?? 0)"
  }

  /// Which share of a clause's duties was met in time, whole; nil where too few were counted, or where it would tell a number that is not told.
  func share(_ clause: ClauseID) -> Int? {
    let numbers = Standing.allCases.map { standings[clause]?[$0] ?? Bounds() }
    let all = numbers.reduce(0) { $0 + $1.sure }
    let isTold = numbers.allSatisfy { $0.sure == $0.possible && ($0.sure == 0 || $0.sure >= Self.least) }
    return isTold && all >= Self.least ? (standings[clause]?[.met]?.sure ?? 0) * 100 / all : nil
  }

  /// The median, in days, as far as the record tells; nil where too few were counted.
  func median(_ clause: ClauseID) -> Sentence? {
    guard let spans = lasted[clause], spans.count >= Self.least else { return nil }
    let most = spans.compactMap(\.atMost)
    return Wording.days(Self.median(spans.map(\.atLeast)), most.count == spans.count ? Self.median(most) : nil)
  }

  /// The shortest and the longest, in days; nil where too few were counted.
  func range(_ clause: ClauseID) -> Sentence? {
    guard let spans = lasted[clause], spans.count >= Self.least, let least = spans.map(\.atLeast).min() else { return nil }
    let most = spans.compactMap(\.atMost)
    return Wording.days(least, most.count == spans.count ? most.max() : nil)
  }

  /// Of an even number, the smaller of the two in the middle: a value that was counted.
  private static func median(_ values: [Int]) -> Int { values.sorted()[(values.count - 1) / 2] }
}

extension PeriodFigures.Bounds {
  mutating func add(_ number: Int, isSure: Bool) {
    if isSure { sure += number }
    possible += number
  }
}

extension Duty {
  /// How it is counted.
  fileprivate var counted: PeriodFigures.Standing {
    switch state {
    case .met: extent == .part ? .part : late == nil ? .met : .late
    case .breached: .breached
    case .open: .open
    case .undetermined: .undetermined
    case .excused, .lapsed: .excused
    }
  }
}

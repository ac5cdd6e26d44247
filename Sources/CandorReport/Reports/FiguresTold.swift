package import CandorCore

// What readers learn of a number that a report on a time tells, or does not tell: for holding one such report against another.

extension PeriodFigures {
  /// A number of such a report.
  package enum Cell: Hashable, Sendable {
    /// How many entries of a kind.
    case entries(Kind)
    /// How many duties of a clause stand so; the place of the standing in its table, from 0.
    case duties(ClauseID, standing: Int)
  }

  /// Numbers that are not told are within these.
  package static let hidden = 1...(least - 1)

  /// What readers know of every number that is not 0 for certain.
  package var told: [Cell: ClosedRange<Int>] {
    var told: [Cell: ClosedRange<Int>] = [:]
    for (kind, bounds) in counts where Wording.counted(kind) != nil { told[.entries(kind)] = bounds.told }
    for (clause, standings) in standings {
      for (place, standing) in Standing.allCases.enumerated() {
        told[.duties(clause, standing: place)] = standings[standing]?.told
      }
    }
    return told
  }
}

extension PeriodFigures.Bounds {
  /// What is known of it from what is told; nil for 0.
  fileprivate var told: ClosedRange<Int>? {
    if possible == 0 { return nil }
    // Not even whether there was one is told of what is uncertain.
    if possible < PeriodFigures.least { return sure == possible ? PeriodFigures.hidden : 0...PeriodFigures.hidden.upperBound }
    return sure == possible || sure >= PeriodFigures.least ? sure...possible : 0...possible
  }
}

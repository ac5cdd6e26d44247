package import StrictJSON

/// A distance to another entry where a source gives that instead of a date: `{after: LABEL, moreThan: P18M}`.
package struct Timing: Hashable, Sendable {
  /// On which side of the other entry.
  package enum Side: String, Choice {
    case after, before
  }

  /// How the period bounds the distance.
  package enum Bound: String, Choice {
    case atLeast, moreThan, atMost, lessThan, exactly, about
  }

  package var side: Side
  package var entry: EntryID
  /// None where the source says only which came first.
  package var distance: Distance?

  package init(side: Side, entry: EntryID, distance: Distance? = nil) {
    (self.side, self.entry, self.distance) = (side, entry, distance)
  }

  /// A bound on how far apart, in whole days.
  package struct Distance: Hashable, Sendable {
    package var bound: Bound
    package var period: Period

    package init(bound: Bound, period: Period) {
      (self.bound, self.period) = (bound, period)
    }
  }
}

extension Timing: Datum {
  package static var shape: Shape {
    .record(
      Side.allCases.map { Shape.Member($0.rawValue, .entry, "the entry it came \($0.rawValue)", required: false) }
        + Bound.allCases.map { Shape.Member($0.rawValue, .period, "by how much", required: false) })
  }

  package init?(_ input: Input) {
    guard let object = input.object(Side.names + Bound.names) else { return nil }
    let sides = Side.allCases.filter { object.has($0.rawValue) }
    let bounds = Bound.allCases.filter { object.has($0.rawValue) }
    guard sides.count == 1, bounds.count <= 1 else {
      input.mistake("timing", "a distance names one other entry and at most one bound", expected: "{ after: LABEL, moreThan: P18M }")
      return nil
    }
    let entry: EntryID? = object.required(sides[0].rawValue)
    let period = bounds.first.map { object.required($0.rawValue, Period.self) }
    guard let entry, period.map({ $0 != nil }) ?? true else { return nil }
    let distance = bounds.first.flatMap { bound in period?.map { Distance(bound: bound, period: $0) } }
    self.init(side: sides[0], entry: entry, distance: distance)
  }

  package var json: JSONValue {
    var object = JSONObject()
    object[side.rawValue] = entry.json
    if let distance { object[distance.bound.rawValue] = distance.period.json }
    return .object(object)
  }
}

import CandorCore

/// What a picture draws: data, and every word that is to stand in it.
package enum Drawing: Hashable, Sendable {
  case timeline(Timeline)
  case vote(Ballot)
}

extension Drawing {
  /// Every text of it.
  var texts: [String] {
    switch self {
    case .timeline(let timeline):
      let words = timeline.words
      let key = [words.day, words.between, words.unbounded, words.wait, words.due, words.overdue, words.undetermined, words.folded]
      let rows = timeline.groups.flatMap { group in [group.title].compactMap(\.self) + group.rows.map(\.label) }
      return rows + words.months + key + [timeline.asOf.label]
    case .vote(let ballot):
      let results = ballot.results.flatMap { [$0.title, $0.needed?.label].compactMap(\.self) }
      let counts = (ballot.results.flatMap(\.counts) + ballot.apart).flatMap { [$0.label, $0.words] }
      return results + counts + [ballot.apartTitle, ballot.partlyKnown].compactMap(\.self)
    }
  }

  /// The ids it links to.
  var anchors: [String] {
    switch self {
    case .timeline(let timeline): timeline.groups.flatMap(\.rows).compactMap(\.anchor)
    case .vote: []
    }
  }

  /// Why it cannot be drawn; nil where it can.
  var fault: (message: String, hint: String)? {
    switch self {
    case .timeline(let timeline):
      if timeline.words.months.count != 12 {
        return ("its axis names \(timeline.words.months.count) months", "Name all twelve, January first.")
      }
      if timeline.groups.isEmpty || timeline.groups.contains(where: \.rows.isEmpty) {
        return ("it has nothing in a row to draw", "Leave out what is empty, or the picture.")
      }
      let days = timeline.groups.flatMap(\.rows).flatMap(\.extent.ranges)
      if days.contains(where: \.isEmpty) { return ("something in it ends before it begins", "Give the earlier day first.") }
    case .vote(let ballot):
      let counts = ballot.results.flatMap(\.counts) + ballot.apart
      if ballot.results.isEmpty || ballot.results.contains(where: \.counts.isEmpty) {
        return ("it has a result without a bar", "Leave out what is empty, or the picture.")
      }
      if counts.map(\.bounds).contains(where: { $0.atLeast < 0 || $0.atMost ?? .max < $0.atLeast }) {
        return ("it counts below nothing, or fewer at most than at least", "Give numbers from 0, the lower bound first.")
      }
    }
    return nil
  }
}

extension Timeline.Extent {
  /// Every range of days in it.
  var ranges: [DayRange] {
    switch self {
    case .event(let days): [days]
    case .duty(let wait): [wait.since, wait.due, wait.until].compactMap(\.self)
    }
  }
}

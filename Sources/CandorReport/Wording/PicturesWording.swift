import CandorCore

extension Wording {
  /// The words of pictures, and of the tables that tell the same.
  enum Drawn {
    static let timeline: Sentence = "What happened, and what was owed, day by day"

    /// What the picture of a chronology shows, in words.
    static func timeline(entries: Int, unsure: Int, first: Sentence, last: Sentence, duties: Int) -> Sentence {
      let told: Sentence = .counted(
        entries, one: "One entry: \(first).", other: "\(entries) entries; the first: \(first); the last: \(last).")
      let dates: Sentence =
        unsure == 0
        ? "Each stands on its day."
        : .counted(
          unsure, one: "Of one of them the sources leave the day open; it stands as a span.",
          other: "Of \(unsure) of them the sources leave the day open; they stand as spans.")
      let owed: Sentence =
        duties == 0
        ? .nothing
        : .counted(
          duties, one: "One duty that has a time stands as a bar from what gave rise to it to the day it was due, and past it.",
          other: "\(duties) duties that have a time stand as bars from what gave rise to them to the days they were due, and past them.")
      return [told, dates, owed].joined(by: " ")
    }

    static let months: [Sentence] = [
      "\(as: "axis")Jan", "\(as: "axis")Feb", "\(as: "axis")Mar", "\(as: "axis")Apr", "\(as: "axis")May", "\(as: "axis")Jun",
      "\(as: "axis")Jul", "\(as: "axis")Aug", "\(as: "axis")Sep", "\(as: "axis")Oct", "\(as: "axis")Nov",
      "\(as: "axis")Dec",
    ]
    static let day: Sentence = "on that day"
    static let between: Sentence = "on some day between"
    static let unbounded: Sentence = "before or after, not known"
    static let wait: Sentence = "time to act"
    static let due: Sentence = "due"
    static let overdue: Sentence = "past due"
    static let undetermined: Sentence = "cannot be told"
    static let folded: Sentence = "time left out"

    static func vote(of entry: Sentence) -> Sentence { "the vote of \(entry)" }
    static let underRule: Sentence = "under the rule"
    static let withoutConflicted: Sentence = "without the conflicted"
    static let apart: Sentence = "took no part in the vote"
    static let partlyKnown: Sentence = "between at least and at most"

    /// What a number of a vote counts, as it heads a column.
    static func count(_ of: VoteCount) -> Sentence {
      switch of {
      case .yes: "in favor"
      case .no: "against"
      case .abstained: "abstained"
      case .cast: "cast"
      case .recused: "recused"
      case .present: "present"
      case .eligible: "eligible"
      }
    }
  }
}

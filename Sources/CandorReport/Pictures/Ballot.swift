/// How a vote came out, and how it would have without those who were conflicted: bars on one scale.
///
///     let counted = Ballot.Result(
///       title: "As counted",
///       counts: [Ballot.Count("For", .yes, Ballot.Bounds(9), words: "9"), Ballot.Count("Against", .no, Ballot.Bounds(4), words: "4")],
///       needed: Ballot.Needed(votes: 7, label: "7 needed"))
///     let without = Ballot.Result(
///       title: "Without the two who were conflicted",
///       counts: [Ballot.Count("For", .yes, Ballot.Bounds(atLeast: 7, atMost: 9), words: "7 to 9")], needed: nil)
///     let recused = Ballot.Count("Recused", .recused, Ballot.Bounds(1), words: "1")
///     Ballot(results: [counted, without], apart: [recused], apartTitle: "Did not vote", partlyKnown: "at most")
package struct Ballot: Hashable, Sendable {
  /// A number of votes or persons, known within bounds.
  package struct Bounds: Hashable, Sendable {
    package var atLeast: Int
    /// Nil where nothing bounds it.
    package var atMost: Int?

    package init(atLeast: Int, atMost: Int?) {
      self.atLeast = atLeast
      self.atMost = atMost
    }

    package init(_ count: Int) { self.init(atLeast: count, atMost: count) }
  }

  /// One bar.
  package struct Count: Hashable, Sendable {
    /// What stands beside it: "For".
    package var label: String
    package var of: VoteCount
    package var bounds: Bounds
    /// The number as it stands at the bar's end: "9", "at least 7".
    package var words: String

    package init(_ label: String, _ of: VoteCount, _ bounds: Bounds, words: String) {
      self.label = label
      self.of = of
      self.bounds = bounds
      self.words = words
    }
  }

  /// How many votes for were needed.
  package struct Needed: Hashable, Sendable {
    package var votes: Int
    /// "majority: 7".
    package var label: String

    package init(votes: Int, label: String) {
      self.votes = votes
      self.label = label
    }
  }

  /// The bars of one way of counting.
  package struct Result: Hashable, Sendable {
    package var title: String
    package var counts: [Count]
    /// Nil where it is not known.
    package var needed: Needed?

    package init(title: String, counts: [Count], needed: Needed?) {
      self.title = title
      self.counts = counts
      self.needed = needed
    }
  }

  /// As counted, then without the conflicted.
  package var results: [Result]
  /// Persons who took no part in the vote: recused, absent.
  package var apart: [Count]
  /// What stands over them; nil where there are none.
  package var apartTitle: String?
  /// What a hatched part of a bar says: "between at least and at most".
  package var partlyKnown: String

  package init(results: [Result], apart: [Count], apartTitle: String?, partlyKnown: String) {
    self.results = results
    self.apart = apart
    self.apartTitle = apartTitle
    self.partlyKnown = partlyKnown
  }
}

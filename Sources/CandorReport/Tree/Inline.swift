/// A run of text within a paragraph, a labelled line or a cell.
package enum Inline: Hashable, Sendable {
  case text(String)
  /// A reference to a section, paragraph, finding or table of this report, with the words that stand for it.
  case reference(to: String, text: String)
  case citation(Citation)
  /// A fixed label in place of what this edition may not show; its length says nothing of what it replaces. Writers put it in brackets.
  case redacted(String)
  /// A number of a vote, for programs that hold the numbers of a vote against one another.
  case count(Int, VoteCount)
  /// Something to be copied exactly: a digest, a command.
  case literal(String)
}

/// Where a statement comes from: entries of the record, and the sources they cite, each with its basis.
package struct Citation: Hashable, Sendable {
  /// A source that a statement rests on.
  package struct Source: Hashable, Sendable {
    /// The id of an ``Evidence`` of the report.
    package var evidence: String
    /// The evidence's label: "L".
    package var label: String
    /// Its basis in words: "firsthand", "reported", "inferred".
    package var basis: String

    package init(evidence: String, label: String, basis: String) {
      self.evidence = evidence
      self.label = label
      self.basis = basis
    }
  }

  /// Entry numbers in the record, ascending.
  package var entries: [Int]
  package var sources: [Source]
  /// The words around them, in the report's language: "entry", "entries".
  package var entriesWord: String

  package init(entries: [Int], sources: [Source], entriesWord: String) {
    self.entries = entries
    self.sources = sources
    self.entriesWord = entriesWord
  }
}

/// What a number of a vote counts.
package enum VoteCount: String, CaseIterable, Hashable, Sendable {
  case yes, no, abstained
  /// Votes for, votes against and abstentions together.
  case cast
  case recused, present, eligible
}

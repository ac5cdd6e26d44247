import CandorCore

/// What others say in a report, and what an edition says of the one before.
extension Wording {
  /// What stands over what someone says.
  static func voice(_ part: Voice.Part, of who: Sentence) -> Sentence {
    switch part {
    case .reply: "Statement of \(who)"
    case .dissent: "Minority report of \(who)"
    }
  }

  static func spoke(on matter: Sentence, when: Sentence) -> Sentence { "\(when), on \(matter). In full:" }

  /// What is said of an edition of which nothing was remarked.
  static func edition(isFirst: Bool) -> Sentence {
    isFirst ? "The first edition." : "A later edition; what changed was not remarked."
  }

  /// What has changed since an edition: the findings by the clauses they are under.
  static func changes(since day: Day, entries: Int, new: [Sentence], other: [Sentence], gone: [Sentence], corrected: [Int]) -> Sentence {
    let parts: [Sentence] = [
      entries == 0
        ? "Since the edition of \(self.day(day)) no entry was added."
        : .counted(
          entries, one: "Since the edition of \(self.day(day)) one entry was added.",
          other: "Since the edition of \(self.day(day)) \(entries) entries were added."),
      corrected.isEmpty ? .nothing : "Corrected: \(corrected.map { "\($0)" as Sentence }.listed()).",
      new.isEmpty ? .nothing : "New findings, under the clauses: \(new.listed()).",
      other.isEmpty ? .nothing : "Findings that stand otherwise, under the clauses: \(other.listed()).",
      gone.isEmpty ? .nothing : "Findings that are no longer made, under the clauses: \(gone.listed()).",
    ]
    return parts.joined(by: " ")
  }
}

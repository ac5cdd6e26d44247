import CandorCore

/// What others say in a report, and what an edition says of the one before.
extension Wording {
  /// What stands over what someone says.
  static func voice(_ part: Voice.Part, of who: Sentence) -> Sentence {
    switch part {
    case .reply: "Reply of \(who)"
    case .dissent: "Minority report of \(who)"
    }
  }

  static func spoke(on matter: Sentence, when: Sentence) -> Sentence { "\(when), on \(matter). In full:" }

  /// What is said of an edition of which nothing was remarked.
  static func edition(isFirst: Bool) -> Sentence {
    isFirst ? "The first edition." : "A later edition; what changed was not remarked."
  }

  /// What has changed since an edition: the findings by what this one calls them.
  static func changes(since day: Day, entries: Int, new: [String], other: [Sentence], gone: Int, corrected: [Int]) -> Sentence {
    let parts: [Sentence] = [
      entries == 0
        ? "Since the edition of \(self.day(day)) no entry was added."
        : .counted(
          entries, one: "Since the edition of \(self.day(day)) one entry was added.",
          other: "Since the edition of \(self.day(day)) \(entries) entries were added."),
      corrected.isEmpty ? .nothing : "Corrected: \(corrected.map { "\($0)" as Sentence }.listed()).",
      new.isEmpty ? .nothing : "New findings: \(new.map { "\($0)" as Sentence }.listed()).",
      other.isEmpty ? .nothing : "Findings that stand otherwise: \(other.listed()).",
      gone == 0
        ? .nothing
        : .counted(gone, one: "One finding of then is no longer made.", other: "\(gone) findings of then are no longer made."),
    ]
    return parts.joined(by: " ")
  }
}

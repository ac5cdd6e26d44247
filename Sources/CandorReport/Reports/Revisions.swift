package import CandorCore

extension CaseReport {
  /// The editions of this report that were published, and what the record held at the newest of them.
  package struct Earlier: Sendable {
    /// The entries that tell of them, the oldest first; never empty.
    package var published: [EntryID]
    /// The day of each.
    package var days: [EntryID: Day]
    /// The last day that the newest of them could tell of.
    package var day: Day
    /// How many entries the record had then.
    package var size: Int
    /// How many entries came since, but for those that tell of editions.
    package var added: Int
    package var duties: [Duty]
    /// By the entry that was corrected, the one that stands in its place.
    package var corrections: [EntryID: EntryID]

    /// - Parameter duties: as evaluated in the fullest view of the record of then.
    package init(
      published: [(entry: EntryID, day: Day)], day: Day, size: Int, added: Int, duties: [Duty], corrections: [EntryID: EntryID]
    ) {
      self.published = published.map(\.entry)
      days = Dictionary(published) { first, _ in first }
      (self.day, self.size, self.added, self.duties, self.corrections) = (day, size, added, duties, corrections)
    }
  }

  /// The editions so far, newest first: this one with what has changed since the one before, and the earlier with what was remarked of them.
  func revisions() -> [Revision] {
    guard let earlier else { return [] }
    let past = earlier.published.enumerated().map { index, id -> Revision in
      let published = scene[id]
      var remark = Sentence.nothing
      if case .editionPublished(let edition)? = published?.event { remark = wording.given(edition.remark, "remark") { "\($0)" } }
      // That there was one, its readers know; what was remarked of it only where the record opens that to them.
      return Revision(
        number: index + 1, date: (earlier.days[id] ?? earlier.day).description,
        remark: scribe.words(remark.isEmpty ? Wording.edition(isFirst: index == 0) : remark))
    }
    let this = Revision(number: past.count + 1, date: standing.day.description, remark: scribe.words(changes(since: earlier)))
    return [this] + past.reversed()
  }

  /// What has changed since an earlier edition, in a few sentences.
  func changes(since earlier: Earlier) -> Sentence {
    let before = Dictionary(earlier.duties.map { (Name($0, earlier.corrections), $0.state) }) { first, _ in first }
    let name = { (duty: Duty) in Name(duty, earlier.corrections) }
    let new = duties.filter { before[name($0)] == nil }
    let other = duties.filter { duty in before[name(duty)].map { $0 != duty.state } ?? false }
    let gone = Set(before.keys).subtracting(duties.map(name))
    let corrected = scene.entries.filter { $0.id.number > earlier.size }.compactMap { $0.header.corrects.shown ?? nil }
    func clauses(_ duties: [Duty]) -> [Sentence] { duties.map(\.clause.name).uniqued.map { Sentence(verbatim: $0) } }
    return Wording.changes(
      since: earlier.day, entries: earlier.added, new: clauses(new),
      other: other.map { duty in
        "\(duty.clause.name) (\(wording.state(before[name(duty)] ?? duty.state)) → \(wording.state(duty.state)))"
      }, gone: gone.map(\.clause.name).sorted().uniqued.map { Sentence(verbatim: $0) }, corrected: corrected.map(\.number))
  }

  /// What makes a duty the same one in two states of a record.
  private struct Name: Hashable {
    var clause: ClauseID
    var subject: EntryID
    var ordinal: Int?

    /// An entry that was corrected is known by what stands in its place.
    init(_ duty: Duty, _ corrections: [EntryID: EntryID]) {
      (clause, ordinal) = (duty.clause, duty.ordinal)
      subject = corrections[duty.subject] ?? duty.subject
    }
  }
}

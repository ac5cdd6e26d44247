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
    package var duties: [Duty]

    /// - Parameter duties: as evaluated in the fullest view of the record of then.
    package init(published: [(entry: EntryID, day: Day)], day: Day, size: Int, duties: [Duty]) {
      self.published = published.map(\.entry)
      days = Dictionary(published) { first, _ in first }
      (self.day, self.size, self.duties) = (day, size, duties)
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
    let before = Dictionary(earlier.duties.map { (Name($0), $0.state) }) { first, _ in first }
    let new = duties.indices.filter { before[Name(duties[$0])] == nil }
    let other = duties.indices.filter { index in before[Name(duties[index])].map { $0 != duties[index].state } ?? false }
    let gone = Set(before.keys).subtracting(duties.map(Name.init)).count
    let corrected = scene.entries.filter { $0.id.number > earlier.size }.compactMap { $0.header.corrects.shown ?? nil }
    return Wording.changes(
      since: earlier.day, entries: standing.size - earlier.size, new: new.map { "F\($0 + 1)" },
      other: other.map { index in
        let duty = duties[index]
        return "F\(index + 1) (\(wording.state(before[Name(duty)] ?? duty.state)) → \(wording.state(duty.state)))"
      }, gone: gone, corrected: corrected.map(\.number))
  }

  /// What makes a duty the same one in two states of a record.
  private struct Name: Hashable {
    var clause: ClauseID
    var subject: EntryID
    var ordinal: Int?

    init(_ duty: Duty) { (clause, subject, ordinal) = (duty.clause, duty.subject, duty.ordinal) }
  }
}

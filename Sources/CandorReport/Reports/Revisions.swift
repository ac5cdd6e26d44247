package import CandorCore

extension CaseReport {
  /// The edition before this one: what the record held then, and how the duties stood for its readers.
  package struct Earlier: Sendable {
    package var day: Day
    /// How many entries the record had.
    package var size: Int
    package var duties: [Duty]

    /// - Parameter duties: as evaluated in the fullest view of the record of then.
    package init(day: Day, size: Int, duties: [Duty]) { (self.day, self.size, self.duties) = (day, size, duties) }
  }

  /// The editions so far, newest first: this one with what has changed since the one before, and the earlier with what was remarked of them.
  func revisions() -> [Revision] {
    let published = scene.all(EditionPublished.self).filter { edition in
      edition.report.shown == scope.report.rawValue && edition.edition.shown?.rawValue == self.edition.rawValue
        && edition.language.shown == draft.language.language
    }
    guard let earlier else { return [] }
    let past = published.enumerated().map { index, edition in
      Revision(
        number: index + 1, date: edition.entry.on.description,
        remark: draft.words(wording.given(edition.remark, "remark") { "\($0)" }.orIf(empty: Wording.firstEdition(index == 0))))
    }
    let this = Revision(number: past.count + 1, date: standing.day.description, remark: draft.words(changes(since: earlier)))
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

extension Sentence {
  fileprivate func orIf(empty other: Sentence) -> Sentence { isEmpty ? other : self }
}

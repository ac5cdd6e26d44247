package import CandorCore

/// What others say to what is reported: replies of the parties, and minority reports of those who were outvoted.
package struct Voice: Hashable, Sendable {
  /// In what part someone speaks.
  package enum Part: Hashable, Sendable {
    /// To what is told of them.
    case reply
    /// As one who was outvoted, or as a minority that dissents.
    case dissent
  }

  package var part: Part
  package var statement: EntryID

  /// The replies and the minority reports of a case, in the order in which they were made.
  package static func all(in scene: Scene) -> [Voice] {
    scene.chronology.compactMap { entry in
      guard case .statementPublished(let statement) = entry.event, let by = statement.by.shown, let of = statement.of.shown else {
        return nil
      }
      if statement.dissents.test({ !$0.isEmpty }) == .yes { return Voice(part: .dissent, statement: entry.id) }
      let speakers = (by + (statement.signed.shown ?? [])).filter { if case .party = $0 { true } else { false } }
      guard !speakers.isEmpty, !of.isEmpty, !by.contains(where: { if case .body = $0 { true } else { false } }) else { return nil }
      // Where a statement does not say that it dissents, only a roll shows who was outvoted.
      let outvoted = of.reduce(into: Set<Actor>()) { $0.formUnion(scene[$1]?.event.outvoted ?? []) }
      return Voice(part: speakers.contains(where: outvoted.contains) ? .dissent : .reply, statement: entry.id)
    }
  }
}

extension Event {
  /// Those who by the roll voted against what was adopted, or for what was rejected.
  fileprivate var outvoted: [Actor] {
    guard case .voteHeld(let vote) = self, let result = vote.result.shown ?? nil else { return [] }
    let losing: RollVote.Vote? =
      switch result {
      case .adopted: .against
      case .rejected: .for
      case .notVoted: nil
      }
    return (vote.roll.shown ?? []).filter { $0.vote == losing }.map { .party($0.party) }
  }
}

extension CaseReport {
  /// Each reply, or each minority report, in full.
  mutating func voices(_ part: Voice.Part) -> Section? {
    let sections = Voice.all(in: scene).filter { $0.part == part }.compactMap { voice -> Section? in
      guard let entry = scene[voice.statement], case .statementPublished(let statement) = entry.event else { return nil }
      let who = wording.listed(statement.by, "identity", wording.actors)
      let title = wording.given(statement.title, "title") { ": “\($0)”" }
      let of = wording.listed(statement.dissents.is([]) == .yes ? statement.of : statement.dissents, "matter", wording.entries)
      let said = wording.given(statement.says, "text", wording.prose)
      var paragraphs = [
        scribe.paragraph(Wording.spoke(on: of, when: wording.when(entry).capitalized), citing: wording.citation([entry.id]))
      ]
      if !said.isEmpty { paragraphs.append(scribe.paragraph(said)) }
      let signed = wording.signed(statement)
      if !signed.isEmpty { paragraphs.append(scribe.paragraph(signed)) }
      return scribe.section(
        "\(Wording.anchor(entry.id))-in-full", Wording.voice(part, of: who) + title, role: part == .reply ? .reply : .dissent, paragraphs)
    }
    return switch part {
    case .reply: scribe.section("replies", Wording.Title.replies, blocks: [], sections: sections)
    case .dissent: scribe.section("dissent", Wording.Title.dissent, blocks: [], sections: sections)
    }
  }
}

import CandorCore

/// The votes of a case whose numbers are told: as a table and a picture each, under the rule and without those who were conflicted.
extension CaseReport {
  mutating func counted(_ votes: [CountedVote]) -> [Section] {
    // What this edition does not show of a vote could be told by what it comes to: then it is not reckoned.
    votes.compactMap { vote in vote.reckoned.flatMap { section(on: vote.held, $0, vote.conflicts) } }
  }

  /// What sources tell of votes in shares or in numbers that are not exact, one account under the other: of whom a share is stands beside it.
  func figures(of votes: [CountedVote]) -> Block? {
    let rows = votes.compactMap { vote -> [Sentence]? in
      guard vote.held.place != nil || vote.held.isInFigures else { return nil }
      let figures = vote.held.votes.shown ?? nil
      let announced = wording.given(vote.held.result, "result") { Wording.word($0) }
      let about = vote.held.proposal.map { "“\($0.title)”" as Sentence } ?? wording.listed(vote.held.matters, "matter", wording.entries)
      return [
        wording.entry(vote.held.id), about, figures.map(wording.tally) ?? Wording.notStated,
        announced.isEmpty ? Wording.notStated : announced,
        vote.reckoned.map { Wording.result(of: $0.underRule) }.flatMap { $0.isEmpty ? nil : $0 } ?? Wording.notReckoned,
        sources(of: vote.held.entry),
      ]
    }
    return scribe.table("figures-table", Wording.Table.figures, Wording.Table.figureColumns, rows)
  }

  private mutating func section(on vote: HeldVote, _ reckoned: ReckonedVote, _ conflicts: [Conflict]) -> Section? {
    // What is only described leaves nothing to count.
    guard vote.isCounted, vote.place == nil else { return nil }
    let recused = recused(from: vote)
    var ways = [(title: Wording.Drawn.underRule, reckoning: reckoned.underRule)]
    if !conflicts.isEmpty { ways.append((Wording.Drawn.withoutConflicted, reckoned.withoutConflicted)) }
    let rows = ways.map { way in
      [way.title] + way.reckoning.numbers(recused).map { Self.cell($0.count, $0.of) } + [Wording.result(of: way.reckoning)]
    }
    let id = "vote-\(vote.id)"
    let table = scribe.table(
      id, role: .vote, Wording.Table.vote, [Wording.Table.counted] + VoteCount.allCases.map(Wording.Drawn.count) + [Wording.Table.result],
      rows)
    let ballot = Ballot(
      results: ways.map { way in
        Ballot.Result(
          title: scribe.words(way.title),
          counts: way.reckoning.numbers(recused).filter { [.yes, .no, .abstained].contains($0.of) && $0.count != .unknown }.map(bar),
          needed: nil)
      },
      apart: recused.atLeast > 0 ? [bar((recused, .recused))] : [],
      apartTitle: recused.atLeast > 0 ? scribe.words(Wording.Drawn.apart) : nil, partlyKnown: scribe.words(Wording.Drawn.partlyKnown))
    let told = ways.map { "\($0.title): \(Wording.comes($0.reckoning))" as Sentence }.joined(by: "; ")
    let picture = Picture(
      id: "\(id)-picture", caption: scribe.words(Wording.Drawn.vote(of: wording.entry(vote.id)).capitalized),
      alternative: scribe.words(told.capitalized.stopped),
      drawing: .vote(ballot))
    let lead = scribe.paragraph(
      "\(wording.when(vote.entry).capitalized). \(wording.brief.event(vote.entry) ?? .nothing)", citing: wording.citation([vote.id]))
    return scribe.section(
      "\(id)-told", Wording.Drawn.vote(of: wording.entry(vote.id)).capitalized,
      blocks: [.paragraph(lead)] + [table].compactMap(\.self) + [.picture(picture)])
  }

  /// How many stepped back, by the vote itself or by recusals on record; that none is named does not say that none did.
  private func recused(from vote: HeldVote) -> Count {
    let named = Set(vote.recused.shown ?? [])
    let matters = Set([vote.id] + (vote.matters.shown ?? []))
    let declared = scene.all(RecusalNoted.self).filter { recusal in
      recusal.state.is(.declared) == .yes && !matters.isDisjoint(with: recusal.from.shown ?? [])
    }.flatMap { recusal in (recusal.who.shown ?? []).compactMap { if case .party(let party) = $0 { party } else { nil } } }
    let known = named.union(declared).count
    return known == 0 ? .unknown : named.isEmpty ? Count(atLeast: known, atMost: nil) : Count(known)
  }

  private func bar(_ number: (count: Count, of: VoteCount)) -> Ballot.Count {
    Ballot.Count(
      scribe.words(Wording.Drawn.count(number.of)), number.of, Ballot.Bounds(atLeast: number.count.atLeast, atMost: number.count.atMost),
      words: scribe.words(Wording.count(number.count)))
  }

  /// A number that programs can hold against others where it is certain; words where it is not.
  private static func cell(_ count: Count, _ of: VoteCount) -> Sentence {
    if let number = count.number { return .count(number, of) }
    return count == .unknown ? Wording.notStated : Wording.count(count)
  }
}

extension HeldVote {
  /// Whether it is told in shares, or in numbers that are not exact.
  fileprivate var isInFigures: Bool { if case .shown(.told?) = votes { true } else { false } }

  /// Whether its numbers are told, or who voted how.
  fileprivate var isCounted: Bool {
    if case .shown(.counted?) = votes { return true }
    return !(roll.shown ?? []).isEmpty
  }
}

extension Reckoning {

  /// Its numbers in the order of their columns.
  fileprivate func numbers(_ recused: Count) -> [(count: Count, of: VoteCount)] {
    VoteCount.allCases.map { of in
      switch of {
      case .yes: (self.for, of)
      case .no: (against, of)
      case .abstained: (abstained, of)
      case .cast: (cast, of)
      case .recused: (recused, of)
      case .present: (present, of)
      case .eligible: (eligible, of)
      }
    }
  }

  /// Votes for, against and abstentions together.
  private var cast: Count {
    let parts = [self.for, against, abstained]
    let most = parts.compactMap(\.atMost)
    return Count(atLeast: parts.reduce(0) { $0 + $1.atLeast }, atMost: most.count == parts.count ? most.reduce(0, +) : nil)
  }
}

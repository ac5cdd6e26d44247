/// A vote that the record tells of, by itself, with the decision that it came to, or as one of several proposals.
package struct HeldVote: Sendable {
  package let entry: Entry
  package let by: Field<[Actor]>
  /// The motions and decisions that it was on, itself among them where it is a decision.
  package let matters: Field<[EntryID]>
  package let at: Field<EntryID?>
  package let eligible: Field<ToldCount?>
  package let present: Field<ToldCount?>
  package let votes: Field<Tally?>
  package let roll: Field<[RollVote]>
  package let recused: Field<[PartyID]>
  package let threshold: Field<String?>
  /// As announced; of a decision nothing is announced beside that it was taken.
  package let result: Field<VoteHeld.Result?>
  package let casting: Field<RollVote?>
  package let electorate: Field<[Electors]>
  /// The proposals, where several were voted on at once.
  package let proposals: Field<Proposals?>
  /// Which of them it is, from 0; nil where it is the vote as a whole.
  package let place: Int?

  package var id: EntryID { entry.id }

  /// Nil where an entry tells of no vote.
  package init?(_ entry: Entry) {
    (self.entry, place) = (entry, nil)
    switch entry.event {
    case .voteHeld(let held):
      by = held.by.map { $0.map(Actor.body) }
      (matters, at, eligible, present, votes) = (held.on, held.at, held.eligible, held.present, held.votes)
      (roll, recused, threshold, result) = (held.roll, held.recused, held.threshold, held.result)
      (casting, electorate, proposals) = (held.casting, held.electorate, held.proposals)
    case .decisionTaken(let decision) where decision.vote.shown != .some(nil):
      (by, matters, votes) = (decision.by, .shown([entry.id]), decision.vote)
      (at, eligible, present, roll, recused, threshold, result) = (
        .shown(nil), .shown(nil), .shown(nil), .shown([]), .shown([]), .shown(nil), .shown(nil)
      )
      (casting, electorate, proposals) = (.shown(nil), .shown([]), .shown(nil))
    default: return nil
    }
  }

  /// The vote on one of the proposals of a vote; nobody's vote on it is on the roll.
  private init(_ proposal: Proposal, at place: Int, of whole: HeldVote) {
    (entry, by, at, electorate, proposals) = (whole.entry, whole.by, whole.at, whole.electorate, whole.proposals)
    (eligible, present, recused, threshold) = (whole.eligible, whole.present, whole.recused, whole.threshold)
    (votes, result) = (.shown(proposal.votes), .shown(proposal.result))
    (roll, casting, self.place) = (.shown([]), .shown(nil), place)
    // One that names no motion is of what the vote was on.
    matters = proposal.on.map { .shown([$0]) } ?? whole.matters
  }

  /// The votes on its proposals, each by itself; those that stand for several, of which each had votes of its own, are none.
  package var onProposals: [HeldVote] {
    guard place == nil, let list = (proposals.shown ?? nil)?.list else { return [] }
    return list.enumerated().compactMap { $1.standsFor == nil ? HeldVote($1, at: $0, of: self) : nil }
  }

  /// The proposal that it is on; nil where it is the vote as a whole.
  package var proposal: Proposal? {
    guard let place, let list = (proposals.shown ?? nil)?.list, list.indices.contains(place) else { return nil }
    return list[place]
  }

  /// What it came to by those who held it: as announced, or that a decision was taken.
  package var announced: Field<VoteHeld.Result?> {
    if case .decisionTaken = entry.event { .shown(.adopted) } else { result }
  }

  /// The body that held it; nil where several did, or none that is named.
  package var body: BodyID? {
    if let by = by.shown, by.count == 1, case .body(let body) = by[0] { body } else { nil }
  }
}

extension Scene {
  /// Every vote of the case, in the order in which they were held; a vote on several proposals before those on each of them.
  package var votes: [HeldVote] {
    chronology.compactMap(HeldVote.init).flatMap { vote in
      let proposals = vote.onProposals
      return proposals.isEmpty ? [vote] : [vote] + proposals
    }
  }
}

/// A vote that the record tells of, by itself or with the decision that it came to.
package struct HeldVote: Sendable {
  package let entry: Entry
  package let by: Field<[Actor]>
  /// The motions and decisions that it was on, itself among them where it is a decision.
  package let matters: Field<[EntryID]>
  package let at: Field<EntryID?>
  package let eligible: Field<Int?>
  package let present: Field<Int?>
  package let votes: Field<Tally?>
  package let roll: Field<[RollVote]>
  package let recused: Field<[PartyID]>
  package let threshold: Field<String?>
  /// As announced; of a decision nothing is announced beside that it was taken.
  package let result: Field<VoteHeld.Result?>

  package var id: EntryID { entry.id }

  /// Nil where an entry tells of no vote.
  package init?(_ entry: Entry) {
    self.entry = entry
    switch entry.event {
    case .voteHeld(let held):
      by = held.by.map { $0.map(Actor.body) }
      (matters, at, eligible, present, votes) = (held.on, held.at, held.eligible, held.present, held.votes)
      (roll, recused, threshold, result) = (held.roll, held.recused, held.threshold, held.result)
    case .decisionTaken(let decision) where decision.vote.shown != .some(nil):
      (by, matters, votes) = (decision.by, .shown([entry.id]), decision.vote)
      (at, eligible, present, roll, recused, threshold, result) = (
        .shown(nil), .shown(nil), .shown(nil), .shown([]), .shown([]), .shown(nil), .shown(nil)
      )
    default: return nil
    }
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
  /// Every vote of the case, in the order in which they were held.
  package var votes: [HeldVote] { chronology.compactMap(HeldVote.init) }
}

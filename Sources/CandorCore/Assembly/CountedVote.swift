/// A vote with those who were conflicted in what it was on, and what comes of it.
package struct CountedVote: Sendable {
  package var held: HeldVote
  /// Those who were conflicted and took part, or may have.
  package var conflicts: [Conflict]
  /// What hides whether there are others, or what it comes to.
  package var unseen: Gap?
  /// Nil where something hides it, no vote was taken, or no code was in force.
  package var reckoned: ReckonedVote?
}

extension Scene {
  /// Every vote of the case, in the order in which they were held, reckoned by the code of its day.
  package var countedVotes: [CountedVote] {
    let votes = votes
    let seats = charters.map { Seats(self, charter: $0) }
    let unseen = (unsettled(Tellers.kinds) + unseenCharters).first
    return votes.map { vote in
      let place = charters.indices.last { charters[$0].inForce.overlaps(vote.entry.occurred) }
      // Of what was not voted on there is nothing to reckon.
      guard let place, vote.result.is(.notVoted) != .yes else { return CountedVote(held: vote, conflicts: [], unseen: unseen) }
      do throws(Gap) {
        let conflicts = try Conflicts(self, charter: charters[place], seats: seats[place], votes: votes).all(in: Matter(vote, in: self))
        let reckoned = try Tellers(self, charter: charters[place], seats: seats[place]).reckon(vote, conflicts: conflicts)
        return CountedVote(held: vote, conflicts: conflicts, unseen: unseen, reckoned: unseen == nil ? reckoned : nil)
      } catch {
        return CountedVote(held: vote, conflicts: [], unseen: error)
      }
    }
  }
}

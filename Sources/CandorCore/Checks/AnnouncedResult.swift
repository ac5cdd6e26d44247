package import StrictJSON

/// The announced result of a vote is borne out by the quorum and the majority that the code asks for, of those who were eligible.
///
/// An occasion is each vote with a result, adopted or rejected, each proposal with one of those that were voted on at once, and each decision that tells
/// of its vote. Where counts are missing it is judged by their bounds: a result that they all bear out stands, one that none of them does is a breach.
/// Of proposals of which a voter could choose one, no more than one is adopted, and none that had fewer votes than another.
package enum AnnouncedResult: Check {
  /// Whose votes.
  package struct Parameters: RuleParameters {
    package typealias Of = AnnouncedResult

    package var of: [BodyID]
    package var withoutConflicted: Bool

    package static let fields = [
      Shape.Member("of", .list(.body), "whose votes; their `quorum` and `majority` are the body's", required: true),
      Shape.Member(
        "without-conflicted", .flag, "whether those who are conflicted count for nothing, neither for the quorum nor for the majority",
        required: false),
    ]

    package init?(_ object: ObjectInput) {
      let (of, without) = (object.required("of", [BodyID].self), object.required("without-conflicted", Bool?.self))
      guard let of, let without else { return nil }
      (self.of, withoutConflicted) = (of, without ?? false)
    }
  }

  package static let name = CheckName.tally
  package static let about =
    "The announced result of a vote is borne out by the quorum and the majority of the body that held it, of those who were eligible; judged "
    + "by bounds where counts are missing. Each of several proposals by itself; of those of which one could be chosen, one is adopted at most, and none "
    + "that had fewer votes than another."
  package static let example: JSONObject = ["of": "assembly"]
  package static let watches: KindSet = Tellers.kinds

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let votes = scene.votes
    if votes.isEmpty { return [] }
    let seats = Seats(scene, charter: clause.charter)
    let conflicts = Conflicts(scene, charter: clause.charter, seats: seats, votes: votes)
    let tellers = Tellers(scene, charter: clause.charter, seats: seats)
    let bodies = Set(clause.of.map(Actor.body))
    // What a decision says of its vote is not a second vote beside the one on it.
    let told = Set(votes.filter { $0.entry.kind == .voteHeld }.flatMap { $0.matters.shown ?? [] })
    let occasions = votes.filter { !told.contains($0.id) }
    return scene.demands(each: occasions, of: .voteHeld, subject: \.entry) { vote throws(Gap) in
      let by = try vote.by.value
      guard !bodies.isDisjoint(with: by) else { return nil }
      let result: Reckoning.Result
      switch try vote.announced.value {
      case .adopted?: result = .adopted
      case .rejected?: result = .rejected
      case .notVoted?, nil: return nil
      }
      let keeper = clause.charter.keeper(of: .voteHeld)
      let underRule = try tellers.reckon(vote, conflicts: []).underRule
      // The code may ask one majority of each, and no source says how each of them voted.
      if underRule.results.isEmpty, underRule.causes.isEmpty, by.count == 1 { return nil }
      let found = try conflicts.all(in: try Matter(vote, in: scene))
      let reckoned = clause.withoutConflicted ? try tellers.reckon(vote, conflicts: found).withoutConflicted : underRule
      let answer: Demand.Answer =
        if reckoned.results.isEmpty, !reckoned.causes.isEmpty {
          .unclear(reckoned.causes)
        } else if reckoned.results.isEmpty {
          .unclear([.unstated([vote.id], field: "majority", keeper: keeper)])
        } else if reckoned.result == result {
          .kept
        } else if !reckoned.results.contains(result) {
          .broken(lasted: nil)
        } else {
          .unclear(reckoned.causes)
        }
      let proposed = vote.place.map { [Fact.proposed(vote.id, place: $0)] } ?? []
      return Demand(
        subject: vote.id, owedBy: by, owedTo: [], since: vote.entry.occurred, due: nil, kind: .voteHeld, keeper: keeper, answer: answer,
        entries: [], facts: proposed + (try tellers.results(of: vote, conflicts: found)))
    } + together(votes, of: bodies, in: scene, under: clause)
  }

  /// A demand for each vote on proposals of which a voter could choose one: that no more than one is announced as adopted.
  private static func together(_ votes: [HeldVote], of bodies: Set<Actor>, in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.demands(each: votes.filter { $0.place == nil }, of: .voteHeld, subject: \.entry) { vote throws(Gap) in
      let by = try vote.by.value
      guard !bodies.isDisjoint(with: by), let proposals = try vote.proposals.value, proposals.choose == .one else { return nil }
      let list = proposals.list.enumerated().filter { $0.element.standsFor == nil }
      let adopted = list.filter { $0.element.result == .adopted }
      guard !adopted.isEmpty else { return nil }
      var facts: [Fact] = adopted.count > 1 ? [.adoptedTogether(vote.id, count: adopted.count)] : []
      for one in adopted {
        guard let votes = one.element.votes else { continue }
        for other in list where other.element.result != .adopted && other.element.votes?.isMore(than: votes) == true {
          facts.append(.outvoted(vote.id, place: one.offset, by: other.offset))
        }
      }
      return Demand(
        subject: vote.id, owedBy: by, owedTo: [], since: vote.entry.occurred, due: nil, kind: .voteHeld,
        keeper: clause.charter.keeper(of: .voteHeld), answer: facts.isEmpty ? .kept : .broken(lasted: nil), entries: [], facts: facts)
    }
  }
}

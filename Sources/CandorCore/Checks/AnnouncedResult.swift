package import StrictJSON

/// The announced result of a vote is borne out by the quorum and the majority that the code asks for, of those who were eligible.
///
/// An occasion is each vote with a result, adopted or rejected, and each decision that tells of its vote. Where counts are missing it is judged by
/// their bounds: a result that they all bear out stands, one that none of them does is a breach.
package enum AnnouncedResult: Check {
  /// Whose votes.
  package struct Parameters: RuleParameters {
    package typealias Of = AnnouncedResult

    package var of: [BodyID]

    package static let fields = [
      Shape.Member("of", .list(.body), "whose votes; their `quorum` and `majority` are the body's", required: true)
    ]

    package init?(_ object: ObjectInput) {
      guard let of = object.required("of", [BodyID].self) else { return nil }
      self.of = of
    }
  }

  package static let name = CheckName.tally
  package static let about =
    "The announced result of a vote is borne out by the quorum and the majority of the body that held it, of those who were eligible; judged "
    + "by bounds where counts are missing."
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
      let reckoned = try tellers.reckon(vote, conflicts: []).underRule
      // The code may ask one majority of each, and no source says how each of them voted.
      if reckoned.results.isEmpty, by.count == 1 { return nil }
      let answer: Demand.Answer =
        if reckoned.results.isEmpty {
          .unclear([.unstated([vote.id], field: "majority", keeper: keeper)])
        } else if reckoned.result == result {
          .kept
        } else if !reckoned.results.contains(result) {
          .broken(lasted: nil)
        } else {
          .unclear(reckoned.causes)
        }
      let matter = try Matter(vote, in: scene)
      return Demand(
        subject: vote.id, owedBy: by, owedTo: [], since: vote.entry.occurred, due: nil, kind: .voteHeld, keeper: keeper, answer: answer,
        entries: [], facts: try tellers.results(of: vote, conflicts: try conflicts.all(in: matter)))
    }
  }
}

package import StrictJSON

/// Nobody takes part in a decision with which they are conflicted.
///
/// Who is conflicted, the charter's `conflicts` say. That no conflict is on record proves nothing unless the record claims to hold every one. An occasion
/// is a sitting: what the same deciders decided on one day. Where a vote was held, what came of it is told beside it: as announced, under the rule of
/// the body, and without the conflicted.
package enum ConflictedParticipation: Check {
  /// In which acts.
  package struct Parameters: RuleParameters {
    package typealias Of = ConflictedParticipation

    package var acts: [Outcome.Act]

    package static let fields = [Shape.Member("acts", .list(Outcome.Act.shape), "the acts", required: true)]

    package init?(_ object: ObjectInput) {
      guard let acts = object.required("acts", [Outcome.Act].self) else { return nil }
      self.acts = acts
    }
  }

  package static let name = CheckName.conflictedParticipation
  package static let about =
    "Nobody takes part in a decision with which they are conflicted, by the charter's `conflicts`. That no conflict is on record proves "
    + "nothing without coverage. Of a vote it tells the result as announced, under the rule, and without the conflicted."
  package static let example: JSONObject = ["acts": ["expel", "acquit"]]
  package static let watches: KindSet = Conflicts.kinds

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    if scene.all(DecisionTaken.self).isEmpty { return [] }
    let (votes, seats) = (scene.votes, Seats(scene, charter: clause.charter))
    let conflicts = Conflicts(scene, charter: clause.charter, seats: seats, votes: votes)
    let tellers = Tellers(scene, charter: clause.charter, seats: seats)
    return scene.demands(eachSittingOn: clause.acts) { sitting throws(Gap) in
      let matter = try Matter(sitting, votes: votes, in: scene)
      let found = try conflicts.all(in: matter)
      var facts = found.filter { $0.isParticipation == .yes }.map(\.fact).uniqued
      let (isBroken, open) = (!facts.isEmpty, found.flatMap(\.isParticipation.causes).uniqued)
      if !found.isEmpty {
        for vote in matter.votes { facts += try tellers.results(of: vote, conflicts: found) }
      }
      let keeper = clause.charter.keeper(of: .conflictNoted)
      let days = DayRange(sitting[0].occurred.first, sitting[0].occurred.last)
      let answer: Demand.Answer =
        if isBroken {
          .broken(lasted: nil)
        } else if !open.isEmpty {
          .unclear(open)
        } else if !scene.covers(.conflictNoted, days) {
          .unclear([.coverage(.conflictNoted, keeper: keeper)])
        } else if let unseen = seats.unseenIdentity {
          .unclear([.gap(unseen)])
        } else {
          .kept
        }
      return Demand(
        subject: sitting[0].id, owedBy: try sitting[0].by.value, owedTo: [], since: sitting[0].occurred, due: nil, kind: .conflictNoted,
        keeper: keeper, answer: answer, entries: sitting.map(\.id), facts: facts)
    }
  }
}

extension Conflict {
  /// That someone took part though conflicted.
  fileprivate var fact: Fact { rule == .tie ? .conflicted(entry) : .conflictedBy(entry, who: who, rule: rule) }
}

extension Tellers {
  /// What came of a vote: as announced, under the rule, and without the conflicted where there are any.
  ///
  /// - Throws: what hides of the vote what counts.
  func results(of vote: HeldVote, conflicts: [Conflict]) throws(Gap) -> [Fact] {
    let reckoned = try reckon(vote, conflicts: conflicts)
    var facts: [Fact] = []
    if let announced = try vote.announced.value, announced != .notVoted { facts.append(.announced(vote.id, announced)) }
    if !reckoned.underRule.results.isEmpty {
      facts.append(.underRule(vote.id, reckoned.underRule, ineligible: reckoned.ineligible))
    }
    let isCounted = if case .counted? = try vote.votes.value { true } else { false }
    if !conflicts.isEmpty, isCounted || !reckoned.withoutConflicted.results.isEmpty {
      facts.append(.withoutConflicted(vote.id, reckoned.withoutConflicted, conflicts: conflicts.map(\.entry).uniqued))
    }
    return facts
  }
}

package import StrictJSON

/// Nobody takes part in a decision with which they are conflicted.
///
/// That no conflict is on record proves nothing unless the record claims to hold every one. An occasion is a sitting: what the same deciders decided on
/// one day.
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
    "Nobody takes part in a decision with which they are conflicted. That no conflict is on record proves nothing without coverage."
  package static let example: JSONObject = ["acts": ["expel", "acquit"]]
  package static let watches: Set<Kind> = [.decisionTaken, .conflictNoted, .recusalNoted, .voteHeld, .coverageAttested]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.demands(eachSittingOn: clause.acts) { sitting throws(Gap) in
      let decisions = Set(sitting.map(\.id))
      var (facts, open): ([Fact], Bool) = ([], false)
      for noted in scene.all(ConflictNoted.self) where try !decisions.isDisjoint(with: noted.in.value) {
        for who in try noted.who.value where try !isRecused(who, from: decisions, in: scene) {
          if try voted(who, on: decisions, in: scene) { facts.append(.conflicted(noted.id)) } else { open = true }
        }
      }
      let keeper = clause.charter.keeper(of: .conflictNoted)
      let days = DayRange(sitting[0].occurred.first, sitting[0].occurred.last)
      let answer: Demand.Answer =
        if !facts.isEmpty {
          .broken(lasted: nil)
        } else if !open, scene.covers(.conflictNoted, days) {
          .kept
        } else {
          .unclear([.coverage(open ? .voteHeld : .conflictNoted, keeper: keeper)])
        }
      return Demand(
        subject: sitting[0].id, owedBy: try sitting[0].by.value, owedTo: [], since: sitting[0].occurred, due: nil, kind: .conflictNoted,
        keeper: keeper, answer: answer, entries: sitting.map(\.id), facts: facts.uniqued)
    }
  }

  private static func isRecused(_ who: Actor, from decisions: Set<EntryID>, in scene: Scene) throws(Gap) -> Bool {
    for recusal in scene.all(RecusalNoted.self) where try recusal.state.value == .declared {
      if try recusal.who.value.contains(who), try !decisions.isDisjoint(with: recusal.from.value) { return true }
    }
    return false
  }

  /// Whether a roll shows that they voted.
  private static func voted(_ who: Actor, on decisions: Set<EntryID>, in scene: Scene) throws(Gap) -> Bool {
    guard case .party(let party) = who else { return false }
    for vote in scene.all(VoteHeld.self) where try !decisions.isDisjoint(with: vote.on.value) {
      if try vote.roll.value.contains(where: { $0.party == party && $0.vote != .absent }) { return true }
    }
    return false
  }
}

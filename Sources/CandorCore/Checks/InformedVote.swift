package import StrictJSON

/// Whoever votes on a matter knows it before: what was found and decided on it.
///
/// What they vote on is the matter, with what that answers, undoes or rests on. They know what is on record as told to them, or as something they took
/// part in, on a day that is not after the vote.
package enum InformedVote: Check {
  /// Whose votes.
  package struct Parameters: RuleParameters {
    package typealias Of = InformedVote

    package var of: [BodyID]

    package static let fields = [Shape.Member("of", .list(.body), "the bodies that vote", required: true)]

    package init?(_ object: ObjectInput) {
      guard let of = object.required("of", [BodyID].self) else { return nil }
      self.of = of
    }
  }

  package static let name = CheckName.informedVote
  package static let about =
    "Whoever votes on a matter knows before what was found and decided on it: what the vote is on answers, undoes or rests on."
  package static let example: JSONObject = ["of": "assembly"]
  package static let watches = Knowledge.kinds.union([.voteHeld, .omissionStated, .coverageAttested, .partyNamed])

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let votes = scene.all(VoteHeld.self)
    if votes.isEmpty { return [] }
    // Of a vote whose matters are hidden in part nothing is asked.
    let asked = votes.flatMap { $0.on.shown ?? [] }.flatMap { id in (try? scene.matters(of: id)) ?? [] }
    let knowledge = Knowledge(scene, of: Set(asked))
    return scene.demands(each: votes, of: .noticeGiven, subject: \.entry) { vote throws(Gap) in
      let voters = try vote.by.value.filter(clause.of.contains)
      guard !voters.isEmpty, try vote.result.value != .notVoted else { return nil }
      var matters: [EntryID] = []
      for id in try vote.on.value { matters += try scene.matters(of: id) }
      // Where nothing was found or decided before, there is nothing to be told.
      guard !matters.isEmpty else { return nil }
      var (preceded, lacking): ([Precedence], [EntryID]) = ([], [])
      for (voter, matter) in voters.flatMap({ voter in matters.uniqued.map { (Actor.body(voter), $0) } }) {
        let answer = scene.known(matter, to: voter, before: vote.entry, knowledge, in: clause.charter)
        if answer == .lacking { lacking.append(matter) }
        preceded.append(answer)
      }
      return Demand(
        vote.entry, owedBy: [], owedTo: voters.map(Actor.body), kind: .noticeGiven, keeper: clause.charter.keeper(of: .noticeGiven),
        preceded: preceded, lacking: lacking.uniqued)
    }
  }
}

extension Scene {
  /// What a vote on an entry is about: what a decision, a motion or an appeal undoes, answers or rests on; a finding itself.
  fileprivate func matters(of id: EntryID) throws(Gap) -> [EntryID] {
    switch try placed(id).event {
    case .decisionTaken(let decision):
      return [try decision.undoes.value].compactMap(\.self) + (try decision.answers.value) + (try decision.evidence.value)
    case .motionMoved(let motion): return try motion.answers.value
    case .appealLodged(let appeal): return [try appeal.against.value]
    case .findingMade: return [id]
    default: return []
    }
  }

  /// Whether someone is on record as knowing of an entry before another.
  fileprivate func known(_ id: EntryID, to actor: Actor, before entry: Entry, _ knowledge: Knowledge, in charter: Charter) -> Precedence {
    // That they voted does not show that they knew on what.
    let earlier = knowledge.tellings(of: id).filter { $0.to == actor && $0.by != entry.id && $0.way != .act && $0.extent != .part }
    var causes: [Cause] = []
    for telling in earlier {
      guard let by = self[telling.by] else { continue }
      if let gap = by.unseenExtent {
        causes.append(.gap(gap))
        continue
      }
      switch isBefore(entry, by) {
      case .no: return .done(by.id)
      case .yes: continue
      case .unknown(let gaps): causes += gaps.isEmpty ? [.dates([by.id, entry.id])] : gaps.map(Cause.gap)
      }
    }
    if case .perhaps(_, let gaps) = knowledge.answer(of: id, by: actor, at: entry.occurred.last ?? asOf) { causes += gaps.map(Cause.gap) }
    if !causes.isEmpty { return .unclear(causes) }
    let kinds: [Kind] = [.noticeGiven, .statementPublished]
    let days = DayRange(self[id]?.occurred.first, entry.occurred.last)
    let isOmitted = omissions(of: .noticeGiven, about: id, to: actor).contains { $0.entry.stretch?.covers(entry.occurred) ?? false }
    return isOmitted || kinds.allSatisfy { covers($0, days) }
      ? .lacking : .unclear([.coverage(.noticeGiven, keeper: charter.keeper(of: .noticeGiven))])
  }
}

extension Entry {
  /// What hides whether it told of the whole or of a part.
  fileprivate var unseenExtent: Gap? {
    switch event {
    case .noticeGiven(let notice): notice.extent.gap
    case .statementPublished(let statement): statement.extent.gap
    default: nil
    }
  }
}

package import StrictJSON

/// Whoever a measure is decided against is heard before.
///
/// What counts is a hearing with those concerned, or a statement of theirs that reached the deciders, not after the decision. An occasion is a sitting:
/// what the same deciders decided on one day.
package enum Hearing: Check {
  /// Before which acts.
  package struct Parameters: RuleParameters {
    package typealias Of = Hearing

    package var acts: [Outcome.Act]

    package static let fields = [Shape.Member("acts", .list(Outcome.Act.shape), "the acts that take a hearing", required: true)]

    package init?(_ object: ObjectInput) {
      guard let acts = object.required("acts", [Outcome.Act].self) else { return nil }
      self.acts = acts
    }
  }

  package static let name = CheckName.hearing
  package static let about =
    "Whoever a measure is decided against is heard before: in a hearing, or by a statement that the deciders had before them."
  package static let example: JSONObject = ["acts": ["expel", "suspend"]]
  package static let watches: KindSet = [.decisionTaken, .meetingHeld, .evidenceReceived, .omissionStated, .coverageAttested]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.demands(eachSittingOn: clause.acts) { sitting throws(Gap) in
      var (facts, unheard, omissions): ([Fact], [Actor], [Fact]) = ([], [], [])
      for decision in sitting {
        let concerned = try decision.outcome.value.filter { clause.acts.contains($0.act) }.compactMap(\.of)
        for actor in concerned {
          if let heard = try hearing(of: actor, before: decision, in: scene) {
            facts.append(.heard(heard))
          } else {
            unheard.append(actor)
          }
        }
        omissions += scene.omissions(of: .meetingHeld, about: decision.id).map { .statedOmission($0.id) }
      }
      let keeper = clause.charter.keeper(of: .meetingHeld)
      let isCovered = [Kind.meetingHeld, .evidenceReceived].allSatisfy { scene.covers($0, DayRange(nil, sitting[0].occurred.last)) }
      let answer: Demand.Answer =
        if unheard.isEmpty {
          .kept
        } else if isCovered || !omissions.isEmpty {
          .broken(lasted: nil)
        } else {
          .unclear([.coverage(.meetingHeld, keeper: keeper)])
        }
      return Demand(
        subject: sitting[0].id, owedBy: try sitting[0].by.value, owedTo: unheard.uniqued, since: sitting[0].occurred, due: nil,
        kind: .meetingHeld, keeper: keeper, answer: answer, entries: sitting.map(\.id), facts: facts.uniqued + omissions.uniqued)
    }
  }

  /// The entry by which someone was heard: a hearing that is not sure to have come after the decision, or a statement that the deciders had before it.
  private static func hearing(of actor: Actor, before decision: Occurrence<DecisionTaken>, in scene: Scene) throws(Gap) -> EntryID? {
    // What is hidden of the days may have either come first; dates that are only wide speak for those who held the hearing.
    var unseen: Gap?
    for meeting in scene.all(MeetingHeld.self) where try meeting.hearing.value == true {
      guard try meeting.present.value.contains(actor) else { continue }
      switch scene.isBefore(decision.entry, meeting.entry) {
      case .yes: continue
      case .unknown(let gaps) where !gaps.isEmpty: unseen = unseen ?? gaps.first
      case .no, .unknown: return meeting.id
      }
    }
    let deciders = Set(try decision.by.value)
    for received in scene.all(EvidenceReceived.self) {
      guard try received.from.value.contains(actor), try !deciders.isDisjoint(with: received.by.value) else { continue }
      switch scene.isBefore(received.entry, decision.entry) {
      case .yes: return received.id
      case .unknown(let gaps): unseen = unseen ?? gaps.first
      case .no: continue
      }
    }
    if let unseen { throw unseen }
    return nil
  }
}

/// A body's decision is undone only by those who have the power, on a ground that the rules know, and free of pressure.
///
/// That no appeal is on record proves nothing and counts for nothing here. Rival accounts of the same undoing stand beside each other in one
/// duty: it is breached where it is by each of them.
package enum SetAside: Check {
  package struct Parameters: RuleParameters {
    package var body: BodyID
    package var by: [BodyID]
    package var on: [String]

    package static let fields = [
      Shape.Member("body", .body, "whose decisions", required: true),
      Shape.Member("by", .list(.body), "who has the power to undo them, beside the body itself", required: false),
      Shape.Member("on", .list(.text), "the grounds the rules know; none where they know none", required: false),
    ]

    package init?(_ object: ObjectInput) {
      let (body, by, on) = (
        object.required("body", BodyID.self), object.required("by", [BodyID].self), object.required("on", [String].self)
      )
      guard let body, let by, let on else { return nil }
      (self.body, self.by, self.on) = (body, by, on)
    }
  }

  package static let name = CheckName.setAside
  package static let watches: Set<Kind> = [.decisionTaken, .instructionGiven, .partyNamed, .seatTaken]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let decisions = scene.all(DecisionTaken.self)
    let undone = decisions.filter { decision in
      decision.by.test { $0.contains(.body(clause.body)) } == .yes && decisions.contains { $0.undoes.is(decision.id) == .yes }
    }
    return scene.demands(each: undone, of: .decisionTaken, subject: \.entry) { decision throws(Gap) in
      for other in decisions where other.id != decision.id { _ = try other.undoes.value }
      let accounts = decisions.filter { $0.undoes.is(decision.id) == .yes }
      var (facts, actors, broken, kept): ([Fact], [Actor], [EntryID], [EntryID]) = ([], [], [], [])
      for account in accounts {
        let (breaches, by) = try breaches(of: account, in: scene, under: clause)
        facts.append(.undone(account.id, by: try account.by.value, disputes: try account.entry.header.disputes.value))
        facts += breaches
        actors += by.filter { !actors.contains($0) }
        if breaches.isEmpty { kept.append(account.id) } else { broken.append(account.id) }
      }
      let days = DayRange.spanning(accounts.map(\.occurred))
      let answer: Demand.Answer = kept.isEmpty ? .broken(lasted: nil) : broken.isEmpty ? .kept : .unclear([.rivals(broken + kept)])
      return Demand(
        subject: decision.id, owedBy: actors, owedTo: [.body(clause.body)], since: days, due: nil, kind: .decisionTaken, keeper: nil,
        answer: answer,
        entries: [], facts: facts)
    }
  }

  /// What is wrong with one account of an undoing, and who did it.
  private static func breaches(
    of account: Occurrence<DecisionTaken>, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> ([Fact], [Actor]) {
    let entitled = Set(clause.by + [clause.body])
    func withoutPower(_ actors: [Actor]) throws(Gap) -> [Actor] {
      var found: [Actor] = []
      for actor in actors where try scene.knownBodies(of: actor).isDisjoint(with: entitled) { found.append(actor) }
      return found
    }
    var (facts, actors): ([Fact], [Actor]) = ([], [])
    let without = try withoutPower(account.by.value)
    if !without.isEmpty {
      facts.append(.withoutPower(account.id, by: without))
      actors += without
    }
    let unknown = try account.grounds.value.filter { !clause.on.contains($0) }
    if !unknown.isEmpty { facts.append(.unknownGround(account.id, grounds: unknown)) }
    var pressing: [EntryID] = []
    for id in try account.under.value {
      guard case .instructionGiven(let given)? = scene[id]?.event else { continue }
      let by = try withoutPower(given.from.value)
      if by.isEmpty { continue }
      pressing.append(id)
      actors += by
    }
    if !pressing.isEmpty { facts.append(.underPressure(account.id, of: pressing)) }
    return (facts, actors)
  }
}

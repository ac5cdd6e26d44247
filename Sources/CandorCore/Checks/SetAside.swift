package import StrictJSON

/// A body's decision is undone only by those who have the power, on a ground that the rules know, and free of pressure.
///
/// That no appeal is on record proves nothing and counts for nothing here. Rival accounts of the same undoing stand beside each other in one
/// duty: that undoing is a breach where it is one by each of its accounts.
package enum SetAside: Check {
  /// Whose decisions may be undone, by whom, on which grounds.
  package struct Parameters: RuleParameters {
    package typealias Of = SetAside

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
  package static let about =
    "A body's decision is undone only by those with the power, on a ground the rules know, free of pressure. That no appeal is on "
    + "record counts for nothing."
  package static let example: JSONObject = ["body": "conduct", "by": "assembly", "on": ["new evidence"]]
  package static let watches: KindSet = [.decisionTaken, .instructionGiven, .partyNamed, .seatTaken]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let decisions = scene.all(DecisionTaken.self)
    let undone = decisions.filter { decision in
      decision.by.test { $0.contains(.body(clause.body)) } == .yes && decisions.contains { $0.undoes.is(decision.id) == .yes }
    }
    return scene.demands(each: undone, of: .decisionTaken, subject: \.entry) { decision throws(Gap) in
      for other in decisions where other.id != decision.id { _ = try other.undoes.value }
      var accounts: [Account] = []
      for undoing in decisions where try undoing.undoes.value == decision.id {
        let days = undoing.occurred
        guard days.overlaps(clause.force) else { continue }
        let (breaches, by, unplaced) = try breaches(of: undoing, in: scene, under: clause)
        accounts.append(
          Account(
            id: undoing.id, days: days, isSettled: clause.force.covers(days),
            disputes: try undoing.entry.header.disputes.value,
            unplaced: unplaced,
            facts: [.undone(undoing.id, by: try undoing.by.value, disputes: try undoing.entry.header.disputes.value)] + breaches,
            actors: by))
      }
      if accounts.isEmpty { return nil }
      let answers = undoings(accounts).map(answer)
      let decisive = accounts.filter(\.isSettled)
      let answer: Demand.Answer =
        if answers.contains(.broken(lasted: nil)) {
          .broken(lasted: nil)
        } else {
          answers.first { $0 != .kept } ?? .kept
        }
      return Demand(
        subject: decision.id, owedBy: accounts.flatMap(\.actors).uniqued, owedTo: [.body(clause.body)],
        since: DayRange.spanning((decisive.isEmpty ? accounts : decisive).map(\.days)), due: nil, kind: .decisionTaken, keeper: nil,
        answer: answer, entries: [], facts: accounts.flatMap(\.facts))
    }
  }

  /// One account of an undoing, held against the clause.
  private struct Account {
    var id: EntryID
    var days: DayRange
    /// Whether the clause was in force whenever it was.
    var isSettled: Bool
    var disputes: EntryID?
    /// Those who took part of whom the record knows no seat: whether they had the power cannot be told.
    var unplaced: [EntryID]
    /// That it was undone, and what was wrong with it.
    var facts: [Fact]
    var actors: [Actor]

    var isBreach: Bool { facts.count > 1 }
  }

  /// The accounts by the undoing they tell of: those that dispute one another tell of the same.
  private static func undoings(_ accounts: [Account]) -> [[Account]] {
    var undoings: [[Account]] = []
    for account in accounts {
      let rivals = undoings.filter { undoing in
        undoing.contains { $0.id == account.disputes || $0.disputes == account.id }
      }
      undoings.removeAll { undoing in rivals.contains { $0.first?.id == undoing.first?.id } }
      undoings.append(rivals.flatMap(\.self) + [account])
    }
    return undoings
  }

  private static func answer(of accounts: [Account]) -> Demand.Answer {
    let unplaced = accounts.filter { !$0.isBreach }.flatMap(\.unplaced)
    if !unplaced.isEmpty { return .unclear([.unstated(unplaced.uniqued, field: "seats", keeper: nil)]) }
    if accounts.allSatisfy({ !$0.isBreach }) { return .kept }
    let unsettled = accounts.filter { !$0.isSettled }
    if !unsettled.isEmpty { return .unclear([.dates(unsettled.map(\.id))]) }
    return accounts.allSatisfy(\.isBreach) ? .broken(lasted: nil) : .unclear([.rivals(accounts.map(\.id))])
  }

  /// What is wrong with one account of an undoing, and who did it.
  private static func breaches(
    of account: Occurrence<DecisionTaken>, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> ([Fact], [Actor], unplaced: [EntryID]) {
    let entitled = Set(clause.by + [clause.body])
    var unplaced: [EntryID] = []
    func withoutPower(_ actors: [Actor]) throws(Gap) -> [Actor] {
      var found: [Actor] = []
      for actor in actors {
        let bodies = try scene.knownBodies(of: actor)
        if bodies.isEmpty, case .party(let party) = actor { unplaced += [scene.parties[party]?.entry].compactMap(\.self) }
        if !bodies.isEmpty, bodies.isDisjoint(with: entitled) { found.append(actor) }
      }
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
    var pressing: [Pressure] = []
    for pressure in try account.under.value {
      guard case .instructionGiven(let given)? = scene[pressure.entry]?.event else { continue }
      let by = try withoutPower(given.from.value)
      if by.isEmpty { continue }
      pressing.append(pressure)
      actors += by
    }
    if !pressing.isEmpty { facts.append(.underPressure(account.id, of: pressing)) }
    return (facts, actors, unplaced.uniqued)
  }
}

extension Scene {
  /// What deciders were instructed: a demand for each instruction on a matter that reached one of them from someone who is none of them.
  ///
  /// - Parameter kept: whether an instruction is such that it does no wrong.
  func instructions(
    on matter: Instruction.Matter, to bodies: [BodyID], kept: (Occurrence<InstructionGiven>) throws(Gap) -> Demand.Answer
  ) -> [Demand] {
    let deciders = Set(bodies)
    return demands(each: all(InstructionGiven.self), of: .instructionGiven, subject: \.entry) { given throws(Gap) in
      let to = try given.to.value
      let reached = to.filter { !self.bodies(of: $0).isDisjoint(with: deciders) }
      guard !reached.isEmpty, try given.content.value.contains(where: { $0.matter == matter }) else { return nil }
      let from = try given.from.value
      // What they settle among themselves is no instruction.
      var isFromOthers = from.isEmpty
      for actor in from where self.bodies(of: actor).isDisjoint(with: deciders) {
        // Of whom some seat is hidden, they may be one of the deciders.
        isFromOthers = try self.knownBodies(of: actor).isDisjoint(with: deciders) || isFromOthers
      }
      guard isFromOthers else { return nil }
      return Demand(
        subject: given.id, owedBy: from, owedTo: reached, since: given.occurred, due: nil, kind: .instructionGiven, keeper: nil,
        answer: try kept(given), entries: [], facts: [.instructed(given.id, by: from, matters: [matter])])
    }
  }

  /// What deciders applied: a demand for each finding of one of them.
  ///
  /// - Parameter applied: what comes of it, and what it applied wrongly.
  func findings(
    by bodies: [BodyID], _ applied: (Occurrence<FindingMade>) throws(Gap) -> (Demand.Answer, wrong: [String])
  ) -> [Demand] {
    demands(each: all(FindingMade.self), of: .findingMade, subject: \.entry) { finding throws(Gap) in
      let by = try finding.by.value.filter(bodies.contains)
      guard !by.isEmpty else { return nil }
      let (answer, wrong) = try applied(finding)
      return Demand(
        subject: finding.id, owedBy: by.map(Actor.body), owedTo: [], since: finding.occurred, due: nil, kind: .findingMade, keeper: nil,
        answer: answer, entries: [], facts: wrong.isEmpty ? [] : [.applied(finding.id, wrong)])
    }
  }

  /// A sitting: what the same deciders decided on the same day, of some acts.
  func sittings(_ acts: [Outcome.Act]) -> (sittings: [[Occurrence<DecisionTaken>]], unseen: [Gap]) {
    var (sittings, unseen): ([[Occurrence<DecisionTaken>]], [Gap]) = ([], [])
    for decision in all(DecisionTaken.self) {
      do throws(Gap) {
        guard try decision.outcome.value.contains(where: { acts.contains($0.act) }) else { continue }
        let by = try decision.by.value
        let place = sittings.firstIndex { sitting in
          sitting[0].by.shown == by && sitting[0].occurred == decision.occurred && decision.occurred.day != nil
        }
        if let place { sittings[place].append(decision) } else { sittings.append([decision]) }
      } catch {
        unseen.append(error)
      }
    }
    return (sittings, unseen)
  }
}

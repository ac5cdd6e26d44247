/// A body that is independent of others is not directed by them: none of theirs sits with it to speak for them, none instructs it.
///
/// Whether someone acts for another body is read from the body itself, or from the seats that the record gives a party.
package enum Interference: Check {
  /// The body that nobody is to direct.
  package struct Parameters: RuleParameters {
    package typealias Of = Interference

    package var body: BodyID

    package static let fields = [
      Shape.Member("body", .body, "the body that is independent of others, as its entry under `bodies` says", required: true)
    ]

    package init?(_ object: ObjectInput) {
      guard let body: BodyID = object.required("body") else { return nil }
      self.body = body
    }
  }

  package static let name = CheckName.interference
  package static let watches: Set<Kind> = [.seatTaken, .instructionGiven, .partyNamed]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let body = clause.body
    let others = Set(clause.charter.body(body)?.independentOf ?? [])
    var (facts, since, gaps): ([Fact], [DayRange], [Gap]) = ([], [], [])
    var interfering: Set<BodyID> = []
    var undated: [EntryID] = []
    func look(_ entry: Entry, _ find: () throws(Gap) -> (Fact, Set<BodyID>)?) {
      guard entry.occurred.overlaps(clause.force) else { return }
      do throws(Gap) {
        guard let (fact, bodies) = try find() else { return }
        guard clause.force.covers(entry.occurred) else {
          if let gap = entry.header.occurred.gap { throw gap }
          undated.append(entry.id)
          return
        }
        facts.append(fact)
        since.append(entry.occurred)
        interfering.formUnion(bodies)
      } catch {
        gaps.append(error)
      }
    }
    for taken in scene.all(SeatTaken.self) {
      look(taken.entry) { () throws(Gap) in
        guard try taken.body.value == body, let represents = try taken.represents.value, others.contains(represents) else { return nil }
        return (.satWith(taken.id, holder: try taken.holder.value, represents: represents), [represents])
      }
    }
    for given in scene.all(InstructionGiven.self) {
      look(given.entry) { () throws(Gap) in
        guard try given.to.value.contains(.body(body)) else { return nil }
        let instructors = try given.from.value
        let foreign = others.intersection(instructors.flatMap { scene.bodies(of: $0) })
        if foreign.isEmpty {
          // Nobody of theirs, if every seat is seen.
          for instructor in instructors { _ = try scene.knownBodies(of: instructor) }
          return nil
        }
        return (.instructed(given.id, by: instructors, matters: try given.content.value.map(\.matter)), foreign)
      }
    }
    guard let first = facts.first?.entries.first ?? gaps.first?.entry ?? undated.first else { return [] }
    let unclear = gaps.map(Cause.gap) + (undated.isEmpty ? [] : [.dates(undated)])
    let span = since.isEmpty ? clause.force : DayRange.spanning(since)
    return [
      Demand(
        subject: first, owedBy: interfering.sorted().map(Actor.body), owedTo: [.body(body)], since: span, due: nil, kind: .instructionGiven,
        keeper: nil, answer: facts.isEmpty ? .unclear(unclear) : .broken(lasted: nil), entries: [], facts: facts)
    ]
  }
}

package import StrictJSON

/// A body that is independent of others is not directed by them: none of theirs sits with it to speak for them, instructs it, sets its remit, appoints
/// its members, dissolves it, or leaves what it asks them for unanswered.
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
  package static let about =
    "A body that is independent of others is not directed by them: none of theirs sits with it for them, instructs it, sets its "
    + "remit, appoints its members, dissolves it, or by a source leaves unanswered what it asks for."
  package static let example: JSONObject = ["body": "conduct"]
  package static let watches: KindSet = [
    .seatTaken, .instructionGiven, .remitSet, .partyNamed, .bodyDissolved, .requestMade, .omissionStated,
  ]

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
        let bodies = try scene.bodies(among: others, of: instructors)
        return bodies.isEmpty ? nil : (.instructed(given.id, by: instructors, matters: try given.content.value.map(\.matter)), bodies)
      }
    }
    for remit in scene.all(RemitSet.self) {
      look(remit.entry) { () throws(Gap) in
        guard try remit.of.value == body else { return nil }
        let setters = try remit.by.value
        let bodies = try scene.bodies(among: others, of: setters)
        return bodies.isEmpty ? nil : (.remitSet(remit.id, by: setters), bodies)
      }
    }
    for taken in scene.all(SeatTaken.self) {
      look(taken.entry) { () throws(Gap) in
        guard try taken.body.value == body else { return nil }
        let appointing = try taken.by.value
        let bodies = try scene.bodies(among: others, of: appointing)
        return bodies.isEmpty ? nil : (.replaced(taken.id, by: appointing), bodies)
      }
    }
    for dissolved in scene.entriesAndCommon(of: [.bodyDissolved]).compactMap(Occurrence<BodyDissolved>.init) {
      look(dissolved.entry) { () throws(Gap) in
        guard try dissolved.body.value == body else { return nil }
        let dissolving = try dissolved.by.value
        let bodies = try scene.bodies(among: others, of: dissolving)
        return bodies.isEmpty ? nil : (.replaced(dissolved.id, by: dissolving), bodies)
      }
    }
    for request in scene.all(RequestMade.self) {
      look(request.entry) { () throws(Gap) in
        guard try request.by.value.contains(.body(body)) else { return nil }
        let bodies = try scene.bodies(among: others, of: request.to.value)
        let omissions = scene.omissions(of: .noticeGiven, about: request.id, to: .body(body))
        guard !bodies.isEmpty, let omission = omissions.first else { return nil }
        return (.statedOmission(omission.id), bodies)
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

extension Scene {
  /// Those of some bodies for whom actors act; none where every seat is seen and none is on them.
  fileprivate func bodies(among others: Set<BodyID>, of actors: [Actor]) throws(Gap) -> Set<BodyID> {
    let found = others.intersection(actors.flatMap { bodies(of: $0) })
    guard found.isEmpty else { return found }
    for actor in actors { _ = try knownBodies(of: actor) }
    return []
  }
}

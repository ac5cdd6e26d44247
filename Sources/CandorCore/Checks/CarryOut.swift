package import StrictJSON

/// What was mandated, or promised, is carried out in its time.
///
/// It is met, whole or in part, by a report that says so; void where one says that what came to pass overtook it. A report that it was begun leaves it
/// open, and shows that it is late where its time was over by then. Nothing on record proves nothing.
package enum CarryOut: Check {
  /// Whose mandates, and whether promises too.
  package struct Parameters: RuleParameters {
    package typealias Of = CarryOut

    package var of: [BodyID]
    package var promises: Bool

    package static let fields = [
      Shape.Member("of", .list(.body), "whose mandates bind; none for promises alone", required: false),
      Shape.Member("promises", .flag, "whether what is promised of one's own accord binds too", required: false),
    ]

    package init?(_ object: ObjectInput) {
      let (of, promises) = (object.required("of", [BodyID].self), object.required("promises", Bool?.self))
      guard let of, let promises else { return nil }
      if of.isEmpty, promises != true {
        object.input.mistake("missing-field", "this binds nobody", expected: "of: BODY, for its mandates; promises: true, for promises")
        return nil
      }
      (self.of, self.promises) = (of, promises ?? false)
    }
  }

  package static let name = CheckName.carryOut
  package static let about =
    "What was mandated, or promised, is done in its time: met, in part, late, open, lapsed. What is begun and not done stays "
    + "open; what nobody tells of cannot be told."
  package static let example: JSONObject = ["of": "assembly", "promises": true]
  package static let watches: KindSet = [.mandateGiven, .mandateReported, .coverageAttested]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let givers = Set(clause.of)
    let reports = scene.all(MandateReported.self)
    return scene.demands(each: scene.all(MandateGiven.self), of: .mandateReported, subject: \.entry) { mandate throws(Gap) in
      let isPromise = try mandate.promised.value == true
      let by = try mandate.by.value
      guard isPromise ? clause.promises : by.contains(where: { !scene.bodies(of: $0).isDisjoint(with: givers) }) else { return nil }
      let due = try due(mandate, in: scene)
      var (done, begun, facts): ([DayRange], [DayRange], [Fact]) = ([], [], [])
      var (isPart, isOver, isStatedNot) = (true, false, false)
      for report in reports where try report.of.value == mandate.id {
        switch try report.state.value {
        case .done, .part:
          done.append(report.occurred)
          if try report.state.value == .done { isPart = false }
          facts.append(.answered(report.id))
        case .begun:
          begun.append(report.occurred)
          facts.append(.begun(report.id))
        case .notDone:
          isStatedNot = true
          facts.append(.notDone(report.id))
        case .overtaken:
          isOver = true
          facts.append(.overtaken(report.id))
        }
      }
      let last = begun.max { ($0.last?.number ?? .max) < ($1.last?.number ?? .max) }
      let answer: Demand.Answer =
        if let on = DayRange.first(of: done) {
          .given(on: on, extent: isPart ? .part : .full, isFirst: true, isLateProven: true)
        } else if isOver {
          .lapsed
        } else if isStatedNot || last.flatMap({ last in due.map { $0.isBefore(last) == .yes } }) == true {
          .broken(lasted: nil)
        } else if let last, due.map({ $0.isBefore(DayRange(scene.asOf)) != .yes }) ?? true {
          .pending(on: last)
        } else {
          .silence(isCovered: scene.covers(.mandateReported, since: mandate.occurred.first))
        }
      return Demand(
        subject: mandate.id, owedBy: isPromise ? by : try mandate.to.value, owedTo: isPromise ? [] : by, since: mandate.occurred, due: due,
        kind: .mandateReported, keeper: clause.charter.keeper(of: .mandateReported), answer: answer, entries: [], facts: facts)
    }
  }

  /// The days among which its time is over: as stated, or so long after the entry from which it counts.
  private static func due(_ mandate: Occurrence<MandateGiven>, in scene: Scene) throws(Gap) -> DayRange? {
    if let due = try mandate.due.value { return due.range }
    guard let within = try mandate.within.value else { return nil }
    guard let since = try mandate.since.value else { return mandate.occurred + within }
    return (scene[since]?.occurred ?? .unknown) + within
  }
}

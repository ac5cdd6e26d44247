package import StrictJSON

/// What was mandated, or promised, is carried out in its time.
///
/// It is met, whole or in part, by a report that says so, or by a statement that carries it out; void where a report says that what came to pass overtook
/// it, or where those whose task it is came to an end before its time was over and nobody took it over. What is to be done jointly, one alone does in
/// part. A report that it was begun leaves it open, and shows that it is late where its time was over by then. Those who gave it change its time, with a
/// reason; nobody else does. Nothing on record proves nothing.
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
    + "open; what nobody tells of cannot be told. Those who gave it can change its time, with a reason; whoever takes it over owes it."
  package static let example: JSONObject = ["of": "assembly", "promises": true]
  package static let watches: KindSet = endings.union([
    .mandateGiven, .mandateReported, .mandateTransferred, .statementPublished, .coverageAttested,
  ])

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let givers = Set(clause.of)
    let reports = scene.all(MandateReported.self)
    return scene.demands(each: scene.all(MandateGiven.self), of: .mandateReported, subject: \.entry) { mandate throws(Gap) in
      let isPromise = try mandate.promised.value == true
      let by = try mandate.by.value
      guard isPromise ? clause.promises : by.contains(where: { !scene.bodies(of: $0).isDisjoint(with: givers) }) else { return nil }
      var own: [Occurrence<MandateReported>] = []
      for report in reports where try report.of.value == mandate.id { own.append(report) }
      let terms = try Terms(of: mandate, varied: own, in: scene)
      let (due, owedBy) = (terms.due, terms.owedBy)
      var (whole, part, begun): ([DayRange], [DayRange], [DayRange]) = ([], [], [])
      var (isOver, isStatedNot, facts) = (false, false, terms.facts)
      for report in own {
        switch try report.state.value {
        case .done:
          whole.append(report.occurred)
          facts.append(.answered(report.id))
        case .part:
          part.append(report.occurred)
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
        case .varied: continue
        }
      }
      // What one side does before another is whole once all of them have.
      var (statements, issuers): ([Occurrence<StatementPublished>], Set<Actor>) = ([], [])
      for statement in scene.all(StatementPublished.self) where try statement.fulfils.value.contains(mandate.id) {
        statements.append(statement)
      }
      for statement in scene.inOrder(statements, \.id) {
        issuers.formUnion(try statement.by.value + statement.signed.value)
        let missing = try mandate.jointly.value == true ? owedBy.filter { !issuers.contains($0) } : []
        if missing.isEmpty { whole.append(statement.occurred) } else { part.append(statement.occurred) }
        facts.append(missing.isEmpty ? .answered(statement.id) : .answeredWithout(statement.id, missing))
      }
      let last = begun.max { ($0.last?.number ?? .max) < ($1.last?.number ?? .max) }
      let answer: Demand.Answer
      if !terms.causes.isEmpty {
        answer = .unclear(terms.causes)
      } else if let on = DayRange.first(of: whole) ?? DayRange.first(of: part) {
        answer = .given(on: on, extent: whole.isEmpty ? .part : .full, isFirst: true, isLateProven: true)
      } else if isOver {
        answer = .lapsed
      } else if isStatedNot || last.flatMap({ last in due.map { $0.isBefore(last) == .yes } }) == true {
        answer = .broken(lasted: nil)
      } else {
        switch scene.ending(of: owedBy, after: terms.since, before: due) {
        case .ended(let entry):
          facts.append(.ended(entry))
          answer = .lapsed
        case .unclear(let causes): answer = .unclear(causes)
        case .none:
          if let last, due.map({ $0.isBefore(DayRange(scene.asOf)) != .yes }) ?? true {
            answer = .pending(on: last)
            break
          }
          answer = .silence(isCovered: scene.covers(.mandateReported, since: mandate.occurred.first))
        }
      }
      return Demand(
        subject: mandate.id, owedBy: owedBy, owedTo: isPromise ? [] : by, since: mandate.occurred, due: due,
        kind: .mandateReported, keeper: clause.charter.keeper(of: .mandateReported), answer: answer, entries: [], facts: facts)
    }
  }

  /// Whose task a mandate is and by when, once it passed to others and its time was changed.
  private struct Terms {
    var owedBy: [Actor]
    var due: DayRange?
    /// The entry since which they owe it.
    var since: Entry
    var facts: [Fact] = []
    /// What leaves open which change came last.
    var causes: [Cause] = []

    init(of mandate: Occurrence<MandateGiven>, varied reports: [Occurrence<MandateReported>], in scene: Scene) throws(Gap) {
      let by = try mandate.by.value
      let (isPromised, to) = (try mandate.promised.value == true, try mandate.to.value)
      owedBy = isPromised && to.isEmpty ? by : to
      (due, since) = (try CarryOut.due(mandate, in: scene), mandate.entry)
      let givers = Set(by.flatMap(scene.bodies))
      var changes: [(entry: Entry, due: DayRange)] = []
      for report in reports where try report.state.value == .varied {
        let changers = try report.by.value
        let isTheirs = changers.contains { by.contains($0) || !scene.bodies(of: $0).isDisjoint(with: givers) }
        let (isReasoned, changed) = (try report.reason.value != nil, try report.due.value)
        if changers.isEmpty, isReasoned { causes.append(.unstated([report.id], field: "by", keeper: nil)) }
        guard isTheirs, isReasoned else {
          facts.append(.variedWithout(report.id))
          continue
        }
        facts.append(.varied(report.id))
        // What was late by then stays so.
        if let changed, due.map({ $0.isBefore(report.occurred) != .yes }) ?? true { changes.append((report.entry, changed.range)) }
      }
      if let last = last(of: changes.map(\.entry), in: scene) { due = changes.first { $0.entry.id == last }?.due }
      var transfers: [Occurrence<MandateTransferred>] = []
      for passed in scene.all(MandateTransferred.self) where try passed.of.value.contains(mandate.id) { transfers.append(passed) }
      transfers = scene.inOrder(transfers, \.id)
      for passed in transfers {
        let (from, to, passers, decision) = (
          try passed.from.value, try passed.to.value, try passed.by.value, try passed.decision.value
        )
        facts.append(.transferred(passed.id))
        let isTheirs = passers.isEmpty || passers.contains { by.contains($0) || !scene.bodies(of: $0).isDisjoint(with: givers) }
        // Nobody rids themselves of what they owe, nor of what was overdue, by passing it on.
        let isPassedOn = (isTheirs || decision != nil) && due?.isBefore(passed.occurred) != .yes
        let kept = isPassedOn ? owedBy.filter { !from.isEmpty && !from.contains($0) } : owedBy
        owedBy = (kept + to).uniqued
      }
      if transfers.count > 1 { _ = last(of: transfers.map(\.entry), in: scene) }
      since = transfers.last?.entry ?? mandate.entry
    }

    /// The last of some entries; notes where their days leave open which it is.
    private mutating func last(of entries: [Entry], in scene: Scene) -> EntryID? {
      guard var last = entries.first else { return nil }
      for entry in entries.dropFirst() {
        switch scene.isBefore(last, entry) {
        case .yes: last = entry
        case .no: continue
        case .unknown(let gaps): causes += gaps.isEmpty ? [.dates([last.id, entry.id])] : gaps.map(Cause.gap)
        }
      }
      return last.id
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

extension Scene {
  /// The same in the order in which their matters happened.
  fileprivate func inOrder<Element>(_ elements: [Element], _ id: (Element) -> EntryID) -> [Element] {
    if elements.count < 2 { return elements }
    let places = Dictionary(uniqueKeysWithValues: chronology.enumerated().map { ($1.id, $0) })
    return elements.sorted { places[id($0)] ?? .max < places[id($1)] ?? .max }
  }
}

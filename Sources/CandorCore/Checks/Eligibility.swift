package import StrictJSON

/// Nobody comes to an office, or stays in it, whom the code bars: under some measures, or with a finding against them of which those who are owed it
/// do not know.
///
/// Each taking of such a seat by someone on whom there is a measure or a finding is an occasion, and each such measure on someone who sits there.
package enum Eligibility: Check {
  /// To which seats, and what bars.
  package struct Parameters: RuleParameters {
    package typealias Of = Eligibility

    package var bodies: [BodyID]
    package var measures: [Measure]
    package var undisclosedTo: BodyID?

    package static let fields = [
      Shape.Member("bodies", .list(.body), "the bodies whose seats are the offices", required: true),
      Shape.Member("measures", .list(Measure.shape), "the measures that bar someone from them", required: false),
      Shape.Member(
        "undisclosed-to", .body, "whose members have to know of a finding before the one whom it is about takes such a seat",
        required: false),
    ]

    package init?(_ object: ObjectInput) {
      let (bodies, measures) = (object.required("bodies", [BodyID].self), object.required("measures", [Measure].self))
      let undisclosedTo: BodyID?? = object.required("undisclosed-to")
      guard let bodies, let measures, let undisclosedTo else { return nil }
      if measures.isEmpty, undisclosedTo == nil {
        object.input.mistake(
          "missing-field", "this bars nobody", expected: "measures: MEASURE, for those under it; undisclosed-to: BODY, for findings")
        return nil
      }
      (self.bodies, self.measures, self.undisclosedTo) = (bodies, measures, undisclosedTo)
    }
  }

  package static let name = CheckName.eligibility
  package static let about =
    "Nobody comes to an office, or stays in it, under a measure that bars them, or with a finding against them of which those who are owed it "
    + "do not know. Each taking of such a seat is an occasion, and each such measure on someone who holds one."
  package static let example: JSONObject = ["bodies": "board", "measures": ["suspension"], "undisclosed-to": "members"]
  package static let watches: KindSet = Seats.kinds.union([
    .measureImposed, .measureLifted, .findingMade, .allegationMade, .noticeGiven, .statementPublished, .omissionStated,
  ])

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    if scene.all(SeatTaken.self).isEmpty, scene.all(MeasureImposed.self).isEmpty { return [] }
    let seats = Seats(scene, charter: clause.charter)
    let knowledge = clause.undisclosedTo.map { _ in Knowledge(scene) }
    let (bodies, keeper) = (Set(clause.bodies), clause.charter.keeper(of: .seatTaken))
    let takings = scene.demands(each: scene.all(SeatTaken.self), of: .seatTaken, subject: \.entry) { taken throws(Gap) in
      guard try bodies.contains(taken.body.value) else { return nil }
      let holder = seats.one(try taken.holder.value)
      let imposed = try measures(on: holder, in: scene, seats, under: clause)
      let findings = clause.undisclosedTo == nil ? [] : try findings(against: holder, in: scene, seats)
      if imposed.isEmpty, findings.isEmpty { return seats.unseenIdentity.map { unseen(taken, $0, keeper) } }
      var (bars, facts): (Conclusion, [Fact]) = (.no, [])
      for measure in imposed {
        let holds = try isHolding(measure, at: taken.occurred, in: scene, seats, under: clause)
        if holds == .yes { facts.append(.barred(measure.id)) }
        bars = bars || holds
      }
      for finding in findings {
        guard let body = clause.undisclosedTo, let knowledge else { break }
        let hidden = isUndisclosed(finding, to: body, before: taken.entry, in: scene, knowledge, under: clause)
        if hidden == .yes { facts.append(.undisclosed(finding.id)) }
        bars = bars || hidden
      }
      if bars == .no, let gap = seats.unseenIdentity { bars = .unclear([.gap(gap)]) }
      return Demand(
        subject: taken.id, owedBy: try taken.by.value, owedTo: [], since: taken.occurred, due: nil, kind: .seatTaken, keeper: keeper,
        answer: bars.isBreach, entries: imposed.map(\.id) + findings.map(\.id), facts: facts)
    }
    let holdings = scene.demands(each: scene.all(MeasureImposed.self), of: .seatVacated, subject: \.entry) { imposed throws(Gap) in
      guard try clause.measures.contains(imposed.measure.value) else { return nil }
      return try holding(imposed, in: scene, seats, under: clause)
    }
    return takings + holdings
  }

  private static func unseen(_ taken: Occurrence<SeatTaken>, _ gap: Gap, _ keeper: BodyID?) -> Demand {
    Demand(
      subject: taken.id, owedBy: [], owedTo: [], since: taken.occurred, due: nil, kind: .seatTaken, keeper: keeper,
      answer: .unclear([.gap(gap)]), entries: [], facts: [])
  }

  // MARK: Measures

  private static func measures(
    on holder: PartyID, in scene: Scene, _ seats: Seats, under clause: Applied<Parameters>
  ) throws(Gap) -> [Occurrence<MeasureImposed>] {
    var found: [Occurrence<MeasureImposed>] = []
    for imposed in scene.all(MeasureImposed.self) where try clause.measures.contains(imposed.measure.value) {
      if try imposed.on.value.contains(where: { seats.one($0) == holder }) { found.append(imposed) }
    }
    return found
  }

  /// Whether a measure held on a day.
  private static func isHolding(
    _ imposed: Occurrence<MeasureImposed>, at days: DayRange, in scene: Scene, _ seats: Seats, under clause: Applied<Parameters>
  ) throws(Gap) -> Conclusion {
    switch imposed.occurred.isNotAfter(days) {
    case .no: return .no
    case .unknown: return .unclear([imposed.entry.doubtOfDate])
    case .yes: break
    }
    var isFollowed = false
    for lifted in try liftings(of: imposed, in: scene, seats) {
      switch days.isNotAfter(lifted.occurred) {
      case .yes: isFollowed = true
      case .no: return .no
      case .unknown: return .unclear([lifted.entry.doubtOfDate])
      }
    }
    if isFollowed { return .yes }
    if try imposed.until.value != nil { return .unclear([.unstated([imposed.id], field: "until", keeper: nil)]) }
    if seats.covers(.measureLifted, DayRange(imposed.occurred.first, days.last)) { return .yes }
    return .unclear([.coverage(.measureLifted, keeper: clause.charter.keeper(of: .measureLifted))])
  }

  private static func liftings(
    of imposed: Occurrence<MeasureImposed>, in scene: Scene, _ seats: Seats
  ) throws(Gap) -> [Occurrence<MeasureLifted>] {
    let on = Set(try imposed.on.value.map(seats.one))
    var found: [Occurrence<MeasureLifted>] = []
    for lifted in scene.all(MeasureLifted.self) {
      if let named = try lifted.imposed.value {
        if named == imposed.id { found.append(lifted) }
      } else if try lifted.measure.value == imposed.measure.value, try lifted.on.value.contains(where: { on.contains(seats.one($0)) }) {
        found.append(lifted)
      }
    }
    return found
  }

  /// That whoever comes under a measure leaves the office, on that day.
  private static func holding(
    _ imposed: Occurrence<MeasureImposed>, in scene: Scene, _ seats: Seats, under clause: Applied<Parameters>
  ) throws(Gap) -> Demand? {
    var (stays, facts, holding, lasted): (Conclusion, [Fact], [Actor], Span?) = (.no, [], [], nil)
    for party in try imposed.on.value {
      for body in clause.bodies {
        guard let sat = seats.sitting(of: party, on: body, at: imposed.occurred, voting: false), sat != .no else { continue }
        holding.append(.body(body))
        let left = seats.leaving(of: party, from: body, after: imposed.occurred)
        let lifted = try liftings(of: imposed, in: scene, seats).map(\.occurred).filter { imposed.occurred.isNotAfter($0) == .yes }
        let stayed: Conclusion
        if let left {
          stayed = imposed.occurred.isBefore(left.days).conclusion([left.entry, imposed.id])
        } else if let end = DayRange.first(of: lifted) {
          stayed = imposed.occurred.isBefore(end).conclusion([imposed.id])
        } else {
          let today = DayRange(scene.asOf)
          stayed = seats.sits(party, on: body, at: today, voting: false) && imposed.occurred.isBefore(today).conclusion([imposed.id])
        }
        let both = sat && stayed
        if both == .yes {
          facts.append(.barred(imposed.id))
          let end = DayRange.first(of: lifted + [left?.days].compactMap(\.self)) ?? DayRange(scene.asOf)
          lasted = imposed.occurred.days(to: end)
        }
        stays = stays || both
      }
    }
    if holding.isEmpty { return nil }
    // On a day that its reader does not see nobody can be said to have left in time.
    if stays == .no, let gap = imposed.entry.header.occurred.gap { throw gap }
    let answer: Demand.Answer = stays == .yes ? .broken(lasted: lasted) : stays.isBreach
    return Demand(
      subject: imposed.id, owedBy: holding.uniqued, owedTo: [], since: imposed.occurred, due: nil, kind: .seatVacated,
      keeper: clause.charter.keeper(of: .seatVacated), answer: answer, entries: [], facts: facts.uniqued)
  }

  // MARK: Findings

  /// The findings that bore an allegation against someone out, whole or in part.
  private static func findings(
    against holder: PartyID, in scene: Scene, _ seats: Seats
  ) throws(Gap) -> [Occurrence<FindingMade>] {
    var allegations: Set<EntryID> = []
    for made in scene.all(AllegationMade.self) where seats.one(try made.against.value) == holder { allegations.insert(made.id) }
    var found: [Occurrence<FindingMade>] = []
    for finding in scene.all(FindingMade.self) where try [.substantiated, .partly].contains(finding.result.value) {
      if try !allegations.isDisjoint(with: finding.on.value) { found.append(finding) }
    }
    return found
  }

  /// Whether a body did not know of a finding when a seat was taken.
  private static func isUndisclosed(
    _ finding: Occurrence<FindingMade>, to body: BodyID, before taken: Entry, in scene: Scene, _ knowledge: Knowledge,
    under clause: Applied<Parameters>
  ) -> Conclusion {
    switch finding.occurred.isNotAfter(taken.occurred) {
    case .no: return .no
    case .unknown: return .unclear([finding.entry.doubtOfDate])
    case .yes: break
    }
    if let first = taken.occurred.first, case .known = knowledge.answer(of: finding.id, by: .body(body), at: first) { return .no }
    switch knowledge.answer(of: finding.id, by: .body(body), at: taken.occurred.last ?? scene.asOf) {
    case .known: return .unclear([taken.doubtOfDate])
    case .perhaps(let tellings, let gaps):
      return .unclear(gaps.isEmpty ? [.dates(tellings.map(\.by).uniqued)] : gaps.map(Cause.gap))
    case .notOnRecord: break
    }
    let stated = scene.omissions(of: .noticeGiven, about: finding.id, to: .body(body))
    let isStated = stated.contains { ($0.entry.header.occurred.shown ?? nil)?.stretch?.covers(taken.occurred) ?? false }
    let wait = DayRange(finding.occurred.first, taken.occurred.last)
    if isStated || scene.covers(.noticeGiven, wait) && scene.covers(.statementPublished, wait) { return .yes }
    if !scene.unseenOmissions.isEmpty { return .unclear(scene.unseenOmissions.map(Cause.gap)) }
    return .unclear([.coverage(.noticeGiven, keeper: clause.charter.keeper(of: .noticeGiven))])
  }
}

extension Truth {
  /// The same, where dates leave it open those of these entries.
  fileprivate func conclusion(_ entries: [EntryID]) -> Conclusion {
    switch self {
    case .yes: .yes
    case .no: .no
    case .unknown(let gaps): .unclear(gaps.isEmpty ? [.dates(entries)] : gaps.map(Cause.gap))
    }
  }
}

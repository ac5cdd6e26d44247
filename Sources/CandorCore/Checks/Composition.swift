package import StrictJSON

/// A body has the seats that the code gives it, and nobody sits there who may not: no member of some other bodies, and no party of a case on which
/// it sits in judgement.
///
/// Each taking of a seat there is an occasion, where members of other bodies are shut out; and each day on which the body decided, found or voted in
/// the case is one. Whoever stepped back did not sit in judgement.
package enum Composition: Check {
  /// Which body, of how many, without whom.
  package struct Parameters: RuleParameters {
    package typealias Of = Composition

    package var body: BodyID
    package var atLeast: Int?
    package var atMost: Int?
    package var without: [BodyID]

    package static let fields = [
      Shape.Member("body", .body, "which body", required: true),
      Shape.Member("at-least", .count, "with a vote, how many have to sit there at least", required: false),
      Shape.Member("at-most", .count, "with a vote, how many may sit there at most", required: false),
      Shape.Member("without", .list(.body), "the bodies whose members may not sit there", required: false),
    ]

    package init?(_ object: ObjectInput) {
      let (body, without) = (object.required("body", BodyID.self), object.required("without", [BodyID].self))
      let (atLeast, atMost) = (object.required("at-least", Int?.self), object.required("at-most", Int?.self))
      guard let body, let without, let atLeast, let atMost else { return nil }
      if let atLeast, let atMost, atLeast > atMost {
        object.member("at-most").mistake(
          "contradiction", "at most \(atMost) cannot be at least \(atLeast)", expected: "at-most no less than at-least")
        return nil
      }
      (self.body, self.without, self.atLeast, self.atMost) = (body, without, atLeast, atMost)
    }
  }

  package static let name = CheckName.composition
  package static let about =
    "A body has its number of seats with a vote when it decides, finds or votes, and no party of the case sits there; and whoever takes a seat "
    + "there sits on none of some other bodies."
  package static let example: JSONObject = ["body": "conduct", "at-least": 3, "without": "board"]
  package static let watches: KindSet = Seats.kinds.union([.decisionTaken, .findingMade, .voteHeld, .recusalNoted])

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let acts = acts(in: scene, of: clause.body)
    if acts.isEmpty, scene.all(SeatTaken.self).isEmpty { return [] }
    let seats = Seats(scene, charter: clause.charter)
    return seatings(in: scene, seats, under: clause) + judgements(acts, in: scene, seats, under: clause)
  }

  // MARK: Seats

  /// A demand for each taking of a seat: that its holder sits on none of the other bodies meanwhile.
  private static func seatings(in scene: Scene, _ seats: Seats, under clause: Applied<Parameters>) -> [Demand] {
    if clause.without.isEmpty { return [] }
    return scene.demands(each: scene.all(SeatTaken.self), of: .seatTaken, subject: \.entry) { taken throws(Gap) in
      guard try taken.body.value == clause.body else { return nil }
      let (holder, represents) = (try taken.holder.value, try taken.represents.value)
      var (both, facts): (Conclusion, [Fact]) = (.no, [])
      for other in clause.without {
        if represents == other {
          both = .yes
          facts.append(.satWith(taken.id, holder: holder, represents: other))
          continue
        }
        var overlap = seats.sits(holder, on: other, at: taken.occurred, voting: false)
        var since = seats.seat(of: holder, on: other, at: taken.occurred)
        for later in seats.takings(of: holder, on: other) where overlap != .yes && later.days.isNotAfter(taken.occurred) != .yes {
          let then = seats.sits(holder, on: clause.body, at: later.days, voting: false)
          if then == .yes { since = later.entry }
          overlap = overlap || then
        }
        if overlap == .yes, let since { facts.append(.alsoSat(since, holder: holder, on: other)) }
        both = both || overlap
      }
      if both != .yes, let unseen = seats.unseenIdentity { both = both || .unclear([.gap(unseen)]) }
      return Demand(
        subject: taken.id, owedBy: try taken.by.value, owedTo: [], since: taken.occurred, due: nil, kind: .seatTaken,
        keeper: clause.charter.keeper(of: .seatTaken), answer: both.isBreach, entries: [], facts: facts)
    }
  }

  // MARK: Judgements

  /// A demand for each day on which the body acted in the case: that it had its number, and no party on it.
  private static func judgements(_ acts: [[Act]], in scene: Scene, _ seats: Seats, under clause: Applied<Parameters>) -> [Demand] {
    scene.demands(each: acts, of: .seatTaken, subject: \.[0].entry) { sitting throws(Gap) in
      for act in sitting { guard try act.by.value.contains(.body(clause.body)) else { return nil } }
      let (days, first) = (sitting[0].entry.occurred, sitting[0].entry.id)
      var (wrong, facts): (Conclusion, [Fact]) = (.no, [])
      if clause.atLeast != nil || clause.atMost != nil {
        let (count, causes) = seats.count(of: clause.body, at: days, voting: true)
        let (least, most) = (clause.atLeast ?? 0, clause.atMost ?? .max)
        facts.append(.seated(first, count))
        let isTooFew = count.atMost.map { $0 < least } ?? false
        let isWithin = count.atLeast >= least && (count.atMost.map { $0 <= most } ?? (most == .max))
        wrong = isTooFew || count.atLeast > most ? .yes : isWithin ? .no : .unclear(causes)
      }
      for named in scene.all(PartyNamed.self) where try named.role.value != .participant {
        let party = try named.party.value
        guard let sat = seats.sitting(of: party, on: clause.body, at: days, voting: true), sat != .no else { continue }
        if try hasSteppedBack(party, from: sitting, in: scene, seats) { continue }
        if sat == .yes { facts.append(.judgedOwn(named.id, party: party)) }
        wrong = wrong || sat
      }
      if wrong == .no, let unseen = seats.unseenIdentity { wrong = .unclear([.gap(unseen)]) }
      // That no party is on record as sitting there proves nothing but where every seat is.
      if wrong == .no, !seats.covers(.seatTaken, DayRange(nil, days.last)) {
        wrong = .unclear([.coverage(.seatTaken, keeper: clause.charter.keeper(of: .seatTaken))])
      }
      return Demand(
        subject: first, owedBy: [.body(clause.body)], owedTo: [], since: days, due: nil, kind: .seatTaken,
        keeper: clause.charter.keeper(of: .seatTaken), answer: wrong.isBreach, entries: sitting.map(\.entry.id), facts: facts)
    }
  }

  /// What a body did in the case by which it judged.
  private struct Act {
    var entry: Entry
    var by: Field<[Actor]>
    var recused: Field<[PartyID]> = .shown([])
  }

  /// What a body did, or may have, by the days on which it did.
  private static func acts(in scene: Scene, of body: BodyID) -> [[Act]] {
    let acts = scene.entries.compactMap { entry -> Act? in
      switch entry.event {
      case .decisionTaken(let decision): Act(entry: entry, by: decision.by)
      case .findingMade(let finding): Act(entry: entry, by: finding.by.map { $0.map(Actor.body) })
      case .voteHeld(let vote) where vote.result.is(.notVoted) != .yes:
        Act(entry: entry, by: vote.by.map { $0.map(Actor.body) }, recused: vote.recused)
      default: nil
      }
    }.filter { $0.by.test { $0.contains(.body(body)) } != .no }
    var (days, sittings): ([Day: Int], [[Act]]) = ([:], [])
    for act in acts {
      guard act.by.gap == nil, let day = act.entry.occurred.day else {
        sittings.append([act])
        continue
      }
      if let place = days[day] {
        sittings[place].append(act)
      } else {
        days[day] = sittings.count
        sittings.append([act])
      }
    }
    return sittings
  }

  private static func hasSteppedBack(_ party: PartyID, from sitting: [Act], in scene: Scene, _ seats: Seats) throws(Gap) -> Bool {
    let (one, acts) = (seats.one(party), Set(sitting.map(\.entry.id)))
    for recusal in scene.all(RecusalNoted.self) where try recusal.state.value == .declared {
      guard try !acts.isDisjoint(with: recusal.from.value) else { continue }
      for case .party(let who) in try recusal.who.value where seats.one(who) == one { return true }
    }
    for act in sitting where try act.recused.value.contains(where: { seats.one($0) == one }) { return true }
    return false
  }
}

extension Conclusion {
  /// The answer to a demand of which it is the breach.
  var isBreach: Demand.Answer {
    switch self {
    case .yes: .broken(lasted: nil)
    case .no: .kept
    case .unclear(let causes): .unclear(causes)
    }
  }
}

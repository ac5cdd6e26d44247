package import StrictJSON

/// How many of those who sit somewhere have to be of a group: `{ members of color: { at-least: 1/2 } }`.
package struct GroupShare: Hashable, Sendable {
  package var group: String
  package var seating: Seating

  package var needs: Threshold { seating.needs }
}

extension GroupShare: Datum {
  package static let shape = Shape.pair(.text, Seating.shape)

  package init?(_ input: Input) {
    guard let members = input.members(expected: Self.shape.summary) else { return nil }
    guard members.count == 1 else {
      input.mistake("type", "this names \(members.count) groups in one item", expected: "one group an item: [{ new: { at-least: 2/3 } }]")
      return nil
    }
    guard let group = String(members[0].input.name(members[0].name)), let seating = Seating(members[0].input) else { return nil }
    self.init(group: group, seating: seating)
  }

  package var json: JSONValue { [group: seating.json] }
}

/// A body has the seats that the code gives it, and nobody sits there who may not: no member of some other bodies, and no party of a case on which
/// it sits in judgement.
///
/// Each taking of a seat there is an occasion, where members of other bodies are shut out; and each day on which the body decided, found or voted in
/// the case is one. Whoever stepped back did not sit in judgement. Of which groups those who sit there are, a source tells in numbers, with an
/// election or with the forming of the body, and never of one of them: each such telling is an occasion.
package enum Composition: Check {
  /// Which body, of how many, without whom.
  package struct Parameters: RuleParameters {
    package typealias Of = Composition

    package var body: BodyID
    package var atLeast: Int?
    package var atMost: Int?
    package var without: [BodyID]
    package var groups: [GroupShare]

    package static let fields = [
      Shape.Member("body", .body, "which body", required: true),
      Shape.Member("at-least", .count, "with a vote, how many have to sit there at least", required: false),
      Shape.Member("at-most", .count, "with a vote, how many may sit there at most", required: false),
      Shape.Member("without", .list(.body), "the bodies whose members may not sit there", required: false),
      Shape.Member(
        "groups", .list(GroupShare.shape), "how many of those who sit there have to be of which groups: [{ new: { at-least: 2/3 } }]",
        required: false),
    ]

    package init?(_ object: ObjectInput) {
      let (body, without) = (object.required("body", BodyID.self), object.required("without", [BodyID].self))
      let (atLeast, atMost) = (object.required("at-least", Int?.self), object.required("at-most", Int?.self))
      guard let groups = object.required("groups", [GroupShare].self) else { return nil }
      self.groups = groups
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
    + "there sits on none of some other bodies. Of some groups there are as many as the code asks for, by what sources tell in numbers."
  package static let example: JSONObject = ["body": "conduct", "at-least": 3, "without": "board"]
  package static let watches: KindSet = Seats.kinds.union([.decisionTaken, .findingMade, .voteHeld, .recusalNoted, .electionHeld])

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let acts = acts(in: scene, of: clause.body)
    let groups = groups(in: scene, under: clause)
    if acts.isEmpty, scene.all(SeatTaken.self).isEmpty { return groups }
    let seats = Seats(scene, charter: clause.charter)
    return seatings(in: scene, seats, under: clause) + judgements(acts, in: scene, seats, under: clause) + groups
  }

  // MARK: Groups

  /// A demand for each group and each telling of how many of it sit there.
  private static func groups(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    clause.groups.flatMap { share in
      scene.demands(each: scene.entriesAndCommon(of: [.electionHeld, .bodyFormed]), of: .electionHeld, subject: \.self) {
        entry throws(Gap) in
        let (body, by, all, told): (BodyID, [Actor], Count, [GroupFigure])
        switch entry.event {
        case .electionHeld(let election):
          let elected = try election.candidates.value.count { $0.elected == true }
          let seats = try election.seats.value
          (body, by, told) = (try election.to.value, try election.by.value.map(Actor.body), try election.composition.value)
          // Not everyone who was elected need be told of.
          all = seats.map { Count($0) } ?? Count(atLeast: max(1, elected), atMost: nil)
        case .bodyFormed(let formed):
          (body, by, told) = (try formed.body.value, try formed.by.value, try formed.composition.value)
          all = clause.charter.body(clause.body)?.seats.map { Count($0) } ?? Count(atLeast: 1, atMost: nil)
        default: return nil
        }
        guard body == clause.body, let figure = told.first(where: { $0.group == share.group }) else { return nil }
        let keeper = clause.charter.keeper(of: entry.kind ?? .electionHeld)
        let (isReached, fact): (Truth, Fact?) =
          switch figure.number {
          case nil: (.unknown([]), nil)
          case .count(let count)?:
            (share.needs.isReached(by: count.bounds, of: all), .grouped(entry.id, group: share.group, count.bounds, of: all))
          case .share(let told)?: (share.needs.isReached(within: told.bounds, of: all), .groupShare(entry.id, group: share.group, told))
          }
        let answer: Demand.Answer =
          switch isReached {
          case .yes: .kept
          case .no: .broken(lasted: nil)
          case .unknown: .unclear([.unstated([entry.id], field: "composition", keeper: keeper)])
          }
        return Demand(
          subject: entry.id, owedBy: by, owedTo: [], since: entry.occurred, due: nil, kind: .electionHeld, keeper: keeper, answer: answer,
          entries: [], facts: [fact].compactMap(\.self))
      }
    }
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

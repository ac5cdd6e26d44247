/// What makes someone conflicted in a matter, as a charter lists it.
package enum ConflictRule: String, Choice {
  /// A part in the case other than that of a participant, or being the one whom the decision is about.
  case party
  /// Having taken part in the decision under review.
  case tookPart = "took-part"
  /// A seat on the body whose decision is under review.
  case seatOnReviewedBody = "seat-on-reviewed-body"
  /// A tie that was declared or asserted.
  case tie
}

/// That someone is conflicted in a matter, and by what.
package struct Conflict: Hashable, Sendable {
  package var who: Actor
  package var rule: ConflictRule
  /// The entry that says it.
  package var entry: EntryID
  /// Whether it holds: yes, or what leaves that open.
  package var holds: Conclusion
  /// Whether they took part all the same: yes, or what leaves that open.
  package var tookPart: Conclusion

  /// Whether they were conflicted and took part: yes, or what leaves that open.
  package var isParticipation: Conclusion { holds && tookPart }
}

/// What is decided: decisions of one sitting, or a vote, with all by which the record speaks of it.
package struct Matter: Sendable {
  package let decisions: Set<EntryID>
  package let votes: [HeldVote]
  package let by: [Actor]
  package let days: DayRange
  /// The entries that a conflict or a recusal can name and mean it.
  package let names: Set<EntryID>
  /// What is under review.
  let reviewed: [Entry]

  /// What was decided at one sitting.
  ///
  /// - Throws: what hides which votes were on it, or what it reviews.
  package init(_ sitting: [Occurrence<DecisionTaken>], votes: [HeldVote], in scene: Scene) throws(Gap) {
    let decisions = Set(sitting.map(\.id))
    var (held, told): ([HeldVote], Set<EntryID>) = ([], [])
    for vote in votes {
      let matters = try vote.matters.value
      guard !decisions.isDisjoint(with: matters) else { continue }
      held.append(vote)
      if !decisions.contains(vote.id) { told.formUnion(matters) }
    }
    // What a decision says of its vote is not a second vote beside the one on it.
    try self.init(
      decisions, votes: held.filter { !told.contains($0.id) }, by: sitting.first?.by.value ?? [], days: sitting.first?.occurred ?? .unknown,
      in: scene)
  }

  /// What was decided by one vote.
  ///
  /// - Throws: what hides what it was on.
  package init(_ vote: HeldVote, in scene: Scene) throws(Gap) {
    try self.init(Set(vote.matters.value), votes: [vote], by: vote.by.value, days: vote.entry.occurred, in: scene)
  }

  /// What an entry decided, as it is looked back upon.
  fileprivate init(_ entry: Entry, by deciders: [Actor], votes: [HeldVote]) {
    (decisions, self.votes, by, days, reviewed) = ([entry.id], votes, deciders, entry.occurred, [])
    names = decisions.union(votes.map(\.id))
  }

  private init(_ decisions: Set<EntryID>, votes: [HeldVote], by: [Actor], days: DayRange, in scene: Scene) throws(Gap) {
    (self.decisions, self.votes, self.by, self.days) = (decisions, votes, by, days)
    var (names, reviewed): (Set<EntryID>, [EntryID]) = (decisions.union(votes.map(\.id)), [])
    for vote in votes { if let meeting = try vote.at.value { names.insert(meeting) } }
    for id in decisions.sorted() {
      switch scene[id]?.event {
      case .decisionTaken(let decision)?:
        if let id = try decision.undoes.value, let undone = scene[id] {
          // A body that goes back on its own decision reviews nobody's.
          let (own, others) = (Set(try decision.by.value), try undone.deciders)
          if own.isDisjoint(with: others) { reviewed.append(id) }
        }
        for answered in try decision.answers.value {
          guard case .appealLodged(let appeal)? = scene[answered]?.event else { continue }
          names.insert(answered)
          reviewed.append(try appeal.against.value)
        }
      case .appealLodged(let appeal)?: reviewed.append(try appeal.against.value)
      case .motionMoved(let motion)?:
        for answered in try motion.answers.value {
          switch scene[answered]?.event {
          case .decisionTaken?, .findingMade?: reviewed.append(answered)
          default: continue
          }
        }
      default: continue
      }
    }
    self.names = names
    self.reviewed = reviewed.uniqued.compactMap { scene[$0] }
  }
}

extension Entry {
  /// Who decided, found or imposed it; none of an entry that is neither.
  var deciders: [Actor] {
    get throws(Gap) {
      switch event {
      case .decisionTaken(let decision): try decision.by.value
      case .findingMade(let finding): try finding.by.value.map(Actor.body)
      case .measureImposed(let imposed): try imposed.by.value
      default: []
      }
    }
  }
}

/// Who took part in deciding a matter, as far as rolls and recusals tell.
///
/// Whoever is among those who decided, or voted by a roll, took part. Whoever stepped back and is on no roll, or stands there as absent, did not; where
/// nobody names the voters, that cannot be told.
private struct Participation {
  /// Everyone on record as having taken part.
  private(set) var taken: Set<PartyID> = []
  /// In how many of the votes someone took no part, or stepped back.
  private var absences: [PartyID: Int] = [:]
  private var recused: Set<Actor> = []
  private let votes: Int
  /// Whether rolls name everyone who voted.
  private(set) var isNamed: Bool
  private let bodies: Set<BodyID>
  private let seats: Seats
  private let keeper: BodyID?

  /// - Throws: what hides who voted, or who stepped back.
  init(_ matter: Matter, in scene: Scene, _ seats: Seats, keeper: BodyID?) throws(Gap) {
    (self.seats, self.keeper) = (seats, keeper)
    (isNamed, votes) = (!matter.votes.isEmpty, matter.votes.count)
    var bodies: Set<BodyID> = []
    for actor in matter.by {
      switch actor {
      case .party(let party): taken.insert(seats.one(party))
      case .body(let body): bodies.insert(body)
      }
    }
    self.bodies = bodies
    for recusal in scene.all(RecusalNoted.self) where try recusal.state.value == .declared {
      guard try !matter.names.isDisjoint(with: recusal.from.value) else { continue }
      for who in try recusal.who.value { recused.insert(seats.one(who)) }
    }
    for vote in matter.votes {
      let (roll, count) = (try vote.roll.value, try vote.votes.value)
      for cast in roll where cast.vote != .absent { taken.insert(seats.one(cast.party)) }
      if let casting = try vote.casting.value { taken.insert(seats.one(casting.party)) }
      let others = roll.filter { $0.vote == .absent }.map(\.party) + (try vote.recused.value)
      for party in Set(others.map(seats.one)) { absences[party, default: 0] += 1 }
      let isWhole: Bool =
        if case .counted(let votes, let against, let abstained?)? = count {
          roll.count { $0.vote != .absent } == votes + against + abstained
        } else {
          false
        }
      isNamed = isNamed && isWhole
    }
  }

  /// Whether someone took part.
  func includes(_ who: Actor) -> Conclusion {
    let isTaking: Bool
    let isAbsent: Bool
    switch who {
    case .party(let party):
      (isTaking, isAbsent) = (taken.contains(seats.one(party)), isNamed || votes > 0 && absences[seats.one(party)] == votes)
    case .body(let body): (isTaking, isAbsent) = (bodies.contains(body), false)
    }
    if isTaking { return .yes }
    return isAbsent || recused.contains(seats.one(who)) ? .no : .unclear([.coverage(.voteHeld, keeper: keeper)])
  }
}

extension Seats {
  /// The same for an actor.
  fileprivate func one(_ actor: Actor) -> Actor {
    switch actor {
    case .party(let party): .party(one(party))
    case .body: actor
    }
  }
}

/// Who is conflicted in what, by the rules that a charter has, and whether they took part.
///
/// A charter that lists no rules holds that a declared or asserted tie is a conflict, and nothing else.
package struct Conflicts: Sendable {
  private let scene: Scene
  private let rules: Set<ConflictRule>
  private let seats: Seats
  private let votes: [HeldVote]
  private let keeper: BodyID?

  /// The kinds of entries from which it follows.
  package static let kinds: KindSet = Seats.kinds.union([
    .decisionTaken, .conflictNoted, .recusalNoted, .voteHeld, .appealLodged, .motionMoved, .findingMade, .measureImposed,
  ])

  package init(_ scene: Scene, charter: Charter?, seats: Seats, votes: [HeldVote]) {
    (self.scene, self.seats, self.votes) = (scene, seats, votes)
    rules = charter.map { $0.conflicts.isEmpty ? [.tie] : Set($0.conflicts) } ?? [.tie]
    keeper = charter?.keeper(of: .voteHeld)
  }

  /// Everyone who is conflicted in a matter, or may be, and took part in it, or may have. By what follows from parts, seats and votes, only those count
  /// of whom the record says that they decided, or sat with those who did.
  ///
  /// - Throws: what hides to whom or to what some entry applies, who voted, or who stepped back.
  package func all(in matter: Matter) throws(Gap) -> [Conflict] {
    let participation = try Participation(matter, in: scene, seats, keeper: keeper)
    var found: [Conflict] = []
    func add(_ who: Actor, _ rule: ConflictRule, by entry: EntryID, _ holds: Conclusion) {
      let part = participation.includes(who)
      if part == .no || holds == .no { return }
      // Of whom nothing says that they sat there, nothing says that it bears on the matter.
      if rule != .tie, part != .yes, case .party(let party) = who, !mayDecide(party, matter) { return }
      found.append(Conflict(who: who, rule: rule, entry: entry, holds: holds, tookPart: part))
    }
    if rules.contains(.tie) {
      for noted in scene.all(ConflictNoted.self) where try !matter.names.isDisjoint(with: noted.in.value) {
        for who in try noted.who.value { add(who, .tie, by: noted.id, .yes) }
      }
    }
    if rules.contains(.party) {
      let concerned = try concerned(by: matter)
      for named in scene.all(PartyNamed.self) {
        let (party, role) = (try named.party.value, try named.role.value)
        if role != .participant || concerned.contains(seats.one(party)) { add(.party(party), .party, by: named.id, .yes) }
      }
    }
    for entry in matter.reviewed {
      let deciders = try entry.deciders
      if rules.contains(.tookPart) {
        for (party, holds) in try takers(of: entry, by: deciders) { add(.party(party), .tookPart, by: entry.id, holds) }
      }
      guard rules.contains(.seatOnReviewedBody) else { continue }
      for case .body(let body) in deciders {
        let (sure, possible, _) = try seats.everyMember(of: body, at: matter.days, voting: false)
        for party in sure.union(possible).sorted() {
          guard let seat = seats.seat(of: party, on: body, at: matter.days) else { continue }
          add(.party(party), .seatOnReviewedBody, by: seat, seats.sits(party, on: body, at: matter.days, voting: false))
        }
      }
    }
    return found.uniqued
  }

  /// Whom the decisions of a matter are about.
  private func concerned(by matter: Matter) throws(Gap) -> Set<PartyID> {
    var concerned: Set<PartyID> = []
    for id in matter.decisions {
      guard case .decisionTaken(let decision)? = scene[id]?.event else { continue }
      for case .party(let party)? in try decision.outcome.value.map(\.of) { concerned.insert(seats.one(party)) }
    }
    return concerned
  }

  /// Those who took part in what is under review; where nobody names the voters, those who sat there may have.
  private func takers(of entry: Entry, by deciders: [Actor]) throws(Gap) -> [(PartyID, Conclusion)] {
    var held: [HeldVote] = []
    for vote in votes where try vote.matters.value.contains(entry.id) { held.append(vote) }
    let participation = try Participation(Matter(entry, by: deciders, votes: held), in: scene, seats, keeper: keeper)
    var found = participation.taken.sorted().map { ($0, Conclusion.yes) }
    if participation.isNamed { return found }
    for case .body(let body) in deciders {
      let (sure, possible, _) = try seats.everyMember(of: body, at: entry.occurred, voting: true)
      for party in sure.union(possible).sorted() {
        guard case .unclear = participation.includes(.party(party)) else { continue }
        found.append((party, .unclear([.unstated([entry.id], field: "roll", keeper: keeper)])))
      }
    }
    return found
  }

  /// Whether someone sat with those who decided, or may have.
  private func mayDecide(_ party: PartyID, _ matter: Matter) -> Bool {
    matter.by.contains { actor in
      guard case .body(let body) = actor else { return false }
      let sat = seats.sitting(of: party, on: body, at: matter.days, voting: true)
      return sat != nil && sat != .no
    }
  }
}

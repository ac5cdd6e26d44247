/// What a vote comes to: its counts within bounds, and the results that they leave possible under the rule of the body that held it.
package struct Reckoning: Hashable, Sendable {
  /// What can come of a vote.
  package enum Result: String, CaseIterable, Sendable {
    case adopted, rejected
    /// Too few were there to decide, so that nothing was.
    case noQuorum = "no-quorum"
  }

  package let `for`: Count
  package let against: Count
  package let abstained: Count
  package let present: Count
  package let eligible: Count
  /// Those that the counts leave possible, in the order of the cases: one where it is settled, none where the code has no majority for who voted.
  package let results: [Result]
  /// What leaves it open; empty where one result is left.
  package let causes: [Cause]

  /// What came of it; nil where that cannot be told.
  package var result: Result? { results.count == 1 ? results[0] : nil }
}

/// A vote held against the rule of the body that held it, and against the rules on conflicts.
package struct ReckonedVote: Sendable {
  /// With every vote of those who were eligible.
  package let underRule: Reckoning
  /// Without the votes of those who were conflicted.
  package let withoutConflicted: Reckoning
  /// Who is on the roll and had no vote there.
  package let ineligible: [PartyID]
}

/// Reckons votes by the rules of one charter.
package struct Tellers: Sendable {
  private let scene: Scene
  private let charter: Charter
  private let seats: Seats

  /// The kinds of entries from which a reckoning follows.
  package static let kinds = Conflicts.kinds

  package init(_ scene: Scene, charter: Charter, seats: Seats) {
    (self.scene, self.charter, self.seats) = (scene, charter, seats)
  }

  /// A vote reckoned.
  ///
  /// - Parameter conflicts: those who are conflicted in what it was on, and took part or may have.
  /// - Throws: what hides of the vote what counts.
  package func reckon(_ vote: HeldVote, conflicts: [Conflict]) throws(Gap) -> ReckonedVote {
    _ = try vote.by.value
    let body = vote.body.flatMap(charter.body)
    let told = try Told(vote, seats)
    var ineligible: [PartyID] = []
    var (unentitled, causes) = (Left(), [Cause]())
    for cast in told.roll where cast.vote != .absent {
      guard let body else { break }
      if let day = told.lastDay, seats.joined(cast.party, after: day) == .yes {
        ineligible.append(cast.party)
        unentitled.add(cast.vote, .yes, wasEligible: false)
        continue
      }
      switch seats.sits(cast.party, on: body.id, at: vote.entry.occurred, voting: true) {
      case .yes: continue
      case .no:
        ineligible.append(cast.party)
        unentitled.add(cast.vote, .yes, wasEligible: false)
      case .unclear(let why):
        let doubts = against(why, at: vote.entry.occurred)
        if doubts.isEmpty { continue }
        unentitled.add(cast.vote, .unclear(doubts), wasEligible: false)
        causes += doubts
      }
    }
    let gone = Set(ineligible.map(seats.one))
    var (conflicted, doubts) = (unentitled, causes)
    for (who, holds) in voters(among: conflicts) where !gone.contains(who) {
      conflicted.add(told.vote(of: who), holds, wasEligible: true)
      doubts += holds.causes
    }
    let majorities = try body.map { body throws(Gap) in body.majorities(for: try scene.acts(of: vote)) } ?? []
    var context = Context(
      vote: vote, told: told, body: body, majorities: majorities.map(\.needs), unentitled: unentitled.present,
      casting: body?.hasCastingVote == true ? told.casting.map { [$0.vote] } ?? [] : [])
    if let caster = told.casting?.party, let body {
      switch seats.sits(caster, on: body.id, at: vote.entry.occurred, voting: true) {
      case .yes: break
      case .no: context.casting = []
      case .unclear(let why):
        let doubts = against(why, at: vote.entry.occurred)
        if !doubts.isEmpty, !context.casting.isEmpty {
          context.casting.append(nil)
          causes += doubts
        }
      }
    }
    let underRule = reckoning(context, without: unentitled, causes, isUninvolved: false)
    // Of one who is conflicted, or may be, a casting vote does not count, or may not.
    switch told.casting.flatMap({ caster in voters(among: conflicts).first { $0.0 == seats.one(caster.party) }?.1 }) {
    case .yes?: context.casting = []
    case .unclear?: context.casting.append(nil)
    case .no?, nil: break
    }
    return ReckonedVote(
      underRule: underRule, withoutConflicted: reckoning(context, without: conflicted, doubts, isUninvolved: true), ineligible: ineligible)
  }

  /// Of what leaves it open whether someone had a seat with a vote, that which speaks against it. Whoever stands on a roll had one, but for what the
  /// record says: that it says too little of seats does not count against them.
  private func against(_ causes: [Cause], at days: DayRange) -> [Cause] {
    let isWhole = seats.covers(.seatTaken, DayRange(nil, days.last))
    return causes.filter { cause in
      switch cause {
      case .coverage: false
      case .dates(let entries): isWhole || !entries.allSatisfy { [.seatTaken, .partyNamed].contains(scene[$0]?.kind) }
      case .gap, .unstated, .rivals, .contradictory: true
      }
    }
  }

  /// Each who is conflicted once, with whether it holds of them.
  private func voters(among conflicts: [Conflict]) -> [(PartyID, Conclusion)] {
    var found: [PartyID: Conclusion] = [:]
    for conflict in conflicts {
      guard case .party(let party) = conflict.who else { continue }
      found[seats.one(party)] = (found[seats.one(party)] ?? .no) || conflict.isParticipation
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What is told of a vote, once nothing of it is hidden.
  private struct Told {
    let roll: [RollVote]
    let votes: Tally?
    let recused: Int
    let eligible: Count?
    let present: Count?
    let casting: RollVote?
    let electorate: [Electors]
    private let byVoter: [PartyID: RollVote.Vote]

    init(_ vote: HeldVote, _ seats: Seats) throws(Gap) {
      (roll, votes, recused) = (try vote.roll.value, try vote.votes.value, try vote.recused.value.uniqued.count)
      (present, casting, electorate) = (try vote.present.value?.bounds, try vote.casting.value, try vote.electorate.value)
      // Where all classes are counted, those who could vote are.
      let classes = electorate.compactMap { $0.count?.bounds }
      let isCounted = !classes.isEmpty && classes.count == electorate.count
      eligible = try vote.eligible.value?.bounds ?? (isCounted ? classes.dropFirst().reduce(classes[0], +) : nil)
      _ = try vote.proposals.value
      byVoter = Dictionary(roll.map { (seats.one($0.party), $0.vote) }) { first, _ in first }
    }

    /// How someone voted by the roll; nil where it does not say.
    func vote(of party: PartyID) -> RollVote.Vote? { byVoter[party] }

    func cast(_ vote: RollVote.Vote) -> Int { roll.count { $0.vote == vote } }

    /// The last day on which someone had to belong to a class of voters; nil where a class has none.
    var lastDay: DayRange? {
      let days = electorate.map { $0.asOf?.range }
      guard !days.isEmpty, days.allSatisfy({ $0 != nil }) else { return nil }
      return days.compactMap(\.self).max { ($0.last?.number ?? .max) < ($1.last?.number ?? .max) }
    }
  }

  /// Votes that are left out of account.
  fileprivate struct Left {
    var (votes, against, abstained) = (Count(0), Count(0), Count(0))
    /// How many of those present, and of those eligible, that is. Who had no vote was never one of these.
    var (present, eligible) = (Count(0), Count(0))

    /// Whether nothing is.
    var isEmpty: Bool { [votes, against, abstained, present, eligible].allSatisfy { $0 == Count(0) } }

    /// Leaves out someone's vote, surely or perhaps; nil where nothing says how they voted, if they did.
    mutating func add(_ vote: RollVote.Vote?, _ holds: Conclusion, wasEligible: Bool) {
      let one: Count = holds == .yes ? Count(1) : Count(atLeast: 0, atMost: 1)
      switch vote {
      case .for?: votes = votes + one
      case .against?: against = against + one
      case .abstained?: abstained = abstained + one
      case .absent?: break
      case nil:
        let perhaps = Count(atLeast: 0, atMost: 1)
        (votes, against, abstained) = (votes + perhaps, against + perhaps, abstained + perhaps)
      }
      // To compare an optional vote with `.absent` is to compare it with the absence of a value, which a `Datum` calls the same.
      if case .absent? = vote {} else { present = present + one }
      if wasEligible { eligible = eligible + one }
    }
  }

  private struct Context {
    let vote: HeldVote
    let told: Told
    /// Nil where several bodies voted, or none that the charter knows.
    let body: Body?
    /// What it takes, every one of them; none where the code does not say.
    let majorities: [Threshold]
    /// How many of those present had no vote.
    let unentitled: Count
    /// How a tie was settled by a casting vote; of several, either; not at all where there is none.
    var casting: [RollVote.Vote?]
  }

  private func reckoning(_ context: Context, without left: Left, _ doubts: [Cause], isUninvolved: Bool) -> Reckoning {
    let (told, body, vote) = (context.told, context.body, context.vote)
    let seated = body.map { seats.count(of: $0.id, at: vote.entry.occurred, voting: true) } ?? (.unknown, [])
    let recused = Count(told.recused)
    let most = body?.seats.map { max(0, $0 - told.recused) }
    // Who counts the eligible counts them once; who does not leaves it to the seats.
    let stated = told.eligible ?? (seated.count - recused).limited(to: most)
    let counted = counts(told)
    let cast = counted.votes + counted.against + counted.abstained
    let present = (told.present ?? Count(atLeast: cast.atLeast, atMost: stated.atMost)).raised(to: cast.atLeast)
    let eligible = Count(atLeast: max(stated.atLeast, (present - context.unentitled).atLeast), atMost: stated.atMost)
    let all = Count(exactly: body?.seats)
    // Nobody votes who is not present, or not eligible.
    let limit = [present.atMost, eligible.atMost].compactMap(\.self).min()
    let share = told.votes?.share.flatMap { isUninvolved || !$0.isOfUninvolved ? $0 : nil }
    let votes = share.map { counted.votes.within($0.bounds, of: $0.of, limit, present, eligible, all) } ?? counted.votes
    func within(_ count: Count, _ figure: Figure?) -> Count {
      guard case .told(let told)? = told.votes, case .share(let share)? = figure, let of = told.of?.base else { return count }
      return count.within(share.bounds, of: of, limit, present, eligible, all)
    }
    let figures = told.votes?.figures
    let (against, abstained) = (within(counted.against, figures?.against), within(counted.abstained, figures?.abstained))
    let reckoned = (
      votes: (limit.map { votes.limited(to: $0 - against.atLeast - abstained.atLeast) } ?? votes) - left.votes,
      against: (limit.map { against.limited(to: $0 - votes.atLeast - abstained.atLeast) } ?? against) - left.against,
      abstained: (limit.map { abstained.limited(to: $0 - votes.atLeast - against.atLeast) } ?? abstained) - left.abstained
    )
    let (there, entitled) = (present - left.present, eligible - left.eligible)
    var (results, causes): ([Reckoning.Result], [Cause]) = ([], [])
    if let body, !context.majorities.isEmpty {
      let quorum = body.quorum?.needs
      var found: [Set<Reckoning.Result>] = []
      for majority in context.majorities {
        var ways: Set<Reckoning.Result> = []
        for casting in context.casting.isEmpty ? [nil] : context.casting {
          let possible = PossibleVotes(
            votes: reckoned.votes, against: reckoned.against, abstained: reckoned.abstained, present: there, eligible: entitled, seats: all,
            share: share?.without(left).map { ($0.bounds, $0.of) }, casting: casting)
          ways.formUnion(possible.results(majority: majority, quorum: quorum))
        }
        found.append(ways)
      }
      // It takes every majority to adopt, and the lack of one to reject.
      let (some, every) = (found.reduce(into: Set()) { $0.formUnion($1) }, found.dropFirst().reduce(found[0]) { $0.intersection($1) })
      results = Reckoning.Result.allCases.filter { $0 == .adopted ? every.contains($0) : some.contains($0) }
      if results.isEmpty { causes = [.contradictory([vote.id])] }
      if results.count > 1 {
        let isQuorumOpen = results.contains(.noQuorum)
        let isMajorityOpen = results.contains(.adopted) && results.contains(.rejected)
        let open =
          (isQuorumOpen ? [Threshold.Base.present, quorum?.base] : []) + (isMajorityOpen ? [.cast] + context.majorities.map(\.base) : [])
        let unsaid = missing(
          open.compactMap(\.self), in: vote, of: body, counted.votes + counted.against, present, eligible,
          told.eligible == nil ? seated.causes : [.unstated([vote.id], field: "eligible", keeper: charter.keeper(of: .voteHeld))])
        // Where nothing is unsaid or in doubt, it turns on how those voted who are left out of account.
        causes = doubts + unsaid
        if causes.isEmpty { causes = [.unstated([vote.id], field: "roll", keeper: charter.keeper(of: .voteHeld))] }
      }
    }
    return Reckoning(
      for: reckoned.votes, against: reckoned.against, abstained: reckoned.abstained, present: there, eligible: entitled, results: results,
      causes: causes.uniqued)
  }

  /// What the sources leave unsaid of that on which a result turns.
  private func missing(
    _ bases: [Threshold.Base], in vote: HeldVote, of body: Body, _ cast: Count, _ present: Count, _ eligible: Count, _ electors: [Cause]
  ) -> [Cause] {
    let keeper = charter.keeper(of: .voteHeld)
    func unstated(_ field: String) -> Cause { .unstated([vote.id], field: field, keeper: keeper) }
    return Threshold.Base.allCases.filter(bases.contains).flatMap { base -> [Cause] in
      switch base {
      case .cast: cast.number == nil ? [unstated("votes")] : []
      case .present: present.number == nil ? [unstated("present")] : []
      case .eligible: eligible.number == nil ? electors : []
      case .seats: body.seats == nil ? [unstated("eligible")] : []
      }
    }
  }

  /// The votes as told, in numbers: counted, described, or by the roll as far as it goes.
  private func counts(_ told: Told) -> (votes: Count, against: Count, abstained: Count) {
    let (votes, against, abstained) = (told.cast(.for), told.cast(.against), told.cast(.abstained))
    func atLeast(_ number: Int) -> Count { Count(atLeast: number, atMost: nil) }
    switch told.votes {
    case .counted(let counted, let opposed, let others)?:
      return (Count(counted), Count(opposed), others.map { Count($0) } ?? atLeast(abstained))
    case .told(let figures)?:
      return (
        figures.for.count?.raised(to: votes) ?? atLeast(votes), figures.against?.count?.raised(to: against) ?? atLeast(against),
        figures.abstained?.count?.raised(to: abstained) ?? atLeast(abstained)
      )
    case .described(.unanimous)?: return (atLeast(max(1, votes)), Count(0), atLeast(abstained))
    case .described, nil: return (atLeast(votes), atLeast(against), atLeast(abstained))
    }
  }

  /// A share of those for it, as it is told.
  fileprivate struct ShareTold {
    var bounds: ShareBounds
    var of: Threshold.Base
    /// Whether it is told of those who were not involved, and of nobody else.
    var isOfUninvolved = false

    /// What is known of it once votes are left out of account; nil where nothing is.
    func without(_ left: Left) -> ShareTold? {
      if isOfUninvolved || left.isEmpty { return self }
      var rest = self
      // Without votes against it the share only grows; without votes for it, and no others, it only shrinks.
      if left.votes != Count(0) { (rest.bounds.least, rest.bounds.isMore) = (.none, false) }
      let isOfVotesAlone = of == .cast ? left.against == Count(0) : left.present == left.votes && left.eligible == left.votes
      if !isOfVotesAlone { (rest.bounds.most, rest.bounds.isLess) = (.all, false) }
      return rest
    }
  }
}

extension Tally {
  /// Its figures; nil where it tells none.
  fileprivate var figures: ToldVotes? { if case .told(let told) = self { told } else { nil } }

  /// The share for it that it tells, in words or in figures; nil where it tells none, or counts say it better.
  fileprivate var share: Tellers.ShareTold? {
    switch self {
    case .described(.unanimous), .counted: nil
    case .described(.majority): Tellers.ShareTold(bounds: ShareBounds(Share(1, of: 2), .all, isMore: true), of: .cast)
    case .described(.majorityOfUninvolved):
      Tellers.ShareTold(bounds: ShareBounds(Share(1, of: 2), .all, isMore: true), of: .cast, isOfUninvolved: true)
    case .described(.justOverHalf):
      Tellers.ShareTold(bounds: ShareBounds(Share(1, of: 2), Share(2, of: 3), isMore: true, isLess: true), of: .cast)
    case .described(.twoThirds): Tellers.ShareTold(bounds: ShareBounds(Share(2, of: 3), .all), of: .cast)
    case .told(let told):
      switch (told.for, told.against, told.of?.base) {
      case (.share(let share), _, let of?): Tellers.ShareTold(bounds: share.bounds, of: of)
      // Of the votes for and against, what is not against it is for it.
      case (_, .share(let share)?, .cast?): Tellers.ShareTold(bounds: share.bounds.rest, of: .cast)
      default: nil
      }
    }
  }
}

extension Scene {
  /// What a vote would decide: by the motions and decisions that it was on.
  ///
  /// - Throws: what hides it.
  fileprivate func acts(of vote: HeldVote) throws(Gap) -> Set<Outcome.Act> {
    var acts: Set<Outcome.Act> = []
    for id in try vote.matters.value {
      switch self[id]?.event {
      case .motionMoved(let motion)?: for outcome in try motion.outcome.value { acts.insert(outcome.act) }
      case .decisionTaken(let decision)?: for outcome in try decision.outcome.value { acts.insert(outcome.act) }
      default: continue
      }
    }
    return acts
  }
}

extension Count {
  /// A number that may not be told.
  fileprivate init(exactly number: Int?) { self = number.map { Count($0) } ?? .unknown }

  /// The same, and no less than this.
  fileprivate func raised(to least: Int) -> Count { Count(atLeast: max(atLeast, least), atMost: atMost.map { max($0, least) }) }

  /// The same, as far as a share of others leaves it possible.
  fileprivate func within(
    _ bounds: ShareBounds, of base: Threshold.Base, _ limit: Int?, _ present: Count, _ eligible: Count, _ seats: Count
  ) -> Count {
    let whole: Count =
      switch base {
      case .cast: Count(atLeast: 0, atMost: limit)
      case .present: present
      case .eligible: eligible
      case .seats: seats
      }
    let parts = bounds.parts(of: whole)
    return raised(to: parts.atLeast).limited(to: parts.atMost)
  }
}

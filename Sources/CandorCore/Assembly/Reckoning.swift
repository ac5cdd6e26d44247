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
    let context = Context(vote: vote, told: told, body: body, unentitled: unentitled.present)
    return ReckonedVote(
      underRule: reckoning(context, without: unentitled, causes, isUninvolved: false),
      withoutConflicted: reckoning(context, without: conflicted, doubts, isUninvolved: true), ineligible: ineligible)
  }

  /// Of what leaves it open whether someone had a seat with a vote, that which speaks against it. Whoever stands on a roll had one, but for what the
  /// record says: that it says too little of seats does not count against them.
  private func against(_ causes: [Cause], at days: DayRange) -> [Cause] {
    let isWhole = seats.covers(.seatTaken, DayRange(nil, days.last))
    return causes.filter { cause in
      switch cause {
      case .coverage: false
      case .dates(let entries): isWhole || !entries.allSatisfy { [.seatTaken, .partyNamed].contains(scene[$0]?.kind) }
      case .gap, .unstated, .rivals: true
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
    let eligible: Int?
    let present: Int?
    private let byVoter: [PartyID: RollVote.Vote]

    init(_ vote: HeldVote, _ seats: Seats) throws(Gap) {
      (roll, votes, recused) = (try vote.roll.value, try vote.votes.value, try vote.recused.value.uniqued.count)
      (eligible, present) = (try vote.eligible.value, try vote.present.value)
      byVoter = Dictionary(roll.map { (seats.one($0.party), $0.vote) }) { first, _ in first }
    }

    /// How someone voted by the roll; nil where it does not say.
    func vote(of party: PartyID) -> RollVote.Vote? { byVoter[party] }

    func cast(_ vote: RollVote.Vote) -> Int { roll.count { $0.vote == vote } }
  }

  /// Votes that are left out of account.
  private struct Left {
    var (votes, against, abstained) = (Count(0), Count(0), Count(0))
    /// How many of those present, and of those eligible, that is. Who had no vote was never one of these.
    var (present, eligible) = (Count(0), Count(0))

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
      if vote != .absent { present = present + one }
      if wasEligible { eligible = eligible + one }
    }
  }

  private struct Context {
    let vote: HeldVote
    let told: Told
    /// Nil where several bodies voted, or none that the charter knows.
    let body: Body?
    /// How many of those present had no vote.
    let unentitled: Count
  }

  private func reckoning(_ context: Context, without left: Left, _ doubts: [Cause], isUninvolved: Bool) -> Reckoning {
    let (told, body, vote) = (context.told, context.body, context.vote)
    let seated = body.map { seats.count(of: $0.id, at: vote.entry.occurred, voting: true) } ?? (.unknown, [])
    let recused = Count(told.recused)
    let most = body?.seats.map { max(0, $0 - told.recused) }
    // Who counts the eligible counts them once; who does not leaves it to the seats.
    let stated = told.eligible.map { Count($0) } ?? (seated.count - recused).limited(to: most)
    let (votes, against, abstained) = counts(told, isUninvolved: isUninvolved)
    let cast = votes + against + abstained
    let present = told.present.map { Count($0) } ?? Count(atLeast: cast.atLeast, atMost: stated.atMost)
    let eligible = Count(atLeast: max(stated.atLeast, (present - context.unentitled).atLeast), atMost: stated.atMost)
    // Nobody votes who is not present, or not eligible.
    let limit = [present.atMost, eligible.atMost].compactMap(\.self).min()
    let reckoned = (
      votes: (limit.map { votes.limited(to: $0 - against.atLeast - abstained.atLeast) } ?? votes) - left.votes,
      against: (limit.map { against.limited(to: $0 - votes.atLeast - abstained.atLeast) } ?? against) - left.against,
      abstained: (limit.map { abstained.limited(to: $0 - votes.atLeast - against.atLeast) } ?? abstained) - left.abstained
    )
    let (there, entitled) = (present - left.present, eligible - left.eligible)
    var (results, causes): ([Reckoning.Result], [Cause]) = ([], [])
    if let body, let majority = body.majority?.needs {
      let all = Count(exactly: body.seats)
      let isQuorate = body.quorum?.needs.isReached(by: there, of: body.quorum?.needs.base == .seats ? all : entitled) ?? .yes
      let isMajority: Truth =
        switch majority.base {
        case .cast?:
          described(told, without: left, isUninvolved: isUninvolved, reaches: majority)
            ?? majority.isReached(by: reckoned.votes, against: reckoned.against)
        case .present?: majority.isReached(by: reckoned.votes, of: there)
        case .eligible?: majority.isReached(by: reckoned.votes, of: entitled)
        case .seats?: majority.isReached(by: reckoned.votes, of: all)
        case nil: majority.isReached(by: reckoned.votes, of: .unknown)
        }
      results = Reckoning.Result.allCases.filter { result in
        switch result {
        case .adopted: isQuorate != .no && isMajority != .no
        case .rejected: isQuorate != .no && isMajority != .yes
        case .noQuorum: isQuorate != .yes
        }
      }
      let open =
        (isQuorate.isUnknown ? [Threshold.Base.present, body.quorum?.needs.base] : [])
        + (isMajority.isUnknown ? [.cast, majority.base] : [])
      if results.count > 1 {
        let unsaid = missing(open.compactMap(\.self), in: vote, of: body, votes + against, present, eligible, seated.causes)
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
    _ bases: [Threshold.Base], in vote: HeldVote, of body: Body, _ cast: Count, _ present: Count, _ eligible: Count, _ seated: [Cause]
  ) -> [Cause] {
    let keeper = charter.keeper(of: .voteHeld)
    func unstated(_ field: String) -> Cause { .unstated([vote.id], field: field, keeper: keeper) }
    return Threshold.Base.allCases.filter(bases.contains).flatMap { base -> [Cause] in
      switch base {
      case .cast: cast.number == nil ? [unstated("votes")] : []
      case .present: present.number == nil ? [unstated("present")] : []
      case .eligible: eligible.number == nil ? seated : []
      case .seats: body.seats == nil ? [unstated("eligible")] : []
      }
    }
  }

  /// The votes as told: counted, described, or by the roll as far as it goes.
  private func counts(_ told: Told, isUninvolved: Bool) -> (votes: Count, against: Count, abstained: Count) {
    let (votes, against, abstained) = (told.cast(.for), told.cast(.against), told.cast(.abstained))
    switch told.votes {
    case .counted(let counted, let opposed, let others)?:
      return (Count(counted), Count(opposed), others.map { Count($0) } ?? Count(atLeast: abstained, atMost: nil))
    case .described(.unanimous)?:
      return (Count(atLeast: max(1, votes), atMost: nil), Count(0), Count(atLeast: abstained, atMost: nil))
    case .described, nil:
      return (Count(atLeast: votes, atMost: nil), Count(atLeast: against, atMost: nil), Count(atLeast: abstained, atMost: nil))
    }
  }

  /// Whether a vote that is told in words reaches a share of the votes cast, as far as the words alone tell; nil where they do not.
  private func described(_ told: Told, without left: Left, isUninvolved: Bool, reaches threshold: Threshold) -> Truth? {
    guard case .described(let words)? = told.votes, case .share(let share, .cast) = threshold.amount,
      let bounds = words.bounds, isUninvolved || !words.isOfUninvolved
    else { return nil }
    let isWhole = words.isOfUninvolved
    // Without votes against it the share only grows; without votes for it, it only shrinks.
    if isWhole || left.votes == Count(0), bounds.reaches(share, isExceeded: threshold.isExceeded) { return .yes }
    if isWhole || left.against == Count(0), bounds.misses(share) { return .no }
    return nil
  }
}

extension Tally.Described {
  /// Whether it is told of those who were not involved, and of nobody else.
  var isOfUninvolved: Bool {
    switch self {
    case .majorityOfUninvolved: true
    case .unanimous, .majority, .justOverHalf, .twoThirds: false
    }
  }

  /// A share of the votes cast, as a word bounds it.
  struct Bounds {
    /// It is this share, or more.
    var least: Share
    /// Whether it is more.
    var isMore: Bool
    /// It is less than this share; nil where nothing bounds it above.
    var below: Share?

    /// Whether every share within the bounds reaches another.
    func reaches(_ share: Share, isExceeded: Bool) -> Bool {
      let (own, other) = (least.part * share.whole, share.part * least.whole)
      return own > other || own == other && (isMore || !isExceeded)
    }

    /// Whether none does.
    func misses(_ share: Share) -> Bool { below.map { $0.part * share.whole <= share.part * $0.whole } ?? false }
  }

  /// The bounds of the share for it among the votes cast; nil where counts say it better.
  var bounds: Bounds? {
    switch self {
    case .unanimous: nil
    case .majority, .majorityOfUninvolved: Bounds(least: Share(1, of: 2), isMore: true, below: nil)
    case .justOverHalf: Bounds(least: Share(1, of: 2), isMore: true, below: Share(2, of: 3))
    case .twoThirds: Bounds(least: Share(2, of: 3), isMore: false, below: nil)
    }
  }
}

extension Count {
  /// A number that may not be told.
  fileprivate init(exactly number: Int?) { self = number.map { Count($0) } ?? .unknown }
}

extension Truth {
  fileprivate var isUnknown: Bool { if case .unknown = self { true } else { false } }
}

package import StrictJSON

/// Elections are held as the code says: person by person where it asks for that, nobody twice, no more than there are seats, the ones with the most votes;
/// and seats are taken by those who were elected.
///
/// Each election to one of the bodies is an occasion, and each taking of a seat that names one.
package enum Elections: Check {
  /// To which bodies, and what the code asks for beside that.
  package struct Parameters: RuleParameters {
    package typealias Of = Elections

    package var bodies: [BodyID]
    package var manner: ElectionHeld.Manner?
    package var statements: Bool
    package var mostVotes: Bool

    package static let fields = [
      Shape.Member("bodies", .list(.body), "the bodies to which people are elected", required: true),
      Shape.Member("manner", ElectionHeld.Manner.shape, "how; without it, either way", required: false),
      Shape.Member("statements", .flag, "whether everyone who stands states their positions", required: false),
      Shape.Member("most-votes", .flag, "whether those with the most votes are elected, and no quota comes before that", required: false),
    ]

    package init?(_ object: ObjectInput) {
      let (bodies, manner) = (object.required("bodies", [BodyID].self), object.required("manner", ElectionHeld.Manner?.self))
      let statements: Bool?? = object.required("statements")
      let mostVotes: Bool?? = object.required("most-votes")
      guard let bodies, let manner, let statements, let mostVotes else { return nil }
      (self.bodies, self.manner, self.statements, self.mostVotes) = (bodies, manner, statements ?? false, mostVotes ?? false)
    }
  }

  package static let name = CheckName.election
  package static let about =
    "Elections are held as the code says: person by person or by slates, nobody elected twice for the same time, no more than there are seats, "
    + "nobody with fewer votes before one with more; and seats are taken by those who were elected."
  package static let example: JSONObject = ["bodies": "board", "manner": "one-by-one", "statements": true, "most-votes": true]
  package static let watches: KindSet = Seats.kinds.union([.electionHeld])

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let held = scene.all(ElectionHeld.self)
    if held.isEmpty { return [] }
    let (seats, keeper) = (Seats(scene, charter: clause.charter), clause.charter.keeper(of: .electionHeld))
    let bodies = Set(clause.bodies)
    let elections = scene.demands(each: held, of: .electionHeld, subject: \.entry) { election throws(Gap) in
      guard bodies.contains(try election.to.value) else { return nil }
      let (facts, causes) = try faults(of: election, among: held, in: scene, seats, keeper, under: clause)
      let answer: Demand.Answer = !facts.isEmpty ? .broken(lasted: nil) : causes.isEmpty ? .kept : .unclear(causes.uniqued)
      return Demand(
        subject: election.id, owedBy: try election.by.value.map(Actor.body), owedTo: [], since: election.occurred, due: nil,
        kind: .electionHeld, keeper: keeper, answer: answer, entries: [], facts: facts)
    }
    let takings = scene.demands(each: scene.all(SeatTaken.self), of: .electionHeld, subject: \.entry) { taken throws(Gap) in
      let body = try taken.body.value
      guard bodies.contains(body), let id = try taken.election.value, let election = held.first(where: { $0.id == id })
      else {
        return nil
      }
      let taker = try taken.holder.value
      let holder = seats.one(taker)
      let candidates = try election.candidates.value.filter { seats.one($0.who) == holder }
      let answer: Demand.Answer =
        if try election.to.value != body {
          .broken(lasted: nil)
        } else if candidates.contains(where: { $0.elected == true }) {
          .kept
        } else if candidates.contains(where: { $0.elected == nil }) || candidates.isEmpty {
          // Not everyone who stood need be told of.
          .unclear([.unstated([id], field: "candidates", keeper: keeper)])
        } else {
          .broken(lasted: nil)
        }
      return Demand(
        subject: taken.id, owedBy: try taken.by.value, owedTo: [], since: taken.occurred, due: nil, kind: .electionHeld, keeper: keeper,
        answer: answer, entries: [id], facts: answer == .broken(lasted: nil) ? [.notElected(taken.id, holder: taker)] : [])
    }
    return elections + takings
  }

  /// What is wrong with an election, and what leaves it open whether something is.
  private static func faults(
    of election: Occurrence<ElectionHeld>, among held: [Occurrence<ElectionHeld>], in scene: Scene, _ seats: Seats, _ keeper: BodyID?,
    under clause: Applied<Parameters>
  ) throws(Gap) -> ([Fact], [Cause]) {
    var (facts, causes): ([Fact], [Cause]) = ([], [])
    func unstated(_ field: String) -> Cause { .unstated([election.id], field: field, keeper: keeper) }
    let (id, candidates) = (election.id, try election.candidates.value)
    let elected = candidates.filter { $0.elected == true }
    if let asked = clause.manner {
      let isBySlate = candidates.contains { $0.slate != nil }
      switch (try election.manner.value, asked) {
      case (.slate?, .oneByOne): facts.append(.bySlate(id))
      case (_, .oneByOne) where isBySlate: facts.append(.bySlate(id))
      case (.oneByOne?, .slate): facts.append(.oneByOne(id))
      case (nil, _): causes.append(unstated("manner"))
      case (.slate?, .slate), (.oneByOne?, .oneByOne): break
      }
    }
    var seen: Set<PartyID> = []
    for candidate in elected where !seen.insert(seats.one(candidate.who)).inserted {
      facts.append(.electedTwice(id, party: candidate.who, earlier: nil))
    }
    if let unseen = seats.unseenIdentity, elected.count > 1 { causes.append(.gap(unseen)) }
    if let number = try election.seats.value, elected.count > number {
      facts.append(.tooManyElected(id, count: elected.count, seats: number))
    }
    let body = try election.to.value
    for other in held.prefix(while: { $0.id < id }) where try other.to.value == body {
      // Another account of the same election is no second one.
      let (own, theirs) = (try election.entry.header.disputes.value, try other.entry.header.disputes.value)
      if own == other.id || theirs == election.id { continue }
      let stood = try other.candidates.value
      let others = stood.filter { $0.elected == true }
      for candidate in elected where others.contains(where: { seats.one($0.who) == seats.one(candidate.who) }) {
        // Who left in between came back by this one.
        if let left = seats.leaving(of: candidate.who, from: body, after: other.occurred), left.days.isNotAfter(election.occurred) == .yes {
          continue
        }
        switch try overlap(other, election) {
        case .yes: facts.append(.electedTwice(id, party: candidate.who, earlier: other.id))
        case .no: continue
        case .unknown: causes.append(.unstated([other.id, id], field: "until", keeper: keeper))
        }
      }
    }
    for winner in elected where clause.mostVotes {
      for other in candidates where other.elected == false {
        guard let votes = winner.votes, other.votes?.isMore(than: votes) == true else { continue }
        facts.append(.passedOver(id, party: other.who, elected: winner.who))
      }
    }
    if clause.statements {
      let silent = candidates.filter { $0.statement == nil }
      // That no statement is named proves nothing but where the record holds every one.
      if scene.covers(.statementPublished, DayRange(nil, election.occurred.last)) {
        facts += silent.map { .unstatedPositions(id, party: $0.who) }
      } else if !silent.isEmpty {
        causes.append(.coverage(.statementPublished, keeper: clause.charter.keeper(of: .statementPublished)))
      }
    }
    return (facts.uniqued, causes)
  }

  /// Whether the seats of one election and of another are for the same time: on the same day, or the later ones within the time of the earlier. Where the
  /// later go beyond that, they may follow the earlier ones.
  private static func overlap(_ one: Occurrence<ElectionHeld>, _ other: Occurrence<ElectionHeld>) throws(Gap) -> Truth {
    if one.occurred.day != nil, one.occurred.day == other.occurred.day { return .yes }
    let (earlier, later) = one.occurred.isNotAfter(other.occurred) != .no ? (one, other) : (other, one)
    guard let until = try earlier.until.value?.range else { return .unknown([]) }
    if until.isNotAfter(later.occurred) == .yes { return .no }
    guard let end = try later.until.value?.range else { return .unknown([]) }
    return end.isNotAfter(until) == .yes ? .yes : .unknown([])
  }
}

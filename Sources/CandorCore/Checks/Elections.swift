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

    package static let fields = [
      Shape.Member("bodies", .list(.body), "the bodies to which people are elected", required: true),
      Shape.Member("manner", ElectionHeld.Manner.shape, "how; without it, either way", required: false),
      Shape.Member("statements", .flag, "whether everyone who stands states their positions", required: false),
    ]

    package init?(_ object: ObjectInput) {
      let (bodies, manner) = (object.required("bodies", [BodyID].self), object.required("manner", ElectionHeld.Manner?.self))
      let statements: Bool?? = object.required("statements")
      guard let bodies, let manner, let statements else { return nil }
      (self.bodies, self.manner, self.statements) = (bodies, manner, statements ?? false)
    }
  }

  package static let name = CheckName.election
  package static let about =
    "Elections are held as the code says: person by person or by slates, nobody elected twice for the same time, no more than there are seats, "
    + "nobody with fewer votes before one with more; and seats are taken by those who were elected."
  package static let example: JSONObject = ["bodies": "board", "manner": "one-by-one", "statements": true]
  package static let watches: KindSet = Seats.kinds.union([.electionHeld])

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let held = scene.all(ElectionHeld.self)
    if held.isEmpty { return [] }
    let (seats, keeper) = (Seats(scene, charter: clause.charter), clause.charter.keeper(of: .electionHeld))
    let bodies = Set(clause.bodies)
    let elections = scene.demands(each: held, of: .electionHeld, subject: \.entry) { election throws(Gap) in
      guard bodies.contains(try election.to.value) else { return nil }
      let (facts, causes) = try faults(of: election, among: held, seats, keeper, under: clause)
      let answer: Demand.Answer = !facts.isEmpty ? .broken(lasted: nil) : causes.isEmpty ? .kept : .unclear(causes.uniqued)
      return Demand(
        subject: election.id, owedBy: try election.by.value.map(Actor.body), owedTo: [], since: election.occurred, due: nil,
        kind: .electionHeld, keeper: keeper, answer: answer, entries: [], facts: facts)
    }
    let takings = scene.demands(each: scene.all(SeatTaken.self), of: .electionHeld, subject: \.entry) { taken throws(Gap) in
      guard bodies.contains(try taken.body.value), let id = try taken.election.value, let election = held.first(where: { $0.id == id })
      else {
        return nil
      }
      let taker = try taken.holder.value
      let holder = seats.one(taker)
      let candidates = try election.candidates.value.filter { seats.one($0.who) == holder }
      let answer: Demand.Answer =
        if candidates.contains(where: { $0.elected == true }) {
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
    of election: Occurrence<ElectionHeld>, among held: [Occurrence<ElectionHeld>], _ seats: Seats, _ keeper: BodyID?,
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
      case (nil, .oneByOne) where isBySlate: facts.append(.bySlate(id))
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
        switch try overlap(other, election) {
        case .yes: facts.append(.electedTwice(id, party: candidate.who, earlier: other.id))
        case .no: continue
        case .unknown: causes.append(.unstated([other.id, id], field: "until", keeper: keeper))
        }
      }
    }
    for winner in elected {
      for other in candidates where other.elected == false {
        guard let one = winner.votes?.count, let more = other.votes?.count, let most = one.atMost, more.atLeast > most else { continue }
        facts.append(.passedOver(id, party: other.who, elected: winner.who))
      }
    }
    if clause.statements {
      for candidate in candidates where candidate.statement == nil { facts.append(.unstatedPositions(id, party: candidate.who)) }
    }
    return (facts.uniqued, causes)
  }

  /// Whether the seats of one election and of another are for the same time: the terms of both as far as they are told, or the same day.
  private static func overlap(_ one: Occurrence<ElectionHeld>, _ other: Occurrence<ElectionHeld>) throws(Gap) -> Truth {
    if one.occurred.day != nil, one.occurred.day == other.occurred.day { return .yes }
    guard let until = try (one.occurred.isNotAfter(other.occurred) != .no ? one : other).until.value?.range else {
      return .unknown([])
    }
    let later = one.occurred.isNotAfter(other.occurred) != .no ? other : one
    switch until.isNotAfter(later.occurred) {
    case .yes: return .no
    case .no: return .yes
    case .unknown(let gaps): return .unknown(gaps)
    }
  }
}

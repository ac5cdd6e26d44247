package import StrictJSON

/// A way to hold a case against a clause: one type a preset of the catalogue, behind the name that charters write.
package protocol Check {
  associatedtype Parameters: RuleParameters
  static var name: CheckName { get }
  /// What it demands, in a sentence or two: for those who write charters.
  static var about: String { get }
  /// The parameters of a rule that has it, as a charter may give them.
  static var example: JSONObject { get }
  /// The kinds of a case's entries that can change its answer, beside what every check looks at: who takes part, on which seats, and when. What it
  /// asks for of the organization's own entries is noted as it asks.
  static var watches: KindSet { get }
  /// Whether a clause itself says who owes it and to whom, so that whoever reads the clause knows it.
  static var namesActors: Bool { get }
  /// What the clause demands in this case, an occasion each, with what the record answers.
  ///
  /// A demand is since days of entries of the case, or since those on which the clause is in force where that is not known.
  static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand]
}

extension Check {
  package static var namesActors: Bool { false }
}

/// The names of the checks, as charters write them: the catalogue.
package enum CheckName: String, Choice {
  case interimMeasure = "interim-measure"
  case interference
  case setAside = "set-aside"
  case concealment
  case carryOut = "carry-out"
  case standardOfProof = "standard-of-proof"
  case evidenceRefused = "evidence-refused"
  case prohibitedConsideration = "prohibited-consideration"
  case gag
  case misstatement
  case powers
  case hearing
  case conflictedParticipation = "conflicted-participation"
  case respond
  case acknowledge
  case escalate
  case provide
  case decide
  case informParty = "inform-party"
  case informMembers = "inform-members"
  case reviewMeasure = "review-measure"
  case askNeeds = "ask-needs"
  case support
  case answerMotion = "answer-motion"
  case fillOffice = "fill-office"
  case precede
  case informedVote = "informed-vote"
  case rightOfReply = "right-of-reply"
  case attachedReply = "attached-reply"
  case absent
  case reasons
  case consent
  case retaliation
  case selectiveEnforcement = "selective-enforcement"
  case lateRecord = "late-record"
  case erasure
  case custody
  case coverage

  // Assemblies and office.
  case tally
  case eligibility
  case composition
  case election
  case circulate

  /// The check of that name.
  package var check: any Check.Type {
    switch self {
    case .interimMeasure: InterimMeasure.self
    case .interference: Interference.self
    case .setAside: SetAside.self
    case .concealment: Concealment.self
    case .carryOut: CarryOut.self
    case .standardOfProof: StandardOfProof.self
    case .evidenceRefused: EvidenceRefusal.self
    case .prohibitedConsideration: ProhibitedConsideration.self
    case .gag: Gag.self
    case .misstatement: Misstatement.self
    case .powers: Powers.self
    case .hearing: Hearing.self
    case .conflictedParticipation: ConflictedParticipation.self
    case .respond: Respond.self
    case .acknowledge: Acknowledge.self
    case .escalate: Escalate.self
    case .provide: Provide.self
    case .decide: Decide.self
    case .informParty: InformParty.self
    case .informMembers: InformMembers.self
    case .reviewMeasure: ReviewMeasure.self
    case .askNeeds: AskNeeds.self
    case .support: Support.self
    case .answerMotion: AnswerMotion.self
    case .fillOffice: FillOffice.self
    case .precede: Precede.self
    case .informedVote: InformedVote.self
    case .rightOfReply: RightOfReply.self
    case .attachedReply: AttachedReply.self
    case .absent: Absent.self
    case .reasons: Reasons.self
    case .consent: ConsentAsked.self
    case .retaliation: Retaliation.self
    case .selectiveEnforcement: SelectiveEnforcement.self
    case .lateRecord: LateRecord.self
    case .erasure: ErasureAllowed.self
    case .custody: Custody.self
    case .coverage: Coverage.self

    case .tally: AnnouncedResult.self
    case .eligibility: Eligibility.self
    case .composition: Composition.self
    case .election: Elections.self
    case .circulate: Circulate.self
    }
  }
}

extension Scene {
  /// What is owed in this case under every clause with a rule, in the order of the clauses.
  package func duties() -> [Duty] { commons.provisions.flatMap(duties) }

  /// What is owed in this case under one clause.
  func duties(under provision: Provision) -> [Duty] {
    func owed(_ force: DayRange) -> [Duty] { duties(under: provision, with: provision.rule.parameters, force) }
    // What may be of either of two stretches of time is one duty.
    return (provision.force.count == 1 ? owed(provision.force[0]) : provision.force.flatMap(owed).uniqued).numbered
  }

  /// A clause judges the days on which it was in force, and no others. What may lie outside them, or may have been corrected, is not settled.
  private func duties<P: RuleParameters>(under provision: Provision, with parameters: P, _ force: DayRange) -> [Duty] {
    let unsettled = (unseenCharters + unsettled(P.Of.watches)).uniqued.map(Cause.gap)
    let demands = P.Of.demands(in: self, under: Applied(provision: provision, parameters: parameters, force: force))
    var duties: [Duty] = []
    duties.reserveCapacity(demands.count)
    for var demand in demands where demand.since.overlaps(force) {
      if case .unclear = demand.answer {
      } else if !unsettled.isEmpty {
        demand.answer = .unclear(unsettled)
      } else if case let yetToCome = yetToCome(among: demand), !yetToCome.isEmpty {
        demand.answer = .unclear([.dates(yetToCome)])
      } else if !force.covers(demand.since) {
        demand.answer = .unclear(self[demand.subject]?.header.occurred.gap.map { [.gap($0)] } ?? [.dates([demand.subject])])
      }
      let day = demand.isOfToday(commons.asOf) ? asOf : commons.asOf
      duties.append(Duty(demand, check: P.Of.name, clause: provision.clause.id, case: id, asOf: day))
    }
    return duties
  }

  /// What a demand turns on that may not have happened yet.
  private func yetToCome(among demand: Demand) -> [EntryID] {
    var found = mayLieAhead(demand.subject) ? [demand.subject] : []
    for fact in demand.facts where fact.isDecisive && mayLieAhead(fact.entry) { found.append(fact.entry) }
    return found.count > 1 ? found.uniqued : found
  }

  /// The entry with that number. What an entry refers to is of its case or of the organization: where this reader does not see that, it is hidden.
  func placed(_ id: EntryID) throws(Gap) -> Entry {
    guard let entry = self[id] else { throw Gap(entry: id, slot: Header.caseSlot, why: .withheld) }
    return entry
  }

  /// Whether an entry may be of a day after the present. What is said of a stretch of time holds for the part of it that has passed.
  private func mayLieAhead(_ id: EntryID) -> Bool {
    guard let entry = self[id], entry.kind != .omissionStated else { return false }
    return entry.occurred.last.map { $0 > commons.asOf && $0 > asOf } ?? true
  }

  /// A demand for each occasion; a gap met on the way becomes the cause of an undetermined one. `nil` where the occasion demands nothing.
  func demands<Occasion>(
    each occasions: [Occasion], of kind: Kind, subject: (Occasion) -> Entry, _ demand: (Occasion) throws(Gap) -> Demand?
  ) -> [Demand] {
    occasions.compactMap { occasion -> Demand? in
      do throws(Gap) {
        return try demand(occasion)
      } catch {
        let entry = subject(occasion)
        return Demand(
          subject: entry.id, owedBy: [], owedTo: [], since: entry.occurred, due: nil, kind: kind, keeper: nil,
          answer: .unclear([.gap(error)]),
          entries: [], facts: [])
      }
    }
  }
}

extension Demand {
  /// Whether its state is another, or has lasted longer, on the day after: nothing answers it that would be on record, or it is not due yet.
  fileprivate func isOfToday(_ today: Day) -> Bool {
    guard case .silence(let isCovered) = answer else { return false }
    return isCovered || due.map { $0.isBefore(DayRange(today)) != .yes } ?? false
  }
}

extension [Duty] {
  /// The same, in which those are told apart that one entry gives rise to.
  fileprivate var numbered: [Duty] {
    // Most checks go through the entries in their order.
    if zip(self, dropFirst()).allSatisfy({ $0.subject < $1.subject }) { return self }
    let counts = reduce(into: [EntryID: Int]()) { $0[$1.subject, default: 0] += 1 }
    guard counts.count < count else { return self }
    var ordinals: [EntryID: Int] = [:]
    return map { duty in
      guard counts[duty.subject] ?? 1 > 1 else { return duty }
      var duty = duty
      ordinals[duty.subject, default: 0] += 1
      duty.ordinal = ordinals[duty.subject]
      return duty
    }
  }
}

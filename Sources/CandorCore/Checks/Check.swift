/// A way to hold a case against a clause: one type a preset of the catalogue, behind the name that charters write.
package protocol Check {
  associatedtype Parameters: RuleParameters
  static var name: CheckName { get }
  /// The kinds of entries that can change its answer, beside what every check looks at: who takes part, on which seats, and when.
  static var watches: Set<Kind> { get }
  /// Those of them that can where they are the organization's own and of no case.
  static var watchesCommon: Set<Kind> { get }
  /// What the clause demands in this case, an occasion each, with what the record answers.
  ///
  /// A demand is since days of entries of the case, or since those on which the clause is in force where that is not known.
  static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand]
}

extension Check {
  package static var watchesCommon: Set<Kind> { watches.intersection([.coverageAttested]) }
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
    }
  }
}

extension Scene {
  /// What is owed in this case under every clause with a rule, in the order of the clauses.
  package func duties() -> [Duty] { provisions.flatMap(duties) }

  /// What is owed in this case under one clause.
  func duties(under provision: Provision) -> [Duty] {
    provision.force.isEmpty ? [] : duties(provision.rule.parameters, of: provision.clause, in: provision.charter, provision.force)
  }

  /// A clause judges the days on which it was in force, and no others. What may lie outside them, or may have been corrected, is not settled.
  private func duties<P: RuleParameters>(_ parameters: P, of clause: Clause, in charter: Charter, _ force: DayRange) -> [Duty] {
    let unsettled = (unseenCharters + unsettled(P.Of.watches)).map(Cause.gap)
    return P.Of.demands(in: self, under: Applied(clause: clause, parameters: parameters, charter: charter, force: force))
      .filter { $0.since.overlaps(force) }
      .map { demand in
        var demand = demand
        if case .unclear = demand.answer {
        } else if !unsettled.isEmpty {
          demand.answer = .unclear(unsettled)
        } else if case let yetToCome = ([demand.subject] + demand.facts.filter(\.isDecisive).map(\.entry)).filter(mayLieAhead).uniqued,
          !yetToCome.isEmpty
        {
          demand.answer = .unclear([.dates(yetToCome)])
        } else if !force.covers(demand.since) {
          demand.answer = .unclear(self[demand.subject]?.header.occurred.gap.map { [.gap($0)] } ?? [.dates([demand.subject])])
        }
        return Duty(demand, check: P.Of.name, clause: clause.id, case: id, asOf: demand.isOfToday(commons.asOf) ? asOf : commons.asOf)
      }
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

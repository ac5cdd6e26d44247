/// The organization as a view shows it: its charters and its cases.
package struct Organization: Sendable {
  package let view: RecordView
  /// In the order of their adoption.
  package let charters: [Charter]
  /// Those of which this reader sees an entry, in the order of the first.
  package let cases: [CaseID]
  /// What keeps this reader from knowing every version of the code: adoptions that are not open to them, and entries that may be one.
  package let unseenCharters: [Gap]

  private let entries: [CaseID: [Entry]]
  private let common: [Entry]
  /// Entries of which this reader does not see to which case they belong.
  private let unplaced: [Entry]
  private let corrections: [EntryID: EntryID]

  package init(_ view: RecordView) {
    self.view = view
    var (charters, cases, entries, common): ([Charter], [CaseID], [CaseID: [Entry]], [Entry]) = ([], [], [:], [])
    var (unplaced, unseenCharters, opaque): ([Entry], [Gap], [Gap]) = ([], [], [])
    let corrections = view.corrections
    for entry in view.standing(corrections) {
      switch entry.header.case {
      case .shown(let id?):
        if entries[id] == nil { cases.append(id) }
        entries[id, default: []].append(entry)
      case .shown(nil): common.append(entry)
      case .hidden: unplaced.append(entry)
      }
      switch entry.event {
      case .charterAdopted(let adopted):
        charters += [adopted.charter.shown].compactMap(\.self)
        unseenCharters += [adopted.charter.gap, entry.header.corrects.gap].compactMap(\.self)
      // Who holds the members' keys sees which entries are the organization's own.
      case .opaque where entry.header.case.is(nil) != .no && !(entry.header.case.gap != nil && view.isHolding(.members)):
        opaque.append(entry.unseenKind)
      default: break
      }
    }
    // A version of the code that opens the next one to everyone is followed by none that is hidden from who reads what everyone may.
    let areOpen = !charters.isEmpty && view.isHolding(.public) && charters.allSatisfy { $0.visibility.opensCharters }
    if !areOpen { unseenCharters = (unseenCharters + opaque).sorted { $0.entry < $1.entry } }
    (self.corrections, self.unplaced, self.unseenCharters) = (corrections, unplaced, unseenCharters)
    (self.charters, self.cases, self.entries, self.common) = (Organization.superseded(charters), cases, entries, common)
  }

  /// Each version judges until the next one is in force, and of two that begin on one day the one adopted later: no day has two.
  private static func superseded(_ versions: [Charter]) -> [Charter] {
    versions.enumerated().map { index, version in
      var version = version
      let start = version.inForce.first
      let next = versions.compactMap(\.inForce.first).filter { next in start.map { $0 < next } ?? true }.min()
      let isReplaced = versions[(index + 1)...].contains { $0.inForce.first == start }
      if isReplaced {
        version.inForce = .none
      } else if let next {
        version.inForce = version.inForce.intersection(DayRange(nil, next + -1))
      }
      return version
    }
  }

  /// The case as it stood at the end of a day: without what happened later, as far as it is known now.
  ///
  /// - Parameter id: nil for what is of the organization itself.
  package func scene(of id: CaseID?, asOf day: Day) -> Scene {
    let happened: (Entry) -> Bool = { $0.occurred.first.map { $0 <= day } ?? true }
    let (own, common) = id.map { (entries[$0] ?? [], self.common) } ?? (self.common, [])
    return Scene(
      id, entries: own.filter(happened), common: common.filter(happened), charters: charters, corrections: corrections,
      asOf: day, unplaced: view.isHolding(id.map(Audience.case) ?? .members) ? [] : unplaced.filter(happened),
      unseenCharters: unseenCharters)
  }

  /// The cases, and the organization itself.
  package var matters: [CaseID?] { cases + [nil] }

  /// What is owed in every case and by the organization itself, as it stands at the end of a day.
  package func duties(asOf day: Day) -> [Duty] {
    let duties = matters.flatMap { scene(of: $0, asOf: day).duties() }
    return duties + comparisons(of: duties, asOf: day)
  }

  /// What is owed in one case, with what comes of comparing it with others.
  ///
  /// - Parameter matter: nil for what the organization itself owes.
  package func duties(of matter: CaseID?, asOf day: Day) -> [Duty] {
    let compares = charters.contains { $0.clauses.contains { $0.rule?.check == .selectiveEnforcement } }
    return compares ? duties(asOf: day).filter { $0.case == matter } : scene(of: matter, asOf: day).duties()
  }

  /// What comes of comparing the cases, clause by clause.
  ///
  /// - Parameter duties: of every case, as they stand at the end of the day.
  package func comparisons(of duties: [Duty], asOf day: Day) -> [Duty] {
    charters.flatMap { charter in
      charter.clauses.flatMap { clause -> [Duty] in
        guard let parameters = clause.rule?.parameters as? SelectiveEnforcement.Parameters else { return [] }
        let applied = Applied(
          clause: clause, parameters: parameters, charter: charter, force: charter.inForce.intersection(clause.validity))
        return SelectiveEnforcement.duties(comparing: duties.filter { $0.clause == parameters.of }, under: applied, asOf: day)
      }
    }
  }
}

extension RecordView {
  /// Whether this reader is known to hold every key of an audience.
  fileprivate func isHolding(_ audience: Audience) -> Bool { holding?.contains(audience) ?? false }
}

extension Entry {
  /// The gap of an entry whose kind this reader does not see.
  var unseenKind: Gap { Gap(entry: id, slot: 0, why: .withheld) }
}

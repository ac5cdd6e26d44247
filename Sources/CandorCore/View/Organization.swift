/// The organization as a view shows it: its charters and its cases.
package struct Organization: Sendable {
  package let view: RecordView
  /// In the order of their adoption.
  package let charters: [Charter]
  /// In the order of their opening.
  package let cases: [CaseID]

  private let entries: [CaseID: [Entry]]
  private let common: [Entry]
  private let corrections: [EntryID: EntryID]

  package init(_ view: RecordView) {
    self.view = view
    var (charters, cases, entries, common): ([Charter], [CaseID], [CaseID: [Entry]], [Entry]) = ([], [], [:], [])
    let corrections = view.corrections
    for entry in view.standing(corrections) {
      switch entry.header.case {
      case .shown(let id?): entries[id, default: []].append(entry)
      case .shown(nil): common.append(entry)
      case .hidden: break
      }
      switch entry.event {
      case .charterAdopted(let adopted): charters += [adopted.charter.shown].compactMap(\.self)
      case .caseOpened: cases += [entry.header.case.shown ?? nil].compactMap(\.self)
      default: break
      }
    }
    self.corrections = corrections
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
  package func scene(of id: CaseID, asOf day: Day) -> Scene {
    let happened: (Entry) -> Bool = { $0.occurred.first.map { $0 <= day } ?? true }
    return Scene(
      id, entries: (entries[id] ?? []).filter(happened), common: common.filter(happened), charters: charters, corrections: corrections,
      asOf: day)
  }

  /// What is owed in every case, as it stands at the end of a day.
  package func duties(asOf day: Day) -> [Duty] {
    cases.flatMap { scene(of: $0, asOf: day).duties() }
  }
}

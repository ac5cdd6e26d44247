/// The organization as a view shows it: its charters and its cases.
package struct Organization: Sendable {
  package let view: RecordView
  /// In the order of their adoption.
  package let charters: [Charter]
  /// In the order of their opening.
  package let cases: [CaseID]

  package init(_ view: RecordView) {
    self.view = view
    var (charters, cases): ([Charter], [CaseID]) = ([], [])
    for entry in view.entries {
      switch entry.event {
      case .charterAdopted(let adopted): charters += [adopted.charter.shown].compactMap(\.self)
      case .caseOpened: cases += [entry.header.case.shown ?? nil].compactMap(\.self)
      default: break
      }
    }
    self.charters = charters
    self.cases = cases
  }

  package func scene(of id: CaseID, asOf day: Day) -> Scene { Scene(id, in: view, charters: charters, asOf: day) }

  /// What is owed in every case, as it stands at the end of a day.
  package func duties(asOf day: Day) -> [Duty] {
    cases.flatMap { scene(of: $0, asOf: day).duties() }
  }
}

/// The organization as a view shows it: its charters and its cases.
package struct Organization: Sendable {
  package let view: RecordView
  /// In the order of their adoption.
  package let charters: [Charter]
  /// In the order of their opening.
  package let cases: [CaseID]

  private let entries: [CaseID: [Entry]]
  private let common: [Entry]

  package init(_ view: RecordView) {
    self.view = view
    var (charters, cases, entries, common): ([Charter], [CaseID], [CaseID: [Entry]], [Entry]) = ([], [], [:], [])
    let corrected = Set(view.entries.compactMap { $0.header.corrects.shown ?? nil })
    for entry in view.entries where !corrected.contains(entry.id) {
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
    (self.charters, self.cases, self.entries, self.common) = (charters, cases, entries, common)
  }

  /// The case as it stood at the end of a day: without what happened later, as far as it is known now.
  package func scene(of id: CaseID, asOf day: Day) -> Scene {
    let happened: (Entry) -> Bool = { $0.occurred.first.map { $0 <= day } ?? true }
    return Scene(id, entries: (entries[id] ?? []).filter(happened), common: common.filter(happened), charters: charters, asOf: day)
  }

  /// What is owed in every case, as it stands at the end of a day.
  package func duties(asOf day: Day) -> [Duty] {
    cases.flatMap { scene(of: $0, asOf: day).duties() }
  }
}

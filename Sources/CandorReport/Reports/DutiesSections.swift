package import CandorCore

/// What is still owed in a case: what is overdue first, then by the day it falls due.
extension CaseReport {
  mutating func dutiesSummary() -> Section {
    let overdue = duties.count { $0.state == .breached }
    var paragraphs = [scribe.paragraph(Wording.owed(overdue: overdue, open: duties.count - overdue))]
    for (index, duty) in duties.enumerated() {
      paragraphs.append(scribe.paragraph("\(wording.conclusion(duty).capitalized) [\(finding(index))]"))
    }
    return scribe.summary(paragraphs)
  }

  mutating func dutiesSections() -> [Section] {
    let rows = duties.enumerated().map { index, duty -> [Sentence] in
      [
        wording.deadline(duty)?.unended ?? Wording.notStated, wording.conclusion(duty).capitalized, wording.debtors(duty),
        wording.creditors(duty), "\(wording.state(duty.state)) [\(finding(index))]",
      ]
    }
    let table = scribe.table("owed-table", Wording.Table.owed, Wording.Table.owedColumns, rows)
    return [scribe.section("owed", Wording.Title.owed, blocks: [table].compactMap(\.self)), findings(), voices(.dissent), voices(.reply)]
      .compactMap(\.self)
  }
}

extension Duty {
  /// Whether it can still be met: open, or overdue with nothing on record that answers it.
  package var isOwed: Bool {
    switch state {
    case .open: true
    case .breached: due != nil && !facts.contains(where: \.isAnswer)
    case .undetermined, .met, .excused, .lapsed: false
    }
  }

  /// What is overdue before what is open, then by the day it falls due; what has none stands last.
  package func isMoreUrgent(than other: Duty) -> Bool {
    (state == .open ? 1 : 0, due?.first ?? .last, subject, clause.name)
      < (other.state == .open ? 1 : 0, other.due?.first ?? .last, other.subject, other.clause.name)
  }
}

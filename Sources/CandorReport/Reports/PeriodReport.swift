package import CandorCore

/// A report on a time: what came to pass in every case, in numbers, and of none in particular.
package struct PeriodReport {
  private let figures: PeriodFigures
  private let clauses: [Clause]
  private let edition: Edition
  private let standing: CaseReport.Standing
  private var scribe: Scribe

  /// - Parameter charter: the code in force, whose clauses the duties are counted by.
  package init(_ figures: PeriodFigures, charter: Charter?, edition: Edition, language: Catalogue, standing: CaseReport.Standing) {
    (self.figures, self.edition, self.standing) = (figures, edition, standing)
    clauses = charter?.clauses ?? []
    scribe = Scribe(in: language)
  }

  /// The report. The same input gives the same report.
  package mutating func report() -> Report {
    let note = [scribe.paragraph(Wording.standingNote)]
    let summary = Section(
      id: "summary", role: .summary, label: nil, title: scribe.words(Wording.Title.summary),
      blocks: [
        .paragraph(scribe.paragraph(Wording.cases(opened: told(.caseOpened), closed: told(.caseClosed)))),
        .paragraph(scribe.paragraph(Wording.periodLead)),
      ])
    let counted = Kind.allCases.compactMap { kind in Wording.counted(kind).map { [$0.capitalized, told(kind)] } }
    let judged = clauses.filter { figures.standings[$0.id] != nil }
    let times = judged.filter { figures.lasted[$0.id] != nil }.map { clause in
      [
        Wording.clause(clause), figures.toldMet(clause.id), figures.median(clause.id) ?? Wording.tooFew,
        figures.range(clause.id) ?? Wording.tooFew,
      ]
    }
    let shares = judged.map { clause in
      [Wording.clause(clause)]
        + PeriodFigures.Standing.allCases.map { figures.told(figures.standings[clause.id]?[$0] ?? PeriodFigures.Bounds()) }
        + [figures.share(clause.id).map { "\($0) %" } ?? Wording.tooFew]
    }
    let left = scribe.paragraph(Wording.suppression(least: PeriodFigures.least))
    let verification = [
      scribe.paragraph("\(Wording.verification(size: standing.size)) \(.literal(standing.root))"),
      scribe.paragraph(Wording.verificationAgainstKeeper(size: standing.size)),
    ]
    var sections = [
      section("counted", Wording.Title.counted, scribe.table("counted-table", Wording.Table.period, Wording.Table.countedColumns, counted)),
      section("shares", Wording.Title.shares, scribe.table("shares-table", Wording.Table.shares, Wording.Table.sharesColumns, shares)),
      section("times", Wording.Title.times, scribe.table("times-table", Wording.Table.times, Wording.Table.timesColumns, times)),
      scribe.section("withheld", Wording.Title.withheld, role: .withheld, [left]),
      scribe.section("verification", Wording.Title.verification, role: .verification, verification),
    ].compactMap(\.self)
    for index in sections.indices { sections[index].label = String(index + 1) }
    return Report(
      kind: .period, edition: edition, language: scribe.language.language, title: scribe.words(Wording.title(.period, edition)),
      subtitle: scribe.words(Wording.span(figures.first, figures.last).capitalized),
      particulars: [
        scribe.labelled(Wording.Term.readers, Wording.readers(edition)),
        scribe.labelled(Wording.Term.record, Wording.checkpoint(standing.size, root: standing.root)),
        scribe.labelled(Wording.Term.edition, Wording.edition(of: standing.day)),
      ], contentNote: note, sections: [summary] + sections, revisions: [], contentNoteTitle: scribe.words(Wording.Title.contentNote),
      revisionsTitle: scribe.words(Wording.Title.revisions), words: scribe.around)
  }

  private func told(_ kind: Kind) -> Sentence { figures.told(figures.counts[kind] ?? PeriodFigures.Bounds()) }

  private func section(_ id: String, _ title: Sentence, _ block: Block?) -> Section? {
    scribe.section(id, title, blocks: [block].compactMap(\.self))
  }
}

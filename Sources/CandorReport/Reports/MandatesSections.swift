import CandorCore

/// What was mandated and promised in a case, and how it stands.
extension CaseReport {
  /// The kinds of entries that tell what an assembly decided, and whether it was done.
  static let assembly: Set<Kind> = [
    .motionMoved, .motionChanged, .voteHeld, .electionHeld, .mandateGiven, .mandateReported, .mandateTransferred, .organizationDissolved,
  ]

  mutating func mandatesSummary() -> Section {
    var paragraphs: [Paragraph] = []
    let counts = Duty.State.allCases.map { state in (state: state, count: duties.count { $0.state == state }) }.filter { $0.count > 0 }
    if scene.all(MandateGiven.self).isEmpty {
      paragraphs.append(scribe.paragraph(Wording.noMandates))
    } else if !counts.isEmpty {
      paragraphs.append(scribe.paragraph(Wording.mandates(counts)))
    }
    for (index, duty) in duties.enumerated() {
      paragraphs.append(scribe.paragraph("\(wording.conclusion(duty).capitalized) [\(finding(index))]"))
    }
    if paragraphs.isEmpty { paragraphs.append(scribe.paragraph("\(Wording.notJudged.capitalized.stopped)")) }
    return scribe.summary(paragraphs)
  }

  mutating func mandatesSections() -> [Section] {
    let table = mandates()
    let motions = motions()
    let figures = scribe.section("votes", Wording.Title.votes, blocks: [figures(of: scene.countedVotes)].compactMap(\.self))
    let told = scene.chronology.filter { $0.kind.map(CaseReport.assembly.contains) ?? false }.compactMap {
      telling($0, id: Wording.anchor($0.id))
    }
    return [
      table, motions, figures, scribe.section("chronology", Wording.Title.courses, told), findings(), announced(), voices(.dissent),
      voices(.reply),
    ]
    .compactMap(\.self)
  }
}

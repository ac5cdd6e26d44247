package import CandorCore

/// The findings of one case, for one edition: built from what that edition's readers may see, and from the duties that the charter lets them see.
package struct FindingsReport {
  /// The record at the moment of the report.
  package struct Standing: Hashable, Sendable {
    /// How many entries the record has.
    package var size: Int
    /// The tree head's root, in standard base64.
    package var root: String
    /// The day of the checkpoint; what is due is judged as of this day.
    package var day: Day

    package init(size: Int, root: String, day: Day) {
      self.size = size
      self.root = root
      self.day = day
    }
  }

  private let scene: Scene
  /// As findings stand in the report: the breached first, then what cannot be told, what is open, what was met.
  private let duties: [Duty]
  private let edition: Edition
  private let standing: Standing
  private let english: English
  private var numbering = Numbering()

  /// - Parameters:
  ///   - scene: the case as the edition's view shows it.
  ///   - duties: as evaluated in the fullest view; those whose check the charter keeps from the edition's readers are left out here.
  package init(_ scene: Scene, duties: [Duty], edition: Edition, standing: Standing) {
    self.scene = scene
    self.edition = edition
    self.standing = standing
    let seen = duties.filter { duty in scene.charter?.visibility.level(of: duty.check).reaches(edition) ?? false }
    self.duties = Duty.State.allCases.flatMap { state in seen.filter { $0.state == state } }
    english = English(scene)
  }

  /// The report. The same input gives the same report.
  package mutating func report() -> Report {
    let opened = scene.all(CaseOpened.self).first
    let contentNote = contentNote(opened)
    let summary = summary()
    var sections = [
      harm(), happened(), people(), allegations(), decisions(), findings(), told(), answered(), left(), mandates(), motions(), announced(),
      withheld(), evidence(), verification(),
    ].compactMap(\.self)
    for index in sections.indices { sections[index].label = String(index + 1) }
    return Report(
      edition: edition, language: English.language, title: English.title(edition),
      subtitle: opened.map { english.shown($0.about, "matter") { "\($0)" }.plain } ?? "", particulars: particulars(opened),
      contentNote: contentNote, sections: [summary] + sections,
      revisions: [], contentNoteTitle: English.Title.contentNote, revisionsTitle: English.Title.revisions)
  }

  // MARK: The front

  private func particulars(_ opened: Occurrence<CaseOpened>?) -> [Labelled] {
    let issuer = opened?.issuer.shown.flatMap(\.self).map { [Labelled(English.Term.issuer, [.text($0)])] } ?? []
    return issuer + [
      Labelled(English.Term.readers, [.text(English.readers(edition))]),
      Labelled(English.Term.record, [.text(English.checkpoint(standing.size)), .literal(standing.root)]),
      Labelled(English.Term.edition, [.text(English.edition(of: standing.day))]),
    ]
  }

  private mutating func contentNote(_ opened: Occurrence<CaseOpened>?) -> [Paragraph] {
    let note = opened?.contentNote.shown.flatMap(\.self) ?? English.standingNote
    let support = opened.map { english.given($0.support, "support") { "\(English.support($0))" } } ?? .nothing
    return ["\(note)", support].filter { !$0.isEmpty }.map { numbering.paragraph($0) }
  }

  /// Can be read alone: what was alleged, what became of it, and each finding on procedure that is not simply met.
  private mutating func summary() -> Section {
    var paragraphs: [Paragraph] = []
    for made in scene.all(AllegationMade.self) {
      paragraphs.append(numbering.paragraph(english.brief.dated([made.entry] + course(of: made))))
    }
    // What reads the same is told once; mandates are told by their states, and stand in a table of their own.
    var told: [(words: Sentence, findings: [Int])] = []
    for (index, duty) in duties.enumerated() where duty.state != .met && duty.check != .carryOut {
      var words = english.conclusion(duty).capitalized
      if duty.state == .breached, let duration = english.duration(duty) { words = words + " " + duration.capitalized }
      if let place = told.firstIndex(where: { $0.words == words }) {
        told[place].findings.append(index)
      } else {
        told.append((words, [index]))
      }
    }
    let mandates = Duty.State.allCases.map { state in duties.indices.filter { duties[$0].check == .carryOut && duties[$0].state == state } }
    if mandates.contains(where: { !$0.isEmpty }) {
      let counts = zip(Duty.State.allCases, mandates).filter { !$1.isEmpty }.map { (state: $0, count: $1.count) }
      told.append(("\(English.mandates(counts))", mandates.flatMap(\.self)))
    }
    let met = duties.indices.filter { duties[$0].state == .met && duties[$0].check != .carryOut }
    if !met.isEmpty { told.append((English.duties(met: met.count).capitalized, met)) }
    for (words, findings) in told { paragraphs.append(numbering.paragraph("\(words) [\(findings.map(finding).listed())]")) }
    if paragraphs.isEmpty { paragraphs.append(numbering.paragraph("\(English.nothingAlleged)")) }
    return Section(
      id: "summary", role: .summary, label: nil, title: English.Title.summary, blocks: paragraphs.map(Block.paragraph))
  }

  /// What became of an allegation: findings and decisions on it or on reports that brought it anew, what undid them, and offices that the one
  /// whom it concerns came to hold or left.
  private func course(of made: Occurrence<AllegationMade>) -> [Entry] {
    let reports = scene.all(ReportReceived.self).filter { $0.repeats.test { $0.contains(made.id) } == .yes }.map(\.id)
    let occasions = Set([made.id] + reports)
    let decisions = scene.all(DecisionTaken.self).filter { $0.answers.test { !occasions.isDisjoint(with: $0) } == .yes }.map(\.id)
    let respondent = made.against.shown
    return scene.chronology.filter { entry in
      switch entry.event {
      case .reportReceived: reports.contains(entry.id)
      case .decisionTaken(let decision):
        decisions.contains(entry.id) || decision.undoes.test { $0.map(decisions.contains) ?? false } == .yes
      case .findingMade(let finding): finding.on.test { $0.contains(made.id) } == .yes
      case .seatTaken(let taken): taken.holder.shown == respondent && respondent != nil
      case .seatVacated(let vacated): vacated.holder.shown == respondent && respondent != nil
      default: false
      }
    }
  }

  /// A reference to a finding by its place: `F2`.
  private func finding(_ index: Int) -> Sentence { Sentence([.reference(to: "F\(index + 1)", text: "F\(index + 1)")]) }

  // MARK: The body

  private mutating func harm() -> Section? {
    let paragraphs = scene.all(AllegationMade.self).map { made in
      let statements = scene.all(EvidenceReceived.self).filter { $0.on.test { $0.contains(made.id) } == .yes }
      let told = english.event(made.entry) ?? .nothing
      return numbering.paragraph(told, citing: english.citation([made.id] + statements.map(\.id)))
    }
    return section("harm", English.Title.harm, paragraphs)
  }

  private mutating func happened() -> Section? {
    let paragraphs = scene.chronology.compactMap { entry -> Paragraph? in
      guard let told = english.event(entry) else { return nil }
      return numbering.paragraph(
        "\(english.when(entry).capitalized). \(told)", id: English.anchor(entry.id), citing: english.citation([entry.id]))
    }
    let disagreements = scene.contradictions.map { contradiction in
      numbering.paragraph(english.disagreement(contradiction), citing: english.citation(contradiction.entries))
    }
    return section("chronology", English.Title.happened, paragraphs + disagreements)
  }

  /// The bodies that have a part in what is told, with what the code says of them; the parties by role.
  private func people() -> Section? {
    let acting = Set(
      scene.entries.flatMap(\.actors).flatMap { actor in
        if case .body(let body) = actor { [body] } else { [BodyID]() }
      })
    let bodies = scene.charters.flatMap(\.bodies).uniqued.filter { acting.contains($0.id) || !$0.independentOf.isEmpty }.map { body in
      Labelled(english.body(body.id).capitalized.plain, english.standing(body).inlines)
    }
    let parties = scene.all(PartyNamed.self).compactMap { named -> Labelled? in
      guard let party = named.party.shown else { return nil }
      return Labelled(english.party(party).capitalized.plain, english.standing(named.payload).inlines)
    }
    let blocks = [bodies, parties].filter { !$0.isEmpty }.map(Block.labelled)
    return blocks.isEmpty ? nil : Section(id: "people", role: .body, label: nil, title: English.Title.people, blocks: blocks)
  }

  private mutating func allegations() -> Section? {
    let paragraphs = scene.all(AllegationMade.self).map { made -> Paragraph in
      let on: (Field<[EntryID]>) -> Bool = { $0.test { $0.contains(made.id) } == .yes }
      let findings = scene.all(FindingMade.self).filter { on($0.on) }.map(\.entry)
      let decisions = scene.all(DecisionTaken.self).filter { on($0.answers) }.map(\.entry)
      let undone = scene.all(DecisionTaken.self).filter { undoing in
        decisions.contains { undoing.undoes.is($0.id) == .yes }
      }.map(\.entry)
      let outcomes = scene.chronology.filter { entry in (findings + decisions + undone).contains(entry) }
      return numbering.paragraph(english.brief.dated([made.entry] + outcomes), citing: english.citation([made.id] + outcomes.map(\.id)))
    }
    return section("allegations", English.Title.allegations, paragraphs)
  }

  private func decisions() -> Section? {
    let rows = scene.chronology.compactMap(Occurrence<DecisionTaken>.init).map { decision -> [[Inline]] in
      let undoes = english.given(decision.undoes, "decision") { "\(English.undoing) \(english.entry($0))" }
      let outcome = english.listed(decision.outcome, "outcome") { $0.map(english.outcome).listed() }
      let vote = english.shown(decision.vote, "vote") { $0.map { "\(english.tally($0))" } ?? "\(English.notStated)" }
      let what = outcome.isEmpty ? undoes : undoes.isEmpty ? outcome : "\(outcome); \(undoes)"
      let by = english.listed(decision.by, "identity", english.actors)
      return [english.entry(decision.id), english.when(decision.entry), by, what, vote].map(\.inlines) + [sources(of: decision.entry)]
    }
    guard !rows.isEmpty else { return nil }
    let table = Table(id: "decisions-table", caption: English.Table.decisions, columns: English.Table.decisionColumns, rows: rows)
    return Section(id: "decisions", role: .body, label: nil, title: English.Title.decisions, blocks: [.table(table)])
  }

  private func sources(of entry: Entry) -> [Inline] { [english.citation([entry.id], numbered: false)].compactMap(\.self) }

  private mutating func findings() -> Section? {
    guard !duties.isEmpty else { return nil }
    let lead = numbering.paragraph("\(English.findingsLead(knownFrom: scene.charters.compactMap(\.knownFrom).uniqued))")
    let sections = duties.enumerated().map { index, duty in finding(duty, "F\(index + 1)") }
    return Section(
      id: "findings", role: .body, label: nil, title: English.Title.findings, blocks: [.paragraph(lead)], sections: sections)
  }

  private func finding(_ duty: Duty, _ label: String) -> Section {
    var lines = [Labelled(English.Term.rule, english.ruleLine(duty).inlines)]
    func add(_ term: String, _ sentences: [Sentence]) {
      let text = sentences.enumerated().reduce(Sentence.nothing) { $1.offset == 0 ? $1.element : $0 + " " + $1.element }
      if !text.isEmpty { lines.append(Labelled(term, text.inlines)) }
    }
    add(English.Term.state, ["\(english.state(duty.state))"])
    add(English.Term.owedBy, [english.debtors(duty)])
    add(English.Term.owedTo, [english.creditors(duty)])
    if let subject = scene[duty.subject], subject.kind != nil {
      add(English.Term.occasion, ["\(english.entry(subject.id)), \(english.when(subject))"])
    }
    add(English.Term.what, english.facts(duty))
    add(English.Term.due, [english.deadline(duty)].compactMap(\.self))
    add(English.Term.late, [english.lateness(duty)].compactMap(\.self))
    add(English.Term.duration, [english.duration(duty)?.capitalized].compactMap(\.self))
    add(English.Term.unknown, english.causes(duty))
    add(
      English.Term.grounds,
      [
        english.citation(english.openEntries(duty)).map { Sentence([$0]) },
        english.isWhole(duty) ? nil : english.withheld("what else there may be"),
      ]
      .compactMap(\.self))
    return Section(id: label, role: .finding, label: label, title: english.conclusion(duty).capitalized.plain, blocks: [.labelled(lines)])
  }

  private func told() -> Section? {
    let rows = scene.chronology.compactMap { entry -> [[Inline]]? in
      let (to, of): (Sentence, Sentence)
      switch entry.event {
      case .noticeGiven(let notice):
        to = english.shown(notice.to, "identity") { $0.isEmpty ? "\(English.notStated)" : english.actors($0) }
        of = english.listed(notice.of, "matter", english.entries) + english.given(notice.extent, "extent", english.extent)
      case .statementPublished(let statement):
        to = english.shown(statement.to, "audience") { $0.isEmpty ? "\(English.notStated)" : english.bodies($0) }
        of = english.listed(statement.of, "matter", english.entries) + english.given(statement.extent, "extent", english.extent)
      case .reportReceived(let report):
        to = english.shown(report.to, "identity") { $0.isEmpty ? "\(English.notStated)" : english.actors($0) }
        of = english.listed(report.repeats, "matter", english.entries)
      default: return nil
      }
      return [english.entry(entry.id), english.when(entry), to, of].map(\.inlines) + [sources(of: entry)]
    }
    guard !rows.isEmpty else { return nil }
    let table = Table(id: "told-table", caption: English.Table.told, columns: English.Table.toldColumns, rows: rows)
    return Section(id: "told", role: .body, label: nil, title: English.Title.told, blocks: [.table(table)])
  }

  /// What was done once something was reported, and after how long: the fact, whether or not a clause asks for it.
  private mutating func answered() -> Section? {
    let paragraphs = scene.all(ReportReceived.self).compactMap { report -> Paragraph? in
      guard report.entry.header.occurred.shown != nil else { return nil }
      let doings = scene.doings(on: report).filter { $0.header.occurred.shown != nil && $0.header.timing.shown != nil }
      guard !doings.isEmpty else { return nil }
      var (told, last): (Sentence, String?) = ("On \(english.entry(report.id)), of \(english.when(report.entry)).", nil)
      for doing in doings {
        let wait = English.bounds(report.occurred.days(to: doing.occurred), since: report.occurred)
        told =
          wait == last
          ? "\(told) \(english.brief.event(doing) ?? .nothing)" : "\(told) After \(wait): \(english.brief.event(doing) ?? .nothing)"
        last = wait
      }
      return numbering.paragraph(told, citing: english.citation([report.id] + doings.map(\.id)))
    }
    return section("answered", English.Title.answered, paragraphs)
  }

  /// Every mandate and promise, with its terms and its state; of the state, what the edition's duties show.
  private func mandates() -> Section? {
    let rows = scene.all(MandateGiven.self).map { mandate -> [[Inline]] in
      let by = english.shown(mandate.by, "identity") { $0.isEmpty ? "\(English.notStated)" : english.actors($0) }
      let place = duties.firstIndex { $0.check == .carryOut && $0.subject == mandate.id }
      let state: Sentence = place.map { "\(english.outcome(duties[$0])) [\(finding($0))]" } ?? "\(English.notJudged)"
      return [english.shown(mandate.task, "task", english.prose), by, english.term(mandate.payload), state].map(\.inlines)
        + [sources(of: mandate.entry)]
    }
    guard !rows.isEmpty else { return nil }
    let table = Table(id: "mandates-table", caption: English.Table.mandates, columns: English.Table.mandateColumns, rows: rows)
    return Section(id: "mandates", role: .body, label: nil, title: English.Title.mandates, blocks: [.table(table)])
  }

  /// Every motion, and what became of it.
  private func motions() -> Section? {
    let rows = scene.all(MotionMoved.self).map { motion -> [[Inline]] in
      let became = scene.chronology.filter { entry in
        switch entry.event {
        case .voteHeld(let vote): vote.on.test { $0.contains(motion.id) } == .yes
        case .noticeGiven(let notice): notice.answers.test { $0.contains(motion.id) } == .yes
        case .decisionTaken(let decision): decision.answers.test { $0.contains(motion.id) } == .yes
        case .omissionStated(let stated): stated.of.test { $0.about.contains(motion.id) } == .yes
        default: false
        }
      }
      let told: Sentence =
        became.isEmpty
        ? "\(English.notStated)"
        : became.compactMap { english.event($0) }.reduce(Sentence.nothing) { $0.isEmpty ? $1 : "\($0) \($1)" }
      let by = english.shown(motion.by, "identity") { $0.isEmpty ? "\(English.notStated)" : english.actors($0) }
      return [english.entry(motion.id), english.when(motion.entry), by, english.shown(motion.asks, "motion", english.prose), told].map(
        \.inlines)
        + [[english.citation([motion.id] + became.map(\.id), numbered: false)].compactMap(\.self)]
    }
    guard !rows.isEmpty else { return nil }
    let table = Table(id: "motions-table", caption: English.Table.motions, columns: English.Table.motionColumns, rows: rows)
    return Section(id: "motions", role: .body, label: nil, title: English.Title.motions, blocks: [.table(table)])
  }

  private mutating func left() -> Section? {
    let changed = scene.all(MembershipChanged.self).compactMap { changed in
      changed.change.shown.map { (changed.id, $0, changed.count.shown.flatMap(\.self) ?? 1) }
    }
    let imposed = scene.all(MeasureImposed.self).filter { $0.measure.is(.expulsion) == .yes }.map { imposed in
      (imposed.id, MembershipChanged.Change.expelled, imposed.on.shown?.count ?? 1)
    }
    let exits = (changed + imposed).filter { $0.1.isLeaving }
    guard !exits.isEmpty else { return nil }
    let told = MembershipChanged.Change.allCases.compactMap { change -> Sentence? in
      let count = exits.filter { $0.1 == change }.reduce(0) { $0 + $1.2 }
      return count == 0 ? nil : "\(English.exits(change, count))"
    }.listed()
    return section(
      "left", English.Title.left,
      [numbering.paragraph("\(English.left) \(told). \(English.othersLeft)", citing: english.citation(exits.map(\.0).sorted()))])
  }

  private mutating func announced() -> Section? {
    let paragraphs = scene.all(StatementPublished.self).flatMap { statement in
      (statement.promises.shown ?? []).map { promise in
        let by = english.listed(statement.by, "identity", english.actors)
        return numbering.paragraph(
          "\(english.when(statement.entry).capitalized). \(English.announced(by, english.prose(promise)))",
          citing: english.citation([statement.id]))
      }
    }
    return section("announced", English.Title.announced, paragraphs)
  }

  // MARK: The back

  /// Fields of the entries it shows, by kind, count and reason; and how many entries it does not open.
  private mutating func withheld() -> Section {
    struct Line: Hashable {
      var kind: Kind
      var field: String
      var why: Gap.Why
      var reason: String
    }
    var counts: [Line: Int] = [:]
    for entry in scene.entries {
      guard let kind = entry.kind else { continue }
      for gap in entry.gaps {
        let field = kind.field(of: gap.slot)
        if !Visibility.isSealed(field, of: kind) || kind != .personDescribed && ["person", "party", "key"].contains(field)
          || gap.why != .withheld
        {
          counts[Line(kind: kind, field: field, why: gap.why, reason: english.erasure(of: gap) ?? English.reason(gap.why)), default: 0] += 1
        }
      }
    }
    let kinds = Kind.allCases
    let lines = counts.sorted { one, other in
      (kinds.firstIndex(of: one.key.kind) ?? 0, one.key.field, one.key.why.rawValue, one.key.reason)
        < (kinds.firstIndex(of: other.key.kind) ?? 0, other.key.field, other.key.why.rawValue, other.key.reason)
    }
    func table(_ id: String, _ caption: String, _ columns: [String], _ isListed: (Gap.Why) -> Bool) -> Block? {
      let rows = lines.filter { isListed($0.key.why) }.map { line, count -> [[Inline]] in
        [[.text(english.noun(line.kind))], [.text(English.field(line.field))], [.text(String(count))], [.text(line.reason)]]
      }
      return rows.isEmpty ? nil : .table(Table(id: id, caption: caption, columns: columns, rows: rows))
    }
    let unopened = standing.size - (scene.entries + scene.common).count { $0.kind != nil }
    var blocks = [Block.paragraph(numbering.paragraph("\(English.unopened(unopened, of: standing.size))"))]
    if edition != .case { blocks.append(.paragraph(numbering.paragraph("\(English.sealedEverywhere)"))) }
    blocks += [
      table("withheld-table", English.Table.withheld, English.Table.withheldColumns) { $0 != .erased },
      table("erased-table", English.Table.erased, English.Table.erasedColumns) { $0 == .erased },
    ].compactMap(\.self)
    return Section(id: "withheld", role: .withheld, label: nil, title: English.Title.withheld, blocks: blocks)
  }

  private func evidence() -> Section? {
    let sources = scene.all(SourceDescribed.self).map { source in
      let by = english.listed(source.by, "identity") { "\(English.by) \(english.actors($0))" }
      let published = english.given(source.published, "date") { "\(English.published(English.date($0)))" }
      let note = english.given(source.note, "note") { english.prose($0).capitalized }
      let notes = [by, published, note].filter { !$0.isEmpty }.map(\.capitalized)
      return Evidence(
        id: English.anchor(source.id), label: english.designation(of: SourceID(entry: source.id)) ?? "",
        title: english.shown(source.title, "title") { "\($0)" }.plain,
        notes: notes.enumerated().reduce(Sentence.nothing) { $0 + ($1.offset == 0 ? "" : ". ") + $1.element }.inlines)
    }
    guard !sources.isEmpty else { return nil }
    return Section(id: "sources", role: .evidence, label: nil, title: English.Title.evidence, blocks: [.evidence(sources)])
  }

  private mutating func verification() -> Section {
    let paragraphs = [
      numbering.paragraph("\(English.verification(size: standing.size)) \(Sentence([.literal(standing.root)]))"),
      numbering.paragraph("\(English.verificationByProof(edition: edition))"),
      numbering.paragraph("\(English.verificationAgainstKeeper(size: standing.size))"),
    ]
    return Section(
      id: "verification", role: .verification, label: nil, title: English.Title.verification, blocks: paragraphs.map(Block.paragraph))
  }

  private func section(_ id: String, _ title: String, _ paragraphs: [Paragraph]) -> Section? {
    paragraphs.isEmpty ? nil : Section(id: id, role: .body, label: nil, title: title, blocks: paragraphs.map(Block.paragraph))
  }
}

/// Numbers the paragraphs of a report as they are made.
private struct Numbering {
  private var next = 1

  mutating func paragraph(_ text: Sentence, id: String? = nil, citing citation: Inline? = nil) -> Paragraph {
    defer { next += 1 }
    let cited = citation.map { [.text(" "), $0] } ?? []
    return Paragraph(id: id ?? "p\(next)", number: next, text: text.inlines + cited)
  }
}

extension Visibility.Level {
  /// Whether the readers of an edition are among those who may know.
  fileprivate func reaches(_ edition: Edition) -> Bool {
    switch (self, edition) {
    case (.public, _), (.members, .members), (.members, .case), (.case, .case): true
    case (.members, .public), (.case, .members), (.case, .public), (.party, _), (.person, _), (.body, _):
      false
    }
  }
}

extension MembershipChanged.Change {
  var isLeaving: Bool {
    switch self {
    case .left, .expelled: true
    case .suspended, .leave, .joined, .remained: false
    }
  }
}

extension Sentence {
  /// As a text, for titles; what stands in for a hidden value stays as its label.
  var plain: String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .literal(let text), .reference(_, let text): text
      case .redacted(let label): Inline.bracketed(label)
      case .count(let number, _): String(number)
      case .citation: ""
      }
    }.joined()
  }
}

extension Scene {
  /// What was done once something was reported, in its order: what names the report, what those it reached met about then, and what became of
  /// the seat and the membership of the one whom it concerns.
  fileprivate func doings(on report: Occurrence<ReportReceived>) -> [Entry] {
    let matters = Set(report.repeats.shown ?? [])
    let respondents = Set(
      all(AllegationMade.self).filter { matters.contains($0.id) || $0.report.shown == report.id }.compactMap(\.against.shown))
    let reached = Set((report.to.shown ?? []).flatMap { bodies(of: $0) })
    let later = chronology.filter { isBefore($0, report.entry) == .no && $0.id != report.id }
    let named = later.filter { entry in
      switch entry.event {
      case .noticeGiven(let notice): (notice.answers.shown ?? []).contains(report.id) || (notice.of.shown ?? []).contains(report.id)
      case .decisionTaken(let decision): (decision.answers.shown ?? []).contains(report.id)
      case .measureImposed(let imposed): (imposed.answers.shown ?? []).contains(report.id)
      case .statementPublished(let statement): (statement.of.shown ?? []).contains(report.id)
      case .seatVacated(let vacated): vacated.holder.shown.map(respondents.contains) ?? false
      case .membershipChanged(let changed): changed.member.shown.map(respondents.contains) ?? false
      default: false
      }
    }
    guard let last = named.compactMap(\.occurred.last).max() else { return [] }
    return later.filter { entry in
      if case .meetingHeld(let meeting) = entry.event {
        return entry.occurred.last.map { $0 <= last } ?? false && !reached.isDisjoint(with: meeting.bodies.shown ?? [])
      }
      return named.contains(entry)
    }
  }
}

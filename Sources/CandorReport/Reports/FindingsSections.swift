import CandorCore

/// What the findings of a case tell, from the harm reported to what was announced.
extension CaseReport {
  mutating func findingsSections() -> [Section] {
    [
      harm(), remits(), happened(), people(), allegations(), decisions(), findings(), told(), answered(), left(), mandates(), motions(),
      announced(),
      voices(.dissent), voices(.reply),
    ].compactMap(\.self)
  }

  /// Can be read alone: what was alleged, what became of it, and each finding on procedure that is not simply met.
  mutating func summary() -> Section {
    var paragraphs: [Paragraph] = []
    for made in scene.all(AllegationMade.self) {
      paragraphs.append(scribe.paragraph(wording.brief.dated([made.entry] + course(of: made))))
    }
    // What reads the same is told once; mandates are told by their states, and stand in a table of their own.
    var told: [(words: Sentence, findings: [Int])] = []
    for (index, duty) in duties.enumerated() where duty.state != .met && duty.check != .carryOut {
      var words = wording.conclusion(duty).capitalized
      if duty.state == .breached, let duration = wording.duration(duty) { words = words + " " + duration.capitalized }
      if let place = told.firstIndex(where: { $0.words == words }) {
        told[place].findings.append(index)
      } else {
        told.append((words, [index]))
      }
    }
    let mandates = Duty.State.allCases.map { state in duties.indices.filter { duties[$0].check == .carryOut && duties[$0].state == state } }
    if mandates.contains(where: { !$0.isEmpty }) {
      let counts = zip(Duty.State.allCases, mandates).filter { !$1.isEmpty }.map { (state: $0, count: $1.count) }
      told.append(("\(Wording.mandates(counts))", mandates.flatMap(\.self)))
    }
    let met = duties.indices.filter { duties[$0].state == .met && duties[$0].check != .carryOut }
    if !met.isEmpty { told.append((Wording.duties(met: met.count).capitalized, met)) }
    for (words, findings) in told { paragraphs.append(scribe.paragraph("\(words) [\(findings.map(finding).listed())]")) }
    if paragraphs.isEmpty { paragraphs.append(scribe.paragraph("\(Wording.nothingAlleged)")) }
    return scribe.summary(paragraphs)
  }

  /// What became of an allegation: findings and decisions on it or on reports that brought it anew, what undid them, and offices that the one
  /// whom it concerns came to hold or left.
  func course(of made: Occurrence<AllegationMade>) -> [Entry] {
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
  func finding(_ index: Int) -> Sentence { .reference(to: "F\(index + 1)", Sentence(verbatim: "F\(index + 1)")) }

  mutating func harm() -> Section? {
    let paragraphs = scene.all(AllegationMade.self).map { made in
      let statements = scene.all(EvidenceReceived.self).filter { $0.on.test { $0.contains(made.id) } == .yes }
      let told = wording.event(made.entry) ?? .nothing
      return scribe.paragraph(told, citing: wording.citation([made.id] + statements.map(\.id)))
    }
    guard !paragraphs.isEmpty else { return nil }
    let care = scene.chronology.filter { [.needAsked, .needStated, .supportGiven].contains($0.kind) }.compactMap { telling($0) }
    // That it is stated that nobody asked is told beside what happened.
    let isTold =
      scene.chronology.contains { $0.kind == .needAsked }
      || scene.all(OmissionStated.self).contains { $0.of.test { $0.kind == .needAsked } == .yes }
    return scribe.section("harm", Wording.Title.harm, paragraphs + care + (isTold ? [] : [scribe.paragraph(Wording.nobodyAsked)]))
  }

  /// What a body was to look into, and what not.
  mutating func remits() -> Section? {
    let paragraphs = scene.chronology.filter { $0.kind == .remitSet }.compactMap { telling($0) }
    return scribe.section("remits", Wording.Title.remits, paragraphs)
  }

  mutating func happened() -> Section? {
    let paragraphs = scene.chronology.compactMap { telling($0, id: Wording.anchor($0.id)) }
    let disagreements = scene.contradictions.map { contradiction in
      scribe.paragraph(wording.disagreement(contradiction), citing: wording.citation(contradiction.entries))
    }
    let picture = chronologyPicture().map { [Block.picture($0)] } ?? []
    return scribe.section("chronology", Wording.Title.happened, blocks: picture + (paragraphs + disagreements).map(Block.paragraph))
  }

  /// The bodies that have a part in what is told, with what the code says of them; the parties by role.
  func people() -> Section? {
    let acting = Set(
      scene.entries.flatMap(\.actors).flatMap { actor in
        if case .body(let body) = actor { [body] } else { [BodyID]() }
      })
    let bodies = scene.charters.flatMap(\.bodies).uniqued.filter { acting.contains($0.id) || !$0.independentOf.isEmpty }.map { body in
      scribe.labelled(wording.body(body.id).capitalized, wording.standing(body))
    }
    let parties = scene.all(PartyNamed.self).compactMap { named -> Labelled? in
      guard let party = named.party.shown else { return nil }
      return scribe.labelled(wording.party(party).capitalized, wording.standing(named.payload))
    }
    let blocks = [bodies, parties].filter { !$0.isEmpty }.map(Block.labelled)
    return scribe.section("people", Wording.Title.people, blocks: blocks)
  }

  mutating func allegations() -> Section? {
    let paragraphs = scene.all(AllegationMade.self).map { made -> Paragraph in
      let on: (Field<[EntryID]>) -> Bool = { $0.test { $0.contains(made.id) } == .yes }
      let findings = scene.all(FindingMade.self).filter { on($0.on) }.map(\.entry)
      let decisions = scene.all(DecisionTaken.self).filter { on($0.answers) }.map(\.entry)
      let undone = scene.all(DecisionTaken.self).filter { undoing in
        decisions.contains { undoing.undoes.is($0.id) == .yes }
      }.map(\.entry)
      let outcomes = scene.chronology.filter { entry in (findings + decisions + undone).contains(entry) }
      return scribe.paragraph(wording.brief.dated([made.entry] + outcomes), citing: wording.citation([made.id] + outcomes.map(\.id)))
    }
    return scribe.section("allegations", Wording.Title.allegations, paragraphs)
  }

  mutating func decisions() -> Section? {
    let rows = scene.chronology.compactMap(Occurrence<DecisionTaken>.init).map { decision -> [Sentence] in
      let undoes = wording.given(decision.undoes, "decision") { "\(Wording.undoing) \(wording.entry($0))" }
      let outcome = wording.listed(decision.outcome, "outcome") { $0.map(wording.outcome).listed() }
      let vote = wording.shown(decision.vote, "vote") { $0.map { "\(wording.tally($0))" } ?? "\(Wording.notStated)" }
      let what = outcome.isEmpty ? undoes : undoes.isEmpty ? outcome : "\(outcome); \(undoes)"
      let by = wording.listed(decision.by, "identity", wording.actors)
      return [wording.entry(decision.id), wording.when(decision.entry), by, what, vote] + [sources(of: decision.entry)]
    }
    let table = scribe.table("decisions-table", Wording.Table.decisions, Wording.Table.decisionColumns, rows)
    let votes = scene.countedVotes
    return scribe.section(
      "decisions", Wording.Title.decisions, blocks: [table, figures(of: votes)].compactMap(\.self), sections: counted(votes))
  }

  func sources(of entry: Entry) -> Sentence { wording.citation([entry.id], numbered: false) }

  mutating func findings() -> Section? {
    guard !duties.isEmpty else { return nil }
    let lead = scribe.paragraph("\(Wording.findingsLead(knownFrom: scene.charters.compactMap(\.knownFrom).uniqued))")
    let sections = duties.enumerated().map { index, duty in finding(duty, "F\(index + 1)") }
    return scribe.section("findings", Wording.Title.findings, blocks: [.paragraph(lead)], sections: sections)
  }

  func finding(_ duty: Duty, _ label: String) -> Section {
    var lines = [scribe.labelled(Wording.Term.rule, wording.ruleLine(duty))]
    func add(_ term: Sentence, _ sentences: [Sentence]) {
      let text = sentences.joined(by: " ")
      if !text.isEmpty { lines.append(scribe.labelled(term, text)) }
    }
    add(Wording.Term.state, ["\(wording.state(duty.state))"])
    add(Wording.Term.owedBy, [wording.debtors(duty)])
    add(Wording.Term.owedTo, [wording.creditors(duty)])
    if let subject = scene[duty.subject], subject.kind != nil {
      add(Wording.Term.occasion, ["\(wording.entry(subject.id)), \(wording.when(subject))"])
    }
    add(Wording.Term.what, wording.facts(duty))
    add(Wording.Term.due, [wording.deadline(duty)].compactMap(\.self))
    add(Wording.Term.late, [wording.lateness(duty)].compactMap(\.self))
    add(Wording.Term.duration, [wording.duration(duty)?.capitalized].compactMap(\.self))
    add(Wording.Term.unknown, wording.causes(duty))
    add(
      Wording.Term.grounds,
      [
        wording.citation(wording.openEntries(duty)),
        wording.isWhole(duty) ? nil : wording.withheld("what else there may be"),
      ]
      .compactMap(\.self))
    return Section(
      id: label, role: .finding, label: label, title: scribe.words(wording.conclusion(duty).capitalized), blocks: [.labelled(lines)])
  }

  func told() -> Section? {
    let rows = scene.chronology.compactMap { entry -> [Sentence]? in
      let (to, of): (Sentence, Sentence)
      switch entry.event {
      case .noticeGiven(let notice):
        to = wording.shown(notice.to, "identity") { $0.isEmpty ? "\(Wording.notStated)" : wording.actors($0) }
        of = wording.listed(notice.of, "matter", wording.entries) + wording.given(notice.extent, "extent", wording.extent)
      case .statementPublished(let statement):
        to = wording.shown(statement.to, "audience") { $0.isEmpty ? "\(Wording.notStated)" : wording.bodies($0) }
        of = wording.listed(statement.of, "matter", wording.entries) + wording.given(statement.extent, "extent", wording.extent)
      case .reportReceived(let report):
        to = wording.shown(report.to, "identity") { $0.isEmpty ? "\(Wording.notStated)" : wording.actors($0) }
        of = wording.listed(report.repeats, "matter", wording.entries)
      default: return nil
      }
      return [wording.entry(entry.id), wording.when(entry), to, of.isEmpty ? Wording.notStated : of] + [sources(of: entry)]
    }
    let table = scribe.table("told-table", Wording.Table.told, Wording.Table.toldColumns, rows)
    return scribe.section("told", Wording.Title.told, blocks: [table].compactMap(\.self))
  }

  /// What was done once something was reported, and after how long: the fact, whether or not a clause asks for it.
  mutating func answered() -> Section? {
    let paragraphs = scene.all(ReportReceived.self).compactMap { report -> Paragraph? in
      guard report.entry.header.occurred.shown != nil else { return nil }
      let doings = scene.doings(on: report).filter { $0.header.occurred.shown != nil && $0.header.timing.shown != nil }
      guard !doings.isEmpty else { return nil }
      var (told, last): (Sentence, Sentence?) = ("On \(wording.entry(report.id)), of \(wording.when(report.entry)).", nil)
      for doing in doings {
        let wait = Wording.bounds(report.occurred.days(to: doing.occurred), since: report.occurred)
        told =
          wait == last
          ? "\(told) \(wording.brief.event(doing) ?? .nothing)" : "\(told) After \(wait): \(wording.brief.event(doing) ?? .nothing)"
        last = wait
      }
      return scribe.paragraph(told, citing: wording.citation([report.id] + doings.map(\.id)))
    }
    return scribe.section("answered", Wording.Title.answered, paragraphs)
  }

  /// Every mandate and promise, with its terms and its state; of the state, what the edition's duties show.
  func mandates() -> Section? {
    let rows = scene.all(MandateGiven.self).map { mandate -> [Sentence] in
      let by = wording.shown(mandate.by, "identity") { $0.isEmpty ? "\(Wording.notStated)" : wording.actors($0) }
      let place = duties.firstIndex { $0.check == .carryOut && $0.subject == mandate.id }
      let state: Sentence = place.map { "\(wording.outcome(duties[$0])) [\(finding($0))]" } ?? "\(Wording.notJudged)"
      return [wording.shown(mandate.task, "task", wording.prose), by, wording.term(mandate.payload), state, sources(of: mandate.entry)]
    }
    let table = scribe.table("mandates-table", Wording.Table.mandates, Wording.Table.mandateColumns, rows)
    return scribe.section("mandates", Wording.Title.mandates, blocks: [table].compactMap(\.self))
  }

  /// Every motion, and what became of it.
  func motions() -> Section? {
    let rows = scene.all(MotionMoved.self).map { motion -> [Sentence] in
      let became = scene.chronology.filter { entry in
        switch entry.event {
        case .motionChanged(let changed): changed.of.is(motion.id) == .yes
        case .voteHeld(let vote):
          vote.on.test { $0.contains(motion.id) } == .yes
            || vote.proposals.test { $0?.list.contains { $0.on == motion.id } ?? false } == .yes
        case .noticeGiven(let notice): notice.answers.test { $0.contains(motion.id) } == .yes
        case .decisionTaken(let decision): decision.answers.test { $0.contains(motion.id) } == .yes
        case .omissionStated(let stated): stated.of.test { $0.about.contains(motion.id) } == .yes
        default: false
        }
      }
      let told: Sentence =
        became.isEmpty
        ? "\(Wording.notStated)"
        : became.compactMap { wording.event($0, on: motion.id) }.reduce(Sentence.nothing) { $0.isEmpty ? $1 : "\($0) \($1)" }
      let by = wording.shown(motion.by, "identity") { $0.isEmpty ? "\(Wording.notStated)" : wording.actors($0) }
      return [
        wording.entry(motion.id), wording.when(motion.entry), by, wording.shown(motion.asks, "motion", wording.prose), told,
        wording.citation([motion.id] + became.map(\.id), numbered: false),
      ]
    }
    let table = scribe.table("motions-table", Wording.Table.motions, Wording.Table.motionColumns, rows)
    return scribe.section("motions", Wording.Title.motions, blocks: [table].compactMap(\.self))
  }

  mutating func left() -> Section? {
    // Another account of what is counted counts nothing more; nor does an expulsion that is told twice, as a measure and as its end.
    let changed = scene.all(MembershipChanged.self).filter { $0.entry.header.disputes.is(nil) == .yes }.compactMap { changed in
      changed.change.shown.map { (changed.id, $0, changed.count.shown.flatMap(\.self) ?? 1) }
    }
    let expelled = Set(scene.all(MembershipChanged.self).filter { $0.change.is(.expelled) == .yes }.compactMap(\.member.shown))
    let imposed = scene.all(MeasureImposed.self).filter {
      $0.measure.is(.expulsion) == .yes && $0.entry.header.disputes.is(nil) == .yes
    }.map { imposed in
      (imposed.id, MembershipChanged.Change.expelled, imposed.on.shown.map { $0.count { !expelled.contains($0) } } ?? 1)
    }.filter { $0.2 > 0 }
    let exits = (changed + imposed).filter { $0.1.isLeaving }
    guard !exits.isEmpty else { return nil }
    let told = MembershipChanged.Change.allCases.compactMap { change -> Sentence? in
      let count = exits.filter { $0.1 == change }.reduce(0) { $0 + $1.2 }
      return count == 0 ? nil : "\(Wording.exits(change, count))"
    }.listed()
    return scribe.section(
      "left", Wording.Title.left,
      [scribe.paragraph("\(Wording.left) \(told). \(Wording.othersLeft)", citing: wording.citation(exits.map(\.0).sorted()))])
  }

  mutating func announced() -> Section? {
    let paragraphs = scene.all(StatementPublished.self).flatMap { statement in
      (statement.promises.shown ?? []).map { promise in
        let by = wording.listed(statement.by, "identity", wording.actors)
        return scribe.paragraph(
          "\(wording.when(statement.entry).capitalized). \(Wording.announced(by, wording.prose(promise)))",
          citing: wording.citation([statement.id]))
      }
    }
    return scribe.section("announced", Wording.Title.announced, paragraphs)
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

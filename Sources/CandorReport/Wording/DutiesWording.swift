import CandorCore

extension Wording {
  func state(_ state: Duty.State) -> Sentence {
    switch state {
    case .breached: "breached"
    case .undetermined: "cannot be told"
    case .open: "open"
    case .met: "met"
    case .excused: "excused"
    case .lapsed: "lapsed"
    }
  }

  /// The clause as it stood when the duty arose: a later version of the code may say something else under its number.
  func clause(of duty: Duty) -> Clause? {
    let versions = scene.charters.filter { $0.inForce.overlaps(duty.since) }.flatMap(\.clauses)
    return versions.last { $0.id == duty.clause } ?? clause(duty.clause)
  }

  func clause(_ id: ClauseID) -> Clause? { scene.charters.flatMap(\.clauses).first { $0.id == id } }

  /// The clause in its words; of an implied one, what implies it.
  func ruleLine(_ duty: Duty) -> Sentence {
    let id = duty.clause
    guard let clause = clause(of: duty) else { return "\(id.name)" }
    let text = clause.text.last.map { ".!?".contains($0) } == true ? clause.text : clause.text + "."
    guard let implied = clause.implied else { return "\(id.name): \(text)" }
    return "\(id.name): \(text) The code does not say this in words; it is implied \(implied)."
  }

  /// What was done or not, a sentence a fact; a label at the end where the edition may not show all of it.
  ///
  /// A duty was evaluated in a fuller view. Of its facts an edition tells those that its own view of the entry shows, whole or not at all: that there
  /// is one more tells something of a value that is kept from its readers.
  func facts(_ duty: Duty) -> [Sentence] {
    let told = openFacts(duty).map { fact($0).capitalized }
    return isWhole(duty) ? told : told + [withheld("what else there may be")]
  }

  /// The entries it rests on that this edition may tell of.
  func openEntries(_ duty: Duty) -> [EntryID] {
    // Which other entries it looks at may follow from what this edition does not show.
    let other = isWhole(duty) ? Set(duty.entries).subtracting(duty.facts.flatMap(\.entries)) : [duty.subject]
    return (other.union(openFacts(duty).flatMap(\.entries))).filter { scene[$0]?.kind != nil }.sorted()
  }

  private func openFacts(_ duty: Duty) -> [Fact] {
    duty.facts.filter { fact in self.fact(fact).redactions == 0 && (scene[fact.entry]?.links(of: fact).allSatisfy { $0 == nil } ?? false) }
  }

  /// Whether this edition opens every entry it rests on, and every value that its facts could come from.
  func isWhole(_ duty: Duty) -> Bool {
    // That a duty rests on an entry which is hidden would tell that it is there: so no duty is whole whose check looks at what is hidden.
    duty.entries.allSatisfy { scene[$0]?.kind != nil }
      && duty.check.check.watches.allSatisfy { !partlyShown.contains($0) && !hidden.kinds.contains($0) }
  }

  private func fact(_ fact: Fact) -> Sentence {
    switch (fact, scene[fact.entry]?.event) {
    case (.answered(let id), .some(let event)) where event != .opaque: "it was answered by \(entry(id))."
    case (.satWith(let id, let holder, let represents), .seatTaken(let taken)?):
      "\(shown(taken.holder, "identity") { _ in party(holder) }) sat with it, for \(shown(taken.represents, "body") { _ in body(represents) }) (\(entry(id)))."
    case (.instructed(let id, let by, let matters), .instructionGiven(let given)?):
      "\(shown(given.from, "identity") { _ in actors(by) }) instructed it on \(shown(given.content, "matter") { _ in matters.uniqued.map { "\(matter($0))" }.listed() }) (\(entry(id)))."
    case (.undone(let id, let by, let rival), .decisionTaken(let decision)?):
      if let rival, decision.undoes.shown != nil, scene[id]?.header.disputes.shown != nil {
        "by another account than that of \(entry(rival)), \(shown(decision.by, "identity") { _ in actors(by) }) undid it (\(entry(id)))."
      } else {
        "\(shown(decision.by, "identity") { _ in actors(by) }) undid it (\(entry(id)))."
      }
    case (.withoutPower(let id, let by), .decisionTaken(let decision)?):
      "no rule gave \(shown(decision.by, "identity") { _ in actors(by) }) the power to (\(entry(id)))."
    case (.unknownGround(let id, let grounds), .decisionTaken(let decision)?):
      "the rules know no ground called \(shown(decision.grounds, "grounds") { _ in grounds.map { "\($0)" }.listed(" or ") }) (\(entry(id)))."
    case (.underPressure(let id, let of), .decisionTaken(let decision)?):
      "\(shown(decision.under, "pressure") { _ in pressure(of) }) (\(entry(id)))."
    case (.statedOmission(let id), .omissionStated(let stated)?):
      "\(basis(of: id)) there was \(shown(stated.of, "matter", none)) (\(entry(id)))."
    case (.silenced(let id), .instructionGiven(let given)?):
      "\(shown(given.to, "identity") { $0.isEmpty ? "some" : actors($0) }) had to be silent about \(shown(given.on, "matter", entries)) (\(entry(id)))."
    case (.misinformed(let id), .noticeGiven(let notice)?):
      "\(shown(notice.to, "identity") { $0.isEmpty ? "others" : actors($0) }) got a false picture of it, by the sources (\(entry(id)))."
    case (.remitSet(let id, let by), .remitSet(let remit)?):
      "\(shown(remit.by, "identity") { _ in actors(by) }) set its remit (\(entry(id)))."
    case (.replaced(let id, let by), .seatTaken(let taken)?):
      "\(shown(taken.by, "identity") { _ in actors(by) }) appointed a member of it (\(entry(id)))."
    case (.replaced(let id, let by), .bodyDissolved(let dissolved)?):
      "\(shown(dissolved.by, "identity") { _ in actors(by) }) dissolved it (\(entry(id)))."
    case (.refused(let id), .evidenceRefused(let refused)?):
      "\(shown(refused.by, "identity", actors)) refused evidence (\(entry(id)))."
    case (.applied(let id, let wrong), .findingMade(let finding)?):
      "it went by \(finding.standard.gap ?? finding.considerations.gap == nil ? wrong.map { "\($0)" }.listed() : withheld("ground")) (\(entry(id)))."
    case (.heard(let id), .some(let event)) where event != .opaque: "by \(entry(id)), some of those concerned were heard."
    case (.conflicted(let id), .conflictNoted(let noted)?):
      "\(shown(noted.who, "identity", actors)) took part, with a conflict on record (\(entry(id)))."
    case (.begun(let id), .mandateReported(let report)?):
      "\(shown(report.state, "state") { _ in "by the last that is known it was begun, and not done" }) (\(entry(id)), \(scene[id].map(when) ?? ""))."
    case (.notDone(let id), .mandateReported(let report)?):
      "\(shown(report.state, "state") { _ in "by the sources, it was not done" }) (\(entry(id)))."
    case (.overtaken(let id), .mandateReported(let report)?):
      "\(shown(report.state, "state") { _ in "what came to pass overtook it" }) (\(entry(id)))."
    case (.told(let id), .some(let event)) where event != .opaque:
      "it was told to them by \(entry(id)), \(scene[id].map(when) ?? "\(Wording.unknownTime)")."
    case (.excused(let id, let reason), .omissionStated(let stated)?):
      "\(shown(stated.reason, "reason") { _ in "it stayed undone, for this reason: \(reason)" }) (\(entry(id)))."
    case (.ended(let id), .some(let event)) where event != .opaque: "it ended with \(entry(id)), before its time was over."
    case (.preceded(let id), .some(let event)) where event != .opaque: "\(entry(id)) came before, as it had to."
    case (.lacking(let id), .some(let event)) where event != .opaque: "by the record, \(entry(id)) was left out."
    case (.forbidden(let id), .some(let event)) where event != .opaque: "\(entry(id)) is what must not be."
    case (.answeredWithout(let id, let missing), .statementPublished(let statement)?):
      "it was answered by \(entry(id)), without \(isShown(missing, in: statement) ? actors(missing) : withheld("identity"))."
    case (.varied(let id), .mandateReported(let report)?):
      "\(shown(report.state, "state") { _ in "those who gave it changed its time or its terms" }) (\(entry(id)))."
    case (.variedWithout(let id), .mandateReported(let report)?):
      "\(shown(report.state, "state") { _ in report.by.gap ?? report.reason.gap == nil ? "a change of its time or terms counts for nothing: no reason is on record, or it is not by those who gave it" : withheld("reason") }) (\(entry(id)))."
    case (.transferred(let id), .mandateTransferred(let passed)?):
      "\(shown(passed.of, "mandate") { _ in shown(passed.to, "identity", actors) }) took it over (\(entry(id)))."
    case (.appliedElsewhere(_, let cases), _): "in \(Wording.otherCases(cases)) the same clause was kept."
    case (.conflictedBy, _), (.announced, _), (.underRule, _), (.withoutConflicted, _), (.alsoSat, _), (.seated, _), (.judgedOwn, _),
      (.barred, _), (.undisclosed, _), (.proposed, _), (.adoptedTogether, _), (.outvoted, _), (.bySlate, _), (.oneByOne, _),
      (.electedTwice, _),
      (.tooManyElected, _), (.passedOver, _), (.unstatedPositions, _), (.notElected, _), (.grouped, _), (.groupShare, _):
      assemblyFact(fact)
    default: withheld("a fact")
    }
  }

  /// Whether this edition shows of whom a joint mandate was, and who took part in what was to carry it out.
  private func isShown(_ missing: [Actor], in statement: StatementPublished) -> Bool {
    guard statement.by.gap == nil, statement.signed.gap == nil, let mandates = statement.fulfils.shown else { return false }
    let passed = scene.all(MandateTransferred.self).allSatisfy { $0.of.gap == nil && $0.to.gap == nil }
    return passed
      && mandates.allSatisfy { id in
        guard case .mandateGiven(let mandate)? = scene[id]?.event else { return false }
        return mandate.to.gap == nil && mandate.by.gap == nil && mandate.jointly.gap == nil && mandate.promised.gap == nil
      }
  }

  /// How surely an entry says it: in the sources' words, or by inference from them.
  func basis(of id: EntryID) -> Sentence {
    let bases = Set((scene[id]?.header.sources.shown ?? []).map(\.basis))
    return bases == [.inferred] ? "it is inferred from the sources that" : "by the sources,"
  }

  /// Under which pressure a decision was taken, and how surely.
  func pressure(_ pressures: [Pressure]) -> Sentence {
    let (inferred, told) = (pressures.filter { $0.basis == .inferred }, pressures.filter { $0.basis != .inferred })
    let parts: [Sentence] = [
      told.isEmpty ? .nothing : "by the sources, it was done under the pressure of \(entries(told.map(\.entry)))",
      inferred.isEmpty ? .nothing : "it is inferred that it was done under the pressure of \(entries(inferred.map(\.entry)))",
    ]
    return parts.filter { !$0.isEmpty }.listed()
  }

  /// What there was not: `no notice to members`.
  private func none(_ omission: Omission) -> Sentence {
    omission.to.isEmpty ? "no \(noun(omission.kind))" : "no \(noun(omission.kind)) to \(actors(omission.to))"
  }

  /// Who owes it; a label where that follows from what this edition does not show.
  func debtors(_ duty: Duty) -> Sentence {
    duty.check.check.namesActors || isWhole(duty) ? actors(duty.owedBy) : withheld("identity")
  }

  /// To whom it is owed; a label where that follows from what this edition does not show.
  func creditors(_ duty: Duty) -> Sentence {
    switch duty.check {
    case .interference, .setAside, .concealment, .interimMeasure: actors(duty.owedTo)
    default: isWhole(duty) ? actors(duty.owedTo) : withheld("identity")
    }
  }

  /// How long it took or has lasted; a label where the dates it follows from are not shown.
  func duration(_ duty: Duty) -> Sentence? {
    guard let lasted = duty.lasted, duty.state != .undetermined else { return nil }
    guard isDated(duty) else { return withheld("duration") }
    let bounds = Wording.bounds(lasted, since: duty.since)
    switch duty.state {
    case .breached:
      guard let end = telling(duty) else { return "so far \(bounds)." }
      return "\(span(duty.since)) to \(when(end)): \(bounds)."
    case .met: return "after \(bounds)."
    case .open: return "open for \(bounds)."
    case .undetermined, .lapsed, .excused: return nil
    }
  }

  /// How a mandate stands, in a few words.
  func outcome(_ duty: Duty) -> Sentence {
    switch (duty.state, duty.extent, duty.late) {
    case (.met, .part, nil): "met in part"
    case (.met, .part, .some): "met in part, late"
    case (.met, .full, .some): "met late"
    case (.breached, _, _), (.undetermined, _, _), (.open, _, _), (.met, _, _), (.lapsed, _, _), (.excused, _, _): "\(state(duty.state))"
    }
  }

  /// Until when, and on what terms, a mandate was given.
  func term(_ mandate: MandateGiven) -> Sentence {
    let due = given(mandate.due, "date") { "due \(Wording.date($0))" }
    let within = given(mandate.within, "period") { within in
      given(mandate.since, "occasion") { " of \(entry($0))" }.isEmpty
        ? "within \(Wording.period(within))" : "within \(Wording.period(within))\(given(mandate.since, "occasion") { " of \(entry($0))" })"
    }
    let terms = given(mandate.terms, "terms") { "\($0)" }
    let parts = [due, within, terms].filter { !$0.isEmpty }
    return parts.isEmpty ? "none stated" : parts.reduce(.nothing) { $0.isEmpty ? $1 : "\($0); \($1)" }
  }

  /// By how much it was late; a label where the dates it follows from are not shown.
  func lateness(_ duty: Duty) -> Sentence? {
    guard let late = duty.late else { return nil }
    return isDated(duty) ? "by \(Wording.bounds(late, since: duty.due ?? .unknown))." : withheld("duration")
  }

  /// Until when it was due, where the dates that says so are shown.
  func deadline(_ duty: Duty) -> Sentence? {
    guard let due = duty.due else { return nil }
    guard isDated(duty) else { return withheld("date") }
    if let day = due.day { return "\(Wording.day(day))." }
    return due.first.flatMap { first in due.last.map { "between \(Wording.day(first)) and \(Wording.day($0))." } }
  }

  /// Whether this edition shows the dates that its days follow from.
  func isDated(_ duty: Duty) -> Bool {
    (duty.entries + [duty.subject]).allSatisfy { !hidden.tightened.contains($0) }
      && ([duty.subject] + duty.facts.filter { $0.isAnswer || $0.isOfTerms }.map(\.entry)).allSatisfy { id in
        guard let entry = scene[id] else { return false }
        if case .mandateReported(let report) = entry.event, report.state.is(.varied) != .no,
          report.due.gap ?? report.by.gap ?? report.reason.gap != nil
        {
          return false
        }
        if case .mandateGiven(let mandate) = entry.event, let since = mandate.since.shown ?? nil, hidden.tightened.contains(since) {
          return false
        }
        if case .mandateGiven(let mandate) = entry.event, mandate.due.gap ?? mandate.within.gap ?? mandate.since.gap != nil { return false }
        return entry.header.occurred.shown != nil && entry.header.timing.shown != nil
      }
  }

  /// The entry by which those to whom it was owed were told at last.
  func telling(_ duty: Duty) -> Entry? {
    duty.facts.lazy.compactMap { if case .told(let id) = $0 { scene[id] } else { nil } }.first
  }

  private func span(_ range: DayRange) -> Sentence {
    if let day = range.day { return "from \(Wording.day(day))" }
    if let first = range.first, let last = range.last {
      let (from, to) = (first.date, last.date)
      if from.year == to.year, (from.month, from.day, to.month, to.day) == (1, 1, 12, 31) { return "from a day in \(from.year)" }
      return "from a day between \(Wording.day(first)) and \(Wording.day(last))"
    }
    return "from a day not known"
  }

  /// Why a duty cannot be determined, and whose task the missing record was.
  func causes(_ duty: Duty) -> [Sentence] {
    duty.causes.reduce(into: [Cause]()) { causes, cause in
      // Entries that leave the same unsaid are told of together.
      guard case .unstated(let entries, let field, let keeper) = cause, case .unstated(let before, field, keeper)? = causes.last else {
        causes.append(cause)
        return
      }
      causes[causes.count - 1] = .unstated(before + entries, field: field, keeper: keeper)
    }.map { cause in
      switch cause {
      case .gap: "A value that it turns on is not open to those who checked it."
      case .dates(let ids): "The dates of \(entries(ids)) are too wide to tell."
      case .coverage(let kind, let keeper):
        "Nothing on record says it, and the record does not claim to hold every \(noun(kind)) of the time. \(task(of: keeper))"
      case .unstated(let ids, let field, let keeper):
        ("\(Wording.unstated(field)) is not said by \(entries(ids)). \(task(of: keeper))" as Sentence).capitalized
      case .rivals(let ids): "The accounts differ in what matters here: \(entries(ids))."
      case .contradictory(let ids): "The numbers that \(entries(ids)) tell cannot all be."
      }
    }
  }

  private func task(of keeper: BodyID?) -> Sentence {
    keeper.map { "To keep that record was the task of \(body($0))." } ?? "No rule that is known says whose task it was to keep that record."
  }

  /// What an entry of a kind is called in a sentence.
  func noun(_ kind: Kind) -> Sentence {
    switch kind {
    case .charterAdopted: "charter"
    case .bodyFormed: "forming of a body"
    case .bodyDissolved: "end of a body"
    case .organizationDissolved: "end of the organization"
    case .groupingRegistered: "registration of a grouping"
    case .seatTaken: "taking of a seat"
    case .seatVacated: "leaving of a seat"
    case .membershipChanged: "change of membership"
    case .caseOpened: "opening of a case"
    case .reportReceived: "report"
    case .allegationMade: "allegation"
    case .partyNamed: "naming of a party"
    case .evidenceReceived: "receipt of evidence"
    case .evidenceRefused: "refusal of evidence"
    case .meetingHeld: "meeting"
    case .measureImposed: "measure"
    case .measureLifted: "lifting of a measure"
    case .remitSet: "remit"
    case .findingMade: "finding"
    case .appealLodged: "appeal"
    case .caseClosed: "closing of a case"
    case .decisionTaken: "decision"
    case .conflictNoted: "conflict of interest"
    case .recusalNoted: "recusal"
    case .instructionGiven: "instruction"
    case .noticeGiven: "notice"
    case .requestMade: "request"
    case .consentChanged: "change of consent"
    case .needAsked: "question of what was needed"
    case .needStated: "stated need"
    case .supportGiven: "giving of support"
    case .detrimentReported: "reported detriment"
    case .motionMoved: "motion"
    case .motionChanged: "change of a motion"
    case .voteHeld: "vote"
    case .electionHeld: "election"
    case .mandateGiven: "mandate"
    case .mandateReported: "report on a mandate"
    case .mandateTransferred: "passing on of a mandate"
    case .statementPublished: "statement"
    case .editionPublished: "edition of a report"
    case .sourceDescribed: "source"
    case .personDescribed: "description of a person"
    case .accessGranted: "grant of access"
    case .accessEnded: "end of access"
    case .disclosureWidened: "widening of a disclosure"
    case .disclosureErased: "erasure"
    case .coverageAttested: "attestation"
    case .omissionStated: "stated omission"
    case .custodyTransferred: "transfer of custody"
    }
  }
}

extension Entry {
  /// What hides from a reader how an entry bears on others: that a duty rests on it would tell.
  fileprivate func links(of fact: Fact) -> [Gap?] {
    switch event {
    case .seatTaken(let taken): [taken.body.gap, taken.represents.gap]
    case .instructionGiven(let given): [given.to.gap, given.content.gap, given.on.gap]
    case .remitSet(let remit): [remit.of.gap]
    case .decisionTaken(let decision):
      [decision.undoes.gap] + (fact.isAnswer ? [decision.answers.gap, decision.outcome.gap] : [])
    case .noticeGiven(let notice): [notice.to.gap, notice.of.gap, notice.extent.gap, notice.contradicts.gap]
    case .statementPublished(let statement): [statement.to.gap, statement.of.gap, statement.extent.gap, statement.fulfils.gap]
    case .measureImposed(let imposed): [imposed.on.gap, imposed.measure.gap, imposed.answers.gap]
    case .mandateReported(let report): [report.of.gap, report.state.gap]
    case .omissionStated(let stated): [stated.of.gap]
    case .conflictNoted(let noted): [noted.in.gap]
    case .meetingHeld(let meeting): [meeting.hearing.gap, meeting.present.gap]
    case .evidenceReceived(let received): [received.from.gap, received.by.gap]
    case .evidenceRefused(let refused): [refused.by.gap]
    case .findingMade(let finding): [finding.by.gap] + (fact.isAnswer ? [finding.on.gap] : [])
    case .voteHeld(let vote): [vote.on.gap, vote.by.gap]
    case .mandateTransferred(let passed): [passed.of.gap, passed.to.gap]
    case .partyNamed(let named): [named.party.gap, named.role.gap, named.seats.gap]
    case .charterAdopted, .sourceDescribed, .personDescribed: []
    default: gapsBesideProse
    }
  }
}

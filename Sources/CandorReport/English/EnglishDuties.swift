import CandorCore

extension English {
  /// What a duty comes to, in a sentence or two that can stand alone.
  func conclusion(_ duty: Duty) -> Sentence {
    switch duty.check {
    case .interference:
      let others = duty.owedTo.compactMap {
        if case .body(let id) = $0 { scene.charters.lazy.compactMap { $0.body(id) }.first } else { nil }
      }
      .flatMap(\.independentOf)
      let rule: Sentence = "\(actors(duty.owedTo)) had to be independent of \(others.isEmpty ? "others" : bodies(others))."
      return switch duty.state {
      case .breached: "\(rule) By the sources, some of those sat with it or instructed it."
      case .undetermined: "\(rule) Whether any of those directed it cannot be told."
      case .open, .met: "\(rule) Nothing on record says that any of those directed it."
      }
    case .setAside:
      let rule: Sentence =
        "A decision of \(actors(duty.owedTo)) could be undone only by those with the power, on no ground that the rules do not know, and freely."
      return switch duty.state {
      case .breached: "\(rule) By the sources, this one was undone otherwise."
      case .undetermined: "\(rule) Whether this one was undone so cannot be told."
      case .open, .met: "\(rule) As far as the sources tell, this one was undone so."
      }
    case .concealment:
      let whom = actors(duty.owedTo)
      let rule: Sentence = "What was decided had to be told to \(whom)."
      return switch duty.state {
      case .breached:
        telling(duty).map { "\(rule) As far as the sources show, it was not until \(when($0))." }
          ?? "\(rule) As far as the sources show, it has not been."
      case .undetermined: "\(rule) Whether it was cannot be told."
      case .open: "\(rule) It has not been yet."
      case .met: "\(rule) It was."
      }
    case .interimMeasure:
      guard let parameters = rule(duty.clause)?.parameters as? InterimMeasure.Parameters else { return "\(duty.clause.name)." }
      let measure = self.measure(parameters.measure)
      let rule: Sentence =
        "On an allegation rated \(Severity.allCases.filter { $0 >= parameters.severity }.map { "\($0.rawValue)" }.listed("or")), \(measure) was due."
      return switch duty.state {
      case .breached: "\(rule) There was none in time, or none at all."
      case .undetermined: "\(rule) Whether there was any in time cannot be told."
      case .open: "\(rule) There is none yet."
      case .met: "\(rule) It was imposed\(duty.late == nil ? "" : ", late")."
      }
    }
  }

  func state(_ state: Duty.State) -> String {
    switch state {
    case .breached: "breached"
    case .undetermined: "cannot be told"
    case .open: "open"
    case .met: "met"
    }
  }

  private func rule(_ clause: ClauseID) -> Rule? { self.clause(clause)?.rule }

  func clause(_ id: ClauseID) -> Clause? { scene.charters.flatMap(\.clauses).first { $0.id == id } }

  /// The clause in its words; of an implied one, what implies it.
  func ruleLine(_ id: ClauseID) -> Sentence {
    guard let clause = clause(id) else { return "\(id.name)" }
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
    let other = Set(duty.entries).subtracting(duty.facts.flatMap(\.entries)).filter { id in
      // Which allegation a report brings anew is the report's to tell.
      if case .reportReceived(let report)? = scene[duty.subject]?.event, id != duty.subject { report.repeats.shown != nil } else { true }
    }
    return (other.union(openFacts(duty).flatMap(\.entries))).filter { scene[$0]?.kind != nil }.sorted()
  }

  private func openFacts(_ duty: Duty) -> [Fact] { duty.facts.filter { fact($0).redactions == 0 } }

  /// Whether this edition opens every entry it rests on, and every value that its facts could come from.
  func isWhole(_ duty: Duty) -> Bool {
    duty.entries.allSatisfy { scene[$0]?.kind != nil } && partlyShown.isDisjoint(with: duty.check.check.watches)
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
      "the rules know no ground called \(shown(decision.grounds, "grounds") { _ in grounds.map { "\($0)" }.listed("or") }) (\(entry(id)))."
    case (.underPressure(let id, let of), .decisionTaken(let decision)?):
      "\(shown(decision.under, "pressure") { _ in pressure(of) }) (\(entry(id)))."
    case (.statedOmission(let id), .omissionStated(let stated)?):
      "\(basis(of: id)) there was \(shown(stated.of, "matter", none)) (\(entry(id)))."
    case (.silenced(let id), .instructionGiven(let given)?):
      "\(shown(given.to, "identity") { $0.isEmpty ? "some" : actors($0) }) had to be silent about \(shown(given.on, "matter", entries)) (\(entry(id)))."
    case (.misinformed(let id), .noticeGiven(let notice)?):
      "\(shown(notice.to, "identity") { $0.isEmpty ? "others" : actors($0) }) got a false picture of it, by the sources (\(entry(id)))."
    case (.told(let id), .some(let event)) where event != .opaque:
      "it was told to them by \(entry(id)), \(scene[id].map(when) ?? "\(English.unknownTime)")."
    default: withheld("a fact")
    }
  }

  /// How surely an entry says it: in the sources' words, or by inference from them.
  func basis(of id: EntryID) -> String {
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
    let isFromFacts =
      switch duty.check {
      case .interference, .setAside: true
      case .concealment, .interimMeasure: false
      }
    if isFromFacts, !isWhole(duty) { return withheld("identity") }
    return duty.owedBy.isEmpty ? .nothing : actors(duty.owedBy)
  }

  /// How long it took or has lasted; a label where the dates it follows from are not shown.
  func duration(_ duty: Duty) -> Sentence? {
    guard let lasted = duty.lasted, duty.state != .undetermined else { return nil }
    let dates = [duty.subject] + duty.facts.filter(\.isAnswer).map(\.entry)
    guard dates.allSatisfy({ scene[$0]?.header.occurred.shown != nil && scene[$0]?.header.timing.shown != nil }) else {
      return withheld("duration")
    }
    let bounds = English.bounds(lasted, since: duty.since)
    switch duty.state {
    case .breached:
      guard let end = telling(duty) else { return "so far \(bounds)." }
      return "\(span(duty.since)) to \(when(end)): \(bounds)."
    case .met: return "after \(bounds)."
    case .open: return "open for \(bounds)."
    case .undetermined: return nil
    }
  }

  /// The entry by which those to whom it was owed were told at last.
  private func telling(_ duty: Duty) -> Entry? {
    duty.facts.lazy.compactMap { if case .told(let id) = $0 { scene[id] } else { nil } }.first
  }

  private func span(_ range: DayRange) -> Sentence {
    if let day = range.day { return "from \(English.day(day))" }
    if let first = range.first, let last = range.last {
      let (from, to) = (first.date, last.date)
      if from.year == to.year, (from.month, from.day, to.month, to.day) == (1, 1, 12, 31) { return "from a day in \(from.year)" }
      return "from a day between \(English.day(first)) and \(English.day(last))"
    }
    return "from a day not known"
  }

  /// Why a duty cannot be determined, and whose task the missing record was.
  func causes(_ duty: Duty) -> [Sentence] {
    duty.causes.map { cause in
      switch cause {
      case .gap: "A value that it turns on is not open to those who checked it."
      case .dates(let ids): "The dates of \(entries(ids)) are too wide to tell."
      case .coverage(let kind, let keeper):
        if let keeper {
          "Nothing on record says it, and the record does not claim to hold every \(noun(kind)) of the time. To keep that record was the task of \(body(keeper))."
        } else {
          "Nothing on record says it, and the record does not claim to hold every \(noun(kind)) of the time. No rule that is known says whose task it was to keep that record."
        }
      case .rivals(let ids): "The accounts differ in what matters here: \(entries(ids))."
      }
    }
  }

  /// What an entry of a kind is called in a sentence.
  func noun(_ kind: Kind) -> String {
    switch kind {
    case .charterAdopted: "charter"
    case .bodyFormed: "forming of a body"
    case .seatTaken: "taking of a seat"
    case .seatVacated: "leaving of a seat"
    case .membershipChanged: "change of membership"
    case .caseOpened: "opening of a case"
    case .reportReceived: "report"
    case .allegationMade: "allegation"
    case .partyNamed: "naming of a party"
    case .evidenceReceived: "receipt of evidence"
    case .meetingHeld: "meeting"
    case .measureImposed: "measure"
    case .remitSet: "remit"
    case .findingMade: "finding"
    case .decisionTaken: "decision"
    case .instructionGiven: "instruction"
    case .noticeGiven: "notice"
    case .requestMade: "request"
    case .statementPublished: "statement"
    case .sourceDescribed: "source"
    case .personDescribed: "description of a person"
    case .coverageAttested: "attestation"
    case .omissionStated: "stated omission"
    }
  }
}

import CandorCore

extension English {
  /// What a duty comes to, in a sentence that can stand alone.
  func conclusion(_ duty: Duty) -> Sentence {
    switch duty.check {
    case .interference:
      let body = actors(duty.owedTo)
      return switch duty.state {
      case .breached:
        "\(body) was to be independent of \(actors(duty.owedBy)). By the sources, others sat with it or instructed it."
      case .undetermined: "\(body) was to be independent of others. Whether it was cannot be told."
      case .open, .met: "\(body) was to be independent of others. It was."
      }
    case .setAside:
      let body = actors(duty.owedTo)
      return switch duty.state {
      case .breached:
        "A decision of \(body) was to be undone only by those with the power, on a ground that the rules know, and freely. By the sources, this one was undone otherwise."
      case .undetermined:
        "A decision of \(body) was undone. Whether by those with the power, on a ground that the rules know, and freely, cannot be told."
      case .open, .met: "A decision of \(body) was undone by those with the power, on a ground that the rules know."
      }
    case .concealment:
      let whom = actors(duty.owedTo)
      return switch duty.state {
      case .breached:
        telling(duty).map { "\(whom) were to hear what was decided. By the sources, they did not until \(when($0))." }
          ?? "\(whom) were to hear what was decided. By the sources, they have not."
      case .undetermined: "\(whom) were to hear what was decided. Whether they did cannot be told."
      case .open: "\(whom) are to hear what was decided. They have not yet."
      case .met: "\(whom) were to hear what was decided. They did."
      }
    case .interimMeasure:
      let measure =
        rule(duty.clause).flatMap { if case .interimMeasure(let parameters) = $0 { self.measure(parameters.measure) } else { nil } }
        ?? "measure"
      return switch duty.state {
      case .breached: "On a grave allegation a \(measure) was due. There was none."
      case .undetermined: "On a grave allegation a \(measure) was due. Whether there was one cannot be told."
      case .open: "On a grave allegation a \(measure) is due. There is none yet."
      case .met: "On a grave allegation a \(measure) was due. It was imposed."
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

  /// What was done or not, a sentence a fact.
  func facts(_ duty: Duty) -> [Sentence] { duty.facts.map { fact($0, of: duty) }.map(\.capitalized) }

  private func fact(_ fact: Fact, of duty: Duty) -> Sentence {
    switch fact {
    case .answered(let id): "it was answered by \(entry(id))."
    case .satWith(let id, let holder, let represents): "\(party(holder)) was with it, for \(body(represents)) (\(entry(id)))."
    case .instructed(let id, let by, let matters):
      "\(actors(by)) instructed it on \(matters.uniqued.map { "\(matter($0))" }.listed()) (\(entry(id)))."
    case .undone(let id, let by, let rival):
      if let rival {
        "By another account than that of \(entry(rival)), \(actors(by)) undid it (\(entry(id)))."
      } else {
        "\(actors(by)) undid it (\(entry(id)))."
      }
    case .withoutPower(let id, let by): "No rule gave \(actors(by)) the power to (\(entry(id)))."
    case .unknownGround(let id, let grounds): "The rules know no ground called \(grounds.map { "\($0)" }.listed("or")) (\(entry(id)))."
    case .underPressure(let id, let of): "It was done under the pressure of \(entries(of)) (\(entry(id)))."
    case .statedOmission(let id):
      duty.owedTo.isEmpty
        ? "Sources state that there was none (\(entry(id)))." : "Sources state that \(actors(duty.owedTo)) were not told (\(entry(id)))."
    case .silenced(let id): "Those who knew were told not to speak (\(entry(id)))."
    case .misinformed(let id): "Others were given a false picture of it (\(entry(id)))."
    case .told(let id): "They were told by \(entry(id))\(scene[id].map { ", \(when($0))" as Sentence } ?? "")."
    }
  }

  /// How long it took or has lasted.
  func duration(_ duty: Duty) -> Sentence? {
    guard let lasted = duty.lasted else { return nil }
    switch duty.state {
    case .breached:
      guard let end = telling(duty) else {
        return "so far \(English.bounds(lasted, since: duty.since))."
      }
      return "\(span(duty.since)) to \(when(end)): \(English.bounds(lasted, since: duty.since))."
    case .met: return "after \(English.bounds(lasted, since: duty.since))."
    case .open: return "open for \(English.bounds(lasted, since: duty.since))."
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

extension Sequence where Element: Hashable {
  /// Each element once, where it first stands.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

import CandorCore

extension English {
  /// What an entry tells, in a sentence or a few; nil where it is not part of what happened.
  func event(_ entry: Entry) -> Sentence? {
    let sentence: Sentence? =
      switch entry.event {
      case .bodyFormed(let formed): self.formed(formed)
      case .seatTaken(let taken): self.taken(taken)
      case .seatVacated(let vacated): self.vacated(vacated)
      case .membershipChanged(let changed): self.changed(changed)
      case .reportReceived(let report): reported(report)
      case .allegationMade(let made): alleged(made)
      case .evidenceReceived(let received): self.received(received)
      case .meetingHeld(let meeting): met(meeting)
      case .measureImposed(let imposed): self.imposed(imposed)
      case .remitSet(let remit): self.remit(remit)
      case .findingMade(let finding): found(finding)
      case .decisionTaken(let decision): decided(decision)
      case .instructionGiven(let given): instructed(given)
      case .noticeGiven(let notice): notified(notice)
      case .requestMade(let request): asked(request)
      case .statementPublished(let statement): published(statement)
      case .coverageAttested(let attested): self.attested(attested)
      case .omissionStated(let omission): omitted(omission, entry.id)
      case .charterAdopted, .caseOpened, .partyNamed, .sourceDescribed, .personDescribed, .opaque: nil
      }
    guard let sentence else { return nil }
    // Whether there is a rival, an edition that does not show it cannot tell; its last section counts the field.
    guard let rival = entry.header.disputes.shown ?? nil else { return sentence.capitalized }
    return sentence.capitalized + " This is another account of what \(self.entry(rival)) tells."
  }

  /// What several entries tell, each date once, for a reader who does not see the chronology.
  func dated(_ entries: [Entry]) -> Sentence {
    var (told, last): (Sentence, String?) = (.nothing, nil)
    for entry in entries {
      let date = (entry.header.occurred.shown ?? nil).map(English.date)
      if !told.isEmpty { told = told + " " }
      if let date, date != last { told = told + "\(date): " }
      told = told + (event(entry) ?? .nothing)
      last = date
    }
    return told
  }

  /// What the source adds, after the sentence it belongs to.
  private func says(_ says: Field<Prose?>) -> Sentence {
    if isBrief { return .nothing }
    let told = given(says, "text", prose)
    switch told.inlines.last {
    case nil: return .nothing
    case .text(let last)? where ".!?".contains(last.last ?? " "): return " \(told.capitalized)"
    case .text?, .reference?, .citation?, .redacted?, .literal?: return " \(told.capitalized)."
    }
  }

  /// Who did it, as the subject of an active verb; where no source says who, the passive.
  private func did(_ by: Field<[Actor]>, _ active: Sentence, passive: Sentence) -> Sentence {
    switch by {
    case .shown(let actors) where actors.isEmpty: passive
    case .shown(let actors): "\(self.actors(actors)) \(active)"
    case .hidden: "\(withheld("identity")) \(active)"
    }
  }

  private func by(_ actors: Field<[Actor]>) -> Sentence { listed(actors, "identity") { " by \(self.actors($0))" } }

  private func formed(_ formed: BodyFormed) -> Sentence {
    let body = shown(formed.body, "body", self.body)
    let told = shown(formed.state, "state") { state in
      switch state {
      case .beingFormed?: "the forming of \(body)\(by(formed.by)) was under way"
      case .proposed?: "the forming of \(body) was proposed\(by(formed.by))"
      case .formed?, nil: did(formed.by, "formed \(body)", passive: "\(body) came into being")
      }
    }
    return "\(formed.state.gap == nil ? told : "the forming of \(body)\(by(formed.by)) \(told)").\(says(formed.says))"
  }

  private func taken(_ taken: SeatTaken) -> Sentence {
    let (holder, body) = (shown(taken.holder, "identity", party), shown(taken.body, "body", self.body))
    let capacity = given(taken.capacity, "capacity") { $0 == .vote ? ", with a vote" : ", for advice" }
    let represents = given(taken.represents, "body") { ", for \(self.body($0))" }
    if !represents.isEmpty { return "\(holder) sat with \(body)\(represents)\(capacity).\(says(taken.says))" }
    let told: Sentence =
      switch taken.how {
      case .shown(.elected?): did(taken.by, "elected \(holder) to \(body)", passive: "in an election, \(holder) took a seat on \(body)")
      case .shown(.appointed?): did(taken.by, "appointed \(holder) to \(body)", passive: "by appointment, \(holder) took a seat on \(body)")
      case .shown(.byOffice?): "by office, \(holder) took a seat on \(body)"
      case .shown(nil): "\(holder) took a seat on \(body)\(by(taken.by))"
      case .hidden: "\(holder) took a seat on \(body)\(given(taken.how, "manner") { _ in "" })\(by(taken.by))"
      }
    return "\(told)\(capacity).\(says(taken.says))"
  }

  private func vacated(_ vacated: SeatVacated) -> Sentence {
    let why = given(vacated.why, "manner") { why in
      switch why {
      case .resigned: " by resigning"
      case .removed: " by removal"
      case .termEnded: " at the end of the term"
      }
    }
    return "\(shown(vacated.holder, "identity", party)) left the seat on \(shown(vacated.body, "body", body))\(why).\(says(vacated.says))"
  }

  private func changed(_ changed: MembershipChanged) -> Sentence {
    let member = shown(changed.member, "identity", party)
    let told = shown(changed.change, "change") { change in
      switch change {
      case .joined: "\(member) joined the organization"
      case .left: "\(member) left the organization"
      case .suspended: "the membership of \(member) was suspended"
      case .expelled: "the membership of \(member) ended by expulsion"
      case .leave: "\(member) took leave"
      case .remained: "\(member) stayed in the organization"
      }
    }
    let what: Sentence = changed.change.shown == nil ? "what changed in the membership of \(member): \(told)" : told
    return "\(what).\(says(changed.says))"
  }

  private func reported(_ report: ReportReceived) -> Sentence {
    let repeats = listed(report.repeats, "matter") { " This brought anew what \(entries($0)) told." }
    let seeks = given(report.seeks, "aim") { aim in
      switch aim {
      case .decision: ", seeking a decision"
      case .support: ", seeking support"
      case .registration: ", only to be registered"
      }
    }
    let to = listed(report.to, "identity") { " to \(actors($0))" }
    return "\(did(report.from, "reported\(to)\(seeks)", passive: "a report was made\(to)\(seeks)")).\(repeats)\(says(report.says))"
  }

  private func alleged(_ made: AllegationMade) -> Sentence {
    let to = listed(made.to, "body") { " to \(bodies($0))" }
    let from = given(made.from, "identity") { " by \(party($0))" }
    let severity = shown(made.severity, "severity") { " The record rates it as \($0.rawValue)." }
    return """
      an allegation of \(shown(made.of, "matter") { "\($0)" }) was made\(from)\(to) against \(shown(made.against, "identity", party)).\(severity)\
      \(says(made.says))
      """
  }

  private func received(_ received: EvidenceReceived) -> Sentence {
    let what = shown(received.what, "nature") { what in
      switch what {
      case .statement: "a statement"
      case .document: "a document"
      case .testimony: "testimony"
      case .object: "an object"
      }
    }
    let evidence: Sentence = "\(what)\(listed(received.from, "identity") { " of \(actors($0))" })"
    let on = listed(received.on, "matter") { ", on \(entries($0))" }
    return "\(did(received.by, "received \(evidence)", passive: "\(evidence) was received"))\(on).\(says(received.says))"
  }

  private func met(_ meeting: MeetingHeld) -> Sentence {
    let bodies = shown(meeting.bodies, "bodies", self.bodies)
    let how = given(meeting.hearing, "hearing") { $0 ? "held a hearing" : "met, without a hearing" }
    let present = listed(meeting.present, "identity") { ", with \(actors($0))" }
    let open = listed(meeting.open, "body") { ", open to \(self.bodies($0))" }
    return "\(bodies) \(how.isEmpty ? "met" : how)\(present)\(open).\(says(meeting.says))"
  }

  func measure(_ measure: Measure) -> String {
    switch measure {
    case .suspension: "suspension"
    case .expulsion: "expulsion"
    case .removal: "removal"
    case .leave: "leave"
    case .warning: "warning"
    case .removalFromLeadership: "removal from leadership"
    }
  }

  private func imposed(_ imposed: MeasureImposed) -> Sentence {
    let purpose = given(imposed.purpose, "purpose") { $0 == .interim ? ", as an interim measure" : ", as a sanction" }
    let until = given(imposed.until, "end") { ", until \($0)" }
    let review = given(imposed.review, "review") { ", to be reviewed on \(English.date($0))" }
    let decision = given(imposed.decision, "decision") { " It rests on \(entry($0))." }
    let answers = listed(imposed.answers, "occasion") { " It answers \(entries($0))." }
    let what: Sentence = "the \(shown(imposed.measure, "measure") { "\(measure($0))" }) of \(shown(imposed.on, "identity", parties))"
    return
      "\(what) took effect\(purpose)\(until)\(review)\(listed(imposed.by, "identity") { ", imposed by \(actors($0))" }).\(decision)\(answers)\(says(imposed.says))"
  }

  private func remit(_ remit: RemitSet) -> Sentence {
    let narrowed = given(remit.narrowed, "extent") { $0 ? ", more narrowly than what had been brought" : "" }
    let on = listed(remit.on, "matter") { ": \(entries($0))" }
    return "the remit of \(shown(remit.of, "body", body)) was set\(by(remit.by))\(narrowed)\(on).\(says(remit.says))"
  }

  private func found(_ finding: FindingMade) -> Sentence {
    let result = shown(finding.result, "result") { result in
      switch result {
      case .substantiated: "found what was alleged substantiated"
      case .unsubstantiated: "found what was alleged unsubstantiated"
      case .partly: "found what was alleged substantiated in part"
      case .none: "made no finding on what was alleged"
      }
    }
    let on = listed(finding.on, "matter") { " (\(entries($0)))" }
    let standard = given(finding.standard, "standard") { ", by the standard of \($0)" }
    return "\(shown(finding.by, "body", bodies)) \(result)\(on)\(standard).\(says(finding.says))"
  }

  func tally(_ tally: Tally) -> String {
    switch tally {
    case .described(.unanimous): "unanimously"
    case .described(.majority): "by a majority"
    case .counted(let votes, let against, let abstained):
      "with \(English.count(votes, "vote")) for it and \(against) against"
        + (abstained.map { ", \(English.count($0, "abstention"))" } ?? "")
    }
  }

  func outcome(_ outcome: Outcome) -> Sentence {
    let of = outcome.of.map(actor) ?? ""
    return switch outcome.act {
    case .expel: "to expel \(of)"
    case .suspend: "to suspend \(of)"
    case .remove: "to remove \(of)"
    case .acquit: "to acquit \(of)"
    case .refer: "to refer the matter to \(of)"
    case .rescind: "to rescind"
    case .mistrial: "to declare a mistrial"
    case .invite: "to invite \(of)"
    case .investigate: outcome.of == nil ? "to have an investigation made" : "to have \(of) investigated"
    case .accept: "to accept"
    case .suspendFromLeadership: "to suspend \(of) from leading bodies"
    }
  }

  private func decided(_ decision: DecisionTaken) -> Sentence {
    let outcome = listed(decision.outcome, "outcome") { " \($0.map(self.outcome).listed())" }
    let vote = given(decision.vote, "vote") { ", \(tally($0))" }
    let answers = listed(decision.answers, "occasion") { ", on \(entries($0))" }
    let undoes = given(decision.undoes, "decision") { " This undid \(entry($0))." }
    let grounds = listed(decision.grounds, "grounds") { ", on grounds called \($0.map { "\($0)" }.listed())" }
    let under = listed(decision.under, "pressure") { " \(pressure($0).capitalized)." }
    return
      "\(did(decision.by, "decided\(outcome)\(grounds)\(vote)\(answers)", passive: "it was decided\(outcome)\(grounds)\(vote)\(answers)")).\(undoes)\(under)\(says(decision.says))"
  }

  func matter(_ matter: Instruction.Matter) -> String {
    switch matter {
    case .standard: "the standard of proof"
    case .remit: "the remit"
    case .evidence: "evidence"
    case .procedure: "procedure"
    case .outcome: "the outcome"
    case .confidentiality: "confidentiality"
    case .appointment: "appointments"
    }
  }

  private func instructed(_ given: InstructionGiven) -> Sentence {
    let to = listed(given.to, "identity", actors)
    let on = listed(given.on, "matter") { " concerning \(entries($0))" }
    let content = listed(given.content, "content") { parts in
      parts.map { " On \(matter($0.matter)): \(prose($0.says))." }.reduce(.nothing, +)
    }
    let protects = listed(given.protects, "identity") { " It was to protect \(parties($0))." }
    let until = self.given(given.until, "end") { " It was to hold until \(English.date($0))." }
    let passive: Sentence = to.isEmpty ? "an instruction was given\(on)" : "an instruction was given to \(to)\(on)"
    let active: Sentence = to.isEmpty ? "gave an instruction\(on)" : "instructed \(to)\(on)"
    return "\(did(given.from, active, passive: passive)).\(content)\(protects)\(until)\(says(given.says))"
  }

  private func notified(_ notice: NoticeGiven) -> Sentence {
    let to = listed(notice.to, "identity", actors)
    let of = listed(notice.of, "matter") { " of \(entries($0))" }
    let extent = given(notice.extent, "extent") { $0 == .part ? ", in part" : ", in full" }
    let contradicts = listed(notice.contradicts, "matter") { " By the sources it gave a false picture of \(entries($0))." }
    let answers = listed(notice.answers, "occasion") { " This answered \(entries($0))." }
    let passive: Sentence = to.isEmpty ? "notice was given\(of)" : "notice was given to \(to)\(of)"
    let active: Sentence = to.isEmpty ? "gave notice\(of)" : "told \(to)\(of)"
    return "\(did(notice.by, active, passive: passive))\(extent).\(answers)\(says(notice.says))\(contradicts)"
  }

  private func asked(_ request: RequestMade) -> Sentence {
    let to = listed(request.to, "identity") { " \(actors($0))" }
    let on = listed(request.on, "matter") { ", on \(entries($0))" }
    return "\(did(request.by, "asked\(to)\(on)", passive: "it was asked\(to)\(on)")): \(shown(request.asks, "request", prose))"
  }

  private func published(_ statement: StatementPublished) -> Sentence {
    let title = given(statement.title, "title") { " “\($0)”" }
    let to = listed(statement.to, "audience") { ", to \(bodies($0))" }
    let of = listed(statement.of, "matter") { of in
      let part = given(statement.extent, "extent") { $0 == .part ? ", in part" : "" }
      return " It told of \(entries(of))\(part)."
    }
    let promises = listed(statement.promises, "promises") { " It announced \($0.map(prose).listed())." }
    let what: Sentence = title.isEmpty ? " a statement" : title
    return
      "\(did(statement.by, "published\(what)\(to)", passive: "a statement was published\(title)\(to)")).\(of)\(promises)\(says(statement.says))"
  }

  private func attested(_ attested: CoverageAttested) -> Sentence {
    let kinds = shown(attested.kinds, "kinds") { "\($0.map { "“\($0.rawValue)”" }.joined(separator: ", "))" }
    return "it is attested\(by(attested.by)) that this record is complete in entries of the kinds \(kinds).\(says(attested.says))"
  }

  private func omitted(_ stated: OmissionStated, _ entry: EntryID) -> Sentence {
    let what = shown(stated.of, "matter") { omission -> Sentence in
      let about: Sentence = omission.about.isEmpty ? "" : ", on \(entries(omission.about))"
      let to: Sentence = omission.to.isEmpty ? "" : ", to \(actors(omission.to))"
      return "there was no \(noun(omission.kind))\(about)\(to)"
    }
    return "\(basis(of: entry)) \(what).\(says(stated.says))"
  }
}

import CandorCore

extension Wording {
  /// What an entry tells, in a sentence or a few; nil where it is not part of what happened.
  func event(_ entry: Entry) -> Sentence? {
    let sentence: Sentence? =
      switch entry.event {
      case .bodyFormed(let formed): self.formed(formed)
      case .bodyDissolved(let dissolved): self.dissolved(dissolved)
      case .organizationDissolved(let dissolved): self.dissolved(dissolved)
      case .groupingRegistered(let registered): self.registered(registered)
      case .seatTaken(let taken): self.taken(taken)
      case .seatVacated(let vacated): self.vacated(vacated)
      case .membershipChanged(let changed): self.changed(changed)
      case .reportReceived(let report): reported(report)
      case .allegationMade(let made): alleged(made)
      case .evidenceReceived(let received): self.received(received)
      case .evidenceRefused(let refused): self.refused(refused)
      case .meetingHeld(let meeting): met(meeting)
      case .measureImposed(let imposed): self.imposed(imposed)
      case .measureLifted(let lifted): self.lifted(lifted)
      case .remitSet(let remit): self.remit(remit)
      case .findingMade(let finding): found(finding)
      case .appealLodged(let appeal): appealed(appeal)
      case .caseClosed(let closed): self.closed(closed)
      case .decisionTaken(let decision): decided(decision)
      case .conflictNoted(let conflict): conflicted(conflict)
      case .recusalNoted(let recusal): recused(recusal)
      case .instructionGiven(let given): instructed(given)
      case .noticeGiven(let notice): notified(notice)
      case .requestMade(let request): asked(request)
      case .consentChanged(let consent): consented(consent)
      case .needAsked(let asked): needAsked(asked)
      case .needStated(let stated): needStated(stated)
      case .supportGiven(let given): supported(given)
      case .detrimentReported(let detriment): worsened(detriment)
      case .motionMoved(let motion): moved(motion)
      case .motionChanged(let changed): self.changed(changed)
      case .voteHeld(let vote): voted(vote)
      case .electionHeld(let election): elected(election)
      case .mandateGiven(let mandate): mandated(mandate)
      case .mandateReported(let reported): self.reported(reported)
      case .mandateTransferred(let transferred): self.transferred(transferred)
      case .statementPublished(let statement): published(statement)
      case .editionPublished(let edition): issued(edition)
      case .accessGranted(let granted): self.granted(granted)
      case .accessEnded(let ended): self.ended(ended)
      case .disclosureWidened(let widened): self.widened(widened)
      case .disclosureErased(let erased): self.erased(erased)
      case .coverageAttested(let attested): self.attested(attested)
      case .omissionStated(let omission): omitted(omission, entry.id)
      case .custodyTransferred(let custody): passed(custody)
      case .charterAdopted, .caseOpened, .partyNamed, .sourceDescribed, .personDescribed, .opaque: nil
      }
    guard let sentence else { return nil }
    // Whether there is a rival, an edition that does not show it cannot tell; its last section counts the field.
    var told = sentence.capitalized
    if let rival = entry.header.disputes.shown ?? nil { told = told + " This is another account of what \(self.entry(rival)) tells." }
    // The corrected entry is in the record, and not in the report.
    if let corrected = entry.header.corrects.shown ?? nil {
      told = told + " It corrects entry \(corrected.number), in whose place it stands."
    }
    return told
  }

  /// What several entries tell, each date once, for a reader who does not see the chronology.
  func dated(_ entries: [Entry]) -> Sentence {
    var (told, last): (Sentence, Sentence?) = (.nothing, nil)
    for entry in entries {
      let date = (entry.header.occurred.shown ?? nil).map(Wording.date)
      if !told.isEmpty { told = told + " " }
      if let date, date != last { told = told + "\(date.capitalized): " }
      told = told + (event(entry) ?? .nothing)
      last = date
    }
    return told
  }

  /// What the source adds, after the sentence it belongs to.
  func says(_ says: Field<Prose?>) -> Sentence {
    if isBrief { return .nothing }
    let told = given(says, "text", prose)
    return told.isEmpty ? .nothing : " \(told.capitalized.stopped)"
  }

  /// Who did it, as the subject of an active verb; where no source says who, the passive.
  func did(_ by: Field<[Actor]>, _ active: Sentence, passive: Sentence) -> Sentence {
    switch by {
    case .shown(let actors) where actors.isEmpty: passive
    case .shown(let actors): subject(self.actors(actors), active)
    case .hidden: subject(withheld("identity"), active)
    }
  }

  /// Who, and what they did.
  func subject(_ who: Sentence, _ did: Sentence) -> Sentence { "\(as: "who did")\(who) \(did)" }

  func by(_ actors: Field<[Actor]>) -> Sentence { listed(actors, "identity") { " by \(self.actors($0))" } }

  /// A sentence that says what was named as something: `The ground named for it was: haste.`
  func named(_ what: Sentence, _ field: Field<String?>, _ label: Sentence) -> Sentence {
    let text = given(field, label) { "\($0)" }
    return text.isEmpty ? .nothing : " \(("The \(what) was: \(text)" as Sentence).stopped)"
  }

  private func formed(_ formed: BodyFormed) -> Sentence {
    let body = shown(formed.body, "body", self.body)
    let told = shown(formed.state, "state") { state in
      switch state {
      case .beingFormed?: "the forming of \(body)\(by(formed.by)) was under way"
      case .proposed?: "the forming of \(body) was proposed\(by(formed.by))"
      case .formed?, nil: did(formed.by, "formed \(body)", passive: "\(body) came into being")
      }
    }
    let decision = given(formed.decision, "decision") { " This rests on \(entry($0))." }
    let composition = listed(formed.composition, "composition") { " Of those who sit there, by groups: \(Wording.composition($0))." }
    let what: Sentence = formed.state.gap == nil ? told : "the forming of \(body)\(by(formed.by)) \(told)"
    return "\(what).\(decision)\(composition)\(says(formed.says))"
  }

  private func dissolved(_ dissolved: OrganizationDissolved) -> Sentence {
    let decision = given(dissolved.decision, "decision") { ", by the decision of \(entry($0))" }
    let successors = listed(dissolved.successors, "body") { " What is left is carried on by \(bodies($0))." }
    return """
      \(did(dissolved.by, "dissolved the organization\(decision)", passive: "the organization came to an end\(decision)")).\(successors)\
      \(says(dissolved.says))
      """
  }

  private func registered(_ registered: GroupingRegistered) -> Sentence {
    let grouping = shown(registered.grouping, "identity", actor)
    let type = shown(registered.type, "type") { type in
      switch type {
      case .caucus: "a caucus"
      case .faction: "a faction"
      case .platform: "a platform"
      }
    }
    let until = given(registered.until, "end") { ", until \(Wording.due($0))" }
    let members = given(registered.members, "count") { " The number of its members was \(Wording.figure($0))." }
    let platform = given(registered.platform, "entry") { " What it stands for is told by \(entry($0))." }
    return """
      \(did(registered.by, "registered \(grouping) as \(type)\(until)", passive: "\(grouping) was registered as \(type)\(until)")).\(members)\(platform)\
      \(says(registered.says))
      """
  }

  private func dissolved(_ dissolved: BodyDissolved) -> Sentence {
    let body = shown(dissolved.body, "body", self.body)
    let decision = given(dissolved.decision, "decision") { ", by the decision of \(entry($0))" }
    return
      "\(did(dissolved.by, "dissolved \(body)\(decision)", passive: "\(body) came to an end\(decision)")).\(says(dissolved.says))"
  }

  private func taken(_ taken: SeatTaken) -> Sentence {
    let (holder, body) = (shown(taken.holder, "identity", party), shown(taken.body, "body", self.body))
    let capacity = given(taken.capacity, "capacity") { $0 == .vote ? ", with a vote" : ", for advice" }
    let represents = given(taken.represents, "body") { ", for \(self.body($0))" }
    let until = given(taken.until, "end") { ", until \(Wording.due($0))" }
    let election = given(taken.election, "entry") { ", by the election of \(entry($0))" }
    if !represents.isEmpty { return "\(holder) sat with \(body)\(represents)\(capacity)\(election)\(until).\(says(taken.says))" }
    let told: Sentence =
      switch taken.how {
      case .shown(.elected?): did(taken.by, "elected \(holder) to \(body)", passive: "in an election, \(holder) took a seat on \(body)")
      case .shown(.appointed?): did(taken.by, "appointed \(holder) to \(body)", passive: "by appointment, \(holder) took a seat on \(body)")
      case .shown(.byOffice?): "by office, \(holder) took a seat on \(body)"
      case .shown(nil): "\(holder) took a seat on \(body)\(by(taken.by))"
      case .hidden: "\(holder) took a seat on \(body)\(given(taken.how, "manner") { _ in "" })\(by(taken.by))"
      }
    return "\(told)\(capacity)\(election)\(until).\(says(taken.says))"
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
    let count = given(changed.count, "number") { ", \($0) in all" }
    return "\(what)\(count).\(says(changed.says))"
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
    let severity = shown(made.severity, "severity") { " The record rates it as \(rating($0))." }
    return """
      an allegation of \(shown(made.of, "matter") { "\($0)" }) was made\(from)\(to) against \(shown(made.against, "identity", party)).\(severity)\
      \(says(made.says))
      """
  }

  func rating(_ severity: Severity) -> Sentence {
    switch severity {
    case .minor: "minor"
    case .serious: "serious"
    case .severe: "severe"
    }
  }

  private func nature(_ nature: EvidenceReceived.Nature) -> Sentence {
    switch nature {
    case .statement: "a statement"
    case .document: "a document"
    case .testimony: "testimony"
    case .object: "an object"
    }
  }

  private func received(_ received: EvidenceReceived) -> Sentence {
    let what = shown(received.what, "nature") { "\(nature($0))" }
    let evidence: Sentence = "\(what)\(listed(received.from, "identity") { " of \(actors($0))" })"
    let on = listed(received.on, "matter") { ", on \(entries($0))" }
    return "\(did(received.by, "received \(evidence)", passive: "\(evidence) was received"))\(on).\(says(received.says))"
  }

  private func refused(_ refused: EvidenceRefused) -> Sentence {
    let what = shown(refused.what, "nature") { "\($0.map(nature) ?? "evidence")" }
    let from = listed(refused.from, "identity") { " of \(actors($0))" }
    let receipt = given(refused.evidence, "evidence") { " (\(entry($0)))" }
    let on = listed(refused.on, "matter") { ", on \(entries($0))" }
    let evidence: Sentence = "\(what)\(from)\(receipt)"
    return """
      \(did(refused.by, "refused \(evidence)", passive: "\(evidence) was refused"))\(on).\(named("ground given for it", refused.ground, "ground"))\
      \(says(refused.says))
      """
  }

  private func met(_ meeting: MeetingHeld) -> Sentence {
    let bodies = shown(meeting.bodies, "bodies", self.bodies)
    let how = given(meeting.hearing, "hearing") { $0 ? "held a hearing" : "met, without a hearing" }
    let present = listed(meeting.present, "identity") { ", with \(actors($0))" }
    let open = listed(meeting.open, "body") { ", open to \(self.bodies($0))" }
    let excused = listed(meeting.excused, "identity") { " Absent and excused: \(actors($0))." }
    let summary = isBrief ? .nothing : given(meeting.debate, "debate", prose)
    let debate: Sentence = summary.isEmpty ? .nothing : (" The debate, in summary: \(summary)" as Sentence).stopped
    return "\(subject(bodies, how.isEmpty ? "\(as: "a meeting")met" : how))\(present)\(open).\(excused)\(debate)\(says(meeting.says))"
  }

  func measure(_ measure: Measure) -> Sentence {
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
    let review = given(imposed.review, "review") { ", to be reviewed on \(Wording.date($0))" }
    let decision = given(imposed.decision, "decision") { " It rests on \(entry($0))." }
    let answers = listed(imposed.answers, "occasion") { " It answers \(entries($0))." }
    let what: Sentence = "the \(shown(imposed.measure, "measure") { "\(measure($0))" }) of \(shown(imposed.on, "identity", parties))"
    return
      "\(what) took effect\(purpose)\(until)\(review)\(listed(imposed.by, "identity") { ", imposed by \(actors($0))" }).\(decision)\(answers)\(says(imposed.says))"
  }

  private func lifted(_ lifted: MeasureLifted) -> Sentence {
    let on = listed(lifted.on, "identity") { " of \(parties($0))" }
    let imposed = given(lifted.imposed, "measure") { " (\(entry($0)))" }
    let decision = given(lifted.decision, "decision") { ", by the decision of \(entry($0))" }
    let what: Sentence = "the \(shown(lifted.measure, "measure") { "\(measure($0))" })\(on)\(imposed)"
    return "\(did(lifted.by, "lifted \(what)\(decision)", passive: "\(what) was lifted\(decision)")).\(says(lifted.says))"
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
    let harm = named("harm named in the finding", finding.harm, "harm")
    let considerations = listed(finding.considerations, "considerations") { considerations in
      " The finding takes into consideration \(considerations.map { "\($0)" }.listed())."
    }
    let evidence = listed(finding.evidence, "evidence") { " \(weighed($0))." }
    return """
      \(subject(shown(finding.by, "body", bodies), result))\(on)\(standard).\(harm)\(considerations)\(evidence)\(says(finding.says))
      """
  }

  /// What a finding rests on: `the finding rests on entry 5 and gives no weight to entry 6 (hearsay)`.
  private func weighed(_ evidence: [WeighedEvidence]) -> Sentence {
    func part(_ weight: WeighedEvidence.Weight?, _ verb: Sentence, _ rest: Sentence = "") -> Sentence? {
      let weighed = evidence.filter { $0.weight == weight }
      return weighed.isEmpty ? nil : "\(verb) \(weighed.map { "\(entry($0.entry))\($0.why.map { " (\($0))" } ?? "")" }.listed())\(rest)"
    }
    let parts = [
      part(.relied, "rests on"), part(.partly, "rests in part on"), part(.disregarded, "gives no weight to"),
      part(nil, "names", " as evidence"),
    ]
    return "The finding \(parts.compactMap(\.self).listed())"
  }

  private func appealed(_ appeal: AppealLodged) -> Sentence {
    let (against, to) = (shown(appeal.against, "decision", entry), listed(appeal.to, "body", bodies))
    let grounds = listed(appeal.grounds, "grounds") { ", on grounds called \($0.map { "\($0)" }.listed())" }
    let active: Sentence = to.isEmpty ? "appealed" : "appealed to \(to)"
    let passive: Sentence = to.isEmpty ? "an appeal was lodged" : "an appeal to \(to) was lodged"
    return "\(did(appeal.by, active, passive: passive)) against \(against)\(grounds).\(says(appeal.says))"
  }

  private func closed(_ closed: CaseClosed) -> Sentence {
    let why = given(closed.why, "reason") { why in
      switch why {
      case .decided: ", since it had been decided"
      case .withdrawn: ", since what had been brought was withdrawn"
      case .merged: ", since another case took it in"
      case .dissolved: ", since the organization, or the body that dealt with it, had ended"
      case .other: ", for another reason"
      }
    }
    return "\(did(closed.by, "closed the case", passive: "the case was closed"))\(why).\(says(closed.says))"
  }
}

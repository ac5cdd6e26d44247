import CandorCore

/// Decisions and what bears on them: conflicts, recusals, instructions, notices, requests, consent.
extension Wording {
  func tally(_ tally: Tally) -> Sentence {
    switch tally {
    case .described(.unanimous): "unanimously"
    case .described(.majority): "by a majority"
    case .described(.justOverHalf): "by just over half"
    case .described(.twoThirds): "by two thirds or more"
    case .described(.majorityOfUninvolved): "by a majority of those not involved"
    case .counted(let votes, let against, let abstained):
      .counted(votes, one: "with \(votes) vote for it and \(against) against", other: "with \(votes) votes for it and \(against) against")
        + (abstained.map { .counted($0, one: ", \($0) abstention", other: ", \($0) abstentions") } ?? .nothing)
    case .told(let told): votes(told)
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
    case .dissolve: outcome.of == nil ? "to dissolve the organization" : "to dissolve \(of)"
    case .suspendFromLeadership: "to suspend \(of) from leading bodies"
    }
  }

  func decided(_ decision: DecisionTaken) -> Sentence {
    let outcome = listed(decision.outcome, "outcome") { "\(as: "an outcome") \($0.map(self.outcome).listed())" }
    let vote = given(decision.vote, "vote") { ", \(tally($0))" }
    let answers = listed(decision.answers, "occasion") { ", on \(entries($0))" }
    let undoes = given(decision.undoes, "decision") { " This undid \(entry($0))." }
    let grounds = listed(decision.grounds, "grounds") { ", on grounds called \($0.map { "\($0)" }.listed())" }
    let under = listed(decision.under, "pressure") { " \(pressure($0).capitalized)." }
    let power = named("power named for it", decision.power, "power")
    let reasons = isBrief ? .nothing : given(decision.reasons, "reasons", prose)
    let given: Sentence = reasons.isEmpty ? .nothing : (" The reasons given were: \(reasons)" as Sentence).stopped
    let evidence = listed(decision.evidence, "evidence") { " The decision names \(entries($0)) as evidence." }
    let what: Sentence = "decided\(outcome)\(grounds)\(vote)\(answers)"
    return """
      \(did(decision.by, what, passive: "it was \(what)")).\(undoes)\(power)\(given)\(evidence)\(under)\(says(decision.says))
      """
  }

  func conflicted(_ conflict: ConflictNoted) -> Sentence {
    let who = listed(conflict.who, "identity", actors)
    let on = listed(conflict.in, "matter") { " in \(entries($0))" }
    // Whoever declares a conflict of their own is not named twice.
    let of: Sentence = who.isEmpty || conflict.by == conflict.who && conflict.who.gap == nil ? .nothing : " of \(who)"
    let interest: Sentence = "a conflict of interest\(of)\(on)"
    let verb = shown(conflict.how, "manner") { $0 == .declared ? "declared" : "asserted" }
    let (active, passive): (Sentence, Sentence) =
      conflict.how.gap == nil
      ? ("\(as: "a conflict")\(verb) \(interest)", "\(interest) was \(verb)")
      : ("noted \(interest) \(verb)", "\(interest) was noted \(verb)")
    let tie = (" The tie named was: \(shown(conflict.tie, "tie") { "\($0)" })" as Sentence).stopped
    return "\(did(conflict.by, active, passive: passive)).\(tie)\(says(conflict.says))"
  }

  func recused(_ recusal: RecusalNoted) -> Sentence {
    let who = listed(recusal.who, "identity", actors)
    let from = listed(recusal.from, "matter") { " from \(entries($0))" }
    let of: Sentence = who.isEmpty ? .nothing : " of \(who)"
    let asked = listed(recusal.by, "identity") { " \(actors($0).capitalized) had asked for this." }
    switch recusal.state {
    case .shown(.asked):
      let told = did(
        recusal.by, who.isEmpty ? "asked for a recusal\(from)" : "asked \(who) to step back\(from)",
        passive: "a recusal\(of)\(from) was asked for")
      return "\(told).\(says(recusal.says))"
    case .shown(.declared):
      return "\(did(recusal.who, "stepped back\(from)", passive: "a recusal\(from) was declared")).\(asked)\(says(recusal.says))"
    case .shown(.refused):
      return "\(did(recusal.who, "refused to step back\(from)", passive: "a recusal\(from) was refused")).\(asked)\(says(recusal.says))"
    case .hidden:
      return "a recusal\(of)\(from) was noted\(shown(recusal.state, "state") { _ in "" }).\(asked)\(says(recusal.says))"
    }
  }

  func matter(_ matter: Instruction.Matter) -> Sentence {
    switch matter {
    case .standard: "the standard of proof"
    case .remit: "the remit"
    case .evidence: "evidence"
    case .consideration: "what may be considered"
    case .procedure: "procedure"
    case .outcome: "the outcome"
    case .confidentiality: "confidentiality"
    case .appointment: "appointments"
    }
  }

  func instructed(_ given: InstructionGiven) -> Sentence {
    let to = listed(given.to, "identity", actors)
    let on = listed(given.on, "matter") { " concerning \(entries($0))" }
    let content = listed(given.content, "content") { parts in
      parts.map { " On \(matter($0.matter)): \(prose($0.says))." }.reduce(.nothing, +)
    }
    let protects = listed(given.protects, "identity") { " It was to protect \(parties($0))." }
    let agreed = listed(given.agreed, "identity") { " By the sources, \(parties($0)) agreed to it." }
    let silence = self.given(given.silence, "matter") { silence in
      switch silence {
      case .identity: " It forbade speaking of who is concerned."
      case .statements: " It forbade speaking of what had been stated."
      case .everything: " It forbade speaking of the matter at all."
      }
    }
    let standard = self.given(given.standard, "standard") { " The standard it named: \($0)." }
    let until = self.given(given.until, "end") { " It was to hold until \(Wording.date($0))." }
    let passive: Sentence = to.isEmpty ? "an instruction was given\(on)" : "an instruction was given to \(to)\(on)"
    let active: Sentence = to.isEmpty ? "gave an instruction\(on)" : "instructed \(to)\(on)"
    return """
      \(did(given.from, active, passive: passive)).\(content)\(standard)\(silence)\(protects)\(agreed)\(until)\(says(given.says))
      """
  }

  func notified(_ notice: NoticeGiven) -> Sentence {
    let to = listed(notice.to, "identity", actors)
    let of = listed(notice.of, "matter") { " of \(entries($0))" }
    let extent = given(notice.extent, "extent") { $0 == .part ? ", in part" : ", in full" }
    let contradicts = listed(notice.contradicts, "matter") { " By the sources it gave a false picture of \(entries($0))." }
    let answers = listed(notice.answers, "occasion") { " This answered \(entries($0))." }
    let passive: Sentence = to.isEmpty ? "notice was given\(of)" : "notice was given to \(to)\(of)"
    let active: Sentence = to.isEmpty ? "gave notice\(of)" : "told \(to)\(of)"
    return "\(did(notice.by, active, passive: passive))\(extent).\(answers)\(says(notice.says))\(contradicts)"
  }

  func asked(_ request: RequestMade) -> Sentence {
    let to = listed(request.to, "identity") { "\(as: "whom it asks") \(actors($0))" }
    let on = listed(request.on, "matter") { ", on \(entries($0))" }
    return "\(did(request.by, "asked\(to)\(on)", passive: "it was asked\(to)\(on)")): \(shown(request.asks, "request", prose))"
  }

  func consented(_ consent: ConsentChanged) -> Sentence {
    let of = listed(consent.of, "matter") { " of \(entries($0))" }
    let to = listed(consent.to, "identity") { " to \(actors($0))" }
    let state = shown(consent.state, "state") { state in
      switch state {
      case .given: "gave consent"
      case .refused: "refused consent"
      case .withdrawn: "withdrew consent"
      }
    }
    let changed: Sentence = consent.state.gap == nil ? state : "changed consent \(state)"
    let scope = named("scope", consent.scope, "scope")
    let audience = given(consent.audience, "audience") { " as far as \(readers($0))" }
    return "\(shown(consent.from, "identity", party)) \(changed) to disclosure\(of)\(to)\(audience).\(scope)\(says(consent.says))"
  }
}

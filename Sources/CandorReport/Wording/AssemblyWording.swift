import CandorCore

/// Motions, votes, mandates and what became of them.
extension Wording {
  func moved(_ motion: MotionMoved) -> Sentence {
    let title = given(motion.title, "title") { " “\($0)”" }
    let to = listed(motion.to, "body") { " before \(bodies($0))" }
    let at = given(motion.at, "meeting") { ", at the meeting of \(entry($0))" }
    let answers = listed(motion.answers, "occasion") { " It answered \(entries($0))." }
    let told = did(motion.by, "moved a motion\(title)\(to)\(at)", passive: "a motion\(title) was moved\(to)\(at)")
    let asks = ("It asked: \(shown(motion.asks, "text", prose))" as Sentence).stopped
    let outcome = listed(motion.outcome, "outcome") { " Its adoption would be a decision \($0.map(self.outcome).listed())." }
    return "\(told). \(asks)\(outcome)\(answers)\(says(motion.says))"
  }

  func changed(_ changed: MotionChanged) -> Sentence {
    let motion = shown(changed.of, "motion", entry)
    let to = listed(changed.to, "body") { " to \(bodies($0))" }
    let into = given(changed.into, "entry") { ": \(entry($0)) took its place" }
    let at = given(changed.at, "meeting") { ", at the meeting of \(entry($0))" }
    let told = shown(changed.change, "change") { change in
      switch change {
      case .amended: did(changed.by, "amended the motion of \(motion)", passive: "the motion of \(motion) was amended")
      case .referred: did(changed.by, "referred the motion of \(motion)", passive: "the motion of \(motion) was referred")
      case .withdrawn: did(changed.by, "withdrew the motion of \(motion)", passive: "the motion of \(motion) was withdrawn")
      case .replaced: did(changed.by, "replaced the motion of \(motion)", passive: "the motion of \(motion) was replaced")
      case .dropped:
        did(changed.by, "left the motion of \(motion) without a vote", passive: "the motion of \(motion) was left without a vote")
      }
    }
    let became: Sentence = changed.change.gap == nil ? told : "what became of the motion of \(motion)\(by(changed.by)): \(told)"
    let what: Sentence = "\(became)\(to)\(at)\(into)"
    let asks = given(changed.asks, "text", prose)
    let amended: Sentence = asks.isEmpty ? .nothing : (" From then on it asked: \(asks)" as Sentence).stopped
    return "\(what).\(amended)\(because(changed.reason))\(says(changed.says))"
  }

  /// The reason given, as a sentence of its own.
  private func because(_ reason: Field<Prose?>) -> Sentence {
    let reason = isBrief ? .nothing : given(reason, "reason", prose)
    return reason.isEmpty ? .nothing : (" The reason given was: \(reason)" as Sentence).stopped
  }

  func voted(_ vote: VoteHeld) -> Sentence {
    let on = listed(vote.on, "matter") { " on \(entries($0))" }
    let at = given(vote.at, "meeting") { ", at the meeting of \(entry($0))" }
    let tally = given(vote.votes, "vote") { ", \(self.tally($0))" }
    let by = listed(vote.by, "body", bodies)
    let told: Sentence =
      switch vote.result {
      case .shown(.notVoted?): by.isEmpty ? "no vote was taken\(on)" : "\(by) took no vote\(on)"
      case .shown: by.isEmpty ? "a vote was held\(on)" : "\(by) voted\(on)"
      // That it was held at all would tell something of a result that is not shown.
      case .hidden: by.isEmpty ? "a vote\(on) is on record" : "a vote of \(by)\(on) is on record"
      }
    let eligible = given(vote.eligible, "count") { " The number eligible was \(Wording.figure($0))." }
    let present = given(vote.present, "count") { " The number present was \(Wording.figure($0))." }
    let roll = listed(vote.roll, "roll") { " On the roll, \(self.roll($0))." }
    let recused = listed(vote.recused, "identity") { " \(parties($0).capitalized) stepped back from it." }
    let threshold = named("majority needed, as announced,", vote.threshold, "threshold")
    let announced = given(vote.result, "result") { result in
      switch result {
      case .adopted: "adoption"
      case .rejected: "rejection"
      case .notVoted: ""
      }
    }
    let result: Sentence = announced.isEmpty ? .nothing : " The result announced was \(announced)."
    let casting = given(vote.casting, "casting vote") { cast in
      cast.vote == .for
        ? " The casting vote of \(party(cast.party)) was for it." : " The casting vote of \(party(cast.party)) was against it."
    }
    let electorate = listed(vote.electorate, "electorate") { " Those who could vote: \(electors($0))." }
    let proposals = given(vote.proposals, "proposals", proposals)
    return """
      \(told)\(at)\(tally).\(electorate)\(eligible)\(present)\(roll)\(casting)\(recused)\(threshold)\(proposals)\(result)\(says(vote.says))
      """
  }

  private func proposal(_ proposal: Proposal) -> Sentence {
    let standsFor: Sentence = proposal.standsFor.map { " (\(Wording.figure($0)) of them)" } ?? .nothing
    let on: Sentence = proposal.on.map { " (\(entry($0)))" } ?? .nothing
    let votes: Sentence = proposal.votes.map { ", \(tally($0))" } ?? .nothing
    let result: Sentence =
      switch proposal.result {
      case .adopted?: ", announced as adopted"
      case .rejected?: ", announced as rejected"
      case .notVoted?: ", not voted on"
      case nil: .nothing
      }
    return "“\(proposal.title)”\(standsFor)\(on)\(votes)\(result)"
  }

  /// Several proposals, each with what came of it.
  private func proposals(_ proposals: Proposals) -> Sentence {
    let list = proposals.list.map(proposal).joined(by: "; ")
    return switch proposals.choose {
    case .one?: " Of these proposals, one could be chosen: \(list)."
    case .each?: " Each of these proposals was voted on by itself: \(list)."
    case nil: " The proposals: \(list)."
    }
  }

  /// What an entry tells of a motion: of a vote on several proposals, what it tells of that one.
  func event(_ entry: Entry, on motion: EntryID) -> Sentence? {
    guard case .voteHeld(let vote) = entry.event, let proposals = vote.proposals.shown ?? nil else { return event(entry) }
    let own = proposals.list.filter { $0.on == motion }
    guard !own.isEmpty else { return event(entry) }
    let by = listed(vote.by, "body", bodies)
    let list = own.map(proposal).joined(by: "; ")
    return by.isEmpty
      ? "A vote was held on it with other proposals: \(list)." : "\(subject(by, "voted on it with other proposals").capitalized): \(list)."
  }

  func elected(_ election: ElectionHeld) -> Sentence {
    let body = shown(election.to, "body", body)
    let by = listed(election.by, "body", bodies)
    let manner = given(election.manner, "manner") { $0 == .oneByOne ? ", person by person" : ", by slates" }
    let at = given(election.at, "meeting") { ", at the meeting of \(entry($0))" }
    let until = given(election.until, "end") { ", until \(Wording.due($0))" }
    let seats = given(election.seats, "number") { " The number of seats to be filled was \($0)." }
    let electorate = listed(election.electorate, "electorate") { " Those who could vote: \(electors($0))." }
    let eligible = given(election.eligible, "count") { " The number eligible was \(Wording.figure($0))." }
    let present = given(election.present, "count") { " The number present was \(Wording.figure($0))." }
    let candidates = listed(election.candidates, "candidates") {
      " Those who stood, as far as it is told: \($0.map(candidate).joined(by: "; "))."
    }
    let composition = listed(election.composition, "composition") { " Of those elected, by groups: \(Wording.composition($0))." }
    let what: Sentence = "\(manner)\(at)\(until)"
    let told: Sentence = by.isEmpty ? "people were elected to \(body)\(what)" : subject(by, "elected people to \(body)\(what)")
    return "\(told).\(seats)\(electorate)\(eligible)\(present)\(candidates)\(composition)\(says(election.says))"
  }

  /// `the treasurer (elected, with 12 votes)`.
  private func candidate(_ candidate: Candidate) -> Sentence {
    let elected: Sentence = candidate.elected.map { $0 ? "elected" : "not elected" } ?? .nothing
    let votes: Sentence = candidate.votes.map { "votes: \(Wording.figure($0))" } ?? .nothing
    let slate: Sentence = candidate.slate.map { "on the slate “\($0)”" } ?? .nothing
    let statement: Sentence = candidate.statement.map { "positions: \(entry($0))" } ?? .nothing
    let told = [elected, votes, slate, statement].filter { !$0.isEmpty }
    return told.isEmpty ? party(candidate.who) : "\(party(candidate.who)) (\(told.joined(by: ", ")))"
  }

  /// How each voted: `A and B voted for it, and C abstained`.
  private func roll(_ roll: [RollVote]) -> Sentence {
    RollVote.Vote.allCases.compactMap { vote -> Sentence? in
      let voters = roll.filter { $0.vote == vote }.map(\.party)
      guard !voters.isEmpty else { return nil }
      return switch vote {
      case .for: "\(parties(voters)) voted for it"
      case .against: "\(parties(voters)) voted against it"
      case .abstained: "\(parties(voters)) abstained"
      case .absent: "\(parties(voters)) did not take part"
      }
    }.enumerated().reduce(Sentence.nothing) { $1.offset == 0 ? $1.element : $0 + "; " + $1.element }
  }

  func mandated(_ mandate: MandateGiven) -> Sentence {
    let to = listed(mandate.to, "identity", actors)
    let isPromised = mandate.promised.is(true) == .yes
    let (active, passive): (Sentence, Sentence) =
      switch (mandate.promised, to.isEmpty) {
      case (.shown(true?), _): ("promised this", "this was promised")
      case (.shown, true): ("set this task", "this task was set")
      case (.shown, false): ("gave \(to) this task", "this task fell to \(to)")
      case (.hidden, true): ("set or promised this task", "this task was set or promised")
      case (.hidden, false): ("set or promised this task for \(to)", "this task for \(to) was set or promised")
      }
    let task = ("\(did(mandate.by, active, passive: passive)): \(shown(mandate.task, "task", prose))" as Sentence).stopped
    let whose: Sentence = !isPromised || to.isEmpty || mandate.to == mandate.by ? .nothing : " The task fell to \(to)."
    let unclear: Sentence =
      mandate.promised.gap == nil ? .nothing : " Whether it was promised is \(shown(mandate.promised, "promise") { _ in "" })."
    let due = given(mandate.due, "date") { "\(Wording.due($0))" }
    let within = given(mandate.within, "period") { "\(Wording.period($0))" }
    let times = [due, within].filter { !$0.isEmpty }
    let since = given(mandate.since, "entry", entry)
    let time: Sentence =
      switch (times.isEmpty, since.isEmpty) {
      case (true, true): .nothing
      case (true, false): " Its time counts from \(since)."
      case (false, true): " The time set for it was \(times.listed())."
      case (false, false): " The time set for it was \(times.listed()), counted from \(since)."
      }
    let terms = named("condition named", mandate.terms, "terms")
    let jointly = given(mandate.jointly, "manner") { $0 ? " It was to be done by all of them together." : "" }
    return "\(task)\(whose)\(jointly)\(unclear)\(time)\(terms)\(says(mandate.says))"
  }

  /// The day by which something is due, or the month: `September 2019`.
  static func due(_ date: CivilDate) -> Sentence {
    date.points.count == 1 ? (date.points[0].map(point) ?? unknownTime) : Wording.date(date)
  }

  func reported(_ reported: MandateReported) -> Sentence {
    let mandate: Sentence = "the mandate of \(shown(reported.of, "mandate", entry))"
    let state = shown(reported.state, "state") { state in
      switch state {
      case .begun: "begun"
      case .done: "done"
      case .part: "done in part"
      case .notDone: "not done"
      case .overtaken: "overtaken by events"
      case .varied: "changed in its time or terms"
      }
    }
    let evidence = listed(reported.evidence, "evidence") { " This is shown by \(entries($0))." }
    let told = did(reported.by, "reported \(mandate) as \(state)", passive: "\(mandate) was reported as \(state)")
    let due = given(reported.due, "date") { " The new time set for it was \(Wording.due($0))." }
    return "\(told).\(due)\(because(reported.reason))\(evidence)\(says(reported.says))"
  }

  func transferred(_ transferred: MandateTransferred) -> Sentence {
    let of = shown(transferred.of, "mandate", entries)
    let from = listed(transferred.from, "identity") { " from \(actors($0))" }
    let to = shown(transferred.to, "identity", actors)
    let decision = given(transferred.decision, "decision") { ", by the decision of \(entry($0))" }
    return """
      \(did(transferred.by, "passed the task of \(of)\(from) on to \(to)\(decision)", passive: "the task of \(of) passed\(from) to \(to)\(decision)")).\
      \(says(transferred.says))
      """
  }
}

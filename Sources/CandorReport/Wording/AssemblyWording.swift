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
    return "\(told). \(asks)\(answers)\(says(motion.says))"
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
    let eligible = given(vote.eligible, "count") { " The number eligible was \($0)." }
    let present = given(vote.present, "count") { " The number present was \($0)." }
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
    return """
      \(told)\(at)\(tally).\(eligible)\(present)\(roll)\(recused)\(threshold)\(result)\(says(vote.says))
      """
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
    return "\(task)\(whose)\(unclear)\(time)\(terms)\(says(mandate.says))"
  }

  /// The day by which something is due, or the month: `September 2019`.
  private static func due(_ date: CivilDate) -> Sentence {
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
      }
    }
    let evidence = listed(reported.evidence, "evidence") { " This is shown by \(entries($0))." }
    let told = did(reported.by, "reported \(mandate) as \(state)", passive: "\(mandate) was reported as \(state)")
    return "\(told).\(evidence)\(says(reported.says))"
  }
}

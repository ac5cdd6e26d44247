package import StrictJSON

/// Someone put a motion.
package struct MotionMoved: Payload {
  package var by = Field<[Actor]>()
  package var to = Field<[BodyID]>()
  package var at = Field<EntryID?>()
  package var title = Field<String?>()
  package var asks = Field<Prose>()
  package var answers = Field<[EntryID]>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .motionMoved(self) }

  package static let schema = Schema(
    Self.self, .motionMoved, "A motion was moved.",
    Slot("by", \.by, "who moved it"),
    Slot("to", \.to, "the bodies it was put to"),
    Slot("at", \.at, to: .meetingHeld, "the meeting"),
    Slot("title", \.title, "what it is called"),
    Slot("asks", \.asks, "what it asks for", erasable: false),
    Slot("answers", \.answers, "the entries it answers"),
    Slot("says", \.says, "what the source tells of it", erasable: false))
}

/// How one voter of a roll voted: `delegate: for`.
package struct RollVote: Hashable, Sendable {
  /// How someone voted.
  package enum Vote: String, Choice {
    case `for`, against, abstained, absent
  }

  package var party: PartyID
  package var vote: Vote
}

extension RollVote: Datum {
  package static var shape: Shape {
    .other(
      "a voter and the vote: { NAME: for }; votes: \(Vote.names.joined(separator: ", "))",
      [
        .record([
          Shape.Member("party", .party, "who voted", required: true), Shape.Member("vote", Vote.shape, "how", required: true),
        ]), .pair(.party, Vote.shape),
      ])
  }

  package init?(_ input: Input) {
    guard let members = input.members(expected: Self.shape.summary) else { return nil }
    let (party, vote): (PartyID?, Vote?)
    if members.contains(where: { ["party", "vote"].contains($0.name) }) {
      guard let object = input.object(["party", "vote"]) else { return nil }
      (party, vote) = (object.required("party"), object.required("vote"))
    } else {
      guard members.count == 1 else {
        input.mistake(
          "type", "this names \(members.count) in one item", expected: "one voter an item: [{ mover: for }, { chair: abstained }]")
        return nil
      }
      (party, vote) = (PartyID(members[0].input.name(members[0].name)), Vote(members[0].input))
    }
    guard let party, let vote else { return nil }
    self.init(party: party, vote: vote)
  }

  package var json: JSONValue { ["party": party.json, "vote": vote.json] }
}

/// A body voted: on a motion or a decision, or in an election.
package struct VoteHeld: Payload {
  package var on = Field<[EntryID]>()
  package var by = Field<[BodyID]>()
  package var at = Field<EntryID?>()
  package var eligible = Field<Int?>()
  package var present = Field<Int?>()
  package var votes = Field<Tally?>()
  package var roll = Field<[RollVote]>()
  package var recused = Field<[PartyID]>()
  package var threshold = Field<String?>()
  package var result = Field<Result?>()
  package var says = Field<Prose?>()

  /// What came of a vote, as announced.
  package enum Result: String, Choice {
    case adopted, rejected
    case notVoted = "not-voted"
  }

  package init() {}
  package var event: Event { .voteHeld(self) }

  package static let schema = Schema(
    Self.self, .voteHeld, "A vote was held, or was due and not held.",
    Slot("on", \.on, "the motions, decisions or elections it was on"),
    Slot("by", \.by, "the bodies that voted"),
    Slot("at", \.at, to: .meetingHeld, "the meeting"),
    Slot("eligible", \.eligible, "how many could vote"),
    Slot("present", \.present, "how many of those were present"),
    Slot("votes", \.votes, "how it went, as far as it is told"),
    Slot("roll", \.roll, "how each voted, as far as it is told"),
    Slot("recused", \.recused, "who stepped back from it"),
    Slot("threshold", \.threshold, "the majority needed, as announced"),
    Slot("result", \.result, "the result, as announced"),
    Slot("says", \.says, "what the source tells of it", erasable: false))

  /// Counts that cannot all be. That a result does not follow from its counts is for a check to find, and is never refused.
  package func refusals(under header: Header) -> [Refusal] {
    let (eligible, present) = (eligible.shown ?? nil, present.shown ?? nil)
    let (tally, roll) = (votes.shown ?? nil, roll.shown ?? [])
    func cast(_ vote: RollVote.Vote) -> Int { roll.count { $0.vote == vote } }
    var refusals: [Refusal] = []
    func refuse(_ field: String, _ message: String, expected: String) {
      refusals.append(Refusal(field: field, message: message, expected: expected))
    }
    if let eligible, let present, present > eligible {
      refuse("present", "\(present) are said to be present of \(eligible) eligible", expected: "how many of those eligible were present")
    }
    for (limit, word, onRoll) in [
      (eligible, "eligible", roll.count), (present, "present", roll.count - cast(.absent)),
    ] {
      guard let limit else { continue }
      let expected = "at most \(limit); where a source counts more, leave out \"\(word)\" and tell it in \"says\""
      if let total = tally?.total, total > limit {
        refuse("votes", "these are \(total) votes of \(limit) who were \(word)", expected: expected)
      }
      if onRoll > limit { refuse("roll", "the roll has \(onRoll) of \(limit) who were \(word)", expected: expected) }
    }
    if Set(roll.map(\.party)).count < roll.count {
      refuse("roll", "someone stands in the roll twice", expected: "each voter once")
    }
    switch tally {
    case .counted(let votes, let against, let abstained)?:
      for (vote, count) in [(RollVote.Vote.for, votes), (.against, against), (.abstained, abstained ?? Int.max)] where cast(vote) > count {
        refuse(
          "roll", "the roll has \(cast(vote)) \(vote.rawValue), and the votes are \(count)",
          expected: "the roll of these votes, or a part of it")
      }
    case .described(.unanimous)?:
      if cast(.against) > 0 {
        refuse("roll", "the roll has votes against, and the vote is called unanimous", expected: "the roll of this vote, or a part of it")
      }
    case .described(.majority)?, .described(.justOverHalf)?, .described(.twoThirds)?, .described(.majorityOfUninvolved)?, nil: break
    }
    return refusals
  }
}

extension Tally {
  /// How many took part, abstentions among them as far as they are told; nil where nothing is counted.
  fileprivate var total: Int? {
    if case .counted(let votes, let against, let abstained) = self { votes + against + (abstained ?? 0) } else { nil }
  }
}

/// Someone was given a task to carry out, or a body promised to do something.
package struct MandateGiven: Payload {
  package var by = Field<[Actor]>()
  package var to = Field<[Actor]>()
  package var task = Field<Prose>()
  package var due = Field<CivilDate?>()
  package var within = Field<Period?>()
  package var since = Field<EntryID?>()
  package var terms = Field<String?>()
  package var promised = Field<Bool?>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .mandateGiven(self) }

  package static let schema = Schema(
    Self.self, .mandateGiven, "A task was given to a body or to people, or promised by them.",
    Slot("by", \.by, "who gave it, or promised it"),
    Slot("to", \.to, "whose task it is"),
    Slot("task", \.task, "what is to be done", erasable: false),
    Slot("due", \.due, "by when"),
    Slot("within", \.within, "within how long, instead of a date"),
    Slot("since", \.since, "the entry from which that time counts, where not from the mandate itself"),
    Slot("terms", \.terms, "on what terms"),
    Slot("promised", \.promised, "whether those whose task it is promised it themselves"),
    Slot("says", \.says, "what the source tells of it", erasable: false))

  package func refusals(under header: Header) -> [Refusal] {
    var refusals: [Refusal] = []
    if let due = due.shown ?? nil, let given = header.occurred.shown ?? nil, due.range.isBefore(given.range) == .yes {
      refusals.append(
        Refusal(
          field: "due", message: "this is due before it was given, \(given)", expected: "a day on which or after which it was given"))
    }
    if within.is(nil) == .no, due.is(nil) == .no {
      refusals.append(
        Refusal(
          field: "within", message: "it is due by a date and within a time", expected: "one of the two, as the source gives it"))
    }
    return refusals
  }
}

/// How far a mandate was carried out, as someone reports or the record shows.
package struct MandateReported: Payload {
  package var of = Field<EntryID>()
  package var state = Field<State>()
  package var by = Field<[Actor]>()
  package var evidence = Field<[EntryID]>()
  package var says = Field<Prose?>()

  /// How far a mandate was carried out.
  package enum State: String, Choice {
    case begun, done, part
    case notDone = "not-done"
    case overtaken
  }

  package init() {}
  package var event: Event { .mandateReported(self) }

  package static let schema = Schema(
    Self.self, .mandateReported, "It was reported how far a mandate was carried out.",
    Slot("of", \.of, to: .mandateGiven, "the mandate"),
    Slot("state", \.state, "how far it was carried out; overtaken where events made it void"),
    Slot("by", \.by, "who reported it"),
    Slot("evidence", \.evidence, "the entries that show it"),
    Slot("says", \.says, "what the source tells of it", erasable: false))
}

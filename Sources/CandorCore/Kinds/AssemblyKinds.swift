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
  package var outcome = Field<[Outcome]>()

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
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("outcome", \.outcome, "what would be decided by it, where the code asks a majority of its own for that"))
}

/// A motion was amended, passed on, withdrawn or replaced, or the time for it ran out: what it was before stays on record.
package struct MotionChanged: Payload {
  package var of = Field<EntryID>()
  package var change = Field<Change>()
  package var by = Field<[Actor]>()
  package var at = Field<EntryID?>()
  package var to = Field<[BodyID]>()
  package var into = Field<EntryID?>()
  package var asks = Field<Prose?>()
  package var reason = Field<Prose?>()
  package var says = Field<Prose?>()

  /// What became of a motion before it was voted on.
  package enum Change: String, Choice {
    case amended, referred, withdrawn, replaced
    /// It was left, and no vote is to come.
    case dropped
  }

  package init() {}
  package var event: Event { .motionChanged(self) }

  package static let schema = Schema(
    Self.self, .motionChanged, "A motion was amended, referred, withdrawn, replaced or dropped before it was voted on.",
    Slot("of", \.of, to: .motionMoved, "the motion"),
    Slot("change", \.change, "what became of it"),
    Slot("by", \.by, "who did that"),
    Slot("at", \.at, to: .meetingHeld, "the meeting"),
    Slot("to", \.to, "of one that was referred: to which bodies"),
    Slot("into", \.into, "of one that was replaced: by what, another motion, a promise or a decision"),
    Slot("asks", \.asks, "of one that was amended: what it asks for from then on", erasable: false),
    Slot("reason", \.reason, "the reason given", erasable: false),
    Slot("says", \.says, "what the source tells of it", erasable: false))

  package func refusals(under header: Header) -> [Refusal] {
    func refuse(_ field: String, of change: Change) -> Refusal {
      Refusal(
        field: field, message: "this is said of a motion that was \(self.change.shown?.rawValue ?? "changed")",
        expected: "\"\(field)\" with change: \(change.rawValue), and not else")
    }
    guard let change = change.shown else { return [] }
    var refusals: [Refusal] = []
    if change != .referred, to.is([]) == .no { refusals.append(refuse("to", of: .referred)) }
    if change != .replaced, into.is(nil) == .no { refusals.append(refuse("into", of: .replaced)) }
    if change != .amended, asks.is(nil) == .no { refusals.append(refuse("asks", of: .amended)) }
    return refusals
  }
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
  package var eligible = Field<ToldCount?>()
  package var present = Field<ToldCount?>()
  package var votes = Field<Tally?>()
  package var roll = Field<[RollVote]>()
  package var recused = Field<[PartyID]>()
  package var threshold = Field<String?>()
  package var result = Field<Result?>()
  package var says = Field<Prose?>()
  package var casting = Field<RollVote?>()
  package var electorate = Field<[Electors]>()
  package var proposals = Field<Proposals?>()

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
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("casting", \.casting, "who cast a casting vote, and how, where there were as many for it as against"),
    Slot("electorate", \.electorate, "who could vote, by classes"),
    Slot("proposals", \.proposals, "the proposals, where several were voted on at once"))

  /// Counts that cannot all be. That a result does not follow from its counts is for a check to find, and is never refused.
  package func refusals(under header: Header) -> [Refusal] {
    let (eligible, present) = ((eligible.shown ?? nil)?.bounds, (present.shown ?? nil)?.bounds)
    let (tally, roll) = (votes.shown ?? nil, roll.shown ?? [])
    func cast(_ vote: RollVote.Vote) -> Int { roll.count { $0.vote == vote } }
    var refusals: [Refusal] = []
    func refuse(_ field: String, _ message: String, expected: String) {
      refusals.append(Refusal(field: field, message: message, expected: expected))
    }
    if let most = eligible?.atMost, let least = present?.atLeast, least > most {
      refuse("present", "\(least) are said to be present of \(most) eligible", expected: "how many of those eligible were present")
    }
    for (limit, word, onRoll) in [
      (eligible?.atMost, "eligible", roll.count), (present?.atMost, "present", roll.count - cast(.absent)),
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
    let counted: [(RollVote.Vote, Count?)] =
      switch tally {
      case .counted(let votes, let against, let abstained)?:
        [(.for, Count(votes)), (.against, Count(against)), (.abstained, abstained.map { Count($0) })]
      case .told(let told)?: [(.for, told.for.count), (.against, told.against?.count), (.abstained, told.abstained?.count)]
      case .described, nil: []
      }
    for (vote, count) in counted {
      guard let most = count?.atMost, cast(vote) > most else { continue }
      refuse(
        "roll", "the roll has \(cast(vote)) \(vote.rawValue), and the votes are \(most)",
        expected: "the roll of these votes, or a part of it")
    }
    if case .described(.unanimous)? = tally, cast(.against) > 0 {
      refuse("roll", "the roll has votes against, and the vote is called unanimous", expected: "the roll of this vote, or a part of it")
    }
    if let casting = casting.shown ?? nil, ![.for, .against].contains(casting.vote) {
      refuse("casting", "a casting vote is cast \(casting.vote.rawValue)", expected: "for or against: it settles a tie")
    }
    return refusals + ((proposals.shown ?? nil)?.refusals(of: present?.atMost ?? eligible?.atMost) ?? [])
  }
}

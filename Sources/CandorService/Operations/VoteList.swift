package import CandorCore
package import StrictJSON

/// Every vote that a case tells of: as announced, under the rule of the body that held it, and without those who were conflicted.
package enum VoteList: Operation {
  /// Which case.
  package struct Parameters: OperationParameters {
    /// Nil where the record has only one case.
    package var `case`: CaseID?

    package static let fields = [Shape.Member("case", .case, "the case; not needed where there is only one", required: false)]

    package init(case: CaseID?) { self.case = `case` }

    package init?(_ object: ObjectInput) {
      guard let id = object.caseID() else { return nil }
      self.case = id
    }
  }

  /// The votes, in the order in which they were held.
  package struct Output: OperationOutput {
    package var id: CaseID
    package var votes: [CountedVote]
    /// The entries of which this reader does not see what they tell.
    package var unopened: [EntryID]

    package static var shape: Shape {
      .fields([
        "case": .case,
        "votes": .list(
          .fields([
            "entry": .entry, "on": DayRange.shape, "by": .open(.list(.actor)), "matters": .open(.list(.entry)),
            "place?": .count, "proposal?": .text, "eligible?": .open(ToldCount.shape), "present?": .open(ToldCount.shape),
            "votes?": .open(Tally.shape), "roll": .open(.list(RollVote.shape)),
            "recused": .open(.list(.party)), "threshold?": .open(.text), "result?": .open(VoteHeld.Result.shape),
            "casting?": .open(RollVote.shape), "electorate": .open(.list(Electors.shape)), "proposals?": .open(Proposals.shape),
            "conflicted": .list(
              .fields([
                "who": .actor, "vote?": RollVote.Vote.shape, "rule": ConflictRule.shape, "entry": .entry,
                "holds": .choice(["yes", "unclear"]),
              ])), "underRule?": .open(Reckoning.shape), "ineligible": .list(.party), "withoutConflicted?": .open(Reckoning.shape),
          ])), "unopened": .list(.entry),
      ])
    }
    package var json: JSONValue {
      [
        "case": id.json,
        "votes": .array(
          votes.map { vote in
            let held = vote.held
            return [
              "entry": held.id.json, "on": held.entry.occurred.json, "by": held.by.json, "matters": held.matters.json,
              "place": held.place.json, "proposal": (held.proposal?.title).json, "eligible": held.eligible.json,
              "present": held.present.json, "votes": held.votes.json, "roll": held.roll.json,
              "recused": held.recused.json, "threshold": held.threshold.json, "result": held.result.json,
              "casting": held.casting.json, "electorate": held.electorate.json,
              "proposals": held.place == nil ? held.proposals.json : .null,
              "conflicted": .array(vote.conflicts.map { conflict in vote.json(of: conflict) }), "underRule": vote.underRule,
              "ineligible": (vote.reckoned?.ineligible ?? []).json,
              "withoutConflicted": vote.withoutConflicted,
            ]
          }), "unopened": unopened.json,
      ]
    }
  }

  package static let description = OperationDescription(
    method: "votes/list", command: "votes",
    about: "Lists the votes of a case: as announced, under the rule of the body that held them, and without those who were conflicted.",
    fields: Parameters.fields, errors: [.input, .notFound, .damaged], example: [:])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let id = try session.caseID(parameters.case)
    let scene = session.organization.scene(of: id, asOf: session.checkpointDay)
    return Output(id: id, votes: scene.countedVotes, unopened: scene.unopened)
  }
}

extension CountedVote {
  /// How someone voted by the roll; nil where it does not say.
  package func vote(of who: Actor) -> RollVote.Vote? {
    guard case .party(let party) = who else { return nil }
    return (held.roll.shown ?? []).first { $0.party == party }?.vote
  }

  fileprivate func json(of conflict: Conflict) -> JSONValue {
    [
      "who": conflict.who.json, "vote": vote(of: conflict.who)?.json ?? .null, "rule": conflict.rule.json, "entry": conflict.entry.json,
      "holds": conflict.isParticipation == .yes ? "yes" : "unclear",
    ]
  }

  /// What it comes to; why this reader does not see it; or nothing, where no code has a majority for it.
  fileprivate var underRule: JSONValue {
    if let reckoned { return reckoned.underRule.results.isEmpty ? .null : reckoned.underRule.json }
    return hidden
  }

  /// What it comes to without the conflicted; nothing where nobody is, and nothing hides it.
  fileprivate var withoutConflicted: JSONValue {
    if let reckoned { return conflicts.isEmpty ? .null : reckoned.withoutConflicted.json }
    return hidden
  }

  private var hidden: JSONValue { unseen.map { ["hidden": .string($0.why.word)] } ?? .null }
}

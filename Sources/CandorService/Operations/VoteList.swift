package import CandorCore
package import StrictJSON

/// Every vote that a case tells of: as announced, on the roll, and without those who are stated to have been conflicted.
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
    /// A vote by itself, or one that a decision tells of.
    package struct Vote: Sendable {
      package var entry: EntryID
      package var on: DayRange
      package var by: Field<[Actor]>
      /// The motions and decisions that it was on, itself among them where it is a decision.
      package var matters: Field<[EntryID]>
      package var eligible: Field<Int?>
      package var present: Field<Int?>
      package var votes: Field<Tally?>
      package var roll: Field<[RollVote]>
      package var recused: Field<[PartyID]>
      package var threshold: Field<String?>
      package var result: Field<VoteHeld.Result?>
      /// Who is stated to have been conflicted in one of the matters and voted, with the entries that state it.
      package var conflicted: [(voter: RollVote, entry: EntryID)]
      /// What hides whether there are others.
      package var unseen: Gap?

      /// The count as announced, without the votes on the roll that conflicted people cast; nil where there is no count, no roll, or nobody to leave
      /// out. Where someone may be to be left out whom this reader does not see, it is hidden.
      package var withoutConflicted: Field<Tally?> {
        if roll.is([]) == .yes { return .shown(nil) }
        switch votes {
        case .hidden(let gap): return .hidden(gap)
        case .shown(.counted?): if let unseen { return .hidden(unseen) }
        case .shown: return .shown(nil)
        }
        return .shown(counted)
      }

      private var counted: Tally? {
        guard !conflicted.isEmpty, case .counted(let votes, let against, let abstained)? = self.votes.shown ?? nil else { return nil }
        let voters = conflicted.map(\.voter).uniqued
        func cast(_ vote: RollVote.Vote) -> Int { voters.count { $0.vote == vote } }
        return .counted(for: votes - cast(.for), against: against - cast(.against), abstained: abstained.map { $0 - cast(.abstained) })
      }
    }

    package var id: CaseID
    package var votes: [Vote]
    /// The entries of which this reader does not see what they tell.
    package var unopened: [EntryID]

    package static var shape: Shape {
      .fields([
        "case": .case,
        "votes": .list(
          .fields([
            "entry": .entry, "on": DayRange.shape, "by": .open(.list(.actor)), "matters": .open(.list(.entry)),
            "eligible?": .open(.count), "present?": .open(.count), "votes?": .open(Tally.shape), "roll": .open(.list(RollVote.shape)),
            "recused": .open(.list(.party)), "threshold?": .open(.text), "result?": .open(VoteHeld.Result.shape),
            "conflicted": .list(.fields(["party": .party, "vote": RollVote.Vote.shape, "entry": .entry])),
            "withoutConflicted?": .open(Tally.shape),
          ])), "unopened": .list(.entry),
      ])
    }
    package var json: JSONValue {
      [
        "case": id.json,
        "votes": .array(
          votes.map { vote in
            [
              "entry": vote.entry.json, "on": vote.on.json, "by": vote.by.json, "matters": vote.matters.json,
              "eligible": vote.eligible.json, "present": vote.present.json, "votes": vote.votes.json, "roll": vote.roll.json,
              "recused": vote.recused.json, "threshold": vote.threshold.json, "result": vote.result.json,
              "conflicted": .array(
                vote.conflicted.map { ["party": $0.voter.party.json, "vote": $0.voter.vote.json, "entry": $0.entry.json] }),
              "withoutConflicted": vote.withoutConflicted.json,
            ]
          }), "unopened": unopened.json,
      ]
    }
  }

  package static let description = OperationDescription(
    method: "votes/list", command: "votes",
    about: "Lists the votes of a case: as announced, on the roll, and counted without those who are stated to have been conflicted.",
    fields: Parameters.fields, errors: [.input, .notFound, .damaged], example: [:])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let id = try session.caseID(parameters.case)
    let scene = session.organization.scene(of: id, asOf: session.checkpointDay)
    let unseen =
      scene.all(ConflictNoted.self).flatMap { [$0.in.gap, $0.who.gap] }.compactMap(\.self).first ?? scene.unsettled([.conflictNoted]).first
    let votes = scene.chronology.compactMap { entry -> Output.Vote? in
      switch entry.event {
      case .voteHeld(let held):
        // Of whom it is hidden whether they stepped back, it is not said that they voted though conflicted.
        let recused = held.recused.shown
        let conflicted = recused.map { self.conflicted(on: held.on.shown ?? [], held.roll.shown ?? [], recused: $0, in: scene) }
        return Output.Vote(
          entry: entry.id, on: entry.occurred, by: held.by.map { $0.map(Actor.body) }, matters: held.on, eligible: held.eligible,
          present: held.present, votes: held.votes, roll: held.roll, recused: held.recused, threshold: held.threshold, result: held.result,
          conflicted: conflicted ?? [], unseen: held.on.gap ?? held.roll.gap ?? held.recused.gap ?? unseen)
      case .decisionTaken(let decision) where decision.vote.shown != .some(nil):
        return Output.Vote(
          entry: entry.id, on: entry.occurred, by: decision.by, matters: .shown([entry.id]), eligible: .shown(nil), present: .shown(nil),
          votes: decision.vote, roll: .shown([]), recused: .shown([]), threshold: .shown(nil), result: .shown(nil), conflicted: [])
      default: return nil
      }
    }
    return Output(id: id, votes: votes, unopened: scene.unopened)
  }

  /// The voters of a roll who are stated to have been conflicted in one of the matters.
  private static func conflicted(
    on matters: [EntryID], _ roll: [RollVote], recused: [PartyID], in scene: Scene
  ) -> [(voter: RollVote, entry: EntryID)] {
    scene.all(ConflictNoted.self).flatMap { noted -> [(voter: RollVote, entry: EntryID)] in
      guard !Set(matters).isDisjoint(with: noted.in.shown ?? []) else { return [] }
      return (noted.who.shown ?? []).compactMap { who in
        guard case .party(let party) = who, !recused.contains(party) else { return nil }
        return roll.first { $0.party == party && $0.vote != .absent }.map { ($0, noted.id) }
      }
    }
  }
}

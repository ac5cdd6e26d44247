import CandorCore

/// What votes come to, who was conflicted in them, and who held office.
extension Wording {
  /// A number within its bounds: `3`, `at least 3`, `3 to 5`, `at most 5`.
  static func count(_ count: Count) -> Sentence {
    switch (count.number, count.atMost) {
    case (let number?, _): "\(number)"
    case (nil, nil): count.atLeast == 0 ? "an unknown number" : "at least \(count.atLeast)"
    case (nil, let most?): count.atLeast == 0 ? "at most \(most)" : "\(count.atLeast) to \(most)"
    }
  }

  /// The counts of a vote: `3 for it, 1 against, no abstention; 4 present of 5 eligible`.
  static func counts(_ reckoning: Reckoning) -> Sentence {
    let abstained: Sentence = reckoning.abstained == .unknown ? "" : ", \(count(reckoning.abstained)) abstaining"
    let present: Sentence = reckoning.present == .unknown ? "" : "; \(count(reckoning.present)) present"
    let eligible: Sentence = reckoning.eligible == .unknown ? "" : "; \(count(reckoning.eligible)) eligible"
    return "\(count(reckoning.for)) for it, \(count(reckoning.against)) against\(abstained)\(present)\(eligible)"
  }

  /// What a vote comes to, with its counts; the counts alone where the code has no majority for it.
  static func comes(_ reckoning: Reckoning) -> Sentence {
    let result = result(of: reckoning)
    return result.isEmpty ? "with \(counts(reckoning))" : "\(result), with \(counts(reckoning))"
  }

  /// What it comes to without its counts; nothing where the code has no majority for it.
  static func result(of reckoning: Reckoning) -> Sentence {
    let possible = reckoning.results.map(word)
    return switch possible.count {
    case 0: .nothing
    case 1: possible[0]
    default: "it cannot be told whether \(possible.listed(" or "))"
    }
  }

  private static func word(_ result: Reckoning.Result) -> Sentence {
    switch result {
    case .adopted: "it was adopted"
    case .rejected: "it was rejected"
    case .noQuorum: "there was no quorum"
    }
  }

  /// Where no rule says what it takes, or this edition does not show what a result follows from.
  static let notReckoned: Sentence = "not reckoned"

  static func word(_ result: VoteHeld.Result) -> Sentence {
    switch result {
    case .adopted: "adoption"
    case .rejected: "rejection"
    case .notVoted: "that there was no vote"
    }
  }

  /// By what someone was conflicted, as it follows their name.
  static func ground(_ rule: ConflictRule) -> Sentence {
    switch rule {
    case .party: "a party of the case"
    case .tookPart: "one of those who took part in the decision under review"
    case .seatOnReviewedBody: "one of those who sit on the body under review"
    case .tie: "tied to the matter"
    }
  }

  /// What bears on a vote or on an office; a label where this edition does not show what it follows from.
  func assemblyFact(_ fact: Fact) -> Sentence {
    switch (fact, scene[fact.entry]?.event) {
    case (.conflictedBy(let id, let who, let rule), .some(let event)) where event != .opaque && showsPart(of: who):
      "\(actor(who)) took part, as \(Wording.ground(rule)) (\(entry(id)))."
    case (.announced(let id, let result), .voteHeld(let vote)?):
      "the result announced was \(shown(vote.result, "result") { _ in "\(Wording.word(result))" }) (\(entry(id)))."
    case (.announced(let id, _), .decisionTaken?): "it was taken as decided (\(entry(id)))."
    case (.underRule(let id, let reckoning, let ineligible), .some(let event)) where event.showsVote:
      ineligible.isEmpty
        ? "under the rule, \(Wording.comes(reckoning)) (\(entry(id)))."
        : "under the rule, without \(parties(ineligible)), who had no vote there, \(Wording.comes(reckoning)) (\(entry(id)))."
    case (.withoutConflicted(let id, let reckoning, let conflicts), .some(let event)) where event.showsVote && areShown(conflicts):
      "without those who were conflicted, \(Wording.comes(reckoning)) (\(entry(id)))."
    case (.alsoSat(let id, let holder, let body), .seatTaken(let taken)?):
      "\(shown(taken.holder, "identity") { _ in party(holder) }) also sat on \(shown(taken.body, "body") { _ in self.body(body) }) (\(entry(id)))."
    case (.alsoSat(let id, let holder, let body), .partyNamed(let named)?):
      "\(party(holder)) also sat on \(shown(named.seats, "seat") { _ in self.body(body) }) (\(entry(id)))."
    case (.seated(let id, let count), .some(let event)) where event != .opaque:
      "\(Wording.count(count)) sat there with a vote (\(entry(id)))."
    case (.judgedOwn(let id, let party), .partyNamed(let named)?):
      "\(shown(named.party, "identity") { _ in self.party(party) }) sat there, as a party of the case (\(entry(id)))."
    case (.barred(let id), .measureImposed(let imposed)?):
      "\(shown(imposed.on, "identity", parties)) was under \(shown(imposed.measure, "measure") { "\(measure($0))" }) (\(entry(id)))."
    case (.undisclosed(let id), .findingMade(let finding)?):
      "\(shown(finding.result, "result") { _ in "a finding was not known to those who had to know of it" }) (\(entry(id)))."
    case (.proposed(let id, let place), .voteHeld(let vote)?):
      "\(shown(vote.proposals, "proposals") { proposals in proposal(at: place, of: proposals) }) (\(entry(id)))."
    case (.adoptedTogether(let id, let count), .voteHeld(let vote)?):
      "\(shown(vote.proposals, "proposals") { _ in "of proposals of which one could be chosen, \(count) were announced as adopted" }) (\(entry(id)))."
    case (.outvoted(let id, let place, let other), .voteHeld(let vote)?):
      "\(shown(vote.proposals, "proposals") { proposals in title(at: place, of: proposals).flatMap { one in title(at: other, of: proposals).map { "“\(one)” was adopted with fewer votes than “\($0)”" } } ?? "" }) (\(entry(id)))."
    case (_, .electionHeld(let election)?): electionFact(fact, election)
    case (.notElected(let id, let holder), .seatTaken(let taken)?):
      "\(shown(taken.holder, "identity") { _ in party(holder) }) took the seat, and was not elected by \(isShown(taken.election) ? "what is told" : withheld("candidates")) (\(entry(id)))."
    case (.grouped, .bodyFormed(let formed)?), (.groupShare, .bodyFormed(let formed)?): groupFact(fact, formed.composition)
    default: withheld("a fact")
    }
  }

  /// Whether this edition shows who stood in an election.
  private func isShown(_ election: Field<EntryID?>) -> Bool {
    guard let id = election.shown ?? nil, case .electionHeld(let held)? = scene[id]?.event else { return false }
    return held.candidates.gap == nil
  }

  private func proposal(at place: Int, of proposals: Proposals?) -> Sentence {
    title(at: place, of: proposals).map { "it was on the proposal “\($0)”" } ?? withheld("proposals")
  }

  private func title(at place: Int, of proposals: Proposals?) -> String? {
    (proposals?.list).flatMap { $0.indices.contains(place) ? $0[place].title : nil }
  }

  /// What bears on an election.
  private func electionFact(_ fact: Fact, _ election: ElectionHeld) -> Sentence {
    func told(_ words: Sentence) -> Sentence { shown(election.candidates, "candidates") { _ in words } }
    func seated(_ words: Sentence) -> Sentence { shown(election.seats, "number") { _ in told(words) } }
    return switch fact {
    case .bySlate(let id):
      "\(shown(election.manner, "manner") { $0 == .slate ? "people were elected by slates, and not one by one" : told("people were elected by slates, and not one by one") }) (\(entry(id)))."
    case .oneByOne(let id):
      "\(shown(election.manner, "manner") { _ in "people were elected one by one, and not by slates" }) (\(entry(id)))."
    case .electedTwice(let id, let party, nil): "\(told("\(self.party(party)) was elected twice")) (\(entry(id)))."
    case .electedTwice(let id, let party, let earlier?):
      "\(told("\(self.party(party)) had been elected for the same time by \(entry(earlier))")) (\(entry(id)))."
    case .tooManyElected(let id, let count, let seats): "\(seated("\(count) were elected, and the seats were \(seats)")) (\(entry(id)))."
    case .passedOver(let id, let party, let elected):
      "\(told("\(self.party(party)) had more votes than \(self.party(elected)), who was elected, and was not elected")) (\(entry(id)))."
    case .unstatedPositions(let id, let party): "\(told("no statement of positions is named for \(self.party(party))")) (\(entry(id)))."
    case .grouped(let id, _, _, _) where election.seats.gap ?? election.candidates.gap != nil: "\(withheld("number")) (\(entry(id)))."
    case .grouped, .groupShare: groupFact(fact, election.composition)
    default: withheld("a fact")
    }
  }

  /// How many of those who sit somewhere are of a group.
  private func groupFact(_ fact: Fact, _ composition: Field<[GroupFigure]>) -> Sentence {
    switch fact {
    case .grouped(let id, let group, let count, let all):
      "\(shown(composition, "composition") { _ in all.number == nil ? "of the group “\(group)” there were \(Wording.count(count))" : "of the group “\(group)” there were \(Wording.count(count)) of \(Wording.count(all))" }) (\(entry(id)))."
    case .groupShare(let id, let group, let share):
      "\(shown(composition, "composition") { _ in "of the group “\(group)” there were \(Wording.figure(share))" }) (\(entry(id)))."
    default: withheld("a fact")
    }
  }

  /// Whether this edition shows that someone decided or voted.
  private func showsPart(of who: Actor) -> Bool {
    scene.entries.contains { entry in
      switch entry.event {
      case .decisionTaken(let decision): (decision.by.shown ?? []).contains(who)
      case .voteHeld(let vote): (vote.roll.shown ?? []).contains { .party($0.party) == who && $0.vote != .absent }
      default: false
      }
    }
  }

  /// Whether this edition shows who it is that each of these entries makes conflicted.
  private func areShown(_ conflicts: [EntryID]) -> Bool {
    conflicts.allSatisfy { id in
      guard let entry = scene[id], entry.kind != nil else { return false }
      return switch entry.event {
      case .conflictNoted(let noted): noted.who.gap == nil && noted.in.gap == nil
      case .partyNamed(let named): named.party.gap == nil && named.role.gap == nil
      case .seatTaken(let taken): taken.holder.gap == nil && taken.body.gap == nil
      default: true
      }
    }
  }
}

extension Event {
  /// Whether every value is shown by which a vote is counted.
  fileprivate var showsVote: Bool {
    switch self {
    case .voteHeld(let vote):
      [vote.by.gap, vote.on.gap, vote.votes.gap, vote.roll.gap, vote.recused.gap, vote.eligible.gap, vote.present.gap].allSatisfy {
        $0 == nil
      } && [vote.casting.gap, vote.electorate.gap, vote.proposals.gap].allSatisfy { $0 == nil }
    case .decisionTaken(let decision): decision.by.gap == nil && decision.vote.gap == nil
    default: false
    }
  }
}

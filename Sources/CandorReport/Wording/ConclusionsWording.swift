import CandorCore

extension Wording {
  /// What a duty comes to, in a sentence or two that can stand alone.
  func conclusion(_ duty: Duty) -> Sentence {
    switch duty.check {
    case .interference:
      let others = duty.owedTo.compactMap {
        if case .body(let id) = $0 { scene.charters.lazy.compactMap { $0.body(id) }.first } else { nil }
      }
      .flatMap(\.independentOf)
      let rule: Sentence = "\(actors(duty.owedTo)) had to be independent of \(others.isEmpty ? "others" : bodies(others))."
      return switch duty.state {
      case .breached where duty.facts.contains(where: \.isDirecting): "\(rule) By the sources, some of those sat with it or instructed it."
      case .breached: "\(rule) By the sources, some of those appointed its members, dissolved it, or left unanswered what it asked for."
      case .undetermined: "\(rule) Whether any of those directed it cannot be told."
      case .open, .met, .lapsed, .excused: "\(rule) Nothing on record says that any of those directed it."
      }
    case .setAside:
      let rule: Sentence =
        "A decision of \(actors(duty.owedTo)) could be undone only by those with the power, on no ground that the rules do not know, and freely."
      return switch duty.state {
      case .breached: "\(rule) By the sources, this one was undone otherwise."
      case .undetermined: "\(rule) Whether this one was undone so cannot be told."
      case .open, .met, .lapsed, .excused: "\(rule) As far as the sources tell, this one was undone so."
      }
    case .concealment:
      let whom = actors(duty.owedTo)
      let rule: Sentence = "What was decided had to be told to \(whom)."
      return switch duty.state {
      case .breached:
        telling(duty).map { "\(rule) As far as the sources show, it was not until \(when($0))." }
          ?? "\(rule) As far as the sources show, it has not been."
      case .undetermined: "\(rule) Whether it was cannot be told."
      case .open: "\(rule) It has not been yet."
      case .met: "\(rule) It was."
      case .lapsed: "\(rule) \(Wording.lapsed)"
      case .excused: "\(rule) \(Wording.excused)"
      }
    case .interimMeasure:
      guard let parameters = clause(of: duty)?.rule?.parameters as? InterimMeasure.Parameters else { return "\(duty.clause.name)." }
      let measure = self.measure(parameters.measure)
      let rule: Sentence =
        "On an allegation rated \(Severity.allCases.filter { $0 >= parameters.severity }.map(rating).listed(" or ")), \(measure) was due."
      return switch duty.state {
      case .breached: "\(rule) There was none in time, or none at all."
      case .undetermined: "\(rule) Whether there was any in time cannot be told."
      case .open: "\(rule) There is none yet."
      case .met: "\(rule) It was imposed\(duty.late == nil ? "" : ", late")."
      case .lapsed: "\(rule) \(Wording.lapsed)"
      case .excused: "\(rule) \(Wording.excused)"
      }
    case .carryOut: return mandate(duty)
    case .standardOfProof:
      return ground(
        duty, "\(deciders(duty)) had to find by the standard of proof that the code has.",
        instructed: "By the sources, they were told to go by another.", applied: "By the sources, they went by another.",
        unknown: "By which they went cannot be told.")
    case .evidenceRefused:
      return ground(
        duty, "\(deciders(duty)) had to look at the evidence there was.",
        instructed: "By the sources, they were told what counts as evidence.", applied: "By the sources, they refused some.",
        unknown: "At what they looked cannot be told.")
    case .prohibitedConsideration:
      return ground(
        duty, "\(deciders(duty)) had not to weigh what the code rules out.",
        instructed: "By the sources, they were told to weigh it.", applied: "By the sources, they weighed it.",
        unknown: "What they weighed cannot be told.")
    case .gag:
      let rule: Sentence = "A confidentiality may protect who someone is, with the agreement of those it protects, and no more."
      return switch duty.state {
      case .breached: "\(rule) By the sources, this one went further."
      case .undetermined: "\(rule) Whether this one went further cannot be told."
      case .open, .met, .lapsed, .excused: "\(rule) This one did not go further."
      }
    case .misstatement:
      return "What people are told has to be true. By the sources, it was not."
    case .powers:
      return switch duty.state {
      case .undetermined: "Some acts belong to some bodies. By what power these were decided by others cannot be told."
      case .breached: "Some acts belong to some bodies. These were decided by others, without a power to."
      case .open, .met, .lapsed, .excused: "Some acts belong to some bodies. These were decided by others, by a power that is stated."
      }
    case .hearing:
      let rule: Sentence = "Whoever a measure is decided against has to be heard before."
      return switch duty.state {
      case .breached: "\(rule) By the sources, not everyone was."
      case .undetermined: "\(rule) Whether everyone was cannot be told."
      case .open, .met, .lapsed, .excused: "\(rule) Everyone was."
      }
    case .conflictedParticipation:
      let rule: Sentence = "Nobody may take part in a decision with which they are conflicted."
      return switch duty.state {
      case .breached: "\(rule) By the sources, someone did."
      case .undetermined: "\(rule) Whether anyone did cannot be told."
      case .open, .met, .lapsed, .excused: "\(rule) Nobody did."
      }
    case .respond: return answered(duty, "After some entries, others had to follow.")
    case .acknowledge: return answered(duty, "Whoever reports has to hear that the report arrived.")
    case .escalate: return answered(duty, "What was reported had to be passed on to \(creditors(duty)).")
    case .provide: return answered(duty, "What was asked for had to be answered.")
    case .decide: return answered(duty, "What was brought for a decision had to be decided.")
    case .informParty: return answered(duty, "What was decided had to be told to \(creditors(duty)).")
    case .informMembers: return answered(duty, "What was decided had to be told to \(creditors(duty)).")
    case .reviewMeasure: return answered(duty, "A measure that holds until a decision had to be looked at again.")
    case .askNeeds: return answered(duty, "Whoever brings an allegation or a report has to be asked what is needed.")
    case .support: return answered(duty, "Whoever states a need or asks for support has to get some.")
    case .answerMotion: return answered(duty, "What was moved had to be voted or decided on.")
    case .circulate: return answered(duty, "What a grouping or a minority hands in had to be passed on to \(creditors(duty)).")
    case .election: return kept(duty, "Elections are held as the code says, and seats taken by those who were elected.")
    case .fillOffice: return answered(duty, "A seat that fell vacant had to be filled.")
    case .coverage: return answered(duty, "When a case is closed, whoever keeps its record has to say what it holds completely.")
    case .lateRecord: return answered(duty, "What happens has to be set down in its time.")
    case .precede: return kept(duty, "Some things may come only after others.")
    case .informedVote: return kept(duty, "Whoever votes on a matter has to know before what was found and decided on it.")
    case .rightOfReply: return kept(duty, "Before something is published about a case, its parties have to be asked what they say to it.")
    case .attachedReply: return kept(duty, "What is published has to carry the replies that came in before.")
    case .absent: return kept(duty, "The code forbids it.")
    case .reasons: return kept(duty, "A decision has to give its reasons, or the evidence it rests on.")
    case .consent: return kept(duty, "What someone told in their own words may go no further than they agreed to.")
    case .retaliation:
      return kept(duty, "Nobody may be left worse off for having reported, testified or dissented: it takes a ground of its own on record.")
    case .selectiveEnforcement: return kept(duty, "A clause that is applied in one case has to be applied in every other.")
    case .erasure: return kept(duty, "Erasing takes someone who may, and the owner's request or a clause that provides for it.")
    case .custody: return kept(duty, "No party to a case may keep its record, and nobody alone where the code wants several.")
    case .tally:
      let rule: Sentence = "The result of a vote has to be borne out by the quorum and the majority that the code asks for."
      return switch duty.state {
      case .breached: "\(rule) By the counts on record, this one is not."
      case .undetermined: "\(rule) Whether this one is cannot be told."
      case .open, .met, .lapsed, .excused: "\(rule) This one is."
      }
    case .eligibility:
      let rule: Sentence = "Nobody may come to an office, or stay in it, whom the code bars."
      return switch duty.state {
      case .breached: "\(rule) By the sources, someone did."
      case .undetermined: "\(rule) Whether anyone did cannot be told."
      case .open, .met, .lapsed, .excused: "\(rule) Nobody did."
      }
    case .composition:
      let body = (clause(of: duty)?.rule?.parameters as? Composition.Parameters).map { self.body($0.body) } ?? "a body"
      let rule: Sentence = "\(body) has to be composed as the code says, without those who may not sit there."
      return switch duty.state {
      case .breached: "\(rule) By the sources, it was not."
      case .undetermined: "\(rule) Whether it was cannot be told."
      case .open, .met, .lapsed, .excused: "\(rule) It was."
      }
    }
  }

  /// What was due and came of it, after the rule.
  private func answered(_ duty: Duty, _ rule: Sentence) -> Sentence {
    switch duty.state {
    case .breached: "\(rule) By the record, it was not done in its time."
    case .undetermined: "\(rule) Whether it was done in its time cannot be told."
    case .open: "\(rule) It is not done yet."
    case .met: "\(rule) It was done\(duty.extent == .part ? " in part" : "")\(duty.late == nil ? "" : ", late")."
    case .excused: "\(rule) \(Wording.excused)"
    case .lapsed: "\(rule) \(Wording.lapsed)"
    }
  }

  /// Whether it was kept, after the rule.
  private func kept(_ duty: Duty, _ rule: Sentence) -> Sentence {
    switch duty.state {
    case .breached: "\(rule) By the record, this was not kept."
    case .undetermined: "\(rule) Whether this was kept cannot be told."
    case .open, .met: "\(rule) This was kept."
    case .excused: "\(rule) \(Wording.excused)"
    case .lapsed: "\(rule) \(Wording.lapsed)"
    }
  }

  /// What was mandated or promised, and what became of it.
  private func mandate(_ duty: Duty) -> Sentence {
    guard case .mandateGiven(let given)? = scene[duty.subject]?.event else { return withheld("a mandate") }
    let by = shown(given.by, "identity", actors)
    let task = shown(given.task, "task") { prose($0).unended }
    let rule: Sentence = given.promised.shown == true ? "\(by) promised: \(task)." : "\(by) mandated: \(task)."
    return switch duty.state {
    case .breached: "\(rule) It was not done in its time."
    case .undetermined: "\(rule) Whether it was done cannot be told."
    case .open: "\(rule) It is not done, by the last that is known."
    case .met: "\(rule) It was done\(duty.extent == .part ? " in part" : "")\(duty.late == nil ? "" : ", late")."
    case .lapsed: "\(rule) \(Wording.lapsed)"
    case .excused: "\(rule) \(Wording.excused)"
    }
  }

  /// What deciders were instructed, or applied: the one is told from the other by what gave rise to the duty.
  private func ground(_ duty: Duty, _ rule: Sentence, instructed: Sentence, applied: Sentence, unknown: Sentence) -> Sentence {
    let isInstructed = scene[duty.subject]?.kind == .instructionGiven
    return switch duty.state {
    case .breached: "\(rule) \(isInstructed ? instructed : applied)"
    case .undetermined: "\(rule) \(unknown)"
    case .open, .met, .lapsed, .excused: "\(rule) They did."
    }
  }

  /// The bodies that find: those who were instructed, or who found.
  private func deciders(_ duty: Duty) -> Sentence {
    let actors = scene[duty.subject]?.kind == .instructionGiven ? duty.owedTo : duty.owedBy
    return actors.isEmpty || !isWhole(duty) ? "those who find" : self.actors(actors)
  }
}

extension Fact {
  /// Whether someone of another body told this one what to do, or sat with it.
  fileprivate var isDirecting: Bool {
    switch self {
    case .satWith, .instructed, .remitSet: true
    default: false
    }
  }
}

/// The general forms of which the checks are presets: the rows of the catalogue.
package enum Form: String, CaseIterable, Sendable {
  case respond, precede, absent, ground, independence, conflict, openness, standing, tally, detriment, evenness, keeping

  /// What a check of the form asks, in a few words.
  package var about: String {
    switch self {
    case .respond: "after one thing another, in its time"
    case .precede: "one thing only after another"
    case .absent: "never"
    case .ground: "on what a decision rests"
    case .independence: "who directs whom, and who undoes what"
    case .conflict: "who steps back"
    case .openness: "what is told, to whom, and what is kept back"
    case .standing: "who may hold an office"
    case .tally: "whether the votes bear out the result"
    case .detriment: "who is worse off for having spoken"
    case .evenness: "alike in every case"
    case .keeping: "how the record itself is kept"
    }
  }
}

extension CheckName {
  /// The form of which the check is a preset.
  package var form: Form {
    switch self {
    case .respond, .acknowledge, .interimMeasure, .escalate, .provide, .decide, .informParty, .informMembers, .carryOut, .reviewMeasure,
      .askNeeds, .support, .answerMotion, .fillOffice, .circulate:
      .respond
    case .precede, .hearing, .informedVote, .rightOfReply, .attachedReply: .precede
    case .absent: .absent
    case .standardOfProof, .prohibitedConsideration, .evidenceRefused, .reasons: .ground
    case .interference, .setAside, .powers: .independence
    case .conflictedParticipation: .conflict
    case .eligibility, .composition, .election: .standing
    case .tally: .tally
    case .concealment, .misstatement, .gag, .consent: .openness
    case .retaliation: .detriment
    case .selectiveEnforcement: .evenness
    case .lateRecord, .erasure, .custody, .coverage: .keeping
    }
  }
}

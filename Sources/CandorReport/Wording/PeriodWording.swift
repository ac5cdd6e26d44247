import CandorCore

/// What a report on a time says, and on what is owed.
extension Wording {
  /// How many duties stand open, and since when.
  static func owed(overdue: Int, open: Int) -> Sentence {
    let told: Sentence =
      switch (overdue, open) {
      case (0, 0): "Nothing is owed, by what this edition may show."
      case (0, _):
        .counted(open, one: "One duty is open, and not overdue.", other: "\(number(open)) duties are open, none of them overdue.")
      case (_, 0): .counted(overdue, one: "One duty is overdue.", other: "\(number(overdue)) duties are overdue.")
      case (_, _):
        .counted(overdue, one: "One duty is overdue", other: "\(number(overdue)) duties are overdue")
          + .counted(open, one: "; one more is open.", other: "; \(number(open)) more are open.")
      }
    return told.capitalized
  }

  static let noMandates: Sentence = "No mandate and no promise is on record that this edition opens."

  /// The first and the last day that a report is on.
  static func span(_ first: Day, _ last: Day) -> Sentence { "from \(day(first)) to \(day(last))" }

  static let periodLead: Sentence = """
    This report counts what happened in every case of the organization, and says nothing of any one of them. Dates that the record leaves open make a \
    count a range.
    """

  /// - Parameter least: the smallest count that is told.
  static func suppression(least: Int) -> Sentence {
    """
    Numbers from 1 to \(least - 1) are not told, since they could point to someone; where such a number could be found by subtraction, another is left \
    out with it. Medians and ranges stand only where at least \(least) were counted.
    """
  }

  static func fewer(than least: Int) -> Sentence { "fewer than \(least)" }
  static let leftOut: Sentence = "left out"
  static let tooFew: Sentence = "too few to tell"

  static func cases(opened: Sentence, closed: Sentence) -> Sentence { "Cases opened: \(opened). Cases closed: \(closed)." }

  /// What is counted in a row.
  static func counted(_ kind: Kind) -> Sentence? {
    switch kind {
    case .caseOpened: "cases opened"
    case .caseClosed: "cases closed"
    case .reportReceived: "reports received"
    case .allegationMade: "allegations made"
    case .evidenceReceived: "receipts of evidence"
    case .meetingHeld: "meetings held"
    case .measureImposed: "measures imposed"
    case .measureLifted: "measures lifted"
    case .findingMade: "findings made"
    case .decisionTaken: "decisions taken"
    case .appealLodged: "appeals lodged"
    case .recusalNoted: "recusals"
    case .noticeGiven: "notices given"
    case .needStated: "needs stated"
    case .supportGiven: "times support was given"
    case .detrimentReported: "detriments reported"
    case .motionMoved: "motions moved"
    case .voteHeld: "votes held"
    case .electionHeld: "elections held"
    case .mandateGiven: "mandates and promises"
    case .statementPublished: "statements published"
    case .membershipChanged: "changes of membership"
    case .charterAdopted, .bodyFormed, .bodyDissolved, .organizationDissolved, .groupingRegistered, .motionChanged, .mandateTransferred,
      .seatTaken, .seatVacated, .partyNamed, .evidenceRefused, .remitSet, .conflictNoted,
      .instructionGiven, .requestMade, .consentChanged, .needAsked, .mandateReported, .editionPublished, .sourceDescribed, .personDescribed,
      .accessGranted, .accessEnded, .disclosureWidened, .disclosureErased, .coverageAttested, .omissionStated, .custodyTransferred:
      nil
    }
  }

  /// A clause by its name and its title.
  static func clause(_ clause: Clause) -> Sentence { "\(clause.id.name): \(clause.title)" }

  /// A number of days that is known within bounds.
  static func days(_ least: Int, _ most: Int?) -> Sentence {
    switch most {
    case least?: days(least)
    case let most?: "\(least) to \(days(most))"
    case nil: "at least \(days(least))"
    }
  }
}

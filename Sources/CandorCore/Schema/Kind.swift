/// The kinds of entries, by the chapters of DESIGN: the organization, its cases, decisions, knowledge, care, assembly, publication, the
/// record itself.
package enum Kind: String, Choice {
  case charterAdopted = "charter.adopted"
  case bodyFormed = "body.formed"
  case bodyDissolved = "body.dissolved"
  case seatTaken = "seat.taken"
  case seatVacated = "seat.vacated"
  case membershipChanged = "membership.changed"

  case caseOpened = "case.opened"
  case reportReceived = "report.received"
  case allegationMade = "allegation.made"
  case partyNamed = "party.named"
  case evidenceReceived = "evidence.received"
  case evidenceRefused = "evidence.refused"
  case meetingHeld = "meeting.held"
  case measureImposed = "measure.imposed"
  case measureLifted = "measure.lifted"
  case remitSet = "remit.set"
  case findingMade = "finding.made"
  case appealLodged = "appeal.lodged"
  case caseClosed = "case.closed"

  case decisionTaken = "decision.taken"
  case conflictNoted = "conflict.noted"
  case recusalNoted = "recusal.noted"
  case instructionGiven = "instruction.given"

  case noticeGiven = "notice.given"
  case requestMade = "request.made"
  case consentChanged = "consent.changed"

  case needAsked = "need.asked"
  case needStated = "need.stated"
  case supportGiven = "support.given"
  case detrimentReported = "detriment.reported"

  case motionMoved = "motion.moved"
  case voteHeld = "vote.held"
  case mandateGiven = "mandate.given"
  case mandateReported = "mandate.reported"

  case statementPublished = "statement.published"
  case editionPublished = "edition.published"

  case sourceDescribed = "source.described"
  case personDescribed = "person.described"
  case accessGranted = "access.granted"
  case accessEnded = "access.ended"
  case disclosureWidened = "disclosure.widened"
  case disclosureErased = "disclosure.erased"
  case coverageAttested = "coverage.attested"
  case omissionStated = "omission.stated"
  case custodyTransferred = "custody.transferred"

  package static var shape: Shape { .kind }

  package var schema: Schema {
    switch self {
    case .charterAdopted: CharterAdopted.schema
    case .bodyFormed: BodyFormed.schema
    case .bodyDissolved: BodyDissolved.schema
    case .seatTaken: SeatTaken.schema
    case .seatVacated: SeatVacated.schema
    case .membershipChanged: MembershipChanged.schema
    case .caseOpened: CaseOpened.schema
    case .reportReceived: ReportReceived.schema
    case .allegationMade: AllegationMade.schema
    case .partyNamed: PartyNamed.schema
    case .evidenceReceived: EvidenceReceived.schema
    case .evidenceRefused: EvidenceRefused.schema
    case .meetingHeld: MeetingHeld.schema
    case .measureImposed: MeasureImposed.schema
    case .measureLifted: MeasureLifted.schema
    case .remitSet: RemitSet.schema
    case .findingMade: FindingMade.schema
    case .appealLodged: AppealLodged.schema
    case .caseClosed: CaseClosed.schema
    case .decisionTaken: DecisionTaken.schema
    case .conflictNoted: ConflictNoted.schema
    case .recusalNoted: RecusalNoted.schema
    case .instructionGiven: InstructionGiven.schema
    case .noticeGiven: NoticeGiven.schema
    case .requestMade: RequestMade.schema
    case .consentChanged: ConsentChanged.schema
    case .needAsked: NeedAsked.schema
    case .needStated: NeedStated.schema
    case .supportGiven: SupportGiven.schema
    case .detrimentReported: DetrimentReported.schema
    case .motionMoved: MotionMoved.schema
    case .voteHeld: VoteHeld.schema
    case .mandateGiven: MandateGiven.schema
    case .mandateReported: MandateReported.schema
    case .statementPublished: StatementPublished.schema
    case .editionPublished: EditionPublished.schema
    case .sourceDescribed: SourceDescribed.schema
    case .personDescribed: PersonDescribed.schema
    case .accessGranted: AccessGranted.schema
    case .accessEnded: AccessEnded.schema
    case .disclosureWidened: DisclosureWidened.schema
    case .disclosureErased: DisclosureErased.schema
    case .coverageAttested: CoverageAttested.schema
    case .omissionStated: OmissionStated.schema
    case .custodyTransferred: CustodyTransferred.schema
    }
  }
}

extension Kind {
  /// Whether an entry of this kind is the organization's own where it names no case: what makes up the organization, and what says what its record
  /// holds and rests on. What people or bodies did, or what was told of them, may be a case's.
  package var isOfOrganization: Bool {
    switch self {
    case .charterAdopted, .bodyFormed, .bodyDissolved, .coverageAttested, .sourceDescribed, .custodyTransferred: true
    default: false
    }
  }

  /// Every kind, by its place.
  static let all = Array(allCases)

  /// The name of the field that a slot commits to; empty for the slots that fill a leaf up.
  package func field(of slot: UInt8) -> String {
    let names = slotNames
    return names.indices.contains(Int(slot)) ? names[Int(slot)] : ""
  }

  /// The names of the fields that an entry of this kind commits to, slot by slot.
  package var slotNames: [String] { Kind.headerNames + schema.fields.map(\.name) }

  /// Those that every kind has.
  static var headerNames: [String] { [KindVersion.name] + Header.slots.map(\.description.name) }
}

/// What an entry says, typed by its kind; opaque where the reader may not know even the kind.
package indirect enum Event: Hashable, Sendable {
  case charterAdopted(CharterAdopted)
  case bodyFormed(BodyFormed)
  case bodyDissolved(BodyDissolved)
  case seatTaken(SeatTaken)
  case seatVacated(SeatVacated)
  case membershipChanged(MembershipChanged)
  case caseOpened(CaseOpened)
  case reportReceived(ReportReceived)
  case allegationMade(AllegationMade)
  case partyNamed(PartyNamed)
  case evidenceReceived(EvidenceReceived)
  case evidenceRefused(EvidenceRefused)
  case meetingHeld(MeetingHeld)
  case measureImposed(MeasureImposed)
  case measureLifted(MeasureLifted)
  case remitSet(RemitSet)
  case findingMade(FindingMade)
  case appealLodged(AppealLodged)
  case caseClosed(CaseClosed)
  case decisionTaken(DecisionTaken)
  case conflictNoted(ConflictNoted)
  case recusalNoted(RecusalNoted)
  case instructionGiven(InstructionGiven)
  case noticeGiven(NoticeGiven)
  case requestMade(RequestMade)
  case consentChanged(ConsentChanged)
  case needAsked(NeedAsked)
  case needStated(NeedStated)
  case supportGiven(SupportGiven)
  case detrimentReported(DetrimentReported)
  case motionMoved(MotionMoved)
  case voteHeld(VoteHeld)
  case mandateGiven(MandateGiven)
  case mandateReported(MandateReported)
  case statementPublished(StatementPublished)
  case editionPublished(EditionPublished)
  case sourceDescribed(SourceDescribed)
  case personDescribed(PersonDescribed)
  case accessGranted(AccessGranted)
  case accessEnded(AccessEnded)
  case disclosureWidened(DisclosureWidened)
  case disclosureErased(DisclosureErased)
  case coverageAttested(CoverageAttested)
  case omissionStated(OmissionStated)
  case custodyTransferred(CustodyTransferred)
  case opaque

  package var payload: (any Payload)? {
    switch self {
    case .charterAdopted(let payload): payload
    case .bodyFormed(let payload): payload
    case .bodyDissolved(let payload): payload
    case .seatTaken(let payload): payload
    case .seatVacated(let payload): payload
    case .membershipChanged(let payload): payload
    case .caseOpened(let payload): payload
    case .reportReceived(let payload): payload
    case .allegationMade(let payload): payload
    case .partyNamed(let payload): payload
    case .evidenceReceived(let payload): payload
    case .evidenceRefused(let payload): payload
    case .meetingHeld(let payload): payload
    case .measureImposed(let payload): payload
    case .measureLifted(let payload): payload
    case .remitSet(let payload): payload
    case .findingMade(let payload): payload
    case .appealLodged(let payload): payload
    case .caseClosed(let payload): payload
    case .decisionTaken(let payload): payload
    case .conflictNoted(let payload): payload
    case .recusalNoted(let payload): payload
    case .instructionGiven(let payload): payload
    case .noticeGiven(let payload): payload
    case .requestMade(let payload): payload
    case .consentChanged(let payload): payload
    case .needAsked(let payload): payload
    case .needStated(let payload): payload
    case .supportGiven(let payload): payload
    case .detrimentReported(let payload): payload
    case .motionMoved(let payload): payload
    case .voteHeld(let payload): payload
    case .mandateGiven(let payload): payload
    case .mandateReported(let payload): payload
    case .statementPublished(let payload): payload
    case .editionPublished(let payload): payload
    case .sourceDescribed(let payload): payload
    case .personDescribed(let payload): payload
    case .accessGranted(let payload): payload
    case .accessEnded(let payload): payload
    case .disclosureWidened(let payload): payload
    case .disclosureErased(let payload): payload
    case .coverageAttested(let payload): payload
    case .omissionStated(let payload): payload
    case .custodyTransferred(let payload): payload
    case .opaque: nil
    }
  }
}

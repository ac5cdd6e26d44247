/// The kinds of entries, by the chapters of DESIGN: the organization, its cases, decisions, knowledge, care, assembly, publication, the
/// record itself.
package enum Kind: String, Choice {
  case charterAdopted = "charter.adopted"
  case bodyFormed = "body.formed"
  case bodyDissolved = "body.dissolved"
  case organizationDissolved = "organization.dissolved"
  case groupingRegistered = "grouping.registered"
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
  case motionChanged = "motion.changed"
  case voteHeld = "vote.held"
  case electionHeld = "election.held"
  case mandateGiven = "mandate.given"
  case mandateReported = "mandate.reported"
  case mandateTransferred = "mandate.transferred"

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
    case .organizationDissolved: OrganizationDissolved.schema
    case .groupingRegistered: GroupingRegistered.schema
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
    case .motionChanged: MotionChanged.schema
    case .voteHeld: VoteHeld.schema
    case .electionHeld: ElectionHeld.schema
    case .mandateGiven: MandateGiven.schema
    case .mandateReported: MandateReported.schema
    case .mandateTransferred: MandateTransferred.schema
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
    case .charterAdopted, .bodyFormed, .bodyDissolved, .organizationDissolved, .coverageAttested, .sourceDescribed, .custodyTransferred:
      true
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
  case organizationDissolved(OrganizationDissolved)
  case groupingRegistered(GroupingRegistered)
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
  case motionChanged(MotionChanged)
  case voteHeld(VoteHeld)
  case electionHeld(ElectionHeld)
  case mandateGiven(MandateGiven)
  case mandateReported(MandateReported)
  case mandateTransferred(MandateTransferred)
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

  package var payload: (any Payload)? { told(as: (any Payload).self) }

  /// What it says, where that is of a type; nil where it is of another.
  func told<Told>(as type: Told.Type) -> Told? {
    switch self {
    case .charterAdopted(let payload): payload as? Told
    case .bodyFormed(let payload): payload as? Told
    case .bodyDissolved(let payload): payload as? Told
    case .organizationDissolved(let payload): payload as? Told
    case .groupingRegistered(let payload): payload as? Told
    case .seatTaken(let payload): payload as? Told
    case .seatVacated(let payload): payload as? Told
    case .membershipChanged(let payload): payload as? Told
    case .caseOpened(let payload): payload as? Told
    case .reportReceived(let payload): payload as? Told
    case .allegationMade(let payload): payload as? Told
    case .partyNamed(let payload): payload as? Told
    case .evidenceReceived(let payload): payload as? Told
    case .evidenceRefused(let payload): payload as? Told
    case .meetingHeld(let payload): payload as? Told
    case .measureImposed(let payload): payload as? Told
    case .measureLifted(let payload): payload as? Told
    case .remitSet(let payload): payload as? Told
    case .findingMade(let payload): payload as? Told
    case .appealLodged(let payload): payload as? Told
    case .caseClosed(let payload): payload as? Told
    case .decisionTaken(let payload): payload as? Told
    case .conflictNoted(let payload): payload as? Told
    case .recusalNoted(let payload): payload as? Told
    case .instructionGiven(let payload): payload as? Told
    case .noticeGiven(let payload): payload as? Told
    case .requestMade(let payload): payload as? Told
    case .consentChanged(let payload): payload as? Told
    case .needAsked(let payload): payload as? Told
    case .needStated(let payload): payload as? Told
    case .supportGiven(let payload): payload as? Told
    case .detrimentReported(let payload): payload as? Told
    case .motionMoved(let payload): payload as? Told
    case .motionChanged(let payload): payload as? Told
    case .voteHeld(let payload): payload as? Told
    case .electionHeld(let payload): payload as? Told
    case .mandateGiven(let payload): payload as? Told
    case .mandateReported(let payload): payload as? Told
    case .mandateTransferred(let payload): payload as? Told
    case .statementPublished(let payload): payload as? Told
    case .editionPublished(let payload): payload as? Told
    case .sourceDescribed(let payload): payload as? Told
    case .personDescribed(let payload): payload as? Told
    case .accessGranted(let payload): payload as? Told
    case .accessEnded(let payload): payload as? Told
    case .disclosureWidened(let payload): payload as? Told
    case .disclosureErased(let payload): payload as? Told
    case .coverageAttested(let payload): payload as? Told
    case .omissionStated(let payload): payload as? Told
    case .custodyTransferred(let payload): payload as? Told
    case .opaque: nil
    }
  }
}

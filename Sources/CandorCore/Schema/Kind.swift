/// The kinds of entries, by the chapters of DESIGN: the organization, its cases, decisions, knowledge, publication, the record itself.
package enum Kind: String, Choice {
  case charterAdopted = "charter.adopted"
  case bodyFormed = "body.formed"
  case seatTaken = "seat.taken"
  case seatVacated = "seat.vacated"
  case membershipChanged = "membership.changed"

  case caseOpened = "case.opened"
  case reportReceived = "report.received"
  case allegationMade = "allegation.made"
  case partyNamed = "party.named"
  case evidenceReceived = "evidence.received"
  case meetingHeld = "meeting.held"
  case measureImposed = "measure.imposed"
  case remitSet = "remit.set"
  case findingMade = "finding.made"

  case decisionTaken = "decision.taken"
  case instructionGiven = "instruction.given"

  case noticeGiven = "notice.given"
  case requestMade = "request.made"

  case statementPublished = "statement.published"

  case sourceDescribed = "source.described"
  case personDescribed = "person.described"
  case coverageAttested = "coverage.attested"
  case omissionStated = "omission.stated"

  package static var shape: Shape { .kind }

  package var schema: Schema {
    switch self {
    case .charterAdopted: CharterAdopted.schema
    case .bodyFormed: BodyFormed.schema
    case .seatTaken: SeatTaken.schema
    case .seatVacated: SeatVacated.schema
    case .membershipChanged: MembershipChanged.schema
    case .caseOpened: CaseOpened.schema
    case .reportReceived: ReportReceived.schema
    case .allegationMade: AllegationMade.schema
    case .partyNamed: PartyNamed.schema
    case .evidenceReceived: EvidenceReceived.schema
    case .meetingHeld: MeetingHeld.schema
    case .measureImposed: MeasureImposed.schema
    case .remitSet: RemitSet.schema
    case .findingMade: FindingMade.schema
    case .decisionTaken: DecisionTaken.schema
    case .instructionGiven: InstructionGiven.schema
    case .noticeGiven: NoticeGiven.schema
    case .requestMade: RequestMade.schema
    case .statementPublished: StatementPublished.schema
    case .sourceDescribed: SourceDescribed.schema
    case .personDescribed: PersonDescribed.schema
    case .coverageAttested: CoverageAttested.schema
    case .omissionStated: OmissionStated.schema
    }
  }
}

extension Kind {
  /// The name of the field that a slot commits to; empty for the slots that fill a leaf up.
  package func field(of slot: UInt8) -> String {
    let names = [KindVersion.name] + Header.slots.map(\.description.name) + schema.fields.map(\.name)
    return names.indices.contains(Int(slot)) ? names[Int(slot)] : ""
  }
}

/// What an entry says, typed by its kind; opaque where the reader may not know even the kind.
package enum Event: Hashable, Sendable {
  case charterAdopted(CharterAdopted)
  case bodyFormed(BodyFormed)
  case seatTaken(SeatTaken)
  case seatVacated(SeatVacated)
  case membershipChanged(MembershipChanged)
  case caseOpened(CaseOpened)
  case reportReceived(ReportReceived)
  case allegationMade(AllegationMade)
  case partyNamed(PartyNamed)
  case evidenceReceived(EvidenceReceived)
  case meetingHeld(MeetingHeld)
  case measureImposed(MeasureImposed)
  case remitSet(RemitSet)
  case findingMade(FindingMade)
  case decisionTaken(DecisionTaken)
  case instructionGiven(InstructionGiven)
  case noticeGiven(NoticeGiven)
  case requestMade(RequestMade)
  case statementPublished(StatementPublished)
  case sourceDescribed(SourceDescribed)
  case personDescribed(PersonDescribed)
  case coverageAttested(CoverageAttested)
  case omissionStated(OmissionStated)
  case opaque

  package var payload: (any Payload)? {
    switch self {
    case .charterAdopted(let payload): payload
    case .bodyFormed(let payload): payload
    case .seatTaken(let payload): payload
    case .seatVacated(let payload): payload
    case .membershipChanged(let payload): payload
    case .caseOpened(let payload): payload
    case .reportReceived(let payload): payload
    case .allegationMade(let payload): payload
    case .partyNamed(let payload): payload
    case .evidenceReceived(let payload): payload
    case .meetingHeld(let payload): payload
    case .measureImposed(let payload): payload
    case .remitSet(let payload): payload
    case .findingMade(let payload): payload
    case .decisionTaken(let payload): payload
    case .instructionGiven(let payload): payload
    case .noticeGiven(let payload): payload
    case .requestMade(let payload): payload
    case .statementPublished(let payload): payload
    case .sourceDescribed(let payload): payload
    case .personDescribed(let payload): payload
    case .coverageAttested(let payload): payload
    case .omissionStated(let payload): payload
    case .opaque: nil
    }
  }
}

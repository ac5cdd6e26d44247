package import StrictJSON

/// An entry of the record as a reader sees it.
package struct Entry: Hashable, Sendable {
  package let id: EntryID
  /// Nil where the reader may not know it.
  package let kind: Kind?
  private let content: Content

  /// What it says, which every copy of it shares.
  private final class Content: Hashable, Sendable {
    let on: Day
    let header: Header
    let event: Event
    let dated: DayRange
    let numbers: [EntryID]
    let related: [EntryID]

    init(on: Day, header: Header, event: Event, numbers: [EntryID]) {
      (self.on, self.header, self.event, self.numbers) = (on, header, event, numbers)
      related = (header.timing.shown ?? []).map(\.entry) + event.followed
      dated = (header.occurred.shown??.range ?? .unknown).intersection(DayRange(nil, on))
    }

    static func == (one: Content, other: Content) -> Bool {
      one === other || (one.on == other.on && one.header == other.header && one.event == other.event)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(on)
      hasher.combine(header)
      hasher.combine(event)
    }
  }

  package init(id: EntryID, on: Day, kind: Kind?, header: Header, event: Event) {
    self.init(id: id, kind: kind, Content(on: on, header: header, event: event, numbers: []))
  }

  private init(id: EntryID, kind: Kind?, _ content: Content) { (self.id, self.kind, self.content) = (id, kind, content) }

  /// The day its leaf shows to everyone.
  package var on: Day { content.on }
  package var header: Header { content.header }
  package var event: Event { content.event }

  /// Every entry that it may refer to, ascending: the whole numbers in what it says.
  var numbers: [EntryID] { content.numbers }

  /// The entries that it is said to lie before or after.
  var related: [EntryID] { content.related }

  /// When it happened, as far as this reader can tell, by its date and by its distances to others: any day until it was set down, where nothing says
  /// more. Nothing is set down before it happened.
  package var occurred: DayRange { bounds ?? dated }

  /// The same as far as its own date goes.
  package var dated: DayRange { content.dated }

  /// The days that the distances between the entries of a case leave for it; nil where it does not stand among them.
  var bounds: DayRange?
}

extension Entry {
  /// Every value of it that this reader does not see, in the order of its slots.
  package var gaps: [Gap] {
    Header.slots.compactMap { $0.gap(header) } + (event.payload.map { type(of: $0).schema.gaps($0) } ?? [])
  }
}

extension Entry {
  /// The same for what its kind is about, without what is only told in words.
  package var gapsBesideProse: [Gap] {
    guard let payload = event.payload else { return [] }
    let schema = type(of: payload).schema
    return schema.gaps(payload).filter { gap in
      let place = Int(gap.slot) - Header.slots.count - 1
      return !schema.fields.indices.contains(place) || !schema.fields[place].shape.isProse
    }
  }
}

extension Entry {
  /// Bodies and parties that it names, as far as this reader sees them.
  package var actors: [Actor] {
    switch event {
    case .bodyFormed(let formed): (formed.by.shown ?? []) + bodies(formed.body)
    case .bodyDissolved(let dissolved): (dissolved.by.shown ?? []) + bodies(dissolved.body)
    case .organizationDissolved(let dissolved): (dissolved.by.shown ?? []) + bodies(dissolved.successors)
    case .groupingRegistered(let registered): (registered.by.shown ?? []) + [registered.grouping.shown].compactMap(\.self)
    case .seatTaken(let taken): (taken.by.shown ?? []) + bodies(taken.body) + bodies(taken.represents) + parties(taken.holder)
    case .seatVacated(let vacated): bodies(vacated.body) + parties(vacated.holder)
    case .membershipChanged(let changed): parties(changed.member)
    case .reportReceived(let report): (report.from.shown ?? []) + (report.to.shown ?? [])
    case .allegationMade(let made): parties(made.from) + parties(made.against) + bodies(made.to)
    case .evidenceReceived(let received): (received.by.shown ?? []) + (received.from.shown ?? [])
    case .evidenceRefused(let refused): (refused.by.shown ?? []) + (refused.from.shown ?? [])
    case .meetingHeld(let meeting):
      (meeting.present.shown ?? []) + (meeting.excused.shown ?? []) + bodies(meeting.bodies) + bodies(meeting.open)
    case .measureImposed(let imposed): (imposed.by.shown ?? []) + parties(imposed.on)
    case .measureLifted(let lifted): (lifted.by.shown ?? []) + parties(lifted.on)
    case .remitSet(let remit): (remit.by.shown ?? []) + bodies(remit.of)
    case .findingMade(let finding): bodies(finding.by)
    case .appealLodged(let appeal): (appeal.by.shown ?? []) + bodies(appeal.to)
    case .caseClosed(let closed): closed.by.shown ?? []
    case .decisionTaken(let decision): (decision.by.shown ?? []) + (decision.outcome.shown ?? []).compactMap(\.of)
    case .conflictNoted(let conflict): (conflict.who.shown ?? []) + (conflict.by.shown ?? [])
    case .recusalNoted(let recusal): (recusal.who.shown ?? []) + (recusal.by.shown ?? [])
    case .instructionGiven(let given): (given.from.shown ?? []) + (given.to.shown ?? [])
    case .noticeGiven(let notice): (notice.by.shown ?? []) + (notice.to.shown ?? [])
    case .requestMade(let request): (request.by.shown ?? []) + (request.to.shown ?? [])
    case .consentChanged(let consent): parties(consent.from) + (consent.to.shown ?? [])
    case .needAsked(let asked): (asked.by.shown ?? []) + parties(asked.to)
    case .needStated(let stated): parties(stated.from)
    case .supportGiven(let given): (given.by.shown ?? []) + parties(given.to)
    case .detrimentReported(let detriment): (detriment.by.shown ?? []) + parties(detriment.against)
    case .motionMoved(let motion): (motion.by.shown ?? []) + bodies(motion.to)
    case .motionChanged(let changed): (changed.by.shown ?? []) + bodies(changed.to)
    case .voteHeld(let vote):
      bodies(vote.by) + (vote.roll.shown ?? []).map { .party($0.party) } + parties(vote.recused)
        + [(vote.casting.shown ?? nil)?.party].compactMap { $0.map(Actor.party) }
    case .electionHeld(let election):
      bodies(election.to) + bodies(election.by) + (election.candidates.shown ?? []).map { .party($0.who) }
    case .mandateGiven(let mandate): (mandate.by.shown ?? []) + (mandate.to.shown ?? [])
    case .mandateReported(let reported): reported.by.shown ?? []
    case .mandateTransferred(let transferred):
      (transferred.by.shown ?? []) + (transferred.from.shown ?? []) + (transferred.to.shown ?? [])
    case .statementPublished(let statement):
      (statement.by.shown ?? []) + bodies(statement.to) + (statement.signed.shown ?? []) + (statement.declined.shown ?? [])
    case .sourceDescribed(let source): source.by.shown ?? []
    case .accessGranted(let granted): (granted.by.shown ?? []) + parties(granted.to) + parties(granted.party) + bodies(granted.seat)
    case .accessEnded(let ended): (ended.by.shown ?? []) + parties(ended.of) + parties(ended.party)
    case .disclosureWidened(let widened): widened.by.shown ?? []
    case .disclosureErased(let erased): erased.by.shown ?? []
    case .coverageAttested(let attested): attested.by.shown ?? []
    case .omissionStated(let stated): stated.of.shown?.to ?? []
    case .custodyTransferred(let custody): (custody.from.shown ?? []) + (custody.to.shown ?? [])
    case .charterAdopted, .caseOpened, .partyNamed, .editionPublished, .personDescribed, .opaque: []
    }
  }

  private func bodies(_ field: Field<BodyID>) -> [Actor] { field.shown.map { [.body($0)] } ?? [] }
  private func bodies(_ field: Field<BodyID?>) -> [Actor] { (field.shown ?? nil).map { [.body($0)] } ?? [] }
  private func bodies(_ field: Field<[BodyID]>) -> [Actor] { (field.shown ?? []).map(Actor.body) }
  private func parties(_ field: Field<PartyID>) -> [Actor] { field.shown.map { [.party($0)] } ?? [] }
  private func parties(_ field: Field<PartyID?>) -> [Actor] { (field.shown ?? nil).map { [.party($0)] } ?? [] }
  private func parties(_ field: Field<[PartyID]>) -> [Actor] { (field.shown ?? []).map(Actor.party) }
}

extension Event {
  /// The entries that it cannot have come before, as far as this reader sees them: those it undoes, answers or repeats.
  package var followed: [EntryID] {
    switch self {
    case .decisionTaken(let decision): [decision.undoes.shown ?? nil].compactMap(\.self) + (decision.answers.shown ?? [])
    case .noticeGiven(let notice): notice.answers.shown ?? []
    case .measureImposed(let imposed): imposed.answers.shown ?? []
    case .reportReceived(let report): report.repeats.shown ?? []
    default: []
    }
  }
}

/// The values of an entry that a reader holds, each with the audiences it is sealed for, as far as the reader has their keys, before they are read as anything.
package struct Disclosed: Hashable, Sendable {
  /// A value with its name, as it was committed, and the audiences it is sealed for.
  package struct Value: Hashable, Sendable {
    package var name: String
    package var json: JSONValue
    package var audiences: Set<Audience>

    /// Whether the field was given at all.
    package var isGiven: Bool { !json.isNull }

    package init(name: String, json: JSONValue, audiences: Set<Audience>) {
      self.name = name
      self.json = json
      self.audiences = audiences
    }
  }

  package var id: EntryID
  package var on: Day
  /// By slot, 0 to 23.
  package var values: [UInt8: Value]
  /// Slots whose values were erased for good, with the audiences that each was sealed for.
  package var erased: [UInt8: Set<Audience>]

  package init(id: EntryID, on: Day, values: [UInt8: Value], erased: [UInt8: Set<Audience>] = [:]) {
    self.id = id
    self.on = on
    self.values = values
    self.erased = erased
  }
}

extension Entry {
  /// Reads what is disclosed; every slot that is not becomes a gap. An entry whose kind is hidden, or of a version that this program does not
  /// know, is opaque.
  package init(_ disclosed: Disclosed, reading: Reading) {
    func content(_ slot: Int, _ name: String) -> SlotContent {
      let slot = UInt8(slot)
      if let value = disclosed.values[slot], value.name == name { return .shown(value.json, at: disclosed.id, slot: slot) }
      return .hidden(Gap(entry: disclosed.id, slot: slot, why: disclosed.erased[slot] != nil ? .erased : .withheld))
    }
    var header = Header()
    for (index, slot) in Header.slots.enumerated() { slot.fill(&header, content(index + 1, slot.description.name), reading) }
    let schema = disclosed.values[0].flatMap { KindVersion($0.json) }?.kind.schema
    let first = Header.slots.count + 1
    let event = schema.map { schema in
      schema.read(schema.fields.enumerated().map { content(first + $0, $1.name) }, reading)
    }
    var numbers: Set<EntryID> = []
    for (slot, value) in disclosed.values where slot > 0 { value.json.collectNumbers(into: &numbers) }
    self.init(
      id: disclosed.id, kind: schema?.kind,
      Content(on: disclosed.on, header: header, event: event ?? .opaque, numbers: numbers.sorted()))
  }

  /// The same, as it stands among corrections, which say themselves what they correct.
  func correcting(as written: Entry) -> Entry {
    var header = header
    header.corrects = written.header.corrects
    return Entry(id: id, kind: kind, Content(on: on, header: header, event: event, numbers: numbers))
  }

  /// Its values from slot 0 on, each in the form that is committed; nil where its reader does not see it.
  func values() -> [JSONValue?] {
    [kind.map { KindVersion($0.schema).json }] + Header.slots.map { $0.json(header) }
      + (event.payload.map { type(of: $0).schema.values($0) } ?? [])
  }
}

extension JSONValue {
  /// The whole numbers in it that an entry can have.
  fileprivate func collectNumbers(into found: inout Set<EntryID>) {
    switch self {
    case .number(let number): if let integer = number.integer, integer > 0 { found.insert(EntryID(integer)) }
    case .array(let elements): for element in elements { element.collectNumbers(into: &found) }
    case .object(let object): for (_, value) in object { value.collectNumbers(into: &found) }
    case .null, .bool, .string: break
    }
  }
}

/// What slot 0 commits to: `["decision.taken",1]`.
package struct KindVersion: Hashable, Sendable {
  package var kind: Kind
  package var version: Int

  package init(_ schema: Schema) {
    kind = schema.kind
    version = schema.version
  }

  /// Nil where the kind or the version is not known to this program.
  package init?(_ json: JSONValue) {
    guard case .array(let parts) = json, parts.count == 2, let kind = parts[0].stringValue.flatMap(Kind.init(rawValue:)),
      parts[1].integerValue == kind.schema.version
    else { return nil }
    self.init(kind.schema)
  }

  package var json: JSONValue { [kind.json, version.json] }
  package static let name = "kind"
}

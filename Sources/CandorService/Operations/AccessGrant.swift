package import CandorCore
package import CandorLog
import CandorStore
package import StrictJSON

/// Lets someone read what is open to an audience: all of it, from the first entry on. Nothing does so by itself.
package enum AccessGrant: Operation {
  /// Who is to read what.
  package struct Parameters: OperationParameters {
    /// Their public key, in letters.
    package var key: String
    /// The label of a party, a person's identifier, or `new` for someone the record does not know.
    package var to: String
    package var audience: Visibility.Level
    package var `case`: CaseID?
    /// Of the audience party: whose accounts, by their label.
    package var of: String?
    package var seat: String?
    /// By its label or number.
    package var consent: String?
    package var by: [String]
    package var ground: String?

    package static let fields = [
      Shape.Member("key", .text, "their public key, as candor key show prints it", required: true),
      Shape.Member(
        "to", .text, "who they are: a part in the case, a person's identifier, or \"new\" for someone the record does not know",
        required: true),
      Shape.Member(
        "audience", Visibility.Level.shape, "what they are to read: public, members, case, party, person or body:NAME", required: true),
      Shape.Member("case", .case, "the case, where it has one; not needed where there is only one", required: false),
      Shape.Member("of", .text, "of the audience party: whose accounts; their own without it", required: false),
      Shape.Member("seat", .body, "the body for whose sake they read; their access ends with their seat there", required: false),
      Shape.Member("consent", .entry, "of another's accounts: the consent of whoever they are of", required: false),
      Shape.Member("by", .list(.actor), "who grants it", required: false),
      Shape.Member("ground", .text, "on what ground", required: false),
    ]

    package init(
      key: String, to: String, audience: Visibility.Level, case: CaseID? = nil, of: String? = nil, seat: String? = nil,
      consent: String? = nil, by: [String] = [], ground: String? = nil
    ) {
      (self.key, self.to, self.audience, self.case, self.of) = (key, to, audience, `case`, of)
      (self.seat, self.consent, self.by, self.ground) = (seat, consent, by, ground)
    }

    package init?(_ object: ObjectInput) {
      let (key, to, audience, id): (String?, String?, Visibility.Level?, CaseID??) = (
        object.required("key"), object.required("to"), object.required("audience"), object.caseID()
      )
      let (of, seat, ground): (String??, String??, String??) = (object.required("of"), object.required("seat"), object.required("ground"))
      let by: [String]? = object.has("by") ? object.required("by") : []
      let consent = object.has("consent") ? object.member("consent") : nil
      if let consent, consent.value.stringValue == nil, consent.value.integerValue == nil, !consent.value.isNull {
        consent.mistake("type", "this is no entry", expected: "the label or the number of an entry")
        return nil
      }
      guard let key, let to, let audience, let id, let of, let seat, let ground, let by else { return nil }
      self.init(
        key: key, to: to, audience: audience, case: id, of: of, seat: seat,
        consent: consent.flatMap { $0.value.isNull ? nil : $0.value.reference }, by: by, ground: ground)
    }
  }

  /// Who reads what from here on.
  package struct Output: OperationOutput {
    package var entry: EntryID
    package var person: PersonID
    package var audience: Audience
    package var checkpoint: Checkpoint

    package static var shape: Shape {
      .fields(["entry": .entry, "person": .person, "audience": .text, "checkpoint": .checkpoint])
    }
    package var json: JSONValue {
      ["entry": entry.json, "person": person.json, "audience": .string(audience.description), "checkpoint": checkpoint.json]
    }
  }

  package static let description = OperationDescription(
    method: "access/grant", command: "grant",
    about:
      "Lets someone read what is open to an audience, by their public key. Only who reads it may grant it, and nothing grants it by itself.",
    fields: Parameters.fields, errors: [.input, .notFound, .notPermitted, .unavailable, .damaged], isChange: true,
    example: [
      "key": "0B9Y-YBQ3-G7SP-7H5J-P4SX-88SV-NT8V-A5FJ-8SJ0-8HTB-HTM6-N2FT-S9T5-FWKF", "to": "new", "audience": "members",
    ])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let recipient = try Recipient(named: parameters.key)
    let settled = try settled(parameters, to: recipient, in: session)
    try session.append(settled.settled)
    return Output(entry: settled.entry, person: settled.person, audience: settled.audience, checkpoint: session.checkpoint)
  }

  private static func settled(_ parameters: Parameters, to recipient: Recipient, in session: Session) throws -> (
    settled: Settled, entry: EntryID, person: PersonID, audience: Audience
  ) {
    let id = try matter(of: parameters, in: session)
    let names = session.view.names(in: id)
    let person = try person(called: parameters.to, in: id ?? parameters.case, session)
    let owner = try owner(parameters, names, person, of: id, in: session)
    guard let audience = parameters.audience.audience(of: id, party: owner, person: person) else {
      throw ServiceError(.input, "nobody is that audience here", hint: "name a case, or whose accounts they are to read: of")
    }
    let consent = try parameters.consent.map { try entry($0, names) }
    try refuse(audience, of: id, to: person, parameters, consent, in: session)
    var fields: JSONObject = [
      "person": person.json, "audience": parameters.audience.json, "key": .string(recipient.text),
      "by": .array(parameters.by.map(JSONValue.string)),
    ]
    fields["party"] = owner?.json
    fields["seat"] = parameters.seat.map(JSONValue.string)
    fields["consent"] = consent?.json
    fields["ground"] = parameters.ground.map(JSONValue.string)
    let draft = try session.draft(.accessGranted, fields, in: id)
    var settled = try session.settled([draft], isGrant: true)
    let audiences = [.public, .person(person), audience].uniqued
    settled.change.grants = [AccessChange.Grant(of: audiences, to: recipient)]
    settled.change.openings += session.owed(to: audiences.filter(\.isOfOne))
    return (settled, draft.id, person, audience)
  }

  private static func matter(of parameters: Parameters, in session: Session) throws -> CaseID? {
    switch parameters.audience {
    case .case, .party: return try session.caseID(parameters.case)
    case .public, .members, .body, .person:
      guard let id = parameters.case else { return nil }
      // A part in a case is how someone is called there; what they are to read is not of the case.
      _ = try session.caseID(id)
      return nil
    }
  }

  private static func person(called name: String, in id: CaseID?, _ session: Session) throws -> PersonID {
    if name == "new" { return PersonID(random: session.environment.randomness.word()) }
    if let person = PersonID(name), session.access.known.contains(person) { return person }
    // One label may stand for different people in different cases.
    let cases = id.map { [$0] } ?? session.organization.cases
    let parties = cases.compactMap { session.view.names(in: $0).parties[name] }
    guard !parties.isEmpty else {
      throw ServiceError(
        .notFound, "nobody on record is called that",
        hint:
          "name a part in the case (candor people lists them), a person's identifier (candor access), or \"new\" for someone the record does not know"
      )
    }
    let persons = session.access.persons(of: parties)
    guard persons.count <= 1 else {
      throw ServiceError(.input, "in different cases these are different people", hint: "say of which case the part is: case")
    }
    guard let person = persons.first else {
      throw ServiceError(
        .notFound, "who that part is, is not on record, or not open to you",
        hint: "give the part a person first: names in its case file, or \"person\" in a party.named that corrects the first")
    }
    return person
  }

  private static func owner(
    _ parameters: Parameters, _ names: Names, _ person: PersonID, of id: CaseID?, in session: Session
  ) throws -> PartyID? {
    guard parameters.audience == .party else { return nil }
    if let of = parameters.of {
      guard let party = names.parties[of] ?? PartyID(of), session.home(of: party) == id else {
        throw ServiceError(.notFound, "no part in this case is called that", hint: "candor people lists them")
      }
      return party
    }
    let own = names.parties.values.filter { session.access.persons(of: [$0]).contains(person) }
    guard own.count == 1 else {
      throw ServiceError(.input, "whose accounts they are to read is not said", hint: "name the part in the case: of")
    }
    return own.first
  }

  private static func entry(_ text: String, _ names: Names) throws -> EntryID {
    let found = names.entries[text]?.id ?? Int(text).map { EntryID($0) }
    guard let found, names.kinds[found] == .consentChanged else {
      throw ServiceError(.input, "\"consent\" names no entry that records a consent", hint: "name a consent.changed by its label or number")
    }
    return found
  }

  /// Refuses what would undo a recusal, or go further than whoever it belongs to lets it.
  private static func refuse(
    _ audience: Audience, of id: CaseID?, to person: PersonID, _ parameters: Parameters, _ consent: EntryID?, in session: Session
  ) throws {
    let seat = parameters.seat.map { BodyID($0) }
    if let id, case .case = audience, session.access.isShutOut(person, seat: seat, of: id) {
      throw ServiceError(
        .notPermitted, "they are a party to this case, or stepped back from it",
        hint: "as a party they read what they are owed: --audience party; the case itself is for others")
    }
    if case .body = audience {
      let isKept = session.view.entries.contains { entry in
        guard let id = entry.header.case.shown ?? nil, session.access.isShutOut(person, seat: seat, of: id) else { return false }
        return session.view.values(of: entry.id).contains { $0.audiences.contains(audience) }
      }
      if isKept {
        throw ServiceError(
          .notPermitted, "what is open to this body tells of a case that they are a party to, or stepped back from",
          hint: "let someone else read for the body; as a party they read what they are owed: --audience party")
      }
    }
    if case .party(let owner) = audience, !session.access.persons(of: [owner]).contains(person) {
      let word = Consents(session.view.entries).last(of: owner, letting: session.access, person: person, seat: seat)
      guard let word else {
        throw ServiceError(
          .notPermitted, "these are another's accounts, and they have not consented to it",
          hint: "record their consent first: consent.changed from them, given, to a part that this person is or to the body they sit on")
      }
      guard consent == word else {
        throw ServiceError(.input, "the consent that it rests on is entry \(word)", hint: "name it: consent \(word)")
      }
    }
  }
}

extension Recipient {
  /// Reads a public key as its owner handed it over.
  ///
  /// - Throws: `ServiceError`.
  init(named text: String) throws(ServiceError) {
    do throws(LogFault) { try self.init(parsing: text) } catch { throw ServiceError(explaining: error) }
  }
}

extension JSONValue {
  /// The label or the number of an entry, in letters.
  fileprivate var reference: String { stringValue ?? canonicalText }
}

extension Session {
  /// What parties and persons are owed of the entries that are there.
  fileprivate func owed(to readers: [Audience]) -> [AccessChange.Opening] {
    let homes = readers.reduce(into: [PartyID: CaseID]()) { homes, reader in
      if case .party(let party) = reader { homes[party] = home(of: party) }
    }
    return view.entries.flatMap { entry -> [AccessChange.Opening] in
      guard let kind = entry.kind else { return [] }
      let values = view.values(of: entry.id)
      let owed = Owed.audiences(kind, readers: Set(readers), of: homes) { name in values.first { $0.name == name }?.json }
      let names = kind.slotNames
      return owed.sorted { $0.key.description < $1.key.description }.compactMap { audience, places in
        let lacking = places.filter { place in values.contains { $0.name == names[place] && !$0.audiences.contains(audience) } }
        return lacking.isEmpty
          ? nil : AccessChange.Opening(entry: entry.id, slots: Set(lacking.map { UInt8($0) }), audience: audience)
      }
    }
  }
}

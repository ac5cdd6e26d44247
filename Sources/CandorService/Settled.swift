package import CandorCore
import CandorLog
package import CandorStore
import StrictJSON

/// What drafts come to when they are appended: who may read each value, what they erase, whose access they end, and what they open and take back.
package struct Settled: Sendable {
  /// The drafts' entries, and those that say whose access ends with them.
  package var entries: [Addressed]
  package var erasing: [ErasedValue]
  package var change = AccessChange()
  /// Whose access ends, with the entries that say so.
  package var ended: [EndedAccess] = []

  /// Someone's access to what is open to an audience, that ends with an append.
  package struct EndedAccess: Hashable, Sendable {
    package var person: PersonID
    package var audience: Audience
    /// The entry that says so.
    package var by: EntryID
    /// The entry that brings it about.
    package var because: EntryID
    /// Whether nobody but the recovery key opens what is recorded from there on.
    package var leavesNobody: Bool
  }
}

extension Session {
  /// What drafts come to; nothing is written.
  ///
  /// - Parameters:
  ///   - isDry: whether it is only to be known, and whoever asks need not keep the record.
  ///   - isGrant: whether a draft may give keys, as the operation that grants access does.
  /// - Throws: `ServiceError` where one of them would do what it may not.
  package func settled(_ drafts: [Draft], isDry: Bool = false, isGrant: Bool = false) throws -> Settled {
    guard isDry || record.isKept else { throw RecordFault(path: record.path, reason: .notKeeper) }
    try refuseKeys(in: drafts, isGrant: isGrant)
    let (charter, today) = (try charter, try today)
    guard organization.unseenCharters.isEmpty else {
      throw ServiceError(
        .notPermitted, "the record may hold a newer code than you can read, and the code says who may read what is written now",
        hint: "ask someone who can read every version of the code to write it, or to open it to you")
    }
    let written = drafts.map { $0.entry(on: today) }
    let ending = access.ending(with: written)
    let endings = try endingDrafts(ending, after: drafts)
    let all = drafts + endings.map(\.draft)
    let entries = all.map { $0.entry(on: today) }
    let (after, consents) = (access.seeing(entries), Consents(view.entries + written))
    let readers = Set(after.present.map(\.audience)).filter { $0.isOfOne }
    let homes = readers.isEmpty ? [:] : homes(of: readers, entries)
    var settled = Settled(
      entries: all.map { draft in
        let id = draft["case"].stringValue.flatMap { CaseID($0) }
        var addressed = charter.address(
          draft, on: today, consent: consents.level(for: draft), keptFrom: id.map(after.bodiesKept) ?? [])
        addressed.owed = Owed.audiences(draft.kind, readers: readers, of: homes) { draft[$0] }
        return addressed
      }, erasing: view.erased(by: drafts))
    // What is widened may be written with it: so it is where a case file tells of both.
    let isWidened = entries.contains { $0.kind == .disclosureWidened }
    settled.change = try change(with: entries, access, after, consents, in: isWidened ? view.appending(settled.entries) : view)
    settled.ended = endings.map { ended in
      Settled.EndedAccess(
        person: ended.holding.person, audience: ended.holding.audience, by: ended.draft.id, because: ended.because,
        leavesNobody: settled.change.epochs.contains { $0.audience == ended.holding.audience && $0.holders.isEmpty })
    }
    return settled
  }

  /// Keys are named by those who make them, not by whoever writes an entry.
  private func refuseKeys(in drafts: [Draft], isGrant: Bool) throws {
    for draft in drafts where draft["key"] != .null {
      switch draft.kind {
      case .custodyTransferred:
        throw ServiceError(
          .input, "entry \(draft.id) would name a key that signs the record, which only the key itself can",
          hint: "leave \"key\" out; to hand over: candor hand-over")
      case .accessGranted where !isGrant:
        throw ServiceError(
          .input, "entry \(draft.id) would grant access to a key, and an entry alone hands out no keys",
          hint: "leave \"key\" out, where it tells of what was done elsewhere; to grant access: candor grant")
      default: break
      }
    }
  }

  /// The entries that say whose access ends: one a person and audience.
  private func endingDrafts(_ ending: [(holding: Access.Holding, because: EntryID)], after drafts: [Draft]) throws -> [(
    draft: Draft, holding: Access.Holding, because: EntryID
  )] {
    var seen: Set<[String]> = []
    let each = ending.filter { seen.insert([$0.holding.person.text, $0.holding.audience.description]).inserted }
    let first = nextEntry.number + drafts.count
    return try each.enumerated().map { offset, ended in
      let (id, party) = matter(of: ended.holding.audience, drafts)
      var fields: JSONObject = [
        "kind": Kind.accessEnded.json, "person": ended.holding.person.json, "audience": ended.holding.audience.level.json,
      ]
      fields["party"] = party?.json
      fields["case"] = id?.json
      // What brought it about may be open to fewer than this entry is.
      if drafts.first(where: { $0.id == ended.because })?["case"] == id?.json ?? .null { fields["because"] = ended.because.json }
      let reading = Reading(names: .recorded)
      guard
        let draft = Draft(
          reading.input(.object(fields)), id: EntryID(first + offset), case: id, recorded: environment.now(), today: try today)
      else { throw ServiceError(reading.mistakes) }
      return (draft, ended.holding, ended.because)
    }
  }

  /// The case, and the party, that an audience belongs to.
  private func matter(of audience: Audience, _ drafts: [Draft]) -> (CaseID?, PartyID?) {
    switch audience {
    case .case(let id): (id, nil)
    case .party(let party): (home(of: party, drafts), party)
    case .public, .members, .body, .person: (nil, nil)
    }
  }

  /// The case that a party belongs to.
  package func home(of party: PartyID, _ drafts: [Draft] = []) -> CaseID? {
    for entry in view.entries {
      if case .partyNamed(let named) = entry.event, named.party.is(party) == .yes { return entry.header.case.shown ?? nil }
    }
    return drafts.first { $0["party"] == party.json }?["case"].stringValue.flatMap { CaseID($0) }
  }

  private func homes(of readers: Set<Audience>, _ entries: [Entry]) -> [PartyID: CaseID] {
    (view.entries + entries).reduce(into: [:]) { homes, entry in
      guard case .partyNamed(let named) = entry.event, let party = named.party.shown, readers.contains(.party(party)) else { return }
      homes[party] = entry.header.case.shown ?? nil
    }
  }
}

// MARK: - Keys and boxes

extension Session {
  private func change(
    with entries: [Entry], _ before: Access, _ after: Access, _ consents: Consents, in written: RecordView
  ) throws -> AccessChange {
    var change = AccessChange()
    change.holders = [.public: try after.keys.map { try recipient($0) }]
    let gone = before.present.filter { holding in
      !after.present.contains { $0.person == holding.person && $0.key == holding.key && $0.audience == holding.audience }
    }
    for entry in entries {
      if case .accessEnded(let end) = entry.event, let person = end.person.shown ?? nil,
        !gone.contains(where: { $0.person == person }), !after.ended.contains(where: { $0.by == entry.id })
      {
        throw ServiceError(
          .notFound, "entry \(entry.id) would end an access that nobody has", hint: "'candor access' lists who may read what")
      }
    }
    let keeper = record.reader.text
    for audience in gone.map(\.audience).uniqued {
      let leaving = gone.filter { $0.audience == audience }.map(\.key).uniqued
      let keeps = record.isKept && !leaving.contains(keeper)
      let staying = after.keys(for: audience).filter { !leaving.contains($0) } + (keeps ? [keeper] : [])
      change.epochs.append(
        AccessChange.Epoch(
          audience: audience, holders: try staying.uniqued.map { try recipient($0) }, leaving: try leaving.map { try recipient($0) }))
    }
    change.openings = try widened(by: entries, consents, in: written)
    try withdraw(from: entries, &change)
    return change
  }

  func recipient(_ key: String) throws -> Recipient { try Recipient(parsing: key) }

  /// What `disclosure.widened` opens: the values, and of what kind the entry is.
  private func widened(by entries: [Entry], _ consents: Consents, in view: RecordView) throws -> [AccessChange.Opening] {
    try entries.flatMap { entry -> [AccessChange.Opening] in
      guard case .disclosureWidened(let widened) = entry.event, let level = widened.to.shown else { return [] }
      return try (widened.of.shown ?? []).compactMap { id in
        // An entry opens what stands before it, no later one.
        guard id < entry.id else { throw ServiceError.unknownWidening(id, by: entry.id) }
        return try opening(
          of: id, widened.fields.shown ?? [], to: level, consents, by: entry.id, consent: widened.consent.shown ?? nil, in: view)
      }
    }
  }

  private func opening(
    of id: EntryID, _ fields: [String], to level: Visibility.Level, _ consents: Consents, by widening: EntryID, consent named: EntryID?,
    in view: RecordView
  ) throws -> AccessChange.Opening? {
    guard let entry = view[id], let kind = entry.kind else {
      throw ServiceError.unknownWidening(id, by: widening)
    }
    let owner = view.owner(of: id)
    guard let audience = level.audience(of: entry.header.case.shown ?? nil, party: owner, person: nil) else {
      throw ServiceError(
        .input, "entry \(widening) would open entry \(id) to \"\(level.json.stringValue ?? "")\", and nobody is that there",
        hint: "name one of: public, members, case, body:NAME")
    }
    let values = view.values(of: id)
    let names = [KindVersion.name] + Header.slots.map(\.description.name) + kind.schema.fields.map(\.name)
    let unknown = fields.filter { !names.contains($0) }
    guard unknown.isEmpty else {
      throw ServiceError(
        .input, "entry \(widening) would open fields that \(kind.rawValue) does not have: \(unknown.joined(separator: ", "))",
        hint: "its fields are: \(names.dropFirst().joined(separator: ", "))")
    }
    let isBeyondCase = level != .case && level != .party
    func isWanted(_ name: String) -> Bool {
      fields.isEmpty ? !(isBeyondCase && Visibility.isSealed(name, of: kind)) : fields.contains(name)
    }
    let slots = names.indices.filter { $0 == 0 || isWanted(names[$0]) }
    for slot in slots where slot > 0 {
      let name = names[slot]
      if isBeyondCase, Visibility.isSealed(name, of: kind) {
        throw ServiceError(
          .notPermitted, "entry \(widening) would open \"\(name)\" of entry \(id) beyond its case, which nothing can",
          hint: "leave it out: who a person is, and what links an entry to its case, stays with the case")
      }
      guard kind.owned.contains(UInt8(slot)), let owner, values.contains(where: { $0.name == name && $0.isGiven }) else { continue }
      // What the case reads already is no wider for it.
      if values.contains(where: { $0.name == name && $0.audiences.contains(audience) }) { continue }
      let word = consents.last(of: owner, on: id)
      guard let word, word.covers(level), named == word.entry else {
        let reason =
          word.map {
            $0.covers(level)
              ? "its owner's consent is entry \($0.entry), and the entry does not name it"
              : "its owner's last word on that is entry \($0.entry)"
          }
          ?? "its owner has consented to nothing"
        throw ServiceError(
          .notPermitted, "entry \(widening) would open \"\(name)\" of entry \(id), which is a person's own account: \(reason)",
          hint:
            "record their consent first (consent.changed, with its audience), and name it in \"consent\"; or leave the field out of \"fields\""
        )
      }
    }
    let held = Set(slots.map { UInt8($0) }.filter { slot in values.contains { $0.name == names[Int(slot)] } })
    return AccessChange.Opening(entry: id, slots: held, audience: audience)
  }

  /// What goes no further, since its owner no longer consents: it is taken from whoever it was opened to by consent, and stays with the case.
  private func withdraw(from entries: [Entry], _ change: inout AccessChange) throws {
    for entry in entries {
      guard case .consentChanged(let consent) = entry.event, consent.state.is(.given) != .yes, let owner = consent.from.shown,
        let word = Consents([entry]).last
      else { continue }
      for account in view.entries where word.concerns(account.id) && view.owner(of: account.id) == owner {
        guard let kind = account.kind, let id = account.header.case.shown ?? nil else { continue }
        let consented = consentedAudiences(of: account.id, owner)
        let names = [KindVersion.name] + Header.slots.map(\.description.name) + kind.schema.fields.map(\.name)
        for value in view.values(of: account.id) {
          guard let slot = names.firstIndex(of: value.name).map({ UInt8($0) }), kind.owned.contains(slot) else { continue }
          let tooWide = value.audiences.filter { consented.contains($0) || ![.case(id), .party(owner)].contains($0) }
          guard !tooWide.isEmpty else { continue }
          // What consent let go further when it was written stays with the case, as it would have without.
          if !tooWide.subtracting(consented).isEmpty, !value.audiences.contains(.case(id)) {
            change.openings.append(AccessChange.Opening(entry: account.id, slots: [slot], audience: .case(id)))
          }
          for audience in tooWide.sorted(by: { $0.description < $1.description }) {
            change.closings.append(AccessChange.Opening(entry: account.id, slots: [slot], audience: audience))
          }
        }
      }
    }
  }

  /// To whom an account was opened by its owner's consent.
  private func consentedAudiences(of account: EntryID, _ owner: PartyID) -> Set<Audience> {
    view.entries.reduce(into: []) { audiences, entry in
      guard case .disclosureWidened(let widened) = entry.event, widened.of.test({ $0.contains(account) }) == .yes,
        (widened.consent.shown ?? nil) != nil
      else { return }
      let id = view[account]?.header.case.shown ?? nil
      if let audience = widened.to.shown?.audience(of: id, party: owner, person: nil) { audiences.insert(audience) }
    }
  }
}

extension ServiceError {
  fileprivate static func unknownWidening(_ id: EntryID, by widening: EntryID) -> ServiceError {
    ServiceError(
      .notFound, "entry \(widening) would open entry \(id), which does not stand before it in the record, or is not open to you",
      hint: "name an entry that 'candor show' lists, or one that is told of before it")
  }
}

extension Audience {
  /// Whether it is one party or person.
  var isOfOne: Bool {
    switch self {
    case .party, .person: true
    case .public, .members, .body, .case: false
    }
  }

  /// How an entry names it, beside its case, party or person.
  package var level: Visibility.Level {
    switch self {
    case .public: .public
    case .members: .members
    case .body(let body): .body(body)
    case .case: .case
    case .party: .party
    case .person: .person
    }
  }
}

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
    if !isDry { try record.checkWritable() }
    try refuseKeys(in: drafts, isGrant: isGrant)
    let (charter, today) = (try charter, try today)
    guard organization.unseenCharters.isEmpty else {
      throw ServiceError(
        .notPermitted, "the record may hold a newer code than you can read, and the code says who may read what is written now",
        hint: "ask someone who can read every version of the code to write it, or to open it to you")
    }
    let written = drafts.map { $0.entry(on: today) }
    // Of an audience that the keeper was left out of, they do not know who reads there; they cannot begin its next epoch, and say nothing in it.
    let held = record.audiences
    let ending = access.ending(with: written).filter { held.contains($0.holding.audience) }
    let endings = try endingDrafts(ending, after: drafts)
    let all = drafts + endings.map(\.draft)
    let entries = all.map { $0.entry(on: today) }
    let (after, consents) = (access.seeing(entries), Consents(view.entries + written))
    let readers = Set(after.present.map(\.audience)).filter { $0.isOfOne }
    let homes = readers.isEmpty ? [:] : homes(of: readers, entries)
    var settled = Settled(
      entries: all.map { draft in
        let id = draft["case"].stringValue.flatMap { CaseID($0) }
        let owners = draft.kind.owners(besides: after.officers) { draft[$0] }
        var addressed = charter.address(
          draft, on: today, owners: owners, consent: consents.level(of: owners, on: draft.id), keptFrom: id.map(after.bodiesKept) ?? [])
        addressed.owed = Owed.audiences(draft.kind, readers: readers, of: homes) { draft[$0] }
        return addressed
      }, erasing: view.erased(by: drafts))
    settled.change = try change(with: entries, access, after)
    for opening in try widened(by: entries, settled.entries, consents, besides: after.officers) {
      let place = opening.entry.number - nextEntry.number
      if place >= 0 {
        settled.entries[place].owed[opening.audience, default: []] += opening.slots.map { Int($0) }
      } else {
        settled.change.openings.append(opening)
      }
    }
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
  private func change(with entries: [Entry], _ before: Access, _ after: Access) throws -> AccessChange {
    var change = AccessChange()
    change.holders = [.public: try after.keys.map { try recipient($0) }]
    let gone = before.present.filter { holding in
      !after.present.contains { $0.person == holding.person && $0.key == holding.key && $0.audience == holding.audience }
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
    try withdraw(from: entries, &change)
    return change
  }

  func recipient(_ key: String) throws -> Recipient { try Recipient(parsing: key) }

  /// What `disclosure.widened` opens: the values, and of what kind the entry is.
  private func widened(
    by entries: [Entry], _ written: [Addressed], _ consents: Consents, besides officers: Set<PartyID>
  ) throws -> [AccessChange.Opening] {
    try entries.flatMap { entry -> [AccessChange.Opening] in
      guard case .disclosureWidened(let widened) = entry.event, let level = widened.to.shown else { return [] }
      return try (widened.of.shown ?? []).compactMap { id in
        let place = id.number - nextEntry.number
        guard
          let account = written.indices.contains(place)
            ? Account(written[place], besides: officers) : Account(id, in: view, besides: officers)
        else {
          throw ServiceError(
            .notFound, "entry \(entry.id) would open entry \(id), which is not in the record, or not open to you",
            hint: "name an entry that 'candor show' lists")
        }
        return try account.opening(to: level, widened, by: entry.id, consents)
      }
    }
  }

  /// What goes no further, since its owner no longer consents: it is taken from whoever it was opened to by consent, and stays with the case.
  private func withdraw(from entries: [Entry], _ change: inout AccessChange) throws {
    for entry in entries {
      guard case .consentChanged(let consent) = entry.event, consent.state.is(.given) != .yes, let owner = consent.from.shown,
        let word = Consents([entry]).last
      else { continue }
      for account in view.entries where word.concerns(account.id) && view.owners(of: account.id, besides: access.officers).contains(owner) {
        guard let kind = account.kind, let id = account.header.case.shown ?? nil else { continue }
        let consented = consentedAudiences(of: account.id, owner)
        let owners = Set(view.owners(of: account.id, besides: []).map(Audience.party))
        let names = kind.slotNames
        for value in view.values(of: account.id) {
          guard let slot = names.firstIndex(of: value.name).map({ UInt8($0) }), kind.owned.contains(slot) else { continue }
          // Their own accounts nobody takes from their owners.
          let tooWide = value.audiences.subtracting(owners).filter { consented.contains($0) || $0 != .case(id) }
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

/// What an entry says, for whoever opens some of it to others: one of the record, or one that is being written.
private struct Account {
  let id: EntryID
  let kind: Kind
  let ofCase: CaseID?
  let owners: [PartyID]
  /// By the names of their fields.
  let values: [String: (isGiven: Bool, audiences: Set<Audience>)]

  /// Nil where the reader does not see of what kind it is.
  init?(_ id: EntryID, in view: RecordView, besides officers: Set<PartyID>) {
    guard let entry = view[id], let kind = entry.kind else { return nil }
    (self.id, self.kind, owners) = (id, kind, view.owners(of: id, besides: officers))
    ofCase = entry.header.case.shown ?? nil
    values = Dictionary(uniqueKeysWithValues: view.values(of: id).map { ($0.name, ($0.isGiven, $0.audiences)) })
  }

  init(_ written: Addressed, besides officers: Set<PartyID>) {
    (id, kind) = (written.draft.id, written.draft.kind)
    owners = kind.owners(besides: officers) { written.draft[$0] }
    ofCase = written.draft["case"].stringValue.flatMap { CaseID($0) }
    values = zip(written.draft.values, written.audiences).reduce(into: [:]) { values, value in
      values[value.0.name] = (!value.0.json.isNull, [value.1])
    }
  }

  /// The values that are opened; nil where their owner has taken back since what let them be.
  ///
  /// - Throws: `ServiceError` where a value may not be opened so far.
  func opening(
    to level: Visibility.Level, _ widened: DisclosureWidened, by widening: EntryID, _ consents: Consents
  ) throws -> AccessChange.Opening? {
    let fields = widened.fields.shown ?? []
    guard let audience = level.audience(of: ofCase, party: owners.count == 1 ? owners[0] : nil, person: nil) else {
      throw ServiceError(
        .input, "entry \(widening) would open entry \(id) to \"\(level.json.stringValue ?? "")\", and nobody is that there",
        hint: "name one of: public, members, case, body:NAME")
    }
    let names = kind.slotNames
    let unknown = fields.filter { !names.contains($0) }
    guard unknown.isEmpty else {
      throw ServiceError(
        .input, "entry \(widening) would open what \(kind.rawValue) does not have",
        hint: "its fields are: \(names.dropFirst().joined(separator: ", "))")
    }
    let isBeyondCase = level != .case && level != .party
    var slots: Set<UInt8> = [0]
    for (slot, name) in names.enumerated().dropFirst() {
      let isSealed = isBeyondCase && Visibility.isSealed(name, of: kind)
      guard fields.isEmpty ? !isSealed : fields.contains(name), let value = values[name] else { continue }
      guard !isSealed else {
        throw ServiceError(
          .notPermitted, "entry \(widening) would open \"\(name)\" of entry \(id) beyond its case, which nothing can",
          hint: "leave it out: who a person is, and what links an entry to its case, stays with the case")
      }
      if !owners.isEmpty, kind.owned.contains(UInt8(slot)), value.isGiven, !value.audiences.contains(audience) {
        try requireConsent(to: level, for: name, widened.consent.shown ?? nil, by: widening, consents)
        guard owners.allSatisfy({ consents.last(of: $0, on: id)?.covers(level) == true }) else { continue }
      }
      slots.insert(UInt8(slot))
    }
    return AccessChange.Opening(entry: id, slots: slots, audience: audience)
  }

  private func requireConsent(
    to level: Visibility.Level, for field: String, _ named: EntryID?, by widening: EntryID, _ consents: Consents
  ) throws {
    let words = owners.map { consents.last(of: $0, on: id, until: widening) }
    if words.allSatisfy({ $0?.covers(level) == true }), words.contains(where: { $0?.entry == named }) { return }
    let word = words.first { $0?.covers(level) != true } ?? words[0]
    let reason =
      switch word {
      case nil: "its owner has consented to nothing"
      case let word? where word.covers(level): "its owner's consent is entry \(word.entry), and the entry does not name it"
      case let word?: "its owner's last word on that is entry \(word.entry)"
      }
    throw ServiceError(
      .notPermitted, "entry \(widening) would open \"\(field)\" of entry \(id), which is a person's own account: \(reason)",
      hint: "record their consent first (consent.changed, with its audience), and name it in \"consent\"; or leave it out of \"fields\"")
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

/// A party's word on how far their accounts may go.
package struct Consent: Hashable, Sendable {
  /// The entry that has it.
  package let entry: EntryID
  package let owner: PartyID
  let isGiven: Bool
  private let of: [EntryID]
  private let bodies: [BodyID]
  private let parties: [PartyID]
  private let audience: Visibility.Level?

  /// Nil where the entry is none, or does not show whose and what it is.
  init?(_ entry: Entry) {
    guard case .consentChanged(let consent) = entry.event, let owner = consent.from.shown, let state = consent.state.shown,
      let of = consent.of.shown, let to = consent.to.shown, let audience = consent.audience.shown
    else { return nil }
    (self.entry, self.owner, self.of, self.audience) = (entry.id, owner, of, audience)
    isGiven = state == .given
    bodies = to.compactMap { if case .body(let body) = $0 { body } else { nil } }
    parties = to.compactMap { if case .party(let party) = $0 { party } else { nil } }
  }

  /// Whether it is on all accounts of its owner.
  fileprivate var isOnAll: Bool { of.isEmpty }

  fileprivate func isTo(_ person: PersonID, seat: BodyID?, _ access: Access) -> Bool {
    // One that is withdrawn, and names nobody, is withdrawn from everyone.
    access.persons(of: parties).contains(person) || (seat.map(bodies.contains) ?? false) || (!isGiven && bodies.isEmpty && parties.isEmpty)
  }

  /// Whether it speaks of an account: of those it names, or of all where it names none.
  package func concerns(_ account: EntryID) -> Bool { of.isEmpty || of.contains(account) }

  /// The level to which it lets an account go; nil where it lets it go no further than it is.
  var level: Visibility.Level? { isGiven ? audience : nil }

  /// Whether it lets an account go so far.
  package func covers(_ level: Visibility.Level) -> Bool {
    guard isGiven else { return false }
    if case .body(let body) = level, bodies.contains(body) { return true }
    return audience.map(level.isWithin) ?? false
  }
}

/// What the owners of accounts have said of how far these may go.
package struct Consents: Sendable {
  private let all: [Consent]

  /// The last of all.
  package var last: Consent? { all.last }

  /// Those that entries tell of, in their order.
  package init(_ entries: some Sequence<Entry>) { all = entries.compactMap(Consent.init) }

  /// The owner's last word on an account, up to an entry where one is named; nil where there is none.
  package func last(of owner: PartyID, on account: EntryID, until entry: EntryID? = nil) -> Consent? {
    all.last { word in word.owner == owner && word.concerns(account) && entry.map { word.entry < $0 } ?? true }
  }

  /// The owner's last word on someone's reading all of their accounts, where it lets them; nil where it does not.
  package func last(of owner: PartyID, letting access: Access, person: PersonID, seat: BodyID?) -> EntryID? {
    let word = all.last { $0.owner == owner && $0.isOnAll && $0.isTo(person, seat: seat, access) }
    return word.flatMap { $0.isGiven ? $0.entry : nil }
  }

  /// The level to which all owners of an account let it go; nil where one of them lets it go no further than it is.
  package func level(of owners: [PartyID], on account: EntryID) -> Visibility.Level? {
    let levels = owners.compactMap { last(of: $0, on: account)?.level }
    return levels.count == owners.count ? levels.min { $0 != $1 && $0.isWithin($1) } : nil
  }
}

extension Kind {
  /// The slots of a person's own words and identity: what may be erased is theirs.
  package var owned: Set<UInt8> {
    Set(schema.fields.indices.filter { schema.fields[$0].isErasable }.map { UInt8(Header.slots.count + 1 + $0) })
  }
}

extension RecordView {
  /// The parties whose own account an entry of the record is, as far as this reader sees it.
  package func owners(of id: EntryID, besides officers: Set<PartyID>) -> [PartyID] {
    let values = values(of: id)
    return self[id]?.kind?.owners(besides: officers) { name in values.first { $0.name == name }?.json } ?? []
  }
}

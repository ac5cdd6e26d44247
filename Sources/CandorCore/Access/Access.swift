/// Who holds the keys to what, as the record says it: every grant, and every end of one.
package struct Access: Sendable {
  /// That someone's key opens what is recorded for an audience.
  package struct Holding: Hashable, Sendable {
    /// Whose key it is.
    package var person: PersonID
    /// Their public key, in letters, as it was recorded.
    package var key: String
    package var audience: Audience
    /// The body for whose sake they hold it; with their seat there it ends.
    package var seat: BodyID?
    /// Of a party's accounts: the consent that it rests on; nil for the party's own.
    package var consent: EntryID?
    /// The entry that granted it.
    package var since: EntryID
    /// Whether they hold it since they keep the record, and no entry granted it.
    package var isCustody = false
  }

  /// A holding that came to its end.
  package struct Ended: Hashable, Sendable {
    package var holding: Holding
    /// The entry that says so.
    package var by: EntryID
    /// The entry that brought it about, where it was not ended for itself.
    package var because: EntryID?
  }

  /// What is held now, in the order in which it was granted.
  package private(set) var present: [Holding] = []
  /// What was held once.
  package private(set) var ended: [Ended] = []
  /// The persons that a party is, as far as this reader may know them.
  private var persons: [PartyID: Set<PersonID>] = [:]
  /// Every person who is on record, as far as this reader may know.
  package private(set) var known: Set<PersonID> = []
  /// Parties that hold an office or a seat, or did.
  package private(set) var officers: Set<PartyID> = []
  private var shutOut: [CaseID: ShutOut] = [:]

  /// Who may not read a case as its keepers do: its parties, and those who stepped back from it.
  private struct ShutOut: Sendable {
    var parties: Set<PartyID> = []
    var bodies: Set<BodyID> = []
  }

  /// What a view shows of it.
  package init(_ view: RecordView) { self.init(view.entries) }

  /// What these entries tell, in their order.
  package init(_ entries: some Sequence<Entry>) {
    for entry in entries { see(entry) }
  }

  /// The same after more entries.
  package func seeing(_ entries: [Entry]) -> Access {
    var access = self
    for entry in entries { access.see(entry) }
    return access
  }

  /// The same with what the keeper of the record holds as such, where it is on record who they are.
  ///
  /// - Parameters:
  ///   - key: their public key, in letters.
  ///   - audiences: those whose present keys they have.
  package func including(keeper key: String, of audiences: Set<Audience>) -> Access {
    var access = self
    for known in Set(present.filter { $0.key == key }.map(\.person)) {
      for audience in audiences where !present.contains(where: { $0.key == key && $0.audience == audience }) {
        access.present.append(Holding(person: known, key: key, audience: audience, since: EntryID(0), isCustody: true))
      }
    }
    return access
  }

  private mutating func see(_ entry: Entry) {
    let id = entry.header.case.shown ?? nil
    switch entry.event {
    case .accessGranted(let granted):
      guard let person = granted.person.shown ?? nil, let key = granted.key.shown ?? nil,
        let audience = granted.audience.shown?.audience(of: id, party: granted.party.shown ?? nil, person: person)
      else { return }
      known.insert(person)
      // Whoever reads anything reads what is open to everyone, and what is about themselves.
      for other in [Audience.public, .person(person)] where other != audience && !holds(key, other) {
        present.append(Holding(person: person, key: key, audience: other, since: entry.id))
      }
      present.removeAll { $0.person == person && $0.key == key && $0.audience == audience }
      present.append(
        Holding(
          person: person, key: key, audience: audience, seat: granted.seat.shown ?? nil, consent: granted.consent.shown ?? nil,
          since: entry.id))
    case .accessEnded(let end):
      let gone = present.filter { end.ends($0, inCase: id) }
      present.removeAll { gone.contains($0) }
      ended += gone.map { Ended(holding: $0, by: entry.id, because: end.because.shown ?? nil) }
    case .partyNamed(let named):
      guard let party = named.party.shown else { return }
      if (named.office.shown ?? nil) != nil || named.seats.shown?.isEmpty == false { officers.insert(party) }
      if let person = named.person.shown ?? nil {
        persons[party, default: []].insert(person)
        known.insert(person)
      }
      guard let id, named.role.is(.participant) != .yes else { return }
      shutOut[id, default: ShutOut()].parties.insert(party)
      if let body = named.body.shown ?? nil { shutOut[id, default: ShutOut()].bodies.insert(body) }
    case .recusalNoted(let recusal):
      guard let id, recusal.state.is(.declared) != .no else { return }
      for who in recusal.who.shown ?? [] {
        switch who {
        case .party(let party): shutOut[id, default: ShutOut()].parties.insert(party)
        case .body(let body): shutOut[id, default: ShutOut()].bodies.insert(body)
        }
      }
    case .seatTaken(let taken):
      if let holder = taken.holder.shown { officers.insert(holder) }
    case .personDescribed(let described):
      if let person = described.person.shown { known.insert(person) }
    default: break
    }
  }

  private func holds(_ key: String, _ audience: Audience) -> Bool { present.contains { $0.key == key && $0.audience == audience } }

  /// Who these parties are, as far as this reader may know.
  package func persons(of parties: some Sequence<PartyID>) -> Set<PersonID> { parties.reduce(into: []) { $0.formUnion(persons[$1] ?? []) } }

  /// Whether someone may not be given the keys of a case: a party to it, who stepped back from it, or who would hold it for a body that is or did.
  package func isShutOut(_ person: PersonID, seat: BodyID?, of id: CaseID) -> Bool {
    guard let shutOut = shutOut[id] else { return false }
    return persons(of: shutOut.parties).contains(person) || (seat.map(shutOut.bodies.contains) ?? false)
  }

  /// The same, by all the seats for which they hold a key.
  package func isShutOut(_ person: PersonID, of id: CaseID) -> Bool {
    let seats = present.filter { $0.person == person }.map(\.seat) + [nil]
    return seats.contains { isShutOut(person, seat: $0, of: id) }
  }

  /// The bodies for which someone reads who is shut out of a case: what the charter opens to them stays with the case.
  package func bodiesKept(from id: CaseID) -> Set<BodyID> {
    guard let shutOut = shutOut[id] else { return [] }
    let people = persons(of: shutOut.parties)
    let readers = present.compactMap { holding -> BodyID? in
      guard case .body(let body) = holding.audience, people.contains(holding.person) else { return nil }
      return body
    }
    return shutOut.bodies.union(readers)
  }

  /// Every key that is on record, each once.
  package var keys: [String] { present.map(\.key).uniqued }

  /// The keys that open what is recorded now for an audience, each once.
  package func keys(for audience: Audience) -> [String] { present.filter { $0.audience == audience }.map(\.key).uniqued }
}

extension AccessEnded {
  /// Whether it ends this holding.
  func ends(_ holding: Access.Holding, inCase id: CaseID?) -> Bool {
    guard let person = person.shown ?? nil,
      audience.shown?.audience(of: id, party: party.shown ?? nil, person: person) == holding.audience
    else { return false }
    return holding.person == person && ((key.shown ?? nil).map { $0 == holding.key } ?? true)
  }
}

extension Visibility.Level {
  /// The audience that it is in an entry; nil where the entry lacks what it takes.
  package func audience(of id: CaseID?, party: PartyID?, person: PersonID?) -> Audience? {
    switch self {
    case .public: .public
    case .members: .members
    case .body(let body): .body(body)
    case .case: id.map(Audience.case)
    case .party: party.map(Audience.party)
    case .person: person.map(Audience.person)
    }
  }
}

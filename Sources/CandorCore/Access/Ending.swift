// Access ends by itself: with a recusal, a seat, the naming as a party, a consent, a membership. Granting never is by itself.

/// Holdings that come to their end with an entry.
struct Ending: Sendable {
  /// Of whom.
  enum Holders: Hashable, Sendable {
    case persons(Set<PersonID>)
    /// Who holds it for the sake of a body.
    case seated(BodyID)
    /// Who holds it by consent; of these persons only where some are named.
    case consented(Set<PersonID>)
  }

  /// Of what.
  enum Matter: Hashable, Sendable {
    case `case`(CaseID)
    /// What is open to the body, and all that is held for its sake.
    case body(BodyID)
    /// All that one reads as a member of the organization, and nothing that is one's own.
    case membership
    case accounts(PartyID)
  }

  let holders: Holders
  let matter: Matter
  let because: EntryID

  func ends(_ holding: Access.Holding) -> Bool {
    let isTheirs =
      switch holders {
      case .persons(let persons): persons.contains(holding.person)
      case .seated(let body): holding.seat == body
      case .consented(let persons): holding.consent != nil && (persons.isEmpty || persons.contains(holding.person))
      }
    guard isTheirs else { return false }
    return switch (matter, holding.audience) {
    case (.case(let id), .case(let held)): held == id
    case (.body(let body), .body(let held)): held == body
    case (.body(let body), _): holding.seat == body
    case (.membership, .members), (.membership, .body), (.membership, .case): true
    case (.accounts(let party), .party(let held)): held == party
    default: false
    }
  }
}

extension Access {
  /// Whose access ends with these entries: each holding once, with the entry that brings it about.
  package func ending(with entries: [Entry]) -> [(holding: Holding, because: EntryID)] {
    let after = seeing(entries.filter { $0.kind != .accessEnded })
    let endings = entries.flatMap { after.endings(with: $0) }
    return after.present.compactMap { holding in
      endings.first { $0.ends(holding) }.map { (holding, $0.because) }
    }
  }

  private func endings(with entry: Entry) -> [Ending] {
    let id = entry.header.case.shown ?? nil
    func ending(_ holders: Ending.Holders, _ matter: Ending.Matter) -> Ending {
      Ending(holders: holders, matter: matter, because: entry.id)
    }
    switch entry.event {
    case .recusalNoted(let recusal):
      guard let id, recusal.state.is(.declared) == .yes else { return [] }
      return (recusal.who.shown ?? []).map { who in
        switch who {
        case .party(let party): ending(.persons(persons(of: [party])), .case(id))
        case .body(let body): ending(.seated(body), .case(id))
        }
      }
    case .partyNamed(let named):
      guard let id, let party = named.party.shown, named.role.is(.participant) != .yes else { return [] }
      let theirs = ending(.persons(persons(of: [party])), .case(id))
      return [theirs] + ((named.body.shown ?? nil).map { [ending(.seated($0), .case(id))] } ?? [])
    case .seatVacated(let vacated):
      guard let holder = vacated.holder.shown, let body = vacated.body.shown else { return [] }
      return [ending(.persons(persons(of: [holder])), .body(body))]
    case .membershipChanged(let changed):
      guard let member = changed.member.shown, let change = changed.change.shown else { return [] }
      switch change {
      case .left, .expelled, .suspended: return [ending(.persons(persons(of: [member])), .membership)]
      case .joined, .leave, .remained: return []
      }
    case .consentChanged(let consent):
      guard let owner = consent.from.shown, let state = consent.state.shown else { return [] }
      switch state {
      case .given: return []
      case .refused, .withdrawn:
        let parties = (consent.to.shown ?? []).compactMap { if case .party(let party) = $0 { party } else { nil } }
        // Where nobody is named it is withdrawn from everyone; where a body is, from whoever it may be.
        let isFromAll = parties.count < (consent.to.shown ?? []).count
        return [ending(.consented(isFromAll ? [] : persons(of: parties)), .accounts(owner))]
      }
    default: return []
    }
  }
}

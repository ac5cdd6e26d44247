package import StrictJSON

/// What someone told in their own words goes no further than they agreed to.
package enum ConsentAsked: Check {
  /// Whom it takes consent to tell.
  package struct Parameters: RuleParameters {
    package typealias Of = ConsentAsked

    package var to: [BodyID]

    package static let fields = [
      Shape.Member("to", .list(.body), "the bodies to whom a party's own account is told only with consent", required: true)
    ]

    package init?(_ object: ObjectInput) {
      guard let to = object.required("to", [BodyID].self) else { return nil }
      self.to = to
    }
  }

  package static let name = CheckName.consent
  package static let about =
    "What someone told in their own words goes to these bodies only with consent, by the last they said before. Where nothing is "
    + "on record it takes coverage to be a breach."
  package static let example: JSONObject = ["to": "members"]
  package static let watches: KindSet = [
    .noticeGiven, .statementPublished, .consentChanged, .coverageAttested, .reportReceived, .allegationMade, .evidenceReceived, .needStated,
  ]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.demands(each: scene.entries(of: [.noticeGiven, .statementPublished]), of: .consentChanged, subject: \.self) { entry throws(Gap) in
      let (by, to, of) = try entry.telling
      let reached = to.among(clause.to)
      guard !reached.isEmpty else { return nil }
      var (preceded, owners, accounts): ([Demand.Answer], [Actor], [EntryID]) = ([], [], [])
      for id in of {
        for owner in try scene.placed(id).speakers where !by.contains(.party(owner)) {
          owners.append(.party(owner))
          accounts.append(id)
          for told in reached { preceded.append(try scene.consent(of: owner, to: id, before: entry, told: told, in: clause.charter)) }
        }
      }
      guard !preceded.isEmpty else { return nil }
      let answer =
        preceded.contains(.broken(lasted: nil)) ? .broken(lasted: nil) : preceded.first { $0 != .kept } ?? .kept
      return Demand(
        subject: entry.id, owedBy: by, owedTo: owners.uniqued, since: entry.occurred, due: nil, kind: .consentChanged,
        keeper: clause.charter.keeper(of: .consentChanged), answer: answer, entries: accounts.uniqued, facts: [])
    }
  }
}

extension Entry {
  /// Who told whom of what.
  fileprivate var telling: (by: [Actor], to: [Actor], of: [EntryID]) {
    get throws(Gap) {
      switch event {
      case .noticeGiven(let notice): (try notice.by.value, try notice.to.value, try notice.of.value)
      case .statementPublished(let statement):
        (try statement.by.value, try statement.to.value.map(Actor.body), try statement.of.value)
      default: ([], [], [])
      }
    }
  }

  /// The parties whose own account it is.
  fileprivate var speakers: [PartyID] {
    get throws(Gap) {
      let actors: [Actor] =
        switch event {
        case .reportReceived(let report): try report.from.value
        case .allegationMade(let made): [try made.from.value].compactMap { $0.map(Actor.party) }
        case .evidenceReceived(let received): try received.from.value
        case .needStated(let stated): [.party(try stated.from.value)]
        default: []
        }
      return actors.compactMap { if case .party(let party) = $0 { party } else { nil } }
    }
  }
}

extension Scene {
  /// Whether someone had agreed that their account is told to another: by the last that they are on record to have said before. Of the same day a
  /// consent counts, and a withdrawal leaves it open which came first.
  fileprivate func consent(
    of owner: PartyID, to account: EntryID, before entry: Entry, told: Actor, in charter: Charter
  ) throws(Gap) -> Demand.Answer {
    var (said, open): ([Occurrence<ConsentChanged>], [Cause]) = ([], [])
    for changed in all(ConsentChanged.self) where try changed.from.value == owner {
      let (of, to) = (try changed.of.value, try changed.to.value)
      guard of.isEmpty || of.contains(account), to.isEmpty || to.contains(told) else { continue }
      let isGiven = try changed.state.value == .given
      switch isBefore(entry, changed.entry) {
      case .yes: continue
      case .no where isGiven || isBefore(changed.entry, entry) == .yes: said.append(changed)
      case .no: open.append(.dates([changed.id, entry.id]))
      case .unknown(let gaps): open += gaps.isEmpty ? [.dates([changed.id, entry.id])] : gaps.map(Cause.gap)
      }
    }
    if !open.isEmpty { return .unclear(open) }
    let last = said.filter { one in !said.contains { isBefore(one.entry, $0.entry) == .yes } }
    let states = try last.map { given throws(Gap) in try given.state.value == .given }
    if states.contains(true), states.contains(false) {
      let gaps = last.compactMap(\.entry.header.occurred.gap)
      return .unclear(gaps.isEmpty ? [.dates(last.map(\.id))] : gaps.map(Cause.gap))
    }
    switch states.first {
    case true?: return .kept
    case false?: return .broken(lasted: nil)
    case nil where covers(.consentChanged, DayRange(self[account]?.occurred.first, entry.occurred.last)): return .broken(lasted: nil)
    case nil: return .unclear([.coverage(.consentChanged, keeper: charter.keeper(of: .consentChanged))])
    }
  }
}

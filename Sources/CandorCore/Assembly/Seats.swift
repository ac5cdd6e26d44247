/// Who sat on which body when, as far as the record says it.
///
/// Who took a seat is not held to have kept it unless the record claims to hold every leaving of one, or tells of it; who left one, or the organization,
/// sits there no more until a later entry seats them; nor does whose term is over. A membership that rests, by suspension or leave, rests the seat. A seat held twice counts once,
/// and who has two parts in the case is one where the record says that both are the same person.
///
/// It is made in one walk over the entries, and each question is answered from what concerns one holder.
package struct Seats: Sendable {
  /// A taking or a leaving of a seat.
  private struct Event: Sendable {
    var entry: Entry
    var days: DayRange
    /// Of a taking: whether it is for advice only; unknown where that is hidden.
    var isAdvice = Truth.no
    /// Of a taking for a term: the days on which that ends; nil where none is told.
    var until = Field<CivilDate?>.shown(nil)
  }

  private struct Tenure: Sendable {
    var taken: [Event] = []
    var vacated: [Event] = []
    /// The entry that says, without a date, that they sat there.
    var undated: Entry?
  }

  private struct Place: Hashable {
    var holder: PartyID
    var body: BodyID
  }

  private var tenures: [Place: Tenure] = [:]
  private var holders: [BodyID: [PartyID]] = [:]
  private var memberships: [PartyID: [(entry: Entry, isMember: Bool)]] = [:]
  private var endings: [BodyID: [Entry]] = [:]
  private var beginnings: [BodyID: [Entry]] = [:]
  private var identities: [PartyID: PartyID] = [:]
  private var coverage: [Kind: [DayRange]] = [:]
  private let keepers: (taken: BodyID?, vacated: BodyID?)
  /// Values that are hidden, by what they hide: of which body, or of whom, a seat was taken or left.
  private var hiddenHolders: (taken: [BodyID: Gap], vacated: [BodyID: Gap]) = ([:], [:])
  private var hiddenBodies: (taken: [PartyID: Gap], vacated: [PartyID: Gap]) = ([:], [:])
  private var hiddenBoth: (taken: Gap?, vacated: Gap?) = (nil, nil)
  /// The first value that hides a body on which someone sat.
  private var firstHiddenBody: Gap?
  private var hiddenMembership: Gap?
  private var hiddenMemberships: [PartyID: Gap] = [:]
  private var hiddenEnding: Gap?
  /// What hides whether two parts in the case are the same person.
  package private(set) var unseenIdentity: Gap?

  /// The kinds of entries that say who sat where.
  package static let kinds: KindSet = [
    .partyNamed, .seatTaken, .seatVacated, .membershipChanged, .bodyFormed, .bodyDissolved, .coverageAttested,
  ]

  /// - Parameter charter: the code that says whose task the record of seats was.
  package init(_ scene: Scene, charter: Charter?) {
    keepers = (charter?.keeper(of: .seatTaken), charter?.keeper(of: .seatVacated))
    identify(scene.all(PartyNamed.self))
    for entry in scene.entriesAndCommon(of: Seats.kinds) {
      switch entry.event {
      case .seatTaken(let taken): note(taken, entry)
      case .seatVacated(let vacated): note(vacated, entry)
      case .membershipChanged(let changed): note(changed, entry)
      case .bodyDissolved(let dissolved):
        if let body = dissolved.body.shown { endings[body, default: []].append(entry) } else { hiddenEnding = dissolved.body.gap }
      case .bodyFormed(let formed):
        let isFormed = formed.state.test { $0 == nil || $0 == .formed } == .yes
        if let body = formed.body.shown, isFormed { beginnings[body, default: []].append(entry) }
      case .coverageAttested(let attested):
        guard let stretch = (entry.header.occurred.shown ?? nil)?.stretch else { continue }
        for kind in attested.kinds.shown ?? [] { coverage[kind, default: []].append(stretch) }
      case .partyNamed(let named):
        guard let party = named.party.shown else { continue }
        let holder = one(party)
        for body in named.seats.shown ?? [] { add(Place(holder: holder, body: body)) { $0.undated = entry } }
        if let gap = named.seats.gap { hide(gap, ofSeatOf: holder) }
      default: continue
      }
    }
  }

  private mutating func identify(_ parties: [Occurrence<PartyNamed>]) {
    var (parts, hidden): ([PersonID: PartyID], [Gap]) = ([:], [])
    for named in parties {
      switch (named.party, named.person) {
      case (.shown(let party), .shown(let person?)):
        let first = parts[person] ?? party
        (parts[person], identities[party]) = (first, first)
      case (_, .hidden(let gap)), (.hidden(let gap), _): hidden.append(gap)
      case (.shown, .shown(nil)): break
      }
    }
    // One who is hidden can be another only where another's identity is on record.
    if hidden.count + parts.count > 1 { unseenIdentity = hidden.first }
  }

  private mutating func add(_ place: Place, _ change: (inout Tenure) -> Void) {
    if tenures[place] == nil { holders[place.body, default: []].append(place.holder) }
    change(&tenures[place, default: Tenure()])
  }

  private mutating func hide(_ gap: Gap, ofSeatOf holder: PartyID) {
    hiddenBodies.taken[holder] = gap
    firstHiddenBody = firstHiddenBody ?? gap
  }

  private mutating func note(_ taken: SeatTaken, _ entry: Entry) {
    switch (taken.holder, taken.body) {
    case (.shown(let holder), .shown(let body)):
      let isAdvice = taken.capacity.test { $0 == .advice }
      add(Place(holder: one(holder), body: body)) {
        $0.taken.append(Event(entry: entry, days: entry.occurred, isAdvice: isAdvice, until: taken.until))
      }
    case (.hidden(let gap), .shown(let body)): hiddenHolders.taken[body] = gap
    case (.shown(let holder), .hidden(let gap)): hide(gap, ofSeatOf: one(holder))
    case (.hidden(let gap), .hidden): hiddenBoth.taken = gap
    }
  }

  private mutating func note(_ vacated: SeatVacated, _ entry: Entry) {
    switch (vacated.holder, vacated.body) {
    case (.shown(let holder), .shown(let body)):
      add(Place(holder: one(holder), body: body)) { $0.vacated.append(Event(entry: entry, days: entry.occurred)) }
    case (.hidden(let gap), .shown(let body)): hiddenHolders.vacated[body] = gap
    case (.shown(let holder), .hidden(let gap)): hiddenBodies.vacated[one(holder)] = gap
    case (.hidden(let gap), .hidden): hiddenBoth.vacated = gap
    }
  }

  private mutating func note(_ changed: MembershipChanged, _ entry: Entry) {
    switch (changed.member, changed.change) {
    case (.shown(let member), .shown(let change)): memberships[one(member), default: []].append((entry, change.isMember))
    case (.shown(let member), .hidden(let gap)): hiddenMemberships[one(member)] = gap
    case (.hidden(let gap), _): hiddenMembership = gap
    }
  }

  /// The part by which someone is known here, who may have several.
  package func one(_ party: PartyID) -> PartyID { identities[party] ?? party }

  // MARK: Questions

  /// Whether someone sat on a body on a day.
  ///
  /// - Parameter voting: whether it has to be a seat with a vote.
  package func sits(_ party: PartyID, on body: BodyID, at days: DayRange, voting: Bool) -> Conclusion {
    let holder = one(party)
    let tenure = tenures[Place(holder: holder, body: body)] ?? Tenure()
    let seat = stands(tenure, at: days, voting: voting)
    let known: Conclusion =
      switch seat {
      case .yes: .yes
      case .no, .unclear:
        (hiddenHolders.taken[body] ?? hiddenBodies.taken[holder] ?? hiddenBoth.taken).map { seat || .unclear([.gap($0)]) } ?? seat
      }
    let left = (hiddenHolders.vacated[body] ?? hiddenBodies.vacated[holder] ?? hiddenBoth.vacated).map { Conclusion.unclear([.gap($0)]) }
    return known && (left ?? .yes) && isMember(holder, at: days) && stands(body, at: days)
  }

  /// Those who sat on a body on a day, and those of whom that cannot be told, with why.
  package func members(of body: BodyID, at days: DayRange, voting: Bool) -> (sure: Set<PartyID>, possible: Set<PartyID>, causes: [Cause]) {
    var (sure, possible, causes): (Set<PartyID>, Set<PartyID>, Set<Cause>) = ([], [], [])
    var ordered: [Cause] = []
    for holder in holders[body] ?? [] {
      switch sitting(of: holder, on: body, at: days, voting: voting) {
      case .yes?: sure.insert(holder)
      case .no?, nil: break
      case .unclear(let why)?:
        possible.insert(holder)
        for cause in why where causes.insert(cause).inserted { ordered.append(cause) }
      }
    }
    return (sure, possible, ordered)
  }

  /// The same, where nothing hides from this reader who else may have sat there.
  ///
  /// - Throws: what does.
  func everyMember(of body: BodyID, at days: DayRange, voting: Bool) throws(Gap)
    -> (sure: Set<PartyID>, possible: Set<PartyID>, causes: [Cause])
  {
    if let gap = hiddenHolders.taken[body] ?? hiddenBoth.taken ?? firstHiddenBody { throw gap }
    return members(of: body, at: days, voting: voting)
  }

  /// How many sat on a body on a day, and why that cannot be told to the number.
  package func count(of body: BodyID, at days: DayRange, voting: Bool) -> (count: Count, causes: [Cause]) {
    let (sure, possible, causes) = members(of: body, at: days, voting: voting)
    let unseen = (hiddenHolders.taken[body] ?? hiddenBoth.taken ?? firstHiddenBody ?? unseenIdentity).map(Cause.gap)
    let isWhole = unseen == nil && covers(.seatTaken, DayRange(nil, days.last))
    let missing = isWhole ? [] : [unseen ?? .coverage(.seatTaken, keeper: keepers.taken)]
    // Two parts of whom it is hidden whether they are one may be one.
    let least = unseenIdentity == nil ? sure.count : min(1, sure.count)
    return (Count(atLeast: least, atMost: isWhole ? sure.count + possible.count : nil), (causes + missing).uniqued)
  }

  /// The same; nil where nothing says that they sat there, and no more than that the record may lack it.
  package func sitting(of party: PartyID, on body: BodyID, at days: DayRange, voting: Bool) -> Conclusion? {
    let sat = sits(party, on: body, at: days, voting: voting)
    return sat == .unclear([.coverage(.seatTaken, keeper: keepers.taken)]) ? nil : sat
  }

  /// The entry by which someone came to a seat that they may have held on a day: the last of them.
  package func seat(of party: PartyID, on body: BodyID, at days: DayRange) -> EntryID? {
    let tenure = tenures[Place(holder: one(party), body: body)]
    return tenure?.taken.last { $0.days.isNotAfter(days) != .no }?.entry.id ?? tenure?.undated?.id
  }

  /// The entries by which someone took a seat on a body.
  func takings(of party: PartyID, on body: BodyID) -> [(entry: EntryID, days: DayRange)] {
    (tenures[Place(holder: one(party), body: body)]?.taken ?? []).map { ($0.entry.id, $0.days) }
  }

  /// The days among which someone left a body after a day; nil where no entry tells of it.
  package func leaving(of party: PartyID, from body: BodyID, after days: DayRange) -> (entry: EntryID, days: DayRange)? {
    let left = (tenures[Place(holder: one(party), body: body)]?.vacated ?? []).filter { days.isNotAfter($0.days) == .yes }
    return left.min { ($0.days.last?.number ?? .max, $0.entry.id) < ($1.days.last?.number ?? .max, $1.entry.id) }.map {
      ($0.entry.id, $0.days)
    }
  }

  /// Whether the record claims to hold every entry of a kind for all of these days.
  func covers(_ kind: Kind, _ days: DayRange) -> Bool { coverage[kind]?.contains { $0.covers(days) } ?? false }

  // MARK: Tenure

  private func stands(_ tenure: Tenure, at days: DayRange, voting: Bool) -> Conclusion {
    let begun = tenure.taken.filter { $0.days.isNotAfter(days) != .no }
    if begun.isEmpty {
      if tenure.vacated.contains(where: { $0.days.isBefore(days) == .yes }) { return .no }
      if let entry = tenure.undated { return .unclear([.dates([entry.id])]) }
      return covers(.seatTaken, DayRange(nil, days.last)) ? .no : .unclear([.coverage(.seatTaken, keeper: keepers.taken)])
    }
    var found = Conclusion.no
    for taken in begun {
      found = found || (held(taken, tenure.vacated, at: days) && (voting ? hasVote(taken) : .yes))
      if found == .yes { return .yes }
    }
    return found
  }

  private func hasVote(_ taken: Event) -> Conclusion {
    switch taken.isAdvice {
    case .yes: .no
    case .no: .yes
    case .unknown(let gaps): .unclear(gaps.map(Cause.gap))
    }
  }

  /// Whether a seat that was taken was still held. Whoever left on a day sat there until its end.
  private func held(_ taken: Event, _ vacated: [Event], at days: DayRange) -> Conclusion {
    let begun: Conclusion =
      switch taken.days.isNotAfter(days) {
      case .yes: .yes
      case .no, .unknown: .unclear([taken.entry.doubtOfDate])
      }
    var kept = Conclusion.yes
    var isFollowed = false
    for left in vacated {
      let isEarlier = left.days.isNotAfter(taken.days) == .yes && left.entry.id != taken.entry.id
      if isEarlier { continue }
      if days.isNotAfter(left.days) == .yes, taken.days.isNotAfter(left.days) == .yes {
        isFollowed = true
        continue
      }
      let isAfterTaking = taken.days.isNotAfter(left.days) == .yes
      kept = kept && (isAfterTaking && left.days.isBefore(days) == .yes ? .no : .unclear([left.entry.doubtOfDate]))
    }
    switch taken.until {
    case .hidden(let gap): kept = kept && .unclear([.gap(gap)])
    case .shown(let until?):
      switch until.range.isBefore(days) {
      case .yes: return .no
      case .no: break
      case .unknown: kept = kept && .unclear([taken.entry.doubtOfDate])
      }
    case .shown(nil): break
    }
    if kept == .yes, !isFollowed, !covers(.seatVacated, DayRange(taken.days.first, days.last)) {
      kept = .unclear([.coverage(.seatVacated, keeper: keepers.vacated)])
    }
    return begun && kept
  }

  /// Whether someone's membership had ended, or rested; it is held to go on where nothing says that it did.
  private func isMember(_ holder: PartyID, at days: DayRange) -> Conclusion {
    if let gap = hiddenMemberships[holder] ?? hiddenMembership { return .unclear([.gap(gap)]) }
    guard let changes = memberships[holder] else { return .yes }
    let earlier = changes.filter { $0.entry.occurred.isBefore(days) != .no }
    // What may have come last settles it where all of that says the same.
    let last = earlier.filter { one in
      !earlier.contains {
        $0.entry.id != one.entry.id && one.entry.occurred.isBefore($0.entry.occurred) == .yes && $0.entry.occurred.isBefore(days) == .yes
      }
    }
    if last.allSatisfy(\.isMember) { return .yes }
    let isSettled = last.allSatisfy { !$0.isMember } && last.contains { $0.entry.occurred.isBefore(days) == .yes }
    return isSettled ? .no : .unclear(last.map(\.entry.doubtOfDate))
  }

  /// Whether someone came to the organization after a day, and had not been there before.
  func joined(_ party: PartyID, after days: DayRange) -> Truth {
    guard let changes = memberships[one(party)], let last = days.last else { return .no }
    let isLater = changes.allSatisfy { $0.entry.occurred.first.map { $0 > last } ?? false }
    return isLater
      && changes.contains { if case .membershipChanged(let changed) = $0.entry.event { changed.change.is(.joined) == .yes } else { false } }
      ? .yes : .no
  }

  /// Whether a body had not been dissolved, or had been formed anew.
  private func stands(_ body: BodyID, at days: DayRange) -> Conclusion {
    if let hiddenEnding { return .unclear([.gap(hiddenEnding)]) }
    for ending in endings[body] ?? [] {
      let isAnew = (beginnings[body] ?? []).contains {
        ending.occurred.isNotAfter($0.occurred) == .yes && $0.occurred.isNotAfter(days) == .yes
      }
      if isAnew { continue }
      switch ending.occurred.isBefore(days) {
      case .yes: return .no
      case .no: continue
      case .unknown: return .unclear([ending.doubtOfDate])
      }
    }
    return .yes
  }
}

extension DayRange {
  /// Whether it lies on a day of the other, at the latest; unknown where their days leave it open.
  func isNotAfter(_ other: DayRange) -> Truth {
    if let last, let start = other.first, last <= start { return .yes }
    if let first, let end = other.last, first > end { return .no }
    return .unknown([])
  }
}

extension MembershipChanged.Change {
  /// Whether someone is a member after it, with all that a member may do.
  fileprivate var isMember: Bool {
    switch self {
    case .joined, .remained: true
    case .left, .suspended, .expelled, .leave: false
    }
  }
}

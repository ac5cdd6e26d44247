/// The organization as a view shows it: its charters and its cases.
package struct Organization: Sendable {
  package private(set) var view: RecordView
  /// In the order of their adoption.
  package private(set) var charters: [Charter] = []
  /// Those of which this reader sees an entry, in the order of the first.
  package private(set) var cases: [CaseID] = []
  /// What keeps this reader from knowing every version of the code: adoptions that are not open to them, and entries that may be one.
  package private(set) var unseenCharters: [Gap] = []

  /// What stands of each case, in the order of the cases.
  private var files = Pages<File>()
  private var places: [CaseID: Int] = [:]
  private var common = File()
  /// Entries of which this reader does not see to which case they belong.
  private var unplaced = File()
  private var corrections: [EntryID: EntryID] = [:]
  /// Numbers that entries name, as far as can be told, and that no entry has yet.
  private var awaited: Set<EntryID> = []
  /// The versions of the code, and what may be one as far as this reader can tell.
  private var adoptions: [Entry] = []
  private var opaque: [Entry] = []

  /// The entries that stand of one case, or of none, in the order of their numbers.
  struct File: Sendable {
    fileprivate(set) var entries: [Entry] = []
    /// What they may refer to.
    fileprivate var numbers: Set<EntryID> = []

    fileprivate mutating func add(_ entry: Entry) {
      entries.append(entry)
      numbers.formUnion(entry.numbers)
    }

    /// Whether one of these entries stands here, or may be referred to from here.
    fileprivate func concerns(_ ids: Set<EntryID>) -> Bool {
      ids.contains { entries.at($0) != nil } || !numbers.isDisjoint(with: ids)
    }
  }

  package init(_ view: RecordView) {
    self.view = view
    corrections = view.corrections
    let reading = Reading(correcting: corrections)
    for entry in view.entries {
      if let entry = view.standing(entry, corrections, reading) { place(entry) }
      awaited.formUnion(entry.numbers.filter { $0.number > view.entries.count })
    }
    judge()
  }

  /// Puts an entry that stands where it belongs.
  private mutating func place(_ entry: Entry) {
    switch entry.header.case {
    case .shown(let id?):
      if let place = places[id] {
        files[place].add(entry)
      } else {
        places[id] = cases.count
        cases.append(id)
        var file = File()
        file.add(entry)
        files.append(file)
      }
    case .shown(nil): common.add(entry)
    case .hidden: unplaced.add(entry)
    }
    if entry.kind == .charterAdopted { adoptions.append(entry) }
    if entry.event == .opaque, entry.header.case.is(nil) != .no { opaque.append(entry) }
  }

  /// Reads which versions of the code there are, and from when to when each judges.
  private mutating func judge() {
    var (charters, unseen): ([Charter], [Gap]) = ([], [])
    for entry in adoptions {
      guard case .charterAdopted(let adopted) = entry.event else { continue }
      charters += [adopted.charter.shown].compactMap(\.self)
      unseen += [adopted.charter.gap, entry.header.corrects.gap].compactMap(\.self)
    }
    // A version of the code that opens the next one to everyone is followed by none that is hidden from who reads what everyone may.
    let areOpen = !charters.isEmpty && view.isHolding(.public) && charters.allSatisfy { $0.visibility.opensCharters }
    if !areOpen {
      // Who holds the members' keys sees which entries are the organization's own.
      unseen += opaque.filter { !($0.header.case.gap != nil && view.isHolding(.members)) }.map(\.unseenKind)
      unseen.sort { $0.entry < $1.entry }
    }
    (self.charters, unseenCharters) = (Organization.superseded(charters), unseen)
  }

  // MARK: What comes

  /// The organization as it is with the entries that a view has beyond this one's, and without the values of others that it no longer has.
  ///
  /// - Returns: beside it, what of it is to be looked at anew.
  func following(_ view: RecordView, erased: Set<EntryID>) -> (Organization, Touch) {
    let isReadAnew = erased.contains { id in
      guard let (old, new) = self.view[id].flatMap({ old in view[id].map { (old, $0) } }) else { return false }
      return old.kind != new.kind || old.header != new.header || old.header.case.gap != nil || old.kind == .charterAdopted
    }
    if isReadAnew { return (Organization(view), .everything) }
    var (next, touch) = (self, Touch())
    next.view = view
    let added = view.entries[self.view.entries.count...]
    let moved = next.correct(added)
    let reading = Reading(correcting: next.corrections)
    if !moved.isEmpty { next.reread(moved, reading, &touch) }
    for id in erased where next.corrections[id] == nil {
      guard let entry = view[id], let standing = view.standing(entry, next.corrections, reading) else { continue }
      next.replace(standing, &touch)
    }
    let known = Set(added.map(\.id)).intersection(awaited)
    if !known.isEmpty { next.touchAll(naming: known, &touch) }
    for entry in added {
      next.awaited.formUnion(entry.numbers.filter { $0.number > view.entries.count })
      guard let standing = view.standing(entry, next.corrections, reading) else { continue }
      next.place(standing)
      touch.add(standing, next.common)
    }
    for audience in view.holding?.subtracting(self.view.holding ?? []) ?? [] where !next.unplaced.entries.isEmpty {
      switch audience {
      case .case(let id): touch.cases[id] = .whole
      case .members: touch.cases[nil] = .whole
      case .public, .body, .party, .person: break
      }
    }
    if !moved.isEmpty { touch.isArranged = next.arrange() }
    if !moved.isEmpty || next.adoptions.count > adoptions.count || !next.opaque.isEmpty {
      next.judge()
      touch.isJudgedOtherwise = next.charters != charters || next.unseenCharters != unseenCharters
    }
    return (next, touch)
  }

  /// Takes up the corrections among new entries.
  ///
  /// - Returns: the entries in whose place another stands now than before.
  private mutating func correct(_ added: some Sequence<Entry>) -> Set<EntryID> {
    var moved: Set<EntryID> = []
    for entry in added {
      guard let corrected = entry.header.corrects.shown ?? nil else { continue }
      for (old, new) in corrections where new == corrected {
        corrections[old] = entry.id
        moved.insert(old)
      }
      corrections[corrected] = entry.id
      moved.insert(corrected)
    }
    return moved
  }

  /// Reads anew what refers to entries in whose place others stand now, and takes out those themselves.
  private mutating func reread(_ moved: Set<EntryID>, _ reading: Reading, _ touch: inout Touch) {
    let (view, corrections) = (view, corrections)
    func standing(_ entries: [Entry]) -> [Entry] {
      entries.compactMap { entry in
        guard corrections[entry.id] == nil else { return nil }
        guard entry.numbers.contains(where: moved.contains) else { return entry }
        return view[entry.id].flatMap { view.standing($0, corrections, reading) }
      }
    }
    for place in files.indices where files[place].concerns(moved) {
      files[place].entries = standing(files[place].entries)
      touch.cases[cases[place]] = .whole
    }
    if common.concerns(moved) || unplaced.concerns(moved) {
      (common.entries, unplaced.entries) = (standing(common.entries), standing(unplaced.entries))
      (touch.isCommon, touch.everywhere) = (true, .whole)
    }
    (adoptions, opaque) = (standing(adoptions), standing(opaque))
  }

  /// Puts an entry in the place of what it was before some of it was erased.
  private mutating func replace(_ entry: Entry, _ touch: inout Touch) {
    let old: Entry?
    if let id = entry.header.case.shown ?? nil {
      guard let place = places[id] else { return }
      old = files[place].entries.replace(entry)
    } else {
      old = common.entries.replace(entry)
    }
    // What it followed before lies no longer before it.
    if let old { touch.add(old, common) }
    touch.add(entry, common)
  }

  /// Looks anew at what named these entries before they were there.
  private func touchAll(naming known: Set<EntryID>, _ touch: inout Touch) {
    for place in files.indices where !files[place].numbers.isDisjoint(with: known) { touch.cases[cases[place]] = .whole }
    if !common.numbers.isDisjoint(with: known) || !unplaced.numbers.isDisjoint(with: known) {
      (touch.isCommon, touch.everywhere) = (true, .whole)
    }
  }

  /// Puts the cases in the order of their first entries, where corrections have taken some out.
  ///
  /// - Returns: whether they stood in another order, or one of them is left with none.
  private mutating func arrange() -> Bool {
    let firsts = files.map { $0.entries.first?.id }
    if zip(firsts, firsts.dropFirst()).allSatisfy({ one, other in one.flatMap { one in other.map { one < $0 } } ?? false }),
      firsts.first != .some(nil)
    {
      return false
    }
    let ordered = zip(cases, files).filter { !$0.1.entries.isEmpty }.sorted { $0.1.entries[0].id < $1.1.entries[0].id }
    (cases, files) = (ordered.map(\.0), Pages(ordered.map(\.1)))
    places = Dictionary(uniqueKeysWithValues: cases.enumerated().map { ($1, $0) })
    return true
  }

  // MARK: The code

  /// Each version judges until the next one is in force, and of two that begin on one day the one adopted later: no day has two.
  private static func superseded(_ versions: [Charter]) -> [Charter] {
    versions.enumerated().map { index, version in
      var version = version
      let start = version.inForce.first
      let next = versions.compactMap(\.inForce.first).filter { next in start.map { $0 < next } ?? true }.min()
      let isReplaced = versions[(index + 1)...].contains { $0.inForce.first == start }
      if isReplaced {
        version.inForce = .none
      } else if let next {
        version.inForce = version.inForce.intersection(DayRange(nil, next + -1))
      }
      return version
    }
  }

  /// What the scenes of all cases share at the end of a day.
  func commons(asOf day: Day) -> Commons {
    Commons(
      asOf: day, charters: charters, unseenCharters: unseenCharters, corrections: corrections,
      entries: common.entries.filter { $0.mayHaveHappened(by: day) }, unplaced: unplaced.entries.filter { $0.mayHaveHappened(by: day) })
  }

  /// What stands of the case at a place among the cases, or after them of the organization itself.
  func file(at place: Int) -> File { place < files.count ? files[place] : common }

  /// Whether the reader sees an entry of a case.
  package func holds(_ id: CaseID) -> Bool { places[id] != nil }

  /// Where a case stands among the cases; the organization itself stands after them.
  func place(of id: CaseID?) -> Int? { id.map { places[$0] } ?? cases.count }

  /// The case at a place among the cases, or after them the organization itself, as it stood at the end of the day of `commons`.
  func scene(at place: Int, _ commons: Commons) -> Scene {
    place < cases.count ? scene(cases[place], files[place].entries, commons) : scene(nil, common.entries, commons.ofOrganization)
  }

  private func scene(_ id: CaseID?, _ entries: [Entry], _ commons: Commons) -> Scene {
    let happened = entries.allSatisfy { $0.mayHaveHappened(by: commons.asOf) }
    return Scene(
      id, entries: happened ? entries : entries.filter { $0.mayHaveHappened(by: commons.asOf) }, commons: commons,
      isUnplacedOther: view.isHolding(id.map(Audience.case) ?? .members))
  }

  /// The case as it stood at the end of a day: without what happened later, as far as it is known now.
  ///
  /// - Parameter id: nil for what is of the organization itself.
  package func scene(of id: CaseID?, asOf day: Day) -> Scene {
    let commons = commons(asOf: day)
    return place(of: id).map { scene(at: $0, commons) } ?? scene(id, [], commons)
  }

  /// The cases, and the organization itself.
  package var matters: [CaseID?] { cases + [nil] }

  /// What is owed in every case and by the organization itself, as it stands at the end of a day.
  package func duties(asOf day: Day) -> [Duty] {
    let commons = commons(asOf: day)
    var duties: [Duty] = []
    for place in matters.indices {
      let scene = scene(at: place, commons)
      for provision in commons.provisions { duties += scene.duties(under: provision) }
    }
    return duties + comparisons(asOf: day) { id in duties.filter { $0.clause == id } }
  }

  /// Whether a clause compares the cases.
  package var compares: Bool { charters.contains { $0.clauses.contains { $0.rule?.check == .selectiveEnforcement } } }

  /// What comes of comparing the cases, clause by clause.
  ///
  /// - Parameter duties: those of a clause in every case, as they stand at the end of the day.
  func comparisons(asOf day: Day, of duties: (ClauseID) -> [Duty]) -> [Duty] {
    charters.flatMap { charter in
      Provision.all(in: charter).flatMap { provision -> [Duty] in
        guard let parameters = provision.rule.parameters as? SelectiveEnforcement.Parameters else { return [] }
        return provision.force.flatMap { force in
          SelectiveEnforcement.duties(
            comparing: duties(parameters.of),
            under: Applied(provision: provision, parameters: parameters, force: force), asOf: day)
        }
      }
    }
  }
}

/// What of an organization is to be looked at anew, since entries came.
struct Touch {
  /// How much of a case.
  enum Reach {
    /// What these kinds can change.
    case kinds(KindSet)
    case whole

    mutating func widen(to other: Reach) {
      switch (self, other) {
      case (.kinds(let one), .kinds(let more)): self = .kinds(one.union(more))
      case (.whole, _), (_, .whole): self = .whole
      }
    }
  }

  /// By case; of the organization itself under nil.
  var cases: [CaseID?: Reach] = [:]
  /// How much of every case; kinds are those of the organization's own entries.
  var everywhere = Reach.kinds([])
  /// Whether the organization's own entries, or those that cannot be placed, are others than before.
  var isCommon = false
  /// Whether the cases stand in another order than before.
  var isArranged = false
  /// Whether the code, or what is known of it, is another.
  var isJudgedOtherwise = false
  /// Whether nothing is known to be as it was.
  var isAll = false

  static let everything = Touch(isAll: true)

  /// Takes up an entry that came, or of which something was erased.
  mutating func add(_ entry: Entry, _ common: Organization.File) {
    let isPlain = entry.isTimed && entry.header.corrects.is(nil) == .yes && (entry.header.timing.shown ?? []).isEmpty
    guard entry.header.case.gap == nil else {
      (isCommon, everywhere) = (true, .whole)
      return
    }
    let id = entry.header.case.shown ?? nil
    if id == nil {
      isCommon = true
      let isSettled = entry.event.followed.allSatisfy { common.entries.at($0)?.dated.isSettled(before: entry.dated) ?? false }
      everywhere.widen(to: isPlain && isSettled ? .kinds(KindSet([entry.kind].compactMap(\.self))) : .whole)
    }
    let isOfAll = [Kind.partyNamed, .seatTaken].contains(entry.kind) || !entry.event.followed.isEmpty
    let reach = entry.kind.map { isPlain && !isOfAll ? Reach.kinds([$0]) : .whole } ?? .whole
    if cases[id] == nil { cases[id] = reach } else { cases[id]?.widen(to: reach) }
  }
}

extension [Entry] {
  /// Puts an entry in the place of the one with its number.
  ///
  /// - Returns: the one that stood there.
  fileprivate mutating func replace(_ entry: Entry) -> Entry? {
    guard let place = firstIndex(where: { $0.id == entry.id }) else { return nil }
    defer { self[place] = entry }
    return self[place]
  }
}

extension RecordView {
  /// Whether this reader is known to hold every key of an audience.
  fileprivate func isHolding(_ audience: Audience) -> Bool { holding?.contains(audience) ?? false }
}

extension Entry {
  /// The gap of an entry whose kind this reader does not see.
  var unseenKind: Gap { Gap(entry: id, slot: 0, why: .withheld) }

  /// Whether it may have happened by the end of a day, as far as its own date goes.
  func mayHaveHappened(by day: Day) -> Bool { dated.first.map { $0 <= day } ?? true }
}

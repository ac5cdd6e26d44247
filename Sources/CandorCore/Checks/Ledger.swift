/// What is owed in every case and by the organization itself, kept up as entries come and days pass.
///
/// It holds the duties of each case under each clause, and looks anew only where something can have changed them: under the clauses whose check
/// watches what came, in the cases that it is of; as days pass, where an answer rests on what day it is, or something only now takes place; under
/// another code, in the cases that reach into its time; of what the organization itself does, where an answer rests on it. What comes of comparing
/// the cases is made of their duties. It is at every moment what holding the whole record against the code comes to.
///
///     let ledger = Ledger(Organization(view), asOf: today)
///     let (after, touched) = ledger.appending(entries)
///     let changes = (ledger.duties(ofThese: touched), after.duties(ofThese: touched))
package struct Ledger: Sendable {
  package let organization: Organization
  private let commons: Commons
  /// One a case, in the order of the cases.
  private var rows = Pages<Row>()
  /// The organization's own.
  private var own = Row()
  /// What comes of comparing the cases.
  private var comparisons: [Duty] = []
  /// How many duties stand in each state; states in which none stands may be missing.
  package private(set) var counts: [Duty.State: Int] = [:]

  /// What is owed in one case.
  package struct Row: Sendable {
    /// For each clause with a rule, in the order of the charters and their clauses.
    fileprivate var cells: [Cell] = []
    /// The first day on which an entry may take place that does not by now.
    fileprivate var next: Day?
    /// The last day on which anything of it can have happened; nil where nothing bounds it.
    fileprivate var last: Day?
  }

  /// What is owed in one case under one clause.
  fileprivate struct Cell: Sendable {
    var duties: [Duty] = []
    /// Whether it may be otherwise on the next day.
    var isOfToday = false
    /// The kinds of the organization's own entries that it rests on.
    var common: KindSet = []

    init() {}

    init(_ scene: Scene, under provision: Provision) { (duties, isOfToday, common) = scene.noting { $0.duties(under: provision) } }
  }

  /// Makes rows, each by its number, for numbers from 0 on: one after the other, or however else whoever asks for a ledger has them made.
  package typealias Spread<Failure: Error> = (_ count: Int, _ row: @escaping @Sendable (Int) -> Row) throws(Failure) -> [Row]

  private static func inTurn(_ count: Int, _ row: (Int) -> Row) -> [Row] { (0..<count).map(row) }

  /// Holds every case against the code.
  package init(_ organization: Organization, asOf day: Day) { self.init(organization, asOf: day, Ledger.inTurn) }

  /// The same, with rows made as whoever asks has them made.
  ///
  /// - Throws: what that throws.
  package init<Failure>(_ organization: Organization, asOf day: Day, _ spread: Spread<Failure>) throws(Failure) {
    let commons = organization.commons(asOf: day)
    (self.organization, self.commons) = (organization, commons)
    var made = try spread(organization.cases.count + 1) { Row(at: $0, organization, commons) }
    own = made.removeLast()
    rows = Pages(made)
    for row in rows { count(row, 1) }
    count(own, 1)
    compare()
  }

  /// A ledger that goes on from another with these rows.
  private init(_ organization: Organization, _ commons: Commons, after other: Ledger) {
    (self.organization, self.commons, rows, own) = (organization, commons, other.rows, other.own)
    (counts, comparisons) = (other.counts, other.comparisons)
  }

  /// Where the clauses are that others compare.
  private var comparedPlaces: [Int] {
    let ids = Set(commons.provisions.compactMap { ($0.rule.parameters as? SelectiveEnforcement.Parameters)?.of })
    return ids.isEmpty ? [] : commons.provisions.indices.filter { ids.contains(commons.provisions[$0].clause.id) }
  }

  /// Compares the cases.
  private mutating func compare() {
    guard organization.compares || !comparisons.isEmpty else { return }
    count(comparisons, -1)
    comparisons = organization.comparisons(asOf: asOf) { duties(under: $0) }
    count(comparisons, 1)
  }

  /// The end of this day is the present.
  package var asOf: Day { commons.asOf }

  /// What is owed in every case and by the organization itself, in the order of the cases and of the clauses, and then what comes of comparing them.
  package var duties: [Duty] { rows.flatMap { $0.cells.flatMap(\.duties) } + own.cells.flatMap(\.duties) + comparisons }

  /// What is owed in one case, with what comes of comparing it with others.
  ///
  /// - Parameter matter: nil for what the organization itself owes.
  package func duties(of matter: CaseID?) -> [Duty] {
    duties(ofThese: [matter]).filter { $0.case == matter }
  }

  /// What is owed in some cases, and after it what comes of comparing all.
  ///
  /// - Parameter matters: nil among them for what the organization itself owes.
  package func duties(ofThese matters: [CaseID?]) -> [Duty] {
    matters.flatMap { id in organization.place(of: id).map { row(at: $0).cells.flatMap(\.duties) } ?? [] } + comparisons
  }

  /// What is owed under one clause in every case.
  private func duties(under clause: ClauseID) -> [Duty] {
    let places = commons.provisions.indices.filter { commons.provisions[$0].clause.id == clause }
    return places.isEmpty ? [] : (rows + [own]).flatMap { row in places.flatMap { row.cells[$0].duties } }
  }

  private func row(at place: Int) -> Row { place < rows.count ? rows[place] : own }

  private mutating func count(_ row: Row, _ more: Int) {
    for cell in row.cells { count(cell.duties, more) }
  }

  private mutating func count(_ duties: [Duty], _ more: Int) {
    for duty in duties { counts[duty.state, default: 0] += more }
  }

  /// Puts rows in the places of others, or after them, and compares the cases anew where what is compared is another.
  ///
  /// - Parameter isSame: whether the clauses and the order of the cases are what they were.
  private mutating func take(_ made: [(place: Int, row: Row)], isSame: Bool) {
    let compared = isSame ? comparedPlaces : []
    var isOther = !isSame && !made.isEmpty
    for (place, row) in made {
      let old = place == organization.cases.count ? own : place < rows.count ? rows[place] : nil
      isOther = isOther || compared.contains { old == nil || old?.cells[$0].duties != row.cells[$0].duties }
      if place == organization.cases.count {
        count(own, -1)
        own = row
      } else if place < rows.count {
        count(rows[place], -1)
        rows[place] = row
      } else {
        rows.append(row)
      }
      count(row, 1)
    }
    if isOther { compare() }
  }

  // MARK: What comes

  /// The same with entries that were committed, and without these values, by someone who may read all of them.
  ///
  /// - Returns: beside it, the cases in which something can have changed.
  package func appending(_ committed: [Addressed], erasing: [ErasedValue] = []) -> (Ledger, touched: [CaseID?]) {
    appending(committed, erasing: erasing, Ledger.inTurn)
  }

  /// The same, with rows made as whoever asks has them made.
  ///
  /// - Throws: what that throws.
  package func appending<Failure>(
    _ committed: [Addressed], erasing: [ErasedValue] = [], _ spread: Spread<Failure>
  ) throws(Failure) -> (Ledger, touched: [CaseID?]) {
    let view = organization.view.appending(committed, erasing: erasing)
    let erased = Set(erasing.map(\.entry))
    let (next, touch) = organization.following(view, erased: erased)
    if touch.isAll { return (try Ledger(next, asOf: asOf, spread), next.matters + organization.cases.filter { !next.holds($0) }) }
    let isSame = !touch.isCommon && !touch.isJudgedOtherwise
    let commons = isSame ? commons : next.commons(asOf: asOf)
    let carried = isSame ? nil : Carried.all(from: self.commons, to: commons)
    let gone = touch.cases.keys.filter { next.place(of: $0) == nil && organization.place(of: $0) != nil }
    let places = touch.isArranged ? Array(next.matters.indices) : self.places(touching: touch, next, commons)
    let isUnseenOtherwise = commons.unseenCharters != self.commons.unseenCharters
    let jobs = places.map { place in
      let id = place < next.cases.count ? next.cases[place] : nil
      return Job(
        place: place, old: organization.place(of: id).map { row(at: $0) }, reach: touch.cases[id], everywhere: touch.everywhere,
        carried: carried, isUnseenOtherwise: isUnseenOtherwise)
    }
    let made = try spread(jobs.count) { jobs[$0].row(next, commons) }
    var ledger = Ledger(next, commons, after: self)
    if touch.isArranged {
      // The rows of the cases follow them.
      for row in rows { ledger.count(row, -1) }
      ledger.rows = Pages()
    }
    ledger.take(zip(places, made).map { ($0, $1) }, isSame: isSame && !touch.isArranged)
    return (ledger, places.map { $0 < next.cases.count ? next.cases[$0] : nil } + gone)
  }

  /// The places of the rows that are to be looked at anew, ascending.
  private func places(touching touch: Touch, _ next: Organization, _ commons: Commons) -> [Int] {
    var places = Set(touch.cases.keys.compactMap { next.place(of: $0) })
    switch touch.everywhere {
    case .kinds(let kinds) where !touch.isJudgedOtherwise:
      guard !kinds.isEmpty else { break }
      for place in rows.indices where rows[place].cells.contains(where: { !$0.common.isDisjoint(with: kinds) }) { places.insert(place) }
    case .kinds, .whole: places.formUnion(next.matters.indices)
    }
    return places.sorted()
  }

  /// The same at the end of another day.
  package func passing(to day: Day) -> Ledger { passing(to: day, Ledger.inTurn) }

  /// The same, with rows made as whoever asks has them made.
  ///
  /// - Throws: what that throws.
  package func passing<Failure>(to day: Day, _ spread: Spread<Failure>) throws(Failure) -> Ledger {
    let commons = organization.commons(asOf: day)
    // The organization's own entries may bear on every case.
    guard day >= asOf, commons.entries.count == self.commons.entries.count, commons.unplaced.count == self.commons.unplaced.count else {
      return try Ledger(organization, asOf: day, spread)
    }
    let places = organization.matters.indices.filter { place in
      let row = row(at: place)
      return row.next.map { $0 <= day } ?? false || row.cells.contains(where: \.isOfToday)
    }
    let (organization, old) = (organization, places.map { row(at: $0) })
    let made = try spread(places.count) { index in
      guard old[index].next.map({ $0 > day }) ?? true else { return Row(at: places[index], organization, commons) }
      return old[index].renewed(at: places[index], organization, commons) { cell, _ in cell.isOfToday }
    }
    var ledger = Ledger(organization, commons, after: self)
    ledger.take(zip(places, made).map { ($0, $1) }, isSame: true)
    return ledger
  }
}

extension Ledger.Row {
  /// Holds a case against every clause.
  fileprivate init(at place: Int, _ organization: Organization, _ commons: Commons) {
    let scene = organization.scene(at: place, commons)
    cells = commons.provisions.map { Ledger.Cell(scene, under: $0) }
    look(at: organization.file(at: place), commons.asOf)
  }

  /// Sees when the case's entries were, and will be.
  private mutating func look(at file: Organization.File, _ day: Day) {
    (next, last) = (nil, .first)
    for entry in file.entries {
      if let first = entry.dated.first, first > day {
        next = next.map { min($0, first) } ?? first
      } else {
        last = entry.dated.isEmpty ? nil : last.flatMap { last in entry.dated.last.map { max(last, $0) } }
      }
    }
  }

  /// The same with some of its cells judged anew: those of which the condition holds.
  fileprivate func renewed(
    at place: Int, _ organization: Organization, _ commons: Commons, where isTouched: (Ledger.Cell, Provision) -> Bool
  ) -> Ledger.Row {
    var row = self
    let touched = cells.indices.filter { isTouched(cells[$0], commons.provisions[$0]) }
    if !touched.isEmpty {
      let scene = organization.scene(at: place, commons)
      for index in touched { row.cells[index] = Ledger.Cell(scene, under: commons.provisions[index]) }
    }
    row.look(at: organization.file(at: place), commons.asOf)
    return row
  }
}

/// A row that is to be made anew, in whole or in part.
private struct Job: Sendable {
  let place: Int
  /// As it was; nil for a new case.
  let old: Ledger.Row?
  let reach: Touch.Reach?
  let everywhere: Touch.Reach
  /// What becomes of the cells; nil where the clauses are what they were.
  let carried: [Carried]?
  let isUnseenOtherwise: Bool

  func row(_ organization: Organization, _ commons: Commons) -> Ledger.Row {
    var (isWhole, kinds, common): (Bool, KindSet, KindSet) = (isUnseenOtherwise, [], [])
    switch reach {
    case .whole?: isWhole = true
    case .kinds(let touched)?: kinds = touched
    case nil: break
    }
    switch everywhere {
    case .whole: isWhole = true
    case .kinds(let touched): common = touched
    }
    guard let old, !isWhole else { return Ledger.Row(at: place, organization, commons) }
    var row = old
    var stale: Set<Int> = []
    if let carried {
      row.cells = carried.enumerated().map { index, carried in
        let cell = carried.from.map { old.cells[$0] } ?? Ledger.Cell()
        if !carried.holds(of: cell, until: old.last) { stale.insert(index) }
        return cell
      }
    }
    // An entry that came may be of a later time than all others.
    let isLater = reach != nil && carried != nil
    var index = -1
    return row.renewed(at: place, organization, commons) { cell, provision in
      index += 1
      return isLater || stale.contains(index) || !provision.watches.isDisjoint(with: kinds) || !cell.common.isDisjoint(with: common)
    }
  }
}

/// Where a clause's duties come from when the code changes.
private struct Carried: Sendable {
  /// Its place among the clauses before; nil for a new one.
  let from: Int?
  /// The first day of which it judges otherwise than before.
  let since: Judged

  enum Judged: Sendable {
    case never
    /// From a day on, on which or after which there are entries of these kinds among the organization's own.
    case from(Day, common: KindSet)
    case always
  }

  /// Whether what was owed under it is owed still, where nothing of the case happened after a day.
  func holds(of cell: Ledger.Cell, until last: Day?) -> Bool {
    switch since {
    case .never: true
    case .always: false
    case .from(let day, let common):
      // What a new clause rests on is not known before it has been asked.
      last.map { $0 < day } ?? false && cell.duties.allSatisfy { $0.since.last.map { $0 < day } ?? false }
        && (from == nil ? common.isEmpty : cell.common.isDisjoint(with: common))
    }
  }

  static func all(from old: Commons, to new: Commons) -> [Carried] {
    var carried: [Carried] = []
    for (place, charter) in new.charters.enumerated() {
      let provisions = Provision.all(in: charter)
      let isKnown = old.charters.indices.contains(place) && old.charters[place].json == charter.json
      for (index, provision) in provisions.enumerated() {
        let first = old.charters.prefix(place).reduce(0) { $0 + Provision.all(in: $1).count }
        carried.append(
          isKnown
            ? Carried(from: first + index, since: judged(old.provisions[first + index].force, provision.force, new))
            : Carried(from: nil, since: provision.force.first?.first.map { .from($0, common: new.kinds(from: $0)) } ?? .always))
      }
    }
    return carried
  }

  private static func judged(_ old: [DayRange], _ new: [DayRange], _ commons: Commons) -> Judged {
    if old == new { return .never }
    guard old.count == 1, new.count == 1, let old = old.first, let new = new.first, old.first == new.first,
      let end = [old.last, new.last].compactMap(\.self).min()
    else { return .always }
    return .from(end + 1, common: commons.kinds(from: end + 1))
  }
}

extension Provision {
  fileprivate var watches: KindSet { rule.check.check.watches }
}

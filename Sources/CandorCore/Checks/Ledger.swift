/// What is owed in every case, kept up as entries come and days pass.
///
/// It holds the duties of each case under each clause, and looks anew only where something can have changed them: under the clauses whose check
/// watches what came, in the cases that it is of; as days pass, where an answer rests on what day it is, or something only now takes place; under
/// another code, in the cases that reach into its time. It is at every moment what holding the whole record against the code comes to.
///
///     let ledger = Ledger(Organization(view), asOf: today)
///     let (after, touched) = ledger.appending(entries)
///     let changed = touched.map { (ledger.duties(of: $0), after.duties(of: $0)) }
package struct Ledger: Sendable {
  package let organization: Organization
  private let commons: Commons
  /// One a case, in the order of the cases.
  private var rows = Pages<Row>()
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

    init() {}

    init(_ scene: Scene, under provision: Provision) { (duties, isOfToday) = scene.noting { $0.duties(under: provision) } }
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
    rows = Pages(try spread(organization.cases.count) { Row(at: $0, organization, commons) })
    for row in rows { count(row.cells, 1) }
  }

  private init(_ organization: Organization, _ commons: Commons, _ rows: Pages<Row>, _ counts: [Duty.State: Int]) {
    (self.organization, self.commons, self.rows, self.counts) = (organization, commons, rows, counts)
  }

  /// The end of this day is the present.
  package var asOf: Day { commons.asOf }

  /// What is owed in every case, in the order of the cases and of the clauses.
  package var duties: [Duty] { rows.flatMap { $0.cells.flatMap(\.duties) } }

  /// What is owed in one case; nothing where there is no such case.
  package func duties(of id: CaseID) -> [Duty] { organization.place(of: id).map { rows[$0].cells.flatMap(\.duties) } ?? [] }

  /// What is owed under one clause in every case.
  package func duties(under clause: ClauseID) -> [Duty] {
    let places = commons.provisions.indices.filter { commons.provisions[$0].clause.id == clause }
    return places.isEmpty ? [] : rows.flatMap { row in places.flatMap { row.cells[$0].duties } }
  }

  private mutating func count(_ cells: [Cell], _ more: Int) {
    for cell in cells { for duty in cell.duties { counts[duty.state, default: 0] += more } }
  }

  // MARK: What comes

  /// The same with entries that were committed, and without these values, by someone who may read all of them.
  ///
  /// - Returns: beside it, the cases in which something can have changed.
  package func appending(_ committed: [Addressed], erasing: [ErasedValue] = []) -> (Ledger, touched: [CaseID]) {
    appending(committed, erasing: erasing, Ledger.inTurn)
  }

  /// The same, with rows made as whoever asks has them made.
  ///
  /// - Throws: what that throws.
  package func appending<Failure>(
    _ committed: [Addressed], erasing: [ErasedValue] = [], _ spread: Spread<Failure>
  ) throws(Failure) -> (Ledger, touched: [CaseID]) {
    let view = organization.view.appending(committed, erasing: erasing)
    let erased = Set(erasing.map(\.entry))
    let (next, touch) = organization.following(view, erased: erased)
    let known = Set(next.cases)
    if touch.isAll {
      let all = next.cases + organization.cases.filter { !known.contains($0) }
      return (try Ledger(next, asOf: asOf, spread), all)
    }
    let isSame = !touch.isCommon && !touch.isJudgedOtherwise
    let commons = isSame ? commons : next.commons(asOf: asOf)
    let carried = isSame ? nil : Carried.all(from: self.commons, to: commons)
    let isEverywhere =
      switch touch.everywhere {
      case .whole: true
      case .kinds(let kinds): touch.isJudgedOtherwise || commons.provisions.contains { !$0.watchesCommon.isDisjoint(with: kinds) }
      }
    let gone = touch.cases.keys.filter { !known.contains($0) && organization.place(of: $0) != nil }
    let isArranged = next.cases.starts(with: organization.cases)
    let places = isEverywhere || !isArranged ? Array(next.cases.indices) : touch.cases.keys.compactMap(next.place).sorted()
    let isUnseenOtherwise = commons.unseenCharters != self.commons.unseenCharters
    let jobs = places.map { place in
      let id = next.cases[place]
      return Job(
        place: place, old: organization.place(of: id).map { self.rows[$0] }, reach: touch.cases[id], everywhere: touch.everywhere,
        carried: carried, isUnseenOtherwise: isUnseenOtherwise)
    }
    let made = try spread(jobs.count) { jobs[$0].row(next, commons) }
    var rows = isArranged ? self.rows : Pages()
    var ledger = Ledger(next, commons, Pages(), isArranged ? counts : [:])
    for (job, row) in zip(jobs, made) {
      if isArranged, let old = job.old { ledger.count(old.cells, -1) }
      ledger.count(row.cells, 1)
      if job.place < rows.count { rows[job.place] = row } else { rows.append(row) }
    }
    ledger.rows = rows
    return (ledger, (places.map { next.cases[$0] } + gone.sorted()))
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
    let places = self.rows.indices.filter { place in
      self.rows[place].next.map { $0 <= day } ?? false || self.rows[place].cells.contains(where: \.isOfToday)
    }
    let (organization, rows) = (organization, self.rows)
    let made = try spread(places.count) { index in
      let place = places[index]
      guard rows[place].next.map({ $0 > day }) ?? true else { return Row(at: place, organization, commons) }
      return rows[place].renewed(at: place, organization, commons) { cell, _ in cell.isOfToday }
    }
    var ledger = Ledger(organization, commons, rows, counts)
    for (place, row) in zip(places, made) {
      ledger.count(rows[place].cells, -1)
      ledger.count(row.cells, 1)
      ledger.rows[place] = row
    }
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
    var (isWhole, kinds, common): (Bool, Set<Kind>, Set<Kind>) = (isUnseenOtherwise, [], [])
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
        if !carried.holds(of: cell.duties, until: old.last) { stale.insert(index) }
        return cell
      }
    }
    // An entry that came may be of a later time than all others.
    let isLater = reach != nil && carried != nil
    var index = -1
    return row.renewed(at: place, organization, commons) { _, provision in
      index += 1
      return isLater || stale.contains(index) || !provision.watches.isDisjoint(with: kinds)
        || !provision.watchesCommon.isDisjoint(with: common)
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
    case from(Day)
    case always
  }

  /// Whether what was owed under it is owed still, where nothing happened after a day.
  func holds(of cell: [Duty], until last: Day?) -> Bool {
    switch since {
    case .never: true
    case .always: false
    case .from(let day): last.map { $0 < day } ?? false && cell.allSatisfy { $0.since.last.map { $0 < day } ?? false }
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
            ? Carried(from: first + index, since: judged(old.provisions[first + index].force, provision.force))
            : Carried(from: nil, since: provision.force.first.map(Judged.from) ?? .always))
      }
    }
    return carried
  }

  private static func judged(_ old: DayRange, _ new: DayRange) -> Judged {
    if old == new { return .never }
    guard old.first == new.first, let end = [old.last, new.last].compactMap(\.self).min() else { return .always }
    return .from(end + 1)
  }
}

extension Provision {
  fileprivate var watches: Set<Kind> { rule.check.check.watches }
  fileprivate var watchesCommon: Set<Kind> { rule.check.check.watchesCommon }
}

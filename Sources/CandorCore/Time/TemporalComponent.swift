/// The entries of a temporal network that statements tie together, and what they say of each other's days.
struct TemporalComponent: Sendable {
  let entries: [EntryID]
  /// Among which days each entry's own date places it.
  private let dates: [DayRange]
  /// The entry that makes each statement.
  private let statements: [EntryID]
  private var constraints: [TemporalConstraint]
  /// For each entry the constraints, by their places, that lead from it and to it.
  private var onward: [[Int]] = []
  private var back: [[Int]] = []
  /// The entries in an order in which none comes before another that it does not come before, but for circles.
  private var sequence: [Int] = []
  /// The circle of that order that an entry lies in; its own where it lies in none.
  private var circles: [Int] = []
  /// The tightest bounds on each entry's day, once ``settle()`` has been called.
  private(set) var bounds: [DayRange]

  init(entries: [EntryID], dates: [DayRange], statements: [EntryID], constraints: [TemporalConstraint]) {
    self.entries = entries
    self.dates = dates
    self.statements = statements
    self.constraints = constraints
    bounds = dates
    arrange()
  }

  /// Sets aside statements that cannot hold together until the rest can, and bounds every day by those.
  mutating func settle() -> [TemporalNetwork.Contradiction] {
    var found: [TemporalNetwork.Contradiction] = []
    while case let conflicts = smallestConflicts(), !conflicts.isEmpty {
      for conflict in conflicts {
        found.append(
          .init(dates: conflict.dates.sorted().map { entries[$0] }, distances: Set(conflict.statements.map { statements[$0] }).sorted()))
      }
      let aside = conflicts.reduce(into: Set<Int>()) { $0.formUnion($1.statements) }
      constraints.removeAll { aside.contains($0.statement) }
      arrange()
    }
    let first = earliest().values
    let last = spread(dates.map { $0.last.map { -$0.number } }, back: true, rounds: patience) { -$0.most(-$1) }.values
    bounds = zip(first, last).map { DayRange($0.map(Day.init(number:)), $1.map { Day(number: -$0) }) }
    constraints = constraints.map { $0.sharpened(bounds) }
    return found
  }

  /// How many days one entry lies after another at the least, by what ties them and by their bounds; nil where nothing tells.
  func least(from one: Int, to other: Int) -> Int? {
    var start = [Int?](repeating: nil, count: entries.count)
    start[one] = 0
    let tied = spread(start, rounds: patience) { $1 + $0.gain }.values[other]
    let bounded = bounds[one].last.flatMap { last in bounds[other].first.map { $0 - last } }
    return [tied, bounded].compactMap(\.self).max()
  }

  /// Whether statements place one entry before another, be it within a day.
  func places(_ one: Int, before other: Int) -> Bool {
    // What is reached is told apart by whether a step to it was one to something later.
    var reached = [(later: Bool, known: Bool)](repeating: (false, false), count: entries.count)
    var open = [(node: one, later: false)]
    while let (node, later) = open.popLast() {
      for index in onward[node] where constraints[index].order != .none {
        let constraint = constraints[index]
        let isLater = later || constraint.order == .after
        let known = reached[constraint.to]
        guard isLater ? !known.later : !known.known else { continue }
        reached[constraint.to] = (known.later || isLater, true)
        open.append((constraint.to, isLater))
      }
    }
    return reached[other].later
  }

  // MARK: Spreading bounds

  /// How often values are carried through the component. Bounds in days and contradictions need no more rounds than there are entries.
  /// Calendar months in a circle may raise a bound by single days, which is followed for some years; what is left then is still a bound.
  private var patience: Int { entries.count + 1500 }

  /// What values become when each is raised to whatever the constraints make of the others (Bellman and Ford). As Yen has it, the entries
  /// are gone through forth and back in their sequence, so that a chain needs one round.
  ///
  /// - Returns: the values, the constraint that raised each, whether nothing was left to raise, and the first that went beyond its limit.
  private func spread(
    _ start: [Int?], back isBack: Bool = false, rounds: Int, limits: [Int?]? = nil, until isOver: ([Int?]) -> Bool = { _ in false },
    by reach: (TemporalConstraint, Int) -> Int
  ) -> (values: [Int?], causes: [Int?], isSettled: Bool, overrun: Int?) {
    var values = start
    var causes = [Int?](repeating: nil, count: entries.count)
    var isOpen = start.map { $0 != nil }
    var open = isOpen.count { $0 }
    for _ in 0..<rounds {
      for isForth in [!isBack, isBack] {
        for place in sequence.indices where open > 0 {
          let node = isForth ? sequence[place] : sequence[sequence.count - 1 - place]
          guard isOpen[node], let value = values[node] else { continue }
          (isOpen[node], open) = (false, open - 1)
          for index in isBack ? back[node] : onward[node] {
            let target = isBack ? constraints[index].from : constraints[index].to
            let raised = reach(constraints[index], value)
            if let known = values[target], known >= raised { continue }
            (values[target], causes[target]) = (raised, index)
            if let limit = limits?[target], raised > limit { return (values, causes, false, target) }
            if !isOpen[target] { (isOpen[target], open) = (true, open + 1) }
          }
        }
      }
      if open == 0 || isOver(causes) { break }
    }
    return (values, causes, open == 0, nil)
  }

  /// The earliest days that dates and constraints allow, as far as no entry's date is overrun.
  private func earliest() -> (values: [Int?], causes: [Int?], isSettled: Bool, overrun: Int?) {
    spread(dates.map { $0.first?.number }, rounds: patience, limits: dates.map { $0.last?.number }) { $0.least($1) }
  }

  // MARK: Contradictions

  /// Statements and dates, by their places, that cannot all hold.
  private struct Conflict {
    var statements: Set<Int>
    var dates: Set<Int>
    var count: Int { statements.count + dates.count }
  }

  /// The fewest statements and dates that cannot all hold; where several are as few, all that share no statement, as far as they come to
  /// light together; none where all can hold. Where finding the fewest would take too long, some of which none can be left out.
  private func smallestConflicts() -> [Conflict] {
    if let circle = circleOfOrder ?? growingCircle {
      let conflict = Conflict(statements: statements(shortestCircle(within: circle.count - 1) ?? circle), dates: [])
      // A chain rests on two dates besides.
      let chains = shortestChains(within: conflict.count - 3)
      return chains.isEmpty ? [conflict] : chains
    }
    let (_, causes, _, overrun) = earliest()
    guard let overrun else { return [] }
    var (chain, node, seen) = ([Int](), overrun, Set<Int>())
    while let cause = causes[node], seen.insert(node).inserted {
      chain.append(cause)
      node = constraints[cause].from
    }
    guard causes[node] == nil else {
      // The calendar's months went round before the date was overrun.
      let dated = dates.indices.filter { dates[$0] != .unknown }
      return [irreducible(Conflict(statements: Set(constraints.map(\.statement)), dates: Set(dated)))]
    }
    let chains = shortestChains(within: chain.count)
    return chains.isEmpty ? [Conflict(statements: statements(chain), dates: [node, overrun])] : chains
  }

  private func statements(_ path: [Int]) -> Set<Int> { Set(path.map { constraints[$0].statement }) }

  /// Without whatever can be left out of it.
  private func irreducible(_ conflict: Conflict) -> Conflict {
    var rest = conflict
    for statement in conflict.statements.sorted() {
      rest.statements.remove(statement)
      if !isConflict(rest) { rest.statements.insert(statement) }
    }
    for date in conflict.dates.sorted() {
      rest.dates.remove(date)
      if !isConflict(rest) { rest.dates.insert(date) }
    }
    return rest
  }

  private func isConflict(_ conflict: Conflict) -> Bool {
    let part = TemporalComponent(
      entries: entries, dates: dates.indices.map { conflict.dates.contains($0) ? dates[$0] : .unknown }, statements: statements,
      constraints: constraints.filter { conflict.statements.contains($0.statement) })
    return part.circleOfOrder != nil || part.growingCircle != nil || part.earliest().overrun != nil
  }

  /// Constraints that place an entry after itself, be it within a day.
  private var circleOfOrder: [Int]? {
    let closing = constraints.indices.first { index in
      constraints[index].order == .after && circles[constraints[index].from] == circles[constraints[index].to]
    }
    guard let closing else { return nil }
    let (start, end) = (constraints[closing].to, constraints[closing].from)
    var causes = [Int?](repeating: nil, count: entries.count)
    var open = [start]
    var next = 0
    while next < open.count, open.last != end {
      for index in onward[open[next]] where constraints[index].order != .none && circles[constraints[index].to] == circles[end] {
        let target = constraints[index].to
        guard target != start, causes[target] == nil else { continue }
        causes[target] = index
        open.append(target)
        if target == end { break }
      }
      next += 1
    }
    return path(causes, to: end) + [closing]
  }

  /// Constraints that place an entry at least a day after itself: a circle of positive weight, months at their shortest or longest.
  private var growingCircle: [Int]? {
    var circle: [Int]?
    _ = spread(
      [Int?](repeating: 0, count: entries.count), rounds: entries.count + 1,
      until: { causes in
        circle = self.circle(of: causes)
        return circle != nil
      }, by: { $1 + $0.gain })
    return circle
  }

  /// The constraints, in their order, that lead to an entry.
  private func path(_ causes: [Int?], to end: Int) -> [Int] {
    var (path, node) = ([Int](), end)
    while let cause = causes[node] {
      path.append(cause)
      node = constraints[cause].from
    }
    return path.reversed()
  }

  /// A circle among constraints that each lead to another entry, if there is one.
  private func circle(of causes: [Int?]) -> [Int]? {
    // Which walk came by an entry.
    var walks = [Int?](repeating: nil, count: causes.count)
    for start in causes.indices {
      var node = start
      while walks[node] == nil, let cause = causes[node] {
        walks[node] = start
        node = constraints[cause].from
      }
      guard walks[node] == start, let closing = causes[node] else { continue }
      var circle = [closing]
      while let first = circle.last.map({ constraints[$0].from }), first != node, let cause = causes[first] { circle.append(cause) }
      return circle.reversed()
    }
    return nil
  }

  // MARK: The shortest

  /// How far a walk along constraints has come, and the step before.
  private struct Step {
    let node: Int
    let value: Int
    let constraint: Int?
    let previous: Int?
  }

  /// How many steps are looked at before something longer will do.
  private static let budget = 2_000_000

  /// The circle of the fewest constraints that cannot all hold, of no more than `most`.
  private func shortestCircle(within most: Int) -> [Int]? {
    var budget = TemporalComponent.budget
    var reach = 1
    while reach < most * 2, budget > 0 {
      var found: [Int]?
      for start in entries.indices where !onward[start].isEmpty && budget > 0 {
        // Each circle is met at the first of its entries.
        let longest = min(reach, most, (found?.count ?? .max) - 1)
        if let circle = shortestCircle(at: start, within: longest, budget: &budget) { found = circle }
      }
      if let found { return found }
      reach *= 2
    }
    return nil
  }

  /// The shortest circle through an entry and those after it. A value is four times the days, and what is known of the order: 2 if the walk
  /// led to something later by order alone, 1 if to nothing earlier, 0 if only the days are known.
  private func shortestCircle(at start: Int, within most: Int, budget: inout Int) -> [Int]? {
    var steps = [Step(node: start, value: 1, constraint: nil, previous: nil)]
    var best = [start: 1]
    var layer = 0..<1
    for _ in 0..<max(0, most) {
      for index in layer {
        let step = steps[index]
        guard best[step.node] == step.value else { continue }
        for next in onward[step.node] where constraints[next].to >= start {
          budget -= 1
          let constraint = constraints[next]
          let order = TemporalComponent.order(step.value & 3, constraint.order)
          let value = (step.value >> 2 + constraint.gain) << 2 + order
          if constraint.to == start, value >= 2 { return walk(steps, index) + [next] }
          if let known = best[constraint.to], known >= value { continue }
          best[constraint.to] = value
          steps.append(Step(node: constraint.to, value: value, constraint: next, previous: index))
        }
      }
      layer = layer.upperBound..<steps.count
      if layer.isEmpty || budget <= 0 { return nil }
    }
    return nil
  }

  private static func order(_ known: Int, _ order: TemporalConstraint.Order) -> Int {
    switch order {
    case .none: 0
    case .notBefore: known
    case .after: known == 0 ? 0 : 2
    }
  }

  /// The fewest constraints, at most `most`, by which one date overruns another; all such chains that share no statement, as far as none
  /// hides another.
  private func shortestChains(within most: Int) -> [Conflict] {
    var steps: [Step] = []
    var (found, told) = ([Conflict](), Set<Int>())
    var best = dates.map { $0.first?.number }
    for (node, value) in best.enumerated() {
      if let value { steps.append(Step(node: node, value: value, constraint: nil, previous: nil)) }
    }
    var layer = 0..<steps.count
    for _ in 0..<max(0, most) {
      for index in layer {
        let step = steps[index]
        guard best[step.node] == step.value else { continue }
        for next in onward[step.node] {
          let (target, value) = (constraints[next].to, constraints[next].least(step.value))
          if let known = best[target], known >= value { continue }
          if let last = dates[target].last?.number, value > last {
            let chain = walk(steps, index) + [next]
            let conflict = Conflict(statements: statements(chain), dates: [constraints[chain[0]].from, target])
            guard told.isDisjoint(with: conflict.statements) else { continue }
            told.formUnion(conflict.statements)
            // Calendar months may go round, and say the same twice.
            found.append(conflict.statements.count == chain.count ? conflict : irreducible(conflict))
            continue
          }
          best[target] = value
          steps.append(Step(node: target, value: value, constraint: next, previous: index))
        }
      }
      layer = layer.upperBound..<steps.count
      if !found.isEmpty || layer.isEmpty || steps.count > TemporalComponent.budget { break }
    }
    return found
  }

  private func walk(_ steps: [Step], _ end: Int) -> [Int] {
    var (walk, index) = ([Int](), Optional(end))
    while let step = index.map({ steps[$0] }) {
      if let constraint = step.constraint { walk.append(constraint) }
      index = step.previous
    }
    return walk.reversed()
  }

  // MARK: Order

  /// Orders the entries by what comes before what, circles taken together (Kosaraju and Sharir), with no recursion: chains may be long.
  private mutating func arrange() {
    onward = [[Int]](repeating: [], count: entries.count)
    back = onward
    for (index, constraint) in constraints.enumerated() {
      onward[constraint.from].append(index)
      back[constraint.to].append(index)
    }
    var finished: [Int] = []
    var isSeen = [Bool](repeating: false, count: entries.count)
    for start in entries.indices where !isSeen[start] {
      isSeen[start] = true
      var open = [(node: start, next: 0)]
      while let (node, next) = open.last {
        guard next < onward[node].count else {
          finished.append(node)
          open.removeLast()
          continue
        }
        open[open.count - 1].next += 1
        let constraint = constraints[onward[node][next]]
        guard constraint.order != .none, !isSeen[constraint.to] else { continue }
        isSeen[constraint.to] = true
        open.append((constraint.to, 0))
      }
    }
    sequence = finished.reversed()
    circles = [Int](repeating: -1, count: entries.count)
    for start in sequence where circles[start] < 0 {
      circles[start] = start
      var open = [start]
      while let node = open.popLast() {
        for index in back[node] where constraints[index].order != .none && circles[constraints[index].from] < 0 {
          circles[constraints[index].from] = start
          open.append(constraints[index].from)
        }
      }
    }
  }
}

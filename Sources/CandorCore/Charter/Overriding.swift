import StrictJSON

/// A clause of a charter, and the stretches of time in which it binds.
package struct Binding: Hashable, Sendable {
  package var clause: Clause
  /// Apart from each other, in their order; none where it never binds.
  package var force: [DayRange]
}

extension Charter {
  /// The clauses in their order, each with the stretches of time in which it binds: while it and the charter are in force, and no clause with a rule
  /// that binds overrides it. What is overridden overrides nothing in its turn.
  package var bindings: [Binding] {
    var bindings = clauses.map { clause in
      Binding(clause: clause, force: [inForce.intersection(clause.validity)].filter { !$0.isEmpty })
    }
    guard clauses.contains(where: { !$0.overrides.isEmpty }) else { return bindings }
    let places = clauses.places
    for place in clauses.overridingFirst where clauses[place].rule != nil {
      for overridden in clauses[place].overrides.compactMap({ places[$0] }) {
        for days in bindings[place].force {
          bindings[overridden].force = bindings[overridden].force.flatMap { $0.without(days) }
        }
      }
    }
    return bindings
  }
}

extension [Clause] {
  /// Where each stands.
  fileprivate var places: [ClauseID: Int] { Dictionary(enumerated().map { ($1.id, $0) }) { first, _ in first } }

  /// The places of the clauses, each after all that override it; without those that override one another in a circle.
  fileprivate var overridingFirst: [Int] {
    let places = places
    var open = Array<Int>(repeating: 0, count: count)
    for clause in self { for id in clause.overrides { if let place = places[id] { open[place] += 1 } } }
    var ordered = indices.filter { open[$0] == 0 }
    var next = 0
    while next < ordered.count {
      for id in self[ordered[next]].overrides {
        guard let place = places[id] else { continue }
        open[place] -= 1
        if open[place] == 0 { ordered.append(place) }
      }
      next += 1
    }
    return ordered
  }

  /// Whether each overrides others that there are, and none by a circle itself; where not, has noted why.
  ///
  /// - Parameter input: the clauses as they were written.
  func overrideOthers(_ input: Input) -> Bool {
    func place(_ clause: Int, _ index: Int) -> Input {
      let list = input.path.appending(clause).appending("overrides")
      let isList = input.elements[clause].value["overrides"]?.arrayValue != nil
      return input.inner(.null, at: isList ? list.appending(index) : list)
    }
    let known = Set(map(\.id))
    var isSound = true
    for (index, clause) in enumerated() {
      for (other, id) in clause.overrides.enumerated() {
        if id == clause.id {
          place(index, other).mistake("self-reference", "clause \(clause.id) overrides itself", expected: "the clauses that give way to it")
          isSound = false
        } else if !known.contains(id) {
          place(index, other).mistake(
            "unknown-name", "no clause is called \(id.name.quoted)",
            expected: "this charter has: \(map(\.id.name).joined(separator: ", "))" + suggestion(for: id.name, among: map(\.id.name)))
          isSound = false
        }
      }
    }
    guard isSound, let circle = Set(indices).subtracting(overridingFirst).min() else { return isSound }
    place(circle, 0).mistake(
      "circle", "clause \(self[circle].id) and one that it overrides override each other, directly or through others",
      expected: "of two clauses at most one gives way to the other")
    return false
  }
}

extension DayRange {
  /// What is left of it without some days: nothing, or one or two stretches.
  fileprivate func without(_ days: DayRange) -> [DayRange] {
    guard overlaps(days) else { return [self] }
    let before = days.first.map { DayRange(first, $0 + -1) }
    let after = days.last.map { DayRange($0 + 1, last) }
    return [before, after].compactMap(\.self).filter { !$0.isEmpty }
  }
}

import StrictJSON

/// How much something in a file matters.
package enum Grade: String, CaseIterable, Comparable, Sendable {
  /// It cannot be so; the file is not taken.
  case error
  /// It can be so, and is hardly what was meant.
  case warning
  /// Worth knowing.
  case note

  package static func < (one: Grade, other: Grade) -> Bool { one.rank < other.rank }

  private var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}

/// Something about a charter that its reading let pass.
package struct Advice: Hashable, Sendable {
  package var grade: Grade
  package var mistake: Mistake
}

extension Charter {
  /// What those who wrote the charter would want to know before it goes into a record: what contradicts itself, what can never apply, and what
  /// nothing is held against. It is about the charter as data; whether a code is good is for its members to say.
  package var advice: [Advice] {
    bodiesAdvice + keepersAdvice + clauses.indices.flatMap(clauseAdvice) + rivalsAdvice + visibilityAdvice + coverageAdvice
  }

  private static let root = JSONPointer.root

  private func advice(
    _ grade: Grade, _ code: String, at path: JSONPointer, isAboutName: Bool = false, _ message: String, expected: String
  ) -> Advice {
    Advice(grade: grade, mistake: Mistake(code, at: path, isAboutName: isAboutName, message, expected: expected))
  }

  // MARK: Bodies

  private var bodiesAdvice: [Advice] {
    let named = namedBodies
    return bodies.flatMap { body -> [Advice] in
      let path = Charter.root.appending("bodies").appending(body.id.name)
      let above = bodiesAbove(body.id)
      var found: [Advice] = []
      if above.contains(body.id) {
        found.append(
          advice(
            .error, "circle", at: path.appending("below"), "\"\(body.id)\" stands below itself",
            expected: "of two bodies at most one is below the other; leave out \"below\" where neither is"))
      }
      for (index, other) in body.independentOf.enumerated() {
        let place = path.appending("independent-of").appending(index)
        if other == body.id {
          found.append(
            advice(
              .error, "self-reference", at: place, "\"\(body.id)\" is independent of itself", expected: "the bodies that may not direct it")
          )
        } else if above.contains(other) {
          found.append(
            advice(
              .warning, "contradiction", at: place, "\"\(body.id)\" is independent of \"\(other)\", and stands below it",
              expected: "if it is below in other matters than its own, leave both; else take one away"))
        }
      }
      let acts = body.majorities.sorted { $0.key.rawValue < $1.key.rawValue }.map { ("majorities", Optional($0.value.needs)) }
      for (name, needs) in [("quorum", body.quorum?.needs), ("majority", body.majority?.needs)] + acts
      where needs?.base == .seats && body.seats == nil {
        found.append(
          advice(
            .warning, "never", at: path.appending(name), "this is a share of the seats, and nothing says how many \"\(body.id)\" has",
            expected: "\(body.id): { seats: NUMBER }; or a share of those eligible"))
      }
      if !named.contains(body.id) {
        found.append(
          advice(
            .note, "unused", at: path, isAboutName: true, "nothing in this charter refers to \"\(body.id)\"",
            expected:
              "case files may still name it; a clause with a rule, \"below\" or \"independent-of\" would say what it is to the others"))
      }
      return found
    }
  }

  /// Every body above one, itself too where they stand in a circle.
  private func bodiesAbove(_ id: BodyID) -> Set<BodyID> {
    var (above, next) = (Set<BodyID>(), body(id)?.below)
    while let body = next, above.insert(body).inserted { next = self.body(body)?.below }
    return above
  }

  /// The bodies to which something else in the charter refers.
  private var namedBodies: Set<BodyID> {
    let readers = visibility.levels.compactMap { if case .body(let body) = $0 { body } else { nil } }
    let ruled = clauses.compactMap(\.rule).flatMap(\.bodies)
    return Set(bodies.flatMap { [$0.below].compactMap(\.self) + $0.independentOf } + coverage.map(\.keeper) + readers + ruled)
  }

  // MARK: Keepers

  /// The first keeper of a kind counts; who else is named, is named in vain.
  private var keepersAdvice: [Advice] {
    var keepers: [Kind: BodyID] = [:]
    return coverage.enumerated().flatMap { index, keeping in
      keeping.kinds.enumerated().compactMap { place, kind -> Advice? in
        guard let first = keepers[kind] else {
          keepers[kind] = keeping.keeper
          return nil
        }
        let path = Charter.root.appending("coverage").appending(index).appending("kinds").appending(place)
        if first == keeping.keeper {
          return advice(
            .note, "duplicate", at: path, "it is said twice that \"\(first)\" keeps the record of \"\(kind.rawValue)\"",
            expected: "once is enough")
        }
        return advice(
          .warning, "contradiction", at: path,
          "\"\(kind.rawValue)\" has two keepers, \"\(first)\" and \"\(keeping.keeper)\"; only the first counts",
          expected: "one keeper a kind: the body that answers for what is missing")
      }
    }
  }

  // MARK: Clauses

  private func path(of clause: Int) -> JSONPointer { Charter.root.appending("clauses").appending(clause) }

  private func clauseAdvice(_ index: Int) -> [Advice] {
    let (clause, path) = (clauses[index], path(of: index))
    var found: [Advice] = []
    if clause.validity.intersection(inForce).isEmpty {
      found.append(
        advice(
          .warning, "never", at: path.appending("in-force"),
          "clause \(clause.id) is in force only when its charter is not, so it never applies",
          expected: "days on which the charter is in force too"))
    }
    guard let rule = clause.rule else { return found }
    let place = path.appending("rule")
    switch rule.parameters {
    case let interference as Interference.Parameters where body(interference.body)?.independentOf.isEmpty ?? false:
      found.append(
        advice(
          .warning, "never", at: place.appending("body"), "\"\(interference.body)\" is independent of no body, so this rule never applies",
          expected: "name under \"bodies\" whom it is independent of: \(interference.body): { independent-of: [ … ] }"))
    case let interim as InterimMeasure.Parameters where interim.measure == .expulsion:
      found.append(
        advice(
          .warning, "contradiction", at: place.appending("measure"),
          "an expulsion is no measure until a decision: it ends what it would bridge",
          expected: "a measure that can be lifted: suspension, leave, removal-from-leadership"))
    case let tally as AnnouncedResult.Parameters:
      for id in tally.of where body(id).map({ $0.majority == nil && $0.majorities.isEmpty }) ?? false {
        found.append(
          advice(
            .warning, "never", at: place.appending("of"),
            "nothing says by which majority \"\(id)\" decides, so this rule never applies to it",
            expected: "name it under \"bodies\": \(id): { majority: { more-than: 1/2, of: cast } }"))
      }
    case let composition as Composition.Parameters where composition.without.contains(composition.body):
      found.append(
        advice(
          .error, "self-reference", at: place.appending("without"), "nobody could sit on \"\(composition.body)\" without sitting on it",
          expected: "the other bodies whose members may not sit there"))
    case let alike as SelectiveEnforcement.Parameters where !clauses.contains { $0.id == alike.of && $0.rule != nil && $0.id != clause.id }:
      found.append(
        advice(
          .warning, "never", at: place.appending("of"), "this compares a clause that has no rule of its own, so it never applies",
          expected: "the id of another clause with a rule"))
    default: break
    }
    for (name, standard) in rule.standards where !standards.contains(standard) {
      found.append(
        advice(
          .warning, "unknown-standard", at: place.appending(name),
          "the standard of proof \"\(standard)\" is not among those the code knows",
          expected: standards.isEmpty ? "name it under \"standards\"" : "one of \"standards\": \(standards.joined(separator: ", "))"))
    }
    return found
  }

  /// Clauses that hold the record against the same demand at the same time.
  private var rivalsAdvice: [Advice] {
    let bindings = bindings
    return clauses.indices.flatMap { later in
      clauses.indices.prefix(later).compactMap { earlier -> Advice? in
        let (one, other) = (clauses[earlier], clauses[later])
        guard let rule = one.rule, let rival = other.rule, rule.isAboutTheSame(as: rival),
          bindings[earlier].force.contains(where: { days in bindings[later].force.contains { $0.overlaps(days) } })
        else { return nil }
        let path = path(of: later).appending("rule")
        if rule == rival {
          return advice(
            .note, "duplicate", at: path, "clauses \(one.id) and \(other.id) have the same rule, so that each breach counts twice",
            expected: "leave the rule with the clause that says it best")
        }
        return advice(
          .warning, "contradiction", at: path, "clauses \(one.id) and \(other.id) ask for the same on different terms, at the same time",
          expected: "one of them; or an \"in-force\" for each, so that one follows the other")
      }
    }
  }

  // MARK: What is seen and what is held

  /// Duties that no members' or public edition tells of, and such as tell of entries that its readers cannot open.
  private var visibilityAdvice: [Advice] {
    let checks = clauses.compactMap(\.rule?.check).uniqued
    return checks.compactMap { check -> Advice? in
      guard let index = clauses.firstIndex(where: { $0.rule?.check == check }) else { return nil }
      let (path, level) = (path(of: index).appending("rule").appending("check"), visibility.level(of: check))
      switch level {
      case .case, .party, .person:
        return advice(
          .note, "unseen", at: path, "only the parties of a case learn whether \"\(check.rawValue)\" was kept",
          expected: "to tell members too: visibility: { duty.\(check.rawValue): members }")
      case .public, .members:
        let kinds = check.check.watches.sorted { $0.rawValue < $1.rawValue }
        if kinds.contains(where: { visibility.opensAny(of: $0, to: level) }) { return nil }
        return advice(
          .note, "unseen", at: path,
          "\(level == .public ? "everyone learns" : "members learn") whether \"\(check.rawValue)\" was kept, and can open no entry that it rests on",
          expected: "open some of: \(kinds.map(\.rawValue).joined(separator: ", "))")
      case .body: return nil
      }
    }
  }

  private var coverageAdvice: [Advice] {
    let texts = clauses.filter { $0.rule == nil }
    guard !texts.isEmpty else { return [] }
    return [
      advice(
        .note, "no-rule", at: Charter.root.appending("clauses"), isAboutName: true,
        "\(texts.count) of \(clauses.count) clauses have no rule: \(texts.map(\.id.name).joined(separator: ", "))",
        expected: "nothing is held against them; Docs/charter.md lists the rules")
    ]
  }
}

extension Rule {
  /// What was written, by the names of the parameters; a single value is a list of one.
  private func values(_ names: [String]) -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    for name in names {
      switch written[name] {
      case .array(let values)?: found[name] = Set(values.map(\.canonicalText))
      case let value? where !value.isNull: found[name] = [value.canonicalText]
      default: found[name] = []
      }
    }
    return found
  }

  private var fields: [Shape.Member] { type(of: parameters).fields }

  /// Whether both ask the same of the same: what a rule must have, says of what it is; what it may have, says how.
  func isAboutTheSame(as other: Rule) -> Bool {
    guard check == other.check else { return false }
    let subject = fields.filter(\.isRequired).map(\.name)
    return values(subject).allSatisfy { name, values in !values.isDisjoint(with: other.values([name])[name] ?? []) }
  }

  /// The bodies that its parameters name.
  var bodies: [BodyID] {
    fields.filter { [.body, .list(.body), .actor, .list(.actor)].contains($0.shape) }.flatMap { field in texts(field.name).map(BodyID.init)
    }
  }

  /// The standards of proof that its parameters name.
  var standards: [(name: String, standard: String)] {
    fields.map(\.name).filter { ["standard", "standards"].contains($0) }.flatMap { name in texts(name).map { (name, $0) } }
  }

  private func texts(_ name: String) -> [String] {
    switch written[name] {
    case .array(let values)?: values.compactMap(\.stringValue)
    case let value?: [value.stringValue].compactMap(\.self)
    case nil: []
    }
  }
}

extension Visibility {
  /// Every audience that a line of it names.
  fileprivate var levels: [Level] {
    [standard, standardDuty] + kinds.values + fields.values.flatMap(\.values) + duties.values
  }

  /// Whether those readers see any field of a kind.
  fileprivate func opensAny(of kind: Kind, to level: Level) -> Bool {
    let wide: Set<Level> = level == .public ? [.public] : [.public, .members]
    return wide.contains(kinds[kind] ?? standard) || (fields[kind] ?? [:]).values.contains(where: wide.contains)
  }
}

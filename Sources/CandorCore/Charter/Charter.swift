package import StrictJSON

/// The organization's own code, as data: its bodies, what it rules in and out, who may read what, and its clauses.
package struct Charter: Hashable, Sendable {
  package var organization: String
  /// The IANA name of the zone whose civil days the organization lives by.
  package var timezone: String
  package var inForce: DayRange
  /// Where it is known from, where the code itself was not at hand; nil where it was.
  package var knownFrom: String?
  package var bodies: [Body]
  package var standards: [String]
  /// What makes someone conflicted; none where the charter lists nothing, and then a declared or asserted tie does.
  package var conflicts: [ConflictRule]
  package var coverage: [Keeping]
  package var visibility: Visibility
  package var clauses: [Clause]
  /// As its file gives it; the form that is committed.
  package let json: JSONValue

  /// The body of that name; nil where the charter has none.
  package func body(_ id: BodyID) -> Body? { bodies.first { $0.id == id } }

  /// Whose task it is to keep entries of a kind; nil where the charter names nobody.
  package func keeper(of kind: Kind) -> BodyID? { coverage.first { $0.kinds.contains(kind) }?.keeper }

  /// The draft with the audience of each of its values, as this charter says them.
  package func address(_ draft: Draft, on day: Day, owners: [PartyID]? = nil, consent: Visibility.Level? = nil, keptFrom: Set<BodyID> = [])
    -> Addressed
  {
    Addressed(draft: draft, audiences: visibility.address(draft, owners: owners, consent: consent, keptFrom: keptFrom), on: day)
  }
}

/// A body of the organization.
package struct Body: Hashable, Sendable {
  package var id: BodyID
  package var title: String
  package var below: BodyID?
  /// The matters it decides, in the charter's own words.
  package var decides: [String]
  /// The bodies that may not direct it.
  package var independentOf: [BodyID]
  /// How many seats it has; nil where the charter does not say.
  package var seats: Int?
  /// How many must be present for it to decide; nil where the charter does not say.
  package var quorum: Quorum?
  /// How many must vote for something; nil where the charter does not say.
  package var majority: Majority?
  /// What it takes for some acts instead.
  package var majorities: [Outcome.Act: Majority]
  /// Whether whoever chairs it has a casting vote where there are as many for it as against.
  package var hasCastingVote: Bool

  /// What it takes to decide on some acts: the majority of each that has one of its own, and the general one for the others.
  package func majorities(for acts: Set<Outcome.Act>) -> [Majority] {
    let own = acts.sorted { $0.rawValue < $1.rawValue }.map { majorities[$0] ?? majority }
    return (own.isEmpty ? [majority] : own).compactMap(\.self).uniqued
  }
}

/// Whose task it is to keep the record of some kinds.
package struct Keeping: Hashable, Sendable {
  package var kinds: [Kind]
  package var keeper: BodyID
}

extension Keeping: Datum {
  package static var shape: Shape { .record(fields) }

  private static let fields = [
    Shape.Member("kinds", .list(.kind), "the kinds of entries", required: false),
    Shape.Member("keeper", .body, "the body whose task it is to keep them", required: true),
  ]

  package init?(_ input: Input) {
    guard let object = input.object(Keeping.fields.map(\.name)) else { return nil }
    let (kinds, keeper) = (object.required("kinds", [Kind].self), object.required("keeper", BodyID.self))
    guard let kinds, let keeper else { return nil }
    self.init(kinds: kinds, keeper: keeper)
  }

  package var json: JSONValue { ["kinds": kinds.json, "keeper": keeper.json] }
}

extension Charter: Datum {
  package static var shape: Shape { .other("a charter, as its file gives it", [.record(members)]) }

  /// Its sections.
  package static let members = [
    Shape.Member("organization", .text, "the organization's name", required: true),
    Shape.Member("timezone", .text, "the IANA name of the zone whose days it lives by: Europe/Madrid", required: true),
    Shape.Member("in-force", Validity.shape, "from when to when this version holds, either end open", required: false),
    Shape.Member("known-from", .text, "where the code is known from, where the code itself is not at hand", required: false),
    Shape.Member("bodies", .members(.text, .record(Body.fields)), "the bodies, each by a short name", required: true),
    Shape.Member("standards", .list(.text), "the standards of proof the code knows", required: false),
    Shape.Member(
      "conflicts", .list(ConflictRule.shape), "what makes someone conflicted in a decision; without it, a declared or asserted tie alone",
      required: false),
    Shape.Member("coverage", .list(Keeping.shape), "whose task it is to keep the record", required: false),
    Shape.Member("visibility", Visibility.shape, "who may read what", required: false),
    Shape.Member("clauses", .list(Clause.shape), "the clauses", required: false),
  ]
  static let fields = members.map(\.name)

  package init?(_ input: Input) {
    // Its scalars are kept as they were written, whichever way it came in.
    var input = input
    input.scalarsAreText = true
    guard let object = input.object(Charter.fields) else { return nil }
    let organization: String? = object.required("organization")
    let timezone: String? = object.required("timezone")
    let inForce: Validity?? = object.required("in-force")
    let knownFrom: String?? = object.required("known-from")
    guard object.has("bodies"), let members = object.member("bodies").members(expected: "bodies, each by its short name") else {
      if !object.has("bodies") { input.mistake("missing-field", "\"bodies\" is missing", expected: "bodies: { sc: { title: … }, … }") }
      return nil
    }
    input.names.bodies = members.map { BodyID($0.name) }
    let bodies = members.map { Body($0.name, input.inner($0.input.value, at: $0.input.path)) }
    let known = ObjectInput(object: object.object, input: input)
    let standards: [String]? = known.required("standards")
    let conflicts: [ConflictRule]? = known.required("conflicts")
    let coverage: [Keeping]? = known.required("coverage")
    let visibility = known.has("visibility") ? Visibility(known.member("visibility")) : Visibility()
    let clauses: [Clause]? = known.required("clauses")
    if let clauses {
      var seen: Set<ClauseID> = []
      for (index, clause) in clauses.enumerated() where !seen.insert(clause.id).inserted {
        known.member("clauses").inner(.null, at: known.member("clauses").path.appending(index))
          .mistake("duplicate", "a second clause is called \"\(clause.id)\"", expected: "every clause has an id of its own")
        return nil
      }
      guard clauses.overrideOthers(known.member("clauses")) else { return nil }
    }
    guard let organization, let timezone, let inForce, let knownFrom, bodies.allSatisfy({ $0 != nil }), let standards,
      let conflicts, let coverage, let visibility, let clauses
    else { return nil }
    self.init(
      organization: organization, timezone: timezone, inForce: inForce?.range ?? .unknown, knownFrom: knownFrom,
      bodies: bodies.compactMap(\.self),
      standards: standards, conflicts: conflicts, coverage: coverage, visibility: visibility, clauses: clauses, json: input.value)
  }
}

extension Body {
  fileprivate static let fields = [
    Shape.Member("title", .text, "what reports call it; a name takes the article, a small first letter stands as it is", required: true),
    Shape.Member("below", .body, "the body it answers to", required: false),
    Shape.Member("decides", .list(.text), "the matters it decides, in the code's words", required: false),
    Shape.Member("independent-of", .list(.body), "the bodies that may not direct it", required: false),
    Shape.Member("seats", .count, "how many seats it has", required: false),
    Shape.Member("quorum", Quorum.shape, "how many must be present for it to decide", required: false),
    Shape.Member("majority", Majority.shape, "how many must vote for something for it to be adopted", required: false),
    Shape.Member(
      "majorities", .members(Outcome.Act.shape, Majority.shape), "what it takes for some acts instead: { dissolve: { at-least: 2/3 } }",
      required: false),
    Shape.Member("casting-vote", .flag, "whether whoever chairs it settles a tie", required: false),
  ]

  fileprivate init?(_ name: String, _ input: Input) {
    guard let object = input.object(Body.fields.map(\.name)) else { return nil }
    let title: String? = object.required("title")
    let below: BodyID?? = object.required("below")
    let decides: [String]? = object.required("decides")
    let independentOf: [BodyID]? = object.required("independent-of")
    let (seats, quorum, majority) = (
      object.required("seats", Int?.self), object.required("quorum", Quorum?.self), object.required("majority", Majority?.self)
    )
    let (majorities, hasCastingVote) = (object.majorities, object.required("casting-vote", Bool?.self))
    guard let title, let below, let decides, let independentOf, let seats, let quorum, let majority, let majorities, let hasCastingVote
    else {
      return nil
    }
    self.init(
      id: BodyID(name), title: title, below: below, decides: decides, independentOf: independentOf, seats: seats, quorum: quorum,
      majority: majority, majorities: majorities, hasCastingVote: hasCastingVote ?? false)
  }
}

extension ObjectInput {
  /// The majorities of a body by act.
  fileprivate var majorities: [Outcome.Act: Majority]? {
    guard has("majorities") else { return [:] }
    guard let members = member("majorities").members(expected: "acts, each with what it takes: { dissolve: { at-least: 2/3 } }") else {
      return nil
    }
    let read = members.map { (Outcome.Act($0.input.name($0.name)), Majority($0.input)) }
    guard read.allSatisfy({ $0.0 != nil && $0.1 != nil }) else { return nil }
    return read.reduce(into: [:]) { majorities, one in if let act = one.0 { majorities[act] = one.1 } }
  }
}

/// From when to when a charter or a clause holds: `{ from: 2013, to: 2019-03 }`, either end open.
struct Validity: Datum {
  var from: CivilDate?
  var to: CivilDate?

  var range: DayRange { DayRange(from?.range.first, to?.range.last) }

  static var shape: Shape {
    .record([Shape.Member("from", .date, "first day", required: false), Shape.Member("to", .date, "last day", required: false)])
  }

  init?(_ input: Input) {
    guard let object = input.object(["from", "to"]) else { return nil }
    let (from, to) = (object.required("from", CivilDate?.self), object.required("to", CivilDate?.self))
    guard let from, let to else { return nil }
    if let first = from?.range.first, let last = to?.range.last, first > last {
      input.mistake("date", "this ends before it begins", expected: "the earlier date in \"from\", the later one in \"to\"")
      return nil
    }
    (self.from, self.to) = (from, to)
  }

  var json: JSONValue { ["from": from.json, "to": to.json] }
}

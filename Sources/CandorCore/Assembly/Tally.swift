package import StrictJSON

/// How a vote went, as far as it is told: in counts, in figures, or only in words.
package enum Tally: Hashable, Sendable {
  /// A vote told in words.
  package enum Described: String, Choice {
    /// Nobody against.
    case unanimous
    /// More for it than against.
    case majority
    /// More for it than against, and less than two thirds.
    case justOverHalf = "just-over-half"
    /// Two thirds or more for it.
    case twoThirds = "two-thirds"
    /// More for it than against among those not involved; of the others nothing is told.
    case majorityOfUninvolved = "majority-of-uninvolved"
  }

  case described(Described)
  /// How many abstained is not always told.
  case counted(for: Int, against: Int, abstained: Int?)
  /// In numbers that are not all exact, or in shares.
  case told(ToldVotes)
}

/// Votes in numbers that are not all exact, or in shares: `{ for: about 70 %, of: cast }`.
package struct ToldVotes: Hashable, Sendable {
  package var `for`: Figure
  package var against: Figure?
  package var abstained: Figure?
  /// Of whom shares are; nil where none of them is a share.
  package var of: Whole?

  /// Of whom a share is.
  package enum Whole: Hashable, Sendable {
    case base(Threshold.Base)
    /// A body's members, of whom nothing says whether they are all who could vote, or no others.
    case members(of: BodyID)

    /// Those of the vote itself; nil where it is a body's members.
    package var base: Threshold.Base? { if case .base(let base) = self { base } else { nil } }
  }
}

extension ToldVotes.Whole: Datum {
  package static var shape: Shape {
    .other("\(Threshold.Base.names.joined(separator: ", ")), or a body, of whose members it is", [Threshold.Base.shape, .body])
  }

  package init?(_ input: Input) {
    if case .string(let text) = input.value, let base = Threshold.Base(rawValue: text) {
      self = .base(base)
      return
    }
    guard let body = BodyID(input) else { return nil }
    self = .members(of: body)
  }

  package var json: JSONValue {
    switch self {
    case .base(let base): base.json
    case .members(let body): body.json
    }
  }
}

extension Tally: Datum {
  private static let fields = [
    Shape.Member("for", Figure.shape, "votes for it", required: true),
    Shape.Member("against", Figure.shape, "votes against it", required: false),
    Shape.Member("abstained", Figure.shape, "how many abstained, where it is told", required: false),
    Shape.Member(
      "of", ToldVotes.Whole.shape,
      "of whom shares are: of the votes for and against, of those present or eligible, of the members of a body",
      required: false),
  ]

  package static var shape: Shape {
    .other(
      "\(Described.names.joined(separator: ", ")), { for: 3, against: 1, abstained: 0 }, or { for: about 70 %, of: cast }",
      [Described.shape, .record(fields)])
  }

  package init?(_ input: Input) {
    guard case .object = input.value else {
      guard let described = Described(input) else { return nil }
      self = .described(described)
      return
    }
    guard let object = input.object(Tally.fields.map(\.name)) else { return nil }
    let (votes, against) = (object.required("for", Figure.self), object.required("against", Figure?.self))
    let (abstained, of) = (object.required("abstained", Figure?.self), object.required("of", ToldVotes.Whole?.self))
    guard let votes, let against, let abstained, let of else { return nil }
    let isShare = [votes, against, abstained].contains { if case .share? = $0 { true } else { false } }
    if isShare, of == nil {
      input.mistake("missing-field", "nothing says of whom this is a share", expected: "of: \(ToldVotes.Whole.shape.summary)")
      return nil
    }
    if !isShare, of != nil {
      object.member("of").mistake(
        "unknown-field", "numbers are of nobody", expected: "\"of\" with shares alone: { for: about 70 %, of: cast }")
      return nil
    }
    if let votes = votes.number, let against = against?.number, abstained == nil || abstained?.number != nil {
      self = .counted(for: votes, against: against, abstained: abstained?.number)
    } else {
      self = .told(ToldVotes(for: votes, against: against, abstained: abstained, of: of))
    }
  }

  package var json: JSONValue {
    switch self {
    case .described(let described): described.json
    case .counted(let votes, let against, let abstained):
      abstained.map { ["for": votes.json, "against": against.json, "abstained": $0.json] }
        ?? ["for": votes.json, "against": against.json]
    case .told(let told):
      ["abstained": told.abstained.json, "against": told.against.json, "for": told.for.json, "of": told.of.json]
    }
  }
}

extension Tally {
  /// Whether surely more voted for one than for another, of the same whole.
  func isMore(than other: Tally) -> Bool {
    switch (figure, other.figure) {
    case ((let own, let of)?, (let others, let ofOthers)?): of == ofOthers && own.isMore(than: others)
    default: false
    }
  }

  /// Those for it as a figure, and of whom it is.
  private var figure: (Figure, ToldVotes.Whole?)? {
    switch self {
    case .counted(let votes, _, _): (.count(.one(.exact, votes)), nil)
    case .told(let told): (told.for, told.of)
    case .described: nil
    }
  }

  /// How many took part at least, abstentions among them as far as they are told; nil where nothing is counted.
  var total: Int? {
    switch self {
    case .counted(let votes, let against, let abstained): votes + against + (abstained ?? 0)
    case .told(let told): [told.for, told.against, told.abstained].reduce(0) { $0 + ($1?.count?.atLeast ?? 0) }
    case .described: nil
    }
  }

  /// How many voted for it at least; nil where nothing is counted.
  var least: Int? {
    switch self {
    case .counted(let votes, _, _): votes
    case .told(let told): told.for.count?.atLeast
    case .described: nil
    }
  }
}

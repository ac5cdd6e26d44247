package import StrictJSON

/// A proposal that was voted on with others, or some of them told together.
package struct Proposal: Hashable, Sendable {
  package var title: String
  /// The motion or the decision that it is.
  package var on: EntryID?
  /// Which share of the proposals it stands for, or how many; nil where it is one.
  package var standsFor: Figure?
  package var votes: Tally?
  package var result: VoteHeld.Result?
}

extension Proposal: Datum {
  private static let fields = [
    Shape.Member("title", .text, "what it is called, in words that identify nobody", required: true),
    Shape.Member("on", .entry, "the motion or the decision that it is", required: false),
    Shape.Member("stands-for", Figure.shape, "of several that are told together: how many, or which share of all", required: false),
    Shape.Member("votes", Tally.shape, "how it went, as far as it is told", required: false),
    Shape.Member("result", VoteHeld.Result.shape, "the result, as announced", required: false),
  ]

  package static var shape: Shape {
    .other("a proposal: { title: …, votes: { for: about 70 %, of: cast }, result: adopted }", [.text, .record(fields)])
  }

  package init?(_ input: Input) {
    guard case .object = input.value else {
      guard let title = String(input) else { return nil }
      self.init(title: title, on: nil, standsFor: nil, votes: nil, result: nil)
      return
    }
    guard let object = input.object(Self.fields.map(\.name)) else { return nil }
    let (title, on) = (object.required("title", String.self), object.required("on", EntryID?.self))
    let (standsFor, votes) = (object.required("stands-for", Figure?.self), object.required("votes", Tally?.self))
    let result: VoteHeld.Result?? = object.required("result")
    guard let title, let on, let standsFor, let votes, let result else { return nil }
    self.init(title: title, on: on, standsFor: standsFor, votes: votes, result: result)
  }

  package var json: JSONValue {
    ["on": on.json, "result": result.json, "stands-for": standsFor.json, "title": title.json, "votes": votes.json]
  }
}

/// Proposals that were voted on at once.
package struct Proposals: Hashable, Sendable {
  /// How many of them one voter could choose.
  package enum Choose: String, Choice {
    case each
    case one
  }

  /// Nil where it is not told.
  package var choose: Choose?
  package var list: [Proposal]
}

extension Proposals: Datum {
  private static let fields = [
    Shape.Member("choose", Choose.shape, "whether each was voted on for itself, or a voter chose one of them at most", required: false),
    Shape.Member("list", .list(Proposal.shape), "the proposals", required: true),
  ]

  package static var shape: Shape {
    .other(
      "the proposals: { choose: one, list: [{ title: …, result: adopted }] }, or the list alone", [.list(Proposal.shape), .record(fields)])
  }

  package init?(_ input: Input) {
    guard case .object(let object) = input.value, object["list"] != nil || object["choose"] != nil else {
      guard let list = [Proposal](input) else { return nil }
      self.init(choose: nil, list: list)
      return
    }
    guard let object = input.object(Self.fields.map(\.name)) else { return nil }
    let (choose, list) = (object.required("choose", Choose?.self), object.required("list", [Proposal].self))
    guard let choose, let list else { return nil }
    self.init(choose: choose, list: list)
  }

  package var json: JSONValue { ["choose": choose.json, "list": list.json] }

  /// Counts that cannot all be: of proposals of which a voter chose one at most, more votes than voters.
  ///
  /// - Parameter voters: how many they are at most; nil where nothing bounds it.
  func refusals(of voters: Int?) -> [Refusal] {
    if list.isEmpty {
      return [Refusal(field: "proposals", message: "no proposal is told", expected: "a list, each with its title")]
    }
    guard let voters else { return [] }
    let totals = list.map { $0.votes?.total ?? 0 }
    let total = choose == .one ? list.reduce(0) { $0 + ($1.votes?.least ?? 0) } : totals.max() ?? 0
    if total <= voters { return [] }
    return [
      Refusal(
        field: "proposals", message: "these are \(total) votes of \(voters) who took part",
        expected: "at most \(voters); where a source counts more, leave out \"present\" and tell it in \"says\"")
    ]
  }
}

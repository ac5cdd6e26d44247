package import CandorCore
package import StrictJSON

/// The entries of the record, as far as this reader sees them.
package enum RecordEntries: Operation {
  /// Which entries, and how many on a page.
  package struct Parameters: OperationParameters {
    /// Nil for every entry.
    package var `case`: CaseID?
    /// Empty for every kind.
    package var kinds: Set<Kind> = []
    /// Only what may have happened on one of these days.
    package var days = DayRange.unknown
    /// Only entries that name this body or party.
    package var of: Actor?
    /// Only entries that refer to this one.
    package var about: EntryID?
    /// Only entries with greater numbers.
    package var after: EntryID
    package var limit: Int

    package static let fields = [
      Shape.Member("case", .case, "only entries of this case", required: false),
      Shape.Member("kinds", .list(.kind), "only entries of these kinds", required: false),
      Shape.Member("from", .day, "only what may have happened on this day or later, and what has no date", required: false),
      Shape.Member("to", .day, "only what may have happened on this day or earlier, and what has no date", required: false),
      Shape.Member("of", .text, "only entries that name this body or party, as answers do: body:sc, party:…", required: false),
      Shape.Member("about", .count, "only entries that refer to the entry with this number", required: false),
      Shape.Member("after", .count, "only entries with a greater number", required: false),
      Shape.Member("limit", .count, "at most so many; 1000 without it, 10000 at most", required: false),
    ]

    /// Every entry, or every one of a case, on one page.
    package init(case: CaseID?) { (self.case, after, limit) = (`case`, EntryID(0), .max - 1) }

    package init?(_ object: ObjectInput) {
      let id = object.caseID()
      let kinds: [Kind]? = object.required("kinds")
      let (from, to): (Day??, Day??) = (object.required("from"), object.required("to"))
      let of = object.actor("of")
      let about: Int?? = object.required("about")
      let after: Int?? = object.required("after")
      let limit: Int?? = object.required("limit")
      guard let id, let kinds, let from, let to, let of, let about, let after, let limit else { return nil }
      self.case = id
      (self.kinds, days, self.of, self.about) = (Set(kinds), DayRange(from, to), of, about.map(EntryID.init))
      self.after = EntryID(after ?? 0)
      self.limit = min(limit ?? 1000, 10_000)
    }
  }

  /// A page of entries, and where the next begins.
  package struct Output: OperationOutput {
    package var entries: [JSONValue]
    /// Where the next page begins; nil at the end.
    package var next: EntryID?

    package static var shape: Shape {
      .fields([
        "entries": .list(.draft), "next?": .entry,
      ])
    }
    package var json: JSONValue { ["entries": .array(entries), "next": next.json] }
  }

  package static let description = OperationDescription(
    method: "record/entries", command: "show",
    about: "Gives the entries of the record, each with the values this reader sees and the reasons why others are not.",
    fields: Parameters.fields, errors: [.input, .notFound, .damaged], example: ["after": 45, "limit": 2])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    if let id = parameters.case { _ = try session.scene(id, asOf: session.checkpointDay) }
    let fitting = session.view.entries.dropFirst(parameters.after.number).lazy
      .filter { parameters.fit($0, in: session.view) }
    let page = Array(fitting.prefix(parameters.limit + 1))
    let shown = page.prefix(parameters.limit)
    return Output(
      entries: shown.map { session.view.json(of: $0) }, next: page.count > parameters.limit ? shown.last?.id : nil)
  }
}

extension RecordEntries.Parameters {
  /// Whether an entry is wanted, as far as this reader can tell.
  fileprivate func fit(_ entry: Entry, in view: RecordView) -> Bool {
    if let id = `case`, entry.header.case.is(id) != .yes { return false }
    if !kinds.isEmpty, entry.kind.map({ !kinds.contains($0) }) ?? true { return false }
    if days != .unknown, entry.occurred.intersection(days).isEmpty { return false }
    if let of, !entry.actors.contains(of) { return false }
    if let about, !view.references(of: entry.id).contains(about) { return false }
    return true
  }
}

extension ObjectInput {
  /// A body or a party as answers name it; `.some(nil)` where there is none.
  fileprivate func actor(_ name: String) -> Actor?? {
    guard let text: String? = required(name) else { return nil }
    guard let text else { return .some(nil) }
    if text.hasPrefix("body:") { return .some(.body(BodyID(String(text.dropFirst(5))))) }
    if text.hasPrefix("party:"), let party = PartyID(String(text.dropFirst(6))) { return .some(.party(party)) }
    member(name).mistake("unknown-name", "\(text.quoted) is no body and no party", expected: "body:NAME or party:ID, as answers give them")
    return nil
  }
}

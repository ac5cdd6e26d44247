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
    /// Entries of the same stretch of which this reader does not see whether they are wanted.
    package var unsure: [EntryID]
    /// Where the next page begins; nil at the end.
    package var next: EntryID?

    package static var shape: Shape {
      .fields([
        "entries": .list(.draft), "unsure": .list(.entry), "next?": .entry,
      ])
    }
    package var json: JSONValue { ["entries": .array(entries), "unsure": unsure.json, "next": next.json] }
  }

  package static let description = OperationDescription(
    method: "record/entries", command: "show",
    about: "Gives the entries of the record, each with the values this reader sees and the reasons why others are not.",
    fields: Parameters.fields, errors: [.input, .notFound, .damaged], example: ["after": 45, "limit": 2])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    if let id = parameters.case { _ = try session.caseID(id) }
    var (shown, unsure, isCut): ([Entry], [EntryID], Bool) = ([], [], false)
    for entry in session.view.entries.dropFirst(parameters.after.number) {
      switch parameters.fits(entry, in: session.view) {
      case .no: continue
      case .unknown: unsure.append(entry.id)
      case .yes where shown.count == parameters.limit:
        isCut = true
      case .yes: shown.append(entry)
      }
      if isCut { break }
    }
    let next = isCut ? shown.last?.id : nil
    return Output(
      entries: shown.map { session.view.json(of: $0) }, unsure: unsure.filter { id in next.map { id < $0 } ?? true }, next: next)
  }
}

extension RecordEntries.Parameters {
  /// Whether an entry is wanted, as far as this reader can tell.
  fileprivate func fits(_ entry: Entry, in view: RecordView) -> Truth {
    let unseen = Truth.unknown([])
    let isOfCase = `case`.map { id in
      // Whoever holds every key of the case sees which entries are its own.
      entry.header.case.gap != nil && view.holding?.contains(.case(id)) == true ? .no : entry.header.case.is(id)
    }
    let isOfKind = kinds.isEmpty ? nil : entry.kind.map { Truth(kinds.contains($0)) } ?? unseen
    let isOfDays = days == .unknown ? nil : Truth(!entry.occurred.intersection(days).isEmpty)
    let hidden = entry.kind == nil ? [0] : entry.gaps.map(\.slot)
    // Who and what an entry is about stands in the fields of its kind; what it refers to, in its header too.
    let names = of.map { of in
      entry.actors.contains(of) ? .yes : hidden.contains { $0 == 0 || $0 > Header.slots.count } ? unseen : .no
    }
    let refers = about.map { about in
      view.references(of: entry.id).contains(about) ? .yes : hidden.contains { $0 != Header.caseSlot } ? unseen : Truth.no
    }
    return [isOfCase, isOfKind, isOfDays, names, refers].compactMap(\.self).reduce(.yes) { $0 && $1 }
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

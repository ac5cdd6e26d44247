package import CandorCore
package import StrictJSON

/// The entries of the record, as far as this reader sees them.
package enum RecordEntries: Operation {
  /// Which entries, and how many on a page.
  package struct Parameters: OperationParameters {
    /// Nil for every entry.
    package var `case`: CaseID?
    /// Only entries with greater numbers.
    package var after: EntryID
    package var limit: Int

    package static let fields = [
      Shape.Member("case", .case, "only entries of this case", required: false),
      Shape.Member("after", .count, "only entries with a greater number", required: false),
      Shape.Member("limit", .count, "at most so many; 1000 without it, 10000 at most", required: false),
    ]

    /// Every entry, or every one of a case, on one page.
    package init(case: CaseID?) { (self.case, after, limit) = (`case`, EntryID(0), .max - 1) }

    package init?(_ object: ObjectInput) {
      let id = object.caseID()
      let after: Int?? = object.required("after")
      let limit: Int?? = object.required("limit")
      guard let id, let after, let limit else { return nil }
      self.case = id
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
        "entries": .list(.other("an entry: its number, its day, its fields, and in hidden why others are not open")), "next?": .entry,
      ])
    }
    package var json: JSONValue { ["entries": .array(entries), "next": next.json] }
  }

  package static let description = OperationDescription(
    method: "record/entries", command: "show",
    about: "Gives the entries of the record, each with the values this reader sees and the reasons why others are not.",
    fields: Parameters.fields, errors: [.input, .notFound, .damaged], example: ["limit": 10])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    if let id = parameters.case { _ = try session.scene(id, asOf: session.checkpointDay) }
    let fitting = session.view.entries.dropFirst(parameters.after.number).lazy
      .filter { entry in parameters.case.map { entry.header.case.is($0) == .yes } ?? true }
    let page = Array(fitting.prefix(parameters.limit + 1))
    let shown = page.prefix(parameters.limit)
    return Output(
      entries: shown.map { session.view.json(of: $0) }, next: page.count > parameters.limit ? shown.last?.id : nil)
  }
}

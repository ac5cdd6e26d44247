package import CandorCore
package import CandorReport
package import StrictJSON

/// What an edition of a case withholds, value by value, and to whom each is open instead: for those who decide on publishing it. The values are not told.
package enum ReportWithheld: Operation {
  /// Of which case, for which edition.
  package struct Parameters: OperationParameters {
    /// Nil where the record has only one case.
    package var `case`: CaseID?
    package var edition: Edition

    package static let fields = [
      Shape.Member("case", .case, "the case; not needed where there is only one", required: false),
      Shape.Member("edition", Edition.shape, "whose readers", required: true),
    ]

    package init(case: CaseID?, edition: Edition) { (self.case, self.edition) = (`case`, edition) }

    package init?(_ object: ObjectInput) {
      let id = object.caseID()
      let edition: Edition? = object.required("edition")
      guard let id, let edition else { return nil }
      self.init(case: id, edition: edition)
    }
  }

  /// What is withheld of each entry.
  package struct Output: OperationOutput {
    /// A value that the edition's readers do not see.
    package struct Value: Hashable, Sendable {
      package var field: String
      /// To whom it is open: `members`, `case`, `body:council`, `party`, `person`.
      package var openTo: [String]
    }

    /// An entry that they do not see whole.
    package struct Entry: Hashable, Sendable {
      package var id: EntryID
      package var kind: Kind
      /// Whether they do not even see what kind of entry it is.
      package var isUnopened: Bool
      package var values: [Value]
    }

    package var id: CaseID
    /// How many entries the case has, with the organization's own.
    package var size: Int
    package var entries: [Entry]

    package static var shape: Shape {
      .fields([
        "case": .case, "size": .count,
        "entries": .list(
          .fields([
            "entry": .entry, "kind": Kind.shape, "unopened": .flag,
            "values": .list(.fields(["field": .text, "openTo": .list(.text)])),
          ])),
      ])
    }
    package var json: JSONValue {
      [
        "case": id.json, "size": size.json,
        "entries": .array(
          entries.map { entry in
            [
              "entry": entry.id.json, "kind": entry.kind.json, "unopened": .bool(entry.isUnopened),
              "values": .array(entry.values.map { ["field": .string($0.field), "openTo": .array($0.openTo.map(JSONValue.string))] }),
            ]
          }),
      ]
    }
  }

  package static let description = OperationDescription(
    method: "report/withheld", command: "export",
    about: "Lists what an edition of a case withholds, value by value, and to whom each is open instead; the values are not told.",
    fields: Parameters.fields, errors: [.input, .notFound, .damaged], example: ["edition": "members"])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let id = try session.caseID(parameters.case)
    let scene = session.organization.scene(of: id, asOf: session.checkpointDay)
    let readers = parameters.edition.audiences(of: id)
    let seen = session.view.limited(to: readers)
    let all = (scene.common + scene.entries).sorted { $0.id < $1.id }
    let entries = all.compactMap { entry -> Output.Entry? in
      guard let kind = entry.kind else { return nil }
      let withheld = session.view.values(of: entry.id).filter { value in
        // What the record seals in every entry is told once, and what is absent withholds nothing.
        value.isGiven && readers.isDisjoint(with: value.audiences)
          && (!Visibility.isSealed(value.name, of: kind) || kind != .personDescribed && ["person", "party", "key"].contains(value.name))
      }
      let isUnopened = seen[entry.id]?.kind == nil
      guard isUnopened || !withheld.isEmpty else { return nil }
      return Output.Entry(
        id: entry.id, kind: kind, isUnopened: isUnopened,
        values: withheld.map { Output.Value(field: $0.name, openTo: Set($0.audiences.map(\.readers)).sorted()) })
    }
    return Output(id: id, size: all.count, entries: entries)
  }
}

extension Audience {
  /// Whose key opens it, without whose in particular: the identifiers of parties and persons are kept too.
  fileprivate var readers: String {
    switch self {
    case .public: "public"
    case .members: "members"
    case .body(let body): "body:\(body.name)"
    case .case: "case"
    case .party: "party"
    case .person: "person"
    }
  }
}

package import CandorCore
package import CandorLog
import CandorStore
package import StrictJSON

/// Ends someone's access: their key opens nothing that is recorded from here on. What they could read, they may have read.
package enum AccessEnd: Operation {
  /// Whose access to what.
  package struct Parameters: OperationParameters {
    /// A person's identifier; nil where a key says it.
    package var person: PersonID?
    /// Only this public key; nil for every key of the person.
    package var key: String?
    /// Nil for all that they read.
    package var audience: Visibility.Level?
    package var `case`: CaseID?
    package var by: [String]
    package var ground: String?

    package static let fields = [
      Shape.Member("person", .person, "whose access; may be left out where a key is named", required: false),
      Shape.Member("key", .text, "only this public key of theirs", required: false),
      Shape.Member("audience", Visibility.Level.shape, "to what; to all that they read without it", required: false),
      Shape.Member("case", .case, "the case, where the audience has one; not needed where there is only one", required: false),
      Shape.Member("by", .list(.actor), "who ends it", required: false),
      Shape.Member("ground", .text, "on what ground", required: false),
    ]

    package init(
      person: PersonID?, key: String?, audience: Visibility.Level?, case: CaseID? = nil, by: [String] = [], ground: String? = nil
    ) {
      (self.person, self.key, self.audience, self.case, self.by, self.ground) = (person, key, audience, `case`, by, ground)
    }

    package init?(_ object: ObjectInput) {
      let (person, key): (PersonID??, String??) = (object.required("person"), object.required("key"))
      let (audience, id, ground): (Visibility.Level??, CaseID??, String??) = (
        object.required("audience"), object.caseID(), object.required("ground")
      )
      let by: [String]? = object.has("by") ? object.required("by") : []
      guard let person, let key, let audience, let id, let ground, let by else { return nil }
      guard person != nil || key != nil else {
        object.input.mistake("missing-field", "nobody is named whose access is to end", expected: "person, or key")
        return nil
      }
      self.init(person: person, key: key, audience: audience, case: id, by: by, ground: ground)
    }
  }

  /// What ended.
  package struct Output: OperationOutput {
    package var entries: [EntryID]
    package var person: PersonID
    package var audiences: [Audience]
    package var checkpoint: Checkpoint

    package static var shape: Shape {
      .fields(["entries": .list(.entry), "person": .person, "audiences": .list(.text), "checkpoint": .checkpoint])
    }
    package var json: JSONValue {
      [
        "entries": .array(entries.map(\.json)), "person": person.json,
        "audiences": .array(audiences.map { .string($0.description) }), "checkpoint": checkpoint.json,
      ]
    }
  }

  package static let description = OperationDescription(
    method: "access/end", command: "revoke",
    about: "Ends someone's access: their key opens nothing that is recorded from here on; what they could read, they may have read.",
    fields: Parameters.fields, errors: [.input, .notFound, .notPermitted, .unavailable, .damaged], isChange: true,
    // Whose access the example of access/grant begins.
    example: ["key": AccessGrant.description.example["key"] ?? .null])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let key = try parameters.key.map { try Recipient(named: $0).text }
    let held = try session.access.present.filter { holding in
      guard !holding.isCustody, parameters.person.map({ $0 == holding.person }) ?? true, key.map({ $0 == holding.key }) ?? true else {
        return false
      }
      return try parameters.audience.map { try $0 == holding.audience.level && isOf(parameters.case, holding.audience, in: session) }
        ?? true
    }
    guard let person = held.first?.person, held.allSatisfy({ $0.person == person }) else {
      throw ServiceError(.notFound, "nobody has that access", hint: "'candor access' lists who may read what")
    }
    let audiences = held.map(\.audience).uniqued
    if let kept = audiences.first(where: { !session.record.audiences.contains($0) }) {
      throw RecordFault(path: session.record.path, reason: session.record.isKept ? .shutOut(kept) : .notKeeper)
    }
    let drafts = try audiences.enumerated().map { place, audience in
      var fields: JSONObject = [
        "person": person.json, "audience": audience.level.json, "by": .array(parameters.by.map(JSONValue.string)),
      ]
      fields["key"] = key.map(JSONValue.string)
      fields["ground"] = parameters.ground.map(JSONValue.string)
      var id: CaseID?
      switch audience {
      case .case(let held): id = held
      case .party(let party): (id, fields["party"]) = (session.home(of: party), party.json)
      case .public, .members, .body, .person: break
      }
      return try session.draft(.accessEnded, fields, at: place, in: id)
    }
    try session.append(drafts)
    return Output(entries: drafts.map(\.id), person: person, audiences: audiences, checkpoint: session.checkpoint)
  }

  /// Whether an audience is of the case that is meant, or of none.
  private static func isOf(_ id: CaseID?, _ audience: Audience, in session: Session) throws -> Bool {
    switch audience {
    case .case(let held): try session.caseID(id) == held
    case .party(let party): try session.caseID(id) == session.home(of: party)
    case .public, .members, .body, .person: true
    }
  }
}

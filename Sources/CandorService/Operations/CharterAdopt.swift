import CandorCasefile
package import CandorCore
package import CandorLog
package import StrictJSON

/// Takes a new version of the charter into the record. What happened while an earlier version was in force is judged by that one.
package enum CharterAdopt: Operation {
  /// The charter's text, and who adopted it.
  package struct Parameters: OperationParameters {
    package var charter: String
    package var name: String
    package var by: String?

    package static let fields = [
      Shape.Member("charter", .prose, "the charter, as YAML; `in-force` says from when it holds", required: true),
      Shape.Member("name", .text, "what messages call its file", required: false),
      Shape.Member("by", .body, "the body that adopted it", required: false),
    ]

    package init(charter: String, name: String, by: String?) { (self.charter, self.name, self.by) = (charter, name, by) }

    package init?(_ object: ObjectInput) {
      let charter = object.file("charter")
      let name: String?? = object.required("name")
      let by: String?? = object.required("by")
      guard let charter, let name, let by else { return nil }
      self.init(charter: charter, name: name ?? "charter", by: by)
    }
  }

  /// The entry that holds it, and the record's checkpoint with it.
  package struct Output: OperationOutput {
    package var entry: EntryID
    package var checkpoint: Checkpoint

    package static var shape: Shape {
      .fields(["entry": .entry, "checkpoint": .checkpoint])
    }
    package var json: JSONValue { ["entry": entry.json, "checkpoint": checkpoint.json] }
  }

  package static let description = OperationDescription(
    method: "charter/adopt", command: "charter",
    about: "Takes a new version of the charter into the record; each act stays judged by the version that was in force on its day.",
    fields: Parameters.fields, errors: [.input, .notPermitted, .unavailable, .damaged], isChange: true,
    example: [
      "charter":
        "organization: The organization\ntimezone: America/Chicago\nin-force: { from: 2019-04 }\nbodies: { sc: { title: Steering Committee } }\nclauses: []\n"
    ])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let charter = try ServiceError.catching { () throws(Faults) in try CharterFile.read(parameters.charter, file: parameters.name) }
    let latest = session.organization.charters.compactMap(\.inForce.first).max()
    guard let start = charter.inForce.first, latest.map({ $0 < start }) ?? true else {
      let after = latest.map { ", after \($0)" } ?? ""
      throw ServiceError(
        .input, "this version does not say from when it is in force\(after)",
        hint: "in-force: { from: DAY }, with the day from which it holds; until then the version before it does")
    }
    var names = Names()
    names.bodies = charter.bodies.map(\.id)
    let reading = Reading(names: names)
    var fields: JSONObject = ["kind": Kind.charterAdopted.json, "charter": charter.json]
    if let by = parameters.by { fields["by"] = .string(by) }
    let (now, today) = (session.environment.now(), try session.today)
    guard let draft = Draft(reading.input(.object(fields)), id: session.nextEntry, case: nil, recorded: now, today: today) else {
      throw ServiceError(reading.mistakes)
    }
    try session.append([draft])
    return Output(entry: draft.id, checkpoint: session.checkpoint)
  }
}

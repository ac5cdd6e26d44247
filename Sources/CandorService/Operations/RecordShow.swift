package import CandorCore
package import CandorLog
import CandorStore
package import StrictJSON

/// What record this is, and how far it goes.
package enum RecordShow: Operation {
  /// Nothing is asked for.
  package struct Parameters: OperationParameters {
    package static let fields: [Shape.Member] = []
    package init() {}
    package init?(_ object: ObjectInput) {}
  }

  /// The record in a few words.
  package struct Output: OperationOutput {
    /// What the record is called among records.
    package var record: String
    package var organization: String
    package var timezone: String
    package var cases: Int
    package var checkpoint: Checkpoint
    /// The day of the last entry.
    package var day: Day
    /// Today where the organization lives.
    package var today: Day

    package static var shape: Shape {
      .fields([
        "record": .text, "organization": .text, "timezone": .text, "cases": .count, "checkpoint": .checkpoint, "day": .day, "today": .day,
      ])
    }
    package var json: JSONValue {
      [
        "record": .string(record), "organization": .string(organization), "timezone": .string(timezone), "cases": cases.json,
        "checkpoint": checkpoint.json, "day": day.json, "today": today.json,
      ]
    }
  }

  package static let description = OperationDescription(
    method: "record/show", command: "show",
    about: "Tells whose record this is, how many cases and entries it has, and what day it is there.",
    fields: Parameters.fields, errors: [.notPermitted, .damaged], example: [:])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let charter = try session.charter
    return Output(
      record: session.record.id.text, organization: charter.organization, timezone: charter.timezone,
      cases: session.organization.cases.count, checkpoint: session.checkpoint, day: session.checkpointDay, today: try session.today)
  }
}

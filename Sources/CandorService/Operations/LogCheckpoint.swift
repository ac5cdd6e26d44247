package import CandorCore
import CandorLog
import CandorStore
package import StrictJSON

/// What the record's custodian has signed last.
package enum LogCheckpoint: Operation {
  /// There is nothing to say.
  package struct Parameters: OperationParameters {
    package static let fields: [Shape.Member] = []
    package init() {}
    package init?(_ object: ObjectInput) {}
  }

  /// The newest checkpoint, and what it is verified by.
  package struct Output: OperationOutput {
    package var origin: String
    package var size: Int
    package var root: String
    package var day: Day
    /// The signed note.
    package var note: String
    /// The verification key, as `NAME+ID+KEY`.
    package var verification: String
    /// The sizes of the trees that went out with a report or a proof.
    package var published: [Int]
    /// Whether the record was closed for good.
    package var isArchive: Bool

    package static var shape: Shape {
      .fields([
        "origin": .text, "size": .count, "root": .text, "day": .day, "note": .prose, "verification": .text, "published": .list(.count),
        "archive": .flag,
      ])
    }
    package var json: JSONValue {
      [
        "origin": .string(origin), "size": size.json, "root": .string(root), "day": day.json, "note": .string(note),
        "verification": .string(verification), "published": .array(published.map(\.json)), "archive": .bool(isArchive),
      ]
    }
  }

  package static let description = OperationDescription(
    method: "log/checkpoint", command: "checkpoint", about: "Gives the newest checkpoint, and the key that it is verified by.",
    fields: Parameters.fields, errors: [.damaged], example: [:])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let checkpoint = session.checkpoint
    return Output(
      origin: checkpoint.origin, size: checkpoint.head.size, root: checkpoint.head.root.base64, day: session.checkpointDay,
      note: checkpoint.note.string, verification: session.record.verification.text, published: try session.record.published(),
      isArchive: session.record.isArchive)
  }
}

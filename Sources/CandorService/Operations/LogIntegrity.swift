package import CandorCore
package import CandorStore
package import StrictJSON

/// Verifies everything that a record holds.
package enum LogIntegrity: Operation {
  /// There is nothing to say.
  package struct Parameters: OperationParameters {
    package static let fields: [Shape.Member] = []
    package init() {}
    package init?(_ object: ObjectInput) {}
  }

  /// What was verified, and what is not as it was written.
  package struct Output: OperationOutput {
    package var entries: Int
    package var values: Int
    package var erased: Int
    /// Boxes that the key does not open: of what is in them, only the seals could be verified.
    package var shut: Int
    package var checkpoints: Int
    /// Every fault with what to do.
    package var faults: [(message: String, hint: String)]

    package static var shape: Shape {
      .fields([
        "entries": .count, "values": .count, "erased": .count, "shut": .count, "checkpoints": .count,
        "faults": .list(.fields(["message": .text, "expected": .text])),
      ])
    }
    package var json: JSONValue {
      [
        "entries": entries.json, "values": values.json, "erased": erased.json, "shut": shut.json, "checkpoints": checkpoints.json,
        "faults": .array(faults.map { ["message": .string($0.message), "expected": .string($0.hint)] }),
      ]
    }
  }

  package static let description = OperationDescription(
    method: "log/integrity", command: "check",
    about: "Verifies everything: every leaf, stored hash, sealed value, checkpoint and key. The command is check --integrity.",
    fields: Parameters.fields, errors: [.unavailable, .damaged], example: [:])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    try run(on: session.record) { try session.reached("verifying", $0) }
  }

  /// The same on a record whose entries were not read: of a damaged one, every fault is told.
  ///
  /// - Parameter progress: hears how much is done, from 0 to 1.
  package static func run(on record: Record, progress: (Double) throws -> Void = { _ in }) throws -> Output {
    let found = try record.integrity(progress: progress)
    let faults = found.faults.map { RecordFault(path: record.path, reason: $0) }
    return Output(
      entries: found.entries, values: found.values, erased: found.erased, shut: found.shut, checkpoints: found.checkpoints,
      faults: faults.map { ($0.message, $0.hint) })
  }
}

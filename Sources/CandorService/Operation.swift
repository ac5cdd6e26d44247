package import CandorCore
package import StrictJSON

/// Something that can be done with a record: declared once, offered by the command line, by the server, or by both.
package protocol Operation: Sendable {
  associatedtype Parameters: OperationParameters
  associatedtype Output: OperationOutput
  static var description: OperationDescription { get }
  static func run(_ parameters: Parameters, in session: Session) throws -> Output
}

/// What an operation is called and does, for documentation and for the tests that hold its bindings to it.
package struct OperationDescription: Hashable, Sendable {
  /// The method's name: `record/append`.
  package var method: String
  /// The command that does the same.
  package var command: String
  package var about: String
  package var fields: [Shape.Member]
  package var errors: [ServiceError.Kind]
  /// Whether it may change the record, or what the record keeps of what was handed out.
  package var isChange = false
  /// Parameters that work on the worked example.
  package var example: JSONValue
}

/// What an operation is given, by name.
package protocol OperationParameters {
  static var fields: [Shape.Member] { get }
  init?(_ object: ObjectInput)
}

extension Shape {
  /// The fields of an answer; one whose name is written with a `?` may be null or not there.
  static func fields(_ members: KeyValuePairs<String, Shape>) -> Shape {
    .record(
      members.map { name, shape in
        Member(name.replacing("?", with: ""), shape, shape.summary, required: !name.hasSuffix("?"))
      })
  }

  /// A value, or why this reader does not see it.
  static func open(_ shape: Shape) -> Shape {
    .other("\(shape.summary), or why it is not open", [shape, .fields(["hidden": .choice(Gap.Why.words)])])
  }

  /// Where the record stands.
  static var checkpoint: Shape { .fields(["size": .count, "root": .text]) }
}

/// What an operation answers.
package protocol OperationOutput {
  /// What `json` holds.
  static var shape: Shape { get }
  var json: JSONValue { get }
}

extension OperationOutput {
  /// As one line of JSON.
  package var jsonText: String { json.canonicalText }
}

extension Operation {
  /// Reads the parameters and runs.
  ///
  /// - Throws: `ServiceError`, with every mistake in the parameters at its JSON Pointer.
  package static func run(json parameters: JSONValue?, in session: Session) throws -> JSONValue {
    let reading = Reading(names: Names())
    let input = reading.input(parameters ?? .object(JSONObject()))
    let read = input.object(Parameters.fields.map(\.name)).flatMap { Parameters($0) }
    guard reading.mistakes.isEmpty, let read else { throw ServiceError(reading.mistakes) }
    // A server goes on for days, and others write meanwhile.
    try session.refresh()
    return try run(read, in: session).json
  }
}

/// The operations that an open record offers.
package enum Operations {
  package static var all: [any Operation.Type] {
    [
      RecordShow.self, RecordAppend.self, RecordEntries.self, CasefileExport.self, CaseList.self, CaseTimeline.self, KnowledgeAt.self,
      AccessList.self, AccessGrant.self, AccessEnd.self, PeopleList.self, VoteList.self, MandateList.self, CheckRun.self, CheckExplain.self,
      DutiesDue.self,
      ReportPreview.self, ReportWithheld.self, ReportExport.self,
      ReportValidation.self, CharterShow.self, CharterCheck.self, CharterAdopt.self,
      LogCheckpoint.self, LogProve.self, LogVerify.self, LogIntegrity.self,
    ]
  }
}

package import CandorCore
import CandorService
package import StrictJSON

/// The server described to programs, as OpenRPC has it: what `rpc.discover` answers, and `Schemas/openrpc.json`.
package enum OpenRPC {
  package static let document = document(answers: ExampleAnswers.all)

  /// The description with these answers to the operations' examples, by method.
  package static func document(answers: JSONObject) -> JSONValue {
    let methods = OwnMethod.answered.map(method) + Operations.all.map { method($0, answers[$0.description.method]) }
    let sent = OwnMethod.sent.map(method)
    let used = methods + sent
    var schemas = call.definitions(for: used)
    for (name, schema) in answer.definitions(for: used) { schemas[name] = schema }
    schemas["error.data"] = errorData
    return [
      "openrpc": "1.3.2",
      "info": [
        "title": "candor serve", "version": .string(ProgramVersion.text),
        "description":
          "JSON-RPC 2.0 on stdin and stdout: what can be done with a record. The `data` of an error is by the schema error.data. Besides what is named at a method, the protocol's own codes from -32768 to -32000 may come. x-notifications are what the server sends unasked. Docs/rpc.md is all of this for people.",
      ],
      "methods": .array(methods), "x-notifications": .array(sent),
      "components": ["schemas": .object(schemas)],
    ]
  }

  private static let schemas = "#/components/schemas/"
  // Parameters and answers have definitions of their own where a value reads and is written in different forms.
  private static let (call, answer) = (JSONSchema(.call, definitions: schemas), JSONSchema(.answer, definitions: schemas))

  // MARK: Methods

  private static func method(_ operation: any Operation.Type, _ answered: JSONValue?) -> JSONValue {
    let description = operation.description
    var example: JSONObject = [
      "name": .string(description.method), "description": .string(ExampleAnswers.about), "params": examples(description.example),
    ]
    if let answered { example["result"] = ["name": "result", "value": answered] }
    return [
      "name": .string(description.method), "summary": .string(summary(description.about)),
      "description": .string("\(description.about) On the command line: `candor \(description.command)`."), "paramStructure": "by-name",
      "params": .array(descriptors(description.fields) + [token]),
      "result": ["name": "result", "schema": answer.schema(of: shape(operation))],
      "errors": .array(
        description.errors.map { kind in
          [
            "code": kind.code.json, "message": .string("\(kind.rawValue): \(kind.meaning)"),
            "data": ["$ref": .string(schemas + "error.data")],
          ]
        }),
      "examples": [.object(example)],
    ]
  }

  private static func shape<Of: Operation>(_ operation: Of.Type) -> Shape { Of.Output.shape }

  private static func method(_ own: OwnMethod) -> JSONValue {
    var method: JSONObject = [
      "name": .string(own.name), "summary": .string(summary(own.about)), "description": .string(own.about), "paramStructure": "by-name",
      "params": .array(descriptors(own.fields)),
    ]
    // What has no result is a notification.
    if let answer = own.answer { method["result"] = ["name": "result", "schema": answer] }
    if !own.fields.isEmpty { method["examples"] = [["name": .string(own.name), "params": examples(own.example)]] }
    return .object(method)
  }

  /// The first sentence.
  private static func summary(_ about: String) -> String {
    about.firstRange(of: ". ").map { String(about[..<$0.lowerBound]) + "." } ?? about
  }

  /// OpenRPC wants what is required before what is not.
  private static func descriptors(_ fields: [Shape.Member]) -> [JSONValue] {
    (fields.filter(\.isRequired) + fields.filter { !$0.isRequired }).map { field in
      [
        "name": .string(field.name), "description": .string(field.meaning), "required": .bool(field.isRequired),
        "schema": call.schema(of: field.shape, isOptional: !field.isRequired),
      ]
    }
  }

  private static func examples(_ parameters: JSONValue) -> JSONValue {
    .array((parameters.objectValue ?? JSONObject()).map { ["name": .string($0.name), "value": $0.value] })
  }

  /// What every operation takes beside its own parameters.
  private static let token: JSONValue = [
    "name": "workDoneToken", "required": false, "schema": ["type": ["string", "number", "null"]],
    "description": "makes the server send $/progress with this token while it works",
  ]

  // MARK: Errors

  private static var errorData: JSONValue {
    func object(_ words: String, _ properties: JSONObject, required: [String]) -> JSONValue {
      ["type": "object", "description": .string(words), "properties": .object(properties), "required": required.json]
    }
    func text(_ words: String) -> JSONValue { ["type": "string", "description": .string(words)] }
    func number(_ words: String) -> JSONValue { ["type": "integer", "minimum": 0, "description": .string(words)] }
    let kind = text("stable, for programs: what went wrong, and after a dot what it is about, as in input.date")
    let (expected, message) = (text("what would do, or what to do"), text("the fact"))
    let found: JSONValue = [
      "type": ["string", "null"], "description": "what stands there, where it is a single value that may be repeated",
    ]
    let path = text("a JSON Pointer into params, up to a name on the way that may not be repeated")
    let mistake = object(
      "a mistake in the parameters", ["kind": kind, "path": path, "message": message, "found": found, "expected": expected],
      required: ["kind", "path", "message", "found", "expected"])
    let diagnostic = object(
      "a mistake in a file",
      [
        "file": text("the file, as name calls it"), "line": number("from 1"), "column": number("from 1"), "kind": kind, "message": message,
        "expected": expected,
      ], required: ["file", "line", "column", "kind", "message", "expected"])
    return object(
      "What a program gets beside an error's code and message",
      [
        "kind": kind, "retryable": ["type": "boolean", "description": "whether the same may work another time"], "path": path,
        "found": found, "expected": expected,
        "mistakes": ["type": "array", "items": mistake, "description": "all of them, where there are several"],
        "diagnostics": ["type": "array", "items": diagnostic, "description": "those in a case file or a charter"],
      ], required: ["kind", "retryable"])
  }
}

extension ServiceError.Kind {
  /// What it means, in a clause; the name alone where it is too new to be here.
  var meaning: String { ServiceError.Kind.meanings[self] ?? rawValue }

  private static let meanings: [ServiceError.Kind: String] = [
    .input: "what was given cannot be taken as it is; nothing was written", .notFound: "there is no such case, entry, body or duty",
    .file: "a file or folder that is named is not there, or is something else",
    .damaged: "the record holds something else than was committed; log/integrity says what",
    .notPermitted: "the key does not open this, or may not be used for it",
    .unavailable: "disk, permissions or another writer stood in the way; the same may work another time",
    .gate: "a report did not pass the gate that holds back names and withheld values; no file was written",
  ]
}

/// A method that is no operation on the record but belongs to the conversation, or a notification that the server sends.
package struct OwnMethod: Hashable, Sendable {
  package var name: String
  package var about: String
  package var fields: [Shape.Member] = []
  /// The schema of the answer; nil for a notification, which has none.
  package var answer: JSONValue?
  /// Parameters, where it has any.
  package var example: JSONValue = [:]

  private static let checkpoint: JSONValue = [
    "type": "object", "required": ["size", "root"], "properties": ["size": ["type": "integer", "minimum": 0], "root": ["type": "string"]],
  ]

  /// What a client may send.
  package static let answered = [
    OwnMethod(
      name: "initialize",
      about: "Gives the server's name and version, and its methods. It is optional, and what a client says of itself is passed over.",
      answer: [
        "type": "object", "required": ["serverInfo", "capabilities"],
        "properties": [
          "serverInfo": [
            "type": "object", "required": ["name", "version"], "properties": ["name": ["type": "string"], "version": ["type": "string"]],
          ],
          "capabilities": [
            "type": "object", "required": ["methods"], "properties": ["methods": ["type": "array", "items": ["type": "string"]]],
          ],
        ],
      ]),
    OwnMethod(name: "initialized", about: "Ends a client's beginning; nothing comes of it."),
    OwnMethod(
      name: "ping", about: "Gives back what it is given as params, and an empty object where it is given none.",
      answer: ["description": "what was given"]),
    OwnMethod(
      name: "rpc.discover", about: "Gives this description: an OpenRPC document, the same as Schemas/openrpc.json.",
      answer: ["type": "object", "required": ["openrpc", "info", "methods"]]),
    OwnMethod(
      name: "$/cancelRequest",
      about:
        "Gives a request up. A read is then answered with the error -32800; a change that has begun is made and answered all the same.",
      fields: [Shape.Member("id", .other("a text or a number", [.text, .count]), "the request's id", required: true)], example: ["id": 7]),
    OwnMethod(
      name: "record/subscribe",
      about: "Asks to be told when the record has grown, whoever made it grow: by record/changed. Gives where it stands now.",
      answer: checkpoint
    ),
    OwnMethod(name: "record/unsubscribe", about: "Asks to be told no more. Gives where the record stands now.", answer: checkpoint),
    OwnMethod(name: "shutdown", about: "Answers null; after it only exit is taken.", answer: ["type": "null"]),
    OwnMethod(name: "exit", about: "Ends the server, once what came before it is answered."),
  ]

  /// What the server sends unasked.
  package static let sent = [
    OwnMethod(
      name: "$/progress",
      about: "Says how far a request has come that gave a workDoneToken: ten times a second at most, never after its answer.",
      fields: [
        Shape.Member("token", .other("a text or a number", [.text, .count]), "the request's workDoneToken", required: true),
        Shape.Member(
          "value",
          .record([
            Shape.Member("kind", .choice(["report"]), "what it is", required: true),
            Shape.Member("message", .text, "what is being done", required: true),
            Shape.Member("percentage", .count, "how much of that is done, of 100", required: true),
          ]), "how far it has come", required: true),
      ], example: ["token": "export", "value": ["kind": "report", "message": "reading", "percentage": 40]]),
    OwnMethod(
      name: "record/changed", about: "Tells a subscriber, within a second or so, that the record has grown.",
      fields: [
        Shape.Member(
          "checkpoint",
          .record([
            Shape.Member("size", .count, "how many entries it has", required: true),
            Shape.Member("root", .text, "the root of their tree", required: true),
          ]), "where the record stands now", required: true)
      ], example: ["checkpoint": ["size": 124, "root": "jhizMyf8qs3EzjFeu/7dNo5CVed9WCmWP+QD+ZqoHcM="]]),
  ]
}

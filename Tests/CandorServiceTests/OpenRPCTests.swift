import CandorCore
import CandorServer
import CandorService
import CandorTestSupport
import Foundation
import JSONRPC
import StrictJSON
import Testing

/// The descriptions of the server are made from the declarations and from what really is answered, and hold of the server by a validator
/// that is not ours.
struct `The description of the server` {
  private static let checker = Example.shared.appending(path: "schemas/openrpc_check.py").path(percentEncoded: false)

  /// What an operation's example comes to on a record of its own.
  struct Run: Sendable {
    var description: OperationDescription
    var parameters: JSONValue
    var answer: JSONValue
  }

  /// Every example, run once for all tests.
  static let runs: Result<[Run], any Error> = Result { try Operations.all.map { try run($0) } }

  private static func run(_ operation: any CandorService.Operation.Type) throws -> Run {
    let example = try Example()
    defer { example.remove() }
    let session = try example.workedExample()
    let parameters = try parameters(operation.description, in: session)
    return Run(description: operation.description, parameters: parameters, answer: try operation.run(json: parameters, in: session))
  }

  /// What an operation declares as its example, with the text of a file where the declaration can only say that it stands there.
  static func parameters(_ description: OperationDescription, in session: Session) throws -> JSONValue {
    // Nobody's access ends who has none.
    if description.method == AccessEnd.description.method { _ = try AccessGrant.run(json: AccessGrant.description.example, in: session) }
    guard description.method == LogVerify.description.method else { return description.example }
    return ["bundle": try #require(try LogProve.run(json: LogProve.description.example, in: session)["bundle"])]
  }

  private static func answers() throws -> JSONObject {
    try runs.get().reduce(into: JSONObject()) { $0[$1.description.method] = $1.answer.cutShort }
  }

  // MARK: Made from the declarations

  @Test func `has the answers that the examples really get`() throws {
    try `JSON Schemas`.compare(ExampleAnswers.source(of: Self.answers()), with: "Sources/CandorServer/ExampleAnswersText.swift")
  }

  @Test func `is made from the declarations, for programs`() throws {
    try `JSON Schemas`.compare(OpenRPC.document(answers: Self.answers()).pretty, with: "Schemas/openrpc.json")
  }

  @Test func `is made from the declarations, for people`() throws {
    try `JSON Schemas`.compare(RPCDocument.text(answers: Self.answers()), with: "Docs/rpc.md")
  }

  @Test(.disabled(if: ProcessInfo.processInfo.environment["CANDOR_REGENERATE"] == "1", "what is written anew is not yet built"))
  func `is what rpc.discover answers`() throws {
    #expect(OpenRPC.document == OpenRPC.document(answers: try Self.answers()))
  }

  @Test func `has every method that the server answers, and no other`() throws {
    let described = try #require(OpenRPC.document["methods"]?.arrayValue).compactMap { $0["name"]?.stringValue }
    // Cancelling is the transport's, which no operation hears of.
    #expect(Set(described) == Set(RecordServer.methods + ["$/cancelRequest"]))
    #expect(described.count == Set(described).count)
  }

  @Test(.enabled(if: Python.isThere && FileManager.default.fileExists(atPath: checker), "OpenRPC's own schema is not at hand"))
  func `is valid by OpenRPC's own schema`() throws {
    let file = Example.root.appending(path: "Schemas/openrpc.json").path(percentEncoded: false)
    let script = "import subprocess, sys; sys.exit(subprocess.call(['python3'] + sys.argv[1:]))"
    #expect(throws: Never.self) { try Python.run(script, "", arguments: [Self.checker, file]) }
  }

  // MARK: Held against what is answered

  /// A value and the part of the description that is to describe it.
  struct Claim {
    var schema: JSONValue
    var value: JSONValue
  }

  /// The first fault of each value, nil where there is none: by JSON Schema draft 7, as OpenRPC has it, and by 2020-12.
  static func faults(_ claims: [Claim]) throws -> [String?] {
    let schemas = Array(Set(claims.map(\.schema)))
    let places = Dictionary(uniqueKeysWithValues: schemas.enumerated().map { ($1, $0) })
    let job: JSONValue = [
      "document": OpenRPC.document, "schemas": .array(schemas),
      "claims": .array(claims.map { ["schema": (places[$0.schema] ?? 0).json, "value": $0.value] }),
    ]
    let answer = try JSONValue(parsing: try Python.run(script, job.canonicalText))
    return try #require(answer.arrayValue).map(\.stringValue)
  }

  private static let script = #"""
    import json, sys, jsonschema
    job = json.load(sys.stdin)
    components = job['document']['components']
    kinds = [jsonschema.Draft7Validator, jsonschema.Draft202012Validator]
    for kind in kinds:
        for schema in list(components['schemas'].values()) + job['schemas']: kind.check_schema(schema)
    validators = [[kind({'allOf': [schema], 'components': components}) for kind in kinds] for schema in job['schemas']]
    def fault(claim):
        errors = [jsonschema.exceptions.best_match(one.iter_errors(claim['value'])) for one in validators[claim['schema']]]
        if (errors[0] is None) != (errors[1] is None): return 'the drafts disagree: ' + str(errors)
        return errors[0] and '/'.join(map(str, errors[0].absolute_path)) + ': ' + errors[0].message[:200]
    print(json.dumps([fault(claim) for claim in job['claims']]))
    """#

  private static func method(_ name: String) throws -> JSONValue {
    try #require(OpenRPC.document["methods"]?.arrayValue?.first { $0["name"]?.stringValue == name }, "\(name)")
  }

  /// The schema of a method's parameters as a whole.
  private static func parameters(of method: JSONValue) throws -> JSONValue {
    let descriptors = try #require(method["params"]?.arrayValue)
    var properties = JSONObject()
    for descriptor in descriptors { properties[try #require(descriptor["name"]?.stringValue)] = descriptor["schema"] }
    return [
      "type": "object", "additionalProperties": false, "properties": .object(properties),
      "required": .array(descriptors.filter { $0["required"] == true }.compactMap { $0["name"] }),
    ]
  }

  private static func result(of method: JSONValue) throws -> JSONValue { try #require(method["result"]?["schema"]) }

  /// The schema of what a method answers.
  static func result(ofMethod name: String) throws -> JSONValue { try result(of: method(name)) }

  @Test(.enabled(if: Python.isThere, `JSON Schemas`.missing))
  func `allows every operation's example, and what it is answered, whole and cut short`() throws {
    let runs = try Self.runs.get()
    let claims = try runs.flatMap { run in
      let method = try Self.method(run.description.method)
      let result = try Self.result(of: method)
      return [
        Claim(schema: try Self.parameters(of: method), value: run.parameters), Claim(schema: result, value: run.answer),
        Claim(schema: result, value: run.answer.cutShort),
      ]
    }
    let faults = try Self.faults(claims)
    for (index, fault) in faults.enumerated() { #expect(fault == nil, "\(runs[index / 3].description.method)") }
  }

  @Test(.enabled(if: Python.isThere, `JSON Schemas`.missing)) func `allows what the methods of the conversation answer`() throws {
    let example = try Example()
    defer { example.remove() }
    let server = RecordServer(try example.workedExample().record, environment: example.environment)
    var claims: [Claim] = []
    for own in OwnMethod.answered where own.answer != nil {
      let answer = try server.answer(Call(method: own.name)).result
      claims.append(Claim(schema: try Self.result(of: try Self.method(own.name)), value: answer))
    }
    #expect(try Self.faults(claims) == claims.map { _ in nil })
  }

  /// An entry as answers give it has a schema by its kind.
  @Test(.enabled(if: Python.isThere, `JSON Schemas`.missing)) func `allows every entry of the worked example as it is given back`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.workedExample()
    // Where the claim's script puts it.
    let schema = JSONSchema(.answer, definitions: "#/allOf/0/$defs/")
    var document: JSONObject = ["anyOf": [schema.schema(of: .draft)]]
    document["$defs"] = .object(schema.definitions(for: [schema.schema(of: .draft)]))
    let claims = session.view.entries.map { Claim(schema: .object(document), value: session.view.json(of: $0)) }
    for (claim, fault) in zip(claims, try Self.faults(claims)) { #expect(fault == nil, "\(claim.value.canonicalText)") }
  }

  // MARK: Mutants

  /// Parameters that differ from an operation's example in one thing.
  struct Mutant: Sendable {
    var method: String
    var parameters: JSONValue
    /// The pointers at which the program may name the mistake.
    var places: Set<String>
  }

  /// Parameters of which an operation takes one, and what goes with it.
  private static let alternatives = ["casefile": ["name"], "entry": ["case"], "entries": ["case"]]

  /// An operation's example where it may have this field; a field that goes with another than the example's is put beside that one.
  private static func ground(of run: Run, for field: String) -> JSONObject {
    var object = run.parameters.objectValue ?? JSONObject()
    guard run.description.method == RecordAppend.description.method else { return object }
    let fitting = alternatives.filter { $0.key == field || $0.value.contains(field) }
    guard !fitting.isEmpty, !fitting.keys.contains(where: { object[$0] != nil }) else { return object }
    for name in alternatives.keys { object[name] = nil as JSONValue? }
    if fitting[field] == nil { object["casefile"] = "about: How it was" }
    return object
  }

  private static func mutants(of run: Run) -> [Mutant] {
    func mutant(_ name: String, _ value: JSONValue?, _ places: Set<String>) -> Mutant {
      var object = ground(of: run, for: name)
      object[name] = value
      return Mutant(method: run.description.method, parameters: .object(object), places: places)
    }
    return [mutant("no-such-field", 1, ["/no-such-field"])]
      + run.description.fields.flatMap { field -> [Mutant] in
        let place = "/\(field.name)"
        // A single value may stand for a list of one, and a mistake is at a field's value or in it.
        let places: Set<String> = [place, "\(place)/0", "\(place)/0/x", "\(place)/kind", "\(place)/0/kind"]
        let values: [JSONValue] = [[[]], [["x": [[]]]]] + field.shape.slips
        let missing = field.isRequired ? [mutant(field.name, nil as JSONValue?, [""]), mutant(field.name, .null, [""])] : []
        return missing + values.map { mutant(field.name, $0, places) }
      }
  }

  @Test(.enabled(if: Python.isThere, `JSON Schemas`.missing))
  func `refuses parameters of another form, as the program does with their place, in an error that it describes`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.workedExample()
    let before = session.nextEntry
    let mutants = try Self.runs.get().flatMap(Self.mutants)
    let forms = try Dictionary(
      uniqueKeysWithValues: Set(mutants.map(\.method)).map { ($0, try Self.parameters(of: try Self.method($0))) })
    let refused = try Self.faults(mutants.map { Claim(schema: forms[$0.method] ?? true, value: $0.parameters) })
    var errors: [Claim] = []
    for (mutant, fault) in zip(mutants, refused) {
      let told = "\(mutant.method) \(mutant.parameters.canonicalText.prefix(300))"
      #expect(fault != nil, "the schema allows \(told)")
      let operation = try #require(Operations.all.first { $0.description.method == mutant.method })
      let error = #expect(throws: ServiceError.self, "the program takes \(told)") {
        try operation.run(json: mutant.parameters, in: session)
      }
      guard let error else { continue }
      #expect(error.kind == .input, "\(told)")
      #expect(mutant.places.contains(error.data["path"]?.stringValue ?? "nowhere"), "\(told): \(error.data.canonicalText)")
      errors.append(Claim(schema: ["$ref": "#/components/schemas/error.data"], value: error.data))
    }
    #expect(try Self.faults(errors) == errors.map { _ in nil })
    #expect(session.nextEntry == before)
    #expect(mutants.count > 100)
  }

  @Test(.enabled(if: Python.isThere, `JSON Schemas`.missing))
  func `allows a value of each parameter, and null of one that is not required`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.workedExample()
    let formal: Set<String> = ["type", "unknown-field", "missing-field", "date", "instant", "period", "label"]
    var (claims, told): ([Claim], [String]) = ([], [])
    for run in try Self.runs.get() {
      let form = try Self.parameters(of: try Self.method(run.description.method))
      for field in run.description.fields {
        // A text may be where to write.
        let sample: JSONValue = field.shape == .text ? .string(example.path("new")) : field.shape.sample
        for value in [sample] + (field.isRequired ? [] : [.null]) {
          var parameters = Self.ground(of: run, for: field.name)
          parameters[field.name] = value
          claims.append(Claim(schema: form, value: .object(parameters)))
          told.append("\(run.description.method) \(JSONValue.object(parameters).canonicalText.prefix(300))")
          let operation = try #require(Operations.all.first { $0.description.method == run.description.method })
          // Where it goes, what is there, and whether it can be so is not for a schema to say.
          do { _ = try operation.run(json: .object(parameters), in: session) } catch let error as ServiceError {
            let slips = error.mistakes.filter { formal.contains($0.code) && $0.path.description == "/\(field.name)" }
            #expect(slips.isEmpty, "the program refuses the form of \(told.last ?? "")")
          }
        }
      }
    }
    for (told, fault) in zip(told, try Self.faults(claims)) { #expect(fault == nil, "\(told)") }
  }
}

extension Shape {
  /// Values that are not of its form, where it has one.
  fileprivate var slips: [JSONValue] {
    switch self {
    case .day, .date, .instant, .period: ["soon", 2019]
    case .count: [-1, 1.5, "many"]
    case .flag: ["perhaps", 1]
    case .choice: ["no such word", 1]
    case .kind: ["no.such-kind"]
    case .case, .person: ["mine", 7]
    case .draft: ["a word", ["kind": "no.such-kind"], [:]]
    case .text, .prose, .party, .body, .actor: [1, true]
    case .list(let element): element.slips.map { [$0] }
    case .entry, .source, .pattern, .record, .pair, .members, .other: []
    }
  }
}

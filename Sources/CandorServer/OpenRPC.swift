import CandorCore
import CandorService
package import StrictJSON

/// The server described to programs, as OpenRPC has it: what `rpc.discover` answers, and `Schemas/openrpc.json`.
package enum OpenRPC {
  package static let document: JSONValue = [
    "openrpc": "1.3.2",
    "info": [
      "title": "candor serve", "version": .string(ProgramVersion.text),
      "description": "JSON-RPC 2.0 on stdin and stdout: what can be done with a record. Docs/rpc.md is the same for people.",
    ],
    "methods": .array(Operations.all.map(method)),
    "components": ["schemas": .object(schemas)],
  ]

  private static let place = "#/components/schemas/"
  private static let (call, answer) = (JSONSchema(.call, definitions: place), JSONSchema(.answer, definitions: place))

  /// Parameters and answers have definitions of their own where a value reads and is written in different forms.
  private static var schemas: JSONObject {
    [call.shared, call.entries].reduce(into: answer.shared) { all, some in
      for (name, schema) in some { all[name] = schema }
    }
  }

  private static func method(_ operation: any Operation.Type) -> JSONValue {
    let description = operation.description
    // OpenRPC wants what is required before what is not.
    let fields = description.fields.filter(\.isRequired) + description.fields.filter { !$0.isRequired }
    return [
      "name": .string(description.method), "summary": .string(description.about), "paramStructure": "by-name",
      "params": .array(
        fields.map { field in
          [
            "name": .string(field.name), "description": .string(field.meaning), "required": .bool(field.isRequired),
            "schema": call.schema(of: field.shape),
          ]
        }),
      "result": ["name": "result", "schema": answer.schema(of: shape(operation))],
      "errors": .array(description.errors.map { ["code": $0.code.json, "message": .string($0.rawValue)] }),
      "examples": [
        [
          "name": "example",
          "params": .array(
            (description.example.objectValue ?? JSONObject()).map { ["name": .string($0.name), "value": $0.value] }),
        ]
      ],
    ]
  }

  private static func shape<Of: Operation>(_ operation: Of.Type) -> Shape { Of.Output.shape }
}

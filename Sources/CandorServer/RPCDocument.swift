import CandorCore
import CandorService
import StrictJSON

/// The page on the server, made from the operations' declarations.
package enum RPCDocument {
  package static var text: String {
    let head = """
      # The server

      `candor serve RECORD` speaks [JSON-RPC 2.0](https://www.jsonrpc.org/specification) on stdin and stdout. Messages come with `Content-Length` headers, or one a
      line; which, is told from the first bytes, and answers come in kind. Requests are answered in their order. stdout carries nothing but answers; what else there is to
      say goes to stderr. At the end of the input, everything accepted is answered, and it exits with 0. This page is made from the program's own declarations.

      Beside the operations below it answers `initialize` (optional; gives name, version and methods), `ping`, `rpc.discover`, `shutdown`, and the notifications `initialized` and
      `exit`. `params` are by name; null means none. `rpc.discover` answers with `Schemas/openrpc.json`, which describes all of it with JSON Schemas to programs.

      """
    return head + Operations.all.map { section($0.description) }.joined() + errors
  }

  private static func section(_ description: OperationDescription) -> String {
    var text = "\n## \(description.method)\n\(description.about) On the command line: `candor \(description.command)`.\n"
    if !description.fields.isEmpty {
      text += "\n| parameter | required | what it is | form |\n| --- | --- | --- | --- |\n"
      for field in description.fields {
        text += "| `\(field.name)` | \(field.isRequired ? "yes" : "") | \(field.meaning) | \(field.shape.summary) |\n"
      }
    }
    text +=
      "\nFor example: `\(description.example.canonicalText)`. Errors: \(description.errors.map { "`\($0.rawValue)`" }.joined(separator: ", ")).\n"
    return text
  }

  private static var errors: String {
    let rows = ServiceError.Kind.all.map { "| \($0.code) | `\($0.rawValue)` |" }.joined(separator: "\n")
    return """

      ## Errors
      Beside the protocol's own codes:

      | code | kind |
      | --- | --- |
      \(rows)

      `data` has the stable `kind` (`input.date`: a kind, and what it is about), `retryable`, and where there is a place the JSON Pointer `path`, `found` and `expected`;
      several mistakes are all in `mistakes`, those of a case file in `diagnostics` with `file`, `line` and `column`.

      """
  }
}

import CandorCore
import CandorService
import JSONRPC
package import StrictJSON

/// `Docs/rpc.md`, the page on the server, made from the declarations.
package enum RPCDocument {
  package static let text = text(answers: ExampleAnswers.all)

  /// The page with these answers to the operations' examples, by method.
  package static func text(answers: JSONObject) -> String {
    let operations = Operations.all.map { section($0.description, shape($0), answers[$0.description.method]) }.joined()
    return "\(beginning)\n\(conversation)\n\(contents)\(operations)\(errors)\(limits)"
  }

  private static func shape<Of: Operation>(_ operation: Of.Type) -> Shape { Of.Output.shape }

  // MARK: The conversation

  private static let beginning = #"""
    # The server

    `candor serve RECORD` opens a record and speaks [JSON-RPC 2.0](https://www.jsonrpc.org/specification) on stdin and stdout, for as long as its input lasts.
    This page is made from the program's own declarations; [Schemas/openrpc.json](../Schemas/openrpc.json) is the same for programs, as
    [OpenRPC](https://spec.open-rpc.org) has it, and `rpc.discover` answers it.

    ## A first conversation

    ```sh
    candor demo club
    echo '{"jsonrpc":"2.0","id":1,"method":"check/explain","params":{"duty":"7"}}' | candor serve club/2013-case.candor --key club/2013-case.key
    ```

    In Python, with nothing but its own library:

    ```python
    from json import dumps, loads
    from subprocess import PIPE, Popen
    server = Popen(["candor", "serve", "club/2013-case.candor", "--key", "club/2013-case.key"], stdin=PIPE, stdout=PIPE, text=True)
    def call(method, **params):
        print(dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}), file=server.stdin, flush=True)
        answer = loads(server.stdout.readline())
        if "error" in answer: raise RuntimeError(answer["error"])
        return answer["result"]
    for duty in call("check/run")["duties"]:
        print(duty["clause"], duty["state"])
    ```

    No greeting is needed. stdout carries messages and nothing else; what else there is to say goes to stderr, without values of the record.

    ## Framing
    A message is a line, ended by a line feed, or comes after a header as editors send it (`Content-Length: 46`, an empty line, 46 bytes). Which of the two, is told
    from the first bytes; answers come in kind; `--framing lines` or `--framing headers` settles it beforehand. Headers may be in any case and end in LF alone. A text is UTF-8.

    ## Requests and answers
    - Parameters go by name; `"params": null`, or none, is the same as `{}`. A parameter that is null is as one that is not there. An unknown one is a mistake.
    - Every request is answered once, with its id byte for byte as it came; a notification, which has no id, never is. Up to 100 messages may come in one array, and are answered
      in one.
    - A change is made whole, or nothing is written; once its answer is there, it is in the file.

    ## Order
    Changes are made one after another, in the order of their arrival. A read begins after the changes that arrived before it, and sees the record with these and, it may be, later
    ones, but the same ones from its beginning to its end; reads run beside one another, so that answers may come in another order than their requests: go by the id. Where messages come
    one a line, each request waits for the one before it, and the answers come in the order of the requests. `--ordered` and `--unordered` settle it whatever the framing.

    ## Giving up, and waiting
    `$/cancelRequest` is seen ahead of what waits. A read that is given up is answered with −32800, as is a change that has not begun; one that has begun is made and answered.

    A request whose `params` have a `workDoneToken`, a text or a number of the client's choice, hears how far it has come where it takes long: notifications `$/progress` with that
    `token` and a `value`, ten a second at most, and none after the answer.

    ## Hearing of changes
    After `record/subscribe` the server says with `record/changed` that the record has grown, within a second or so, whoever wrote into the file: another server, the command line, or the
    client itself. The notification says how far the record goes now; what is new, `record/entries` gives with `after`.

    Several servers may have one record file. The first that appends is the one that writes, until it ends; another's changes are answered with `unavailable`, and what it is asked to read
    it reads. Why it is so, and why a read waits for the changes before it, is on [the page of the server's decisions](decisions/2026-11-21-the-server.md).

    ## The end
    At the end of its input the server answers what it has accepted, and ends with 0. `shutdown`, then `exit`, is the longer way that editors take. On SIGTERM the change under way is made
    and answered, what waited is answered with −32800. Where nobody reads its answers any more, it ends quietly.

    """#

  private static var conversation: String {
    func row(_ own: OwnMethod) -> String {
      let fields = own.fields.map { "`\($0.name)`: \($0.meaning)" }.joined(separator: "; ")
      return "| `\(own.name)` | \(own.answer == nil ? "notification" : "request") | \(fields) | \(own.about) |\n"
    }
    return """
      ## Methods of the conversation

      | method | is a | params | what it does |
      | --- | --- | --- | --- |
      \(OwnMethod.answered.map(row).joined())
      The server sends these notifications:

      | method | is a | params | what it says |
      | --- | --- | --- | --- |
      \(OwnMethod.sent.map(row).joined())
      """
  }

  // MARK: Operations

  private static var contents: String {
    let rows = Operations.all.map { operation in
      let description = operation.description
      let anchor = description.method.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "-" }
      return "| [`\(description.method)`](#\(anchor)) | `candor \(description.command)` | \(description.about) |"
    }
    return """
      ## Operations on the record
      In the forms below, a record or a list may stand for what it holds: `duties[].clause` is the clause of each duty. A field marked ? may be null or not there. The examples are run on the
      record of the worked example, which `candor demo` makes; where their answers are long, texts and lists are cut short.

      | method | command | what it does |
      | --- | --- | --- |
      \(rows.joined(separator: "\n"))

      """
  }

  private static func section(_ description: OperationDescription, _ shape: Shape, _ answer: JSONValue?) -> String {
    let method = JSONValue.string(description.method).canonicalText
    let request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\(method),\"params\":\(description.example.canonicalText)}"
    var text = "\n## \(description.method)\n\(description.about) On the command line: `candor \(description.command)`.\n"
    if !description.fields.isEmpty {
      text += "\n| parameter | required | what it is | form |\n| --- | --- | --- | --- |\n"
      for field in description.fields {
        // A parameter of that shape is a file's text, in which people stand by their names in the file.
        let form = field.shape == .prose ? forms.words(for: .prose) : field.shape.summary
        text += "| `\(field.name)` | \(field.isRequired ? "yes" : "") | \(cell(field.meaning)) | \(cell(form)) |\n"
      }
    }
    let rows = answered(shape, at: "")
    if !rows.isEmpty { text += "\n| answer | form |\n| --- | --- |\n\(rows.map { "| \($0.field) | \(cell($0.form)) |\n" }.joined())" }
    text += "\nErrors: \(description.errors.map { "[`\($0.rawValue)`](#errors)" }.joined(separator: ", ")).\n"
    text += "\n```json\n\(request)\n```\n"
    if let answer { text += "\n<details><summary>Its result</summary>\n\n```json\n\(answer.pretty)```\n\n</details>\n" }
    return text
  }

  /// The fields of an answer, those of records within it at their places.
  private static func answered(_ shape: Shape, at place: String, isOptional: Bool = false) -> [(field: String, form: String)] {
    switch shape {
    case .record(let members):
      members.flatMap { answered($0.shape, at: place.isEmpty ? $0.name : "\(place).\($0.name)", isOptional: !$0.isRequired) }
    case .list(.record(let members)): answered(.record(members), at: "\(place)[]")
    case .list(let element): [(name(place + "[]", isOptional), forms.words(for: element))]
    default: place.isEmpty ? [] : [(name(place, isOptional), forms.words(for: shape))]
    }
  }

  private static let forms = JSONSchema(.answer)

  private static func name(_ place: String, _ isOptional: Bool) -> String { "`\(place)`\(isOptional ? " ?" : "")" }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

  // MARK: Errors and limits

  private static var errors: String {
    let rows = ServiceError.Kind.all.map { "| \($0.code) | `\($0.rawValue)` | \($0.meaning) |" }.joined(separator: "\n")
    return """

      ## Errors

      | code | kind | what it means |
      | --- | --- | --- |
      | −32700 | | the message is no JSON, or could not be told from the next; `data` says where; where no message's end is to be found any more, the server ends |
      | −32600 | | it is JSON, but no request; or it came after `shutdown`; the id is that of the message where it could be read, and null otherwise |
      | −32601 | | there is no such method |
      | −32603 | | the fault is the server's, and nothing of it is told |
      | −32800 | | the client gave the request up, or SIGTERM came before it began |
      \(rows)

      `message` is the fact, for people. `data` is for programs: the stable `kind` (`input.date`: a kind, and what it is about), `retryable`, and where there is a place the JSON Pointer
      `path` into `params`, `found` and `expected`. Several mistakes are all in `mistakes`, those of a case file or a charter in `diagnostics` with `file`, `line` and `column`.
      [errors.md](errors.md) has them all with what to do.

      """
  }

  private static var limits: String {
    let limits = Limits()
    func size(_ bytes: Int) -> String { bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes >> 10) KiB" }
    return """

      ## Limits
      The options in the last column set them otherwise.

      | of what | how much | beyond that | option |
      | --- | --- | --- | --- |
      | a message | \(size(limits.frame)) | −32700, and it is passed over | `--frame` |
      | the headers before a message | \(size(limits.header)) | −32700, and the server ends | `--header` |
      | arrays and objects inside one another | \(limits.depth) | −32700 | `--depth` |
      | messages in an array | \(limits.batch) | −32600 for all of it | |
      | requests that are not answered yet | \(limits.inFlight), or messages of \(size(limits.waiting)) | nothing more is read until some are | `--in-flight`, `--waiting` |
      | answers that are not read yet | \(size(limits.waiting)) | nothing more is read until they are | `--waiting` |
      | reads at once | \(limits.readers) | the next one waits | |

      A length that is only announced takes up no memory. A client that stops reading stops the server's reading, and nothing else.

      """
  }
}

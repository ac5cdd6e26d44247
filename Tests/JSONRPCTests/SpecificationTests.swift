import Foundation
import JSONRPC
import StrictJSON
import Testing

/// The specification's examples, held against the test server as a process of its own.
@Suite("Specification")
struct SpecificationTests {
  /// What lies beside the package, and is not part of it.
  private static let shared = URL(filePath: #filePath).appending(path: "../../../../shared").standardized
  static let cases = shared.appending(path: "vectors/jsonrpc-spec-cases.json")
  static let hasCases = FileManager.default.fileExists(atPath: cases.path)
  /// Another's client that goes through the cases.
  static let client = shared.appending(path: "clients/spec_check.py")
  static let hasClient = hasCases && FileManager.default.fileExists(atPath: client.path)

  static func run(_ input: [UInt8]) throws -> (output: [UInt8], log: String, status: Int32) {
    let process = Process()
    let (requests, answers, log) = (Pipe(), Pipe(), Pipe())
    process.executableURL = ServerProcess.executable
    (process.standardInput, process.standardOutput, process.standardError) = (requests, answers, log)
    try process.run()
    try requests.fileHandleForWriting.write(contentsOf: Data(input))
    try requests.fileHandleForWriting.close()
    let output = try answers.fileHandleForReading.readToEnd() ?? Data()
    let logged = try log.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (Array(output), String(decoding: logged, as: UTF8.self), process.terminationStatus)
  }

  /// Sends messages to one server, each followed by a request of known id, so that no answer is proved and not timed.
  static func answers(to messages: [String], framing: Framing) throws -> [JSONValue?] {
    let input = messages.enumerated().flatMap { index, message in
      framing.framed(Array(message.utf8)) + framing.framed(Array(#"{"jsonrpc":"2.0","method":"get_data","id":"sentinel-\#(index)"}"#.utf8))
    }
    let (output, _, status) = try run(input)
    #expect(status == 0)
    var parser = FrameParser(framing: framing)
    parser.append(output)
    var (answers, answer): ([JSONValue?], JSONValue?) = ([], nil)
    while case .message(let bytes)? = parser.next() {
      let value = try JSONValue(parsing: bytes)
      if value["id"]?.stringValue?.hasPrefix("sentinel-") == true {
        answers.append(answer)
        answer = nil
      } else {
        #expect(answer == nil)
        answer = value
      }
    }
    return answers
  }

  /// An answer without what the specification leaves open: an error's message and data, and the order of a batch's answers.
  static func essence(_ answer: JSONValue) -> JSONValue {
    if let answers = answer.arrayValue {
      return .array(answers.map(essence).sorted { $0.canonicalText < $1.canonicalText })
    }
    guard var object = answer.objectValue, let code = object["error"]?["code"] else { return answer }
    object["error"] = ["code": code]
    return .object(object)
  }

  private static let parseError = #"{"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error"},"id":null}"#
  private static let invalid = #"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request"},"id":null}"#

  /// The examples of jsonrpc.org/specification §7, as they stand there but for line breaks.
  static let examples: [(String, String?)] = [
    (#"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"#, #"{"jsonrpc": "2.0", "result": 19, "id": 1}"#),
    (#"{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}"#, #"{"jsonrpc": "2.0", "result": -19, "id": 2}"#),
    (
      #"{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}"#,
      #"{"jsonrpc": "2.0", "result": 19, "id": 3}"#
    ),
    (
      #"{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}"#,
      #"{"jsonrpc": "2.0", "result": 19, "id": 4}"#
    ),
    (#"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#, nil),
    (#"{"jsonrpc": "2.0", "method": "foobar"}"#, nil),
    (
      #"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#,
      #"{"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "1"}"#
    ),
    (#"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#, parseError),
    (#"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#, invalid),
    (#"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method"]"#, parseError),
    ("[]", invalid),
    ("[1]", "[\(invalid)]"),
    ("[1,2,3]", "[\(invalid),\(invalid),\(invalid)]"),
    (
      #"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}, "#
        + #"{"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"}, {"foo": "boo"}, "#
        + #"{"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"}, {"jsonrpc": "2.0", "method": "get_data", "id": "9"}]"#,
      #"[{"jsonrpc": "2.0", "result": 7, "id": "1"}, {"jsonrpc": "2.0", "result": 19, "id": "2"}, "#
        + #"{"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}, "#
        + #"{"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "5"}, "#
        + #"{"jsonrpc": "2.0", "result": ["hello", 5], "id": "9"}]"#
    ),
    (
      #"[{"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]}, {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}]"#, nil
    ),
  ]

  @Test(arguments: Framing.allCases)
  func `answers the specification's own examples`(framing: Framing) throws {
    let answers = try Self.answers(to: Self.examples.map(\.0), framing: framing)
    try #require(answers.count == Self.examples.count)
    for ((message, expected), answer) in zip(Self.examples, answers) {
      let expected = try expected.map { Self.essence(try JSONValue(parsing: $0)) }
      #expect(answer.map(Self.essence) == expected, "\(message)")
    }
  }

  // The cases are read where they lie; a checkout without them runs the rest.
  @Test(.enabled(if: hasCases, "jsonrpc-spec-cases.json is not beside this checkout"), arguments: Framing.allCases)
  func `answers the gathered cases`(framing: Framing) throws {
    let file = try JSONValue(parsing: Array(try Data(contentsOf: Self.cases)))
    let cases = try #require(file["cases"]?.arrayValue)
    #expect(cases.count == 45)
    let messages = try cases.map { try #require($0[framing == .lines ? "request_line" : "request"]?.stringValue) }
    let answers = try Self.answers(to: messages, framing: framing)
    try #require(answers.count == cases.count)
    for (`case`, answer) in zip(cases, answers) {
      let accepted = `case`["accept"]?.arrayValue ?? [`case`["response"] ?? nil]
      #expect(accepted.map(Self.essence).contains(answer.map(Self.essence) ?? .null), "\(`case`["name"]?.stringValue ?? "")")
    }
  }

  @Test(.enabled(if: hasClient, "spec_check.py is not beside this checkout"), arguments: ["cl", "nl"])
  func `another's client finds the gathered cases answered`(framing: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // It looks for the cases in its own folder, and waits for three seconds, which a busy machine may need.
    let program = try String(contentsOf: Self.client, encoding: .utf8).replacing("s.recv(3)", with: "s.recv(100)")
    try program.write(to: folder.appending(path: "spec_check.py"), atomically: true, encoding: .utf8)
    try FileManager.default.copyItem(at: Self.cases, to: folder.appending(path: Self.cases.lastPathComponent))
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", folder.appending(path: "spec_check.py").path, framing, ServerProcess.executable.path]
    process.standardOutput = output
    try process.run()
    let said = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(said == "45 cases, 0 failed\n")
    #expect(process.terminationStatus == 0)
  }

  @Test func `a stray print lands in standard error`() throws {
    let (output, log, status) = try Self.run(Array(#"{"jsonrpc":"2.0","method":"print","id":1}"#.utf8))
    #expect(String(decoding: output, as: UTF8.self) == #"{"jsonrpc":"2.0","id":1,"result":null}"# + "\n")
    #expect(log == "a stray line\n")
    #expect(status == 0)
  }
}

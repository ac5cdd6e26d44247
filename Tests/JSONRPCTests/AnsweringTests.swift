import JSONRPC
import StrictJSON
import Synchronization
import Testing
import Trials

@Suite("Answering")
struct AnsweringTests {
  struct Secret: Error {}

  static let server = Server { call, _ in
    switch call.method {
    case "echo": Answer(call.params ?? "nothing")
    case "kind": Answer(.bool(call.isNotification))
    case "fail": throw RPCError(ErrorCode(rawValue: 1003), "no \"such\" thing", data: ["retryable": false])
    case "secret": throw Secret()
    case "cancelled": throw CancellationError()
    case "exit": Answer(endsSession: true)
    default: throw RPCError.methodNotFound(call.method)
    }
  }

  static func answers(_ message: [UInt8]) async throws -> (answers: [String], ends: Bool) {
    let (output, ending) = try await Conversation.whole(Framing.contentLength.framed(message), with: server)
    return (Conversation.messages(output, .contentLength), ending == .endedByHandler)
  }

  static func answers(_ text: String) async throws -> (answers: [String], ends: Bool) { try await answers(Array(text.utf8)) }

  @Test(arguments: [
    "1", "1.0", "1e2", "-0", "1E+2", "0.10", "9007199254740993", "123456789012345678901234567890", "\"\"", "\"a\\u0062\"", "\"\\/\"",
    "\"é\"", "null",
    "\"e\u{301}\"",
  ])
  func `an id comes back byte for byte`(id: String) async throws {
    for request in [
      "{\"jsonrpc\":\"2.0\",\"id\": \(id) ,\"method\":\"echo\"}", "{\"method\":\"echo\",\"\\u0069d\":\(id),\"jsonrpc\":\"2.0\"}",
    ] {
      #expect(try await Self.answers(request).answers == ["{\"jsonrpc\":\"2.0\",\"id\":\(id),\"result\":\"nothing\"}"])
    }
    let answer = try await Self.answers("[{\"jsonrpc\":\"2.0\",\"params\":{\"id\":0},\"id\":\(id)}]").answers.first
    #expect(answer?.hasPrefix("[{\"jsonrpc\":\"2.0\",\"id\":\(id),\"error\":{\"code\":-32600,") == true)
  }

  private static let parseError = #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error: "#

  /// A message and its whole answer, nil for none.
  static let exchanges: [(String, String?)] = [
    (#"{"jsonrpc":"2.0","id":1,"method":"echo","params":{"b":1,"a":[]}}"#, #"{"jsonrpc":"2.0","id":1,"result":{"a":[],"b":1}}"#),
    (#"{"jsonrpc":"2.0","id":1,"method":"echo","params":null}"#, #"{"jsonrpc":"2.0","id":1,"result":"nothing"}"#),
    (#"{"jsonrpc":"2.0","id":1,"method":"kind"}"#, #"{"jsonrpc":"2.0","id":1,"result":false}"#),
    (
      #"{"jsonrpc":"2.0","id":1,"method":"fail"}"#,
      #"{"jsonrpc":"2.0","id":1,"error":{"code":1003,"message":"no \"such\" thing","data":{"retryable":false}}}"#
    ),
    (#"{"jsonrpc":"2.0","id":1,"method":"secret"}"#, #"{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error"}}"#),
    (#"{"jsonrpc":"2.0","id":1,"method":"cancelled"}"#, #"{"jsonrpc":"2.0","id":1,"error":{"code":-32800,"message":"Request cancelled"}}"#),
    (
      #"{"jsonrpc":"2.0","id":1,"method":"\u006eone"}"#,
      #"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found: \"none\"","data":{"found":"none","kind":"method-not-found","retryable":false}}}"#
    ),
    (
      #"{"jsonrpc":"2.0","id":1,"method":"echo","params":"x"}"#,
      #"{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"Invalid Request: found a string, expected an array or an object","#
        + #""data":{"expected":"an array or an object","found":"a string","kind":"invalid-request","path":"/params","retryable":false}}}"#
    ),
    (
      #"{"jsonrpc":"2.0","id":[1],"method":"echo"}"#,
      #"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request: found an array, expected a string, a number or null","#
        + #""data":{"expected":"a string, a number or null","found":"an array","kind":"invalid-request","path":"/id","retryable":false}}}"#
    ),
    (
      #"{"id":7,"method":"echo"}"#,
      #"{"jsonrpc":"2.0","id":7,"error":{"code":-32600,"message":"Invalid Request: found nothing, expected the string \"2.0\"","#
        + #""data":{"expected":"the string \"2.0\"","found":"nothing","kind":"invalid-request","path":"/jsonrpc","retryable":false}}}"#
    ),
    (
      #"{"jsonrpc":"2.0","id":7,"method":"echo","result":1}"#,
      #"{"jsonrpc":"2.0","id":7,"error":{"code":-32600,"message":"Invalid Request: found a method and a result or error, expected one of them","#
        + #""data":{"expected":"one of them","found":"a method and a result or error","kind":"invalid-request","path":"","retryable":false}}}"#
    ),
    (
      "{\n x",
      parseError + #"line 2, column 2: unexpected text: found 'x', expected a member name or '}'","data":{"column":2,"#
        + #""expected":"a member name or '}'","found":"'x'","kind":"unexpected text","line":2,"offset":3,"retryable":false}}}"#
    ),
    // Not answered
    (#"{"jsonrpc":"2.0","method":"echo"}"#, nil), (#"{"jsonrpc":"2.0","method":"fail"}"#, nil),
    (#"{"jsonrpc":"2.0","method":"$/unknown"}"#, nil),
    (#"{"jsonrpc":"2.0","method":"secret","params":[]}"#, nil), (#"{"jsonrpc":"2.0","id":1,"result":null}"#, nil),
    (#"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":""}}"#, nil),
    (#"[{"jsonrpc":"2.0","method":"none"},{"jsonrpc":"2.0","id":1,"result":2}]"#, nil),
    // Batches
    (
      #"[{"jsonrpc":"2.0","id":2,"method":"echo"},{"jsonrpc":"2.0","method":"echo"},{"jsonrpc":"2.0","id":1,"method":"kind"}]"#,
      #"[{"jsonrpc":"2.0","id":2,"result":"nothing"},{"jsonrpc":"2.0","id":1,"result":false}]"#
    ),
    (
      "[]",
      #"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request: found a batch of 0, expected 1 to 100 messages","#
        + #""data":{"expected":"1 to 100 messages","found":"a batch of 0","kind":"invalid-request","path":"","retryable":false}}}"#
    ),
  ]

  @Test(arguments: exchanges)
  func `gives every request one answer, and a notification none`(message: String, answer: String?) async throws {
    let given = try await Self.answers(message)
    #expect(given.answers == (answer.map { [$0] } ?? []))
    #expect(!given.ends)
  }

  @Test func `a batch has its limit`() async throws {
    func batch(_ count: Int) -> String {
      "[" + repeatElement(#"{"jsonrpc":"2.0","id":1,"method":"echo"}"#, count: count).joined(separator: ",") + "]"
    }
    let answers = try await Self.answers(batch(100)).answers
    #expect(try JSONValue(parsing: try #require(answers.first)).arrayValue?.count == 100)
    #expect(try await Self.answers(batch(101)).answers.first?.contains("found a batch of 101, expected 1 to 100 messages") == true)
    let long = try await Self.answers("[" + String(repeating: "0,", count: 1 << 20) + "0]").answers
    #expect(long.first?.contains("found a batch of 1048577") == true)
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `depth is no danger`(open: String) async throws {
    let answers = try await Self.answers(String(repeating: open, count: 100_000)).answers
    #expect(answers.count == 1)
    #expect(answers.first?.contains("too deep") == true)
  }

  @Test(arguments: [
    #"{"jsonrpc":"2.0","id":1,"method":"exit"}"#, #"{"jsonrpc":"2.0","method":"exit"}"#,
    #"[{"jsonrpc":"2.0","method":"exit"},{"jsonrpc":"2.0","id":1,"method":"echo"}]"#,
  ])
  func `the handler can ask for the end, and what came with it is answered`(message: String) async throws {
    let given = try await Self.answers(message)
    #expect(given.ends)
    #expect(given.answers.count == (message.contains("id") ? 1 : 0))
  }

  @Test(arguments: 0..<UInt64(Thorough.rounds(4, of: 20, "times 200 damaged messages answered")))
  func `damaged messages get at most one answer, which is JSON`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var bytes = Array(Self.exchanges[Int.random(in: 0..<Self.exchanges.count, using: &random)].0.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] =
          Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : bytes[Int.random(in: 0..<bytes.count, using: &random)]
      }
      let answers = try await Self.answers(bytes).answers
      try #require(answers.count <= 1)
      for answer in answers { _ = try JSONValue(parsing: answer) }
    }
  }

  @Test func `a request forgotten stops the program`() async {
    await #expect(processExitsWith: .failure) { _ = Responder(.null) { _ in } }
  }

  @Test func `codes are the specification's, and others survive`() {
    let codes: [ErrorCode] = [
      .parseError, .invalidRequest, .methodNotFound, .invalidParams, .internalError, .serverNotInitialized, .requestCancelled,
    ]
    #expect(codes.map(\.rawValue) == [-32700, -32600, -32601, -32602, -32603, -32002, -32800])
    #expect(ErrorCode(rawValue: 4711).rawValue == 4711)
  }
}

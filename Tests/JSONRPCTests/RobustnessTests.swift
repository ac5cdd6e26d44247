import Foundation
import JSONRPC
import StrictJSON
import Testing

@Suite("Robustness", .timeLimit(.minutes(2)))
struct RobustnessTests {
  static let echo = Server(isOrdered: true) { call, _ in
    guard call.method == "echo" else { throw RPCError.methodNotFound(call.method) }
    return Answer(call.params ?? nil)
  }

  private static func request(_ params: String) -> String { #"{"jsonrpc":"2.0","id":1,"method":"echo","params":\#(params)}"# }
  private static func framed(_ message: String) -> [UInt8] { Framing.contentLength.framed(Array(message.utf8)) }
  private static let good = framed(request("[1]"))

  /// An input, and how many answers it gets, of which so many are errors.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let input: [UInt8]
    let (answers, errors): (Int, Int)
    init(_ name: String, _ input: [UInt8], answers: Int, errors: Int) {
      (testDescription, self.input, self.answers, self.errors) = (name, input, answers, errors)
    }
  }

  static let cases: [Case] = [
    Case("bad JSON", framed("{") + good, answers: 2, errors: 1),
    Case("bad UTF-8", Framing.contentLength.framed([0x22, 0xFF, 0x22]) + good, answers: 2, errors: 1),
    Case("LF only", Array("Content-Length: 2\n\n[]".utf8) + good, answers: 2, errors: 1),
    Case("lower case", Array("content-length: 2\r\n\r\n[]".utf8) + good, answers: 2, errors: 1),
    Case("Content-Type first", Array("Content-Type: x\r\nContent-Length: 2\r\n\r\n[]".utf8) + good, answers: 2, errors: 1),
    Case("no length", Array("Content-Type: x\r\n\r\n[]".utf8) + good, answers: 1, errors: 1),
    Case("absurd length", Array("Content-Length: -1\r\n\r\n[]".utf8) + good, answers: 1, errors: 1),
    Case("a terabyte announced", Array("Content-Length: 1099511627776\r\n\r\n[]".utf8) + good, answers: 1, errors: 1),
    Case("depth", framed(String(repeating: "[", count: 100_000)) + good, answers: 2, errors: 1),
    Case("duplicate ids", good + good + good, answers: 3, errors: 0),
    Case("null and missing params", framed(request("null")) + framed(#"{"jsonrpc":"2.0","id":1,"method":"echo"}"#), answers: 2, errors: 0),
    Case("unknown method", framed(#"{"jsonrpc":"2.0","id":1,"method":"none"}"#) + good, answers: 2, errors: 1),
    Case("great numbers", framed(request("[9007199254740991]")) + good, answers: 2, errors: 0),
    Case("a lone surrogate", framed(request(#"["\ud800"]"#)) + good, answers: 2, errors: 1),
    Case("cut short", Array(good.dropLast()), answers: 1, errors: 1),
  ]

  @Test(arguments: cases)
  func `no input goes unanswered or is answered twice`(_ case: Case) async throws {
    let (output, _) = try await Conversation.whole(`case`.input, with: Self.echo)
    let messages = try Conversation.messages(output, .contentLength).map { try JSONValue(parsing: $0) }
    #expect(messages.count == `case`.answers)
    #expect(messages.count { $0["error"] != nil } == `case`.errors)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `garbage is answered with errors, and nothing else is written`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let garbage = (0..<(1 << 17)).map { _ in UInt8.random(in: 0...255, using: &random) }
    let (output, ending) = try await Conversation.whole(garbage, with: Self.echo)
    for message in Conversation.messages(output, .lines) { #expect(try JSONValue(parsing: message)["error"] != nil) }
    #expect(ending == .endOfInput)
  }

  @Test func `a client may close either pipe wherever it likes`() async throws {
    for cut in 0...Self.good.count {
      let (output, _) = try await Conversation.whole(Array(Self.good[..<cut]), with: Self.echo)
      #expect(Conversation.messages(output, .contentLength).count <= 1)
      let (requests, answers) = (try Conversation.pipe(), try Conversation.pipe())
      close(answers.reading)
      Conversation.write(Array((Self.good + Self.good)[..<(Self.good.count + cut)]), closing: requests.writing)
      let ending = try await Self.echo.run(on: ProtocolDescriptors(input: requests.reading, output: answers.writing))
      #expect(ending == .readerGone)
      close(requests.reading)
      close(answers.writing)
    }
  }

  @Test func `SIGTERM lets the change under way be made, and answers what waits`() async throws {
    let (requests, answers) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = SpecificationTests.server
    (process.standardInput, process.standardOutput) = (requests, answers)
    try process.run()
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let begin = #"{"jsonrpc":"2.0","id":1,"method":"wait","params":{"workDoneToken":1,"file":"\#(file.path)"}}"#
    try requests.fileHandleForWriting.write(contentsOf: Data((begin + "\n" + Self.request("[]") + "\n").utf8))
    var output = Data()
    func awaitLines(_ count: Int) {
      while output.count(where: { $0 == UInt8(ascii: "\n") }) < count {
        let more = answers.fileHandleForReading.availableData
        if more.isEmpty { break }
        output += more
      }
    }
    awaitLines(1)
    kill(process.processIdentifier, SIGTERM)
    try Data().write(to: file)
    process.waitUntilExit()
    awaitLines(3)
    try FileManager.default.removeItem(at: file)
    let messages = Conversation.messages(Array(output), .lines)
    #expect(messages.contains(#"{"jsonrpc":"2.0","id":1,"result":"made"}"#))
    // The signal may come before the second request is read; if it is read, it is answered once.
    #expect(2...3 ~= messages.count)
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
  }
}

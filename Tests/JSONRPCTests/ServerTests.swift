import Foundation
import JSONRPC
import StrictJSON
import Testing
import Trials

@Suite("Server")
struct ServerTests {
  /// Sends all to a server and gives all that comes back.
  static func run(
    _ input: [UInt8], isNonBlocking: Bool = false, handle: @escaping CallHandler = { call, _ in Answer(call.params ?? nil) }
  ) async throws -> (output: [UInt8], ending: Server.Ending) {
    try await Conversation.whole(input, with: Server(handle: handle), isNonBlocking: isNonBlocking)
  }

  @Test(arguments: Framing.allCases)
  func `five hundred requests get five hundred answers in order, though the input has ended`(framing: Framing) async throws {
    let messages = (0..<500).map { Array(#"{"jsonrpc":"2.0","id":\#($0),"method":"m"}"#.utf8) }
    let (output, ending) = try await Self.run(messages.flatMap(framing.framed))
    let expected = (0..<500).map { Array(#"{"jsonrpc":"2.0","id":\#($0),"result":null}"#.utf8) }
    #expect(output == expected.flatMap(framing.framed))
    #expect(ending == .endOfInput)
  }

  @Test func `requests are handled one after the other`() async throws {
    var random = SeededGenerator(seed: 20)
    let messages = (0..<20).map { #"{"jsonrpc":"2.0","id":\#($0),"method":"m","params":[\#(random.below(2001))]}"# }
    let (output, _) = try await Self.run(Array(messages.joined(separator: "\n").utf8)) { call, _ in
      try await Task.sleep(for: .microseconds(call.params?.arrayValue?.first?.integerValue ?? 0))
      return Answer()
    }
    let ids = try output.split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: Array($0))["id"]?.integerValue }
    #expect(ids == Array(0..<20))
  }

  @Test(arguments: [false, true])
  func `long messages pass through short pipes, blocking or not`(isNonBlocking: Bool) async throws {
    let text = String(repeating: "long ", count: 200_000)
    let (output, ending) = try await Self.run(
      Framing.contentLength.framed(Array(#"{"jsonrpc":"2.0","id":1,"method":"m","params":["\#(text)"]}"#.utf8)),
      isNonBlocking: isNonBlocking)
    #expect(output == Framing.contentLength.framed(Array(#"{"jsonrpc":"2.0","id":1,"result":["\#(text)"]}"#.utf8)))
    #expect(ending == .endOfInput)
  }

  @Test func `a reader who has gone ends it quietly`() async throws {
    let (requests, answers) = (Pipe(), Pipe())
    try requests.fileHandleForWriting.write(contentsOf: Data("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}\n".utf8))
    try answers.fileHandleForReading.close()
    let descriptors = ProtocolDescriptors(
      input: requests.fileHandleForReading.fileDescriptor, output: answers.fileHandleForWriting.fileDescriptor)
    #expect(try await Server { _, _ in Answer() }.run(on: descriptors) == .readerGone)
  }

  @Test func `the handler's wish for the end leaves the rest unread`() async throws {
    let line = #"{"jsonrpc":"2.0","id":1,"method":"m"}"# + "\n"
    let (output, ending) = try await Self.run(Array((line + line).utf8)) { _, _ in Answer(endsSession: true) }
    #expect(String(decoding: output, as: UTF8.self) == #"{"jsonrpc":"2.0","id":1,"result":null}"# + "\n")
    #expect(ending == .endedByHandler)
  }

  @Test func `a violation is answered, and ends it only where it must`() async throws {
    let request = #"{"jsonrpc":"2.0","id":1,"method":"m"}"#
    let (lines, ending) = try await Self.run(Array((String(repeating: "x", count: 17 << 20) + "\n" + request).utf8))
    #expect(ending == .endOfInput)
    #expect(
      String(decoding: lines, as: UTF8.self)
        == #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error: message too long: found more than 16777216 bytes, "#
        + #"expected at most 16777216","data":{"expected":"at most 16777216","found":"more than 16777216 bytes","kind":"message too long","retryable":false}}}"#
        + "\n" + #"{"jsonrpc":"2.0","id":1,"result":null}"# + "\n")
    let (output, broken) = try await Self.run(Array("Content-Length: -1\r\n\r\n\(request)".utf8))
    guard case .violation(let violation) = broken else { throw Unexpected(ending: broken) }
    #expect(violation.reason == .malformedLength)
    #expect(String(decoding: output, as: UTF8.self).contains(#""id":null,"error":{"code":-32700,"#))
  }

  struct Unexpected: Error { let ending: Server.Ending }

  @Test func `a descriptor that cannot be read is an error`() async throws {
    let error = await #expect(throws: DescriptorError.self) {
      try await Server { _, _ in Answer() }.run(on: ProtocolDescriptors(input: -1, output: -1))
    }
    #expect(error?.description == "read: Bad file descriptor")
  }
}

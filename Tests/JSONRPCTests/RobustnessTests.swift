import Foundation
import JSONRPC
import StrictJSON
import Synchronization
import Testing
import Trials

@Suite("Robustness", .timeLimit(.minutes(60)))
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

  static let cases: [Case] =
    [
      Case("bad JSON", framed("{") + good, answers: 2, errors: 1),
      Case("bad UTF-8", Framing.contentLength.framed([0x22, 0xFF, 0x22]) + good, answers: 2, errors: 1),
      Case("LF only", Array("Content-Length: 2\n\n[]".utf8) + good, answers: 2, errors: 1),
      Case("lower case", Array("content-length: 2\r\n\r\n[]".utf8) + good, answers: 2, errors: 1),
      Case("Content-Type first", Array("Content-Type: x\r\nContent-Length: 2\r\n\r\n[]".utf8) + good, answers: 2, errors: 1),
      Case("no length", Array("Content-Type: x\r\n\r\n[]".utf8) + good, answers: 1, errors: 1),
      Case("a terabyte announced", Array("Content-Length: 1099511627776\r\n\r\n[]".utf8) + good, answers: 1, errors: 1),
      Case("depth", framed(String(repeating: "[", count: 100_000)) + good, answers: 2, errors: 1),
      Case("a batch of 101", framed("[" + repeatElement(request("[]"), count: 101).joined(separator: ",") + "]"), answers: 1, errors: 1),
      Case("duplicate ids", good + good + good, answers: 3, errors: 0),
      Case(
        "null and missing params", framed(request("null")) + framed(#"{"jsonrpc":"2.0","id":1,"method":"echo"}"#), answers: 2, errors: 0),
      Case("unknown method", framed(#"{"jsonrpc":"2.0","id":1,"method":"none"}"#) + good, answers: 2, errors: 1),
      Case("a lone surrogate", framed(request(#"["\ud800"]"#)) + good, answers: 2, errors: 1),
      Case("a lone low surrogate", framed(request(#"["\udc00\ud800"]"#)) + good, answers: 2, errors: 1),
      Case("a lone surrogate for an id", framed(#"{"jsonrpc":"2.0","id":"\ud800","method":"echo"}"#) + good, answers: 2, errors: 1),
      Case("cut short", Array(good.dropLast()), answers: 1, errors: 1),
    ]
    + ["-1", "", "x", "1e3", "0x10", "12 12", "9223372036854775808", String(repeating: "9", count: 100)].map {
      Case("the length \"\($0)\"", Array("Content-Length: \($0)\r\n\r\n[]".utf8) + good, answers: 1, errors: 1)
    }

  @Test(arguments: cases)
  func `no input goes unanswered or is answered twice`(_ case: Case) async throws {
    let (output, _) = try await Conversation.whole(`case`.input, with: Self.echo)
    let messages = try Conversation.messages(output, .contentLength).map { try JSONValue(parsing: $0) }
    #expect(messages.count == `case`.answers)
    #expect(messages.count { $0["error"] != nil } == `case`.errors)
  }

  /// Integers and what comes back: numbers are doubles, which are exact within ±(2⁵³ − 1).
  @Test(arguments: [
    ("9007199254740991", "9007199254740991"), ("9007199254740992", "9007199254740992"), ("9007199254740993", "9007199254740992"),
    ("-9007199254740991", "-9007199254740991"), ("-9007199254740993", "-9007199254740992"),
  ])
  func `a number is the double nearest to it, while an id stays as it is`(written: String, read: String) async throws {
    let request = #"{"jsonrpc":"2.0","id":\#(written),"method":"echo","params":[\#(written)]}"#
    let (output, _) = try await Conversation.whole(Self.framed(request), with: Self.echo)
    #expect(Conversation.messages(output, .contentLength) == [#"{"jsonrpc":"2.0","id":\#(written),"result":[\#(read)]}"#])
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `garbage is answered with errors, and nothing else is written`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let garbage = (0..<(1 << 17)).map { _ in UInt8.random(in: 0...255, using: &random) }
    let (output, ending) = try await Conversation.whole(garbage, with: Self.echo)
    for message in Conversation.messages(output, .lines) { #expect(try JSONValue(parsing: message)["error"] != nil) }
    #expect(ending == .endOfInput)
  }

  @Test(arguments: Framing.allCases)
  func `two hundred megabytes of garbage are passed over, and not kept`(framing: Framing) async throws {
    var random = SeededGenerator(seed: 1)
    // A line feed would end a message.
    let garbage = (0..<(1 << 20)).map { _ in UInt8.random(in: 11...255, using: &random) }
    let server = try ServerProcess()
    var answers = Answers(server.output(), framing)
    func ping() async throws {
      await server.send(framing.framed(Array(#"{"jsonrpc":"2.0","id":"ping","method":"ping"}"#.utf8)))
      #expect(try await answers.next() == ["jsonrpc": "2.0", "id": "ping", "result": [:]])
    }
    try await ping()
    let idle = try server.peakMemory()
    switch framing {
    case .contentLength:
      await server.send(Array("Content-Length: \(200 << 20)\r\n\r\n".utf8))
      for _ in 0..<200 { try #require(await server.send(garbage)) }
      #expect(try await answers.next()?["error"]?["code"] == -32700)
    case .lines:
      for _ in 0..<100 { try #require(await server.send(garbage)) }
      await server.send([UInt8(ascii: "\n")])
      #expect(try await answers.next()?["error"]?["data"]?["kind"] == "message too long")
      for _ in 0..<100 {
        try #require(await server.send(garbage + [UInt8(ascii: "\n")]))
        #expect(try await answers.next()?["error"]?["code"] == -32700)
      }
    }
    try await ping()
    if let idle, let peak = try server.peakMemory() { #expect(peak - idle <= 64 << 20, "\((peak - idle) >> 20) MB above idle") }
    server.endInput()
    #expect(try await answers.next() == nil)
    #expect(await server.status() == 0)
  }

  @Test(arguments: [[], ["content-length", "--unordered"]])
  func `a client that reads nothing for ten seconds costs little, and then gets every answer once`(arguments: [String]) async throws {
    let idleServer = try ServerProcess(arguments)
    var pong = Answers(idleServer.output(), .contentLength)
    await idleServer.send(Self.framed(Self.request("[]")))
    #expect(try await pong.next() != nil)
    let idle = try idleServer.peakMemory()
    idleServer.endInput()

    let server = try ServerProcess(arguments)
    let text = String(repeating: "x", count: 32_000)
    let isDone = Mutex(false)
    let (sent, continuation) = AsyncStream<Int>.makeStream()
    // The pipe fills up when the server no longer reads; the last message then goes through once the client reads.
    Thread.detachNewThread {
      var id = 0
      while !isDone.withLock({ $0 }) {
        server.put(Self.framed(#"{"jsonrpc":"2.0","id":\#(id),"method":"read","params":["\#(text)"]}"#))
        id += 1
      }
      server.endInput()
      continuation.yield(id)
    }
    try await Task.sleep(for: .seconds(10))
    if let idle, let peak = try server.peakMemory() { #expect(peak - idle <= 64 << 20, "\((peak - idle) >> 20) MB above idle") }
    isDone.withLock { $0 = true }
    var answers = Answers(server.output(), .contentLength)
    var ids: Set<Int> = []
    while let answer = try await answers.next() {
      let id = try #require(answer["id"]?.integerValue)
      #expect(ids.insert(id).inserted)
      #expect(answer["result"]?.arrayValue?.count == 1)
    }
    #expect(ids == Set(0..<(await sent.first { _ in true } ?? 0)))
    #expect(await server.status() == 0)
  }

  /// A small conversation of everything that a client may send, and what comes back.
  private static let conversation = [
    request("[1]"), #"{"jsonrpc":"2.0","method":"echo"}"#, "[\(request("[2]")),\(request("[3]"))]",
    #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"none"}}"#, "nonsense", request(#"{"é":null}"#),
  ]

  @Test(arguments: Framing.allCases)
  func `a client may end its requests after any byte, and gets the answers to what came whole`(framing: Framing) async throws {
    let pieces = Self.conversation.map { framing.framed(Array($0.utf8)) }
    let input = pieces.flatMap(\.self)
    let (whole, _) = try await Conversation.whole(input, with: Self.echo)
    #expect(Conversation.messages(whole, framing).count == 4)
    for cut in 0...input.count {
      let (output, ending) = try await Conversation.whole(Array(input[..<cut]), with: Self.echo)
      // How much is whole, and whether something is left over; a last line needs no line feed.
      var (complete, length) = (0, 0)
      while complete < pieces.count, length + pieces[complete].count - (framing == .lines ? 1 : 0) <= cut {
        length += pieces[complete].count
        complete += 1
      }
      let expected = [1, 0, 1, 0, 1, 1][..<complete].reduce(0, +) + (length < cut ? 1 : 0)
      // Headers cut short in their first word are not yet known to be such.
      let messages = FrameParserTests.events([output])
      #expect(messages.count == expected, "\(cut)")
      for message in messages { _ = try JSONValue(parsing: message) }
      if framing == .lines || length == cut { #expect(ending == .endOfInput) }
    }
  }

  @Test(arguments: Framing.allCases)
  func `a client may stop reading for good after any byte`(framing: Framing) async throws {
    let input = Self.conversation.flatMap { framing.framed(Array($0.utf8)) }
    let (whole, _) = try await Conversation.whole(input, with: Self.echo)
    for count in 0...whole.count {
      let (requests, answers) = (try Conversation.pipe(), try Conversation.pipe())
      async let ending = Self.echo.run(on: ProtocolDescriptors(input: requests.reading, output: answers.writing))
      Conversation.put(input, to: requests.writing)
      await Conversation.drop(count, from: answers.reading)
      close(answers.reading)
      // What is answered from now on cannot arrive, which ends the server, though its input goes on.
      Conversation.put(input, to: requests.writing)
      #expect(try await ending == .readerGone)
      for descriptor in [requests.reading, requests.writing, answers.writing] { close(descriptor) }
    }
  }

  @Test(arguments: [["lines"], ["content-length", "--unordered"]])
  func `five hundred requests and the end of the input get five hundred answers`(arguments: [String]) async throws {
    let server = try ServerProcess(arguments)
    let framing: Framing = arguments == ["lines"] ? .lines : .contentLength
    let methods = ["echo", "read", "none", "shutdown", "object"]
    let input = (0..<500).flatMap { framing.framed(Array(#"{"jsonrpc":"2.0","id":\#($0),"method":"\#(methods[$0 % 5])"}"#.utf8)) }
    Thread.detachNewThread {
      server.put(input)
      server.endInput()
    }
    var answers = Answers(server.output(), framing)
    var ids: [Int] = []
    while let answer = try await answers.next() { ids.append(try #require(answer["id"]?.integerValue)) }
    #expect(arguments == ["lines"] ? ids == Array(0..<500) : ids.sorted() == Array(0..<500))
    #expect(await server.status() == 0)
  }

  @Test func `SIGTERM lets the change under way be made, and answers what waits as cancelled`() async throws {
    let server = try ServerProcess(["lines", "--unordered"])
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    var answers = Answers(server.output(), .lines)
    func send(_ message: String) { server.put(Framing.lines.framed(Array(message.utf8))) }
    func wait(_ id: Int) -> String {
      #"{"jsonrpc":"2.0","id":\#(id),"method":"wait","params":{"workDoneToken":1,"file":"\#(file.path)"}}"#
    }
    func cancelled(_ id: JSONValue) -> JSONValue {
      ["jsonrpc": "2.0", "id": id, "error": ["code": -32800, "message": "Request cancelled"]]
    }
    send(wait(1))
    #expect(try await answers.next()?["params"]?["value"] == "begun")
    send(wait(2))
    // That this one is cancelled shows that the one before it has arrived.
    send(wait(3))
    send(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":3}}"#)
    #expect(try await answers.next() == cancelled(3))
    server.signal(SIGTERM)
    #expect(try await answers.next() == cancelled(2))
    try Data().write(to: file)
    #expect(try await answers.next() == ["jsonrpc": "2.0", "id": 1, "result": "made"])
    #expect(try await answers.next() == nil)
    #expect(await server.status() == 0)
    server.endInput()
  }
}

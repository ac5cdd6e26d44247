import Foundation
import StrictJSON
import Testing

/// `candor serve`, spoken to one message a line.
@Suite struct ServingTests {
  /// A session with a server, one request after another.
  final class Client {
    let process: Process
    private let (input, output) = (Pipe(), Pipe())
    private var number = 0
    private var rest = Data()

    init(
      _ candor: Candor, key: String? = nil, _ arguments: [String] = [], complaining errors: FileHandle = .standardError
    ) throws {
      process = try candor.start(["serve", "union.candor", "--key", key ?? candor.key] + arguments, in: input, out: output, err: errors)
    }

    func send(_ method: String, _ params: JSONValue? = nil, isNotification: Bool = false) throws {
      var message: JSONObject = ["jsonrpc": "2.0", "method": .string(method)]
      if let params { message["params"] = params }
      if !isNotification {
        number += 1
        message["id"] = JSONNumber(exactly: number).map(JSONValue.number)
      }
      try input.fileHandleForWriting.write(contentsOf: Data(JSONValue.object(message).canonicalBytes + [0x0A]))
    }

    /// The next message; nil at the end.
    func next() throws -> JSONValue? {
      while true {
        if let end = rest.firstIndex(of: 0x0A) {
          let line = Array(rest[..<end])
          rest = Data(rest[(end + 1)...])
          return try JSONText(parsing: line).value
        }
        let data = output.fileHandleForReading.availableData
        if data.isEmpty { return nil }
        rest += data
      }
    }

    /// Asks, and gives the answer; what the server says on its own meanwhile is passed over.
    func ask(_ method: String, _ params: JSONValue? = nil) throws -> JSONValue {
      try send(method, params)
      while let message = try next() {
        if message["id"]?.integerValue == number { return message }
      }
      throw CocoaError(.fileReadUnknown)
    }

    func end() throws {
      try input.fileHandleForWriting.close()
      process.waitUntilExit()
    }
  }

  private static func record() throws -> Candor {
    let candor = try Candor()
    try #require(candor.initRecord().status == 0)
    try #require(candor.run("import", "union.candor", Candor.example.appending(path: "case.yaml").path, "--key", candor.key).status == 0)
    return candor
  }

  private static let entry: JSONValue = ["entry": ["kind": "meeting.held", "occurred": "2019-03-16", "bodies": ["sc"]]]

  @Test func `of two servers on one record one writes, and the other is told so and goes on reading`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let (one, other) = (try Client(candor), try Client(candor))
    defer { for client in [one, other] { client.process.terminate() } }
    let before = try #require(one.ask("record/show")["result"]?["checkpoint"]?["size"]?.integerValue)
    _ = try other.ask("record/subscribe")
    for count in 1...3 {
      let written = try one.ask("record/append", Self.entry)
      #expect(written["result"]?["checkpoint"]?["size"]?.integerValue == before + count)
      #expect(try other.ask("record/show")["result"]?["checkpoint"] == written["result"]?["checkpoint"])
      let refused = try other.ask("record/append", Self.entry)["error"]
      #expect(refused?["data"]?["kind"]?.stringValue == "unavailable")
      #expect(refused?["data"]?["retryable"] == true)
      #expect(refused?["message"]?.stringValue?.contains("\(one.process.processIdentifier)") == true, "\(refused?.canonicalText ?? "")")
    }
    try one.end()
    #expect(one.process.terminationStatus == 0)
    // Who was told to wait gets its turn.
    #expect(try other.ask("record/append", Self.entry)["result"]?["checkpoint"]?["size"]?.integerValue == before + 4)
    try other.end()
    #expect(other.process.terminationStatus == 0)
    #expect(try candor.run("check", "union.candor", "--key", candor.key, "--integrity").status == 0)
  }

  @Test func `a subscriber is told of what another process writes`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let client = try Client(candor)
    defer { client.process.terminate() }
    let before = try #require(client.ask("record/subscribe")["result"]?["size"]?.integerValue)
    try candor.write(#"{"kind": "meeting.held", "occurred": "2019-03-16", "bodies": ["sc"]}"#, to: "entry.json")
    #expect(try candor.run("append", "union.candor", "entry.json", "--key", candor.key).status == 0)
    let told = try #require(try client.next())
    #expect(told["method"]?.stringValue == "record/changed")
    #expect(told["id"] == nil)
    #expect(told["params"]?["checkpoint"]?["size"]?.integerValue == before + 1)
    try client.end()
  }

  @Test func `progress is told to whoever gives a token, and never after the answer`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let client = try Client(candor)
    defer { client.process.terminate() }
    try client.send("report/export", ["edition": "members", "workDoneToken": "t"])
    var isAnswered = false
    var told = 0
    while !isAnswered, let message = try client.next() {
      if message["method"]?.stringValue == "$/progress" {
        told += 1
        #expect(message["params"]?["token"]?.stringValue == "t")
        #expect((0...100).contains(message["params"]?["value"]?["percentage"]?.integerValue ?? -1))
        #expect(message["params"]?["value"]?["message"]?.stringValue?.isEmpty == false)
      } else {
        isAnswered = message["id"]?.integerValue == 1
        #expect(message["result"]?["reports"]?.arrayValue?.count == 3)
      }
    }
    #expect(isAnswered && told > 0)
    #expect(try client.ask("ping", ["n": 1])["result"] == ["n": 1])
    try client.end()
  }

  @Test func `limits and order can be set, and what cannot be is refused`() throws {
    let candor = try Self.record()
    defer { candor.remove() }
    let client = try Client(candor, ["--frame", "200", "--depth", "4", "--unordered"])
    defer { client.process.terminate() }
    #expect(try client.ask("ping", ["text": .string(String(repeating: "a", count: 100))])["result"] != nil)
    try client.send("ping", ["text": .string(String(repeating: "a", count: 200))])
    #expect(try client.next()?["error"]?["data"]?["kind"]?.stringValue == "message too long")
    try client.send("ping", [[[[[]]]]])
    #expect(try client.next()?["error"]?["code"]?.integerValue == -32700)
    try client.end()
    for arguments in [["--frame", "0"], ["--depth", "5000"], ["--in-flight", "many"], ["--ordered", "--unordered"]] {
      let refused = try candor.run(["serve", "union.candor", "--key", candor.key] + arguments)
      #expect(refused.status == 2 && refused.out.isEmpty, "\(arguments)")
    }
  }
}

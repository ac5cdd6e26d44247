import Foundation
import JSONRPC
import StrictJSON
import Synchronization
import Testing

/// A door that calls wait at until it is opened.
actor Door {
  private var isOpen = false
  private var waiters: [CheckedContinuation<Void, Never>] = []

  func pass() async {
    if isOpen { return }
    await withCheckedContinuation { waiters.append($0) }
  }

  func open() {
    isOpen = true
    for waiter in waiters { waiter.resume() }
    waiters = []
  }
}

@Suite("Reads and changes", .timeLimit(.minutes(60)))
struct ConversationTests {
  static func request(_ id: String, _ method: String, _ params: String = "{}") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
  }

  static func cancel(_ id: String) -> String { #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":\#(id)}}"# }

  /// A server whose `change` and `read` say that they have begun and wait at the door.
  static func server(_ door: Door, isOrdered: Bool? = nil, limits: Limits = Limits()) -> Server {
    Server(limits: limits, isOrdered: isOrdered, kind: { CallKind(method: $0) }) { call, progress in
      switch call.method {
      case "change", "read":
        progress.report("begun")
        await door.pass()
        try Task.checkCancellation()
        return Answer(.string(call.method))
      case "wait":
        // Ends by being cancelled, and in no other way.
        progress.report("begun")
        while true { try await Task.sleep(for: .seconds(3600)) }
      case "open":
        await door.open()
        return Answer("open")
      default: return Answer("quick")
      }
    }
  }

  private static let token = #"{"workDoneToken":"t"}"#
  private static let begun: JSONValue = ["jsonrpc": "2.0", "method": "$/progress", "params": ["token": "t", "value": "begun"]]
  private static func result(_ id: Int, _ result: JSONValue) -> JSONValue {
    ["jsonrpc": "2.0", "id": JSONNumber(exactly: id).map(JSONValue.number) ?? nil, "result": result]
  }
  private static func cancelled(_ id: Int) -> JSONValue {
    [
      "jsonrpc": "2.0", "id": JSONNumber(exactly: id).map(JSONValue.number) ?? nil,
      "error": ["code": -32800, "message": "Request cancelled"],
    ]
  }

  @Test func `a read begun is overtaken by a change, a quick call and another read`() async throws {
    let conversation = try Conversation(Self.server(Door()))
    var answers = Answers(conversation)
    conversation.send(Self.request("1", "read", Self.token))
    #expect(try await answers.next() == Self.begun)
    conversation.send(Self.request("2", "quick"))
    #expect(try await answers.next() == Self.result(2, "quick"))
    conversation.send(Self.request("3", "quickChange"))
    #expect(try await answers.next() == Self.result(3, "quick"))
    conversation.send(Self.request("4", "open"))
    conversation.endInput()
    var last: Set<JSONValue> = []
    while let answer = try await answers.next() { last.insert(answer) }
    #expect(last == [Self.result(1, "read"), Self.result(4, "open")])
    #expect(try await conversation.ending.value == .endOfInput)
  }

  @Test func `what follows a change waits for it`() async throws {
    let door = Door()
    let conversation = try Conversation(Self.server(door))
    var answers = Answers(conversation)
    conversation.send(Self.request("1", "change", Self.token))
    for id in 2...5 { conversation.send(Self.request("\(id)", id == 3 ? "quickChange" : "quick")) }
    conversation.endInput()
    #expect(try await answers.next() == Self.begun)
    await door.open()
    #expect(try await answers.next() == Self.result(1, "change"))
    var ids: Set<Int> = []
    while let answer = try await answers.next() { ids.insert(answer["id"]?.integerValue ?? 0) }
    #expect(ids == [2, 3, 4, 5])
  }

  @Test func `a barrier is answered after all that came before it, and before all that follows`() async throws {
    let door = Door()
    let conversation = try Conversation(Self.server(door))
    var answers = Answers(conversation)
    conversation.send(Self.request("1", "read", Self.token))
    #expect(try await answers.next() == Self.begun)
    conversation.send(Self.request("2", "shutdown"))
    conversation.send(Self.request("3", "quick"))
    // That this one is cancelled shows that the others have arrived, and wait.
    conversation.send(Self.request("4", "read"))
    conversation.send(Self.cancel("4"))
    #expect(try await answers.next() == Self.cancelled(4))
    await door.open()
    #expect(try await answers.next() == Self.result(1, "read"))
    #expect(try await answers.next() == Self.result(2, "quick"))
    #expect(try await answers.next() == Self.result(3, "quick"))
    conversation.endInput()
    #expect(try await answers.next() == nil)
  }

  @Test(arguments: CallKind.allCases)
  func `what came before the end is answered, and what comes after it is not done`(kind: CallKind) async throws {
    let (door, ended) = (Door(), DispatchSemaphore(value: 0))
    let late = Mutex(false)
    let server = Server(
      kind: { method in
        // Holds up the reader until the end has been asked for.
        if method == "late" { ended.wait() }
        return method == "exit" ? kind : method == "late" ? .change : .read
      },
      handle: { call, progress in
        switch call.method {
        case "exit": return Answer("end", endsSession: true)
        case "late":
          late.withLock { $0 = true }
          return Answer()
        default:
          progress.report("begun")
          await door.pass()
          return Answer("read")
        }
      })
    let conversation = try Conversation(server)
    var answers = Answers(conversation)
    conversation.send(Self.request("1", "read", Self.token))
    #expect(try await answers.next() == Self.begun)
    // A barrier ends only when the read is answered.
    if kind == .barrier { await door.open() }
    conversation.send(Self.request("2", "exit"))
    conversation.send(Self.request("3", "late"))
    var last: Set<JSONValue> = []
    if kind == .change || kind == .read {
      // The answer to this one comes after the end was asked for, whatever the reader does.
      last.insert(try #require(await answers.next()))
      #expect(last == [Self.result(2, "end")])
    }
    ended.signal()
    await door.open()
    while let answer = try await answers.next() { last.insert(answer) }
    #expect(last == [Self.result(1, "read"), Self.result(2, "end")])
    #expect(try await conversation.ending.value == .endedByHandler)
    #expect(!late.withLock { $0 })
    conversation.endInput()
  }

  @Test func `progress to a client that has gone ends the read, and the server`() async throws {
    let door = Door()
    let server = Server(kind: { _ in .read }) { _, progress in
      progress.report("begun")
      await door.pass()
      while true {
        try Task.checkCancellation()
        progress.report("going on")
        await Task.yield()
      }
    }
    let (requests, answers) = (try Conversation.pipe(), try Conversation.pipe())
    let ending = Task { try await server.run(on: ProtocolDescriptors(input: requests.reading, output: answers.writing)) }
    Conversation.put(Framing.contentLength.framed(Array(Self.request("1", "m", Self.token).utf8)), to: requests.writing)
    // The first bytes are those of the progress told before the door.
    await Conversation.drop(1, from: answers.reading)
    close(answers.reading)
    await door.open()
    #expect(try await ending.value == .readerGone)
    for descriptor in [requests.reading, requests.writing, answers.writing] { close(descriptor) }
  }

  @Test func `in order, a read holds up what follows`() async throws {
    let door = Door()
    let conversation = try Conversation(Self.server(door, isOrdered: true))
    var answers = Answers(conversation)
    conversation.send(Self.request("1", "read", Self.token))
    conversation.send("nonsense")
    conversation.send(Self.request("2", "quick"))
    #expect(try await answers.next() == Self.begun)
    await door.open()
    #expect(try await answers.next() == Self.result(1, "read"))
    #expect(try await answers.next()?["error"]?["code"] == -32700)
    #expect(try await answers.next() == Self.result(2, "quick"))
    conversation.endInput()
    #expect(try await answers.next() == nil)
  }

  @Test(arguments: [false, true])
  func `a request that waits is cancelled at once, a read that runs is told, a change that runs goes on`(isOrdered: Bool) async throws {
    let door = Door()
    let conversation = try Conversation(Self.server(door, isOrdered: isOrdered))
    var answers = Answers(conversation)
    // Before: there is nothing of that name yet, and nobody minds.
    for id in ["1", "null", "\"a\"", "[]"] { conversation.send(Self.cancel(id)) }
    conversation.send(#"{"jsonrpc":"2.0","method":"$/cancelRequest"}"#)
    conversation.send(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":[1]}"#)
    conversation.send(Self.request("1", "change", Self.token))
    #expect(try await answers.next() == Self.begun)
    // While it waits
    conversation.send(Self.request("2", "change"))
    conversation.send(Self.request("3", "read"))
    conversation.send(Self.cancel("3"))
    #expect(try await answers.next() == Self.cancelled(3))
    conversation.send(Self.cancel("2"))
    #expect(try await answers.next() == Self.cancelled(2))
    // A change that runs
    conversation.send(Self.cancel("1"))
    conversation.send(Self.request("4", "change"))
    conversation.send(Self.cancel("4"))
    #expect(try await answers.next() == Self.cancelled(4))
    await door.open()
    #expect(try await answers.next() == Self.result(1, "change"))
    // A read that runs
    conversation.send(Self.request("\"\\u0035\"", "wait", Self.token))
    #expect(try await answers.next() == Self.begun)
    conversation.send(Self.cancel("\"5\""))
    #expect(
      try await answers.next() == ["jsonrpc": "2.0", "id": "5", "error": ["code": -32800, "message": "Request cancelled"]])
    // After
    conversation.send(Self.cancel("\"5\""))
    conversation.send(Self.request("6", "quick"))
    #expect(try await answers.next() == Self.result(6, "quick"))
    conversation.endInput()
    #expect(try await answers.next() == nil)
    #expect(try await conversation.ending.value == .endOfInput)
  }

  @Test func `one of a batch is cancelled, and the batch is answered whole`() async throws {
    let door = Door()
    let conversation = try Conversation(Self.server(door))
    var answers = Answers(conversation)
    conversation.send("[\(Self.request("1", "change", Self.token)),\(Self.request("2", "change")),\(Self.cancel("2"))]")
    #expect(try await answers.next() == Self.begun)
    await door.open()
    #expect(try await answers.next() == [Self.result(1, "change"), Self.cancelled(2)])
    conversation.endInput()
    #expect(try await answers.next() == nil)
  }

  @Test func `there is no progress for who does not ask, and none after the answer`() async throws {
    let kept = Mutex<[CallProgress]>([])
    let server = Server { call, progress in
      for step in 0..<1000 { progress.report(.string("\(step)")) }
      kept.withLock { $0.append(progress) }
      return Answer(.bool(progress.isWanted))
    }
    let conversation = try Conversation(server)
    var answers = Answers(conversation)
    for params in ["{}", "[]", #"{"workDoneToken":null}"#, #"{"workDoneToken":[1]}"#] {
      conversation.send(Self.request("1", "m", params))
      #expect(try await answers.next() == Self.result(1, false))
    }
    conversation.send(Self.request("2", "m", #"{"workDoneToken":7}"#))
    #expect(
      try await answers.next() == ["jsonrpc": "2.0", "method": "$/progress", "params": ["token": 7, "value": "0"]])
    // How many follow depends on the clock; a thousand do not.
    var count = 1
    while let message = try await answers.next(), message != Self.result(2, true) { count += 1 }
    #expect(count < 1000)
    for progress in kept.withLock({ $0 }) { progress.report("late") }
    server.notify("record/changed", ["size": 3])
    #expect(try await answers.next() == ["jsonrpc": "2.0", "method": "record/changed", "params": ["size": 3]])
    conversation.endInput()
    #expect(try await answers.next() == nil)
    server.notify("record/changed", [])
  }

  @Test func `with sixty-four in flight nothing more is read`() async throws {
    let door = Door()
    let inFlight = Mutex((now: 0, most: 0))
    var limits = Limits()
    limits.readers = 100
    let server = Server(limits: limits, kind: { _ in .read }) { call, progress in
      inFlight.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      progress.report("begun")
      await door.pass()
      inFlight.withLock { $0.now -= 1 }
      return Answer()
    }
    let conversation = try Conversation(server)
    var answers = Answers(conversation)
    for id in 1...200 { conversation.send(Self.request("\(id)", "m", Self.token)) }
    for _ in 1...64 { #expect(try await answers.next() == Self.begun) }
    await door.open()
    conversation.endInput()
    var ids: Set<Int> = []
    while let answer = try await answers.next() {
      guard let id = answer["id"]?.integerValue else { continue }
      #expect(ids.insert(id).inserted)
    }
    #expect(ids == Set(1...200))
    #expect(inFlight.withLock { $0.most } == 64)
  }

  @Test(arguments: [false, true])
  func `a client that does not read stops being read, and loses nothing`(isOrdered: Bool) async throws {
    let made = Mutex(0)
    var limits = Limits()
    limits.waiting = 1 << 20
    let server = Server(limits: limits, isOrdered: isOrdered, kind: { _ in .read }) { _, _ in
      made.withLock { $0 += 1 }
      return Answer(.string(String(repeating: "x", count: 100_000)))
    }
    // Nobody reads until the server has stopped reading: what it has not read by then fills the pipe, and the client finds it full.
    let (requests, answers) = (try Conversation.pipe(), try Conversation.pipe())
    let ending = Task {
      try await server.run(on: ProtocolDescriptors(input: requests.reading, output: answers.writing))
    }
    let input = (0..<300).flatMap { Framing.contentLength.framed(Array(Self.request("\($0)", "m").utf8)) }
    Conversation.write(input, closing: requests.writing)
    while made.withLock({ $0 }) < 10 { await Task.yield() }
    // A megabyte of answers may wait, those being made come on top, and the pipe has some.
    let most = 10 + 2 + limits.readers + 1
    for _ in 0..<1000 { await Task.yield() }
    #expect(made.withLock { $0 } <= most)
    let output = Conversation.bytes(from: answers.reading)
    var parser = FrameParser(framing: .contentLength)
    var ids: Set<String> = []
    for await bytes in output {
      parser.append(bytes)
      while case .message(let message)? = parser.next() {
        #expect(ids.insert(String(decoding: message.prefix(30), as: UTF8.self).split(separator: ",")[1].description).inserted)
      }
      if ids.count == 300 { break }
    }
    #expect(ids.count == 300)
    #expect(try await ending.value == .endOfInput)
    close(answers.writing)
    close(requests.reading)
  }
}

private func integer(_ number: Int) -> JSONValue { JSONNumber(exactly: number).map(JSONValue.number) ?? nil }

extension CallKind {
  fileprivate init(method: String) {
    switch method {
    case "change", "quickChange": self = .change
    case "shutdown": self = .barrier
    case "read", "wait", "open": self = .read
    default: self = .quick
    }
  }
}

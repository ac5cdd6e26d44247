import CandorCore
import CandorServer
import CandorService
import CandorStore
import CandorTestSupport
import JSONRPC
import StrictJSON
import Synchronization
import Testing

/// What holds of the server beyond each operation: views, subscriptions, progress.
@Suite struct RecordServerTests {
  private static let entry: JSONValue = ["kind": "meeting.held", "occurred": "2019-03-16", "bodies": ["sc"]]

  private static func server(_ example: Example) throws -> RecordServer {
    try example.workedExampleFile()
    return RecordServer(try example.open().record, environment: example.environment)
  }

  @Test func `reads go on while entries are appended, and each sees a whole record that was there`() async throws {
    let example = try Example()
    defer { example.remove() }
    let server = try Self.server(example)
    let before = try #require(try server.answer(Call(method: "record/show")).result["checkpoint"]?["size"]?.integerValue)
    let appends = 12
    let seen = try await withThrowingTaskGroup(of: [Int].self) { group in
      group.addTask {
        try (0..<appends).map { _ in
          let answer = try server.answer(Call(method: "record/append", params: ["entry": Self.entry]))
          return answer.result["checkpoint"]?["size"]?.integerValue ?? -1
        }
      }
      for _ in 0..<3 {
        group.addTask {
          try (0..<20).map { _ in
            let answer = try server.answer(Call(method: "record/entries", params: ["limit": 10_000]))
            let numbers = answer.result["entries"]?.arrayValue?.compactMap { $0["entry"]?.integerValue } ?? []
            #expect(numbers == Array(1...numbers.count))
            return numbers.count
          }
        }
      }
      return try await group.reduce(into: [[Int]]()) { $0.append($1) }
    }
    for sizes in seen {
      #expect(sizes == sizes.sorted(), "a record grows")
      #expect(sizes.allSatisfy { (before...before + appends).contains($0) })
    }
    #expect(seen.contains { $0 == Array(before + 1...before + appends) })
  }

  @Test func `a subscriber hears of its own changes and of those of others, once each`() async throws {
    let example = try Example()
    defer { example.remove() }
    let server = try Self.server(example)
    let other = try example.open()
    let (changes, hear) = AsyncStream<JSONValue>.makeStream()
    let watch = Task { await server.watch(every: .milliseconds(5)) { hear.yield($0) } }
    defer { watch.cancel() }
    var iterator = changes.makeAsyncIterator()
    // Before it subscribes it hears nothing.
    _ = try RecordAppend.run(json: ["entry": Self.entry], in: other)
    let told = try server.answer(Call(method: "record/subscribe")).result
    let shown = try server.answer(Call(method: "record/show")).result["checkpoint"]
    if told != shown { #expect(await iterator.next()?["checkpoint"] == shown) }
    let first = try RecordAppend.run(json: ["entry": Self.entry], in: other)
    #expect(await iterator.next()?["checkpoint"] == first["checkpoint"])
    try other.record.close()
    let second = try server.answer(Call(method: "record/append", params: ["entry": Self.entry])).result
    #expect(await iterator.next()?["checkpoint"] == second["checkpoint"])
    _ = try server.answer(Call(method: "record/unsubscribe"))
    let third = try server.answer(Call(method: "record/append", params: ["entry": Self.entry])).result
    #expect(try server.answer(Call(method: "record/subscribe")).result == third["checkpoint"], "what it is told now it is not told again")
    let fourth = try server.answer(Call(method: "record/append", params: ["entry": Self.entry])).result
    #expect(await iterator.next()?["checkpoint"] == fourth["checkpoint"])
  }

  @Test func `whoever asks after a change sees it, whoever else asks at the same time`() async throws {
    let example = try Example()
    defer { example.remove() }
    let server = try Self.server(example)
    let other = try example.open()
    for _ in 0..<5 {
      let written = try RecordAppend.run(json: ["entry": Self.entry], in: other)["checkpoint"]
      try await withThrowingTaskGroup(of: JSONValue?.self) { group in
        for _ in 0..<8 { group.addTask { try server.answer(Call(method: "record/show")).result["checkpoint"] } }
        for try await seen in group { #expect(seen == written) }
      }
    }
  }

  @Test func `ping gives back what it was given`() throws {
    let example = try Example()
    defer { example.remove() }
    let server = try Self.server(example)
    for params: JSONValue in [["n": 1, "text": "snow ☃"], [1, [2]], [:]] {
      #expect(try server.answer(Call(method: "ping", params: params)).result == params)
    }
    #expect(try server.answer(Call(method: "ping")).result == [:])
  }

  @Test func `long work tells how far it is, and a token is no parameter of an operation`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.workedExample()
    for (method, params) in [
      ("report/export", ["edition": "members"] as JSONValue), ("report/preview", ["edition": "members"]), ("check/run", [:]),
      ("log/integrity", [:]), ("record/append", ["entry": Self.entry, "dryRun": true]),
    ] {
      let operation = try #require(Operations.all.first { $0.description.method == method })
      let shares = Mutex<[Double]>([])
      session.progress = { _, share in shares.withLock { $0.append(share) } }
      _ = try operation.run(json: params, in: session)
      let told = shares.withLock { $0 }
      #expect(told == told.sorted() && told.allSatisfy { (0...1).contains($0) }, "\(method): \(told)")
      if method != "log/integrity" { #expect(!told.isEmpty, "\(method)") }
    }
    let server = RecordServer(session.record, environment: example.environment)
    #expect(throws: Never.self) { try server.answer(Call(method: "check/run", params: ["workDoneToken": "t", "asOf": "2019-04-19"])) }
  }

  @Test func `what only reads stops where it is cancelled, and what changes does not`() async throws {
    let example = try Example()
    defer { example.remove() }
    let server = try Self.server(example)
    let read = Task {
      while !Task.isCancelled { await Task.yield() }
      return try server.answer(Call(method: "check/run"))
    }
    read.cancel()
    await #expect(throws: CancellationError.self) { try await read.value }
    for operation in Operations.all where operation.description.isChange {
      #expect(RecordServer.kind(of: operation.description.method) == .change)
    }
  }
}

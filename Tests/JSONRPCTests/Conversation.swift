import Foundation
import JSONRPC
import StrictJSON
import Testing

/// A server and a client in one process, on pipes. Threads of its own do what blocks; they hold descriptors, and nothing that must be let go.
final class Conversation: Sendable {
  private let requests: Int32
  /// What the server writes, as it comes; it ends when the server has.
  let output: AsyncStream<[UInt8]>
  /// How the server ends.
  let ending: Task<Server.Ending, any Error>

  init(_ server: Server, isNonBlocking: Bool = false) throws {
    let (requests, answers) = (try Self.pipe(), try Self.pipe())
    if isNonBlocking {
      for descriptor in [requests.reading, answers.writing] { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) }
    }
    self.requests = requests.writing
    output = Self.bytes(from: answers.reading)
    ending = Task {
      defer {
        close(requests.reading)
        close(answers.writing)
      }
      return try await server.run(on: ProtocolDescriptors(input: requests.reading, output: answers.writing))
    }
  }

  static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    // pipe(2) writes the two elements; processes that other tests start must not keep the ends open.
    try #require(unsafe Foundation.pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// All that can be read from a descriptor, which is then closed.
  static func bytes(from descriptor: Int32) -> AsyncStream<[UInt8]> {
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
    Thread.detachNewThread {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        continuation.yield(Array(buffer[..<count]))
      }
      close(descriptor)
      continuation.finish()
    }
    return stream
  }

  /// Writes all, and closes the descriptor; gives up where nobody reads.
  static func write(_ bytes: [UInt8], closing descriptor: Int32) {
    Thread.detachNewThread {
      put(bytes, to: descriptor)
      close(descriptor)
    }
  }

  /// Writes all, blocking; gives up where nobody reads, which makes it false.
  @discardableResult
  static func put(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    _ = signal(SIGPIPE, SIG_IGN)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Foundation.write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Does what blocks on a thread of its own: the few that tests share must go on, since servers in this process need them.
  static func blocking<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }

  /// Waits until so many bytes can be read, and reads them.
  static func drop(_ count: Int, from descriptor: Int32) async {
    await blocking {
      var rest = count
      while rest > 0 {
        var bytes = [UInt8](repeating: 0, count: rest)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        rest -= count
      }
    }
  }

  /// Sends a message that a pipe holds at once.
  func send(_ message: String, _ framing: Framing = .contentLength) { Self.put(framing.framed(Array(message.utf8)), to: requests) }

  /// Lets the server know that nothing more will come.
  func endInput() { close(requests) }

  /// Sends all and ends the input, and gives all that comes back.
  static func whole(
    _ input: [UInt8], with server: Server, isNonBlocking: Bool = false
  ) async throws -> (output: [UInt8], ending: Server.Ending) {
    let conversation = try Conversation(server, isNonBlocking: isNonBlocking)
    write(input, closing: conversation.requests)
    let output = await conversation.output.reduce(into: []) { $0 += $1 }
    return (output, try await conversation.ending.value)
  }

  /// The messages in what a server wrote; whatever is not one shows.
  static func messages(_ output: [UInt8], _ framing: Framing) -> [String] { FrameParserTests.events([output], framing: framing) }
}

/// Messages as they come.
struct Answers {
  private var parser: FrameParser
  private var output: AsyncStream<[UInt8]>.Iterator

  init(_ conversation: Conversation, _ framing: Framing = .contentLength) { self.init(conversation.output, framing) }

  init(_ output: AsyncStream<[UInt8]>, _ framing: Framing) {
    (parser, self.output) = (FrameParser(framing: framing), output.makeAsyncIterator())
  }

  /// The next message, or nil at the end.
  mutating func next() async throws -> JSONValue? {
    while true {
      if case .message(let bytes)? = parser.next() { return try JSONValue(parsing: bytes) }
      guard let bytes = await output.next(isolation: #isolation) else { return nil }
      parser.append(bytes)
    }
  }
}

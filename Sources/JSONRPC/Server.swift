import Synchronization

/// Speaks JSON-RPC 2.0 on a pair of descriptors: reads, answers in order, and ends with its input.
///
/// ```swift
/// let descriptors = try ProtocolDescriptors.claimStandardStreams()
/// let server = Server { call in
///   switch call.method {
///   case "sum": Answer(try sum(call.params))
///   case "exit": Answer(endsSession: true)
///   default: throw RPCError.methodNotFound(call.method)
///   }
/// }
/// let ending = try await server.run(on: descriptors)
/// ```
public struct Server: Sendable {
  /// Why a server came to its end.
  public enum Ending: Hashable, Sendable {
    /// The input ended, and all that it asked is answered.
    case endOfInput
    /// The handler asked for it.
    case endedByHandler
    /// Nobody reads the answers any more.
    case readerGone
    /// The input can no longer be told into messages; this was answered.
    case violation(FramingViolation)
  }

  private let framing: Framing?
  private let limits: Limits
  private let dispatcher: Dispatcher

  /// A server that gives every call to one handler, one after the other in the order in which they came.
  ///
  /// - Parameters:
  ///   - framing: How messages are told apart; nil goes by the first bytes that are not blank.
  ///   - limits: How much is taken in at a time.
  ///   - handle: Answers a call; see ``CallHandler``.
  public init(framing: Framing? = nil, limits: Limits = Limits(), handle: @escaping CallHandler) {
    self.framing = framing
    self.limits = limits
    dispatcher = Dispatcher(limits: limits, handle: handle)
  }

  /// Reads and answers until the input ends or nobody reads the answers. Ignores SIGPIPE for the whole process.
  ///
  /// It blocks its thread while it waits for input: call it from the main actor or a task that may do so.
  ///
  /// - Throws: ``DescriptorError`` where reading or writing fails otherwise than by the other side's going away.
  public func run(on descriptors: borrowing ProtocolDescriptors) async throws(DescriptorError) -> Ending {
    ProtocolDescriptors.ignoreBrokenPipes()
    var parser = FrameParser(framing: framing, limits: limits)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try descriptors.read(into: &buffer)
      if count > 0 { parser.append(buffer[..<count]) } else { parser.finish() }
      while let event = parser.next() {
        let outbox = Outbox()
        var ending: Ending?
        switch event {
        case .message(let message):
          if await dispatcher.dispatch(message, send: outbox.put) { ending = .endedByHandler }
        case .violation(let violation):
          dispatcher.refuse(violation.error, send: outbox.put)
          if violation.endsInput { ending = .violation(violation) }
        }
        if let answer = outbox.take(), let framing = parser.framing, try !descriptors.write(framing.framed(answer)) { return .readerGone }
        if let ending { return ending }
      }
      if count == 0 { return .endOfInput }
    }
  }
}

/// Holds an answer until the loop writes it.
private final class Outbox: Sendable {
  private let answer = Mutex<[UInt8]?>(nil)

  @Sendable func put(_ bytes: [UInt8]) { answer.withLock { $0 = bytes } }

  func take() -> [UInt8]? { answer.withLock { $0.take() } }
}

public import StrictJSON
import Synchronization

/// What a handler gives back for a call.
public struct Answer: Hashable, Sendable {
  /// The result; dropped where the call is a notification.
  public var result: JSONValue
  /// Whether nothing more is to be done once this message is answered, as after `exit`.
  public var endsSession: Bool

  /// A result, null where there is nothing to say.
  public init(_ result: JSONValue = .null, endsSession: Bool = false) {
    (self.result, self.endsSession) = (result, endsSession)
  }
}

/// Answers a call, or throws: an ``RPCError`` is answered as it is, a `CancellationError` as −32800, anything else as −32603 without a word
/// of what it was. A read that the client cancels finds its task cancelled.
public typealias CallHandler = @Sendable (Call, CallProgress) async throws -> Answer

/// Speaks JSON-RPC 2.0 on pairs of descriptors: reads, answers every request once, and ends with its input.
///
/// ```swift
/// let descriptors = try ProtocolDescriptors.claimStandardStreams()
/// let server = Server { call, _ in
///   switch call.method {
///   case "sum": Answer(try sum(call.params))
///   case "exit": Answer(endsSession: true)
///   default: throw RPCError.methodNotFound(call.method)
///   }
/// }
/// let ending = try await server.run(on: descriptors)
/// ```
///
/// `$/cancelRequest` and `$/progress` are those of the Language Server Protocol; other notifications whose method begins with `$/` are passed
/// over.
public final class Server: Sendable {
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
    /// SIGTERM came: the change under way is made and answered, what waited is answered as cancelled.
    case terminated
  }

  private let framing: Framing?
  private let limits: Limits
  private let isOrdered: Bool?
  private let kind: @Sendable (String) -> CallKind
  private let handle: CallHandler
  private let connections = Mutex<[Connection]>([])

  /// A server that gives every call to one handler.
  ///
  /// - Parameters:
  ///   - framing: How messages are told apart; nil goes by the first bytes that are not blank.
  ///   - limits: How much is taken in at a time.
  ///   - isOrdered: Whether calls are handled one after another in the order of their arrival, whatever they do; nil means that they are
  ///     where messages come one a line.
  ///   - kind: What the calls of a method do; without it, all are taken to be changes.
  ///   - handle: Answers a call; see ``CallHandler``.
  public init(
    framing: Framing? = nil, limits: Limits = Limits(), isOrdered: Bool? = nil,
    kind: @escaping @Sendable (_ method: String) -> CallKind = { _ in .change }, handle: @escaping CallHandler
  ) {
    (self.framing, self.limits, self.isOrdered, self.kind, self.handle) = (framing, limits, isOrdered, kind, handle)
  }

  /// Reads and answers until the input ends or nobody reads the answers. Ignores SIGPIPE for the whole process.
  ///
  /// Reading, handling and writing have threads of their own.
  ///
  /// - Parameter endsOnTermination: Whether SIGTERM, taken over for the whole process, ends it in good order.
  /// - Throws: ``DescriptorError`` where reading or writing fails otherwise than by the other side's going away.
  public func run(on descriptors: borrowing ProtocolDescriptors, endsOnTermination: Bool = false) async throws(DescriptorError) -> Ending {
    Channel.ignoreBrokenPipes()
    let connection = try Connection(
      channel: descriptors.channel, framing: framing, limits: limits, isOrdered: isOrdered, kind: kind, handle: handle)
    if endsOnTermination { try Termination.add(connection) }
    connections.withLock { $0.append(connection) }
    defer {
      connections.withLock { $0.removeAll { $0 === connection } }
      if endsOnTermination { Termination.remove(connection) }
    }
    let ending: Result<Ending, DescriptorError> = await withCheckedContinuation { continuation in
      startThread { continuation.resume(returning: connection.serve()) }
    }
    return try ending.get()
  }

  /// Sends a notification to the client. It is left out where the client has sent nothing yet, or leaves too much unread.
  public func notify(_ method: String, _ params: JSONValue) {
    for connection in connections.withLock({ $0 }) { connection.notify(method, params) }
  }
}

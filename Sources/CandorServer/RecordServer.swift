import CandorCore
import CandorLog
package import CandorService
package import CandorStore
package import JSONRPC
package import StrictJSON
import Synchronization

/// A record served by JSON-RPC 2.0: the operations of `CandorService` as methods, with `initialize`, `ping`, `shutdown` and `exit` around them.
///
/// A change works on the newest view and leaves its own behind; a read keeps the view that it began with, whatever is appended meanwhile.
package final class RecordServer: Sendable {
  private struct State {
    /// What was read last; nil until something is asked of it.
    var seen: Session.Seen?
    var isShutDown = false
    /// Whether the client wants to hear of changes, and the size of the record that it was told of last.
    var isSubscribed = false
    var told = 0
  }

  private let record: Record
  private let environment: Environment
  private let state = Mutex(State())
  /// Held while the record is read for the first time.
  private let firstReading = Mutex(())

  /// The server of a record that is open, and not yet read.
  package init(_ record: Record, environment: Environment) { (self.record, self.environment) = (record, environment) }

  /// Serves on stdin and stdout until the input ends, `exit` comes, or nobody reads the answers.
  ///
  /// The process's own stdout is put aside for the protocol at once: what else is printed goes to stderr.
  ///
  /// - Parameters:
  ///   - framing: how messages are told apart; nil goes by the first bytes.
  ///   - isOrdered: whether calls are handled in the order of their arrival; nil where they come one a line.
  ///   - opening: opens the record.
  ///   - complain: hears why the record cannot be read, as do all who ask for something of it.
  /// - Throws: `ServiceError` where the record cannot be opened, `DescriptorError` where the streams fail.
  package static func serve(
    framing: Framing?, limits: Limits, isOrdered: Bool?, environment: Environment, opening: () throws -> Record,
    complain: @escaping @Sendable (any Error) -> Void
  ) async throws {
    let descriptors = try ProtocolDescriptors.claimStandardStreams()
    let record = RecordServer(try opening(), environment: environment)
    // Meanwhile it answers what needs no entries.
    let reading = Task.detached { do { _ = try record.session() } catch { complain(error) } }
    let server = Server(framing: framing, limits: limits, isOrdered: isOrdered, kind: kind(of:)) { try record.answer($0, $1) }
    let watch = Task { await record.watch { server.notify("record/changed", $0) } }
    let ending: Result<Server.Ending, DescriptorError>
    do { ending = .success(try await server.run(on: descriptors, endsOnTermination: true)) } catch { ending = .failure(error) }
    watch.cancel()
    await watch.value
    await reading.value
    // Whoever is last leaves nothing beside the record, and says where what was acknowledged is, if it is not there any more.
    try record.record.close()
    _ = try ending.get()
  }

  // MARK: Methods

  /// The methods that are not operations on the record.
  package static let ownMethods = [
    "initialize", "initialized", "ping", "rpc.discover", "record/subscribe", "record/unsubscribe", "shutdown", "exit",
  ]

  /// Every method that it answers.
  package static var methods: [String] { ownMethods + Operations.all.map { $0.description.method } }

  /// What a method does, as far as the order of calls depends on it.
  package static func kind(of method: String) -> CallKind {
    switch method {
    case "shutdown", "exit": .barrier
    case "initialize", "initialized", "ping": .quick
    case "rpc.discover", "record/subscribe", "record/unsubscribe": .read
    default: operations[method].map { $0.description.isChange ? .change : .read } ?? .quick
    }
  }

  private static func unknown(_ method: String) -> RPCError {
    var error = RPCError.methodNotFound(method)
    // What is typed here may be something else than a method, and errors go into logs.
    if !method.isQuotable { error.message = "Method not found: \(method.quoted)" }
    if var data = error.data?.objectValue {
      if !method.isQuotable { data["found"] = .null }
      data["expected"] = .string("a method that rpc.discover names" + suggestion(for: method, among: methods))
      error.data = .object(data)
    }
    return error
  }

  private static let operations: [String: any Operation.Type] =
    Dictionary(uniqueKeysWithValues: Operations.all.map { ($0.description.method, $0) })

  /// Answers a call.
  package func answer(_ call: Call, _ progress: CallProgress = .unwanted) throws -> Answer {
    if call.method == "exit" { return Answer(endsSession: true) }
    guard !state.withLock({ $0.isShutDown }) else {
      throw RPCError(
        .invalidRequest, "Invalid Request: the server is shut down", data: ["kind": "shut-down", "expected": "exit", "retryable": false])
    }
    switch call.method {
    case "initialize":
      return Answer([
        "serverInfo": ["name": "candor", "version": .string(ProgramVersion.text)],
        "capabilities": ["methods": .array(RecordServer.methods.map(JSONValue.string))],
      ])
    case "initialized": return Answer()
    // What was sent comes back, so that a client can see that nothing is lost on the way.
    case "ping": return Answer(call.params ?? [:])
    case "rpc.discover": return Answer(OpenRPC.document)
    case "record/subscribe": return Answer(try explained { try subscribe(true) })
    case "record/unsubscribe": return Answer(try explained { try subscribe(false) })
    case "shutdown":
      state.withLock { $0.isShutDown = true }
      return Answer()
    case let method where method.hasPrefix("$/") && call.isNotification: return Answer()
    case let method:
      guard let operation = RecordServer.operations[method] else { throw RecordServer.unknown(method) }
      return Answer(try run(operation, call.params, progress))
    }
  }

  private func run(_ operation: any Operation.Type, _ parameters: JSONValue?, _ progress: CallProgress) throws -> JSONValue {
    var parameters = parameters
    // The protocol's, and no operation's.
    if case .object(var object)? = parameters, object["workDoneToken"] != nil {
      object["workDoneToken"] = nil
      parameters = .object(object)
    }
    return try explained {
      let session = try session()
      session.progress = { step, share in
        progress.report(["kind": "report", "message": .string(step), "percentage": Int(share * 100).json])
      }
      defer { keep(session) }
      return try operation.run(json: parameters, in: session)
    }
  }

  /// Whatever goes wrong, as the protocol tells it.
  private func explained(_ work: () throws -> JSONValue) throws -> JSONValue {
    do {
      return try work()
    } catch let error as CancellationError {
      throw error
    } catch {
      let known = ServiceError(explaining: error)
      throw RPCError(ErrorCode(rawValue: known.kind.code), known.message, data: known.data)
    }
  }

  // MARK: The newest view

  /// What was read last, for one operation; the first time, it is read.
  private func session() throws -> Session {
    if let seen = state.withLock({ $0.seen }) { return Session(record, seen: seen, environment: environment) }
    return try firstReading.withLock { _ in
      if let seen = state.withLock({ $0.seen }) { return Session(record, seen: seen, environment: environment) }
      let session = try Session(record, environment: environment)
      keep(session)
      return session
    }
  }

  /// Goes on from what a session has seen, unless another has seen more by now.
  private func keep(_ session: Session) {
    state.withLock { state in
      if let known = state.seen, !session.seen.isAhead(of: known) { return }
      state.seen = session.seen
    }
  }

  // MARK: Changes

  private func subscribe(_ isSubscribed: Bool) throws -> JSONValue {
    let session = try session()
    try session.refresh()
    keep(session)
    return state.withLock { state in
      let checkpoint = state.seen?.checkpoint ?? session.checkpoint
      (state.isSubscribed, state.told) = (isSubscribed, checkpoint.size)
      return checkpoint.json
    }
  }

  /// Tells a subscriber of changes within a second or so, whoever made them, until its task is cancelled.
  package func watch(every pause: Duration = .milliseconds(500), tell: (JSONValue) -> Void) async {
    while (try? await Task.sleep(for: pause)) != nil {
      guard state.withLock({ $0.isSubscribed }) else { continue }
      // A file that cannot be read now is told of to whoever asks for something.
      guard let session = try? session(), (try? session.refresh()) != nil else { continue }
      keep(session)
      let change = state.withLock { state -> JSONValue? in
        guard state.isSubscribed, let checkpoint = state.seen?.checkpoint, checkpoint.size != state.told else { return nil }
        state.told = checkpoint.size
        return ["checkpoint": checkpoint.json]
      }
      if let change { tell(change) }
    }
  }
}

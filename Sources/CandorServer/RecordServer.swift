package import CandorService
package import JSONRPC
import StrictJSON

/// A record served by JSON-RPC 2.0: the operations of `CandorService` as methods, with `initialize`, `ping`, `shutdown` and `exit` around them.
package actor RecordServer {
  private let session: Session
  private var isShutDown = false

  /// - Parameter opening: opens the record; it is opened once, by the server itself.
  package init(opening: @Sendable () throws -> Session) throws { session = try opening() }

  /// The methods that are not operations on the record.
  package static let ownMethods = ["initialize", "initialized", "ping", "rpc.discover", "shutdown", "exit"]

  /// Every method that it answers.
  package static var methods: [String] { ownMethods + Operations.all.map { $0.description.method } }

  /// Serves on stdin and stdout until the input ends, `exit` comes, or nobody reads the answers.
  ///
  /// The process's own stdout is put aside for the protocol at once: what else is printed goes to stderr.
  ///
  /// - Throws: `ServiceError` where the record cannot be opened, `DescriptorError` where the streams fail.
  package static func serve(framing: Framing?, opening: @Sendable () throws -> Session) async throws {
    let descriptors = try ProtocolDescriptors.claimStandardStreams()
    let record = try RecordServer(opening: opening)
    let server = Server(framing: framing, kind: kind(of:)) { call, _ in try await record.answer(call) }
    _ = try await server.run(on: descriptors, endsOnTermination: true)
  }

  /// What a method does, as far as the order of calls depends on it.
  package static func kind(of method: String) -> CallKind {
    switch method {
    case "record/append", "charter/adopt", "report/export", "log/prove": .change
    // What begins and ends a session keeps its place between the changes.
    case "shutdown", "exit": .change
    case "initialize", "initialized", "ping": .quick
    default: .read
    }
  }

  /// Answers a call.
  package func answer(_ call: Call) throws -> Answer {
    if call.method == "exit" { return Answer(endsSession: true) }
    guard !isShutDown else {
      throw RPCError(.invalidRequest, "Invalid Request: the server is shut down", data: ["kind": "shut-down", "expected": "exit"])
    }
    switch call.method {
    case "initialize":
      return Answer([
        "serverInfo": ["name": "candor", "version": .string(ProgramVersion.text)],
        "capabilities": ["methods": .array(RecordServer.methods.map(JSONValue.string))],
      ])
    case "initialized": return Answer()
    case "rpc.discover": return Answer(OpenRPC.document)
    case "ping": return Answer([:])
    case "shutdown":
      isShutDown = true
      return Answer()
    case let method where method.hasPrefix("$/") && call.isNotification: return Answer()
    case let method:
      guard let operation = Operations.all.first(where: { $0.description.method == method }) else { throw RPCError.methodNotFound(method) }
      return Answer(try RecordServer.run(operation, call.params, in: session))
    }
  }

  private static func run(_ operation: any Operation.Type, _ parameters: JSONValue?, in session: Session) throws -> JSONValue {
    do {
      return try operation.run(json: parameters, in: session)
    } catch {
      let known = ServiceError(explaining: error)
      throw RPCError(ErrorCode(rawValue: known.kind.code), known.message, data: known.data)
    }
  }
}

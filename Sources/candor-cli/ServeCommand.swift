import ArgumentParser
import CandorServer
import CandorService
import JSONRPC

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve a record by JSON-RPC 2.0 on stdin and stdout.",
    discussion: """
      Messages come with Content-Length headers or one a line; which, is told from the first bytes. Docs/rpc.md has every method, and so has the method \
      rpc.discover, for programs. Changes are made one after another; what only reads is answered beside them, and may overtake, where messages have \
      headers. One a line, answers come in the order of the requests.

      Example:  echo '{"jsonrpc": "2.0", "id": 1, "method": "record/show"}' | candor serve union.candor
                Tools/examples has clients in Python, in a shell with jq, and in Emacs.
      """)

  enum FramingOption: String, CaseIterable, ExpressibleByArgument {
    case headers, lines
  }

  enum Order: String, EnumerableFlag {
    case ordered, unordered

    static func help(for value: Order) -> ArgumentHelp? {
      switch value {
      case .ordered: "Answer requests in their order; so it is without a flag where messages come one a line."
      case .unordered: "Let answers to reads overtake; so it is without a flag where messages have headers."
      }
    }
  }

  @OptionGroup var options: RecordOptions

  @Option(help: "The framing, where it is not to be told from the first bytes.")
  var framing: FramingOption?

  @Flag(exclusivity: .exclusive)
  var order: Order?

  @Option(help: ArgumentHelp("The longest message, in bytes.", valueName: "bytes"))
  var frame = Limits().frame

  @Option(help: ArgumentHelp("The longest headers of a message, in bytes.", valueName: "bytes"))
  var header = Limits().header

  @Option(help: ArgumentHelp("How deep lists and groups of a message may lie in one another.", valueName: "levels"))
  var depth = Limits().depth

  @Option(help: ArgumentHelp("How many requests may be unanswered before it stops reading.", valueName: "requests"))
  var inFlight = Limits().inFlight

  @Option(help: ArgumentHelp("How much may wait to be answered, or to be read, before it stops reading.", valueName: "bytes"))
  var waiting = Limits().waiting

  func validate() throws {
    for (name, value) in [("frame", frame), ("header", header), ("depth", depth), ("in-flight", inFlight), ("waiting", waiting)]
    where value < 1 || value > 1 << 30 {
      throw ValidationError("--\(name) is \(value); it is from 1 to 1073741824")
    }
    if options.passphrase.passphraseFd == 0 { throw ValidationError("--passphrase-fd is 0, where the requests come from") }
    // A call costs stack for each level.
    if depth > 1000 { throw ValidationError("--depth is \(depth); it is at most 1000") }
  }

  func run() async throws {
    let options = options
    RecordOptions.warn(of: options.record)
    var limits = Limits()
    (limits.frame, limits.header, limits.depth, limits.inFlight, limits.waiting) = (frame, header, depth, inFlight, waiting)
    try await RecordServer.serve(
      framing: framing.map { $0 == .headers ? .contentLength : .lines }, limits: limits, isOrdered: order.map { $0 == .ordered },
      environment: .machine
    ) {
      try Session.record(opening: options.record, key: options.key, environment: options.environment)
    } complain: { error in
      Speech.say(ServiceError(explaining: error))
    }
  }
}

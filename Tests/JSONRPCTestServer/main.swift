import JSONRPC
import StrictJSON

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

// The server of the specification's examples (jsonrpc.org, §7), and a few methods more for the tests and for clients to try.

let descriptors = try ProtocolDescriptors.claimStandardStreams()
let framing = CommandLine.arguments.dropFirst().first.flatMap(Framing.init)

let isOrdered = !CommandLine.arguments.contains("--unordered")

@Sendable func kind(of method: String) -> CallKind {
  switch method {
  case "wait": .change
  case "read", "object": .read
  case "shutdown", "exit": .barrier
  default: .quick
  }
}

let server = Server(framing: framing, isOrdered: isOrdered, kind: kind(of:)) { call, progress in
  let numbers = call.params?.arrayValue?.compactMap(\.integerValue) ?? []
  switch call.method {
  case "subtract":
    if numbers.count == 2 { return Answer(integer(numbers[0] - numbers[1])) }
    if let minuend = call.params?["minuend"]?.integerValue, let subtrahend = call.params?["subtrahend"]?.integerValue {
      return Answer(integer(minuend - subtrahend))
    }
    throw RPCError.invalidParams(found: "other parameters", expected: "minuend and subtrahend, by name or in this order")
  case "sum": return Answer(integer(numbers.reduce(0, +)))
  case "get_data": return Answer(["hello", 5])
  case "echo", "read": return Answer(call.params ?? nil)
  case "object": return Answer(["items": .array((0..<56).map(item))])
  case "print":
    print("a stray line")
    return Answer()
  case "update", "notify_sum", "notify_hello", "shutdown": return Answer()
  case "initialize": return Answer(["capabilities": [:], "serverInfo": ["name": "test"]])
  case "ping": return Answer([:])
  case "wait":
    // A change that is made once a file is there; until then the client is told that it has begun.
    guard let path = call.params?["file"]?.stringValue else { throw RPCError.invalidParams(found: "no file", expected: "one") }
    progress.report("begun")
    // access(2) only reads the path.
    while unsafe access(path, F_OK) != 0 { usleep(1000) }
    return Answer("made")
  case "exit": return Answer(endsSession: true)
  default: throw RPCError.methodNotFound(call.method)
  }
}

_ = try await server.run(on: descriptors, endsOnTermination: true)

/// A part of an answer of 4 KB, made anew for each call; Tools/bench has the same of a server in C.
func item(_ number: Int) -> JSONValue {
  [
    "id": integer(number), "name": .string("item-\(1000 + number)"), "value": JSONNumber(Double(number) * 1.5).map(JSONValue.number) ?? nil,
    "tags": ["a", "b", "c"], "ok": true,
  ]
}

func integer(_ number: Int) -> JSONValue { JSONNumber(exactly: number).map(JSONValue.number) ?? nil }

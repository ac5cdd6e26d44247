import StrictJSON

/// How messages are told apart on a byte stream.
public enum Framing: String, Hashable, Sendable, CaseIterable {
  /// Headers, among them `Content-Length` in bytes, an empty line, then the message (Language Server Protocol 3.17, "Base Protocol").
  case contentLength = "content-length"
  /// One message a line, ended by LF.
  case lines

  /// A message framed, to be written at once. It has no line feed of its own, as no canonical JSON has.
  public func framed(_ message: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    append(message, to: &bytes)
    return bytes
  }

  /// Appends a message framed.
  func append(_ message: [UInt8], to bytes: inout [UInt8]) {
    switch self {
    case .contentLength:
      bytes.append(contentsOf: "Content-Length: \(message.count)\r\n\r\n".utf8)
      bytes.append(contentsOf: message)
    case .lines:
      bytes.append(contentsOf: message)
      bytes.append(UInt8(ascii: "\n"))
    }
  }
}

/// How much of a client's input is taken in at a time, and how much waits for the client.
public struct Limits: Hashable, Sendable {
  /// The longest message, in bytes.
  public var frame = 16 << 20
  /// The longest run of headers before one message, in bytes.
  public var header = 4096
  /// How many arrays and objects of a message may lie inside one another.
  public var depth = 128
  /// The most messages in a batch.
  public var batch = 100
  /// How many calls may be unanswered before nothing more is read.
  public var inFlight = 64
  /// How many bytes of messages may be unanswered, and how many bytes of answers unread, before nothing more is read.
  public var waiting = 8 << 20
  /// How many reads may run at once.
  public var readers = 4

  /// The limits meant for a client that is a program on the same machine.
  public init() {}
}

/// A fault of the framing, not of a message.
public struct FramingViolation: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// A message is longer than the limit; it is passed over.
    case messageTooLong = "message too long"
    /// The headers before a message are longer than the limit.
    case headerTooLong = "header too long"
    /// A header line is not `Name: value`.
    case malformedHeader = "malformed header"
    /// No header says how long the message is.
    case missingLength = "missing Content-Length"
    /// The length is not a number of bytes.
    case malformedLength = "malformed Content-Length"
    /// Two headers say different lengths.
    case conflictingLengths = "conflicting Content-Length"
    /// The input ends inside a message.
    case truncated = "truncated message"
  }

  /// What kind of fault it is.
  public var reason: Reason
  /// What stands there.
  public var found: String
  /// What should.
  public var expected: String

  /// Whether nothing more can be read: where a message's end is unknown, so is the next one's beginning, and guessing would let the
  /// contents of one message pass for another.
  public var endsInput: Bool { reason != .messageTooLong }

  /// The fault, what was found and what was expected, in one line.
  public var description: String { "\(reason.rawValue): found \(found), expected \(expected)" }

  /// The fault as the answer to give; it has no id.
  public var error: RPCError {
    RPCError(
      .parseError, "Parse error: \(self)",
      data: ["kind": .string(reason.rawValue), "found": .string(found), "expected": .string(expected), "retryable": false])
  }
}

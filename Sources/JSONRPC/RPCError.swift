public import StrictJSON

/// The code of an error object (JSON-RPC 2.0 §5.1). Unknown codes survive: an application adds its own outside −32768…−32000.
public struct ErrorCode: RawRepresentable, Hashable, Sendable {
  /// The number on the wire.
  public var rawValue: Int

  /// A code by its number.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// The text is not JSON (−32700).
  public static let parseError = ErrorCode(rawValue: -32700)
  /// The JSON is not a request object (−32600).
  public static let invalidRequest = ErrorCode(rawValue: -32600)
  /// There is no such method (−32601).
  public static let methodNotFound = ErrorCode(rawValue: -32601)
  /// The method does not take these parameters (−32602).
  public static let invalidParams = ErrorCode(rawValue: -32602)
  /// The fault is this side's (−32603).
  public static let internalError = ErrorCode(rawValue: -32603)
  /// A method other than `initialize` came first (−32002, Language Server Protocol 3.17).
  public static let serverNotInitialized = ErrorCode(rawValue: -32002)
  /// The client cancelled the request (−32800, Language Server Protocol 3.17).
  public static let requestCancelled = ErrorCode(rawValue: -32800)
}

/// An error object (JSON-RPC 2.0 §5.1): what a request gets instead of a result.
public struct RPCError: Error, Hashable, Sendable {
  /// What kind of error it is.
  public var code: ErrorCode
  /// The error in one sentence.
  public var message: String
  /// What a program can make use of; nil leaves the member out.
  public var data: JSONValue?

  /// An error object with these members.
  public init(_ code: ErrorCode, _ message: String, data: JSONValue? = nil) {
    (self.code, self.message, self.data) = (code, message, data)
  }

  /// The text is not JSON. `data` has `kind`, `offset` in bytes from 0, `line` and `column` from 1, `found` and `expected`.
  public static func parseError(_ error: JSONSyntaxError) -> RPCError {
    RPCError(
      .parseError, "Parse error: \(error)",
      data: [
        "kind": .string(error.reason.rawValue), "offset": integer(error.offset), "line": integer(error.line),
        "column": integer(error.column),
        "found": .string(error.found), "expected": .string(error.expected), "retryable": false,
      ])
  }

  /// The JSON is no request. `data` has `kind`, the JSON Pointer `path`, `found`, `expected` and `retryable`, as that of the others has.
  public static func invalidRequest(at path: JSONPointer = .root, found: String, expected: String) -> RPCError {
    RPCError(
      .invalidRequest, "Invalid Request: found \(found), expected \(expected)",
      data: [
        "kind": "invalid-request", "path": .string(path.description), "found": .string(found), "expected": .string(expected),
        "retryable": false,
      ])
  }

  /// There is no method of that name.
  public static func methodNotFound(_ method: String) -> RPCError {
    RPCError(
      .methodNotFound, "Method not found: \(JSONValue.string(method).canonicalText)",
      data: ["kind": "method-not-found", "found": .string(method), "retryable": false])
  }

  /// The method does not take these parameters. `path` leads to the fault from the top of `params`.
  public static func invalidParams(at path: JSONPointer = .root, found: String, expected: String) -> RPCError {
    RPCError(
      .invalidParams, "Invalid params: found \(found), expected \(expected)",
      data: [
        "kind": "invalid-params", "path": .string(path.description), "found": .string(found), "expected": .string(expected),
        "retryable": false,
      ])
  }

  /// What a handler threw that was no ``RPCError``: nothing of it is told, since it may quote what the client must not see.
  static let internalError = RPCError(.internalError, "Internal error")

  /// The client did not want the answer any more.
  static let cancelled = RPCError(.requestCancelled, "Request cancelled")

  private static func integer(_ number: Int) -> JSONValue { JSONNumber(exactly: number).map(JSONValue.number) ?? nil }
}

public import StrictJSON

/// What a request is known by: a string, a number or null, echoed byte for byte as the client wrote it (JSON-RPC 2.0 §5: "the same as the value").
public struct RequestID: Hashable, Sendable {
  /// The id as written, e.g. `1.0` or `"\u0061"`.
  public let bytes: [UInt8]

  /// The id of an answer to what had none that could be read.
  public static let null = RequestID(bytes: Array("null".utf8))

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// An id as written, or nil for what cannot be one: a boolean, an array or an object.
  init?(_ text: JSONText) {
    switch text.value {
    case .null, .string, .number: bytes = Array(text.bytes)
    case .bool, .array, .object: return nil
    }
  }
}

extension RequestID {
  /// Whether another spelling names the same request: a string may be escaped in two ways, while a number is compared as written.
  func names(_ other: RequestID) -> Bool {
    if bytes == other.bytes { return true }
    guard let value = (try? JSONText(parsing: bytes))?.value, case .string = value else { return false }
    return value == (try? JSONText(parsing: other.bytes))?.value
  }
}

/// A method called: what a handler gets to see of a request or a notification.
public struct Call: Hashable, Sendable {
  /// The method's name, unescaped.
  public var method: String
  /// The parameters, an array or an object; nil where there were none, or null.
  public var params: JSONValue?
  /// Whether the client does not want to hear of it again (JSON-RPC 2.0 §4.1): whatever comes out is dropped.
  public var isNotification: Bool

  /// A call with these parts, as a test makes it.
  public init(method: String, params: JSONValue? = nil, isNotification: Bool = false) {
    (self.method, self.params, self.isNotification) = (method, params, isNotification)
  }
}

/// What arrived, told apart (JSON-RPC 2.0 §4 and §5).
public enum Message: Hashable, Sendable {
  /// To be answered once.
  case request(RequestID, Call)
  /// Never to be answered.
  case notification(Call)
  /// An answer. This side asks nothing, and a complaint could go back and forth for ever, so it is passed over in silence.
  case response
  /// To be answered with the error, under the id if one could be read, else null.
  case invalid(RequestID, RPCError)

  /// Tells one message apart; an element of a batch is one.
  public init(_ text: JSONText) {
    guard case .object(let object) = text.value else {
      self = .invalid(.null, .invalidRequest(found: Self.kind(of: text.value), expected: "an object"))
      return
    }
    let id: IDMember = text["id"].map { RequestID($0).map(IDMember.readable) ?? .unusable(found: Self.kind(of: $0.value)) } ?? .absent
    switch (id, object["method"], object["result"] != nil, object["error"] != nil) {
    case (.readable(let id), .string(let method)?, false, false):
      do throws(RPCError) {
        self = .request(id, try Self.call(method, object, isNotification: false))
      } catch {
        self = .invalid(id, error)
      }
    case (.absent, .string(let method)?, false, false):
      do throws(RPCError) {
        self = .notification(try Self.call(method, object, isNotification: true))
      } catch {
        self = .invalid(.null, error)
      }
    case (.readable, nil, true, _), (.readable, nil, _, true): self = .response
    case (let id, let method, _, _): self = .invalid(id.forAnswer, Self.fault(id: id, method: method))
    }
  }

  private enum IDMember {
    case readable(RequestID), unusable(found: String), absent

    var forAnswer: RequestID {
      if case .readable(let id) = self { id } else { .null }
    }
  }

  private static func call(_ method: String, _ object: JSONObject, isNotification: Bool) throws(RPCError) -> Call {
    guard object["jsonrpc"] == "2.0" else {
      throw .invalidRequest(
        at: .root.appending("jsonrpc"), found: object["jsonrpc"].map { kind(of: $0) } ?? "nothing", expected: "the string \"2.0\"")
    }
    switch object["params"] {
    case nil, .null?: return Call(method: method, isNotification: isNotification)
    case let params? where params.arrayValue != nil || params.objectValue != nil:
      return Call(method: method, params: params, isNotification: isNotification)
    case let params?: throw .invalidRequest(at: .root.appending("params"), found: kind(of: params), expected: "an array or an object")
    }
  }

  private static func fault(id: IDMember, method: JSONValue?) -> RPCError {
    if case .unusable(let found) = id {
      return .invalidRequest(at: .root.appending("id"), found: found, expected: "a string, a number or null")
    }
    guard case .string? = method else {
      return .invalidRequest(at: .root.appending("method"), found: method.map { kind(of: $0) } ?? "nothing", expected: "a string")
    }
    return .invalidRequest(found: "a method and a result or error", expected: "one of them")
  }

  private static func kind(of value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

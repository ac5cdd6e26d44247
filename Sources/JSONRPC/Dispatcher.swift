public import StrictJSON

/// What a handler gives back for a call.
public struct Answer: Hashable, Sendable {
  /// The result; dropped where the call is a notification.
  public var result: JSONValue
  /// Whether nothing more is to be read once this is answered, as after `exit`.
  public var endsSession: Bool

  /// A result, null where there is nothing to say.
  public init(_ result: JSONValue = .null, endsSession: Bool = false) {
    (self.result, self.endsSession) = (result, endsSession)
  }
}

/// Answers a call, or throws: an ``RPCError`` is answered as it is, a `CancellationError` as −32800, anything else as −32603 without a word
/// of what it was.
public typealias CallHandler = @Sendable (Call) async throws -> Answer

/// From the bytes of one message to the bytes of its answer; no framing, no I/O.
public struct Dispatcher: Sendable {
  private let limits: Limits
  private let handle: CallHandler

  /// A dispatcher that gives every call to one handler, one after the other in the order in which they came.
  public init(limits: Limits = Limits(), handle: @escaping CallHandler) {
    self.limits = limits
    self.handle = handle
  }

  /// Answers one message or batch.
  ///
  /// - Parameters:
  ///   - message: Bytes that may be JSON.
  ///   - send: Takes the bytes of the answer, once; not called where nothing is to be answered.
  /// - Returns: Whether the handler asked for the end.
  public func dispatch(_ message: [UInt8], send: @escaping @Sendable ([UInt8]) -> Void) async -> Bool {
    let text: JSONText
    do throws(JSONSyntaxError) {
      text = try JSONText(parsing: message, maximumDepth: limits.depth)
    } catch {
      refuse(.parseError(error), send: send)
      return false
    }
    guard let count = text.value.arrayValue?.count else { return await perform([Message(text)], isBatch: false, send: send) }
    guard 1...limits.batch ~= count else {
      refuse(.invalidRequest(found: "a batch of \(count)", expected: "1 to \(limits.batch) messages"), send: send)
      return false
    }
    return await perform((text.elements ?? []).map { Message($0) }, isBatch: true, send: send)
  }

  /// Answers what has no id that could be read.
  func refuse(_ error: RPCError, send: @escaping @Sendable ([UInt8]) -> Void) {
    Responder(.null, send: send).answer(.failure(error))
  }

  private func perform(_ messages: [Message], isBatch: Bool, send: @escaping @Sendable ([UInt8]) -> Void) async -> Bool {
    let answers = PendingAnswers(count: messages.count { $0.isAnswered }, isBatch: isBatch, send: send)
    var (index, endsSession) = (0, false)
    for message in messages {
      switch message {
      case .request(let id, let call):
        let responder = answers.responder(id, at: index)
        index += 1
        let outcome = await outcome(of: call)
        if case .success(let answer) = outcome { endsSession = endsSession || answer.endsSession }
        responder.answer(outcome.map(\.result))
      case .notification(let call):
        if case .success(let answer) = await outcome(of: call) { endsSession = endsSession || answer.endsSession }
      case .response: break
      case .invalid(let id, let error):
        answers.responder(id, at: index).answer(.failure(error))
        index += 1
      }
    }
    return endsSession
  }

  private func outcome(of call: Call) async -> Result<Answer, RPCError> {
    do {
      return .success(try await handle(call))
    } catch let error as RPCError {
      return .failure(error)
    } catch is CancellationError {
      return .failure(RPCError(.requestCancelled, "Request cancelled"))
    } catch {
      return .failure(.internalError)
    }
  }
}

extension Message {
  fileprivate var isAnswered: Bool {
    switch self {
    case .request, .invalid: true
    case .notification, .response: false
    }
  }
}

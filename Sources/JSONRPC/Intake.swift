import StrictJSON

/// From the bytes of one message to what is to be done about it; no framing, no I/O.
struct Intake: Sendable {
  let limits: Limits
  let kind: @Sendable (String) -> CallKind

  /// What a message asks for: its calls and refusals, and the requests it cancels.
  enum Item {
    case ticket(Ticket)
    case cancel(RequestID)
  }

  /// Tells a message or a batch apart.
  ///
  /// - Parameters:
  ///   - bytes: Bytes that may be JSON.
  ///   - number: The message's number.
  ///   - isOrdered: Whether its calls wait for one another.
  ///   - send: Takes the bytes of the answer, once; not called where nothing is to be answered.
  func items(_ bytes: [UInt8], number: Int, isOrdered: Bool, send: @escaping @Sendable ([UInt8]) -> Void) -> [Item] {
    let text: JSONText
    do throws(JSONSyntaxError) {
      text = try JSONText(parsing: bytes, maximumDepth: limits.depth)
    } catch {
      return [.ticket(refusal(.parseError(error), number: number, isOrdered: isOrdered, send: send))]
    }
    guard let count = text.value.arrayValue?.count else {
      return items([text], number: number, cost: bytes.count, isOrdered: isOrdered, isBatch: false, send: send)
    }
    guard 1...limits.batch ~= count else {
      let error = RPCError.invalidRequest(found: "a batch of \(count)", expected: "1 to \(limits.batch) messages")
      return [.ticket(refusal(error, number: number, isOrdered: isOrdered, send: send))]
    }
    return items(
      text.elements ?? [], number: number, cost: bytes.count / count, isOrdered: isOrdered, isBatch: true, send: send)
  }

  /// The answer to what has no id that could be read.
  func refusal(_ error: RPCError, number: Int, isOrdered: Bool, send: @escaping @Sendable ([UInt8]) -> Void) -> Ticket {
    Ticket(
      message: number, cost: 0, id: nil, work: .refusal(error), kind: .quick, order: isOrdered ? .change : .quick,
      responder: Responder(.null, send: send))
  }

  private func items(
    _ texts: [JSONText], number: Int, cost: Int, isOrdered: Bool, isBatch: Bool, send: @escaping @Sendable ([UInt8]) -> Void
  ) -> [Item] {
    let messages = texts.map { Message($0) }
    let answers = PendingAnswers(count: messages.count { $0.isAnswered }, isBatch: isBatch, send: send)
    var index = 0
    return zip(texts, messages).compactMap { text, message in
      func ticket(_ id: RequestID?, _ work: Ticket.Work, _ kind: CallKind) -> Item {
        defer { if id != nil { index += 1 } }
        return .ticket(
          Ticket(
            message: number, cost: cost, id: id, work: work, kind: kind, order: isOrdered ? .change : kind,
            responder: id.map { answers.responder($0, at: index) }))
      }
      switch message {
      case .request(let id, let call): return ticket(id, .call(call), kind(call.method))
      case .invalid(let id, let error): return ticket(id, .refusal(error), .quick)
      case .notification(let call) where call.method == "$/cancelRequest":
        return text["params"]?["id"].flatMap { RequestID($0) }.map(Item.cancel)
      // Notifications of the protocol's own may be passed over where they are not known (Language Server Protocol 3.17).
      case .notification(let call) where call.method.hasPrefix("$/"): return nil
      case .notification(let call): return ticket(nil, .call(call), kind(call.method))
      case .response: return nil
      }
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

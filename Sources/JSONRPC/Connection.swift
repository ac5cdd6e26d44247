import StrictJSON
import Synchronization

/// One client being served: a thread that reads and decides the order, threads that run handlers, one that writes.
///
/// All that they share is one state under one lock. A ticket is taken in by the reader, begun when the schedule says so, answered, and then
/// done with; the answers wait in the outbox.
final class Connection: Sendable {
  private struct State: Sendable {
    var framing: Framing?
    var schedule: Schedule<Ticket>
    var running: [Ticket] = []
    var inFlight = 0
    var inFlightBytes = 0
    /// Framed answers that wait to be written.
    var outbox: [[UInt8]] = []
    var outboxBytes = 0
    var isWriting = false
    var hasWriter = false
    /// The last message whose answers are wanted; the one that asked for the end.
    var lastMessage = Int.max
    var isTerminated = false
    var isReaderGone = false
    var isClosing = false
    var failure: DescriptorError?

    var isEnding: Bool { lastMessage != .max || isTerminated || isReaderGone }
  }

  private let channel: Channel
  private let limits: Limits
  private let isOrdered: Bool?
  private let intake: Intake
  private let handle: CallHandler
  private let monitor: Monitor<State>
  private let forReader = Condition()
  private let forWriter = Condition()
  private let wakeUp: WakeUp
  private let changers = Workers(1)
  private let readers: Workers
  private let onReader: OnThisThread

  init(
    channel: Channel, framing: Framing?, limits: Limits, isOrdered: Bool?, kind: @escaping @Sendable (String) -> CallKind,
    handle: @escaping CallHandler
  ) throws(DescriptorError) {
    (self.channel, self.limits, self.isOrdered, self.handle) = (channel, limits, isOrdered, handle)
    intake = Intake(limits: limits, kind: kind)
    monitor = Monitor(State(framing: framing, schedule: Schedule(readers: limits.readers)))
    readers = Workers(limits.readers)
    onReader = OnThisThread(others: readers)
    wakeUp = try WakeUp()
  }

  // MARK: Reading

  /// Reads until something ends it, and returns once all is answered and written. Blocks its thread.
  func serve() -> Result<Server.Ending, DescriptorError> {
    let ending: Result<Server.Ending, DescriptorError>
    do throws(DescriptorError) {
      ending = .success(try read())
    } catch {
      ending = .failure(error)
    }
    return close(ending)
  }

  private func read() throws(DescriptorError) -> Server.Ending {
    var parser = FrameParser(framing: monitor.withLock { $0.framing }, limits: limits)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var number = 0
    while waitForRoom() {
      guard let count = try channel.read(into: &buffer, unless: wakeUp.reading) else { break }
      if count > 0 { parser.append(buffer[..<count]) } else { parser.finish() }
      while waitForRoom(), let event = parser.next() {
        number += 1
        let isOrdered = settle(parser.framing)
        switch event {
        case .message(let message): take(message, number: number, isOrdered: isOrdered)
        case .violation(let violation):
          add(intake.refusal(violation.error, number: number, isOrdered: isOrdered, send: send(number)))
          advance(isReader: true)
          if violation.endsInput { return .violation(violation) }
        }
      }
      if count == 0 { break }
    }
    return .endOfInput
  }

  /// Waits until the limits let another message in; false where none is wanted any more.
  private func waitForRoom() -> Bool {
    monitor.wait(for: forReader) { state in
      if state.isEnding { return false }
      return state.inFlight < limits.inFlight && state.inFlightBytes < limits.waiting && state.outboxBytes < limits.waiting ? true : nil
    }
  }

  private func settle(_ framing: Framing?) -> Bool {
    monitor.withLock { $0.framing = framing }
    return isOrdered ?? (framing == .lines)
  }

  private func take(_ message: [UInt8], number: Int, isOrdered: Bool) {
    for item in intake.items(message, number: number, isOrdered: isOrdered, send: send(number)) {
      switch item {
      case .ticket(let ticket): add(ticket)
      case .cancel(let id): cancel(id)
      }
    }
    advance(isReader: true)
  }

  private func send(_ number: Int) -> @Sendable ([UInt8]) -> Void {
    { self.put($0, message: number) }
  }

  /// Lets go of everything once it is answered and written.
  private func close(_ ending: Result<Server.Ending, DescriptorError>) -> Result<Server.Ending, DescriptorError> {
    monitor.wait(for: forReader) { state in state.inFlight == 0 && state.outbox.isEmpty && !state.isWriting ? () : nil }
    monitor.withLock { $0.isClosing = true }
    forWriter.signal()
    let state = monitor.wait(for: forReader) { state in state.hasWriter ? nil : state }
    changers.close()
    readers.close()
    if let failure = state.failure { return .failure(failure) }
    if state.isReaderGone { return .success(.readerGone) }
    if state.lastMessage != .max { return .success(.endedByHandler) }
    return state.isTerminated ? .success(.terminated) : ending
  }

  // MARK: Calls

  private func add(_ ticket: Ticket) {
    monitor.withLock { state in
      state.schedule.add(ticket, ticket.order)
      state.inFlight += 1
      state.inFlightBytes += ticket.cost
    }
  }

  /// Begins all that may begin.
  private func advance(isReader: Bool = false) {
    while let ticket = monitor.withLock({ state -> Ticket? in
      // With too many answers unread, no more are made.
      guard state.outboxBytes < limits.waiting, let ticket = state.schedule.next() else { return nil }
      state.running.append(ticket)
      return ticket
    }) {
      switch ticket.work {
      case .refusal(let error):
        ticket.answer(.failure(error))
        finish(ticket)
      case .call(let call):
        if ticket.kind == .quick, isReader {
          onReader.run { start(ticket, call, on: onReader) }
        } else {
          start(ticket, call, on: ticket.order == .change ? changers : readers)
        }
      }
    }
  }

  private func start(_ ticket: Ticket, _ call: Call, on executor: any TaskExecutor) {
    ticket.run(
      Task(executorPreference: executor) {
        let outcome = await self.outcome(of: call, ticket)
        if case .success(let answer) = outcome, answer.endsSession { self.end(after: ticket.message) }
        ticket.answer(outcome.map(\.result))
        self.finish(ticket)
        self.advance()
      })
  }

  private func outcome(of call: Call, _ ticket: Ticket) async -> Result<Answer, RPCError> {
    do {
      return .success(try await handle(call, progress(of: call, ticket)))
    } catch let error as RPCError {
      return .failure(error)
    } catch is CancellationError {
      return .failure(.cancelled)
    } catch {
      return .failure(.internalError)
    }
  }

  private func progress(of call: Call, _ ticket: Ticket) -> CallProgress {
    guard !call.isNotification, case .object(let params)? = call.params, let token = params["workDoneToken"] else { return .unwanted }
    switch token {
    case .string, .number: break
    case .null, .bool, .array, .object: return .unwanted
    }
    return CallProgress { value in
      ticket.report { self.notify("$/progress", ["token": token, "value": value], message: ticket.message) }
    }
  }

  private func finish(_ ticket: Ticket) {
    monitor.withLock { state in
      state.schedule.finish(ticket.order)
      state.running.removeAll { $0 === ticket }
      state.inFlight -= 1
      state.inFlightBytes -= ticket.cost
    }
    forReader.signal()
  }

  // MARK: Cancelling and ending

  private func cancel(_ id: RequestID) {
    cancel { ticket in
      guard case .call = ticket.work else { return false }
      return ticket.id?.names(id) == true
    }
  }

  /// Answers what waits, and lets know what runs; a change that has begun is left alone.
  private func cancel(where matches: (Ticket) -> Bool) {
    let (waiting, running) = monitor.withLock { state in
      (state.schedule.remove(where: matches), state.running.filter { $0.kind != .change && matches($0) })
    }
    for ticket in running { ticket.cancel() }
    for ticket in waiting { ticket.answer(.failure(.cancelled)) }
    monitor.withLock { state in
      state.inFlight -= waiting.count
      for ticket in waiting { state.inFlightBytes -= ticket.cost }
    }
    forReader.signal()
  }

  /// Ends with this message: what came after it is neither done nor answered.
  private func end(after message: Int) {
    monitor.withLock { $0.lastMessage = min($0.lastMessage, message) }
    WakeUp.wake(wakeUp.writing)
    cancel { $0.message > message }
  }

  /// Ends with the change under way.
  func terminate() {
    monitor.withLock { $0.isTerminated = true }
    WakeUp.wake(wakeUp.writing)
    cancel { _ in true }
  }

  private func loseReader(_ failure: DescriptorError?) {
    monitor.withLock { state in
      (state.isReaderGone, state.outbox, state.outboxBytes) = (true, [], 0)
      state.failure = state.failure ?? failure
    }
    WakeUp.wake(wakeUp.writing)
    cancel { _ in true }
  }

  // MARK: Writing

  /// Sends a notification if there is room for it and the client has shown how messages are told apart.
  func notify(_ method: String, _ params: JSONValue, message: Int = 0) {
    let isWanted = monitor.withLock { $0.framing != nil && $0.outboxBytes < limits.waiting && !$0.isClosing }
    guard isWanted else { return }
    put(JSONValue.object(["jsonrpc": "2.0", "method": .string(method), "params": params]).canonicalBytes, message: message)
  }

  /// Writes an answer at once where that will not block, else leaves it to the writer.
  private func put(_ answer: [UInt8], message: Int) {
    let (bytes, startsWriter) = monitor.withLock { state -> ([UInt8]?, Bool) in
      guard message <= state.lastMessage, !state.isReaderGone, !state.isClosing, let framing = state.framing else { return (nil, false) }
      let bytes = framing.framed(answer)
      if state.outbox.isEmpty, !state.isWriting, bytes.count <= Channel.piece, channel.isWritable() {
        state.isWriting = true
        return (bytes, false)
      }
      state.outbox.append(bytes)
      state.outboxBytes += bytes.count
      defer { state.hasWriter = true }
      return (nil, !state.hasWriter)
    }
    if startsWriter { startThread { self.write() } }
    if let bytes { write(bytes, isFromOutbox: false) } else { forWriter.signal() }
  }

  private func write() {
    while true {
      let bytes: [UInt8]?? = monitor.wait(for: forWriter) { state in
        if state.isWriting { return nil }
        if !state.outbox.isEmpty {
          state.isWriting = true
          return .some(state.outbox.removeFirst())
        }
        guard state.isClosing else { return nil }
        state.hasWriter = false
        return .some(nil)
      }
      guard case .some(.some(let bytes)) = bytes else { break }
      write(bytes, isFromOutbox: true)
      advance()
    }
    forReader.signal()
  }

  private func write(_ bytes: [UInt8], isFromOutbox: Bool) {
    let written = channel.write(bytes) { monitor.withLock { $0.isTerminated } }
    switch written {
    case .all: break
    case .readerGone: loseReader(nil)
    case .failed(let failure): loseReader(failure)
    }
    let isMore = monitor.withLock { state in
      state.isWriting = false
      if isFromOutbox, !state.isReaderGone { state.outboxBytes -= bytes.count }
      return !state.outbox.isEmpty
    }
    if isMore { forWriter.signal() }
    forReader.signal()
  }
}

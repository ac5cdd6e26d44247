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
    var outbox = Outbox()
    var writing = Writing.nobody
    var hasWriter = false
    /// Whether the reader's thread is answering: it writes its answers together, once all that it has read is dealt with.
    var isReaderAnswering = false
    /// The last message whose answers are wanted; the one that asked for the end.
    var lastMessage = Int.max
    var isTerminated = false
    var isReaderGone = false
    var isClosing = false
    var failure: DescriptorError?

    var isEnding: Bool { lastMessage != .max || isTerminated || isReaderGone }
  }

  /// Who writes; nobody else does meanwhile.
  private enum Writing {
    case nobody
    /// A thread that had an answer to give, as long as that does not block it.
    case answerer
    /// The thread that waits for the client to read.
    case writer
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
      flush()
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
    if let hasRoom = monitor.withLock(room) { return hasRoom }
    flush()
    return monitor.wait(for: forReader, room)
  }

  private func room(_ state: inout State) -> Bool? {
    if state.isEnding { return false }
    return state.inFlight < limits.inFlight && state.inFlightBytes < limits.waiting && state.outbox.count < limits.waiting ? true : nil
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
    flush()
    monitor.wait(for: forReader) { state -> Void? in
      guard state.inFlight == 0, state.outbox.count == 0 else { return nil }
      // From here on nobody writes: the descriptors are about to be closed.
      state.isClosing = true
      return ()
    }
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
    let isWanted = monitor.withLock { state in
      // The end may have come since the message was read.
      guard ticket.message <= state.lastMessage, !state.isTerminated, !state.isReaderGone else { return false }
      state.schedule.add(ticket, ticket.order)
      state.inFlight += 1
      state.inFlightBytes += ticket.cost
      return true
    }
    if !isWanted { ticket.answer(.failure(.cancelled)) }
  }

  /// Begins all that may begin.
  private func advance(isReader: Bool = false) {
    while let ticket = monitor.withLock({ state -> Ticket? in
      // With too many answers unread, no more are made.
      guard state.outbox.count < limits.waiting, let ticket = state.schedule.next() else { return nil }
      state.running.append(ticket)
      return ticket
    }) {
      switch ticket.work {
      case .refusal(let error):
        gathering(isReader) { ticket.answer(.failure(error)) }
        finish(ticket)
      case .call(let call) where isReader && ticket.kind == .quick:
        gathering(true) { onReader.run { start(ticket, call, on: onReader) } }
      case .call(let call): start(ticket, call, on: ticket.order == .change ? changers : readers)
      }
    }
  }

  /// Does something whose answers are to be written with others.
  private func gathering(_ isReader: Bool, _ body: () -> Void) {
    if isReader { monitor.withLock { $0.isReaderAnswering = true } }
    body()
    if isReader { monitor.withLock { $0.isReaderAnswering = false } }
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
      let isSent = ticket.report { self.enqueueNotification("$/progress", ["token": token, "value": value], message: ticket.message) }
      if isSent { self.flush() }
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
      (state.schedule.remove(where: matches), state.running.filter { $0.kind.isCancellable && matches($0) })
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

  // MARK: Writing

  /// Sends a notification if there is room for it and the client has shown how messages are told apart.
  func notify(_ method: String, _ params: JSONValue) {
    enqueueNotification(method, params, message: 0)
    flush()
  }

  private func enqueueNotification(_ method: String, _ params: JSONValue, message: Int) {
    let isWanted = monitor.withLock { $0.framing != nil && $0.outbox.count < limits.waiting }
    guard isWanted else { return }
    _ = enqueue(JSONValue.object(["jsonrpc": "2.0", "method": .string(method), "params": params]).canonicalBytes, message: message)
  }

  private func put(_ answer: [UInt8], message: Int) {
    if enqueue(answer, message: message) { flush() }
  }

  /// Lets an answer wait for being written; gives whether it should be at once.
  private func enqueue(_ bytes: [UInt8], message: Int) -> Bool {
    monitor.withLock { state in
      guard message <= state.lastMessage, !state.isReaderGone, !state.isClosing, let framing = state.framing else { return false }
      state.outbox.append(bytes, framing)
      return !state.isReaderAnswering || state.outbox.count >= Outbox.pieceSize
    }
  }

  /// Writes what waits as far as that does not block, unless somebody is at it; the writer has the rest.
  private func flush() {
    while var piece = monitor.withLock({ state -> Outbox.Piece? in
      guard state.writing == .nobody, let piece = state.outbox.take() else { return nil }
      state.writing = .answerer
      return piece
    }) {
      let written = channel.write(piece.bytes, from: &piece.sent, patience: 0)
      guard written != .full else { return leaveToWriter(piece) }
      finish(piece, written, next: .nobody)
    }
  }

  private func leaveToWriter(_ piece: Outbox.Piece) {
    let startsWriter = monitor.withLock { state in
      state.outbox.putBack(piece)
      state.writing = .writer
      defer { state.hasWriter = true }
      return !state.hasWriter
    }
    if startsWriter { startThread { self.write() } } else { forWriter.signal() }
  }

  /// Writes whenever the client has left something unread, until it has read all.
  private func write() {
    while var piece = monitor.wait(
      for: forWriter,
      { state -> Outbox.Piece?? in
        if state.writing == .writer {
          if let piece = state.outbox.take() { return .some(piece) }
          state.writing = .nobody
        }
        guard state.isClosing else { return nil }
        state.hasWriter = false
        return .some(nil)
      })
    {
      var (written, patience) = (Channel.Written.full, 5)
      while written == .full {
        written = channel.write(piece.bytes, from: &piece.sent, patience: 200)
        // Once the end is wanted, who has not read for a second is taken to be gone.
        if written == .full, monitor.withLock({ $0.isTerminated }) { patience -= 1 }
        if patience == 0 { written = .readerGone }
      }
      finish(piece, written, next: .writer)
    }
    forReader.signal()
  }

  private func finish(_ piece: Outbox.Piece, _ written: Channel.Written, next: Writing) {
    let (isLost, hasRoom) = monitor.withLock { state in
      let wasFull = state.outbox.count >= limits.waiting
      state.outbox.finish(piece)
      state.writing = next
      switch written {
      case .all, .full: return (false, wasFull && state.outbox.count < limits.waiting)
      case .failed(let failure): state.failure = state.failure ?? failure
      case .readerGone: break
      }
      (state.isReaderGone, state.outbox) = (true, Outbox())
      return (true, true)
    }
    if isLost {
      WakeUp.wake(wakeUp.writing)
      cancel { _ in true }
    }
    forReader.signal()
    // With too much unread, none began.
    if hasRoom { advance() }
  }
}

import StrictJSON
import Synchronization

/// One message on its way through the server: what is to be done, and who is to hear of it.
final class Ticket: Sendable {
  enum Work: Sendable {
    case call(Call)
    case refusal(RPCError)
  }

  private struct State: ~Copyable {
    var responder: Responder?
    var task: Task<Void, Never>?
    var isCancelled = false
    var rate = RateLimit()
  }

  /// Which message it came in; the elements of a batch share one.
  let message: Int
  /// The share of that message's bytes.
  let cost: Int
  let id: RequestID?
  let work: Work
  /// What the call does.
  let kind: CallKind
  /// What it is scheduled as.
  let order: CallKind
  private let state: Mutex<State>

  init(message: Int, cost: Int, id: RequestID?, work: Work, kind: CallKind, order: CallKind, responder: consuming Responder?) {
    (self.message, self.cost, self.id, self.work, self.kind, self.order) = (message, cost, id, work, kind, order)
    state = Mutex(State(responder: responder))
  }

  /// Gives the answer, if one is still wanted.
  func answer(_ outcome: Result<JSONValue, RPCError>) {
    // The answer is given outside the lock; from here on there is no more progress.
    guard let responder = state.withLock({ $0.responder.take() }) else { return }
    responder.answer(outcome)
  }

  /// Remembers the task that runs the call.
  func run(_ task: Task<Void, Never>) {
    let isCancelled = state.withLock { state in
      state.task = task
      return state.isCancelled
    }
    if isCancelled { task.cancel() }
  }

  /// Lets a call that runs know that its answer is no longer wanted.
  func cancel() {
    let task = state.withLock { state in
      state.isCancelled = true
      return state.task
    }
    task?.cancel()
  }

  /// Does something unless the answer is given, or it was done within the last tenth of a second; gives whether it was done.
  ///
  /// The answer waits for it, so it must neither wait itself nor ask anything of this ticket.
  func report(_ body: () -> Void) -> Bool {
    state.withLock { state in
      guard state.responder != nil, state.rate.admits(at: .now) else { return false }
      body()
      return true
    }
  }
}

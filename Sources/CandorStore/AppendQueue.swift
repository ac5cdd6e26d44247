import CandorLog
import Dispatch
import Synchronization

/// Appends from several threads: while one commit is under way, those that come wait, and the first of them takes all
/// along in the next.
final class AppendQueue: Sendable {
  private final class Waiting: Sendable {
    let append: Append
    let outcome = Mutex<Result<Checkpoint, any Error>?>(nil)
    let wake = DispatchSemaphore(value: 0)

    init(_ append: Append) { self.append = append }
  }

  private let waiting = Mutex<(list: [Waiting], isBusy: Bool)>(([], false))

  /// How many wait for the commit that is under way to end.
  var count: Int { waiting.withLock { $0.list.count } }

  /// Waits until the append is committed with whatever else waits.
  ///
  /// - Parameter commit: commits several appends; one outcome for each. Never called twice at a time.
  func perform(_ append: Append, _ commit: ([Append]) -> [Result<Checkpoint, any Error>]) throws -> Checkpoint {
    let mine = Waiting(append)
    let isFirst = waiting.withLock { waiting in
      waiting.list.append(mine)
      defer { waiting.isBusy = true }
      return !waiting.isBusy
    }
    if !isFirst {
      mine.wake.wait()
      if let outcome = mine.outcome.withLock({ $0 }) { return try outcome.get() }
    }
    // It is this one's turn to commit for all that wait.
    let group = waiting.withLock { waiting in
      defer { waiting.list = [] }
      return waiting.list
    }
    let outcomes = commit(group.map(\.append))
    for (other, outcome) in zip(group, outcomes) {
      other.outcome.withLock { $0 = outcome }
      if other !== mine { other.wake.signal() }
    }
    waiting.withLock { waiting in
      if let next = waiting.list.first { next.wake.signal() } else { waiting.isBusy = false }
    }
    guard let outcome = mine.outcome.withLock({ $0 }) else { preconditionFailure("a commit has an outcome for each append") }
    return try outcome.get()
  }
}

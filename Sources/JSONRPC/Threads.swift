#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A value under a lock that threads can also wait for, which `Mutex` does not offer.
@safe
final class Monitor<State: Sendable>: @unchecked Sendable {
  // Touched only with the lock held.
  private var state: State
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  init(_ state: State) {
    self.state = state
    unsafe mutex = .allocate(capacity: 1)
    // The lock has an address of its own until the last reference is gone, and nobody then holds it.
    unsafe precondition(pthread_mutex_init(mutex, nil) == 0)
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  func withLock<Result>(_ body: (inout State) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body(&state)
  }

  /// Waits until the body gives something; it is asked again after each signal.
  func wait<Result>(for condition: Condition, _ body: (inout State) -> Result?) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&state) { return result }
      unsafe pthread_cond_wait(condition.pointer, mutex)
    }
  }
}

/// What threads wait for in a ``Monitor``.
@safe
final class Condition: @unchecked Sendable {
  fileprivate let pointer: UnsafeMutablePointer<pthread_cond_t>

  init() {
    unsafe pointer = .allocate(capacity: 1)
    // As with the lock: one address, and no waiter is left when the last reference goes, since a waiter holds one.
    unsafe precondition(pthread_cond_init(pointer, nil) == 0)
  }

  deinit {
    unsafe pthread_cond_destroy(pointer)
    unsafe pointer.deallocate()
  }

  /// Wakes every waiter.
  func signal() { unsafe pthread_cond_broadcast(pointer) }

  /// Wakes one waiter, where any of them will do.
  func signalOne() { unsafe pthread_cond_signal(pointer) }
}

/// Runs a body on a thread of its own.
func startThread(_ body: @escaping @Sendable () -> Void) {
  // The box is handed over: retained here, released by the thread.
  let box = unsafe Unmanaged.passRetained(ThreadBody(body)).toOpaque()
  #if canImport(Darwin)
    var thread: pthread_t?
    let failure = unsafe pthread_create(&thread, nil, { unsafe runThread($0) }, box)
    if let thread = unsafe thread { unsafe pthread_detach(thread) }
  #else
    var thread = pthread_t()
    let failure = unsafe pthread_create(&thread, nil, { unsafe $0.flatMap { unsafe runThread($0) } }, box)
    if failure == 0 { pthread_detach(thread) }
  #endif
  precondition(failure == 0, "no thread can be started")
}

private func runThread(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  unsafe Unmanaged<ThreadBody>.fromOpaque(box).takeRetainedValue().body()
  return nil
}

private final class ThreadBody: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Threads that run handlers, so that one that waits for a disk takes no thread from the rest of the program.
final class Workers: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var (threads, idle) = (0, 0)
    var isClosed = false
  }

  private let monitor = Monitor(State())
  private let arrival = Condition()
  private let limit: Int

  /// At most so many threads, each started when it is first needed.
  init(_ limit: Int) { self.limit = limit }

  func enqueue(_ job: consuming ExecutorJob) { enqueue(UnownedJob(job)) }

  func enqueue(_ job: UnownedJob) {
    let starts = monitor.withLock { state in
      state.jobs.append(job)
      guard state.jobs.count > state.idle, state.threads < limit else { return false }
      state.threads += 1
      return true
    }
    if starts { startThread { self.work() } }
    arrival.signalOne()
  }

  /// Lets the threads go once nothing is left to do.
  func close() {
    monitor.withLock { $0.isClosed = true }
    arrival.signal()
  }

  private func work() {
    while true {
      var isIdle = false
      let job: UnownedJob?? = monitor.wait(for: arrival) { state in
        if isIdle { state.idle -= 1 }
        isIdle = false
        if !state.jobs.isEmpty { return .some(.some(state.jobs.removeFirst())) }
        if state.isClosed {
          state.threads -= 1
          return .some(.none)
        }
        state.idle += 1
        isIdle = true
        return nil
      }
      guard case .some(.some(let job)) = job else { return }
      unsafe job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}

/// Runs what a call does until it first has to wait on the thread that brings the call, and the rest elsewhere.
final class OnThisThread: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var isRunning = false
  }

  private let monitor = Monitor(State())
  private let others: Workers

  init(others: Workers) { self.others = others }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isTaken = monitor.withLock { state in
      if state.isRunning { state.jobs.append(job) }
      return state.isRunning
    }
    if !isTaken { others.enqueue(job) }
  }

  /// Runs the body, which starts a task, and what becomes ready meanwhile. Not to be called by two threads at once.
  func run(_ body: () -> Void) {
    monitor.withLock { $0.isRunning = true }
    body()
    while let job = monitor.withLock({ state -> UnownedJob? in
      state.isRunning = !state.jobs.isEmpty
      return state.isRunning ? state.jobs.removeFirst() : nil
    }) {
      unsafe job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}

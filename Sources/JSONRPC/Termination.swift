import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// SIGTERM, made known to the connections that want to know.
enum Termination {
  private static let connections = Mutex<[Connection]>([])

  /// Lets a connection know from now on.
  static func add(_ connection: Connection) throws(DescriptorError) {
    try watch.get()
    connections.withLock { $0.append(connection) }
  }

  /// Lets it be.
  static func remove(_ connection: Connection) {
    connections.withLock { $0.removeAll { $0 === connection } }
  }

  /// Installed once for the process: the handler may do next to nothing, so it wakes a thread.
  private static let watch: Result<Void, DescriptorError> = {
    do throws(DescriptorError) {
      let wakeUp = try WakeUp()
      wakingEnd.store(wakeUp.writing, ordering: .relaxed)
      startThread {
        while true {
          wakeUp.wait()
          let connections = connections.withLock { $0 }
          for connection in connections { connection.terminate() }
          // Nobody is asked any more: the signal does what it does by itself.
          if connections.isEmpty {
            _ = signal(SIGTERM, SIG_DFL)
            raise(SIGTERM)
          }
        }
      }
      _ = signal(SIGTERM) { _ in
        let code = errno
        WakeUp.wake(wakingEnd.load(ordering: .relaxed))
        errno = code
      }
      return .success(())
    } catch {
      return .failure(error)
    }
  }()
}

// Stored before the handler is installed, which therefore finds it made.
private let wakingEnd = Atomic<Int32>(-1)

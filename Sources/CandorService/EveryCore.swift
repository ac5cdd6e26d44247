package import CandorCore
import Dispatch
import Synchronization

extension Ledger {
  /// Makes rows on every core of the machine, some at a time.
  package static func onEveryCore(_ count: Int, _ row: @escaping @Sendable (Int) -> Row) -> [Row] {
    let part = 64
    let parts = Mutex([Int: [Row]]())
    DispatchQueue.concurrentPerform(iterations: (count + part - 1) / part) { index in
      let rows = (index * part..<min(count, (index + 1) * part)).map(row)
      parts.withLock { $0[index] = rows }
    }
    let made = parts.withLock(\.self)
    return (0..<made.count).flatMap { made[$0] ?? [] }
  }
}

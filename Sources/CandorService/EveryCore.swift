package import CandorCore
import Dispatch
import Synchronization

extension Ledger {
  /// Makes rows on every core of the machine.
  ///
  /// - Parameter reached: hears now and then which share is made, from 0 to 1, and can end it by throwing.
  /// - Throws: what `reached` throws.
  package static func onEveryCore<Failure>(
    _ count: Int, _ row: @escaping @Sendable (Int) -> Row, reached: (Double) throws(Failure) -> Void
  ) throws(Failure) -> [Row] {
    let (part, partsAtOnce) = (32, 16)
    var made: [Row] = []
    made.reserveCapacity(count)
    while made.count < count {
      try reached(Double(made.count) / Double(count))
      let (start, end) = (made.count, min(count, made.count + part * partsAtOnce))
      let parts = Mutex([Int: [Row]]())
      DispatchQueue.concurrentPerform(iterations: (end - start + part - 1) / part) { index in
        let first = start + index * part
        let rows = (first..<min(end, first + part)).map(row)
        parts.withLock { $0[first] = rows }
      }
      let rows = parts.withLock(\.self)
      for first in stride(from: start, to: end, by: part) { made += rows[first] ?? [] }
    }
    return made
  }

  /// Makes rows on every core of the machine.
  package static func onEveryCore(_ count: Int, _ row: @escaping @Sendable (Int) -> Row) -> [Row] {
    onEveryCore(count, row) { _ in }
  }
}

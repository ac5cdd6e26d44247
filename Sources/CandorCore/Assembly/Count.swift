/// A number known within bounds.
package struct Count: Hashable, Sendable {
  package var atLeast: Int
  /// Nil where nothing bounds it.
  package var atMost: Int?

  /// Where the bounds cross, the lower one holds: it is what sources tell of by itself.
  package init(atLeast: Int, atMost: Int?) {
    self.atLeast = max(0, atLeast)
    self.atMost = atMost.map { max($0, atLeast, 0) }
  }

  package init(_ number: Int) { self.init(atLeast: number, atMost: number) }

  /// Any number at all.
  package static let unknown = Count(atLeast: 0, atMost: nil)

  /// The number, where there is only one.
  package var number: Int? { atLeast == atMost ? atLeast : nil }

  /// The sum of two.
  package static func + (one: Count, other: Count) -> Count {
    Count(atLeast: one.atLeast + other.atLeast, atMost: one.atMost.flatMap { most in other.atMost.map { most + $0 } })
  }

  /// What is left of one when another is taken from it.
  package static func - (one: Count, other: Count) -> Count {
    Count(atLeast: other.atMost.map { one.atLeast - $0 } ?? 0, atMost: one.atMost.map { max(0, $0 - other.atLeast) })
  }

  /// The same, and no more than this.
  package func limited(to most: Int?) -> Count {
    guard let most else { return self }
    return Count(atLeast: atLeast, atMost: min(atMost ?? most, most))
  }
}

extension Threshold {
  /// Whether a share within bounds reaches it, of so many.
  package func isReached(within bounds: ShareBounds, of all: Count) -> Truth {
    switch amount {
    case .count: isReached(by: bounds.parts(of: all), of: all)
    // Of so many, only whole numbers can be such a share; where none is, the numbers cannot all be.
    case .share where all.number.map({ $0 > 0 && bounds.fits($0) }) ?? false: isReached(by: bounds.parts(of: all), of: all)
    case .share: !canMiss(bounds) ? .yes : !canReach(bounds) ? .no : .unknown([])
    }
  }

  /// Whether some share within bounds reaches the share that it takes; of a number, whatever the shares are.
  func canReach(_ bounds: ShareBounds) -> Bool {
    guard case .share(let share, _) = amount else { return true }
    return bounds.most.reaches(share, isExceeded: isExceeded || bounds.isLess)
  }

  /// Whether some share within bounds does not.
  func canMiss(_ bounds: ShareBounds) -> Bool {
    guard case .share(let share, _) = amount else { return true }
    return !bounds.least.reaches(share, isExceeded: isExceeded && !bounds.isMore)
  }

  /// Whether it is reached, as far as the bounds tell.
  package func isReached(by count: Count, of all: Count) -> Truth {
    if let most = all.atMost, isReached(by: count.atLeast, of: most) { return .yes }
    if case .count = amount, isReached(by: count.atLeast, of: 0) { return .yes }
    if let most = count.atMost, !isReached(by: most, of: all.atLeast) { return .no }
    return .unknown([])
  }
}

/// Some of the kinds.
package struct KindSet: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// A bit each, by their places.
  let bits: UInt64

  /// Every kind there is, and any there may be.
  static let all = KindSet(bits: .max)

  init(bits: UInt64) { self.bits = bits }

  init(_ kinds: some Sequence<Kind>) { bits = kinds.reduce(0) { $0 | 1 << UInt64($1.schema.place) } }

  package init(arrayLiteral kinds: Kind...) { self.init(kinds) }

  /// Whether a kind is one of them.
  package func contains(_ kind: Kind) -> Bool { bits & (1 << UInt64(kind.schema.place)) != 0 }

  /// Whether none of them is among others.
  func isDisjoint(with other: KindSet) -> Bool { bits & other.bits == 0 }

  /// These and others.
  func union(_ other: KindSet) -> KindSet { KindSet(bits: bits | other.bits) }

  /// The places of those that there are, ascending.
  var places: some Sequence<Int> {
    sequence(state: bits) { rest in
      guard rest.trailingZeroBitCount < Kind.all.count else { return nil }
      defer { rest &= rest - 1 }
      return rest.trailingZeroBitCount
    }
  }
}

extension KindSet: Sequence {
  /// The kinds in the order of their cases.
  package func makeIterator() -> some IteratorProtocol<Kind> { places.lazy.map { Kind.all[$0] }.makeIterator() }
  /// Whether there are none.
  package var isEmpty: Bool { bits == 0 }
}

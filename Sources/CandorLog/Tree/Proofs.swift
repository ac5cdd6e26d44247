/// That a leaf is in a tree: the hashes that give the root together with its own, from the leaf up (RFC 9162 §2.1.3).
package struct InclusionProof: Hashable, Sendable {
  /// The hashes.
  package let path: [Digest]

  /// A proof as it was handed on; it proves nothing yet.
  package init(path: [Digest]) { self.path = path }

  /// PATH(m, D_n) of RFC 9162 §2.1.3.1.
  ///
  /// - Parameter hash: the tree's nodes, as far as they are complete.
  /// - Precondition: the index is less than the size.
  package init(of index: Int, in size: Int, _ hash: (Tree.Node) throws -> Digest) rethrows {
    precondition(0..<size ~= index, "only a leaf of the tree is in it")
    var path: [Digest] = []
    var leaves = 0..<size
    while leaves.count > 1 {
      let middle = leaves.lowerBound + leaves.count.split
      let isLeft = index < middle
      path.append(try root(of: isLeft ? middle..<leaves.upperBound : leaves.lowerBound..<middle, hash))
      leaves = isLeft ? leaves.lowerBound..<middle : middle..<leaves.upperBound
    }
    self.path = path.reversed()
  }

  /// Whether the leaf with this hash is the tree's with this index: RFC 9162 §2.1.3.2.
  package func proves(_ leafHash: Digest, at index: Int, in head: TreeHead) -> Bool {
    guard 0..<head.size ~= index else { return false }
    var (place, last, hash) = (index, head.size - 1, leafHash)
    for sibling in path {
      guard last > 0 else { return false }
      if place & 1 == 1 || place == last {
        hash = Tree.nodeHash(sibling, hash)
        while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
      } else {
        hash = Tree.nodeHash(hash, sibling)
      }
      (place, last) = (place >> 1, last >> 1)
    }
    return last == 0 && hash == head.root
  }
}

/// That a tree goes on from a smaller one: the hashes that give the roots of both (RFC 9162 §2.1.4).
package struct ConsistencyProof: Hashable, Sendable {
  /// The hashes.
  package let path: [Digest]

  /// A proof as it was handed on; it proves nothing yet.
  package init(path: [Digest]) { self.path = path }

  /// PROOF(m, D_n) of RFC 9162 §2.1.4.1.
  ///
  /// - Parameter hash: the larger tree's nodes, as far as they are complete.
  /// - Precondition: the smaller tree has leaves, and no more than the larger.
  package init(from older: Int, to size: Int, _ hash: (Tree.Node) throws -> Digest) rethrows {
    precondition(1...size ~= older, "a tree goes on from one that has leaves, and no more of them")
    var path: [Digest] = []
    var leaves = 0..<size
    // SUBPROOF: where the smaller tree ends with a subtree of the larger, its hash follows from the rest, or is asked for.
    while leaves.upperBound != older {
      let middle = leaves.lowerBound + leaves.count.split
      let isLeft = older <= middle
      path.append(try root(of: isLeft ? middle..<leaves.upperBound : leaves.lowerBound..<middle, hash))
      leaves = isLeft ? leaves.lowerBound..<middle : middle..<leaves.upperBound
    }
    if leaves.lowerBound > 0 { path.append(try root(of: leaves, hash)) }
    self.path = path.reversed()
  }

  /// Whether the tree goes on from the older: RFC 9162 §2.1.4.2. From a tree without leaves nothing is proved, so there it never does.
  package func proves(_ head: TreeHead, goesOnFrom older: TreeHead) -> Bool {
    guard 1...max(1, head.size) ~= older.size else { return false }
    if older.size == head.size { return path.isEmpty && older.root == head.root }
    // Where the smaller tree is one complete subtree, its root is where both paths begin.
    let isComplete = older.size & (older.size - 1) == 0
    guard let first = isComplete ? older.root : path.first else { return false }
    var (place, last) = (older.size - 1, head.size - 1)
    while place & 1 == 1 { (place, last) = (place >> 1, last >> 1) }
    var (olderHash, hash) = (first, first)
    for sibling in isComplete ? path[...] : path.dropFirst() {
      guard last > 0 else { return false }
      if place & 1 == 1 || place == last {
        olderHash = Tree.nodeHash(sibling, olderHash)
        hash = Tree.nodeHash(sibling, hash)
        while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
      } else {
        hash = Tree.nodeHash(hash, sibling)
      }
      (place, last) = (place >> 1, last >> 1)
    }
    return last == 0 && olderHash == older.root && hash == head.root
  }
}

/// MTH of some leaves (RFC 9162 §2.1.1), which are a subtree or the tree's right edge, from the nodes that are complete.
private func root(of leaves: Range<Int>, _ hash: (Tree.Node) throws -> Digest) rethrows -> Digest {
  let count = leaves.count
  guard count & (count - 1) != 0 else {
    let level = count.trailingZeroBitCount
    return try hash(Tree.Node(level: level, index: leaves.lowerBound >> level))
  }
  let middle = leaves.lowerBound + count.split
  return Tree.nodeHash(try root(of: leaves.lowerBound..<middle, hash), try root(of: middle..<leaves.upperBound, hash))
}

extension Int {
  /// The largest power of two that is smaller.
  fileprivate var split: Int { 1 << (Int.bitWidth - 1 - (self - 1).leadingZeroBitCount) }
}

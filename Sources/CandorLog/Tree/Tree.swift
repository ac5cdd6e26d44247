/// What stands for the first leaves of the log, all of them and in their order.
package struct TreeHead: Hashable, Sendable {
  /// How many leaves: 0 to 2⁵³ − 1.
  package let size: Int
  /// RFC 9162 §2.1.1's Merkle Tree Hash; SHA-256 of nothing where there are none.
  package let root: Digest

  /// The head of a tree of so many leaves with that root.
  package init(size: Int, root: Digest) { (self.size, self.root) = (size, root) }
}

/// A Merkle tree (RFC 9162 §2.1, SHA-256) that grows at its right edge and keeps only what it needs for that: the roots of its complete
/// subtrees, at most one a level.
package struct Tree: Hashable, Sendable {
  /// Where a node is: over the leaves `index` · 2^`level` to (`index` + 1) · 2^`level` − 1.
  package struct Node: Hashable, Sendable {
    /// 0 for the leaves' own hashes.
    package let level: Int
    package let index: Int

    /// The node at this place.
    package init(level: Int, index: Int) { (self.level, self.index) = (level, index) }
  }

  /// How many leaves.
  package private(set) var size = 0
  /// From the largest, which is leftmost, to the smallest.
  private var subtrees: [Digest] = []

  /// The tree without leaves.
  package init() {}

  /// The tree of so many leaves, from its nodes.
  package init(size: Int, _ hash: (Node) throws -> Digest) rethrows {
    self.size = size
    for level in (0..<(Int.bitWidth - 1)).reversed() where size >> level & 1 == 1 {
      subtrees.append(try hash(Node(level: level, index: size >> level - 1)))
    }
  }

  /// Appends a leaf by its hash.
  ///
  /// - Parameter completed: hears of each node that is complete with the leaf, from the leaf itself up.
  package mutating func append(_ leafHash: Digest, completed: (Node, Digest) -> Void = { _, _ in }) {
    var hash = leafHash
    var (level, index) = (0, size)
    completed(Node(level: level, index: index), hash)
    while index & 1 == 1, let left = subtrees.popLast() {
      hash = Self.nodeHash(left, hash)
      (level, index) = (level + 1, index >> 1)
      completed(Node(level: level, index: index), hash)
    }
    subtrees.append(hash)
    size += 1
  }

  /// The tree's head now.
  package var head: TreeHead {
    guard var root = subtrees.last else { return TreeHead(size: 0, root: Digest(hashing: [])) }
    for left in subtrees.dropLast().reversed() { root = Self.nodeHash(left, root) }
    return TreeHead(size: size, root: root)
  }

  /// H(0x00 ‖ bytes).
  package static func leafHash(_ bytes: [UInt8]) -> Digest {
    var input: [UInt8] = [0]
    input.reserveCapacity(bytes.count + 1)
    input.append(contentsOf: bytes)
    return Digest(hashing: input)
  }

  /// H(0x01 ‖ left ‖ right).
  package static func nodeHash(_ left: Digest, _ right: Digest) -> Digest { Digest(hashing: 1, left, right) }
}

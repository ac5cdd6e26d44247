/// Part of the tree as it is stored: what is complete, of four levels, under one node.
///
/// A tier is four levels; tile n of a tier holds what is under the node of index n in the level above, and at most 30 hashes. They stand in the order
/// in which appending completes them, so that a tile is filled up and never changed.
package struct Tile: Hashable, Sendable {
  /// Which tile.
  package struct Place: Hashable, Sendable {
    /// The tier, from 0 at the leaves.
    package let tier: Int
    /// From 0, left to right.
    package let index: Int

    /// A tile by its place.
    package init(tier: Int, index: Int) { (self.tier, self.index) = (tier, index) }

    /// The tile that holds a node.
    package init(of node: Tree.Node) {
      tier = node.level / Tile.levels
      index = node.index >> (Tile.levels - node.level % Tile.levels)
    }
  }

  /// The hashes one after another, 32 bytes each.
  package private(set) var bytes: [UInt8]

  /// The levels in a tier.
  package static let levels = 4
  private static let hashLength = 32

  /// A tile as it was stored, or an empty one.
  package init(bytes: [UInt8] = []) { self.bytes = bytes }

  /// The hash of a node that belongs here; nil where the tile does not hold it.
  package func hash(of node: Tree.Node) -> Digest? {
    Digest(bytes: bytes, at: Self.position(of: node) * Self.hashLength)
  }

  /// Whether a node that belongs here is the next that it lacks.
  package func endsBefore(_ node: Tree.Node) -> Bool { bytes.count == Self.position(of: node) * Self.hashLength }

  /// Adds the node that is complete next.
  package mutating func append(_ hash: Digest) { hash.append(to: &bytes) }

  /// How many hashes stand before a node's: each leaf of the tile brings itself and a parent for every one at the end of its index.
  private static func position(of node: Tree.Node) -> Int {
    let height = node.level % levels
    let last = ((node.index + 1) << height - 1) & (1 << levels - 1)
    return 2 * last - last.nonzeroBitCount + height
  }
}

package import CandorLog
import Foundation
package import GRDB

/// The tree's nodes as the record file keeps them, read tile by tile as they are asked for.
package struct Nodes {
  private let db: Database
  private var tiles: [Tile.Place: Tile] = [:]
  /// The one that was asked last: the hashes of a path lie beside each other.
  private var last: (place: Tile.Place, tile: Tile)?

  /// The nodes of an open record.
  package init(_ db: Database) { self.db = db }

  /// The hash of a complete node.
  ///
  /// - Throws: ``RecordFault/Reason/damaged(_:)`` where it is not there.
  package mutating func hash(_ node: Tree.Node) throws -> Digest {
    let place = Tile.Place(of: node)
    let tile = try last?.place == place ? last?.tile : tile(at: place)
    guard let hash = tile?.hash(of: node) else { throw RecordFault.Reason.damaged("a hash of its tree is missing") }
    return hash
  }

  private mutating func tile(at place: Tile.Place) throws -> Tile {
    let tile: Tile
    if let held = tiles[place] {
      tile = held
    } else {
      tile = try Nodes.stored(place, db)
      tiles[place] = tile
    }
    last = (place, tile)
    return tile
  }

  /// The tree of a record's leaves, by its stored nodes.
  static func tree(of size: Int, _ db: Database) throws -> Tree {
    var nodes = Nodes(db)
    return try Tree(size: size) { try nodes.hash($0) }
  }

  /// A tile as it is stored; empty where it is not.
  static func stored(_ place: Tile.Place, _ db: Database) throws -> Tile {
    let statement = try db.cachedStatement(sql: "SELECT hashes FROM node WHERE tier = ? AND tile = ?")
    // There are as many arguments as the statement has: counting them again at every tile is dear.
    statement.setUncheckedArguments([place.tier, place.index])
    // Throws where there are no bytes; what they are not, the root does not come to.
    return Tile(bytes: try Data.fetchOne(statement).map { Array($0) } ?? [])
  }

  /// Stores a tile, or what it has become.
  static func write(_ tile: Tile, at place: Tile.Place, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO node (tier, tile, hashes) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET hashes = excluded.hashes")
    try statement.execute(arguments: [place.tier, place.index, Data(tile.bytes)])
  }

  /// Tiles that grow while leaves are appended: the rightmost of each tier. One that is full is written, and the others
  /// at the end.
  struct Growth {
    private var open: [Int: (place: Tile.Place, tile: Tile)] = [:]

    /// Appends a leaf to the tree, and what is complete with it to the tiles.
    ///
    /// - Parameter from: a tile as it was before.
    mutating func append(
      _ leafHash: Digest, to tree: inout Tree, from: (Tile.Place) throws -> Tile, write: (Tile.Place, Tile) throws -> Void
    ) throws {
      var completed: [(Tree.Node, Digest)] = []
      tree.append(leafHash) { completed.append(($0, $1)) }
      for (node, hash) in completed {
        let place = Tile.Place(of: node)
        if let held = open[place.tier], held.place != place {
          try write(held.place, held.tile)
          open[place.tier] = nil
        }
        if open[place.tier] == nil { open[place.tier] = (place, try from(place)) }
        guard open[place.tier]?.tile.endsBefore(node) == true else {
          throw RecordFault.Reason.damaged("a hash of its tree is missing, or too many")
        }
        open[place.tier]?.tile.append(hash)
      }
    }

    /// Writes what has not been written.
    mutating func finish(write: (Tile.Place, Tile) throws -> Void) throws {
      for tier in open.keys.sorted() { if let held = open[tier] { try write(held.place, held.tile) } }
      open = [:]
    }
  }
}

import CandorCore
import CandorLog
import Foundation
import GRDB
import Synchronization

/// What verifying everything in a record came to.
package struct Integrity: Hashable, Sendable {
  /// What was verified.
  package var entries = 0
  package var values = 0
  package var erased = 0
  /// Boxes that the holder's keys do not open: of what is in them, if anything, only the commitments could be verified.
  /// Whoever holds every key has none: what does not open to them was made to open to nobody.
  package var shut = 0
  package var checkpoints = 0
  /// What is not as it was written, by entry first; at most ``mostFaults``.
  package var faults: [RecordFault.Reason] = []

  /// How many faults are told.
  package static let mostFaults = 100
}

extension Record {
  /// Verifies everything: SQLite's own structure, every leaf against the tree, every stored hash, every box that the
  /// keys open against its leaf, every checkpoint that was kept, and the keys themselves. What is not as it was written
  /// is told, not thrown.
  ///
  /// - Parameter progress: hears how much is done, from 0 to 1.
  /// - Throws: ``RecordFault`` where the file cannot be read.
  package func integrity(progress: (Double) throws -> Void = { _ in }) throws -> Integrity {
    var present = state.withLock { $0 }
    return try RecordFault.at(path) {
      try file.read(identity) { db in
        var found = Integrity()
        do {
          // What others have appended since belongs to it.
          present = try Record.load(db, for: holder).state
          try checkNewest(db)
        } catch let reason as RecordFault.Reason {
          found.note(reason)
        }
        if try Row.fetchAll(db, sql: "PRAGMA integrity_check(1)").map({ try $0.text(0) }) != ["ok"] {
          found.note(.damaged("SQLite's own structure"))
        }
        do {
          let (head, keyring) = (present.head.head, present.keyring)
          let boxes = try Boxes(of: keyring.keys, db)
          if boxes.lacksOne { found.note(.damaged("a box is missing")) }
          try Record.verifyEntries(upTo: head, boxes, holdsAll: holdsAll(keyring), db, &found, progress)
          if holdsAll(keyring) { found.shut = 0 }
          try verifyCheckpoints(head, signedBy: present.verification, db, &found)
          if let fault = present.inventoryFault { found.note(fault) }
        } catch let reason as RecordFault.Reason {
          found.note(reason)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
          found.note(.damaged("SQLite cannot make sense of it"))
        }
        return found
      }
    }
  }

  private static func verifyEntries(
    upTo head: TreeHead, _ keys: Boxes, holdsAll: Bool, _ db: Database, _ found: inout Integrity, _ progress: (Double) throws -> Void
  ) throws {
    var tree = Tree()
    var growth = Nodes.Growth()
    var tiles = (sound: 0, all: 0)
    let compare = { (place: Tile.Place, tile: Tile) in
      tiles.all += 1
      if try Nodes.stored(place, db) == tile { tiles.sound += 1 }
    }
    try StoredEntry.forEach(upTo: head.size, db) { stored in
      found.entries += 1
      let leafHash = Tree.leafHash(stored.leaf)
      try growth.append(leafHash, to: &tree, from: { _ in Tile() }, write: compare)
      do throws(LogFault) { found.add(try Opened(stored, leafHash, keys, holdsAll: holdsAll)) } catch {
        found.note(.damagedEntry(stored.id, error))
      }
      if stored.id.number % 256 == 0 { try progress(Double(stored.id.number) / Double(max(1, head.size))) }
    }
    try growth.finish(write: compare)
    if tree.head != head { found.note(.otherRoot) }
    // One by one: counting a table at once cannot be stopped, and in a file made for it takes for ever.
    var stored = 0
    let nodes = try Row.fetchCursor(db, sql: "SELECT tier, tile FROM node")
    while stored <= tiles.all, try nodes.next() != nil { stored += 1 }
    if tiles.sound != tiles.all || stored != tiles.all { found.note(.damaged("a stored hash of its tree is not what its leaves give")) }
  }

  /// Every checkpoint that was kept is of this tree, and signed by a key that was the custodian's: with which one was
  /// recovered, by the new one.
  private func verifyCheckpoints(_ head: TreeHead, signedBy verification: VerificationKey, _ db: Database, _ found: inout Integrity) throws
  {
    let former = try Record.formerSigners(db)
    let signers = former.map(\.verification) + [verification.bytes]
    try db.forEachRow("SELECT size, note FROM checkpoint ORDER BY size") { row in
      let (size, note) = (try row.count(0), Array(try row.bytes(1, Length.note)))
      found.checkpoints += 1
      let place = former.firstIndex { $0.until >= size } ?? former.count
      let isLast = place < former.count && former[place].until == size
      func checkpoint(signedBy bytes: [UInt8]) throws(LogFault) -> Checkpoint {
        guard let key = VerificationKey(name: id.origin, bytes: bytes) else { throw .unsigned }
        return try Checkpoint(parsing: note, signedBy: key)
      }
      do {
        let recovered = isLast ? try? checkpoint(signedBy: signers[place + 1]) : nil
        let checkpoint = try recovered ?? checkpoint(signedBy: signers[place])
        guard checkpoint.head.size == size, size <= head.size, try Nodes.tree(of: size, db).head == checkpoint.head else {
          found.note(.damaged("the checkpoint of \(size) entries is of another tree"))
          return
        }
      } catch let fault as LogFault {
        found.note(.unverified(fault))
      }
    }
  }
}

extension Integrity {
  fileprivate mutating func note(_ fault: RecordFault.Reason) {
    if faults.count < Self.mostFaults { faults.append(fault) }
  }

  fileprivate mutating func add(_ opened: Opened) {
    values += opened.entry.values.count
    erased += opened.entry.erased.count
    shut += opened.shut
  }
}

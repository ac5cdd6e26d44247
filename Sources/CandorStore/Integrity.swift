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
  /// Boxes that the holder's keys do not open: of what is in them, only the commitments could be verified.
  package var shut = 0
  package var checkpoints = 0
  /// What is not as it was written, by entry first; at most ``mostFaults``.
  package var faults: [RecordFault.Reason] = []

  /// How many faults are told.
  package static let mostFaults = 100
}

extension Record {
  /// Verifies everything: SQLite's own structure, every leaf against the tree, every stored hash, every box that the keys open against its leaf, every
  /// checkpoint that was kept, and the keys themselves. What is not as it was written is told, not thrown.
  ///
  /// - Parameter progress: hears how much is done, from 0 to 1.
  /// - Throws: ``RecordFault`` where the file cannot be read.
  package func integrity(progress: (Double) throws -> Void = { _ in }) throws -> Integrity {
    var (head, keyring, verification) = state.withLock { ($0.head.head, $0.keyring, $0.verification) }
    return try RecordFault.at(path) {
      try RecordFile.read(path) { db in
        var found = Integrity()
        do {
          // What others have appended since belongs to it.
          let present = try Record.load(db, for: holder).state
          (head, keyring, verification) = (present.head.head, present.keyring, present.verification)
          try checkNewest(db)
        } catch let reason as RecordFault.Reason {
          found.note(reason)
        }
        if try String.fetchAll(db, sql: "PRAGMA integrity_check(1)") != ["ok"] { found.note(.damaged("SQLite's own structure")) }
        do {
          let boxes = try Boxes(of: keyring.keys, db)
          if boxes.lacksOne { found.note(.damaged("a box is missing")) }
          try Record.verifyEntries(upTo: head, boxes, db, &found, progress)
          try verifyCheckpoints(head, signedBy: verification, db, &found)
          let wraps = try Record.signedWraps(db, by: verification)
          if try wraps?.digest != Record.wrapChain(db).digest || wraps?.size != head.size { found.note(.otherWraps) }
          let isKept = verification.bytes == holder.verificationKey.bytes
          // Who has custody holds every key but those that they were left out of.
          if found.shut > 0, isKept, keyring.audiences.allSatisfy(keyring.isWhole) {
            found.note(.damaged("of its boxes, \(found.shut) open with no key"))
          }
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
    upTo head: TreeHead, _ keys: Boxes, _ db: Database, _ found: inout Integrity, _ progress: (Double) throws -> Void
  ) throws {
    var tree = Tree()
    var growth = Nodes.Growth()
    var tiles = (sound: 0, all: 0)
    let compare = { (place: Tile.Place, tile: Tile) in
      tiles.all += 1
      if try Nodes.stored(place, db) == tile { tiles.sound += 1 }
    }
    let leaves = try Row.fetchCursor(db, sql: "SELECT id, bytes FROM leaf ORDER BY id")
    let boxes = try db.makeStatement(sql: "SELECT locator, sealed FROM box WHERE entry = ? ORDER BY rowid")
    while let row = try leaves.next() {
      let (id, bytes) = (EntryID(found.entries + 1), Array(row[1] as Data))
      found.entries += 1
      guard row[0] == id.number else { throw RecordFault.Reason.damaged("entry \(id) is missing") }
      let leafHash = Tree.leafHash(bytes)
      try growth.append(leafHash, to: &tree, from: { _ in Tile() }, write: compare)
      let sealed = try Row.fetchAll(boxes, arguments: [id.number]).map { (locator: $0[0] as Data, sealed: $0[1] as Data) }
      do { found.add(try Opened(id, bytes, leafHash, sealed, keys)) } catch { found.note(.damagedEntry(id, error)) }
      if id.number % 256 == 0 { try progress(Double(id.number) / Double(max(1, head.size))) }
    }
    try growth.finish(write: compare)
    if tree.head != head { found.note(.otherRoot) }
    let stored = try Int.fetchOne(db, sql: "SELECT count(*) FROM node")
    if tiles.sound != tiles.all || stored != tiles.all { found.note(.damaged("a stored hash of its tree is not what its leaves give")) }
  }

  /// Every checkpoint that was kept is of this tree, and signed by a key that was the custodian's: with which one was recovered, by the new one.
  private func verifyCheckpoints(_ head: TreeHead, signedBy verification: VerificationKey, _ db: Database, _ found: inout Integrity) throws
  {
    let former = try Row.fetchAll(db, sql: "SELECT until, verification FROM former ORDER BY until")
    let signers = former.map { Array($0["verification"] as Data) } + [verification.bytes]
    for row in try Row.fetchAll(db, sql: "SELECT size, note FROM checkpoint ORDER BY size") {
      let size: Int = row[0]
      found.checkpoints += 1
      let place = former.firstIndex { $0["until"] as Int >= size } ?? former.count
      let isLast = place < former.count && former[place]["until"] == size
      func checkpoint(signedBy bytes: [UInt8]) throws(LogFault) -> Checkpoint {
        guard let key = VerificationKey(name: id.origin, bytes: bytes) else { throw .unsigned }
        return try Checkpoint(parsing: Array(row[1] as Data), signedBy: key)
      }
      do {
        let recovered = isLast ? try? checkpoint(signedBy: signers[place + 1]) : nil
        let checkpoint = try recovered ?? checkpoint(signedBy: signers[place])
        guard checkpoint.head.size == size, size <= head.size, try Nodes.tree(of: size, db).head == checkpoint.head else {
          found.note(.damaged("the checkpoint of \(size) entries is of another tree"))
          continue
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

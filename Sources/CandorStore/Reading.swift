package import CandorCore
import CandorLog
import Foundation
import GRDB
import Synchronization

extension Record {
  /// Every entry with all the values that the holder's keys open, each held against its leaf, and the leaves against ``head``.
  ///
  /// - Throws: ``RecordFault``, which says of what entry a leaf, a box or a value is not what was written.
  package func disclosed() throws -> [Disclosed] {
    let (head, keys) = state.withLock { ($0.head.head, $0.keyring.keys) }
    return try RecordFault.at(path) {
      try RecordFile.read(path) { db in
        let holders = try Record.locate(keys, upTo: head.size, db)
        var tree = Tree()
        var entries: [Disclosed] = []
        entries.reserveCapacity(head.size)
        let leaves = try Row.fetchCursor(db, sql: "SELECT id, bytes FROM leaf WHERE id <= ? ORDER BY id", arguments: [head.size])
        let boxes = try Row.fetchCursor(
          db, sql: "SELECT entry, locator, sealed FROM box WHERE entry <= ? ORDER BY entry, rowid", arguments: [head.size])
        var box = try boxes.next()
        while let row = try leaves.next() {
          let id = EntryID(row[0])
          let bytes = Array(row[1] as Data)
          let leaf = try Record.inEntry(id) { () throws(LogFault) in try Leaf(parsing: bytes) }
          guard leaf.id == id else { throw RecordFault.Reason.damagedEntry(id, .malformed(.leaf, "it has another entry's number")) }
          let leafHash = Tree.leafHash(bytes)
          tree.append(leafHash)
          var entry = Disclosed(id: id, on: leaf.on, values: [:])
          while let row = box, row[0] == id.number {
            if let holder = holders[row[1]] {
              let sealed = row[2] as Data
              try Record.inEntry(id) { () throws(LogFault) in try entry.add(sealed, of: leaf, leafHash, under: keys[holder]) }
            }
            box = try boxes.next()
          }
          entries.append(entry)
        }
        guard tree.head == head else { throw RecordFault.Reason.otherRoot }
        return entries
      }
    }
  }

  /// Which key of the keyring opens the box at a locator.
  private static func locate(_ keys: [DataKey], upTo size: Int, _ db: Database) throws -> [Data: Int] {
    var free = try Data.fetchSet(db, sql: "SELECT locator FROM box WHERE entry <= ?", arguments: [size])
    var holders: [Data: Int] = [:]
    holders.reserveCapacity(free.count)
    for (place, key) in keys.enumerated() {
      var number = 0
      while let locator = free.remove(key.locator(number)) {
        holders[locator] = place
        number += 1
      }
      // A key is made together with its first box, and its boxes are numbered without holes.
      let isHole = number == 0 || (1...16).contains { free.contains(key.locator(number + $0)) }
      guard !isHole else { throw RecordFault.Reason.damaged("a box is missing") }
    }
    return holders
  }

  private static func inEntry<Value>(_ id: EntryID, _ body: () throws(LogFault) -> Value) throws(RecordFault.Reason) -> Value {
    do { return try body() } catch { throw .damagedEntry(id, error) }
  }

  static func unverified<Value>(_ body: () throws(LogFault) -> Value) throws(RecordFault.Reason) -> Value {
    do { return try body() } catch { throw .unverified(error) }
  }

  static func newestNote(_ db: Database) throws -> [UInt8]? {
    try Data.fetchOne(db, sql: "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1").map(Array.init)
  }

  static func wraps(_ db: Database, for recipient: Recipient, in record: RecordID) throws -> [Wrap] {
    let name = recipient.name(in: record)
    let rows = try Row.fetchAll(db, sql: "SELECT number, sealed FROM wrap WHERE recipient = ? ORDER BY number", arguments: [Data(name)])
    return rows.map { Wrap(recipient: name, number: $0[0], sealed: Array($0[1] as Data)) }
  }
}

extension Disclosed {
  /// Adds what a box says, as far as the leaf bears it out.
  fileprivate mutating func add(_ sealed: Data, of leaf: Leaf, _ leafHash: Digest, under key: DataKey) throws(LogFault) {
    for content in try Box.open(sealed, under: key, leafHash: leafHash) {
      guard let json = content.disclosure else {
        erased.insert(content.slot)
        continue
      }
      let disclosure = try Disclosure(json: json)
      guard disclosure.digest == leaf.commitments[Int(content.slot)] else { throw .uncommitted(slot: content.slot) }
      // A value that was disclosed more widely lies in several boxes; the first is the one it was written for.
      if values[content.slot] == nil { values[content.slot] = Value(name: disclosure.name, json: disclosure.value, audience: key.audience) }
    }
  }
}

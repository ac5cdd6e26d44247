package import CandorCore
package import CandorLog
import Foundation
import GRDB
import Synchronization

extension Record {
  /// Every entry with all the values that the reader's keys open, each held against its leaf, and the leaves against ``head``.
  ///
  /// - Throws: ``RecordFault``, which says of what entry a leaf, a box or a value is not what was written.
  package func disclosed() throws -> [Disclosed] {
    var entries: [Disclosed] = []
    let (checkpoint, keys) = state.withLock { ($0.head, $0.keyring.keys) }
    try read(checkpoint, keys) { entries.append($0) }
    return entries
  }

  /// What the reader's keys open, as they read it, with the checkpoint that it is held against, whatever is appended meanwhile; it holds the audiences of
  /// which they have the key of every epoch.
  ///
  /// - Throws: ``RecordFault``.
  package func snapshot() throws -> (checkpoint: Checkpoint, view: RecordView) {
    let (checkpoint, keyring) = state.withLock { ($0.head, $0.keyring) }
    // Of a large record, what is opened does not fit beside what is made of it.
    var opening = RecordView.Opening(holding: keyring.audiences.filter(keyring.isWhole))
    try read(checkpoint, keyring.keys) { opening.append($0) }
    return (checkpoint, opening.view)
  }

  private func read(_ checkpoint: Checkpoint, _ keys: [DataKey], _ take: (Disclosed) -> Void) throws {
    let head = checkpoint.head
    try RecordFault.at(path) {
      try read { db in
        let boxesOf = try Boxes(of: keys, db)
        guard !boxesOf.lacksOne else { throw RecordFault.Reason.damaged("a box is missing") }
        var tree = Tree()
        let leaves = try Row.fetchCursor(db, sql: "SELECT id, bytes FROM leaf WHERE id <= ? ORDER BY id", arguments: [head.size])
        let boxes = try Row.fetchCursor(
          db, sql: "SELECT entry, locator, sealed FROM box WHERE entry <= ? ORDER BY entry, rowid", arguments: [head.size])
        var box = try boxes.next()
        while let row = try leaves.next() {
          let id = EntryID(row[0])
          let bytes = Array(row[1] as Data)
          let leafHash = Tree.leafHash(bytes)
          tree.append(leafHash)
          var sealed: [(locator: Data, sealed: Data)] = []
          while let row = box, row[0] == id.number {
            sealed.append((row[1], row[2]))
            box = try boxes.next()
          }
          take(try Record.inEntry(id) { () throws(LogFault) in try Opened(id, bytes, leafHash, sealed, boxesOf).entry })
        }
        guard tree.head == head else { throw RecordFault.Reason.otherRoot }
      }
    }
  }

  static func inEntry<Value>(_ id: EntryID, _ body: () throws(LogFault) -> Value) throws(RecordFault.Reason) -> Value {
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

/// Which data key of a keyring opens which box.
struct Boxes {
  private let keys: [DataKey]
  private var holders: [Data: Int] = [:]
  /// Whether a box is not there that must have been written: the boxes of a key are numbered without holes.
  private(set) var lacksOne = false

  /// Looks at every box: one that opens an old entry to more people comes after those of newer entries.
  init(of keys: [DataKey], _ db: Database) throws {
    self.keys = keys
    var free = try Data.fetchSet(db, sql: "SELECT locator FROM box")
    holders.reserveCapacity(free.count)
    for (place, key) in keys.enumerated() {
      var number = 0
      while let locator = free.remove(key.locator(number)) {
        holders[locator] = place
        number += 1
      }
      lacksOne = lacksOne || (1...16).contains { free.contains(key.locator(number + $0)) }
    }
  }

  /// The key that opens the box at a locator; nil where the holder of the keyring has none.
  func key(at locator: Data) -> DataKey? { holders[locator].map { keys[$0] } }
}

/// An entry as far as keys open it, each value held against its leaf.
struct Opened {
  private(set) var entry: Disclosed
  /// How many boxes no key opens.
  private(set) var shut = 0

  /// - Throws: ``LogFault`` where the leaf is not this entry's, or where a value is not what it committed to, has no place there, or is missing though
  ///   every box opens.
  init(_ id: EntryID, _ bytes: [UInt8], _ leafHash: Digest, _ boxes: [(locator: Data, sealed: Data)], _ keys: Boxes) throws(LogFault) {
    let leaf = try Leaf(parsing: bytes)
    guard leaf.id == id else { throw .malformed(.leaf, "it has another entry's number") }
    entry = Disclosed(id: id, on: leaf.on, values: [:])
    for (locator, sealed) in boxes {
      if let key = keys.key(at: locator) { try add(sealed, of: leaf, leafHash, under: key) } else { shut += 1 }
    }
    if let slot = Slots.misplaced(entry.values.mapValues { ($0.name, $0.json) }) { throw .equivocal(slot: slot) }
    if shut == 0, let slot = missing { throw .missing(slot: slot) }
  }

  private mutating func add(_ sealed: Data, of leaf: Leaf, _ leafHash: Digest, under key: DataKey) throws(LogFault) {
    for content in try Box.open(sealed, under: key, leafHash: leafHash) {
      guard let disclosure = try content.disclosure(of: leaf) else {
        entry.erased[content.slot, default: []].insert(key.audience)
        continue
      }
      // A value that several audiences read lies in several boxes.
      guard entry.values[content.slot] == nil else {
        entry.values[content.slot]?.audiences.insert(key.audience)
        continue
      }
      entry.values[content.slot] = Disclosed.Value(name: disclosure.name, json: disclosure.value, audiences: [key.audience])
    }
  }

  /// The first slot that the entry has by its kind, and that no box says anything of.
  private var missing: UInt8? {
    let schema = entry.values[0].flatMap { KindVersion($0.json) }?.kind.schema
    let count = schema.map { 1 + Header.slots.count + $0.fields.count } ?? 1
    return (0..<UInt8(count)).first { entry.values[$0] == nil && entry.erased[$0] == nil }
  }
}

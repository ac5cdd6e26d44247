package import CandorCore
package import CandorLog
import Foundation
import GRDB
import Synchronization

extension Record {
  /// Every entry with all the values that the reader's keys open, each held against its leaf, and the leaves against
  /// ``head``.
  ///
  /// - Throws: ``RecordFault``, which says of what entry a leaf, a box or a value is not what was written.
  package func disclosed() throws -> [Disclosed] {
    var entries: [Disclosed] = []
    let (checkpoint, keyring) = state.withLock { ($0.head, $0.keyring) }
    try read(checkpoint, keyring) { entries.append($0) }
    return entries
  }

  /// What the reader's keys open, as they read it, with the checkpoint that it is held against, whatever is appended
  /// meanwhile; it holds the audiences of which they have the key of every epoch.
  ///
  /// - Throws: ``RecordFault``.
  package func snapshot() throws -> (checkpoint: Checkpoint, view: RecordView) {
    let (checkpoint, keyring) = state.withLock { ($0.head, $0.keyring) }
    // Of a large record, what is opened does not fit beside what is made of it.
    var opening = RecordView.Opening(holding: keyring.audiences.filter(keyring.isWhole))
    try read(checkpoint, keyring) { opening.append($0) }
    return (checkpoint, opening.view)
  }

  private func read(_ checkpoint: Checkpoint, _ keyring: Keyring, _ take: (Disclosed) -> Void) throws {
    let head = checkpoint.head
    let holdsAll = holdsAll(keyring)
    try RecordFault.at(path) {
      try read { db in
        let boxesOf = try Boxes(of: keyring.keys, db)
        guard !boxesOf.lacksOne else { throw RecordFault.Reason.damaged("a box is missing") }
        var tree = Tree()
        try StoredEntry.forEach(upTo: head.size, db) { stored in
          let leafHash = Tree.leafHash(stored.leaf)
          tree.append(leafHash)
          take(try Record.inEntry(stored.id) { () throws(LogFault) in try Opened(stored, leafHash, boxesOf, holdsAll: holdsAll).entry })
        }
        guard tree.head == head else { throw RecordFault.Reason.otherRoot }
      }
    }
  }

  /// Whether whoever opened the record holds every key that there is: who keeps it, and was left out of nothing.
  func holdsAll(_ keyring: Keyring) -> Bool { isKept && keyring.audiences.allSatisfy(keyring.isWhole) }

  static func inEntry<Value>(_ id: EntryID, _ body: () throws(LogFault) -> Value) throws(RecordFault.Reason) -> Value {
    do { return try body() } catch { throw .damagedEntry(id, error) }
  }

  static func unverified<Value>(_ body: () throws(LogFault) -> Value) throws(RecordFault.Reason) -> Value {
    do { return try body() } catch { throw .unverified(error) }
  }

  static func newestNote(_ db: Database) throws -> [UInt8]? {
    try Row.fetchOne(db, sql: "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1").map { Array(try $0.bytes(0, Length.note)) }
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
    var free: Set<Data> = []
    let rows = try Row.fetchCursor(db, sql: "SELECT locator FROM box")
    // No two are alike: a table in which one comes again has no end.
    while let row = try rows.next() {
      guard free.insert(try row.bytes(0, Length.locator)).inserted else { throw RecordFault.Reason.damaged("two boxes lie in one place") }
    }
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

  /// - Parameter holdsAll: whether the keys are all that there are; of the other boxes, nobody opens any.
  /// - Throws: ``LogFault`` where the leaf is not this entry's, or where a value is not what it committed to, has no
  ///   place there, or is missing though every key is there.
  init(_ stored: StoredEntry, _ leafHash: Digest, _ keys: Boxes, holdsAll: Bool) throws(LogFault) {
    let leaf = try Leaf(parsing: stored.leaf)
    guard leaf.id == stored.id else { throw .malformed(.leaf, "it has another entry's number") }
    entry = Disclosed(id: stored.id, on: leaf.on, values: [:])
    for box in stored.boxes {
      if let key = keys.key(at: box.locator) { try add(box.sealed, of: leaf, leafHash, under: key) } else { shut += 1 }
    }
    if let slot = Slots.misplaced(entry.values.mapValues { ($0.name, $0.json) }) { throw .equivocal(slot: slot) }
    if holdsAll, let slot = missing { throw .missing(slot: slot) }
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

package import CandorCore
package import CandorLog
import Foundation
import GRDB
import Synchronization

extension Record {
  /// Appends entries, each sealed to the audiences of its values, and signs the tree that has them: all of them, durably, or none.
  ///
  /// - Parameter entries: numbered on from ``head``.
  /// - Returns: the checkpoint of the record with them.
  /// - Throws: ``RecordFault``, among others where someone else has appended since the record was opened; ``LogFault`` where an entry cannot be
  ///   written.
  @discardableResult
  package func append(_ entries: [Addressed]) throws -> Checkpoint {
    try RecordFault.at(path) {
      try state.withLock { state in
        guard !entries.isEmpty else { return state.head }
        for (offset, entry) in entries.enumerated() {
          let expected = EntryID(state.tree.size + 1 + offset)
          guard entry.draft.id == expected else { throw RecordFault.Reason.notNext(found: entry.draft.id, expected: expected) }
        }
        let before = state.head.note.bytes
        var after = state
        let writer = try state.writer ?? RecordFile.writer(path)
        after.writer = writer
        try writer.write { db in
          guard try Record.newestNote(db) == before else { throw RecordFault.Reason.grown }
          try insert(entries, db, &after)
        }
        state = after
        return after.head
      }
    }
  }

  private func insert(_ entries: [Addressed], _ db: Database, _ state: inout State) throws {
    let held = state.keyring.keys.count
    let leaf = try db.makeStatement(sql: "INSERT INTO leaf (id, bytes) VALUES (?, ?)")
    let box = try db.makeStatement(sql: "INSERT INTO box (entry, locator, sealed) VALUES (?, ?, ?)")
    for start in stride(from: 0, to: entries.count, by: 1024) {
      let plans = try entries[start..<min(start + 1024, entries.count)].map { try plan($0, db, &state) }
      for sealed in try SealedEntry.seal(plans, under: state.keyring.keys) {
        try leaf.execute(arguments: [sealed.id.number, sealed.leaf])
        for (locator, bytes) in sealed.boxes { try box.execute(arguments: [sealed.id.number, locator, bytes]) }
        state.tree.append(sealed.leafHash)
      }
    }
    try insertWraps(Array(state.keyring.keys[held...]), db, &state)
    state.head = try Checkpoint(state.tree.head, signedBy: custodian)
    try db.execute(sql: "DELETE FROM checkpoint WHERE NOT published")
    try db.execute(
      sql: "INSERT INTO checkpoint (size, note, published) VALUES (?, ?, 0)",
      arguments: [state.head.head.size, Data(state.head.note.bytes)])
  }

  /// Settles all that depends on what went before: random bytes, keys, the numbers of boxes.
  private func plan(_ entry: Addressed, _ db: Database, _ state: inout State) throws -> SealedEntry.Plan {
    var plan = SealedEntry.Plan(entry: entry)
    for (slot, audience) in entry.audiences.enumerated() {
      if let box = plan.boxes.firstIndex(where: { $0.audience == audience }) {
        plan.boxes[box].slots.append(slot)
      } else {
        let key = try self.key(for: audience, db, &state)
        let number = state.boxes[key] ?? 0
        state.boxes[key] = number + 1
        plan.boxes.append((audience, key, number, [slot]))
      }
    }
    plan.random = randomness.bytes(Committed.randomLength(for: entry.draft) + Box.nonceLength * plan.boxes.count)
    return plan
  }

  /// The place in the keyring of an audience's key, made where there is none, with its boxes counted.
  private func key(for audience: Audience, _ db: Database, _ state: inout State) throws -> Int {
    guard let place = state.keyring.newestKey(for: audience) else {
      state.boxes.append(0)
      return state.keyring.makeKey(for: audience, in: id, randomness: randomness)
    }
    if state.boxes[place] == nil { state.boxes[place] = try Record.countBoxes(of: state.keyring.keys[place], db) }
    return place
  }

  /// How many boxes a key has: they are numbered without holes, so doubling and halving finds the first number that is free.
  private static func countBoxes(of key: DataKey, _ db: Database) throws -> Int {
    let statement = try db.makeStatement(sql: "SELECT EXISTS (SELECT 1 FROM box WHERE locator = ?)")
    func isTaken(_ number: Int) throws -> Bool { try Bool.fetchOne(statement, arguments: [key.locator(number)]) ?? false }
    var (taken, free) = (-1, 0)
    while try isTaken(free) { (taken, free) = (free, free * 2 + 1) }
    while free - taken > 1 {
      let middle = taken + (free - taken) / 2
      if try isTaken(middle) { taken = middle } else { free = middle }
    }
    return free
  }

  /// Wraps new data keys for the custodian and for recovery.
  private func insertWraps(_ keys: [DataKey], _ db: Database, _ state: inout State) throws {
    guard !keys.isEmpty else { return }
    let wraps = [
      try Wrap(keys, to: custodian.publicKey, in: id, number: state.wraps.custodian),
      try Wrap(keys, to: recovery, in: id, number: state.wraps.recovery),
    ]
    for wrap in wraps {
      try db.execute(
        sql: "INSERT INTO wrap (recipient, number, sealed) VALUES (?, ?, ?)",
        arguments: [Data(wrap.recipient), wrap.number, Data(wrap.sealed)])
    }
    state.wraps.custodian += 1
    state.wraps.recovery += 1
  }
}

package import CandorCore
package import CandorLog
import Foundation
import GRDB
import Synchronization

/// A record file, opened by its custodian: the log's leaves, the boxes beside them, the keyring's wraps and the newest checkpoint.
///
///     let record = try Record.open(at: path, as: KeyFile.read(keyPath), randomness: .system)
///     try record.append(entries)
///     let entries = try record.disclosed()
///
/// What it tells is what it has verified: entries that another process appends do not show until the record is opened again. Reading
/// leaves the file as it is; until the first entries are appended, nothing holds it open.
package final class Record: Sendable {
  /// What the record is called among records.
  package var id: RecordID { custodian.record }
  /// The newest checkpoint.
  package var head: Checkpoint { state.withLock { $0.head } }
  /// The record's path, as it was given.
  package let path: String

  let custodian: CustodianKey
  let recovery: Recipient
  let randomness: Randomness
  let state: Mutex<State>

  /// All that an append goes on from.
  struct State: Sendable {
    /// What writes; nil until something is to be written.
    var writer: DatabaseQueue?
    var head: Checkpoint
    var tree: Tree
    var keyring: Keyring
    /// By place in the keyring: how many boxes the key has; nil where nobody has looked yet.
    var boxes: [Int?]
    /// How many wraps there are for the custodian, and for recovery.
    var wraps: (custodian: Int, recovery: Int)
  }

  private init(path: String, custodian: CustodianKey, recovery: Recipient, randomness: Randomness, state: State) {
    (self.path, self.custodian, self.recovery, self.randomness) = (path, custodian, recovery, randomness)
    self.state = Mutex(state)
  }

  /// Lets go of the file, as its last user does by itself; unless someone else has it open, all of it is in the one file then.
  package func close() throws {
    try RecordFault.at(path) {
      try state.withLock { state in
        try state.writer?.close()
        state.writer = nil
      }
    }
  }
}

// MARK: - Making and opening

extension Record {
  /// Makes a record with its first entries; it appears at its path whole, or not at all.
  ///
  /// - Parameters:
  ///   - recovery: the key that opens everything when all others are lost.
  ///   - first: entries 1, 2, ….
  /// - Throws: ``RecordFault``; ``LogFault`` where an entry cannot be written.
  package static func create(
    at path: String, custodian: CustodianKey, recovery: Recipient, randomness: Randomness, first: [Addressed]
  ) throws -> Record {
    guard !FileManager.default.fileExists(atPath: path) else { throw RecordFault(path: path, reason: .exists) }
    let draft = path + ".new-\(String(randomness.word(), radix: 36))"
    defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: draft + suffix) } }
    try RecordFault.at(path) {
      try RecordFile.makeEmpty(draft)
      let writer = try RecordFile.writer(draft)
      let head = try Checkpoint(Tree().head, signedBy: custodian)
      try writer.write { db in
        try RecordSchema.migrate(db)
        try db.execute(
          sql: "INSERT INTO record (one, id, verification, recovery) VALUES (1, ?, ?, ?)",
          arguments: [custodian.record.text, Data(custodian.verificationKey.bytes), Data(recovery.bytes)])
        try db.execute(sql: "INSERT INTO checkpoint (size, note, published) VALUES (0, ?, 0)", arguments: [Data(head.note.bytes)])
      }
      let state = State(writer: writer, head: head, tree: Tree(), keyring: Keyring(), boxes: [], wraps: (0, 0))
      let record = Record(path: path, custodian: custodian, recovery: recovery, randomness: randomness, state: state)
      try record.append(first)
      // Closing would leave in the -wal what a full disk keeps from the file, without a word.
      try writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      try record.close()
      try RecordFile.publish(draft, as: path)
    }
    return try open(at: path, as: custodian, randomness: randomness)
  }

  /// Tells which record a file holds, as far as someone without its key can: nothing is verified.
  ///
  /// - Throws: ``RecordFault``.
  package static func id(at path: String) throws -> RecordID {
    try RecordFault.at(path) {
      try RecordFile.checkHeader(path)
      return try RecordFile.read(path) { db in
        _ = try RecordSchema.isOlder(db)
        guard let id = try String.fetchOne(db, sql: "SELECT id FROM record").flatMap(RecordID.init) else {
          throw RecordFault.Reason.damaged("its first table is not what it was")
        }
        return id
      }
    }
  }

  /// Opens a record for reading and writing, and verifies that its newest checkpoint is signed and its leaves are those it was signed for.
  ///
  /// - Throws: ``RecordFault``.
  package static func open(at path: String, as custodian: CustodianKey, randomness: Randomness) throws -> Record {
    try RecordFault.at(path) {
      try RecordFile.checkHeader(path)
      if try RecordFile.read(path, RecordSchema.isOlder) { try RecordFile.writer(path).write(RecordSchema.migrate) }
      let (recovery, state) = try RecordFile.read(path) { try load($0, custodian: custodian) }
      return Record(path: path, custodian: custodian, recovery: recovery, randomness: randomness, state: state)
    }
  }

  private static func load(_ db: Database, custodian: CustodianKey) throws -> (Recipient, State) {
    guard let facts = try Row.fetchOne(db, sql: "SELECT id, verification, recovery FROM record"),
      let recovery = Recipient(bytes: Array(facts["recovery"] as Data))
    else { throw RecordFault.Reason.damaged("its first table is not what it was") }
    guard facts["id"] == custodian.record.text, facts["verification"] == Data(custodian.verificationKey.bytes) else {
      throw RecordFault.Reason.otherKey
    }
    guard let note = try newestNote(db) else { throw RecordFault.Reason.damaged("it has no checkpoint") }
    let head = try unverified { () throws(LogFault) in try Checkpoint(parsing: note, signedBy: custodian.verificationKey) }
    var tree = Tree()
    let leaves = try Data.fetchCursor(db, sql: "SELECT bytes FROM leaf ORDER BY id")
    while let leaf = try leaves.next() { tree.append(Tree.leafHash(Array(leaf))) }
    guard tree.head == head.head else { throw RecordFault.Reason.otherRoot }
    let wraps = try wraps(db, for: custodian.publicKey, in: custodian.record)
    // The first entry brought the first data keys.
    guard head.head.size == 0 || !wraps.isEmpty else { throw RecordFault.Reason.damaged("its data keys are missing") }
    let keyring = try unverified { () throws(LogFault) in try Keyring(wraps, with: custodian.opening, in: custodian.record) }
    let recoveryWraps = try self.wraps(db, for: recovery, in: custodian.record).count
    let boxes = [Int?](repeating: nil, count: keyring.keys.count)
    return (recovery, State(head: head, tree: tree, keyring: keyring, boxes: boxes, wraps: (wraps.count, recoveryWraps)))
  }
}

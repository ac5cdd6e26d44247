package import CandorCore
package import CandorLog
import Foundation
import GRDB
import Synchronization

/// A record file, opened by someone with a key: the log's leaves, the boxes beside them, what was wrapped for them, and the newest checkpoint. Who has
/// custody of it writes; everyone else reads what their keys open.
///
///     let record = try Record.open(at: path, as: KeyFile(reading: keyPath).key { _ in passphrase }, randomness: .system)
///     try record.append(entries)
///     let entries = try record.disclosed()
///
/// What it tells is what it has verified: entries that another process appends do not show until ``refresh()`` is asked for them. Reading
/// leaves the file as it is; until that or the first append, nothing holds it open.
package final class Record: Sendable {
  /// What the record is called among records.
  package var id: RecordID { holder.record }
  /// The newest checkpoint.
  package var head: Checkpoint { state.withLock { $0.head } }
  /// What its checkpoints are verified by now.
  package var verification: VerificationKey { state.withLock { $0.verification } }
  /// Whether it is in the custody of who opened it: theirs is the key that signs it.
  package var isKept: Bool { verification.bytes == holder.verificationKey.bytes }
  /// Whether it is an archive: closed for good, and written to by nobody.
  package var isArchive: Bool { state.withLock { $0.closedSize != nil } }
  /// The audiences whose present keys its reader holds.
  package var audiences: Set<Audience> { state.withLock { state in state.keyring.audiences.filter(state.keyring.isPresent) } }
  /// Who opened it, as others wrap keys for them.
  package var reader: Recipient { holder.publicKey }
  /// The record's path, as it was given.
  package let path: String

  let holder: PersonKey
  /// Whom every data key is wrapped for besides the holder.
  package let recovery: Recipient
  let randomness: Randomness
  /// Where the newest checkpoint stands beside the key; nil where none is kept.
  let newest: NewestCheckpoint?
  let state: Mutex<State>
  let appends = AppendQueue()
  /// Whether something erased is still in the file beside the record.
  let unswept = Atomic(false)

  /// All that an append goes on from.
  struct State: Sendable {
    /// What writes; nil until something is to be written.
    var writer: Writer?
    /// What sees that others write; nil until someone asks.
    var watch: Watch?
    var head: Checkpoint
    var tree: Tree
    var keyring: Keyring
    /// By place in the keyring: how many boxes the key has; nil where nobody has looked yet.
    var boxes: [Int?]
    /// What its checkpoints are verified by.
    var verification: VerificationKey
    /// What the wraps in the file come to, and what they came to when the newest checkpoint was signed.
    var wraps = WrapChain()
    var signedWraps: SignedWraps?
    /// The number of entries at which it was closed for good; nil where it goes on.
    var closedSize: Int?
  }

  /// The connection that writes, and what keeps others from writing.
  final class Writer: Sendable {
    let queue: DatabaseQueue
    private let lock: RecordLock

    init(lock: consuming RecordLock, queue: DatabaseQueue) {
      self.lock = lock
      self.queue = queue
    }
  }

  private init(
    path: String, holder: PersonKey, recovery: Recipient, randomness: Randomness, newest: NewestCheckpoint?, state: State
  ) {
    (self.path, self.holder, self.recovery, self.randomness, self.newest) = (path, holder, recovery, randomness, newest)
    self.state = Mutex(state)
  }

  /// Looks whether others have appended since this was read, and goes on from there. The first time it is asked, it opens the file to be told from
  /// then on.
  ///
  /// - Returns: whether they have.
  package func refresh() throws -> Bool {
    try RecordFault.at(path) {
      try state.withLock { state in
        // While this one may write, nobody else does.
        guard state.writer == nil else { return false }
        let watch = try state.watch ?? Watch(path)
        state.watch = watch
        guard try watch.hasChanged() else { return false }
        return try read(by: watch) { db in
          guard try Record.newestNote(db) != state.head.note.bytes else { return false }
          state = try Record.load(db, for: holder).state
          state.watch = watch
          return true
        }
      }
    }
  }

  /// Reads in one transaction what takes no longer than others can wait.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value { try read(by: state.withLock { $0.watch }, body) }

  private func read<Value>(by watch: Watch?, _ body: (Database) throws -> Value) throws -> Value {
    try watch?.queue?.read(body) ?? RecordFile.read(path, body)
  }

  /// Lets go of the file and lets others write, as its last user does by itself; unless someone else has it open, all of it is in the one file then.
  package func close() throws {
    try RecordFault.at(path) {
      try state.withLock { state in
        try state.writer?.queue.close()
        try state.watch?.close()
        (state.writer, state.watch) = (nil, nil)
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
  ///   - newest: where the newest checkpoint is kept beside the holder's key; nil to keep none.
  ///   - first: entries 1, 2, ….
  /// - Throws: ``RecordFault``; ``LogFault`` where an entry cannot be written.
  package static func create(
    at path: String, custodian holder: PersonKey, recovery: Recipient, randomness: Randomness, newest: NewestCheckpoint? = nil,
    first: [Addressed]
  ) throws -> Record {
    guard !FileManager.default.fileExists(atPath: path) else { throw RecordFault(path: path, reason: .exists) }
    let draft = path + ".new-\(String(randomness.word(), radix: 36))"
    defer { for suffix in ["", "-journal", "-wal", "-shm", "-lock"] { try? FileManager.default.removeItem(atPath: draft + suffix) } }
    try RecordFault.at(path) {
      try RecordFile.makeEmpty(draft)
      let writer = try Writer(lock: RecordLock(of: draft), queue: RecordFile.writer(draft))
      let (head, wraps) = (try Checkpoint(Tree().head, signedBy: holder), try SignedWraps(WrapChain(), size: 0, signedBy: holder))
      try writer.queue.write { db in
        try RecordSchema.migrate(db)
        try db.execute(
          sql: "INSERT INTO record (one, id, verification, recovery) VALUES (1, ?, ?, ?)",
          arguments: [holder.record.text, Data(holder.verificationKey.bytes), Data(recovery.bytes)])
        try db.execute(sql: "INSERT INTO checkpoint (size, note, published) VALUES (0, ?, 0)", arguments: [Data(head.note.bytes)])
        try Record.keep(wraps, db)
      }
      let state = State(
        writer: writer, head: head, tree: Tree(), keyring: Keyring(), boxes: [], verification: holder.verificationKey, signedWraps: wraps)
      let record = Record(path: path, holder: holder, recovery: recovery, randomness: randomness, newest: newest, state: state)
      try record.append(first)
      // Closing would leave in the -wal what a full disk keeps from the file, without a word.
      try writer.queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      try record.close()
      try RecordFile.publish(draft, as: path)
    }
    return try open(at: path, as: holder, newest: newest, randomness: randomness)
  }

  /// Tells which record a file holds, as far as someone without its key can: nothing is verified.
  ///
  /// - Throws: ``RecordFault``.
  package static func id(at path: String) throws -> RecordID {
    try RecordFault.at(path) {
      try RecordFile.checkHeader(path)
      return try RecordFile.read(path) { db in
        _ = try RecordSchema.isOlder(db)
        guard let id = try String.fetchOne(db, sql: "SELECT id FROM record").flatMap({ RecordID($0) }) else {
          throw RecordFault.Reason.damaged("its first table is not what it was")
        }
        return id
      }
    }
  }

  /// What a record file says its checkpoints are verified by: nothing is verified, and who trusts it has that from elsewhere.
  ///
  /// - Throws: ``RecordFault``.
  package static func claim(at path: String) throws -> (verification: VerificationKey, recovery: Recipient) {
    let id = try id(at: path)
    return try RecordFault.at(path) {
      try RecordFile.read(path) { db in
        guard let row = try Row.fetchOne(db, sql: "SELECT verification, recovery FROM record"),
          let verification = VerificationKey(name: id.origin, bytes: Array(row[0] as Data)),
          let recovery = Recipient(bytes: Array(row[1] as Data))
        else { throw RecordFault.Reason.damaged("its first table is not what it was") }
        return (verification, recovery)
      }
    }
  }

  /// Opens a record for reading and writing. Its newest checkpoint must be signed, its tree be the one it was signed for, its last leaf the tree's, and
  /// its recovery key the one that the holder's key file names; whatever else is read is held against the tree when it is.
  ///
  /// - Parameter newest: where the newest checkpoint is kept beside the holder's key; nil to keep none. A record that is older, or another, is
  ///   opened and not written to.
  /// - Throws: ``RecordFault``.
  package static func open(at path: String, as holder: PersonKey, newest: NewestCheckpoint? = nil, randomness: Randomness) throws
    -> Record
  {
    try RecordFault.at(path) {
      try RecordFile.checkHeader(path)
      func read() throws -> (Recipient, State)? {
        try RecordFile.read(path) { try RecordSchema.isOlder($0) ? nil : load($0, for: holder) }
      }
      var opened = try read()
      if opened == nil {
        let writer = try Writer(lock: RecordLock(of: path), queue: RecordFile.writer(path))
        try withExtendedLifetime(writer) {
          try writer.queue.write { db in
            guard try Data.fetchOne(db, sql: "SELECT verification FROM record") == Data(holder.verificationKey.bytes) else {
              throw RecordFault.Reason.otherKey
            }
            try RecordSchema.migrate(db)
            // Whoever brings a record to this format vouches for the wraps that it has.
            let size = try Int.fetchOne(db, sql: "SELECT max(size) FROM checkpoint") ?? 0
            try keep(SignedWraps(wrapChain(db), size: size, signedBy: holder), db)
          }
        }
        opened = try read()
      }
      guard let (recovery, state) = opened else { throw RecordFault.Reason.damaged("its format is not what it was brought to") }
      return Record(path: path, holder: holder, recovery: recovery, randomness: randomness, newest: newest, state: state)
    }
  }

  static func load(_ db: Database, for holder: PersonKey) throws -> (recovery: Recipient, state: State) {
    guard let facts = try Row.fetchOne(db, sql: "SELECT id, verification, recovery FROM record"),
      let recovery = Recipient(bytes: Array(facts["recovery"] as Data)),
      let verification = VerificationKey(name: holder.record.origin, bytes: Array(facts["verification"] as Data))
    else { throw RecordFault.Reason.damaged("its first table is not what it was") }
    guard facts["id"] == holder.record.text else { throw RecordFault.Reason.otherKey }
    guard try isTrusted(verification, by: holder, db) else { throw RecordFault.Reason.otherSigner }
    guard holder.recovery == nil || holder.recovery == recovery else { throw RecordFault.Reason.otherRecovery }
    guard let note = try newestNote(db) else { throw RecordFault.Reason.damaged("it has no checkpoint") }
    let head = try unverified { () throws(LogFault) in try Checkpoint(parsing: note, signedBy: verification) }
    let tree = try Nodes.tree(of: head.head.size, db)
    guard tree.head == head.head else { throw RecordFault.Reason.otherRoot }
    try checkTail(of: head.head.size, db)
    let keyring = try keyring(db, of: holder)
    // The first entry brought the first data keys.
    guard head.head.size == 0 || !keyring.audiences.isEmpty else {
      throw verification.bytes == holder.verificationKey.bytes ? RecordFault.Reason.damaged("its data keys are missing") : .noAccess
    }
    let boxes = [Int?](repeating: nil, count: keyring.keys.count)
    let signedWraps = try signedWraps(db, by: verification)
    return (
      recovery,
      State(
        head: head, tree: tree, keyring: keyring, boxes: boxes, verification: verification, wraps: try wrapChain(db),
        signedWraps: signedWraps, closedSize: try RecordSchema.closedSize(db))
    )
  }

  /// What the wraps came to when the newest checkpoint was signed; nil where nobody who may has signed it.
  static func signedWraps(_ db: Database, by verification: VerificationKey) throws -> SignedWraps? {
    guard let note = try Data.fetchOne(db, sql: "SELECT note FROM wraps") else { return nil }
    return try? SignedWraps(parsing: Array(note), signedBy: verification)
  }

  static func keep(_ wraps: SignedWraps, _ db: Database) throws {
    try db.execute(sql: "INSERT OR REPLACE INTO wraps (one, note) VALUES (1, ?)", arguments: [Data(wraps.note.bytes)])
  }

  /// What all wraps come to. Another's that was changed keeps nobody from reading; whoever writes looks at it first.
  static func wrapChain(_ db: Database) throws -> WrapChain {
    var chain = WrapChain()
    let rows = try Row.fetchCursor(db, sql: "SELECT recipient, number, sealed FROM wrap ORDER BY rowid")
    while let row = try rows.next() {
      chain.append(Wrap(recipient: Array(row[0] as Data), number: row[1], sealed: Array(row[2] as Data)))
    }
    return chain
  }

  static func keyring(_ db: Database, of holder: PersonKey) throws -> Keyring {
    let wraps = try wraps(db, for: holder.publicKey, in: holder.record)
    return try unverified { () throws(LogFault) in try Keyring(wraps, with: holder.opening, in: holder.record) }
  }

  /// Whether the key that signs the record is the one that a holder trusts, or was reached from it: each handed over to the next with a checkpoint that both
  /// signed.
  private static func isTrusted(_ verification: VerificationKey, by holder: PersonKey, _ db: Database) throws -> Bool {
    var trusted = holder.trusted.bytes
    let former = try Row.fetchAll(db, sql: "SELECT until, verification FROM former ORDER BY until")
    let signers = former.map { Array($0["verification"] as Data) } + [verification.bytes]
    for (place, row) in former.enumerated() where Array(row["verification"] as Data) == trusted {
      let until: Int = row["until"]
      guard let note = try Data.fetchOne(db, sql: "SELECT note FROM checkpoint WHERE size = ?", arguments: [until]).map(Array.init),
        [trusted, signers[place + 1]].allSatisfy({ bytes in
          guard let key = VerificationKey(name: holder.record.origin, bytes: bytes) else { return false }
          return (try? Checkpoint(parsing: note, signedBy: key)) != nil
        })
      else { return false }
      trusted = signers[place + 1]
    }
    return trusted == verification.bytes
  }

  /// The last leaf is the one that the tree ends with.
  private static func checkTail(of size: Int, _ db: Database) throws {
    let last = try Row.fetchOne(db, sql: "SELECT id, bytes FROM leaf ORDER BY id DESC LIMIT 1")
    guard size > 0 || last != nil else { return }
    var nodes = Nodes(db)
    guard let last, last["id"] == size, try nodes.hash(Tree.Node(level: 0, index: size - 1)) == Tree.leafHash(Array(last["bytes"] as Data))
    else { throw RecordFault.Reason.otherRoot }
  }
}

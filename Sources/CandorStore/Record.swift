import CRecordDisk
package import CandorCore
package import CandorLog
import Foundation
import GRDB
import Synchronization

/// A record file, opened by someone with a key: the log's leaves, the boxes beside them, what was wrapped for them, and
/// the newest checkpoint. Who has custody of it writes; everyone else reads what their keys open.
///
///     let record = try Record.open(at: path, as: KeyFile(reading: keyPath).key { _ in passphrase }, randomness: .system)
///     try record.append(entries)
///     let entries = try record.disclosed()
///
/// What it tells is what it has verified: entries that another process appends do not show until ``refresh()`` is asked
/// for them. Reading leaves the file as it is; until that or the first append, nothing holds it open.
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

  let file: RecordFile
  /// Which file it was when it was opened.
  let identity: OwnFile.Identity
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
    /// What the wraps in the file and the checkpoints that were handed out come to, and what they came to when the
    /// newest checkpoint was signed.
    var wraps = WrapChain()
    var handedOut = HandedOutChain()
    var inventory: SignedInventory?
    /// The number of entries at which it was closed for good; nil where it goes on.
    var closedSize: Int?
  }

  /// The connection that writes, and what keeps others from writing.
  final class Writer: Sendable {
    let connection: Connection
    private let lock: RecordLock

    init(lock: consuming RecordLock, connection: Connection) {
      self.lock = lock
      self.connection = connection
    }

    /// Whether others are still kept from writing: a lock whose file was taken away keeps nobody.
    var isLocked: Bool { lock.isNamed }
  }

  private init(
    path: String, file: RecordFile, identity: OwnFile.Identity, holder: PersonKey, recovery: Recipient, randomness: Randomness,
    newest: NewestCheckpoint?, state: State
  ) {
    (self.path, self.file, self.identity) = (path, file, identity)
    (self.holder, self.recovery, self.randomness, self.newest) = (holder, recovery, randomness, newest)
    self.state = Mutex(state)
  }

  /// Looks whether others have appended since this was read, and goes on from there. The first time it is asked, it
  /// opens the file to be told from then on.
  ///
  /// - Returns: whether they have.
  package func refresh() throws -> Bool {
    try RecordFault.at(path) {
      try state.withLock { state in
        // While this one may write, nobody else does.
        guard state.writer == nil else { return false }
        try file.checkIs(identity)
        let watch = try state.watch ?? Watch(file)
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
    try file.checkIs(identity)
    return try watch?.connection?.read(identity, body) ?? file.read(identity, body)
  }

  /// Lets go of the file and lets others write, as its last user does by itself; unless someone else has it open, all
  /// of it is in the one file then.
  ///
  /// - Throws: ``RecordFault``, among others where the record was moved, replaced or removed meanwhile: what it holds
  ///   is in a new file beside it then, which the fault names.
  package func close() throws {
    try RecordFault.at(path) {
      try state.withLock { state in
        let (writer, watch) = (state.writer, state.watch)
        (state.writer, state.watch) = (nil, nil)
        try watch?.close()
        guard let writer else { return }
        let connection = writer.connection
        var isWhole = connection.isWhole && writer.isLocked
        // Closing would leave in the -wal what a full disk keeps from the file, without a word. It waits for nobody:
        // where someone reads, some of it stays there, and does no harm.
        do {
          if isWhole { try connection.queue.writeWithoutTransaction { _ = try $0.checkpoint(.passive) } }
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_DBMOVED {
          isWhole = false
        }
        guard isWhole else { throw RecordFault.Reason.moved(rescue(from: connection).map { .into($0) } ?? .failed) }
        try connection.queue.close()
      }
    }
  }

  /// Puts all that a record holds which is no longer at its name into a new file beside it, since nobody finds it
  /// otherwise: of what was acknowledged, some lies in the write-ahead log, and that belongs to a file that is
  /// elsewhere or nowhere.
  ///
  /// - Returns: the new file's path; nil where it could not be written, and then what lies beside the name is left
  ///   there.
  private func rescue(from connection: Connection) -> String? {
    defer { try? connection.queue.close() }
    let rescue = RecordFile(file.path + ".rescued-" + String(randomness.word(), radix: 36))
    do {
      let draft = try rescue.draft(named: randomness.word())
      defer { draft.discard() }
      try connection.read(identity) { try Record.copy($0, to: draft, isArchive: false) { _ in } }
      try draft.publish(as: rescue)
    } catch {
      return nil
    }
    // The connection is open until the end of this function, and nothing of it is kept.
    connection.queue.inDatabase { unsafe record_disk_abandon($0.sqliteConnection) }
    return rescue.path
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
    let file = RecordFile(path)
    try RecordFault.at(path) {
      try file.checkFree()
      let draft = try file.draft(named: randomness.word())
      defer { draft.discard() }
      let writer = try Writer(lock: RecordLock(of: draft), connection: draft.maker())
      let head = try Checkpoint(Tree().head, signedBy: holder)
      let inventory = try SignedInventory(wraps: WrapChain(), handedOut: HandedOutChain(), size: 0, signedBy: holder)
      try writer.connection.queue.write { db in
        db.allowReading()
        try RecordSchema.make(db)
        try db.execute(
          sql: "INSERT INTO record (one, id, verification, recovery) VALUES (1, ?, ?, ?)",
          arguments: [holder.record.text, Data(holder.verificationKey.bytes), Data(recovery.bytes)])
        try db.execute(sql: "INSERT INTO checkpoint (size, note, published) VALUES (0, ?, 0)", arguments: [Data(head.note.bytes)])
        try Record.keep(inventory, db)
      }
      let state = State(
        writer: writer, head: head, tree: Tree(), keyring: Keyring(), boxes: [], verification: holder.verificationKey, inventory: inventory)
      let record = Record(
        path: path, file: draft, identity: writer.connection.identity, holder: holder, recovery: recovery, randomness: randomness,
        newest: newest, state: state)
      try record.append(first)
      // From here on it has a write-ahead log, as every record does that goes on.
      try writer.connection.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      try record.close()
      try draft.publish(as: file)
    }
    return try open(at: path, as: holder, newest: newest, randomness: randomness)
  }

  /// What a record file says of itself to whoever has no key: nothing of it is verified, and who trusts it has that
  /// from elsewhere.
  package struct Claim: Sendable {
    /// Which record it is.
    package let id: RecordID
    /// What its checkpoints are verified by.
    package let verification: VerificationKey
    /// The public part of its recovery key.
    package let recovery: Recipient

    init(_ db: Database) throws {
      guard let row = try Row.fetchOne(db, sql: "SELECT id, verification, recovery FROM record"), let id = RecordID(try row.text(0)),
        let verification = VerificationKey(name: id.origin, bytes: Array(try row.bytes(1, Length.key))),
        let recovery = Recipient(bytes: Array(try row.bytes(2, Length.key)))
      else { throw RecordFault.Reason.damaged("its first table is not what it was") }
      (self.id, self.verification, self.recovery) = (id, verification, recovery)
    }
  }

  /// Reads what a record file says of itself.
  ///
  /// - Throws: ``RecordFault``.
  package static func claim(at path: String) throws -> Claim {
    try RecordFault.at(path) { try RecordFile(path).read(nil, Claim.init) }
  }

  /// Opens a record for reading and writing. Its newest checkpoint must be signed, its tree be the one it was signed
  /// for, its last leaf the tree's, and its recovery key the one that the holder's key file names; whatever else is
  /// read is held against the tree when it is.
  ///
  /// - Parameter newest: where the newest checkpoint is kept beside the holder's key; nil to keep none. A record that
  ///   is older, or another, is opened and not written to.
  /// - Throws: ``RecordFault``.
  package static func open(at path: String, as holder: PersonKey, newest: NewestCheckpoint? = nil, randomness: Randomness) throws
    -> Record
  {
    try RecordFault.at(path) {
      let file = RecordFile(path)
      // Looked at before it is opened, so that another in its place is told and not taken for it.
      try file.check()
      guard let identity = OwnFile.identity(at: file.path) else { throw RecordFault.Reason.missing }
      let (recovery, state) = try file.read(identity) { try load($0, for: holder) }
      return Record(
        path: path, file: file, identity: identity, holder: holder, recovery: recovery, randomness: randomness, newest: newest, state: state
      )
    }
  }

  static func load(_ db: Database, for holder: PersonKey) throws -> (recovery: Recipient, state: State) {
    let claim = try Claim(db)
    let (recovery, verification) = (claim.recovery, claim.verification)
    guard claim.id == holder.record else { throw RecordFault.Reason.otherKey }
    guard try isTrusted(verification, by: holder, db) else { throw RecordFault.Reason.otherSigner }
    guard holder.recovery == nil || holder.recovery == recovery else { throw RecordFault.Reason.otherRecovery }
    guard let note = try newestNote(db) else { throw RecordFault.Reason.damaged("it has no checkpoint") }
    let head = try unverified { () throws(LogFault) in try Checkpoint(parsing: note, signedBy: verification) }
    let tree = try Nodes.tree(of: head.head.size, db)
    guard tree.head == head.head else { throw RecordFault.Reason.otherRoot }
    // Under its own size, and no other's.
    guard try Row.fetchOne(db, sql: "SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1")?.count(0) == head.head.size else {
      throw RecordFault.Reason.damaged("its newest checkpoint stands in another's place")
    }
    try checkTail(of: head.head.size, db)
    let keyring = try keyring(db, of: holder, passingOver: holder.publicKey == recovery)
    // The first entry brought the first data keys.
    guard head.head.size == 0 || !keyring.audiences.isEmpty else {
      throw verification.bytes == holder.verificationKey.bytes ? RecordFault.Reason.damaged("its data keys are missing") : .noAccess
    }
    let boxes = [Int?](repeating: nil, count: keyring.keys.count)
    let closedSize = try RecordSchema.closedSize(db)
    guard closedSize == nil || closedSize == head.head.size else { throw RecordFault.Reason.damaged("it was closed at another size") }
    return (
      recovery,
      State(
        head: head, tree: tree, keyring: keyring, boxes: boxes, verification: verification, wraps: try wrapChain(db),
        handedOut: try handedOutChain(db), inventory: try inventory(db, by: verification), closedSize: closedSize)
    )
  }

  /// What the record held beside its tree when the newest checkpoint was signed; nil where nobody who may has signed
  /// it.
  static func inventory(_ db: Database, by verification: VerificationKey) throws -> SignedInventory? {
    guard let row = try Row.fetchOne(db, sql: "SELECT note FROM inventory") else { return nil }
    return try? SignedInventory(parsing: Array(try row.bytes(0, Length.note)), signedBy: verification)
  }

  static func keep(_ inventory: SignedInventory, _ db: Database) throws {
    try db.execute(sql: "INSERT OR REPLACE INTO inventory (one, note) VALUES (1, ?)", arguments: [Data(inventory.note.bytes)])
  }

  /// What all wraps come to. Another's that was changed keeps nobody from reading, whatever stands there now; whoever
  /// writes looks at it first.
  static func wrapChain(_ db: Database) throws -> WrapChain {
    var (chain, last) = (WrapChain(), 0)
    try db.forEachRow("SELECT rowid, recipient, number, sealed FROM wrap ORDER BY rowid") { row in
      guard case let place = try row.count(0), place > last else { throw RecordFault.Reason.damaged("its wraps are not in order") }
      last = place
      chain.append((1...3).map { (row[$0] as DatabaseValue).chained })
    }
    return chain
  }

  /// What all checkpoints come to that are marked as handed out.
  static func handedOutChain(_ db: Database) throws -> HandedOutChain {
    var (chain, last) = (HandedOutChain(), -1)
    try db.forEachRow("SELECT size, note FROM checkpoint WHERE published ORDER BY size") { row in
      guard case let size = try row.count(0), size > last else { throw RecordFault.Reason.damaged("its checkpoints are not in order") }
      last = size
      chain.append(note: Array(try row.bytes(1, Length.note)))
    }
    return chain
  }

  /// - Parameter passingOver: whether wraps that do not open are passed over.
  static func keyring(_ db: Database, of holder: PersonKey, passingOver: Bool = false) throws -> Keyring {
    let name = holder.publicKey.name(in: holder.record)
    var wraps: [Wrap] = []
    try db.forEachRow("SELECT number, sealed FROM wrap WHERE recipient = ? ORDER BY number", [Data(name)]) { row in
      do {
        let wrap = Wrap(recipient: name, number: try row.count(0), sealed: Array(try row.bytes(1, Length.wrap)))
        guard wraps.last.map({ $0.number < wrap.number }) ?? true else { throw RecordFault.Reason.damaged("its wraps are not in order") }
        wraps.append(wrap)
      } catch {
        guard passingOver else { throw error }
      }
    }
    return try unverified { () throws(LogFault) in try Keyring(wraps, with: holder.opening, in: holder.record, passingOver: passingOver) }
  }

  /// Whether the key that signs the record is the one that a holder trusts, or was reached from it: each handed over to
  /// the next with a checkpoint that both signed.
  private static func isTrusted(_ verification: VerificationKey, by holder: PersonKey, _ db: Database) throws -> Bool {
    var trusted = holder.trusted.bytes
    let former = try formerSigners(db)
    let signers = former.map(\.verification) + [verification.bytes]
    for (place, signer) in former.enumerated() where signer.verification == trusted {
      guard let row = try Row.fetchOne(db, sql: "SELECT note FROM checkpoint WHERE size = ?", arguments: [signer.until]) else {
        return false
      }
      let note = Array(try row.bytes(0, Length.note))
      let isSigned = [trusted, signers[place + 1]].allSatisfy { bytes in
        guard let key = VerificationKey(name: holder.record.origin, bytes: bytes) else { return false }
        return (try? Checkpoint(parsing: note, signedBy: key)) != nil
      }
      guard isSigned else { return false }
      trusted = signers[place + 1]
    }
    return trusted == verification.bytes
  }

  /// The keys that signed the record once, each with the size of the tree at which it was succeeded, ascending.
  static func formerSigners(_ db: Database) throws -> [(until: Int, verification: [UInt8])] {
    var signers: [(until: Int, verification: [UInt8])] = []
    try db.forEachRow("SELECT until, verification FROM former ORDER BY until") { row in
      let until = try row.count(0)
      guard until > signers.last?.until ?? 0 else { throw RecordFault.Reason.damaged("its former keys are not in order") }
      signers.append((until, Array(try row.bytes(1, Length.key))))
    }
    return signers
  }

  /// The last leaf is the one that the tree ends with.
  private static func checkTail(of size: Int, _ db: Database) throws {
    let last = try Row.fetchOne(db, sql: "SELECT id, bytes FROM leaf ORDER BY id DESC LIMIT 1")
    guard size > 0 || last != nil else { return }
    var nodes = Nodes(db)
    guard size > 0, let last, try last.count(0) == size,
      try nodes.hash(Tree.Node(level: 0, index: size - 1)) == Tree.leafHash(Array(try last.bytes(1, Length.leaf)))
    else { throw RecordFault.Reason.otherRoot }
  }
}

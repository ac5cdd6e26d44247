import CRecordDisk
import CandorLog
import Foundation
import GRDB
import Synchronization

/// A connection to a record's database. Before anything in the file is believed, it is held against the one format;
/// what was opened is held against the file's name at each transaction, so that what a record says is never another
/// file's.
final class Connection: Sendable {
  /// What it is for.
  enum Use: Sendable {
    /// Reads beside others, and is heeded by them.
    case reads
    /// Reads a file that nobody may write, and leaves nothing beside it.
    case looks
    /// Writes to a record that is there.
    case writes
    /// Makes a record in an empty file.
    case makes
  }

  let queue: DatabaseQueue
  /// Which file it has open.
  let identity: OwnFile.Identity
  private let use: Use
  /// SQLite's count of the changes of the schema when it was last held against the format; nil before.
  private let checked = Mutex<Int?>(nil)

  init(_ queue: DatabaseQueue, _ use: Use) throws {
    (self.queue, self.use) = (queue, use)
    identity = try queue.inDatabase { db in
      var identity = record_identity()
      // The connection is open while it is lent, and the function fills the structure it is given.
      guard unsafe record_disk_identity(db.sqliteConnection, &identity) == 0 else { throw RecordFault.Reason.forbidden }
      return OwnFile.Identity(device: UInt64(identity.device), inode: UInt64(identity.inode))
    }
  }

  /// Reads in one transaction.
  ///
  /// - Parameter identity: the file that it must be; nil where nobody has looked yet.
  func read<Value>(_ identity: OwnFile.Identity?, _ body: (Database) throws -> Value) throws -> Value {
    guard identity == nil || identity == self.identity else { throw RecordFault.Reason.moved(.pending) }
    return try queue.read { db in
      try begin(db)
      return try body(db)
    }
  }

  /// Writes in one transaction.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try queue.write { db in
      try begin(db)
      return try body(db)
    }
  }

  private func begin(_ db: Database) throws {
    db.allowReading()
    let count = try Row.fetchOne(db, sql: "PRAGMA schema_version")?.count(0)
    guard checked.withLock({ $0 }) != count else { return }
    // What is being made is not yet what it will be.
    if use != .makes { try RecordSchema.check(db, isLookedAt: use == .looks) }
    checked.withLock { $0 = count }
  }

  /// Whether the files that it has open still have their names.
  var isWhole: Bool {
    // The connection is open while it is lent, and the function keeps nothing of it.
    queue.inDatabase { unsafe record_disk_is_whole($0.sqliteConnection) != 0 }
  }
}

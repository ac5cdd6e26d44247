import GRDB
import Synchronization

/// Sees whether others have committed to a record file since it last looked; short reads go the same way, so that a
/// server opens no file for each.
final class Watch: Sendable {
  /// Nil where the file may not be written: nobody would know of this reader, so each look reads it anew.
  let connection: Connection?
  /// SQLite's count of the commits of others; nil before the first look.
  private let seen = Mutex<Int?>(nil)

  init(_ file: RecordFile) throws { connection = try file.mayHeed ? file.reader() : nil }

  /// Whether others have committed since the last look, or may have.
  func hasChanged() throws -> Bool {
    guard let connection else { return true }
    // Asked outside a transaction, and changed by no commit of this connection
    // (https://www.sqlite.org/pragma.html#pragma_data_version).
    let count = try connection.queue.writeWithoutTransaction { db in
      db.allowReading()
      return try Int.fetchOne(db.cachedStatement(sql: "PRAGMA data_version"))
    }
    return seen.withLock { seen in
      defer { seen = count }
      return seen == nil || seen != count
    }
  }

  func close() throws { try connection?.queue.close() }
}

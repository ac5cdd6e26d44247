import GRDB

/// The tables of a record file. A migration never changes once a record was written with it, and names nothing of the program.
enum RecordSchema {
  /// SQLite's application id: "Cand".
  static let applicationID = 0x4361_6E64
  /// Each brings a record from the format of its index to the next; the file's format is SQLite's user version.
  static let migrations = [first, second, third]
  /// The newest format that this program writes.
  static var format: Int { migrations.count }

  private static let first = """
    CREATE TABLE record (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      id TEXT NOT NULL CHECK (length(id) = 20),
      verification BLOB NOT NULL CHECK (length(verification) = 32),
      recovery BLOB NOT NULL CHECK (length(recovery) = 32)
    ) STRICT;
    CREATE TABLE leaf (
      id INTEGER PRIMARY KEY CHECK (id >= 1),
      bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 4096)
    ) STRICT;
    CREATE TABLE box (
      entry INTEGER NOT NULL REFERENCES leaf (id),
      locator BLOB NOT NULL UNIQUE CHECK (length(locator) = 16),
      sealed BLOB NOT NULL CHECK (length(sealed) >= 284)
    ) STRICT;
    CREATE INDEX box_entry ON box (entry);
    CREATE TABLE wrap (
      recipient BLOB NOT NULL CHECK (length(recipient) = 16),
      number INTEGER NOT NULL CHECK (number >= 0),
      sealed BLOB NOT NULL CHECK (length(sealed) >= 304),
      PRIMARY KEY (recipient, number)
    ) STRICT;
    CREATE TABLE checkpoint (
      size INTEGER PRIMARY KEY CHECK (size >= 0),
      note BLOB NOT NULL CHECK (length(note) BETWEEN 1 AND 1000000),
      published INTEGER NOT NULL CHECK (published IN (0, 1))
    ) STRICT;

    CREATE TRIGGER leaf_next BEFORE INSERT ON leaf WHEN NEW.id <> 1 + (SELECT coalesce(max(id), 0) FROM leaf)
      BEGIN SELECT RAISE(ABORT, 'leaves are numbered without holes'); END;
    CREATE TRIGGER leaf_kept BEFORE DELETE ON leaf BEGIN SELECT RAISE(ABORT, 'leaves are only appended'); END;
    CREATE TRIGGER leaf_fixed BEFORE UPDATE ON leaf BEGIN SELECT RAISE(ABORT, 'leaves are only appended'); END;
    CREATE TRIGGER box_kept BEFORE DELETE ON box BEGIN SELECT RAISE(ABORT, 'boxes are replaced, never removed'); END;
    CREATE TRIGGER box_fixed BEFORE UPDATE OF entry, locator ON box BEGIN SELECT RAISE(ABORT, 'boxes do not move'); END;
    CREATE TRIGGER wrap_kept BEFORE DELETE ON wrap BEGIN SELECT RAISE(ABORT, 'wraps are only appended'); END;
    CREATE TRIGGER wrap_fixed BEFORE UPDATE ON wrap BEGIN SELECT RAISE(ABORT, 'wraps are only appended'); END;
    CREATE TRIGGER checkpoint_kept BEFORE DELETE ON checkpoint WHEN OLD.published
      BEGIN SELECT RAISE(ABORT, 'published checkpoints are kept'); END;
    """

  private static let second = """
    CREATE TABLE node (
      tier INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 13),
      tile INTEGER NOT NULL CHECK (tile >= 0),
      hashes BLOB NOT NULL CHECK (length(hashes) BETWEEN 32 AND 960 AND length(hashes) % 32 = 0),
      PRIMARY KEY (tier, tile)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE former (
      until INTEGER PRIMARY KEY CHECK (until >= 1),
      verification BLOB NOT NULL CHECK (length(verification) = 32)
    ) STRICT;
    CREATE TRIGGER former_kept BEFORE DELETE ON former BEGIN SELECT RAISE(ABORT, 'former keys are kept'); END;
    CREATE TRIGGER former_fixed BEFORE UPDATE ON former BEGIN SELECT RAISE(ABORT, 'former keys are kept'); END;
    CREATE TRIGGER node_kept BEFORE DELETE ON node BEGIN SELECT RAISE(ABORT, 'nodes are only added'); END;
    CREATE TRIGGER node_filled BEFORE UPDATE ON node
      WHEN NEW.tier <> OLD.tier OR NEW.tile <> OLD.tile OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes
      BEGIN SELECT RAISE(ABORT, 'tiles are filled up, never changed'); END;
    """

  private static let third = """
    CREATE TABLE wraps (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      note BLOB NOT NULL CHECK (length(note) BETWEEN 1 AND 1000)
    ) STRICT;
    """

  /// What an archive has beside a record's tables. It is no migration: a record that goes on never gets it.
  private static let archive = """
    CREATE TABLE archive (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      size INTEGER NOT NULL CHECK (size >= 0)
    ) STRICT;
    """

  /// Closes a record for good: it says that it is an archive, and SQLite itself refuses whatever would change it, whichever program asks.
  static func close(_ db: Database, at size: Int) throws {
    guard try closedSize(db) == nil else { return }
    try db.execute(sql: archive)
    try db.execute(sql: "INSERT INTO archive (one, size) VALUES (1, ?)", arguments: [size])
    for table in ["record", "leaf", "box", "wrap", "checkpoint", "node", "former", "wraps", "archive"] {
      for change in ["INSERT", "UPDATE", "DELETE"] {
        // Both words are the program's own.
        try db.execute(
          sql: """
            CREATE TRIGGER \(table)_closed_to_\(change.lowercased()) BEFORE \(change) ON \(table)
              BEGIN SELECT RAISE(ABORT, 'an archive is only read'); END
            """)
      }
    }
  }

  /// The number of entries at which a record was closed for good; nil where it goes on.
  static func closedSize(_ db: Database) throws -> Int? {
    try db.tableExists("archive") ? Int.fetchOne(db, sql: "SELECT size FROM archive") ?? 0 : nil
  }

  /// Whether a record is of an older format than the newest.
  ///
  /// - Throws: ``RecordFault/Reason/newerFormat`` where it is beyond it.
  static func isOlder(_ db: Database) throws -> Bool {
    let found = try version(db)
    guard found <= format else { throw RecordFault.Reason.newerFormat }
    return found < format
  }

  private static func version(_ db: Database) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 }

  /// Brings a record to the newest format, within the transaction that is open.
  static func migrate(_ db: Database) throws {
    guard try isOlder(db) else { return }
    let before = try version(db)
    for migration in migrations[before...] { try db.execute(sql: migration) }
    if before < 2 { try Nodes.fill(from: db) }
    // A pragma takes no arguments; both numbers are the program's own.
    try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(format)")
  }
}

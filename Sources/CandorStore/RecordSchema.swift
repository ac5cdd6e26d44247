import GRDB

/// What a record file is made of. There is one format: a file that has anything else in it, or lacks something, is
/// refused before anything in it is believed.
enum RecordSchema {
  /// SQLite's application id: "Cand".
  static let applicationID = 0x4361_6E64
  /// SQLite's user version.
  static let format = 4
  /// Bytes of a page: one fits seven leaves.
  static let pageSize = 8192

  /// A statement that makes one thing in the file, word for word as SQLite keeps it
  /// (https://www.sqlite.org/schematab.html).
  private struct Statement {
    let sql: String
    /// Indexes that SQLite makes by itself for the table's constraints.
    var indexes: [String] = []
  }

  private static let record: [Statement] = [
    Statement(
      sql: """
        CREATE TABLE record (
          one INTEGER PRIMARY KEY CHECK (one = 1),
          id TEXT NOT NULL CHECK (length(id) = 20),
          verification BLOB NOT NULL CHECK (length(verification) = 32),
          recovery BLOB NOT NULL CHECK (length(recovery) = 32)
        ) STRICT
        """),
    Statement(
      sql: """
        CREATE TABLE leaf (
          id INTEGER PRIMARY KEY CHECK (id >= 1),
          bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 4096)
        ) STRICT
        """),
    Statement(
      sql: """
        CREATE TABLE box (
          entry INTEGER NOT NULL REFERENCES leaf (id),
          locator BLOB NOT NULL UNIQUE CHECK (length(locator) = 16),
          sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 284 AND 67108864)
        ) STRICT
        """, indexes: ["sqlite_autoindex_box_1"]),
    Statement(sql: "CREATE INDEX box_entry ON box (entry)"),
    Statement(
      sql: """
        CREATE TABLE wrap (
          recipient BLOB NOT NULL CHECK (length(recipient) = 16),
          number INTEGER NOT NULL CHECK (number >= 0),
          sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 304 AND 16777216),
          PRIMARY KEY (recipient, number)
        ) STRICT
        """, indexes: ["sqlite_autoindex_wrap_1"]),
    Statement(
      sql: """
        CREATE TABLE checkpoint (
          size INTEGER PRIMARY KEY CHECK (size >= 0),
          note BLOB NOT NULL CHECK (length(note) BETWEEN 1 AND 16384),
          published INTEGER NOT NULL CHECK (published IN (0, 1))
        ) STRICT
        """),
    Statement(
      sql: """
        CREATE TABLE node (
          tier INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 13),
          tile INTEGER NOT NULL CHECK (tile >= 0),
          hashes BLOB NOT NULL CHECK (length(hashes) BETWEEN 32 AND 960 AND length(hashes) % 32 = 0),
          PRIMARY KEY (tier, tile)
        ) STRICT, WITHOUT ROWID
        """),
    Statement(
      sql: """
        CREATE TABLE former (
          until INTEGER PRIMARY KEY CHECK (until >= 1),
          verification BLOB NOT NULL CHECK (length(verification) = 32)
        ) STRICT
        """),
    Statement(
      sql: """
        CREATE TABLE inventory (
          one INTEGER PRIMARY KEY CHECK (one = 1),
          note BLOB NOT NULL CHECK (length(note) BETWEEN 1 AND 1000)
        ) STRICT
        """),
    Statement(
      sql: """
        CREATE TRIGGER leaf_next BEFORE INSERT ON leaf WHEN NEW.id <> 1 + (SELECT coalesce(max(id), 0) FROM leaf)
          BEGIN SELECT RAISE(ABORT, 'leaves are numbered without holes'); END
        """),
    refusal("leaf_kept", "DELETE ON leaf", "leaves are only appended"),
    refusal("leaf_fixed", "UPDATE ON leaf", "leaves are only appended"),
    refusal("box_kept", "DELETE ON box", "boxes are replaced, never removed"),
    refusal("box_fixed", "UPDATE OF entry, locator ON box", "boxes do not move"),
    refusal("wrap_kept", "DELETE ON wrap", "wraps are only appended"),
    refusal("wrap_fixed", "UPDATE ON wrap", "wraps are only appended"),
    refusal("checkpoint_kept", "DELETE ON checkpoint WHEN OLD.published", "published checkpoints are kept"),
    refusal("former_kept", "DELETE ON former", "former keys are kept"),
    refusal("former_fixed", "UPDATE ON former", "former keys are kept"),
    refusal("node_kept", "DELETE ON node", "nodes are only added"),
    refusal(
      "node_filled",
      "UPDATE ON node WHEN NEW.tier <> OLD.tier OR NEW.tile <> OLD.tile OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes",
      "tiles are filled up, never changed"),
  ]

  /// What an archive has beside a record's: it says that it is one, and SQLite itself refuses whatever would change it,
  /// whichever program asks.
  private static let archive: [Statement] =
    [
      Statement(
        sql: """
          CREATE TABLE archive (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            size INTEGER NOT NULL CHECK (size >= 0)
          ) STRICT
          """)
    ]
    + (Table.allCases.map(\.rawValue) + ["archive"]).flatMap { table in
      ["INSERT", "UPDATE", "DELETE"].map { change in
        refusal("\(table)_closed_to_\(change.lowercased())", "\(change) ON \(table)", "an archive is only read")
      }
    }

  /// The tables of a record, in the order in which they are made.
  enum Table: String, CaseIterable {
    case record, leaf, box, wrap, checkpoint, node, former, inventory

    /// What a row is copied by: its columns, and where it has no number of its own, the one by which SQLite keeps its
    /// place.
    var columns: [String] {
      switch self {
      case .record: ["one", "id", "verification", "recovery"]
      case .leaf: ["id", "bytes"]
      case .box: ["rowid", "entry", "locator", "sealed"]
      case .wrap: ["rowid", "recipient", "number", "sealed"]
      case .checkpoint: ["size", "note", "published"]
      case .node: ["tier", "tile", "hashes"]
      case .former: ["until", "verification"]
      case .inventory: ["one", "note"]
      }
    }
  }

  private static func refusal(_ name: String, _ change: String, _ why: String) -> Statement {
    Statement(sql: "CREATE TRIGGER \(name) BEFORE \(change) BEGIN SELECT RAISE(ABORT, '\(why)'); END")
  }

  /// Makes the tables of a record in an empty file.
  static func make(_ db: Database) throws {
    for statement in record { try db.execute(sql: statement.sql) }
    // A pragma takes no arguments; both numbers are the program's own.
    try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(format)")
  }

  /// Closes a record for good.
  static func close(_ db: Database, at size: Int) throws {
    try db.execute(sql: archive[0].sql)
    try db.execute(sql: "INSERT INTO archive (one, size) VALUES (1, ?)", arguments: [size])
    for statement in archive.dropFirst() { try db.execute(sql: statement.sql) }
  }

  /// The number of entries at which a record was closed for good; nil where it goes on.
  static func closedSize(_ db: Database) throws -> Int? {
    guard try Row.fetchOne(db, sql: "SELECT 1 FROM sqlite_schema WHERE name = 'archive'") != nil else { return nil }
    guard let size = try Row.fetchOne(db, sql: "SELECT size FROM archive")?.count(0) else {
      throw RecordFault.Reason.damaged("it does not say when it was closed")
    }
    return size
  }

  // MARK: - Whether a file is one

  /// Holds a file against the format: what it says of itself, and everything that is kept in it by a name.
  ///
  /// - Parameter isLookedAt: whether the file is read as one that nobody writes to; then nothing tells whether it has a
  ///   write-ahead log.
  /// - Throws: ``RecordFault/Reason``.
  static func check(_ db: Database, isLookedAt: Bool) throws {
    func setting(_ name: String) throws -> DatabaseValue? { try Row.fetchOne(db, sql: "PRAGMA \(name)").map { $0[0] } }
    guard try setting("application_id") == applicationID.databaseValue else { throw RecordFault.Reason.notARecord }
    guard case .int64(let version)? = try setting("user_version")?.storage else { throw RecordFault.Reason.notARecord }
    guard version == Int64(format) else { throw version > format ? RecordFault.Reason.newerFormat : .olderFormat }
    let settings: [(String, DatabaseValue)] = [
      ("page_size", pageSize.databaseValue), ("encoding", "UTF-8".databaseValue), ("auto_vacuum", 0.databaseValue),
    ]
    for (name, wanted) in settings where try setting(name) != wanted {
      throw RecordFault.Reason.damaged("its \(name.replacing("_", with: " ")) is not a record's")
    }
    let isArchive = try checkNames(db)
    // SQLite says "delete" of a file that has no write-ahead log.
    guard try isLookedAt || setting("journal_mode") == (isArchive ? "delete" : "wal").databaseValue else {
      throw RecordFault.Reason.damaged("it is not kept as a record is")
    }
  }

  /// Whatever is kept under a name must be what this program made there, and in a place of its own: with anything else,
  /// what SQLite does on being asked for a value is for whoever wrote the file to say.
  ///
  /// - Returns: whether it is an archive.
  private static func checkNames(_ db: Database) throws -> Bool {
    let all = record + archive
    // One more than there can be shows that there are too many.
    let rows = try Row.fetchAll(
      db, sql: "SELECT type, name, rootpage, sql FROM sqlite_schema ORDER BY rowid LIMIT ?",
      arguments: [all.reduce(1) { $0 + 1 + $1.indexes.count }])
    let isArchive = rows.contains { $0[1] == "archive".databaseValue }
    var expected: [(name: DatabaseValue, sql: DatabaseValue)] = []
    for statement in isArchive ? all : record {
      let name = statement.sql.split(separator: " ", maxSplits: 3)[2]
      expected.append((String(name).databaseValue, statement.sql.databaseValue))
      expected += statement.indexes.map { ($0.databaseValue, .null) }
    }
    for (row, wanted) in zip(rows, expected) where row[1] != wanted.name || row[3] != wanted.sql {
      throw RecordFault.Reason.foreignSchema
    }
    guard rows.count == expected.count else { throw RecordFault.Reason.foreignSchema }
    let pages = try Row.fetchOne(db, sql: "PRAGMA page_count")?.count(0) ?? 0
    var roots: Set<Int> = [1]
    for row in rows {
      let root = try row.count(2)
      if row[0] == "trigger".databaseValue {
        guard root == 0 else { throw RecordFault.Reason.foreignSchema }
      } else {
        guard root <= pages, root > 0, roots.insert(root).inserted else { throw RecordFault.Reason.damaged("two tables lie in one place") }
      }
    }
    return isArchive
  }
}

import Foundation
import GRDB

/// A record file as someone made it who can write to it and wants whoever opens it to come to harm: a value of another
/// type where none can be, something in the schema that runs by itself, a table without end, a header that lies.
///
/// Each is made from a record that is as it should be, so that all else in it is.
package struct HostileRecord: Sendable, CustomStringConvertible {
  /// What was done to it.
  package let description: String
  /// Whether whoever opens it is sure to be refused; else reading may go on, as far as what is read was signed for.
  package let isRefused: Bool
  private let harm: @Sendable (_ path: String) throws -> Void

  private init(_ description: String, isRefused: Bool, _ harm: @escaping @Sendable (String) throws -> Void) {
    (self.description, self.isRefused, self.harm) = (description, isRefused, harm)
  }

  /// Does it to a record that nobody has open.
  package func make(at path: String) throws {
    try harm(path)
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
  }

  /// All of them.
  package static let all: [HostileRecord] = values + schemas + headers + pages + endless

  // MARK: - Values

  /// Each column with what cannot stand there: the constraints are taken from the schema, and put back when it is done.
  private static let values: [HostileRecord] = {
    let columns: [(table: String, columns: [String], key: String)] = [
      ("record", ["id", "verification", "recovery"], "one INTEGER PRIMARY KEY"),
      ("leaf", ["bytes"], "id INTEGER PRIMARY KEY"),
      ("box", ["entry", "locator", "sealed"], ""),
      ("wrap", ["recipient", "number", "sealed"], ""),
      ("checkpoint", ["note", "published"], "size INTEGER PRIMARY KEY"),
      ("inventory", ["note"], "one INTEGER PRIMARY KEY"),
    ]
    let wrong = [
      "NULL", "-1", "9223372036854775807", "1.5", "'text'", "x''", "zeroblob(3000000)", "CAST('\u{202E}' AS TEXT)",
    ]
    let typed = columns.flatMap { table, columns, key in
      columns.flatMap { column in
        wrong.map { value in
          HostileRecord("\(table).\(column) is \(value)", isRefused: false) { path in
            let list = columns.joined(separator: ", ")
            try loosened(path, table, as: "CREATE TABLE \(table) (\(key.isEmpty ? list : key + ", " + list))") {
              "UPDATE \(table) SET \(column) = \(value) WHERE rowid = (SELECT max(rowid) FROM \(table))"
            }
          }
        }
      }
    }
    let sizes = ["0", "-5", "9007199254740993", "9223372036854775807"].map { number in
      HostileRecord("the newest checkpoint is of \(number) entries", isRefused: number != "0") { path in
        try loosened(path, "checkpoint", as: "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note, published)") {
          "UPDATE checkpoint SET size = \(number) WHERE size = (SELECT max(size) FROM checkpoint)"
        }
      }
    }
    let numbers = ["-1", "0", "9", "9223372036854775807"].map { number in
      HostileRecord("the last entry has the number \(number)", isRefused: true) { path in
        try loosened(path, "leaf", as: "CREATE TABLE leaf (id INTEGER PRIMARY KEY, bytes)") {
          "UPDATE leaf SET id = \(number) WHERE id = (SELECT max(id) FROM leaf)"
        }
      }
    }
    let signers = ["-1", "1", "2", "9223372036854775807"].map { number in
      HostileRecord("somebody signed before, until \(number)", isRefused: false) { path in
        try loosened(path, "former", as: "CREATE TABLE former (until INTEGER PRIMARY KEY, verification)") {
          "INSERT INTO former VALUES (\(number), (SELECT verification FROM record))"
        }
      }
    }
    return typed + sizes + numbers + signers
  }()

  // MARK: - Schemas

  private static let schemas: [HostileRecord] = {
    let harms: [(what: String, sql: String)] = [
      ("a table more", "CREATE TABLE loot (a)"),
      ("a table more, and full", "CREATE TABLE loot AS SELECT randomblob(5000) AS a FROM leaf"),
      ("an index more", "CREATE INDEX more ON leaf (bytes)"),
      ("an index on what an expression makes", "CREATE INDEX more ON leaf (length(bytes))"),
      ("an index for some rows", "CREATE INDEX more ON leaf (id) WHERE id > 1"),
      (
        "a trigger that keeps what is erased",
        "CREATE TABLE loot (a); CREATE TRIGGER keep BEFORE UPDATE ON box BEGIN INSERT INTO loot VALUES (OLD.sealed); END"
      ),
      ("a trigger that swallows what is appended", "CREATE TRIGGER swallow BEFORE INSERT ON leaf BEGIN SELECT RAISE(IGNORE); END"),
      (
        "a trigger that never ends",
        "CREATE TRIGGER spin BEFORE INSERT ON leaf BEGIN SELECT count(*) FROM leaf a, leaf b, leaf c, leaf d, leaf e; END"
      ),
      ("a view more", "CREATE VIEW more AS SELECT 1"),
      ("a view without end", "CREATE VIEW more AS WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"),
      (
        "a view in the place of the leaves",
        "DROP TRIGGER leaf_kept; ALTER TABLE leaf RENAME TO sheet; CREATE VIEW leaf AS SELECT * FROM sheet"
      ),
      (
        "a view without end in the place of the wraps",
        "ALTER TABLE wrap RENAME TO cover; CREATE VIEW wrap AS WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT zeroblob(16) AS recipient, x AS number, zeroblob(400) AS sealed, x AS rowid FROM n"
      ),
      ("a view in the place of the record", "ALTER TABLE record RENAME TO cover; CREATE VIEW record AS SELECT * FROM cover"),
      ("a column more", "ALTER TABLE leaf ADD COLUMN more BLOB"),
      ("a column that is made anew each time", "ALTER TABLE leaf ADD COLUMN more BLOB AS (randomblob(100000000))"),
      ("a trigger less", "DROP TRIGGER leaf_kept"),
      ("another trigger of that name", "DROP TRIGGER leaf_kept; CREATE TRIGGER leaf_kept BEFORE DELETE ON leaf BEGIN SELECT 1; END"),
      ("an index less", "DROP INDEX box_entry"),
      ("a table less", "DROP TABLE former"),
      ("numbers that are counted on", "CREATE TABLE loot (a INTEGER PRIMARY KEY AUTOINCREMENT)"),
      ("statistics", "ANALYZE"),
      (
        "the words of a statement in small letters",
        "UPDATE sqlite_schema SET sql = replace(sql, 'CREATE TABLE record', 'create table record') WHERE name = 'record'"
      ),
      ("a remark in a statement", "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '/* */ STRICT') WHERE name = 'record'"),
      (
        "leaves without constraints",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE leaf (id INTEGER PRIMARY KEY, bytes BLOB)' WHERE name = 'leaf'"
      ),
      ("no statement for a table", "UPDATE sqlite_schema SET sql = NULL WHERE name = 'leaf'"),
      ("a statement that is none", "UPDATE sqlite_schema SET sql = 'CREATE TABLE leaf (' WHERE name = 'leaf'"),
      ("a statement of three million letters", "UPDATE sqlite_schema SET sql = sql || hex(zeroblob(1500000)) WHERE name = 'leaf'"),
      (
        "one place for two tables",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'leaf') WHERE name = 'wrap'"
      ),
      ("a table in the place of the schema", "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'wrap'"),
      ("a table in no place", "UPDATE sqlite_schema SET rootpage = 0 WHERE name = 'wrap'"),
      ("a table in a place before the first", "UPDATE sqlite_schema SET rootpage = -3 WHERE name = 'wrap'"),
      ("a table beyond the end", "UPDATE sqlite_schema SET rootpage = 4000000 WHERE name = 'wrap'"),
      (
        "an index in the place of its table",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'box') WHERE name = 'box_entry'"
      ),
      ("a trigger with a place", "UPDATE sqlite_schema SET rootpage = 5 WHERE name = 'leaf_next'"),
      ("a table twice", "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'leaf'"),
      (
        "ten thousand views",
        "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 10000) INSERT INTO sqlite_schema SELECT 'view', 'v' || x, 'v' || x, 0, 'CREATE VIEW v' || x || ' AS SELECT 1' FROM n"
      ),
      ("an empty schema", "DELETE FROM sqlite_schema"),
    ]
    return harms.map { what, sql in HostileRecord(what, isRefused: true) { try execute($0, sql) } }
      + [0, 1, 3, 5, -1, 2_147_483_647].map { version in
        HostileRecord("format \(version)", isRefused: true) { try execute($0, "PRAGMA user_version = \(version)") }
      }
  }()

  // MARK: - Headers

  /// The first hundred bytes (https://www.sqlite.org/fileformat.html#the_database_header).
  private static let headers: [HostileRecord] = {
    let harms: [(place: Int, bytes: [UInt8])] = [
      (0, [0x73]), (16, [0x10, 0x00]), (16, [0x00, 0x01]), (16, [0, 0]), (18, [1]), (18, [1, 1]), (18, [3, 3]), (19, [9]), (20, [255]),
      (21, [0]),
      (23, [1]), (28, [0, 0, 0, 1]), (28, [0xFF, 0xFF, 0xFF, 0xFF]), (32, [0, 0, 0, 2, 0, 0, 0, 9]), (32, [0xFF, 0xFF, 0xFF, 0xFF]),
      (44, [0, 0, 0, 9]),
      (52, [0, 0, 0, 5]), (56, [0, 0, 0, 2]), (56, [0, 0, 0, 3]), (56, [9, 9, 9, 9]), (68, [0, 0, 0, 0]), (96, [0xFF, 0xFF, 0xFF, 0xFF]),
    ]
    let lies = harms.map { place, bytes in
      HostileRecord("\(bytes) at \(place) of the header", isRefused: false) { path in
        try changed(path) { file in file.replaceSubrange(place..<(place + bytes.count), with: bytes) }
      }
    }
    return lies
      + [0, 1, 99, 100, 8191, 8192, 8193, 20_000].map { length in
        HostileRecord("the first \(length) bytes of it", isRefused: true) { path in try changed(path) { $0 = Array($0.prefix(length)) } }
      }
  }()

  // MARK: - Pages

  private static let pages: [HostileRecord] = (1...13).flatMap { (page: Int) -> [HostileRecord] in
    let harms: [(what: String, place: Int, bytes: [UInt8])] = [
      ("is of no kind", 0, [0x77]), ("is of another kind", 0, [0x05]), ("has too many cells", 3, [0xFF, 0xFF]),
      ("has no cells", 3, [0, 0]),
      ("has a free block that is its own next", 1, [0x00, 0x40, 0, 0]),
      ("has itself below it", 0, [0x05, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, UInt8(page)]),
    ]
    return harms.map { what, place, bytes in
      HostileRecord("page \(page) \(what)", isRefused: false) { path in
        try changed(path) { file in
          let start = (page - 1) * 8192 + (page == 1 ? 100 : 0) + place
          guard start + bytes.count <= file.count else { return }
          file.replaceSubrange(start..<(start + bytes.count), with: bytes)
        }
      }
    }
  }

  // MARK: - Tables without end

  /// A table whose pages point to one another so that going through it takes longer than anyone lives, in some hundred
  /// kilobytes.
  private static let endless: [HostileRecord] = [("node", true), ("checkpoint", false), ("wrap", false)].flatMap { table, isWithoutRowid in
    [2, 6].map { levels in
      HostileRecord("the table \(table) goes round on \(levels) levels", isRefused: false) { path in
        let root = try DatabaseQueue(path: path).read { db in
          try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [table]) ?? 0
        }
        try changed(path) { file in
          let size = 8192
          let rows = Array(file[((root - 1) * size)..<(root * size)])
          var number = file.count / size
          func add(_ page: [UInt8]) -> Int {
            file += page
            number += 1
            return number
          }
          let old = add(rows)
          // Three columns of nothing; a key of one byte where there are row numbers.
          let cell: [UInt8] = isWithoutRowid ? [4, 4, 8, 8, 0] : [4, 1, 4, 0, 0, 8]
          var child = add(page(isWithoutRowid ? 10 : 13, below: nil, cell, 400))
          for _ in 0..<levels { child = add(page(isWithoutRowid ? 2 : 5, below: child, isWithoutRowid ? cell : [1], 400)) }
          let top = page(isWithoutRowid ? 2 : 5, below: old, isWithoutRowid ? cell : [1], 1, last: child)
          file.replaceSubrange(((root - 1) * size)..<(root * size), with: top)
          file.replaceSubrange(28..<32, with: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
          file.replaceSubrange(92..<96, with: file[24..<28])
        }
      }
    }
  }

  /// A page of cells that are all alike (https://www.sqlite.org/fileformat.html#b_tree_pages).
  private static func page(_ kind: UInt8, below child: Int?, _ cell: [UInt8], _ count: Int, last: Int? = nil) -> [UInt8] {
    func number(_ value: Int, _ length: Int) -> [UInt8] { (0..<length).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    var page = [UInt8](repeating: 0, count: 8192)
    let whole = (child.map { number($0, 4) } ?? []) + cell
    let (header, start) = (child == nil ? 8 : 12, 8192 - count * whole.count)
    page[0] = kind
    page.replaceSubrange(3..<7, with: number(count, 2) + number(start, 2))
    if let child { page.replaceSubrange(8..<12, with: number(last ?? child, 4)) }
    for place in 0..<count {
      let at = start + place * whole.count
      page.replaceSubrange(at..<(at + whole.count), with: whole)
      page.replaceSubrange((header + 2 * place)..<(header + 2 * place + 2), with: number(at, 2))
    }
    return page
  }

  // MARK: - How

  private static func execute(_ path: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA writable_schema = ON; \(sql); PRAGMA wal_checkpoint(TRUNCATE)") }
    try? queue.close()
  }

  /// Changes a table's rows while it is declared without constraints and triggers, and declares it as before.
  private static func loosened(_ path: String, _ table: String, as sql: String, _ statement: () -> String) throws {
    let kept = try DatabaseQueue(path: path).read { db in
      try Row.fetchAll(
        db, sql: "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema WHERE tbl_name = ? ORDER BY rowid", arguments: [table])
    }
    let order = try DatabaseQueue(path: path).read { try Row.fetchAll($0, sql: "SELECT * FROM sqlite_schema ORDER BY rowid") }
    guard let declared = kept.first?["sql"] as String? else { return }
    try execute(path, "DELETE FROM sqlite_schema WHERE type = 'trigger' OR sql IS NULL AND tbl_name = '\(table)'")
    try execute(path, "UPDATE sqlite_schema SET sql = '\(sql)' WHERE name = '\(table)'")
    try execute(path, "PRAGMA foreign_keys = OFF; \(statement())")
    try execute(path, "UPDATE sqlite_schema SET sql = '\(declared.replacing("'", with: "''"))' WHERE name = '\(table)'")
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema")
      for row in order {
        try db.execute(sql: "INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", arguments: StatementArguments(row.databaseValues))
      }
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try? queue.close()
  }

  private static func changed(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
    var bytes = Array(try Data(contentsOf: URL(filePath: path)))
    change(&bytes)
    try Data(bytes).write(to: URL(filePath: path))
  }
}

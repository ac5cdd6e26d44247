import CandorLog
import Foundation
import GRDB

/// The record file as someone without any key meets it: a database.
enum RawRecord {
  struct Refusal: Error {}

  /// Does what a statement says. Triggers that it drops are made anew behind it, as someone does who leaves the schema
  /// as it was.
  static func execute(_ path: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    do {
      try queue.writeWithoutTransaction { db in
        let before = try triggers(db)
        try db.execute(sql: sql)
        if try triggers(db) != before { try restore(before, db) }
      }
    } catch { throw Refusal() }
    try queue.close()
  }

  private static func triggers(_ db: Database) throws -> [String] {
    guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema WHERE name = 'record'") == 1 else { return [] }
    return try String.fetchAll(db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
  }

  private static func restore(_ triggers: [String], _ db: Database) throws {
    try db.inTransaction {
      try drop(db)
      for trigger in triggers { try db.execute(sql: trigger) }
      return .commit
    }
  }

  private static func drop(_ db: Database) throws {
    for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
      try db.execute(sql: "DROP TRIGGER \(name)")
    }
  }

  static func text(_ path: String, _ sql: String) throws -> String? {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { try Row.fetchOne($0, sql: sql).flatMap { ($0[0] as DatabaseValue).description } }?.trimmingCharacters(in: ["\""]
    )
  }

  static func wraps(_ path: String, for recipient: [UInt8]) throws -> [Wrap] {
    try DatabaseQueue(path: path).read { db in
      try Row.fetchAll(db, sql: "SELECT number, sealed FROM wrap WHERE recipient = ? ORDER BY number", arguments: [Data(recipient)])
        .map { Wrap(recipient: recipient, number: $0[0], sealed: Array($0[1] as Data)) }
    }
  }

  /// Where a column's values stand in a file, so that they can be changed there.
  static func values(_ path: String, _ sql: String) throws -> [[UInt8]] {
    try DatabaseQueue(path: path).read { try Data.fetchAll($0, sql: sql).map(Array.init) }
  }

  /// A write transaction that is never done until it is released.
  final class Lock {
    private let queue: DatabaseQueue

    init(_ path: String) throws {
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
    }

    func release() throws { try queue.writeWithoutTransaction { try $0.rollback() } }
  }

  /// Someone who began to read, and goes on until released.
  final class Reader {
    private let queue: DatabaseQueue

    init(_ path: String) throws {
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { db in
        try db.beginTransaction(.deferred)
        _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM box")
      }
    }

    func release() throws { try queue.writeWithoutTransaction { try $0.rollback() } }
  }

  /// Rows of a record, to be changed and put back.
  final class Rows {
    private let queue: DatabaseQueue

    init(_ path: String) throws {
      queue = try DatabaseQueue(path: path)
    }

    private func update(_ table: String, _ column: String, _ old: Data, _ new: Data, _ db: Database) throws {
      let triggers = try RawRecord.triggers(db)
      try db.inTransaction {
        try RawRecord.drop(db)
        try db.execute(sql: "UPDATE \(table) SET \(column) = ? WHERE \(column) = ?", arguments: [new, old])
        for trigger in triggers { try db.execute(sql: trigger) }
        return .commit
      }
    }

    /// Flips a bit of some row's value.
    func change(_ table: String, _ column: String, _ row: UInt64, _ bit: UInt64) throws -> (
      table: String, column: String, old: Data, new: Data
    ) {
      try queue.writeWithoutTransaction { db in
        let values = try Data.fetchAll(db, sql: "SELECT \(column) FROM \(table)")
        let old = values[Int(row % UInt64(values.count))]
        var new = Array(old)
        new[Int(bit / 8 % UInt64(new.count))] ^= 1 << UInt8(bit % 8)
        try update(table, column, old, Data(new), db)
        return (table, column, old, Data(new))
      }
    }

    func restore(_ change: (table: String, column: String, old: Data, new: Data)) throws {
      try queue.writeWithoutTransaction { try update(change.table, change.column, change.new, change.old, $0) }
    }
  }
}

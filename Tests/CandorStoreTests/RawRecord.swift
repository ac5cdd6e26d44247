import CandorLog
import Foundation
import GRDB

/// The record file as someone without any key meets it: a database.
enum RawRecord {
  struct Refusal: Error {}

  static func execute(_ path: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    do { try queue.writeWithoutTransaction { try $0.execute(sql: sql) } } catch { throw Refusal() }
    try queue.close()
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
      let triggers = ["leaf_fixed", "box_fixed", "node_filled", "wrap_fixed"].map { "DROP TRIGGER IF EXISTS \($0);" }.joined()
      try queue.writeWithoutTransaction { try $0.execute(sql: triggers) }
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
        try db.execute(sql: "UPDATE \(table) SET \(column) = ? WHERE \(column) = ?", arguments: [Data(new), old])
        return (table, column, old, Data(new))
      }
    }

    func restore(_ change: (table: String, column: String, old: Data, new: Data)) throws {
      try queue.writeWithoutTransaction { db in
        try db.execute(
          sql: "UPDATE \(change.table) SET \(change.column) = ? WHERE \(change.column) = ?", arguments: [change.old, change.new])
      }
    }
  }
}

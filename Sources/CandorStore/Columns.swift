import CRecordDisk
import CandorLog
import Foundation
import GRDB

// What a row says is what somebody wrote there: a value of another type, none, or a number beyond all bounds is told as
// damage. GRDB's own way of reading a column ends the process.

extension Row {
  /// The bytes of a column.
  ///
  /// - Throws: ``RecordFault/Reason/damaged(_:)`` where it has no bytes, or not so many.
  func bytes(_ index: Int, _ lengths: ClosedRange<Int>) throws(RecordFault.Reason) -> Data {
    guard case .blob(let data) = (self[index] as DatabaseValue).storage, lengths.contains(data.count) else {
      throw .damaged("a column has no bytes, or too few or too many")
    }
    return data
  }

  /// The number in a column: 0 to 2^53 - 1.
  ///
  /// - Throws: ``RecordFault/Reason/damaged(_:)`` where it has none.
  func count(_ index: Int) throws(RecordFault.Reason) -> Int {
    guard case .int64(let number) = (self[index] as DatabaseValue).storage, 0..<(1 << 53) ~= number else {
      throw .damaged("a column has no number, or one that cannot be")
    }
    return Int(number)
  }

  /// The text in a column.
  ///
  /// - Throws: ``RecordFault/Reason/damaged(_:)`` where it has none.
  func text(_ index: Int) throws(RecordFault.Reason) -> String {
    guard case .string(let text) = (self[index] as DatabaseValue).storage else { throw .damaged("a column has no text") }
    return text
  }
}

extension DatabaseValue {
  /// As a chain takes it: whatever stands there, also where it is not what belongs there.
  var chained: [UInt8] {
    switch storage {
    case .null: []
    case .int64(let number): UInt64(bitPattern: number).bigEndianBytes
    case .double(let number): number.bitPattern.bigEndianBytes
    case .string(let text): Array(text.utf8)
    case .blob(let data): Array(data)
    }
  }
}

/// What reading a table may take of bytes: as many as the file has, and no more. In a file made for it, rows lie in one
/// another, and each of its values goes round in a loop.
struct ByteBudget {
  private var left: Int

  init(_ db: Database) { left = db.storedBytes }

  /// - Throws: ``RecordFault/Reason/damaged(_:)`` where it is used up.
  mutating func take(_ count: Int) throws(RecordFault.Reason) {
    left -= count
    guard left >= 0 else { throw .damaged("what it holds is longer than the file") }
  }
}

extension DatabaseValue {
  /// How many bytes it takes in a file, at the least one.
  var length: Int {
    switch storage {
    case .null: 1
    case .int64, .double: 8
    case .string(let text): max(1, text.utf8.count)
    case .blob(let data): max(1, data.count)
    }
  }
}

extension Database {
  /// Goes through rows one by one, until there are no more or they come to more bytes than the file has: so it ends in
  /// any file, and holds no more than a row.
  func forEachRow(_ sql: String, _ arguments: StatementArguments = [], _ body: (Row) throws -> Void) throws {
    var budget = ByteBudget(self)
    let rows = try Row.fetchCursor(self, sql: sql, arguments: arguments)
    while let row = try rows.next() {
      for value in row.databaseValues { try budget.take(value.length) }
      try body(row)
    }
  }
}

/// How long what is stored may be, in bytes.
enum Length {
  static let leaf = 1...4096
  static let locator = 16...16
  static let box = 284...(1 << 26)
  static let recipient = 16...16
  static let wrap = 304...(1 << 24)
  static let note = 1...16_384
  static let key = 32...32
}

extension Database {
  /// How many bytes the file and its write-ahead log have.
  var storedBytes: Int {
    // The connection is open while it is lent by GRDB, and the function keeps nothing of it.
    unsafe Int(record_disk_size(sqliteConnection))
  }

  /// Lets the statements that follow take what reading everything takes, and no more: in a file that was made for it, a
  /// table has no end.
  ///
  /// - Parameter entries: so many are written besides.
  func allowReading(andWriting entries: Int = 0) {
    // Reading all of a record takes some hundred operations of SQLite's machine a page. As above.
    let operations = 2_000_000 + storedBytes / RecordSchema.pageSize * 4_000 + entries * 20_000
    unsafe record_disk_allow(sqliteConnection, Int64(operations))
  }
}

import CRecordDisk
import CandorLog
import Foundation
import GRDB

// What a row says is what somebody wrote there: a value of another type, none, or a number beyond all bounds is told as damage. GRDB's own way of reading a
// column ends the process.

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

/// How long what is stored may be, in bytes.
enum Length {
  static let leaf = 1...4096
  static let locator = 16...16
  static let box = 284...(1 << 26)
  static let recipient = 16...16
  static let wrap = 304...(1 << 26)
  static let note = 1...16_384
  static let key = 32...32
  static let hashes = 32...960
}

extension Database {
  /// How many bytes the file and its write-ahead log have.
  var storedBytes: Int {
    // The connection is open while it is lent by GRDB, and the function keeps nothing of it.
    unsafe Int(record_disk_size(sqliteConnection))
  }

  /// Lets the statements that follow take what reading everything takes, and no more: in a file that was made for it, a table has no end.
  ///
  /// - Parameter entries: so many are written besides.
  func allowReading(andWriting entries: Int = 0) {
    // A row takes some ten operations of SQLite's machine, and a page fits at most some hundred rows. As above.
    let operations = 2_000_000 + storedBytes / RecordSchema.pageSize * 20_000 + entries * 20_000
    unsafe record_disk_allow(sqliteConnection, Int64(operations))
  }
}

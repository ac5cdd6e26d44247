import CandorCore
package import CandorLog
import Foundation
import GRDB

/// A copy of a record in one file, and what it holds.
package struct Backup: Hashable, Sendable {
  /// The newest checkpoint of the copy.
  package let head: Checkpoint
  package let bytes: Int
}

extension Record {
  /// Copies the record as it is at one moment, while others may go on appending. The copy gets its name when it is
  /// whole, on disk, and every value in it was held against the log; until then, and where anything fails, there is
  /// nothing of that name.
  ///
  /// The holder's key is not part of a record, nor of its copy.
  ///
  /// - Parameters:
  ///   - path: where to; nothing is overwritten.
  ///   - progress: hears how much of it is copied, from 0 to 1.
  /// - Throws: ``RecordFault``.
  package func backup(to path: String, progress: (Double) -> Void = { _ in }) throws -> Backup {
    try copy(to: path, isArchive: false, progress)
  }

  /// Copies the record and closes the copy for good: an archive, which is read and proved from as it is, and written to
  /// by nobody. It is one file without another beside it, and its owner may read it only; so it can lie where nothing
  /// can be written.
  ///
  /// Where this record may be written, it keeps that the checkpoint was handed out: later proofs go on from whatever
  /// the archive proves.
  ///
  /// - Parameters:
  ///   - path: where to; nothing is overwritten.
  ///   - progress: hears how much of it is copied, from 0 to 1.
  /// - Throws: ``RecordFault``.
  package func archive(to path: String, progress: (Double) -> Void = { _ in }) throws -> Backup {
    try RecordFault.at(path) { try RecordFile(path).checkFree() }
    _ = try publish()
    return try copy(to: path, isArchive: true, progress)
  }

  private func copy(to path: String, isArchive: Bool, _ progress: (Double) -> Void) throws -> Backup {
    let target = RecordFile(path)
    let draft = try RecordFault.at(path) {
      try target.checkFree()
      return try target.draft(named: randomness.word())
    }
    defer { draft.discard() }
    try RecordFault.at(self.path) {
      try file.read(identity) { source in
        // A transaction keeps one state in view from its first reading on.
        try RecordFault.at(path) { try Record.copy(source, to: draft, isArchive: isArchive || self.isArchive, progress) }
      }
    }
    let copy = try Record.verified(draft, as: holder, randomness: randomness, named: path)
    // What this record showed, its copy shows too.
    guard copy.head.size >= head.head.size else { throw RecordFault(path: self.path, reason: .otherRoot) }
    let bytes = (try? FileManager.default.attributesOfItem(atPath: draft.path)[.size] as? Int) ?? 0
    try RecordFault.at(path) {
      if isArchive { try draft.makeReadOnly() }
      try draft.publish(as: target)
    }
    return Backup(head: copy, bytes: bytes)
  }

  /// Copies what a record's tables hold into an empty file, row by row: nothing else of the file, neither what was left
  /// in pages that are free now nor what someone put there.
  static func copy(_ source: Database, to draft: RecordFile, isArchive: Bool, _ progress: (Double) -> Void) throws {
    let writer = try draft.maker()
    try writer.queue.write { copy in
      let total = max(1, source.storedBytes)
      var (taken, told) = (0, 0)
      copy.allowReading(andWriting: total / 100)
      try RecordSchema.make(copy)
      for table in RecordSchema.Table.allCases {
        // The names are the program's own. Rows without a key of their own keep the place that tells their order.
        let columns = table.columns.joined(separator: ", ")
        let places = table.columns.map { _ in "?" }.joined(separator: ", ")
        let insert = try copy.cachedStatement(sql: "INSERT INTO \(table) (\(columns)) VALUES (\(places))")
        try source.forEachRow("SELECT \(columns) FROM \(table)") { row in
          let values = Array(row.databaseValues)
          taken += values.reduce(0) { $0 + $1.length }
          do { try insert.execute(arguments: StatementArguments(values)) } catch let error as DatabaseError {
            guard error.resultCode != .SQLITE_CONSTRAINT, error.resultCode != .SQLITE_MISMATCH else {
              throw RecordFault.Reason.damaged("a row is where none can be")
            }
            throw error
          }
          guard taken - told > total / 50 else { return }
          told = taken
          progress(Double(taken) / Double(total))
        }
      }
      if isArchive {
        let size = try Row.fetchOne(copy, sql: "SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1")?.count(0) ?? 0
        try RecordSchema.close(copy, at: size)
      }
    }
    // A record is in WAL mode, where even readers make files beside it; an archive may lie where nobody can.
    if !isArchive { try writer.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") } }
    try writer.queue.close()
    progress(1)
  }

  /// Opens the draft as whoever restores it would, and verifies all of it. A fault is told of the copy by the name it
  /// was to have.
  private static func verified(_ draft: RecordFile, as holder: PersonKey, randomness: Randomness, named path: String) throws -> Checkpoint {
    do {
      let copy = try open(at: draft.path, as: holder, randomness: randomness)
      if let fault = try copy.integrity().faults.first { throw RecordFault(path: path, reason: fault) }
      try copy.close()
      return copy.head
    } catch let fault as RecordFault {
      throw RecordFault(path: path, reason: fault.reason)
    }
  }
}

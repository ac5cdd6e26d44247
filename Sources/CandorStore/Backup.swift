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
  /// Copies the record as it is at one moment, while others may go on appending. The copy gets its name when it is whole, on disk, and every value
  /// in it was held against the log; until then, and where anything fails, there is nothing of that name.
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

  /// Copies the record and closes the copy for good: an archive, which is read and proved from as it is, and written to by nobody. It is one file
  /// without another beside it, and its owner may read it only; so it can lie where nothing can be written.
  ///
  /// Where this record may be written, it keeps that the checkpoint was handed out: later proofs go on from whatever the archive proves.
  ///
  /// - Parameters:
  ///   - path: where to; nothing is overwritten.
  ///   - progress: hears how much of it is copied, from 0 to 1.
  /// - Throws: ``RecordFault``.
  package func archive(to path: String, progress: (Double) -> Void = { _ in }) throws -> Backup {
    guard !FileManager.default.fileExists(atPath: path) else { throw RecordFault(path: path, reason: .exists) }
    _ = try publish()
    return try copy(to: path, isArchive: true, progress)
  }

  private func copy(to path: String, isArchive: Bool, _ progress: (Double) -> Void) throws -> Backup {
    guard !FileManager.default.fileExists(atPath: path) else { throw RecordFault(path: path, reason: .exists) }
    let draft = path + ".new-\(String(randomness.word(), radix: 36))"
    defer { for suffix in ["", "-journal", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: draft + suffix) } }
    try RecordFault.at(path) { try RecordFile.makeEmpty(draft) }
    try RecordFault.at(self.path) {
      try RecordFile.read(self.path) { source in
        // A transaction keeps one state in view from its first reading on. Without, whoever appends would make the copying begin anew each time.
        _ = try Record.newestNote(source)
        try RecordFault.at(path) { try Record.copy(source, to: draft, isArchive: isArchive, progress) }
      }
    }
    let copy = try Record.verified(draft, as: holder, randomness: randomness, named: path)
    // What this record showed, its copy shows too.
    guard copy.head.size >= head.head.size else { throw RecordFault(path: self.path, reason: .otherRoot) }
    let bytes = (try? FileManager.default.attributesOfItem(atPath: draft)[.size] as? Int) ?? 0
    try RecordFault.at(path) {
      // chmod(2) reads the path during the call.
      guard unsafe !isArchive || chmod(draft, 0o400) == 0 else { throw RecordFile.systemReason() }
      try Record.name(draft, path)
    }
    return Backup(head: copy, bytes: bytes)
  }

  private static func copy(_ source: Database, to draft: String, isArchive: Bool, _ progress: (Double) -> Void) throws {
    var configuration = Configuration()
    // The draft is on disk when the copying ends. Nothing of a record goes to a temporary file.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA synchronous = EXTRA") }
    let writer = try DatabaseQueue(path: draft, configuration: configuration)
    try withoutActuallyEscaping(progress) { progress in
      try writer.writeWithoutTransaction { copy in
        try source.backup(to: copy, pagesPerStep: 256) { step in
          progress(1 - Double(step.remainingPageCount) / Double(max(1, step.totalPageCount)))
        }
        guard isArchive else { return }
        // A record is in WAL mode, where even readers make files beside it; an archive may lie where nobody can.
        try copy.execute(sql: "PRAGMA journal_mode = DELETE")
        try copy.inTransaction {
          try RecordSchema.close(copy, at: Int.fetchOne(copy, sql: "SELECT max(size) FROM checkpoint") ?? 0)
          return .commit
        }
      }
    }
    try writer.close()
  }

  /// Opens the draft as whoever restores it would, and reads all of it. A fault is told of the copy by the name it was to have.
  private static func verified(_ draft: String, as holder: PersonKey, randomness: Randomness, named path: String) throws -> Checkpoint {
    do {
      let copy = try open(at: draft, as: holder, randomness: randomness)
      _ = try copy.disclosed()
      try copy.close()
      return copy.head
    } catch let fault as RecordFault {
      throw RecordFault(path: path, reason: fault.reason)
    }
  }

  /// Gives the draft its name. Disks for carrying about often know no links: there the name is taken first, and then the draft moved onto it.
  private static func name(_ draft: String, _ path: String) throws {
    do {
      try RecordFile.publish(draft, as: path)
    } catch RecordFault.Reason.exists {
      throw RecordFault.Reason.exists
    } catch {
      try RecordFile.makeEmpty(path)
      // rename(2) reads both paths during the call.
      guard unsafe rename(draft, path) == 0 else {
        try? FileManager.default.removeItem(atPath: path)
        throw error
      }
      _ = synchronizeDirectory(of: path)
    }
  }
}

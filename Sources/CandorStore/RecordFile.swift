import CandorLog
import Foundation
import GRDB

/// The file that a record is, below what SQLite makes of it.
enum RecordFile {
  /// How long to wait for another writer, in seconds.
  private static let patience = 5.0
  private static let magic = Array("SQLite format 3\0".utf8)

  /// The connections to a record: one that writes, some that read beside it.
  static func pool(_ path: String) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      // Pages of a new file that fit seven leaves; what is replaced is overwritten; nothing of it goes to a temporary file; 64 MiB of pages
      // before a bulk import spills.
      try db.execute(sql: "PRAGMA page_size = 8192; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536")
    }
    let pool = try DatabasePool(path: path, configuration: configuration)
    // The pool has set NORMAL, under which a power cut may take acknowledged entries with it.
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    return pool
  }

  /// Makes an empty file that only its owner may read, for SQLite to fill.
  static func makeEmpty(_ path: String) throws(RecordFault.Reason) {
    // open(2) reads the path during the call.
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw systemReason() }
    close(descriptor)
  }

  /// Gives a finished file its name, unless something has that name, and makes sure that it keeps it.
  static func publish(_ draft: String, as path: String) throws(RecordFault.Reason) {
    // link(2), other than rename(2), does not replace; it reads both paths during the call.
    guard unsafe link(draft, path) == 0, synchronizeDirectory(of: path) else { throw systemReason() }
  }

  /// Refuses what is no record before SQLite touches it.
  static func checkHeader(_ path: String) throws(RecordFault.Reason) {
    // open(2) reads the path during the call.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw systemReason() }
    defer { close(descriptor) }
    var header = [UInt8](repeating: 0, count: 100)
    // read(2) takes a pointer; the array outlives the call.
    let count = unsafe header.withUnsafeMutableBytes { unsafe Foundation.read(descriptor, $0.baseAddress, $0.count) }
    // The application id stands at byte 68 (https://www.sqlite.org/fileformat.html#application_id).
    guard count == header.count, header.starts(with: magic), Array(header[68..<72]) == UInt32(RecordSchema.applicationID).bigEndianBytes
    else { throw .notARecord }
    // On such a disk SQLite cannot even read a record, and says only that it cannot open it; access(2) reads the path during the call.
    if unsafe access(path, W_OK) != 0, errno == EROFS { throw .readOnly }
  }

  private static func systemReason() -> RecordFault.Reason {
    switch errno {
    case ENOENT: .missing
    case EEXIST: .exists
    case ENOTDIR, EISDIR: .notARecord
    case EACCES, EPERM: .forbidden
    case EROFS: .readOnly
    case ENOSPC, EDQUOT: .full
    default: .system(code: Int(errno))
    }
  }
}

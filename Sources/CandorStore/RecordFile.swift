import CandorLog
import Foundation
import GRDB

/// The file that a record is, below what SQLite makes of it.
enum RecordFile {
  /// How long to wait for another writer, in seconds.
  private static let patience = 5.0
  private static let magic = Array("SQLite format 3\0".utf8)

  /// The connection that writes to a record; others read beside it.
  static func writer(_ path: String) throws -> DatabaseQueue {
    // access(2) reads the path during the call.
    guard unsafe access(path, W_OK) == 0 else { throw systemReason() }
    return try connection(
      path,
      // Pages of a new file that fit seven leaves; what is replaced is overwritten; 64 MiB of pages before a bulk import spills. Under
      // less than FULL a power cut may take acknowledged entries with it.
      settings: "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
        + "PRAGMA cache_size = -65536")
  }

  /// Reads a record within one transaction, and leaves its file as it was.
  static func read<Value>(_ path: String, _ body: (Database) throws -> Value) throws -> Value {
    // The connection is one that might write, so as to be heeded; nothing here does.
    if !mayHeed(path) {
      let isReadOnlyDisk = errno == EROFS
      guard size(path + "-wal") > 0 else { return try readUnheeded(path, body) }
      // There SQLite says only that it cannot open it.
      if isReadOnlyDisk { throw RecordFault.Reason.readOnly }
    }
    return try connection(path).read(body)
  }

  /// Whether readers and writers can heed each other, through files beside the record, which whoever is last takes away: that takes leave to write.
  static func mayHeed(_ path: String) -> Bool {
    // access(2) reads the path during the call.
    unsafe access(path, W_OK) == 0 && access(folder(of: path), W_OK) == 0
  }

  /// Reads a record that may not be written, and beside which nothing lies. Nobody would know of this reader, so it sees to it itself
  /// that the file stayed as it was.
  private static func readUnheeded<Value>(_ path: String, _ body: (Database) throws -> Value) throws -> Value {
    let before = modified(path)
    let result = Result { try connection(URL(filePath: path).absoluteString + "?immutable=1", isReadOnly: true).read(body) }
    guard modified(path) == before else { throw RecordFault.Reason.locked }
    return try result.get()
  }

  static func connection(_ path: String, isReadOnly: Bool = false, settings: String = "") throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.readonly = isReadOnly
    // Nothing of a record goes to a temporary file.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY; \(settings)") }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static func size(_ path: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }

  private static func modified(_ path: String) -> Date? {
    try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }

  /// Makes an empty file that only its owner may read, for SQLite to fill.
  static func makeEmpty(_ path: String) throws(RecordFault.Reason) {
    // open(2) reads the path during the call.
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw [ENOENT, ENOTDIR].contains(errno) ? .noFolder : systemReason() }
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
  }

  /// What errno(3) says now.
  static func systemReason() -> RecordFault.Reason {
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

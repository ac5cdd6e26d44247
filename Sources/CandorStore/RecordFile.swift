import CRecordDisk
import CandorLog
import Foundation
import GRDB

/// What lies beside a record while it is in use, by the end of its name.
package enum Companion: String, CaseIterable, Sendable {
  case log = "-wal"
  case index = "-shm"
  case lock = "-lock"
  /// Of a rollback, which a record has not; SQLite would believe it.
  case journal = "-journal"
}

/// The files that a record is: one that its path leads to, and those that SQLite and this program put beside it.
struct RecordFile: Sendable {
  /// The one path of the file itself, whatever link led to it.
  let path: String
  /// Of a draft: which file was made for it.
  private var made: OwnFile.Identity?

  /// How long to wait for another writer, in seconds.
  private static let patience = 5.0

  /// The record at a path, as it was given.
  init(_ given: String) { path = resolvedPath(given) }

  func path(of companion: Companion) -> String { path + companion.rawValue }

  // MARK: - Before SQLite touches it

  /// Refuses what cannot be a record, and what lies beside one and is not its own, before SQLite touches either.
  /// Nothing is opened for it: closing a descriptor of the record would take the locks away that SQLite holds on it in
  /// this process (fcntl(2)).
  ///
  /// - Throws: ``RecordFault/Reason``.
  func check() throws(RecordFault.Reason) {
    if let flaw = OwnFile.flaw(at: path, besideOwner: .anyone) { throw RecordFault.Reason(flaw) }
    guard OwnFile.identity(at: path) != nil else { throw .missing }
    let owner = OwnFile.Owner.only(OwnFile.owner(of: path))
    for companion in Companion.allCases {
      let flaw = OwnFile.flaw(at: path(of: companion), besideOwner: owner)
      guard flaw == nil else { throw .strange(companion, flaw) }
    }
    guard OwnFile.identity(at: path(of: .journal)) == nil else { throw .strange(.journal, nil) }
  }

  /// Refuses where another file has the name by now, or none.
  ///
  /// - Throws: ``RecordFault/Reason/moved(_:)``.
  func checkIs(_ identity: OwnFile.Identity) throws(RecordFault.Reason) {
    guard OwnFile.identity(at: path) == identity else { throw .moved(.pending) }
  }

  /// Whether readers and writers can heed each other, through files beside the record, which whoever is last takes
  /// away: that takes leave to write.
  var mayHeed: Bool {
    // access(2) reads the path during the call.
    unsafe access(path, W_OK) == 0 && access(folder(of: path), W_OK) == 0
  }

  // MARK: - Connections

  /// The connection that writes to a record; others read beside it.
  func writer() throws -> Connection {
    try check()
    // access(2) reads the path during the call.
    guard unsafe access(path, W_OK) == 0 else { throw RecordFault.Reason.current }
    // What is replaced is overwritten; 64 MiB of pages before a bulk import spills. Under less than FULL a power cut
    // may take acknowledged entries with it.
    return try connection(
      .writes, settings: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536")
  }

  /// The connection that makes a record in an empty file, which is nobody else's yet: nothing is kept for going back,
  /// in a file of its own least of all.
  func maker() throws -> Connection {
    let connection = try connection(
      .makes,
      settings: "PRAGMA page_size = \(RecordSchema.pageSize); PRAGMA journal_mode = MEMORY; PRAGMA synchronous = EXTRA;"
        + "PRAGMA secure_delete = ON; PRAGMA cache_size = -65536")
    guard connection.identity == made else { throw Self.exchanged }
    return connection
  }

  private static let exchanged = RecordFault.Reason.damaged("another file was put in its place while it was made")

  /// A connection that reads for as long as it is held.
  func reader() throws -> Connection {
    try check()
    return try connection(.reads)
  }

  /// Reads a record within one transaction, and leaves its file as it was.
  ///
  /// - Parameter identity: which file it was before; nil where nobody has looked yet.
  func read<Value>(_ identity: OwnFile.Identity?, _ body: (Database) throws -> Value) throws -> Value {
    try identity.map(checkIs)
    try check()
    // The connection is one that might write, so as to be heeded; nothing here does.
    if !mayHeed {
      let isReadOnlyDisk = errno == EROFS
      guard size(of: .log) > 0 else { return try readUnheeded(identity, body) }
      // There SQLite says only that it cannot open it.
      if isReadOnlyDisk { throw RecordFault.Reason.readOnly }
    }
    return try connection(.reads).read(identity, body)
  }

  /// Reads a record that may not be written, and beside which nothing lies. Nobody would know of this reader, so it
  /// sees to it itself that the file stayed as it was.
  private func readUnheeded<Value>(_ identity: OwnFile.Identity?, _ body: (Database) throws -> Value) throws -> Value {
    let before = modified
    let result = Result { try connection(.looks).read(identity, body) }
    guard modified == before else { throw RecordFault.Reason.locked }
    return try result.get()
  }

  private func connection(_ use: Connection.Use, settings: String = "") throws -> Connection {
    guard record_disk_install() == 0 else { throw RecordFault.Reason.system(code: 1) }
    var configuration = Configuration()
    configuration.busyMode = .timeout(Self.patience)
    configuration.readonly = use == .looks
    configuration.foreignKeysEnabled = use != .makes
    configuration.prepareDatabase { db in
      // The connection is open while it is lent, and the function keeps nothing of it.
      let result = unsafe record_disk_harden(
        db.sqliteConnection, Int32(Length.box.upperBound + RecordSchema.pageSize), use == .writes || use == .makes ? 0 : 1)
      guard result == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: result)) }
      // Nothing of a record goes to a temporary file.
      try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; \(settings)")
    }
    let parameters = "?vfs=\(RECORD_DISK_NAME)" + (use == .looks ? "&immutable=1" : "")
    return try Connection(DatabaseQueue(path: URL(filePath: path).absoluteString + parameters, configuration: configuration), use)
  }

  /// How long a file beside the record is, in bytes; 0 where there is none.
  func size(of companion: Companion) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path(of: companion))[.size] as? Int) ?? 0
  }

  private var modified: Date? { try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date }

  // MARK: - Making

  /// Refuses where something has the name.
  ///
  /// - Throws: ``RecordFault/Reason/exists``, or that the folder is not there.
  func checkFree() throws(RecordFault.Reason) {
    // Where there is no folder either, whoever makes the file says so.
    switch OwnFile.flaw(at: path, besideOwner: .anyone) {
    case .system(ENOTDIR): return
    case .some: throw .exists
    case .none: guard OwnFile.identity(at: path) == nil else { throw .exists }
    }
  }

  /// A file beside this one that gets its name when it is whole; only its owner may read it.
  ///
  /// - Throws: ``RecordFault/Reason``.
  func draft(named word: UInt64) throws(RecordFault.Reason) -> RecordFile {
    var draft = RecordFile(unresolved: path + ".new-" + String(word, radix: 36))
    do throws(OwnFile.Flaw) {
      let file = try OwnFile(draft.path, O_WRONLY | O_CREAT | O_EXCL, besideOwner: .only(nil))
      draft.made = file.identity
    } catch {
      if error == .missing || error == .system(ENOTDIR) { throw .noFolder }
      throw RecordFault.Reason(error)
    }
    return draft
  }

  private init(unresolved path: String) { self.path = path }

  /// Takes a draft away with all that lies beside it.
  func discard() {
    for name in [path] + Companion.allCases.map(path(of:)) {
      // unlink(2) reads the path during the call, and removes a name: neither a folder nor what a link leads to.
      _ = unsafe unlink(name)
    }
  }

  /// Leaves a finished draft, that nobody has open, to be read by its owner alone.
  ///
  /// - Throws: ``RecordFault/Reason``.
  func makeReadOnly() throws(RecordFault.Reason) {
    do throws(OwnFile.Flaw) {
      let file = try OwnFile(path, besideOwner: .only(nil))
      guard file.identity == made else { throw OwnFile.Flaw.severalNames }
      guard fchmod(file.descriptor, 0o400) == 0 else { throw .current }
    } catch {
      throw error == .severalNames ? Self.exchanged : RecordFault.Reason(error)
    }
  }

  /// Gives a finished draft its name, unless something has that name, and makes sure that it keeps it; else there is
  /// nothing of that name.
  ///
  /// - Throws: ``RecordFault/Reason``.
  func publish(as other: RecordFile) throws(RecordFault.Reason) {
    guard OwnFile.identity(at: path) == made else { throw Self.exchanged }
    guard renameNew(path, other.path) else { throw .current }
    guard OwnFile.identity(at: other.path) == made else { throw Self.exchanged }
    guard synchronizeDirectory(of: other.path) else {
      let reason = RecordFault.Reason.current
      // It might be gone after a crash: whoever is told that it was not made finds none. unlink(2) reads the path
      // during the call.
      _ = unsafe unlink(other.path)
      throw reason
    }
  }
}

extension RecordFault.Reason {
  /// What errno(3) says now.
  static var current: RecordFault.Reason {
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

  /// Why the record's own file cannot be opened.
  init(_ flaw: OwnFile.Flaw) {
    switch flaw {
    case .missing: self = .missing
    case .notAFile, .tooLarge: self = .notARecord
    case .link, .severalNames, .anothers: self = .notItself(flaw)
    case .system(let code):
      errno = code
      self = .current
    }
  }
}

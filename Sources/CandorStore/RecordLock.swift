import CandorLog
import Foundation

/// Keeps a second writer out of a record, from the first append until the record is closed; readers go on.
///
/// It is a lock on a file beside the record: on the record itself, closing any descriptor would take SQLite's own locks
/// away (fcntl(2)).
struct RecordLock: ~Copyable, Sendable {
  private let path: String
  private let file: OwnFile

  /// Takes the lock.
  ///
  /// - Throws: ``RecordFault/Reason/writing(process:)`` where another process or another opening of the record has it;
  ///   ``RecordFault/Reason/strange(_:_:)`` where what has the lock's name is no lock.
  init(of record: RecordFile) throws(RecordFault.Reason) {
    path = record.path(of: .lock)
    let owner = OwnFile.Owner.only(OwnFile.owner(of: record.path))
    while true {
      let file = try Self.opened(path, besideOwner: owner)
      guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .writing(process: Self.process(in: file)) }
      // Whoever had it took the file away between the two calls, unless it is still the one of that name.
      if OwnFile.identity(at: path) == file.identity {
        // What was not made here stays as it is.
        guard file.size == 0 || Self.process(in: file) != nil else { throw .strange(.lock, nil) }
        // Who holds the lock is told as a courtesy, in as many bytes each time, so that nothing needs cutting off.
        try? file.write(Self.text(of: getpid()), isDurable: false)
        self.file = file
        return
      }
    }
  }

  private static func opened(_ path: String, besideOwner owner: OwnFile.Owner) throws(RecordFault.Reason) -> OwnFile {
    do throws(OwnFile.Flaw) { return try OwnFile(path, O_RDWR | O_CREAT, besideOwner: owner) } catch {
      guard case .system(let code) = error else { throw .strange(.lock, error) }
      errno = code
      throw .current
    }
  }

  deinit {
    // Gone before it is let go, so that whoever waits for the old file sees that it has no name; what another put there
    // in the meantime stays. unlink(2) reads the path during the call.
    if isNamed { _ = unsafe unlink(path) }
  }

  /// Whether the file that is locked still has the lock's name.
  var isNamed: Bool { OwnFile.identity(at: path) == file.identity }

  private static let width = 20

  private static func text(of process: Int32) -> [UInt8] {
    let digits = String(process)
    return Array((String(repeating: " ", count: width - digits.count) + digits + "\n").utf8)
  }

  /// Which process wrote a lock; nil where the file is no lock.
  private static func process(in file: borrowing OwnFile) -> Int? {
    guard let bytes = try? file.bytes(atMost: width + 1), bytes.count == width + 1 else { return nil }
    let number = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return Int32(number).flatMap { Array(bytes) == text(of: $0) ? Int($0) : nil }
  }
}

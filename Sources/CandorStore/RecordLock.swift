import CandorLog
import Foundation

/// Keeps a second writer out of a record, from the first append until the record is closed; readers go on.
///
/// It is a lock on a file beside the record: on the record itself, closing any descriptor would take SQLite's own locks away (fcntl(2)).
struct RecordLock: ~Copyable, Sendable {
  private let path: String
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Throws: ``RecordFault/Reason/writing(process:)`` where another process or another opening of the record has it.
  init(of record: String) throws(RecordFault.Reason) {
    path = record + "-lock"
    while true {
      // open(2) reads the path during the call.
      let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw RecordFile.systemReason() }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let writer = Self.process(in: descriptor)
        close(descriptor)
        throw .writing(process: writer)
      }
      // Whoever had it took the file away between the two calls, unless it is still the one of that name.
      guard Self.isNamed(path, descriptor) else {
        close(descriptor)
        continue
      }
      let text = Array("\(getpid())\n".utf8)
      // Who holds the lock is told as a courtesy. ftruncate(2) and write(2) take the array during the call.
      _ = unsafe text.withUnsafeBytes { unsafe ftruncate(descriptor, 0) == 0 ? Foundation.write(descriptor, $0.baseAddress, $0.count) : 0 }
      self.descriptor = descriptor
      return
    }
  }

  deinit {
    // unlink(2) reads the path during the call. Gone before it is let go, so that whoever waits for the old file sees that it has no name.
    _ = unsafe unlink(path)
    close(descriptor)
  }

  private static func process(in descriptor: Int32) -> Int? {
    var bytes = [UInt8](repeating: 0, count: 20)
    // pread(2) takes a pointer; the array outlives the call.
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
    return Int(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).trimmingCharacters(in: .newlines))
  }

  private static func isNamed(_ path: String, _ descriptor: Int32) -> Bool {
    var (named, held) = (stat(), stat())
    // stat(2) and fstat(2) fill the structures they are given.
    guard unsafe stat(path, &named) == 0, unsafe fstat(descriptor, &held) == 0 else { return false }
    return named.st_ino == held.st_ino && named.st_dev == held.st_dev
  }
}

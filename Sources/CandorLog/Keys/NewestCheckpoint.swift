import Foundation

/// The file beside a custodian's key that holds the newest checkpoint the key has signed. A record that is older, or another, is not written to: a
/// restored copy must not fork the log.
package struct NewestCheckpoint: Sendable {
  /// Where it is: the key file's path and `.checkpoint`.
  package let path: String
  private let key: String

  /// The one beside a key file.
  package init(besideKey key: String) { (self.key, path) = (key, key + ".checkpoint") }

  /// Does something while nobody else signs with the key: two copies of a record have a lock each, and the key is one.
  package func alone<Value>(_ body: () throws -> Value) rethrows -> Value {
    let descriptor = locked()
    defer { if descriptor >= 0 { close(descriptor) } }
    return try body()
  }

  /// A descriptor of the key file with the lock on it. Where the lock cannot be had, on a disk without locks, looking at the checkpoint before each
  /// commit is all there is.
  private func locked() -> Int32 {
    while true {
      // open(2) reads the path during the call.
      let descriptor = unsafe open(key, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return descriptor }
      while flock(descriptor, LOCK_EX) != 0 { guard errno == EINTR else { return descriptor } }
      var (held, named) = (stat(), stat())
      // Under another passphrase the key gets another file: a lock on the older one keeps nobody out. fstat(2) and stat(2) fill the structures they
      // are given.
      guard unsafe fstat(descriptor, &held) == 0, unsafe stat(key, &named) == 0, (held.st_dev, held.st_ino) != (named.st_dev, named.st_ino)
      else { return descriptor }
      close(descriptor)
    }
  }

  /// Reads it; nil where there is none.
  ///
  /// - Throws: ``LogFault/keyFile(_:path:)`` where it cannot be read; another ``LogFault`` where it is not a checkpoint that this key signed.
  package func read(signedBy key: VerificationKey) throws(LogFault) -> Checkpoint? {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      guard !FileManager.default.fileExists(atPath: path) else { throw .keyFile(.system("it cannot be read"), path: path) }
      return nil
    }
    return try Checkpoint(parsing: Array(bytes), signedBy: key)
  }

  /// Writes a newer one beside it, whole and durable, for ``put()``.
  ///
  /// - Throws: ``LogFault/keyFile(_:path:)``; then the older one stands as it did.
  package func prepare(_ checkpoint: Checkpoint) throws(LogFault) {
    // open(2) reads the path during the call.
    let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .keyFile(.current, path: path) }
    defer { close(descriptor) }
    let bytes = checkpoint.note.bytes
    // write(2) takes a pointer; the array outlives the call.
    let written = unsafe bytes.withUnsafeBytes { unsafe Foundation.write(descriptor, $0.baseAddress, $0.count) }
    guard written == bytes.count, fsync(descriptor) == 0 else { throw .keyFile(.current, path: path) }
  }

  /// Puts what was prepared in its place. Where that fails, or a crash comes first, the older one stands: that keeps nobody from writing.
  package func put() {
    // rename(2) reads both paths during the call.
    _ = unsafe rename(draft, path)
  }

  /// Takes away what was prepared and is not to be put in its place.
  package func withdraw() { try? FileManager.default.removeItem(atPath: draft) }

  /// Removes it, where the record that it was for could not be made.
  package func remove() {
    try? FileManager.default.removeItem(atPath: path)
    withdraw()
  }

  private var draft: String { path + ".new" }
}

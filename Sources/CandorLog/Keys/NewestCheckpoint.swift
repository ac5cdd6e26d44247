import Foundation

/// The file beside a custodian's key that holds the newest checkpoint the key has signed. A record that is older, or
/// another, is not written to: a restored copy must not fork the log.
package struct NewestCheckpoint: Sendable {
  /// Where it is: the key file's path and `.checkpoint`.
  package let path: String
  private let key: String

  /// The one beside a key file: beside the file itself, where its path is a link. Two names of a key have one newest
  /// checkpoint.
  package init(besideKey key: String) {
    let key = resolvedPath(key)
    (self.key, path) = (key, key + ".checkpoint")
    draft = path + ".new-" + UUID().uuidString
  }

  /// Does something while nobody else signs with the key: two copies of a record have a lock each, and the key is one.
  package func alone<Value>(_ body: () throws -> Value) rethrows -> Value {
    let descriptor = locked()
    defer { if descriptor >= 0 { close(descriptor) } }
    return try body()
  }

  /// A descriptor of the key file with the lock on it. Where the lock cannot be had, on a disk without locks, looking
  /// at the checkpoint before each commit is all there is.
  private func locked() -> Int32 {
    while true {
      // open(2) reads the path during the call.
      let descriptor = unsafe open(key, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { return descriptor }
      while flock(descriptor, LOCK_EX) != 0 { guard errno == EINTR else { return descriptor } }
      var (held, named) = (stat(), stat())
      // Under another passphrase the key gets another file: a lock on the older one keeps nobody out. fstat(2) and
      // lstat(2) fill the structures they are given.
      guard unsafe fstat(descriptor, &held) == 0, unsafe lstat(key, &named) == 0, (held.st_dev, held.st_ino) != (named.st_dev, named.st_ino)
      else { return descriptor }
      close(descriptor)
    }
  }

  /// Reads it; nil where there is none.
  ///
  /// - Throws: ``LogFault/keyFile(_:path:)`` where it cannot be read, or is not a file of the key's owner; another
  ///   ``LogFault`` where it is not a checkpoint that this key signed.
  package func read(signedBy key: VerificationKey) throws(LogFault) -> Checkpoint? {
    let bytes: [UInt8]
    do throws(OwnFile.Flaw) {
      bytes = try OwnFile(path, besideOwner: owner).bytes(atMost: Self.limit)
    } catch {
      guard error != .missing else { return nil }
      throw .keyFile(KeyFile.Flaw(besideKey: error), path: path)
    }
    return try Checkpoint(parsing: bytes, signedBy: key)
  }

  /// The longest checkpoint with two signatures has some hundred bytes.
  private static let limit = 16_384

  /// Whose the files beside a key may be: whoever runs this, or the key's owner.
  private var owner: OwnFile.Owner { .only(OwnFile.owner(of: key)) }

  /// Writes a newer one beside it, whole and durable, for ``put()``.
  ///
  /// - Throws: ``LogFault/keyFile(_:path:)``; then the older one stands as it did.
  package func prepare(_ checkpoint: Checkpoint) throws(LogFault) {
    // One that could not be put in its place before.
    withdraw()
    do throws(OwnFile.Flaw) {
      try OwnFile(draft, O_WRONLY | O_CREAT | O_EXCL, besideOwner: owner).write(checkpoint.note.bytes)
    } catch {
      withdraw()
      throw .keyFile(KeyFile.Flaw(besideKey: error), path: path)
    }
  }

  /// Puts what was prepared in its place. Where that fails, or a crash comes first, the older one stands: that keeps
  /// nobody from writing.
  package func put() {
    // rename(2) reads both paths during the call.
    _ = unsafe rename(draft, path)
  }

  /// Takes away what was prepared and is not to be put in its place.
  package func withdraw() {
    // unlink(2) reads the path during the call. The name is this one's alone.
    _ = unsafe unlink(draft)
  }

  /// Removes it, where the record that it was for could not be made.
  package func remove() {
    // unlink(2) reads the path during the call, and removes a name: neither a folder nor what a link leads to.
    _ = unsafe unlink(path)
    withdraw()
  }

  /// Of a name that nobody else's file has.
  private let draft: String
}

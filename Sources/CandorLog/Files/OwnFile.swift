import CSystem
import Foundation

/// A file that lies where someone else may have put another: a key, a checkpoint beside it, a lock.
///
/// It is opened without following a link, must be a regular file that has no second name and belongs to who it should,
/// and what was found there is left as it was until that is known: nothing is truncated by being opened.
package struct OwnFile: ~Copyable, Sendable {
  /// Why it is not used.
  package enum Flaw: Error, Hashable, Sendable {
    case missing
    /// It is a symbolic link.
    case link
    /// It is a folder, a pipe, a socket or a device.
    case notAFile
    /// It has another name besides: what is done under one is not seen under the other.
    case severalNames
    /// It belongs to another user, by number.
    case anothers(user: Int)
    case tooLarge(limit: Int)
    /// The operating system refuses; its error number.
    case system(Int32)

    /// What errno(3) says now.
    package static var current: Flaw { errno == ENOENT ? .missing : errno == ELOOP ? .link : .system(errno) }

    /// What is the case, after "it" or the file's name.
    package var words: String {
      switch self {
      case .missing: "is not there"
      case .link: "is a link"
      case .notAFile: "is no regular file"
      case .severalNames: "has a second name (a hard link)"
      case .anothers(let user): "belongs to another user (number \(user))"
      case .tooLarge(let limit): "is longer than \(limit) bytes"
      case .system(let code): "cannot be used: \(Self.words(of: code))"
      }
    }

    /// What an error number of the system says.
    static func words(of code: Int32) -> String {
      // strerror(3) returns a string that lives at least until the next call.
      unsafe String(cString: strerror(code))
    }
  }

  /// Which file it is, whatever name it has.
  package struct Identity: Hashable, Sendable {
    package let device: UInt64
    package let inode: UInt64

    /// A file, by what stat(2) says of it.
    package init(device: UInt64, inode: UInt64) { (self.device, self.inode) = (device, inode) }
  }

  /// Open for as long as this is there.
  package let descriptor: Int32
  package let identity: Identity
  package let size: Int
  /// The bits of its mode that say who may do what.
  package let permissions: Int
  /// Whose it is, by number.
  package let owner: UInt32

  deinit { close(descriptor) }

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - flags: those of open(2); it never follows a link, and never waits for a pipe's other end.
  ///   - owner: who may own it besides whoever runs this; nil where it may be anyone's.
  /// - Throws: ``Flaw``.
  package init(_ path: String, _ flags: Int32 = O_RDONLY, besideOwner owner: Owner) throws(Flaw) {
    // open(2) reads the path during the call.
    let descriptor = unsafe open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .current }
    var status = stat()
    // fstat(2) fills the structure it is given.
    guard unsafe fstat(descriptor, &status) == 0 else {
      let flaw = Flaw.current
      close(descriptor)
      throw flaw
    }
    if let flaw = Self.flaw(of: status, besideOwner: owner) {
      close(descriptor)
      throw flaw
    }
    self.descriptor = descriptor
    (identity, size) = (Identity(status), Int(status.st_size))
    (permissions, self.owner) = (Int(status.st_mode & 0o7777), status.st_uid)
  }

  /// Who may own a file, besides whoever runs this.
  package enum Owner: Sendable {
    case anyone
    case only(UInt32?)
  }

  /// What is the matter with a file at a path, without opening it; nil where it is as it should be, or not there.
  package static func flaw(at path: String, besideOwner owner: Owner) -> Flaw? {
    var status = stat()
    // lstat(2) reads the path during the call and fills the structure it is given.
    guard unsafe lstat(path, &status) == 0 else { return errno == ENOENT ? nil : .current }
    return flaw(of: status, besideOwner: owner)
  }

  private static func flaw(of status: stat, besideOwner owner: Owner) -> Flaw? {
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFLNK: return .link
    default: return .notAFile
    }
    guard status.st_nlink <= 1 else { return .severalNames }
    switch owner {
    case .anyone: return nil
    case .only(let other): return status.st_uid == geteuid() || status.st_uid == other ? nil : .anothers(user: Int(status.st_uid))
    }
  }

  /// Which file has a name; nil where none has, or it is no regular file.
  package static func identity(at path: String) -> Identity? {
    var status = stat()
    // lstat(2) reads the path during the call and fills the structure it is given.
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Identity(status)
  }

  /// Whose the file at a path is, by number; nil where there is none.
  package static func owner(of path: String) -> UInt32? {
    var status = stat()
    // stat(2) reads the path during the call and fills the structure it is given.
    return unsafe stat(path, &status) == 0 ? status.st_uid : nil
  }

  /// Its bytes, from the first on.
  ///
  /// - Parameter limit: the most that it may have; a longer one is refused before it is read.
  /// - Throws: ``Flaw``.
  package func bytes(atMost limit: Int) throws(Flaw) -> [UInt8] {
    guard size <= limit else { throw .tooLarge(limit: limit) }
    // One byte more than the limit shows that it has grown meanwhile.
    var bytes = [UInt8](repeating: 0, count: limit + 1)
    var count = 0
    while count <= limit {
      // pread(2) takes a pointer; the array outlives the call.
      let read = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count, off_t(count))
      }
      if read < 0, errno == EINTR { continue }
      guard read >= 0 else { throw .current }
      if read == 0 { return Array(bytes.prefix(count)) }
      count += read
    }
    throw .tooLarge(limit: limit)
  }

  /// Writes bytes from the first place on, and makes them durable; what stands after them stays.
  ///
  /// - Throws: ``Flaw``.
  package func write(_ bytes: [UInt8], isDurable: Bool = true) throws(Flaw) {
    var count = 0
    while count < bytes.count {
      // pwrite(2) takes a pointer; the array outlives the call.
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe pwrite(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count, off_t(count))
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw .current }
      count += written
    }
    guard !isDurable || fsync(descriptor) == 0 else { throw .current }
  }
}

extension OwnFile.Identity {
  fileprivate init(_ status: stat) { self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)) }
}

/// Gives a file another name on the same disk, unless something has that name.
///
/// - Returns: whether it did; else errno(3) says why not, `EEXIST` where the name is taken.
package func renameNew(_ from: String, _ to: String) -> Bool {
  // It reads both paths during the call.
  unsafe candorRenameNew(from, to) == 0
}

/// The one path by which a file is known, whatever links lead to it: of one that is not there yet, its folder's and its
/// name.
package func resolvedPath(_ path: String) -> String {
  func real(_ path: String) -> String? {
    // realpath(3) reads the path during the call, and allocates what free(3) takes.
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
  if let resolved = real(path) { return resolved }
  let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.index(after: $0)...]) } ?? path
  guard let folder = real(folder(of: path)) else { return path }
  return (folder == "/" ? "" : folder) + "/" + name
}

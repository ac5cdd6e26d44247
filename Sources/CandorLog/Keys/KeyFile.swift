import Crypto
import Foundation
import StrictJSON

/// The file that holds a custodian's keys: canonical JSON and a line's end, readable by its owner alone.
package enum KeyFile {
  /// Why a key file cannot be used.
  package enum Flaw: Hashable, Sendable {
    case missing, exists, tooOpen, foreign, newer, damaged
    /// The operating system refuses; its own words.
    case system(String)
    /// It belongs to the record of that id.
    case otherRecord(RecordID)

    var message: String {
      switch self {
      case .missing: "there is no such key file"
      case .exists: "there is a file of that name already"
      case .tooOpen: "others than its owner may read or write this key file"
      case .foreign: "this is no key file"
      case .newer: "this key file was written by a newer version, or is protected in a way that this version does not know"
      case .damaged: "this key file is damaged"
      case .system(let words): "the key file cannot be used: \(words)"
      case .otherRecord(let record): "this is the key of another record, \(record)"
      }
    }

    var hint: String {
      switch self {
      case .missing: "Give the path of the file that was made together with the record."
      case .exists: "Choose another name; a key file is never overwritten."
      case .tooOpen: "Run chmod 600 on it, and think who may have copied it."
      case .foreign: "Give the path of the file that was made together with the record."
      case .newer: "Use the version of this program that wrote it, or a newer one."
      case .damaged: "Take a copy of it, or use the recovery key."
      case .system: "Check the path, its permissions and the disk."
      case .otherRecord: "Give the key file that was made together with this record."
      }
    }
  }

  private static let version = 1
  private static let limit = 16_384
  private static let start = Array("{\"candor-key\":".utf8)

  /// Writes a new key file, mode 0600, and returns when it is safely on disk.
  ///
  /// - Throws: ``LogFault/keyFile(_:path:)``; then there is no new file.
  package static func write(_ key: CustodianKey, to path: String) throws(LogFault) {
    var object: JSONObject = [
      "candor-key": 1, "opening": .string(Base64.url.text(Array(key.opening.rawRepresentation))), "protection": "none",
      "record": .string(key.record.text), "signing": .string(Base64.url.text(Array(key.signing.rawRepresentation))),
    ]
    object["digest"] = .string(digest(of: object))
    // open(2) and unlink(2) read the path during the call.
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .keyFile(errno == EEXIST ? .exists : .current, path: path) }
    let bytes = JSONValue.object(object).canonicalBytes + [UInt8(ascii: "\n")]
    // write(2) takes a pointer; the array outlives the call.
    let written = unsafe bytes.withUnsafeBytes { unsafe Foundation.write(descriptor, $0.baseAddress, $0.count) }
    let isWhole = written == bytes.count && fchmod(descriptor, 0o600) == 0 && fsync(descriptor) == 0
    let flaw = Flaw.current
    close(descriptor)
    guard isWhole, synchronizeDirectory(of: path) else {
      _ = unsafe unlink(path)
      throw .keyFile(flaw, path: path)
    }
  }

  /// Reads a key file.
  ///
  /// - Parameter record: the record it must be the key of.
  /// - Throws: ``LogFault/keyFile(_:path:)``.
  package static func read(_ path: String, for record: RecordID? = nil) throws(LogFault) -> CustodianKey {
    let bytes = try contents(path)
    guard var object = try? JSONValue(parsing: bytes).objectValue, JSONValue.object(object).canonicalBytes + [UInt8(ascii: "\n")] == bytes
    else { throw .keyFile(.damaged, path: path) }
    guard object["candor-key"]?.integerValue == version, object["protection"] == "none" else {
      throw .keyFile(object["candor-key"]?.integerValue ?? 0 >= version ? .newer : .damaged, path: path)
    }
    let written = object["digest"]
    object["digest"] = nil
    guard object.names == ["candor-key", "opening", "protection", "record", "signing"], written?.stringValue == digest(of: object),
      let id = object["record"]?.stringValue.flatMap({ RecordID($0) }),
      let signing = object["signing"]?.stringValue.flatMap({ Base64.url.bytes($0.utf8) }),
      let opening = object["opening"]?.stringValue.flatMap({ Base64.url.bytes($0.utf8) }),
      let key = try? CustodianKey(record: id, signing: signing, opening: opening)
    else { throw .keyFile(.damaged, path: path) }
    guard record == nil || record == id else { throw .keyFile(.otherRecord(id), path: path) }
    return key
  }

  /// What shows that no byte was changed by accident: SHA-256 of all the other members.
  private static func digest(of object: JSONObject) -> String { Digest(hashing: JSONValue.object(object).canonicalBytes).base64URL }

  private static func contents(_ path: String) throws(LogFault) -> [UInt8] {
    // open(2) reads the path during the call.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .keyFile(errno == ENOENT ? .missing : .current, path: path) }
    defer { close(descriptor) }
    var status = stat()
    // fstat(2) fills the structure it is given.
    guard unsafe fstat(descriptor, &status) == 0 else { throw .keyFile(.current, path: path) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else { throw .keyFile(.foreign, path: path) }
    var bytes = [UInt8](repeating: 0, count: limit)
    // read(2) takes a pointer; the array outlives the call.
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe Foundation.read(descriptor, $0.baseAddress, $0.count) }
    guard count >= 0 else { throw .keyFile(.current, path: path) }
    // Whoever names some other file by mistake is not told to lock that up.
    guard bytes.starts(with: start) else { throw .keyFile(.foreign, path: path) }
    guard status.st_mode & 0o077 == 0 else { throw .keyFile(.tooOpen, path: path) }
    return Array(bytes.prefix(count))
  }

}

extension KeyFile.Flaw {
  /// What errno(3) says now.
  static var current: KeyFile.Flaw {
    // strerror(3) returns a string that lives at least until the next call.
    unsafe .system(String(cString: strerror(errno)))
  }
}

/// The folder that a path is in.
package func folder(of path: String) -> String {
  let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
  return slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
}

/// Makes sure that a new name in a file's directory survives a crash.
///
/// - Returns: whether it did.
package func synchronizeDirectory(of path: String) -> Bool {
  // open(2) reads the path during the call.
  let descriptor = unsafe open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  return fsync(descriptor) == 0
}

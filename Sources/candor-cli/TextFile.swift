import CandorService
import Foundation

/// Text files that people name on the command line.
enum TextFile {
  static func name(_ path: String) -> String { URL(filePath: path).lastPathComponent }

  /// The longest text that is read: what a case file, a charter or an entry may have.
  static let longest = 16 << 20

  /// All of a file, unless it is longer than anything of its kind: then no more of it is read than shows that.
  static func bytes(_ path: String, atMost limit: Int = longest) throws -> [UInt8] {
    let file = try open(path)
    var bytes: [UInt8] = []
    while case let piece = try next(of: file, at: path), !piece.isEmpty {
      bytes += piece
      guard bytes.count <= limit else {
        throw ServiceError(.input, "\(path) is longer than \(limit >> 20) MiB", hint: "is it the file you mean?")
      }
    }
    return bytes
  }

  /// What `work` makes of a file that comes in pieces; an empty one is the end. Of a large file no more is in memory than one.
  static func inPieces<Result>(_ path: String, _ work: (() throws -> [UInt8]) throws -> Result) throws -> Result {
    let file = try open(path)
    return try work { try next(of: file, at: path) }
  }

  private static func open(_ path: String) throws -> FileHandle {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ServiceError(.input, "there is no file \(path)", hint: "look at the spelling, and at the folder you are in")
    }
    var status = stat()
    // access(2) and stat(2) read the path during the call, and stat(2) fills the structure it is given.
    guard unsafe access(path, R_OK) == 0, unsafe stat(path, &status) == 0 else {
      throw ServiceError(.input, "\(path) may not be read by you", hint: "ask whoever owns it")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFIFO: break
    case S_IFDIR: throw ServiceError(.input, "\(path) is a folder", hint: "name the file in it")
    default: throw ServiceError(.input, "\(path) is a device, not a file", hint: "name a file, or a pipe")
    }
    guard let file = try? FileHandle(forReadingFrom: URL(filePath: path)) else { throw unreadable(path) }
    return file
  }

  private static func next(of file: FileHandle, at path: String) throws -> [UInt8] {
    guard let piece = try? file.read(upToCount: 1 << 17) ?? Data() else { throw unreadable(path) }
    return Array(piece)
  }

  private static func unreadable(_ path: String) -> ServiceError {
    ServiceError(.input, "\(path) cannot be read to its end", hint: "is the disk in order?")
  }

  static func read(_ path: String, atMost limit: Int = longest) throws -> String {
    let bytes = try bytes(path, atMost: limit)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ServiceError(.input, "\(path) is not a text in UTF-8", hint: "save it as UTF-8")
    }
    return text
  }
}

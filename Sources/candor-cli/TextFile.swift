import CandorService
import Foundation

/// Text files that people name on the command line.
enum TextFile {
  static func name(_ path: String) -> String { URL(filePath: path).lastPathComponent }

  static func bytes(_ path: String) throws -> [UInt8] {
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
    guard let data = try? FileHandle(forReadingFrom: URL(filePath: path)).readToEnd() ?? Data() else {
      throw ServiceError(.input, "\(path) cannot be read to its end", hint: "is the disk in order?")
    }
    return Array(data)
  }

  static func read(_ path: String) throws -> String {
    let bytes = try bytes(path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ServiceError(.input, "\(path) is not a text in UTF-8", hint: "save it as UTF-8")
    }
    return text
  }
}

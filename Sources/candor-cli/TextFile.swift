import CandorService
import Foundation

/// Text files that people name on the command line.
enum TextFile {
  static func name(_ path: String) -> String { URL(filePath: path).lastPathComponent }

  static func bytes(_ path: String) throws -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ServiceError(.input, "there is no file \(path)", hint: "look at the spelling, and at the folder you are in")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ServiceError(.input, "\(path) cannot be read", hint: "is it a file, and may you read it?")
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

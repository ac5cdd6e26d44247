import CandorLog
import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files that appear whole or not at all.
package enum AtomicFile {
  /// Refuses what cannot be a folder to write into, before any work is done for it.
  static func check(_ folder: String) throws {
    if folder.isEmpty || folder == "-" {
      throw ServiceError(.input, "\"\(folder)\" is not a folder", hint: "name a folder to write into; it is made where it is not there")
    }
    var isFolder: ObjCBool = false
    if unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), !isFolder.boolValue {
      throw ServiceError(.file, "\(folder) is not a folder", hint: "name a folder to write into; it is made where it is not there")
    }
  }

  /// Writes every file beside its place, and only when all are there and on disk puts each in its place. A file that stands there with the
  /// same bytes is left as it is.
  ///
  /// - Parameters:
  ///   - replacing: whether files that stand there with other bytes give way; without it, one of them keeps all from being written.
  ///   - isPrivate: whether only their owner may read them.
  package static func write(
    _ files: [(name: String, bytes: [UInt8])], into folder: String, replacing: Bool, isPrivate: Bool = false
  ) throws {
    try check(folder)
    let files = try files.filter { try isWanted($0.bytes, at: place($0.name, in: folder), replacing: replacing) }
    let made = missing(folder)
    var (waiting, new): ([(temporary: String, place: String)], [String]) = ([], [])
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (name, bytes) in files {
        let temporary = place(".\(name).\(UUID().uuidString)", in: folder)
        waiting.append((temporary, place(name, in: folder)))
        try write(bytes, to: temporary, isPrivate: isPrivate)
      }
      while let (temporary, place) = waiting.first {
        // What appeared there meanwhile is as much another's as what was there before. rename(2) reads both paths during the call.
        if renameNew(temporary, place) {
          new.append(place)
        } else if errno == EEXIST, !replacing {
          throw taken(place)
        } else {
          guard unsafe rename(temporary, place) == 0 else { throw CocoaError(.fileWriteUnknown) }
        }
        waiting.removeFirst()
      }
    } catch {
      for file in waiting.map(\.temporary) + new { try? FileManager.default.removeItem(atPath: file) }
      // Only what was made here, and only while it is empty.
      for folder in made { _ = unsafe rmdir(folder) }
      throw failure(error, folder)
    }
  }

  private static func isWanted(_ bytes: [UInt8], at place: String, replacing: Bool) throws -> Bool {
    guard let type = try? FileManager.default.attributesOfItem(atPath: place)[.type] as? FileAttributeType else { return true }
    guard type == .typeRegular else {
      throw ServiceError(.file, "\(place) is there already, and is no file", hint: "name another folder, or take that one away")
    }
    if isSame(place, as: bytes) { return false }
    guard replacing else { throw taken(place) }
    return true
  }

  /// Whether what stands there is the same; one of another length is not read for that, and neither is a pipe that was put there meanwhile.
  private static func isSame(_ place: String, as bytes: [UInt8]) -> Bool {
    guard let file = try? OwnFile(place, besideOwner: .anyone), file.size == bytes.count else { return false }
    return (try? file.bytes(atMost: bytes.count)) == bytes
  }

  private static func taken(_ place: String) -> ServiceError {
    ServiceError(
      .file, "\(place) is there already, and differs",
      hint: "name another folder, or put the new one in its place with replace (--replace)")
  }

  private static func place(_ name: String, in folder: String) -> String { folder.hasSuffix("/") ? folder + name : folder + "/" + name }

  /// A folder and those above it that are not there, from the innermost.
  private static func missing(_ folder: String) -> [String] {
    var missing: [String] = []
    var folder = URL(filePath: folder, directoryHint: .isDirectory)
    while !FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)), folder.pathComponents.count > 1 {
      missing.append(folder.path(percentEncoded: false))
      folder.deleteLastPathComponent()
    }
    return missing
  }

  private static func write(_ bytes: [UInt8], to file: String, isPrivate: Bool) throws {
    let attributes: [FileAttributeKey: Any]? = isPrivate ? [.posixPermissions: 0o600] : nil
    let place = URL(filePath: file, directoryHint: .notDirectory)
    if isPrivate, !FileManager.default.createFile(atPath: file, contents: nil, attributes: attributes) {
      throw CocoaError(.fileWriteUnknown)
    }
    try Data(bytes).write(to: place, options: isPrivate ? [] : .withoutOverwriting)
    let handle = try FileHandle(forWritingTo: place)
    try handle.synchronize()
    try handle.close()
  }

  /// A full disk may have room another time; a folder that may not be written will not be the next time either.
  private static func failure(_ error: any Error, _ folder: String) -> ServiceError {
    if let error = error as? ServiceError { return error }
    if (error as? CocoaError)?.code == .fileWriteOutOfSpace {
      return ServiceError(.unavailable, "cannot write into \(folder): the disk is full", hint: "make room, and try again")
    }
    return ServiceError(.file, "cannot write into \(folder)", hint: "can it be a folder, and may you write there?")
  }
}

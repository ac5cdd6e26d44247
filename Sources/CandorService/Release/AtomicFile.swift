import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files that appear whole or not at all.
enum AtomicFile {
  /// Writes every file beside its place, and only when all are there and on disk puts each in its place.
  static func write(_ files: [(name: String, bytes: [UInt8])], into folder: String) throws {
    let directory = URL(filePath: folder, directoryHint: .isDirectory)
    var waiting: [(temporary: URL, place: URL)] = []
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      for (name, bytes) in files {
        let temporary = directory.appending(path: ".\(name).\(UUID().uuidString)")
        waiting.append((temporary, directory.appending(path: name)))
        try write(bytes, to: temporary)
      }
      while let (temporary, place) = waiting.first {
        guard unsafe rename(temporary.path(percentEncoded: false), place.path(percentEncoded: false)) == 0 else { throw failure(place) }
        waiting.removeFirst()
      }
    } catch {
      for (temporary, _) in waiting { try? FileManager.default.removeItem(at: temporary) }
      if let error = error as? ServiceError { throw error }
      throw ServiceError(.unavailable, "cannot write into \(folder)", hint: "is it a folder, and may you write there? is the disk full?")
    }
  }

  private static func write(_ bytes: [UInt8], to file: URL) throws {
    guard FileManager.default.createFile(atPath: file.path(percentEncoded: false), contents: nil) else { throw failure(file) }
    let handle = try FileHandle(forWritingTo: file)
    try handle.write(contentsOf: bytes)
    try handle.synchronize()
    try handle.close()
  }

  private static func failure(_ file: URL) -> ServiceError {
    ServiceError(
      .unavailable, "cannot write \(file.path(percentEncoded: false))", hint: "may you write in that folder? is the disk full?")
  }
}

import CandorService
import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the program says, and where.
enum Speech {
  /// A result, to stdout.
  static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Bytes as they are, to stdout.
  static func print(bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// Anything that is no result, to stderr.
  static func complain(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// A line on a terminal that the next one takes the place of.
  static func mutter(_ text: String) { write("\r\u{1B}[K" + text, to: STDERR_FILENO) }

  /// An error: every place first, then the fact, then what to do.
  static func say(_ error: ServiceError) {
    for place in error.places { complain(place) }
    complain("candor: \(error.message)")
    if let hint = error.hint { complain(hint.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")) }
  }

  private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    // A reader that went away is no error of ours: the rest is not wanted.
    try? FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: bytes)
  }
}

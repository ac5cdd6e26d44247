import CandorCore
import CandorService
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the program says, and where.
enum Speech {
  /// Whether a part of the result was lost on its way to stdout.
  static var isCutShort: Bool { lost.load(ordering: .relaxed) }
  private static let lost = Atomic(false)

  /// A result, to stdout.
  static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Bytes as they are, to stdout.
  static func print(bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// That a listing may lack what entries tell that are not open to this reader.
  static func printUnopened(_ entries: [EntryID]) {
    if entries.isEmpty { return }
    let numbers = entries.map(\.description).joined(separator: ", ")
    print(Columns.hanging("", "not open to you, and may tell more: \(entries.count == 1 ? "entry" : "entries") \(numbers)"))
  }

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
    var rest = bytes[...]
    while !rest.isEmpty {
      // write(2) takes a pointer; the array outlives the call.
      let count = unsafe rest.withUnsafeBytes { bytes in
        #if canImport(Glibc)
          unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
          unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
      guard count < 0 else {
        rest = rest.dropFirst(count)
        continue
      }
      if errno == EINTR { continue }
      // A reader that went away is no error of ours: the rest is not wanted.
      if descriptor == STDOUT_FILENO, errno != EPIPE { lost.store(true, ordering: .relaxed) }
      return
    }
  }
}

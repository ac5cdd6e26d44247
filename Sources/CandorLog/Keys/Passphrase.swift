import Foundation

/// What someone types to open a key file, in memory that is overwritten when it is no longer needed.
///
/// It holds the UTF-8 of Unicode's form NFC, so that a letter with its accent is the same from every keyboard. Where
/// that takes a change, copies remain in memory until it is used again: Swift's strings cannot be overwritten. A
/// passphrase in ASCII is read straight into its place and never copied.
@safe package struct Passphrase: ~Copyable {
  /// Why something is no passphrase.
  package enum Flaw: Hashable, Sendable {
    case empty, tooLong, notText, unreadable(String)

    var message: String {
      switch self {
      case .empty: "the passphrase is empty"
      case .tooLong: "the passphrase is longer than \(Passphrase.limit) bytes"
      case .notText: "the passphrase is not a text in UTF-8"
      case .unreadable(let words): "the passphrase cannot be read: \(words)"
      }
    }

    var hint: String {
      switch self {
      case .empty: "Take several words that nobody would guess."
      case .tooLong: "The first line is the passphrase, and nothing else belongs there."
      case .notText: "Set the terminal, or save the file, to UTF-8."
      case .unreadable: "Check the file or the descriptor that it is to come from."
      }
    }
  }

  /// The longest, in bytes.
  package static let limit = 1024

  /// Only this type has the address; it is allocated in each initializer and freed in `deinit`.
  private let memory: UnsafeMutableRawBufferPointer
  private let count: Int

  /// The first line of what a descriptor gives. It is read byte by byte, so that what stands after the line is left to
  /// be read.
  ///
  /// - Throws: ``LogFault/passphrase(_:)``.
  package init(lineFrom descriptor: Int32) throws(LogFault) {
    try self.init { index throws(LogFault) in
      while true {
        var byte: UInt8 = 0
        // read(2) writes the one byte that the pointer is to.
        let count = unsafe read(descriptor, &byte, 1)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw .passphrase(.unreadable(systemWords())) }
        return count == 0 || byte == UInt8(ascii: "\n") ? nil : byte
      }
    }
  }

  /// These bytes.
  ///
  /// - Throws: ``LogFault/passphrase(_:)``.
  package init(_ bytes: [UInt8]) throws(LogFault) {
    try self.init { index throws(LogFault) in index < bytes.count ? bytes[index] : nil }
  }

  /// Fills the memory until there are no more bytes.
  private init(_ next: (_ index: Int) throws(LogFault) -> UInt8?) throws(LogFault) {
    // One byte more than the limit shows that there are too many.
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.limit + 1, alignment: 1)
    var count = 0
    do throws(LogFault) {
      // There is room for one more while the limit is not passed.
      while count <= Self.limit, let byte = try next(count) {
        unsafe memory[count] = byte
        count += 1
      }
      if count > 0, unsafe memory[count - 1] == UInt8(ascii: "\r") { count -= 1 }
      guard count <= Self.limit else { throw .passphrase(.tooLong) }
      if unsafe memory[..<count].contains(where: { $0 >= 0x80 }) { count = try unsafe Self.normalize(memory, count) }
    } catch {
      unsafe Self.release(memory)
      throw error
    }
    unsafe self.memory = memory
    self.count = count
  }

  deinit { unsafe Self.release(memory) }

  /// Puts the form NFC in the place of what was typed; whoever allocated the memory calls it, and there is room for the
  /// limit.
  private static func normalize(_ memory: UnsafeMutableRawBufferPointer, _ count: Int) throws(LogFault) -> Int {
    guard let text = unsafe String(validating: memory[..<count], as: UTF8.self) else { throw .passphrase(.notText) }
    var normal = text.precomposedStringWithCanonicalMapping
    let length = normal.utf8.count
    guard length <= limit else { throw .passphrase(.tooLong) }
    // The string's bytes are where they are during the call, and there is room for them.
    normal.withUTF8 { unsafe memory.copyMemory(from: UnsafeRawBufferPointer($0)) }
    return length
  }

  /// Overwrites the memory and gives it back: called once, by `deinit`, or where there is no value to own it.
  private static func release(_ memory: UnsafeMutableRawBufferPointer) {
    unsafe wipe(memory)
    unsafe memory.deallocate()
  }

  /// Whether there is nothing of it.
  package var isEmpty: Bool { count == 0 }

  /// Whether two are the same.
  package func isSame(as other: borrowing Passphrase) -> Bool {
    // Both lie where they are during the call; how long it takes tells nobody but their owner anything.
    unsafe memory[..<count].elementsEqual(other.memory[..<other.count])
  }

  /// Lends the bytes; there is an address even where there are none.
  func withBytes<Value, Failure>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Value) throws(Failure) -> Value {
    try unsafe body(UnsafeRawBufferPointer(start: memory.baseAddress, count: count))
  }
}

/// Overwrites memory, in a way that the compiler does not leave out because nobody reads it afterwards.
func wipe(_ memory: UnsafeMutableRawBufferPointer) {
  guard let start = memory.baseAddress else { return }
  // Both functions write so many bytes from the address on, which are the buffer's.
  #if canImport(Darwin)
    _ = unsafe memset_s(start, memory.count, 0, memory.count)
  #else
    unsafe explicit_bzero(start, memory.count)
  #endif
}

/// Overwrites bytes in place; nobody else may hold them, or it is a copy that is overwritten.
func wipe(_ data: inout Data) {
  // The bytes are where they are during the call.
  unsafe data.withUnsafeMutableBytes { unsafe wipe($0) }
}

/// Overwrites bytes in place; nobody else may hold them, or it is a copy that is overwritten.
func wipe(_ bytes: inout [UInt8]) {
  // The bytes are where they are during the call.
  unsafe bytes.withUnsafeMutableBytes { unsafe wipe($0) }
}

/// What errno(3) says now, in words.
func systemWords() -> String {
  // strerror(3) returns a string that lives at least until the next call.
  unsafe String(cString: strerror(errno))
}

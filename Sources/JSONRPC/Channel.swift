#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// read(2) and write(2) on two descriptors that others have opened, and close.
struct Channel: Sendable {
  let input: Int32
  let output: Int32

  /// How far a write came.
  enum Written: Equatable, Sendable {
    case all
    /// More of it would block.
    case full
    /// Nobody reads any more.
    case readerGone
    case failed(DescriptorError)
  }

  /// What a pipe that is ready for writing takes without blocking: POSIX's `PIPE_BUF` is at least 512.
  private static var piece: Int { Int(PIPE_BUF) }

  /// Reads what there is, at most a buffer full: 0 bytes at the end of the input, nil where the other descriptor became readable first.
  func read(into buffer: inout [UInt8], unless wakeUp: Int32) throws(DescriptorError) -> Int? {
    while true {
      // poll(2) writes only into the structures that it is given, and passes over negative descriptors, which read(2) is to complain of.
      var waited = [pollfd(fd: input, events: Int16(POLLIN), revents: 0), pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)]
      if input >= 0, unsafe poll(&waited, 2, -1) < 0 {
        guard errno == EINTR else { throw .last("poll") }
        continue
      }
      if waited[1].revents != 0 { return nil }
      // read(2) writes only inside the array, whose storage the closure keeps in place.
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe systemRead(input, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      // Whoever started us may have left a descriptor non-blocking.
      guard errno == EINTR || errno == EAGAIN else { throw .last("read") }
    }
  }

  /// Writes, a piece at a time, each when it will not block.
  ///
  /// - Parameters:
  ///   - sent: How many of the bytes are written already.
  ///   - patience: For how many milliseconds room for the next piece is waited for.
  func write(_ bytes: [UInt8], from sent: inout Int, patience: Int32) -> Written {
    while sent < bytes.count {
      var waited = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
      // poll(2) writes only into the one structure it is given.
      switch unsafe poll(&waited, 1, patience) {
      case 0: return .full
      case ..<0:
        guard errno == EINTR else { return .failed(.last("poll")) }
        continue
      default: break
      }
      // write(2) reads only inside the array, whose storage the closure keeps in place.
      let count = unsafe bytes.withUnsafeBytes { [sent] in
        unsafe systemWrite(output, $0.baseAddress.map { unsafe $0 + sent }, min($0.count - sent, Self.piece))
      }
      if count >= 0 {
        sent += count
      } else if errno == EPIPE {
        return .readerGone
      } else if errno != EINTR, errno != EAGAIN {
        return .failed(.last("write"))
      }
    }
    return .all
  }

  /// Where a byte is first found at or after a place: memchr(3), many times as fast as a loop where nothing is optimized.
  static func firstIndex(of byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    // memchr looks only inside the array, whose storage the closure keeps in place, and what it gives lies there too.
    return unsafe bytes.withUnsafeBytes { storage in
      guard let base = storage.baseAddress, let found = unsafe memchr(base + start, Int32(byte), storage.count - start) else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// Lets a write to a pipe without readers fail instead of ending the process.
  static func ignoreBrokenPipes() {
    // The disposition is process-wide; a protocol server has no other use for the signal.
    _ = signal(SIGPIPE, SIG_IGN)
  }
}

/// A pipe that one thread wakes another with.
final class WakeUp: Sendable {
  let reading: Int32
  let writing: Int32

  init() throws(DescriptorError) {
    var ends: [Int32] = [-1, -1]
    // pipe(2) writes the two elements.
    guard unsafe pipe(&ends) == 0 else { throw .last("pipe") }
    (reading, writing) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(writing, F_SETFL, O_NONBLOCK)
  }

  deinit {
    close(reading)
    close(writing)
  }

  /// Makes the reading end readable; safe in a signal's handler.
  static func wake(_ writing: Int32) {
    var byte: UInt8 = 0
    // write(2) reads the one byte. A full pipe is as readable as can be.
    _ = unsafe systemWrite(writing, &byte, 1)
  }

  /// Waits for it to be readable, and takes a byte out.
  func wait() {
    var byte: UInt8 = 0
    // read(2) writes the one byte.
    while unsafe systemRead(reading, &byte, 1) < 0, errno == EINTR {}
  }
}

// Named apart from the methods above, which they would otherwise be hidden by.
private let systemRead = unsafe read(_:_:_:)
private let systemWrite = unsafe write(_:_:_:)

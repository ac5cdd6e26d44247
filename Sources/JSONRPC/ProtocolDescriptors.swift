import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A system call on a descriptor that failed.
public struct DescriptorError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The call, e.g. `read`.
  public var call: String
  /// What `errno` said.
  public var code: Int32

  /// The call and the system's word for the fault.
  public var description: String {
    // strerror's text is the C library's own; it is copied before any other call.
    "\(call): \(unsafe String(cString: strerror(code)))"
  }

  static func last(_ call: String) -> DescriptorError { DescriptorError(call: call, code: errno) }
}

/// The two descriptors a protocol is spoken on.
public struct ProtocolDescriptors: ~Copyable, Sendable {
  let input: Int32
  let output: Int32
  private let isOwner: Bool

  /// Descriptors that the caller has opened, and closes.
  public init(input: Int32, output: Int32) { self.init(input: input, output: output, isOwner: false) }

  private init(input: Int32, output: Int32, isOwner: Bool) {
    (self.input, self.output, self.isOwner) = (input, output, isOwner)
  }

  /// Standard input, and a private copy of standard output, whose place standard error takes: a stray `print` then lands in the log and
  /// not in the protocol. To be called first thing in the program.
  ///
  /// - Throws: ``DescriptorError`` where standard output or error is closed.
  public static func claimStandardStreams() throws(DescriptorError) -> ProtocolDescriptors {
    // Not inherited, so that no child process can write into the protocol either.
    let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
    guard output >= 0 else { throw .last("fcntl") }
    let descriptors = ProtocolDescriptors(input: STDIN_FILENO, output: output, isOwner: true)
    guard dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else { throw .last("dup2") }
    return descriptors
  }

  deinit { if isOwner { close(output) } }

  /// Reads what there is, at most a buffer full: 0 bytes at the end of the input.
  borrowing func read(into buffer: inout [UInt8]) throws(DescriptorError) -> Int {
    while true {
      // read(2) writes only inside the array, whose storage the closure keeps in place.
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe systemRead(input, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      try Self.retry("read", input, POLLIN)
    }
  }

  /// Writes all of the bytes.
  ///
  /// - Returns: False where nobody reads any more.
  /// - Throws: ``DescriptorError``.
  borrowing func write(_ bytes: [UInt8]) throws(DescriptorError) -> Bool {
    var written = 0
    while written < bytes.count {
      // write(2) reads only inside the array, whose storage the closure keeps in place.
      let count = unsafe bytes.withUnsafeBytes {
        unsafe systemWrite(output, $0.baseAddress.map { unsafe $0 + written }, $0.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno == EPIPE {
        return false
      } else {
        try Self.retry("write", output, POLLOUT)
      }
    }
    return true
  }

  /// Returns where the call is to be made again: after a signal, and, since whoever started us may have left a descriptor non-blocking,
  /// once it is ready.
  private static func retry(_ call: String, _ descriptor: Int32, _ event: Int32) throws(DescriptorError) {
    switch errno {
    case EINTR: return
    case EAGAIN:
      var waited = pollfd(fd: descriptor, events: Int16(event), revents: 0)
      // poll(2) writes only into the one structure it is given.
      guard unsafe poll(&waited, 1, -1) >= 0 || errno == EINTR else { throw .last("poll") }
    default: throw .last(call)
    }
  }

  /// Lets a write to a pipe without readers fail instead of ending the process.
  static func ignoreBrokenPipes() {
    // The disposition is process-wide; a protocol server has no other use for the signal.
    _ = signal(SIGPIPE, SIG_IGN)
  }
}

// Named apart from the methods above, which they would otherwise be hidden by.
private let systemRead = unsafe read(_:_:_:)
private let systemWrite = unsafe write(_:_:_:)

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
  let channel: Channel
  private let isOwner: Bool

  /// Descriptors that the caller has opened, and closes.
  public init(input: Int32, output: Int32) { self.init(input: input, output: output, isOwner: false) }

  private init(input: Int32, output: Int32, isOwner: Bool) {
    channel = Channel(input: input, output: output)
    self.isOwner = isOwner
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

  deinit { if isOwner { close(channel.output) } }
}

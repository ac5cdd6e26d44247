import CandorLog
import CandorService

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terminal that this process was started on, whatever its standard streams are: a server's are not its own.
struct Terminal: ~Copyable {
  private let descriptor: Int32

  /// Nil where there is none.
  init?() {
    // open(2) reads the path during the call.
    descriptor = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Whether somebody looks at this process: it was started on a terminal and speaks to one, or hears one.
  static var isWatched: Bool { (isatty(STDERR_FILENO) == 1 || isatty(STDIN_FILENO) == 1) && Terminal() != nil }

  /// Asks for a passphrase without showing what is typed.
  func passphrase(_ prompt: String) throws -> Passphrase {
    // Asked only once nothing is shown any more: an answer may come at once.
    try Echo.off(on: descriptor) {
      say("\r\u{1B}[K\(prompt): ")
      defer { say("\n") }
      return try Passphrase(lineFrom: descriptor)
    }
  }

  private func say(_ text: String) {
    var text = text
    // The string's bytes are where they are during the call; a terminal that went away shows itself when it is read.
    text.withUTF8 { bytes in _ = unsafe write(descriptor, bytes.baseAddress, bytes.count) }
  }
}

/// The echo of a terminal, which must come back whatever ends the program: whoever typed Ctrl-C would type on blindly otherwise.
private enum Echo {
  /// The terminal that is without its echo, and how it was before. Nobody asks on two threads at once, and a signal's handler, which may run on any
  /// thread, is there only from after they are set until before they are set again.
  nonisolated(unsafe) private static var terminal: Int32 = -1
  nonisolated(unsafe) private static var before = termios()

  /// Does something while what is typed on a terminal is not shown.
  static func off(on descriptor: Int32, _ body: () throws -> Passphrase) throws -> Passphrase {
    // tcgetattr(3) fills the structure it is given.
    guard unsafe tcgetattr(descriptor, &before) == 0 else { throw unaskable }
    unsafe terminal = descriptor
    var silent = unsafe before
    silent.c_lflag &= ~tcflag_t(ECHO)
    silent.c_lflag |= tcflag_t(ICANON | ISIG)
    let handlers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].map { ($0, former: replaceHandler(of: $0) { Echo.end(by: $0) }) }
    // Suspended, it would leave the terminal to the shell without its echo.
    let suspending = signal(SIGTSTP, SIG_IGN)
    defer {
      restore()
      signal(SIGTSTP, suspending)
      for (number, former) in handlers { signal(number, former) }
    }
    // What was typed before the question is no answer to it. tcsetattr(3) reads the structure during the call.
    guard unsafe tcsetattr(descriptor, TCSAFLUSH, &silent) == 0 else { throw unaskable }
    return try body()
  }

  private static let unaskable = ServiceError(
    .unavailable, "nothing can be asked on this terminal without showing what is typed",
    hint: "say where the passphrase is: --passphrase-file FILE, or --passphrase-fd N")

  /// What ends the program unless it is to be ignored, as for one that was started to outlive its terminal.
  private static func replaceHandler(of number: Int32, by handler: @escaping @convention(c) (Int32) -> Void) -> (
    @convention(c) (Int32) -> Void
  )? {
    let former = signal(number, handler)
    // SIG_IGN is no function but the address 1, and functions cannot be compared otherwise.
    if unsafe unsafeBitCast(former, to: Int.self) == 1 { signal(number, former) }
    return former
  }

  /// Gives the echo back. tcsetattr(3) reads the structure during the call, and is one of what a signal's handler may call (signal-safety(7)).
  private static func restore() { _ = unsafe tcsetattr(terminal, TCSANOW, &before) }

  /// Gives the echo back and ends by the signal, as the program would have without a handler.
  private static func end(by number: Int32) {
    restore()
    signal(number, SIG_DFL)
    raise(number)
  }
}

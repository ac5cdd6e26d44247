#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is being done just now, on a terminal; a pipe hears nothing of it.
enum Progress {
  /// Does a step of work, and says so for as long as it takes.
  static func during<Result>(_ step: String, _ work: () throws -> Result) rethrows -> Result {
    guard isatty(STDERR_FILENO) == 1 else { return try work() }
    Speech.mutter("\(step) …")
    defer { Speech.mutter("") }
    return try work()
  }

  /// How far a step of work is.
  static func reached(_ step: String, _ share: Double) {
    guard isatty(STDERR_FILENO) == 1 else { return }
    Speech.mutter("\(step) … \(Int(share * 100)) %")
  }
}

import ArgumentParser
import CandorLog
import CandorService

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// A passphrase is never an argument nor a variable of the environment: other users see the one, and whatever is started from here gets the other.

/// Where the passphrase of a key file that is there comes from, unless it is typed.
struct PassphraseOptions: ParsableArguments {
  @Option(
    help: "A file whose first line is the key file's passphrase; nobody else may read it. Without it one is asked, where one is needed.")
  var passphraseFile: String?

  @Option(help: ArgumentHelp("A descriptor to read the key file's passphrase from, one line.", valueName: "number"))
  var passphraseFd: Int32?

  var source: PassphraseSource {
    get throws { try PassphraseSource(file: passphraseFile, descriptor: passphraseFd, options: "passphrase") }
  }

  func validate() throws { _ = try source }
}

/// Where the passphrase of a key file that is made, or made anew, comes from, unless it is typed.
struct NewPassphraseOptions: ParsableArguments {
  @Option(help: "A file whose first line is the new passphrase; nobody else may read it. Without it one is asked.")
  var newPassphraseFile: String?

  @Option(help: ArgumentHelp("A descriptor to read the new passphrase from, one line.", valueName: "number"))
  var newPassphraseFd: Int32?

  var source: PassphraseSource {
    get throws { try PassphraseSource(file: newPassphraseFile, descriptor: newPassphraseFd, options: "new-passphrase") }
  }

  func validate() throws { _ = try source }
}

/// How the key file is protected that someone makes for themselves.
struct OwnKeyOptions: ParsableArguments {
  @OptionGroup var passphrase: PassphraseOptions

  @Flag(help: "Leave the key file without a passphrase: whoever can read the file has the key.")
  var noPassphrase = false

  func validate() throws {
    if noPassphrase, passphrase.passphraseFile != nil || passphrase.passphraseFd != nil {
      throw ValidationError("give a passphrase or --no-passphrase, not both")
    }
  }

  /// The machine, with what the new key file is to have for a passphrase.
  var environment: Environment {
    get throws {
      var environment = Environment.machine
      environment.passphrases.new = try passphrase.source.forNewKey(unprotected: noPassphrase)
      return environment
    }
  }
}

/// How the key file is protected of whoever keeps a record from here on.
struct SuccessorKeyOptions: ParsableArguments {
  @OptionGroup var passphrase: NewPassphraseOptions

  @Flag(help: "Leave the new key file without a passphrase: whoever can read the file has the key.")
  var noPassphrase = false

  func validate() throws {
    if noPassphrase, passphrase.newPassphraseFile != nil || passphrase.newPassphraseFd != nil {
      throw ValidationError("give a new passphrase or --no-passphrase, not both")
    }
  }

  /// What gives the new key file its passphrase.
  var new: @Sendable (_ keyFile: String) throws -> Passphrase? {
    get throws { try passphrase.source.forNewKey(unprotected: noPassphrase) }
  }
}

/// Where a passphrase comes from.
enum PassphraseSource: Sendable {
  case terminal
  case file(String)
  case descriptor(Int32)

  /// - Throws: `ValidationError` where there are two, or a descriptor that is not open: later some file of the program's own would have its number.
  init(file: String?, descriptor: Int32?, options: String) throws {
    switch (file, descriptor) {
    case (nil, nil): self = .terminal
    case (let file?, nil): self = .file(file)
    case (nil, let descriptor?):
      guard descriptor >= 0, fcntl(descriptor, F_GETFD) >= 0 else {
        throw ValidationError("--\(options)-fd is \(descriptor), and no such descriptor is open")
      }
      self = .descriptor(descriptor)
    case (_?, _?): throw ValidationError("give --\(options)-file or --\(options)-fd, not both")
    }
  }

  /// The passphrase of a key file that is there; nil where nobody can be asked.
  func present(for keyFile: String) throws -> Passphrase? { try secret("passphrase of \(keyFile)") }

  /// A line that nobody else is to see; nil where nobody can be asked.
  func secret(_ prompt: String) throws -> Passphrase? {
    switch self {
    case .terminal: try Terminal()?.passphrase(prompt)
    case .file(let path): try PassphraseSource.line(of: path)
    case .descriptor(let descriptor): try Passphrase(lineFrom: descriptor)
    }
  }

  /// A passphrase for a key file that is made, or made anew; nil where nobody can be asked.
  func new(for keyFile: String) throws -> Passphrase? {
    guard case .terminal = self else { return try present(for: keyFile) }
    guard let terminal = Terminal() else { return nil }
    let passphrase = try terminal.passphrase("new passphrase for \(keyFile)")
    // Who typed nothing is not asked for the same again.
    guard !passphrase.isEmpty else { throw LogFault.passphrase(.empty) }
    guard passphrase.isSame(as: try terminal.passphrase("the same again")) else {
      throw ServiceError(.input, "the two passphrases are not the same; nothing was written", hint: "run it again")
    }
    return passphrase
  }

  /// A passphrase for the key file of a new key. Where nobody can be asked and none is named there is none, so that scripts go on; then it is said.
  ///
  /// - Parameter unprotected: whether there is to be none.
  func forNewKey(unprotected: Bool) -> @Sendable (_ keyFile: String) throws -> Passphrase? {
    { keyFile in
      if unprotected { return nil }
      if case .terminal = self, !Terminal.isWatched {
        Speech.complain("candor: warning: \(keyFile) has no passphrase; to set one: candor key change-passphrase --key \(keyFile)")
        return nil
      }
      return try new(for: keyFile)
    }
  }

  private static func line(of path: String) throws -> Passphrase {
    // open(2) reads the path during the call.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ServiceError(.input, "the passphrase file \(path) cannot be opened", hint: "look at the spelling, and at who may read it")
    }
    defer { close(descriptor) }
    var status = stat()
    // fstat(2) fills the structure it is given.
    guard unsafe fstat(descriptor, &status) == 0, [S_IFREG, S_IFIFO].contains(status.st_mode & S_IFMT) else {
      throw ServiceError(.input, "\(path) is no file with a passphrase", hint: "name a file, or a pipe")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw ServiceError(
        .notPermitted, "others than its owner may read or write the passphrase file \(path)",
        hint: "run chmod 600 on it, and think who may have read it")
    }
    return try Passphrase(lineFrom: descriptor)
  }
}

import ArgumentParser
import CSystem
import CandorService
import Foundation

// How the command line speaks: results to stdout; everything else to stderr, after the program's name, without a capital or a period. An error
// states the fact; the line below it gives the next step. Exit codes are those of `ExitStatus`.

@main
struct Candor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "candor",
    abstract: "The accountability record of a member-run organization.",
    discussion: """
      Keeps a record that cannot be quietly changed, holds it against the organization's own code, and publishes findings that expose the failure \
      and never the survivor.

      Begin with:  candor demo
      Then:        candor init RECORD --charter FILE, candor import RECORD CASEFILE, candor check RECORD, candor export RECORD --edition members

      Exit codes: 0 done; 1 done, and something is breached or late (check) or does not hold (validate, verify, charter check); 2 usage; 3 bad input, \
      nothing written; 4 not permitted; 5 could not (disk, damaged file).
      """,
    version: ProgramVersion.text,
    subcommands: [
      Init.self, Import.self, Append.self, Show.self, Check.self, Due.self, People.self, Votes.self, Mandates.self, Export.self,
      ExportCasefile.self,
      Validate.self,
      Verify.self, Prove.self, CheckpointCommand.self, BackupCommand.self, ArchiveCommand.self, HandOver.self, Recover.self, Erase.self,
      KeyCommand.self, AccessCommand.self, Grant.self, Revoke.self,
      CharterCommand.self, Serve.self, Demo.self,
    ])

  static func main() async {
    // What a record keeps from its readers, keys and passphrases lie in memory, and a dump of it may be kept, copied or sent to a vendor. Where that
    // cannot be forbidden, it was no better before.
    _ = candorForbidCoreDumps()
    keepCrashesToThemselves()
    keepStandardStreams()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      end(ExitStatus.done.rawValue)
    } catch let error as ServiceError {
      Speech.say(error)
      end(error.kind.exit.rawValue)
    } catch let status as Ended {
      end(status.status.rawValue)
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess {
        Speech.print(fullMessage(for: error))
        end(ExitStatus.done.rawValue)
      }
      if code == .validationFailure {
        Speech.complain(fullMessage(for: error))
        end(ExitStatus.usage.rawValue)
      }
      Speech.say(ServiceError(explaining: error))
      end(ServiceError(explaining: error).kind.exit.rawValue)
    }
  }
}

/// Ends the process. A result that did not arrive whole is none.
private func end(_ status: Int32) -> Never {
  guard Speech.isCutShort else { exit(status) }
  Speech.say(ServiceError(.unavailable, "the result could not be written to its end", hint: "is the disk full, or stdout closed?"))
  exit(ExitStatus.couldNot.rawValue)
}

/// Swift's runtime may print a crash with registers and memory, wherever stderr goes: keys and values would stand in a log. A process that crashes ends
/// by its signal, and says nothing.
private func keepCrashesToThemselves() {
  for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP] { _ = signal(number, SIG_DFL) }
}

/// Sees to it that no file gets the number of a standard stream that is closed, and that a reader who goes away does not kill the process
/// while it holds a record.
private func keepStandardStreams() {
  for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
    // open(2) takes the lowest number that is free; what is written to a stream opened for reading fails, as to a closed one.
    _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
  }
  _ = signal(SIGPIPE, SIG_IGN)
}

/// The end of a command that was carried out and has more to say than that.
struct Ended: Error {
  var status: ExitStatus
}

/// What every command that opens a record takes.
struct RecordOptions: ParsableArguments {
  @Argument(help: "The record file, which ends in .candor.")
  var record: String

  @Option(help: "The key file, where it is not in the folder of keys (~/.config/candor).")
  var key: String?

  @OptionGroup var passphrase: PassphraseOptions

  /// The machine, and the passphrase where the key file needs one.
  var environment: Environment {
    get throws {
      let source = try passphrase.source
      var environment = Environment.machine
      environment.passphrases.present = { try source.present(for: $0) }
      return environment
    }
  }

  /// Opens the record without reading its entries, and verifies all of it.
  func integrity() throws -> LogIntegrity.Output {
    let step = "verifying \(record)"
    return try Progress.during(step) {
      let record = try Session.record(opening: record, key: key, environment: environment)
      return try LogIntegrity.run(on: record) { Progress.reached(step, $0) }
    }
  }

  func open() throws -> Session { try open(in: environment) }

  func open(in environment: Environment) throws -> Session {
    try Progress.during("opening \(record)") { try Session(opening: record, key: key, environment: environment) }
  }

  /// What stands in the place of a list of cases, where there is none: whoever keeps the record is told what to do.
  func noCase(in session: Session) -> String {
    session.isKept ? "no case yet: candor import \(record) CASEFILE" : session.noCase.message
  }
}

/// How results are written.
enum OutputForm: String, CaseIterable, ExpressibleByArgument {
  case text, json
}

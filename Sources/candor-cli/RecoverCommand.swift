import ArgumentParser
import CandorLog
import CandorService

struct Recover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a record with its recovery key, where the key that signs it is lost.",
    discussion: """
      The recovery key was printed when the record was made. It opens everything and signs nothing: the record goes into the custody of a new key, which is \
      made here, and an entry says so. A new epoch begins for everything, and the lost key opens nothing that is recorded from then on.

      Nothing can show that this was right: whoever trusts the lost key is told that another signs now. Tell members the new one by a way that they trust, as \
      at a meeting: candor checkpoint prints it, and they take it with candor key trust. Then keep the recovery key as it was kept; this machine has seen it.

      Rehearse it once a year: --rehearse opens and reads everything, and changes nothing.

      Examples:  candor recover union.candor --rehearse
                 candor recover union.candor --to body:conduct --new-key /media/stick/union.key
      """)

  @Argument(help: "The record file.")
  var record: String

  @Flag(help: "Only see that the recovery key opens the record; nothing is changed.")
  var rehearse = false

  @Option(help: "Where to put the new key file.")
  var newKey: String?

  @Option(help: "Who has custody from here on: body:NAME, or members.")
  var to: [String] = []

  @Option(help: "What is to be told of it.")
  var says: String?

  @Option(help: "A file whose first line is the recovery key; nobody else may read it. Without it, it is asked on the terminal.")
  var recoveryFile: String?

  @Option(help: ArgumentHelp("A descriptor to read the recovery key from, one line.", valueName: "number"))
  var recoveryFd: Int32?

  @OptionGroup var protection: SuccessorKeyOptions

  func validate() throws {
    if rehearse == (newKey != nil) { throw ValidationError("say what is wanted: --rehearse, or --new-key FILE") }
    _ = try PassphraseSource(file: recoveryFile, descriptor: recoveryFd, options: "recovery")
  }

  func run() throws {
    let source = try PassphraseSource(file: recoveryFile, descriptor: recoveryFd, options: "recovery")
    guard let typed = try source.secret("recovery key of \(record)") else {
      throw ServiceError(
        .input, "nobody gave the recovery key", hint: "run it on a terminal, or say where it is: --recovery-file FILE, or --recovery-fd N")
    }
    let recovery = try RecoveryKey(typed: typed)
    var environment = Environment.machine
    guard let newKey else {
      let found = try Recovery.rehearse(of: record, with: recovery, environment: environment)
      return Speech.print(
        """
        the recovery key opens \(record): \(found.entries) entries with \(found.values) values, \(found.cases) \(found.cases == 1 ? "case" : "cases")
          nothing was changed; put the key back where it was
        """)
    }
    RecordOptions.warn(of: record)
    environment.passphrases.new = try protection.new
    let output = try Recovery(of: record, with: recovery, to: to, says: says, newKey: newKey, environment: environment)
    Speech.print(
      """
      recovered \(record) with entry \(output.entry), signed by the new key alone
        key file   \(newKey)
                   keep a copy elsewhere; without it the record cannot be read
        signed by  \(output.verification)
                   tell members by a way that they trust; they take it with:  candor key trust \(record) --verification KEY
        recovery   the same key; put it back where it was, and where this machine is not yours, make a new record
      """)
  }
}

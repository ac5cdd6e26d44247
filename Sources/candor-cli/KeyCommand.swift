import ArgumentParser
import CandorService

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Look at a key file, or change its passphrase.", subcommands: [Show.self, ChangePassphrase.self])

  /// Which key file.
  struct Choice: ParsableArguments {
    @Argument(help: "The record whose key file it is, in the folder of keys (~/.config/candor).")
    var record: String?

    @Option(help: "The key file.")
    var key: String?

    func validate() throws {
      if record == nil, key == nil { throw ValidationError("name a record, or a key file: --key FILE") }
    }

    func file() throws -> NamedKeyFile { try NamedKeyFile(of: record, at: key, environment: .machine) }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what a key file says in clear; it needs no passphrase.",
      discussion: """
        Nothing of it is secret. The recovery key is shown by a fingerprint of its public part, to be compared with another copy's.

        Examples:  candor key show union.candor
                   candor key show --key /media/stick/union.key
        """)

    @OptionGroup var choice: Choice

    @Option(help: "How to write the result.")
    var format: OutputForm = .text

    func run() throws {
      let facts = try KeyFacts(of: try choice.file())
      switch format {
      case .json: Speech.print(facts.jsonText)
      case .text:
        let protection = facts.cost.map { "passphrase, scrypt with N = 2^\($0)" } ?? "none: whoever can read the file has the key"
        Speech.print(
          """
          key file      \(facts.file)
          record        \(facts.record)
          protection    \(protection)
          verified by   \(facts.verification)
          recovery key  \(facts.recovery ?? "not named in a file of version 1")
          """)
      }
    }
  }

  struct ChangePassphrase: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put a key file under another passphrase, or under its first one.",
      discussion: """
        The key stays the same: copies of the file made before open with the passphrase that they had, or without one. Where a copy may be in other \
        hands, hand the record over to a new key instead: candor hand-over.

        Examples:  candor key change-passphrase union.candor
                   candor key change-passphrase --key union.key --passphrase-file old --new-passphrase-file new
        """)

    @OptionGroup var choice: Choice
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var newPassphrase: NewPassphraseOptions

    func run() throws {
      let (present, new) = (try passphrase.source, try newPassphrase.source)
      var environment = Environment.machine
      environment.passphrases.present = { try present.present(for: $0) }
      environment.passphrases.new = { try new.new(for: $0) }
      let file = try choice.file()
      let change = try PassphraseChange(of: file, environment: environment)
      Speech.print(
        """
        \(file.path): \(change.wasProtected ? "the passphrase was changed" : "it has a passphrase now")
          copies made before are as they were: destroy them
        """)
    }
  }
}

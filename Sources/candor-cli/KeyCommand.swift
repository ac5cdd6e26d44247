import ArgumentParser
import CandorService

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Make a key for a record, look at a key file, or change its passphrase.",
    subcommands: [New.self, Show.self, ChangePassphrase.self, Trust.self])

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

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make your own key for a record that someone else keeps.",
      discussion: """
        The key file is yours alone; nobody else needs it, and it is protected by a passphrase, which is asked on the terminal. What is printed is its public \
        part: give that to whoever keeps the record. They run 'candor grant', and from then on your key opens what was granted to you.

        Compare the line "signed by" with what other members have: who gave you a forged record would have signed it with another key.

        Example:  candor key new union.candor
        """)

    @Argument(help: "The record that it is for.")
    var record: String

    @Option(help: "Where to put the key file; without it into ~/.config/candor, under the record's identifier.")
    var key: String?

    @OptionGroup var protection: OwnKeyOptions

    func run() throws {
      let made = try NewPersonKey(of: record, file: key, environment: try protection.environment)
      Speech.print(
        """
        made a key for \(record)
          key file    \(made.file)
                      keep a copy elsewhere; nobody can make it again
          public key  \(made.publicKey)
                      give it to whoever keeps the record:  candor grant \(record) PUBLIC-KEY --to WHO --audience members
          signed by   \(made.trusted)
                      compare it with what other members have
        """)
    }
  }

  struct Trust: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Trust another signature on a record, after it was recovered.",
      discussion: """
        A record that is handed over says so with both signatures, and needs nothing of this. Where its signing key was lost, and the record was opened with the \
        recovery key, a new key signs it, and nothing in the file can show that this was right. Have its custodian tell you the new signature face to face, or by \
        another way that you trust; candor checkpoint prints it there.

        Example:  candor key trust union.candor --verification candor/5a0k7x2m9qd3w8h1v6tz+3c9f27ab+AYm2…
        """)

    @OptionGroup var choice: Choice

    @Option(help: "What verifies the record from here on, as NAME+ID+KEY.")
    var verification: String

    @OptionGroup var passphrase: PassphraseOptions

    func run() throws {
      let present = try passphrase.source
      var environment = Environment.machine
      environment.passphrases.present = { try present.present(for: $0) }
      let file = try choice.file()
      _ = try NewTrust(in: file, of: verification, environment: environment)
      Speech.print("\(file.path): trusts \(verification) from here on")
    }
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
          public key    \(facts.publicKey ?? "not named in a file of version 1")
          signs as      \(facts.verification)
          trusts        \(facts.trusted == facts.verification ? "its own signature" : facts.trusted)
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

import ArgumentParser
import CandorService

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a record from the organization's charter.",
    discussion: """
      Makes the record file and the key of its custodian: you. The key file is protected by a passphrase, which is asked on the terminal. The recovery \
      key is printed once and kept nowhere; write it down, and put it where the key is not.

      Example:  candor init union.candor --charter charter.yaml
      """)

  @Argument(help: "The record file to make; it ends in .candor.")
  var record: String

  @Option(help: "The organization's code, as YAML.")
  var charter: String

  @Option(help: "Where to put the key file; without it into ~/.config/candor, under the record's identifier.")
  var key: String?

  @OptionGroup var protection: OwnKeyOptions

  func run() throws {
    RecordOptions.warn(of: record)
    let made = try RecordInit(
      at: record, charter: (try TextFile.read(charter), TextFile.name(charter)), key: key, environment: try protection.environment)
    Speech.print(
      """
      created \(record), with one custodian: you
        key file   \(made.key)
                   keep a copy elsewhere; without it the record cannot be read
        recovery   \(made.recovery)
                   printed this once; write it down, and put it where the key is not
      """)
  }
}

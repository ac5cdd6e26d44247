import ArgumentParser
import CandorService

struct HandOver: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-over",
    abstract: "Hand a record over to a new custodian key.",
    discussion: """
      Makes a new key file, says in the record that custody passed on, and has both keys sign it. From then on only the new key signs: whoever holds \
      older findings sees that the one handed over to the other. The new key file gets a passphrase of its own. The old key file opens nothing any more that this program does; what its holder has \
      read, they have read.

      Example:  candor hand-over union.candor --from body:sc --to body:ndc --new-key /media/stick/union.key
      """)

  @OptionGroup var options: RecordOptions

  @Option(help: "Who had custody: body:NAME, or members.")
  var from: [String]

  @Option(help: "Who has it from here on.")
  var to: [String]

  @Option(help: "Where to put the new key file.")
  var newKey: String

  @Option(help: "What is to be told of it.")
  var says: String?

  @OptionGroup var newPassphrase: NewPassphraseOptions

  @Flag(help: "Leave the new key file without a passphrase: whoever can read the file has the key.")
  var noPassphrase = false

  func validate() throws {
    if noPassphrase, newPassphrase.newPassphraseFile != nil || newPassphrase.newPassphraseFd != nil {
      throw ValidationError("give a new passphrase or --no-passphrase, not both")
    }
  }

  func run() throws {
    RecordOptions.warn(of: options.record)
    var environment = try options.environment
    environment.passphrases.new = try newPassphrase.source.forNewKey(unprotected: noPassphrase)
    let output = try CustodyHandOver(of: try options.open(in: environment), from: from, to: to, says: says, newKey: newKey)
    Speech.print(
      """
      handed over \(options.record) with entry \(output.entry), signed by both keys
        key file   \(newKey)
                   keep a copy elsewhere; without it the record cannot be read
        old key    signs nothing any more; destroy it when the new one has been tried:  candor checkpoint \(options.record) --key \(newKey)
      """)
  }
}

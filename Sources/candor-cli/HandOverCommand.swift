import ArgumentParser
import CandorService

struct HandOver: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-over",
    abstract: "Hand a record over to a new custodian.",
    discussion: """
      Says in the record that custody passed on, to a key that is made or to one that someone has, and has both keys sign it. From then on only the new key \
      signs: whoever holds older findings sees that the one handed over to the other. A new epoch begins for everything: the old key opens what is recorded from \
      then on only as far as it was granted access by an entry. What its holder has read, they have read.

      Have the new keeper make their key (candor key new), and do it on their machine, with the old key: whoever has had the key that goes on signing could \
      have kept a copy of it.

      Who is a party to a case, or stepped back from it, gets no key to it by custody either.

      Examples:  candor hand-over union.candor --from body:sc --to body:ndc --new-key /media/stick/union.key
                 candor hand-over union.candor --to body:ndc --to-key ./theirs.key
      """)

  @OptionGroup var options: RecordOptions

  @Option(help: "Who had custody: body:NAME, or members.")
  var from: [String] = []

  @Option(help: "Who has it from here on.")
  var to: [String]

  @Option(help: "Where to put the new key file.")
  var newKey: String?

  @Option(
    help:
      "Instead of a new key: the key file of whoever is to keep the record. Its passphrase is asked, or comes from --new-passphrase-file.")
  var toKey: String?

  @Option(
    help:
      "The entry of what passes on with the record, by number or label: a mandate that goes on. It is of no case: what is kept of a case, an entry of that case says. May be given more than once."
  )
  var with: [String] = []

  @Option(help: "What is to be told of it.")
  var says: String?

  @OptionGroup var protection: SuccessorKeyOptions

  func validate() throws {
    if (newKey == nil) == (toKey == nil) { throw ValidationError("say who is to keep it: --new-key FILE, or --to-key FILE") }
  }

  func run() throws {
    RecordOptions.warn(of: options.record)
    var environment = try options.environment
    let source = try protection.passphrase.source
    // The key of whoever takes it over has its passphrase already.
    environment.passphrases.new = try protection.new
    if toKey != nil { environment.passphrases.new = { try source.present(for: $0) } }
    let successor = toKey.map(CustodyHandOver.Successor.keyFile) ?? .newKey(file: newKey ?? "")
    let output = try CustodyHandOver(
      of: try options.open(in: environment), from: from, to: to, with: with, says: says,
      successor: successor)
    let file = toKey ?? newKey ?? ""
    Speech.print(
      """
      handed over \(options.record) with entry \(output.entry), signed by both keys
        key file   \(file)
                   keep a copy elsewhere; without it the record cannot be read
        old key    signs nothing any more; destroy it when the new one has been tried:  candor checkpoint \(options.record) --key \(file)
                   where it is kept, put the file that ends in .checkpoint beside it: then it writes to no copy from before
        readers    read on as they were granted, whoever kept it among them:  candor access \(options.record) --key \(file)
        paper      the recovery key opens what is recorded from here on too: see to it who has it
      """)
  }
}

import ArgumentParser
import CandorService

struct CheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Show what the custodian has signed last, and the key it is verified by.",
    discussion: """
      The verification key is public. Give it to members by another way than the findings, on paper say: with 'candor verify --key FILE' they see that \
      it was this record's custodian who signed.

      Examples:  candor checkpoint union.candor
                 candor checkpoint union.candor --only-key > union.verification
      """)

  @OptionGroup var options: RecordOptions

  @Flag(help: "Write the verification key alone, as --key of 'candor verify' takes it.")
  var onlyKey = false

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func run() throws {
    let output = try LogCheckpoint.run(LogCheckpoint.Parameters(), in: try options.open())
    if onlyKey { return Speech.print(output.verification) }
    switch format {
    case .json: Speech.print(output.jsonText)
    case .text:
      let published = output.published.isEmpty ? "nothing yet" : "at \(output.published.map(String.init).joined(separator: ", ")) entries"
      Speech.print(
        """
        record       \(output.origin)
        entries      \(output.size), the last on \(output.day)
        root         \(output.root)
        signed by    \(output.verification)
        handed out   \(published)\(output.isArchive ? "\narchive      closed for good; nobody writes to it" : "")
        """)
    }
  }
}

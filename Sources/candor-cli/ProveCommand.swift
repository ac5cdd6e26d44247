import ArgumentParser
import CandorCore
import CandorLog
import CandorReport
import CandorService
import Foundation

struct Prove: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prove entries to readers, or that the record goes on from an older proof.",
    discussion: """
      Writes a proof like the one that comes with findings. It opens of the entries what the readers of the edition may read, and nothing else; who \
      someone is, it never opens. With --since it also proves that the record contains everything that the older proof knew.

      Examples:  candor prove union.candor 48 53 --out for-the-branch.proof.json
                 candor prove union.candor --since 2025/findings.members.en.proof.json --out since-2025.proof.json
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The numbers of the entries.")
  var entries: [Int] = []

  @Option(help: "Whose readers it is for.")
  var edition: Edition = .members

  @Option(name: .customLong("case"), help: "The case, by its identifier, for the edition of a case; not needed where there is only one.")
  var caseID: String?

  @Option(help: "An older proof that the record is to go on from; may be given more than once.")
  var since: [String] = []

  @Option(help: "The file to write, which must not be there yet; to stdout without it.")
  var out: String?

  func validate() throws {
    if entries.isEmpty, since.isEmpty { throw ValidationError("name entries, or an older proof with --since") }
  }

  func run() throws {
    let session = try options.open()
    let output = try LogProve.run(
      LogProve.Parameters(
        entries: entries.map(EntryID.init), edition: edition, case: try caseID.map(CaseID.named),
        since: try since.map { try TextFile.read($0, atMost: ProofBundle.maximumLength) }), in: session)
    guard let out else { return Speech.print(bytes: Array(output.bundle.utf8)) }
    let place = URL(filePath: out)
    try AtomicFile.write(
      [(place.lastPathComponent, Array(output.bundle.utf8))], into: place.deletingLastPathComponent().path(percentEncoded: false),
      replacing: false)
    Speech.print(out)
  }
}

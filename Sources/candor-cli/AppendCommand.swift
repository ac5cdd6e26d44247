import ArgumentParser
import CandorCore
import CandorService

struct Append: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take entries into the record: all of them, or none.",
    discussion: """
      The file holds one entry or a list of entries, in YAML or JSON, as Docs/casefile.md shows them. They may refer to the labels of their case. What \
      stands in the record stays; an entry with "corrects: LABEL" takes its place.

      It says what that opens, meets and breaches: what is owed now, by whom and by when. With --dry-run it only says what it would.

      Example:  candor append union.candor more.yaml --dry-run
                echo '{"kind": "meeting.held", "occurred": "2026-05-04", "bodies": ["board"]}' | candor append union.candor -
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The file; - for stdin.")
  var file: String

  @Option(name: .customLong("case"), help: "The case they belong to; not needed where there is only one.")
  var caseID: String?

  @Flag(help: "Only say what it would do; nothing is written.")
  var dryRun = false

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func run() throws {
    let text = try TextFile.read(file == "-" ? "/dev/stdin" : file)
    RecordOptions.warn(of: options.record)
    let session = try options.open()
    var parameters = RecordAppend.Parameters(
      entriesFile: text, name: file == "-" ? "stdin" : TextFile.name(file), case: try caseID.map(CaseID.named))
    parameters.isDry = dryRun
    let output = try RecordAppend.run(parameters, in: session)
    switch format {
    case .json: Speech.print(output.jsonText)
    case .text: Import.tell(output, record: options.record)
    }
  }
}

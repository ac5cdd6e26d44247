import ArgumentParser
import CandorCore
import CandorService

struct Append: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take entries into the record: all of them, or none.",
    discussion: """
      The file holds one entry or a list of entries, in YAML or JSON, as Docs/casefile.md shows them. They may refer to the labels of their case. What \
      stands in the record stays; an entry with "corrects: LABEL" takes its place.

      Example:  candor append union.candor more.yaml
                echo '{"kind": "meeting.held", "occurred": "2026-05-04", "bodies": ["board"]}' | candor append union.candor -
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The file; - for stdin.")
  var file: String

  @Option(name: .customLong("case"), help: "The case they belong to; not needed where there is only one.")
  var caseID: String?

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func run() throws {
    let text = try TextFile.read(file == "-" ? "/dev/stdin" : file)
    RecordOptions.warn(of: options.record)
    let session = try options.open()
    let output = try RecordAppend.run(
      RecordAppend.Parameters(entriesFile: text, name: file == "-" ? "stdin" : TextFile.name(file), case: try caseID.map(CaseID.named)),
      in: session)
    switch format {
    case .json: Speech.print(output.jsonText)
    case .text: Speech.print(Import.summary(of: output, record: options.record))
    }
  }
}

import ArgumentParser
import CandorCore
import CandorService
import Foundation

struct ExportCasefile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-casefile",
    abstract: "Give a case back as a case file.",
    discussion: """
      Writes the case as a secretary would: a file that imports to what you see of it. What you do not see is left out, and a comment says so. The file \
      holds names where you may read them: keep it as you keep the record.

      Example:  candor export-casefile union.candor --out case.yaml
      """)

  @OptionGroup var options: RecordOptions

  @Option(name: .customLong("case"), help: "The case, by its identifier; not needed where there is only one.")
  var caseID: String?

  @Option(help: "The file to write, which must not be there yet; to stdout without it.")
  var out: String?

  func run() throws {
    let session = try options.open()
    let output = try CasefileExport.run(CasefileExport.Parameters(case: try caseID.map(CaseID.named)), in: session)
    guard let out else { return Speech.print(bytes: Array(output.casefile.utf8)) }
    let place = URL(filePath: out)
    try AtomicFile.write(
      [(place.lastPathComponent, Array(output.casefile.utf8))], into: place.deletingLastPathComponent().path(percentEncoded: false),
      replacing: false, isPrivate: true)
    Speech.print(out)
  }
}

import ArgumentParser
import CandorService

struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold findings in DocBook against their grammar.",
    discussion: """
      Looks, in this order, at whether each file is XML, is Candor's findings, keeps to the grammar (Schemas/candor-findings.rng), and refers to what is \
      there. Ends with 1 where one does not.

      Example:  candor validate findings/findings.members.en.xml
      """)

  @Argument(help: "The files.")
  var files: [String]

  func validate() throws {
    if files.isEmpty { throw ValidationError("name a file") }
  }

  func run() throws {
    var holds = true
    for file in files {
      let faults = ReportValidation.run(ReportValidation.Parameters(document: try TextFile.bytes(file), name: file)).shown
      for fault in faults { Speech.complain(fault) }
      if faults.isEmpty { Speech.print("\(file): valid") } else { holds = false }
    }
    if !holds { throw Ended(status: .found) }
  }
}

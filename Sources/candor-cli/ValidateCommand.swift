import ArgumentParser
import CandorService

struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold findings in DocBook against their grammar and rules.",
    discussion: """
      Looks, in this order, at whether each file is XML, is Candor's findings, keeps to the grammar (Schemas/candor-findings.rng), refers to what is \
      there, and keeps to the rules beyond the grammar (Schemas/candor-findings.sch). Says of each fault where it is, what the rule is, and what to do. \
      A file may be of any size. Ends with 1 where one does not hold.

      Examples:  candor validate findings/findings.members.en.xml
                 candor validate --format json findings/*.xml
                 xsltproc mine.xsl report.xml | candor validate -
      """)

  @Argument(help: "The files; - for standard input.")
  var files: [String]

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func validate() throws {
    if files.isEmpty { throw ValidationError("name a file") }
  }

  func run() throws {
    var all = ReportValidation.Output(faults: [])
    var areThere = true
    for file in files {
      let (path, name) = file == "-" ? ("/dev/stdin", "standard input") : (file, file)
      do {
        let found = try Progress.during("validating \(name)") {
          try TextFile.inPieces(path) { try ReportValidation.run(named: name, $0) }
        }
        all.faults += found.faults
        if format == .text { tell(found, of: name) }
      } catch let error as ServiceError {
        Speech.say(error)
        areThere = false
      }
    }
    if format == .json { Speech.print(all.jsonText) }
    if !areThere { throw Ended(status: .badInput) }
    if !all.faults.isEmpty { throw Ended(status: .found) }
  }

  private func tell(_ found: ReportValidation.Output, of name: String) {
    for fault in found.shown { Speech.complain(fault) }
    if found.faults.isEmpty { Speech.print("\(name): valid") }
  }
}

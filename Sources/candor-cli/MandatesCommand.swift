import ArgumentParser
import CandorCore
import CandorReport
import CandorService

struct Mandates: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what was given to be done or promised, and what became of it.",
    discussion: """
      Every mandate and promise of a case, with the reports on it, and how it stands where a clause of the code binds to it; nothing on record is not \
      taken for not done.

      Example:  candor mandates union.candor --as-of 2019-04-19
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The case, by its identifier; not needed where there is only one.")
  var caseID: String?

  @Option(name: .customLong("as-of"), help: "As it stands at the end of this day (2019-04-19); today without it.")
  var asOf: String?

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func validate() throws {
    if let asOf, Day(asOf) == nil { throw ValidationError("\(asOf.quoted) is not a day; write it as 2019-04-19") }
  }

  func run() throws {
    let session = try options.open()
    let parameters = MandateList.Parameters(case: try caseID.map(CaseID.named), asOf: asOf.flatMap { Day($0) })
    let output = try MandateList.run(parameters, in: session)
    if format == .json { return Speech.print(output.jsonText) }
    let scene = session.organization.scene(of: output.id, asOf: output.asOf)
    let (account, knowledge) = (Account(scene), Knowledge(scene))
    Speech.print("case \(output.id) · \(account.about ?? "[withheld]") · as of \(output.asOf)\n")
    if output.mandates.isEmpty { Speech.print("no mandate is on record") }
    for mandate in output.mandates {
      let words = mandate.duties.isEmpty ? [mandate.unseenClause == nil ? "NO CLAUSE" : "[withheld]"] : mandate.duties.map(\.word)
      print(mandate.given.entry, words.joined(separator: ", "), account, knowledge)
      let course = mandate.reports.map(\.entry) + mandate.transfers.map(\.entry) + mandate.statements.map(\.entry)
      for entry in course.sorted(by: { $0.id < $1.id }) { print(entry, "", account, knowledge) }
    }
    Speech.printUnopened(output.unopened)
  }

  private func print(_ entry: Entry, _ word: String, _ account: Account, _ knowledge: Knowledge) {
    guard let line = account.line(entry, knowledge) else { return }
    Speech.print(
      Columns.hanging(
        "  \(Columns.left(word, 10)) \(Columns.right(line.entry.number, 5))  \(Columns.left(line.date, 24)) ", line.text))
  }
}

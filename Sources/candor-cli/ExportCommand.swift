import ArgumentParser
import CandorCore
import CandorReport
import CandorService

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a report for an edition: findings, mandates, what is owed, or a period in numbers.",
    discussion: """
      An edition holds what its readers may read, and says what it withholds. Before a file appears, it is held against the grammar, its references and \
      a scan for names; a report that does not pass is not written. Beside it appears its proof, with which anyone can verify that the record holds what \
      the report rests on, and still will next year:  candor verify FINDINGS.proof.json --since OLDER

      Without --out nothing is handed out: the report stands on stdout as it would be.

      Examples:  candor export union.candor --edition members | less
                 candor export union.candor --edition members --out findings
                 candor export union.candor --edition public --language es --format html --out findings --publish
                 candor export union.candor --edition members --report period --since 2018-01-01 --until 2018-12-31
      """)

  @OptionGroup var options: RecordOptions

  @Option(help: "Which report: the findings of a case, its mandates and promises, what is owed in it, or a period in numbers.")
  var report: ReportKind = .findings

  @Option(name: .customLong("case"), help: "The case, by its identifier; not needed where there is only one.")
  var caseID: String?

  @Option(help: "Whom it is for.")
  var edition: Edition

  @Option(help: "Its language.")
  var language: Language = .en

  @Option(help: "The first day of the period, where the report is on one: 2018-01-01.")
  var since: String?

  @Option(help: "Its last day.")
  var until: String?

  @Option(help: "Its format; without it every format, or text on stdout.")
  var format: ReportFormat?

  @Option(
    help: "The folder to write into; it is made where it is not there. Without it the report goes to stdout, and nothing is handed out.")
  var out: String?

  @Flag(help: "Put the new files in the place of earlier ones that differ; without it, nothing is written where one differs.")
  var replace = false

  @Flag(help: "Append an entry that says that this edition was published; the next one then tells what has changed since.")
  var publish = false

  @Flag(help: "Write nothing; list what the edition withholds, value by value, and to whom each is open instead. The values are not told.")
  var explainWithheld = false

  func validate() throws {
    if explainWithheld, out != nil || publish { throw ValidationError("--explain-withheld writes nothing; leave --out and --publish away") }
    if publish, out == nil { throw ValidationError("--publish is of a report that is handed out; --out says where to") }
    for day in [since, until].compactMap(\.self) where Day(day) == nil {
      throw ValidationError("\(day.quoted) is not a day; write it as 2018-12-31")
    }
    if report != .period, since != nil || until != nil { throw ValidationError("--since and --until are of the report 'period'") }
    if replace, out == nil { throw ValidationError("--replace puts files in the place of others; --out says where") }
  }

  func run() throws {
    let session = try options.open()
    let request = ReportRequest(
      report, of: try caseID.map(CaseID.named), for: edition, in: language.catalogue,
      since: since.flatMap { Day($0) }, until: until.flatMap { Day($0) })
    if explainWithheld {
      let parameters = ReportWithheld.Parameters(case: try caseID.map(CaseID.named), edition: edition)
      return Self.explain(try ReportWithheld.run(parameters, in: session), edition)
    }
    guard let out else {
      let preview = ReportPreview.Parameters(request, format: format ?? .text)
      let output = try Progress.during("putting the findings together") { try ReportPreview.run(preview, in: session) }
      return Speech.print(bytes: output.report.bytes)
    }
    let parameters = ReportExport.Parameters(
      request, formats: format.map { [$0] } ?? ReportFormat.allCases, out: out, replace: replace,
      publish: publish)
    let output = try Progress.during("writing the findings") { try ReportExport.run(parameters, in: session) }
    if !output.proof.isKept {
      Speech.complain(
        """
        candor: \(options.record) does not keep that this checkpoint was handed out: it is an older copy, in another's custody, or cannot be written
          later proofs go back to it where that is asked for: candor prove RECORD --since \(output.proof.name)
        """)
    }
    for name in output.reports.flatMap(\.files).map(\.name) + [output.proof.name] { Speech.print("\(out)/\(name)") }
  }

  private static func explain(_ output: ReportWithheld.Output, _ edition: Edition) {
    let unopened = output.entries.count(where: \.isUnopened)
    Speech.print(
      """
      Of \(Count.of(output.size, "entry", "entries")), the edition \(edition.rawValue) opens \(output.size - unopened); of \(output.entries.count - unopened) of these it withholds something.
      In every entry, the identifier of the case and the labels are sealed to those who keep it.
      """)
    for entry in output.entries {
      let values = entry.values.map { "\($0.field) (open to: \($0.openTo.joined(separator: ", ")))" }.joined(separator: "; ")
      let what = entry.isUnopened ? "not opened; \(values)" : values
      Speech.print(Columns.hanging("  \(Columns.right(entry.id.number, 4)) \(Columns.left(entry.kind.rawValue, 20)) ", what))
    }
  }
}

extension ReportKind: ExpressibleByArgument {}
extension Edition: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension ReportFormat: ExpressibleByArgument {}

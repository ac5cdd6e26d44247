import ArgumentParser
import CandorCore
import CandorReport
import CandorService

struct Due: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is still owed, by whom, to whom and by when.",
    discussion: """
      What is overdue comes first, then what falls due, by its day, then what is owed and has no day. Where the record leaves open on which of some \
      days something falls due, the first of them counts.

      Examples:
        candor due union.candor --within P14D
        candor due union.candor --ics > due.ics      for a calendar; it names clauses and bodies, and no one's name
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The case, by its identifier; without it every case, and what the organization itself owes.")
  var caseID: String?

  @Option(name: .customLong("as-of"), help: "As it stands at the end of this day (2019-04-19); today without it.")
  var asOf: String?

  @Option(help: "Only what is overdue or may fall due within this time: P14D, P3M.")
  var within: String?

  @Flag(help: "Write what falls due as a calendar (iCalendar) to standard output.")
  var ics = false

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func validate() throws {
    if let asOf, Day(asOf) == nil { throw ValidationError("\(asOf.quoted) is not a day; write it as 2019-04-19") }
    if let within, Period(within) == nil { throw ValidationError("\(within.quoted) is not a period; write it as P14D or P3M") }
    if ics, format == .json { throw ValidationError("--ics is a format of its own; leave out --format") }
  }

  func run() throws {
    let session = try options.open()
    let parameters = DutiesDue.Parameters(
      case: try caseID.map(CaseID.named), asOf: asOf.flatMap { Day($0) }, within: within.flatMap { Period($0) })
    let output = try DutiesDue.run(parameters, in: session)
    if ics { return Speech.print(bytes: Array(DutiesDue.calendar(output, in: session).text.utf8)) }
    if format == .json { return Speech.print(output.jsonText) }
    var accounts: [CaseID?: Account] = [:]
    for duty in output.duties {
      let account = accounts[duty.case] ?? Account(session.organization.scene(of: duty.case, asOf: output.asOf))
      accounts[duty.case] = account
      let (title, lines) = account.duty(duty)
      let owed = account.owed(duty)
      Speech.print(
        "  \(Columns.left(duty.state == .breached ? "OVERDUE" : "OPEN", 8)) \(Columns.left(duty.dueWords, 27)) \(Columns.left(duty.name, 7)) \(title)"
      )
      for line in [lines.first, owed.isEmpty ? nil : owed].compactMap(\.self) {
        Speech.print(Columns.hanging(String(repeating: " ", count: 11), line))
      }
    }
    let overdue = output.duties.count { $0.state == .breached }
    let first = output.duties.first.map { "\nexplain one:  candor check \(options.record) --explain \($0.name)" } ?? ""
    Speech.print("\(output.duties.count - overdue) open, \(overdue) overdue, as of \(output.asOf)\(first)")
  }
}

extension Duty {
  /// By when, in digits.
  fileprivate var dueWords: String {
    guard let due else { return "no day" }
    switch (due.first, due.last) {
    case (let first?, let last?): return first == last ? "by \(first)" : "by \(first) to \(last)"
    case (let first?, nil): return "by \(first) or later"
    case (nil, let last?): return "by \(last) or earlier"
    case (nil, nil): return "on a day not known"
    }
  }
}

import ArgumentParser
import CandorCore
import CandorReport
import CandorService

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold the record against the charter: what is owed, and how it stands.",
    discussion: """
      Ends with 1 where a duty is breached or late, else with 0. It judges procedure, never anyone's guilt; where the record cannot tell, it says why.

      Examples:  candor check union.candor --as-of 2019-04-19
                 candor check union.candor --explain 7/48    why clause 7 stands as it does on entry 48: facts, entries, sources, days
      """)

  @OptionGroup var options: RecordOptions

  @Option(name: .customLong("case"), help: "The case, by its identifier; every case without it.")
  var caseID: String?

  @Option(name: .customLong("as-of"), help: "As it stands at the end of this day (2019-04-19); today without it.")
  var asOf: String?

  @Option(help: ArgumentHelp("Explain one duty: its clause, facts, entries, sources and days.", valueName: "clause/entry"))
  var explain: String?

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func validate() throws {
    if let asOf, Day(asOf) == nil { throw ValidationError("\"\(asOf)\" is not a day; write it as 2019-04-19") }
  }

  func run() throws {
    let session = try options.open()
    if let explain { return try self.explain(explain, in: session) }
    let parameters = CheckRun.Parameters(case: try caseID.map(CaseID.named), asOf: asOf.flatMap { Day($0) })
    let output = try Progress.during("checking") { try CheckRun.run(parameters, in: session) }
    switch format {
    case .json: Speech.print(output.jsonText)
    case .text: print(output, of: parameters.case.map { [$0] } ?? session.organization.cases, in: session)
    }
    if output.duties.contains(where: { $0.state == .breached || $0.late != nil }) { throw Ended(status: .found) }
  }

  private func explain(_ duty: String, in session: Session) throws {
    let parameters = CheckExplain.Parameters(duty: duty, case: try caseID.map(CaseID.named), asOf: asOf.flatMap { Day($0) })
    let output = try CheckExplain.run(parameters, in: session)
    switch format {
    case .json: Speech.print(output.jsonText)
    case .text:
      for part in output.parts {
        Speech.print(part.title)
        for line in part.lines { Speech.print(Columns.hanging("  ", line)) }
      }
    }
  }

  private func print(_ output: CheckRun.Output, of cases: [CaseID], in session: Session) {
    for id in cases {
      let account = Account(session.organization.scene(of: id, asOf: output.asOf))
      Speech.print("case \(id) · \(account.about ?? "[withheld]")\n")
      let duties = output.duties.filter { $0.case == id }
      for state in Duty.State.allCases {
        for duty in duties where duty.state == state { print(duty, account) }
      }
    }
    let counts = Dictionary(grouping: output.duties, by: \.state).mapValues(\.count)
    let first = output.duties.first.map { "\nexplain one:  candor check \(options.record) --explain \($0.name)" } ?? ""
    Speech.print("\(Count.states(counts)), as of \(output.asOf)\(first)")
  }

  private func print(_ duty: Duty, _ account: Account) {
    let (title, lines) = account.duty(duty)
    let state =
      switch duty.state {
      case .breached: "BREACHED"
      case .undetermined: "CAN'T TELL"
      case .open: "OPEN"
      case .lapsed: "LAPSED"
      case .met: duty.late == nil ? "MET" : "MET LATE"
      }
    Speech.print("  \(Columns.left(state, 10)) \(Columns.left(duty.name, 7)) \(Columns.left(title, 61)) \(duty.check.rawValue)")
    for line in lines { Speech.print(Columns.hanging("                  ", line)) }
    Speech.print("")
  }
}

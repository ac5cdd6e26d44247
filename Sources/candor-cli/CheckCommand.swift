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
                 candor check union.candor --integrity       whether the file is whole: every entry, value, hash, checkpoint and key
      """)

  @OptionGroup var options: RecordOptions

  @Option(name: .customLong("case"), help: "The case, by its identifier; every case without it.")
  var caseID: String?

  @Option(name: .customLong("as-of"), help: "As it stands at the end of this day (2019-04-19); today without it.")
  var asOf: String?

  @Option(help: ArgumentHelp("Explain one duty: its clause, facts, entries, sources and days.", valueName: "clause/entry"))
  var explain: String?

  @Flag(help: "Verify that the record is as it was written, instead of holding it against the charter; ends with 5 where it is not.")
  var integrity = false

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func validate() throws {
    if integrity, caseID != nil || asOf != nil || explain != nil {
      throw ValidationError("--integrity verifies the whole record; it goes with no case, day or duty")
    }
    if let asOf, Day(asOf) == nil { throw ValidationError("\(asOf.quoted) is not a day; write it as 2019-04-19") }
  }

  func run() throws {
    if integrity { return try verify() }
    let session = try options.open()
    if let explain { return try self.explain(explain, in: session) }
    let parameters = CheckRun.Parameters(case: try caseID.map(CaseID.named), asOf: asOf.flatMap { Day($0) })
    let output = try Progress.during("checking") { try CheckRun.run(parameters, in: session) }
    switch format {
    case .json: Speech.print(output.jsonText)
    case .text: print(output, of: parameters.case.map { [$0] } ?? session.organization.matters, in: session)
    }
    if output.duties.contains(where: { $0.state == .breached || $0.late != nil }) { throw Ended(status: .found) }
  }

  private func verify() throws {
    let found = try options.integrity()
    switch format {
    case .json: Speech.print(found.jsonText)
    case .text:
      let shut =
        found.shut == 0 ? "" : "; \(Count.of(found.shut, "box", "boxes")) not opened by this key, of which only the seal was looked at"
      Speech.print(
        "\(options.record): \(Count.of(found.entries, "entry", "entries")), \(Count.of(found.values, "value", "values")), "
          + "\(found.erased) erased, \(Count.of(found.checkpoints, "checkpoint", "checkpoints"))\(shut)")
      if found.faults.isEmpty { Speech.print("everything is as it was written and signed") }
    }
    for fault in found.faults { Speech.complain("candor: \(fault.message)") }
    if let hint = found.faults.first?.hint {
      Speech.complain("  \(hint)")
      throw Ended(status: .couldNot)
    }
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

  private func print(_ output: CheckRun.Output, of matters: [CaseID?], in session: Session) {
    let byMatter = Dictionary(grouping: output.duties, by: \.case)
    for id in matters {
      let duties = byMatter[id] ?? []
      if id == nil, duties.isEmpty { continue }
      let account = Account(session.organization.scene(of: id, asOf: output.asOf))
      Speech.print(id.map { "case \($0) · \(account.about ?? "[withheld]")\n" } ?? "the organization itself\n")
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
    Speech.print("  \(Columns.left(duty.word, 10)) \(Columns.left(duty.name, 7)) \(Columns.left(title, 61)) \(duty.check.rawValue)")
    for line in lines { Speech.print(Columns.hanging("                  ", line)) }
    Speech.print("")
  }
}

extension Duty {
  /// How it stands, in a word.
  var word: String {
    switch state {
    case .breached: "BREACHED"
    case .undetermined: "CAN'T TELL"
    case .open: "OPEN"
    case .excused: "EXCUSED"
    case .lapsed: "LAPSED"
    case .met:
      switch (extent, late) {
      case (.full, nil): "MET"
      case (.full, .some): "MET LATE"
      case (.part, nil): "IN PART"
      case (.part, .some): "PART, LATE"
      }
    }
  }
}

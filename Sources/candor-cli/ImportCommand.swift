import ArgumentParser
import CandorCore
import CandorReport
import CandorService

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take a case file into the record: all of it, or nothing.",
    discussion: """
      A case file is YAML: what the case is about, its sources, the people by their parts, and the entries. Docs/casefile.md shows one. Every mistake is \
      named with its line; until there is none, nothing is written.

      Example:  candor import union.candor case.yaml
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The case file.")
  var casefile: String

  @Flag(help: "Only say what it would do; nothing is written.")
  var dryRun = false

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func run() throws {
    let text = try TextFile.read(casefile)
    RecordOptions.warn(of: options.record)
    let session = try options.open()
    var parameters = RecordAppend.Parameters(casefile: text, name: TextFile.name(casefile))
    parameters.isDry = dryRun
    let output = try Progress.during("reading and sealing \(casefile)") { try RecordAppend.run(parameters, in: session) }
    switch format {
    case .json: Speech.print(output.jsonText)
    case .text: Import.tell(output, record: options.record)
    }
  }

  /// What was taken in, or would be, and what that does to what is owed.
  static func tell(_ output: RecordAppend.Output, record: String) {
    Speech.print(summary(of: output, record: record))
    let changes = output.changes
    let groups = [
      ("breaches", changes.breaches), ("opens", changes.opens), ("meets", changes.meets), ("can't tell", changes.unsettles),
      ("lapses", changes.lapses), ("excuses", changes.excuses), ("ends", changes.ends),
    ]
    for (word, duties) in groups {
      for duty in duties.prefix(10) {
        let account = Account(output.organization.scene(of: duty.case, asOf: output.today))
        let due = duty.due.flatMap(words).map { " · due \($0)" } ?? ""
        Speech.print(Columns.hanging("  \(Columns.left(word, 10)) \(Columns.left(duty.name, 7)) ", account.duty(duty).title + due))
      }
      if duties.count > 10 { Speech.print("  \(Columns.left(word, 10)) … and \(duties.count - 10) more") }
    }
    for ended in output.ended {
      let reads = output.written ? "reads no more of" : "would read no more of"
      Speech.print(
        Columns.hanging(
          "  \(Columns.left("access", 10)) ",
          "\(ended.person) \(reads) what is open to \(ended.audience), because of entry \(ended.because); entry \(ended.by) says so"))
      if ended.leavesNobody {
        Speech.complain(
          """
          candor: warning: nobody but the recovery key opens what is recorded for \(ended.audience) from here on
            hand the record over to someone who is no party to it: candor hand-over
          """)
      }
    }
  }

  /// The days between which something falls due; nil where the dates bound it on one side only, or on none.
  private static func words(_ due: DayRange) -> String? {
    guard let first = due.first, let last = due.last else { return nil }
    return first == last ? first.description : "\(first) to \(last)"
  }

  /// What was taken in, and how things stand then.
  static func summary(of output: RecordAppend.Output, record: String) -> String {
    let known = output.recognized == 0 ? "" : "\(Count.of(output.recognized, "entry is", "entries are")) in the record already. "
    if output.entries.isEmpty { return "\(known)nothing is new, nothing was written" }
    let numbers = output.entries.first.map { first in
      output.entries.count == 1 ? " (\(first))" : " (\(first) to \(first.number + output.entries.count - 1))"
    }
    if !output.written {
      return """
        \(known)nothing was written: this would be \(Count.of(output.entries.count, "entry", "entries"))\(numbers ?? ""), \
        \(Count.of(output.cases.count, "case", "cases")), \(Count.of(output.parties, "party", "parties")), and then
          \(Count.states(output.duties))
        """
    }
    return """
      \(known)\(Count.of(output.entries.count, "entry", "entries")), \(Count.of(output.cases.count, "case", "cases")), \
      \(Count.of(output.parties, "party", "parties")). checkpoint \(output.checkpoint.size) · \(output.checkpoint.root)
        \(Count.states(output.duties)):  candor check \(record)
      """
  }
}

/// Counts in words.
enum Count {
  static func of(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }

  static func states(_ duties: [Duty.State: Int]) -> String {
    // What no clause of most codes allows is told where it occurs.
    Duty.State.allCases.filter { $0 != .excused || duties[$0] ?? 0 > 0 }.map { "\(duties[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
  }
}

import ArgumentParser
import CandorCore
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

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func run() throws {
    let text = try TextFile.read(casefile)
    RecordOptions.warn(of: options.record)
    let session = try options.open()
    let output = try Progress.during("reading and sealing \(casefile)") {
      try RecordAppend.run(RecordAppend.Parameters(casefile: text, name: TextFile.name(casefile)), in: session)
    }
    switch format {
    case .json: Speech.print(output.jsonText)
    case .text:
      Speech.print(Import.summary(of: output, record: options.record))
    }
  }

  /// What was taken in, and how things stand then.
  static func summary(of output: RecordAppend.Output, record: String) -> String {
    let known = output.recognized == 0 ? "" : "\(Count.of(output.recognized, "entry is", "entries are")) in the record already. "
    if output.entries.isEmpty { return "\(known)nothing is new, nothing was written" }
    return """
      \(known)\(Count.of(output.entries.count, "entry", "entries")), \(Count.of(output.cases.count, "case", "cases")), \
      \(Count.of(output.parties, "party", "parties")). checkpoint \(output.size) · \(output.root)
        \(Count.states(output.duties)):  candor check \(record)
      """
  }
}

/// Counts in words.
enum Count {
  static func of(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }

  static func states(_ duties: [Duty.State: Int]) -> String {
    Duty.State.allCases.map { "\(duties[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
  }
}

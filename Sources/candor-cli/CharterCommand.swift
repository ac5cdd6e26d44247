import ArgumentParser
import CandorCore
import CandorService

struct CharterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "charter",
    abstract: "Look at a charter before it goes into a record.",
    discussion: "Example:  candor charter check charter.yaml",
    subcommands: [CheckFile.self])

  struct CheckFile: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Say what is wrong with a charter, what is hardly meant, and what is worth knowing.",
      discussion: """
        Every finding stands with its file, line and column: an error cannot be so, and candor init refuses it; a warning contradicts something or can \
        never apply; a note is worth knowing. Docs/charter.md lists them. Ends with 3 where there is an error, with 1 where there is a warning, else \
        with 0.

        Example:  candor charter check charter.yaml
        """)

    @Argument(help: "The charter, as YAML.")
    var file: String

    @Option(help: "How to write the result.")
    var format: OutputForm = .text

    func run() throws {
      let output = CharterCheck.run(CharterCheck.Parameters(charter: try TextFile.read(file), name: TextFile.name(file)))
      switch format {
      case .json: Speech.print(output.jsonText)
      case .text:
        for finding in output.shown { Speech.complain(finding) }
        let counts = [
          Count.of(output.count(.error), "error", "errors"), Count.of(output.count(.warning), "warning", "warnings"),
          Count.of(output.count(.note), "note", "notes"),
        ]
        Speech.print("\(file): \(counts.joined(separator: ", "))")
      }
      if output.count(.error) > 0 { throw Ended(status: .badInput) }
      if output.count(.warning) > 0 { throw Ended(status: .found) }
    }
  }
}

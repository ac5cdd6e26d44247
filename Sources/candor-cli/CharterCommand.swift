import ArgumentParser
import CandorCore
import CandorService

struct CharterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "charter",
    abstract: "Look at a charter before it goes into a record, take a new version into one, or show what a record holds.",
    discussion: """
      Examples:  candor charter check charter.yaml
                 candor charter show union.candor --on 2019-03-14
                 candor charter adopt union.candor charter-2026.yaml --by convention
      """,
    subcommands: [CheckFile.self, ShowVersion.self, Adopt.self])

  struct ShowVersion: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show a version of the charter as the record holds it.",
      discussion: """
        It comes as JSON, which is YAML too: what is written to a file is a charter file. On stderr stands when each version is in force.

        Example:  candor charter show union.candor --on 2019-03-14 > charter.yaml
        """)

    @OptionGroup var options: RecordOptions

    @Option(help: "The version in force on this day; without it the one adopted last.")
    var on: String?

    func validate() throws {
      if let on, Day(on) == nil { throw ValidationError("\(on.quoted) is not a day; write it as 2019-03-14") }
    }

    func run() throws {
      let output = try CharterShow.run(CharterShow.Parameters(on: on.flatMap { Day($0) }), in: try options.open())
      Speech.print(bytes: Array(output.shown.charter.json.pretty.utf8))
      for version in output.versions { Speech.complain("candor: entry \(version.entry): \(version.term)") }
      for entry in output.unseen { Speech.complain("candor: entry \(entry): not open to you; it may hold a version in the place of these") }
    }
  }

  struct Adopt: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a new version of the charter into the record.",
      discussion: """
        The version says from when it holds: in-force: { from: DAY }. Until that day the version before it does, and what happened then stays judged by \
        it. Who may read what is for the newest version to say, of what is recorded from now on.

        Example:  candor charter adopt union.candor charter-2026.yaml --by convention
        """)

    @OptionGroup var options: RecordOptions

    @Argument(help: "The charter, as YAML.")
    var file: String

    @Option(help: "The body that adopted it, by its short name.")
    var by: String?

    func run() throws {
      let text = try TextFile.read(file)
      RecordOptions.warn(of: options.record)
      let session = try options.open()
      let output = try CharterAdopt.run(CharterAdopt.Parameters(charter: text, name: TextFile.name(file), by: by), in: session)
      Speech.print("adopted \(file) as entry \(output.entry). checkpoint \(output.checkpoint.size) · \(output.checkpoint.root)")
    }
  }

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

import ArgumentParser
import CandorCore
import CandorReport
import CandorService

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the cases of a record, or what happened in one.",
    discussion: """
      Without a case it lists the cases; with one (or where there is only one) it tells who has a part in it and what happened, in the order of the \
      dates, each entry with its number.

      Example:  candor show union.candor
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The case, by its identifier.")
  var caseID: String?

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func run() throws {
    let session = try options.open()
    let cases = try CaseList.run(CaseList.Parameters(), in: session).cases
    if format == .json {
      Speech.print(try RecordEntries.run(RecordEntries.Parameters(case: try caseID.map(CaseID.named)), in: session).jsonText)
      return
    }
    guard caseID != nil || cases.count == 1 else {
      Speech.print(
        cases.isEmpty
          ? "no case yet: candor import \(options.record) CASEFILE" : "\(cases.count) cases; show one: candor show \(options.record) CASE")
      for listed in cases {
        Speech.print("  \(listed.id)  \(Count.of(listed.entries, "entry", "entries"))  \(listed.about ?? "[withheld]")")
      }
      return
    }
    let scene = try session.scene(try caseID.map(CaseID.named), asOf: session.checkpointDay)
    let account = Account(scene)
    Speech.print("case \(scene.id) · \(account.about ?? "[withheld]")\n")
    for line in account.parties { Speech.print(Columns.hanging("\(Columns.right(line.entry.number, 5))  ", line.text)) }
    Speech.print("")
    for line in account.timeline {
      let margin = "\(Columns.right(line.entry.number, 5))  \(Columns.left(line.date, 22)) "
      Speech.print(Columns.hanging(margin, line.text))
    }
  }
}

extension CaseID {
  /// The case with an identifier that someone typed.
  static func named(_ text: String) throws -> CaseID {
    guard let id = CaseID(text) else {
      throw ServiceError(
        .notFound, "\"\(text)\" is not the identifier of a case", hint: "candor show RECORD lists them: twelve letters and digits")
    }
    return id
  }
}

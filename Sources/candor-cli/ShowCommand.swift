import ArgumentParser
import CandorCore
import CandorReport
import CandorService

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the cases of a record, what happened in one, or who knew what when.",
    discussion: """
      Without a case it lists the cases; with one (or where there is only one) it tells who has a part in it and what happened, each entry with its \
      number, in the order of the dates; entries without one stand where the distances that sources give put them. A date is as sharp as its source: \
      2013, about 2013, 2013? (uncertain), 2013 or later. Below an entry stands who was told of it and when, as far as the record says, and its \
      sources, each with its basis.

      --grep shows only the lines that hold a text, whatever its case and its accents; where none does, it says so on stderr and ends with 0.

      --known-by shows what a body is on record to have known at the end of a day: what it was told, took part in or acted on. Where dates leave it \
      open, the answer is perhaps. "Not on record" is never "did not know". What a member of a body knew, the body is not held to have known.

      As JSON, a record is every entry with all its values (method record/entries); a case, and what --grep finds, is the timeline (case/timeline); \
      what a body knew is knowledge/at.

      Example:  candor show union.candor
                candor show union.candor --grep "disciplinary committee"
                candor show union.candor --known-by members --at 2019-03-14
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The case, by its identifier.")
  var caseID: String?

  @Option(help: "Only the lines that show this text; case and accents do not count.")
  var grep: String?

  @Option(help: "What this body knew, by its short name in the charter.")
  var knownBy: String?

  @Option(help: "At the end of this day (2019-03-14); today without it.")
  var at: String?

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func validate() throws {
    if let at, Day(at) == nil { throw ValidationError("\(at.quoted) is not a day; write it as 2019-03-14") }
    if at != nil, knownBy == nil { throw ValidationError("--at says when; --known-by BODY says whose knowledge") }
    if grep != nil, knownBy != nil { throw ValidationError("--grep and --known-by do not go together") }
    if let grep, grep.isEmpty { throw ValidationError("--grep wants a text") }
  }

  func run() throws {
    let session = try options.open()
    let id = try caseID.map(CaseID.named)
    if let knownBy {
      try tell(
        try KnowledgeAt.run(KnowledgeAt.Parameters(case: id, body: BodyID(knownBy), day: at.flatMap { Day($0) }), in: session), session)
    } else if let grep {
      try find(grep, in: id, session)
    } else if format == .json {
      Speech.print(
        try id.map { try CaseTimeline.run(CaseTimeline.Parameters(case: $0), in: session).jsonText }
          ?? RecordEntries.run(RecordEntries.Parameters(case: nil), in: session).jsonText)
    } else {
      try list(id, session)
    }
  }

  /// The cases, or the only one or the one that was named with what happened in it.
  private func list(_ id: CaseID?, _ session: Session) throws {
    let cases = try CaseList.run(CaseList.Parameters(), in: session).cases
    guard id != nil || cases.count == 1 else {
      Speech.print(
        cases.isEmpty
          ? options.noCase(in: session) : "\(cases.count) cases; show one: candor show \(options.record) CASE")
      for listed in cases {
        Speech.print("  \(listed.id)  \(Count.of(listed.entries, "entry", "entries"))  \(listed.about.shown ?? "[withheld]")")
      }
      return
    }
    print(try CaseTimeline.run(CaseTimeline.Parameters(case: id), in: session))
  }

  /// The lines with a text, of every case or of the one that was named.
  private func find(_ text: String, in id: CaseID?, _ session: Session) throws {
    let found = try (id.map { [$0] } ?? session.organization.cases).map { id in
      try CaseTimeline.run(CaseTimeline.Parameters(case: id, grep: text), in: session)
    }.filter { !$0.rows.isEmpty || !$0.parties.isEmpty }
    if format == .json { return Speech.print(CaseTimelines(found).jsonText) }
    if found.isEmpty {
      Speech.complain(
        "candor: no line of \(id.map { "case \($0)" } ?? options.record) shows \(text.isQuotable ? text.quoted : "that text")")
    }
    for timeline in found { print(timeline) }
  }

  private func print(_ timeline: CaseTimeline.Output) {
    Speech.print("case \(timeline.id) · \(timeline.about.shown ?? "[withheld]")\n")
    for line in timeline.parties { Speech.print(Columns.hanging("\(Columns.right(line.entry.number, 5))  ", line.text)) }
    if !timeline.parties.isEmpty { Speech.print("") }
    for row in timeline.rows { print(row.line) }
    Speech.printUnopened(timeline.unopened)
  }

  private func print(_ line: Account.Line) {
    Speech.print(Columns.hanging("\(Columns.right(line.entry.number, 5))  \(Columns.left(line.date, 24)) ", line.text))
    let margin = String(repeating: " ", count: 32)
    if let when = line.when { Speech.print(Columns.hanging(margin, "when: \(when)")) }
    if !line.told.isEmpty { Speech.print(Columns.hanging(margin, "known to: \(line.told.joined(separator: ", "))")) }
    if !line.sources.isEmpty { Speech.print(Columns.hanging(margin, "sources: \(line.sources.joined(separator: ", "))")) }
  }

  // MARK: Who knew what when

  private func tell(_ output: KnowledgeAt.Output, _ session: Session) throws {
    if format == .json { return Speech.print(output.jsonText) }
    let scene = session.organization.scene(of: output.id, asOf: session.checkpointDay)
    let (account, knowledge) = (Account(scene), Knowledge(scene))
    Speech.print("case \(output.id) · what is on record as known to \(output.body) at the end of \(output.day)\n")
    var silent: [EntryID] = []
    for finding in output.findings {
      guard let line = scene[finding.entry].flatMap({ account.line($0, knowledge) }) else { continue }
      switch finding.answer {
      case .known(let tellings):
        print("KNEW", line, tellings.map(account.ground))
      case .perhaps(let tellings, let gaps):
        let hidden = gaps.isEmpty ? [] : ["what is not shown may say more: \(entries(gaps.map(\.entry)))"]
        print("PERHAPS", line, tellings.map(account.ground) + hidden)
      case .notOnRecord: silent.append(finding.entry)
      }
    }
    if !silent.isEmpty {
      let silence = "The record does not say whether \(output.body) knew of these by then; its silence proves nothing."
      Speech.print("")
      Speech.print(Columns.hanging("  ", "not on record: \(entries(silent)). \(silence)"))
    }
    for finding in output.findings {
      for denial in finding.denied {
        let sources = scene[denial].flatMap { account.line($0, knowledge) }?.sources.joined(separator: ", ") ?? ""
        let denied = "no notice of entry \(finding.entry) had been given to \(output.body) by then: entry \(denial)"
        Speech.print(Columns.hanging("  ", denied + (sources.isEmpty ? "" : " (\(sources))")))
      }
    }
  }

  private func print(_ answer: String, _ line: Account.Line, _ grounds: [String]) {
    Speech.print(
      Columns.hanging("  \(Columns.left(answer, 7)) \(Columns.right(line.entry.number, 5))  \(Columns.left(line.date, 24)) ", line.text))
    Speech.print(Columns.hanging(String(repeating: " ", count: 42), grounds.uniqued.joined(separator: "; ")))
  }

  private func entries(_ ids: [EntryID]) -> String {
    let numbers = ids.uniqued.map(\.description)
    return "\(numbers.count == 1 ? "entry" : "entries") \(numbers.joined(separator: ", "))"
  }
}

extension CaseID {
  /// The case with an identifier that someone typed.
  static func named(_ text: String) throws -> CaseID {
    guard let id = CaseID(text) else {
      throw ServiceError(
        .notFound, "\(text.quoted) is not the identifier of a case", hint: "candor show RECORD lists them: twelve letters and digits")
    }
    return id
  }
}

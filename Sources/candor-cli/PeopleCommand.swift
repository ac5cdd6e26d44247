import ArgumentParser
import CandorCore
import CandorService

struct People: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List who has a part in the cases; names only where asked for.",
    discussion: """
      Shows each part by its label, role, office and seats. Names, aliases and contacts stand in the record for those whose key opens them, and are \
      printed only with --names: what is once in a log, a scrollback or a screenshot, nobody can seal again.

      Example:  candor people union.candor
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The case, by its identifier; every case without it.")
  var caseID: String?

  @Flag(help: "Print names, aliases and contacts too.")
  var names = false

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func run() throws {
    let session = try options.open()
    let output = try PeopleList.run(PeopleList.Parameters(case: try caseID.map(CaseID.named), names: names), in: session)
    if format == .json { return Speech.print(output.jsonText) }
    if output.cases.isEmpty { Speech.print(options.noCase(in: session)) }
    for (index, listed) in output.cases.enumerated() {
      Speech.print("\(index == 0 ? "" : "\n")case \(listed.id) · \(listed.about.shown ?? "[withheld]")\n")
      for part in listed.parts { print(part) }
    }
    if !output.recurrences.isEmpty { Speech.print("\nthe same person in several cases, which by itself says nothing of anyone\n") }
    for recurrence in output.recurrences {
      let places = zip(recurrence.cases.map(\.text), recurrence.entries.map(\.description)).map { "case \($0), entry \($1)" }
      Speech.print(Columns.hanging("  \(Columns.left(recurrence.part.rawValue, 12)) ", places.joined(separator: "; ")))
    }
  }

  private func print(_ part: PeopleList.Output.Part) {
    let margin = "\(Columns.right(part.entry.number, 5))  \(Columns.left(word(part.label) { $0.text } ?? "", 22)) "
    let seats = word(part.seats) { $0.map(\.name).joined(separator: ", ") } ?? ""
    let words = [
      word(part.named.role) { $0.rawValue }, word(part.named.part) { $0 }, word(part.named.office) { $0 },
      seats.isEmpty ? nil : "sat on \(seats)",
      part.exits.isEmpty
        ? nil : "left by \(part.exits.count == 1 ? "entry" : "entries") \(part.exits.map(\.description).joined(separator: ", "))",
    ]
    Speech.print(Columns.hanging(margin, words.compactMap(\.self).joined(separator: "; ")))
    guard names else { return }
    let indent = String(repeating: " ", count: margin.count)
    guard let person = part.person else {
      let label = part.unseen.map { $0.why == .erased ? "[erased: identity]" : "[withheld: identity]" }
      return Speech.print(indent + (label ?? "no name on record"))
    }
    for (what, values) in [("name", person.names), ("also", person.aliases), ("contact", person.contacts)] {
      if let text = word(values, { $0.joined(separator: "; ") }), !text.isEmpty {
        Speech.print(Columns.hanging(indent, "\(what): \(text)"))
      }
    }
  }

  /// The words for a value; a label in its place where this reader does not see it, nothing where it is absent.
  private func word<Value>(_ field: Field<Value>, _ words: (Value) -> String) -> String? {
    switch field {
    case .shown(let value): words(value)
    case .hidden(let gap): gap.why == .erased ? "[erased]" : "[withheld]"
    }
  }

  private func word<Value>(_ field: Field<Value?>, _ words: (Value) -> String) -> String? {
    switch field {
    case .shown(let value): value.map(words)
    case .hidden: "[withheld]"
    }
  }
}

import ArgumentParser
import CandorCore
import CandorService

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct Erase: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Remove values of an entry for good, and say so in the record.",
    discussion: """
      What people said in their own words, and who they are, goes where they ask for it or a clause of the charter has it so. Decisions, votes, \
      notices and who acted in office stay; Docs/erasure.md lists what may go of which kind. The log stays whole: that something was committed there \
      can be seen, and an entry says who erased it, when and on what ground.

      It says what it will remove, and asks. Nothing brings it back. Backups, exported files and what people have read are beyond it.

      Examples:  candor erase union.candor testimony says --ground "the request of {witness}" --by conduct
                 candor erase union.candor 41 names contacts --clause 9.2 --by board --yes
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The entry, by its label or its number.")
  var entry: String

  @Argument(help: "The fields of it.")
  var fields: [String]

  @Option(help: "Whose request it is, in words; people stand as {name}.")
  var ground: String?

  @Option(help: "The clause of the charter that has it so.")
  var clause: String?

  @Option(help: "Who erases: a body, or a part in the case.")
  var by: String

  @Option(name: .customLong("case"), help: "The case; not needed where there is only one.")
  var caseID: String?

  @Flag(help: "Do it without asking.")
  var yes = false

  func validate() throws {
    if (ground == nil) == (clause == nil) { throw ValidationError("name one ground: --ground TEXT, or --clause ID") }
  }

  func run() throws {
    RecordOptions.warn(of: options.record)
    let session = try options.open()
    let parameters = RecordAppend.Parameters(
      erasing: fields, of: entry, clause: clause, request: ground, by: by, on: try session.today, case: try caseID.map(CaseID.named))
    // What is refused is refused before anyone is asked.
    try session.checkWritable()
    let erased = session.view.erased(by: try RecordAppend.read(parameters, in: session).drafts)
    guard let entry = erased.first.flatMap({ session.view[$0.entry] }), let kind = entry.kind else { return }
    let what = "\(fields.joined(separator: ", ")) of entry \(entry.id), \(kind.rawValue)"
    try confirm(what)
    let output = try RecordAppend.run(parameters, in: session)
    Speech.print(
      """
      erased \(what); entry \(output.checkpoint.size) says so. checkpoint \(output.checkpoint.size) · \(output.checkpoint.root)
        backups, exported files and copies made before still hold it: erase them too, or replace them
      """)
    if session.leavesTraces {
      Speech.complain(
        """
        candor: warning: someone else has \(options.record) open
          until they let go of it, the file beside it may still have the bytes
        """)
    }
    for other in others(like: entry.id, in: session.view) {
      Speech.print("  entry \(other), which corrects it or is corrected by it, has these fields too: erase them there as well")
    }
  }

  /// Entries that a correction binds to this one, and that still say something in these fields.
  private func others(like id: EntryID, in view: RecordView) -> [EntryID] {
    let corrections = view.corrections
    let standing = corrections[id] ?? id
    return (corrections.filter { $0.value == standing }.map(\.key) + [standing]).filter { other in
      other != id && view.values(of: other).contains { fields.contains($0.name) && $0.isGiven }
    }.sorted()
  }

  private func confirm(_ what: String) throws {
    if yes { return }
    Speech.complain("candor: this removes \(what), for good and for every reader")
    guard isatty(STDIN_FILENO) == 1 else {
      throw ServiceError(.input, "nobody confirmed it; nothing was erased", hint: "say --yes where no one can be asked")
    }
    Speech.mutter("type yes to erase it: ")
    guard readLine() == "yes" else {
      throw ServiceError(.input, "it was not confirmed; nothing was erased", hint: "run it again, and type yes where that is meant")
    }
  }
}

import ArgumentParser
import CandorCore
import CandorReport
import CandorService

struct Votes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show every vote of a case, and what it comes to without the conflicted.",
    discussion: """
      A vote is told as its sources tell it: announced, counted, on a roll. Who voted though an entry states that they were conflicted, and had not stepped \
      back, is named by their part, with that entry; where the votes are counted, so is what remains without theirs.

      Example:  candor votes union.candor
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The case, by its identifier; not needed where there is only one.")
  var caseID: String?

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func run() throws {
    let session = try options.open()
    let output = try VoteList.run(VoteList.Parameters(case: try caseID.map(CaseID.named)), in: session)
    if format == .json { return Speech.print(output.jsonText) }
    let scene = session.organization.scene(of: output.id, asOf: session.checkpointDay)
    let (account, knowledge) = (Account(scene), Knowledge(scene))
    Speech.print("case \(output.id) · \(account.about ?? "[withheld]")\n")
    if output.votes.isEmpty { Speech.print("no vote is on record") }
    for vote in output.votes {
      guard let line = scene[vote.entry].flatMap({ account.line($0, knowledge) }) else { continue }
      Speech.print(Columns.hanging("\(Columns.right(line.entry.number, 5))  \(Columns.left(line.date, 24)) ", line.text))
      let margin = String(repeating: " ", count: 32)
      for (voter, entry) in vote.conflicted {
        let voted = "conflicted, by entry \(entry): \(account.name(.party(voter.party))), who voted: \(voter.vote.rawValue)"
        Speech.print(Columns.hanging(margin, voted))
      }
      if case .counted(let votes, let against, let abstained)? = vote.withoutConflicted.shown ?? nil {
        let abstentions = abstained.map { ", \($0) abstained" } ?? ""
        Speech.print(Columns.hanging(margin, "without theirs: \(votes) for, \(against) against\(abstentions)"))
      }
    }
    Speech.printUnopened(output.unopened)
  }
}

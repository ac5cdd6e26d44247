import ArgumentParser
import CandorCore
import CandorReport
import CandorService

struct Votes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show every vote of a case, what it comes to under the rule, and without the conflicted.",
    discussion: """
      A vote is told as its sources tell it: announced, counted, on a roll, or only described. Below it stands what it comes to under the charter's \
      quorum and majority for the body that held it, each number with its bounds where sources leave it open. Who took part though conflicted, or may have, \
      is named by their part, with the entry that says it and how they voted; and so is what it comes to without them.

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
      let margin = String(repeating: " ", count: 32)
      func tell(_ text: String) { Speech.print(Columns.hanging(margin, text)) }
      if let proposal = vote.held.proposal {
        // The vote as a whole stands before the votes on its proposals, and tells what their sources say.
        if vote.reckoned?.underRule.results.isEmpty ?? true, vote.conflicts.isEmpty { continue }
        tell("on “\(proposal.title)”:")
      } else if let line = account.line(vote.held.entry, knowledge) {
        Speech.print(Columns.hanging("\(Columns.right(line.entry.number, 5))  \(Columns.left(line.date, 24)) ", line.text))
      } else {
        continue
      }
      if let reckoned = vote.reckoned, !reckoned.underRule.results.isEmpty {
        let ineligible = reckoned.ineligible.map { account.name(.party($0)) }.joined(separator: " and ")
        tell(
          "under the rule: \(ineligible.isEmpty ? "" : "without \(ineligible), who had no vote there, ")\(account.result(reckoned.underRule))"
        )
      }
      for conflict in vote.conflicts {
        let voted = vote.vote(of: conflict.who).map { ", who voted: \($0.rawValue)" } ?? ""
        let word = conflict.isParticipation == .yes ? "conflicted" : "perhaps conflicted, or perhaps not there"
        tell("\(word), by entry \(conflict.entry): \(account.name(conflict.who)), \(account.ground(conflict.rule))\(voted)")
      }
      if let reckoned = vote.reckoned, !vote.conflicts.isEmpty {
        tell("without the conflicted: \(account.result(reckoned.withoutConflicted))")
      }
    }
    Speech.printUnopened(output.unopened)
  }
}

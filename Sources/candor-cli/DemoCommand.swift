import ArgumentParser
import CandorCore
import CandorService

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the worked example: a record, its duties, its findings.",
    discussion:
      "Writes the example's charter and case file, a record made from them with its key, and the findings for members, all into one folder."
  )

  @Argument(help: "The folder.")
  var folder: String = "candor-demo"

  func run() throws {
    let demo = try Demonstration(in: folder, environment: .machine)
    let counts = Dictionary(grouping: demo.duties, by: \.state).mapValues(\.count)
    Speech.print(
      """
      The 2013 case of a national membership organization, from case file to findings, in \(folder)/
        charter.yaml, case.yaml    what a secretary writes: the organization's code, and the case as its sources tell it
        2013-case.candor           the record: \(Count.of(demo.appended.checkpoint.size, "entry", "entries")), sealed; 2013-case.key opens it, without a passphrase
      Held against the code: \(Count.states(counts))
        candor check \(folder)/2013-case.candor --key \(folder)/2013-case.key --as-of 2019-04-19
      The findings for members, which name nobody:
        \(folder)/findings.members.en.html   read this first, in a browser; the same as text: findings.members.en.txt
        \(folder)/findings.members.en.xml    the same in DocBook
      What happened, in the order of its dates:  candor show \(folder)/2013-case.candor --key \(folder)/2013-case.key
      Now change a date in case.yaml to 2013-13, and import it into a record of your own, to see how mistakes are told.
      """)
  }
}

import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import Testing

/// An edition tells nothing of assemblies that its readers may not read, not even by way of a duty.
@Suite struct AssemblyEditionTests {
  private static let charter = """
    organization: A club
    timezone: Europe/Madrid
    bodies:
      board: { title: Board, majority: { more-than: 1/2 }, quorum: { at-least: 3 } }
      council: { title: Council }
      trustees: { title: Trustees }
      members: { title: members, majority: { more-than: 1/2, of: present } }
    visibility:
      default: members
      duty.*: members
    clauses:
      - { id: "1", title: Mandates, text: T., rule: { check: carry-out, of: members, promises: true } }
      - { id: "2", title: Votes, text: T., rule: { check: tally, of: [board, members] } }
      - { id: "3", title: Elections, text: T., rule: { check: election, bodies: board, manner: one-by-one } }
      - { id: "4", title: Groups, text: T., rule: { check: composition, body: board, groups: [{ new: { at-least: 1/2 } }] } }
    """

  private static let casefile = """
    about: An assembly
    sources: { minutes: { title: Minutes } }
    people:
      first: { role: participant, part: a first candidate }
      second: { role: participant, part: a second candidate }
      third: { role: participant, part: a third candidate }
    entries:
      - { label: motion, kind: motion.moved, occurred: 2018-05-01, asks: This. }
      - { label: other, kind: motion.moved, occurred: 2018-05-01, asks: That. }
      - { label: changed, kind: motion.changed, occurred: 2018-05-02, of: other, change: amended, by: first, asks: Less. }
      - label: vote
        kind: vote.held
        occurred: 2018-05-03
        on: motion
        by: members
        present: nearly 500
        eligible: over 600
        electorate: [{ class: members, count: over 300 }]
        proposals: { choose: one, list: [{ title: "the one", on: motion, votes: { for: about 40 %, of: present }, result: adopted }, { title: "the other" }] }
      - { label: tied, kind: vote.held, occurred: 2018-05-03, on: other, by: board, votes: { for: 2, against: 2 }, casting: { first: for }, result: adopted }
      - label: election
        kind: election.held
        occurred: 2018-05-04
        to: board
        by: members
        manner: slate
        seats: 2
        candidates: [{ who: first, votes: 11, elected: true }, { who: second, votes: 12, elected: false }, { who: first, votes: 14, elected: true }, { who: third, votes: 15, elected: true }]
        composition: [{ group: new, number: 0 }]
      - { label: seat, kind: seat.taken, occurred: 2018-05-05, holder: second, body: board, election: election, until: 2018-09-01 }
      - { label: mandate, kind: mandate.given, occurred: 2018-05-06, by: members, to: [board, council], task: An apology., due: 2018-08-01, jointly: true }
      - { label: later, kind: mandate.reported, occurred: 2018-05-07, of: mandate, state: varied, by: members, due: 2018-09-01, reason: Time. }
      - { label: latest, kind: mandate.reported, occurred: 2018-05-08, of: mandate, state: varied, by: board, due: 2018-10-01, reason: More time. }
      - { label: apology, kind: statement.published, occurred: 2018-09-20, by: board, signed: third, fulfils: mandate, signatories: 12 }
      - { label: second-mandate, kind: mandate.given, occurred: 2018-05-06, by: members, to: board, task: A report., due: 2018-08-01 }
      - { label: passed, kind: mandate.transferred, occurred: 2018-05-09, of: second-mandate, from: board, to: council }
      - { label: report, kind: mandate.reported, occurred: 2018-09-20, of: second-mandate, state: not-done }
      - { label: registered, kind: grouping.registered, occurred: 2018-05-09, grouping: first, type: faction, members: 12 }
      - { label: met, kind: meeting.held, occurred: 2018-05-10, bodies: board, excused: second, debate: It was long. }
    """

  @Test(
    arguments: [
      EditionTests.Sealed("vote.held.present", "present: nearly 500", "present: nearly 400"),
      EditionTests.Sealed("vote.held.eligible", "eligible: over 600", "eligible: over 700"),
      EditionTests.Sealed("vote.held.electorate", "count: over 300", "count: over 200"),
      EditionTests.Sealed("vote.held.proposals", "title: \"the one\"", "title: \"the first\""),
      EditionTests.Sealed("vote.held.proposals", "{ for: about 40 %, of: present }", "{ for: about 30 %, of: present }"),
      EditionTests.Sealed("vote.held.casting", "casting: { first: for }", "casting: { third: for }"),
      EditionTests.Sealed(
        "election.held.candidates", "{ who: first, votes: 11, elected: true }", "{ who: first, votes: 10, elected: true }"),
      EditionTests.Sealed("election.held.candidates", "{ who: third, votes: 15, elected: true }", "{ who: third, elected: true }"),
      EditionTests.Sealed("election.held.seats", "seats: 2", "seats: 1"),
      EditionTests.Sealed("election.held.manner", "manner: slate", "manner: one-by-one"),
      EditionTests.Sealed("election.held.composition", "group: new, number: 0", "group: new, number: 10 %"),
      EditionTests.Sealed("seat.taken.until", "until: 2018-09-01", "until: 2018-10-01"),
      EditionTests.Sealed("mandate.given.to", "to: [board, council]", "to: [board, trustees]"),
      EditionTests.Sealed("mandate.reported.due", "by: members, due: 2018-09-01", "by: members, due: 2018-09-02"),
      EditionTests.Sealed("mandate.reported.reason", "reason: More time.", "reason: No time."),
      EditionTests.Sealed("mandate.reported.by", "state: varied, by: board", "state: varied, by: council"),
      EditionTests.Sealed("mandate.transferred.to", "from: board, to: council", "from: board, to: trustees"),
      EditionTests.Sealed("mandate.transferred.from", "of: second-mandate, from: board", "of: second-mandate, from: trustees"),
      EditionTests.Sealed("statement.published.signed", "signed: third", "signed: second"),
      EditionTests.Sealed("statement.published.signatories", "signatories: 12", "signatories: 13"),
      EditionTests.Sealed("motion.changed.asks", "asks: Less.", "asks: More."),
      EditionTests.Sealed("grouping.registered.members", "members: 12", "members: 13"),
      EditionTests.Sealed("meeting.held.excused", "excused: second", "excused: first"),
      EditionTests.Sealed("meeting.held.debate", "debate: It was long.", "debate: It was short."),
    ])
  func `of a value kept from them readers learn nothing from the findings`(_ sealed: EditionTests.Sealed) throws {
    #expect(Self.casefile.contains(sealed.written))
    let other = Self.casefile.replacing(sealed.written, with: sealed.instead, maxReplacements: 1)
    func findings(_ casefile: String, keeping field: String?) throws -> (text: String, states: [Duty.State]) {
      try EditionTests.findings(casefile, by: Self.charter, keeping: field)
    }
    let (one, another) = (try findings(Self.casefile, keeping: sealed.field), try findings(other, keeping: sealed.field))
    #expect(one.states == another.states)
    #expect(one.text == another.text)
    #expect(one.text.contains("sealed to others"))
    // The findings tell it where it is not kept from them, or this would prove nothing.
    #expect(try findings(Self.casefile, keeping: nil).text != findings(other, keeping: nil).text)
  }
}

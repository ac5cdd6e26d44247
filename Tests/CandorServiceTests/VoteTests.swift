import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import StrictJSON
import Testing

/// Votes as they are listed and told: as announced, under the rule, and without the conflicted.
@Suite struct VoteTests {
  private static let charter = """
    organization: O
    timezone: Europe/Madrid
    in-force: { from: 2013 }
    conflicts: [party, took-part, seat-on-reviewed-body, tie]
    bodies:
      sc: { title: Steering Committee, seats: 5, quorum: { at-least: 1/2, of: seats }, majority: { more-than: 1/2 } }
      ndc: { title: Disciplinary Committee }
      members: { title: members }
    visibility: { default: members, duty.*: members }
    clauses:
      - { id: "1", title: Own acts, text: Nobody votes on their own act., rule: { check: conflicted-participation, acts: rescind } }
      - { id: "2", title: Votes, text: A majority decides., rule: { check: tally, of: sc } }
      - { id: "3", title: Office, text: Nobody suspended leads., rule: { check: eligibility, bodies: sc, measures: suspension } }
      - { id: "4", title: Seats, text: Nobody sits on both., rule: { check: composition, body: ndc, without: sc, at-least: 2 } }

    """
  private static let casefile = """
    about: A case
    sources: { L: { title: A letter } }
    people:
      complainant: { role: complainant }
      chair: { role: participant, office: chair }
      member: { role: participant, office: secretary }
    entries:
      - { label: seat-sc, kind: seat.taken, occurred: 2014-01-10, holder: chair, body: sc }
      - { label: seat-ndc, kind: seat.taken, occurred: 2014-02-10, holder: chair, body: ndc }
      - { label: advice, kind: seat.taken, occurred: 2014-02-10, holder: member, body: sc, capacity: advice }
      - { label: seats, kind: coverage.attested, occurred: ../2019, kinds: [seat.taken, seat.vacated, measure.lifted], by: ndc }
      - { label: measure, kind: measure.imposed, occurred: 2014-01-02, on: chair, measure: suspension, by: ndc }
      - { label: decided, kind: decision.taken, occurred: 2014-03-01, by: ndc, outcome: { expel: complainant } }
      - { label: undone, kind: decision.taken, occurred: 2014-04-01, by: sc, outcome: rescind, undoes: decided }
      - { label: voted, kind: vote.held, occurred: 2014-04-01, on: undone, by: sc, present: 4, votes: { for: 2, against: 1 }, roll: [{ chair: for }, { member: for }], result: adopted }

    """

  @Test func `a vote is listed with its three results, each with its bounds`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Self.charter)
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: Self.casefile, name: "case.yaml"), in: session)
    let vote = try #require(try VoteList.run(json: [:], in: session)["votes"]?.arrayValue?.first)
    #expect(vote["result"]?.stringValue == "adopted")
    #expect(vote["underRule"]?["result"]?.stringValue == "rejected", "the one for advice has no vote")
    #expect(vote["underRule"]?["for"]?.integerValue == 1 && vote["underRule"]?["present"]?.integerValue == 3)
    #expect(vote["ineligible"]?.arrayValue?.count == 1)
    #expect(vote["conflicted"]?.arrayValue?.map { $0["rule"]?.stringValue } == ["took-part", "seat-on-reviewed-body"])
    #expect(vote["conflicted"]?.arrayValue?.map { $0["holds"]?.stringValue } == ["unclear", "yes"])
    #expect(vote["withoutConflicted"]?["possible"]?.arrayValue?.map(\.stringValue) == ["no-quorum"])
  }

  @Test func `duties on votes and offices are told in sentences`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Self.charter)
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: Self.casefile, name: "case.yaml"), in: session)
    let scene = session.organization.scene(of: try session.caseID(nil), asOf: session.checkpointDay)
    let account = Account(scene)
    let told = scene.duties().map { account.duty($0).lines }
    let number = session.view.names(in: session.onlyCase).entries.mapValues(\.id.number)
    func entry(_ label: String) -> String { "entry \(number[label] ?? 0)" }
    let results = [
      "The result announced was adoption (\(entry("voted"))).",
      "Under the rule, without the secretary, who had no vote there, it was rejected, with 1 for it, 1 against, 0 abstaining; "
        + "3 present; 3 eligible (\(entry("voted"))).",
      "Without those who were conflicted, there was no quorum, with 0 for it, 1 against, 0 abstaining; 2 present; 2 eligible "
        + "(\(entry("voted"))).",
    ]
    #expect(
      told == [
        [
          "Nobody may take part in a decision with which they are conflicted. By the sources, someone did.",
          "The chair took part, as one of those who sit on the body under review (\(entry("seat-ndc"))).",
        ] + results,
        [
          "The result of a vote has to be borne out by the quorum and the majority that the code asks for. By the counts on record, this one is not."
        ] + results,
        [
          "Nobody may come to an office, or stay in it, whom the code bars. By the sources, someone did.",
          "The chair was under suspension (\(entry("measure"))).",
        ],
        [
          "The Disciplinary Committee has to be composed as the code says, without those who may not sit there. By the sources, it was not.",
          "The chair also sat on the Steering Committee (\(entry("seat-sc"))).",
        ],
        [
          "The Disciplinary Committee has to be composed as the code says, without those who may not sit there. By the sources, it was not.",
          "1 sat there with a vote (\(entry("decided"))).",
        ],
      ])
  }
}

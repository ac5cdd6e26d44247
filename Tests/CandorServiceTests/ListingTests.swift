import CandorCasefile
import CandorCore
import CandorService
import CandorStore
import CandorTestSupport
import Foundation
import StrictJSON
import Testing

/// What is listed from a record: entries by what one looks for, votes, mandates, charters.
@Suite struct ListingTests {
  static let charter = """
    organization: O
    timezone: Europe/Madrid
    in-force: { from: 2013 }
    bodies: { sc: { title: Steering Committee }, ndc: { title: Disciplinary Committee }, members: { title: members } }
    clauses:
      - { id: "5", title: Own acts, text: Nobody votes on their own act., rule: { check: conflicted-participation, acts: rescind } }
      - { id: "6", title: Mandates, text: What was mandated is done., rule: { check: carry-out, of: sc } }

    """
  static let casefile = """
    about: A case
    sources: { L: { title: A letter } }
    people:
      chair: { role: participant, seats: sc }
      member: { role: participant, seats: sc }
    entries:
      - { label: decided, kind: decision.taken, occurred: 2013, by: ndc, outcome: { expel: chair }, vote: unanimous }
      - { label: undone, kind: decision.taken, occurred: 2013-09, by: sc, outcome: rescind, undoes: decided }
      - { label: conflict, kind: conflict.noted, occurred: 2013-09, who: chair, in: undone, tie: office, how: declared }
      - { label: voted, kind: vote.held, occurred: 2013-09, on: undone, by: sc, votes: { for: 3, against: 1 }, roll: [{ chair: for }, { member: against }], result: adopted }
      - { label: mandated, kind: mandate.given, occurred: 2019-02, by: sc, to: ndc, task: To report., due: 2019-03-31 }
      - { label: reported, kind: mandate.reported, occurred: 2019-04-02, of: mandated, state: done, sources: [{ L: firsthand }] }

    """

  static func session(_ example: Example, _ casefile: String = casefile) throws -> Session {
    let session = try example.record(charter)
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: casefile, name: "case.yaml"), in: session)
    return session
  }

  @Test func `entries are found by case, kind, day, who is named and what is referred to, page by page`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let id = try #require(session.onlyCase)
    let names = session.view.names(in: id)
    let number = names.entries.mapValues(\.id.number)
    let party = try #require(names.parties["chair"])
    let labels = Dictionary(uniqueKeysWithValues: number.map { ($1, $0) })
    let rows: [(JSONValue, [String])] = [
      (["kinds": ["decision.taken"]], ["decided", "undone"]),
      (["kinds": ["vote.held", "mandate.given"]], ["voted", "mandated"]),
      // What has no date may have been at any time.
      (["from": "2014-01-01"], ["mandated", "reported", "L", "chair", "member"]),
      (["kinds": ["decision.taken", "mandate.given"], "to": "2013-08-31"], ["decided"]),
      (["from": "2013-09-10", "to": "2013-09-10", "kinds": ["decision.taken", "vote.held"]], ["decided", "undone", "voted"]),
      (["of": .string("party:\(party)")], ["conflict", "decided", "voted"]),
      (["of": "body:ndc"], ["decided", "mandated"]),
      (["about": number["undone"].map(\.json) ?? nil], ["conflict", "voted"]),
      (["about": number["L"].map(\.json) ?? nil], ["reported"]),
      (["about": number["decided"].map(\.json) ?? nil, "kinds": ["vote.held"]], []),
      (["of": "body:nobody"], []),
    ]
    for (parameters, wanted) in rows {
      for limit in [1, 100] {
        var (found, after): ([String], Int) = ([], 0)
        repeat {
          var object = try #require(parameters.objectValue)
          (object["after"], object["limit"], object["case"]) = (after.json, limit.json, id.json)
          let page = try RecordEntries.run(json: .object(object), in: session)
          found += page["entries"]?.arrayValue?.compactMap { $0["entry"]?.integerValue.flatMap { labels[$0] } } ?? []
          after = page["next"]?.integerValue ?? 0
        } while after != 0
        #expect(found.sorted() == wanted.sorted(), "\(parameters.canonicalText)")
      }
    }
    let refused = #expect(throws: ServiceError.self) { try RecordEntries.run(json: ["of": "sc"], in: session) }
    #expect(refused?.mistakes.map(\.path.description) == ["/of"])
  }

  @Test func `votes are told as announced, and without those who were conflicted and voted`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let votes = try VoteList.run(VoteList.Parameters(case: nil), in: session).votes
    #expect(votes.map(\.held.votes) == [.shown(.described(.unanimous)), .shown(.counted(for: 3, against: 1, abstained: nil))])
    #expect(votes.map(\.conflicts.count) == [0, 1])
    #expect(votes[1].vote(of: votes[1].conflicts[0].who) == .for)
    let without = votes.map { $0.reckoned?.withoutConflicted }
    #expect(without[1]?.for == Count(2) && without[1]?.against == Count(1))
    #expect(without[1]?.results == [], "the code has no majority for it")
  }

  @Test func `of someone who stepped back, or did not vote, nothing is taken away`() throws {
    let example = try Example()
    defer { example.remove() }
    for instead in ["recused: chair, roll: [{ member: against }]", "roll: [{ chair: absent }, { member: against }]"] {
      let casefile = Self.casefile.replacing("roll: [{ chair: for }, { member: against }]", with: instead)
      let session = try example.record(Self.charter, named: "\(instead.count).candor")
      _ = try RecordAppend.run(RecordAppend.Parameters(casefile: casefile, name: "case.yaml"), in: session)
      let votes = try VoteList.run(VoteList.Parameters(case: nil), in: session).votes
      #expect(votes[1].conflicts.isEmpty, "\(instead)")
    }
  }

  @Test func `a reader who may not see a vote is told so, and nothing is counted from it`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let narrow = Session(
      session.record, view: session.view.limited(to: [.public, .members]), of: session.checkpoint, environment: session.environment)
    let votes = try? VoteList.run(json: ["case": try #require(session.onlyCase).json], in: narrow)["votes"]?.arrayValue
    for vote in votes ?? [] {
      #expect(vote["votes"]?["hidden"]?.stringValue == "withheld" || vote["votes"]?.isNull == true)
      #expect(vote["withoutConflicted"]?.isNull == true)
    }
  }

  @Test func `mandates come with their reports and with how they stand`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let listed = try MandateList.run(json: ["asOf": "2019-04-19"], in: session)
    let mandate = try #require(listed["mandates"]?.arrayValue?.first)
    #expect(mandate["due"]?.stringValue == "2019-03-31")
    #expect(mandate["reports"]?.arrayValue?.map { $0["state"]?.stringValue } == ["done"])
    #expect(mandate["duties"]?.arrayValue?.map { $0["state"]?.stringValue } == ["met"])
    #expect(mandate["duties"]?.arrayValue?.first?["late"]?["atLeast"]?.stringValue == "P2D")
    let before = try MandateList.run(json: ["asOf": "2019-03-01"], in: session)
    #expect(before["mandates"]?.arrayValue?.first?["reports"]?.arrayValue?.isEmpty == true, "what came later is not told")
  }

  @Test func `the charter of a day is given as a file that reads the same, with the days of every version`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let second = Self.charter.replacing("from: 2013", with: "from: 2016-05-01").replacing("organization: O", with: "organization: P")
    _ = try CharterAdopt.run(CharterAdopt.Parameters(charter: second, name: "second.yaml", by: nil), in: session)
    for (day, organization) in [("2013-01-01", "O"), ("2016-04-30", "O"), ("2016-05-01", "P"), ("2026-01-01", "P")] {
      let shown = try CharterShow.run(CharterShow.Parameters(on: Day(day)), in: session).shown
      #expect(shown.charter.organization == organization, "\(day)")
      let read = try CharterFile.read(shown.charter.json.pretty, file: "charter.json")
      #expect(read.json == shown.charter.json)
    }
    let newest = try CharterShow.run(json: nil, in: session)
    #expect(newest["charter"]?["organization"]?.stringValue == "P")
    #expect(newest["versions"]?.arrayValue?.map { $0["to"]?.stringValue } == ["2016-04-30", nil])
    let refused = #expect(throws: ServiceError.self) { try CharterShow.run(json: ["on": "2012-12-31"], in: session) }
    #expect(refused?.kind == .notFound && refused?.hint == "the code in this record is in force from 2013-01-01 on")
  }

  @Test func `a record says whose it is and how far it goes`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let shown = try RecordShow.run(json: nil, in: session)
    #expect(shown["organization"]?.stringValue == "O")
    #expect(shown["cases"]?.integerValue == 1)
    #expect(shown["checkpoint"]?["size"]?.integerValue == session.view.entries.count)
  }

  @Test func `a preview is the report that would be handed out, and hands out nothing`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.workedExample()
    for format in ["text", "docbook"] {
      let preview = try ReportPreview.run(json: ["edition": "members", "format": .string(format)], in: session)
      let file = try #require(preview["name"]?.stringValue)
      #expect(try preview["text"]?.stringValue == Example.text("Exports/2013-case/\(file)"))
    }
    #expect(try session.record.published().isEmpty)
  }

  @Test func `findings are held against their grammar by their text, whatever characters it has`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Self.charter)
    let good = try Example.text("Exports/2013-case/findings.members.en.xml")
    #expect(try ReportValidation.run(json: ["document": .string(good)], in: session)["valid"] == true)
    let faults: [(String, line: Int, kind: String)] = [
      ("<article\t/>", 1, "vocabulary"), ("<a>\r\n<b></a>", 2, "well-formed"), ("", 1, "readable"),
    ]
    for (document, line, kind) in faults {
      let answer = try ReportValidation.run(json: ["document": .string(document), "name": "x.xml"], in: session)
      #expect(answer["valid"] == false)
      let fault = try #require(answer["faults"]?.arrayValue?.first)
      #expect(fault["kind"]?.stringValue == kind)
      #expect(fault["line"]?.integerValue ?? 1 == line, "\(fault.canonicalText)")
      #expect(fault["file"]?.stringValue == "x.xml")
    }
  }
}

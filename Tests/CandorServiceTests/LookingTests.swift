import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import Foundation
import StrictJSON
import Testing

/// What one looks up in a record: the timeline, who knew what, who has a part.
@Suite struct LookingTests {
  static let charter = """
    organization: O
    timezone: Europe/Madrid
    bodies: { sc: { title: Steering Committee }, ndc: { title: Disciplinary Committee }, members: { title: members } }
    clauses: []

    """
  static let casefile = """
    about: A case
    sources: { L: { title: A letter }, W: { title: An article } }
    people:
      complainant: { role: complainant, names: [Ana Núñez], contacts: [ana@example.org] }
      secretary: { role: participant, office: Secretary, seats: sc }
      clerk: { role: witness, seats: [sc, ndc], part: the clerk of both committees }
    entries:
      - { label: undated, kind: meeting.held, bodies: sc, timing: [{ after: told, moreThan: P2W }], sources: [{ W: inferred }] }
      - { label: later, kind: meeting.held, occurred: 2016-05?, bodies: ndc, says: In Málaga. }
      - { label: decided, kind: decision.taken, occurred: 2013~, by: ndc, says: It decided., sources: [{ L: firsthand }, { W: reported }] }
      - { label: told, kind: notice.given, occurred: 2014-05-01, to: [members, clerk], of: decided, extent: part }
      - { label: again, kind: notice.given, occurred: 2015/.., to: members, of: decided }

    """

  private static func session(_ example: Example) throws -> Session {
    var example = example
    example.environment.now = { Instant(seconds: 1_555_675_200) }
    let session = try example.record(charter)
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: casefile, name: "case.yaml"), in: session)
    return session
  }

  private static func labels(_ session: Session) -> [String: EntryID] {
    session.view.names(in: session.onlyCase).entries.mapValues(\.id)
  }

  @Test func `the timeline has uncertain dates as such, what has none in its place, who was told and where it is known from`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let told = try #require(Self.labels(session)["told"])
    let timeline = try CaseTimeline.run(CaseTimeline.Parameters(case: nil), in: session)
    #expect(timeline.rows.map(\.line.date) == ["about 2013", "2014-05-01", "after \(told)", "2015 or later", "2016-05?"])
    #expect(
      timeline.rows.map(\.line.told) == [
        ["members (2014-05-01, in part; 2015 or later)", "the clerk of both committees (2014-05-01, in part)"], [], [], [], [],
      ])
    #expect(timeline.rows.map(\.line.sources) == [["L firsthand", "W reported"], [], ["W inferred"], [], []])
    #expect(timeline.rows.map(\.line.when) == [nil, nil, "at a time not known; more than 14 days after entry \(told)", nil, nil])
    #expect(timeline.rows[2].days.first == Day("2014-05-16"))
    #expect(
      timeline.rows[0].line.shown.hasSuffix(
        "members (2014-05-01, in part; 2015 or later) the clerk of both committees (2014-05-01, in part) L firsthand W reported"))
  }

  @Test(arguments: [
    ("malaga", ["later"]), ("MÁLAGA", ["later"]), ("about 2013", ["decided"]), ("w inferred", ["undated"]),
    ("clerk of both", ["clerk", "decided", "told"]),
    ("2016-05?", ["later"]), ("nothing of the kind", []),
  ])
  func `only lines that show a text are found, whatever its case and its accents`(text: String, found: [String]) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let labels = Self.labels(session)
    let timeline = try CaseTimeline.run(CaseTimeline.Parameters(case: nil, grep: text), in: session)
    #expect(Set(timeline.parties.map(\.entry) + timeline.rows.map(\.line.entry)) == Set(found.compactMap { labels[$0] }))
    let answer = try CaseTimeline.run(json: ["grep": .string(text)], in: session)
    #expect(answer["entries"]?.arrayValue?.count == timeline.rows.count)
  }

  @Test(arguments: [
    ("members", "2014-04-30", "not-on-record"), ("members", "2014-05-01", "known"), ("ndc", "2012-01-01", "perhaps"),
    ("ndc", "2014-12-31", "known"),
    ("sc", "2019-04-19", "not-on-record"),
  ])
  func `what a body knew is answered with its grounds`(body: String, day: String, answer: String) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let decided = try #require(Self.labels(session)["decided"])
    let found = try KnowledgeAt.run(json: ["body": .string(body), "at": .string(day)], in: session)
    let entry = try #require(found["entries"]?.arrayValue?.first { $0["entry"]?.integerValue == decided.number })
    #expect(entry["answer"]?.stringValue == answer)
    #expect(entry["by"]?.arrayValue?.isEmpty == (answer == "not-on-record"))
  }

  @Test func `nobody asks what a body knew that the charter lacks`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let error = #expect(throws: ServiceError.self) { try KnowledgeAt.run(json: ["body": "ncd"], in: session) }
    #expect(error?.kind == .notFound)
    #expect(error?.hint == "the charter knows: members, ndc, sc; did you mean ndc?")
  }

  @Test func `people are listed by their parts, and by name only where asked for`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let listed = try PeopleList.run(json: nil, in: session)
    let people = try #require(listed["cases"]?.arrayValue?.first?["people"]?.arrayValue)
    #expect(people.map { $0["label"]?.stringValue } == ["clerk", "complainant", "secretary"])
    #expect(people.map { $0["role"]?.stringValue } == ["witness", "complainant", "participant"])
    #expect(people.map { $0["office"]?.stringValue } == [nil, nil, "Secretary"])
    #expect(people.map { $0["seats"]?.canonicalText } == [#"["ndc","sc"]"#, "[]", #"["sc"]"#])
    for word in ["Ana", "Núñez", "example.org", "names", "contacts"] { #expect(!listed.canonicalText.contains(word), "\(word)") }
    let named = try PeopleList.run(json: ["names": true], in: session).canonicalText
    #expect(named.contains(#""names":["Ana Núñez"]"#) && named.contains(#""contacts":["ana@example.org"]"#))
  }

  @Test func `a charter is checked beside the record, with places and grades`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let text = Self.charter.replacing("ndc: { title: Disciplinary Committee }", with: "ndc: { title: Committee, below: ndc }")
    let found = try CharterCheck.run(json: ["charter": .string(text), "name": "x.yaml"], in: session)
    #expect(found["errors"]?.integerValue == 1 && found["warnings"]?.integerValue == 0)
    let error = try #require(found["findings"]?.arrayValue?.first { $0["grade"]?.stringValue == "error" })
    #expect(error["kind"]?.stringValue == "circle" && error["line"]?.integerValue == 3 && error["file"]?.stringValue == "x.yaml")
    #expect(throws: ServiceError.self) { try example.record(text, named: "refused.candor") }
  }
}

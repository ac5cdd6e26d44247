import CandorCore
import CandorService
import CandorTestSupport
import Testing

/// A record goes on under a new version of the code, and each act stays judged by the version that was in force on its day.
@Suite struct CharterVersionTests {
  static func charter(from day: String, rule: String) -> String {
    """
    organization: A club
    timezone: Europe/Madrid
    in-force: { from: \(day) }
    bodies: { board: { title: Board }, conduct: { title: Conduct Committee, independent-of: board }, members: { title: members } }
    visibility: { default: members }
    clauses: [{ id: "1", title: Rule, text: A rule., rule: \(rule) }]
    """
  }

  static let casefile = """
    about: Two letters
    entries:
      - { label: before, kind: instruction.given, occurred: 2017-05-01, from: board, to: conduct, content: [{ outcome: this one }] }
      - { label: after, kind: instruction.given, occurred: 2018-05-01, from: board, to: conduct, content: [{ outcome: that one }] }
    """

  @Test func `a new version judges from its day on, the one before until then`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Self.charter(from: "2015", rule: "{ check: interference, body: conduct }"))
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: Self.casefile, name: "case.yaml"), in: session)
    let labels = session.view.names(in: session.onlyCase).entries
    func cited() throws -> Set<EntryID> { Set(session.organization.duties(asOf: try session.today).flatMap(\.entries)) }
    #expect(try cited() == [try #require(labels["before"]?.id), try #require(labels["after"]?.id)])
    let adopted = try CharterAdopt.run(
      CharterAdopt.Parameters(charter: Self.charter(from: "2018-01-01", rule: "{ check: misstatement }"), name: "new.yaml", by: "members"),
      in: session)
    #expect(adopted.entry == EntryID(session.view.entries.count))
    #expect(try cited() == [try #require(labels["before"]?.id)])
    #expect(session.view[adopted.entry]?.header.case.shown == .some(nil))
  }

  @Test(arguments: ["2015", "2014-06"]) func `a version that does not begin after the last is refused`(day: String) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Self.charter(from: "2015", rule: "{ check: gag }"))
    #expect(throws: ServiceError.self) {
      try CharterAdopt.run(
        CharterAdopt.Parameters(charter: Self.charter(from: day, rule: "{ check: gag }"), name: "new.yaml", by: nil), in: session)
    }
    #expect(session.view.entries.count == 1)
  }
}

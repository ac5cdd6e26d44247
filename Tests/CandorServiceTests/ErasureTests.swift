import CandorCasefile
import CandorCore
import CandorReport
import CandorServer
import CandorService
import CandorTestSupport
import JSONRPC
import StrictJSON
import Testing

/// What is erased is gone from the record, and everything that is made from it says so, and no more.
@Suite struct ErasureTests {
  private static let charter = """
    organization: A club
    timezone: Europe/Madrid
    bodies: { board: { title: Board }, conduct: { title: Conduct Committee }, members: { title: members } }
    visibility: { default: members, evidence.received.from: case }
    clauses: [{ id: "9", title: Forgetting, text: Who asks for it is forgotten. }]
    """

  private static let casefile = """
    about: A complaint
    sources: { m: { title: Minutes } }
    people:
      chair: { role: participant, names: [Odalric Pemberthy], office: chair, seats: board }
      complainant: { role: complainant, names: [Quillfeather Vandersnood], aliases: [Quill], contacts: [quill@club.example] }
      witness: { role: witness, names: [Thessaly Brandywine] }
    entries:
      - { label: heard, kind: evidence.received, occurred: 2018-05-05, by: conduct, from: complainant, what: testimony, says: "Of the autumn in {complainant}'s words." }
      - { label: need, kind: need.stated, occurred: 2018-05-06, from: complainant, need: A quiet room., says: She wept. }
      - { label: decided, kind: decision.taken, occurred: 2018-05-11, by: conduct, outcome: mistrial, says: At night. }
      - { label: agreed, kind: consent.changed, occurred: 2018-08-04, from: complainant, state: given, audience: members }
    """

  private static func erasure(_ of: JSONValue, _ fields: JSONValue, ground: JSONValue = "the request of {complainant}") -> JSONValue {
    ["kind": "disclosure.erased", "occurred": "2018-07-03", "of": of, "fields": fields, "ground": ground, "by": "board"]
  }

  private static func session(_ example: Example, charter: String = charter) throws -> Session {
    let session = try example.record(charter)
    _ = try CasefileTests.imported(casefile, into: session)
    return session
  }

  private static func described(_ name: String, in session: Session) throws -> EntryID {
    let found = session.view.entries.first { entry in
      if case .personDescribed(let described) = entry.event { described.names.shown == [name] } else { false }
    }
    return try #require(found).id
  }

  private static func erase(in session: Session) throws {
    let person = try described("Quillfeather Vandersnood", in: session)
    _ = try RecordAppend.run(
      json: [
        "entries": [
          erasure("heard", "says"), erasure("need", ["need", "says"], ground: ["clause": "9"]),
          erasure(person.json, ["names", "aliases", "contacts"]), erasure("complainant", "person"),
        ]
      ], in: session)
  }

  private static func findings(_ session: Session, _ edition: Edition, _ format: ReportFormat) throws -> String {
    let output = try ReportExport.run(ReportExport.Parameters(ReportRequest(for: edition), formats: [format], out: nil), in: session)
    return String(decoding: try #require(output.reports.first).bytes, as: UTF8.self)
  }

  @Test func `what was erased is gone from the file, for good and for every reader, and the log stays whole`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let before = session.view.entries.count
    try Self.erase(in: session)
    let reopened = try Session(opening: example.path("record.candor"), key: nil, environment: example.environment)
    #expect(!session.leavesTraces && reopened.view.entries.count == before + 4)
    for view in [session.view, reopened.view] {
      let gone = view.entries.flatMap { entry in entry.gaps.map { "\(entry.kind?.rawValue ?? "") \(entry.kind?.field(of: $0.slot) ?? "")" }
      }
      #expect(
        gone.sorted() == [
          "evidence.received says", "need.stated need", "need.stated says", "party.named person", "person.described aliases",
          "person.described contacts", "person.described names",
        ])
      #expect(view.entries.flatMap(\.gaps).allSatisfy { $0.why == .erased && view.erasure(of: $0)?.day == Day("2018-07-03") })
    }
  }

  @Test func `a part that cannot be erased keeps all of it from being erased`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let chair = try Self.described("Odalric Pemberthy", in: session)
    let refused = [
      (Self.erasure("decided", "says"), "\"says\" of decision.taken cannot be erased"),
      (Self.erasure("chair", "person"), "this is who acted in office"), (Self.erasure(chair.json, "names"), "this is who acted in office"),
    ]
    for (entry, message) in refused {
      let error = #expect(throws: ServiceError.self) {
        try RecordAppend.run(json: ["entries": [Self.erasure("heard", "says"), entry]], in: session)
      }
      #expect(error?.message == message)
    }
    #expect(session.view.entries.flatMap(\.gaps).isEmpty)
    let reopened = try Session(opening: example.path("record.candor"), key: nil, environment: example.environment)
    #expect(reopened.view.entries.flatMap(\.gaps).isEmpty)
  }

  @Test func `findings say when and on what ground, where it stood and where it is counted, and never what it was`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    try Self.erase(in: session)
    let (text, docbook) = (try Self.findings(session, .members, .text), try Self.findings(session, .members, .docbook))
    #expect(text.contains(Self.told) && text.contains(Self.counted), "\(text)")
    #expect(
      docbook.contains(#"<phrase role="redacted">[erased on 3 July 2018, ground: clause 9, Forgetting]</phrase>"#), "\(docbook)")
    for words in ["quiet room", "wept", "autumn", "Quill", "Vandersnood"] {
      #expect(!text.contains(words) && !docbook.contains(words))
    }
  }

  private static let told = """
     3. 5 May 2018. The Conduct Committee received testimony [withheld:
        identity]. [erased on 3 July 2018, ground: the request of the
        complainant]. [entry 10]

     4. 6 May 2018. The complainant stated this need: [erased on 3 July
        2018, ground: clause 9, Forgetting]. [erased on 3 July 2018, ground:
        clause 9, Forgetting]. [entry 11]

     5. 11 May 2018. The Conduct Committee decided to declare a mistrial. At
        night. [entry 12]

     6. 3 July 2018. The Board erased values of entry 10, in the fields
        “what the source tells, in words”. The ground was: the request of
        the complainant. [entry 14]

     7. 3 July 2018. The Board erased values of entry 11, in the fields
        “need” and “what the source tells, in words”. The ground was: clause
        9, Forgetting. [entry 15]

     8. 3 July 2018. The Board erased values of [withheld: an entry], in
        [withheld: fields]. The ground was: the request of the complainant.
        [entry 16]

     9. 3 July 2018. The Board erased values of entry 7, in the fields “who
        it is”. The ground was: the request of the complainant. [entry 17]
    """

  private static let counted = """
        Fields of the entries shown that this edition does not open

          Entries of the kind  naming of a party
          Field                who it is
          Count                3
          Why                  sealed to others

          Entries of the kind  receipt of evidence
          Field                from whom or what
          Count                1
          Why                  sealed to others

        Fields of the entries shown whose values were erased for good

          Entries of the kind      receipt of evidence
          Field                    what the source tells, in words
          Count                    1
          When and on what ground  3 July 2018, ground: the request of the
                                   complainant
    """

  @Test func `an edition that does not open the erasure says only that there was one`() throws {
    let example = try Example()
    defer { example.remove() }
    let charter = Self.charter.replacing("default: members,", with: "default: members, disclosure.erased: case,")
    let session = try Self.session(example, charter: charter)
    try Self.erase(in: session)
    let text = try Self.findings(session, .members, .text)
    #expect(text.contains("[erased: need]") && !text.contains("July 2018") && !text.contains("Forgetting"), "\(text)")
    #expect(try Self.findings(session, .case, .text).contains("ground: clause 9, Forgetting"))
    let hidden = Self.charter.replacing("default: members,", with: "default: members, disclosure.erased.ground: case,")
    let other = try example.record(hidden, named: "other.candor")
    _ = try CasefileTests.imported(Self.casefile, into: other)
    try Self.erase(in: other)
    #expect(try Self.findings(other, .members, .text).contains("[erased on 3 July 2018, ground: withheld]"))
  }

  @Test func `the file of before is recognized, and the file of after gives an equal view`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(example)
    let whole = try CasefileTests.exported(session)
    try Self.erase(in: session)
    for file in [Self.casefile, whole] {
      let again = try CasefileTests.imported(file, into: session)
      #expect(again.entries.isEmpty)
    }
    #expect(throws: ServiceError.self) {
      try CasefileTests.imported(Self.casefile.replacing("from: complainant, what", with: "from: witness, what"), into: session)
    }
    let text = try CasefileTests.exported(session)
    for words in ["quiet room", "wept", "autumn", "Quill", "Vandersnood"] { #expect(!text.contains(words)) }
    #expect(text.contains("# erased: need, says\n"))
    #expect(try CasefileTests.imported(text, into: session).entries.isEmpty)
    let second = try example.record(Self.charter, named: "again.candor")
    _ = try CasefileTests.imported(text, into: second)
    #expect(try CasefileTests.told(session) == CasefileTests.told(second))
    #expect(try CasefileTests.exported(second) == text)
  }
}

extension ErasureTests {
  @Test func `whoever has the record open sees that a value was erased by others`() async throws {
    let example = try Example()
    defer { example.remove() }
    _ = try Self.session(example)
    let server = RecordServer(
      try Session(opening: example.path("record.candor"), key: nil, environment: example.environment).record,
      environment: example.environment)
    let before = try server.answer(Call(method: "casefile/export"))
    #expect(before.result["casefile"]?.stringValue?.contains("She wept.") == true)
    let other = try Session(opening: example.path("record.candor"), key: nil, environment: example.environment)
    try Self.erase(in: other)

    let after = try server.answer(Call(method: "casefile/export"))
    #expect(after.result["casefile"]?.stringValue?.contains("She wept.") == false)
    let report = try server.answer(Call(method: "report/export", params: ["edition": "members", "format": ["text"]]))
    #expect(report.result.canonicalText.contains("erased on 3 July") && !report.result.canonicalText.contains("wept"))
  }
}

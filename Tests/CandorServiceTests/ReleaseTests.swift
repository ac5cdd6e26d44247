import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import Foundation
import StrictJSON
import Testing

/// What leaves is right, or does not leave.
@Suite struct ReleaseTests {
  static let charter = """
    organization: A club
    timezone: Europe/Madrid
    bodies:
      board: { title: Board, decides: [everything] }
      conduct: { title: Conduct Committee, below: board, independent-of: [board] }
      members: { title: members }
    visibility:
      default: members
      party.named: members
      allegation.made.says: members
    clauses:
      - { id: "1", title: Suspension, text: On a severe allegation a member is suspended., rule: { check: interim-measure, severity: severe, measure: suspension } }
    """

  static let complainant = "names: [Quillfeather Vandersnood], aliases: [Quilly], contacts: [qv@example.org]"

  static func casefile(says: String, complainant: String = complainant) -> String {
    """
    about: A complaint
    sources: { minutes: { title: Minutes } }
    people:
      complainant: { role: complainant, \(complainant) }
      respondent: { role: respondent }
    entries:
      - label: allegation
        kind: allegation.made
        occurred: 2018-05
        from: complainant
        against: respondent
        of: harassment
        severity: severe
        says: \(says)
        sources: [{ minutes: firsthand }]
      - { label: agreed, kind: consent.changed, occurred: 2018-05, from: complainant, state: given, audience: members }
    """
  }

  static func session(says: String, complainant: String = complainant, in example: Example) throws -> Session {
    let session = try example.record(charter)
    let casefile = casefile(says: says, complainant: complainant)
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: casefile, name: "case.yaml"), in: session)
    return session
  }

  struct Leak: CustomTestStringConvertible, Sendable {
    var says: String
    var what: String
    var testDescription: String { says }
  }

  @Test(
    arguments: [
      Leak(says: "As Quillfeather Vandersnood wrote.", what: "a name"),
      Leak(says: "As QUILLFEATHER VANDERSNOOD wrote.", what: "a name"),
      Leak(says: "As Quíllfeather Vandersnood wrote.", what: "a name"),
      Leak(says: "As Quill\u{200B}feather Vandersnood wrote.", what: "a name"),
      Leak(says: "As Ｑｕｉｌｌｆｅａｔｈｅｒ wrote.", what: "part of a name"),
      Leak(says: "Vandersnood's letter.", what: "part of a name"),
      Leak(says: "Called quilly by some.", what: "an alias"),
      Leak(says: "Write to qv@example.org about it.", what: "a contact"),
      Leak(
        says:
          "One two three four five six seven eight nine ten eleven twelve thirteen fourteen Quillfeather Vandersnood wrote this, and it is wrapped.",
        what: "a name"),
    ], ReportFormat.allCases)
  func `a report that holds a name is not written`(leak: Leak, format: ReportFormat) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(says: leak.says, in: example)
    let out = example.path("out")
    let error = #expect(throws: ServiceError.self) {
      try ReportExport.run(ReportExport.Parameters(ReportRequest(for: .members), formats: [format], out: out), in: session)
    }
    #expect(error?.kind == .gate)
    #expect(error?.message == "the report would identify someone; no file was written")
    let hint = try #require(error?.hint)
    #expect(hint.contains(": holds \(leak.what)"))
    for secret in ["uillfeather", "andersnood", "uilly", "qv@"] { #expect(!hint.localizedCaseInsensitiveContains(secret)) }
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  struct Scanned: CustomTestStringConvertible, Sendable {
    /// What the complainant's names, aliases and contacts are.
    var complainant: String
    var text: String
    /// What is found, in the order of its lines.
    var finds: [String] = []
    var testDescription: String { "\(complainant): \(text)" }
  }

  static let found = [
    // A part alone, in any letter case.
    Scanned(complainant: "names: [Wanda Kowalska]", text: "What kowalska wrote.", finds: ["part of a name"]),
    Scanned(complainant: "names: [Wanda Kowalska]", text: "WHAT KOWALSKA WROTE", finds: ["part of a name"]),
    Scanned(complainant: "names: [Li Ng]", text: "Then Ng wrote.", finds: ["part of a name"]),
    Scanned(complainant: "names: [wanda kowalska]", text: "What Kowalska wrote.", finds: ["part of a name"]),
    Scanned(complainant: "names: [Berta van der Heuvelink]", text: "Heuvelink's letter.", finds: ["part of a name"]),
    // Of names that are ordinary words, the whole, or what stands as a name.
    Scanned(complainant: "names: [Grace Kowalska]", text: "It was told to Grace.", finds: ["part of a name"]),
    Scanned(complainant: "names: [Grace Kowalska]", text: "Grace's letter.", finds: ["part of a name"]),
    Scanned(complainant: "names: [Grace Kowalska]", text: "Mrs. Grace wrote.", finds: ["part of a name"]),
    Scanned(complainant: "names: [Will Baker]", text: "Baker wrote.", finds: ["part of a name"]),
    Scanned(complainant: "names: [Will Baker]", text: "the will baker", finds: ["a name"]),
    Scanned(complainant: "names: [May Kowalska]", text: "It was told to May before.", finds: ["part of a name"]),
    Scanned(complainant: "names: [Grace]", text: "It was told to Grace.", finds: ["a name"]),
    // At the beginning of a line because the one above had no room for it.
    Scanned(
      complainant: "names: [Grace Kowalska]",
      text: "The committee was told of it in a letter of that week, in which there\nGrace had asked.",
      finds: ["part of a name"]),
    // Letters that do not decompose.
    Scanned(complainant: "names: [Łukasz]", text: "Lukasz wrote.", finds: ["a name"]),
    Scanned(complainant: "names: [Lukasz]", text: "łukasz wrote.", finds: ["a name"]),
    Scanned(complainant: "names: [Strauß]", text: "STRAUSS", finds: ["a name"]),
    Scanned(complainant: "names: [Øre]", text: "an ore", finds: ["a name"]),
    Scanned(complainant: "names: [Æthelþryð]", text: "Aethelthryd wrote.", finds: ["a name"]),
    Scanned(complainant: "names: [Yıldızgül]", text: "YILDIZGUL", finds: ["a name"]),
    Scanned(complainant: "names: [Σόλωνος]", text: "ΣΟΛΩΝΟΣ", finds: ["a name"]),
    // Punctuation within.
    Scanned(complainant: "names: [\"O'Quillan\"]", text: "oquillan wrote.", finds: ["a name"]),
    Scanned(complainant: "names: [\"O'Quillan\"]", text: "O’Quillan wrote.", finds: ["a name", "part of a name"]),
    Scanned(complainant: "names: [Anne-Quill Feather]", text: "What Annequill did.", finds: ["part of a name"]),
    // Scripts without spaces.
    Scanned(complainant: "names: [山茸花代]", text: "本日山茸花代さんが話した。", finds: ["a name"]),
    Scanned(complainant: "names: [山茸 花代]", text: "その後花代は去った。", finds: ["part of a name"]),
    Scanned(complainant: "names: [ドングリ]", text: "とﾄﾞﾝｸﾞﾘが言った", finds: ["a name"]),
    Scanned(complainant: "names: [김도토리]", text: "어제 김도토리는 말했다", finds: ["a name"]),
    Scanned(complainant: "names: [ลูกโอ๊ก]", text: "เมื่อวานลูกโอ๊กพูดว่า", finds: ["a name"]),
    Scanned(complainant: "names: [Wanda]", text: "昨日Wandaが話した", finds: ["a name"]),
    // Numbers, handles, addresses.
    Scanned(complainant: "contacts: [\"+49 30 5550 1234\"]", text: "Call (030) 5550-1234 for it.", finds: ["a contact"]),
    Scanned(complainant: "contacts: [\"030/55501234\"]", text: "+49 30\n 555 012 34", finds: ["a contact"]),
    Scanned(complainant: "contacts: [\"tel: 555 012\"]", text: "call 55.50.12", finds: ["a contact"]),
    Scanned(complainant: "aliases: [\"@wanda_x\"]", text: "as wanda_x wrote", finds: ["an alias"]),
    Scanned(complainant: "aliases: [wanda_x]", text: "as @Wanda_X wrote", finds: ["an alias"]),
    Scanned(complainant: "aliases: [grace]", text: "as @grace wrote", finds: ["an alias"]),
    Scanned(complainant: "aliases: [W. K.]", text: "as W.K. wrote", finds: ["an alias"]),
    Scanned(complainant: "contacts: [wanda.kowalska@example.org]", text: "as wanda kowalska wrote", finds: ["part of a contact"]),
    // Across lines, and the line is told.
    Scanned(
      complainant: "names: [Wanda van der Kowalska]", text: "so Wanda\nvan\n    der\n    Kowalska", finds: ["a name", "part of a name"]),
  ]

  @Test(arguments: found) func `what tells a person is found`(row: Scanned) throws {
    #expect(try Self.scan(row).map(\.what).uniqued == row.finds)
  }

  static let passed = [
    Scanned(complainant: "names: [May Kowalska]", text: "May 2019: told on 11 May, in May, on May 12. May it be so, as it may."),
    Scanned(complainant: "names: [Will Quillfeather]", text: "It will be. Will it be? [Will it?] In her will."),
    Scanned(complainant: "names: [Grace Kowalska]", text: "A week's grace. Grace was asked for.\n\nGrace again."),
    Scanned(complainant: "names: [Mark Kowalska]", text: "The mark. Mark the day. WHO MADE A MARK"),
    Scanned(complainant: "names: [Rose Hope]", text: "Voices rose up. Hope remained."),
    Scanned(complainant: "names: [Name of the complainant]", text: "The name of a complainant: the complainant's name."),
    Scanned(complainant: "names: [The complainant]", text: "The complainant wrote."),
    Scanned(complainant: "names: [Wanda Board]", text: "The Board met."),
    Scanned(complainant: "names: [Berta von der Club]", text: "Von der club or the."),
    Scanned(complainant: "names: [An Baker]", text: "An entry. The baker of bread."),
    Scanned(complainant: "names: [Jo Quillfeather]", text: "a jo-jo"),
    Scanned(complainant: "aliases: [A. E.]", text: "a hall; e.g. this, a e"),
    Scanned(complainant: "names: [김하나]", text: "김하난"),
    Scanned(complainant: "contacts: [\"+49 30 5550 1234\"]", text: "On 2019-04-11, entries 55, 50, 12, 34; 5550123."),
    Scanned(complainant: "contacts: [conduct.committee@example.org]", text: "The Conduct Committee met."),
    Scanned(complainant: "names: [Wanda Kowalska]", text: "wandaesque kowalskas"),
  ]

  @Test(arguments: passed) func `what the report says of everyone is not taken for a person`(row: Scanned) throws {
    #expect(try Self.scan(row).isEmpty)
  }

  static func scan(_ row: Scanned) throws -> [LeakScan.Finding] {
    let example = try Example()
    defer { example.remove() }
    return LeakScan(try session(says: "nothing", complainant: row.complainant, in: example).view).findings(in: row.text)
  }

  @Test func `a finding gives the line where a name begins, and the entry that holds it`() throws {
    let row = Scanned(complainant: "names: [Wanda Kowalska]", text: "One.\n\nTwo Wanda\n\n    Kowalska.")
    let found = try Self.scan(row).map { "\($0.line): \($0.what), entry \($0.entry?.description ?? "none")" }
    #expect(found == ["3: a name, entry 4", "3: part of a name, entry 4", "5: part of a name, entry 4"])
  }

  struct Document: CustomTestStringConvertible, Sendable {
    var xml: String
    var finds: Int
    var testDescription: String { xml }
  }

  @Test(arguments: [
    Document(xml: "<para>Quill<link linkend=\"a\">feather</link></para>", finds: 1),
    Document(xml: "<para>Qu&#x69;llfeather</para>", finds: 1),
    Document(xml: "<para xml:id='Vandersnood'>nothing</para>", finds: 1),
    Document(xml: "<!-- it's by Vandersnood --><para>nothing</para>", finds: 1),
    Document(xml: "<para role=\"Quill\" label=\"feather\">Vander &lt;snood&gt;</para>", finds: 0),
    Document(xml: "<quilly>nothing</quilly>", finds: 0),
  ])
  func `a document is read both as its reader sees it and within its tags`(row: Document) throws {
    let example = try Example()
    defer { example.remove() }
    let scan = LeakScan(try Self.session(says: "nothing", in: example).view)
    #expect(scan.findings(in: Array(row.xml.utf8), as: .docbook).count == row.finds)
  }

  @Test(arguments: ["May Hope", "Will English", "Grace Members", "Mark Rule", "Rose Church", "Faith Field", "An Record", "March State"])
  func `a report with whose wording a name is shared is written`(name: String) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(
      says: "It will rule in May 2018. Mark the grace.", complainant: "names: [\(name)], aliases: [\(name.prefix(3))]", in: example)
    let output = try ReportExport.run(
      ReportExport.Parameters(ReportRequest(for: .members), formats: ReportFormat.allCases, out: nil), in: session)
    #expect(output.reports.count == ReportFormat.allCases.count)
  }

  @Test(arguments: ["A vandersnoodish word, and a quill of feather.", "The complainant, {complainant}, wrote."])
  func `a report that holds none is written`(says: String) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(says: "\"\(says)\"", in: example)
    let output = try ReportExport.run(
      ReportExport.Parameters(ReportRequest(for: .members), formats: ReportFormat.allCases, out: example.path("out")), in: session)
    #expect(output.reports.map(\.name) == ["findings.members.en.xml", "findings.members.en.html", "findings.members.en.txt"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: example.path("out")).sorted()
        == (output.reports.flatMap(\.files).map(\.name) + ["findings.members.en.proof.json"]).sorted())
  }

  @Test(arguments: Edition.allCases)
  func `no edition holds the identifier of a case, a party or a person`(edition: Edition) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(says: "nothing", in: example)
    let output = try ReportExport.run(
      ReportExport.Parameters(ReportRequest(for: edition), formats: ReportFormat.allCases, out: nil), in: session)
    var identifiers = session.organization.cases.map(\.text)
    for entry in session.view.entries {
      guard case .partyNamed(let named) = entry.event else { continue }
      identifiers += [named.party.shown?.text, (named.person.shown ?? nil)?.text].compactMap(\.self)
    }
    #expect(identifiers.count == 4)
    for report in output.reports {
      let text = String(decoding: report.bytes, as: UTF8.self)
      for identifier in identifiers { #expect(!text.contains(identifier)) }
    }
  }

  struct Place: CustomTestStringConvertible, Sendable {
    var out: String
    var kind: ServiceError.Kind
    var message: String
    var testDescription: String { out }
  }

  @Test(arguments: [
    Place(out: "FOLDER/taken", kind: .file, message: "FOLDER/taken is not a folder"),
    Place(out: "FOLDER/taken/within", kind: .file, message: "cannot write into FOLDER/taken/within"),
    Place(out: "/dev/null", kind: .file, message: "/dev/null is not a folder"),
    Place(out: "/proc/candor/out", kind: .file, message: "cannot write into /proc/candor/out"),
    Place(out: "-", kind: .input, message: "\"-\" is not a folder"),
    Place(out: "", kind: .input, message: "\"\" is not a folder"),
  ])
  func `what is no folder to write into is named, and nothing is left there`(place: Place) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(says: "nothing", in: example)
    try Data("mine".utf8).write(to: example.folder.appending(path: "taken"))
    let before = try FileManager.default.contentsOfDirectory(atPath: example.path("")).sorted()
    let named = { (text: String) in text.replacing("FOLDER", with: example.folder.path(percentEncoded: false)) }
    let error = #expect(throws: ServiceError.self) {
      try ReportExport.run(
        ReportExport.Parameters(ReportRequest(for: .members), formats: ReportFormat.allCases, out: named(place.out)), in: session)
    }
    #expect(error?.kind == place.kind)
    #expect(error?.message == named(place.message))
    #expect(error?.data["retryable"] == .bool(false))
    #expect(try FileManager.default.contentsOfDirectory(atPath: example.path("")).sorted() == before)
    #expect(try String(contentsOf: example.folder.appending(path: "taken"), encoding: .utf8) == "mine")
  }

  @Test func `an earlier report that differs stays, and all that goes with it, unless it is to be replaced`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(says: "nothing", in: example)
    let (out, text) = (example.path("out"), example.folder.appending(path: "out/findings.members.en.txt"))
    func export(replace: Bool = false) throws {
      _ = try ReportExport.run(
        ReportExport.Parameters(ReportRequest(for: .members), formats: [.html, .text], out: out, replace: replace), in: session)
    }
    try export()
    let made = try Data(contentsOf: text)
    try export()
    try FileManager.default.removeItem(atPath: example.path("out/findings.members.en.html"))
    try Data("mine".utf8).write(to: text)
    let error = #expect(throws: ServiceError.self) { try export() }
    #expect(error?.kind == .file)
    #expect(error?.message == "\(out)/findings.members.en.txt is there already, and differs")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: out).sorted() == ["findings.members.en.proof.json", "findings.members.en.txt"])
    #expect(try String(contentsOf: text, encoding: .utf8) == "mine")
    try export(replace: true)
    #expect(try Data(contentsOf: text) == made)
    #expect(try FileManager.default.contentsOfDirectory(atPath: out).count == 3)
  }

  @Test func `a report that stands there with the same bytes is not written again`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try Self.session(says: "nothing", in: example)
    let parameters = ReportExport.Parameters(ReportRequest(for: .members), formats: [.text], out: example.path("out"))
    _ = try ReportExport.run(parameters, in: session)
    let file = { try FileManager.default.attributesOfItem(atPath: example.path("out/findings.members.en.txt"))[.systemFileNumber] as? Int }
    let first = try file()
    _ = try ReportExport.run(parameters, in: session)
    #expect(try file() == first)
  }

  @Test func `no text of a report shows the program's own spelling of a value`() throws {
    let example = try Example()
    defer { example.remove() }
    let output = try ReportExport.run(
      ReportExport.Parameters(ReportRequest(for: .case), formats: [.text], out: nil), in: try example.workedExample())
    let text = String(decoding: try #require(output.reports.first).bytes, as: UTF8.self)
    for spelling in ["Sentence(", "Optional(", "nil", "[[", ".text(", "CandorCore"] { #expect(!text.contains(spelling), "\(spelling)") }
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, where it first stands.
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

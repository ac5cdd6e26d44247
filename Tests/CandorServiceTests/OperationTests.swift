import CandorCore
import CandorServer
import CandorService
import CandorTestSupport
import Foundation
import JSONRPC
import StrictJSON
import Testing

/// Each operation is declared once; what binds it is held to the declaration.
@Suite struct OperationTests {
  static let descriptions = Operations.all.map { $0.description }
  /// What the record holds already.
  static let caseFile = (try? Example.text("Exports/2013-case/case.yaml")) ?? ""

  @Test func `the server answers the operations' methods and its own, and no others`() async throws {
    let example = try Example()
    defer { example.remove() }
    try example.workedExampleFile()
    let server = RecordServer(try example.open().record, environment: example.environment)
    for method in RecordServer.methods where !["exit", "shutdown"].contains(method) {
      var example = Self.descriptions.first { $0.method == method }?.example
      // The example is the text of a file, which the page cannot hold.
      if method == LogVerify.description.method {
        let proof = try server.answer(Call(method: "log/prove", params: ["entries": [1]]))
        example = ["bundle": try #require(proof.result["bundle"])]
      }
      #expect(throws: Never.self, "\(method)") { try server.answer(Call(method: method, params: example)) }
    }
    for (method, meant) in [("no-such-thing", ""), ("votes/lst", "; did you mean votes/list?")] {
      let error = #expect(throws: RPCError.self) { try server.answer(Call(method: method)) }
      #expect(error?.code == .methodNotFound)
      #expect(error?.data?["expected"]?.stringValue == "a method that rpc.discover names" + meant)
    }
  }

  @Test func `methods are chapter and verb, each once, and fields are described`() {
    #expect(
      Self.descriptions.map(\.method) == [
        "record/show", "record/append", "record/entries", "casefile/export", "case/list", "case/timeline", "knowledge/at", "access/list",
        "access/grant", "access/end", "people/list", "votes/list", "mandates/list", "check/run", "check/explain", "duties/due",
        "report/preview", "report/withheld", "report/export", "report/validate", "charter/show",
        "charter/check", "charter/adopt", "log/checkpoint", "log/prove", "log/verify", "log/integrity",
      ])
    for description in Self.descriptions {
      #expect(description.about.hasSuffix("."))
      #expect(Set(description.fields.map(\.name)).count == description.fields.count)
      for field in description.fields { #expect(!field.meaning.isEmpty) }
    }
  }

  struct Refused: CustomTestStringConvertible, Sendable {
    var method: String
    var params: JSONValue
    var code: Int
    var kind: String
    var path: String?
    var testDescription: String { "\(method) \(params.canonicalText)" }
  }

  @Test(arguments: [
    Refused(method: "record/append", params: [:], code: 1001, kind: "input.missing-field", path: ""),
    Refused(
      method: "record/append", params: ["entry": ["kind": "meeting.held", "occurred": "2026-11-31"]], code: 1001, kind: "input.date",
      path: "/entry/occurred"),
    Refused(
      method: "record/append", params: ["entry": ["kind": "meeting.hold"]], code: 1001, kind: "input.unknown-name", path: "/entry/kind"),
    Refused(
      method: "record/append", params: ["entries": [["kind": "meeting.held"], ["kind": "meeting.held", "bodies": ["ncd"]]]], code: 1001,
      kind: "input.unknown-name",
      path: "/entries/1/bodies/0"),
    Refused(method: "record/append", params: ["casefile": "about: [", "name": "x.yaml"], code: 1001, kind: "input", path: nil),
    Refused(method: "record/entries", params: ["limit": -1], code: 1001, kind: "input.type", path: "/limit"),
    Refused(method: "record/entries", params: ["case": "7wjppehawya0"], code: 1002, kind: "not-found", path: nil),
    Refused(
      method: "record/append", params: ["case": "7wjppehawya0", "entry": ["kind": "meeting.held"]], code: 1002, kind: "not-found", path: nil
    ),
    Refused(method: "record/entries", params: ["case": "mine"], code: 1001, kind: "input.unknown-name", path: "/case"),
    Refused(method: "check/run", params: ["case": "mine"], code: 1001, kind: "input.unknown-name", path: "/case"),
    Refused(
      method: "record/append", params: ["case": "mine", "entry": ["kind": "meeting.held"]], code: 1001, kind: "input.unknown-name",
      path: "/case"),
    Refused(
      method: "record/append", params: ["casefile": .string(caseFile.replacing("vote: unanimous", with: "vote: majority"))], code: 1001,
      kind: "input", path: nil),
    Refused(method: "check/run", params: ["asOf": "soon"], code: 1001, kind: "input.date", path: "/asOf"),
    Refused(method: "check/run", params: ["when": "soon"], code: 1001, kind: "input.unknown-field", path: "/when"),
    Refused(method: "report/export", params: ["edition": "friends"], code: 1001, kind: "input.unknown-name", path: "/edition"),
    Refused(method: "report/export", params: [1], code: 1001, kind: "input.type", path: ""),
  ])
  func `a mistake in the parameters is answered with its place, and changes nothing`(row: Refused) async throws {
    let example = try Example()
    defer { example.remove() }
    try example.workedExampleFile()
    let server = RecordServer(try example.open().record, environment: example.environment)
    let before = try server.answer(Call(method: "record/entries"))
    let error = #expect(throws: RPCError.self) { try server.answer(Call(method: row.method, params: row.params)) }
    #expect(error?.code.rawValue == row.code)
    #expect(error?.data?["kind"]?.stringValue == row.kind)
    #expect(error?.data?["path"]?.stringValue == row.path)
    #expect(try server.answer(Call(method: "record/entries")) == before)
  }

  @Test func `after shutdown only exit is answered`() async throws {
    let example = try Example()
    defer { example.remove() }
    try example.workedExampleFile()
    let server = RecordServer(try example.open().record, environment: example.environment)
    #expect(try server.answer(Call(method: "shutdown")) == Answer())
    let error = #expect(throws: RPCError.self) { try server.answer(Call(method: "ping")) }
    #expect(error?.code == .invalidRequest)
    #expect(try server.answer(Call(method: "exit", isNotification: true)).endsSession)
  }

  @Test func `entries come in pages, and hidden fields with their reason`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.workedExample()
    var (seen, after): ([Int], Int) = ([], 0)
    while true {
      let page = try RecordEntries.run(json: ["after": after.json, "limit": 10], in: session)
      let entries = try #require(page["entries"]?.arrayValue)
      #expect(entries.count <= 10)
      seen += entries.compactMap { $0["entry"]?.integerValue }
      guard let next = page["next"]?.integerValue else { break }
      after = next
    }
    #expect(seen == Array(1...session.view.entries.count))
  }

  @Test func `an entry appended alone refers to the case's labels, and the answer counts the duties`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.workedExample()
    let before = Dictionary(grouping: session.organization.duties(asOf: try session.today), by: \.state).mapValues(\.count)
    let answer = try RecordAppend.run(
      json: [
        "entry": [
          "kind": "coverage.attested", "occurred": "2013/2019", "kinds": ["measure.imposed"], "by": ["sc"], "sources": [["L": "firsthand"]],
        ]
      ], in: session)
    #expect(answer["entries"]?.arrayValue?.compactMap(\.integerValue) == [session.view.entries.count])
    // With coverage the silence of 2013 can be told.
    #expect(answer["duties"]?["undetermined"]?.integerValue == (before[.undetermined] ?? 0) - 1)
    #expect(answer["duties"]?["open"]?.integerValue == (before[.open] ?? 0) + 1)
  }
}

extension Example {
  /// The worked example as a file, closed.
  func workedExampleFile() throws { _ = try workedExample() }
  func open() throws -> Session { try Session(opening: path("2013-case.candor"), key: nil, environment: environment) }
}

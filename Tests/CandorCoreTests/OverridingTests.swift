import CandorCore
import StrictJSON
import Testing

/// What binds when: clauses that give way to others, and a code that changes while a case goes on.
@Suite("Clauses that override, and codes that change")
struct OverridingTests {
  private static func clause(_ id: String, within: String = "P10D", overrides: JSONValue = nil, _ more: JSONObject = [:]) -> JSONValue {
    Sample.clause(
      ["check": "interim-measure", "severity": "severe", "measure": "suspension", "within": .string(within), "owed-by": "sc"], id: id
    ).with(["overrides": overrides]).with(more)
  }
  private static func alleged(_ label: String, _ occurred: String) -> JSONValue {
    Given.allegation.with(["label": .string(label), "occurred": .string(occurred)])
  }
  private static let from2018: JSONObject = ["in-force": ["from": "2018"]]

  /// Clauses, and which of them binds on which day.
  struct Row: CustomTestStringConvertible, Sendable {
    let told: String
    let clauses: [JSONValue]
    /// By the day of what happened, the clauses under which something is owed.
    let bind: [String: [String]]
    var testDescription: String { told }
  }

  @Test(arguments: [
    Row(told: "none overrides", clauses: [clause("4"), clause("5")], bind: ["2018-03-10": ["4", "5"]]),
    Row(told: "one gives way", clauses: [clause("4"), clause("5", overrides: "4")], bind: ["2018-03-10": ["5"]]),
    Row(told: "in whatever order they stand", clauses: [clause("5", overrides: ["4"]), clause("4")], bind: ["2018-03-10": ["5"]]),
    Row(
      told: "one that gives way to another overrides nothing",
      clauses: [clause("4"), clause("5", overrides: "4"), clause("6", overrides: "5")], bind: ["2018-03-10": ["4", "6"]]),
    Row(
      told: "and of four every second one binds",
      clauses: [clause("4"), clause("5", overrides: "4"), clause("6", overrides: "5"), clause("7", overrides: "6")],
      bind: ["2018-03-10": ["5", "7"]]),
    Row(
      told: "one gives way on the days of the other",
      clauses: [clause("4"), clause("5", overrides: "4", ["in-force": ["from": "2018-03", "to": "2018-04"]])],
      bind: ["2018-02-28": ["4"], "2018-03-01": ["5"], "2018-04-30": ["5"], "2018-05-01": ["4"]]),
    Row(
      told: "one whose other gave way binds again on those days",
      clauses: [clause("4"), clause("5", overrides: "4"), clause("6", overrides: "5", from2018)],
      bind: ["2017-12-31": ["5"], "2018-01-01": ["4", "6"]]),
    Row(
      told: "two override one, each on its days",
      clauses: [
        clause("4"), clause("5", overrides: "4", ["in-force": ["to": "2017"]]), clause("6", overrides: "4", from2018),
      ], bind: ["2017-12-31": ["5"], "2018-01-01": ["6"]]),
    Row(
      told: "one overrides several", clauses: [clause("4"), clause("5"), clause("6", overrides: ["4", "5"])], bind: ["2018-03-10": ["6"]]),
    Row(
      told: "a clause without a rule overrides nothing", clauses: [clause("4"), clause("5", overrides: "4", ["rule": nil])],
      bind: ["2018-03-10": ["4"]]),
  ])
  func `a clause that is overridden does not bind, and overrides nothing`(_ row: Row) throws {
    for (day, ids) in row.bind {
      let record = try SampleRecord(charter: Sample.charter(clauses: row.clauses), [OverridingTests.alleged("made", day)])
      #expect(try record.duties().map(\.clause.name).sorted() == ids, "\(day)")
    }
  }

  @Test func `what happened on days of both stretches or between them is owed once, and not for sure`() throws {
    let clauses = [Self.clause("4"), Self.clause("5", overrides: "4", ["in-force": ["from": "2018-03", "to": "2018-04"]])]
    let record = try SampleRecord(charter: Sample.charter(clauses: clauses), [Self.alleged("made", "2018")])
    let duties = try record.duties()
    #expect(duties.map(\.clause.name) == ["4", "5"])
    #expect(duties.allSatisfy { $0.state == .undetermined && $0.causes == [.dates([$0.subject])] })
  }

  @Test(arguments: [
    (
      [clause("4", overrides: "4")],
      Noted("self-reference", "/clauses/0/overrides", "clause 4 overrides itself", "the clauses that give way to it")
    ),
    (
      [clause("4", overrides: ["5"])],
      Noted("unknown-name", "/clauses/0/overrides/0", "no clause is called \"5\"", "this charter has: 4")
    ),
    (
      [clause("4"), clause("5", overrides: "6"), clause("6", overrides: ["5"])],
      Noted(
        "circle", "/clauses/1/overrides", "clause 5 and one that it overrides override each other, directly or through others",
        "of two clauses at most one gives way to the other")
    ),
  ])
  func `a clause overrides another that there is, and none by a circle itself`(_ clauses: [JSONValue], _ mistake: Noted) {
    let reading = Reading(names: Names())
    #expect(Charter(reading.input(Sample.charter(clauses: clauses))) == nil)
    #expect(reading.mistakes.map(Noted.init) == [mistake])
  }

  @Test func `a long chain of clauses is followed to its end`() throws {
    let clauses = (0..<2_000).map { Self.clause("\($0)", overrides: $0 == 0 ? nil : .string("\($0 - 1)")) }
    let charter = try #require(Charter(Reading(names: .recorded).input(Sample.charter(clauses: clauses))))
    let binding = charter.bindings.filter { !$0.force.isEmpty }.map(\.clause.id.name)
    #expect(binding == (0..<2_000).filter { $0 % 2 == 1 }.map(String.init))
  }

  @Test func `clauses of which one overrides the other do not contradict each other`() throws {
    func codes(_ overrides: JSONValue) throws -> [String] {
      let clauses = [Self.clause("4", within: "P2D"), Self.clause("5", overrides: overrides)]
      return try #require(Charter(Reading(names: .recorded).input(Sample.charter(clauses: clauses)))).advice.map(\.mistake.code)
    }
    #expect(try codes(nil).contains("contradiction"))
    #expect(try !codes("4").contains("contradiction"))
  }

  // MARK: a code that changes

  /// A code in force until the middle of March 2018, and the next one.
  private static func amended(_ old: [JSONValue], _ new: [JSONValue], _ entries: [JSONValue]) throws -> SampleRecord {
    try SampleRecord(
      charter: Sample.charter(clauses: old).with(["in-force": ["from": "2013"]]),
      [
        [
          "kind": "charter.adopted", "label": "amended", "case": nil,
          "charter": Sample.charter(clauses: new).with(["in-force": ["from": "2018-03-15"]]),
        ]
      ] + entries)
  }

  @Test func `what happened under the old code keeps its due day, and the new one judges what comes after`() throws {
    let record = try Self.amended(
      [Self.clause("4")], [Self.clause("4", within: "P2D")],
      [
        Self.alleged("before", "2018-03-14"), Self.alleged("after", "2018-03-15"), Given.covered(.measureImposed),
        Given.suspension.with(["answers": ["before", "after"], "occurred": "2018-03-20"]),
      ])
    let duties = try record.duties()
    #expect(duties.map(\.subject) == [try record.id("before"), try record.id("after")])
    #expect(try duties.map(\.due) == [Sample.range("2018-03-24"), Sample.range("2018-03-17")])
    #expect(duties.map(\.state) == [.met, .met])
    #expect(duties.map(\.late) == [nil, Span(atLeast: 3, atMost: 3)])
  }

  @Test func `what the new code no longer asks stays owed for what happened before, and what it asks first is not owed for that`() throws {
    let needs = Sample.clause(["check": "ask-needs", "within": "P10D", "owed-by": "sc"], id: "9")
    let complainant = Given.entry(.partyNamed, "complainant", ["party": "complainant", "role": "complainant"])
    let allegations = ["2018-03-14", "2018-03-15"].map { Self.alleged($0, $0).with(["from": "complainant"]) }
    let coverage = Given.covered(.measureImposed).with(["kinds": ["measure.imposed", "need.asked"]])
    let record = try Self.amended([Self.clause("4")], [needs], [complainant, coverage] + allegations)
    let duties = try record.duties()
    #expect(duties.map(\.check) == [.interimMeasure, .askNeeds])
    #expect(duties.map(\.subject) == [try record.id("2018-03-14"), try record.id("2018-03-15")])
    #expect(duties.map(\.state) == [.breached, .breached])
  }

  @Test func `what happened on a day of either code is held against neither for sure`() throws {
    let record = try Self.amended(
      [Self.clause("4")], [Self.clause("4", within: "P2D")], [Self.alleged("made", "2018-03"), Given.covered(.measureImposed)])
    let duties = try record.duties()
    #expect(duties.map(\.state) == [.undetermined, .undetermined])
    #expect(duties.allSatisfy { $0.causes == [.dates([$0.subject])] })
  }

  @Test func `a body that the new code no longer has owes what it owed, until it is dissolved`() throws {
    let new = Sample.charter().with(["bodies": ["ndc": ["title": "Disciplinary Committee"]], "in-force": ["from": "2018-03-15"]])
    let entries = [
      Self.alleged("made", "2018-03-14"), Given.covered(.measureImposed),
      ["kind": "charter.adopted", "label": "new", "case": nil, "charter": new],
    ]
    let charter = Sample.charter(clauses: [Self.clause("4")])
    let kept = try SampleRecord(charter: charter, entries).duties()
    #expect(kept.map(\.state) == [.breached] && kept.map(\.owedBy) == [[.body(BodyID("sc"))]])
    let end = Given.entry(.bodyDissolved, "end", ["occurred": "2018-03-15", "body": "sc", "case": nil])
    #expect(try SampleRecord(charter: charter, entries + [end]).duties().map(\.state) == [.lapsed])
  }

  @Test func `what an overridden clause had asked before it gave way stays owed`() throws {
    let clauses = [Self.clause("4"), Self.clause("5", within: "P2D", overrides: "4", Self.from2018)]
    let record = try SampleRecord(
      charter: Sample.charter(clauses: clauses), [Self.alleged("made", "2017-12-31"), Given.covered(.measureImposed)])
    let duties = try record.duties()
    #expect(duties.map(\.clause.name) == ["4"] && duties.map(\.state) == [.breached])
    #expect(try duties.map(\.due) == [Sample.range("2018-01-10")])
  }
}

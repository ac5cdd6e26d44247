import CandorCore
import Testing

@Suite("Duties")
struct DutyTests {
  /// What a record answers to a demand, with the state that follows on 2019-04-19.
  struct Example: CustomTestStringConvertible, Sendable {
    let name: String
    let answer: Demand.Answer
    var since = "2019-03-01"
    /// Nil where the clause states no period.
    var due: String?
    let state: Duty.State
    var extent = Extent.full
    var late: Span?
    var lasted: Span?
    var causes: [Cause] = []
    var testDescription: String { name }
  }

  private static func span(_ least: Int, _ most: Int?) -> Span { Span(atLeast: least, atMost: most) }
  private static func day(_ text: String) -> DayRange { DayRange(Day(text), Day(text)) }
  private static func given(_ first: String, _ last: String, isFirst: Bool = true, extent: Extent = .full) -> Demand.Answer {
    .given(on: DayRange(Day(first), Day(last)), extent: extent, isFirst: isFirst, isLateProven: isFirst)
  }
  private static let coverage = Cause.coverage(.noticeGiven, keeper: BodyID("sc"))
  private static let dates = Cause.dates([EntryID(3), EntryID(5), EntryID(9)])
  private static let gap = Cause.gap(Gap(entry: EntryID(4), slot: 9, why: .erased))

  @Test(arguments: [
    Example(name: "given, no period stated", answer: given("2019-03-05", "2019-03-05"), state: .met, lasted: span(4, 4)),
    Example(
      name: "given in part", answer: given("2019-03-05", "2019-03-05", extent: .part), state: .met, extent: .part, lasted: span(4, 4)),
    Example(
      name: "given, an earlier answer may be missing", answer: given("2019-03-05", "2019-03-07", isFirst: false), state: .met,
      lasted: span(0, 6)),
    Example(name: "given in time", answer: given("2019-03-10", "2019-03-11"), due: "2019-03-11", state: .met, lasted: span(9, 10)),
    Example(
      name: "given in time, an earlier answer may be missing", answer: given("2019-03-10", "2019-03-11", isFirst: false), due: "2019-03-11",
      state: .met,
      lasted: span(0, 10)),
    Example(
      name: "given late", answer: given("2019-03-13", "2019-03-15"), due: "2019-03-11", state: .met, late: span(2, 4), lasted: span(12, 14)),
    Example(
      name: "given late, an earlier answer may be missing", answer: given("2019-03-13", "2019-03-15", isFirst: false), due: "2019-03-11",
      state: .undetermined, lasted: span(0, 14), causes: [coverage]),
    Example(
      name: "given late or not", answer: given("2019-03-10", "2019-03-15"), due: "2019-03-11", state: .undetermined, lasted: span(9, 14),
      causes: [dates]),
    Example(
      name: "given on some day, the due day being one of many", answer: given("2018-06-01", "2018-06-01"), since: "2018",
      due: "2018-01-03/2019-01-02",
      state: .undetermined, lasted: span(0, 151), causes: [dates]),
    Example(
      name: "given late, the due day being one of many", answer: given("2019-06-01", "2019-06-01"), since: "2018",
      due: "2018-01-03/2019-01-02", state: .met,
      late: span(150, 514), lasted: span(152, 516)),
    Example(
      name: "given, since when is unknown", answer: given("2018-06-01", "2018-06-01"), since: "../2018", due: "../2019",
      state: .undetermined,
      lasted: span(0, nil), causes: [dates]),
    Example(name: "broken", answer: .broken(lasted: nil), state: .breached),
    Example(name: "broken for some time", answer: .broken(lasted: span(3, nil)), due: "2019-03-11", state: .breached, lasted: span(3, nil)),
    Example(name: "kept", answer: .kept, state: .met),
    Example(name: "silence, covered, no period", answer: .silence(isCovered: true), state: .open, lasted: span(49, 49)),
    Example(
      name: "silence, covered, the period over", answer: .silence(isCovered: true), due: "2019-04-18", state: .breached,
      lasted: span(49, 49)),
    Example(
      name: "silence, covered, on the due day", answer: .silence(isCovered: true), due: "2019-04-19", state: .open, lasted: span(49, 49)),
    Example(
      name: "silence, covered, the period over or not", answer: .silence(isCovered: true), due: "2019-04", state: .undetermined,
      causes: [dates]),
    Example(name: "silence, not covered, no period", answer: .silence(isCovered: false), state: .undetermined, causes: [coverage]),
    Example(
      name: "silence, not covered, the period over", answer: .silence(isCovered: false), due: "2019-04-18", state: .undetermined,
      causes: [coverage]),
    Example(
      name: "silence, not covered, the period over or not", answer: .silence(isCovered: false), due: "2019-04", state: .undetermined,
      causes: [coverage]),
    Example(
      name: "silence, not covered, the period running", answer: .silence(isCovered: false), due: "2019-04-20", state: .open,
      lasted: span(49, 49)),
    Example(name: "unclear", answer: .unclear([gap, .rivals([EntryID(7)])]), state: .undetermined, causes: [gap, .rivals([EntryID(7)])]),
  ])
  func `a duty's state follows from the answer, the due day and coverage`(_ example: Example) throws {
    let demand = Demand(
      subject: EntryID(5), owedBy: [.body(BodyID("sc"))], owedTo: [.body(BodyID("members"))], since: try Sample.range(example.since),
      due: try example.due.map(Sample.range), kind: .noticeGiven, keeper: BodyID("sc"), answer: example.answer,
      entries: [EntryID(9), EntryID(5)],
      facts: [.told(EntryID(3))])
    let duty = Duty(demand, check: .concealment, clause: ClauseID("7"), case: Sample.ofCase, asOf: try Sample.day("2019-04-19"))
    #expect(duty.state == example.state)
    #expect(duty.extent == example.extent)
    #expect(duty.late == example.late)
    #expect(duty.lasted == example.lasted)
    #expect(duty.causes == example.causes)
    #expect(duty.entries == [EntryID(3), EntryID(5), EntryID(9)])
    #expect(duty.owedBy == demand.owedBy)
    #expect(duty.owedTo == demand.owedTo)
    #expect(duty.since == demand.since)
    #expect(duty.due == demand.due)
    #expect(duty.check == .concealment)
    #expect(duty.clause == ClauseID("7"))
    #expect(duty.case == Sample.ofCase)
    #expect(duty.subject == EntryID(5))
  }
}

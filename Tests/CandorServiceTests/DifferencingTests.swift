import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import StrictJSON
import Testing

/// Of two editions held against each other nobody learns who someone is, or what they told, where neither tells it.
@Suite struct DifferencingTests {
  static let casefile = """
    about: A complaint
    sources: { minutes: { title: Minutes } }
    people:
      complainant: { role: complainant, part: the one who complained }
      respondent: { role: respondent, office: chair of the board, seats: board }
      helper: { role: participant, office: clerk of the board }
      friends: { role: participant, part: friends of the club }
    entries:
      - { label: agreed, kind: consent.changed, occurred: 2018-05, from: complainant, state: given, audience: members }
      - label: allegation
        kind: allegation.made
        occurred: 2018-05
        from: complainant
        against: respondent
        of: harassment
        severity: severe
        says: What was said.
        sources: [{ minutes: firsthand }]
      - { label: gone, kind: membership.changed, occurred: 2018-06, member: friends, change: left, count: COUNT }
      - label: voted
        kind: vote.held
        occurred: 2018-06
        by: board
        on: allegation
        votes: { for: 2, against: 1 }
    """

  /// A step between editions, or an edition.
  enum Step: Sendable {
    case publish(Edition)
    /// From here on the code opens these fields to others than before.
    case code([String])
    case entries(String)
  }

  struct Row: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var steps: [Step]
    var new: Edition
    /// How many left, of whom one entry tells.
    var count = 1
    /// What is said of each fault, in their order.
    var faults: [String] = []
  }

  static let withdrawn = "- { kind: consent.changed, occurred: 2018-07, from: complainant, state: withdrawn }"
  static let erased = """
    - { kind: disclosure.erased, of: allegation, fields: [says], ground: "the request of {complainant}", by: board }
    """
  static let anew = """
    - { kind: party.named, role: complainant, party: complainant, part: the one who complained first, corrects: complainant }
    """
  static let clerk = "- { kind: party.named, role: participant, party: helper, office: clerk, corrects: helper }"
  static let left = "- { kind: membership.changed, occurred: 2018-06-01, member: friends, change: left, count: COUNT, corrects: gone }"
  static let voted = "- { kind: vote.held, occurred: 2018-06, by: board, on: allegation, votes: { for: 3, against: 1 }, corrects: voted }"

  static let rows = [
    Row(testDescription: "nothing was published", steps: [.entries(withdrawn)], new: .members),
    Row(testDescription: "the same again", steps: [.publish(.members)], new: .members),
    Row(testDescription: "the widest first", steps: [.publish(.public), .publish(.members)], new: .case),
    Row(testDescription: "the widest last", steps: [.publish(.case), .publish(.members)], new: .public),
    Row(
      testDescription: "consent was taken back", steps: [.publish(.members), .entries(withdrawn)], new: .members,
      faults: ["\"says\" of entry"]),
    Row(testDescription: "those of the case read it still", steps: [.publish(.members), .entries(withdrawn)], new: .case),
    Row(testDescription: "nobody else has read it", steps: [.publish(.case), .entries(withdrawn)], new: .members),
    Row(testDescription: "it was erased", steps: [.publish(.members), .entries(withdrawn), .entries(erased)], new: .members),
    Row(
      testDescription: "it was taken back before", steps: [.entries(withdrawn), .publish(.members)], new: .members),
    Row(
      testDescription: "a part is told to fewer",
      steps: [.publish(.members), .code(["party.named.part: case"]), .entries(anew)], new: .members, faults: ["\"part\" of entry"]),
    Row(
      testDescription: "a part is told otherwise, to the same", steps: [.publish(.members), .entries(anew)], new: .members),
    Row(
      testDescription: "an office is told to fewer",
      steps: [.publish(.members), .code(["party.named.office: case"]), .entries(clerk)], new: .members),
    Row(
      testDescription: "one who left is counted no more",
      steps: [.publish(.members), .code(["membership.changed.change: case"]), .entries(left)], new: .members,
      faults: ["counted as left"]),
    Row(
      testDescription: "many who left are counted no more",
      steps: [.publish(.members), .code(["membership.changed.change: case"]), .entries(left)], new: .members, count: 12),
    Row(testDescription: "another count", steps: [.publish(.members), .entries(left)], new: .members, count: 2),
    Row(
      testDescription: "a vote is told to fewer",
      steps: [.publish(.members), .code(["vote.held.votes: case"]), .entries(voted)], new: .members),
  ]

  private static func charter(_ lines: [String]) -> String {
    let visibility = (["  party.named: members"] + lines.map { "  " + $0 }).joined(separator: "\n")
    // A version that follows says from when.
    let start = lines.isEmpty ? "" : "in-force: { from: 2018-01 }\n"
    return start + ReleaseTests.charter.replacing("  party.named: members", with: visibility)
  }

  private static func publish(_ edition: Edition, _ session: Session) throws {
    _ = try ReportExport.run(
      ReportExport.Parameters(ReportRequest(for: edition), formats: [.text], out: nil, publish: true), in: session)
  }

  @Test(arguments: rows) func `an edition is held against those before it`(row: Row) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Self.charter([]))
    let written = { (text: String) in text.replacing("COUNT", with: "\(row.count)") }
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: written(Self.casefile), name: "case.yaml"), in: session)
    for step in row.steps {
      switch step {
      case .publish(let edition): try Self.publish(edition, session)
      case .code(let lines):
        _ = try CharterAdopt.run(CharterAdopt.Parameters(charter: Self.charter(lines), name: "charter.yaml", by: nil), in: session)
      case .entries(let text):
        _ = try RecordAppend.run(RecordAppend.Parameters(entriesFile: written(text), name: "more.yaml", case: nil), in: session)
      }
    }
    let faults = try Differencing.faults(of: ReportRequest(for: row.new), in: session)
    #expect(faults.count == row.faults.count, "\(faults)")
    for (fault, said) in zip(faults, row.faults) {
      #expect(fault.message.contains(said), "\(fault.message)")
      for value in ["What was said", "complained", "friends"] { #expect(!(fault.message + fault.hint).contains(value)) }
    }
  }

  @Test(arguments: [[Edition.case, .members, .public], [.public, .members, .case], [.members, .members, .members]])
  func `the editions of the worked example pass one after the other`(editions: [Edition]) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.workedExample()
    for edition in editions {
      for language in Catalogue.all {
        #expect(try Differencing.faults(of: ReportRequest(for: edition, in: language), in: session) == [])
      }
      try Self.publish(edition, session)
    }
  }

  // MARK: Times

  /// What was told of a time, by quarters of a year from 1 to 8: how many cases were opened; nil where fewer than five were, and it was not told.
  struct Told: Sendable {
    var quarters: ClosedRange<Int>
    var opened: Int?
    var kind = Kind.caseOpened

    var time: Differencing.Time {
      let known = opened.map { $0...$0 } ?? PeriodFigures.hidden
      return Differencing.Time(
        days: Day(number: quarters.lowerBound * 91)...Day(number: quarters.upperBound * 91 + 90),
        told: known == 0...0 ? [:] : [.entries(kind): known])
    }
  }

  struct Times: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var earlier: [Told]
    var new: Told
    var isRefused: Bool
  }

  static let times = [
    Times(testDescription: "the first", earlier: [], new: Told(quarters: 1...4, opened: 7), isRefused: false),
    Times(
      testDescription: "the same again", earlier: [Told(quarters: 1...4, opened: 7)], new: Told(quarters: 1...4, opened: 7),
      isRefused: false
    ),
    Times(
      testDescription: "one after the other", earlier: [Told(quarters: 1...1, opened: 6)], new: Told(quarters: 2...2, opened: nil),
      isRefused: false),
    Times(
      testDescription: "the whole after a part", earlier: [Told(quarters: 1...3, opened: 6)], new: Told(quarters: 1...4, opened: 8),
      isRefused: true),
    Times(
      testDescription: "a part after the whole", earlier: [Told(quarters: 1...4, opened: 8)], new: Told(quarters: 2...4, opened: 7),
      isRefused: true),
    Times(
      testDescription: "enough is left", earlier: [Told(quarters: 1...3, opened: 6)], new: Told(quarters: 1...4, opened: 11),
      isRefused: false),
    Times(
      testDescription: "nothing is left", earlier: [Told(quarters: 1...3, opened: 6)], new: Told(quarters: 1...4, opened: 6),
      isRefused: false),
    Times(
      testDescription: "a part of which nothing is known", earlier: [Told(quarters: 1...3, opened: nil)],
      new: Told(quarters: 1...4, opened: 9), isRefused: false),
    Times(
      testDescription: "what was not told is what is left",
      earlier: [Told(quarters: 1...2, opened: nil), Told(quarters: 3...4, opened: 9)],
      new: Told(quarters: 1...4, opened: 12), isRefused: true),
    Times(
      testDescription: "the whole less two", earlier: [Told(quarters: 1...1, opened: 5), Told(quarters: 2...2, opened: 6)],
      new: Told(quarters: 1...3, opened: 13), isRefused: true),
    Times(
      testDescription: "the last piece of a whole", earlier: [Told(quarters: 1...3, opened: 13), Told(quarters: 1...1, opened: 5)],
      new: Told(quarters: 2...2, opened: 6), isRefused: true),
    Times(
      testDescription: "neither within the other", earlier: [Told(quarters: 1...3, opened: 6)], new: Told(quarters: 2...4, opened: 8),
      isRefused: false),
    Times(
      testDescription: "votes are held in office", earlier: [Told(quarters: 1...3, opened: 6, kind: .voteHeld)],
      new: Told(quarters: 1...4, opened: 8, kind: .voteHeld), isRefused: false),
    Times(
      testDescription: "all of it was in one part", earlier: [Told(quarters: 1...3, opened: 0)], new: Told(quarters: 1...4, opened: nil),
      isRefused: false),
  ]

  @Test(arguments: times) func `no part of a time can be reckoned of which too little is told`(row: Times) {
    let faults = Differencing.faults(of: row.new.time, after: row.earlier.map(\.time))
    #expect(faults.isEmpty == !row.isRefused, "\(faults)")
    for fault in faults { #expect(fault.message.contains("case.opened")) }
  }

  @Test(arguments: [(0, false), (1, true), (4, true), (5, false)])
  func `a report on a time is reckoned anew as it was told then`(later: Int, isRefused: Bool) throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Self.charter([]))
    let allegation = { (month: String) in
      "  - { kind: allegation.made, occurred: 2018-\(month), against: respondent, of: theft, severity: minor }"
    }
    let entries = Array(repeating: allegation("02"), count: 6) + Array(repeating: allegation("05"), count: later)
    _ = try RecordAppend.run(
      RecordAppend.Parameters(
        casefile: "about: Thefts\npeople:\n  respondent: { role: respondent }\nentries:\n" + entries.joined(separator: "\n") + "\n",
        name: "case.yaml"), in: session)
    let day = { (text: String) in try #require(Day(text)) }
    let quarter = PublishedEdition(
      entry: EntryID(1), case: nil, kind: .period, edition: .members, language: "en", size: session.checkpoint.size,
      since: try day("2018-01-01"), until: try day("2018-03-31"))
    let request = ReportRequest(.period, for: .members, since: try day("2018-01-01"), until: try day("2018-06-30"))
    #expect(try Differencing.faults(of: request, in: session, after: [quarter]).isEmpty == !isRefused)
    var narrower = quarter
    narrower.edition = .case
    #expect(try Differencing.faults(of: request, in: session, after: [narrower]) == [])
  }
}

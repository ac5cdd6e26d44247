import CandorCore
import CandorReport
import Trials

/// Report trees that keep every promise of the tree and no other habit.
struct RandomReport {
  private var random: SeededGenerator
  private var number = 0
  private var ids = 0
  private var findings = 0
  private var targets: [String] = []
  private let sources: [Citation.Source]

  static func make(seed: UInt64) -> Report {
    var maker = RandomReport(seed: seed)
    return maker.report()
  }

  private init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    sources = (0..<3).map {
      Citation.Source(evidence: "source-\($0)", label: ["L", "P*", "記"][$0], basis: ["firsthand", "reported", "inferred"][$0])
    }
  }

  private mutating func report() -> Report {
    let contentNote = many(0...2) { $0.paragraph() }
    var sections = many(1...4) { $0.section(depth: 1) }
    let list = sources.map { source in Evidence(id: source.evidence, label: source.label, title: text(), notes: many(0...3) { $0.inline() })
    }
    sections.append(Section(id: "sources", role: .evidence, label: nil, title: text(), blocks: [.evidence(list)]))
    if Bool.random(using: &random) {
      sections.append(Section(id: "verification", role: .verification, label: "9", title: text(), blocks: [.paragraph(paragraph())]))
    }
    let revisions = many(0...3) { Revision(number: 1, date: "2019-04-19", remark: $0.text()) }
    return Report(
      kind: ReportKind.allCases.randomElement(using: &random) ?? .findings,
      edition: Edition.allCases.randomElement(using: &random) ?? .members,
      language: ["en", "es", "zh-Hant-TW"].randomElement(using: &random) ?? "en",
      title: text(), subtitle: Bool.random(using: &random) ? text() : "", particulars: many(0...3) { $0.labelled() },
      contentNote: contentNote,
      sections: sections,
      revisions: revisions.enumerated().map {
        Revision(number: revisions.count - $0.offset, date: $0.element.date, remark: $0.element.remark)
      },
      contentNoteTitle: text(), revisionsTitle: text(), words: ReportWords(contents: text(), skip: text(), inWords: text()))
  }

  private mutating func section(depth: Int, isInFinding: Bool = false) -> Section {
    let roles: [Section.Role] = [.summary, .body, .dissent, .reply, .withheld, .evidence] + (isInFinding ? [] : [.finding])
    let role = roles.randomElement(using: &random) ?? .body
    let id = id()
    if role == .finding { findings += 1 }
    let label = role == .finding ? "F\(findings)" : nil
    let lines = role == .finding ? [rested()] : []
    let blocks = lines + many((depth > 2 ? 1 : 0)...5) { $0.block() }
    let isWithin = isInFinding || role == .finding
    let sections = depth > 2 ? [] : many((blocks.isEmpty ? 1 : 0)...2) { $0.section(depth: depth + 1, isInFinding: isWithin) }
    return Section(id: id, role: role, label: label, title: text(), blocks: blocks, sections: sections)
  }

  /// What a finding says of itself.
  private mutating func rested() -> Block {
    let source = sources.randomElement(using: &random) ?? sources[0]
    let grounds: Inline =
      Bool.random(using: &random)
      ? .redacted("withheld: identity") : .citation(Citation(entries: [12], sources: [source], entriesWord: "entry"))
    return .labelled([
      Labelled("Rule", [.text(text())]), Labelled("State", [.text("breached")]), Labelled("Rests on", [grounds]),
    ])
  }

  private mutating func block() -> Block {
    switch Int.random(in: 0..<8, using: &random) {
    case 6: return .table(vote())
    case 7: return .picture(picture())
    case 0: return .labelled(many(1...4) { $0.labelled() })
    case 1:
      let columns = many(1...4) { $0.text() }
      return .table(
        Table(
          id: id(), caption: text(), columns: columns, rows: many(1...3) { maker in columns.map { _ in maker.many(0...3) { $0.inline() } } }
        ))
    default: return .paragraph(paragraph())
    }
  }

  /// Ways of counting one vote, a row each: whoever was present voted, or was recused.
  private mutating func vote() -> Table {
    let columns = [text()] + VoteCount.allCases.map(\.rawValue)
    let rows = many(1...2) { maker -> [[Inline]] in
      let (yes, no, abstained, recused) = (maker.int(0...400), maker.int(0...400), maker.int(0...5), maker.int(0...5))
      let cast = yes + no + abstained
      return [[.text(maker.text())]]
        + VoteCount.allCases.map { count in
          switch count {
          case .yes: [.count(yes, count)]
          case .no: [.count(no, count)]
          case .abstained: [.count(abstained, count)]
          case .cast: [.count(cast, count)]
          case .recused: [.count(recused, count)]
          case .present: [.count(cast + recused, count)]
          case .eligible: [.count(cast + recused + maker.int(0...9), count)]
          }
        }
    }
    return Table(id: id(), role: .vote, caption: text(), columns: columns, rows: rows)
  }

  private mutating func picture() -> Picture {
    let drawing: Drawing? =
      switch int(0...2) {
      case 0: timeline()
      case 1: ballot()
      default: nil
      }
    return Picture(id: id(), caption: text(), alternative: text(), drawing: drawing)
  }

  /// Nine years or three weeks, as full as the worked example or nearly empty.
  private mutating func timeline() -> Drawing {
    let reach = [20, 400, 3300].randomElement(using: &random) ?? 20
    let start = Day(number: int(-4000...20_000))
    func days(_ maker: inout Self) -> DayRange {
      let first = start + maker.int(0...reach)
      switch maker.int(0...7) {
      case 0: return .unknown
      case 1: return DayRange(first, nil)
      case 2: return DayRange(nil, first)
      case 3, 4: return DayRange(first, first + maker.int(0...reach))
      default: return DayRange(first)
      }
    }
    let groups = many(1...2) { maker in
      Timeline.Group(
        title: Bool.random(using: &maker.random) ? maker.text() : nil,
        rows: maker.many(1...([5, 61].randomElement(using: &maker.random) ?? 5)) { maker in
          let wait = Timeline.Wait(
            since: days(&maker), due: maker.int(0...2) > 0 ? days(&maker) : nil, until: maker.int(0...2) > 0 ? days(&maker) : nil,
            state: Duty.State.allCases.randomElement(using: &maker.random) ?? .open)
          return Timeline.Row(
            label: maker.int(0...9) > 0 ? "entry \(maker.int(1...999))" : maker.text(),
            anchor: maker.targets.randomElement(using: &maker.random),
            extent: Bool.random(using: &maker.random) ? .event(days(&maker)) : .duty(wait))
        })
    }
    let words = Timeline.Words(
      months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"], day: text(), between: text(),
      unbounded: text(), wait: text(), due: text(), overdue: text(), undetermined: text(), folded: text())
    return .timeline(Timeline(groups: groups, asOf: Timeline.Moment(day: start + int(0...reach), label: text()), words: words))
  }

  private mutating func ballot() -> Drawing {
    func count(_ maker: inout Self, _ of: VoteCount) -> Ballot.Count {
      let least = maker.int(0...400)
      return Ballot.Count(
        maker.text(), of, Ballot.Bounds(atLeast: least, atMost: maker.int(0...3) > 0 ? least + maker.int(0...1) * 7 : nil),
        words: maker.text())
    }
    let results = many(1...2) { maker in
      Ballot.Result(
        title: maker.text(), counts: [VoteCount.yes, .no, .abstained].map { count(&maker, $0) },
        needed: Bool.random(using: &maker.random) ? Ballot.Needed(votes: maker.int(0...400), label: maker.text()) : nil)
    }
    return .vote(
      Ballot(
        results: results, apart: many(0...2) { count(&$0, .recused) }, apartTitle: Bool.random(using: &random) ? text() : nil,
        partlyKnown: text()))
  }

  private mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  private mutating func paragraph() -> Paragraph {
    number += 1
    return Paragraph(id: id(), number: number, text: many(1...12) { $0.inline() })
  }

  private mutating func labelled() -> Labelled { Labelled(text(), many(0...6) { $0.inline() }) }

  private mutating func inline() -> Inline {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return targets.randomElement(using: &random).map { .reference(to: $0, text: text()) } ?? .text(text())
    case 1:
      let entries = many(0...3) { Int.random(in: 0..<1000, using: &$0.random) }.sorted()
      return .citation(Citation(entries: entries, sources: sources.filter { _ in Bool.random(using: &random) }, entriesWord: "entries"))
    case 2: return .redacted("withheld: identity")
    case 3: return .literal("9hB2cW0mU1r4yJ6w7nq0l8yqQd2yG0bXvS3eTt5VQk=")
    default: return .text(text())
    }
  }

  private mutating func text() -> String {
    let words = [
      "the", "committee", "decided", "a<b", "R&D", "\"so\"", "it's", "]]>", "記録", "「開示」", "e\u{301}", "\u{338}", "q\u{323}\u{307}", "👩‍👩‍👧",
      "é", "5\u{A0}May",
      "\u{1112}\u{1161}\u{11AB}", "\u{FB01}", "--", "<!--", "a\tb", "line\r\nend", "\u{2028}", "&amp;",
    ]
    return many(1...8) { words.randomElement(using: &$0.random) ?? "" }.joined(separator: Bool.random(using: &random) ? " " : "")
  }

  private mutating func id() -> String {
    ids += 1
    targets.append("id-\(ids)")
    return "id-\(ids)"
  }

  private mutating func many<Element>(_ range: ClosedRange<Int>, _ make: (inout Self) -> Element) -> [Element] {
    (0..<Int.random(in: range, using: &random)).map { _ in make(&self) }
  }
}

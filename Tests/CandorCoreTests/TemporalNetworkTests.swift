import CandorCore
import Testing
import Trials

@Suite("Temporal networks")
struct TemporalNetworkTests {
  typealias Network = TemporalNetwork

  /// Entries by their place in a test's table: the first is entry 1.
  private static func network(_ dates: [String], _ distances: [(Int, String)], orders: [Network.Order] = []) throws -> Network {
    let ranges = try dates.map { $0.isEmpty ? DayRange.unknown : try Sample.range($0) }
    return Network(
      dates: Dictionary(uniqueKeysWithValues: ranges.enumerated().map { (EntryID($0 + 1), $1) }),
      distances: try distances.map { (EntryID($0), try timing($1)) }, orders: orders)
  }

  /// `after 2 moreThan P18M`, `before 3`.
  private static func timing(_ text: String) throws -> Timing {
    let words = text.split(separator: " ").map(String.init)
    var distance: Timing.Distance?
    if words.count > 2 {
      distance = Timing.Distance(
        bound: try #require(Timing.Bound(rawValue: words[2])), period: try #require(Period(words[3])))
    }
    let (side, entry) = (try #require(Timing.Side(rawValue: words[0])), try #require(Int(words[1])))
    return Timing(side: side, entry: EntryID(entry), distance: distance)
  }

  struct Bounding: CustomTestStringConvertible {
    let first: String, timing: String, expected: String
    init(_ first: String, _ timing: String, _ expected: String) { (self.first, self.timing, self.expected) = (first, timing, expected) }
    var testDescription: String { "\(timing) \(first)" }
  }

  @Test(arguments: [
    Bounding("2019-03-11", "after 1", "2019-03-11/.."), Bounding("2019-03-11", "before 1", "../2019-03-11"),
    Bounding("2019-03-11", "after 1 atLeast P2D", "2019-03-13/.."), Bounding("2019-03-11", "after 1 moreThan P2D", "2019-03-14/.."),
    Bounding("2019-03-11", "after 1 atMost P2D", "2019-03-11/2019-03-13"),
    Bounding("2019-03-11", "after 1 lessThan P2D", "2019-03-11/2019-03-12"),
    Bounding("2019-03-11", "after 1 exactly P2D", "2019-03-13"), Bounding("2019-03-11", "after 1 exactly P0D", "2019-03-11"),
    Bounding("2019-03-11", "before 1 atLeast P2D", "../2019-03-09"), Bounding("2019-03-11", "before 1 moreThan P2D", "../2019-03-08"),
    Bounding("2019-03-11", "before 1 atMost P2D", "2019-03-09/2019-03-11"),
    Bounding("2019-03-11", "before 1 lessThan P2D", "2019-03-10/2019-03-11"), Bounding("2019-03-11", "before 1 exactly P2D", "2019-03-09"),
    // "About" is a unit of what is written on each side, and never turns the order round.
    Bounding("2019-03-11", "after 1 about P3D", "2019-03-13/2019-03-15"),
    Bounding("2019-03-11", "after 1 about P2W", "2019-03-18/2019-04-01"),
    Bounding("2019-03-11", "after 1 about P2M", "2019-04-11/2019-06-11"),
    Bounding("2019-03-11", "after 1 about P2Y", "2020-03-11/2022-03-11"),
    Bounding("2019-03-11", "after 1 about P1Y6M", "2020-08-11/2020-10-11"),
    Bounding("2019-03-11", "after 1 about P1M1D", "2019-04-11/2019-04-13"),
    Bounding("2019-03-11", "before 1 about P1M", "2019-01-11/2019-03-11"),
    Bounding("2019-03-11", "after 1 about P0D", "2019-03-11/2019-03-12"),
    Bounding("2019-03-11", "after 1 about P1Y", "2019-03-11/2021-03-11"),
    // Months are counted by the calendar from the entry that is named, on from it or back from it.
    Bounding("2019-01-31", "after 1 exactly P1M", "2019-02-28"), Bounding("2020-01-31", "after 1 exactly P1M", "2020-02-29"),
    Bounding("2019-03-31", "before 1 exactly P1M", "2019-02-28"), Bounding("2019-02-28", "after 1 exactly P1M", "2019-03-28"),
    Bounding("2020-02-29", "after 1 exactly P1Y", "2021-02-28"), Bounding("2021-02-28", "before 1 exactly P1Y", "2020-02-28"),
    Bounding("2013", "after 1 moreThan P18M", "2014-07-02/.."), Bounding("2013", "after 1 atMost P18M", "2013-01-01/2015-06-30"),
    Bounding("2019-02-28", "after 1 lessThan P1M", "2019-02-28/2019-03-27"),
    Bounding("2019-01", "after 1 exactly P1M", "2019-02-01/2019-02-28"),
    Bounding("2019-03-31", "before 1 atMost P1M", "2019-02-28/2019-03-31"), Bounding("2019-03-31", "before 1 atLeast P1M", "../2019-02-28"),
    // A date that is open on a side stays so.
    Bounding("2019-03-11/..", "after 1 exactly P1M", "2019-04-11/.."), Bounding("../2019-03-11", "after 1 atMost P1M", "../2019-04-11"),
    Bounding("", "after 1 exactly P1M", ""),
    // What lies beyond the days that are counted is open.
    Bounding("9999-06", "after 1 atLeast P9Y", "Y10000/.."), Bounding("9999-06", "after 1 atMost P9Y", "9999-06-01/.."),
    Bounding("-9999-06", "before 1 atLeast P9Y", "../Y-10000"), Bounding("-9999-06", "before 1 atMost P9Y", "../-9999-06-30"),
  ])
  func `a date bounds the entry at a distance from it`(_ bounding: Bounding) throws {
    let network = try Self.network([bounding.first, ""], [(2, bounding.timing)])
    let expected = bounding.expected.isEmpty ? DayRange.unknown : try Sample.range(bounding.expected)
    #expect(network.days(of: EntryID(2)) == expected)
    #expect(network.contradictions == [])
  }

  @Test(arguments: [
    Bounding("2019-03-11", "after 2 exactly P1M", "2019-02-11"), Bounding("2019-02-28", "after 2 exactly P1M", "2019-01-28/2019-01-31"),
    Bounding("2019-03-30", "after 2 atLeast P1M", "../2019-02-28"), Bounding("2019-03-30", "after 2 atMost P1M", "2019-03-01/2019-03-30"),
    Bounding("2019-02-28", "before 2 exactly P1M", "2019-03-28/2019-03-31"),
    Bounding("2020-03", "after 2 exactly P1Y", "2019-03-01/2019-03-31"),
    Bounding("2019-03-15", "after 2 moreThan P18M", "../2017-09-14"),
  ])
  func `a date bounds the entry that it is counted from`(_ bounding: Bounding) throws {
    let network = try Self.network([bounding.first, ""], [(1, bounding.timing)])
    #expect(network.days(of: EntryID(2)) == (try Sample.range(bounding.expected)))
  }

  @Test func `bounds spread through entries of which no date is known`() throws {
    let network = try Self.network(
      ["2013", "", "", "2015-02"], [(2, "after 1 atLeast P6M"), (3, "after 2 exactly P1Y"), (3, "before 4 atLeast P1M")])
    #expect(network.days(of: EntryID(2)) == (try Sample.range("2013-07-01/2014-01-28")))
    #expect(network.days(of: EntryID(3)) == (try Sample.range("2014-07-01/2015-01-28")))
    #expect(network.days(of: EntryID(1)) == (try Sample.range("2013-01-01/2013-07-28")))
    #expect(network.days(of: EntryID(4)) == (try Sample.range("2015-02")))
  }

  @Test(arguments: [
    ("P1M", 28, 31), ("P2M", 59, 62), ("P12M", 365, 366), ("P18M", 546, 550), ("P48M", 1460, 1461), ("P4800M", 146_097, 146_097),
    ("P1M2D", 30, 33), ("P3D", 3, 3),
  ])
  func `between entries of which no day is known, months are as short and as long as the calendar has them`(
    period: String, least: Int, most: Int
  ) throws {
    // Counted back, months end on other days but are as long.
    for side in ["after", "before"] {
      let network = try Self.network(["", ""], [(2, "\(side) 1 exactly \(period)")])
      let span = side == "after" ? network.span(from: EntryID(1), to: EntryID(2)) : network.span(from: EntryID(2), to: EntryID(1))
      #expect(span == Span(atLeast: least, atMost: most), "\(side)")
    }
  }

  @Test(arguments: [
    ("2019-02-01/2019-02-10", "P1M", 28, 28), ("2019-01-29/2019-01-31", "P1M", 28, 30), ("2019-01-29/2019-03-01", "P1M", 28, 31),
    ("2019-02-10/2019-04-10", "P1M", 28, 31), ("2019-02-01/..", "P1M", 28, 31), ("2019", "P1Y", 365, 366),
    ("2019-03/2020-01", "P1Y", 366, 366), ("2019-12-31", "P2M", 60, 60),
  ])
  func `where an entry's day is bounded, months are as long as they are there`(date: String, period: String, least: Int, most: Int) throws {
    let network = try Self.network([date, ""], [(2, "after 1 exactly \(period)")])
    #expect(network.span(from: EntryID(1), to: EntryID(2)) == Span(atLeast: least, atMost: most))
    #expect(network.span(from: EntryID(2), to: EntryID(1)) == Span(atLeast: 0, atMost: 0))
  }

  @Test func `the lengths of months are those of every day of a range`() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      let first = Day(number: Int.random(in: 17_000...19_000, using: &random))
      let range = DayRange(first, first + Int.random(in: 0...90, using: &random))
      let (months, side) = (Int.random(in: 1...30, using: &random), Bool.random(using: &random) ? Timing.Side.after : .before)
      let timing = Timing(side: side, entry: EntryID(1), distance: .init(bound: .exactly, period: Period(months: months)))
      let network = Network(dates: [EntryID(1): range, EntryID(2): .unknown], distances: [(EntryID(2), timing)])
      let lengths = (0...((range.last ?? first) - first)).map {
        abs((first + $0).adding(months: side == .after ? months : -months) - (first + $0))
      }
      let (one, other) = side == .after ? (EntryID(1), EntryID(2)) : (EntryID(2), EntryID(1))
      try #require(
        network.span(from: one, to: other) == Span(atLeast: lengths.min() ?? 0, atMost: lengths.max()), "\(side) \(months) months, \(range)"
      )
    }
  }

  @Test func `lengths are bounded by dates where nothing else ties two entries`() throws {
    let network = try Self.network(["2013", "2019-03-15", ""], [])
    #expect(network.span(from: EntryID(1), to: EntryID(2)) == Span(atLeast: 1900, atMost: 2264))
    #expect(network.span(from: EntryID(1), to: EntryID(3)) == Span(atLeast: 0, atMost: nil))
    #expect(network.days(of: EntryID(4)) == .unknown)
  }

  // MARK: Order

  @Test func `what comes after another comes after it within a day, too`() throws {
    let network = try Self.network(["2019-03-11", "2019-03-11", "2019-03-11", "2019-03-12"], [(2, "after 1"), (3, "after 2 exactly P0D")])
    let (one, two, three, four) = (EntryID(1), EntryID(2), EntryID(3), EntryID(4))
    #expect(network.order(one, two) == .yes)
    #expect(network.order(one, three) == .yes)
    #expect(network.order(three, one) == .no)
    #expect(network.order(three, four) == .yes)
    #expect(network.order(four, one) == .no)
    // What is known of the order stays known on the way through what only does not come before.
    let late = Network.Order(earlier: two, later: four, statedBy: four)
    let through = try Self.network(["2019-03-11", "2019-03-11", "", "2019-03-11"], [(2, "after 1")], orders: [late])
    #expect(through.order(one, four) == .yes)
    #expect(network.order(one, one) == .no)
  }

  @Test func `order is unknown where neither dates nor distances tell`() throws {
    let network = try Self.network(["2013", "2013", "", ""], [(3, "after 4")])
    #expect(network.order(EntryID(1), EntryID(2)) == .unknown([]))
    #expect(network.order(EntryID(1), EntryID(3)) == .unknown([]))
    #expect(network.order(EntryID(4), EntryID(3)) == .yes)
    #expect(network.order(EntryID(4), EntryID(9)) == .unknown([]))
  }

  @Test func `what an entry does not come before it may share a day with`() throws {
    let undone = Network.Order(earlier: EntryID(1), later: EntryID(2), statedBy: EntryID(2))
    let network = try Self.network(["2013-05/..", "2013-01-01/2013-07-02", ""], [(3, "after 2")], orders: [undone])
    #expect(network.days(of: EntryID(1)) == (try Sample.range("2013-05-01/2013-07-02")))
    #expect(network.days(of: EntryID(2)) == (try Sample.range("2013-05-01/2013-07-02")))
    #expect(network.order(EntryID(1), EntryID(2)) == .unknown([]))
    #expect(network.order(EntryID(2), EntryID(1)) == .no)
    #expect(network.order(EntryID(1), EntryID(3)) == .yes)
  }

  @Test func `what refers to entries that are not there bounds nothing`() throws {
    let order = Network.Order(earlier: EntryID(1), later: EntryID(8), statedBy: EntryID(8))
    let network = try Self.network(["2013", ""], [(2, "after 9"), (7, "after 1")], orders: [order])
    #expect(network.days(of: EntryID(2)) == .unknown)
    #expect(network.days(of: EntryID(7)) == .unknown)
    #expect(network.contradictions == [])
  }

  // MARK: Contradictions

  struct Clash: CustomTestStringConvertible {
    let dates: [String], distances: [(Int, String)], found: [(dates: [Int], distances: [Int])]
    var testDescription: String { "\(dates) \(distances)" }
  }

  @Test(arguments: [
    // Each after the other, within a day or not.
    Clash(dates: ["", ""], distances: [(1, "after 2"), (2, "after 1")], found: [([], [1, 2])]),
    Clash(
      dates: ["2019-03-11", "2019-03-11"], distances: [(1, "after 2 atMost P1D"), (2, "after 1 exactly P0D")], found: [([], [1, 2])]),
    Clash(dates: ["", "", ""], distances: [(1, "after 2"), (2, "after 3"), (1, "before 3")], found: [([], [1, 2])]),
    Clash(dates: [""], distances: [(1, "after 1 exactly P0D")], found: [([], [1])]),
    Clash(dates: ["", ""], distances: [(1, "after 2 lessThan P0D")], found: [([], [1])]),
    // Distances that exclude each other.
    Clash(dates: ["", ""], distances: [(1, "after 2 atLeast P3D"), (2, "before 1 atMost P2D")], found: [([], [1, 2])]),
    Clash(dates: ["", ""], distances: [(1, "after 2 exactly P1M"), (2, "before 1 exactly P27D")], found: [([], [1, 2])]),
    Clash(dates: ["", ""], distances: [(1, "after 2 exactly P1M"), (2, "before 1 exactly P28D")], found: []),
    // Dates that leave a distance no room.
    Clash(dates: ["2013", "2014"], distances: [(1, "after 2")], found: [([1, 2], [1])]),
    Clash(dates: ["2013", "", "2014"], distances: [(2, "after 1 atLeast P2Y"), (2, "before 3")], found: [([1, 3], [2])]),
    Clash(dates: ["2019-02-28", "2019-03-29"], distances: [(2, "after 1 exactly P1M")], found: [([1, 2], [2])]),
    Clash(dates: ["2019-02-28", "2019-03-29"], distances: [(1, "before 2 exactly P1M")], found: []),
    // The calendar's months go round: no day of February is 30 days before the one a month on.
    Clash(
      dates: ["2019-02-01/2019-02-10", ""], distances: [(2, "after 1 exactly P1M"), (2, "after 1 exactly P30D")], found: [([1], [2])]),
    // Two contradictions; and one in which a shorter one hides.
    Clash(
      dates: ["", "", "2013", "2014"], distances: [(1, "after 2"), (2, "after 1"), (3, "after 4")], found: [([], [1, 2]), ([3, 4], [3])]),
    Clash(
      dates: ["", "", ""],
      distances: [(1, "before 2 atLeast P1D"), (2, "before 3 atLeast P1D"), (3, "before 1 atLeast P1D"), (1, "after 2")],
      found: [([], [1])]),
  ])
  func `what cannot hold together is named by the fewest statements`(_ clash: Clash) throws {
    let network = try Self.network(clash.dates, clash.distances)
    #expect(network.contradictions.map { $0.dates.map(\.number) } == clash.found.map(\.dates))
    #expect(network.contradictions.map { $0.distances.map(\.number) } == clash.found.map(\.distances))
  }

  @Test func `the distances of a contradiction bound nothing, and dates still do`() throws {
    let network = try Self.network(["2013", "2014", ""], [(1, "after 2"), (3, "after 1 exactly P1D")])
    #expect(network.days(of: EntryID(1)) == (try Sample.range("2013")))
    #expect(network.days(of: EntryID(3)) == (try Sample.range("2013-01-02/2014-01-01")))
    #expect(network.order(EntryID(1), EntryID(2)) == .yes)
    #expect(network.contradictions.map(\.entries) == [[EntryID(1), EntryID(2)]])
  }

  @Test func `an order that cannot hold is set aside like a distance`() throws {
    let undone = Network.Order(earlier: EntryID(1), later: EntryID(2), statedBy: EntryID(5))
    let network = try Self.network(["2014", "2013"], [], orders: [undone])
    #expect(network.contradictions.map(\.dates) == [[EntryID(1), EntryID(2)]])
    #expect(network.contradictions.map(\.distances) == [[EntryID(5)]])
  }

  // MARK: Size

  @Test func `a long chain is followed to its end, and a long circle found`() throws {
    let count = 20_000
    var timings = (2...count).map {
      (entry: EntryID($0), timing: Timing(side: .after, entry: EntryID($0 - 1), distance: .init(bound: .atLeast, period: Period(days: 1))))
    }
    // In whatever order they are told.
    var random = SeededGenerator(seed: 7)
    timings.shuffle(using: &random)
    var dates = Dictionary(uniqueKeysWithValues: (1...count).map { (EntryID($0), DayRange.unknown) })
    dates[EntryID(1)] = try Sample.range("2013-01-01")
    let chain = Network(dates: dates, distances: timings)
    #expect(try chain.days(of: EntryID(count)) == DayRange(Sample.day("2013-01-01") + (count - 1), nil))
    #expect(chain.order(EntryID(1), EntryID(count)) == .yes)
    timings = Array(timings.prefix(0))
    let small = 600
    for entry in 1...small { timings.append((EntryID(entry), Timing(side: .after, entry: EntryID(entry % small + 1)))) }
    let circle = Network(dates: dates, distances: timings)
    #expect(circle.contradictions.map(\.distances) == [(1...small).map { EntryID($0) }])
  }

  // MARK: Against every choice of days

  private static let seeds = 0..<UInt64(Thorough.rounds(25, of: 100, "seeds of random networks that contradict themselves"))

  @Test(arguments: 0..<60) func `bounds, lengths and order are those of every choice of days that holds`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<6 {
      let example = Example(days: 0...5, open: false, months: false, entries: Int.random(in: 2...4, using: &random), &random)
      try example.check(example.choices(example.statements))
    }
  }

  @Test(arguments: 0..<60) func `bounds are those of every choice of days where months are counted by the calendar`(seed: UInt64) throws {
    var random = SeededGenerator(seed: 1000 + seed)
    let start = try Sample.day(["2019-01-24", "2020-01-24", "2020-02-24", "2019-12-24"].randomElement(using: &random) ?? "").number
    for _ in 0..<4 {
      let example = Example(days: start...start + 45, open: false, months: true, entries: Int.random(in: 2...3, using: &random), &random)
      try example.check(example.choices(example.statements))
    }
  }

  @Test(arguments: seeds) func `open ends are bounded as Floyd and Warshall bound them, and contradictions are the smallest`(seed: UInt64)
    throws
  {
    var random = SeededGenerator(seed: 2000 + seed)
    for _ in 0..<10 {
      let example = Example(days: 0...5, open: true, months: false, entries: Int.random(in: 2...5, using: &random), &random)
      try example.checkByShortestPaths()
    }
  }

  @Test(arguments: seeds) func `a contradiction stands alone, and without any of its statements there is none`(seed: UInt64) throws {
    var random = SeededGenerator(seed: 3000 + seed)
    let start = try Sample.day("2019-01-24").number
    for _ in 0..<20 {
      let example = Example(days: start...start + 45, open: true, months: true, entries: Int.random(in: 2...5, using: &random), &random)
      for contradiction in example.network.contradictions { try example.checkAlone(contradiction) }
    }
  }
}

/// A small network and what its statements mean, said as plainly as can be.
private struct Example {
  var dates: [DayRange]
  /// At most one an entry, so that an entry stands for its distance.
  var statements: [Int: Timing] = [:]
  /// By the number of the entry that states it, which is none of the network's.
  var orders: [Int: TemporalNetwork.Order] = [:]

  init(days: ClosedRange<Int>, open: Bool, months: Bool, entries: Int, _ random: inout SeededGenerator) {
    dates = (0..<entries).map { _ in
      let ends = [Int.random(in: days, using: &random), Int.random(in: days, using: &random)].sorted()
      let isOpen = [open && Int.random(in: 0..<2, using: &random) == 0, open && Int.random(in: 0..<2, using: &random) == 0]
      return DayRange(isOpen[0] ? nil : Day(number: ends[0]), isOpen[1] ? nil : Day(number: min(ends[1], ends[0] + 12)))
    }
    for entry in 1...entries where Int.random(in: 0..<4, using: &random) > 0 {
      let other = Int.random(in: 1...entries, using: &random)
      if other == entry { continue }
      var distance: Timing.Distance?
      if let bound = Timing.Bound.allCases.randomElement(using: &random), Int.random(in: 0..<5, using: &random) > 0 {
        let period = Period(
          months: months ? Int.random(in: 0...2, using: &random) : 0, days: Int.random(in: 0...(months ? 2 : 4), using: &random))
        distance = Timing.Distance(bound: bound, period: period)
      }
      let side: Timing.Side = Bool.random(using: &random) ? .after : .before
      statements[entry] = Timing(side: side, entry: EntryID(other), distance: distance)
    }
    if Bool.random(using: &random) {
      let pair = (1...entries).shuffled(using: &random)
      orders[100] = TemporalNetwork.Order(earlier: EntryID(pair[0]), later: EntryID(pair[1]), statedBy: EntryID(100))
    }
  }

  var network: TemporalNetwork { network(Set(dates.indices.map { $0 + 1 }), Set(statements.keys).union(orders.keys)) }

  private func network(_ dated: Set<Int>, _ stated: Set<Int>) -> TemporalNetwork {
    TemporalNetwork(
      dates: Dictionary(uniqueKeysWithValues: dates.indices.map { (EntryID($0 + 1), dated.contains($0 + 1) ? dates[$0] : .unknown) }),
      distances: statements.sorted { $0.key < $1.key }.filter { stated.contains($0.key) }.map { (EntryID($0.key), $0.value) },
      orders: orders.filter { stated.contains($0.key) }.map(\.value))
  }

  // MARK: By every choice of days

  /// Whether two days are as far apart as it says.
  private static func holds(_ timing: Timing, _ day: Int, _ other: Int) -> Bool {
    let sign = timing.side == .after ? 1 : -1
    guard (day - other) * sign >= 0 else { return false }
    guard let distance = timing.distance else { return true }
    func reached(_ months: Int, _ days: Int) -> Int {
      (Day(number: other).adding(months: sign * (distance.period.months + months)) + sign * (distance.period.days + days)).number
    }
    let beyond = (day - reached(0, 0)) * sign
    switch distance.bound {
    case .atLeast: return beyond >= 0
    case .moreThan: return beyond > 0
    case .atMost: return beyond <= 0
    case .lessThan: return beyond < 0
    case .exactly: return beyond == 0
    case .about:
      let period = distance.period
      // Neither whole years nor whole weeks are among the examples' periods.
      let unit = period.months > 0 && period.days == 0 ? (1, 0) : (0, 1)
      return (day - reached(-unit.0, -unit.1)) * sign >= 0 && (day - reached(unit.0, unit.1)) * sign <= 0
    }
  }

  /// What comes before what by the statements alone; true where it does so for sure and not perhaps at once.
  private func sequence(_ stated: [Int: Timing]) -> [[Bool?]] {
    var order = [[Bool?]](repeating: [Bool?](repeating: nil, count: dates.count), count: dates.count)
    for (entry, timing) in stated {
      let (one, other) = timing.side == .after ? (timing.entry.number, entry) : (entry, timing.entry.number)
      order[one - 1][other - 1] = true
    }
    for stated in orders.values where order[stated.earlier.number - 1][stated.later.number - 1] == nil {
      order[stated.earlier.number - 1][stated.later.number - 1] = false
    }
    for middle in dates.indices {
      for one in dates.indices {
        for other in dates.indices {
          guard let first = order[one][middle], let second = order[middle][other] else { continue }
          order[one][other] = (order[one][other] ?? false) || first || second
        }
      }
    }
    return order
  }

  /// Every choice of a day for each entry that all statements allow.
  func choices(_ stated: [Int: Timing]) -> [[Int]] {
    let order = sequence(stated)
    if dates.indices.contains(where: { order[$0][$0] == true }) { return [] }
    var choices: [[Int]] = [[]]
    for (index, range) in dates.enumerated() {
      guard let first = range.first?.number, let last = range.last?.number else { return [] }
      var longer: [[Int]] = []
      for choice in choices {
        for day in first...last {
          let days = choice + [day]
          let holds = stated.allSatisfy { entry, timing in
            let other = timing.entry.number
            guard max(entry, other) == index + 1 else { return true }
            return Example.holds(timing, days[entry - 1], days[other - 1])
          }
          let isOrdered = orders.values.allSatisfy { order in
            guard max(order.earlier.number, order.later.number) == index + 1 else { return true }
            return days[order.earlier.number - 1] <= days[order.later.number - 1]
          }
          if holds && isOrdered { longer.append(days) }
        }
      }
      choices = longer
    }
    return choices
  }

  func check(_ choices: [[Int]]) throws {
    let network = network
    try #require((network.contradictions == []) == !choices.isEmpty, "\(self)")
    guard !choices.isEmpty else { return }
    let order = sequence(statements)
    for one in dates.indices {
      let days = choices.map { $0[one] }
      try #require(
        network.days(of: EntryID(one + 1)) == DayRange(days.min().map(Day.init(number:)), days.max().map(Day.init(number:))), "\(self)")
      for other in dates.indices where other != one {
        let lengths = choices.map { max(0, $0[other] - $0[one]) }
        let span = network.span(from: EntryID(one + 1), to: EntryID(other + 1))
        let hasMonths = statements.values.contains { ($0.distance?.period.months ?? 0) > 0 || $0.distance?.bound == .about }
        try #require(span.atLeast <= lengths.min() ?? 0 && span.atMost ?? .max >= lengths.max() ?? 0, "\(self)")
        // How far apart two days are that calendar months tie together is bounded, but not always to the day.
        if !hasMonths { try #require(span == Span(atLeast: lengths.min() ?? 0, atMost: lengths.max()), "\(self)") }
        let answers = choices.map { $0[one] < $0[other] || ($0[one] == $0[other] && order[one][other] == true) }
        let isNo = choices.allSatisfy { $0[one] >= $0[other] }
        let expected: Truth = answers.allSatisfy { $0 } ? .yes : isNo ? .no : .unknown([])
        let told = network.order(EntryID(one + 1), EntryID(other + 1))
        if hasMonths, told == .unknown([]) { continue }
        try #require(told == expected, "\(one + 1) before \(other + 1): \(self)")
      }
    }
  }

  // MARK: By shortest paths

  /// The least days from each entry to each other, the last being day 0; nil where all cannot hold.
  private func least(_ dated: Set<Int>, _ stated: Set<Int>) -> [[Int]]? {
    let (count, none) = (dates.count, -1_000_000)
    var least = [[Int]](repeating: [Int](repeating: none, count: count + 1), count: count + 1)
    func tie(_ one: Int, _ other: Int, _ days: Int) { least[one][other] = max(least[one][other], days) }
    for (index, range) in dates.enumerated() where dated.contains(index + 1) {
      if let first = range.first { tie(count, index, first.number) }
      if let last = range.last { tie(index, count, -last.number) }
    }
    for (entry, timing) in statements where stated.contains(entry) {
      let (entry, other) = (entry - 1, timing.entry.number - 1)
      let (one, next) = timing.side == .after ? (other, entry) : (entry, other)
      tie(one, next, 0)
      guard let distance = timing.distance else { continue }
      let days = distance.period.days
      switch distance.bound {
      case .atLeast: tie(one, next, days)
      case .moreThan: tie(one, next, days + 1)
      case .atMost: tie(next, one, -days)
      case .lessThan: tie(next, one, 1 - days)
      case .exactly:
        tie(one, next, days)
        tie(next, one, -days)
      case .about:
        tie(one, next, days - 1)
        tie(next, one, -days - 1)
      }
    }
    for (number, order) in orders where stated.contains(number) { tie(order.earlier.number - 1, order.later.number - 1, 0) }
    for middle in 0...count {
      for one in 0...count {
        for other in 0...count where least[one][middle] > none / 2 && least[middle][other] > none / 2 {
          tie(one, other, least[one][middle] + least[middle][other])
        }
      }
    }
    var part = self
    part.orders = orders.filter { stated.contains($0.key) }
    let order = part.sequence(statements.filter { stated.contains($0.key) })
    if (0...count).contains(where: { least[$0][$0] > 0 }) || dates.indices.contains(where: { order[$0][$0] == true }) { return nil }
    return least.map { row in row.map { $0 > none / 2 ? $0 : none } }
  }

  func checkByShortestPaths() throws {
    let network = network
    let (dated, stated) = (Set(dates.indices.map { $0 + 1 }), Set(statements.keys).union(orders.keys))
    let rest = stated.subtracting(network.contradictions.flatMap(\.distances).map(\.number))
    let bounds = try #require(least(dated, rest), "what is left holds together: \(self)")
    let count = dates.count
    for index in dates.indices {
      let (first, last) = (bounds[count][index], bounds[index][count])
      let expected = DayRange(first == -1_000_000 ? nil : Day(number: first), last == -1_000_000 ? nil : Day(number: -last))
      try #require(network.days(of: EntryID(index + 1)) == expected, "\(self)")
      for other in dates.indices where other != index {
        let most = bounds[other][index] == -1_000_000 ? nil : max(0, -bounds[other][index])
        let expected = Span(atLeast: max(0, bounds[index][other]), atMost: most)
        try #require(network.span(from: EntryID(index + 1), to: EntryID(other + 1)) == expected, "\(self)")
      }
    }
    guard !network.contradictions.isEmpty else { return }
    for contradiction in network.contradictions {
      try #require(least(Set(contradiction.dates.map(\.number)), Set(contradiction.distances.map(\.number))) == nil, "\(self)")
    }
    let all = dated.map { -$0 }.sorted() + stated.sorted()
    let subsets = (1..<(1 << all.count)).lazy.map { set in all.indices.filter { set >> $0 & 1 == 1 }.map { all[$0] } }
    let fewest = network.contradictions.map { $0.dates.count + $0.distances.count }.min() ?? 0
    for subset in subsets where subset.count < fewest {
      try #require(least(Set(subset.filter { $0 < 0 }.map { -$0 }), Set(subset.filter { $0 > 0 })) != nil, "\(subset) of \(self)")
    }
  }

  // MARK: Alone

  func checkAlone(_ contradiction: TemporalNetwork.Contradiction) throws {
    let (dated, stated) = (Set(contradiction.dates.map(\.number)), Set(contradiction.distances.map(\.number)))
    try #require(network(dated, stated).contradictions == [contradiction], "\(self)")
    for date in dated { try #require(network(dated.subtracting([date]), stated).contradictions == [], "\(self)") }
    for statement in stated { try #require(network(dated, stated.subtracting([statement])).contradictions == [], "\(self)") }
  }
}

import JSONRPC
import Testing
import Trials

@Suite("Order")
struct ScheduleTests {
  /// What arrives and ends, and what begins thereby: `c` is a change, `r` a read, `q` a quick one, `b` a barrier; `/x` is the end of one, `-x`
  /// its removal.
  static let cases: [(events: String, begun: String)] = [
    ("c1 c2 /c1", "c1 c2"), ("c1 c2", "c1"), ("r1 r2", "r1 r2"), ("r1 c2", "r1 c2"), ("c1 r2", "c1"), ("c1 r2 /c1", "c1 r2"),
    ("c1 r2 c3 /c1", "c1 r2 c3"), ("c1 c2 r3 /c1", "c1 c2"), ("c1 c2 r3 /c1 /c2", "c1 c2 r3"), ("r1 r2 r3", "r1 r2"),
    ("r1 r2 r3 /r1", "r1 r2 r3"),
    // A change overtakes a read that lacks a place; the read, which came first, does not wait for it.
    ("r1 r2 r3 c4 /r2", "r1 r2 c4 r3"), ("r1 r2 r3 c4 r5 /r2 /r1", "r1 r2 c4 r3"), ("r1 r2 q3", "r1 r2 q3"), ("c1 q2", "c1"),
    ("c1 q2 /c1", "c1 q2"), ("c1 c2 r3 -c2 /c1", "c1 r3"), ("c1 r2 -r2 /c1", "c1"),
    // A barrier waits for all that came before it, begun or not, and all that comes after waits for it.
    ("b1", "b1"), ("r1 b2", "r1"), ("r1 b2 /r1", "r1 b2"), ("q1 b2", "q1"), ("q1 b2 /q1", "q1 b2"), ("c1 b2", "c1"), ("c1 b2 /c1", "c1 b2"),
    ("b1 q2 r3 c4 b5", "b1"), ("b1 q2 r3 c4 b5 /b1", "b1 q2 r3 c4"), ("b1 q2 b3 /b1 /q2", "b1 q2 b3"),
    ("r1 r2 r3 b4 q5 /r1 /r2", "r1 r2 r3"), ("r1 r2 r3 b4 q5 /r1 /r2 /r3", "r1 r2 r3 b4"), ("r1 b2 q3 -b2", "r1 q3"),
    ("r1 r2 r3 b4 -r3 /r1 /r2", "r1 r2 b4"),
  ]

  @Test(arguments: cases)
  func `changes are serial, reads see the changes before them, a change waits for changes only, a barrier for all`(
    events: String, begun: String
  ) {
    var schedule = Schedule<String>(readers: 2)
    var result: [String] = []
    let kinds: [Character: CallKind] = ["b": .barrier, "c": .change, "q": .quick, "r": .read]
    func kind(_ name: Substring) -> CallKind { name.first.flatMap { kinds[$0] } ?? .change }
    for event in events.split(separator: " ") {
      switch event.first {
      case "/": schedule.finish(kind(event.dropFirst()))
      case "-": #expect(schedule.remove { $0 == event.dropFirst() } == [String(event.dropFirst())])
      default: schedule.add(String(event), kind(event))
      }
      while let item = schedule.next() { result.append(item) }
    }
    #expect(result.joined(separator: " ") == begun)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `any order of arrivals and ends keeps the rules`(seed: UInt64) throws {
    struct Item: Hashable { let (arrival, kind): (Int, CallKind) }
    var random = SeededGenerator(seed: seed)
    var schedule = Schedule<Item>(readers: 3)
    var (waiting, running): (Set<Item>, Set<Item>) = ([], [])
    for arrival in 0..<200 {
      let item = Item(arrival: arrival, kind: CallKind.allCases.randomElement(using: &random) ?? .change)
      schedule.add(item, item.kind)
      waiting.insert(item)
      if Bool.random(using: &random), let done = running.sorted(by: { $0.arrival < $1.arrival }).randomElement(using: &random) {
        running.remove(done)
        schedule.finish(done.kind)
      }
      while let begun = schedule.next() {
        try #require(waiting.remove(begun) != nil)
        let earlier = waiting.union(running).filter { $0.arrival < begun.arrival }
        #expect(!earlier.contains { $0.kind == .change || $0.kind == .barrier })
        #expect(begun.kind != .barrier || earlier.isEmpty)
        running.insert(begun)
        #expect(running.count { $0.kind == .change || $0.kind == .barrier } <= 1)
        #expect(running.count { $0.kind == .read } <= 3)
      }
      // A change waits for nothing but earlier changes and barriers, and nothing waits for nothing.
      let first = waiting.filter { $0.kind == .change || $0.kind == .barrier }.min { $0.arrival < $1.arrival }
      #expect(first?.kind != .change || running.contains { $0.kind == .change || $0.kind == .barrier })
      #expect(waiting.isEmpty || !running.isEmpty)
    }
  }

  @Test func `progress passes ten times a second`() {
    var rate = RateLimit()
    let start = ContinuousClock.now
    let passed = (0..<1000).filter { rate.admits(at: start + .milliseconds($0)) }
    #expect(passed == [0, 100, 200, 300, 400, 500, 600, 700, 800, 900])
  }
}

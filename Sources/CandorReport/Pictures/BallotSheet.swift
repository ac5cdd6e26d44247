// How a vote is laid out: each result under its title, bar below bar from one line, all on one scale.

extension Ballot {
  var sheet: Sheet {
    var page = BallotPage(self)
    for result in results { page.result(result) }
    page.apart(apart, title: apartTitle)
    page.key(partlyKnown, isNeeded: (results.flatMap(\.counts) + apart).contains { $0.bounds.atMost != $0.bounds.atLeast })
    return Sheet(width: BallotPage.width, height: page.y, marks: page.marks)
  }
}

private struct BallotPage {
  var marks: [Mark] = []
  var y = 4
  /// The line where bars begin.
  private let left: Int
  /// Units a vote, in thousandths.
  private let scale: Int
  /// How far a bar may reach.
  private let right: Int
  private let labels: Int
  private let ends: Int

  /// Narrow enough for a telephone.
  static let width = 420
  private static let bar = 18

  init(_ ballot: Ballot) {
    let counts = ballot.results.flatMap(\.counts) + ballot.apart
    labels = min(counts.map { Lettering.label.width($0.label) }.max() ?? 0, 120)
    ends = min(counts.map { Lettering.label.width($0.words) }.max() ?? 0, 120)
    left = labels + 12
    right = Self.width - ends - 12
    // What nothing bounds reaches the end of the scale, past every number that is known.
    let known = counts.flatMap { [$0.bounds.atLeast, $0.bounds.atMost ?? $0.bounds.atLeast + $0.bounds.atLeast / 4 + 1] }
    let most = max((known + ballot.results.compactMap { $0.needed?.votes }).max() ?? 1, 1)
    scale = (right - left) * 1000 / most
  }

  mutating func result(_ result: Ballot.Result) {
    write(result.title, .heading)
    var line: (x: Int, top: Int)?
    if let needed = result.needed {
      let x = position(needed.votes)
      let lines = Lettering.label.lines(needed.label, width: Self.width)
      let width = lines.map { Lettering.label.width($0) }.max() ?? 0
      // On the side of its line where there is room; where there is none, from the edge.
      for (index, text) in lines.enumerated() {
        let baseline = y + (index + 1) * Lettering.label.leading - 4
        let (start, side): (Int, Mark.Side) =
          x + 6 + width <= Self.width ? (x + 6, .right) : width <= x - 6 ? (x - 6, .left) : (0, .right)
        marks.append(.text(text, Point(start, baseline), side, .label))
      }
      line = (x, y + 2)
      y += lines.count * Lettering.label.leading + 6
    }
    bars(result.counts) { $0 == .yes ? .yes : $0 == .no ? .no : .other }
    if let line {
      let (above, below) = (Point(line.x, line.top), Point(line.x, y))
      marks += [.line(above, below, .halo), .line(above, below, .moment)]
    }
    y += 16
  }

  mutating func apart(_ counts: [Ballot.Count], title: String?) {
    guard !counts.isEmpty else { return }
    if let title { write(title, .heading) }
    bars(counts) { _ in .apart }
    y += 16
  }

  mutating func key(_ words: String, isNeeded: Bool) {
    guard isNeeded else { return }
    marks.append(.hatched(Point(0, y), width: 28, height: 12, .other))
    let lines = Lettering.label.lines(words, width: Self.width - 40)
    for (index, line) in lines.enumerated() {
      marks.append(.text(line, Point(38, y + 11 + index * Lettering.label.leading), .right, .label))
    }
    y += max(lines.count, 1) * Lettering.label.leading
    y += 4
  }

  private mutating func write(_ title: String, _ lettering: Lettering) {
    for line in lettering.lines(title, width: Self.width) {
      y += lettering.leading
      marks.append(.text(line, Point(0, y - 4), .right, lettering.ink))
    }
    y += 6
  }

  /// Bars, and the line where they begin.
  private mutating func bars(_ counts: [Ballot.Count], _ ink: (VoteCount) -> Mark.Ink) {
    let top = y
    for count in counts { bar(count, ink: ink(count.of)) }
    marks.append(.line(Point(left, top - 2), Point(left, y - 4), .axis))
  }

  private mutating func bar(_ count: Ballot.Count, ink: Mark.Ink) {
    let height = count.height(labels, ends)
    let top = y + (height - Self.bar) / 2
    for (index, text) in Lettering.label.lines(count.label, width: labels).enumerated() {
      marks.append(.text(text, Point(0, y + 13 + index * Lettering.label.leading), .right, .label))
    }
    let least = position(count.bounds.atLeast)
    let most = count.bounds.atMost.map(position) ?? right
    if least > left { marks.append(.bar(Point(left, top), width: least - left, height: Self.bar, ink)) }
    if most > least { marks.append(.hatched(Point(least, top), width: most - least, height: Self.bar, ink)) }
    if count.bounds.atMost == nil {
      marks.append(.shape([Point(right, top), Point(right + 8, top + Self.bar / 2), Point(right, top + Self.bar)], ink))
    }
    for (index, text) in Lettering.label.lines(count.words, width: ends).enumerated() {
      let x = most + (count.bounds.atMost == nil ? 12 : 8)
      marks.append(.text(text, Point(x, y + 13 + index * Lettering.label.leading), .right, .label))
    }
    y += height + 6
  }

  private func position(_ votes: Int) -> Int { left + votes * scale / 1000 }
}

extension Ballot.Count {
  fileprivate func height(_ labels: Int, _ ends: Int) -> Int {
    let lines = max(Lettering.label.lines(label, width: labels).count, Lettering.label.lines(words, width: ends).count, 1)
    return max(18, lines * Lettering.label.leading)
  }
}

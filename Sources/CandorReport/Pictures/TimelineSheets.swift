import CandorCore

// How a timeline is laid out: labels on the left, one row below the other, days from left to right; the key first, the axis over the rows of
// each sheet, so that it is never far.

extension Timeline {
  var sheets: [Sheet] {
    var page = TimelinePage(self)
    page.key(of: self)
    page.beginRows()
    for group in groups {
      if let title = group.title { page.title(title, with: group.rows.first) }
      for row in group.rows { page.row(row) }
    }
    return page.finish()
  }

  fileprivate var days: [Day] {
    groups.flatMap(\.rows).flatMap(\.extent.ranges).flatMap { [$0.first, $0.last].compactMap(\.self) } + [asOf.day]
  }
}

private struct TimelinePage {
  private var sheets: [Sheet] = []
  private var marks: [Mark] = []
  private var y = 0
  /// Where the rows of this sheet begin.
  private var top = 0
  private let labels: Int
  private let axis: TimeAxis
  private let names: (years: [TimeAxis.Name], months: [TimeAxis.Name], days: [TimeAxis.Name], lines: [Int])
  private let asOf: Day
  /// The middle of the row that is drawn.
  private var middle = 0

  private static let width = 640
  /// As much as stands on a page of A4 with its caption.
  private static let tallest = 820
  private static let leading = Lettering.label.leading

  init(_ timeline: Timeline) {
    labels = min(timeline.groups.flatMap(\.rows).map { Lettering.label.width($0.label) }.max() ?? 0, 200)
    axis = TimeAxis(timeline.days, from: labels + 8, to: Self.width)
    names = axis.names(months: timeline.words.months)
    asOf = timeline.asOf.day
  }

  // MARK: Sheets

  mutating func finish() -> [Sheet] {
    endSheet()
    return sheets
  }

  mutating func beginRows() {
    for name in names.years { marks.append(.text(name.text, Point(name.x, y + 12), .right, .year)) }
    if !names.years.isEmpty { y += 15 }
    for name in names.months { marks.append(.text(name.text, Point(name.x, y + 11), .right, .tick)) }
    y += 15
    for name in names.days { marks.append(.text(name.text, Point(name.x, y + 11), .both, .tick)) }
    if !names.days.isEmpty { y += 15 }
    top = y + 2
    y += 8
  }

  private mutating func endSheet() {
    let bottom = y + 4
    var ground: [Mark] = axis.stretches.map { .line(Point($0.left - 4, top), Point($0.right + 4, top), .axis) }
    ground += names.lines.map { .line(Point($0, top), Point($0, bottom), .grid) }
    for fold in axis.folds {
      ground += [-3, 3].map { .line(Point(fold + $0 - 2, top + 5), Point(fold + $0 + 2, top - 3), .fold) }
      ground.append(.bar(Point(fold - 6, top + 8), width: 12, height: bottom - top - 8, .gap))
    }
    let now = axis.position(asOf)
    ground.append(.line(Point(now, top), Point(now, bottom), .moment))
    sheets.append(Sheet(width: Self.width, height: bottom + 2, marks: ground + marks))
    (marks, y) = ([], 0)
  }

  /// Begins another sheet where this one has no room for so much.
  private mutating func makeRoom(_ height: Int) {
    guard y + height > Self.tallest, y > top + 8 else { return }
    endSheet()
    beginRows()
  }

  // MARK: Rows

  mutating func title(_ title: String, with first: Timeline.Row?) {
    let lines = Lettering.heading.lines(title, width: Self.width)
    let height = lines.count * Lettering.heading.leading + 12
    makeRoom(height + (first.map(self.height) ?? 0))
    y += y > top + 8 ? 10 : 0
    for line in lines {
      y += Lettering.heading.leading
      marks.append(.text(line, Point(0, y - 4), .right, .heading))
    }
    y += 4
  }

  mutating func row(_ row: Timeline.Row) {
    makeRoom(height(row))
    middle = y + Self.leading / 2
    var drawn: [Mark] = []
    for (index, line) in Lettering.label.lines(row.label, width: labels).enumerated() {
      drawn.append(.text(line, Point(0, y + 12 + index * Self.leading), .right, .label))
    }
    marks.append(.line(Point(axis.left, middle), Point(axis.right, middle), .guide))
    switch row.extent {
    case .event(let days): drawn += event(days)
    case .duty(let wait): drawn += duty(wait)
    }
    marks += row.anchor.map { [.link(to: $0, drawn)] } ?? drawn
    y += height(row)
  }

  private func height(_ row: Timeline.Row) -> Int { max(Lettering.label.lines(row.label, width: labels).count, 1) * Self.leading }

  private func event(_ days: DayRange) -> [Mark] {
    if let day = days.day { return [.dot(Point(axis.position(day), middle), .event)] }
    return span(days)
  }

  /// A bar from the first day to the last, or on to the side that nothing bounds.
  private func span(_ days: DayRange) -> [Mark] {
    let left = days.first.map(axis.position) ?? axis.left + 7
    let right = max(days.last.map(axis.position) ?? axis.right - 7, left + 6)
    var marks: [Mark] = [.bar(Point(left, middle - 3), width: right - left, height: 6, .between)]
    if days.first == nil { marks.append(arrow(from: left, toward: -1, .between)) }
    if days.last == nil { marks.append(arrow(from: right, toward: 1, .between)) }
    return marks
  }

  private func arrow(from x: Int, toward side: Int, _ ink: Mark.Ink) -> Mark {
    .shape([Point(x, middle - 5), Point(x + side * 7, middle), Point(x, middle + 5)], ink)
  }

  /// The bar of a duty: what the record leaves open is never drawn as past due.
  private func duty(_ wait: Timeline.Wait) -> [Mark] {
    let start = (wait.since.last ?? wait.since.first).map(axis.position) ?? axis.left + 7
    let due = wait.due.map { $0.last.map(axis.position) ?? axis.right - 7 }
    let end = max(wait.until.map { ($0.first ?? $0.last).map(axis.position) ?? start } ?? axis.position(asOf), start)
    var marks = bounds(wait.since) + (wait.until.map(bounds) ?? [])
    switch wait.state {
    case .undetermined: marks.append(bar(start, max(due ?? end, start), .undetermined))
    // Without a due day it is broken from the first.
    case .breached:
      let late = min(due ?? start, end)
      if late > start { marks.append(bar(start, late, .wait)) }
      marks += past(late, end)
    case .met, .open, .excused, .lapsed:
      let intime = min(due ?? end, wait.state == .open ? max(due ?? end, start) : end)
      marks.append(bar(start, max(intime, start), .wait))
      if wait.state == .met, let due, due < end { marks += past(max(due, start), end) }
    }
    if let due { marks += bounds(wait.due ?? .unknown) + [dueMark(due)] }
    return marks
  }

  private func bar(_ left: Int, _ right: Int, _ ink: Mark.Ink) -> Mark {
    .bar(Point(left, middle - 4), width: max(right - left, 4), height: 8, ink)
  }

  /// What is past due: told from the rest by its weight and its lines, not by its color alone.
  private func past(_ left: Int, _ right: Int) -> [Mark] {
    [bar(left, right, .overdue), .hatched(Point(left, middle - 4), width: max(right - left, 4), height: 8, .overdue)]
  }

  private func dueMark(_ x: Int) -> Mark {
    .shape([Point(x, middle - 7), Point(x + 4, middle), Point(x, middle + 7), Point(x - 4, middle)], .due)
  }

  /// A thin line between the first day and the last that something may have been.
  private func bounds(_ days: DayRange) -> [Mark] {
    if days.day != nil { return [] }
    let left = days.first.map(axis.position) ?? axis.left + 7
    let right = days.last.map(axis.position) ?? axis.right - 7
    guard right > left else { return [] }
    var marks: [Mark] = [.line(Point(left, middle), Point(right, middle), .bound)]
    marks += days.first == nil ? [arrow(from: left, toward: -1, .bound)] : [.line(Point(left, middle - 3), Point(left, middle + 3), .bound)]
    marks +=
      days.last == nil ? [arrow(from: right, toward: 1, .bound)] : [.line(Point(right, middle - 3), Point(right, middle + 3), .bound)]
    return marks
  }

  // MARK: The key

  /// Each sign that is drawn, with what it says.
  mutating func key(of timeline: Timeline) {
    let words = timeline.words
    let extents = timeline.groups.flatMap(\.rows).map(\.extent)
    let events = extents.compactMap { if case .event(let days) = $0 { days } else { nil } }
    let waits = extents.compactMap { if case .duty(let wait) = $0 { wait } else { nil } }
    let ranges = extents.flatMap(\.ranges)
    let isLate = waits.contains { wait in
      guard wait.state == .met, let due = wait.due?.last, let until = wait.until?.first else { return wait.state == .breached }
      return due < until
    }
    var x = 0
    let items: [(isDrawn: Bool, words: String, width: Int, sign: (Self, Int) -> [Mark])] = [
      (events.contains { $0.day != nil }, words.day, 10, { page, x in [.dot(Point(x + 5, page.middle), .event)] }),
      (
        ranges.contains { $0.day == nil && $0.first != nil && $0.last != nil }, words.between, 26,
        { page, x in [.bar(Point(x, page.middle - 3), width: 26, height: 6, .between)] }
      ),
      (
        ranges.contains { $0.first == nil || $0.last == nil }, words.unbounded, 26,
        { page, x in
          [.bar(Point(x, page.middle - 3), width: 19, height: 6, .between), page.arrow(from: x + 19, toward: 1, .between)]
        }
      ),
      (waits.contains { $0.state != .undetermined }, words.wait, 26, { page, x in [page.bar(x, x + 26, .wait)] }),
      (waits.contains { $0.due != nil }, words.due, 10, { page, x in [page.dueMark(x + 5)] }),
      (isLate, words.overdue, 26, { page, x in page.past(x, x + 26) }),
      (waits.contains { $0.state == .undetermined }, words.undetermined, 26, { page, x in [page.bar(x, x + 26, .undetermined)] }),
      (
        true, timeline.asOf.label, 8, { page, x in [.line(Point(x + 4, page.middle - 7), Point(x + 4, page.middle + 7), .moment)] }
      ),
      (
        !axis.folds.isEmpty, words.folded, 14,
        { page, x in
          [4, 10].map { .line(Point(x + $0 - 3, page.middle + 6), Point(x + $0 + 3, page.middle - 6), .fold) }
        }
      ),
    ]
    for item in items where item.isDrawn {
      let lines = Lettering.label.lines(item.words, width: Self.width - item.width - 6)
      let width = item.width + 6 + (lines.map { Lettering.label.width($0) }.max() ?? 0)
      if x > 0, x + width > Self.width { (x, y) = (0, y + 20) }
      middle = y + 9
      marks += item.sign(self, x)
      for (index, line) in lines.enumerated() {
        marks.append(.text(line, Point(x + item.width + 6, y + 13 + index * Self.leading), .right, .label))
      }
      y += max(lines.count - 1, 0) * Self.leading
      x += width + 20
    }
    y += 32
  }
}

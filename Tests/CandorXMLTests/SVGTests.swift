import CandorCore
import CandorReport
import CandorXML
import Foundation
import Testing
import Trials

struct `Drawings` {
  private static let words = Timeline.Words(
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], day: "a day", between: "some day between",
    unbounded: "not known", wait: "time to act", due: "due", overdue: "past due", undetermined: "cannot be told", folded: "left out")

  private static func day(_ year: Int, _ month: Int, _ day: Int) throws -> Day { try #require(Day(year: year, month: month, day: day)) }

  private static func timeline(_ extents: [Timeline.Extent], asOf: Day) -> Drawing {
    let rows = extents.enumerated().map { Timeline.Row(label: "entry \($0.offset + 1)", anchor: nil, extent: $0.element) }
    return .timeline(
      Timeline(groups: [Timeline.Group(title: nil, rows: rows)], asOf: Timeline.Moment(day: asOf, label: "as of then"), words: words))
  }

  /// Every mark, out of its link.
  private static func marks(of drawing: Drawing) -> [Mark] {
    drawing.sheets.flatMap(\.marks).flatMap { mark -> [Mark] in if case .link(_, let marks) = mark { marks } else { [mark] } }
  }

  private static func texts(of drawing: Drawing) -> [String] {
    marks(of: drawing).compactMap { if case .text(let text, _, _, _) = $0 { text } else { nil } }
  }

  @Test func `three weeks have an axis of days, and a mark for each row`() throws {
    let drawing = Self.timeline(
      [.event(DayRange(try Self.day(2024, 2, 26))), .event(DayRange(try Self.day(2024, 3, 1), try Self.day(2024, 3, 4)))],
      asOf: try Self.day(2024, 3, 18))
    #expect(
      Self.texts(of: drawing) == [
        "a day", "some day between", "as of then", "2024", "Feb", "Mar", "26", "27", "28", "29", "1", "2", "3", "4", "5", "6", "7", "8",
        "9",
        "10", "11", "12", "13", "14", "15", "16", "17", "18", "entry 1", "entry 2",
      ])
    #expect(Self.marks(of: drawing).filter { if case .dot(_, .event) = $0 { true } else { false } }.count == 2)  // one in the key
  }

  @Test func `nine years with room for each row have an axis of years and nothing left out`() throws {
    let start = try Self.day(2010, 1, 1)
    let drawing = Self.timeline((0..<12).map { .event(DayRange(start + $0 * 277)) }, asOf: start + 3390)
    #expect(Self.texts(of: drawing).filter { Int($0) != nil } == (2010...2019).map(String.init))
    #expect(!Self.texts(of: drawing).contains("left out"))
  }

  @Test func `nine years with all at their end are folded, and say so`() throws {
    let start = try Self.day(2019, 3, 1)
    let drawing = Self.timeline(
      [.event(DayRange(try Self.day(2010, 1, 1)))] + (0..<20).map { .event(DayRange(start + $0)) }, asOf: start + 40)
    let positions = Self.marks(of: drawing).compactMap { if case .dot(let point, .event) = $0 { point.x } else { nil } }.dropFirst(2)
    #expect(zip(positions, positions.dropFirst()).allSatisfy { $1 - $0 >= 10 })
    #expect(Self.texts(of: drawing).contains("left out"))
  }

  struct Duty: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Days after 1 March 2024; nil where not known.
    var since: Int, due: Int?, until: Int?, state: CandorCore.Duty.State
    /// From where to where it is past due.
    var overdue: ClosedRange<Int>?
  }

  @Test(arguments: [
    Duty(testDescription: "met in time", since: 0, due: 10, until: 5, state: .met, overdue: nil),
    Duty(testDescription: "met late", since: 0, due: 10, until: 15, state: .met, overdue: 10...15),
    Duty(testDescription: "breached, and it stands", since: 0, due: 10, until: nil, state: .breached, overdue: 10...20),
    Duty(testDescription: "breached without a day on which it was due", since: 5, due: nil, until: 10, state: .breached, overdue: 5...10),
    Duty(testDescription: "open, and due after the day of the report", since: 5, due: 18, until: nil, state: .open, overdue: nil),
    Duty(testDescription: "undetermined", since: 5, due: 10, until: nil, state: .undetermined, overdue: nil),
    Duty(testDescription: "excused", since: 5, due: 10, until: 15, state: .excused, overdue: nil),
  ])
  func `a duty is past due from its due day until it was met, or until the day of the report`(_ duty: Duty) throws {
    let start = try Self.day(2024, 3, 1)
    func range(_ day: Int?) -> DayRange? { day.map { DayRange(start + $0) } }
    let wait = Timeline.Wait(
      since: DayRange(start + duty.since), due: range(duty.due), until: range(duty.until), state: duty.state)
    let drawing = Self.timeline([.event(DayRange(start)), .duty(wait)], asOf: start + 20)
    let dots = Self.marks(of: drawing).compactMap { if case .dot(let point, .event) = $0 { point.x } else { nil } }
    let moments = Self.marks(of: drawing).compactMap { if case .line(let point, _, .moment) = $0 { point.x } else { nil } }
    let (left, right) = (try #require(dots.last), try #require(moments.max()))
    let bars = Self.marks(of: drawing).compactMap { mark -> ClosedRange<Int>? in
      guard case .bar(let corner, let width, _, .overdue) = mark, corner.x > left - 5 else { return nil }
      return corner.x...(corner.x + width)
    }.filter { $0.count != 27 }  // the key's
    let expected = duty.overdue.map { [(left + $0.lowerBound * (right - left) / 20)...(left + $0.upperBound * (right - left) / 20)] } ?? []
    #expect(bars == expected)
  }

  @Test func `a vote has a bar for each count on one scale, hatched where it is only bounded, and the line of the majority`() {
    let drawing = Drawing.vote(
      Ballot(
        results: [
          Ballot.Result(
            title: "As counted",
            counts: [Ballot.Count("For", .yes, Ballot.Bounds(9), words: "9"), Ballot.Count("Against", .no, Ballot.Bounds(3), words: "3")],
            needed: Ballot.Needed(votes: 6, label: "majority: 6")),
          Ballot.Result(
            title: "Without two", counts: [Ballot.Count("For", .yes, Ballot.Bounds(atLeast: 6, atMost: 9), words: "6 to 9")], needed: nil),
        ], apart: [Ballot.Count("Recused", .recused, Ballot.Bounds(3), words: "3")], apartTitle: "Did not vote", partlyKnown: "at most"))
    #expect(
      Self.texts(of: drawing) == [
        "As counted", "majority: 6", "For", "9", "Against", "3", "Without two", "For", "6 to 9", "Did not vote", "Recused", "3", "at most",
      ])
    let bars = Self.marks(of: drawing).compactMap { mark -> Int? in if case .bar(_, let width, _, _) = mark { width } else { nil } }
    let unit = bars[0] / 9
    #expect(zip(bars, [9, 3, 6, 3]).allSatisfy { abs($0 - $1 * unit) <= 9 })
    #expect(bars[1] == bars[3])
    let majority = Self.marks(of: drawing).compactMap { mark -> Int? in if case .line(let point, _, .moment) = mark { point.x } else { nil }
    }
    let hatched = Self.marks(of: drawing).compactMap { mark -> Int? in
      if case .hatched(let corner, _, _, .yes) = mark { corner.x } else { nil }
    }
    #expect(majority == hatched)
  }

  /// Where a mark reaches.
  private struct Box {
    var left: Int, right: Int, top: Int, bottom: Int

    func overlaps(_ other: Box) -> Bool { left < other.right && other.left < right && top < other.bottom && other.top < bottom }
  }

  private static func box(_ mark: Mark) -> Box? {
    func around(_ points: [Point], by margin: Int = 0) -> Box {
      let (xs, ys) = (points.map(\.x), points.map(\.y))
      return Box(
        left: (xs.min() ?? 0) - margin, right: (xs.max() ?? 0) + margin, top: (ys.min() ?? 0) - margin, bottom: (ys.max() ?? 0) + margin)
    }
    switch mark {
    case .line(let from, let to, _): return around([from, to])
    case .bar(let corner, let width, let height, _): return around([corner, Point(corner.x + width, corner.y + height)])
    case .hatched(let corner, let width, let height, _):
      return around(
        hatching(corner, width: width, height: height).flatMap { [$0.from, $0.to] } + [corner, Point(corner.x + width, corner.y + height)])
    case .dot(let center, _): return around([center], by: 4)
    case .shape(let corners, _): return around(corners)
    case .text(let text, let point, let side, let ink):
      let width = ink.width(of: text) ?? 0
      let left =
        switch side {
        case .right: point.x
        case .left: point.x - width
        case .both: point.x - (width + 1) / 2
        }
      return Box(left: left, right: left + width, top: point.y - 9, bottom: point.y + 3)
    case .link: return nil
    }
  }

  private static let reports = UInt64(Thorough.rounds(60, of: 250, "random reports' pictures measured"))
  private static let drawn = (0..<reports).flatMap { RandomReport.make(seed: 5000 + $0).pictures }.filter { $0.drawing != nil }

  @Test func `nothing runs out of any drawing, no text over another, and no word is lost`() throws {
    #expect(UInt64(Self.drawn.count) * 4 > Self.reports)
    for picture in Self.drawn {
      let drawing = try #require(picture.drawing)
      for sheet in drawing.sheets {
        let marks = sheet.marks.flatMap { mark -> [Mark] in if case .link(_, let marks) = mark { marks } else { [mark] } }
        let boxes = marks.compactMap { mark in Self.box(mark).map { (mark, $0) } }
        let outside = boxes.filter { $1.left < 0 || $1.right > sheet.width || $1.top < 0 || $1.bottom > sheet.height }
        #expect(outside.isEmpty, "\(outside) on \(sheet.height)")
        let texts = boxes.filter { if case .text = $0.0 { true } else { false } }
        let over = texts.indices.compactMap { index in
          texts.dropFirst(index + 1).first { $0.1.overlaps(texts[index].1) }.map { (texts[index].0, $0.0) }
        }
        #expect(over.isEmpty, "\(over)")
      }
      let written = Outline.plain(Self.texts(of: drawing).joined())
      for label in Self.labels(of: drawing).map(Outline.plain) where !label.isEmpty {
        #expect(written.unicodeScalars.firstRange(of: label.unicodeScalars) != nil, "\(label)")
      }
    }
  }

  private static func labels(of drawing: Drawing) -> [String] {
    switch drawing {
    case .timeline(let timeline): timeline.groups.flatMap { group in [group.title ?? ""] + group.rows.map(\.label) } + [timeline.asOf.label]
    case .vote(let ballot):
      ballot.results.flatMap { [$0.title, $0.needed?.label ?? ""] }
        + (ballot.results.flatMap(\.counts) + ballot.apart).flatMap { [$0.label, $0.words] }
    }
  }

  @Test func `a file is a document that needs nothing else, is named and described, and leads nowhere`() throws {
    for picture in Self.drawn.prefix(60) {
      let bytes = try #require(try SVG.bytes(of: picture, language: "en"))
      let root = try #require(try Element.parse(bytes).children.first)
      #expect(root.name == "svg" && root["role"] == "img" && root["viewBox"] == "0 0 \(root["width"]) \(root["height"])")
      #expect(Outline.plain(root.first("title").text) == Outline.plain(picture.caption))
      #expect(Outline.plain(root.first("desc").text) == Outline.plain(picture.alternative))
      root.walk { element in
        #expect(["", "svg", "title", "desc", "style", "rect", "g", "path", "circle", "polygon", "text"].contains(element.name))
        #expect(element.attributes.allSatisfy { $0.key == "xmlns" || !$0.value.contains("http") && !$0.key.contains("href") })
      }
      #expect(!root.first("style").text.contains("url") && !root.first("style").text.contains("@import"))
      #expect(try bytes == SVG.bytes(of: picture, language: "en"))
    }
  }

  @Test func `a vote's file is this`() throws {
    let ballot = Ballot(
      results: [
        Ballot.Result(
          title: "As counted", counts: [Ballot.Count("For", .yes, Ballot.Bounds(atLeast: 19, atMost: 20), words: "19 or 20")],
          needed: Ballot.Needed(votes: 11, label: "needed: 11"))
      ], apart: [], apartTitle: nil, partlyKnown: "at most")
    let picture = Picture(id: "vote", caption: "A vote", alternative: "Nineteen or twenty for; eleven were needed.", drawing: .vote(ballot))
    let text = String(decoding: try #require(try SVG.bytes(of: picture, language: "en")), as: UTF8.self)
    let style = try #require(text.firstRange(of: "<style>")).upperBound..<(try #require(text.firstRange(of: "</style>")).lowerBound)
    #expect(text.replacingCharacters(in: style, with: "") == Self.golden, "\(text.replacingCharacters(in: style, with: ""))")
  }

  private static let golden = """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" xml:lang="en" width="452" height="142" viewBox="0 0 452 142" class="drawing" role="img" aria-labelledby="title description">
      <title id="title">A vote</title>
      <desc id="description">Nineteen or twenty for; eleven were needed.</desc>
      <style></style>
      <rect width="452" height="142" fill="#fff"/>
      <g transform="translate(16 16)">
        <text class="heading" x="0" y="18">As counted</text>
        <text class="label" x="217" y="40">needed: 11</text>
        <text class="label" x="0" y="63">For</text>
        <rect class="yes" x="35" y="50" width="304" height="18"/>
        <rect class="yes hatched" x="339" y="50" width="17" height="18"/>
        <path class="yes" d="M339 54L343 50M339 59L348 50M339 64L353 50M340 68L356 52M345 68L356 57M350 68L356 62M355 68L356 67"/>
        <text class="label" x="364" y="63">19 or 20</text>
        <path class="axis" d="M35 48L35 70"/>
        <path class="halo" d="M211 30L211 74"/>
        <path class="moment" d="M211 30L211 74"/>
        <rect class="other hatched" x="0" y="90" width="28" height="12"/>
        <path class="other" d="M0 94L4 90M0 99L9 90M2 102L14 90M7 102L19 90M12 102L24 90M17 102L28 91M22 102L28 96M27 102L28 101"/>
        <text class="label" x="38" y="101">at most</text>
      </g>
    </svg>

    """
}

/// A drawing laid out: as much of it as fits on a printed page, as marks at whole units. A writer gives each mark its form and its ink, and
/// moves nothing.
package struct Sheet: Hashable, Sendable {
  /// At this width letters are as large as in the text around.
  package var width: Int
  package var height: Int
  package var marks: [Mark] = []
}

/// A place on a sheet: units from its left edge and from its top.
package struct Point: Hashable, Sendable {
  package var x: Int
  package var y: Int

  package init(_ x: Int, _ y: Int) {
    self.x = x
    self.y = y
  }
}

/// One thing that is drawn.
package enum Mark: Hashable, Sendable {
  /// What a mark is for; how it looks is a writer's to say.
  package enum Ink: String, CaseIterable, Hashable, Sendable {
    // Lines
    case grid, guide, axis, bound, moment, fold
    /// Under a line, so that it is seen on what is dark.
    case halo
    // Areas
    case gap, event, between, wait, due, overdue, undetermined, yes, no, other, apart
    // Letters
    case heading, year, tick, label
  }

  /// On which side of its point a text lies.
  package enum Side: Hashable, Sendable {
    case right, left
    /// The point is its middle.
    case both
  }

  case line(Point, Point, Ink)
  /// A rectangle, by its corner at the top left.
  case bar(Point, width: Int, height: Int, Ink)
  /// A rectangle of diagonal lines: what is not certain, told from what is by more than a color.
  case hatched(Point, width: Int, height: Int, Ink)
  case dot(Point, Ink)
  /// A closed shape.
  case shape([Point], Ink)
  /// One line of text; the point is on its baseline.
  case text(String, Point, Side, Ink)
  /// Marks that lead to a part of the report.
  case link(to: String, [Mark])
}

extension Drawing {
  /// What is drawn, laid out.
  package var sheets: [Sheet] {
    switch self {
    case .timeline(let timeline): timeline.sheets
    case .vote(let ballot): [ballot.sheet]
    }
  }
}

/// Where diagonal lines begin and end that fill a rectangle.
package func hatching(_ corner: Point, width: Int, height: Int) -> [(from: Point, to: Point)] {
  // Each goes up to the right; those that begin or end beyond a side are cut there.
  stride(from: 4, to: width + height, by: 5).map { reach in
    let start = Point(corner.x + max(reach - height, 0), corner.y + min(reach, height))
    return (start, Point(corner.x + min(reach, width), corner.y + max(reach - width, 0)))
  }
}

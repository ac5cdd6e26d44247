package import CandorCore

/// What happened when, and what was due when: a row each, against one axis of days.
///
///     Timeline(
///       groups: [
///         Timeline.Group(
///           title: "What happened",
///           rows: [Timeline.Row(label: "entry 48", anchor: "e48", extent: .event(DayRange(day)))]),
///       ], asOf: Timeline.Moment(day: checkpoint, label: "19 April 2019"), words: words)
package struct Timeline: Hashable, Sendable {
  /// Rows under one heading.
  package struct Group: Hashable, Sendable {
    /// Nil where the drawing has only one group.
    package var title: String?
    package var rows: [Row]

    package init(title: String?, rows: [Row]) {
      self.title = title
      self.rows = rows
    }
  }

  /// One thing that took place, or was owed.
  package struct Row: Hashable, Sendable {
    /// What stands beside it: "entry 48".
    package var label: String
    /// The id of the part of the report that tells it; nil where none does.
    package var anchor: String?
    package var extent: Extent

    package init(label: String, anchor: String?, extent: Extent) {
      self.label = label
      self.anchor = anchor
      self.extent = extent
    }
  }

  /// Where a row lies in time.
  package enum Extent: Hashable, Sendable {
    /// On a day, or on one of these days; an end that is nil is not bounded by the record.
    case event(DayRange)
    case duty(Wait)
  }

  /// A duty in time: from its occasion up to its due day, and past it. Where a day is known only within bounds, the bar is drawn to the last
  /// day for what favors the debtor (nothing is past due that may not be), and the bounds are shown.
  package struct Wait: Hashable, Sendable {
    /// The days of its occasion.
    package var since: DayRange
    /// The last days on which it was in time; nil where it has none, and can never be late.
    package var due: DayRange?
    /// When it was done, or ended otherwise; nil where it still stands on the day of the report.
    package var until: DayRange?
    package var state: Duty.State

    package init(since: DayRange, due: DayRange?, until: DayRange?, state: Duty.State) {
      self.since = since
      self.due = due
      self.until = until
      self.state = state
    }
  }

  /// A day that is marked through all rows.
  package struct Moment: Hashable, Sendable {
    package var day: Day
    package var label: String

    package init(day: Day, label: String) {
      self.day = day
      self.label = label
    }
  }

  /// Every word of a timeline that is not a row's. Of the key, only what is drawn is shown.
  package struct Words: Hashable, Sendable {
    /// The twelve months as an axis has them: "Jan".
    package var months: [String]
    /// A dot: "a day".
    package var day: String
    /// A bar between two days: "some day between".
    package var between: String
    /// A bar that ends in an arrow: "before or after: not known".
    package var unbounded: String
    /// A bar up to the due day: "time to act".
    package var wait: String
    /// The mark at its end: "due".
    package var due: String
    /// The bar past the due day: "past due".
    package var overdue: String
    /// A bar of which it is not known whether it was kept: "cannot be told".
    package var undetermined: String
    /// Where the axis leaves days out in which nothing begins or ends: "time left out".
    package var folded: String

    package init(
      months: [String], day: String, between: String, unbounded: String, wait: String, due: String, overdue: String, undetermined: String,
      folded: String
    ) {
      self.months = months
      self.day = day
      self.between = between
      self.unbounded = unbounded
      self.wait = wait
      self.due = due
      self.overdue = overdue
      self.undetermined = undetermined
      self.folded = folded
    }
  }

  package var groups: [Group]
  /// The day as of which it is drawn.
  package var asOf: Moment
  package var words: Words

  package init(groups: [Group], asOf: Moment, words: Words) {
    self.groups = groups
    self.asOf = asOf
    self.words = words
  }
}

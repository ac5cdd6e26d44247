/// Why a value is not there for this reader. It is never absent and never false: it is somewhere, or it was.
package struct Gap: Error, Hashable, Sendable {
  /// Why it is not there.
  package enum Why: UInt8, Sendable {
    /// Sealed to others.
    case withheld
    /// Removed for good, on a ground that the record states.
    case erased
    /// There, and not read into this view.
    case unread
  }

  package var entry: EntryID
  /// The slot of the entry's commitments; 0 is its kind.
  package var slot: UInt8
  package var why: Why

  package init(entry: EntryID, slot: UInt8, why: Why) {
    self.entry = entry
    self.slot = slot
    self.why = why
  }
}

/// A value of an entry as this reader sees it: shown, or hidden with the reason. ``value`` is the only way in, and it throws the gap.
package enum Field<Value: Datum>: Hashable, Sendable {
  case shown(Value)
  case hidden(Gap)

  /// A field not read yet.
  package init() { self = .hidden(Gap(entry: EntryID(0), slot: 0, why: .unread)) }

  package var value: Value {
    get throws(Gap) {
      switch self {
      case .shown(let value): return value
      case .hidden(let gap): throw gap
      }
    }
  }

  /// Whether it is this value; unknown where it is hidden.
  package func `is`(_ other: Value) -> Truth { test { $0 == other } }

  /// Whether a condition holds of it; unknown where it is hidden.
  package func test(_ condition: (Value) -> Bool) -> Truth {
    switch self {
    case .shown(let value): Truth(condition(value))
    case .hidden(let gap): .unknown([gap])
    }
  }

  /// Another value made of it; as hidden as it is.
  package func map<Other: Datum>(_ change: (Value) -> Other) -> Field<Other> {
    switch self {
    case .shown(let value): .shown(change(value))
    case .hidden(let gap): .hidden(gap)
    }
  }

  /// Why it is not there; nil where it is.
  package var gap: Gap? {
    if case .hidden(let gap) = self { gap } else { nil }
  }

  /// What is shown, for a reader that tells what it sees and concludes nothing from what it does not see.
  package var shown: Value? {
    if case .shown(let value) = self { value } else { nil }
  }
}

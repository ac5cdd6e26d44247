/// Yes, no, or what cannot be told and why: Kleene's strong three-valued logic, so that a hidden value never counts as a no.
package enum Truth: Hashable, Sendable {
  case yes, no
  /// The gaps that stand in the way; none where it is the dates that leave it open.
  case unknown([Gap])

  package init(_ known: Bool) { self = known ? .yes : .no }

  /// No where either is; yes where both are; else unknown, with every gap in the way.
  package static func && (one: Truth, other: @autoclosure () -> Truth) -> Truth {
    switch one {
    case .no: return .no
    case .yes: return other()
    case .unknown(let gaps):
      switch other() {
      case .no: return .no
      case .yes: return one
      case .unknown(let more): return .unknown(gaps + more)
      }
    }
  }

  package static func || (one: Truth, other: @autoclosure () -> Truth) -> Truth { !(!one && !other()) }

  package static prefix func ! (truth: Truth) -> Truth {
    switch truth {
    case .yes: .no
    case .no: .yes
    case .unknown: truth
    }
  }
}

/// Yes, no, or what cannot be told and why: as ``Truth``, with causes of every sort.
package enum Conclusion: Hashable, Sendable {
  case yes, no
  case unclear([Cause])

  /// No where either is; yes where both are; else unclear, for every cause in the way.
  static func && (one: Conclusion, other: Conclusion) -> Conclusion {
    switch (one, other) {
    case (.no, _), (_, .no): .no
    case (.yes, let rest), (let rest, .yes): rest
    case (.unclear(let causes), .unclear(let more)): .unclear((causes + more).uniqued)
    }
  }

  /// Yes where either is; no where both are; else unclear, for every cause in the way.
  static func || (one: Conclusion, other: Conclusion) -> Conclusion {
    switch (one, other) {
    case (.yes, _), (_, .yes): .yes
    case (.no, let rest), (let rest, .no): rest
    case (.unclear(let causes), .unclear(let more)): .unclear((causes + more).uniqued)
    }
  }

  /// What cannot be told; empty where it can.
  package var causes: [Cause] { if case .unclear(let causes) = self { causes } else { [] } }
}

extension Entry {
  /// Why it cannot be told when it happened: its date is hidden, or too wide.
  var doubtOfDate: Cause { header.occurred.gap.map(Cause.gap) ?? .dates([id]) }
}

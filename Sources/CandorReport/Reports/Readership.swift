package import CandorCore

// Who reads which edition, and what a code opens to them.

extension Edition {
  /// The level that its readers read.
  package var level: Visibility.Level {
    switch self {
    case .case: .case
    case .members: .members
    case .public: .public
    }
  }

  /// Whether its readers may know of the duties of a check, by the code.
  package func mayKnow(_ check: CheckName, by charter: Charter) -> Bool { charter.visibility.level(of: check).reaches(self) }
}

extension Visibility.Level {
  /// Whether what is open to it is open to the readers of an edition.
  package func reaches(_ edition: Edition) -> Bool {
    switch (self, edition) {
    case (.public, _), (.members, .members), (.members, .case), (.case, .case): true
    case (.members, .public), (.case, .members), (.case, .public), (.party, _), (.person, _), (.body, _):
      false
    }
  }
}

extension Visibility {
  /// Whether a field of a case's entries is open to nobody beside the readers of an edition.
  package func keeps(_ kind: Kind, _ field: String, within edition: Edition) -> Bool {
    let level = level(of: field, in: kind, ofCase: true)
    return !Edition.allCases.contains { $0 != edition && $0.level.reaches(edition) && level.reaches($0) }
  }
}

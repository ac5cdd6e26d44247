import CandorCore

/// A language that reports can be in, by its BCP 47 tag.
package enum Language: String, Choice {
  case en, es

  /// What it says.
  package var catalogue: Catalogue {
    switch self {
    case .en: .english
    case .es: .spanish
    }
  }
}

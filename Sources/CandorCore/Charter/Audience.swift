/// Those who hold the key to a value: one data key an audience and epoch.
package enum Audience: Hashable, Sendable {
  case `public`, members
  case body(BodyID)
  case `case`(CaseID)
  /// Whom a party is, and whoever they let read their accounts.
  case party(PartyID)
  /// A person: what the record holds about them, in whichever case.
  case person(PersonID)
}

extension Audience: CustomStringConvertible {
  /// `members`, `case:7fq2…`.
  package var description: String {
    switch self {
    case .public: "public"
    case .members: "members"
    case .body(let id): "body:\(id)"
    case .case(let id): "case:\(id)"
    case .party(let id): "party:\(id)"
    case .person(let id): "person:\(id)"
    }
  }

  /// Reads the form that ``description`` writes and nothing else.
  package init?(_ text: String) {
    switch text {
    case "public": self = .public
    case "members": self = .members
    default:
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[1].isEmpty else { return nil }
      switch parts[0] {
      case "body": self = .body(BodyID(parts[1]))
      case "case":
        guard let id = CaseID(parts[1]) else { return nil }
        self = .case(id)
      case "party":
        guard let id = PartyID(parts[1]) else { return nil }
        self = .party(id)
      case "person":
        guard let id = PersonID(parts[1]) else { return nil }
        self = .person(id)
      default: return nil
      }
    }
  }
}

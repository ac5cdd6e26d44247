package import StrictJSON

/// What parties and persons read as such: their own accounts, what is addressed to them and imposed on them, and that there is a case. What the charter
/// opens to members they read as members, and the case itself they do not.
package enum Owed {
  /// What of the header goes with something that is addressed to them: without these it would belong to nothing.
  private static let frame: Set<String> = [KindVersion.name, "case", "occurred", "recorded"]

  /// The audiences that are owed values of an entry, with the places of these values.
  ///
  /// - Parameters:
  ///   - readers: the audiences of parties and persons for which there are keys.
  ///   - value: what the entry says in a field; nil where that is not known.
  package static func audiences(
    _ kind: Kind, readers: Set<Audience>, of parties: [PartyID: CaseID], value: (String) -> JSONValue?
  ) -> [Audience: [Int]] {
    guard !readers.isEmpty else { return [:] }
    let names = kind.slotNames
    func places(_ wanted: (String) -> Bool) -> [Int] { names.indices.filter { wanted(names[$0]) } }
    let (all, addressed) = (places { _ in true }, places { frame.contains($0) || !Kind.headerNames.contains($0) })
    var owed: [Audience: [Int]] = [:]
    switch kind {
    case .personDescribed, .accessGranted, .accessEnded:
      if let person = value("person")?.stringValue.flatMap({ PersonID($0) }), readers.contains(.person(person)) {
        owed[.person(person)] = all
      }
    case .caseOpened:
      let id = value("case")?.stringValue.flatMap { CaseID($0) }
      for (party, home) in parties where home == id && readers.contains(.party(party)) {
        owed[.party(party)] = places { frame.contains($0) || $0 == "about" }
      }
    default: break
    }
    for party in recipients(value) where readers.contains(.party(party)) { owed[.party(party)] = addressed }
    for owner in kind.owners(value) where readers.contains(.party(owner)) { owed[.party(owner)] = all }
    return owed
  }

  /// The parties to whom it is addressed, or on whom it is imposed.
  private static func recipients(_ value: (String) -> JSONValue?) -> [PartyID] {
    // What a measure is imposed on, and what a consent or a request goes to, is a list, a party alone, or nothing of that sort.
    ["to", "on"].flatMap { field -> [PartyID] in
      let json = value(field)
      return (json?.arrayValue ?? [json].compactMap(\.self)).compactMap(party)
    }
  }
}

/// The party that is meant, alone or among bodies and parties.
private func party(_ json: JSONValue) -> PartyID? {
  guard let text = json.stringValue else { return nil }
  return PartyID(text.hasPrefix("party:") ? String(text.dropFirst(6)) : text)
}

extension Kind {
  /// The field that names whose own words an entry of this kind tells; nil where it tells what bodies and officers did.
  fileprivate var speaker: String? {
    switch self {
    case .reportReceived, .allegationMade, .evidenceReceived, .needStated, .consentChanged: "from"
    case .requestMade, .appealLodged: "by"
    case .detrimentReported: "against"
    case .needAsked, .supportGiven: "to"
    case .partyNamed, .accessGranted, .accessEnded: "party"
    default: nil
    }
  }

  /// Whether officers speak in such entries too, for what they hold: their words are no account of their own.
  fileprivate var isSpokenInOffice: Bool { [.requestMade, .appealLodged].contains(self) }

  /// The parties whose own account an entry is.
  ///
  /// - Parameters:
  ///   - officers: parties that act in office.
  ///   - value: what the entry says in a field; nil where that is not known.
  package func owners(besides officers: Set<PartyID> = [], _ value: (String) -> JSONValue?) -> [PartyID] {
    guard let json = speaker.flatMap(value) else { return [] }
    let named = (json.arrayValue ?? [json]).compactMap(party)
    return isSpokenInOffice ? named.filter { !officers.contains($0) } : named
  }
}

import CandorCore

/// How a report speaks of a party: by its part, its office, its role or its seat; never by name.
enum Designation: Hashable {
  case part(String)
  case office(String)
  /// With a letter where several have the role.
  case role(PartyNamed.Role, letter: String?)
  case member(of: BodyID, letter: String?)
  case body(BodyID)

  /// Every party of a case that the view shows enough of to speak of it.
  static func all(in scene: Scene) -> [PartyID: Designation] {
    let parties = scene.parties.sorted { $0.value.entry < $1.value.entry }
    var found: [PartyID: Designation] = [:]
    for (id, party) in parties { found[id] = designation(party.named) }
    let shared = Dictionary(grouping: parties.map(\.key).filter { found[$0] != nil }) { found[$0] }
    for (designation, ids) in shared where ids.count > 1 {
      for (index, id) in ids.enumerated() {
        let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26))) + (index < 26 ? "" : String(index / 26))
        switch designation {
        case .role(let role, _)?: found[id] = .role(role, letter: letter)
        case .member(let body, _)?: found[id] = .member(of: body, letter: letter)
        case .part?, .office?, .body?, nil: break
        }
      }
    }
    return found
  }

  private static func designation(_ named: PartyNamed) -> Designation? {
    if let part = named.part.shown ?? nil { return .part(part) }
    if let office = named.office.shown ?? nil { return .office(office) }
    if let body = named.body.shown ?? nil { return .body(body) }
    guard let role = named.role.shown else { return nil }
    if role == .participant, let body = named.seats.shown?.first { return .member(of: body, letter: nil) }
    return .role(role, letter: nil)
  }
}

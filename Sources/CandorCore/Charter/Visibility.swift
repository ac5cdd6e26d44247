package import StrictJSON

/// Who may read which field, as the charter says it: `default`, `kind`, `kind.field` and `duty.CHECK`, each with an audience.
package struct Visibility: Hashable, Sendable {
  /// An audience as a charter names it, before it is known of which case or party an entry is.
  package enum Level: Hashable, Sendable {
    case `public`, members, `case`, party, person
    case body(BodyID)
  }

  package var standard: Level = .case
  package var kinds: [Kind: Level] = [:]
  package var fields: [Kind: [String: Level]] = [:]
  package var duties: [CheckName: Level] = [:]
  package var standardDuty: Level = .case

  package init() {}

  /// Who may read the findings of a check.
  package func level(of check: CheckName) -> Level { duties[check] ?? standardDuty }
}

extension Visibility.Level: Datum {
  package static var shape: Shape {
    .other("public, members, case, party, person or body:NAME", [.pattern("^(public|members|case|party|person|body:.+)$")])
  }

  package init?(_ input: Input) {
    guard let text = input.text(expected: Self.shape.summary) else { return nil }
    let fixed = ["public": Self.public, "members": .members, "case": .case, "party": .party, "person": .person]
    if let level = fixed[text] {
      self = level
    } else if text.hasPrefix("body:"), let body = BodyID(input.inner(.string(String(text.dropFirst(5))), at: input.path)) {
      self = .body(body)
    } else {
      if !text.hasPrefix("body:") {
        input.mistake(
          "unknown-name", "no audience is called \"\(text)\"",
          expected: Self.shape.summary + suggestion(for: text, among: fixed.keys.sorted()))
      }
      return nil
    }
  }

  /// Reads the form that a charter has it in; whether there is such a body is not looked at.
  package init?(named text: String) { self.init(Reading(names: .recorded).input(.string(text))) }

  package var json: JSONValue {
    switch self {
    case .public: "public"
    case .members: "members"
    case .case: "case"
    case .party: "party"
    case .person: "person"
    case .body(let body): .string("body:\(body)")
    }
  }

  fileprivate static let widthOfBody = 2

  /// From the widest to the narrowest.
  fileprivate var width: Int {
    switch self {
    case .public: 4
    case .members: 3
    case .body: Self.widthOfBody
    case .case: 1
    case .party, .person: 0
    }
  }
}

extension Visibility {
  /// Which fields a kind has is for the reader to say: the kinds' own declarations lead here, by the charter that one of them adopts.
  static var shape: Shape {
    let kinds = Kind.names.filter { $0 != Kind.personDescribed.rawValue }.map { $0.replacing(".", with: #"\."#) }.joined(separator: "|")
    let checks = CheckName.names.joined(separator: "|")
    return .members(.pattern(#"^(default|duty\.(\*|\#(checks))|(\#(kinds))(\.[A-Za-z-]+)?)$"#), Level.shape)
  }

  /// Reads the `visibility` of a charter.
  init?(_ input: Input) {
    guard let members = input.members(expected: "kinds and fields with their audiences") else { return nil }
    var complete = true
    for (name, value) in members {
      guard let level = Level(value), enter(name, level, input, value) else {
        complete = false
        continue
      }
    }
    if !complete { return nil }
  }

  private mutating func enter(_ name: String, _ level: Level, _ input: Input, _ value: Input) -> Bool {
    if name == "default" {
      standard = level
      return true
    }
    if name.hasPrefix("duty.") {
      let check = String(name.dropFirst(5))
      if check == "*" {
        standardDuty = level
        return true
      }
      if let check = CheckName(rawValue: check) {
        duties[check] = level
        return true
      }
      return unknown(name, value, among: CheckName.names.map { "duty.\($0)" })
    }
    if let kind = Kind(rawValue: name) {
      guard kind != .personDescribed else { return sealed(name, value) }
      kinds[kind] = level
      return true
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let kind = Kind(rawValue: parts[0] + "." + parts[1]) else {
      return unknown(name, value, among: Kind.names)
    }
    let fields = Header.slots.map(\.description.name) + kind.schema.fields.map(\.name)
    guard fields.contains(parts[2]) else { return unknown(name, value, among: fields.map { "\(kind.rawValue).\($0)" }) }
    guard !Visibility.isSealed(parts[2], of: kind) else { return sealed(name, value) }
    self.fields[kind, default: [:]][parts[2]] = level
    return true
  }

  private func unknown(_ name: String, _ value: Input, among names: [String]) -> Bool {
    value.reading.note(
      Mistake(
        "unknown-name", at: value.path, isAboutName: true, "\"\(name)\" is no kind, field or duty", found: name,
        expected: "default, a kind (decision.taken), a field of one (decision.taken.outcome), duty.CHECK or duty.*"
          + suggestion(for: name, among: names)))
    return false
  }

  private func sealed(_ name: String, _ value: Input) -> Bool {
    value.reading.note(
      Mistake(
        "refused", at: value.path, isAboutName: true, "no charter can open \"\(name)\"", found: name,
        expected: "leave it out: who a person is, and what links an entry to its case, stays with the case"))
    return false
  }

  /// Who a person is, and what links an entry to its case, stays with the case. The label of a source is what reports cite it by.
  package static func isSealed(_ field: String, of kind: Kind) -> Bool {
    switch kind {
    case .personDescribed: true
    case .partyNamed where field == "person": true
    case .accessGranted, .accessEnded: ["case", "label", "person", "party", "key"].contains(field)
    default: field == "case" || (field == "label" && kind != .sourceDescribed)
    }
  }

  /// The audience of every value of a draft, in the order of its slots.
  ///
  /// - Parameters:
  ///   - owners: whose own account it is.
  ///   - consent: how far all of them let it go.
  ///   - keptFrom: bodies with a reader who is shut out of the case: what the charter opens to them stays with the case.
  package func address(_ draft: Draft, owners: [PartyID]? = nil, consent: Level? = nil, keptFrom: Set<BodyID> = []) -> [Audience] {
    let cases = draft.values.first { $0.name == "case" }?.json.stringValue.flatMap { CaseID($0) }
    let levels = draft.values.dropFirst().map { value in
      let level =
        Visibility.isSigningKey(value, of: draft.kind) ? .public : level(of: value.name, in: draft.kind, ofCase: cases != nil)
      return draft.capped(level, of: value.name, isAccount: !(owners ?? draft.owners).isEmpty, to: consent, keptFrom)
    }
    // A value of an entry says nothing to someone who may not know its kind. A body that may read a field of it does not shut out the case.
    let beyondBodies = levels.filter { $0.width != Level.widthOfBody }
    let isForBody =
      !levels.isEmpty
      && zip(draft.values.dropFirst(), levels).allSatisfy { value, level in
        level.width == Level.widthOfBody || Visibility.isSealed(value.name, of: draft.kind)
      }
    let widest = (isForBody ? levels : beyondBodies).max { $0.width < $1.width } ?? .case
    return ([widest] + levels).map { audience($0, draft, cases) }
  }

  /// Whether everyone who reads anything reads the versions of the charter that follow.
  var opensCharters: Bool { level(of: "charter", in: .charterAdopted, ofCase: false) == .public }

  /// Whoever holds older findings needs the key that newer ones are signed by.
  private static func isSigningKey(_ value: Draft.Value, of kind: Kind) -> Bool {
    kind == .custodyTransferred && value.name == "key" && !value.json.isNull
  }

  /// Who may read a field of the entries of a kind: of a case's, or of the organization's own.
  package func level(of field: String, in kind: Kind, ofCase: Bool) -> Level {
    if Visibility.isSealed(field, of: kind) { return .case }
    // Whoever reads anything of the record is owed the code that it is held against.
    return fields[kind]?[field] ?? kinds[kind] ?? (kind == .charterAdopted ? .public : ofCase ? standard : .members)
  }

  private func audience(_ level: Level, _ draft: Draft, _ id: CaseID?) -> Audience {
    switch level {
    case .public: .public
    case .members: .members
    case .body(let body): .body(body)
    case .case: id.map(Audience.case) ?? .members
    case .party: draft.owners.count == 1 ? .party(draft.owners[0]) : id.map(Audience.case) ?? .members
    case .person: draft.person.map(Audience.person) ?? id.map(Audience.case) ?? .members
    }
  }
}

extension Visibility.Level {
  /// Whether everyone of this audience is of the other.
  func isWithin(_ other: Visibility.Level) -> Bool { self == other || width < other.width }
}

extension Draft {
  /// The level to which a value goes: a person's own words go no further than the case by any charter, further only with their consent.
  fileprivate func capped(
    _ level: Visibility.Level, of field: String, isAccount: Bool, to consent: Visibility.Level?, _ keptFrom: Set<BodyID>
  ) -> Visibility.Level {
    let isOwned = isAccount && kind.erasable.contains(field) && self["case"] != .null
    if isOwned, level.width > Visibility.Level.case.width, !(consent.map(level.isWithin) ?? false) { return .case }
    if case .body(let body) = level, keptFrom.contains(body), self["case"] != .null { return .case }
    return level
  }
}

extension Draft {
  /// The person whom the entry is about, as persons are known: it describes them, or says what they may read.
  package var person: PersonID? { self["person"].stringValue.flatMap { PersonID($0) } }

  /// The parties whose own account the entry is: the ones who reported, alleged, asked or gave, where there are such.
  package var owners: [PartyID] { kind.owners { self[$0] } }
}

package import StrictJSON

// What may be erased is declared at the slots: identities, and people's own words. Decisions, votes, notices and who acted in office stay, and so
// does what tells of an erasure.

/// On what ground values were erased: whoever they are of asked for it, or a clause of the charter has it so.
package enum ErasureGround: Hashable, Sendable {
  /// In words: `the request of {complainant}`.
  case request(Prose)
  case clause(ClauseID)
}

extension ErasureGround: Datum {
  package static var shape: Shape {
    .other(
      "the owner's request, in words with people as {name}, or a clause of the charter: { clause: ID }",
      [.prose, .record([Shape.Member("clause", .text, "the clause's id", required: true)])])
  }

  package init?(_ input: Input) {
    guard case .object = input.value else {
      guard let words = Prose(input) else { return nil }
      guard !words.pieces.isEmpty else {
        input.mistake("missing-field", "no ground is named", expected: Self.shape.summary)
        return nil
      }
      self = .request(words)
      return
    }
    guard let object = input.object(["clause"]), let name: String = object.required("clause") else { return nil }
    let known = input.names.clauses.map(\.name)
    guard input.names.isRecorded || known.contains(name) else {
      object.member("clause").mistake(
        "unknown-name", "no clause is called \(name.quoted)",
        expected: known.isEmpty
          ? "a request, in words: the charter in force has no clauses"
          : "the charter in force has: \(known.joined(separator: ", "))" + suggestion(for: name, among: known))
      return nil
    }
    self = .clause(ClauseID(name))
  }

  package var json: JSONValue {
    switch self {
    case .request(let words): words.json
    case .clause(let id): ["clause": .string(id.name)]
    }
  }
}

extension Kind {
  /// The fields whose values may be erased.
  package var erasable: [String] { schema.fields.filter(\.isErasable).map(\.name) }
}

extension Draft {
  /// Of an erasure: from which entry, which fields.
  fileprivate var erasure: (of: EntryID, fields: [String])? {
    guard kind == .disclosureErased, let of = entry("of") else { return nil }
    return (of, (self["fields"].arrayValue ?? []).compactMap(\.stringValue))
  }
}

extension RecordView {
  /// The values that drafts take from entries of the record, or of the drafts themselves, once they are appended.
  package func erased(by drafts: [Draft]) -> [ErasedValue] {
    let erasures = drafts.compactMap(\.erasure)
    if erasures.isEmpty { return [] }
    let written = Dictionary(drafts.map { ($0.id, $0.kind) }) { first, _ in first }
    return erasures.flatMap { erasure -> [ErasedValue] in
      guard let kind = written[erasure.of] ?? self[erasure.of]?.kind else { return [] }
      let gone = Set((self[erasure.of]?.gaps ?? []).filter { $0.why == .erased }.map(\.slot))
      return kind.slots(of: erasure.fields).filter { !gone.contains($0) }.map { ErasedValue(entry: erasure.of, slot: $0) }
    }.uniqued
  }

  /// The entry that tells of the erasure behind a gap; nil where this view does not show that it does.
  package func erasure(of gap: Gap) -> Occurrence<DisclosureErased>? {
    gap.erasure(among: entries.compactMap { Occurrence($0) }, of: self[gap.entry]?.kind)
  }

  /// Whether an entry says who someone is that holds an office or a seat.
  fileprivate func isOfOfficer(_ id: EntryID) -> Bool {
    var parties: Set<PartyID> = []
    switch self[id]?.event {
    case .partyNamed(let named): parties = [named.party.shown].compactMap(\.self).reduce(into: []) { $0.insert($1) }
    case .personDescribed(let described):
      for entry in entries {
        guard case .partyNamed(let named) = entry.event, let party = named.party.shown else { continue }
        if let person = described.person.shown, named.person.is(person) == .yes { parties.insert(party) }
      }
    default: return false
    }
    return entries.contains { entry in
      switch entry.event {
      case .partyNamed(let named):
        named.party.test(parties.contains) == .yes && (named.office.is(nil) == .no || named.seats.is([]) == .no)
      case .seatTaken(let taken): taken.holder.test(parties.contains) == .yes
      default: false
      }
    }
  }
}

extension Gap {
  /// Of the erasures that tell of this one's value, the last.
  func erasure(among erasures: [Occurrence<DisclosureErased>], of kind: Kind?) -> Occurrence<DisclosureErased>? {
    guard why == .erased, let kind else { return nil }
    let field = kind.field(of: slot)
    return erasures.last { $0.of.is(entry) == .yes && $0.fields.test { $0.contains(field) } == .yes }
  }
}

extension Occurrence where P == DisclosureErased {
  /// The day on which the values were erased: the one that it gives, else that of its leaf, with which they went.
  package var day: Day { entry.dated.day ?? entry.on }
}

extension Kind {
  /// The slots of those of its fields that may be erased.
  fileprivate func slots(of fields: [String]) -> [UInt8] {
    schema.fields.indices.filter { schema.fields[$0].isErasable && fields.contains(schema.fields[$0].name) }
      .map { UInt8(Header.slots.count + 1 + $0) }
  }
}

extension Batch {
  /// By its label, what was erased of an entry where these are told from.
  static func erasures(told items: [Item]) -> [String: Set<String>] {
    items.reduce(into: [:]) { erased, item in
      guard item.kind == .disclosureErased, let label = item.input.value["of"]?.stringValue, let fields = item.input.value["fields"] else {
        return
      }
      erased[label, default: []].formUnion((fields.arrayValue ?? [fields]).compactMap(\.stringValue))
    }
  }

  /// Refuses erasures of what stays, of what is not there, and of what is not in the record yet.
  static func refuseErasures(among drafts: [Draft], _ items: [Item], in setting: Setting) {
    guard let record = setting.record, drafts.contains(where: { $0.kind == .disclosureErased }) else { return }
    let written = Dictionary(drafts.map { ($0.id, $0) }) { first, _ in first }
    for draft in drafts {
      guard let erasure = draft.erasure, let kind = written[erasure.of]?.kind ?? record[erasure.of]?.kind else { continue }
      let input = items[draft.id.number - setting.next.number].input
      let object = ObjectInput(object: input.value.objectValue ?? [:], input: input)
      if written[erasure.of] != nil, !setting.tellsErasures {
        object.member("of").mistake(
          "refused", "the entry is only being written", expected: "the label of one that the record holds; what is not in it is left out")
        continue
      }
      let retold = draft.corrects.flatMap { record[$0] }.flatMap(Occurrence<DisclosureErased>.init)
      for (field, place) in zip(erasure.fields, object.member("fields").elements) {
        if let refusal = kind.refusal(toErase: field) {
          place.mistake(refusal.code, refusal.message, expected: refusal.expected)
        } else if let written = written[erasure.of] {
          guard !written[field].isNull else { continue }
          place.mistake(
            "refused", "\"\(field)\" is given beside its own erasure", expected: "leave it out there: what was erased is not told again")
        } else if record.isOfOfficer(erasure.of) {
          place.mistake(
            "refused", "this is who acted in office", expected: "what tells of people without office and seat; who acted in office stays")
        } else if record.values(of: erasure.of).contains(where: { $0.name == field && !$0.isGiven }) {
          place.mistake("refused", "entry \(erasure.of) says nothing in \"\(field)\"", expected: "a field in which it says something")
        } else if let gap = record[erasure.of]?.gaps.first(where: { kind.field(of: $0.slot) == field && $0.why == .erased }) {
          // Who corrects an erasure tells anew what it took, and takes no more.
          guard retold?.of.is(erasure.of) != .yes || retold?.fields.test({ $0.contains(field) }) != .yes else { continue }
          let by = record.erasure(of: gap).map { ", by entry \($0.id)" } ?? ""
          place.mistake(
            "refused", "\"\(field)\" of entry \(erasure.of) was erased already\(by)", expected: "leave it out: what is gone is gone")
        }
      }
    }
  }
}

extension Kind {
  /// Why a field is none that may be erased; nil where it is one.
  fileprivate func refusal(toErase field: String) -> (code: String, message: String, expected: String)? {
    let names = slotNames
    if erasable.contains(field) { return nil }
    let expected =
      erasable.isEmpty
      ? "nothing of it: what bodies and officers did stays, and what tells of the record itself"
      : "of it may be erased: \(erasable.joined(separator: ", "))"
    guard names.contains(field) else {
      let message = "\(rawValue) has no field \(field.isQuotable ? field.quoted : "of that name")"
      return ("unknown-name", message, expected + suggestion(for: field, among: erasable))
    }
    return ("refused", "\"\(field)\" of \(rawValue) cannot be erased", expected)
  }
}

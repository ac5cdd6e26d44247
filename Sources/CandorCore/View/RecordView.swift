import StrictJSON

/// What someone can read of a record: every entry, each as far as their keys open it.
package struct RecordView: Sendable {
  /// In the order of their numbers, from 1, without a hole.
  package let entries: [Entry]
  /// The audiences of which this reader is known to hold every key, from the first epoch to the last; nil where that is not known.
  ///
  /// What links an entry to its case is sealed to that case, or where it belongs to none, to the members (`Visibility.isSealed`). So whoever holds
  /// every key of a case sees of each of its entries that it is one, and an entry that they cannot place is another case's. Whoever may lack a key
  /// cannot know that: to them such an entry may be of any case.
  package let holding: Set<Audience>?
  private let disclosed: [Disclosed]

  /// - Parameter holding: the audiences of which the reader surely holds every key; nil where nobody can say.
  package init(_ disclosed: [Disclosed], holding: Set<Audience>? = nil) {
    let reading = Reading(names: .recorded)
    self.init(disclosed, entries: disclosed.map { Entry($0, reading: reading) }, holding: holding)
  }

  private init(_ disclosed: [Disclosed], entries: [Entry], holding: Set<Audience>?) {
    self.disclosed = disclosed
    self.entries = entries
    self.holding = holding
  }

  /// The entry with that number; nil where the record has none.
  package subscript(id: EntryID) -> Entry? {
    entries.indices.contains(id.number - 1) ? entries[id.number - 1] : nil
  }

  /// The same view after these entries were committed, and these values erased, by someone who may read all of them.
  package func appending(_ committed: [Addressed], erasing: [ErasedValue] = []) -> RecordView {
    let reading = Reading(names: .recorded)
    let added = committed.map { entry in
      let values = zip(entry.draft.values, entry.audiences).enumerated().map { slot, value in
        let owed = entry.owed.filter { $0.value.contains(slot) }.keys
        return (UInt8(slot), Disclosed.Value(name: value.0.name, json: value.0.json, audiences: Set(owed).union([value.1])))
      }
      return Disclosed(id: entry.draft.id, on: entry.on, values: Dictionary(uniqueKeysWithValues: values))
    }
    var (disclosed, entries) = (disclosed + added, entries + added.map { Entry($0, reading: reading) })
    for (id, values) in Dictionary(grouping: erasing, by: \.entry) where disclosed.indices.contains(id.number - 1) {
      for value in values {
        guard let gone = disclosed[id.number - 1].values.removeValue(forKey: value.slot) else { continue }
        disclosed[id.number - 1].erased[value.slot] = gone.audiences
      }
      entries[id.number - 1] = Entry(disclosed[id.number - 1], reading: reading)
    }
    let audiences = committed.reduce(into: Set<Audience>()) { $0.formUnion($1.audiences) }
    return RecordView(disclosed, entries: entries, holding: holding?.union(audiences))
  }

  /// Of every entry that another corrects, the one that stands in its place.
  package var corrections: [EntryID: EntryID] {
    entries.reduce(into: [:]) { corrections, entry in
      guard let corrected = entry.header.corrects.shown ?? nil else { return }
      // A correction that is corrected in its turn hands on what it stood for.
      for (old, new) in corrections where new == corrected { corrections[old] = entry.id }
      corrections[corrected] = entry.id
    }
  }

  /// The entries that stand when these corrections are made: what refers to a corrected one refers to what took its place.
  package func standing(_ corrections: [EntryID: EntryID]) -> [Entry] {
    if corrections.isEmpty { return entries }
    var names = Names.recorded
    names.corrections = corrections
    let reading = Reading(names: names)
    return disclosed.filter { corrections[$0.id] == nil }.map { disclosed in
      var entry = Entry(disclosed, reading: reading)
      entry.header.corrects = entries[entry.id.number - 1].header.corrects
      return entry
    }
  }

  /// The values of an entry that this reader holds, in the order of their slots.
  package func values(of id: EntryID) -> [Disclosed.Value] {
    guard disclosed.indices.contains(id.number - 1) else { return [] }
    return disclosed[id.number - 1].values.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The entries that an entry refers to, as far as this reader sees them: by its header and by its fields, sources among them.
  package func references(of id: EntryID) -> Set<EntryID> {
    let slots = Header.slots.map(\.description) + (self[id]?.kind?.schema.fields ?? [])
    let shapes = Dictionary(slots.map { ($0.name, $0.shape) }) { first, _ in first }
    return values(of: id).reduce(into: []) { found, value in shapes[value.name]?.collect(from: value.json, into: &found) }
  }

  /// The same record for readers who hold the keys of these audiences and no others.
  package func limited(to audiences: Set<Audience>) -> RecordView {
    RecordView(
      disclosed.map { entry in
        Disclosed(
          id: entry.id, on: entry.on, values: entry.values.filter { !audiences.isDisjoint(with: $0.value.audiences) },
          erased: entry.erased.filter { !audiences.isDisjoint(with: $0.value) })
      }, holding: holding.map { $0.intersection(audiences) } ?? (linksEveryCase ? audiences : nil))
  }

  /// Whether this view shows of every entry to which case it belongs, each sealed as the record seals it: then what is taken from it is not a case's
  /// own to those who keep that case's keys.
  private var linksEveryCase: Bool {
    disclosed.allSatisfy { entry in
      entry.values[Header.caseSlot]?.audiences.contains { audience in
        switch audience {
        case .case, .members: true
        case .public, .body, .party, .person: false
        }
      } ?? false
    }
  }

  /// What those who write the next entries of a case can refer to.
  ///
  /// - Parameter case: nil for entries of the organization.
  package func names(in case: CaseID?) -> Names {
    var names = Names()
    for entry in entries {
      guard let kind = entry.kind else { continue }
      if let id = entry.header.case.shown ?? nil { names.cases.insert(id) }
      let belongs = entry.header.case.is(nil) == .yes || entry.header.case.is(`case`) == .yes
      guard belongs else { continue }
      names.kinds[entry.id] = kind
      guard let label = (entry.header.label.shown ?? nil)?.text else { continue }
      names.entries[label] = (entry.id, kind)
      if case .partyNamed(let named) = entry.event, let party = named.party.shown { names.parties[label] = party }
    }
    let charter = Organization(self).charters.last
    (names.bodies, names.clauses) = (charter?.bodies.map(\.id) ?? [], charter?.clauses.map(\.id) ?? [])
    return names
  }
}

extension Shape {
  /// Collects the entries that a value of this shape refers to, as the record holds it.
  fileprivate func collect(from json: JSONValue, into found: inout Set<EntryID>) {
    switch self {
    case .entry, .source:
      if let number = json.integerValue { found.insert(EntryID(number)) }
    case .list(let element):
      for value in json.arrayValue ?? [] { element.collect(from: value, into: &found) }
    case .record(let members):
      for member in members { json[member.name].map { member.shape.collect(from: $0, into: &found) } }
    case .members(_, let shape), .pair(_, let shape):
      for (_, value) in json.objectValue ?? JSONObject() { shape.collect(from: value, into: &found) }
    case .other(_, let forms):
      for form in forms { form.collect(from: json, into: &found) }
    case .text, .prose, .count, .flag, .date, .day, .instant, .period, .party, .person, .body, .actor, .case, .kind, .choice, .pattern,
      .draft:
      break
    }
  }
}

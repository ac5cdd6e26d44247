import StrictJSON

/// What someone can read of a record: every entry, each as far as their keys open it.
package struct RecordView: Sendable {
  /// In the order of their numbers, from 1, without a hole.
  package private(set) var entries = Pages<Entry>()
  /// The audiences of which this reader is known to hold every key, from the first epoch to the last; nil where that is not known.
  ///
  /// What links an entry to its case is sealed to that case, or where it belongs to none, to the members (`Visibility.isSealed`). So whoever holds
  /// every key of a case sees of each of its entries that it is one, and an entry that they cannot place is another case's. Whoever may lack a key
  /// cannot know that: to them such an entry may be of any case.
  package private(set) var holding: Set<Audience>?
  /// For whom the values of each entry are sealed, as far as this reader holds the keys.
  private var seals = Pages<Seals>()
  /// Values that their entry does not say again word for word: of a kind that this program does not know, or that could not be read.
  private var unread: [EntryID: [UInt8: Disclosed.Value]] = [:]

  /// The audiences of an entry's values, by slot; entries that are sealed alike share them.
  private struct Seals: Hashable, Sendable {
    /// Nil where the reader has no value.
    var values: [Set<Audience>?] = []
    var erased: [UInt8: Set<Audience>] = [:]

    init(_ disclosed: Disclosed) {
      values = [Set<Audience>?](repeating: nil, count: disclosed.values.keys.max().map { Int($0) + 1 } ?? 0)
      for (slot, value) in disclosed.values { values[Int(slot)] = value.audiences }
      erased = disclosed.erased
    }
  }

  /// A view that is read entry by entry, so that what was disclosed need not lie in memory as it is read.
  ///
  ///     var opening = RecordView.Opening(holding: held)
  ///     for disclosed in … { opening.append(disclosed) }
  ///     let view = opening.view
  package struct Opening: ~Copyable {
    package private(set) var view: RecordView
    private let reading = Reading(names: .recorded)
    /// Seals of the entry of a kind and case that came last: most are sealed alike.
    private var sealed: [CaseID?: [Kind?: Seals]] = [:]

    /// - Parameter holding: the audiences of which the reader surely holds every key; nil where nobody can say.
    package init(holding: Set<Audience>?) { view = RecordView(holding: holding) }

    /// Goes on from a view.
    fileprivate init(after view: RecordView) { self.view = view }

    /// Reads the next entry.
    package mutating func append(_ disclosed: Disclosed) {
      let entry = Entry(disclosed, reading: reading)
      var seals = Seals(disclosed)
      let ofCase = entry.header.case.shown ?? nil
      if let known = sealed[ofCase]?[entry.kind], known == seals {
        seals = known
      } else {
        sealed[ofCase, default: [:]][entry.kind] = seals
      }
      view.entries.append(entry)
      view.seals.append(seals)
      view.keep(disclosed, beside: entry)
    }
  }

  private init(holding: Set<Audience>?) { self.holding = holding }

  /// - Parameter holding: the audiences of which the reader surely holds every key; nil where nobody can say.
  package init(_ disclosed: some Sequence<Disclosed>, holding: Set<Audience>? = nil) {
    var opening = Opening(holding: holding)
    for entry in disclosed { opening.append(entry) }
    self = opening.view
  }

  /// Keeps what an entry does not say again.
  private mutating func keep(_ disclosed: Disclosed, beside entry: Entry) {
    let (names, values) = (entry.slotNames, entry.values())
    let odd = disclosed.values.filter { slot, value in
      guard values.indices.contains(Int(slot)), value.name == names[Int(slot)], let told = values[Int(slot)] else { return true }
      // What was read as a kind of this program's is one, and nothing else.
      return slot > 0 && told != value.json
    }
    unread[entry.id] = odd.isEmpty ? nil : odd
  }

  /// An entry's values as they were disclosed.
  private func disclosed(_ id: EntryID) -> Disclosed {
    let (entry, seals) = (entries[id.number - 1], seals[id.number - 1])
    let (names, values, odd) = (entry.slotNames, entry.values(), unread[id])
    let held = seals.values.enumerated().compactMap { slot, audiences -> (UInt8, Disclosed.Value)? in
      guard let audiences else { return nil }
      if let value = odd?[UInt8(slot)] { return (UInt8(slot), value) }
      return values[slot].map { (UInt8(slot), Disclosed.Value(name: names[slot], json: $0, audiences: audiences)) }
    }
    return Disclosed(id: id, on: entry.on, values: Dictionary(uniqueKeysWithValues: held), erased: seals.erased)
  }

  /// The entry with that number; nil where the record has none.
  package subscript(id: EntryID) -> Entry? {
    entries.indices.contains(id.number - 1) ? entries[id.number - 1] : nil
  }

  /// The same view after these entries were committed, and these values erased, by someone who may read all of them.
  package func appending(_ committed: [Addressed], erasing: [ErasedValue] = []) -> RecordView {
    var opening = Opening(after: self)
    for entry in committed {
      let values = zip(entry.draft.values, entry.audiences).enumerated().map { slot, value in
        let owed = entry.owed.filter { $0.value.contains(slot) }.keys
        return (UInt8(slot), Disclosed.Value(name: value.0.name, json: value.0.json, audiences: Set(owed).union([value.1])))
      }
      opening.append(Disclosed(id: entry.draft.id, on: entry.on, values: Dictionary(uniqueKeysWithValues: values)))
    }
    var view = opening.view
    for (id, values) in Dictionary(grouping: erasing, by: \.entry) where view.entries.indices.contains(id.number - 1) {
      var disclosed = view.disclosed(id)
      for value in values {
        guard let gone = disclosed.values.removeValue(forKey: value.slot) else { continue }
        disclosed.erased[value.slot] = gone.audiences
      }
      let entry = Entry(disclosed, reading: Reading(names: .recorded))
      (view.entries[id.number - 1], view.seals[id.number - 1]) = (entry, Seals(disclosed))
      view.keep(disclosed, beside: entry)
    }
    let audiences = committed.reduce(into: Set<Audience>()) { $0.formUnion($1.audiences) }
    view.holding?.formUnion(audiences)
    return view
  }

  /// Of every entry that another corrects, the one that stands in its place.
  package var corrections: [EntryID: EntryID] {
    // For each correction, what it stands for.
    var corrected: [EntryID: Set<EntryID>] = [:]
    return entries.reduce(into: [:]) { corrections, entry in
      guard let old = entry.header.corrects.shown ?? nil else { return }
      // A correction that is corrected in its turn hands on what it stood for.
      var olds = corrected.removeValue(forKey: old) ?? []
      if let before = corrections[old] { corrected[before]?.remove(old) }
      olds.insert(old)
      for old in olds { corrections[old] = entry.id }
      corrected[entry.id, default: []].formUnion(olds)
    }
  }

  /// The entries that stand when these corrections are made: what refers to a corrected one refers to what took its place.
  package func standing(_ corrections: [EntryID: EntryID]) -> [Entry] {
    if corrections.isEmpty { return Array(entries) }
    let reading = Reading(correcting: corrections)
    return entries.compactMap { standing($0, corrections, reading) }
  }

  /// An entry as it stands when these corrections are made; nil where one of them is of it.
  func standing(_ entry: Entry, _ corrections: [EntryID: EntryID], _ reading: Reading) -> Entry? {
    guard corrections[entry.id] == nil else { return nil }
    guard entry.numbers.contains(where: { corrections[$0] != nil }) else { return entry }
    return Entry(disclosed(entry.id), reading: reading).correcting(as: entry)
  }

  /// The values of an entry that this reader holds, in the order of their slots.
  package func values(of id: EntryID) -> [Disclosed.Value] {
    guard entries.indices.contains(id.number - 1) else { return [] }
    return disclosed(id).values.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The entries that an entry refers to, as far as this reader sees them: by its header and by its fields, sources among them.
  package func references(of id: EntryID) -> Set<EntryID> {
    let slots = Header.slots.map(\.description) + (self[id]?.kind?.schema.fields ?? [])
    let shapes = Dictionary(slots.map { ($0.name, $0.shape) }) { first, _ in first }
    return values(of: id).reduce(into: []) { found, value in shapes[value.name]?.collect(from: value.json, into: &found) }
  }

  /// The same record as it stood when it had that many entries; as it stands, where it has no more.
  package func at(_ size: Int) -> RecordView {
    RecordView(entries.prefix(size).map { disclosed($0.id) }, holding: holding)
  }

  /// The same record for readers who hold the keys of these audiences and no others.
  package func limited(to audiences: Set<Audience>) -> RecordView {
    var view = self
    view.holding = holding.map { $0.intersection(audiences) } ?? (linksEveryCase ? audiences : nil)
    let reading = Reading(names: .recorded)
    for (place, seals) in seals.enumerated() {
      let isWhole = (seals.values.compactMap(\.self) + seals.erased.values).allSatisfy { !audiences.isDisjoint(with: $0) }
      if isWhole { continue }
      var disclosed = disclosed(EntryID(place + 1))
      disclosed.values = disclosed.values.filter { !audiences.isDisjoint(with: $0.value.audiences) }
      disclosed.erased = disclosed.erased.filter { !audiences.isDisjoint(with: $0.value) }
      let entry = Entry(disclosed, reading: reading)
      (view.entries[place], view.seals[place]) = (entry, Seals(disclosed))
      view.keep(disclosed, beside: entry)
    }
    return view
  }

  /// Whether this view shows of every entry to which case it belongs, each sealed as the record seals it: then what is taken from it is not a case's
  /// own to those who keep that case's keys.
  private var linksEveryCase: Bool {
    seals.allSatisfy { seals in
      guard seals.values.indices.contains(Int(Header.caseSlot)), let audiences = seals.values[Int(Header.caseSlot)] else { return false }
      return audiences.contains { audience in
        switch audience {
        case .case, .members: true
        case .public, .body, .party, .person: false
        }
      }
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

extension Entry {
  /// The names of its values, as far as its kind is seen.
  fileprivate var slotNames: [String] { kind?.slotNames ?? Kind.headerNames }
}

extension Reading {
  /// For reading what the record holds as it stands when these corrections are made.
  convenience init(correcting corrections: [EntryID: EntryID]) {
    var names = Names.recorded
    names.corrections = corrections
    self.init(names: names)
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

package import StrictJSON

/// An entry that was read, checked and found to be one, and is not in the record yet.
package struct Draft: Hashable, Sendable {
  /// A field's name and its value, in the form that is committed.
  package struct Value: Hashable, Sendable {
    package var name: String
    package var json: JSONValue
  }

  package let id: EntryID
  package let kind: Kind
  /// In the order of the slots, from slot 0; an absent field is null.
  package let values: [Value]

  /// Reads the entry that will have this number; where it cannot, has noted every reason.
  ///
  /// - Parameters:
  ///   - case: the case it belongs to where it names none.
  ///   - recorded: the moment it is set down.
  ///   - today: that moment's day in the organization's civil time; nothing can have happened after it.
  ///   - erased: fields that cannot be given, since their values were erased where the entry is told from.
  package init?(_ input: Input, id: EntryID, case: CaseID?, recorded: Instant, today: Day, erased: Set<String> = []) {
    guard case .object(let object) = input.value else {
      input.mistake("type", "an entry is a group of fields", expected: "kind: …, occurred: …, and the fields of the kind")
      return nil
    }
    var input = input
    input.entry = id
    guard let kind = ObjectInput(object: object, input: input).required("kind", Kind.self) else { return nil }
    let schema = kind.schema
    let fields = Header.written + schema.fields
    guard let fieldsGiven = input.object([KindVersion.name] + fields.map(\.name)) else { return nil }
    let isKnown = object.allSatisfy { name, _ in name == KindVersion.name || fields.contains { $0.name == name } }
    var values: [Value?] = [Value(name: KindVersion.name, json: KindVersion(schema).json)]
    for field in Header.slots.map(\.description) + schema.fields {
      let json: JSONValue? =
        switch field.name {
        case "recorded": recorded.json
        case "case" where object["case"] == nil: `case`?.json ?? JSONValue.null
        case let name where field.isErasable && erased.contains(name) && !fieldsGiven.has(name): .null
        default: field.check(fieldsGiven)
        }
      values.append(json.map { Value(name: field.name, json: $0) })
    }
    // What cannot be is told beside what cannot be read, so that both are mended at once.
    let refusals = Draft.refusals(of: Draft.entry(id, values, on: today), today: today)
    for refusal in refusals {
      input.reading.note(
        Mistake(
          "refused", at: object[refusal.field] == nil ? input.path : input.path.appending(refusal.field), refusal.message,
          expected: refusal.expected))
    }
    let complete = values.compactMap(\.self)
    guard isKnown, complete.count == values.count, refusals.isEmpty else { return nil }
    (self.id, self.kind, self.values) = (id, kind, complete)
  }

  /// The entry that this one undoes, if any.
  var undoes: EntryID? { entry("undoes") }
  /// The entry that this one corrects, if any.
  var corrects: EntryID? { entry("corrects") }

  func entry(_ field: String) -> EntryID? { self[field].integerValue.map { EntryID($0) } }

  /// What it commits to under a field's name.
  package subscript(field: String) -> JSONValue { values.first { $0.name == field }?.json ?? .null }

  /// The entry as someone who may read all of it would see it.
  package func entry(on day: Day) -> Entry { Draft.entry(id, values, on: day) }

  private static func entry(_ id: EntryID, _ values: [Value?], on day: Day) -> Entry {
    let shown = values.enumerated().compactMap { slot, value in
      value.map { (UInt8(slot), Disclosed.Value(name: $0.name, json: $0.json, audiences: [.public])) }
    }
    return Entry(Disclosed(id: id, on: day, values: Dictionary(uniqueKeysWithValues: shown)), reading: Reading(names: .recorded))
  }

  /// What cannot be, as far as the entry could be read.
  private static func refusals(of entry: Entry, today: Day) -> [Refusal] {
    var refusals = entry.event.payload?.refusals(under: entry.header) ?? []
    if let first = entry.header.occurred.shown??.range.first, first > today {
      refusals.append(
        Refusal(
          field: "occurred", message: "this lies after today, \(today)",
          expected: "a day that has come; what is planned or promised is an entry of the day it was promised"))
    }
    // Two entries that correct each other would leave neither standing.
    if let corrected = entry.header.corrects.shown ?? nil, corrected >= entry.id {
      refusals.append(
        Refusal(
          field: "corrects", message: "an entry corrects an earlier one", expected: "the label of an entry that stands before this one"))
    }
    return refusals
  }
}

package import StrictJSON

/// An entry that was read, checked and found to be one, and is not in the record yet.
package struct Draft: Hashable, Sendable {
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
  package init?(_ input: Input, id: EntryID, case: CaseID?, recorded: Instant, today: Day) {
    guard case .object(let object) = input.value else {
      input.mistake("type", "an entry is a group of fields", expected: "kind: …, occurred: …, and the fields of the kind")
      return nil
    }
    guard let kind = ObjectInput(object: object, input: input).required("kind", Kind.self) else { return nil }
    let schema = kind.schema
    let fields = Header.written + schema.fields
    guard let fieldsGiven = input.object([KindVersion.name] + fields.map(\.name)) else { return nil }
    var complete = object.allSatisfy { name, _ in name == KindVersion.name || fields.contains { $0.name == name } }
    var values = [Value(name: KindVersion.name, json: KindVersion(schema).json)]
    for field in Header.slots.map(\.description) + schema.fields {
      if field.name == "recorded" {
        values.append(Value(name: field.name, json: recorded.json))
      } else if field.name == "case", object["case"] == nil {
        values.append(Value(name: field.name, json: `case`?.json ?? .null))
      } else if let json = field.check(fieldsGiven) {
        values.append(Value(name: field.name, json: json))
      } else {
        complete = false
      }
    }
    guard complete else { return nil }
    self.id = id
    self.kind = kind
    self.values = values
    let refusals = refusals(today: today)
    for refusal in refusals {
      input.reading.note(
        Mistake(
          "refused", at: object[refusal.field] == nil ? input.path : input.path.appending(refusal.field), refusal.message,
          expected: refusal.expected))
    }
    if !refusals.isEmpty { return nil }
  }

  /// The entry as someone who may read all of it would see it.
  package func entry(on day: Day) -> Entry {
    let shown = values.enumerated().map { slot, value in
      (UInt8(slot), Disclosed.Value(name: value.name, json: value.json, audience: .public))
    }
    return Entry(Disclosed(id: id, on: day, values: Dictionary(uniqueKeysWithValues: shown)), reading: Reading(names: .recorded))
  }

  private func refusals(today: Day) -> [Refusal] {
    let entry = entry(on: today)
    var refusals = entry.event.payload?.refusals(under: entry.header) ?? []
    if let first = entry.occurred.first, first > today {
      refusals.append(
        Refusal(
          field: "occurred", message: "this lies after today, \(today)",
          expected: "a day that has come; what is planned or promised is an entry of the day it was promised"))
    }
    if entry.header.disputes.is(id) == .yes {
      refusals.append(Refusal(field: "disputes", message: "an entry cannot dispute itself", expected: "the label of the other entry"))
    }
    // Two entries that correct each other would leave neither standing.
    if let corrected = entry.header.corrects.shown ?? nil, corrected >= id {
      refusals.append(
        Refusal(
          field: "corrects", message: "an entry corrects an earlier one", expected: "the label of an entry that stands before this one"))
    }
    return refusals
  }
}

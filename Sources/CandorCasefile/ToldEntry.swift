package import CandorCore
import StrictJSON

/// An entry as a case file tells it: by labels and names, without numbers, random identifiers or the moment it was set down. Two tellings of one
/// thing are equal.
package struct ToldEntry: Hashable, Sendable {
  /// Its number where it is told from.
  package var id: EntryID
  package var kind: Kind
  /// Its label; one that was given to it here, where others refer to it and it has none; nil where none do.
  package var label: String?
  /// What it says, but for the label, by field; absent fields are left out.
  var fields: JSONObject
  /// Fields that whoever tells it does not see.
  var hidden: [String]
  /// Fields whose values were erased.
  var erased: [String] = []

  /// Enough of it to tell its label by.
  var written: Teller.Written {
    Teller.Written(id: id, kind: kind, values: hasOwnLabel ? [("label", .string(label ?? ""))] : [])
  }

  /// The fields in which it differs from what the record tells, in their order. What was erased there, nobody can hold it against.
  func differences(from recorded: ToldEntry) -> [String] {
    Teller.order(kind).filter { fields[$0] != recorded.fields[$0] && !recorded.erased.contains($0) }
      + (kind == recorded.kind ? [] : [KindVersion.name])
  }
}

/// Tells the entries of a case by labels and names.
struct Teller {
  private var labels: [EntryID: String] = [:]
  private var parties: [String: String] = [:]

  /// An entry's values by the names of their fields.
  struct Written {
    var id: EntryID
    var kind: Kind
    var values: [(name: String, json: JSONValue)]
    var hidden: [String] = []
    var erased: [String] = []

    subscript(name: String) -> JSONValue { values.first { $0.name == name }?.json ?? .null }
  }

  /// The fields that a file tells of a kind, in the order in which it tells them.
  static func order(_ kind: Kind) -> [String] {
    let header = Header.written.map(\.name)
    // When and whence stand around what.
    return header.filter { ["label", "occurred", "timing"].contains($0) } + kind.schema.fields.map(\.name)
      + header.filter { ["disputes", "corrects", "sources"].contains($0) }
  }

  /// The same entry of different writings must be told alike: labels are those that entries have, else made from their numbers.
  init(_ entries: [Written]) {
    for entry in entries {
      labels[entry.id] = entry["label"].stringValue ?? "entry-\(entry.id)"
      if entry.kind == .partyNamed, let party = entry["party"].stringValue { parties[party] = labels[entry.id] }
    }
  }

  func tell(_ entry: Written) -> ToldEntry {
    var fields = JSONObject()
    let shapes = Dictionary(
      uniqueKeysWithValues: (Header.written + entry.kind.schema.fields).map { ($0.name, $0.shape) })
    for name in Teller.order(entry.kind) where name != "label" && !Teller.isDrawn(name, entry.kind) {
      let json = entry[name]
      guard !json.isNull, let shape = shapes[name] else { continue }
      fields[name] = told(json, shape)
    }
    let isTold: (String) -> Bool = { Teller.order(entry.kind).contains($0) && !Teller.isDrawn($0, entry.kind) }
    return ToldEntry(
      id: entry.id, kind: entry.kind, label: entry["label"].stringValue ?? labels[entry.id], fields: fields,
      hidden: entry.hidden.filter(isTold), erased: entry.erased.filter(isTold))
  }

  /// Whether a field holds an identifier that was drawn at random.
  private static func isDrawn(_ field: String, _ kind: Kind) -> Bool {
    switch kind {
    case .partyNamed: ["party", "person"].contains(field)
    case .personDescribed: field == "person"
    default: false
    }
  }

  private func told(_ json: JSONValue, _ shape: Shape) -> JSONValue {
    switch (shape, json) {
    case (.list(let element), .array(let values)): .array(values.map { told($0, element) })
    case (.record(let members), .object(let object)):
      .object(
        object.reduce(into: JSONObject()) { result, member in
          let shape = members.first { $0.name == member.name }?.shape ?? .text
          if !member.value.isNull, member.value != .array([]) { result[member.name] = told(member.value, shape) }
        })
    case (.entry, .number), (.source, .number): label(json)
    case (.other(_, let forms), .object(let object)): forms.fields(of: object).map { told(json, .record($0)) } ?? freed(json)
    case (.other, _): freed(json)
    case (_, .string(let text)): .string(named(text, shape))
    default: json
    }
  }

  /// Something with a form of its own and no fields: entries stand in it under the names "source" and "entry", people and bodies as they are committed.
  private func freed(_ json: JSONValue) -> JSONValue {
    switch json {
    case .array(let values): return .array(values.map(freed))
    case .object(let object):
      let told = object.reduce(into: JSONObject()) { result, member in
        if member.value.isNull { return }
        switch member.name {
        case "source", "entry": result[member.name] = label(member.value)
        case "party": result[member.name] = .string(parties[member.value.stringValue ?? ""] ?? member.value.stringValue ?? "")
        default: result[member.name] = freed(member.value)
        }
      }
      return Teller.short(told)
    case .string(let text): return .string(named(text, .prose))
    case .number, .bool, .null: return json
    }
  }

  /// `{ L: firsthand }` for a source with its basis, and the like.
  private static func short(_ object: JSONObject) -> JSONValue {
    for (key, value) in [("source", "basis"), ("entry", "basis"), ("party", "vote"), ("entry", "weight")] {
      guard object.names.count == 2, let name = object[key]?.stringValue, let word = object[value] else { continue }
      return .object([name: word])
    }
    if object.names == ["entry"], let name = object["entry"] { return name }
    return .object(object)
  }

  private func label(_ json: JSONValue) -> JSONValue {
    guard let number = json.integerValue else { return json }
    return .string(labels[EntryID(number)] ?? String(number))
  }

  /// A text in which parties stand by their labels, and bodies by their names.
  private func named(_ text: String, _ shape: Shape) -> String {
    switch shape {
    case .party: return parties[text] ?? text
    case .actor: return actor(text) ?? text
    default:
      if let actor = actor(text) { return actor }
      guard text.contains("{party:") else { return text }
      return text.replacing(/\{party:([0-9a-z]+)\}/) { "{\(parties[String($0.1)] ?? "party:\($0.1)")}" }
    }
  }

  /// A party or a body as it is committed, `party:…` or `body:…`, by its name.
  private func actor(_ text: String) -> String? {
    if text.hasPrefix("party:") { return parties[String(text.dropFirst(6))] }
    if text.hasPrefix("body:"), !text.contains(where: \.isWhitespace) {
      let name = String(text.dropFirst(5))
      // A name that a part has too stands for the part.
      return parties.values.contains(name) ? nil : name
    }
    return nil
  }
}

extension [Shape] {
  /// The fields of the form that a group of values has; nil of those for which there is a shorter one.
  fileprivate func fields(of object: JSONObject) -> [Shape.Member]? {
    guard !object.contains(where: { ["source", "entry", "party"].contains($0.name) }) else { return nil }
    for case .record(let members) in self where object.allSatisfy({ member in members.contains { $0.name == member.name } }) {
      return members
    }
    return nil
  }
}

extension RecordView {
  /// A case as a file tells it, as far as this view shows it: its entries in the order of their numbers, nil for one whose kind is hidden.
  package func told(of id: CaseID) -> [ToldEntry?] {
    let ofCase = entries.filter { $0.header.case.shown == .some(id) }
    let written = ofCase.map { entry -> Teller.Written? in
      entry.kind.map { kind in
        Teller.Written(
          id: entry.id, kind: kind, values: values(of: entry.id).map { ($0.name, $0.json) },
          hidden: entry.gaps.filter { $0.why != .erased }.map { kind.field(of: $0.slot) },
          erased: entry.gaps.filter { $0.why == .erased }.map { kind.field(of: $0.slot) })
      }
    }
    let teller = Teller(written.compactMap(\.self))
    return written.map { $0.map(teller.tell) }
  }
}

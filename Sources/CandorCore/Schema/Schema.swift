package import StrictJSON

/// What an entry of one kind says, beside its header.
package protocol Payload: Hashable, Sendable {
  /// With every field unread.
  init()
  static var schema: Schema { get }
  var event: Event { get }
  /// What cannot be, seen over the fields together.
  func refusals(under header: Header) -> [Refusal]
}

extension Payload {
  package func refusals(under header: Header) -> [Refusal] { [] }
}

/// Why an entry cannot be as it is written: the field, the fact, what would do.
package struct Refusal: Hashable, Sendable {
  package var field: String
  package var message: String
  package var expected: String
}

/// One declaration of a kind: the fields in the order of their commitments. It serves the log, the wire, case files, documentation and
/// editors. A version's slots never change; a kind gains fields by a new version.
package final class Schema: Sendable {
  package let kind: Kind
  package let version: Int
  /// What an entry of this kind records, in a sentence.
  package let about: String
  /// The payload's fields, in order; they follow the header's.
  package let fields: [SlotDescription]
  /// Reads a payload from the contents of its slots.
  package let read: @Sendable ([SlotContent], Reading) -> Event
  /// The values of a payload of this kind that its reader does not see.
  let gaps: @Sendable (any Payload) -> [Gap]
  /// A payload's values in the order of its fields, each in the form that is committed; nil where its reader does not see it.
  let values: @Sendable (any Payload) -> [JSONValue?]
  /// The place of the kind among all kinds.
  let place: Int

  package init<P: Payload>(_ type: P.Type, _ kind: Kind, version: Int = 1, _ about: String, _ slots: Slot<P>...) {
    precondition(
      Header.slots.count + slots.count < Schema.slotCount, "\(kind.rawValue) has more fields than a leaf has commitments")
    self.kind = kind
    self.version = version
    self.about = about
    fields = slots.map(\.description)
    read = { contents, reading in
      var payload = P()
      for (slot, content) in zip(slots, contents) { slot.fill(&payload, content, reading) }
      return payload.event
    }
    gaps = { payload in (payload as? P).map { payload in slots.compactMap { $0.gap(payload) } } ?? [] }
    values = { payload in (payload as? P).map { payload in slots.map { $0.json(payload) } } ?? [] }
    place = Kind.allCases.firstIndex(of: kind) ?? Kind.allCases.count
  }

  /// How many commitments every leaf has.
  package static let slotCount = 24
}

/// What a slot holds for a reader.
package enum SlotContent: Hashable, Sendable {
  case shown(JSONValue, at: EntryID, slot: UInt8)
  case hidden(Gap)
}

/// A field as writers, documentation and editors need it.
package struct SlotDescription: Sendable {
  package let name: String
  package let meaning: String
  package let shape: Shape
  package let isRequired: Bool
  /// Whether its value may be removed for good: identities and people's own words may, what bodies and officers did may not.
  package let isErasable: Bool
  /// The value in the form that is committed, null where the field is absent; nil after having noted a mistake.
  package let check: @Sendable (ObjectInput) -> JSONValue?
}

/// A field of a record type: where it is, how it is read.
package struct Slot<Record>: Sendable {
  package let description: SlotDescription
  package let fill: @Sendable (inout Record, SlotContent, Reading) -> Void
  let gap: @Sendable (Record) -> Gap?
  /// The value in the form that is committed; nil where it is hidden.
  let json: @Sendable (Record) -> JSONValue?

  /// - Parameter erasable: whether its value may be erased; to be said of all prose, and nothing else may be but where it is said.
  package init<Value: Datum>(
    _ name: String, _ path: any WritableKeyPath<Record, Field<Value>> & Sendable, _ meaning: String, erasable: Bool? = nil
  ) {
    precondition(erasable != nil || !Value.shape.isProse, "\(name) does not say whether it may be erased")
    description = SlotDescription(
      name: name, meaning: meaning, shape: Value.shape, isRequired: Value.absent == nil, isErasable: erasable ?? false
    ) { object in
      guard let value = object.required(name, Value.self) else { return nil }
      return value == Value.absent ? .null : value.json
    }
    gap = { record in
      if case .hidden(let gap) = record[keyPath: path] { gap } else { nil }
    }
    json = { record in
      guard case .shown(let value) = record[keyPath: path] else { return nil }
      return value == Value.absent ? .null : value.json
    }
    fill = { record, content, reading in
      switch content {
      case .hidden(let gap): record[keyPath: path] = .hidden(gap)
      case .shown(let json, let entry, let slot):
        if json.isNull, let absent = Value.absent {
          record[keyPath: path] = .shown(absent)
        } else if let value = Value(reading.input(json)) {
          record[keyPath: path] = .shown(value)
        } else {
          record[keyPath: path] = .hidden(Gap(entry: entry, slot: slot, why: .unread))
        }
      }
    }
  }
}

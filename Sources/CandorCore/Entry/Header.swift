package import StrictJSON

/// What a source is to a fact: its writer took part, was told, or concluded.
package enum Basis: String, Choice {
  case firsthand, reported, inferred

  /// How something is written with its basis.
  static func forms(_ name: String, _ shape: Shape) -> [Shape] {
    [
      .record([
        Shape.Member(name, shape, "the \(name)", required: true), Shape.Member("basis", Basis.shape, "its basis", required: true),
      ]), .pair(shape, Basis.shape),
    ]
  }
}

/// A source of an entry, and its basis for that entry.
package struct SourceBasis: Hashable, Sendable {
  package var source: SourceID
  package var basis: Basis
}

extension SourceBasis: Datum {
  package static var shape: Shape {
    .other("a source and its basis: { LABEL: firsthand }, reported or inferred", Basis.forms("source", .source))
  }

  package init?(_ input: Input) {
    guard let named = input.based("source", SourceID.self, Self.shape, example: "[{ L: firsthand }, { W: reported }]") else { return nil }
    self.init(source: named.value, basis: named.basis)
  }

  package var json: JSONValue { ["source": source.json, "basis": basis.json] }
}

extension Input {
  /// Something with its basis, as `{ LABEL: reported }` or written out: `{ source: LABEL, basis: reported }`.
  func based<Value: Datum>(_ name: String, _ type: Value.Type, _ shape: Shape, example: String) -> (value: Value, basis: Basis)? {
    guard let members = members(expected: shape.summary) else { return nil }
    let (value, basis): (Value?, Basis?)
    if members.contains(where: { $0.name == name || $0.name == "basis" }) {
      guard let object = object([name, "basis"]) else { return nil }
      (value, basis) = (object.required(name), object.required("basis"))
    } else {
      guard members.count == 1 else {
        mistake("type", "this names \(members.count) in one item", expected: "one \(name) an item: \(example)")
        return nil
      }
      (value, basis) = (Value(members[0].input.name(members[0].name)), Basis(members[0].input))
    }
    guard let value, let basis else { return nil }
    return (value, basis)
  }
}

/// What every entry says, whatever its kind.
package struct Header: Hashable, Sendable {
  package var `case` = Field<CaseID?>()
  package var label = Field<Label?>()
  package var occurred = Field<CivilDate?>()
  package var timing = Field<[Timing]>()
  package var sources = Field<[SourceBasis]>()
  package var disputes = Field<EntryID?>()
  package var corrects = Field<EntryID?>()
  package var recorded = Field<Instant>()

  package init() {}

  /// Slots 1 to 8 of every leaf; slot 0 is kind and version.
  package static let slots: [Slot<Header>] = [
    Slot("case", \.case, "the case it belongs to; none where it belongs to the organization"),
    Slot("label", \.label, "what other entries call it; unique within its case"),
    Slot("occurred", \.occurred, "when it happened, no sharper than the source"),
    Slot("timing", \.timing, "distances to other entries, where the source gives those"),
    Slot("sources", \.sources, "where it is known from, each with its basis"),
    Slot("disputes", \.disputes, "the entry whose account of the same thing it disputes"),
    Slot("corrects", \.corrects, "the entry it corrects"),
    Slot("recorded", \.recorded, "when it was set down"),
  ]

  /// The slot that says to which case an entry belongs.
  package static let caseSlot: UInt8 = 1

  /// Fields that those who write entries give; `recorded` is the clock's.
  package static let written = slots.map(\.description).filter { $0.name != "recorded" }
}

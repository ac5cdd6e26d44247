package import StrictJSON

/// What a source is to a fact: its writer took part, was told, or concluded.
package enum Basis: String, Choice {
  case firsthand, reported, inferred
}

/// A source of an entry, and its basis for that entry.
package struct SourceBasis: Hashable, Sendable {
  package var source: SourceID
  package var basis: Basis
}

extension SourceBasis: Datum {
  package static var shape: Shape { .other("a source and its basis: { LABEL: firsthand }, reported or inferred") }

  package init?(_ input: Input) {
    guard let members = input.members(expected: Self.shape.summary) else { return nil }
    if members.contains(where: { $0.name == "source" || $0.name == "basis" }) {
      guard let object = input.object(["source", "basis"]) else { return nil }
      let (source, basis) = (object.required("source", SourceID.self), object.required("basis", Basis.self))
      guard let source, let basis else { return nil }
      self.init(source: source, basis: basis)
      return
    }
    guard members.count == 1 else {
      input.mistake(
        "type", "this names \(members.count) sources in one item", expected: "one source an item: [{ L: firsthand }, { W: reported }]")
      return nil
    }
    let source = SourceID(members[0].input.name(members[0].name))
    guard let basis = Basis(members[0].input), let source else { return nil }
    self.init(source: source, basis: basis)
  }

  package var json: JSONValue { ["source": source.json, "basis": basis.json] }
}

/// What every entry says, whatever its kind.
package struct Header: Hashable, Sendable {
  package var `case` = Field<CaseID?>()
  package var label = Field<String?>()
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

  /// Fields that those who write entries give; `recorded` is the clock's.
  package static let written = slots.map(\.description).filter { $0.name != "recorded" }
}

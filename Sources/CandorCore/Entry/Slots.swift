package import StrictJSON

/// Which value may stand in which slot of an entry.
package enum Slots {
  /// The first slot whose value is not the one that stands there, by its name; nil where every value is in its place. An entry that says a thing
  /// twice, or where another has its place, could say one thing to some and another to others.
  ///
  /// - Parameter values: what a reader holds of an entry, by slot: names and values.
  package static func misplaced(_ values: [UInt8: (name: String, json: JSONValue)]) -> UInt8? {
    let header = Kind.headerNames
    let payload = values[0].flatMap { KindVersion($0.json) }?.kind.schema.fields.map(\.name)
    var names: Set<String> = []
    for (slot, value) in values.sorted(by: { $0.key < $1.key }) {
      let place = Int(slot)
      let isInPlace: Bool
      if place < header.count {
        isInPlace = value.name == header[place]
      } else if let payload {
        isInPlace = place - header.count < payload.count && payload[place - header.count] == value.name
      } else {
        isInPlace = !header.contains(value.name)
      }
      guard isInPlace, names.insert(value.name).inserted else { return slot }
    }
    return nil
  }
}

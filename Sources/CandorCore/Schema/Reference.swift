import StrictJSON

/// A value that is one entry or several.
package protocol Reference: Datum {}

extension EntryID: Reference {}
extension Optional: Reference where Wrapped: Reference {}
extension Array: Reference where Element: Reference {}

extension Slot {
  /// A field that refers to entries of one kind; refuses a reference to an entry of another.
  package init<Value: Reference>(
    _ name: String, _ path: any WritableKeyPath<Record, Field<Value>> & Sendable, to kind: Kind, _ meaning: String
  ) {
    let untyped = Slot(name, path, meaning)
    (fill, gap, json) = (untyped.fill, untyped.gap, untyped.json)
    description = SlotDescription(
      name: name, meaning: meaning, shape: Value.shape, isRequired: untyped.description.isRequired, isErasable: false
    ) { object in
      guard let json = untyped.description.check(object) else { return nil }
      if json.isNull { return json }
      let wrong = object.member(name).elements.filter { element in
        // Of an entry whose kind its writer may not know, nothing is refused.
        let found = EntryID(element).flatMap { element.names.kinds[$0] }
        guard let found, found != kind else { return false }
        element.mistake(
          "wrong-kind", "this is an entry of the kind \(found.rawValue)", expected: "the label of an entry of the kind \(kind.rawValue)")
        return true
      }
      guard wrong.isEmpty else { return nil }
      return json
    }
  }
}

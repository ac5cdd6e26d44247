/// One fault of a document: where it is, what was found, the rule, and what to do.
package struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
  /// What a document is held against, in this order; the next is only looked at when the one before holds.
  package enum Rule: String, CaseIterable, Hashable, Sendable {
    /// It can be read at all: not empty, not too large, UTF-8, without a DOCTYPE.
    case readable
    /// It is XML.
    case wellFormed = "well-formed"
    /// It is DocBook, and Candor's findings.
    case vocabulary
    /// Its elements and attributes are where the profile's grammar has them.
    case grammar
    /// Ids are unique and references lead somewhere.
    case references
    /// It keeps to the rules beyond the grammar: `Schemas/candor-findings.sch`.
    case rules
  }

  /// The document's name, as the caller gave it.
  package var file: String
  /// From 1; none for what concerns the whole document.
  package var line: Int?
  /// From 1, in characters; none where only the line is known.
  package var column: Int?
  package var rule: Rule
  /// What was found and which rule it breaks.
  package var message: String
  /// What to do about it.
  package var hint: String

  /// `findings.xml:12:5: this para has no xml:id [grammar]`, and the hint on the next line.
  package var description: String {
    let place = [line, column].compactMap(\.self).map { ":\($0)" }.joined()
    return "\(file)\(place): \(message) [\(rule.rawValue)]\n  \(hint)"
  }
}

/// What a record is called among records: random, twenty letters and digits of Crockford's base 32 in lower case (100 bits).
package struct RecordID: Hashable, Sendable, CustomStringConvertible {
  /// The twenty letters and digits.
  package let text: String

  /// A new record's.
  package init(randomness: Randomness) { text = String(Base32.text(randomness.bytes(13)).prefix(Self.length)) }

  /// Nil where the text does not have the form.
  package init?(_ text: String) {
    guard text.utf8.count == Self.length, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "z") ~= $0 }),
      let bytes = Base32.bytes(text + "0000"), Base32.text(bytes).hasPrefix(text)
    else { return nil }
    self.text = text
  }

  /// The record whose checkpoints begin with this line; nil where none's do.
  package init?(origin: String) {
    guard origin.hasPrefix(Self.scheme) else { return nil }
    self.init(String(origin.dropFirst(Self.scheme.count)))
  }

  private static let length = 20
  private static let scheme = "candor/"

  /// The first line of its checkpoints, and the name its signatures go by.
  package var origin: String { Self.scheme + text }
  /// The text.
  package var description: String { text }
}

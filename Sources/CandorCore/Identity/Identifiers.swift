/// An entry's number in the record: 1 for the first. The entry is leaf `number - 1` of the tree.
package struct EntryID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var number: Int

  package init(_ number: Int) { self.number = number }

  package static func < (one: EntryID, other: EntryID) -> Bool { one.number < other.number }
  package var description: String { String(number) }
}

/// What other entries of a case call an entry: one to 64 letters, digits, `-`, `_` and `.`, and not digits alone, which are an entry's number.
package struct Label: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  /// Nil where the text does not have the form.
  package init?(_ text: String) {
    let isWord = text.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    guard isWord, (1...64).contains(text.count), text.utf8.count <= 256, text.digits == nil else { return nil }
    self.text = text
  }

  package static func < (one: Label, other: Label) -> Bool { one.text < other.text }
  package var description: String { text }
}

/// A body of the organization, by the short name its charter gives it: `sc`.
package struct BodyID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var name: String

  package init(_ name: String) { self.name = name }

  package static func < (one: BodyID, other: BodyID) -> Bool { one.name < other.name }
  package var description: String { name }
}

/// A clause of a charter, by the number or name the charter gives it: `4.2`.
package struct ClauseID: Hashable, Sendable, CustomStringConvertible {
  package var name: String

  package init(_ name: String) { self.name = name }

  package var description: String { name }
}

/// An identifier drawn at random, which says nothing of whom or what it names: twelve letters and digits, sixty bits.
///
/// The alphabet is Crockford's base 32 in lower case, which leaves out letters that are easily misread.
package struct OpaqueID<Subject: OpaqueSubject>: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  /// Nil where the text does not have the form.
  package init?(_ text: String) {
    guard text.utf8.count == OpaqueID.length, text.utf8.allSatisfy({ opaqueAlphabet.contains($0) }) else { return nil }
    self.text = text
  }

  /// From random bits, of which the lower sixty count.
  package init(random bits: UInt64) {
    let letters = (0..<OpaqueID.length).map { opaqueAlphabet[Int(bits >> (UInt64($0) * 5) & 31)] }
    text = String(decoding: letters, as: UTF8.self)
  }

  private static var length: Int { 12 }

  package static func < (one: OpaqueID, other: OpaqueID) -> Bool { one.text < other.text }
  package var description: String { text }
}

private let opaqueAlphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

/// What an opaque identifier can stand for.
package protocol OpaqueSubject {
  static var noun: String { get }
}

/// A case, as what an identifier stands for.
package enum CaseSubject: OpaqueSubject { package static let noun = "case" }
/// A part in a case, as what an identifier stands for.
package enum PartySubject: OpaqueSubject { package static let noun = "party" }
/// A person, as what an identifier stands for.
package enum PersonSubject: OpaqueSubject { package static let noun = "person" }

/// A case of the record.
package typealias CaseID = OpaqueID<CaseSubject>
/// Someone with a part in one case. The same person has another in another case; only a sealed field links them.
package typealias PartyID = OpaqueID<PartySubject>
/// A person. It stands in sealed fields only.
package typealias PersonID = OpaqueID<PersonSubject>

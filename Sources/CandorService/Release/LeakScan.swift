import CandorCore
import Foundation
import StrictJSON

/// Looks in the final bytes of a report for what must not be in it: every name, alias and contact of a person, and every identifier of a person, a
/// party or a case, that the exporter can open.
struct LeakScan {
  /// Where something stands that must not, and what it is, without repeating it.
  struct Finding: Hashable {
    var line: Int
    /// The entry that holds the name; nil for an identifier.
    var entry: EntryID?
    var what: String
  }

  private struct Secret: Hashable {
    var folded: String
    var entry: EntryID?
    var what: String
  }

  private let secrets: [Secret]

  init(_ view: RecordView) {
    var secrets: [Secret] = []
    func add(_ text: String, _ entry: EntryID?, _ what: String) {
      let folded = LeakScan.fold(text)
      guard folded.count >= 2 else { return }
      secrets.append(Secret(folded: folded, entry: entry, what: what))
    }
    for entry in view.entries {
      if let id = entry.header.case.shown ?? nil { add(id.text, nil, "the identifier of a case") }
      switch entry.event {
      case .personDescribed(let described):
        if let person = described.person.shown { add(person.text, nil, "the identifier of a person") }
        let names = (described.names.shown ?? []).map { ($0, "a name") } + (described.aliases.shown ?? []).map { ($0, "an alias") }
        for (name, what) in names {
          add(name, entry.id, what)
          // A part of a name can identify as well as the whole.
          for part in name.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) where part.count >= 3 {
            add(String(part), entry.id, "part of \(what)")
          }
        }
        for contact in described.contacts.shown ?? [] { add(contact, entry.id, "a contact") }
      case .partyNamed(let named):
        if let party = named.party.shown { add(party.text, nil, "the identifier of a party") }
        if let person = named.person.shown ?? nil { add(person.text, nil, "the identifier of a person") }
      default: break
      }
    }
    self.secrets = Array(Set(secrets))
  }

  /// Everything found, by line.
  func findings(in bytes: [UInt8]) -> [Finding] {
    let text = String(decoding: bytes, as: UTF8.self)
    var lines: [String] = []
    // Line by line, and each line with the next, since a name may be wrapped; markup and entities are read as a reader would see them.
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(LeakScan.fold(LeakScan.withoutMarkup(String(line))))
    }
    let raw = text.split(separator: "\n", omittingEmptySubsequences: false).map { LeakScan.fold(String($0)) }
    var found: Set<Finding> = []
    for (index, line) in lines.enumerated() {
      let wrapped = index + 1 < lines.count ? line + " " + lines[index + 1] : line
      for secret in secrets where LeakScan.holds(wrapped, secret.folded) || LeakScan.holds(raw[index], secret.folded) {
        found.insert(Finding(line: index + 1, entry: secret.entry, what: secret.what))
      }
    }
    return found.sorted { ($0.line, $0.what, $0.entry?.number ?? 0) < ($1.line, $1.what, $1.entry?.number ?? 0) }
  }

  /// Without case, diacritics, width, format characters and runs of white space: what the eye passes over.
  private static func fold(_ text: String) -> String {
    // Most lines are plain, and need no look at what each character is.
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    if isASCII { return text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    let scalars = text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: false
      default: true
      }
    }
    return String(String.UnicodeScalarView(scalars)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func withoutMarkup(_ line: String) -> String {
    guard line.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { return line }
    let untagged = line.replacing(/<[^>]*>/, with: "")
    return untagged.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&apos;", with: "'")
      .replacing("&amp;", with: "&")
  }

  /// Whether the text holds the secret as words of its own.
  private static func holds(_ text: String, _ secret: String) -> Bool {
    var rest = text[...]
    while let range = rest.range(of: secret) {
      let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
      if !isWord(before), !isWord(after) { return true }
      rest = rest[text.index(after: range.lowerBound)...]
    }
    return false
  }

  private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}

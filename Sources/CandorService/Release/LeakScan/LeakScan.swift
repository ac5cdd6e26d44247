package import CandorCore

/// Looks in the final bytes of a report, or in a text, for what must not be in it: every name, alias and contact of a person, and every
/// identifier of a person, a party or a case, that the exporter can open.
///
/// Both are compared in words: without letter case, diacritics, ligatures, width and characters that do not show, across lines and whatever
/// punctuation stands between. In scripts without spaces every character is a word. What counts:
///
/// - **The whole** of a name, an alias, a contact or an identifier, in any letter case. A number of six digits or more counts by its last
///   seven, however they are grouped; an e-mail address also by what stands before its "@", where that is a name of several parts.
/// - **A part** of a name that is written with a capital letter, in any letter case: "Kowalska", "KOWALSKA", "kowalska". With a capital letter
///   also as it is inflected: "Kowalskas", "Kowalskiej".
/// - **What addresses and handles make of a name**: "wandakowalska", "wkowalska"; shorter ones next to an "@".
/// - **A word that is also an ordinary one** (Will, May, Baker) or one of the reports' own wording in any language, alone, only with its one
///   capital letter, after an "@" or before "'s". Those that a sentence can begin with do not count where one begins; months do not count
///   beside a number, or after "in" or "since".
/// - **Initials and words of two letters** only in the letter case they are written in.
///
/// A word that is not what it seems also counts for what it can be taken for: with letters of other scripts or digits in place of its own,
/// in two halves at a line's end or around a tag, letter by letter, within a word of several ("letterToWanda"), encoded as links do.
///
/// Words that reports use of everyone count for nothing alone: the organization's name, titles of bodies, roles, particles such as "von".
package struct LeakScan {
  /// How bytes are to be read.
  package enum Syntax: CaseIterable, Sendable {
    case text
    /// XML, HTML and SVG.
    case markup
    /// A bundle: texts that are base64 of JSON are read as what they encode.
    case json
  }

  /// In which part of a file something stands.
  package enum Place: Hashable, Sendable {
    case text, attribute, remark, fileName
  }

  /// Where something stands that must not, and what it is, without repeating it.
  package struct Finding: Hashable, Sendable {
    /// Counted from 1.
    package var line: Int
    /// In characters (Unicode scalars), counted from 1.
    package var column: Int
    package var place: Place
    /// The entry that holds the name; nil for an identifier.
    package var entry: EntryID?
    package var what: String
  }

  private let sought: Sought

  /// Looks for what a view opens.
  ///
  /// - Parameter isOfProof: whether what is looked through are entries themselves, which refer to parties and cases by their identifiers.
  package init(_ view: RecordView, isOfProof: Bool = false) {
    let titles = Organization(view).charters.flatMap { [$0.organization] + $0.bodies.map(\.title) }
    let roles = PartyNamed.Role.allCases.map(\.rawValue)
    var sought = Sought(common: OrdinaryWords.particles.union((titles + roles).flatMap { Folded.words(of: $0).map(\.text) }))
    for entry in view.entries {
      if !isOfProof, let id = entry.header.case.shown ?? nil { sought.add(id.text, "the identifier of a case") }
      switch entry.event {
      case .personDescribed(let described):
        if let person = described.person.shown { sought.add(person.text, "the identifier of a person") }
        for name in described.names.shown ?? [] { sought.addName(name, of: entry.id, "a name", inParts: true) }
        for alias in described.aliases.shown ?? [] {
          // A handle is no name of several parts.
          sought.addName(alias, of: entry.id, "an alias", inParts: alias.contains(where: \.isWhitespace))
        }
        for contact in described.contacts.shown ?? [] { sought.addContact(contact, of: entry.id) }
      case .partyNamed(let named):
        if !isOfProof, let party = named.party.shown { sought.add(party.text, "the identifier of a party") }
        if let person = named.person.shown ?? nil { sought.add(person.text, "the identifier of a person") }
      default: break
      }
    }
    sought.settle()
    self.sought = sought
  }

  /// Everything found in a file's bytes, in the order of its lines; of what stands on a line more than once, the first.
  package func findings(in bytes: [UInt8], written syntax: Syntax) -> [Finding] {
    switch syntax {
    case .text:
      var page = Page(sought)
      page.take(bytes)
      return findings(on: [(page, .text)], of: bytes)
    case .markup:
      let markup = Markup(bytes, sought)
      return findings(on: [(markup.text, .text), (markup.attributes, .attribute), (markup.remarks, .remark)], of: bytes)
    case .json: return findings(on: [(Values(bytes, sought).page, .text)], of: bytes)
    }
  }

  /// Everything found in a report.
  package func findings(in bytes: [UInt8], as format: ReportFormat) -> [Finding] { findings(in: bytes, written: format.syntax) }

  /// Everything found in a text that is not yet part of a report, such as what an entry says.
  package func findings(in text: String) -> [Finding] { findings(in: Array(text.utf8), written: .text) }

  /// Everything found in the name of a file, which messages must not repeat then.
  package func findings(inFileName name: String) -> [Finding] {
    let bytes = Array(name.utf8)
    var page = Page(sought)
    page.take(bytes)
    return findings(on: [(page, .fileName)], of: bytes)
  }

  /// Everything found in a file and in its name, in words for whoever is to mend it.
  package func messages(in bytes: [UInt8], written syntax: Syntax, named name: String) -> [String] {
    (findings(inFileName: name) + findings(in: bytes, written: syntax)).map { $0.message(in: name) }
  }
}

extension LeakScan.Finding {
  /// What is wrong, for whoever is to mend it; without what was found.
  ///
  /// - Parameter file: the file's name; it is left out where the name itself holds it.
  package func message(in file: String) -> String {
    let what = "holds \(what)\(entry.map { " that entry \($0) keeps" } ?? "")"
    return switch place {
    case .text: "\(file):\(line):\(column): \(what)"
    case .attribute: "\(file):\(line):\(column): \(what), in an attribute"
    case .remark: "\(file):\(line):\(column): \(what), in a comment or a declaration"
    case .fileName: "the name of a file \(what)"
    }
  }
}

extension ReportFormat {
  /// How its bytes are to be read.
  var syntax: LeakScan.Syntax {
    switch self {
    case .docbook, .html: .markup
    case .text: .text
    }
  }
}

// What counts of what was seen.
extension LeakScan {
  private func findings(on pages: [(page: Page, place: Place)], of bytes: [UInt8]) -> [Finding] {
    var found: [Found] = []
    for (page, place) in pages {
      let sightings = page.sightings.enumerated().sorted {
        ($0.element.places.lowerBound, $0.offset) < ($1.element.places.lowerBound, $1.offset)
      }.map(\.element)
      for (index, sighting) in sightings.enumerated() {
        for secret in sought.beginning[sighting.number] where holds(sightings[index...], secret) {
          found.append(Found(offset: sighting.offset, place: place, entry: secret.entry, what: secret.what))
        }
      }
      for (digits, offset) in page.dialled {
        for secret in sought.phones[digits] ?? [] {
          found.append(Found(offset: offset, place: place, entry: secret.entry, what: secret.what))
        }
      }
    }
    return placed(found, in: bytes)
  }

  private struct Found {
    var offset: Int
    var place: Place
    var entry: EntryID?
    var what: String
  }

  private func placed(_ found: [Found], in bytes: [UInt8]) -> [Finding] {
    var (line, lineStart, at) = (1, 0, 0)
    var seen: Set<Finding> = []
    return found.sorted { ($0.offset, $0.what, $0.entry?.number ?? 0) < ($1.offset, $1.what, $1.entry?.number ?? 0) }.compactMap { found in
      while at < found.offset {
        if bytes[at] == UInt8(ascii: "\n") { (line, lineStart) = (line + 1, at + 1) }
        at += 1
      }
      var finding = Finding(line: line, column: 0, place: found.place, entry: found.entry, what: found.what)
      guard seen.insert(finding).inserted else { return nil }
      finding.column = bytes[lineStart..<found.offset].count { $0 & 0xC0 != 0x80 } + 1
      return finding
    }
  }

  /// Whether the words of a secret follow on the first of these, and stand as they must to count.
  private func holds(_ sightings: ArraySlice<Page.Sighting>, _ secret: Sought.Secret) -> Bool {
    guard let first = sightings.first else { return false }
    return goesOn(secret.words.dropFirst(), [first], sightings.dropFirst()) { counts($0, secret.manner) }
  }

  private func goesOn(
    _ words: ArraySlice<Int>, _ chain: [Page.Sighting], _ sightings: ArraySlice<Page.Sighting>, _ counts: ([Page.Sighting]) -> Bool
  ) -> Bool {
    guard let word = words.first, let last = chain.last else { return counts(chain) }
    for (index, next) in zip(sightings.indices, sightings) {
      if next.places.lowerBound > last.places.upperBound { return false }
      guard next.places.lowerBound == last.places.upperBound, next.number == word else { continue }
      if goesOn(words.dropFirst(), chain + [next], sightings[(index + 1)...], counts) { return true }
    }
    return false
  }

  private func counts(_ words: [Page.Sighting], _ manner: Sought.Manner) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    switch manner {
    case .anyhow: return true
    case .asWritten(let capitals): return words.map(\.capitals) == capitals
    case .inverted(let comma): return words[comma - 1].traits.contains(.precedesComma) && words.allSatisfy { $0.capitals & 1 == 1 }
    case .besideAt: return first.traits.contains(.followsAt) || last.traits.contains(.precedesAt)
    case .asName(let beginsSentences, let isMonth):
      if first.traits.contains(.followsAt) { return true }
      guard first.capitals == 1 else { return false }
      if first.traits.contains(.isGenitive) { return true }
      if beginsSentences, first.traits.contains(.beginsSentence) { return false }
      return !isMonth || first.traits.isDisjoint(with: [.isBesideNumber, .isDated])
    }
  }
}

import CandorCore
import Foundation

/// What is looked for: names, aliases, contacts and identifiers, in every form that tells who is meant.
struct Sought {
  /// A row of words that must not stand in a report.
  struct Secret: Hashable {
    /// Words by their numbers in the vocabulary.
    var words: [Int]
    var manner: Manner
    var entry: EntryID?
    var what: String
  }

  /// How a secret must stand to count.
  enum Manner: Hashable {
    case anyhow
    case asWritten(capitals: [UInt64])
    /// With its one capital letter.
    case asName(beginsSentences: Bool, isMonth: Bool)
    /// With capital letters, and a comma after so many words.
    case inverted(comma: Int)
    /// Next to the "@" of an address or a handle.
    case besideAt
  }

  private(set) var vocabulary = Vocabulary()
  /// By the number of the first word.
  private(set) var beginning: [[Secret]] = []
  /// By the digits that tell them.
  private(set) var phones: [String: Set<Secret>] = [:]
  /// Words of the vocabulary by their looks, for what is written with other letters.
  private(set) var looks = Vocabulary()
  private(set) var byLooks: [[Int]] = []
  private var hasLooks: Set<Int> = []
  /// Of the words that are the stem of a name, the names; of those that take endings themselves, they too.
  private(set) var inflected: [Int: Set<Inflected>] = [:]
  /// The words after which a month is one.
  private(set) var beforeTimes: Set<Int> = []

  /// A name that another word is a form of.
  struct Inflected: Hashable {
    var name: Int
    /// Whether the ending stands in place of its last vowel.
    var losesVowel: Bool
  }

  private var secrets: Set<Secret> = []
  /// Words that reports use of everyone.
  private let common: Set<String>

  static let fewestDigits = 6
  /// What a number has in common with itself, whatever goes before it for a country or a trunk.
  static let tellingDigits = 7
  /// A name put together without spaces is told by so many letters wherever it stands; a shorter one may be a word.
  private static let tellingLetters = 8

  /// - Parameter common: words that reports use of everyone, folded.
  init(common: Set<String>) {
    self.common = common
    for word in OrdinaryWords.beforeTimes { beforeTimes.insert(vocabulary.add(word.utf8)) }
  }

  /// Sorts what was added by how it begins: after this it can be looked for.
  mutating func settle() {
    beginning = Array(repeating: [], count: vocabulary.count)
    for secret in secrets { beginning[secret.words[0]].append(secret) }
    (secrets, hasLooks) = ([], [])
  }

  mutating func add(_ text: String, of entry: EntryID? = nil, _ what: String) {
    let words = Folded.words(of: text)
    guard isTelling(words) else { return }
    add(words, manner(of: words), entry, what)
  }

  /// - Parameter inParts: whether each of its words tells the person too.
  mutating func addName(_ name: String, of entry: EntryID, _ what: String, inParts: Bool) {
    add(name, of: entry, what)
    for variant in Sought.variants(of: name) { addName(variant, of: entry, what, inParts: inParts) }
    let parts = name.split { !$0.isLetter && !$0.isNumber && !$0.isMark }
    if parts.count == 1 { addEndings(to: Folded.words(of: name)) }
    guard inParts, parts.count > 1 else { return }
    let isCapitalized = name.contains(where: \.isUppercase)
    var telling: [[Folded]] = []
    for part in parts where part.count >= 2 && !(isCapitalized && part.contains(where: \.isCased) && part.allSatisfy { !$0.isUppercase }) {
      let words = Folded.words(of: String(part))
      // A name's small words, such as "von", are no part that tells anyone.
      guard !common.contains(words.map(\.text).joined()) else { continue }
      add(String(part), of: entry, "part of \(what)")
      addEndings(to: words)
      telling.append(words)
    }
    addInverted(name, entry, what)
    addHandles(telling, entry, what)
  }

  mutating func addContact(_ contact: String, of entry: EntryID) {
    let words = Folded.words(of: contact)
    let digits = words.filter(\.isNumber).map(\.text).joined()
    // At most a word such as "tel" goes before a number.
    if digits.count >= Self.fewestDigits, words.dropFirst().allSatisfy(\.isNumber) {
      let secret = Secret(words: [], manner: .anyhow, entry: entry, what: "a contact")
      phones[String(digits.suffix(Self.tellingDigits)), default: []].insert(secret)
      return
    }
    add(contact, of: entry, "a contact")
    guard let at = contact.lastIndex(of: "@") else { return }
    let local = String(contact[..<at])
    if local.count >= 5, Folded.words(of: local).count(where: { $0.length >= 2 && !$0.isNumber }) >= 2 {
      add(local, of: entry, "part of a contact")
    }
  }

  // MARK: Forms

  /// A name as those write it who leave out what joins its parts, or write two letters for one with a mark.
  private static func variants(of name: String) -> [String] {
    let joined = name.filter { !"'’ʼ-‐‑".contains($0) }
    let composed = name.precomposedStringWithCanonicalMapping
    let spelled = composed.map { umlauts[$0] ?? String($0) }.joined()
    return (joined == name ? [] : [joined]) + (spelled == composed ? [] : [spelled])
  }

  private static let umlauts: [Character: String] = [
    "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa",
  ]

  private mutating func addEndings(to words: [Folded]) {
    guard words.count == 1, !words[0].isUnspaced, words[0].length >= Inflection.fewestLetters, manner(of: words) == .anyhow,
      !words[0].letters.contains(where: { Folded.isDigit($0) })
    else { return }
    let name = vocabulary.add(words[0].letters)
    inflected[name, default: []].insert(Inflected(name: name, losesVowel: false))
    guard let stem = Inflection.stem(of: words[0].letters) else { return }
    inflected[vocabulary.add(stem), default: []].insert(Inflected(name: name, losesVowel: true))
  }

  /// The surname first: only of names whose parts do not tell, or each of them would be found.
  private mutating func addInverted(_ name: String, _ entry: EntryID, _ what: String) {
    let words = Folded.words(of: name)
    guard (2...6).contains(words.count), words.allSatisfy({ manner(of: [$0]) != .anyhow && !$0.isUnspaced }) else { return }
    for first in 1..<words.count {
      add(Array(words[first...] + words[..<first]), .inverted(comma: words.count - first), entry, what)
    }
  }

  /// What addresses and handles make of a name: `wandakowalska`, `wkowalska`, `w.kowalska`.
  private mutating func addHandles(_ parts: [[Folded]], _ entry: EntryID, _ what: String) {
    guard let first = parts.first, let last = parts.last, parts.count >= 2, !parts.joined().contains(where: \.isUnspaced) else { return }
    let letters = parts.map { $0.flatMap(\.letters) }
    let (given, family) = (first.flatMap(\.letters), last.flatMap(\.letters))
    guard let initial = given.first, let finalInitial = family.first, initial < 0x80, finalInitial < 0x80 else { return }
    var handles: Set = [Array(letters.joined()), given + family, family + given, [initial] + family, family + [initial]]
    if given.count >= 2 { handles.insert(given + [finalInitial]) }
    for handle in handles {
      let isWord = OrdinaryWords.all.contains(String(decoding: handle, as: UTF8.self))
      let isTelling = handle.count >= Self.tellingLetters && handle.count > family.count + 1 || handle.count >= Self.tellingLetters + 1
      add([Folded(letters: handle, capitals: 0)], isTelling && !isWord ? .anyhow : .besideAt, entry, "part of \(what)")
    }
    // Found by the surname alone, where that tells.
    if last.count == 1, manner(of: last) != .anyhow {
      add([Folded(letters: [initial], capitals: 0), last[0]], .besideAt, entry, "part of \(what)")
      add([last[0], Folded(letters: [initial], capitals: 0)], .besideAt, entry, "part of \(what)")
    }
  }

  // MARK: Words

  private func isTelling(_ words: [Folded]) -> Bool {
    words.reduce(0) { $0 + $1.length } >= 2 && !words.allSatisfy { common.contains($0.text) }
  }

  private func manner(of words: [Folded]) -> Manner {
    if words.count == 1, OrdinaryWords.all.contains(words[0].text) {
      return .asName(
        beginsSentences: OrdinaryWords.beginningSentences.contains(words[0].text), isMonth: OrdinaryWords.months.contains(words[0].text))
    }
    return words.allSatisfy { $0.length <= 2 } ? .asWritten(capitals: words.map(\.capitals)) : .anyhow
  }

  private mutating func add(_ words: [Folded], _ manner: Manner, _ entry: EntryID?, _ what: String) {
    let numbers = words.map { word in
      let number = vocabulary.add(word.letters)
      if hasLooks.insert(number).inserted, let key = LookAlikes.key(word.looks ?? word.letters, isForeign: true) {
        let look = looks.add(key)
        if look == byLooks.count { byLooks.append([]) }
        byLooks[look].append(number)
      }
      return number
    }
    secrets.insert(Secret(words: numbers, manner: manner, entry: entry, what: what))
  }
}

extension Character {
  /// Whether it is a mark that belongs to the letter before it.
  fileprivate var isMark: Bool {
    unicodeScalars.allSatisfy { [.nonspacingMark, .enclosingMark, .spacingMark, .format].contains($0.properties.generalCategory) }
  }
}

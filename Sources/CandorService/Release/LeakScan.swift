package import CandorCore
import Foundation

/// Looks in the final bytes of a report, or in a text, for what must not be in it: every name, alias and contact of a person, and every
/// identifier of a person, a party or a case, that the exporter can open.
///
/// Both are compared in words: without letter case, diacritics, ligatures, width and format characters, across lines and whatever
/// punctuation stands between. In scripts without spaces every character is a word. What counts:
///
/// - **The whole** of a name, an alias, a contact or an identifier, in any letter case. A number of six digits or more counts by its last
///   seven, however they are grouped; an e-mail address also by what stands before its "@", where that is a name of several parts.
/// - **A part** of a name that is written with a capital letter, in any letter case: "Kowalska", "KOWALSKA", "kowalska".
/// - **A word that is also an ordinary one** (Will, May, Baker), alone, only with its one capital letter, after an "@" or before "'s".
///   Those that a sentence can begin with do not count where one begins; months do not count beside a number, or after "in" or "since".
/// - **Initials and words of two letters** only in the letter case they are written in.
///
/// Words that reports use of everyone count for nothing alone: the organization's name, titles of bodies, roles, particles such as "von".
package struct LeakScan {
  /// Where something stands that must not, and what it is, without repeating it.
  package struct Finding: Hashable, Sendable {
    package var line: Int
    /// The entry that holds the name; nil for an identifier.
    package var entry: EntryID?
    package var what: String
  }

  private struct Secret: Hashable {
    /// Words by their numbers in the vocabulary.
    var words: [Int]
    var manner: Manner
    var entry: EntryID?
    var what: String
  }

  /// How a secret must stand to count.
  private enum Manner: Hashable {
    case anyhow
    case asWritten(capitals: [UInt64])
    /// With its one capital letter.
    case asName(beginsSentences: Bool, isMonth: Bool)
  }

  private var vocabulary: [String: Int] = [:]
  private var secrets: Set<Secret> = []
  /// By the number of the first word.
  private var beginning: [[Secret]] = []
  private var phones: [String: Set<Secret>] = [:]
  /// Words that reports use of everyone.
  private let common: Set<String>
  private var beforeTimes: Set<Int> = []

  /// Looks for what a view opens.
  ///
  /// - Parameter isOfProof: whether what is looked through are entries themselves, which refer to parties and cases by their identifiers.
  package init(_ view: RecordView, isOfProof: Bool = false) {
    let titles = Organization(view).charters.flatMap { [$0.organization] + $0.bodies.map(\.title) }
    let roles = PartyNamed.Role.allCases.map(\.rawValue)
    common = OrdinaryWords.particles.union((titles + roles).flatMap { Page.spelled($0).map(\.folded) })
    for word in OrdinaryWords.beforeTimes { beforeTimes.insert(number(word)) }
    for entry in view.entries {
      if !isOfProof, let id = entry.header.case.shown ?? nil { add(id.text, nil, "the identifier of a case") }
      switch entry.event {
      case .personDescribed(let described):
        if let person = described.person.shown { add(person.text, nil, "the identifier of a person") }
        for name in described.names.shown ?? [] { addName(name, entry.id, "a name", inParts: true) }
        // A handle is no name of several parts.
        for alias in described.aliases.shown ?? [] { addName(alias, entry.id, "an alias", inParts: alias.contains(where: \.isWhitespace)) }
        for contact in described.contacts.shown ?? [] { addContact(contact, entry.id) }
      case .partyNamed(let named):
        if !isOfProof, let party = named.party.shown { add(party.text, nil, "the identifier of a party") }
        if let person = named.person.shown ?? nil { add(person.text, nil, "the identifier of a person") }
      default: break
      }
    }
    beginning = Array(repeating: [], count: vocabulary.count)
    for secret in secrets { beginning[secret.words[0]].append(secret) }
  }

  /// Everything found in a report, by line.
  package func findings(in bytes: [UInt8], as format: ReportFormat) -> [Finding] {
    switch format {
    case .docbook, .html:
      let (text, values) = Page.markup(bytes, vocabulary, phones.keys)
      return findings(on: [text, values])
    case .text: return findings(on: [Page.text(bytes, vocabulary, phones.keys)])
    }
  }

  /// Everything found in a text that is not yet part of a report, such as what an entry says.
  package func findings(in text: String) -> [Finding] { findings(on: [Page.text(Array(text.utf8), vocabulary, phones.keys)]) }

  private func findings(on pages: [Page]) -> [Finding] {
    var found: Set<Finding> = []
    for page in pages {
      for (index, word) in page.words.enumerated() where word.number >= 0 {
        for secret in beginning[word.number] where holds(page.words, secret, at: index) {
          found.insert(Finding(line: word.line, entry: secret.entry, what: secret.what))
        }
      }
      for (digits, line) in page.dialled {
        for secret in phones[digits] ?? [] { found.insert(Finding(line: line, entry: secret.entry, what: secret.what)) }
      }
    }
    return found.sorted { ($0.line, $0.what, $0.entry?.number ?? 0) < ($1.line, $1.what, $1.entry?.number ?? 0) }
  }

  private func holds(_ words: [Page.Word], _ secret: Secret, at index: Int) -> Bool {
    guard index + secret.words.count <= words.count else { return false }
    for (offset, number) in secret.words.enumerated() where words[index + offset].number != number { return false }
    switch secret.manner {
    case .anyhow: return true
    case .asWritten(let capitals): return zip(words[index...], capitals).allSatisfy { $0.capitals == $1 }
    case .asName(let beginsSentences, let isMonth):
      let word = words[index]
      let (before, after) = (index > 0 ? words[index - 1] : nil, index + 1 < words.count ? words[index + 1] : nil)
      if word.traits.contains(.followsAt) { return true }
      guard word.capitals == 1 else { return false }
      if after?.traits.contains(.isGenitive) == true { return true }
      if beginsSentences, word.traits.contains(.beginsSentence) { return false }
      guard isMonth else { return true }
      let isDated = before?.traits.contains(.isNumber) == true || after?.traits.contains(.isNumber) == true
      return !isDated && !(before.map { beforeTimes.contains($0.number) } ?? false)
    }
  }
}

// What is looked for.
extension LeakScan {
  private mutating func number(_ word: String) -> Int {
    if let number = vocabulary[word] { return number }
    vocabulary[word] = vocabulary.count
    return vocabulary.count - 1
  }

  private mutating func add(_ text: String, _ entry: EntryID?, _ what: String) {
    let words = Page.spelled(text)
    guard words.reduce(0, { $0 + $1.letters }) >= 2, !words.allSatisfy({ common.contains($0.folded) }) else { return }
    let numbers = words.map { number($0.folded) }
    secrets.insert(Secret(words: numbers, manner: manner(of: words), entry: entry, what: what))
  }

  private func manner(of words: [Page.Spelled]) -> Manner {
    if words.count == 1, OrdinaryWords.all.contains(words[0].folded) {
      return .asName(
        beginsSentences: OrdinaryWords.beginningSentences.contains(words[0].folded), isMonth: OrdinaryWords.months.contains(words[0].folded)
      )
    }
    return words.allSatisfy { $0.letters <= 2 } ? .asWritten(capitals: words.map(\.capitals)) : .anyhow
  }

  private mutating func addName(_ name: String, _ entry: EntryID, _ what: String, inParts: Bool) {
    add(name, entry, what)
    // "O'Neill" and "Anne-Marie" are also written without what joins them.
    let joined = name.filter { !"'’ʼ-‐‑".contains($0) }
    if joined != name { addName(joined, entry, what, inParts: inParts) }
    let parts = name.split { !$0.isLetter && !$0.isNumber }
    guard inParts, parts.count > 1 else { return }
    let isCapitalized = name.contains(where: \.isUppercase)
    for part in parts where part.count >= 2 && !(isCapitalized && part.contains(where: \.isCased) && part.allSatisfy { !$0.isUppercase }) {
      // A name's small words, such as "von", are no part that tells anyone.
      if !common.contains(Page.spelled(String(part)).map(\.folded).joined()) { add(String(part), entry, "part of \(what)") }
    }
  }

  private mutating func addContact(_ contact: String, _ entry: EntryID) {
    let words = Page.spelled(contact)
    let digits = words.filter(\.isNumber).map(\.folded).joined()
    // At most a word such as "tel" goes before a number.
    if digits.count >= Page.fewestDigits, words.dropFirst().allSatisfy(\.isNumber) {
      let secret = Secret(words: [], manner: .anyhow, entry: entry, what: "a contact")
      phones[String(digits.suffix(Page.tellingDigits)), default: []].insert(secret)
      return
    }
    add(contact, entry, "a contact")
    guard let at = contact.lastIndex(of: "@") else { return }
    let local = String(contact[..<at])
    if local.count >= 5, Page.spelled(local).count(where: { $0.letters >= 2 && !$0.isNumber }) >= 2 {
      add(local, entry, "part of a contact")
    }
  }
}

/// A text in words, as the scan compares them.
private struct Page {
  /// Reports fill lines of so many columns: a word that the line above had room for begins something new.
  private static let columns = 72
  static let fewestDigits = 6
  /// What a number has in common with itself, whatever goes before it for a country or a trunk.
  static let tellingDigits = 7

  struct Word {
    /// In the vocabulary; -1 where it is not there.
    var number: Int
    var line: Int
    /// Which of its letters are capitals, the first as the lowest bit.
    var capitals: UInt64
    var traits: Traits
  }

  struct Traits: OptionSet {
    var rawValue: UInt8
    static let beginsSentence = Traits(rawValue: 1)
    static let isNumber = Traits(rawValue: 2)
    static let followsAt = Traits(rawValue: 4)
    /// The "s" of "Ada's".
    static let isGenitive = Traits(rawValue: 8)
  }

  /// A word of a secret.
  struct Spelled {
    var folded: String
    var capitals: UInt64
    var isNumber: Bool
    var letters: Int { folded.unicodeScalars.count }
  }

  private(set) var words: [Word] = []
  /// Ends of numbers that are looked for, with their lines.
  private(set) var dialled: [(digits: String, line: Int)] = []

  private let vocabulary: [String: Int]
  private let phones: Set<String>
  private var spelled: [Spelled]?
  private var glyphs: [UInt32: Glyph] = [:]

  private var line = 1
  private var letters: [UInt8] = []
  private var capitals: UInt64 = 0
  private var beginsSentence = true
  private var hasWordOnLine = false
  /// What stands between the last word and the next.
  private var between: [UInt8] = []
  /// The digits of neighboring numbers that may be one, and where the last of them begin.
  private var run: (digits: [UInt8], starts: [Int]) = ([], [])

  private init(_ vocabulary: [String: Int], _ phones: some Sequence<String>, spelling: Bool = false) {
    (self.vocabulary, self.phones) = (vocabulary, Set(phones))
    spelled = spelling ? [] : nil
  }

  static func spelled(_ text: String) -> [Spelled] {
    var page = Page([:], [], spelling: true)
    page.take(Array(text.precomposedStringWithCanonicalMapping.utf8))
    return page.spelled ?? []
  }

  static func text(_ bytes: [UInt8], _ vocabulary: [String: Int], _ phones: some Sequence<String>) -> Page {
    var page = Page(vocabulary, phones)
    page.take(bytes)
    return page
  }

  /// The text of a document as its reader sees it, and apart from it what stands within its tags: names of elements and attributes are the
  /// format's own, and say nothing.
  static func markup(_ bytes: [UInt8], _ vocabulary: [String: Int], _ phones: some Sequence<String>) -> (text: Page, values: Page) {
    var (text, values) = (Page(vocabulary, phones), Page(vocabulary, phones))
    var tag = Tag.none
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      var length = 1
      switch (tag, byte) {
      case (_, newLine):
        text.breakLine(isWrapped: false)
        values.breakLine(isWrapped: false)
      case (.none, UInt8(ascii: "<")):
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        tag = next == UInt8(ascii: "!") || next == UInt8(ascii: "?") ? .declaration : .names
      case (.names, UInt8(ascii: ">")), (.declaration, UInt8(ascii: ">")): tag = .none
      case (.names, UInt8(ascii: "\"")), (.names, UInt8(ascii: "'")): tag = .value(until: byte)
      case (.value(let quote), _) where byte == quote: tag = .names
      case (.names, _): break
      case (.none, _): length = text.takeMarkup(bytes, at: index)
      case (.value, _), (.declaration, _): length = values.takeMarkup(bytes, at: index)
      }
      // One value does not run on into the next.
      if case .names = tag { values.separate(0) }
      index += length
    }
    text.endWord()
    values.endWord()
    return (text, values)
  }

  private enum Tag {
    case none, names, declaration
    case value(until: UInt8)
  }

  private static let newLine = UInt8(ascii: "\n")
}

// Bytes into words.
extension Page {
  private mutating func take(_ bytes: [UInt8]) {
    var (index, lineStart) = (0, 0)
    while index < bytes.count {
      guard bytes[index] == Page.newLine else {
        index += take(bytes, at: index)
        continue
      }
      let next = bytes[(index + 1)...].drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: " ") && $0 != Page.newLine }
      breakLine(isWrapped: !next.isEmpty && Page.columns(bytes[lineStart..<index]) + 1 + Page.columns(next) > Page.columns)
      index += 1
      lineStart = index
    }
    endWord()
  }

  private static func columns(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }

  /// Takes the character at an index, and gives its length in bytes.
  private mutating func take(_ bytes: [UInt8], at index: Int) -> Int {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      letters.append(byte)
      return 1
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      takeCapital()
      letters.append(byte | 0x20)
      return 1
    case ..<0x80:
      separate(byte)
      return 1
    default:
      let length = min(byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4, bytes.count - index)
      let key = bytes[index..<index + length].reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
      let glyph = glyphs[key] ?? Glyph(String(decoding: bytes[index..<index + length], as: UTF8.self))
      glyphs[key] = glyph
      take(glyph)
      return length
    }
  }

  private mutating func take(_ glyph: Glyph) {
    switch glyph {
    case .unseen: break
    case .between(let byte): separate(byte)
    case .letters(let folded, let isCapital):
      if isCapital { takeCapital() }
      letters += folded
    case .word(let folded):
      endWord()
      letters += folded
      endWord()
    }
  }

  /// The same in a document, where characters may be written as references.
  private mutating func takeMarkup(_ bytes: [UInt8], at index: Int) -> Int {
    guard bytes[index] == UInt8(ascii: "&"),
      let end = bytes[index..<min(index + 12, bytes.count)].firstIndex(of: UInt8(ascii: ";"))
    else { return take(bytes, at: index) }
    let name = String(decoding: bytes[index + 1..<end], as: UTF8.self)
    let named = ["lt": "<", "gt": ">", "quot": "\"", "apos": "'", "amp": "&"][name]
    let code = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst(1))
    guard let character = named ?? code.flatMap(Unicode.Scalar.init).map({ String($0) }) else { return take(bytes, at: index) }
    _ = take(Array(character.utf8), at: 0)
    return end + 1 - index
  }

  private mutating func takeCapital() { if letters.count < 64 { capitals |= 1 << UInt64(letters.count) } }

  /// Ends the word before a character that is none of a word's.
  private mutating func separate(_ byte: UInt8) {
    let last = letters
    endWord()
    switch byte {
    case UInt8(ascii: "."): if !OrdinaryWords.isAbbreviation(last) { beginsSentence = true }
    case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "["): beginsSentence = true
    // A gap on a line is one between columns.
    case UInt8(ascii: " "): if hasWordOnLine, between.last == byte { beginsSentence = true }
    default: break
    }
    between.append(byte)
  }

  private mutating func breakLine(isWrapped: Bool) {
    separate(UInt8(ascii: "\n"))
    line += 1
    hasWordOnLine = false
    if !isWrapped { beginsSentence = true }
  }

  private mutating func endWord() {
    guard !letters.isEmpty else { return }
    let text = String(decoding: letters, as: UTF8.self)
    let isNumber = letters.allSatisfy { Page.isDigit($0) }
    var traits: Traits = []
    if beginsSentence { traits.insert(.beginsSentence) }
    if Page.isDigit(letters[0]) { traits.insert(.isNumber) }
    if between.last == UInt8(ascii: "@") { traits.insert(.followsAt) }
    if between == [UInt8(ascii: "'")], text == "s" { traits.insert(.isGenitive) }
    words.append(Word(number: vocabulary[text] ?? -1, line: line, capitals: capitals, traits: traits))
    spelled?.append(Spelled(folded: text, capitals: capitals, isNumber: isNumber))
    if isNumber, !phones.isEmpty { dial() }
    // The number of a paragraph goes before its first sentence.
    beginsSentence = beginsSentence && isNumber
    hasWordOnLine = true
    capitals = 0
    letters.removeAll(keepingCapacity: true)
    between.removeAll(keepingCapacity: true)
  }

  /// Looks whether a number, with those it is grouped with, ends as one that is looked for.
  private mutating func dial() {
    if !between.allSatisfy({ " \n.-/()+".utf8.contains($0) }) || words.count < 2 || !words[words.count - 2].traits.contains(.isNumber) {
      run = ([], [])
    }
    run.starts.append(run.digits.count)
    run.digits += letters
    let digits = run.digits
    run.starts.removeAll { digits.count - $0 > Page.fewestDigits }
    let whole = run.starts.filter { digits.count - $0 == Page.fewestDigits }.map { digits[$0...] }
    for digits in [digits.suffix(Page.tellingDigits)] + whole {
      let digits = String(decoding: digits, as: UTF8.self)
      if phones.contains(digits) { dialled.append((digits, line)) }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// A character beyond ASCII, as the scan sees it.
private enum Glyph {
  /// What the eye passes over.
  case unseen
  case letters([UInt8], isCapital: Bool)
  /// Of a script without spaces.
  case word([UInt8])
  /// The ASCII character that it stands for, or 0.
  case between(UInt8)

  init(_ character: String) {
    guard let scalar = character.unicodeScalars.first else {
      self = .unseen
      return
    }
    if let mark = Glyph.marks[scalar] {
      self = .between(mark)
      return
    }
    // Syllables of Hangul stay whole: their parts would be found across their bounds.
    let parts = Glyph.hangul.contains(scalar.value) ? character : character.decomposedStringWithCompatibilityMapping.lowercased()
    let folded = parts.unicodeScalars.filter { Glyph.isOfWord($0) }.map { Glyph.plain[$0] ?? String($0) }.joined()
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: self = .unseen
    case _ where folded.isEmpty: self = .between(parts.utf8.count == 1 ? parts.utf8.first ?? 0 : 0)
    case _ where Glyph.unspaced.contains { $0.contains(scalar.value) }: self = .word(Array(folded.utf8))
    default: self = .letters(Array(folded.utf8), isCapital: scalar.properties.isUppercase)
    }
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark, .decimalNumber, .letterNumber,
      .otherNumber:
      true
    default: false
    }
  }

  private static let marks: [Unicode.Scalar: UInt8] = [
    "’": UInt8(ascii: "'"), "‘": UInt8(ascii: "'"), "‐": UInt8(ascii: "-"), "‑": UInt8(ascii: "-"), "–": UInt8(ascii: "-"),
    "。": UInt8(ascii: "."),
  ]

  /// Letters that do not decompose, as those write them who do not have them.
  private static let plain: [Unicode.Scalar: String] = [
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ς": "σ",
  ]

  private static let hangul: ClosedRange<UInt32> = 0xAC00...0xD7A3
  /// Thai and Lao, Tibetan, Burmese, Hangul, Khmer, Kana and Bopomofo, Han; Hangul since its particles follow without a space.
  private static let unspaced: [ClosedRange<UInt32>] = [
    0x0E00...0x0FFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x3005...0x3007, 0x3040...0x31FF, 0x3400...0x4DBF,
    0x4E00...0x9FFF, 0xA960...0xA97F, hangul, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF,
  ]
}

/// English words that are also names, or stand in every report: what a name in one word cannot be told by alone.
private enum OrdinaryWords {
  static let all = beginningSentences.union(nouns).union(months)

  /// Never a name alone; of "English" and "Merkle" every report speaks.
  static let particles = set(
    "a al an and ap da das de del della den der des di do dos du el english ibn la las le les los merkle of or the ter to van von y")

  static let months = set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
  )

  /// After these a month is one.
  static let beforeTimes = set("in since until till early mid late last next")

  /// Without an article before them, at the beginning of a sentence: those of the reports' own wording, and more that are names besides.
  static let beginningSentences = months.union(
    set(
      """
      able about abstained accept account accounts acquit advice advocate after against aim all allegation allegations alleged am an
      anchor anew announced another answered answers any anyone appointed appointments are art as asks at attestation attested
      audience away back base be been before being belonged below between bill bodies body brave breached bright brought by call
      called cannot capacity case chance change changed charity charter chase check checked checkpoint christian chronology claim
      clause code comfort complete concerning confidentiality constant content count dates dawn day deal decided decides decision
      decisions declare description did differ digest dispute do does done drew due duties duty earlier earnest ease edition
      editions effect eight elected eleven en end ended entries entry erased ever every everyone evidence example expel expelled
      experience expulsion extent faith false far field fields finding findings firsthand five for formed fortune found four free freely
      from full gave german gift given go good grace grant grave ground grounds guilt had happened happy harm harmony have he hear
      hearing heaven held her here him his hold holder holds hope how id identifier identity if implied imposed in independent
      inferred instructed instruction interim investigated investigation invite is issued it its joined joy just justice keep keeps
      kind kinds knew know known label large last later law leadership leading least leave leaving left less liberty light listed
      little long love low made majority manner map mark matter matters measure meeting member members mercy merit merry met
      mistrial month more most much must my name named names naming narrowly nature new nine no noble nobody none norm not note
      nothing notice notices number numbers object occasion office old omission on one only open opened opening opens organization
      other others otherwise our outcome owed own part participant parties parts party passive patience peace people person pick
      picture place pleasant power pressure pride procedure promises proof proposed prose protect prudence public published purpose
      quick rates read real reason receipt received record reduce refer reference registered remained remit removal remove removed
      report reported reports request rescind resigned rests result review reviewed rich right role root rose rule rules rush
      sanction sat say says sealed seat seeking sentence serenity set seven severity sharp she short show shown shows six skip so
      some someone song source sources speak standard stands state stated statement statements still stood strange strong
      substantiated sue summary summer sunny support suspend suspended suspension swift table taken task tell tells ten term
      testimony text than that their there these they this those thought three time title to told too took tree true trust truth
      turns twelve two unanimously uncertain under undid undoes undone unity unknown unsubstantiated until up us vacated value
      verification victory virtue visibly vote votes war warning was we were what when whether while white who whoever whose why
      wide will win wise with withheld without witness wonder words work worth year yet you young
      """))

  /// Names that are ordinary words, which hardly begin a sentence: callings, colors, things.
  static let nouns = set(
    """
    abbot amber archer ash ashes baker bank banks barber barker bass beach bean bear beck bell berry birch bird bishop black blade
    bliss blossom blue bond booth boy branch brand brick bridge bridges brook brown bull bush butcher butler butter camp cannon
    canon captain carpenter carter castle center chair chambers chandler chaplain cherry church clay clerk cliff cloud clover coach
    coal cole collier cook cooper coral cotton council court cox crane cross crow crown crystal curry daisy dale dean dell desk
    diamond dove drake driver duke eagle earl east elder eve farmer fern finch fish fisher flint flood flora flower flowers
    ford forest forester foster fountain fowler fox frank friend frost gale garden gardener garland gate gates ginger glass glen
    gold goldsmith graves gray green grey grove gunner guy hall hammer hand hart harvest haven hawk hay hazel head heart heath
    heather hill hills hog hood hook horn hound house hunt hunter hyacinth info iris ivory ivy jade jasmine jay jewel judge key king
    knight lake lamb lane lark laurel leaf lily lion lock lord lotus mace major marsh mason master mead meadow mercer miles mill
    miller mills mine mint misty monk moody moon moor morrow moss mountain myrtle night north oak ocean olive opal orchard ox pace
    page park parks peacock pearl peg penny pepper pike pilgrim pine plumber pond pool pope poppy porter post potter pound precious
    press price priest prince prior quill rain raven ray reed regent rice ridge ring ringer river rivers robe robin rock rocks rod
    rosemary row royal ruby saddler saffron sage salt sand sandy savage scarlet sea secretary shade shadow shepherd shore silver
    singer sky slate slater smith snow solace south sparrow spear spring squire staff star steel sterling stern stock stone storm
    stream street swan tailor tanner team temple thatcher thorn tiger timber tower town trainee trainer treasurer trinity union vale
    valentine vine viola violet wade walker wall waller ward watch water waters weaver wells west wheeler willow winter wolf wood
    woods wren wright yard
    """)

  static func isAbbreviation(_ word: [UInt8]) -> Bool {
    word.count == 1 && word[0] > UInt8(ascii: "9") || abbreviations.contains(word)
  }

  private static let abbreviations: Set<[UInt8]> = Set(["mr", "mrs", "ms", "mx", "dr", "prof", "rev", "st"].map { Array($0.utf8) })

  private static func set(_ words: String) -> Set<String> { Set(words.split(whereSeparator: \.isWhitespace).map(String.init)) }
}

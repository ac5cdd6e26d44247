/// A text in words, as far as they are looked for.
struct Page {
  /// A word of the text that is looked for, or that reads as one.
  struct Sighting {
    /// In the vocabulary.
    var number: Int
    /// The places of its first word in the text and of the word after it; more than one apart where it was put together.
    var places: Range<Int>
    /// Where it begins, in bytes.
    var offset: Int
    /// Which of its letters are capitals, the first as the lowest bit.
    var capitals: UInt64
    var traits: Traits
  }

  struct Traits: OptionSet {
    var rawValue: UInt16
    static let beginsSentence = Traits(rawValue: 1)
    static let followsAt = Traits(rawValue: 2)
    static let precedesAt = Traits(rawValue: 4)
    /// Before "'s".
    static let isGenitive = Traits(rawValue: 8)
    static let isBesideNumber = Traits(rawValue: 16)
    /// After a word after which a month is one.
    static let isDated = Traits(rawValue: 32)
    static let precedesComma = Traits(rawValue: 64)
  }

  /// What stands between two words.
  private struct Gap {
    /// How many characters, tags and unseen ones apart.
    var count = 0
    var first: UInt8 = 0
    var last: UInt8 = 0
    var hasTag = false
    /// Whether all of it can stand within a number.
    var isWithinNumbers = true
    /// Whether it is a hyphen or a soft one at a line's end, with the next line's indent.
    var breaking = Breaking.none

    enum Breaking { case none, hyphen, line, other }

    mutating func add(_ byte: UInt8) {
      if count == 0 { first = byte }
      count += 1
      last = byte
      switch byte {
      case UInt8(ascii: "\n"):
        if breaking == .hyphen { breaking = .line } else if breaking != .line { breaking = .other }
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): if breaking == .none { breaking = .other }
      case UInt8(ascii: "-") where count == 1 && breaking == .none: breaking = .hyphen
      default: breaking = .other
      }
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "+"):
        break
      default: isWithinNumbers = false
      }
    }

    /// Whether what stands on both sides can be one word.
    var joins: Bool { count == 0 ? hasTag : breaking == .line || hasTag && breaking == .hyphen }
  }

  /// The letters of a word.
  private struct Word {
    var letters: [UInt8] = []
    /// Where letters of other scripts are among them, the Latin ones that these can be taken for.
    var looks: [UInt8] = []
    var isForeign = false
    var capitals: UInt64 = 0
    var digits = 0
    var hash = Vocabulary.Hash()
    var offset = 0

    mutating func clear() {
      letters.removeAll(keepingCapacity: true)
      if isForeign { looks.removeAll(keepingCapacity: true) }
      (isForeign, capitals, digits, hash) = (false, 0, 0, Vocabulary.Hash())
    }

    /// How it looks, where that may be another word than it is.
    var disguised: [UInt8]? {
      guard isForeign || digits > 0 && digits < letters.count || capitals > 1 && hasInnerI else { return nil }
      return LookAlikes.key(isForeign ? looks : letters, isForeign: isForeign)
    }

    /// Whether a capital I stands after a small letter, where it may be an l.
    private var hasInnerI: Bool {
      letters.indices.dropFirst().prefix(63).contains {
        letters[$0] == UInt8(ascii: "i") && capitals >> UInt64($0 - 1) & 3 == 2
      }
    }
  }

  /// Words that may be one, put together.
  private struct Run {
    struct Part {
      var letters: Int
      var place: Int
      var offset: Int
      var capitals: UInt64
      var beginsSentence: Bool
      var followsAt: Bool
    }

    var parts: [Part] = []
    var letters: [UInt8] = []
    var looks: [UInt8] = []
    var isForeign = false
    static let mostParts = 24
  }

  /// Reports fill lines of so many columns: a word that the line above had room for begins something new.
  private static let columns = 72

  private(set) var sightings: [Sighting] = []
  /// Ends of numbers that are looked for, with where they end, in bytes.
  private(set) var dialled: [(digits: String, offset: Int)] = []

  private let sought: Sought
  private let hasPhones: Bool
  private var glyphs: [UInt32: Glyph] = [:]

  /// Where the bytes that are being taken begin, where all of them stand in one place, such as an encoded value.
  var encodedAt: Int?
  private var word = Word()
  private var last = Word()
  private var gap = Gap()
  private var run = Run()
  /// The place of the word that comes.
  private var place = 0
  private var beginsSentence = true
  private var hasWordOnLine = false
  private var lastIsNumber = false
  private var lastIsBeforeTime = false
  private var lastBeganSentence = false
  private var lastFollowedAt = false
  private var isBrokenOff = false
  /// The place after the last word that was seen.
  private var lastEnd = 0
  /// The digits of neighboring numbers that may be one, and where the last of them begin.
  private var dial: (digits: [UInt8], starts: [Int]) = ([], [])

  init(_ sought: Sought) {
    self.sought = sought
    hasPhones = !sought.phones.isEmpty
  }

  /// Takes plain text, in lines that were filled.
  mutating func take(_ bytes: [UInt8]) {
    var (index, lineStart) = (0, 0)
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\n") else {
        index += take(bytes, at: index)
        continue
      }
      let next = bytes[(index + 1)...].drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
      breakLine(isWrapped: !next.isEmpty && Page.columns(bytes[lineStart..<index]) + 1 + Page.columns(next) > Page.columns)
      index += 1
      lineStart = index
    }
    endWord()
  }

  private static func columns(_ bytes: ArraySlice<UInt8>) -> Int {
    var columns = 0
    for byte in bytes where byte & 0xC0 != 0x80 { columns += 1 }
    return columns
  }
}

// Bytes into words.
extension Page {
  /// Takes the character at an index, and gives its length in bytes.
  @inline(__always)
  mutating func take(_ bytes: [UInt8], at index: Int) -> Int {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"):
      add(byte, at: index)
      return 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      word.digits += 1
      add(byte, at: index)
      return 1
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      addCapital()
      add(byte | 0x20, at: index)
      return 1
    case UInt8(ascii: "%"): return takeEncoded(bytes, at: index)
    case 0x20..<0x7F, 0x09...0x0D:
      separate(byte)
      return 1
    // What no text is meant to hold does not show.
    case ..<0x80: return 1
    default: return takeScalar(bytes, at: index)
    }
  }

  /// Takes a scalar beyond ASCII.
  private mutating func takeScalar(_ bytes: [UInt8], at index: Int) -> Int {
    let (value, length) = Page.scalar(bytes, at: index)
    guard let value else {
      separate(0)
      return length
    }
    if Hangul.leading.contains(value) {
      let (vowel, second) = Page.scalar(bytes, at: index + length)
      if let vowel, let open = Hangul.syllable(value, vowel) {
        let (final, third) = Page.scalar(bytes, at: index + length + second)
        let closed = final.flatMap { Hangul.syllable(open, endingIn: $0) }
        take(glyph((closed ?? open).value), at: index)
        return length + second + (closed == nil ? 0 : third)
      }
    }
    take(glyph(value), at: index)
    return length
  }

  private mutating func glyph(_ value: UInt32) -> Glyph {
    if let known = glyphs[value] { return known }
    let glyph = Unicode.Scalar(value).map(Glyph.init) ?? .between(0)
    glyphs[value] = glyph
    return glyph
  }

  /// The scalar at an index and its length in bytes; of bytes that are none, nil and one.
  private static func scalar(_ bytes: [UInt8], at index: Int) -> (UInt32?, Int) {
    guard index < bytes.count else { return (nil, 0) }
    let first = bytes[index]
    let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0, index + length <= bytes.count else { return (nil, 1) }
    if length == 1 { return (UInt32(first), 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for byte in bytes[(index + 1)..<(index + length)] {
      guard byte & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (value, length)
  }

  /// Takes a character that stands in a text as something else, such as a reference.
  mutating func take(_ character: String, for index: Int) {
    let before = encodedAt
    encodedAt = encodedAt ?? index
    let bytes = Array(character.utf8)
    var at = 0
    while at < bytes.count {
      // Such a line's end is one character of a line.
      if bytes[at] == UInt8(ascii: "\n") { separate(bytes[at]) }
      at += bytes[at] == UInt8(ascii: "\n") ? 1 : take(bytes, at: at)
    }
    encodedAt = before
  }

  /// Takes bytes as links write them, "%41"; what does not come to characters stays as it is written.
  private mutating func takeEncoded(_ bytes: [UInt8], at index: Int) -> Int {
    var (decoded, end): ([UInt8], Int) = ([], index)
    while end + 2 < bytes.count, bytes[end] == UInt8(ascii: "%"), let high = Page.hex(bytes[end + 1]), let low = Page.hex(bytes[end + 2]) {
      decoded.append(high << 4 | low)
      end += 3
    }
    guard !decoded.isEmpty, let text = String(validating: decoded, as: UTF8.self) else {
      separate(bytes[index])
      return 1
    }
    // A percent sign that was itself written so.
    if decoded.contains(UInt8(ascii: "%")) {
      for character in text.unicodeScalars where character != "%" { take(String(character), for: index) }
    } else {
      take(text, for: index)
    }
    return end - index
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private mutating func take(_ glyph: Glyph, at index: Int) {
    switch glyph {
    case .unseen(let breaking): if breaking { isBrokenOff = !word.letters.isEmpty }
    case .between(let byte): separate(byte)
    case .letters(let folded, let isCapital, let looks):
      if isCapital { addCapital() }
      if let looks {
        if !word.isForeign { word.looks = word.letters }
        // What it looks like goes beside it.
        word.isForeign = false
        for byte in folded { add(byte, at: index) }
        word.isForeign = true
        word.looks += looks
      } else {
        for byte in folded {
          if Folded.isDigit(byte) { word.digits += 1 }
          add(byte, at: index)
        }
      }
    case .word(let folded):
      endWord()
      for byte in folded { add(byte, at: index) }
      endWord()
    }
  }

  @inline(__always)
  private mutating func add(_ byte: UInt8, at index: Int) {
    if word.letters.isEmpty { word.offset = encodedAt ?? index }
    word.letters.append(byte)
    word.hash.add(byte)
    if word.isForeign { word.looks.append(byte) }
    isBrokenOff = false
  }

  @inline(__always)
  private mutating func addCapital() { if word.letters.count < 64 { word.capitals |= 1 << UInt64(word.letters.count) } }

  /// Ends the word before a character that is none of a word's.
  mutating func separate(_ byte: UInt8) {
    endWord()
    switch byte {
    case UInt8(ascii: "."):
      if gap.count > 0 || !OrdinaryWords.isAbbreviation(last.letters[...]) { beginsSentence = true }
    case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "["): beginsSentence = true
    // A gap on a line is one between columns.
    case UInt8(ascii: " "): if hasWordOnLine, gap.last == byte { beginsSentence = true }
    case UInt8(ascii: "@"): if gap.count == 0 { mark(.precedesAt) }
    case UInt8(ascii: ","): if gap.count == 0 { mark(.precedesComma) }
    default: break
    }
    gap.add(byte)
  }

  mutating func breakLine(isWrapped: Bool) {
    separate(UInt8(ascii: "\n"))
    hasWordOnLine = false
    if !isWrapped { beginsSentence = true }
  }

  /// A tag may stand within a word, and between two.
  mutating func passTag(beginsSentence begins: Bool) {
    endWord()
    gap.hasTag = true
    if begins { beginsSentence = true }
  }

  /// Begins something that is no part of what came before.
  mutating func begin(asSentence: Bool) {
    separate(0)
    gap.breaking = .other
    beginsSentence = asSentence
    hasWordOnLine = false
  }

  /// Gives the words that end here a trait.
  private mutating func mark(_ trait: Traits) {
    guard lastEnd == place else { return }
    for index in sightings.indices.reversed() {
      guard sightings[index].places.upperBound == place else { break }
      sightings[index].traits.insert(trait)
    }
  }

  mutating func endWord() {
    if word.letters.isEmpty { return }
    let isGenitive = gap.count == 1 && gap.first == UInt8(ascii: "'") && word.letters.count == 1 && word.letters[0] == UInt8(ascii: "s")
    if isGenitive { mark(.isGenitive) }
    let beginsWithDigit = Folded.isDigit(word.letters[0])
    if beginsWithDigit { mark(.isBesideNumber) }
    let isNumber = word.digits > 0 && word.letters.allSatisfy { Folded.isDigit($0) }
    var traits: Traits = []
    if beginsSentence { traits.insert(.beginsSentence) }
    if gap.last == UInt8(ascii: "@") { traits.insert(.followsAt) }
    if lastIsNumber { traits.insert(.isBesideNumber) }
    if lastIsBeforeTime { traits.insert(.isDated) }
    let number = look(traits)
    lookTogether(traits)
    if isNumber, hasPhones { dialNumber() }
    // The number of a paragraph goes before its first sentence.
    (lastBeganSentence, lastFollowedAt) = (beginsSentence, traits.contains(.followsAt))
    beginsSentence = beginsSentence && isNumber
    hasWordOnLine = true
    lastIsNumber = beginsWithDigit
    lastIsBeforeTime = number.map { sought.beforeTimes.contains($0) } ?? false
    place += 1
    gap = Gap()
    if isBrokenOff { gap.breaking = .hyphen }
    isBrokenOff = false
    swap(&word, &last)
    word.clear()
  }
}

// Words into what is looked for.
extension Page {
  /// Looks whether the word is looked for, as it is or as what it can be taken for, and gives its own number.
  private mutating func look(_ traits: Traits) -> Int? {
    let number = sought.vocabulary.number(word.letters[...], word.hash)
    if let number { see(number, from: place, word.offset, word.capitals, traits) }
    if word.capitals & 1 == 1 { lookInflected(traits) }
    if let key = word.disguised { lookDisguised(key, from: place, word.offset, word.capitals, traits) }
    if word.digits > 0 && word.digits < word.letters.count || word.capitals & ~(word.capitals << 1) & ~1 != 0 { lookWithin(traits) }
    return number
  }

  private mutating func see(_ number: Int, from first: Int, _ offset: Int, _ capitals: UInt64, _ traits: Traits) {
    sightings.append(Sighting(number: number, places: first..<place + 1, offset: offset, capitals: capitals, traits: traits))
    lastEnd = place + 1
  }

  /// Looks whether the word is a name with an ending.
  private mutating func lookInflected(_ traits: Traits) {
    let letters = word.letters
    guard letters.count > Inflection.fewestLetters else { return }
    var hash = Vocabulary.Hash()
    let longest = max(Inflection.fewestLetters, letters.count - Inflection.longestEnding)
    for index in 0..<letters.count - 1 {
      hash.add(letters[index])
      guard index + 1 >= longest, let number = sought.vocabulary.number(letters[...index], hash), let forms = sought.inflected[number]
      else { continue }
      let ending = letters[(index + 1)...]
      // An ordinary word is no form of a name.
      if OrdinaryWords.all.contains(String(decoding: letters, as: UTF8.self)) { return }
      let length = letters[...index].count { $0 & 0xC0 != 0x80 }
      for form in forms where form.losesVowel ? Inflection.gives(ending) : Inflection.takes(ending, after: length) {
        see(form.name, from: place, word.offset, word.capitals, traits)
      }
    }
  }

  private mutating func lookDisguised(_ key: [UInt8], from first: Int, _ offset: Int, _ capitals: UInt64, _ traits: Traits) {
    guard let look = sought.looks.number(key[...], .of(key)) else { return }
    for number in sought.byLooks[look] { see(number, from: first, offset, capitals, traits) }
  }

  /// Looks for names within a word that capitals or digits divide, as in "letterToWanda2018".
  private mutating func lookWithin(_ traits: Traits) {
    let (letters, capitals) = (word.letters, word.capitals)
    var starts = [0]
    for index in 1..<letters.count {
      let isDivided =
        Folded.isDigit(letters[index]) != Folded.isDigit(letters[index - 1]) || index < 64 && capitals >> UInt64(index - 1) & 3 == 2
      if isDivided { starts.append(index) }
    }
    // A digest changes too often to be words.
    guard starts.count > 1, starts.count < 12, starts.count * 2 <= letters.count else { return }
    starts.append(letters.count)
    for first in starts.indices.dropLast() {
      for last in starts.indices where last > first && last <= first + 3 {
        let part = letters[starts[first]..<starts[last]]
        guard part.count >= 4, part.count < letters.count, let number = sought.vocabulary.number(part, .of(part)) else { continue }
        see(number, from: place, word.offset, starts[first] < 64 ? capitals >> UInt64(starts[first]) : 0, traits)
      }
    }
  }

  /// Looks whether the word and those before it are one that was divided: by tags, at a line's end, or letter by letter.
  private mutating func lookTogether(_ traits: Traits) {
    let isSpaced = gap.count == 1 && word.letters.count == 1 && last.letters.count == 1 && !Folded.isDigit(word.letters[0])
    guard place > 0, gap.joins || isSpaced else {
      if !run.parts.isEmpty { run = Run() }
      return
    }
    if run.parts.isEmpty { add(last, to: place - 1, lastBeganSentence, lastFollowedAt) }
    add(word, to: place, traits.contains(.beginsSentence), traits.contains(.followsAt))
    if run.parts.count > Run.mostParts {
      let cut = run.parts[1].letters
      run.parts.removeFirst()
      run.letters.removeFirst(cut)
      if run.isForeign { run = Run() } else { for index in run.parts.indices { run.parts[index].letters -= cut } }
    }
    for first in run.parts.indices.dropLast() {
      let part = run.parts[first]
      // Letter by letter, only a whole that could be no chance.
      if isSpaced, run.parts.count - first < 4 { continue }
      let letters = run.letters[part.letters...]
      var capitals = part.capitals
      for next in run.parts[(first + 1)...] where next.letters - part.letters < 64 {
        capitals |= next.capitals << UInt64(next.letters - part.letters)
      }
      var traits: Traits = []
      if part.beginsSentence { traits.insert(.beginsSentence) }
      if part.followsAt { traits.insert(.followsAt) }
      if let number = sought.vocabulary.number(letters, .of(letters)) { see(number, from: part.place, part.offset, capitals, traits) }
      if first == 0, run.isForeign, let key = LookAlikes.key(run.looks, isForeign: true) {
        lookDisguised(key, from: part.place, part.offset, capitals, traits)
      }
    }
  }

  private mutating func add(_ word: Word, to place: Int, _ beginsSentence: Bool, _ followsAt: Bool) {
    run.parts.append(
      Run.Part(
        letters: run.letters.count, place: place, offset: word.offset, capitals: word.capitals, beginsSentence: beginsSentence,
        followsAt: followsAt))
    run.letters += word.letters
    run.looks += word.isForeign ? word.looks : word.letters
    run.isForeign = run.isForeign || word.isForeign
  }

  /// Looks whether a number, with those it is grouped with, ends as one that is looked for.
  private mutating func dialNumber() {
    if !gap.isWithinNumbers || !lastIsNumber { dial = ([], []) }
    dial.starts.append(dial.digits.count)
    dial.digits += word.letters
    let digits = dial.digits
    dial.starts.removeAll { digits.count - $0 > Sought.fewestDigits }
    let whole = dial.starts.filter { digits.count - $0 == Sought.fewestDigits }.map { digits[$0...] }
    for digits in [digits.suffix(Sought.tellingDigits)] + whole {
      let digits = String(decoding: digits, as: UTF8.self)
      if sought.phones[digits] != nil { dialled.append((digits, word.offset)) }
    }
  }
}

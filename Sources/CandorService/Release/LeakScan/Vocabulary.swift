/// Words by their letters, each with a number. Most words of a report are in none: a bit apiece answers for them.
struct Vocabulary {
  /// What a word's letters come to, one after the other (FNV-1a).
  struct Hash: Hashable {
    private(set) var bits: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) { bits = (bits ^ UInt64(byte)) &* 0x100_0000_01B3 }

    static func of(_ letters: some Sequence<UInt8>) -> Hash {
      var hash = Hash()
      for letter in letters { hash.add(letter) }
      return hash
    }
  }

  private(set) var count = 0
  /// By their numbers, one after the other.
  private var letters: [UInt8] = []
  private var starts = [0]
  private var hashes: [Hash] = []
  /// Numbers by hash, -1 where there is none; a word whose place is taken has the next.
  private var places = [Int32](repeating: -1, count: 1 << 10)
  private var filter = [UInt64](repeating: 0, count: 1 << 8)

  /// The number of a word, a new one where it had none.
  mutating func add(_ word: some Collection<UInt8>) -> Int {
    let (word, hash) = (Array(word), Hash.of(word))
    if let number = number(word[...], hash) { return number }
    letters += word
    starts.append(letters.count)
    hashes.append(hash)
    count += 1
    if count * 2 > places.count { grow() } else { enter(count - 1) }
    return count - 1
  }

  /// The number of a word with this hash; nil where it has none.
  @inline(__always)
  func number(_ word: ArraySlice<UInt8>, _ hash: Hash) -> Int? {
    let bit = bit(hash)
    return filter[bit >> 6] & 1 << UInt64(bit & 63) == 0 ? nil : number(of: word, hash)
  }

  private func number(of word: ArraySlice<UInt8>, _ hash: Hash) -> Int? {
    var place = Int(truncatingIfNeeded: hash.bits) & (places.count - 1)
    while places[place] >= 0 {
      let number = Int(places[place])
      if hashes[number] == hash, letters[starts[number]..<starts[number + 1]].elementsEqual(word) { return number }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  private func bit(_ hash: Hash) -> Int { Int(truncatingIfNeeded: hash.bits ^ hash.bits >> 32) & (filter.count * 64 - 1) }

  private mutating func enter(_ number: Int) {
    let hash = hashes[number]
    var place = Int(truncatingIfNeeded: hash.bits) & (places.count - 1)
    while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
    places[place] = Int32(number)
    let bit = bit(hash)
    filter[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  private mutating func grow() {
    places = Array(repeating: -1, count: places.count * 2)
    filter = Array(repeating: 0, count: max(filter.count, places.count / 4))
    for number in 0..<count { enter(number) }
  }
}

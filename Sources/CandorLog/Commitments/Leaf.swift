package import CandorCore

/// An entry as the tree holds it: its number, its day, and a commitment for each of its values.
///
/// `{"c":["…",…],"id":17,"on":"2026-11-21","v":1}` in RFC 8785 form, always with 24 digests, so that it does not betray its kind.
package struct Leaf: Hashable, Sendable {
  /// From 1; the leaf's index in the tree is one less.
  package let id: EntryID
  /// Years 0000 to 9999.
  package let on: Day
  /// One a slot, 0 to 23, all different.
  package let commitments: [Digest]
  /// The leaf itself: these bytes are what is hashed and stored.
  package let bytes: [UInt8]

  /// Slots of a leaf, in use or not.
  package static let slots = 24
  fileprivate static let fillerLength = 32
  /// The longest leaf, in bytes.
  package static let maximumLength = 4096

  /// A leaf that commits to these values.
  ///
  /// - Precondition: there are 24 commitments.
  package init(id: EntryID, on: Day, commitments: [Digest]) {
    precondition(commitments.count == Self.slots, "a leaf has 24 commitments")
    (self.id, self.on, self.commitments) = (id, on, commitments)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1200)
    bytes.append(contentsOf: "{\"c\":[".utf8)
    for (slot, digest) in commitments.enumerated() {
      bytes.append(contentsOf: (slot == 0 ? "\"" : ",\"").utf8)
      Base64.url.append(digest.bytes, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(contentsOf: "],\"id\":".utf8)
    bytes.append(contentsOf: id.description.utf8)
    bytes.append(contentsOf: ",\"on\":\"".utf8)
    bytes.append(contentsOf: on.description.utf8)
    bytes.append(contentsOf: "\",\"v\":1}".utf8)
    self.bytes = bytes
  }

  /// Reads a leaf.
  ///
  /// - Throws: ``LogFault/malformed(_:_:)`` unless the bytes are exactly those of a leaf whose commitments are all different.
  package init(parsing bytes: [UInt8]) throws(LogFault) {
    // The form is so narrow that every part stands at a place known beforehand; whatever else differs shows when it is written again.
    let digests = 6, digestLength = 46
    let end = digests + Self.slots * digestLength
    guard bytes.count <= Self.maximumLength, bytes.count > end + 6 else { throw .malformed(.leaf, "its length is not a leaf's") }
    let digits = bytes[(end + 6)...].prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    let day = bytes[digits.endIndex...].dropFirst(7).prefix(10)
    guard let id = String(decoding: digits, as: UTF8.self).digits, 1...(1 << 53 - 1) ~= id,
      let on = Day(String(decoding: day, as: UTF8.self))
    else { throw .malformed(.leaf, "its number or day is not where a leaf has it") }
    var commitments: [Digest] = []
    for start in stride(from: digests + 1, to: end, by: digestLength) {
      guard let digest = Digest(base64URL: bytes[start..<(start + 43)]) else { throw .malformed(.leaf, "a commitment is not a digest") }
      commitments.append(digest)
    }
    self.init(id: EntryID(id), on: on, commitments: commitments)
    guard self.bytes == bytes else { throw .malformed(.leaf, "it is not in the form of RFC 8785") }
    guard Set(commitments).count == Self.slots else { throw .malformed(.leaf, "it commits to the same value twice") }
  }

  /// Its hash in the tree: RFC 9162 §2.1.1.
  package var hash: Digest { Tree.leafHash(bytes) }
}

/// An entry's leaf together with what opens it.
package struct Committed: Sendable {
  /// The leaf, with a commitment for every value and random digests after them.
  package let leaf: Leaf
  /// One a value, by slot from 0.
  package let disclosures: [Disclosure]

  /// Commits to an entry's values in the order of their slots; random digests fill the leaf up.
  ///
  /// - Parameter random: as many fresh random bytes as ``randomLength(for:)`` says.
  /// - Throws: ``LogFault/unwritable(entry:slot:_:)`` where a value is outside the log's profile of JSON or longer than 1 MiB, or where there
  ///   are more than 24.
  package init(_ draft: Draft, on day: Day, random: ArraySlice<UInt8>) throws(LogFault) {
    guard draft.values.count <= Leaf.slots else {
      throw .unwritable(entry: draft.id, slot: UInt8(Leaf.slots), "the entry has more than 24 fields")
    }
    precondition(random.count >= Self.randomLength(for: draft), "the random bytes are too few")
    var random = random
    var disclosures: [Disclosure] = []
    disclosures.reserveCapacity(draft.values.count)
    for (slot, value) in draft.values.enumerated() {
      do throws(LogFault) {
        disclosures.append(try Disclosure(salt: random.prefix(Disclosure.saltLength), name: value.name, value: value.json))
        random.removeFirst(Disclosure.saltLength)
      } catch {
        throw .unwritable(entry: draft.id, slot: UInt8(slot), error.reason)
      }
    }
    var commitments = disclosures.map(\.digest)
    while commitments.count < Leaf.slots, let filler = Digest(bytes: random.prefix(Leaf.fillerLength)) {
      commitments.append(filler)
      random.removeFirst(Leaf.fillerLength)
    }
    leaf = Leaf(id: draft.id, on: day, commitments: commitments)
    self.disclosures = disclosures
  }

  /// How many random bytes committing to an entry takes: salts, then fillers.
  package static func randomLength(for draft: Draft) -> Int {
    Disclosure.saltLength * draft.values.count + Leaf.fillerLength * max(0, Leaf.slots - draft.values.count)
  }
}

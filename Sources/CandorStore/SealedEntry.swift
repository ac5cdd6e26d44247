import CandorCore
import CandorLog
import Dispatch
import Foundation
import Synchronization

/// An entry as the record file keeps it.
struct SealedEntry: Sendable {
  /// All that sealing an entry takes.
  struct Plan: Sendable {
    let entry: Addressed
    /// One an audience: the key by its place in the keyring, the number of the box among that key's, and whose values
    /// it holds, ascending.
    var boxes: [(audience: Audience, key: Int, number: Int, slots: [Int])] = []
    /// For the commitments, then for the boxes' nonces, then for each cover a secret and a nonce.
    var random: [UInt8] = []

    init(entry: Addressed) { self.entry = entry }

    /// How many boxes there are besides that nobody opens: with them every entry has three, or six, or twelve, so that
    /// nobody without the keys can tell by counting which one is an account that is kept for a party.
    var covers: Int {
      var count = SealedEntry.fewestBoxes
      while count < boxes.count { count *= 2 }
      return count - boxes.count
    }

    /// How many random bytes sealing the boxes takes.
    var randomLength: Int { Box.nonceLength * boxes.count + (Self.secretLength + Box.nonceLength) * covers }

    static let secretLength = 32
  }

  /// How many boxes an entry has at the least.
  static let fewestBoxes = 3

  let id: EntryID
  let leaf: Data
  let leafHash: Digest
  /// In an order that says nothing, that of their locators, and all of one length.
  let boxes: [StoredBox]

  private init(_ plan: Plan, under keys: [DataKey], in record: RecordID) throws {
    let committed = try Committed(plan.entry.draft, on: plan.entry.on, random: plan.random[...])
    var random = plan.random.suffix(plan.randomLength)
    func draw(_ count: Int) -> ArraySlice<UInt8> {
      defer { random = random.dropFirst(count) }
      return random.prefix(count)
    }
    let leafHash = committed.leaf.hash
    let contents = plan.boxes.map { $0.slots.map { Box.Content(slot: UInt8($0), disclosure: committed.disclosures[$0].json) } }
    let length = contents.map(Box.paddedLength(of:)).max() ?? 0
    var boxes: [StoredBox] = []
    func seal(_ contents: [Box.Content], under key: DataKey, _ number: Int) throws {
      let sealed = try Box.seal(contents, under: key, leafHash: leafHash, nonce: draw(Box.nonceLength), paddedTo: length)
      boxes.append(StoredBox(locator: key.locator(number), sealed: sealed))
    }
    for (box, contents) in zip(plan.boxes, contents) { try seal(contents, under: keys[box.key], box.number) }
    for _ in 0..<plan.covers {
      // Like any other box, under a key that is nobody's and is forgotten here.
      try seal([], under: DataKey(audience: .public, epoch: 1, secret: Array(draw(Plan.secretLength)), record: record), 0)
    }
    boxes.sort { $0.locator.lexicographicallyPrecedes($1.locator) }
    (id, leaf, self.leafHash, self.boxes) = (committed.leaf.id, Data(committed.leaf.bytes), leafHash, boxes)
  }

  /// Entries that are being sealed on all processors.
  final class Sealing: Sendable {
    /// So many at a time.
    static let length = 1024
    private static let partLength = 128

    private let parts: Mutex<[Result<[SealedEntry], any Error>?]>
    private let group = DispatchGroup()

    /// Begins to seal; few entries are sealed at once.
    init(_ plans: [Plan], under keys: [DataKey], in record: RecordID) {
      let starts = Array(stride(from: 0, to: plans.count, by: Self.partLength))
      parts = Mutex(Array(repeating: nil, count: starts.count))
      let seal = { @Sendable (part: Int) in
        let result = Result { try plans[starts[part]...].prefix(Self.partLength).map { try SealedEntry($0, under: keys, in: record) } }
        self.parts.withLock { $0[part] = result }
      }
      for part in starts.indices {
        if starts.count > 1 { DispatchQueue.global().async(group: group) { seal(part) } } else { seal(part) }
      }
    }

    /// Waits for the entries, in their order.
    ///
    /// - Throws: the first entry's fault that cannot be written.
    func entries() throws -> [SealedEntry] {
      group.wait()
      return try parts.withLock { $0 }.flatMap { try $0?.get() ?? [] }
    }
  }
}

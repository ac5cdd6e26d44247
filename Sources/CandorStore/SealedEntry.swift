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
    /// One an audience: the key by its place in the keyring, the number of the box among that key's, and whose values it holds, ascending.
    var boxes: [(audience: Audience, key: Int, number: Int, slots: [Int])] = []
    /// For the commitments, then for the boxes' nonces.
    var random: [UInt8] = []

    init(entry: Addressed) { self.entry = entry }
  }

  let id: EntryID
  let leaf: Data
  let leafHash: Digest
  /// In an order that says nothing: that of their locators.
  let boxes: [(locator: Data, sealed: Data)]

  private init(_ plan: Plan, under keys: [DataKey]) throws {
    let committed = try Committed(plan.entry.draft, on: plan.entry.on, random: plan.random[...])
    var nonces = plan.random.suffix(Box.nonceLength * plan.boxes.count)
    let leafHash = committed.leaf.hash
    var boxes: [(locator: Data, sealed: Data)] = []
    for box in plan.boxes {
      let contents = box.slots.map { Box.Content(slot: UInt8($0), disclosure: committed.disclosures[$0].json) }
      let nonce = nonces.prefix(Box.nonceLength)
      nonces = nonces.dropFirst(Box.nonceLength)
      let key = keys[box.key]
      boxes.append((key.locator(box.number), try Box.seal(contents, under: key, leafHash: leafHash, nonce: nonce)))
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
    init(_ plans: [Plan], under keys: [DataKey]) {
      let starts = Array(stride(from: 0, to: plans.count, by: Self.partLength))
      parts = Mutex(Array(repeating: nil, count: starts.count))
      let seal = { @Sendable (part: Int) in
        let result = Result { try plans[starts[part]...].prefix(Self.partLength).map { try SealedEntry($0, under: keys) } }
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

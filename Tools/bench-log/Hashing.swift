import CandorCore
import CandorLog
import Foundation

extension Bench {
  /// Writes leaves as they are made of entries, for ours and the floor to hash the same bytes.
  static func writeLeaves(_ path: String, _ count: Int) throws {
    var bytes: [UInt8] = []
    for entry in Entries.make(count, from: 1) {
      let random = Randomness.system.bytes(Committed.randomLength(for: entry.draft))
      let leaf = try Committed(entry.draft, on: entry.on, random: random[...]).leaf.bytes
      bytes += UInt16(leaf.count).bigEndianBytes + leaf
    }
    try Data(bytes).write(to: URL(filePath: path))
    report("bytes", bytes.count / max(1, count) - 2)
  }

  /// Hashes leaves, then grows the tree over them.
  static func measureTree(_ path: String) throws {
    var leaves: [[UInt8]] = []
    var rest = Array(try Data(contentsOf: URL(filePath: path)))[...]
    while rest.count > 2 {
      let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
      leaves.append(Array(rest.dropFirst(2).prefix(length)))
      rest = rest.dropFirst(2 + length)
    }
    var hashes: [CandorLog.Digest] = []
    hashes.reserveCapacity(leaves.count)
    var tree = Tree()
    var head = tree.head
    let leaf = time { for leaf in leaves { hashes.append(Tree.leafHash(leaf)) } }
    let grown = time {
      for hash in hashes { tree.append(hash) }
      head = tree.head
    }
    report("leaves", leaves.count)
    report("leaf", leaf)
    report("tree", grown)
    report("root", head.root.bytes.map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined())
  }
}

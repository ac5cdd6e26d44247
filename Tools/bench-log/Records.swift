import CFaultVFS
import CandorCore
import CandorLog
import CandorStore
import Foundation
import GRDB

extension Bench {
  private static let importLength = 50_000

  /// Imports into a new record, in one commit; making the entries themselves is not measured.
  static func measureImport(_ folder: String, _ count: Int) throws {
    let path = "\(folder)/import-\(UUID()).candor"
    let record = try Entries.record(at: path, Entries.make(1, from: 1))
    let entries = Entries.make(count, from: 2)
    report("import", try time { try record.append(entries) })
    try record.close()
    try FileManager.default.removeItem(atPath: path)
  }

  /// Makes a record, or goes on with it, until it has so many entries.
  static func fill(_ path: String, _ count: Int) throws {
    let isThere = FileManager.default.fileExists(atPath: path)
    let record = isThere ? try Entries.open(path) : try Entries.record(at: path, Entries.make(1, from: 1))
    while record.head.head.size < count {
      let size = record.head.head.size
      let entries = Entries.make(min(importLength, count - size), from: size + 1)
      let taken = try time { try record.append(entries) }
      FileHandle.standardError.write(Data("\(record.head.head.size) entries, \(entries.count * 1_000_000_000 / taken) a second\n".utf8))
    }
    try record.close()
  }

  /// Counts how often SQLite has the disk sync anything of a record.
  static func countSyncs(_ folder: String) throws {
    let path = "\(folder)/syncs-\(UUID()).candor"
    guard fault_install() == 0 else { preconditionFailure("SQLite takes no file system") }
    // Its text is copied during the call.
    let watch = unsafe fault_watch(path)
    let syncs = { [FAULT_DATABASE, FAULT_WAL, FAULT_JOURNAL].reduce(0) { $0 + fault_count(watch, $1, FAULT_SYNC) } }
    let record = try Entries.record(at: path, Entries.make(1, from: 1))
    // The first append also begins the write-ahead log.
    for name in ["first", "one"] {
      fault_arm(watch, FAULT_NONE, 0)
      try record.append { Entries.make(1, from: $0.number) }
      report(name, syncs())
    }
    fault_arm(watch, FAULT_NONE, 0)
    let (start, group) = (DispatchSemaphore(value: 0), DispatchGroup())
    for _ in 0..<64 {
      group.enter()
      Thread.detachNewThread {
        start.wait()
        do { try record.append { Entries.make(1, from: $0.number) } } catch { preconditionFailure("\(error)") }
        group.leave()
      }
    }
    for _ in 0..<64 { start.signal() }
    group.wait()
    report("many", syncs())
    try record.close()
    try FileManager.default.removeItem(atPath: path)
  }

  /// Proves entries at random from the tiles as they are stored: each with nothing read before, then all from what was read along the way.
  static func measureProofs(_ path: String, _ count: Int) throws {
    let head = try Entries.open(path).head.head
    let indices = (0..<count).map { _ in Int.random(in: 0..<head.size) }
    let (cold, warm, proofs) = try DatabaseQueue(path: path).read { db in
      var proofs: [InclusionProof] = []
      let cold = try time {
        for index in indices {
          var nodes = Nodes(db)
          proofs.append(try InclusionProof(of: index, in: head.size) { try nodes.hash($0) })
        }
      }
      var nodes = Nodes(db)
      let warm = try time { for index in indices { _ = try InclusionProof(of: index, in: head.size) { try nodes.hash($0) } } }
      return (cold, warm, proofs)
    }
    let leaves = try DatabaseQueue(path: path).read { db in
      var nodes = Nodes(db)
      return try indices.map { try nodes.hash(Tree.Node(level: 0, index: $0)) }
    }
    var proved = 0
    let verified = time {
      for place in indices.indices where proofs[place].proves(leaves[place], at: indices[place], in: head) { proved += 1 }
    }
    guard proved == count else { preconditionFailure("a proof does not prove") }
    report("cold", cold)
    report("warm", warm)
    report("verify", verified)
    report("hashes", proofs.reduce(0) { $0 + $1.path.count })
  }

  /// Opens a record and reads its last entry with all its values and its proof.
  static func measureLast(_ path: String) throws {
    var (values, size) = (0, 0)
    let opened = try time {
      let record = try Entries.open(path)
      size = record.head.head.size
      let bundle = try record.bundle(of: [EntryID(size)], for: Set(Entries.audiences))
      values = bundle.entries.reduce(0) { $0 + $1.disclosures.count }
    }
    guard values > 0 else { preconditionFailure("the last entry has no values") }
    report("last", opened)
    report("entries", size)
  }
}

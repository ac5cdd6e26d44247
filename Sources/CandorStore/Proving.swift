package import CandorCore
package import CandorLog
import Foundation
import GRDB
import Synchronization

extension Record {
  /// Proves entries to readers, with the values that they may read: that these are the record's, and that the record
  /// goes on from every tree that was published before.
  ///
  /// - Parameters:
  ///   - entries: which entries; each once, whatever the order.
  ///   - audiences: the audiences whose keys the readers hold.
  ///   - sizes: older trees to prove from, beside the published ones; each of 1 to so many entries as the record has.
  /// - Throws: ``RecordFault``.
  package func bundle(of entries: [EntryID], for audiences: Set<Audience>, since sizes: [Int] = []) throws -> ProofBundle {
    let (checkpoint, keyring, verification) = state.withLock { ($0.head, $0.keyring, $0.verification) }
    let size = checkpoint.head.size
    return try RecordFault.at(path) {
      try read { db in
        var nodes = Nodes(db)
        let hash = { (node: Tree.Node) in try nodes.hash(node) }
        let proved = try Set(entries).sorted().map { id in
          guard 1...max(1, size) ~= id.number else { throw RecordFault.Reason.noEntry(id) }
          return try Record.prove(id, in: checkpoint.head, keyring, audiences, db, hash)
        }
        // What was handed out is what the custodian signed for: whoever could take a mark away would have no proof go
        // on from it.
        guard try Record.inventory(db, by: Claim(db).verification)?.handedOut == Record.handedOutChain(db).digest else {
          throw RecordFault.Reason.otherHandedOut
        }
        var published: [Checkpoint] = []
        try db.forEachRow("SELECT note FROM checkpoint WHERE published AND size BETWEEN 1 AND ?", [size]) { row in
          let note = Array(try row.bytes(0, Length.note))
          published.append(try Record.unverified { () throws(LogFault) in try Checkpoint(try SignedNote(parsing: note)) })
        }
        let older = try Set(published.map(\.head.size) + sizes).filter { 1..<max(1, size) ~= $0 }.sorted().map { older in
          let head = try Tree(size: older, hash).head
          guard published.allSatisfy({ $0.head.size != older || $0.head == head }) else { throw RecordFault.Reason.otherRoot }
          return ProofBundle.Older(head: head, proof: try ConsistencyProof(from: older, to: size, hash))
        }
        // With the recovery key nobody hands over: who trusts a key from before it is not led on from there.
        let changes = try Set(Record.formerSigners(db).map(\.until))
        let recovered = published.filter { changes.contains($0.head.size) && $0.note.signatures.count == 1 }.map(\.head.size).max() ?? 0
        let handedOver = published.filter { $0.note.signatures.count > 1 && $0.head.size > recovered }
        let successions = try handedOver.sorted { $0.head.size < $1.head.size }.map { signed in
          ProofBundle.Succession(
            checkpoint: signed,
            entry: try Record.prove(EntryID(signed.head.size), in: signed.head, keyring, [.public], db, hash).withSigningKeyAlone,
            proof: try ConsistencyProof(from: signed.head.size, to: size, hash))
        }
        let bundle = ProofBundle(
          checkpoint: checkpoint, verification: verification, entries: proved, older: older, successions: successions)
        // Where a stored hash was changed, nothing is handed out that does not prove what it says.
        if case .fails(let failure) = bundle.verdict() { throw RecordFault.Reason.unproved(failure) }
        return bundle
      }
    }
  }

  private static func prove(
    _ id: EntryID, in head: TreeHead, _ keyring: Keyring, _ audiences: Set<Audience>, _ db: Database, _ hash: (Tree.Node) throws -> Digest
  ) throws -> ProofBundle.Entry {
    guard let row = try Row.fetchOne(db, sql: "SELECT bytes FROM leaf WHERE id = ?", arguments: [id.number]) else {
      throw RecordFault.Reason.damaged("entry \(id) is missing")
    }
    let bytes = Array(try row.bytes(0, Length.leaf))
    let leaf = try inEntry(id) { () throws(LogFault) in try Leaf(parsing: bytes) }
    var disclosures: [UInt8: Disclosure] = [:]
    try db.forEachRow("SELECT sealed FROM box WHERE entry = ?", [id.number]) { row in
      let sealed = try row.bytes(0, Length.box)
      for content in keyring.open(sealed, beside: leaf.hash, for: audiences)?.contents ?? [] {
        disclosures[content.slot] = try inEntry(id) { () throws(LogFault) in try content.disclosure(of: leaf) }
      }
    }
    return ProofBundle.Entry(leaf: leaf, disclosures: disclosures, proof: try InclusionProof(of: id.number - 1, in: head.size, hash))
  }

  /// Keeps the newest checkpoint, since it goes out with a report: later bundles prove that the record goes on from it.
  ///
  /// - Returns: whether it is kept; false where the file cannot be written, another program writes to it, it is in
  ///   another's custody, or is an older copy, which is not written to. An archive keeps what was kept before it was
  ///   closed.
  package func publish() throws -> Bool {
    let head = head
    if isArchive { return try published().contains(head.head.size) }
    guard isKept else { return false }
    do {
      if try published().contains(head.head.size) {
        try RecordFault.at(path) { try read { try checkNewest($0) } }
        return true
      }
      _ = try appends.perform(Append(handsOut: head) { _ in [] }, commit)
      return true
    } catch let fault as RecordFault {
      switch fault.reason {
      case .older, .handedOn, .different, .newestUnread, .readOnly, .forbidden, .writing: return false
      default: throw fault
      }
    }
  }

  /// The sizes of the trees that went out with a report, ascending.
  package func published() throws -> [Int] {
    try RecordFault.at(path) {
      var sizes: [Int] = []
      try read { try $0.forEachRow("SELECT size FROM checkpoint WHERE published ORDER BY size") { sizes.append(try $0.count(0)) } }
      return sizes
    }
  }
}

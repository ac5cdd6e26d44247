import CandorCore
import CandorLog
import Foundation
import GRDB

/// A box as it is stored.
struct StoredBox: Sendable {
  /// By which the holders of its key find it: 16 bytes.
  let locator: Data
  let sealed: Data
}

/// An entry as it is stored, with its boxes in the order in which they came.
struct StoredEntry {
  let id: EntryID
  let leaf: [UInt8]
  let boxes: [StoredBox]

  /// Goes through a record's entries in their order. What is damaged ends it: a number that is missing or comes twice,
  /// a box out of order, more bytes than the file has. So it ends in any file.
  ///
  /// - Parameter size: how many entries there are to be; none beyond is looked at.
  /// - Throws: ``RecordFault/Reason``; what `body` throws.
  static func forEach(upTo size: Int, _ db: Database, _ body: (StoredEntry) throws -> Void) throws {
    let leaves = try Row.fetchCursor(db, sql: "SELECT id, bytes FROM leaf WHERE id <= ? ORDER BY id", arguments: [size])
    let boxes = try Row.fetchCursor(
      db, sql: "SELECT entry, rowid, locator, sealed FROM box WHERE entry <= ? ORDER BY entry, rowid", arguments: [size])
    var budget = ByteBudget(db)
    /// The box that was read last, and is not yet its entry's.
    var ahead: (entry: Int, row: Int, box: StoredBox)?
    func next() throws -> (entry: Int, row: Int, box: StoredBox)? {
      guard let row = try boxes.next() else { return nil }
      let box = StoredBox(locator: try row.bytes(2, Length.locator), sealed: try row.bytes(3, Length.box))
      try budget.take(box.sealed.count)
      let found = (entry: try row.count(0), row: try row.count(1), box: box)
      if let ahead, (found.entry, found.row) <= (ahead.entry, ahead.row) { throw RecordFault.Reason.damaged("its boxes are not in order") }
      return found
    }
    ahead = try next()
    var count = 0
    while let row = try leaves.next() {
      count += 1
      let id = EntryID(count)
      guard try row.count(0) == count else { throw RecordFault.Reason.damaged("entry \(id) is missing") }
      let leaf = Array(try row.bytes(1, Length.leaf))
      try budget.take(leaf.count)
      var own: [StoredBox] = []
      while let box = ahead, box.entry <= count {
        guard box.entry == count else { throw RecordFault.Reason.damaged("a box is no entry's") }
        own.append(box.box)
        ahead = try next()
      }
      // As many as an entry is written with, and all of one length: who holds no key to the others sees that none was
      // taken away.
      guard own.count >= SealedEntry.fewestBoxes, Set(own.prefix(SealedEntry.fewestBoxes).map(\.sealed.count)).count == 1 else {
        throw RecordFault.Reason.damaged("a box of entry \(id) is missing")
      }
      try body(StoredEntry(id: id, leaf: leaf, boxes: own))
    }
    guard ahead == nil else { throw RecordFault.Reason.damaged("a box is no entry's") }
  }
}

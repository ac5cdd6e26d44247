import CandorCore
import CandorLog
import Foundation
import GRDB

/// What is to be wrapped for whom, gathered so that everyone gets one wrap a commit.
struct Wraps {
  /// Whoever keeps the record once this is committed.
  let keeper: Recipient
  let recovery: Recipient
  private(set) var contents: [Recipient: Wrap.Content] = [:]

  init(keeper: Recipient, recovery: Recipient) { (self.keeper, self.recovery) = (keeper, recovery) }

  /// A new key for the keeper, for recovery, and for whoever else holds it.
  mutating func give(_ key: DataKey, to others: [Recipient], keeperToo: Bool = true) {
    for recipient in Set(others + [recovery] + (keeperToo ? [keeper] : [])) { add([key], to: recipient) }
  }

  /// Keys for someone; one that this wrap gives them already is not given twice.
  mutating func add(_ keys: [DataKey], to recipient: Recipient) {
    let given = contents[recipient]?.keys ?? []
    contents[recipient, default: Wrap.Content()].keys += keys.filter { key in
      !given.contains { $0.epoch == key.epoch && $0.audience == key.audience }
    }
  }

  mutating func end(_ audience: Audience, after epoch: Int, for recipient: Recipient) {
    guard contents[recipient]?.ended.contains(where: { $0 == (audience, epoch) }) != true else { return }
    contents[recipient, default: Wrap.Content()].ended.append((audience, epoch))
  }

  /// All that whoever kept the record held, for whoever keeps it from here on; where either was left out, that they
  /// were.
  mutating func handOver(_ keyring: Keyring, to successor: Recipient, without kept: Set<Audience>) {
    for audience in keyring.audiences.sorted(by: { $0.description < $1.description }) {
      if kept.contains(audience) || !keyring.isPresent(for: audience) {
        end(audience, after: keyring.epoch(of: audience) - 1, for: successor)
      }
      if !kept.contains(audience) { add(keyring.keys(for: audience), to: successor) }
    }
  }
}

extension Record {
  /// Begins an audience's next epoch, where it has one: its new key for those who stay, and a word to those who leave.
  ///
  /// - Returns: whether this key opens what is recorded in it.
  /// - Throws: ``RecordFault/Reason/shutOut(_:)`` where this key was left out of the present one.
  func begin(_ epoch: AccessChange.Epoch, _ state: inout State, _ wraps: inout Wraps) throws -> Bool {
    let before = state.keyring.epoch(of: epoch.audience)
    guard before > 0 else { return true }
    // Whoever was left out of an audience leaves nobody else out of it: they would make its key.
    guard state.keyring.isPresent(for: epoch.audience) else { throw RecordFault.Reason.shutOut(epoch.audience) }
    let isKeepers = epoch.holders.contains(wraps.keeper)
    let place = try state.keyring.makeKey(for: epoch.audience, in: id, randomness: randomness)
    state.boxes.append(0)
    wraps.give(state.keyring.keys[place], to: epoch.holders, keeperToo: isKeepers)
    // Without a word each time, a keeper would take the next epoch for this one.
    for recipient in epoch.leaving + (isKeepers ? [] : [wraps.keeper]) { wraps.end(epoch.audience, after: before, for: recipient) }
    return epoch.holders.contains(holder.publicKey)
  }

  /// Wraps keys of every epoch; an audience that nothing was written for yet gets its first key.
  func grant(_ grants: [AccessChange.Grant], _ db: Database, _ state: inout State, _ wraps: inout Wraps) throws {
    for grant in grants {
      for audience in grant.audiences {
        if state.keyring.epoch(of: audience) == 0 {
          // Given to keeper and recovery with all keys that this commit makes.
          _ = try state.keyring.makeKey(for: audience, in: id, randomness: randomness)
          state.boxes.append(0)
        }
        guard state.keyring.isPresent(for: audience) else { throw RecordFault.Reason.shutOut(audience) }
        wraps.add(state.keyring.keys(for: audience), to: grant.to)
      }
    }
  }

  func insert(_ wraps: Wraps, _ db: Database, _ chain: inout WrapChain) throws {
    func count(_ recipient: Recipient) throws -> Int {
      try Row.fetchOne(db, sql: "SELECT count(*) FROM wrap WHERE recipient = ?", arguments: [Data(recipient.name(in: id))])?.count(0) ?? 0
    }
    for (recipient, content) in wraps.contents.sorted(by: { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }) {
      let wrap = try Wrap(content, to: recipient, in: id, number: try count(recipient))
      try db.execute(
        sql: "INSERT INTO wrap (recipient, number, sealed) VALUES (?, ?, ?)",
        arguments: [Data(wrap.recipient), wrap.number, Data(wrap.sealed)])
      chain.append(wrap)
    }
  }
}

// MARK: - Boxes of entries that are there

extension Record {
  /// What this record holds of an entry: its leaf's hash, and each box that opens, with its key.
  private func boxes(of entry: EntryID, _ db: Database, _ keyring: Keyring) throws -> (
    leafHash: Digest, boxes: [(box: StoredBox, key: DataKey, contents: [Box.Content])]
  )? {
    guard let leaf = try Row.fetchOne(db, sql: "SELECT bytes FROM leaf WHERE id = ?", arguments: [entry.number]) else { return nil }
    let leafHash = Tree.leafHash(Array(try leaf.bytes(0, Length.leaf)))
    var boxes: [(box: StoredBox, key: DataKey, contents: [Box.Content])] = []
    try db.forEachRow("SELECT locator, sealed FROM box WHERE entry = ? ORDER BY rowid", [entry.number]) { row in
      let box = StoredBox(locator: try row.bytes(0, Length.locator), sealed: try row.bytes(1, Length.box))
      guard let opened = keyring.open(box.sealed, beside: leafHash) else { return }
      boxes.append((box, opened.key, opened.contents))
    }
    return (leafHash, boxes)
  }

  private func replace(
    _ box: (box: StoredBox, key: DataKey, contents: [Box.Content]), by contents: [Box.Content], beside leafHash: Digest, _ db: Database
  ) throws {
    // As long as before: what was taken away does not show by it.
    let sealed = try Box.seal(
      contents, under: box.key, leafHash: leafHash, nonce: randomness.bytes(Box.nonceLength)[...],
      paddedTo: box.box.sealed.count - Box.overhead)
    try db.execute(sql: "UPDATE box SET sealed = ? WHERE locator = ?", arguments: [sealed, box.box.locator])
  }

  /// Seals values of an entry for an audience more.
  ///
  /// - Throws: ``RecordFault/Reason/notHeld(_:)`` where no box has one that the keys open.
  func open(_ opening: AccessChange.Opening, _ db: Database, _ state: inout State) throws {
    guard let (leafHash, boxes) = try boxes(of: opening.entry, db, state.keyring) else { throw RecordFault.Reason.noEntry(opening.entry) }
    let length = boxes.map { $0.box.sealed.count - Box.overhead }.max() ?? 0
    let contents = try opening.slots.sorted().map { slot in
      guard let content = boxes.lazy.flatMap(\.contents).first(where: { $0.slot == slot }) else {
        throw RecordFault.Reason.notHeld(ErasedValue(entry: opening.entry, slot: slot))
      }
      return content
    }
    let (key, number) = try place(for: opening.audience, db, &state)
    let sealed = try Box.seal(
      contents, under: state.keyring.keys[key], leafHash: leafHash, nonce: randomness.bytes(Box.nonceLength)[...], paddedTo: length)
    try db.execute(
      sql: "INSERT INTO box (entry, locator, sealed) VALUES (?, ?, ?)",
      arguments: [opening.entry.number, state.keyring.keys[key].locator(number), sealed])
  }

  /// Takes values of an entry out of an audience's boxes, where they lie in another's too.
  func close(_ closing: AccessChange.Opening, _ db: Database, _ keyring: Keyring) throws {
    guard let (leafHash, boxes) = try boxes(of: closing.entry, db, keyring) else { throw RecordFault.Reason.noEntry(closing.entry) }
    for box in boxes where box.key.audience == closing.audience {
      let rest = box.contents.filter { content in
        !closing.slots.contains(content.slot)
          || !boxes.contains { $0.key.audience != closing.audience && $0.contents.contains { $0.slot == content.slot } }
      }
      if rest.count < box.contents.count { try replace(box, by: rest, beside: leafHash, db) }
    }
  }

  /// Removes a value with what opens its commitment from every box of its entry that has it.
  ///
  /// - Throws: ``RecordFault/Reason/notHeld(_:)`` where no box has it that the keys open.
  func erase(_ value: ErasedValue, _ db: Database, _ keyring: Keyring) throws {
    guard let (leafHash, boxes) = try boxes(of: value.entry, db, keyring) else { throw RecordFault.Reason.notHeld(value) }
    var isHeld = false
    for box in boxes {
      guard let place = box.contents.firstIndex(where: { $0.slot == value.slot && $0.disclosure != nil }) else { continue }
      var rest = box.contents
      rest[place] = Box.Content(slot: value.slot, disclosure: nil)
      try replace(box, by: rest, beside: leafHash, db)
      isHeld = true
    }
    guard isHeld else { throw RecordFault.Reason.notHeld(value) }
  }
}

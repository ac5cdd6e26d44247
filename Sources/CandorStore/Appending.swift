package import CandorCore
package import CandorLog
import Foundation
import GRDB
import Synchronization

extension Record {
  /// Appends entries, each sealed to the audiences of its values, and signs the tree that has them: all of them, or
  /// none. It returns when they are durable. Appends from several threads wait for each other, and those that wait
  /// share a commit and a checkpoint.
  ///
  /// - Parameters:
  ///   - erasing: values that the entries say are erased: gone for good with the same commit.
  ///   - change: what the entries say of who may read what.
  ///   - compose: makes the entries, numbered from the number it is given on; called once, perhaps on another thread.
  /// - Returns: a checkpoint of the record with them.
  /// - Throws: ``RecordFault``, among others where someone else has appended since the record was opened; ``LogFault``
  ///   where an entry cannot be written; what `compose` throws.
  @discardableResult
  package func append(
    erasing: [ErasedValue] = [], changing change: AccessChange = AccessChange(),
    _ compose: @escaping @Sendable (EntryID) throws -> [Addressed]
  ) throws -> Checkpoint {
    let checkpoint = try appends.perform(Append(erasing: erasing, change: change, compose: compose), commit)
    if !erasing.isEmpty || !change.closings.isEmpty || leavesTraces { sweep() }
    return checkpoint
  }

  /// Appends entries that are numbered already.
  ///
  /// - Parameter entries: numbered on from ``head``.
  @discardableResult
  package func append(_ entries: [Addressed], erasing: [ErasedValue] = [], changing change: AccessChange = AccessChange()) throws
    -> Checkpoint
  {
    guard let first = entries.first?.draft.id else { return head }
    let next = EntryID(head.head.size + 1)
    // Before anything is opened for writing.
    guard first == next else { throw RecordFault(path: path, reason: .notNext(found: first, expected: next)) }
    return try append(erasing: erasing, changing: change) { _ in entries }
  }

  /// Appends the entries that say so, and hands the signing of the record to another key: the tree with the entries is
  /// signed by both, and whatever comes after by the new one alone. This opening of the record writes nothing more.
  ///
  /// - Parameters:
  ///   - entries: the last is a `custody.transferred` that names the new key.
  ///   - change: the next epochs, without this key.
  @discardableResult
  package func handOver(to successor: PersonKey, _ entries: [Addressed], changing change: AccessChange = AccessChange()) throws
    -> Checkpoint
  {
    try appends.perform(Append(change: change, successor: successor) { _ in entries }, commit)
  }

  /// Puts the record into the custody of a key, where the one that signed it is lost: whoever holds the recovery key
  /// opens everything and can sign nothing, so the tree with the entries is signed by the new key alone. Whoever trusts
  /// the lost one sees that it did not hand over.
  ///
  /// - Parameters:
  ///   - entries: the last is a `custody.transferred` that names the new key.
  ///   - change: the next epochs.
  @discardableResult
  package func recover(to successor: PersonKey, _ entries: [Addressed], changing change: AccessChange) throws -> Checkpoint {
    try appends.perform(Append(change: change, successor: successor, isRecovery: true) { _ in entries }, commit)
  }

  /// How many appends wait for the commit that is under way to end.
  package var waitingAppends: Int { appends.count }

  /// Whether what was erased is still in the file beside the record, since someone is reading what was there before;
  /// each append tries again.
  package var leavesTraces: Bool { unswept.load(ordering: .relaxed) }

  /// Overwrites what appending and erasing have left in the file beside the record, as far as nobody is reading it.
  ///
  /// - Returns: whether nothing is left there; false while someone reads what was there before.
  @discardableResult
  package func sweep() -> Bool {
    guard let writer = state.withLock({ $0.writer }) else { return true }
    // SQLite says busy while a reader needs what is there.
    let isSwept = (try? writer.connection.queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }) != nil
    unswept.store(!isSwept, ordering: .relaxed)
    return isSwept
  }
}

/// What one caller wants appended.
struct Append: Sendable {
  var erasing: [ErasedValue] = []
  var change = AccessChange()
  var successor: PersonKey?
  /// Whether the recovery key stands in for the one that signed the record.
  var isRecovery = false
  /// A checkpoint that goes out with a report, and is kept for that.
  var handsOut: Checkpoint?
  var compose: @Sendable (EntryID) throws -> [Addressed]
}

extension Record.State {
  /// What is not as it was when the newest checkpoint was signed; nil where all of it is.
  var inventoryFault: RecordFault.Reason? {
    guard inventory?.size == head.head.size, inventory?.wraps == wraps.digest else { return .otherWraps }
    return inventory?.handedOut == handedOut.digest ? nil : .otherHandedOut
  }
}

// MARK: - One commit

extension Record {
  /// Commits what several callers want appended, in their order; tells for each what came of it. One that cannot be
  /// written does not keep the others out; where the file cannot be written, nothing is.
  func commit(_ group: [Append]) -> [Result<Checkpoint, any Error>] {
    do {
      return try RecordFault.at(path) {
        // Before anything is opened for writing: a reader keeps nobody out, and an archive stays as it is to the byte.
        try checkOpen()
        guard group.allSatisfy({ $0.isRecovery ? holder.publicKey == recovery : isKept }) else { throw RecordFault.Reason.notKeeper }
        let writer = try self.writer()
        guard writer.isLocked else { throw RecordFault.Reason.moved(.pending) }
        // From looking at the checkpoint beside the key until putting the next one there.
        return try newest.map { newest in try newest.alone { try commit(group, writer, newest) } } ?? commit(group, writer, nil)
      }
    } catch {
      return group.map { _ in .failure(error) }
    }
  }

  private func commit(_ group: [Append], _ writer: Writer, _ newest: NewestCheckpoint?) throws -> [Result<Checkpoint, any Error>] {
    var after = state.withLock { $0 }
    let before = after.head.note.bytes
    let results: [Result<Checkpoint, any Error>]
    do {
      results = try writer.connection.write { db in
        guard try Claim(db).verification.bytes == after.verification.bytes else { throw RecordFault.Reason.succeeded }
        guard try Record.newestNote(db) == before else {
          guard group.allSatisfy({ $0.handsOut != nil }) else { throw RecordFault.Reason.grown }
          try handOutOlder(group, db)
          return group.map { _ in .success(after.head) }
        }
        // With the recovery key every audience begins anew, so that nothing is written under a key that someone put
        // there.
        if let fault = after.inventoryFault, !group.allSatisfy(\.isRecovery) { throw fault }
        try checkNewest(db)
        let results = try insert(group, db, &after)
        if after.head.note.bytes != before { try newest?.prepare(after.head) }
        return results.map { result in result.map { after.head } }
      }
    } catch {
      newest?.withdraw()
      throw error
    }
    if after.head.note.bytes != before { newest?.put() }
    state.withLock { $0 = after }
    return results
  }

  /// Keeps checkpoints that go out though others have appended since: they are of trees that the present one goes on
  /// from.
  private func handOutOlder(_ group: [Append], _ db: Database) throws {
    var present = try Record.load(db, for: holder).state
    if let fault = present.inventoryFault { throw fault }
    try checkNewest(db)
    for append in group {
      guard let checkpoint = append.handsOut, try Nodes.tree(of: checkpoint.head.size, db).head == checkpoint.head else {
        throw RecordFault.Reason.otherRoot
      }
      try keep(checkpoint, db, &present)
      try signInventory(append, db, &present)
    }
  }

  /// What writes, opened where it is not yet.
  ///
  /// - Throws: ``RecordFault/Reason`` where another writes.
  private func writer() throws -> Writer {
    if let writer = state.withLock({ $0.writer }) { return writer }
    let writer = try Writer(lock: RecordLock(of: file), connection: file.writer())
    guard writer.connection.identity == identity else { throw RecordFault.Reason.moved(.pending) }
    try checkLeftOver(writer.connection)
    state.withLock { $0.writer = writer }
    return writer
  }

  /// What a program that died left in the write-ahead log is part of the record by now. Whether it was written for this
  /// file, nothing in it says: a file that was put in the place of another is mixed with what lay beside that. So
  /// before it is written on, all of it is looked through.
  private func checkLeftOver(_ connection: Connection) throws {
    try connection.read(identity) { db in
      guard file.size(of: .log) > 0 else { return }
      guard try Row.fetchAll(db, sql: "PRAGMA quick_check(1)").map({ try $0.text(0) }) == ["ok"] else {
        throw RecordFault.Reason.damaged("what lies beside it was written for another file, or the file is not whole")
      }
    }
  }

  /// Makes sure that the reader may write here.
  ///
  /// - Throws: ``RecordFault``, where it is an archive or in another's custody.
  package func checkWritable() throws {
    try RecordFault.at(path) {
      try checkOpen()
      guard isKept else { throw RecordFault.Reason.notKeeper }
    }
  }

  private func checkOpen() throws(RecordFault.Reason) {
    if let size = state.withLock({ $0.closedSize }) { throw .archived(size: size) }
  }

  /// Makes sure that the record is the one that was last signed, or goes on from it. An archive is of its day, and may
  /// be older.
  func checkNewest(_ db: Database) throws {
    let newest: Checkpoint?
    do { newest = try self.newest?.read(signedBy: holder.verificationKey) } catch { throw RecordFault.Reason.newestUnread(error) }
    // What the file holds counts, not what was read of it when it was opened.
    guard let newest, newest.head.size > 0,
      let held = try Row.fetchOne(db, sql: "SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1")?.count(0)
    else { return }
    let signed = newest.head
    guard signed.size <= held else {
      if try RecordSchema.closedSize(db) != nil { return }
      // Two sign the checkpoint of a handover, and no other.
      throw newest.note.signatures.count > 1
        ? RecordFault.Reason.handedOn(held: held, at: signed.size) : .older(held: held, signed: signed.size)
    }
    guard try Nodes.tree(of: signed.size, db).head == signed else { throw RecordFault.Reason.different(signed: signed.size) }
  }

  /// Inserts what several callers want appended, and tells for each what came of it.
  ///
  /// - Throws: that with which the whole transaction ends.
  private func insert(_ group: [Append], _ db: Database, _ state: inout State) throws -> [Result<Void, any Error>] {
    // One alone needs no savepoint: its end is the transaction's. After a savepoint SQLite keeps in memory what stood
    // in each page that is changed, in a list that it goes through at the end of every statement; an import would be
    // the slower the longer it is.
    if group.count == 1 {
      try insert(group[0], db, &state)
      return [.success(())]
    }
    var isHandedOver = false
    return try group.map { append in
      // Whatever waited behind a handover would be signed by a key that signs no more.
      guard !isHandedOver else { return .failure(RecordFault(path: path, reason: .succeeded)) }
      let result = try insertOrTakeBack(append, db, &state)
      if case .success = result { isHandedOver = append.successor != nil }
      return result
    }
  }

  /// Inserts what one caller wants appended, and signs.
  private func insert(_ append: Append, _ db: Database, _ state: inout State) throws {
    let entries = try append.compose(EntryID(state.tree.size + 1))
    db.allowReading(andWriting: entries.count)
    for (offset, entry) in entries.enumerated() {
      let expected = EntryID(state.tree.size + 1 + offset)
      guard entry.draft.id == expected else { throw RecordFault.Reason.notNext(found: entry.draft.id, expected: expected) }
    }
    var wraps = Wraps(keeper: (append.successor ?? holder).publicKey, recovery: recovery)
    var isLeftOut = false
    for epoch in append.change.epochs { isLeftOut = try !begin(epoch, &state, &wraps) || isLeftOut }
    let held = state.keyring.keys.count
    try insert(entries, db, &state)
    try grant(append.change.grants, db, &state, &wraps)
    for opening in append.change.openings { try open(opening, db, &state) }
    for key in state.keyring.keys[held...] { wraps.give(key, to: append.change.holders[key.audience] ?? []) }
    for closing in append.change.closings { try close(closing, db, state.keyring) }
    for value in append.erasing { try erase(value, db, state.keyring) }
    if let successor = append.successor {
      let kept = append.change.epochs.filter { !$0.holders.contains(successor.publicKey) }.map(\.audience)
      wraps.handOver(state.keyring, to: successor.publicKey, without: Set(kept))
    }
    try insert(wraps, db, &state.wraps)
    if !entries.isEmpty { try sign(append, db, &state) }
    if let handedOut = append.handsOut { try keep(handedOut, db, &state) }
    try signInventory(append, db, &state)
    // The key of an epoch that this one was left out of is forgotten.
    if isLeftOut, append.successor == nil {
      state.keyring = try Record.keyring(db, of: holder)
      state.boxes = Array(repeating: nil, count: state.keyring.keys.count)
    }
  }

  /// Inserts what one of several callers wants appended; where that cannot be, takes it back and says why.
  ///
  /// - Throws: `DatabaseError`, with which the whole transaction ends.
  private func insertOrTakeBack(_ append: Append, _ db: Database, _ state: inout State) throws -> Result<Void, any Error> {
    var after = state
    do {
      try db.inSavepoint {
        try insert(append, db, &after)
        return .commit
      }
      state = after
      return .success(())
    } catch let error as DatabaseError {
      throw error
    } catch let reason as RecordFault.Reason {
      return .failure(RecordFault(path: path, reason: reason))
    } catch {
      return .failure(error)
    }
  }

  private func insert(_ entries: [Addressed], _ db: Database, _ state: inout State) throws {
    let leaf = try db.cachedStatement(sql: "INSERT INTO leaf (id, bytes) VALUES (?, ?)")
    let box = try db.cachedStatement(sql: "INSERT INTO box (entry, locator, sealed) VALUES (?, ?, ?)")
    var growth = Nodes.Growth()
    // While some entries are inserted, the next ones are sealed.
    var rest = entries[...]
    func seal() throws -> SealedEntry.Sealing? {
      let plans = try rest.prefix(SealedEntry.Sealing.length).map { try plan($0, db, &state) }
      rest = rest.dropFirst(plans.count)
      return plans.isEmpty ? nil : SealedEntry.Sealing(plans, under: state.keyring.keys, in: id)
    }
    var sealing = try seal()
    while let sealed = try sealing?.entries() {
      sealing = try seal()
      for sealed in sealed {
        try leaf.execute(arguments: [sealed.id.number, sealed.leaf])
        for stored in sealed.boxes { try box.execute(arguments: [sealed.id.number, stored.locator, stored.sealed]) }
        try growth.append(
          sealed.leafHash, to: &state.tree, from: { try Nodes.stored($0, db) }, write: { try Nodes.write($1, at: $0, db) })
      }
    }
    try growth.finish { try Nodes.write($1, at: $0, db) }
  }

  /// Signs the tree as it is now.
  private func sign(_ append: Append, _ db: Database, _ state: inout State) throws {
    let successor = append.successor
    var checkpoint = try Checkpoint(state.tree.head, signedBy: append.isRecovery ? successor ?? holder : holder)
    if let successor {
      if !append.isRecovery { checkpoint = try checkpoint.signed(also: successor) }
      try db.execute(
        sql: "INSERT INTO former (until, verification) SELECT ?, verification FROM record; UPDATE record SET verification = ?",
        arguments: [checkpoint.head.size, Data(successor.verificationKey.bytes)])
    }
    state.head = checkpoint
    try db.execute(sql: "DELETE FROM checkpoint WHERE NOT published")
    try db.execute(
      sql: "INSERT INTO checkpoint (size, note, published) VALUES (?, ?, 0)",
      arguments: [checkpoint.head.size, Data(checkpoint.note.bytes)])
    // Readers find their way from the key that they trust by it.
    if successor != nil { try keep(checkpoint, db, &state) }
  }

  /// Keeps a checkpoint that goes out.
  private func keep(_ checkpoint: Checkpoint, _ db: Database, _ state: inout State) throws {
    try db.execute(
      sql: "INSERT INTO checkpoint (size, note, published) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET published = 1",
      arguments: [checkpoint.head.size, Data(checkpoint.note.bytes)])
    state.handedOut = try Record.handedOutChain(db)
  }

  /// Signs what the record holds beside its tree.
  private func signInventory(_ append: Append, _ db: Database, _ state: inout State) throws {
    let inventory = try SignedInventory(
      wraps: state.wraps, handedOut: state.handedOut, size: state.head.head.size, signedBy: append.successor ?? holder)
    state.inventory = inventory
    try Record.keep(inventory, db)
  }

  /// Settles all that depends on what went before: random bytes, keys, the numbers of boxes.
  private func plan(_ entry: Addressed, _ db: Database, _ state: inout State) throws -> SealedEntry.Plan {
    var plan = SealedEntry.Plan(entry: entry)
    for (slot, audience) in entry.audiences.enumerated() {
      if let box = plan.boxes.firstIndex(where: { $0.audience == audience }) {
        plan.boxes[box].slots.append(slot)
      } else {
        let (key, number) = try place(for: audience, db, &state)
        plan.boxes.append((audience, key, number, [slot]))
      }
    }
    for (audience, slots) in entry.owed.sorted(by: { $0.key.description < $1.key.description }) {
      // What they read already by the audience that it was written for, they need no second box for.
      let more = slots.filter { entry.audiences[$0] != audience }
      guard !more.isEmpty else { continue }
      if let box = plan.boxes.firstIndex(where: { $0.audience == audience }) {
        plan.boxes[box].slots = (plan.boxes[box].slots + more).sorted()
      } else {
        let (key, number) = try place(for: audience, db, &state)
        plan.boxes.append((audience, key, number, more.sorted()))
      }
    }
    plan.random = randomness.bytes(Committed.randomLength(for: entry.draft) + plan.randomLength)
    return plan
  }

  /// Where an audience's next box stands: the place in the keyring of its newest key, made where there is none, and the
  /// box's number.
  ///
  /// - Throws: ``RecordFault/Reason/shutOut(_:)`` where this key was left out of the present epoch.
  func place(for audience: Audience, _ db: Database, _ state: inout State) throws -> (key: Int, box: Int) {
    let place: Int
    if state.keyring.isPresent(for: audience), let newest = state.keyring.newestKey(for: audience) {
      place = newest
    } else {
      // Under a key of their own nobody would find it who should.
      guard state.keyring.epoch(of: audience) == 0 else { throw RecordFault.Reason.shutOut(audience) }
      place = try state.keyring.makeKey(for: audience, in: id, randomness: randomness)
      state.boxes.append(0)
    }
    let number = try state.boxes[place] ?? Record.countBoxes(of: state.keyring.keys[place], db)
    state.boxes[place] = number + 1
    return (place, number)
  }

  /// How many boxes a key has: they are numbered without holes, so doubling and halving finds the first number that is
  /// free.
  private static func countBoxes(of key: DataKey, _ db: Database) throws -> Int {
    let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM box WHERE locator = ?)")
    func isTaken(_ number: Int) throws -> Bool { try Row.fetchOne(statement, arguments: [key.locator(number)])?.count(0) == 1 }
    var (taken, free) = (-1, 0)
    while try isTaken(free) { (taken, free) = (free, free * 2 + 1) }
    while free - taken > 1 {
      let middle = taken + (free - taken) / 2
      if try isTaken(middle) { taken = middle } else { free = middle }
    }
    return free
  }
}

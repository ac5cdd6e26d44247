import CandorCore
import CandorLog
import CandorStore
import Dispatch
import Foundation
import StrictJSON
import Synchronization
import Testing

/// What a record proves, whom it lets write, and what it hands over.
struct ProvingTests {
  private let fixture: Fixture
  private let newest: NewestCheckpoint

  init() throws {
    fixture = try Fixture()
    newest = NewestCheckpoint(besideKey: fixture.folder.appending(path: "test.key").path)
  }

  private func create(_ count: Int = 3) throws -> Record {
    try Record.create(
      at: fixture.path, custodian: fixture.custodian, recovery: fixture.recovery.publicKey, randomness: fixture.randomness, newest: newest,
      first: Fixture.entries(1...count))
  }

  private func open(_ path: String? = nil, as key: PersonKey? = nil, newest: NewestCheckpoint? = nil) throws -> Record {
    try Record.open(at: path ?? fixture.path, as: key ?? fixture.custodian, newest: newest ?? self.newest, randomness: fixture.randomness)
  }

  private var everyone: Set<Audience> { Set(Fixture.audiences) }

  /// A copy of the file as a backup program would have made it.
  private func copy(_ name: String) throws -> String {
    let path = fixture.folder.appending(path: name).path
    try FileManager.default.copyItem(atPath: fixture.path, toPath: path)
    return path
  }

  // MARK: Bundles

  @Test(arguments: [1, 2, 15, 16, 17, 31, 33, 100, 256, 257, 300])
  func `every entry of a record of any size is proved, with what its readers may read`(size: Int) throws {
    let record = try create(size)
    let bundle = try record.bundle(of: (1...size).map(EntryID.init), for: [.members])
    #expect(bundle.verdict(trusting: .key(fixture.custodian.verificationKey)) == .holds(signerChecked: true))
    #expect(bundle.entries.map(\.leaf.id.number) == Array(1...size))
    let readable = Set((0..<UInt8(13)).filter { Fixture.audiences[Int($0) % 3] == .members })
    #expect(bundle.entries.allSatisfy { Set($0.disclosures.keys) == readable })
    #expect(try record.bundle(of: [EntryID(1)], for: []).entries[0].disclosures.isEmpty)
    #expect(try record.bundle(of: [EntryID(size)], for: everyone).entries[0].disclosures.count == 13)
  }

  @Test func `an entry that is not there is proved to nobody`() throws {
    let record = try create(3)
    for number in [0, 4, -1] {
      #expect(throws: fixture.fault(.noEntry(EntryID(number)))) { try record.bundle(of: [EntryID(number)], for: [.members]) }
    }
  }

  @Test func `later bundles prove that the record goes on from every checkpoint that was handed out`() throws {
    let record = try create(5)
    var handedOut = [try record.bundle(of: [EntryID(2)], for: [.members])]
    #expect(try record.published() == [] && record.publish() && record.published() == [5])
    for size in stride(from: 12, through: 61, by: 7) {
      try record.append(Fixture.entries((size - 6)...size))
      let bundle = try record.bundle(of: [EntryID(size)], for: [.members])
      for older in handedOut { #expect(bundle.verdict(trusting: .older(older)) == .holds(signerChecked: true)) }
      #expect(try record.publish() && record.publish())
      handedOut.append(bundle)
    }
    #expect(try open().published() == [5] + stride(from: 12, through: 61, by: 7))
    let asked = try record.bundle(of: [], for: [], since: [6, 30, 61])
    #expect(Set(asked.older.map(\.head.size)).isSuperset(of: [6, 30]) && asked.verdict() == .holds(signerChecked: false))
  }

  @Test func `a checkpoint that was handed out stays, the others go`() throws {
    let record = try create(3)
    _ = try record.publish()
    for size in 4...9 { try record.append(Fixture.entries(size...size)) }
    #expect(try RawRecord.text(fixture.path, "SELECT group_concat(size || ':' || published) FROM checkpoint") == "3:1,9:0")
    #expect(throws: RawRecord.Refusal.self) { try RawRecord.execute(fixture.path, "DELETE FROM checkpoint WHERE published") }
  }

  // MARK: Who writes

  @Test func `the newest checkpoint stands beside the key, and grows with the record`() throws {
    let record = try create(3)
    #expect(try newest.read(signedBy: fixture.custodian.verificationKey) == record.head)
    try record.append(Fixture.entries(4...8))
    #expect(try newest.read(signedBy: fixture.custodian.verificationKey)?.head.size == 8)
    #expect(try fixture.files.filter { $0.hasPrefix("test.key") } == ["test.key.checkpoint"])
  }

  @Test func `a restored older copy is read and not written to, and says what happened and what to do`() throws {
    let record = try create(3)
    try record.close()
    let backup = try copy("backup.candor")
    try record.append(Fixture.entries(4...9))
    try record.close()
    let older = try open(backup)
    #expect(try older.disclosed().count == 3)
    let before = try Data(contentsOf: URL(filePath: backup))
    let fault = RecordFault(path: backup, reason: .older(held: 3, signed: 9))
    #expect(throws: fault) { try older.append(Fixture.entries(4...4)) }
    #expect(try older.publish() == false)
    #expect(try Data(contentsOf: URL(filePath: backup)) == before)
    #expect(
      fault.message
        == "\(backup): this copy of the record is older than what its custodian has signed: it holds 3 entries, and 9 were signed")
    #expect(fault.hint.hasPrefix("It was restored from a backup, or the newer one is elsewhere: look for that, and write to it."))
    #expect(throws: Never.self) { try open().append(Fixture.entries(10...10)) }
  }

  @Test func `a record that went its own way is not written to`() throws {
    try create(3).close()
    let other = try copy("other.candor")
    let record = try open()
    try record.append(Fixture.entries(4...6))
    try record.close()
    // Without a checkpoint beside the key nothing keeps the copy from growing; with it, it does.
    let copy = try Record.open(at: other, as: fixture.custodian, randomness: fixture.randomness)
    try copy.append(Fixture.entries(4...8) { "something else in entry \($0)" })
    try copy.close()
    let forked = try open(other)
    #expect(throws: RecordFault(path: other, reason: .different(signed: 6))) { try forked.append(Fixture.entries(9...9)) }
  }

  @Test func `of two copies that are both open for writing, only one grows`() throws {
    let record = try create(3)
    try record.append(Fixture.entries(4...4))
    let other = fixture.folder.appending(path: "other.candor").path
    _ = try record.backup(to: other)
    let copy = try open(other)
    try copy.append(Fixture.entries(5...5) { "something else in entry \($0)" })
    #expect(throws: fixture.fault(.older(held: 4, signed: 5))) { try record.append(Fixture.entries(5...5)) }
    #expect(record.head.head.size == 4)
    try copy.append(Fixture.entries(6...6))
  }

  @Test func `whoever opened it before others appended is told so, and is not told that it is an old copy`() throws {
    let stale = try create(3)
    let record = try open()
    try record.append(Fixture.entries(4...4))
    try record.close()
    #expect(throws: fixture.fault(.grown)) { try stale.append(Fixture.entries(4...4)) }
    #expect(try stale.publish(), "what it hands out is of this record")
    #expect(try open().published() == [3])
    #expect(try stale.integrity().faults == [] && stale.integrity().entries == 4)
    try stale.close()
    #expect(try stale.refresh() && stale.head.head.size == 4)
    #expect(try !stale.refresh())
    try stale.append(Fixture.entries(5...5))
    #expect(try open().disclosed() == Fixture.disclosed(Fixture.entries(1...5)))
  }

  @Test(arguments: [0o600, 0o400]) func `whoever only reads sees each commit of another once, whether they may write or not`(mode: Int)
    throws
  {
    let writer = try create(3)
    try writer.close()
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: fixture.path)
    let reader = try open()
    for number in 4...6 {
      #expect(try !reader.refresh())
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: fixture.path)
      try writer.append(Fixture.entries(number...number))
      try writer.close()
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: fixture.path)
      #expect(try reader.refresh())
      #expect(reader.head.head.size == number)
      #expect(try reader.snapshot().view.entries.count == number)
    }
  }

  @Test func `verifying everything tells an older copy, and values whose box nobody opens`() throws {
    let record = try create(3)
    try record.close()
    let backup = try copy("backup.candor")
    try record.append(Fixture.entries(4...4))
    #expect(try open(backup).integrity().faults == [.older(held: 3, signed: 4)])
    try record.close()
    try RawRecord.execute(
      fixture.path,
      "DROP TRIGGER box_fixed; UPDATE box SET locator = randomblob(16) WHERE entry = 4")
    let faults = try open().integrity().faults
    #expect(faults.contains { if case .damagedEntry(EntryID(4), .missing) = $0 { true } else { false } }, "\(faults)")
  }

  @Test func `a checkpoint beside the key that is damaged or another's keeps everyone from writing`() throws {
    try create(3).close()
    for text in [
      "", "nothing\n", String(decoding: try Data(contentsOf: URL(filePath: newest.path)), as: UTF8.self).replacing("\n3\n", with: "\n2\n"),
    ] {
      try Data(text.utf8).write(to: URL(filePath: newest.path))
      let record = try open()
      let error = #expect(throws: RecordFault.self) { try record.append(Fixture.entries(4...4)) }
      if case .newestUnread = error?.reason {} else { Issue.record("\(String(describing: error))") }
      #expect(try record.disclosed().count == 3 && !record.publish())
    }
    newest.remove()
    try open().append(Fixture.entries(4...4))
    #expect(try newest.read(signedBy: fixture.custodian.verificationKey)?.head.size == 4)
  }

  @Test func `where the checkpoint cannot be put beside the key, nothing is appended`() throws {
    try create(3).close()
    let nowhere = NewestCheckpoint(besideKey: fixture.folder.appending(path: "no-folder/test.key").path)
    let record = try open(newest: nowhere)
    #expect(throws: (any Error).self) { try record.append(Fixture.entries(4...4)) }
    #expect(record.head.head.size == 3)
    try record.close()
    #expect(try open().head.head.size == 3)
  }

  @Test func `a second writer is told at once who writes, and readers go on`() throws {
    let record = try create(3)
    try record.append(Fixture.entries(4...4))
    let second = try open()
    let error = #expect(throws: RecordFault.self) { try second.append(Fixture.entries(5...5)) }
    #expect(error?.message == "\(fixture.path): another program is writing to this record (process \(getpid()))")
    #expect(try second.disclosed().count == 4 && second.bundle(of: [EntryID(4)], for: everyone).entries.count == 1)
    try record.close()
    #expect(try fixture.files.filter { $0.hasSuffix("-lock") }.isEmpty)
    try second.append(Fixture.entries(5...5))
  }

  @Test func `a lock that a dead process left behind keeps nobody out`() throws {
    let record = try create(3)
    try Data((String(repeating: " ", count: 15) + "99999\n").utf8).write(to: URL(filePath: fixture.path + "-lock"))
    try record.append(Fixture.entries(4...4))
    #expect(try open().head.head.size == 4)
  }

  @Test func `appends that are made as they are numbered fail each for itself`() throws {
    struct Refused: Error {}
    let record = try create(3)
    #expect(throws: Refused.self) { try record.append { _ in throw Refused() } }
    #expect(throws: LogFault.self) {
      try record.append { next in try Fixture.entries(next.number...next.number) { _ in String(repeating: "x", count: 900_000) } }
    }
    #expect(throws: fixture.fault(.notNext(found: EntryID(9), expected: EntryID(4)))) {
      try record.append { _ in try Fixture.entries(9...9) }
    }
    #expect(record.head.head.size == 3)
    try record.append { next in try Fixture.entries(next.number...(next.number + 1)) }
    #expect(try open().disclosed() == Fixture.disclosed(Fixture.entries(1...5)))
  }

  // MARK: Handing over

  @Test func `after a handover the new key signs alone, and whoever holds an older bundle sees that it may`() throws {
    let record = try create(3)
    let older = try record.bundle(of: [EntryID(1)], for: [.members])
    _ = try record.publish()
    let successor = try PersonKey(of: record.id, recovery: nil, randomness: fixture.randomness)
    let signed = try record.handOver(to: successor, [Fixture.custody(4, to: successor)])
    #expect(signed.note.signatures.count == 2)
    #expect(throws: fixture.fault(.succeeded)) { try record.append(Fixture.entries(5...5)) }
    try record.close()
    #expect(throws: fixture.fault(.notKeeper)) { try open().append(Fixture.entries(5...5)) }

    let other = NewestCheckpoint(besideKey: fixture.folder.appending(path: "new.key").path)
    let next = try open(as: successor, newest: other)
    #expect(try next.disclosed().prefix(3) == Fixture.disclosed(Fixture.entries(1...3))[...])
    try next.append(Fixture.entries(5...7))
    let bundle = try next.bundle(of: [EntryID(5)], for: [.members])
    #expect(bundle.checkpoint.note.signatures.count == 1 && bundle.successions.count == 1)
    #expect(bundle.verdict(trusting: .older(older)) == .holds(signerChecked: true))
    #expect(
      try ProofBundle(parsing: bundle.bytes).verdict(trusting: .key(fixture.custodian.verificationKey)) == .holds(signerChecked: true))
    #expect(try next.integrity().faults == [])

    let third = try PersonKey(of: record.id, recovery: nil, randomness: fixture.randomness)
    try next.handOver(to: third, [Fixture.custody(8, to: third)])
    try next.close()
    let last = try open(as: third, newest: NewestCheckpoint(besideKey: fixture.folder.appending(path: "third.key").path))
    #expect(try last.bundle(of: [], for: []).verdict(trusting: .older(older)) == .holds(signerChecked: true))
    #expect(try last.integrity().faults == [])
  }

  @Test func `what waits behind a handover is not signed by the key that signs no more`() throws {
    let record = try create(3)
    let successor = try PersonKey(of: record.id, recovery: nil, randomness: fixture.randomness)
    let entry = try Fixture.custody(5, to: successor)
    let (isUnderWay, areWaiting, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let outcomes = Mutex<[String: Result<Checkpoint, any Error>]>([:])
    func inBackground(_ name: String, _ body: @escaping @Sendable () throws -> Checkpoint) {
      DispatchQueue(label: name).async {
        let outcome = Result { try body() }
        outcomes.withLock { $0[name] = outcome }
        ended.signal()
      }
    }
    inBackground("first") {
      try record.append { next in
        isUnderWay.signal()
        areWaiting.wait()
        return try Fixture.entries(next.number...next.number)
      }
    }
    isUnderWay.wait()
    inBackground("handover") { try record.handOver(to: successor, [entry]) }
    while record.waitingAppends < 1 { usleep(1000) }
    inBackground("behind") { try record.append { next in try Fixture.entries(next.number...next.number) } }
    while record.waitingAppends < 2 { usleep(1000) }
    areWaiting.signal()
    for _ in 0..<3 { ended.wait() }
    let results = outcomes.withLock { $0 }
    #expect(try results["first"]?.get().head.size == 4)
    #expect(try results["handover"]?.get().note.signatures.count == 2)
    #expect(throws: fixture.fault(.succeeded)) { try results["behind"]?.get() }
    try record.close()
    let other = NewestCheckpoint(besideKey: fixture.folder.appending(path: "new.key").path)
    #expect(try open(as: successor, newest: other).integrity().faults == [])
  }

  @Test func `a handover that cannot be written leaves everything as it was`() throws {
    let record = try create(3)
    let successor = try PersonKey(of: record.id, recovery: nil, randomness: fixture.randomness)
    #expect(throws: fixture.fault(.notNext(found: EntryID(9), expected: EntryID(4)))) {
      try record.handOver(to: successor, [Fixture.custody(9, to: successor)])
    }
    try record.append(Fixture.entries(4...4))
    #expect(try open().head.head.size == 4)
  }

  // MARK: Formats
}

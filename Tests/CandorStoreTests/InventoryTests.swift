import CandorCore
import CandorLog
import CandorStore
import Foundation
import Testing

/// What a record holds beside its tree, which its custodian signs: wraps, and which checkpoints were handed out.
@Suite("What a record holds beside its tree")
struct InventoryTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture(in: Disk.folder) }

  @Test func `bytes cannot move from one part of a wrap to another, nor from one wrap to the next`() {
    let (recipient, sealed) = ([UInt8](repeating: 1, count: 16), [UInt8](repeating: 2, count: 304))
    func digest(_ wraps: [[[UInt8]]]) -> Digest { wraps.reduce(into: WrapChain()) { $0.append($1) }.digest }
    let number = [UInt8](repeating: 0, count: 8)
    let whole = digest([[recipient, number, sealed]])
    var wrap = WrapChain()
    wrap.append(Wrap(recipient: recipient, number: 0, sealed: sealed))
    #expect(wrap.digest == whole)
    for split in 1..<16 {
      #expect(digest([[Array(recipient.prefix(split)), Array(recipient.dropFirst(split)) + number, sealed]]) != whole)
      #expect(digest([[recipient, number, Array(sealed.prefix(split))], [Array(sealed.dropFirst(split)), [], []]]) != whole)
    }
    #expect(digest([[recipient, number + sealed, []]]) != whole && digest([[[], [], recipient + number + sealed]]) != whole)
    #expect(WrapChain().digest != HandedOutChain().digest)
  }

  @Test(arguments: ["0", "1"]) func `whoever changes what was handed out is found by whoever writes, proves or verifies`(mark: String)
    throws
  {
    let record = try fixture.create(2)
    if mark == "0" { #expect(try record.publish()) }
    try record.append(Fixture.entries(3...4))
    try record.close()
    try RawRecord.execute(fixture.path, "UPDATE checkpoint SET published = \(mark)")
    let opened = try fixture.open()
    #expect(try opened.disclosed().count == 4, "it is read")
    #expect(throws: fixture.fault(.otherHandedOut)) { try opened.append(Fixture.entries(5...5)) }
    #expect(throws: fixture.fault(.otherHandedOut)) { try opened.bundle(of: [EntryID(1)], for: Set(Fixture.audiences)) }
    #expect(throws: RecordFault.self) { try opened.backup(to: fixture.folder.appending(path: "copy.candor").path) }
    #expect(try opened.integrity().faults == [.otherHandedOut])
  }

  @Test func `what is handed out is marked under the lock, and by nobody while another writes`() throws {
    let record = try fixture.create(2)
    try record.close()
    let (writer, other) = (try fixture.open(), try fixture.open())
    try writer.append(Fixture.entries(3...3))
    #expect(try !other.publish(), "another opening writes")
    #expect(try writer.publish() && writer.published() == [3])
    try writer.close()
    #expect(try other.publish() && other.published() == [2, 3], "of an older tree that the record goes on from")
    try other.close()
    #expect(try fixture.open().integrity().faults == [])
    let bundle = try fixture.open().bundle(of: [], for: [])
    #expect(bundle.older.map(\.head.size) == [2])
  }

  // MARK: Epochs

  @Test func `an epoch that cannot be written is refused before anything is changed`() throws {
    let matter = Audience.case(Fixture.caseID)
    let (last, id) = (DataKey.epochs.upperBound, fixture.custodian.record)
    let key = DataKey(audience: matter, epoch: last, secret: [UInt8](repeating: 7, count: 32), record: id)
    let wrap = try Wrap(Wrap.Content(keys: [key]), to: fixture.custodian.publicKey, in: id, number: 0)
    var keyring = try Keyring([wrap], with: fixture.custodian.opening, in: id)
    #expect(throws: LogFault.epochs) { try keyring.makeKey(for: matter, in: id, randomness: .system) }
    #expect(keyring.keys.count == 1 && keyring.epoch(of: matter) == last)
    for content in [
      Wrap.Content(keys: [DataKey(audience: matter, epoch: last + 1, secret: [UInt8](repeating: 7, count: 32), record: id)]),
      Wrap.Content(ended: [(matter, last + 1)]), Wrap.Content(ended: [(matter, 0)]),
    ] {
      #expect(throws: LogFault.epochs) { try Wrap(content, to: self.fixture.custodian.publicKey, in: id, number: 0) }
    }
  }

  @Test func `a keyring goes forward by one epoch`() throws {
    let (matter, id, holder) = (Audience.case(Fixture.caseID), fixture.custodian.record, fixture.custodian)
    func key(_ epoch: Int) -> DataKey {
      DataKey(audience: matter, epoch: epoch, secret: [UInt8](repeating: UInt8(truncatingIfNeeded: epoch), count: 32), record: id)
    }
    func keyring(_ epochs: [[Int]], passingOver: Bool = false) throws -> Keyring {
      let wraps = try epochs.enumerated().map { try Wrap(Wrap.Content(keys: $1.map(key)), to: holder.publicKey, in: id, number: $0) }
      return try Keyring(wraps, with: holder.opening, in: id, passingOver: passingOver)
    }
    #expect(try keyring([[1], [2], [3]]).epoch(of: matter) == 3)
    #expect(try keyring([[2, 1], [1, 2, 3]]).epoch(of: matter) == 3)
    #expect(throws: LogFault.malformed(.wrap, "it leaves out an epoch")) { try keyring([[1], [3]]) }
    #expect(throws: LogFault.malformed(.wrap, "it leaves out an epoch")) { try keyring([[1], [900_000]]) }
    let rest = try keyring([[1], [900_000], [2]], passingOver: true)
    #expect(rest.epoch(of: matter) == 2 && rest.passedOver == [.malformed(.wrap, "it leaves out an epoch")])
  }

  @Test func `the recovery key opens what opens, and puts a record whose wraps were changed into new custody`() throws {
    let record = try fixture.create(3)
    try record.close()
    let name = fixture.recovery.publicKey.name(in: fixture.custodian.record).map { String(format: "%02x", $0) }.joined()
    try RawRecord.execute(
      fixture.path, "INSERT INTO wrap VALUES (x'\(name)', 1, randomblob(304)); INSERT INTO wrap VALUES (x'\(name)', 2, randomblob(900))")
    #expect(throws: fixture.fault(.otherWraps)) { try fixture.open().append(Fixture.entries(4...4)) }
    let holder = try PersonKey(
      fixture.recovery, of: fixture.custodian.record, trusting: fixture.custodian.verificationKey, randomness: .system)
    let recovered = try fixture.open(as: holder)
    #expect(try recovered.disclosed() == Fixture.disclosed(Fixture.entries(1...3)))
    let next = try PersonKey(of: holder.record, recovery: nil, randomness: .system)
    var change = AccessChange()
    change.epochs = Fixture.audiences.map { .init(audience: $0, holders: [next.publicKey], leaving: []) }
    try recovered.recover(to: next, [Fixture.custody(4, to: next)], changing: change)
    try recovered.close()
    let kept = try fixture.open(as: next)
    try kept.append(Fixture.entries(5...5))
    #expect(try kept.disclosed().count == 5)
  }

  @Test(.timeLimit(.minutes(60))) func `junk among its wraps does not hold the recovery key up`() throws {
    try fixture.create(3).close()
    let name = fixture.recovery.publicKey.name(in: fixture.custodian.record).map { String(format: "%02x", $0) }.joined()
    try RawRecord.execute(
      fixture.path,
      "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1500) INSERT INTO wrap SELECT x'\(name)', x, randomblob(304) FROM n"
    )
    let holder = try PersonKey(
      fixture.recovery, of: fixture.custodian.record, trusting: fixture.custodian.verificationKey, randomness: .system)
    #expect(try fixture.open(as: holder).disclosed() == Fixture.disclosed(Fixture.entries(1...3)))
  }

  @Test func `who reads with some keys sees that boxes were taken away, whoever they were for`() throws {
    let reader = try Fixture.person("reader")
    let record = try fixture.create(5)
    var change = AccessChange()
    change.grants = [.init(of: [.members], to: reader.publicKey)]
    try record.append(Fixture.entries(6...6), changing: change)
    try record.close()
    #expect(try fixture.open(as: reader).integrity().faults == [])
    try RawRecord.execute(
      fixture.path, "DROP TRIGGER box_kept; DELETE FROM box WHERE entry = 3 AND rowid = (SELECT max(rowid) FROM box WHERE entry = 3)")
    #expect(throws: RecordFault.self) { try fixture.open(as: reader).disclosed() }
    #expect(try !fixture.open(as: reader).integrity().faults.isEmpty)
    #expect(throws: RecordFault.self) { try fixture.open(as: reader).backup(to: fixture.folder.appending(path: "copy.candor").path) }
  }

  // MARK: What counting tells

  @Test func `every entry has as many boxes of one length, whoever may read of it`() throws {
    let entries = try Fixture.entries(1...40)
    let audiences: [[Audience]] = [
      [.members], [.case(Fixture.caseID)], [.case(Fixture.caseID), .party(Fixture.party)],
      [.members, .case(Fixture.caseID), .party(Fixture.party)],
    ]
    let addressed = entries.enumerated().map { place, entry in
      let chosen = audiences[place % audiences.count]
      return Addressed(
        draft: entry.draft, audiences: entry.draft.values.indices.map { $0 == 11 ? chosen[chosen.count - 1] : chosen[0] }, on: entry.on)
    }
    let record = try Record.create(
      at: fixture.path, custodian: fixture.custodian, recovery: fixture.recovery.publicKey, randomness: .system, first: addressed)
    #expect(try record.disclosed().count == 40 && record.integrity().faults == [])
    try record.close()
    let counts = try RawRecord.values(
      fixture.path,
      "SELECT CAST(count(*) || ' of ' || min(length(sealed)) || ' to ' || max(length(sealed)) AS BLOB) FROM box GROUP BY entry")
    #expect(counts.count == 40 && Set(counts).count == 1, "\(Set(counts.map { String(decoding: $0, as: UTF8.self) }))")
  }

  @Test func `what is erased leaves its box as long as it was`() throws {
    let record = try fixture.create(3)
    func lengths() throws -> [[UInt8]] {
      try RawRecord.values(fixture.path, "SELECT CAST(length(sealed) AS BLOB) FROM box ORDER BY rowid LIMIT 9")
    }
    let before = try lengths()
    try record.append(
      Fixture.entries(4...4) { _ in String(repeating: "long ", count: 400) }, erasing: [ErasedValue(entry: EntryID(1), slot: 11)])
    #expect(try lengths() == before)
  }
}

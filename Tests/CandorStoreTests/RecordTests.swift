import CandorCore
import CandorLog
import CandorStore
import Foundation
import StrictJSON
import Testing

struct RecordTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture() }

  @Test func `what is appended is read back, then and after opening again`() throws {
    let record = try fixture.create(2)
    #expect(record.id == fixture.custodian.record)
    #expect(record.head.head.size == 2)
    let checkpoint = try record.append(Fixture.entries(3...40))
    #expect(checkpoint.head.size == 40)
    #expect(checkpoint == record.head)
    let expected = Fixture.disclosed(try Fixture.entries(1...40))
    #expect(try record.disclosed() == expected)
    try record.close()
    let again = try fixture.open()
    #expect(again.head == checkpoint)
    #expect(try again.disclosed() == expected)
    try again.append(Fixture.entries(41...41))
    #expect(try again.disclosed().count == 41)
  }

  @Test func `a record may begin without entries`() throws {
    let record = try Record.create(
      at: fixture.path, custodian: fixture.custodian, recovery: fixture.recovery.publicKey, randomness: fixture.randomness, first: [])
    #expect(record.head.head == Tree().head)
    #expect(try record.disclosed() == [])
    try record.append(Fixture.entries(1...1))
    #expect(try record.append([]) == record.head)
    #expect(try fixture.open().disclosed().count == 1)
  }

  @Test func `an entry's every slot may have its audience`() throws {
    let record = try fixture.create(1)
    let entry = try Fixture.entries(2...2)[0]
    let audiences = entry.draft.values.indices.map { Audience.body(BodyID("body\($0)")) }
    let addressed = Addressed(draft: entry.draft, audiences: audiences, on: entry.on)
    try record.append([addressed])
    #expect(try fixture.open().disclosed()[1] == Fixture.disclosed([addressed])[0])
  }

  @Test func `the same seed gives the same leaves and the same root`() throws {
    let other = try Fixture()
    let (one, two) = (try fixture.create(5), try other.create(5))
    #expect(one.head == two.head)
    #expect(one.head.head.root.bytes.map { String($0, radix: 16) }.joined().count > 50)
    let different = try Fixture(seed: "different")
    #expect(try different.create(5).head.head.root != one.head.head.root)
  }

  @Test func `the recovery key opens every data key`() throws {
    let record = try fixture.create(3)
    try record.append([
      Addressed(draft: Fixture.entries(4...4)[0].draft, audiences: [Audience](repeating: .public, count: 13), on: Day(number: 0))
    ])
    let wraps = try RawRecord.wraps(fixture.path, for: fixture.recovery.publicKey.name(in: record.id))
    let keyring = try Keyring(wraps, with: fixture.recovery.privateKey, in: record.id)
    #expect(keyring.keys.map(\.audience) == Fixture.audiences + [.public])
    let custodians = try Keyring(
      RawRecord.wraps(fixture.path, for: fixture.custodian.publicKey.name(in: record.id)), with: fixture.custodian.opening, in: record.id)
    #expect(custodians.keys.map { $0.locator(0) } == keyring.keys.map { $0.locator(0) })
  }

  // MARK: Refusals

  @Test func `an existing file is not overwritten, and nothing else is left behind`() throws {
    try Data("precious".utf8).write(to: URL(filePath: fixture.path))
    #expect(throws: fixture.fault(.exists)) { try fixture.create() }
    #expect(try fixture.bytes() == Array("precious".utf8))
    #expect(try fixture.files == ["test.candor"])
  }

  @Test(arguments: ["no/such", "file/below"]) func `where there is no folder, it says which is not there`(folder: String) throws {
    try Data().write(to: fixture.folder.appending(path: "file"))
    let path = fixture.folder.appending(path: folder + "/x.candor").path
    let fault = #expect(throws: RecordFault.self) {
      try Record.create(
        at: path, custodian: fixture.custodian, recovery: fixture.recovery.publicKey, randomness: fixture.randomness, first: [])
    }
    #expect(fault?.message == "\(path): there is no folder \(fixture.folder.path)/\(folder)")
  }

  @Test func `where making fails, nothing is left behind`() throws {
    let draft = try Fixture.entries(1...1, says: { _ in String(repeating: "a", count: 1 << 20) })
    #expect(throws: LogFault.unwritable(entry: EntryID(1), slot: 11, "it is longer than 1 MiB")) {
      try Record.create(
        at: fixture.path, custodian: fixture.custodian, recovery: fixture.recovery.publicKey, randomness: fixture.randomness, first: draft)
    }
    #expect(try fixture.files == [])
  }

  @Test func `an entry that cannot be written leaves the record as it was`() throws {
    let record = try fixture.create(3)
    let head = record.head
    let entries = try Fixture.entries(4...5) + Fixture.entries(6...6, says: { _ in String(repeating: "a", count: 1 << 20) })
    #expect(throws: LogFault.unwritable(entry: EntryID(6), slot: 11, "it is longer than 1 MiB")) { try record.append(entries) }
    #expect(record.head == head)
    #expect(try fixture.open().head == head)
    try record.append(Fixture.entries(4...4))
    #expect(try fixture.open().disclosed() == Fixture.disclosed(Fixture.entries(1...4)))
  }

  @Test(arguments: [1...1, 3...3, 5...5, 5...6]) func `entries that are not the next are refused`(numbers: ClosedRange<Int>) throws {
    let record = try fixture.create(3)
    let fault = fixture.fault(.notNext(found: EntryID(numbers.lowerBound), expected: EntryID(4)))
    #expect(throws: fault) { try record.append(Fixture.entries(numbers)) }
    #expect(try fixture.open().head == record.head)
  }

  @Test func `of two handles the one that is behind does not write, and opening again helps`() throws {
    let one = try fixture.create(3)
    let two = try fixture.open()
    try one.append(Fixture.entries(4...5))
    #expect(throws: fixture.fault(.writing(process: Int(getpid())))) { try two.append(Fixture.entries(4...4)) }
    #expect(try two.disclosed().count == 3, "it shows what it has verified")
    try one.close()
    #expect(throws: fixture.fault(.grown)) { try two.append(Fixture.entries(4...4)) }
    try two.close()
    let three = try fixture.open()
    try three.append(Fixture.entries(6...6))
    try three.close()
    #expect(throws: fixture.fault(.grown)) { try one.append(Fixture.entries(6...6)) }
    #expect(try fixture.open().disclosed() == Fixture.disclosed(Fixture.entries(1...6)))
  }

  @Test func `a missing file, a folder, other files, none of them is touched`() throws {
    #expect(throws: fixture.fault(.missing)) { try fixture.open() }
    #expect(throws: fixture.fault(.missing)) { try Record.claim(at: fixture.path) }
    #expect(!FileManager.default.fileExists(atPath: fixture.path))
    #expect(throws: RecordFault(path: fixture.folder.path, reason: .notARecord)) {
      try Record.open(at: fixture.folder.path, as: fixture.custodian, randomness: fixture.randomness)
    }
    let noFolder = fixture.path + "/x"
    for bytes in [[], Array("SQLite format 3\0".utf8), [UInt8](repeating: 65, count: 5000)] as [[UInt8]] {
      try Data(bytes).write(to: URL(filePath: fixture.path))
      #expect(throws: fixture.fault(.notARecord)) { try fixture.open() }
      #expect(try fixture.bytes() == bytes)
    }
    #expect(throws: RecordFault(path: noFolder, reason: .notARecord)) {
      try Record.open(at: noFolder, as: fixture.custodian, randomness: fixture.randomness)
    }
    #expect(try fixture.files == ["test.candor"])
  }

  @Test func `another SQLite database is no record`() throws {
    try RawRecord.execute(fixture.path, "CREATE TABLE t (a); PRAGMA application_id = 7")
    #expect(throws: fixture.fault(.notARecord)) { try fixture.open() }
  }

  @Test(arguments: [(0, RecordFault.Reason.olderFormat), (1, .olderFormat), (3, .olderFormat), (5, .newerFormat), (-1, .olderFormat)])
  func `a record of another format is not opened, and not brought to this one`(version: Int, reason: RecordFault.Reason) throws {
    try fixture.create().close()
    try RawRecord.execute(fixture.path, "PRAGMA user_version = \(version)")
    let before = try fixture.bytes()
    #expect(throws: fixture.fault(reason)) { try fixture.open() }
    #expect(throws: fixture.fault(reason)) { try Record.claim(at: fixture.path) }
    #expect(try fixture.bytes() == before)
  }

  @Test func `another record's key does not open it`() throws {
    try fixture.create().close()
    let other = try PersonKey(randomness: .system)
    #expect(throws: fixture.fault(.otherKey)) { try Record.open(at: fixture.path, as: other, randomness: .system) }
  }

  @Test func `while another program writes, it waits and says so`() throws {
    let record = try fixture.create()
    let lock = try RawRecord.Lock(fixture.path)
    #expect(throws: fixture.fault(.locked)) { try record.append(Fixture.entries(4...4)) }
    #expect(try record.disclosed().count == 3, "readers go on")
    try lock.release()
    try record.append(Fixture.entries(4...4))
  }

  @Test func `the file has the promised settings`() throws {
    let record = try fixture.create()
    try record.append(Fixture.entries(4...4))
    #expect(try RawRecord.text(fixture.path, "SELECT * FROM pragma_application_id") == "\(0x4361_6E64)")
    #expect(try RawRecord.text(fixture.path, "SELECT * FROM pragma_user_version") == "4")
    #expect(try RawRecord.text(fixture.path, "SELECT * FROM pragma_journal_mode") == "wal")
    #expect(try FileManager.default.attributesOfItem(atPath: fixture.path)[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.attributesOfItem(atPath: fixture.path + "-wal")[.posixPermissions] as? Int == 0o600)
    try record.close()
    #expect(try fixture.files == ["test.candor"])
  }

  // MARK: Reading

  @Test func `opening and reading change no byte of the file, and leave nothing beside it`() throws {
    try fixture.create().close()
    let before = try fixture.bytes()
    let record = try fixture.open()
    #expect(try record.disclosed().count == 3)
    #expect(try fixture.files == ["test.candor"], "nothing holds the file open between two readings")
    #expect(throws: fixture.fault(.notNext(found: EntryID(6), expected: EntryID(4)))) { try record.append(Fixture.entries(6...6)) }
    #expect(try Record.claim(at: fixture.path).id == fixture.custodian.record)
    #expect(try fixture.bytes() == before)
    #expect(try fixture.files == ["test.candor"])
  }

  @Test func `what was appended is all in the one file once its last user is gone`() throws {
    do { try fixture.create().append(Fixture.entries(4...9)) }
    #expect(try fixture.files == ["test.candor"])
    #expect(try fixture.open().disclosed().count == 9)
  }

  @Test func `a record that may only be read is read, and is not written to`() async throws {
    try fixture.create().close()
    let (path, folder) = (fixture.path, fixture.folder.path)
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
    await #expect(processExitsWith: .success) { [path = path as String] in
      // To root no file is read-only.
      if geteuid() == 0, setuid(65534) != 0 { exit(1) }
      let record = try Record.open(at: path, as: Fixture.custodian(), randomness: .system)
      guard try record.disclosed().count == 3 else { exit(2) }
      do { try record.append(Fixture.entries(4...4)) } catch let fault as RecordFault {
        exit(fault.reason == .forbidden ? 0 : 3)
      }
      exit(4)
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    #expect(try fixture.files == ["test.candor"])
  }

  @Test(arguments: [
    "UPDATE leaf SET bytes = bytes", "DELETE FROM leaf WHERE id = 3", "INSERT INTO leaf VALUES (7, x'00')",
    "INSERT INTO leaf VALUES (4, zeroblob(4097))",
    "DELETE FROM box", "UPDATE box SET entry = 1", "UPDATE box SET locator = locator",
    "INSERT INTO box VALUES (99, zeroblob(16), zeroblob(284))",
    "INSERT INTO box VALUES (1, zeroblob(15), zeroblob(284))", "INSERT INTO box VALUES (1, zeroblob(16), 'text')",
    "DELETE FROM wrap", "UPDATE wrap SET number = number + 7",
    "INSERT INTO record VALUES (2, '01234567890123456789', zeroblob(32), zeroblob(32))",
    "INSERT INTO checkpoint VALUES (-1, x'00', 0)", "UPDATE checkpoint SET published = 2",
  ])
  func `the schema itself refuses`(statement: String) throws {
    try fixture.create().close()
    #expect(throws: RawRecord.Refusal.self) { try RawRecord.execute(fixture.path, "PRAGMA foreign_keys = ON; " + statement) }
  }

  @Test func `a message states the fact, and its hint the next step`() {
    let fault = RecordFault(path: "a.candor", reason: .damagedEntry(EntryID(7), .shutBox))
    #expect(
      fault.description == """
        a.candor: entry 7 is damaged: a box does not open: it was changed, or belongs to another entry
          Do not write to it. Keep this copy, for it shows what happened, and take the last good one.
        """)
  }
}

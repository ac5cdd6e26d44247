import CandorCore
import CandorLog
import CandorStore
import Foundation
import Testing

@Suite("Archives")
struct ArchiveTests {
  private let fixture: Fixture
  private var archive: String { fixture.folder.appending(path: "closed.candor").path }

  init() throws { fixture = try Fixture() }

  private func opened(_ path: String, as person: PersonKey? = nil) throws -> Record {
    try Record.open(at: path, as: person ?? fixture.custodian, randomness: .system)
  }

  private func archived(_ size: Int) -> RecordFault { RecordFault(path: archive, reason: .archived(size: size)) }

  @Test func `an archive holds all that the record holds, in one file that its owner may only read`() throws {
    let record = try fixture.create(40)
    let made = try record.archive(to: archive)
    #expect(made.head == record.head)
    let attributes = try FileManager.default.attributesOfItem(atPath: archive)
    #expect(attributes[.posixPermissions] as? Int == 0o400)
    #expect(attributes[.size] as? Int == made.bytes)
    let closed = try opened(archive)
    #expect(closed.isArchive && closed.isKept && closed.head == record.head)
    #expect(try closed.disclosed() == Fixture.disclosed(Fixture.entries(1...40)))
    #expect(try closed.integrity().faults == [])
    #expect(try !closed.refresh())
    #expect(try closed.bundle(of: [EntryID(7)], for: [.members]).verdict() == .holds(signerChecked: false))
    try closed.close()
    try record.close()
    #expect(try fixture.files == ["closed.candor", "test.candor"], "nothing lies beside either")
  }

  @Test func `nobody appends to an archive, hands it over, recovers it or erases from it, and no byte of it changes`() throws {
    let record = try fixture.create(3)
    _ = try record.archive(to: archive)
    let before = try Data(contentsOf: URL(filePath: archive))
    let closed = try opened(archive)
    let successor = try Fixture.person("successor")
    #expect(throws: archived(3)) { try closed.append(Fixture.entries(4...4)) }
    #expect(throws: archived(3)) { try closed.handOver(to: successor, [Fixture.custody(4, to: successor)]) }
    #expect(throws: archived(3)) {
      try closed.append(Fixture.entries(4...4), erasing: [ErasedValue(entry: EntryID(1), slot: 12)])
    }
    #expect(throws: archived(3)) { try closed.checkWritable() }
    let paper = try PersonKey(
      fixture.recovery, of: record.id, trusting: record.verification, randomness: .system)
    #expect(throws: archived(3)) {
      try opened(archive, as: paper).recover(to: successor, [Fixture.custody(4, to: successor)], changing: AccessChange())
    }
    #expect(try closed.publish(), "what it proves, the record knew of when it was closed")
    #expect(try Data(contentsOf: URL(filePath: archive)) == before)
    // The record itself goes on, and proves that it goes on from what the archive proves.
    try record.append(Fixture.entries(4...6))
    let older = try closed.bundle(of: [EntryID(1)], for: [.members])
    #expect(try record.bundle(of: [], for: []).verdict(trusting: .older(older)) == .holds(signerChecked: true))
  }

  @Test(arguments: [
    "INSERT INTO leaf (id, bytes) VALUES (4, x'00')", "UPDATE record SET verification = zeroblob(32)",
    "UPDATE checkpoint SET published = 0", "INSERT INTO wrap (recipient, number, sealed) VALUES (zeroblob(16), 0, zeroblob(304))",
    "UPDATE box SET sealed = zeroblob(284)", "DELETE FROM wraps", "UPDATE node SET hashes = hashes || zeroblob(32)",
    "INSERT INTO former (until, verification) VALUES (3, zeroblob(32))", "DELETE FROM archive", "UPDATE archive SET size = 2",
  ])
  func `another program that would write to an archive is refused by the file itself`(statement: String) throws {
    _ = try fixture.create(3).archive(to: archive)
    #expect(throws: RawRecord.Refusal.self) { try RawRecord.execute(archive, statement) }
  }

  @Test func `a copy of an archive is one too`() throws {
    let closed = try fixture.create(3).archive(to: archive)
    let (copy, again) = (fixture.folder.appending(path: "copy.candor").path, fixture.folder.appending(path: "again.candor").path)
    #expect(try opened(archive).backup(to: copy).head == closed.head)
    #expect(try opened(archive).archive(to: again).head == closed.head)
    for path in [copy, again] {
      #expect(try opened(path).isArchive)
      #expect(throws: RecordFault(path: path, reason: .archived(size: 3))) { try opened(path).append(Fixture.entries(4...4)) }
    }
  }

  @Test func `nothing is overwritten, and what fails leaves nothing and hands nothing out`() throws {
    let record = try fixture.create(3)
    try Data("mine".utf8).write(to: URL(filePath: archive))
    #expect(throws: RecordFault(path: archive, reason: .exists)) { try record.archive(to: archive) }
    let nowhere = fixture.folder.appending(path: "none/closed.candor").path
    #expect(throws: RecordFault(path: nowhere, reason: .noFolder)) { try record.archive(to: nowhere) }
    try record.close()
    #expect(try Data(contentsOf: URL(filePath: archive)) == Data("mine".utf8))
    #expect(try fixture.files == ["closed.candor", "test.candor"])
  }

  @Test func `an archive older than what its custodian has signed since is whole; one that tells another story is not`() throws {
    let beside = fixture.folder.appending(path: "custodian.key").path
    try Data().write(to: URL(filePath: beside))
    let newest = NewestCheckpoint(besideKey: beside)
    func opened(_ path: String) throws -> Record {
      try Record.open(at: path, as: fixture.custodian, newest: newest, randomness: .system)
    }
    try fixture.create(3).close()
    let record = try opened(fixture.path)
    _ = try record.archive(to: archive)
    let fork = fixture.folder.appending(path: "fork.candor").path
    _ = try record.backup(to: fork)
    try record.append(Fixture.entries(4...6))
    #expect(try opened(archive).integrity().faults == [])
    // Without the checkpoint beside the key, as a restored machine lacks it, the copy goes its own way.
    let other = try Record.open(at: fork, as: fixture.custodian, randomness: .system)
    try other.append(Fixture.entries(4...7) { "another story \($0)" })
    let forked = fixture.folder.appending(path: "forked.candor").path
    _ = try other.archive(to: forked)
    #expect(try opened(forked).integrity().faults == [.different(signed: 6)])
  }

  @Test func `an archive on a disk that is read only is read from there, and makes nothing beside it`() throws {
    guard geteuid() != 0 else { return }
    let shelf = fixture.folder.appending(path: "shelf")
    try FileManager.default.createDirectory(at: shelf, withIntermediateDirectories: true)
    let path = shelf.appending(path: "closed.candor").path
    _ = try fixture.create(3).archive(to: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: shelf.path)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: shelf.path) }
    let closed = try opened(path)
    #expect(try closed.disclosed().count == 3)
    #expect(try closed.integrity().faults == [])
    #expect(throws: RecordFault(path: path, reason: .archived(size: 3))) { try closed.append(Fixture.entries(4...4)) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: shelf.path) == ["closed.candor"])
  }
}

import CandorCore
import CandorLog
import CandorStore
import Foundation
import Testing

/// What someone puts there who can write to the folder that a record, or its key, is in.
@Suite("The folder of a record")
struct FolderTests {
  private let fixture: Fixture
  /// A file of the same owner that has nothing to do with the record.
  private let victim: String
  private static let words = Array("a thesis of many years\n".utf8)

  init() throws {
    fixture = try Fixture(in: Disk.folder)
    victim = fixture.folder.appending(path: "thesis.txt").path
    try Data(Self.words).write(to: URL(filePath: victim))
  }

  /// What can have a name besides a file of one's own.
  enum Door: String, CaseIterable, CustomStringConvertible, Sendable {
    case link, linkToNothing = "a link to nothing", hardLink = "a hard link", pipe, folder, anothersFile = "another user's file"

    var description: String { rawValue }
    /// Files can be given away only by the system's administrator.
    static var possible: [Door] { allCases.filter { $0 != .anothersFile || geteuid() == 0 } }

    /// Puts it there.
    func put(at path: String, to victim: String) throws {
      switch self {
      case .link: try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: victim)
      case .linkToNothing: try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: victim + ".none")
      case .hardLink: try FileManager.default.linkItem(atPath: victim, toPath: path)
      case .pipe: #expect(unsafe mkfifo(path, 0o600) == 0)
      case .folder: try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      case .anothersFile:
        try Data("theirs".utf8).write(to: URL(filePath: path))
        #expect(unsafe chown(path, 4711, 4711) == 0)
      }
    }
  }

  private func expectUntouched(_ comment: Comment) throws {
    #expect(try Data(contentsOf: URL(filePath: victim)) == Data(Self.words), comment)
    #expect(!FileManager.default.fileExists(atPath: victim + ".none"), comment)
  }

  private func mode(_ path: String) -> String {
    (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType)?.rawValue ?? ""
  }

  // MARK: Beside the record

  @Test(.timeLimit(.minutes(60)), arguments: ["-wal", "-shm", "-lock", "-journal"], Door.possible)
  func `what lies in the place of a file beside the record is neither followed, cut off nor taken away`(suffix: String, door: Door) throws {
    try fixture.create().close()
    let (path, before) = (fixture.path + suffix, try fixture.bytes())
    try door.put(at: path, to: victim)
    let kind = mode(path)
    for attempt in [{ _ = try fixture.open() }, { _ = try Record.claim(at: fixture.path) }] {
      let fault = #expect(throws: RecordFault.self, "\(suffix), \(door)") { try attempt() }
      guard case .strange(let companion, _)? = fault?.reason else {
        Issue.record("\(suffix), \(door): \(String(describing: fault))")
        continue
      }
      #expect(companion.rawValue == suffix)
      #expect(fault?.hint == "Look who put it there, and move it away. Nothing was read or changed.")
    }
    #expect(try mode(path) == kind && fixture.bytes() == before)
    try expectUntouched("\(suffix), \(door)")
  }

  @Test(.timeLimit(.minutes(60)), arguments: ["-wal", "-shm", "-lock", "-journal"], Door.possible)
  func `nor is what is put there after the record was opened`(suffix: String, door: Door) throws {
    try fixture.create().close()
    let record = try fixture.open()
    try door.put(at: fixture.path + suffix, to: victim)
    #expect(throws: RecordFault.self, "\(suffix), \(door)") { try record.append(Fixture.entries(4...4)) }
    #expect(throws: RecordFault.self, "\(suffix), \(door)") { try record.disclosed() }
    try expectUntouched("\(suffix), \(door)")
    try FileManager.default.removeItem(atPath: fixture.path + suffix)
    try record.append(Fixture.entries(4...4))
    try record.close()
    #expect(try fixture.open().disclosed().count == 4)
  }

  @Test func `a file that Candor did not make has the name of the lock, and stays as it was`() throws {
    try fixture.create().close()
    try Data("my notes".utf8).write(to: URL(filePath: fixture.path + "-lock"))
    #expect(throws: fixture.fault(.strange(.lock, nil))) { try fixture.open().append(Fixture.entries(4...4)) }
    #expect(try fixture.bytes("-lock") == Array("my notes".utf8))
  }

  /// As SQLite writes one, with the name of another file at its end: rolled back, it has SQLite delete that file
  /// (https://www.sqlite.org/fileformat.html#the_rollback_journal).
  @Test func `a journal that names another file is not rolled back, also where it appears while the record is open`() throws {
    let record = try fixture.create()
    try record.append(Fixture.entries(4...4))
    let name = Array(victim.utf8)
    let sum = name.reduce(UInt32(0)) { $0 &+ UInt32($1) }
    let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    func word(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
    let page = (try fixture.bytes().count) / 8192
    var journal = magic + word(0) + word(7) + word(UInt32(page)) + word(512) + word(8192)
    journal += [UInt8](repeating: 0, count: 512 - journal.count) + word(0x3FFF_FFFF) + name + word(UInt32(name.count)) + word(sum) + magic
    try Data(journal).write(to: URL(filePath: fixture.path + "-journal"))
    try record.append(Fixture.entries(5...5))
    try record.close()
    #expect(throws: fixture.fault(.strange(.journal, nil))) { try fixture.open() }
    try expectUntouched("a journal")
    #expect(try fixture.bytes("-journal") == journal)
    try FileManager.default.removeItem(atPath: fixture.path + "-journal")
    #expect(try fixture.open().disclosed().count == 5)
  }

  // MARK: Beside the key

  private var key: String { fixture.folder.appending(path: "own.key").path }

  private func record() throws -> Record {
    if !FileManager.default.fileExists(atPath: key) {
      try Data().write(to: URL(filePath: key))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    }
    let newest = NewestCheckpoint(besideKey: key)
    if FileManager.default.fileExists(atPath: fixture.path) {
      return try Record.open(at: fixture.path, as: fixture.custodian, newest: newest, randomness: .system)
    }
    return try Record.create(
      at: fixture.path, custodian: fixture.custodian, recovery: fixture.recovery.publicKey, randomness: .system, newest: newest,
      first: Fixture.entries(1...3))
  }

  @Test(.timeLimit(.minutes(60)), arguments: Door.possible)
  func `in the place of the checkpoint beside the key nothing is followed, and the record is not written to`(door: Door) throws {
    try record().close()
    try FileManager.default.removeItem(atPath: key + ".checkpoint")
    try door.put(at: key + ".checkpoint", to: victim)
    let fault = #expect(throws: RecordFault.self, "\(door)") { try record().append(Fixture.entries(4...4)) }
    if case .newestUnread? = fault?.reason {} else { Issue.record("\(String(describing: fault))") }
    #expect(try record().disclosed().count == 3, "it is read all the same")
    try expectUntouched("\(door)")
  }

  @Test(.timeLimit(.minutes(60)), arguments: Door.possible)
  func `what lies where the next checkpoint might be written is left as it is`(door: Door) throws {
    try record().close()
    let place = key + ".checkpoint.new"
    try door.put(at: place, to: victim)
    let kind = mode(place)
    let record = try record()
    try record.append(Fixture.entries(4...4))
    try record.close()
    #expect(try NewestCheckpoint(besideKey: key).read(signedBy: fixture.custodian.verificationKey)?.head.size == 4)
    #expect(mode(place) == kind)
    #expect(try fixture.files.filter { $0.contains(".checkpoint.new-") } == [])
    try expectUntouched("\(door)")
  }

  @Test func `a key that is reached by a link has its checkpoint beside the file itself, and an older copy is told by either`() throws {
    try record().close()
    let linked = fixture.folder.appending(path: "elsewhere").path
    try FileManager.default.createDirectory(atPath: linked, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: linked + "/link.key", withDestinationPath: key)
    let older = fixture.folder.appending(path: "older.candor").path
    _ = try record().backup(to: older)
    let record = try record()
    try record.append(Fixture.entries(4...4))
    try record.close()
    let copy = try Record.open(
      at: older, as: fixture.custodian, newest: NewestCheckpoint(besideKey: linked + "/link.key"), randomness: .system)
    #expect(throws: RecordFault(path: older, reason: .older(held: 3, signed: 4))) { try copy.append(Fixture.entries(4...4)) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: linked) == ["link.key"])
  }

  @Test func `a draft that is exchanged for another file while a copy is made is not taken for it`() throws {
    let record = try fixture.create(300)
    let copy = fixture.folder.appending(path: "copy.candor").path
    #expect(throws: RecordFault.self) {
      try record.backup(to: copy) { _ in
        guard
          let draft = try? fixture.files.first(where: { $0.hasPrefix("copy.candor.new-") && !$0.contains("-shm") && !$0.contains("-wal") })
        else { return }
        let other = fixture.folder.appending(path: "other").path
        _ = FileManager.default.createFile(atPath: other, contents: Data("theirs".utf8), attributes: [.posixPermissions: 0o666])
        // rename(2) reads both paths during the call.
        _ = unsafe rename(other, fixture.folder.appending(path: draft).path)
      }
    }
    #expect(!FileManager.default.fileExists(atPath: copy))
    try record.close()
  }

  // MARK: The record itself

  @Test func `through a link a record is read and written where it is, under one lock`() throws {
    try fixture.create().close()
    let linked = fixture.folder.appending(path: "linked.candor").path
    try FileManager.default.createSymbolicLink(atPath: linked, withDestinationPath: fixture.path)
    let record = try Record.open(at: linked, as: fixture.custodian, randomness: .system)
    try record.append(Fixture.entries(4...4))
    #expect(try fixture.files == ["linked.candor", "test.candor", "test.candor-lock", "test.candor-shm", "test.candor-wal", "thesis.txt"])
    #expect(try fixture.open().disclosed().count == 4, "nobody sees less under the other name")
    #expect(throws: fixture.fault(.writing(process: Int(getpid())))) { try fixture.open().append(Fixture.entries(5...5)) }
    try record.close()
  }

  @Test func `a record with a second name is not opened: what is written under one would not be seen under the other`() throws {
    try fixture.create().close()
    let other = fixture.folder.appending(path: "other.candor").path
    try FileManager.default.linkItem(atPath: fixture.path, toPath: other)
    for path in [fixture.path, other] {
      #expect(throws: RecordFault(path: path, reason: .notItself(.severalNames))) {
        try Record.open(at: path, as: fixture.custodian, randomness: .system)
      }
    }
    try FileManager.default.removeItem(atPath: other)
    #expect(try fixture.open().disclosed().count == 3)
  }

  @Test(.timeLimit(.minutes(60)), arguments: [Door.linkToNothing, .pipe, .folder])
  func `what has the record's name and is no file is told at once`(door: Door) throws {
    try door.put(at: fixture.path, to: victim)
    #expect(throws: RecordFault.self, "\(door)") { try fixture.open() }
    // Of a link to nothing, the record is what it leads to.
    if door != .linkToNothing { #expect(throws: fixture.fault(.exists), "\(door)") { _ = try fixture.create() } }
    try expectUntouched("\(door)")
  }
}

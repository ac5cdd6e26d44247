import CandorCore
import CandorLog
import CandorStore
import Foundation
import Testing

/// A record file that gets another name, or another file in its place, while someone writes to it.
@Suite("A record that is moved")
struct MovedRecordTests {
  private let fixture: Fixture
  private var elsewhere: String { fixture.folder.appending(path: "elsewhere.candor").path }

  init() throws { fixture = try Fixture(in: Disk.folder) }

  enum Move: String, CaseIterable, Sendable {
    case renamed, removed, replaced, linkedElsewhere = "replaced by a link"
  }

  /// Another record in its place, as it was made.
  private func other() throws -> (path: String, bytes: [UInt8]) {
    let path = fixture.folder.appending(path: "newer.candor").path
    let record = try Record.create(
      at: path, custodian: fixture.custodian, recovery: fixture.recovery.publicKey, randomness: .system,
      first: Fixture.entries(1...5) { "another entry \($0)" })
    try record.close()
    return (path, Array(try Data(contentsOf: URL(filePath: path))))
  }

  private func make(_ move: Move) throws -> [UInt8]? {
    let other = try other()
    switch move {
    case .renamed: #expect(unsafe rename(fixture.path, elsewhere) == 0)
    case .removed: #expect(unsafe unlink(fixture.path) == 0)
    case .replaced: #expect(unsafe rename(other.path, fixture.path) == 0)
    case .linkedElsewhere:
      #expect(unsafe rename(fixture.path, elsewhere) == 0)
      #expect(unsafe symlink(other.path, fixture.path) == 0)
    }
    return [.replaced, .linkedElsewhere].contains(move) ? other.bytes : nil
  }

  @Test(arguments: Move.allCases)
  func `is not written to any more, and what was acknowledged is put where someone finds it`(move: Move) throws {
    try fixture.create().close()
    let record = try fixture.open()
    try record.append(Fixture.entries(4...6))
    let stands = try make(move)
    #expect(throws: fixture.fault(.moved(.pending))) { try record.append(Fixture.entries(7...7)) }
    #expect(record.head.head.size == 6)
    let fault = #expect(throws: RecordFault.self) { try record.close() }
    guard case .moved(.into(let rescue))? = fault?.reason else {
      Issue.record("\(String(describing: fault))")
      return
    }
    let saved = try Record.open(at: rescue, as: fixture.custodian, randomness: .system)
    #expect(try saved.disclosed() == Fixture.disclosed(Fixture.entries(1...6)))
    #expect(try saved.integrity().faults == [])
    #expect(
      fault?.message == "\(fixture.path): the record is not where it was opened any more: it was moved, replaced or removed; "
        + "all that was acknowledged is in \(rescue)")
    // What is at the name now is whole, and nothing of the other's lies beside it.
    #expect(try fixture.files.filter { $0.hasPrefix("test.candor-") } == [])
    if let stands {
      #expect(try fixture.bytes() == stands)
      #expect(try fixture.open().disclosed() == Fixture.disclosed(Fixture.entries(1...5) { "another entry \($0)" }))
    } else {
      #expect(!FileManager.default.fileExists(atPath: fixture.path))
    }
  }

  @Test(arguments: Move.allCases) func `is not read as if it were the one that was opened`(move: Move) throws {
    try fixture.create().close()
    let (record, watching) = (try fixture.open(), try fixture.open())
    #expect(try !watching.refresh())
    _ = try make(move)
    for opened in [record, watching] {
      #expect(throws: fixture.fault(.moved(.pending))) { try opened.disclosed() }
      #expect(throws: fixture.fault(.moved(.pending))) { try opened.refresh() }
      #expect(throws: fixture.fault(.moved(.pending))) { try opened.bundle(of: [EntryID(1)], for: [.members]) }
      #expect(throws: fixture.fault(.moved(.pending))) { try opened.integrity() }
    }
    #expect(
      FileManager.default.fileExists(atPath: fixture.path) == (move == .replaced || move == .linkedElsewhere), "none is made by looking")
  }

  private func expectRescued(_ record: Record, _ count: Int) throws {
    let fault = #expect(throws: RecordFault.self) { try record.close() }
    guard case .moved(.into(let rescue))? = fault?.reason else {
      Issue.record("\(String(describing: fault))")
      return
    }
    let saved = try Record.open(at: rescue, as: fixture.custodian, randomness: .system)
    #expect(try saved.disclosed() == Fixture.disclosed(Fixture.entries(1...count)))
    try FileManager.default.removeItem(atPath: rescue)
  }

  @Test func `a lock or an index that is taken away ends the writing, so that two never write`() throws {
    for taken in ["-lock", "-shm"] {
      let fixture = try Fixture(in: Disk.folder)
      try fixture.create().close()
      let one = try fixture.open()
      try one.append(Fixture.entries(4...4))
      for suffix in ["-lock", taken] { try? FileManager.default.removeItem(atPath: fixture.path + suffix) }
      let two = try fixture.open()
      #expect(throws: RecordFault.self) { try one.append(Fixture.entries(5...5)) }
      let written = Result { try two.append(Fixture.entries(5...5)) }
      #expect(throws: RecordFault.self) { try one.close() }
      try? two.close()
      let present = try fixture.open().disclosed().count
      if case .success = written { #expect(present == 5, "\(taken): what the second was told is written is there") }
    }
  }

  @Test func `whoever only reads takes no log away, not even one that SQLite can make nothing of`() throws {
    try fixture.create().close()
    try Data("notes".utf8).write(to: URL(filePath: fixture.path + "-wal"))
    #expect(try fixture.open().disclosed().count == 3)
    #expect(try fixture.bytes("-wal") == Array("notes".utf8))
  }

  @Test func `a write-ahead log that is taken away or exchanged is not written on as if it were there`() throws {
    try fixture.create().close()
    for exchange in [false, true] {
      let record = try fixture.open()
      let size = record.head.head.size
      try record.append(Fixture.entries((size + 1)...(size + 1)))
      #expect(unsafe unlink(fixture.path + "-wal") == 0)
      if exchange { try Data([1, 2, 3]).write(to: URL(filePath: fixture.path + "-wal")) }
      #expect(throws: fixture.fault(.moved(.pending))) { try record.append(Fixture.entries((size + 2)...(size + 2))) }
      try? FileManager.default.removeItem(atPath: fixture.path + "-wal")
      try expectRescued(record, size + 1)
    }
  }
}

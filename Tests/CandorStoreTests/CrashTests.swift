import CandorCore
import CandorLog
import CandorStore
import Foundation
import Testing

/// Death at any moment, and disks that end.
struct CrashTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture() }

  /// Opens what a process left behind, and makes sure that it is whole: entries that were acknowledged, all or none of
  /// the next import.
  private func check(_ path: String, acknowledged: Int, batch: Int) throws {
    let record = try Record.open(at: path, as: fixture.custodian, randomness: .system)
    defer { try? record.close() }
    let size = record.head.head.size
    #expect(size >= acknowledged)
    #expect((size - 3) % batch == 0, "half an import of \(batch) is seen: \(size)")
    let entries = try record.disclosed()
    #expect(entries == Fixture.disclosed(try Fixture.entries(1...size)))
    try record.append(Fixture.entries((size + 1)...(size + 1)))
  }

  @Test(arguments: [15, 40, 90, 160, 250])
  func `a process that is killed while it appends leaves whole imports`(milliseconds: Int) async throws {
    try fixture.create(3).close()
    let (path, folder) = (fixture.path, fixture.folder.path)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, folder = folder as String, milliseconds = milliseconds as Int] in
      let custodian = try Fixture.custodian()
      let record = try Record.open(at: path, as: custodian, randomness: .system)
      let batches = try (0..<40).map { try Fixture.entries(($0 * 50 + 4)...($0 * 50 + 53)) }
      Thread.detachNewThread {
        usleep(UInt32(milliseconds) * 1000)
        kill(getpid(), SIGKILL)
      }
      for batch in batches {
        let head = try record.append(batch).head
        try Data("\(head.size)".utf8).write(to: URL(filePath: folder + "/acknowledged"), options: .atomic)
      }
      kill(getpid(), SIGKILL)
    }
    let acknowledged = (try? String(contentsOfFile: folder + "/acknowledged", encoding: .utf8)).flatMap { Int($0) } ?? 3
    try check(path, acknowledged: acknowledged, batch: 50)
  }

  @Test func `a process that is killed while it makes a record leaves none`() async throws {
    let path = fixture.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let (custodian, recovery) = (try Fixture.custodian(), try RecoveryKey(randomness: .system))
      let entries = try Fixture.entries(1...3000)
      Thread.detachNewThread {
        usleep(100_000)
        kill(getpid(), SIGKILL)
      }
      _ = try Record.create(at: path, custodian: custodian, recovery: recovery.publicKey, randomness: .system, first: entries)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a copy of the file without its -wal is an older state`() throws {
    let record = try fixture.create(3)
    try record.append(Fixture.entries(4...9))
    let copy = fixture.folder.appending(path: "copy.candor").path
    try FileManager.default.copyItem(atPath: fixture.path, toPath: copy)
    let older = try Record.open(at: copy, as: fixture.custodian, randomness: .system)
    #expect(older.head.head.size == 3)
    #expect(try older.disclosed() == Fixture.disclosed(Fixture.entries(1...3)))
  }

  #if canImport(Glibc)
    @Test func `where writing fails midway, the record is as it was and goes on`() async throws {
      try fixture.create(3).close()
      let path = fixture.path
      await #expect(processExitsWith: .success) { [path = path as String] in
        let custodian = try Fixture.custodian()
        let record = try Record.open(at: path, as: custodian, randomness: .system)
        let entries = try Fixture.entries(4...500)
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit()
        _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        limit.rlim_cur = 500_000
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        var failed = false
        do { try record.append(entries) } catch let fault as RecordFault {
          if case .system = fault.reason { failed = true }
          if case .full = fault.reason { failed = true }
        }
        guard failed, record.head.head.size == 3, try record.disclosed().count == 3 else { exit(1) }
        limit.rlim_cur = limit.rlim_max
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        guard try record.append(entries).head.size == 500 else { exit(2) }
      }
      #expect(try fixture.open().disclosed().count == 500)
    }
  #endif
}

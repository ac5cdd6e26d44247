import CandorCore
import CandorLog
import CandorStore
import Foundation
import Testing

/// A disk that fails, fills up or loses power at every write, sync, truncation and deletion, one after the other.
struct FaultTests {
  /// What is under way meanwhile.
  enum Scene: String, CaseIterable, Codable, Sendable {
    /// Entries one by one: the write-ahead log begins anew, and then goes on.
    case append
    /// Several hundred entries at once.
    case bulk
    /// A new record.
    case making
    /// The last user lets go of the file; all of the write-ahead log goes into it.
    case closing
    /// Someone else moves the write-ahead log into the file and cuts it off, and an append begins it anew.
    case checkpointing
    /// A record whose last user died is opened.
    case recovering

    /// How many entries there may be afterwards; what was acknowledged is there in any case.
    var sizes: Set<Int> {
      switch self {
      case .append: [3, 4, 5]
      case .bulk: [3, 303]
      case .making: [10]
      case .closing, .recovering: [9]
      case .checkpointing: [9, 10]
      }
    }

    /// The points to fail at: all of them, but of several hundred alike not every one.
    func tried(of points: Int) -> [Int] {
      (1...points).filter { self != .bulk || $0 < 5 || $0 > points - 5 || $0 % 20 == 0 }
    }
  }

  /// Makes what a scene begins with.
  private static func prepare(_ scene: Scene) throws -> Fixture {
    let fixture = try Fixture(in: Disk.folder)
    guard scene != .making else { return fixture }
    let record = try fixture.create(3)
    guard scene == .recovering else { return fixture }
    try record.append(Fixture.entries(4...9))
    // A copy of a record in use is what its user leaves who dies.
    let left = try Fixture(in: Disk.folder)
    for name in try fixture.files where !name.hasSuffix("-shm") {
      try FileManager.default.copyItem(at: fixture.folder.appending(path: name), to: left.folder.appending(path: name))
    }
    try record.close()
    return left
  }

  /// A copy of what a scene begins with.
  private static func copy(_ prepared: Fixture) throws -> Fixture {
    let fixture = try Fixture(in: Disk.folder)
    for name in try prepared.files {
      try FileManager.default.copyItem(at: prepared.folder.appending(path: name), to: fixture.folder.appending(path: name))
    }
    return fixture
  }

  /// Plays a scene on a disk that fails at a point; beside the record stands how many entries were acknowledged.
  ///
  /// - Returns: how many points there were.
  private static func play(_ scene: Scene, _ fault: Disk.Fault, at point: Int, in folder: URL) throws -> Int {
    let path = folder.appending(path: "test.candor").path
    let (custodian, randomness) = (try Fixture.custodian(), Randomness(foreseeableFrom: "scene"))
    func open() throws -> Record { try Record.open(at: path, as: custodian, randomness: randomness) }
    func acknowledge(_ head: Checkpoint) throws {
      try Data("\(head.head.size)".utf8).write(to: folder.appending(path: "acknowledged"), options: .atomic)
    }
    let disk = Disk(under: folder)
    let record: Record
    switch scene {
    case .append:
      record = try open()
      disk.arm(fault, at: point)
      try acknowledge(record.append(Fixture.entries(4...4)))
      try acknowledge(record.append(Fixture.entries(5...5)))
    case .bulk:
      record = try open()
      disk.arm(fault, at: point)
      try acknowledge(record.append(Fixture.entries(4...303)))
    case .making:
      disk.arm(fault, at: point)
      let recovery = try RecoveryKey(randomness: randomness).publicKey
      record = try Record.create(at: path, custodian: custodian, recovery: recovery, randomness: randomness, first: Fixture.entries(1...10))
      try acknowledge(record.head)
    case .closing:
      record = try open()
      try acknowledge(record.append(Fixture.entries(4...9)))
      disk.arm(fault, at: point)
      try record.close()
    case .checkpointing:
      record = try open()
      try acknowledge(record.append(Fixture.entries(4...9)))
      disk.arm(fault, at: point)
      try RawRecord.execute(path, "PRAGMA wal_checkpoint(TRUNCATE)")
      try acknowledge(record.append(Fixture.entries(10...10)))
    case .recovering:
      disk.arm(fault, at: point)
      record = try open()
      try acknowledge(record.head)
    }
    let points = disk.points
    disk.arm()
    try record.close()
    return points
  }

  /// Holds what a scene left behind against what was acknowledged and what was written, and goes on with it.
  private static func check(_ scene: Scene, _ fixture: Fixture, _ comment: Comment) throws {
    let acknowledged = (try? String(contentsOf: fixture.folder.appending(path: "acknowledged"), encoding: .utf8)).flatMap { Int($0) }
    if scene == .making, !FileManager.default.fileExists(atPath: fixture.path) {
      #expect(acknowledged == nil, comment)
      try fixture.create(10).close()
    }
    let record = try fixture.open()
    let size = record.head.head.size
    #expect(scene.sizes.contains(size) && size >= acknowledged ?? 0, comment)
    #expect(try record.disclosed() == Fixture.disclosed(Fixture.entries(1...size)), comment)
    let head = try record.append(Fixture.entries((size + 1)...(size + 1)))
    #expect(try fixture.open().head == head, comment)
  }

  @Test(arguments: [Disk.Fault.kill, .tear, .power, .powerSome])
  func `a process that dies at any point leaves what was acknowledged, and never half`(fault: Disk.Fault) async throws {
    for scene in Scene.allCases {
      let prepared = try Self.prepare(scene)
      let whole = try Self.copy(prepared)
      let points = try Self.play(scene, .none, at: 0, in: whole.folder)
      try Self.check(scene, whole, "\(scene)")
      for point in scene.tried(of: points) {
        let fixture = try Self.copy(prepared)
        let folder = fixture.folder
        await #expect(processExitsWith: .signal(SIGKILL), "\(scene), \(fault) at \(point) of \(points)") {
          [scene = scene as Scene, fault = fault as Disk.Fault, point = point as Int, folder = folder as URL] in
          _ = try Self.play(scene, fault, at: point, in: folder)
        }
        try Self.check(scene, fixture, "\(scene), \(fault) at \(point) of \(points)")
      }
    }
  }

  // MARK: Errors

  /// What an append goes on from.
  enum Before: String, CaseIterable, Sendable {
    /// Nothing was appended since the record was opened.
    case opening
    /// It has appended before.
    case appending
    /// It has appended before, and the write-ahead log begins anew.
    case checkpointing
  }

  private func opened(_ before: Before, _ fixture: Fixture) throws -> Record {
    let record = try fixture.open()
    guard before != .opening else { return record }
    try record.append(Fixture.entries(4...4))
    guard before == .checkpointing else { return record }
    try RawRecord.execute(fixture.path, "PRAGMA wal_checkpoint(TRUNCATE)")
    return record
  }

  @Test(arguments: Before.allCases, [Disk.Fault.error, .errors, .full])
  func `an append that the disk fails at any point throws, nothing of it is seen, and the same record goes on`(
    before: Before, fault: Disk.Fault
  ) throws {
    let prepared = try Fixture(in: Disk.folder)
    try prepared.create(3).close()
    var (point, isReached) = (0, true)
    while isReached {
      point += 1
      let fixture = try Self.copy(prepared)
      let comment: Comment = "\(before), \(fault) at \(point)"
      let disk = Disk(under: fixture.folder)
      let record = try opened(before, fixture)
      let (head, size) = (record.head, record.head.head.size)
      disk.arm(fault, at: point)
      let outcome = Result { try record.append(Fixture.entries((size + 1)...(size + 10))) }
      isReached = disk.points >= point
      switch outcome {
      case .success:
        // A full disk syncs what it has taken.
        #expect(!isReached || fault == .full, comment)
        #expect(record.head.head.size == size + 10, comment)
      case .failure(let error):
        let thrown = try #require(error as? RecordFault, comment)
        switch thrown.reason {
        case .full: #expect(fault == .full, comment)
        case .system: #expect(fault != .full, comment)
        default: Issue.record("\(thrown), \(comment)")
        }
        #expect(record.head == head, comment)
        #expect(try record.disclosed() == Fixture.disclosed(Fixture.entries(1...size)), comment)
      }
      disk.arm()
      let found = try fixture.open().head
      #expect(found == record.head, "what others see, \(comment)")
      let next = record.head.head.size + 1
      #expect(throws: Never.self, comment) { try record.append(Fixture.entries(next...next)) }
      #expect(try record.disclosed() == Fixture.disclosed(Fixture.entries(1...next)), comment)
      try record.close()
      #expect(try fixture.open().head == record.head, comment)
    }
  }
}

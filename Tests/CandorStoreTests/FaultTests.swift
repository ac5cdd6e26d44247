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
      case .making: [40]
      case .closing, .recovering: [23]
      case .checkpointing: [23, 24]
      }
    }
  }

  /// Makes what a scene begins with.
  private static func prepare(_ scene: Scene) throws -> Fixture {
    let fixture = try Fixture()
    guard scene != .making else { return fixture }
    let record = try fixture.create(3)
    guard scene == .recovering else { return fixture }
    try record.append(Fixture.entries(4...23))
    // A copy of a record in use is what its user leaves who dies.
    let left = try Fixture()
    for name in try fixture.files where !name.hasSuffix("-shm") {
      try FileManager.default.copyItem(at: fixture.folder.appending(path: name), to: left.folder.appending(path: name))
    }
    try record.close()
    return left
  }

  /// A copy of what a scene begins with.
  private static func copy(_ prepared: Fixture) throws -> Fixture {
    let fixture = try Fixture()
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
      record = try Record.create(at: path, custodian: custodian, recovery: recovery, randomness: randomness, first: Fixture.entries(1...40))
      try acknowledge(record.head)
    case .closing:
      record = try open()
      try acknowledge(record.append(Fixture.entries(4...23)))
      disk.arm(fault, at: point)
      try record.close()
    case .checkpointing:
      record = try open()
      try acknowledge(record.append(Fixture.entries(4...23)))
      disk.arm(fault, at: point)
      try RawRecord.execute(path, "PRAGMA wal_checkpoint(TRUNCATE)")
      try acknowledge(record.append(Fixture.entries(24...24)))
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
      try fixture.create(40).close()
    }
    let record = try fixture.open()
    let size = record.head.head.size
    #expect(scene.sizes.contains(size) && size >= acknowledged ?? 0, comment)
    #expect(try record.disclosed() == Fixture.disclosed(Fixture.entries(1...size)), comment)
    let head = try record.append(Fixture.entries((size + 1)...(size + 1)))
    let again = try fixture.open()
    #expect(again.head == head, comment)
    #expect(try again.disclosed().count == size + 1, comment)
  }

  @Test(arguments: Scene.allCases, [Disk.Fault.kill, .tear, .power, .powerSome])
  func `a process that dies at any point leaves what was acknowledged, and never half`(scene: Scene, fault: Disk.Fault) async throws {
    let prepared = try Self.prepare(scene)
    let whole = try Self.copy(prepared)
    let points = try Self.play(scene, .none, at: 0, in: whole.folder)
    try Self.check(scene, whole, "\(scene)")
    for point in 1...points {
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

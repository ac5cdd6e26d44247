import CandorCore
import CandorLog
import CandorStore
import Foundation
import Synchronization
import Testing
import Trials

/// A disk that fails, fills up or loses power at every write, sync, truncation and deletion, one after the other.
struct FaultTests {
  // MARK: Costs

  @Test func `an append syncs the write-ahead log once, and once more where the log begins anew`() throws {
    let fixture = try Fixture(in: Disk.folder)
    try fixture.create(3).close()
    let disk = Disk(under: fixture.folder)
    let record = try fixture.open()
    let steps: [(entries: ClosedRange<Int>, begins: Bool)] = [(4...4, true), (5...5, false), (6...105, false)]
    for step in steps {
      disk.arm()
      try record.append(Fixture.entries(step.entries))
      #expect(disk.wal.syncs == (step.begins ? 2 : 1), "entries \(step.entries)")
      // Two writes a page, and the log's header.
      #expect(disk.wal.writes % 2 == (step.begins ? 1 : 0), "entries \(step.entries)")
      #expect(disk.database == Disk.Work() && disk.journal == Disk.Work(), "entries \(step.entries)")
    }
    disk.arm()
    _ = try record.disclosed()
    #expect(disk.points == 0, "reading leaves the file as it is")
    disk.arm()
    try record.close()
    // The log is made durable before the file is written, and the file before the log is deleted.
    #expect(disk.wal == Disk.Work(syncs: 1, deletions: 1))
    #expect(disk.database.syncs == 1)
    disk.arm()
    try fixture.open().close()
    #expect(disk.database == Disk.Work() && disk.wal.writes == 0)
  }

  @Test func `appends that come while one is under way share a commit, and with it a sync`() throws {
    let fixture = try Fixture(in: Disk.folder)
    try fixture.create(3).close()
    let disk = Disk(under: fixture.folder)
    let record = try fixture.open()
    try record.append(Fixture.entries(4...4))
    let count = 64
    // Whoever is held up between being on the way and waiting comes with a later commit: not in every one of several
    // rounds.
    var fewest = count
    for round in 0..<10 where fewest > 4 {
      let (size, coming, heads) = (record.head.head.size, Shared(0), Shared<[Checkpoint]>([]))
      let syncs = try disk.syncs {
        try inThreads(count) {
          coming.value.withLock { $0 += 1 }
          let head = try record.append { next in
            // The first to be composed waits until all others are on their way.
            while coming.value.withLock({ $0 }) < count { sched_yield() }
            return try Fixture.entries(next.number...next.number)
          }
          heads.value.withLock { $0.append(head) }
        }
      }
      #expect(heads.value.withLock { Set($0.map(\.head.size)).count } == syncs, "round \(round): each commit is one sync")
      #expect(heads.value.withLock { $0.count } == count && record.head.head.size == size + count)
      fewest = min(fewest, syncs)
    }
    #expect(fewest <= 4)
    #expect(try record.disclosed() == Fixture.disclosed(Fixture.entries(1...record.head.head.size)))
    #expect(try fixture.open().head == record.head)
  }

  // MARK: Death

  /// What is under way when a process dies.
  enum Scene: String, CaseIterable, Codable, Sendable {
    /// Entries one by one: the write-ahead log begins anew, and then goes on.
    case append
    /// Several threads append three entries each.
    case sharing
    /// Several hundred entries at once.
    case bulk
    /// A value is erased.
    case erasing
    /// Someone is granted access.
    case granting
    /// Someone is left out of a case's next epoch, and a value is taken from an audience that it was opened to.
    case removing
    /// Another key takes the record over, and the one before is left out of everything.
    case handingOver
    /// A new record.
    case making
    /// A copy of a record in use.
    case backup
    /// The last user lets go of the file; all of the write-ahead log goes into it.
    case closing
    /// Someone else moves the write-ahead log into the file and cuts it off, and an append begins it anew.
    case checkpointing
    /// A record whose last user died is opened.
    case recovering

    /// How many entries there may be afterwards; what was acknowledged is there in any case.
    var sizes: [Int] {
      switch self {
      case .append: [3, 4, 5]
      case .sharing: Array(stride(from: 3, through: 27, by: 3))
      case .bulk: [3, 303]
      case .erasing, .granting: [3, 4]
      case .removing, .handingOver: [4, 5]
      case .making: [10]
      case .closing, .recovering: [9]
      case .checkpointing: [9, 10]
      case .backup: [3]
      }
    }

    /// The points to fail at.
    static func tried(of points: Int) -> [Int] { Thorough.sample(6, of: 1...points, "points at which a disk fails in each scene") }

    /// What the record says with so many entries.
    func entries(_ size: Int) throws -> [Disclosed] {
      if self == .handingOver, size > 4 {
        return try Fixture.disclosed(Fixture.entries(1...4) + [Fixture.custody(5, to: Self.successor)])
      }
      var entries = Fixture.disclosed(try Fixture.entries(1...size))
      if self == .erasing, size > 3 {
        entries[0].values[11] = nil
        entries[0].erased = [11: [Fixture.audiences[11 % Fixture.audiences.count]]]
      }
      if self == .removing, size == 4 { entries[0].values[11]?.audiences.insert(.members) }
      return entries
    }

    // MARK: Who holds keys

    static let matter = Audience.case(Fixture.caseID)
    static var reader: PersonKey { get throws { try Fixture.person("reader") } }
    static var leaver: PersonKey { get throws { try Fixture.person("leaver") } }
    static var successor: PersonKey { get throws { try Fixture.person("successor") } }

    static var grants: [AccessChange.Grant] {
      get throws { try [reader, leaver].map { AccessChange.Grant(of: [.members, matter], to: $0.publicKey) } }
    }

    /// What becomes of keys and boxes with the last entry; nil where nothing does.
    func change() throws -> AccessChange? {
      var change = AccessChange()
      let (custodian, reader) = (try Fixture.custodian().publicKey, try Self.reader.publicKey)
      switch self {
      case .granting: change.grants = try Self.grants
      case .removing:
        change.epochs = [.init(audience: Self.matter, holders: [custodian, reader], leaving: [try Self.leaver.publicKey])]
        change.closings = [.init(entry: EntryID(1), slots: [11], audience: .members)]
      case .handingOver:
        let successor = try Self.successor.publicKey
        change.epochs = Fixture.audiences.map { audience in
          .init(
            audience: audience, holders: [.members, Self.matter].contains(audience) ? [successor, reader] : [successor],
            leaving: [custodian])
        }
      default: return nil
      }
      return change
    }

    /// Whose key opens what, with so many entries: the audiences of each entry that they read.
    func readers(_ size: Int) throws -> [(person: PersonKey, audiences: (Int) -> Set<Audience>)] {
      guard let change = try change(), self != .granting || size > 3 else { return [] }
      let both: Set<Audience> = [.members, Self.matter]
      var readers = [(try Self.reader, { (_: Int) in both }), (try Self.leaver, { (_: Int) in both })]
      if size > 4, self == .removing { readers[1].1 = { $0 < 5 ? both : [.members] } }
      if size > 4, self == .handingOver {
        readers[1].1 = { $0 < 5 ? both : [] }
        readers.append((try Fixture.custodian(), { $0 < 5 ? Set(change.epochs.map(\.audience)) : [] }))
      }
      return readers
    }
  }

  /// Makes what a scene begins with.
  private func prepare(_ scene: Scene) throws -> Fixture {
    let fixture = try Fixture(in: Disk.folder)
    guard scene != .making else { return fixture }
    let record = try fixture.create(3)
    defer { try? record.close() }
    if [.removing, .handingOver].contains(scene) {
      var change = AccessChange()
      change.grants = try Scene.grants
      if scene == .removing { change.openings = [.init(entry: EntryID(1), slots: [11], audience: .members)] }
      try record.append(Fixture.entries(4...4), changing: change)
    }
    guard scene == .recovering else { return fixture }
    try record.append(Fixture.entries(4...9))
    // A copy of a record in use is what its user leaves who dies.
    return try copy(fixture)
  }

  /// A copy of what a scene begins with, or of what it left.
  private func copy(_ prepared: Fixture) throws -> Fixture {
    let fixture = try Fixture(in: Disk.folder)
    for name in try prepared.files where !name.hasSuffix("-shm") {
      try FileManager.default.copyItem(at: prepared.folder.appending(path: name), to: fixture.folder.appending(path: name))
    }
    return fixture
  }

  /// Plays a scene on a disk that fails at a point. Files beside the record are named for how many entries were
  /// acknowledged.
  ///
  /// - Returns: how many points there were.
  private static func play(_ scene: Scene, _ fault: Disk.Fault, at point: Int, in folder: URL) throws -> Int {
    let (path, randomness) = (folder.appending(path: "test.candor").path, Randomness(foreseeableFrom: "scene"))
    let (custodian, newest) = (try Fixture.custodian(), newest(in: folder))
    func open() throws -> Record { try Record.open(at: path, as: custodian, newest: newest, randomness: randomness) }
    let acknowledge = { @Sendable (head: Checkpoint) in try Data().write(to: folder.appending(path: "acknowledged-\(head.head.size)")) }
    let disk = Disk(under: folder)
    defer { disk.arm() }
    if [.making, .recovering].contains(scene) { disk.arm(fault, at: point) }
    let record: Record
    if scene == .making {
      record = try Record.create(
        at: path, custodian: custodian, recovery: RecoveryKey(randomness: randomness).publicKey, randomness: randomness, newest: newest,
        first: Fixture.entries(1...10))
    } else {
      record = try open()
    }
    if [.closing, .checkpointing].contains(scene) { try acknowledge(record.append(Fixture.entries(4...9))) }
    if ![.making, .recovering].contains(scene) { disk.arm(fault, at: point) }
    switch scene {
    case .append:
      try acknowledge(record.append(Fixture.entries(4...4)))
      try acknowledge(record.append(Fixture.entries(5...5)))
    case .sharing: try inThreads(8) { try acknowledge(record.append { try Fixture.entries($0.number...($0.number + 2)) }) }
    case .bulk: try acknowledge(record.append(Fixture.entries(4...303)))
    case .erasing: try acknowledge(record.append(Fixture.entries(4...4), erasing: [ErasedValue(entry: EntryID(1), slot: 11)]))
    case .granting, .removing:
      let number = record.head.head.size + 1
      try acknowledge(record.append(Fixture.entries(number...number), changing: scene.change() ?? AccessChange()))
    case .handingOver:
      let successor = try Scene.successor
      try acknowledge(record.handOver(to: successor, [Fixture.custody(5, to: successor)], changing: scene.change() ?? AccessChange()))
    case .closing: try record.close()
    case .checkpointing:
      try? RawRecord.execute(path, "PRAGMA wal_checkpoint(TRUNCATE)")
      try acknowledge(record.append(Fixture.entries(10...10)))
    case .backup: try acknowledge(record.backup(to: folder.appending(path: "copy.candor").path).head)
    case .making, .recovering: try acknowledge(record.head)
    }
    // Closing comes after.
    return withExtendedLifetime(record) { disk.points }
  }

  private func play(_ scene: Scene, _ fault: Disk.Fault, at point: Int, in fixture: Fixture) throws -> Int {
    try withExtendedLifetime(fixture) { try Self.play(scene, fault, at: point, in: fixture.folder) }
  }

  private static func newest(in folder: URL) -> NewestCheckpoint {
    NewestCheckpoint(besideKey: folder.appending(path: "key").path)
  }

  /// Holds what a scene left behind against what was acknowledged and what was written, and goes on with it.
  private func check(_ scene: Scene, _ fixture: Fixture, _ comment: Comment) throws {
    let acknowledged = try fixture.files.compactMap { Int($0.replacing("acknowledged-", with: "")) }.max()
    let newest = Self.newest(in: fixture.folder)
    if scene == .making, !FileManager.default.fileExists(atPath: fixture.path) {
      #expect(acknowledged == nil, comment)
      newest.remove()
      try fixture.create(10).close()
    }
    let isHandedOver = try Record.claim(at: fixture.path).verification.bytes == Scene.successor.verificationKey.bytes
    let keeper = isHandedOver ? try Scene.successor : fixture.custodian
    let record = try Record.open(at: fixture.path, as: keeper, newest: isHandedOver ? nil : newest, randomness: .system)
    let size = record.head.head.size
    #expect(scene.sizes.contains(size) && size >= acknowledged ?? 0 && isHandedOver == (scene == .handingOver && size == 5), comment)
    let entries = try scene.entries(size)
    #expect(try record.disclosed() == entries, comment)
    for (person, audiences) in try scene.readers(size) {
      let read = entries.map { entry in
        let values = entry.values.compactMapValues { value in
          let shared = value.audiences.intersection(audiences(entry.id.number))
          return shared.isEmpty ? nil : Disclosed.Value(name: value.name, json: value.json, audiences: shared)
        }
        return Disclosed(id: entry.id, on: entry.on, values: values)
      }
      #expect(try fixture.open(as: person).disclosed() == read, comment)
    }
    if scene == .granting, size == 3 { #expect(throws: fixture.fault(.noAccess), comment) { try fixture.open(as: Scene.reader) } }
    let head = try record.append(Fixture.entries((size + 1)...(size + 1)))
    #expect(try fixture.open(as: keeper).head == head, comment)
    #expect(try record.integrity().faults == [], comment)
    try record.close()
    let copied = fixture.folder.appending(path: "copy.candor").path
    guard FileManager.default.fileExists(atPath: copied) else { return }
    let copy = try Record.open(at: copied, as: fixture.custodian, randomness: .system)
    #expect(try copy.disclosed() == scene.entries(size), comment)
  }

  @Test(arguments: Scene.allCases, [Disk.Fault.kill, .tear, .power, .powerSome])
  func `a process that dies at any point leaves what was acknowledged, and never half`(scene: Scene, fault: Disk.Fault) async throws {
    let prepared = try prepare(scene)
    let whole = try copy(prepared)
    let points = try play(scene, .none, at: 0, in: whole)
    try check(scene, whole, "\(scene)")
    for point in Scene.tried(of: points) {
      let fixture = try copy(prepared)
      let folder = fixture.folder
      await #expect(processExitsWith: .signal(SIGKILL), "\(scene), \(fault) at \(point) of \(points)") {
        [scene = scene as Scene, fault = fault as Disk.Fault, point = point as Int, folder = folder as URL] in
        _ = try Self.play(scene, fault, at: point, in: folder)
        // How many points there are where threads share commits is not the same every time.
        if scene == .sharing { kill(getpid(), SIGKILL) }
      }
      try check(scene, fixture, "\(scene), \(fault) at \(point) of \(points)")
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
    let record = try Record.open(
      at: fixture.path, as: fixture.custodian, newest: Self.newest(in: fixture.folder), randomness: fixture.randomness)
    guard before != .opening else { return record }
    try record.append(Fixture.entries(4...4))
    guard before == .checkpointing else { return record }
    try RawRecord.execute(fixture.path, "PRAGMA wal_checkpoint(TRUNCATE)")
    return record
  }

  /// What is thrown is the disk's fault, and nothing else.
  private func isDisks(_ error: any Error, _ fault: Disk.Fault) -> Bool {
    switch (error as? RecordFault)?.reason {
    case .full: fault == .full
    case .system: fault != .full
    default: false
    }
  }

  @Test(arguments: Before.allCases, [Disk.Fault.error, .errors, .full])
  func `an append that the disk fails at any point throws, nothing of it is seen, and the same record goes on`(
    before: Before, fault: Disk.Fault
  ) throws {
    let prepared = try Fixture(in: Disk.folder)
    try prepared.create(3).close()
    let counted = try copy(prepared)
    let count = Disk(under: counted.folder)
    let whole = try opened(before, counted)
    count.arm()
    try whole.append(Fixture.entries((whole.head.head.size + 1)...(whole.head.head.size + 10)))
    let points = count.points
    try whole.close()
    // After the last point nothing fails any more.
    for point in Scene.tried(of: points) + [points + 1] {
      let (fixture, comment) = (try copy(prepared), "\(before), \(fault) at \(point) of \(points)" as Comment)
      let disk = Disk(under: fixture.folder)
      let record = try opened(before, fixture)
      let (head, size) = (record.head, record.head.head.size)
      disk.arm(fault, at: point)
      let outcome = Result { try record.append(Fixture.entries((size + 1)...(size + 10))) }
      let isReached = disk.points >= point
      #expect(isReached == (point <= points), comment)
      switch outcome {
      case .success:
        // A full disk syncs what it has taken.
        #expect(!isReached || fault == .full, comment)
        #expect(record.head.head.size == size + 10, comment)
      case .failure(let error):
        #expect(isDisks(error, fault), "\(error), \(comment)")
        #expect(record.head == head, comment)
        #expect(try record.disclosed() == Fixture.disclosed(Fixture.entries(1...size)), comment)
      }
      disk.arm()
      #expect(try fixture.open().head == record.head, comment)
      let next = record.head.head.size + 1
      #expect(throws: Never.self, comment) { try record.append(Fixture.entries(next...next)) }
      #expect(try record.disclosed() == Fixture.disclosed(Fixture.entries(1...next)), comment)
      try record.close()
      #expect(try fixture.open().head == record.head, comment)
    }
  }

  @Test(arguments: Scene.allCases.filter { ![.append, .bulk].contains($0) }, [Disk.Fault.error, .errors, .full])
  func `whatever the disk fails, what was acknowledged is there, and nothing half`(scene: Scene, fault: Disk.Fault) throws {
    let prepared = try prepare(scene)
    let points = try play(scene, .none, at: 0, in: copy(prepared))
    for point in Scene.tried(of: points) {
      let (fixture, comment) = (try copy(prepared), "\(scene), \(fault) at \(point) of \(points)" as Comment)
      do { _ = try play(scene, fault, at: point, in: fixture) } catch {
        #expect(isDisks(error, fault), "\(error), \(comment)")
      }
      #expect(try fixture.files.filter { $0.contains(".candor.new") } == [], comment)
      try check(scene, fixture, comment)
    }
  }

  @Test func `where the disk fails the last sync too and the process dies, what threw is there whole or not at all`() async throws {
    let prepared = try Fixture(in: Disk.folder)
    try prepared.create(3).close()
    let whole = try copy(prepared)
    let disk = Disk(under: whole.folder)
    let first = try whole.open()
    disk.arm()
    try first.append(Fixture.entries(4...13))
    let sync = withExtendedLifetime(first) { disk.points }
    let fixture = try copy(prepared)
    let folder = fixture.folder
    await #expect(processExitsWith: .signal(SIGKILL)) { [sync = sync as Int, folder = folder as URL] in
      let disk = Disk(under: folder)
      let record = try Record.open(
        at: folder.appending(path: "test.candor").path, as: Fixture.custodian(), newest: Self.newest(in: folder),
        randomness: Randomness(foreseeableFrom: "scene"))
      disk.arm(.errors, at: sync)
      guard (try? record.append(Fixture.entries(4...13))) == nil else { exit(1) }
      kill(getpid(), SIGKILL)
    }
    let record = try Record.open(
      at: fixture.path, as: fixture.custodian, newest: Self.newest(in: fixture.folder), randomness: fixture.randomness)
    let size = record.head.head.size
    #expect([3, 13].contains(size))
    #expect(try record.disclosed() == Fixture.disclosed(Fixture.entries(1...size)))
    try record.append(Fixture.entries((size + 1)...(size + 1)))
  }
}

/// Does the same in threads of its own, all at once, and waits for all of them.
///
/// - Throws: what the last one throws that throws.
private func inThreads(_ count: Int, _ body: @escaping @Sendable () throws -> Void) throws {
  let (ended, failure) = (DispatchSemaphore(value: 0), Shared<(any Error)?>(nil))
  for _ in 0..<count {
    // What a thread still holds when it ends it releases after its part of Dispatch is gone: a record, and with it a
    // queue, must not be among it.
    let own = Shared<(@Sendable () throws -> Void)?>(body)
    Thread.detachNewThread {
      do { try own.value.withLock { $0.take() }?() } catch { failure.value.withLock { $0 = error } }
      ended.signal()
    }
  }
  for _ in 0..<count { ended.wait() }
  if let error = failure.value.withLock({ $0 }) { throw error }
}

/// What several threads write to.
private final class Shared<Value: Sendable>: Sendable {
  let value: Mutex<Value>

  init(_ value: Value) { self.value = Mutex(value) }
}

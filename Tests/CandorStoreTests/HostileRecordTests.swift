import CandorCore
import CandorLog
import CandorStore
import Foundation
import HostileRecords
import Testing
import Trials

/// Record files that someone made to do harm: whoever opens one is told in words, and reads nothing that was not signed
/// for.
@Suite("Hostile record files")
struct HostileRecordTests {
  private static let whole: Result<(bytes: [UInt8], entries: [Disclosed]), any Error> = Result {
    let fixture = try Fixture(in: Disk.folder)
    let record = try fixture.create(6)
    var change = AccessChange()
    change.grants = [.init(of: [.members], to: try Fixture.person("reader").publicKey)]
    try record.append(Fixture.entries(7...7), changing: change)
    try record.close()
    return (try fixture.bytes(), Fixture.disclosed(try Fixture.entries(1...7)))
  }

  @Test(.timeLimit(.minutes(60)), arguments: HostileRecord.all)
  func `is told in words, changes nothing, and shows nothing else`(hostile: HostileRecord) throws {
    let (bytes, entries) = try Self.whole.get()
    let fixture = try Fixture(in: Disk.folder)
    try Data(bytes).write(to: URL(filePath: fixture.path))
    try hostile.make(at: fixture.path)
    let done = try Visit(fixture, entries).done
    if hostile.isRefused { #expect(!done.contains("read") && !done.contains("copy"), "\(hostile): \(done)") }
  }

  /// Everything that is done with a record, on one that may be anything: each succeeds, or says in words why not.
  struct Visit {
    struct Unforeseen: Error { let what: String }

    /// What succeeded.
    private(set) var done: Set<String> = []

    /// - Throws: ``Unforeseen`` where a record shows what was not signed for, changes by being read, leaves a file, or
    ///   fails with anything but a fault.
    init(_ fixture: Fixture, _ entries: [Disclosed]) throws {
      let before = try fixture.bytes()
      let reader = try Fixture.person("reader")
      try attempt("claim") { _ = try Record.claim(at: fixture.path) }
      for person in [fixture.custodian, reader] {
        try attempt("read") { try Self.read(fixture, as: person, entries) }
        try attempt("integrity") { _ = try fixture.open(as: person).integrity() }
      }
      for name in ["copy.candor", "archive.candor"] {
        try attempt("copy") {
          let path = fixture.folder.appending(path: name).path
          let record = try fixture.open(as: reader)
          _ = try name == "copy.candor" ? record.backup(to: path) : record.archive(to: path)
          let faults = try Record.open(at: path, as: reader, randomness: .system).integrity().faults
          guard faults == [] else { throw Unforeseen(what: "a verified copy has \(faults)") }
        }
      }
      guard try fixture.bytes() == before else { throw Unforeseen(what: "reading changed it") }
      try attempt("append") {
        let record = try fixture.open()
        defer { try? record.close() }
        let next = record.head.head.size + 1
        try record.append(Fixture.entries(next...next))
      }
      let left = try fixture.files.filter { !["archive.candor", "copy.candor", "test.candor"].contains($0) }
      guard left == [] else { throw Unforeseen(what: "\(left) is left") }
    }

    private mutating func attempt(_ what: String, _ body: () throws -> Void) throws {
      do {
        try body()
        done.insert(what)
      } catch let fault as RecordFault {
        guard !fault.message.isEmpty, !fault.hint.isEmpty else { throw Unforeseen(what: "a fault says nothing") }
      } catch let fault as LogFault {
        guard !fault.message.isEmpty, !fault.hint.isEmpty else { throw Unforeseen(what: "a fault says nothing") }
      }
    }

    private static func read(_ fixture: Fixture, as person: PersonKey, _ entries: [Disclosed]) throws {
      let record = try fixture.open(as: person)
      defer { try? record.close() }
      for (found, original) in zip(try record.disclosed(), entries) {
        let isSigned =
          found.id == original.id && found.on == original.on
          && found.values.allSatisfy { original.values[$0.key]?.json == $0.value.json }
        guard isSigned else { throw Unforeseen(what: "entry \(found.id) is another") }
      }
      _ = try record.snapshot()
      _ = try record.refresh()
      let bundle = try record.bundle(of: entries.map(\.id), for: Set(Fixture.audiences), since: [2])
      guard bundle.verdict() == .holds(signerChecked: false) else { throw Unforeseen(what: "what it proves does not hold") }
    }
  }

  // MARK: Chance

  /// So many files are changed at random, a batch in a process of its own, which a crash or a wait without end would
  /// end.
  private static let batches = Thorough.rounds(4, of: 300, "batches of 25 record files that chance changed")
  private static let batchLength = 25

  @Test(.timeLimit(.minutes(60)), arguments: 0..<batches)
  func `whatever chance does to a file, it is told in words, changes nothing, and shows nothing else`(batch: Int) async throws {
    let (bytes, _) = try Self.whole.get()
    let file = Disk.folder.appending(path: "candor-whole-\(UUID())").path
    try Data(bytes).write(to: URL(filePath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    await #expect(processExitsWith: .success, "batch \(batch)") { [batch = batch as Int, file = file as String] in
      // Whoever is not done by then never ends.
      alarm(300)
      let entries = Fixture.disclosed(try Fixture.entries(1...7))
      let bytes = Array(try Data(contentsOf: URL(filePath: file)))
      for trial in 0..<Self.batchLength {
        var draws = SeededGenerator(seed: UInt64(1000 * batch + trial))
        let fixture = try Fixture(in: Disk.folder)
        try Data(batch % 2 == 0 ? Chance.pages(of: bytes, &draws) : bytes).write(to: URL(filePath: fixture.path))
        if batch % 2 == 1 { Chance.statements(fixture.path, &draws) }
        do { _ = try Visit(fixture, entries) } catch {
          print("batch \(batch), trial \(trial): \(error)")
          exit(1)
        }
      }
    }
  }

  /// What chance does.
  enum Chance {
    /// Bytes of pages are flipped, filled, exchanged with those of other pages, or cut off.
    static func pages(of bytes: [UInt8], _ draws: inout SeededGenerator) -> [UInt8] {
      var bytes = bytes
      func draw(_ count: Int) -> Int { Int.random(in: 0..<count, using: &draws) }
      for _ in 0...draw(6) {
        let (page, other) = (draw(bytes.count / 8192) * 8192, draw(bytes.count / 8192) * 8192)
        switch draw(6) {
        case 0: bytes[page + draw(8192)] ^= 1 << UInt8(draw(8))
        // The head of a page and its list of cells are where what SQLite goes by is.
        case 1: bytes[page + draw(120)] = UInt8(draw(256))
        case 2: for place in 0..<(1 + draw(64)) { bytes[page + (place + draw(8000)) % 8192] = UInt8(draw(256)) }
        case 3: bytes.replaceSubrange(page..<(page + 8192), with: bytes[other..<(other + 8192)])
        case 4: bytes.replaceSubrange((page + 8)..<(page + 40), with: [UInt8](repeating: UInt8(draw(256)), count: 32))
        default:
          let length = max(200, bytes.count - draw(20_000))
          if draw(8) == 0 { bytes = Array(bytes.prefix(length / 8192 * 8192 + draw(2) * 77)) + [UInt8](repeating: 0, count: 8192) }
        }
      }
      return bytes
    }

    /// Statements that a shell of SQLite takes, as far as it takes them.
    static func statements(_ path: String, _ draws: inout SeededGenerator) {
      func draw(_ count: Int) -> Int { Int.random(in: 0..<count, using: &draws) }
      let tables = ["record", "leaf", "box", "wrap", "checkpoint", "node", "former", "inventory", "sqlite_schema"]
      let columns = [
        "id", "bytes", "entry", "locator", "sealed", "recipient", "number", "size", "note", "published", "hashes", "sql", "rootpage",
      ]
      let values = ["NULL", "0", "-1", "\(draw(1_000_000))", "randomblob(\(draw(5000)))", "zeroblob(32)", "'x'", "1e300", "rowid"]
      func pick(_ list: [String]) -> String { list[draw(list.count)] }
      for _ in 0...draw(5) {
        let table = pick(tables)
        let statement =
          switch draw(6) {
          case 0: "DELETE FROM \(table) WHERE rowid = \(draw(9))"
          case 1: "INSERT INTO \(table) SELECT * FROM \(table) LIMIT 1"
          case 2: "CREATE TABLE t\(draw(3)) (a)"
          case 3: "CREATE TRIGGER t\(draw(9)) BEFORE INSERT ON \(table) BEGIN SELECT RAISE(IGNORE); END"
          default: "UPDATE \(table) SET \(pick(columns)) = \(pick(values)) WHERE rowid % \(1 + draw(3)) = 0"
          }
        try? RawRecord.execute(
          path,
          "PRAGMA writable_schema = ON; PRAGMA ignore_check_constraints = ON; DROP TRIGGER IF EXISTS box_fixed;"
            + "DROP TRIGGER IF EXISTS leaf_fixed; DROP TRIGGER IF EXISTS wrap_fixed; DROP TRIGGER IF EXISTS box_kept; \(statement)")
      }
      for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
  }

  @Test func `there are more than the hundred and forty that were asked for`() { #expect(HostileRecord.all.count >= 140) }
}

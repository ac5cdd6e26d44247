import CandorCore
import CandorLog
import CandorStore
import Foundation
import Testing
import Trials

/// Someone who can write the file, and holds no key, changes what is in it.
struct TamperTests {
  private let fixture: Fixture
  /// The file's bytes, all of the record in it, and what the record says.
  private let bytes: [UInt8]
  private let expected: [Disclosed]

  init() throws {
    fixture = try Fixture()
    let record = try fixture.create(2)
    try record.append(Fixture.entries(3...4))
    try record.close()
    bytes = try fixture.bytes()
    expected = Fixture.disclosed(try Fixture.entries(1...4))
  }

  /// Opens and reads the record with these bytes in place of its own.
  private func read(_ changed: [UInt8]) throws -> [Disclosed] {
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: fixture.path + suffix) }
    try Data(changed).write(to: URL(filePath: fixture.path))
    let record = try fixture.open()
    defer { try? record.close() }
    return try record.disclosed()
  }

  /// Where these bytes stand in the file; long values are split over pages, so only a first part is looked for.
  private func places(of value: [UInt8]) -> [Int] {
    let start = value.prefix(200)
    guard let first = bytes.firstRange(of: start)?.lowerBound else { return [] }
    return Array(first..<(first + start.count))
  }

  @Test(arguments: ["SELECT bytes FROM leaf", "SELECT sealed FROM box", "SELECT note FROM checkpoint"])
  func `whatever byte of a leaf, a box or the checkpoint is changed, it is found`(column: String) throws {
    var trials = 0
    for value in try RawRecord.values(fixture.path, column) {
      for place in places(of: value) where place % 23 == 0 {
        var changed = bytes
        changed[place] ^= 1 << UInt8(place % 8)
        trials += 1
        #expect(throws: RecordFault.self, "byte \(place)") { try read(changed) }
      }
    }
    #expect(trials > 7)
  }

  @Test func `whatever byte of a wrap is changed, it is found where it is the holder's`() throws {
    let mine = try RawRecord.wraps(fixture.path, for: fixture.custodian.publicKey.name(in: fixture.custodian.record))
    for place in places(of: mine[0].sealed) where place % 11 == 0 {
      var changed = bytes
      changed[place] ^= 1
      // X25519 masks the highest bit of the encapsulated key (RFC 7748 §5), and this is not that bit.
      #expect(throws: fixture.fault(.unverified(.shutWrap(number: 0)))) { try read(changed) }
    }
  }

  @Test func `a record whose recovery key is another than the key file's is not opened, read or written to`() throws {
    var custodian = fixture.custodian
    custodian.recovery = fixture.recovery.publicKey
    let open = { [custodian, fixture] in try Record.open(at: fixture.path, as: custodian, randomness: fixture.randomness) }
    try open().close()
    let other = try RecoveryKey(randomness: .system).publicKey.bytes.map { String(format: "%02x", $0) }.joined()
    try RawRecord.execute(fixture.path, "UPDATE record SET recovery = x'\(other)'")
    #expect(throws: fixture.fault(.otherRecovery)) { try open() }
    #expect(
      fixture.fault(.otherRecovery).message
        == "\(fixture.path): the recovery key in this record is not the one that the key file names: someone put another in its place")
    // A key file of version 1 cannot tell.
    #expect(throws: Never.self) { try fixture.open() }
  }

  @Test(.timeLimit(.minutes(60))) func `whatever byte of the file is changed, no other content is ever read or proved`() throws {
    let trials = Thorough.rounds(200, of: 2_000, "bytes of a record's file changed")
    var random = SeededGenerator(seed: 3)
    var outcomes = (refused: 0, same: 0, fewer: 0)
    for trial in 0..<trials {
      var changed = bytes
      let place = random.below(bytes.count)
      changed[place] ^= 1 << UInt8(trial % 8)
      guard let found = try? read(changed) else {
        outcomes.refused += 1
        continue
      }
      if found == expected { outcomes.same += 1 } else { outcomes.fewer += 1 }
      #expect(found.count == expected.count, "byte \(place)")
      for (entry, original) in zip(found, expected) {
        // A box whose locator was changed is nobody's: its values are withheld, and visibly so.
        #expect(entry.id == original.id && entry.on == original.on, "byte \(place)")
        #expect(entry.values.allSatisfy { original.values[$0.key] == $0.value }, "byte \(place)")
      }
    }
    #expect(200 * outcomes.refused > 13 * trials, "\(outcomes)")
  }

  /// Rows rather than bytes of the file: most of a file's bytes are of no row.
  @Test(.timeLimit(.minutes(60)), arguments: ["leaf.bytes", "box.sealed", "box.locator", "node.hashes", "checkpoint.note"])
  func `whatever byte of a row is changed, it is found, or nothing else is read and proved`(place: String) throws {
    let (table, column) = (String(place.prefix { $0 != "." }), String(place.drop { $0 != "." }.dropFirst()))
    let file = try RawRecord.Rows(fixture.path)
    let trials = Thorough.rounds(60, of: 800, "bytes changed in each of five columns")
    var random = SeededGenerator(seed: 4)
    var found = 0
    for trial in 0..<trials {
      let change = try file.change(table, column, random.next(), random.next())
      defer { try? file.restore(change) }
      do {
        let record = try fixture.open()
        let read = try record.disclosed()
        // A locator that was changed makes its box nobody's; that is seen, and withheld is all that its values are.
        for (entry, original) in zip(read, expected) {
          #expect(entry.values.allSatisfy { original.values[$0.key] == $0.value }, "\(place), trial \(trial)")
        }
        #expect(try read == expected || record.integrity().shut > 0, "\(place), trial \(trial)")
        let bundle = try record.bundle(of: (1...4).map(EntryID.init), for: Set(Fixture.audiences), since: [1, 2, 3])
        #expect(bundle.verdict() == .holds(signerChecked: false), "\(place), trial \(trial)")
        #expect(
          zip(bundle.entries, expected).allSatisfy { entry, original in
            entry.disclosures.allSatisfy { $0.value.value == original.values[$0.key]?.json }
          })
        if table == "node" { #expect(try !record.integrity().faults.isEmpty, "\(place), trial \(trial)") }
      } catch is RecordFault {
        found += 1
      }
    }
    // What locators and the nodes below the ones in use say is not needed to open a record.
    #expect(found == trials || ["box.locator", "node.hashes"].contains(place), "\(found)")
  }

  @Test func `everything that is not as it was written is found by verifying everything, and told`() throws {
    let triggers = "DROP TRIGGER leaf_kept; DROP TRIGGER leaf_fixed; DROP TRIGGER box_kept; DROP TRIGGER box_fixed; DROP TRIGGER wrap_kept;"
    let recovery = fixture.recovery.publicKey.name(in: fixture.custodian.record).map { String(0x100 + Int($0), radix: 16).dropFirst() }
      .joined()
    let changes: [(String, RecordFault.Reason)] = [
      ("DELETE FROM box WHERE entry = 2", .damaged("a box is missing")),
      ("DELETE FROM box WHERE entry = 4", .damaged("a box of entry 4 is missing")),
      ("UPDATE box SET sealed = (SELECT sealed FROM box WHERE entry = 2 LIMIT 1) WHERE entry = 1", .damagedEntry(EntryID(1), .shutBox)),
      ("DROP TRIGGER node_filled; UPDATE node SET hashes = zeroblob(length(hashes)) WHERE tier = 0", .otherRoot),
      ("INSERT INTO node VALUES (3, 7, zeroblob(32))", .damaged("a stored hash of its tree is not what its leaves give")),
      (
        "DELETE FROM wrap WHERE recipient = x'\(recovery)'",
        .otherWraps
      ),
      ("INSERT INTO checkpoint VALUES (2, (SELECT note FROM checkpoint), 1)", .damaged("the checkpoint of 2 entries is of another tree")),
    ]
    for (statement, reason) in changes {
      for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: fixture.path + suffix) }
      try Data(bytes).write(to: URL(filePath: fixture.path))
      try RawRecord.execute(fixture.path, "\(triggers) \(statement); PRAGMA wal_checkpoint(TRUNCATE)")
      var faults: [RecordFault.Reason] = []
      do { faults = try fixture.open().integrity().faults } catch let fault as RecordFault { faults = [fault.reason] }
      #expect(faults.contains(reason), "\(statement): \(faults)")
    }
  }

  @Test func `boxes that changed places, were given another entry's, or are missing are found`() throws {
    let changes: [(String, RecordFault.Reason)] = [
      ("UPDATE box SET sealed = (SELECT sealed FROM box WHERE entry = 2 LIMIT 1) WHERE entry = 1", .damagedEntry(EntryID(1), .shutBox)),
      ("UPDATE box SET entry = 5 - entry", .damagedEntry(EntryID(1), .shutBox)),
      ("DELETE FROM box WHERE entry = 2", .damaged("a box is missing")),
      ("DELETE FROM box", .damaged("a box of entry 1 is missing")),
    ]
    for (statement, reason) in changes {
      try Data(bytes).write(to: URL(filePath: fixture.path))
      try RawRecord.execute(fixture.path, "DROP TRIGGER box_kept; DROP TRIGGER box_fixed; \(statement); PRAGMA wal_checkpoint(TRUNCATE)")
      #expect(throws: fixture.fault(reason), "\(statement)") { try fixture.open().disclosed() }
    }
  }

  @Test func `leaves that are fewer, more, or in another order are found`() throws {
    let triggers = "DROP TRIGGER leaf_kept; DROP TRIGGER leaf_fixed; DROP TRIGGER leaf_next; PRAGMA foreign_keys = OFF;"
    let changes: [(String, RecordFault.Reason)] = [
      ("DELETE FROM leaf WHERE id = 4", .otherRoot),
      ("INSERT INTO leaf VALUES (5, (SELECT bytes FROM leaf WHERE id = 4))", .otherRoot),
      ("UPDATE leaf SET id = id + 10; UPDATE leaf SET id = 15 - id", .otherRoot),
      ("DELETE FROM checkpoint", .damaged("it has no checkpoint")),
      ("DELETE FROM wrap", .damaged("its data keys are missing")),
      ("UPDATE record SET verification = zeroblob(32)", .otherSigner),
    ]
    for (statement, reason) in changes {
      try Data(bytes).write(to: URL(filePath: fixture.path))
      try RawRecord.execute(fixture.path, "\(triggers) DROP TRIGGER wrap_kept; \(statement); PRAGMA wal_checkpoint(TRUNCATE)")
      #expect(throws: fixture.fault(reason), "\(statement)") { try fixture.open().disclosed() }
    }
  }
}

import CandorCore
import CandorLog
import CandorStore
import Foundation
import Testing

/// What is erased is gone for good, and that it was there stays proved.
struct ErasingTests {
  private let fixture: Fixture
  /// Where the entry says what it says: in the box of the party.
  private static let slot: UInt8 = 11
  private let statement = "a statement whose owner wants it gone " + String(repeating: "and nowhere to be found ", count: 40)

  init() throws { fixture = try Fixture() }

  private func create() throws -> Record {
    let record = try fixture.create(2)
    try record.append(Fixture.entries(3...3) { _ in statement })
    return record
  }

  /// The sealed boxes of an entry, as they stand in the file.
  private func boxes(of entry: Int) throws -> [[UInt8]] {
    try RawRecord.values(fixture.path, "SELECT sealed FROM box WHERE entry = \(entry) ORDER BY locator")
  }

  @Test func `of an erased value nothing is left in the file, beside it, or for whoever has every key`() throws {
    let record = try create()
    let before = try boxes(of: 3)
    let disclosure = try #require(
      record.bundle(of: [EntryID(3)], for: Set(Fixture.audiences)).entries[0].disclosures[Self.slot])
    try record.append(Fixture.entries(4...4), erasing: [ErasedValue(entry: EntryID(3), slot: Self.slot)])
    #expect(record.sweep())
    let after = try boxes(of: 3)
    let gone = before.filter { !after.contains($0) }
    #expect(gone.count == 1 && after.count == before.count)
    let salt = Array(disclosure.json.prefix(24))
    for file in try fixture.files {
      let bytes = Array(try Data(contentsOf: fixture.folder.appending(path: file)))
      // What stood there sealed, part by part: pages part long values, and each part would open with the key.
      for part in stride(from: 12, to: gone[0].count - 32, by: 32) {
        #expect(bytes.firstRange(of: gone[0][part..<(part + 32)]) == nil, "\(file) holds byte \(part) of the old box")
      }
      #expect(bytes.firstRange(of: Array(statement.utf8.prefix(30))) == nil && bytes.firstRange(of: salt) == nil, "\(file)")
    }
    let opened = try record.bundle(of: [EntryID(3)], for: Set(Fixture.audiences)).entries[0]
    #expect(opened.disclosures[Self.slot] == nil && opened.disclosures.count == 12)
    #expect(try record.disclosed()[2].erased == [Self.slot: [Fixture.audiences[Int(Self.slot) % 3]]])
    try record.close()
    #expect(try fixture.open().disclosed()[2].values[Self.slot] == nil)
  }

  @Test func `bundles from before and after an erasure hold, and the new one goes on from the old`() throws {
    let record = try create()
    let audiences = Set(Fixture.audiences)
    let old = try record.bundle(of: [EntryID(3)], for: audiences)
    _ = try record.publish()
    try record.append(Fixture.entries(4...4), erasing: [ErasedValue(entry: EntryID(3), slot: Self.slot)])
    let new = try record.bundle(of: [EntryID(3), EntryID(4)], for: audiences)
    #expect(old.verdict() == .holds(signerChecked: false))
    #expect(new.verdict(trusting: .older(old)) == .holds(signerChecked: true))
    #expect(new.entries[0].leaf == old.entries[0].leaf, "that something was said stays committed to")
    #expect(try record.integrity().faults == [])
    #expect(try record.integrity().erased == 1)
  }

  @Test func `what is not there cannot be erased, and then nothing is appended`() throws {
    let record = try create()
    for value in [
      ErasedValue(entry: EntryID(9), slot: 1), ErasedValue(entry: EntryID(3), slot: 23), ErasedValue(entry: EntryID(0), slot: 1),
    ] {
      #expect(throws: fixture.fault(.notHeld(value))) { try record.append(Fixture.entries(4...4), erasing: [value]) }
    }
    let value = ErasedValue(entry: EntryID(3), slot: Self.slot)
    try record.append(Fixture.entries(4...4), erasing: [value])
    #expect(throws: fixture.fault(.notHeld(value))) { try record.append(Fixture.entries(5...5), erasing: [value]) }
    #expect(record.head.head.size == 4)
  }

  @Test func `while someone reads what was there before, it is told that traces stay, and later they go`() throws {
    let record = try create()
    let reader = try RawRecord.Reader(fixture.path)
    try record.append(Fixture.entries(4...4), erasing: [ErasedValue(entry: EntryID(3), slot: Self.slot)])
    #expect(!record.sweep())
    try reader.release()
    #expect(record.sweep())
    #expect(try fixture.bytes("-wal").isEmpty)
  }
}

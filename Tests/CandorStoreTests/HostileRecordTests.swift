import CandorCore
import CandorLog
import CandorStore
import Foundation
import HostileRecords
import Testing

/// Record files that someone made to do harm: whoever opens one is told in words, and reads nothing that was not signed for.
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
    let before = try fixture.bytes()
    var outcomes: [String] = []
    /// Does it, and holds what comes of it against what may.
    func attempt(_ what: String, _ body: () throws -> Void) {
      do {
        try body()
        outcomes.append(what)
      } catch let fault as RecordFault {
        #expect(!fault.message.isEmpty && !fault.hint.isEmpty, "\(what)")
      } catch {
        Issue.record("\(hostile), \(what): \(error)")
      }
    }
    let reader = try Fixture.person("reader")
    attempt("claim") { _ = try Record.claim(at: fixture.path) }
    for person in [fixture.custodian, reader] {
      attempt("read") {
        let record = try fixture.open(as: person)
        defer { try? record.close() }
        for (found, original) in zip(try record.disclosed(), entries) {
          #expect(found.id == original.id && found.on == original.on)
          #expect(found.values.allSatisfy { original.values[$0.key]?.json == $0.value.json }, "\(hostile)")
        }
        _ = try record.snapshot()
        _ = try record.refresh()
        let bundle = try record.bundle(of: entries.map(\.id), for: Set(Fixture.audiences), since: [2])
        #expect(bundle.verdict() == .holds(signerChecked: false))
      }
      attempt("integrity") { _ = try fixture.open(as: person).integrity() }
    }
    for name in ["copy.candor", "archive.candor"] {
      attempt("copy") {
        let path = fixture.folder.appending(path: name).path
        let record = try fixture.open(as: reader)
        _ = try name == "copy.candor" ? record.backup(to: path) : record.archive(to: path)
        #expect(try Record.open(at: path, as: reader, randomness: .system).integrity().faults == [])
      }
    }
    #expect(try fixture.bytes() == before, "\(hostile): reading changed it")
    if hostile.isRefused { #expect(!outcomes.contains("read") && !outcomes.contains("copy"), "\(hostile): \(outcomes)") }
    attempt("append") {
      let record = try fixture.open()
      defer { try? record.close() }
      try record.append(Fixture.entries(8...8))
      #expect(try fixture.open().disclosed().count == 8)
    }
    let left = try fixture.files.filter { !["archive.candor", "copy.candor", "test.candor"].contains($0) }
    #expect(left == [], "\(hostile)")
  }

  @Test func `there are more than the hundred and forty that were asked for`() { #expect(HostileRecord.all.count >= 140) }
}

import CandorCore
import CandorLog
import CandorStore
import Foundation
import Testing
import Trials

/// Someone who can write the file changes what is wrapped for people: they may hold keys of their own, of which one was
/// left out.
struct WrapTamperTests {
  private static let matter = Audience.case(Fixture.caseID)
  private static let body = Audience.body(BodyID("committee"))
  private static let triggers = "DROP TRIGGER IF EXISTS wrap_kept; DROP TRIGGER IF EXISTS wrap_fixed;"

  private let fixture: Fixture
  private let (stays, leaves): (PersonKey, PersonKey)
  /// The recovery key in a person's place.
  private let recovery: PersonKey
  /// The record's file: everyone has three wraps, and of a case one was left out with the second, which is all that
  /// theirs says.
  private let bytes: [UInt8]

  init() throws {
    fixture = try Fixture()
    (stays, leaves) = (try Fixture.person("stays"), try Fixture.person("leaves"))
    let custodian = fixture.custodian
    recovery = try PersonKey(
      fixture.recovery, of: custodian.record, trusting: custodian.verificationKey, randomness: Randomness(foreseeableFrom: "recovery"))
    let record = try fixture.create(1)
    let people = [stays.publicKey, leaves.publicKey]
    for number in 2...4 {
      var change = AccessChange()
      if number == 3 {
        change.epochs = [.init(audience: Self.matter, holders: [custodian.publicKey, people[0]], leaving: [people[1]])]
      } else {
        change.grants = people.map { .init(of: number == 2 ? [.members, Self.matter] : [Self.body], to: $0) }
      }
      try record.append(Fixture.entries(number...number), changing: change)
    }
    try record.close()
    bytes = try fixture.bytes()
  }

  /// Everyone by what a test calls them.
  private func person(_ name: String) -> PersonKey { ["stays": stays, "leaves": leaves, "recovery": recovery][name] ?? fixture.custodian }

  /// The recipient's column, to be compared with.
  private func name(_ person: PersonKey) -> String {
    "x'\(person.publicKey.name(in: person.record).map { String(0x100 + Int($0), radix: 16).dropFirst() }.joined())'"
  }

  /// Puts the file there as it was, changed by a statement.
  private func change(_ statement: String) throws {
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: fixture.path + suffix) }
    try Data(bytes).write(to: URL(filePath: fixture.path))
    var statement = statement
    for who in ["stays", "leaves", "recovery", "keeper"] { statement.replace("$\(who)", with: name(person(who))) }
    try RawRecord.execute(fixture.path, "\(Self.triggers) \(statement); PRAGMA wal_checkpoint(TRUNCATE)")
  }

  private func sealed(_ who: String, _ number: Int) -> String {
    "(SELECT sealed FROM wrap WHERE recipient = $\(who) AND number = \(number))"
  }

  private func replace(_ who: String, _ number: Int, by sealed: String) -> String {
    "UPDATE wrap SET sealed = \(sealed) WHERE recipient = $\(who) AND number = \(number);"
  }

  private func exchange(_ one: (String, Int), _ other: (String, Int)) -> String {
    "CREATE TEMP TABLE kept AS SELECT \(sealed(one.0, one.1)) AS sealed;" + replace(one.0, one.1, by: sealed(other.0, other.1))
      + replace(other.0, other.1, by: "(SELECT sealed FROM kept)")
  }

  private func remove(_ who: String, _ numbers: String) -> String {
    "DELETE FROM wrap WHERE recipient = $\(who) AND number \(numbers);"
  }

  /// What someone reads, or what keeps them from it.
  private func read(as person: PersonKey) -> Result<[Disclosed], RecordFault> {
    do throws(any Error) { return .success(try fixture.open(as: person).disclosed()) } catch {
      return .failure(error as? RecordFault ?? fixture.fault(.missing))
    }
  }

  @Test func `nobody's access but theirs depends on their wraps, and each change has its own message`() throws {
    try change("")
    let everyone = ["keeper", "stays", "leaves", "recovery"]
    let before = try Dictionary(uniqueKeysWithValues: everyone.map { ($0, try read(as: person($0)).get()) })
    #expect(before["keeper"] == Fixture.disclosed(try Fixture.entries(1...4)) && before["recovery"] == before["keeper"])
    let cases: [(String, [String: LogFault])] = [
      (replace("stays", 1, by: "zeroblob(304)"), ["stays": .shutWrap(number: 1)]),
      (replace("stays", 1, by: "CAST(\(sealed("stays", 1)) || x'00' AS BLOB)"), ["stays": .shutWrap(number: 1)]),
      (exchange(("stays", 0), ("stays", 1)), ["stays": .movedWrap(number: 0, origin: 1)]),
      (exchange(("stays", 1), ("leaves", 1)), ["stays": .shutWrap(number: 1), "leaves": .shutWrap(number: 1)]),
      (exchange(("keeper", 1), ("stays", 1)), ["keeper": .shutWrap(number: 1), "stays": .shutWrap(number: 1)]),
      (replace("stays", 2, by: sealed("stays", 1)), ["stays": .movedWrap(number: 2, origin: 1)]),
      (replace("leaves", 1, by: sealed("leaves", 0)), ["leaves": .movedWrap(number: 1, origin: 0)]),
      ("INSERT INTO wrap VALUES ($leaves, 3, \(sealed("leaves", 0)));", ["leaves": .movedWrap(number: 3, origin: 0)]),
      ("INSERT INTO wrap VALUES ($leaves, 3, \(sealed("stays", 1)));", ["leaves": .shutWrap(number: 3)]),
      (remove("stays", "= 1"), ["stays": .malformed(.wrap, "number 1 is missing")]),
      (remove("keeper", "= 0"), ["keeper": .malformed(.wrap, "number 0 is missing")]),
    ]
    for (statement, faults) in cases {
      try change(statement)
      for who in everyone {
        let found = read(as: person(who))
        if let fault = faults[who] {
          #expect(found == .failure(fixture.fault(.unverified(fault))), "\(statement): \(who)")
        } else {
          #expect(try found.get() == before[who], "\(statement): \(who)")
        }
      }
    }
  }

  @Test func `the schema itself refuses wraps and recipients of other lengths`() {
    for statement in [
      replace("stays", 0, by: "zeroblob(303)"), "INSERT INTO wrap VALUES (zeroblob(15), 0, zeroblob(304))",
      "INSERT INTO wrap VALUES ($stays, -1, zeroblob(304))", "INSERT INTO wrap VALUES ($stays, 2, zeroblob(304))",
    ] {
      #expect(throws: RawRecord.Refusal.self, "\(statement)") { try change(statement) }
    }
  }

  @Test func `whatever bit of a wrap is changed, its recipient sees it, and nobody reads anything else`() throws {
    try change("")
    let everyone = [fixture.custodian, stays, leaves]
    let before = everyone.map { read(as: $0) }
    let file = try RawRecord.Rows(fixture.path)
    var random = SeededGenerator(seed: 5)
    let all = try read(as: recovery).get()
    let recoverys = try RawRecord.wraps(fixture.path, for: recovery.publicKey.name(in: recovery.record)).map { Data($0.sealed) }
    for trial in 0..<Thorough.rounds(20, of: 60, "bits of a wrap changed") {
      let change = try file.change("wrap", "sealed", random.next(), random.next())
      defer { try? file.restore(change) }
      // The recovery key opens what opens.
      let opened = try read(as: recovery).get()
      for (entry, original) in zip(opened, all) {
        #expect(entry.values.allSatisfy { original.values[$0.key]?.json == $0.value.json }, "trial \(trial)")
      }
      let after = everyone.map { read(as: $0) }
      var refused = 0
      for (old, new) in zip(before, after) where new != old {
        guard case .failure(let fault) = new, case .unverified(.shutWrap) = fault.reason else {
          Issue.record("trial \(trial): \(new)")
          continue
        }
        refused += 1
      }
      #expect(refused == (recoverys.contains(change.old) ? 0 : 1), "trial \(trial)")
    }
  }

  @Test func `a key that a stranger wraps for whoever keeps the record is written under by nobody`() throws {
    let custodian = fixture.custodian
    func forged(_ content: Wrap.Content) throws -> String {
      let wrap = try Wrap(content, to: custodian.publicKey, in: custodian.record, number: 3)
      return "x'\(wrap.sealed.map { String(0x100 + Int($0), radix: 16).dropFirst() }.joined())'"
    }
    let key = DataKey(audience: Self.matter, epoch: 3, secret: [UInt8](repeating: 7, count: 32), record: custodian.record)
    for content in [Wrap.Content(keys: [key]), Wrap.Content(ended: [(Self.matter, 2)])] {
      try change("INSERT INTO wrap VALUES ($keeper, 3, \(try forged(content)));")
      try expectRefused(.otherWraps, "\(content.ended)")
    }
    // What was signed once for fewer wraps does not stand for these, and neither does nothing.
    for statement in ["DELETE FROM inventory;", "UPDATE inventory SET note = (SELECT note FROM checkpoint);"] {
      try change(statement)
      try expectRefused(.otherWraps, statement)
    }
  }

  // MARK: Wraps that are taken away

  /// What who has custody finds, and that they write nothing.
  private func expectRefused(_ reason: RecordFault.Reason, _ comment: String) throws {
    let record = try fixture.open()
    #expect(try record.integrity().faults.contains(reason), "\(comment)")
    let before = try fixture.bytes()
    for _ in 0..<2 { #expect(throws: fixture.fault(reason), "\(comment)") { try record.append(Fixture.entries(5...5)) } }
    try record.close()
    #expect(try fixture.bytes() == before, "\(comment)")
  }

  @Test func `nothing is written under an epoch that has ended, where the wraps of the next were taken away`() throws {
    let cases: [(String, RecordFault.Reason)] = [
      (remove("keeper", "= 2"), .otherWraps),
      (remove("keeper", "> 0"), .otherWraps),
      (remove("recovery", "= 2"), .otherWraps),
      (remove("recovery", "= 1"), .otherWraps),
      (remove("recovery", ">= 0"), .otherWraps),
      // Nothing says so but the boxes that they were for: of the members' entries in the case, one an entry.
      (remove("keeper", "> 0") + remove("recovery", "> 0"), .otherWraps),
    ]
    for (statement, reason) in cases {
      try change(statement)
      try expectRefused(reason, statement)
    }
    // Who reads with what is left, reads no more than that; who writes sees that something is missing.
    try change(remove("stays", "> 0"))
    #expect(try fixture.open().integrity().faults == [.otherWraps])
    let entries = try fixture.open(as: stays).disclosed()
    #expect(entries[2].values.values.allSatisfy { $0.audiences == [.members] })
    try change(remove("stays", "= 1"))
    #expect(try fixture.open().integrity().faults == [.otherWraps])
  }

  @Test func `an end that was taken away lets nobody read more, and a keeper who was left out write nothing`() throws {
    try change(remove("leaves", "> 0"))
    let reader = try fixture.open(as: leaves)
    #expect(reader.audiences == [.members, Self.matter], "what they are told; it is not what opens")
    #expect(try reader.disclosed()[2...].allSatisfy { $0.values.values.allSatisfy { $0.audiences == [.members] } })
    try change("")
    let record = try fixture.open()
    var change = AccessChange()
    change.epochs = [.init(audience: Self.matter, holders: [stays.publicKey], leaving: [fixture.custodian.publicKey])]
    let last = try Fixture.entries(5...5)[0]
    try record.append([Addressed(draft: last.draft, audiences: last.draft.values.map { _ in .members }, on: last.on)], changing: change)
    try record.close()
    try RawRecord.execute(
      fixture.path,
      "\(Self.triggers) DELETE FROM wrap WHERE recipient = \(name(fixture.custodian)) AND number = 3; PRAGMA wal_checkpoint(TRUNCATE)")
    let again = try fixture.open()
    #expect(again.audiences.contains(Self.matter))
    #expect(try again.integrity().faults.contains(.otherWraps))
    #expect(throws: fixture.fault(.otherWraps)) { try again.append(Fixture.entries(6...6)) }
  }
}

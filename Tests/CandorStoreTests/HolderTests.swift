import CandorCore
import CandorLog
import CandorStore
import Foundation
import Synchronization
import Testing

/// Several people with keys of their own: what each opens, and what nobody opens who was left out.
struct HolderTests {
  private static let matter = Audience.case(Fixture.caseID)
  private static let body = Audience.body(BodyID("committee"))
  private static let slots = 13

  private let fixture: Fixture
  private let keeper: Recipient
  private let (first, second, third): (PersonKey, PersonKey, PersonKey)

  init() throws {
    fixture = try Fixture()
    keeper = fixture.custodian.publicKey
    (first, second, third) = (try Fixture.person("first"), try Fixture.person("second"), try Fixture.person("third"))
  }

  // MARK: What tests are made of

  /// An entry all of whose values are for one audience.
  private func entry(_ number: Int, to audience: Audience) throws -> [Addressed] {
    let entry = try Fixture.entries(number...number)[0]
    return [Addressed(draft: entry.draft, audiences: entry.draft.values.map { _ in audience }, on: entry.on)]
  }

  private func grant(_ audiences: [Audience], to people: PersonKey...) -> AccessChange {
    var change = AccessChange()
    change.grants = people.map { AccessChange.Grant(of: audiences, to: $0.publicKey) }
    return change
  }

  private func epoch(of audience: Audience, holders: [Recipient], leaving: [Recipient] = []) -> AccessChange {
    var change = AccessChange()
    change.epochs = [AccessChange.Epoch(audience: audience, holders: holders, leaving: leaving)]
    return change
  }

  private func opening(_ entry: Int, _ slots: Set<UInt8>, to audience: Audience, holders: [Recipient] = []) -> AccessChange {
    var change = AccessChange()
    change.openings = [AccessChange.Opening(entry: EntryID(entry), slots: slots, audience: audience)]
    change.holders = [audience: holders]
    return change
  }

  private func closing(_ entry: Int, _ slots: Set<UInt8>, to audience: Audience) -> AccessChange {
    var change = AccessChange()
    change.closings = [AccessChange.Opening(entry: EntryID(entry), slots: slots, audience: audience)]
    return change
  }

  private func keyring(of person: PersonKey) throws -> Keyring {
    let wraps = try RawRecord.wraps(fixture.path, for: person.publicKey.name(in: person.record))
    return try Keyring(wraps, with: person.opening, in: person.record)
  }

  /// How many boxes of each entry open with a keyring: every key is tried on every box, whatever the record says of
  /// whose it is.
  private func opened(by keyring: Keyring) throws -> [Int] {
    try RawRecord.values(fixture.path, "SELECT bytes FROM leaf ORDER BY id").enumerated().map { place, leaf in
      try boxes(of: place + 1).filter { box in
        keyring.keys.contains { (try? Box.open(Data(box), under: $0, leafHash: Tree.leafHash(leaf))) != nil }
      }.count
    }
  }

  private func opened(by person: PersonKey) throws -> [Int] { try opened(by: keyring(of: person)) }

  private func boxes(of entry: Int) throws -> [[UInt8]] {
    try RawRecord.values(fixture.path, "SELECT sealed FROM box WHERE entry = \(entry) ORDER BY rowid")
  }

  /// Which slots of each entry someone reads, as the record tells it to whoever opens it.
  private func read(by person: PersonKey) throws -> [Set<UInt8>] {
    let record = try fixture.open(as: person)
    #expect(try record.integrity().faults == [])
    return try record.disclosed().map { Set($0.values.keys) }
  }

  /// The record's file, and what is appended to it beside.
  private var bytes: [[UInt8]] { get throws { [try fixture.bytes(), (try? fixture.bytes("-wal")) ?? []] } }

  // MARK: Granting and leaving

  @Test func `whoever is granted access gets the keys of every epoch, and a reader of one epoch what was recorded in it`() throws {
    let record = try fixture.create(1)
    try record.append(entry(2, to: Self.matter), changing: grant([Self.matter], to: first))
    try record.append(entry(3, to: Self.matter), changing: epoch(of: Self.matter, holders: [keeper, first.publicKey]))
    try record.append(entry(4, to: Self.matter), changing: epoch(of: Self.matter, holders: [keeper, second.publicKey]))
    try record.append(entry(5, to: .members), changing: grant([Self.matter], to: third))
    #expect(try keyring(of: third).keys.map(\.epoch) == [1, 2, 3])
    #expect(try opened(by: third) == [1, 1, 1, 1, 0])
    #expect(try opened(by: second) == [0, 0, 0, 1, 0])
    #expect(try opened(by: first) == [1, 1, 1, 0, 0])
    let of = Set((0..<UInt8(Self.slots)).filter { Fixture.audiences[Int($0) % 3] == Self.matter })
    let all = Set(0..<UInt8(Self.slots))
    #expect(try read(by: third) == [of, all, all, all, []])
    #expect(try read(by: second) == [[], [], [], all, []])
    #expect(try fixture.open(as: third).snapshot().view.holding == [Self.matter])
    #expect(try fixture.open(as: second).snapshot().view.holding == [], "of the earlier epochs it has no key")
    #expect(try read(by: fixture.custodian) == [all, all, all, all, all])
    #expect(try fixture.open().integrity().shut == 0)
  }

  @Test func `an audience that nothing was written for yet gets its first key with a grant`() throws {
    let record = try fixture.create(1)
    try record.append(entry(2, to: .members), changing: grant([Self.body], to: first, second))
    try record.append(entry(3, to: Self.body))
    for person in [first, second] { #expect(try opened(by: person) == [0, 0, 1]) }
    let recovery = try Keyring(
      RawRecord.wraps(fixture.path, for: fixture.recovery.publicKey.name(in: record.id)), with: fixture.recovery.privateKey, in: record.id)
    #expect(try opened(by: recovery) == [3, 1, 1])
    #expect(try fixture.open().integrity().faults == [])
  }

  @Test func `a wrap names no key twice`() throws {
    let record = try fixture.create(1)
    var change = grant([.public, Self.matter, Self.matter], to: first)
    change.grants.append(AccessChange.Grant(of: [.public], to: keeper))
    change.holders = [.public: [first.publicKey, keeper]]
    try record.append(entry(2, to: .public), changing: change)
    for person in [first, fixture.custodian] {
      let wrap = try #require(RawRecord.wraps(fixture.path, for: person.publicKey.name(in: record.id)).last)
      let keys = try wrap.open(with: person.opening, in: record.id).keys.map { "\($0.audience), \($0.epoch)" }
      #expect(Set(keys).count == keys.count, "\(keys)")
    }
  }

  @Test func `who leaves opens no box that is recorded later, with any key that they hold`() throws {
    let record = try fixture.create(1)
    try record.append(entry(2, to: Self.matter), changing: grant([Self.matter], to: first, second))
    try record.append(
      entry(3, to: Self.matter), changing: epoch(of: Self.matter, holders: [keeper, second.publicKey], leaving: [first.publicKey]))
    try record.append(entry(4, to: Self.matter))
    #expect(try opened(by: first) == [1, 1, 0, 0])
    #expect(try opened(by: second) == [1, 1, 1, 1])
    // Nor do they find out which boxes these are.
    let keys = try keyring(of: first).keys
    let later = try Set(RawRecord.values(fixture.path, "SELECT locator FROM box WHERE entry > 2"))
    #expect(later.count == 6 && !keys.contains { key in (0..<50).contains { later.contains(Array(key.locator($0))) } })
    let reader = try fixture.open(as: first)
    #expect(reader.audiences == [] && fixture.custodian.record == reader.id)
    #expect(try reader.snapshot().view.holding == [])
    #expect(try reader.integrity().faults == [])

    try record.append(entry(5, to: .members), changing: grant([Self.matter], to: first))
    #expect(try opened(by: first) == [1, 1, 1, 1, 0], "who comes back gets all")
    #expect(try fixture.open(as: first).snapshot().view.holding == [Self.matter])
  }

  @Test func `the wraps of who leaves look like those of who stays`() throws {
    let record = try fixture.create(1)
    try record.append(entry(2, to: Self.matter), changing: grant([Self.matter], to: first, second))
    try record.append(
      entry(3, to: Self.matter), changing: epoch(of: Self.matter, holders: [keeper, second.publicKey], leaving: [first.publicKey]))
    let lengths = try [first, second].map { try RawRecord.wraps(fixture.path, for: $0.publicKey.name(in: record.id)).map(\.sealed.count) }
    #expect(lengths[0] == lengths[1] && lengths[0].count == 2)
  }

  // MARK: The keeper left out

  /// A record of three entries whose case the keeper was left out of with the second.
  private func keptOut() throws -> Record {
    let record = try fixture.create(1)
    try record.append(entry(2, to: .members), changing: grant([Self.matter], to: first, second, third))
    try record.append(
      entry(3, to: Self.matter),
      changing: epoch(of: Self.matter, holders: [first, second, third].map(\.publicKey), leaving: [keeper]))
    return record
  }

  @Test func `a keeper who is left out reads no more of it, writes no more of it, and where they try not a byte is changed`() throws {
    let record = try keptOut()
    #expect(try opened(by: first) == [1, 0, 1])
    #expect(try opened(by: fixture.custodian) == [3, 1, 0])
    for isOpenedAnew in [false, true] {
      let record = isOpenedAnew ? try fixture.open() : record
      #expect(record.audiences == [.members, Fixture.audiences[2]])
      #expect(try record.disclosed()[2].values == [:])
      let (before, head) = (try bytes, record.head)
      let shut = fixture.fault(.shutOut(Self.matter))
      let attempts: [(Audience, AccessChange)] = [
        (Self.matter, AccessChange()), (.members, grant([Self.matter], to: try Fixture.person("fourth"))),
        (.members, opening(1, [0], to: Self.matter)),
      ]
      for (audience, change) in attempts {
        #expect(throws: shut) { try record.append(entry(head.head.size + 1, to: audience), changing: change) }
      }
      #expect(try bytes == before)
      #expect(record.head == head)
      try record.append(entry(head.head.size + 1, to: .members))
      #expect(try record.integrity().faults == [])
      try record.close()
    }
    #expect(try opened(by: fixture.custodian) == [3, 1, 0, 1, 1])
  }

  @Test func `a keeper who was left out leaves nobody else out, and changes nothing by trying`() throws {
    let record = try keptOut()
    let (number, before) = (record.head.head.size + 1, try fixture.bytes())
    for holders in [[first.publicKey, second.publicKey], [first.publicKey, second.publicKey, keeper]] {
      #expect(throws: fixture.fault(.shutOut(Self.matter))) {
        try record.append(
          entry(number, to: .members), changing: epoch(of: Self.matter, holders: holders, leaving: [third.publicKey]))
      }
    }
    #expect(try fixture.bytes() == before)
    try record.append(entry(number, to: .members))
    #expect(try !fixture.open().audiences.contains(Self.matter))
    for person in [first, second, third, fixture.custodian] { _ = try read(by: person) }
  }

  // MARK: Opening and closing

  @Test func `what is opened to an audience is read by it, and no more; what is closed is not`() throws {
    let record = try fixture.create(3)
    try record.append(entry(4, to: .members), changing: opening(1, [0, 11], to: .public, holders: [first.publicKey]))
    #expect(try boxes(of: 1).count == 4)
    #expect(try read(by: first) == [[0, 11], [], [], []])
    #expect(try fixture.open().disclosed()[0].values[11]?.audiences == [Fixture.audiences[2], .public])

    // Again, it is as it was.
    try record.append(entry(5, to: .members), changing: opening(1, [0, 11], to: .public))
    #expect(try read(by: first)[0] == [0, 11])
    for number in [6, 7] {
      try record.append(entry(number, to: .members), changing: closing(1, [11], to: .public))
      #expect(try read(by: first)[0] == [0])
      let value = try #require(fixture.open().disclosed()[0].values[11])
      #expect(value.audiences == [Fixture.audiences[2]])
      #expect(try value.json == fixture.open().disclosed()[0].values[11]?.json)
    }
    #expect(try fixture.open().integrity().faults == [])

    // What lies nowhere else stays, so that it is not lost.
    try record.append(entry(8, to: .members), changing: closing(1, [11], to: Fixture.audiences[2]))
    #expect(try fixture.open().disclosed()[0].values.count == Self.slots)
    for change in [opening(99, [0], to: .public), closing(99, [0], to: .public)] {
      #expect(throws: fixture.fault(.noEntry(EntryID(99)))) { try record.append(entry(9, to: .members), changing: change) }
    }
    #expect(throws: fixture.fault(.notHeld(ErasedValue(entry: EntryID(1), slot: 23)))) {
      try record.append(entry(9, to: .members), changing: opening(1, [23], to: .public))
    }
    #expect(record.head.head.size == 8)
  }

  @Test func `what was closed is nowhere in the files, for whoever is let in later`() throws {
    let record = try fixture.create(3)
    try record.append(entry(4, to: .members), changing: opening(1, [0, 11], to: .public))
    let box = try #require(boxes(of: 1).last)
    func isThere() throws -> Bool {
      try fixture.files.contains { try Data(contentsOf: fixture.folder.appending(path: $0)).firstRange(of: box[12..<100]) != nil }
    }
    #expect(try isThere())
    try record.append(entry(5, to: .members), changing: closing(1, [11], to: .public))
    #expect(try !isThere())
  }

  @Test func `who has read up to an entry still reads that, whatever is opened and appended meanwhile`() throws {
    let record = try fixture.create(1)
    try record.append(entry(2, to: .public), changing: grant([.public, .members], to: first))
    let (reader, keepers) = (try fixture.open(as: first), try fixture.open())
    let before = try (reader.disclosed(), keepers.disclosed())
    try record.append(entry(3, to: .public))
    try record.append(entry(4, to: .members), changing: opening(1, [11], to: .public))
    let values = try reader.disclosed()
    #expect(values.count == 2 && values[1] == before.0[1])
    #expect(Set(values[0].values.keys) == Set(before.0[0].values.keys).union([11]))
    #expect(try keepers.disclosed().map(\.id) == before.1.map(\.id))
    try record.append(entry(5, to: .members), changing: epoch(of: .public, holders: [keeper], leaving: [first.publicKey]))
    try record.append(entry(6, to: .members), changing: opening(1, [8], to: .public))
    #expect(try reader.disclosed() == values)
    #expect(try reader.refresh())
    #expect(try reader.disclosed().count == 6)
    #expect(reader.audiences == [.members])
  }

  // MARK: What fails

  private struct Refused: Error {}

  @Test func `an append that fails takes its keys along, and the next one goes on with the old`() throws {
    let record = try fixture.create(1)
    try record.append(entry(2, to: Self.matter), changing: grant([Self.matter], to: first))
    var change = epoch(of: Self.matter, holders: [keeper], leaving: [first.publicKey])
    change.grants = [AccessChange.Grant(of: [Self.body, .members], to: second.publicKey)]
    let (before, head) = (try bytes, record.head)
    #expect(throws: Refused.self) { try record.append(changing: change) { _ in throw Refused() } }
    #expect(throws: fixture.fault(.notNext(found: EntryID(9), expected: EntryID(3)))) {
      try record.append(changing: change) { _ in try entry(9, to: Self.matter) }
    }
    change.openings = [AccessChange.Opening(entry: EntryID(99), slots: [0], audience: .public)]
    #expect(throws: fixture.fault(.noEntry(EntryID(99)))) { try record.append(entry(3, to: Self.matter), changing: change) }
    #expect(try bytes == before)
    #expect(record.head == head && record.audiences == Set(Fixture.audiences))
    try record.append(entry(3, to: Self.matter))
    #expect(try opened(by: first) == [1, 1, 1])
    try record.append(entry(4, to: Self.body))
    #expect(try RawRecord.wraps(fixture.path, for: second.publicKey.name(in: record.id)) == [])
    #expect(try keyring(of: fixture.custodian).keys(for: Self.matter).map(\.epoch) == [1])
    #expect(try fixture.open().integrity() == record.integrity() && record.integrity().faults == [])
  }

  /// Appends that go into one commit: the first holds the commit before until the others wait.
  private func together(_ record: Record, _ appends: [@Sendable () throws -> Checkpoint]) throws -> [Result<Checkpoint, any Error>] {
    let (isUnderWay, areWaiting, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let outcomes = Mutex<[Int: Result<Checkpoint, any Error>]>([:])
    func inBackground(_ place: Int, _ body: @escaping @Sendable () throws -> Checkpoint) {
      DispatchQueue(label: "\(place)").async {
        let outcome = Result { try body() }
        outcomes.withLock { $0[place] = outcome }
        ended.signal()
      }
    }
    inBackground(-1) {
      try record.append { next in
        isUnderWay.signal()
        areWaiting.wait()
        return try Fixture.entries(next.number...next.number)
      }
    }
    isUnderWay.wait()
    for (place, append) in appends.enumerated() {
      inBackground(place, append)
      while record.waitingAppends <= place { usleep(500) }
    }
    areWaiting.signal()
    for _ in -1..<appends.count { ended.wait() }
    return try outcomes.withLock { outcomes in try appends.indices.map { try #require(outcomes[$0]) } }
  }

  @Test func `of several appends in one commit, one that fails leaves no key to the others`() throws {
    let record = try fixture.create(1)
    try record.append(entry(2, to: Self.matter), changing: grant([Self.matter], to: first))
    let entryFor = { @Sendable [self] (audience: Audience) in { @Sendable (next: EntryID) in try entry(next.number, to: audience) } }
    let leaving = epoch(of: Self.matter, holders: [keeper], leaving: [first.publicKey])
    let granting = grant([Self.body, Self.matter], to: second)
    let results = try together(
      record,
      [
        { try record.append(changing: leaving) { _ in throw Refused() } },
        { try record.append(entryFor(Self.matter)) },
        { try record.append(changing: granting) { _ in try entryFor(Self.body)(EntryID(99)) } },
        { try record.append(entryFor(Self.body)) },
      ])
    #expect(throws: Refused.self) { try results[0].get() }
    #expect(try results[1].get() == results[3].get() && record.head.head.size == 5)
    #expect(throws: fixture.fault(.notNext(found: EntryID(99), expected: EntryID(5)))) { try results[2].get() }
    #expect(try opened(by: first) == [1, 1, 1, 1, 0])
    #expect(try keyring(of: fixture.custodian).keys(for: Self.matter).map(\.epoch) == [1])
    #expect(try RawRecord.wraps(fixture.path, for: second.publicKey.name(in: record.id)) == [])
    #expect(try fixture.open().integrity().faults == [] && record.disclosed() == fixture.open().disclosed())
  }

  @Test func `what comes in the same commit behind the keeper's leaving is not written with a key that they no longer have`() throws {
    let record = try fixture.create(1)
    try record.append(entry(2, to: .members), changing: grant([Self.matter], to: first))
    let leaving = epoch(of: Self.matter, holders: [first.publicKey], leaving: [keeper])
    let results = try together(
      record,
      [
        { try record.append(changing: leaving) { try entry($0.number, to: Self.matter) } },
        { try record.append { try entry($0.number, to: Self.matter) } },
        { try record.append { try entry($0.number, to: .members) } },
      ])
    #expect(throws: fixture.fault(.shutOut(Self.matter))) { try results[1].get() }
    #expect(try results[0].get() == results[2].get())
    #expect(try opened(by: first) == [1, 0, 1, 1, 0])
    #expect(try opened(by: fixture.custodian) == [3, 1, 3, 0, 1])
  }

  // MARK: Another keeper

  @Test func `the first key is trusted on through every handover, and no further than to a recovery`() throws {
    let recovery = fixture.recovery.publicKey
    func successor() throws -> PersonKey { try PersonKey(of: first.record, recovery: recovery, randomness: fixture.randomness) }
    let (next, last, lost) = (try successor(), try successor(), try successor())
    var record = try fixture.create(1)
    try record.append(entry(2, to: .members), changing: grant([.public, .members], to: first))
    try record.handOver(to: next, [Fixture.custody(3, to: next)])
    try record.close()
    record = try fixture.open(as: next)
    try record.handOver(to: last, [Fixture.custody(4, to: last)])
    try record.close()
    record = try fixture.open(as: last)
    try record.append(entry(5, to: .members))
    try record.close()
    // Who trusts the first, the second or the last.
    for trusted in [fixture.custodian, next, last].map(\.verificationKey) {
      #expect(try fixture.open(as: PersonKey(first, trusting: trusted)).disclosed().count == 5)
    }
    let stranger = fixture.fault(.otherSigner)
    #expect(throws: stranger) { try fixture.open(as: PersonKey(first, trusting: lost.verificationKey)) }
    #expect(throws: fixture.fault(.notKeeper)) {
      let record = try fixture.open(as: PersonKey(next, trusting: next.verificationKey))
      try record.append(entry(6, to: .members))
    }

    let holder = try PersonKey(
      fixture.recovery, of: first.record, trusting: Record.claim(at: fixture.path).verification, randomness: fixture.randomness)
    record = try fixture.open(as: holder)
    #expect(throws: fixture.fault(.notKeeper)) { try record.append(entry(6, to: .members)) }
    let change = epoch(of: .members, holders: [lost.publicKey, first.publicKey], leaving: [last.publicKey])
    try record.recover(to: lost, [Fixture.custody(6, to: lost)], changing: change)
    try record.close()
    for trusted in [fixture.custodian, next, last].map(\.verificationKey) {
      #expect(throws: stranger) { try fixture.open(as: PersonKey(first, trusting: trusted)) }
    }
    record = try fixture.open(as: lost)
    try record.append(entry(7, to: .members))
    #expect(try record.integrity().faults == [])
    let told = PersonKey(first, trusting: lost.verificationKey)
    #expect(try read(by: told)[6] == Set(0..<UInt8(Self.slots)))
    #expect(try opened(by: last)[6] == 0)
    #expect(try opened(by: lost)[6] == 1)
    let bundle = try record.bundle(of: [EntryID(7)], for: [.members])
    #expect(bundle.successions.isEmpty && bundle.verdict(trusting: .key(lost.verificationKey)) == .holds(signerChecked: true))
    #expect(bundle.verdict(trusting: .key(last.verificationKey)) == .fails(.otherSigner))
  }

  @Test func `a handover whose checkpoint either key has not signed hands no trust on`() throws {
    let next = try PersonKey(of: first.record, recovery: nil, randomness: fixture.randomness)
    let record = try fixture.create(1)
    try record.append(entry(2, to: .members), changing: grant([.members], to: first))
    try record.handOver(to: next, [Fixture.custody(3, to: next)])
    try record.close()
    #expect(try fixture.open(as: first).disclosed().count == 3)
    let both = try SignedNote(parsing: #require(RawRecord.values(fixture.path, "SELECT note FROM checkpoint WHERE published").first))
    let lines = String(decoding: both.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    // The text's three lines and the blank one, then a signature a line.
    for left in [4, 5] {
      var note = lines
      note.remove(at: left)
      let text = note.joined(separator: "\n")
      try RawRecord.execute(fixture.path, "UPDATE checkpoint SET note = CAST('\(text)' AS BLOB) WHERE published")
      #expect(throws: (any Error).self) { try fixture.open(as: first) }
    }
  }

  @Test func `who has handed the record over opens nothing later, and the successor knows what is kept from them`() throws {
    let successor = try PersonKey(of: first.record, recovery: nil, randomness: fixture.randomness)
    var record = try fixture.create(1)
    try record.append(entry(2, to: Self.matter), changing: grant([.public, Self.matter], to: first))
    var change = epoch(of: .members, holders: [successor.publicKey], leaving: [keeper])
    change.epochs += epoch(of: Self.matter, holders: [first.publicKey], leaving: [keeper]).epochs
    change.epochs += epoch(of: Fixture.audiences[2], holders: [successor.publicKey], leaving: [keeper]).epochs
    change.epochs += epoch(of: .public, holders: [successor.publicKey, first.publicKey], leaving: [keeper]).epochs
    try record.handOver(to: successor, [Fixture.custody(3, to: successor)], changing: change)
    try record.close()
    #expect(throws: fixture.fault(.notKeeper)) { try fixture.open().append(entry(4, to: .members)) }
    record = try fixture.open(as: successor)
    #expect(record.audiences == [.public, .members, Fixture.audiences[2]])
    let ring = try keyring(of: successor)
    #expect(ring.audiences.contains(Self.matter) && ring.keys(for: Self.matter).isEmpty && ring.epoch(of: Self.matter) == 2)
    #expect(throws: fixture.fault(.shutOut(Self.matter))) { try record.append(entry(4, to: Self.matter)) }
    for audience in [.members, .public, Fixture.audiences[2]] as [Audience] {
      try record.append(entry(record.head.head.size + 1, to: audience))
    }
    #expect(try opened(by: fixture.custodian)[2...].allSatisfy { $0 == 0 })
    #expect(try opened(by: successor)[3...].allSatisfy { $0 == 1 })
    #expect(try opened(by: successor)[..<2] == [2, 0], "what the case was told before is kept from them too")
    #expect(try record.integrity().faults == [])
    #expect(try read(by: first).count == 6)
    #expect(try fixture.open().disclosed().count == 6, "whoever had custody reads what they could read")

    // Handing on, what was kept from one who had custody cannot be given by them.
    let next = try PersonKey(of: first.record, recovery: nil, randomness: fixture.randomness)
    try record.handOver(to: next, [Fixture.custody(7, to: next)])
    try record.close()
    record = try fixture.open(as: next)
    #expect(throws: fixture.fault(.shutOut(Self.matter))) { try record.append(entry(8, to: Self.matter)) }
    #expect(try record.integrity().faults == [])
  }

  @Test func `whoever holds a case and takes the record over writes it, where the one before could not`() throws {
    let record = try keptOut()
    let keeping = PersonKey(first, trusting: first.verificationKey)
    try record.handOver(to: keeping, [Fixture.custody(4, to: keeping)])
    try record.close()
    let next = try fixture.open(as: keeping)
    try next.append(entry(5, to: Self.matter))
    #expect(try opened(by: second)[4] == 1)
    #expect(try opened(by: fixture.custodian)[4] == 0)
    #expect(try next.integrity().faults == [])
  }

  // MARK: Readers

  @Test func `a reader sees a grant and an end when they look again, without opening anew`() throws {
    let record = try fixture.create(1)
    try record.append(entry(2, to: .members), changing: grant([.members], to: first))
    let reader = try fixture.open(as: first)
    #expect(reader.audiences == [.members])
    #expect(try !reader.refresh())
    try record.append(entry(3, to: Self.matter), changing: grant([Self.matter], to: first))
    #expect(try reader.disclosed().count == 2, "it shows what it has verified")
    #expect(try reader.refresh())
    #expect(reader.audiences == [.members, Self.matter])
    #expect(try reader.disclosed()[2].values.count == Self.slots)
    try record.append(
      entry(4, to: Self.matter), changing: epoch(of: Self.matter, holders: [keeper], leaving: [first.publicKey]))
    #expect(try reader.refresh())
    #expect(reader.audiences == [.members])
    let entries = try reader.disclosed()
    #expect(entries[2].values.count == Self.slots && entries[3].values == [:])
    #expect(try !reader.refresh())
  }

  @Test func `a reader writes nothing, keeps nobody from writing, and goes on to see what is new`() throws {
    let record = try fixture.create(1)
    try record.append(entry(2, to: .members), changing: grant([.public, .members], to: first))
    try record.close()
    let (before, files) = (try fixture.bytes(), try fixture.files)
    let reader = try fixture.open(as: first)
    #expect(!reader.isKept)
    #expect(throws: fixture.fault(.notKeeper)) { try reader.append(entry(3, to: .members)) }
    #expect(throws: fixture.fault(.notKeeper)) { try reader.handOver(to: first, [Fixture.custody(3, to: first)]) }
    #expect(try !reader.publish())
    #expect(try fixture.bytes() == before && fixture.files == files)
    let keepers = try fixture.open()
    try keepers.append(entry(3, to: .members))
    #expect(try reader.refresh())
    #expect(try reader.disclosed()[2].values.count == Self.slots)
    #expect(throws: fixture.fault(.notKeeper)) { try reader.append(entry(4, to: .members)) }
  }

  @Test func `nobody but who holds the recovery key recovers a record`() throws {
    let record = try fixture.create(1)
    try record.append(entry(2, to: .members), changing: grant([.public, .members], to: first))
    try record.close()
    let before = try fixture.bytes()
    let reader = try fixture.open(as: first)
    #expect(throws: fixture.fault(.notKeeper)) {
      try reader.recover(to: second, [Fixture.custody(3, to: second)], changing: AccessChange())
    }
    #expect(try fixture.bytes() == before)
  }

  @Test func `a reader's bundle, integrity and copy say what their keys open, and hold`() throws {
    let record = try fixture.create(2)
    try record.append(entry(3, to: .members), changing: grant([.public, Self.matter], to: first))
    let next = try PersonKey(of: first.record, recovery: nil, randomness: fixture.randomness)
    try record.handOver(to: next, [Fixture.custody(4, to: next)])
    try record.close()
    let reader = try fixture.open(as: first)
    let bundle = try reader.bundle(of: (1...3).map(EntryID.init), for: Set(Fixture.audiences), since: [2])
    #expect(bundle.verdict(trusting: .key(fixture.custodian.verificationKey)) == .holds(signerChecked: true))
    let of = Set((0..<UInt8(Self.slots)).filter { Fixture.audiences[Int($0) % 3] == Self.matter })
    #expect(bundle.entries.map { Set($0.disclosures.keys) } == [of, of, []])
    let integrity = try reader.integrity()
    #expect(integrity.faults == [] && integrity.entries == 4 && integrity.shut > 0 && integrity.values >= 2 * of.count)
    let copy = fixture.folder.appending(path: "copy.candor").path
    #expect(try reader.backup(to: copy).head == reader.head)
    // The copy has all of the record, not only what who made it reads.
    let whole = try Record.open(at: copy, as: next, randomness: .system)
    #expect(try whole.disclosed()[..<3] == Fixture.disclosed(Fixture.entries(1...2) + entry(3, to: .members))[...])
    #expect(try whole.integrity().shut == 0)
  }
}

import CandorCore
import CandorLog
import Foundation
import Testing

struct BoxTests {
  private let randomness = Randomness(foreseeableFrom: "box")
  private let record: RecordID
  private let key: DataKey
  private let leafHash = Digest(hashing: Array("leaf".utf8))
  private let contents = [
    Box.Content(slot: 0, disclosure: Array(#"["salt","a",1]"#.utf8)), Box.Content(slot: 7, disclosure: nil),
    Box.Content(slot: 23, disclosure: Array("x".utf8)),
  ]

  init() {
    record = RecordID(randomness: randomness)
    key = DataKey(audience: .members, epoch: 1, secret: randomness.bytes(32), record: record)
  }

  private func seal(_ contents: [Box.Content]) throws -> Data {
    try Box.seal(contents, under: key, leafHash: leafHash, nonce: randomness.bytes(12)[...])
  }

  @Test func `what is sealed is opened`() throws {
    #expect(try Box.open(seal(contents), under: key, leafHash: leafHash) == contents)
    #expect(try Box.open(seal([]), under: key, leafHash: leafHash) == [])
  }

  @Test(arguments: [(0, 256), (249, 256), (250, 256), (251, 512), (506, 512), (507, 1024), (70_000, 131_072)])
  func `a box shows only its size class`(length: Int, padded: Int) throws {
    let content = Box.Content(slot: 3, disclosure: length == 0 ? nil : [UInt8](repeating: 1, count: length))
    let sealed = try seal([content])
    #expect(sealed.count == padded + Box.overhead)
    #expect(try Box.open(sealed, under: key, leafHash: leafHash) == [content])
  }

  @Test func `whatever byte is changed, it does not open`() throws {
    let sealed = try seal(contents)
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      #expect(throws: LogFault.shutBox) { try Box.open(changed, under: key, leafHash: leafHash) }
    }
    for length in [0, 1, 12, 27, 28, 283] {
      #expect(throws: LogFault.shutBox) { try Box.open(sealed.prefix(length), under: key, leafHash: leafHash) }
    }
  }

  @Test func `another leaf, another key, another record's key do not open it`() throws {
    let sealed = try seal(contents)
    #expect(throws: LogFault.shutBox) { try Box.open(sealed, under: key, leafHash: Digest(hashing: [])) }
    let other = DataKey(audience: .members, epoch: 1, secret: randomness.bytes(32), record: record)
    #expect(throws: LogFault.shutBox) { try Box.open(sealed, under: other, leafHash: leafHash) }
    let secret = randomness.bytes(32)
    let here = DataKey(audience: .members, epoch: 1, secret: secret, record: record)
    let there = DataKey(audience: .members, epoch: 1, secret: secret, record: RecordID(randomness: randomness))
    let box = try Box.seal(contents, under: here, leafHash: leafHash, nonce: randomness.bytes(12)[...])
    #expect(throws: LogFault.shutBox) { try Box.open(box, under: there, leafHash: leafHash) }
    #expect(here.locator(0) != there.locator(0))
  }

  @Test func `slots out of order, of no leaf, or twice are refused`() throws {
    for slots in [[1, 0], [1, 1], [24], [254]] as [[UInt8]] {
      let sealed = try seal(slots.map { Box.Content(slot: $0, disclosure: [1]) })
      #expect(throws: LogFault.malformed(.box, "its slots are not in order")) { try Box.open(sealed, under: key, leafHash: leafHash) }
    }
  }

  @Test func `locators are steady, 16 bytes long and all different`() {
    let locators = (0..<1000).map(key.locator)
    #expect(Set(locators).count == 1000)
    #expect(locators.allSatisfy { $0.count == 16 })
    #expect(locators == (0..<1000).map(key.locator))
  }
}

struct WrapTests {
  private let randomness = Randomness(foreseeableFrom: "wrap")
  private let custodian: PersonKey
  private let keys: [DataKey]

  init() throws {
    custodian = try PersonKey(randomness: randomness)
    let audiences: [Audience] = [.public, .members, .case(CaseID(random: 1)), .body(BodyID("sc")), .party(PartyID(random: 2))]
    keys = [Int](audiences.indices).map { [randomness, custodian] in
      DataKey(audience: audiences[$0], epoch: $0 + 1, secret: randomness.bytes(32), record: custodian.record)
    }
  }

  private func wrap(number: Int = 0) throws -> Wrap { try Wrap(keys, to: custodian.publicKey, in: custodian.record, number: number) }

  @Test func `the recipient opens what was wrapped`() throws {
    let read = try wrap().open(with: custodian.opening, in: custodian.record)
    #expect(read.map(\.audience) == keys.map(\.audience))
    #expect(read.map(\.epoch) == keys.map(\.epoch))
    #expect(read.map { $0.locator(5) } == keys.map { $0.locator(5) })
  }

  @Test func `a wrap shows only its size class`() throws {
    #expect(try wrap().sealed.count == 32 + 512 + 16)
    #expect(try Wrap([keys[0]], to: custodian.publicKey, in: custodian.record, number: 0).sealed.count == 32 + 256 + 16)
  }

  @Test func `whatever byte is changed, it does not open`() throws {
    let wrap = try wrap()
    for index in wrap.sealed.indices where index != 31 {
      var sealed = wrap.sealed
      sealed[index] ^= 1
      let changed = Wrap(recipient: wrap.recipient, number: 0, sealed: sealed)
      #expect(throws: LogFault.shutWrap(number: 0)) { try changed.open(with: custodian.opening, in: custodian.record) }
    }
    for length in [0, 31, 32, 47] {
      let cut = Wrap(recipient: wrap.recipient, number: 0, sealed: Array(wrap.sealed.prefix(length)))
      #expect(throws: LogFault.shutWrap(number: 0)) { try cut.open(with: custodian.opening, in: custodian.record) }
    }
  }

  @Test func `another place, another record, another person do not open it`() throws {
    let wrap = try wrap(number: 3)
    let moved = Wrap(recipient: wrap.recipient, number: 4, sealed: wrap.sealed)
    #expect(throws: LogFault.shutWrap(number: 4)) { try moved.open(with: custodian.opening, in: custodian.record) }
    #expect(throws: LogFault.shutWrap(number: 3)) { try wrap.open(with: custodian.opening, in: RecordID(randomness: randomness)) }
    let other = try RecoveryKey(randomness: randomness)
    #expect(throws: LogFault.shutWrap(number: 3)) { try wrap.open(with: other.privateKey, in: custodian.record) }
  }

  @Test func `a keyring misses no wrap and takes the newest epoch`() throws {
    func keyring(_ wraps: [Wrap]) throws -> Keyring { try Keyring(wraps, with: custodian.opening, in: custodian.record) }
    let members = [2, 1, 3].map { DataKey(audience: .members, epoch: $0, secret: randomness.bytes(32), record: custodian.record) }
    let wraps = try members.enumerated().map { try Wrap([$1], to: custodian.publicKey, in: custodian.record, number: $0) }
    let ring = try keyring(wraps)
    #expect(ring.keys.map(\.epoch) == [2, 1, 3])
    #expect(ring.newestKey(for: .members) == 2)
    #expect(try keyring([wraps[0], wraps[1]]).newestKey(for: .members) == 0)
    #expect(ring.newestKey(for: .public) == nil)
    #expect(throws: LogFault.malformed(.wrap, "number 0 is missing")) { try keyring([wraps[1]]) }
    let again = try Wrap([members[0]], to: custodian.publicKey, in: custodian.record, number: 1)
    #expect(throws: LogFault.malformed(.wrap, "a data key is there twice")) { try keyring([wraps[0], again]) }
  }
}

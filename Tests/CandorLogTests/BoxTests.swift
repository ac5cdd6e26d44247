import CandorCore
import CandorLog
import Crypto
import Foundation
import StrictJSON
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

  private func wrap(number: Int = 0) throws -> Wrap {
    try Wrap(
      Wrap.Content(keys: keys, ended: [(.body(BodyID("nc")), 3)]), to: custodian.publicKey, in: custodian.record,
      number: number)
  }

  @Test func `the recipient opens what was wrapped`() throws {
    let read = try wrap().open(with: custodian.opening, in: custodian.record)
    #expect(read.keys.map(\.audience) == keys.map(\.audience))
    #expect(read.keys.map(\.epoch) == keys.map(\.epoch))
    #expect(read.keys.map { $0.locator(5) } == keys.map { $0.locator(5) })
    #expect(read.ended.map(\.audience) == [.body(BodyID("nc"))] && read.ended.map(\.epoch) == [3])
  }

  @Test func `a wrap shows only its size class`() throws {
    #expect(try wrap().sealed.count == 32 + 512 + 16)
    #expect(try Wrap(Wrap.Content(keys: [keys[0]]), to: custodian.publicKey, in: custodian.record, number: 0).sealed.count == 32 + 256 + 16)
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

  private func keyring(_ contents: [Wrap.Content]) throws -> [Wrap] {
    try contents.enumerated().map { try Wrap($1, to: custodian.publicKey, in: custodian.record, number: $0) }
  }
  private func keyring(_ wraps: [Wrap]) throws -> Keyring { try Keyring(wraps, with: custodian.opening, in: custodian.record) }
  private func key(_ epoch: Int) -> DataKey {
    DataKey(audience: .members, epoch: epoch, secret: randomness.bytes(32), record: custodian.record)
  }

  @Test func `a keyring misses no wrap and takes the newest epoch`() throws {
    let members = [2, 1, 3].map { key($0) }
    let wraps: [Wrap] = try keyring(members.map { Wrap.Content(keys: [$0]) })
    let ring: Keyring = try keyring(wraps)
    #expect(ring.keys.map(\.epoch) == [2, 1, 3])
    #expect(ring.newestKey(for: .members) == 2)
    #expect(try keyring([wraps[0], wraps[1]]).newestKey(for: .members) == 0)
    #expect(ring.newestKey(for: .public) == nil)
    #expect(throws: LogFault.malformed(.wrap, "number 0 is missing")) { try keyring([wraps[1]]) as Keyring }
  }

  @Test func `a key that is wrapped again is one key, and another of its name is refused`() throws {
    let first = key(1)
    let again: Keyring = try keyring(try keyring([Wrap.Content(keys: [first]), Wrap.Content(keys: [first, key(2)])]))
    #expect(again.keys.map(\.epoch) == [1, 2])
    let wraps: [Wrap] = try keyring([Wrap.Content(keys: [first]), Wrap.Content(keys: [key(1)])])
    #expect(throws: LogFault.malformed(.wrap, "a data key is there twice, and not the same")) { try keyring(wraps) as Keyring }
  }

  @Test func `whoever is left out of the next epoch knows it, until a later key comes`() throws {
    let left: [Wrap.Content] = [Wrap.Content(keys: [key(1)]), Wrap.Content(ended: [(.members, 1)])]
    let ring: Keyring = try keyring(try keyring(left))
    #expect(!ring.isPresent(for: .members) && ring.epoch(of: .members) == 2 && ring.audiences == [.members])
    let back: Keyring = try keyring(try keyring(left + [Wrap.Content(keys: [key(3)])]))
    #expect(back.isPresent(for: .members) && back.epoch(of: .members) == 3)
    #expect(!back.isPresent(for: .public) && back.epoch(of: .public) == 0)
  }

  @Test func `an old wrap in a newer one's place, and two exchanged, are told from a changed one`() throws {
    let wraps: [Wrap] = try keyring([1, 2, 3].map { Wrap.Content(keys: [key($0)]) })
    func moved(_ from: Int, to number: Int) -> Wrap { Wrap(recipient: wraps[0].recipient, number: number, sealed: wraps[from].sealed) }
    let replayed = LogFault.movedWrap(number: 2, origin: 1)
    #expect(throws: replayed) { try keyring([wraps[0], wraps[1], moved(1, to: 2)]) as Keyring }
    #expect(replayed.message == "wrap 1 stands where wrap 2 should: an old one was put in its place")
    let swapped = LogFault.movedWrap(number: 0, origin: 1)
    #expect(throws: swapped) { try keyring([moved(1, to: 0), moved(0, to: 1), wraps[2]]) as Keyring }
    #expect(swapped.message == "wrap 1 stands where wrap 0 should: two were exchanged")
    let other = try PersonKey(randomness: randomness)
    let others = try Wrap(Wrap.Content(keys: [key(2)]), to: other.publicKey, in: custodian.record, number: 1)
    #expect(throws: LogFault.shutWrap(number: 1)) {
      try keyring([wraps[0], Wrap(recipient: wraps[0].recipient, number: 1, sealed: others.sealed)]) as Keyring
    }
  }
}

struct SealingVectorTests {
  @Test(Vectors.has("hpke-rfc9180/appendix-a.json")) func `what RFC 9180 seals, opens`() throws {
    var opened = 0
    for vector in try Vectors.read("hpke-rfc9180/appendix-a.json").elements where vector["mode"] == 0 {
      guard vector["kem_id"] == 32, vector["kdf_id"] == 1 else { continue }
      let suite: HPKE.Ciphersuite
      switch vector["aead_id"]?.integerValue {
      case 1: suite = HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_128)
      case 3: suite = Wrap.suite
      default: continue
      }
      let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: try #require(vector["skRm"]).hexadecimal)
      var recipient = try HPKE.Recipient(
        privateKey: key, ciphersuite: suite, info: Data(try #require(vector["info"]).hexadecimal),
        encapsulatedKey: Data(try #require(vector["enc"]).hexadecimal))
      for (number, message) in try #require(vector["encryptions"]).elements.enumerated() {
        // Ours are sealed alone; further messages of one sender come with numbers, of which the vectors leave some out.
        guard message["sequence_number"]?.integerValue == number else { break }
        let plain = try recipient.open(
          Data(try #require(message["ct"]).hexadecimal), authenticating: Data(try #require(message["aad"]).hexadecimal))
        #expect(Array(plain) == (try #require(message["pt"]).hexadecimal))
        opened += 1
      }
    }
    #expect(opened >= 4)
  }

  @Test(Vectors.has("wycheproof/chacha20_poly1305_test.json")) func `the cases of Wycheproof open where they should, and nowhere else`()
    throws
  {
    var (valid, invalid) = (0, 0)
    for group in try #require(Vectors.read("wycheproof/chacha20_poly1305_test.json")["testGroups"]).elements {
      for test in try #require(group["tests"]).elements {
        func bytes(_ name: String) throws -> [UInt8] { try #require(test[name]).hexadecimal }
        let box = try? ChaChaPoly.SealedBox(combined: Data(try bytes("iv") + bytes("ct") + bytes("tag")))
        let isWellFormed = try bytes("iv").count == Box.nonceLength
        let (key, facts) = (SymmetricKey(data: try bytes("key")), try bytes("aad"))
        let plain = box.flatMap { isWellFormed ? try? ChaChaPoly.open($0, using: key, authenticating: facts) : nil }
        if test["result"] == "valid" {
          valid += 1
          #expect(plain.map { Array($0) } == (try bytes("msg")), "test \(test["tcId"]?.integerValue ?? 0)")
        } else {
          invalid += 1
          #expect(plain == nil, "test \(test["tcId"]?.integerValue ?? 0)")
        }
      }
    }
    #expect(valid > 200 && invalid > 50)
  }
}

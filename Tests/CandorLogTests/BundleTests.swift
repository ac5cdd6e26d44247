import CandorCore
import CandorLog
import Foundation
import StrictJSON
import Testing
import Trials

/// Bundles made by hand, good ones and every way of being bad that `Docs/log.md` names.
struct BundleTests {
  /// A log in memory that says what it is told to say.
  struct Log {
    let custodian: PersonKey
    private(set) var tree = Tree()
    private(set) var heads = [Tree().head]
    private(set) var leaves: [Leaf] = []
    private(set) var disclosures: [[UInt8: Disclosure]] = []
    private var nodes: [Tree.Node: Digest] = [:]
    private let randomness: Randomness

    init(seed: String = "bundle") throws {
      randomness = Randomness(foreseeableFrom: seed)
      custodian = try PersonKey(randomness: randomness)
    }

    /// A log of so many entries that are alike.
    static func withMeetings(_ count: Int) throws -> Log {
      var log = try Log()
      for _ in 0..<count { try log.append(values(.meetingHeld)) }
      return log
    }

    /// The values of an entry that has its place for each of them.
    static func values(_ kind: Kind, _ payload: [String: JSONValue] = [:]) -> [(name: String, json: JSONValue)] {
      let header = ["case", "label", "occurred", "timing", "sources", "disputes", "corrects", "recorded"].map {
        (name: $0, json: JSONValue.null)
      }
      return [(name: "kind", json: [.string(kind.rawValue), 1])] + header
        + kind.schema.fields.map { (name: $0.name, json: payload[$0.name] ?? .null) }
    }

    mutating func append(_ values: [(name: String, json: JSONValue)]) throws {
      var opened: [UInt8: Disclosure] = [:]
      var commitments: [Digest] = []
      for (slot, value) in values.enumerated() {
        let disclosure = try Disclosure(salt: randomness.bytes(16)[...], name: value.name, value: value.json)
        opened[UInt8(slot)] = disclosure
        commitments.append(disclosure.digest)
      }
      while commitments.count < Leaf.slots { commitments.append(Digest(hashing: randomness.bytes(32))) }
      let leaf = Leaf(id: EntryID(leaves.count + 1), on: try #require(Day("2026-11-21")), commitments: commitments)
      leaves.append(leaf)
      disclosures.append(opened)
      tree.append(leaf.hash) { nodes[$0] = $1 }
      heads.append(tree.head)
    }

    func hash(_ node: Tree.Node) throws -> Digest { try #require(nodes[node]) }

    func entry(_ number: Int, in size: Int) throws -> ProofBundle.Entry {
      ProofBundle.Entry(
        leaf: leaves[number - 1], disclosures: disclosures[number - 1], proof: try InclusionProof(of: number - 1, in: size, hash))
    }

    func older(_ size: Int) throws -> ProofBundle.Older {
      ProofBundle.Older(head: heads[size], proof: try ConsistencyProof(from: size, to: tree.size, hash))
    }

    func bundle(
      _ entries: [Int] = [], since sizes: [Int] = [], signedBy key: PersonKey? = nil, successions: [ProofBundle.Succession] = []
    )
      throws -> ProofBundle
    {
      let key = key ?? custodian
      return ProofBundle(
        checkpoint: try Checkpoint(tree.head, signedBy: key), verification: key.verificationKey,
        entries: try entries.map { try entry($0, in: tree.size) }, older: try sizes.map(older), successions: successions)
    }
  }

  private let log: Log

  init() throws { log = try Log.withMeetings(11) }

  /// The bundle with one element of its JSON replaced, in canonical form again.
  private static func changed(_ bundle: ProofBundle, _ change: (inout JSONObject) throws -> Void) throws -> [UInt8] {
    var object = try #require(JSONValue(parsing: bundle.bytes).objectValue)
    try change(&object)
    return JSONValue.object(object).canonicalBytes + [0x0A]
  }

  @Test func `what is written is read back, and holds`() throws {
    let bundle = try log.bundle([1, 4, 11], since: [1, 5, 8])
    let read = try ProofBundle(parsing: bundle.bytes)
    #expect(read.bytes == bundle.bytes)
    #expect(read.entries == bundle.entries && read.older == bundle.older && read.checkpoint == bundle.checkpoint)
    #expect(read.verdict() == .holds(signerChecked: false))
    #expect(read.verdict(trusting: .key(log.custodian.verificationKey)) == .holds(signerChecked: true))
    #expect(String(decoding: bundle.bytes.prefix(19), as: UTF8.self) == #"{"candor-bundle":1,"#)
  }

  @Test func `some values may be left out, and what is left still holds`() throws {
    let bundle = try log.bundle([1, 2]).withholding { $0.name != "kind" }
    #expect(bundle.entries.map(\.disclosures.count) == [1, 1])
    #expect(try ProofBundle(parsing: bundle.bytes).verdict() == .holds(signerChecked: false))
  }

  // MARK: What does not hold

  @Test func `whoever did not sign it is found out`() throws {
    let other = try PersonKey(of: log.custodian.record, recovery: nil, randomness: .system)
    let bundle = try log.bundle([1])
    let foreign = ProofBundle(
      checkpoint: bundle.checkpoint, verification: other.verificationKey, entries: [], older: [], successions: [])
    #expect(foreign.verdict() == .fails(.unsigned))
    let text = bundle.checkpoint.note.string.replacing("\n11\n", with: "\n10\n")
    let changed = try ProofBundle(parsing: Self.changed(bundle) { $0["checkpoint"] = .string(text) })
    #expect(changed.verdict() == .fails(.forged))
    #expect(bundle.verdict(trusting: .key(other.verificationKey)) == .fails(.otherSigner))
    let elsewhere = try Log(seed: "elsewhere").custodian.verificationKey
    #expect(bundle.verdict(trusting: .key(elsewhere)) == .fails(.otherOrigin))
    let note = try SignedNote(signing: log.bundle().checkpoint.note.text, as: elsewhere, with: try Log(seed: "elsewhere").custodian.signing)
    let borrowed = ProofBundle(checkpoint: try Checkpoint(note), verification: elsewhere, entries: [], older: [], successions: [])
    #expect(borrowed.verdict() == .fails(.otherOrigin))
  }

  @Test func `an entry that is not in the tree, in another place, or beyond it is found out`() throws {
    var other = try Log(seed: "other")
    for _ in 0..<11 { try other.append(Log.values(.noticeGiven)) }
    let foreign = try other.entry(4, in: 11)
    let bundle = try log.bundle()
    func with(_ entry: ProofBundle.Entry) -> Verdict {
      ProofBundle(
        checkpoint: bundle.checkpoint, verification: bundle.verification, entries: [entry], older: [], successions: []
      ).verdict()
    }
    #expect(with(foreign) == .fails(.notIncluded(EntryID(4))))
    let (three, four) = (try log.entry(3, in: 11), try log.entry(4, in: 11))
    #expect(with(ProofBundle.Entry(leaf: four.leaf, disclosures: [:], proof: three.proof)) == .fails(.notIncluded(EntryID(4))))
    let beyond = Leaf(id: EntryID(12), on: four.leaf.on, commitments: four.leaf.commitments)
    #expect(with(ProofBundle.Entry(leaf: beyond, disclosures: [:], proof: four.proof)) == .fails(.notIncluded(EntryID(12))))
    #expect(with(four) == .holds(signerChecked: false))
  }

  @Test func `a value that the entry did not commit to, or in another slot, is found out`() throws {
    let bundle = try log.bundle([4])
    let entry = bundle.entries[0]
    func with(_ disclosures: [UInt8: Disclosure]) -> Verdict {
      ProofBundle(
        checkpoint: bundle.checkpoint, verification: bundle.verification,
        entries: [ProofBundle.Entry(leaf: entry.leaf, disclosures: disclosures, proof: entry.proof)], older: [], successions: []
      ).verdict()
    }
    let said = try Disclosure(salt: [UInt8](repeating: 1, count: 16)[...], name: "label", value: "another")
    #expect(with([2: said]) == .fails(.uncommitted(EntryID(4), slot: 2)))
    #expect(with([3: try #require(entry.disclosures[2])]) == .fails(.uncommitted(EntryID(4), slot: 3)))
  }

  /// An entry made by hand that commits to something twice, or where it has no place.
  @Test(arguments: [
    (13, "bodies", 13), (0, "label", 0), (1, "label", 1), (2, "case", 2), (20, "kind", 20), (20, "anything", 20), (23, "occurred", 23),
  ])
  func `an entry that says one thing to some and another to others is refused`(slot: Int, name: String, found: Int) throws {
    var log = log
    var values = Log.values(.meetingHeld)
    while values.count <= slot { values.append(("filler\(values.count)", nil)) }
    values[slot].name = name
    if slot < 9, let other = values.indices.first(where: { $0 != slot && values[$0].name == name }) { values[other].name = "other" }
    try log.append(values)
    let opened = log.disclosures[11].filter { $0.key == 0 || Int($0.key) == slot }
    let entry = try log.entry(12, in: 12)
    let bundle = try log.bundle()
    let verdict = ProofBundle(
      checkpoint: bundle.checkpoint, verification: bundle.verification,
      entries: [ProofBundle.Entry(leaf: entry.leaf, disclosures: opened, proof: entry.proof)], older: [], successions: []
    ).verdict()
    #expect(verdict == .fails(.equivocal(EntryID(12), slot: UInt8(found))))
  }

  @Test func `a value that is named twice is refused, though the kind is not known`() throws {
    var log = log
    var values = Log.values(.meetingHeld)
    values[0].json = ["kind.of-the-future", 1]
    values[10].name = values[9].name
    try log.append(values)
    #expect(try log.bundle([12]).verdict() == .fails(.equivocal(EntryID(12), slot: 10)))
  }

  // MARK: Older bundles

  @Test func `a record that goes on from an older bundle holds against it, and one that does not is told apart`() throws {
    let older = try log.bundle([2, 3])
    var grown = log
    for _ in 0..<9 { try grown.append(Log.values(.noticeGiven)) }
    #expect(try grown.bundle(since: [11]).verdict(trusting: .older(older)) == .holds(signerChecked: true))
    #expect(try grown.bundle(since: [5, 11, 19]).verdict(trusting: .older(older)) == .holds(signerChecked: true))
    #expect(older.verdict(trusting: .older(older)) == .holds(signerChecked: true), "the same size and the same root")
    #expect(try grown.bundle(since: [10, 12]).verdict(trusting: .older(older)) == .fails(.unproven(size: 11)))
    #expect(try older.verdict(trusting: .older(grown.bundle())) == .fails(.smaller(than: 20, size: 11)))

    // The same custodian tells another story from the eleventh entry on.
    var forked = try Log()
    for _ in 0..<10 { try forked.append(Log.values(.meetingHeld)) }
    #expect(forked.heads[10] == log.heads[10])
    try forked.append(Log.values(.noticeGiven))
    #expect(try forked.bundle().verdict(trusting: .older(older)) == .fails(.forked(size: 11)))
    for _ in 0..<9 { try forked.append(Log.values(.noticeGiven)) }
    #expect(try forked.bundle(since: [11]).verdict(trusting: .older(older)) == .fails(.forked(size: 11)))
    let claimed = ProofBundle.Older(head: log.heads[11], proof: try forked.older(11).proof)
    let bundle = try forked.bundle()
    let lying = ProofBundle(
      checkpoint: bundle.checkpoint, verification: bundle.verification, entries: [], older: [claimed], successions: [])
    #expect(lying.verdict(trusting: .older(older)) == .fails(.inconsistent(size: 11)))
  }

  @Test func `every record goes on from one without entries`() throws {
    #expect(try log.bundle().verdict(trusting: .older(Log().bundle())) == .holds(signerChecked: true))
  }

  @Test func `an older bundle that does not hold is no ground to stand on`() throws {
    let older = try log.bundle()
    let unsigned = ProofBundle(
      checkpoint: older.checkpoint,
      verification: try PersonKey(of: log.custodian.record, recovery: nil, randomness: .system).verificationKey,
      entries: [], older: [], successions: [])
    #expect(older.verdict(trusting: .older(unsigned)) == .fails(.older(.unsigned)))
    #expect(BundleFailure.older(.unsigned).name == "unsigned")
  }

  // MARK: Successions

  /// A log whose signing key was handed over twice, at these sizes.
  func handedOver() throws -> (log: Log, keys: [PersonKey], successions: (_ size: Int) throws -> [ProofBundle.Succession]) {
    var log = log
    let randomness = Randomness(foreseeableFrom: "successors")
    let keys =
      [log.custodian] + (try (0..<2).map { _ in try PersonKey(of: log.custodian.record, recovery: nil, randomness: randomness) })
    var signed: [Checkpoint] = []
    for (old, new) in zip(keys, keys.dropFirst()) {
      try log.append(Log.values(.custodyTransferred, ["key": .string(new.verificationKey.text), "of": "the record"]))
      signed.append(try Checkpoint(log.tree.head, signedBy: old).signed(also: new))
      try log.append(Log.values(.meetingHeld))
    }
    let (whole, checkpoints) = (log, signed)
    return (
      log, keys,
      { size in
        try checkpoints.map { checkpoint in
          ProofBundle.Succession(
            checkpoint: checkpoint, entry: try whole.entry(checkpoint.head.size, in: checkpoint.head.size),
            proof: try ConsistencyProof(from: checkpoint.head.size, to: size, whole.hash))
        }
      }
    )
  }

  @Test func `whoever trusts an earlier key trusts those it was handed over to, and nobody else`() throws {
    let (log, keys, successions) = try handedOver()
    let bundle = try log.bundle([1], since: [11], signedBy: keys[2], successions: successions(15))
    let read = try ProofBundle(parsing: bundle.bytes)
    #expect(read.verdict() == .holds(signerChecked: false))
    for key in keys { #expect(read.verdict(trusting: .key(key.verificationKey)) == .holds(signerChecked: true)) }
    #expect(try read.verdict(trusting: .older(self.log.bundle())) == .holds(signerChecked: true))
    let stranger = try PersonKey(of: log.custodian.record, recovery: nil, randomness: .system)
    #expect(read.verdict(trusting: .key(stranger.verificationKey)) == .fails(.otherSigner))
    let silent = try log.bundle(signedBy: keys[2])
    #expect(silent.verdict(trusting: .key(keys[0].verificationKey)) == .fails(.otherSigner))
    #expect(silent.verdict(trusting: .key(keys[2].verificationKey)) == .holds(signerChecked: true))
  }

  @Test func `a change of keys that is not what it says is found out`() throws {
    let (log, keys, successions) = try handedOver()
    let all = try successions(15)
    func with(_ changed: [ProofBundle.Succession], signedBy key: PersonKey) throws -> Verdict {
      try log.bundle(signedBy: key, successions: changed).verdict()
    }
    #expect(try with(all, signedBy: keys[1]) == .fails(.unsucceeded(size: nil)), "the last one handed over to another")
    #expect(try with([all[0]], signedBy: keys[2]) == .fails(.unsucceeded(size: nil)))
    #expect(try with([all[1]], signedBy: keys[2]) == .holds(signerChecked: false), "who trusts the second key needs no more")
    let size = all[1].checkpoint.head.size
    let unsigned = ProofBundle.Succession(
      checkpoint: try Checkpoint(all[1].checkpoint.head, signedBy: keys[1]), entry: all[1].entry, proof: all[1].proof)
    #expect(try with([all[0], unsigned], signedBy: keys[2]) == .fails(.unsucceeded(size: size)))
    let alone = ProofBundle.Succession(
      checkpoint: try Checkpoint(all[1].checkpoint.head, signedBy: keys[2]), entry: all[1].entry, proof: all[1].proof)
    #expect(try with([all[0], alone], signedBy: keys[2]) == .fails(.unsucceeded(size: size)), "the key before it has not signed")
    let other = ProofBundle.Succession(checkpoint: all[1].checkpoint, entry: all[0].entry, proof: all[1].proof)
    #expect(try with([all[0], other], signedBy: keys[2]) == .fails(.unsucceeded(size: size)))
    let shut = ProofBundle.Entry(leaf: all[1].entry.leaf, disclosures: [:], proof: all[1].entry.proof)
    let silent = ProofBundle.Succession(checkpoint: all[1].checkpoint, entry: shut, proof: all[1].proof)
    #expect(try with([all[0], silent], signedBy: keys[2]) == .fails(.unsucceeded(size: size)))
    let unproved = ProofBundle.Succession(checkpoint: all[1].checkpoint, entry: all[1].entry, proof: all[0].proof)
    #expect(try with([all[0], unproved], signedBy: keys[2]) == .fails(.unsucceeded(size: size)))
  }

  // MARK: Form

  @Test(arguments: [
    (#"{"candor-bundle":1"#, #"{"candor-bundle":2"#), (#""consistency":["#, #""consistency":[0,"#), (#""entries":["#, #""entry":["#),
    ("\n", ""), ("\n", "\n\n"), (#""successions":[]"#, #""successions":{}"#), (#""slot":0"#, #""slot":1"#), (#""slot":0"#, #""slot":24"#),
    (#""slot":0"#, #""slot":0.0"#), (#""size":5"#, #""size":11"#), (#""size":5"#, #""size":0"#), (#""size":5"#, #""size":5e0"#),
    (#""path":["#, #""path":["AAAA","#), (#"{"disclosures""#, #"{ "disclosures""#),
    (#""verification":"candor/"#, #""verification":"candour/"#),
  ])
  func `what does not have the form is malformed`(found: String, written: String) throws {
    let text = String(decoding: try log.bundle([1], since: [5]).bytes, as: UTF8.self)
    let range = try #require(text.firstRange(of: found))
    let changed = text.replacingCharacters(in: range, with: written)
    #expect { try ProofBundle(parsing: Array(changed.utf8)) } throws: { error in
      if case LogFault.malformed = error { true } else { false }
    }
  }

  @Test func `entries and sizes that do not ascend are malformed`() throws {
    let bundle = try log.bundle([1, 2], since: [5, 6])
    for name in ["entries", "consistency"] {
      let turned = try Self.changed(bundle) { $0[name] = .array(try #require($0[name]?.arrayValue).reversed()) }
      #expect(throws: LogFault.self) { try ProofBundle(parsing: turned) }
      let twice = try Self.changed(bundle) { object in
        object[name] = .array(try #require(object[name]?.arrayValue).flatMap { [$0, $0] })
      }
      #expect(throws: LogFault.self) { try ProofBundle(parsing: twice) }
    }
  }

  @Test func `whatever is changed in a bundle, it does not hold as other content, and nothing crashes`() throws {
    let (log, keys, successions) = try handedOver()
    let bytes = try log.bundle([1, 12], since: [5, 11, 12, 14], signedBy: keys[2], successions: successions(15)).bytes
    let trust = Trust.key(keys[0].verificationKey)
    var random = SeededGenerator(seed: 2)
    let trials = Thorough.rounds(400, of: 4_000, "bytes of a bundle changed")
    var (refused, failed) = (0, 0)
    for trial in 0..<trials {
      var changed = bytes
      let place = random.below(bytes.count)
      switch trial % 3 {
      case 0: changed[place] ^= 1 << UInt8(random.below(8))
      case 1: changed.remove(at: place)
      default: changed.insert(UInt8(random.below(256)), at: place)
      }
      guard changed != bytes else { continue }
      guard let read = try? ProofBundle(parsing: changed) else {
        refused += 1
        continue
      }
      if case .fails = read.verdict(trusting: trust) { failed += 1 } else { Issue.record("trial \(trial), byte \(place)") }
    }
    #expect(4 * refused > 3 * trials && 40 * failed > trials, "\(refused) malformed, \(failed) that do not hold")
  }

  @Test func `each failure has its name, its words and what to do`() {
    let failures: [BundleFailure] = [
      .unsigned, .forged, .otherOrigin, .notIncluded(EntryID(1)), .uncommitted(EntryID(1), slot: 2), .equivocal(EntryID(1), slot: 2),
      .inconsistent(size: 3), .unsucceeded(size: 3), .unsucceeded(size: nil), .otherSigner, .smaller(than: 4, size: 3), .forked(size: 3),
      .unproven(size: 1), .older(.forged),
    ]
    #expect(Set(failures.map(\.name)).count == 12)
    for failure in failures {
      #expect(failure.message.first?.isLowercase == true && !failure.message.hasSuffix("."), "\(failure.message)")
      #expect(failure.hint.first?.isUppercase == true && failure.hint.hasSuffix("."), "\(failure.hint)")
    }
  }
}

import CandorCore
import CandorLog
import CandorService
import CandorStore
import CandorTestSupport
import Foundation
import StrictJSON
import Testing

/// A record of two cases and six people beside its keeper, each with a key of their own.
struct House {
  static let charter = """
    organization: A club
    timezone: Europe/Madrid
    bodies:
      board: { title: Board }
      conduct: { title: Conduct Committee, independent-of: [board] }
      members: { title: members }
    visibility:
      default: case
      meeting.held: members
      request.made: body:board
      motion.moved: public
      need.stated: party
      report.received: members
    clauses: []
    """

  static let first = """
    about: The first complaint
    people:
      complainant: { role: complainant, names: [Ada Nonesuch] }
      respondent: { role: respondent, seats: board, names: [Bob Nonesuch] }
      judge: { role: participant, seats: conduct, names: [Cid Nonesuch] }
      deputy: { role: participant, seats: conduct, names: [Dot Nonesuch] }
      chair: { role: participant, seats: board, names: [Eve Nonesuch] }
      advocate: { role: advocate, names: [Fay Nonesuch] }
    entries:
      - { label: reported, kind: report.received, occurred: 2026-05-01, from: complainant, to: conduct, says: What the complainant said. }
      - { label: told, kind: notice.given, occurred: 2026-05-02, by: conduct, to: complainant, of: reported, says: What the complainant was told. }
      - { label: consented, kind: consent.changed, occurred: 2026-05-02, from: complainant, state: given, to: advocate }
    """

  static let second = """
    about: The second complaint
    people:
      other: { role: complainant, names: [Gus Nonesuch] }
    entries: []
    """

  static let people = ["judge", "deputy", "chair", "complainant", "respondent", "advocate"]

  let example: Example
  let path: String
  let recovery: RecoveryKey
  private(set) var keeper: Session
  private(set) var keys: [String: PersonKey] = [:]
  let first: CaseID
  let second: CaseID

  init() throws {
    var example = try Example()
    example.environment.now = { Instant(seconds: 1_795_260_000) }
    self.example = example
    let made = try RecordInit(
      at: example.path("record.candor"), charter: (House.charter, "charter.yaml"), key: nil, environment: example.environment)
    (path, keeper, recovery) = (example.path("record.candor"), made.session, try RecoveryKey(parsing: made.recovery))
    let cases = try [House.first, House.second].map { text in
      try RecordAppend.run(RecordAppend.Parameters(casefile: text, name: "case.yaml"), in: made.session).cases
    }
    (first, second) = (try #require(cases[0].first), try #require(cases[1].first))
    for name in House.people {
      keys[name] = try PersonKey(
        of: keeper.record.id, trusting: keeper.record.verification, recovery: recovery.publicKey, randomness: example.environment.randomness
      )
    }
    for name in House.people { try grant(name, .members) }
    try grant("judge", .case, seat: "conduct", in: first)
    try grant("judge", .case, seat: "conduct", in: second)
    try grant("deputy", .case, seat: "conduct", in: first)
    try grant("chair", .body(BodyID("board")))
    try grant("respondent", .body(BodyID("board")))
    try grant("complainant", .party, in: first)
    try grant("respondent", .party, in: first)
    try grant("advocate", .party, of: "complainant", consent: "consented", in: first)
  }

  /// The key in a file that has no passphrase.
  func keyFile(_ path: String) throws -> PersonKey { try KeyFile(reading: path).key { _ in nil } }

  func remove() { example.remove() }

  func key(_ name: String) throws -> PersonKey { try #require(keys[name]) }

  /// Who a part of the first case is.
  func person(_ name: String) throws -> PersonID {
    let party = try #require(keeper.view.names(in: first).parties[name])
    return try #require(keeper.access.persons(of: [party]).first)
  }

  @discardableResult
  func grant(
    _ name: String, _ audience: Visibility.Level, of: String? = nil, seat: String? = nil, consent: String? = nil, in id: CaseID? = nil
  ) throws -> AccessGrant.Output {
    try AccessGrant.run(
      AccessGrant.Parameters(
        key: key(name).publicKey.text, to: try person(name).text, audience: audience, case: id, of: of, seat: seat, consent: consent),
      in: keeper)
  }

  /// What someone sees who opens the record file with their own key.
  func opened(by name: String) throws -> Session { try opened(with: key(name)) }

  func opened(with key: PersonKey) throws -> Session {
    try Session(try Record.open(at: path, as: key, randomness: example.environment.randomness), environment: example.environment)
  }

  @discardableResult
  func append(_ kind: Kind, _ fields: JSONObject, in id: CaseID?) throws -> EntryID {
    let draft = try keeper.draft(kind, fields, in: id)
    try keeper.append([draft])
    return draft.id
  }

  /// Records in the first case what brings an end about, as whoever keeps the record does.
  @discardableResult
  func record(_ entry: JSONValue, in id: CaseID) throws -> RecordAppend.Output {
    let parameters = RecordAppend.Parameters(entriesFile: entry.canonicalText, name: "entry", case: id)
    return try RecordAppend.run(parameters, in: keeper)
  }

  /// The same house in the custody of another key.
  func kept(by key: PersonKey) throws -> House {
    var house = self
    try keeper.record.close()
    house.keeper = try opened(with: key)
    return house
  }
}

/// One value an audience, recorded at one time.
private struct Probes {
  /// P everyone, M members, B the board, 1 and 2 the cases, C and R the accounts of complainant and respondent, J who the judge is.
  private let entries: [(letter: Character, entry: EntryID, field: String)]

  init(in house: House) throws {
    let asks: JSONObject = ["by": ["board"], "to": "board", "asks": "A thing."]
    entries = [
      ("P", try house.append(.motionMoved, asks, in: nil), "asks"),
      ("M", try house.append(.meetingHeld, ["bodies": ["board"], "occurred": "2026-06-01"], in: nil), "bodies"),
      ("B", try house.append(.requestMade, ["by": ["board"], "to": ["board"], "asks": "A thing."], in: nil), "asks"),
      ("1", try house.append(.remitSet, ["by": ["board"], "of": "conduct"], in: house.first), "of"),
      ("2", try house.append(.remitSet, ["by": ["board"], "of": "conduct"], in: house.second), "of"),
      ("C", try house.append(.needStated, ["from": "complainant", "need": "A room."], in: house.first), "need"),
      (
        "J",
        try house.append(.personDescribed, ["person": try house.person("judge").json, "names": ["Cid Nonesuch"]], in: house.second), "names"
      ),
      ("R", try house.append(.needStated, ["from": "respondent", "need": "A room."], in: house.first), "need"),
    ]
  }

  /// The audiences whose values someone reads.
  func open(to session: Session) -> String {
    String(entries.filter { probe in session.view.values(of: probe.entry).contains { $0.name == probe.field && $0.isGiven } }.map(\.letter))
  }
}

@Suite struct AccessTests {
  private static let start = [
    "judge": "PM12J", "deputy": "PM1", "chair": "PMB", "complainant": "PMC", "respondent": "PMBR", "advocate": "PMC",
  ]

  /// What brings an end about, and what each of the six reads of what is recorded after it, where that is other than before.
  private static let stages: [(name: String, entry: @Sendable (House) throws -> (JSONValue, CaseID), after: [String: String])] = [
    (
      "a recusal", { (["kind": "recusal.noted", "who": "judge", "state": "declared", "occurred": "2026-06-02"], $0.first) },
      ["judge": "PM2J"]
    ),
    (
      "the end of a seat", { (["kind": "seat.vacated", "holder": "deputy", "body": "conduct", "occurred": "2026-06-03"], $0.first) },
      ["deputy": "PM"]
    ),
    (
      "being named a party",
      { (["kind": "party.named", "label": "seen", "role": "witness", "person": try $0.person("judge").json], $0.second) },
      ["judge": "PMJ"]
    ),
    (
      "consent withdrawn",
      { (["kind": "consent.changed", "from": "complainant", "state": "withdrawn", "occurred": "2026-06-04"], $0.first) },
      ["advocate": "PM"]
    ),
    (
      "an expulsion",
      { (["kind": "membership.changed", "member": "respondent", "change": "expelled", "occurred": "2026-06-05"], $0.first) },
      ["respondent": "PR"]
    ),
    (
      "a seat that is filled",
      { (["kind": "seat.taken", "holder": "complainant", "body": "board", "occurred": "2026-06-06"], $0.first) }, [:]
    ),
  ]

  @Test func `what each of six people reads of each audience, before and after what ends it`() throws {
    var house = try House()
    defer { house.remove() }
    var expected = Self.start
    var history: [(name: String, probes: Probes, expected: [String: String])] = [("the beginning", try Probes(in: house), expected)]
    for stage in Self.stages {
      let (entry, id) = try stage.entry(house)
      let output = try house.record(entry, in: id)
      #expect(output.ended.isEmpty == stage.after.isEmpty, "\(stage.name)")
      #expect(Set(output.ended.map(\.person)) == (try Set(stage.after.keys.map { try house.person($0) })), "\(stage.name)")
      expected.merge(stage.after) { $1 }
      history.append((stage.name, try Probes(in: house), expected))
    }
    // Whoever was let in by the recovery key reads everything, and the lost key nothing that is recorded from then on.
    let lost = try house.keyFile(house.example.environment.keyFile(of: house.keeper.record.id))
    let before = house.keeper.record.head.head.size
    try house.keeper.record.close()
    let recovered = try Recovery(
      of: house.path, with: house.recovery, to: ["members"], says: nil, newKey: house.example.path("new.key"),
      environment: house.example.environment)
    let found = try house.keyFile(house.example.path("new.key"))
    #expect(throws: RecordFault(path: house.path, reason: .otherSigner)) { try house.opened(with: lost) }
    house = try house.kept(by: found)
    #expect(recovered.entry.number == before + 1 && house.keeper.record.isKept)
    history.append(("recovery", try Probes(in: house), expected))
    let stale = try house.opened(with: PersonKey(lost, trusting: found.verificationKey))

    for (name, probes, expected) in history {
      for person in House.people {
        let trusting = PersonKey(try house.key(person), trusting: found.verificationKey)
        #expect(probes.open(to: try house.opened(with: trusting)) == expected[person], "\(person), recorded after \(name)")
      }
      #expect(probes.open(to: house.keeper) == "PMB12CJR", "the keeper, recorded after \(name)")
      #expect(probes.open(to: stale) == (name == "recovery" ? "" : "PMB12CJR"), "the lost key, recorded after \(name)")
    }
  }

  @Test func `what a removed key cannot open was sealed before its removal was told`() throws {
    let house = try House()
    defer { house.remove() }
    let judge = try house.opened(by: "judge")
    let output = try house.record(
      ["kind": "recusal.noted", "who": "judge", "state": "declared", "occurred": "2026-06-02"], in: house.first)
    try judge.refresh()
    // The recusal itself is the case's, and they have left it; that their own access ended they are told.
    #expect(judge.view.values(of: output.entries[0]).isEmpty)
    let ended = try #require(judge.view[output.entries[1]])
    guard case .accessEnded(let end) = ended.event else {
      Issue.record("entry \(ended.id) does not end an access")
      return
    }
    #expect(try end.person.is(house.person("judge")) == .yes && end.because.is(output.entries[0]) == .yes)
    #expect(judge.access.ended.map(\.by) == [output.entries[1]])
  }

  @Test func `whoever asks for it, or may not have it, is not let in`() throws {
    let house = try House()
    defer { house.remove() }
    var before = try house.example.bytes("record.candor")
    func refused(_ kind: ServiceError.Kind, _ body: () throws -> AccessGrant.Output) {
      let error = #expect(throws: (any Error).self) { try body() }
      #expect(error.map { ServiceError(explaining: $0).kind } == kind)
    }
    // A party to the case, whoever grants it.
    refused(.notPermitted) { try house.grant("respondent", .case, in: house.first) }
    // Another's accounts, without consent or on another's.
    refused(.notPermitted) { try house.grant("judge", .party, of: "complainant", consent: "consented", in: house.first) }
    refused(.notPermitted) { try house.grant("judge", .party, of: "respondent", in: house.first) }
    refused(.input) { try house.grant("advocate", .party, of: "complainant", in: house.first) }
    // A label that stands for different people, and one that stands for somebody in the case that is named.
    try house.record(
      ["kind": "party.named", "label": "chair", "role": "witness", "person": try house.person("advocate").json], in: house.second)
    before = try house.example.bytes("record.candor")
    let chair = { id in
      AccessGrant.Parameters(key: try house.key("chair").publicKey.text, to: "chair", audience: .members, case: id)
    }
    refused(.input) { try AccessGrant.run(chair(nil), in: house.keeper) }
    // Nobody that the record knows, a slip in the key, and a reader who grants.
    refused(.notFound) {
      try AccessGrant.run(
        AccessGrant.Parameters(key: house.key("chair").publicKey.text, to: "0123456789ab", audience: .members), in: house.keeper)
    }
    refused(.input) {
      try AccessGrant.run(AccessGrant.Parameters(key: "08Z0-W2CJ", to: "new", audience: .members), in: house.keeper)
    }
    let judge = try house.opened(by: "judge")
    refused(.notPermitted) {
      try AccessGrant.run(
        AccessGrant.Parameters(key: house.key("chair").publicKey.text, to: "new", audience: .members), in: judge)
    }
    #expect(throws: (any Error).self) { try judge.append([try judge.draft(.meetingHeld, ["bodies": ["board"]], in: nil)]) }
    // An entry that names a key is no grant.
    #expect(throws: (any Error).self) {
      try house.record(
        [
          "kind": "access.granted", "person": try house.person("chair").json, "audience": "case",
          "key": .string(house.key("chair").publicKey.text),
        ],
        in: house.first)
    }
    #expect(try house.example.bytes("record.candor") == before)
    // After a recusal too.
    try house.record(["kind": "recusal.noted", "who": "judge", "state": "declared", "occurred": "2026-06-02"], in: house.first)
    refused(.notPermitted) { try house.grant("judge", .case, in: house.first) }
  }

  @Test func `a party reads its own accounts and what it was told, and no more`() throws {
    let house = try House()
    defer { house.remove() }
    let view = try house.opened(by: "complainant").view
    let names = house.keeper.view.names(in: house.first)
    func shown(_ label: String) throws -> Set<String> {
      Set(view.values(of: try #require(names.entries[label]).id).filter(\.isGiven).map(\.name))
    }
    #expect(try shown("reported").isSuperset(of: ["kind", "case", "label", "from", "to", "says"]))
    #expect(try shown("told").isSuperset(of: ["kind", "case", "by", "to", "says"]) && !shown("told").contains("label"))
    let party = try #require(names.parties["respondent"])
    let respondent = try #require(
      house.keeper.view.entries.first { entry in
        if case .partyNamed(let named) = entry.event { named.party.is(party) == .yes } else { false }
      })
    #expect(view.values(of: respondent.id).isEmpty)
    #expect(Organization(view).cases == [house.first])
    // Who they are themselves, as the record has it.
    let described = view.entries.compactMap { entry -> [String]? in
      if case .personDescribed(let described) = entry.event { described.names.shown } else { nil }
    }
    #expect(described == [["Ada Nonesuch"]])
  }

  @Test func `no charter opens a person's own words beyond the case; their consent does, and takes it back`() throws {
    let house = try House()
    defer { house.remove() }
    let reported = try #require(house.keeper.view.names(in: house.first).entries["reported"]).id
    func readers(_ id: EntryID, _ field: String = "says") throws -> Set<String> {
      Set(
        try House.people.filter { name in
          try house.opened(by: name).view.values(of: id).contains { $0.name == field && $0.isGiven }
        })
    }
    #expect(try readers(reported) == ["judge", "deputy", "complainant", "advocate"])
    #expect(try readers(reported, "to") == Set(House.people))
    let widening: JSONObject = ["of": [reported.json], "fields": ["says"], "to": "members", "by": ["conduct"]]
    let refused = #expect(throws: ServiceError.self) { try house.append(.disclosureWidened, widening, in: house.first) }
    #expect(refused?.kind == .notPermitted && refused?.message.contains("its owner's last word on that is entry") == true)
    let consent = try house.append(
      .consentChanged, ["from": "complainant", "state": "given", "of": [reported.json], "audience": "members"], in: house.first)
    let unnamed = #expect(throws: ServiceError.self) { try house.append(.disclosureWidened, widening, in: house.first) }
    #expect(unnamed?.message.contains("does not name it") == true)
    var consented = widening
    consented["consent"] = consent.json
    try house.append(.disclosureWidened, consented, in: house.first)
    #expect(try readers(reported) == Set(House.people))
    #expect(try house.opened(by: "chair").view[reported]?.kind == .reportReceived)
    // What was consented to before it is said goes as far.
    try house.append(.consentChanged, ["from": "complainant", "state": "given", "audience": "members"], in: house.first)
    let again = try house.append(.reportReceived, ["from": ["complainant"], "to": ["conduct"], "says": "More."], in: house.first)
    #expect(try readers(again) == Set(House.people))
    // What is opened to its owner stays theirs, whatever they consent to.
    consented["to"] = "party"
    let last = try house.append(
      .consentChanged, ["from": "complainant", "state": "given", "of": [reported.json], "audience": "members"], in: house.first)
    consented["consent"] = last.json
    try house.append(.disclosureWidened, consented, in: house.first)
    // Withdrawn, it goes no further: whoever reads it anew from the record no longer finds it.
    try house.append(.consentChanged, ["from": "complainant", "state": "withdrawn"], in: house.first)
    for id in [reported, again] {
      let still = try readers(id)
      #expect(still == ["judge", "deputy", "complainant", "advocate"])
    }
    let later = try house.append(.reportReceived, ["from": ["complainant"], "to": ["conduct"], "says": "More."], in: house.first)
    #expect(try readers(later) == ["judge", "deputy", "complainant"])
    #expect(try house.keeper.record.integrity().faults == [])
  }

  @Test func `what a charter opens to a body stays with the case while someone reads for it who is shut out`() throws {
    let house = try House()
    defer { house.remove() }
    let asks: JSONObject = ["by": ["board"], "to": ["conduct"], "asks": "How it stands."]
    let kept = try house.append(.requestMade, asks, in: house.first)
    let open = try house.append(.requestMade, asks, in: house.second)
    func readers(_ id: EntryID) throws -> Set<String> {
      Set(try House.people.filter { name in try house.opened(by: name).view.values(of: id).contains { $0.name == "asks" } })
    }
    #expect(try readers(kept) == ["judge", "deputy"])
    #expect(try readers(open) == ["chair", "respondent"])
  }

  @Test func `a keeper who steps back neither reads nor writes the case, and hands it to someone who does`() throws {
    let house = try House()
    defer { house.remove() }
    let path = house.example.environment.keyFile(of: house.keeper.record.id)
    let key = try house.keyFile(path)
    _ = try AccessGrant.run(
      AccessGrant.Parameters(key: key.publicKey.text, to: try house.person("chair").text, audience: .members), in: house.keeper)
    let output = try house.record(
      ["kind": "recusal.noted", "who": "chair", "state": "declared", "occurred": "2026-06-02"], in: house.first)
    #expect(output.ended.map(\.audience) == [.case(house.first)])
    let kept = try house.kept(by: key)
    let before = try house.example.bytes("record.candor")
    let refused = #expect(throws: RecordFault.self) { try kept.append(.remitSet, ["by": ["board"], "of": "conduct"], in: house.first) }
    #expect(refused?.reason == .shutOut(.case(house.first)))
    #expect(try house.example.bytes("record.candor") == before)
    #expect(kept.keeper.view.values(of: output.entries[0]).isEmpty)
    #expect(try kept.keeper.record.integrity().faults == [])
    // Nor do they end another's access to it, by which they would make its next key.
    let before2 = try house.example.bytes("record.candor")
    #expect(throws: RecordFault(path: house.path, reason: .shutOut(.case(house.first)))) {
      try AccessEnd.run(
        AccessEnd.Parameters(person: try house.person("judge"), key: nil, audience: .case, case: house.first), in: kept.keeper)
    }
    #expect(try house.example.bytes("record.candor") == before2)
    try kept.record(
      ["kind": "party.named", "label": "seen", "role": "participant", "person": try house.person("judge").json], in: house.second)
    try kept.record(["kind": "seat.vacated", "holder": "seen", "body": "conduct", "occurred": "2026-06-03"], in: house.second)
    #expect(!kept.keeper.record.audiences.contains(.case(house.first)))
    let other = try kept.append(.remitSet, ["by": ["board"], "of": "conduct"], in: house.second)
    // The deputy, who holds the case, takes the record over with their own key.
    let file = house.example.path("deputy.key")
    try KeyFile.write(house.key("deputy"), to: file, under: nil, randomness: house.example.environment.randomness)
    _ = try CustodyHandOver(of: kept.keeper, from: [], to: ["conduct"], successor: .keyFile(file))
    let deputy = try house.keyFile(file)
    let handed = try kept.kept(by: PersonKey(deputy, trusting: deputy.verificationKey))
    #expect(handed.keeper.record.isKept)
    let later = try handed.append(.remitSet, ["by": ["board"], "of": "conduct"], in: house.first)
    #expect(handed.keeper.view.values(of: other).contains { $0.name == "of" })
    #expect(try handed.keeper.record.integrity().faults == [])
    // Whoever had it reads on as the member they are, and trusts what they handed over to.
    let former = try house.opened(with: key)
    #expect(!former.record.isKept && former.view.values(of: later).isEmpty)
    #expect(throws: RecordFault(path: house.path, reason: .notKeeper)) {
      try former.append([try former.draft(.meetingHeld, ["bodies": ["board"], "occurred": "2026-06-01"], in: nil)])
    }
  }

  @Test func `whoever kept the record reads after a handover what entries granted them, and the paper opens all of it`() throws {
    // A keeper to whom nothing was granted, one who is a member, and one who has a case besides.
    for (granted, open) in [([], ""), ([Visibility.Level.members], "PM"), ([.members, .case], "PM1")] {
      let house = try House()
      defer { house.remove() }
      let former = try house.keyFile(house.example.environment.keyFile(of: house.keeper.record.id))
      // The judge's deputy is who keeps it, as far as the record knows.
      for audience in granted {
        let parameters = AccessGrant.Parameters(
          key: former.publicKey.text, to: try house.person("deputy").text, audience: audience, case: audience == .case ? house.first : nil)
        _ = try AccessGrant.run(parameters, in: house.keeper)
      }
      let before = try Probes(in: house)
      let file = house.example.path("new.key")
      _ = try CustodyHandOver(of: house.keeper, from: [], to: ["conduct"], successor: .newKey(file: file))
      let kept = try house.kept(by: try house.keyFile(file))
      let after = try Probes(in: kept)
      // What is made for the first time after it: a case, a party of it, and what is opened late of what came after.
      let text = "about: A third complaint\npeople:\n  third: { role: complainant, names: [Hal Nonesuch] }\nentries: []\n"
      let third = try #require(
        try RecordAppend.run(RecordAppend.Parameters(casefile: text, name: "case.yaml"), in: kept.keeper).cases.first)
      let key = try PersonKey(
        of: former.record, trusting: kept.keeper.record.verification, recovery: former.recovery,
        randomness: house.example.environment.randomness)
      _ = try AccessGrant.run(
        AccessGrant.Parameters(key: key.publicKey.text, to: "third", audience: .party, case: third), in: kept.keeper)
      let made = [
        try kept.append(.remitSet, ["by": ["board"], "of": "conduct"], in: third),
        try kept.append(.needStated, ["from": "third", "need": "A room."], in: third),
      ]
      _ = try kept.append(.disclosureWidened, ["of": [made[0].json], "to": "body:board", "by": ["conduct"]], in: third)
      let session = try house.opened(with: former)
      #expect(!session.isKept && before.open(to: session) == "PMB12CJR", "\(granted)")
      #expect(after.open(to: session) == open, "\(granted)")
      #expect(made.allSatisfy { session.view.values(of: $0).isEmpty }, "\(granted)")
      #expect(try session.record.integrity().faults == [])
      // Neither the keys nor the paper changed hands with the record: whoever wrote that down reads on.
      let paper = try PersonKey(
        house.recovery, of: former.record, trusting: kept.keeper.record.verification, randomness: house.example.environment.randomness)
      #expect(after.open(to: try house.opened(with: paper)) == "PMB12CJR")
      // What was granted is taken back like anyone's.
      guard !granted.isEmpty else { continue }
      _ = try AccessEnd.run(AccessEnd.Parameters(person: nil, key: former.publicKey.text, audience: nil), in: kept.keeper)
      #expect(try Probes(in: kept).open(to: try house.opened(with: former)) == "", "\(granted)")
    }
  }

  @Test func `custody brings nobody what they are shut out of: not the case, and not another's accounts`() throws {
    let house = try House()
    defer { house.remove() }
    let file = house.example.path("respondent.key")
    try KeyFile.write(house.key("respondent"), to: file, under: nil, randomness: house.example.environment.randomness)
    let told = try house.append(.needStated, ["from": "complainant", "need": "A room."], in: house.first)
    _ = try CustodyHandOver(of: house.keeper, from: [], to: ["board"], successor: .keyFile(file))
    let key = try house.keyFile(file)
    let kept = try house.kept(by: PersonKey(key, trusting: key.verificationKey))
    #expect(kept.keeper.record.isKept && kept.keeper.view.values(of: told).isEmpty)
    let party = try #require(house.keeper.view.names(in: house.first).parties["complainant"])
    #expect(kept.keeper.record.audiences.isDisjoint(with: [.case(house.first), .party(party)]))
    #expect(kept.keeper.record.audiences.isSuperset(of: [.case(house.second), .members, .public]))
  }

  @Test func `whoever is shut out of a case is not let into what a body was told of it`() throws {
    let house = try House()
    defer { house.remove() }
    let asks: JSONObject = ["by": ["board"], "to": ["conduct"], "asks": "How it stands."]
    _ = try house.append(.requestMade, asks, in: house.second)
    let granted = { try house.grant("deputy", .body(BodyID("board"))) }
    try house.record(
      ["kind": "party.named", "label": "seen", "role": "witness", "person": try house.person("deputy").json], in: house.second)
    let refused = #expect(throws: ServiceError.self) { try granted() }
    #expect(refused?.kind == .notPermitted)
  }

  @Test func `after a handover and a recovery the record is whole, and proves itself`() throws {
    let house = try House()
    defer { house.remove() }
    let handed = house.example.path("handed.key")
    _ = try CustodyHandOver(of: house.keeper, from: [], to: ["conduct"], successor: .newKey(file: handed))
    try house.keeper.record.close()
    let file = house.example.path("found.key")
    _ = try Recovery(
      of: house.path, with: house.recovery, to: ["members"], says: nil, newKey: file, environment: house.example.environment)
    let kept = try house.kept(by: try house.keyFile(file))
    #expect(try kept.keeper.record.integrity().faults == [])
    #expect(throws: Never.self) { try LogProve.run(json: ["entries": [1]], in: kept.keeper) }
  }

  @Test func `the words of several, of who asks and of who was worse off, are theirs too; an officer's are not`() throws {
    let house = try House()
    defer { house.remove() }
    func readers(_ id: EntryID, _ field: String) throws -> Set<String> {
      Set(
        try House.people.filter { name in
          try house.opened(by: name).view.values(of: id).contains { $0.name == field && $0.isGiven }
        })
    }
    let both = try house.append(
      .reportReceived, ["from": ["complainant", "advocate"], "to": ["conduct"], "says": "What both saw."], in: house.first)
    #expect(try readers(both, "says") == ["judge", "deputy", "complainant", "advocate"])
    let asked = try house.append(.requestMade, ["by": ["complainant"], "to": ["board"], "asks": "For help."], in: house.first)
    #expect(try readers(asked, "asks").isDisjoint(with: ["chair", "respondent"]))
    try house.append(.consentChanged, ["from": "complainant", "state": "given", "audience": "members"], in: house.first)
    let again = try house.append(
      .reportReceived, ["from": ["complainant", "advocate"], "to": ["conduct"], "says": "More."], in: house.first)
    // One of two has not consented.
    #expect(try !readers(again, "says").contains("chair"))
  }

  @Test func `a lost key is left out, and its owner reads on with another`() throws {
    var house = try House()
    defer { house.remove() }
    let lost = try house.key("judge")
    let fresh = try PersonKey(
      of: lost.record, trusting: lost.trusted, recovery: lost.recovery, randomness: house.example.environment.randomness)
    let granted: [(Visibility.Level, CaseID?)] = [(.members, nil), (.case, house.first)]
    for (audience, id) in granted {
      _ = try AccessGrant.run(
        AccessGrant.Parameters(key: fresh.publicKey.text, to: try house.person("judge").text, audience: audience, case: id),
        in: house.keeper)
    }
    let ended = try AccessEnd.run(AccessEnd.Parameters(person: nil, key: lost.publicKey.text, audience: nil), in: house.keeper)
    #expect(Set(ended.audiences) == [.public, .members, .person(try house.person("judge")), .case(house.first), .case(house.second)])
    let probes = try Probes(in: house)
    #expect(probes.open(to: try house.opened(with: lost)) == "")
    #expect(probes.open(to: try house.opened(with: fresh)) == "PM1J")
    house = try house.kept(by: try house.keyFile(house.example.environment.keyFile(of: lost.record)))
    #expect(throws: (any Error).self) {
      try AccessEnd.run(AccessEnd.Parameters(person: nil, key: lost.publicKey.text, audience: nil), in: house.keeper)
    }
  }

  @Test func `a rehearsal of the recovery key opens everything and changes nothing`() throws {
    let house = try House()
    defer { house.remove() }
    let before = try house.example.bytes("record.candor")
    let found = try Recovery.rehearse(of: house.path, with: house.recovery, environment: house.example.environment)
    #expect(found.entries == house.keeper.view.entries.count && found.cases == 2)
    let other = try RecoveryKey(randomness: .system)
    #expect(throws: ServiceError.self) { try Recovery.rehearse(of: house.path, with: other, environment: house.example.environment) }
    #expect(try house.example.bytes("record.candor") == before)
  }
}

extension Example {
  fileprivate func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: path(name))) }
}

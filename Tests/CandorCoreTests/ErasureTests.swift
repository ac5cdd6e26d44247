import CandorCore
import StrictJSON
import Testing

@Suite("Erasure")
struct ErasureTests {
  /// Every kind, with the fields that may be erased: who adds a kind or prose decides here too.
  private static let erasable: [Kind: [String]] = [
    .charterAdopted: [], .bodyFormed: [], .bodyDissolved: [], .organizationDissolved: [], .groupingRegistered: [], .seatTaken: [],
    .seatVacated: [], .membershipChanged: ["says"],
    .caseOpened: [], .reportReceived: ["says"], .allegationMade: ["says"], .partyNamed: ["person"], .evidenceReceived: ["says"],
    .evidenceRefused: [], .meetingHeld: [], .measureImposed: [], .measureLifted: [], .remitSet: [], .findingMade: [],
    .appealLodged: ["says"], .caseClosed: [], .decisionTaken: [], .conflictNoted: ["says"], .recusalNoted: ["says"],
    .instructionGiven: [], .noticeGiven: [], .requestMade: ["asks"], .consentChanged: ["says"], .needAsked: ["says"],
    .needStated: ["need", "says"], .supportGiven: ["what", "says"], .detrimentReported: ["says"], .motionMoved: [], .motionChanged: [],
    .voteHeld: [], .electionHeld: [],
    .mandateGiven: [], .mandateReported: [], .mandateTransferred: [], .statementPublished: [], .editionPublished: [],
    .sourceDescribed: ["note"],
    .personDescribed: ["names", "aliases", "contacts"], .accessGranted: [], .accessEnded: [], .disclosureWidened: [],
    .disclosureErased: [], .coverageAttested: [], .omissionStated: [], .custodyTransferred: [],
  ]

  @Test(arguments: Kind.allCases) func `what may be erased of a kind`(kind: Kind) {
    #expect(kind.erasable == Self.erasable[kind])
  }

  /// The record that erasures are held against: entries 1 and 2 as in every sample, then these.
  private static func record(erasing: [ErasedValue] = [], more: [JSONValue] = []) throws -> RecordView {
    let person: JSONValue = "00000000000z"
    var sample = try SampleRecord(
      charter: Sample.charter(clauses: [["id": "9.2", "title": "Forgetting", "text": "Who asks for it is forgotten."]]),
      [
        ["kind": "evidence.received", "label": "heard", "what": "testimony", "says": "A testimony of {complainant}."],
        ["kind": "evidence.received", "label": "seen", "what": "document"],
        ["kind": "decision.taken", "label": "decided", "by": "ndc", "outcome": ["expel": "respondent"], "says": "At night."],
        ["kind": "need.stated", "label": "need", "from": "complainant", "need": "Quiet."],
        ["kind": "party.named", "label": "n-complainant", "party": "complainant", "role": "complainant", "person": person],
        ["kind": "person.described", "label": "d-complainant", "person": person, "names": ["Quillfeather"]],
        ["kind": "party.named", "label": "n-organizer", "party": "organizer", "role": "participant", "person": "00000000000y"],
        ["kind": "person.described", "label": "d-organizer", "person": "00000000000y", "names": ["Vandersnood"]],
        ["kind": "seat.taken", "holder": "organizer", "body": "sc"],
      ] + more)
    for index in sample.disclosed.indices {
      for value in erasing where sample.disclosed[index].id == value.entry { sample.erase(entry: index, slot: value.slot) }
    }
    return RecordView(sample.disclosed)
  }

  /// Reads entries that are to be added to a record.
  private static func read(_ entries: [JSONValue], against record: RecordView, told: Bool = false) throws -> (
    drafts: [Draft], mistakes: [Noted]
  ) {
    var names = record.names(in: Sample.ofCase)
    for party in Sample.parties { names.parties[party] = Sample.party(party) }
    let reading = Reading(names: names)
    var setting = Batch.Setting(
      names: names, next: EntryID(record.entries.count + 1), recorded: try Sample.instant(), today: try Sample.day("2019-04-19"),
      record: record
    ) { 7 }
    setting.tellsErasures = told
    let drafts = Batch.read(reading.input(.array(entries)).elements.map { Batch.Item($0) }, of: Sample.ofCase, in: setting)
    return (drafts, reading.mistakes.map(Noted.init))
  }

  private static func erasure(_ of: JSONValue, _ fields: JSONValue, ground: JSONValue = "a request", _ more: JSONObject = [:]) -> JSONValue
  {
    JSONValue.object(["kind": "disclosure.erased", "of": of, "fields": fields, "ground": ground, "by": "ndc"]).with(more)
  }

  struct Refused: CustomTestStringConvertible, Sendable {
    var entries: [JSONValue]
    var mistakes: [Noted]
    init(_ entry: JSONValue, _ mistakes: Noted...) { (entries, self.mistakes) = ([entry], mistakes) }
    init(_ entries: [JSONValue], _ mistakes: Noted...) { (self.entries, self.mistakes) = (entries, mistakes) }
    var testDescription: String { JSONValue.array(entries).canonicalText }
  }

  private static let stays = "nothing of it: what bodies and officers did stays, and what tells of the record itself"
  private static let office = Noted(
    "refused", "/0/fields", "this is who acted in office", "what tells of people without office and seat; who acted in office stays")

  @Test(arguments: [
    Refused(erasure("decided", "outcome"), Noted("refused", "/0/fields", "\"outcome\" of decision.taken cannot be erased", stays)),
    Refused(
      erasure("decided", ["says", "by"]), Noted("refused", "/0/fields/0", "\"says\" of decision.taken cannot be erased", stays),
      Noted("refused", "/0/fields/1", "\"by\" of decision.taken cannot be erased", stays)),
    Refused(
      erasure("heard", ["says", "occurred", "kind"]),
      Noted("refused", "/0/fields/1", "\"occurred\" of evidence.received cannot be erased", "of it may be erased: says"),
      Noted("refused", "/0/fields/2", "\"kind\" of evidence.received cannot be erased", "of it may be erased: says")),
    Refused(
      erasure("heard", "sais"),
      Noted("unknown-name", "/0/fields", "evidence.received has no field \"sais\"", "of it may be erased: says; did you mean says?")),
    Refused(
      erasure("seen", "says"), Noted("refused", "/0/fields", "entry 4 says nothing in \"says\"", "a field in which it says something")),
    Refused(erasure("n-organizer", "person"), office), Refused(erasure("d-organizer", "names"), office),
    Refused(
      [erasure("new", "says"), ["kind": "evidence.received", "label": "new", "what": "object", "says": "It."]],
      Noted(
        "refused", "/0/of", "the entry is only being written", "the label of one that the record holds; what is not in it is left out")),
    Refused(
      erasure("heard", [], ["by": []]),
      Noted("refused", "/0/fields", "no field is named", "which fields of the entry were erased: says"),
      Noted("refused", "/0/by", "nobody is named who erased it", "the body or the party that did")),
    Refused(
      erasure("heard", "says", ground: " "),
      Noted(
        "missing-field", "/0/ground", "no ground is named",
        "the owner's request, in words with people as {name}, or a clause of the charter: { clause: ID }")),
    Refused(
      erasure("heard", "says", ground: ["clause": "9"]),
      Noted("unknown-name", "/0/ground/clause", "no clause is called \"9\"", "the charter in force has: 9.2")),
    Refused(
      erasure("heard", "says", ["by": "board"]),
      Noted(
        "unknown-name", "/0/by", "no person or body is called \"board\"",
        "people: complainant, n-complainant, n-organizer, organizer, outsider, respondent; bodies: branch, members, nac, ndc, sc")),
  ])
  func `an erasure that may not be is refused at its place`(refused: Refused) throws {
    let read = try Self.read(refused.entries, against: Self.record())
    #expect(read.mistakes == refused.mistakes)
  }

  @Test func `what may be erased becomes the values to take, each once, whoever else is named`() throws {
    let record = try Self.record()
    let read = try Self.read(
      [
        Self.erasure("heard", ["says", "says"], ground: "the request of {complainant}"), Self.erasure(6, "need", ground: ["clause": "9.2"]),
        Self.erasure("n-complainant", "person"), Self.erasure("d-complainant", ["names"]),
      ], against: record)
    #expect(read.mistakes == [])
    let taken = [(3, 13), (6, 10), (7, 11), (8, 10)].map { ErasedValue(entry: EntryID($0), slot: $1) }
    #expect(record.erased(by: read.drafts) == taken)
    let charter = try #require(Organization(record).charters.last)
    let after = record.appending(read.drafts.map { charter.address($0, on: day) }, erasing: taken)
    for value in taken {
      #expect(after[value.entry]?.gaps == [Gap(entry: value.entry, slot: value.slot, why: .erased)])
      #expect(after.erasure(of: Gap(entry: value.entry, slot: value.slot, why: .erased))?.day == day)
    }
    // What is gone is gone, and nothing more goes with a second erasure of it.
    let again = try Self.read([Self.erasure("heard", "says")], against: after)
    #expect(
      again.mistakes == [
        Noted("refused", "/0/fields", "\"says\" of entry 3 was erased already, by entry 12", "leave it out: what is gone is gone")
      ])
  }

  private let day = Day(number: 17_999)

  @Test func `an erasure is corrected by one that takes no more than it took`() throws {
    let erased = [ErasedValue(entry: EntryID(3), slot: 13)]
    let record = try Self.record(erasing: erased, more: [Self.erasure("heard", "says", ["label": "first"])])
    let read = try Self.read([Self.erasure("heard", "says", ground: ["clause": "9.2"], ["corrects": "first"])], against: record)
    #expect(read.mistakes == [])
    #expect(record.erased(by: read.drafts) == [])
  }

  @Test func `told where it was erased elsewhere, a value is left out with its entry, required or not`() throws {
    let need: JSONValue = ["kind": "need.stated", "label": "new", "from": "complainant"]
    let (record, erasure) = (try Self.record(), Self.erasure("new", "need"))
    let read = try Self.read([need, erasure], against: record, told: true)
    #expect(read.mistakes == [])
    #expect(record.erased(by: read.drafts) == [ErasedValue(entry: EntryID(12), slot: 10)])
    #expect(
      try Self.read([need.with(["need": "Quiet."]), erasure], against: record, told: true).mistakes == [
        Noted("refused", "/1/fields", "\"need\" is given beside its own erasure", "leave it out there: what was erased is not told again")
      ])
    #expect(try Self.read([need], against: record, told: true).mistakes.map(\.message) == ["\"need\" is missing"])
    #expect(try Self.read([need, erasure], against: record).mistakes.map(\.message).contains("\"need\" is missing"))
  }

  @Test func `which entry tells of an erasure, only a view that opens it knows`() throws {
    var sample = try SampleRecord([
      ["kind": "evidence.received", "label": "heard", "what": "testimony", "says": "It."],
      Self.erasure("heard", "says", ["label": "erased", "occurred": "2019-04-02"]),
    ])
    let gap = try sample.gap("heard", "says")
    sample.erase(entry: 2, slot: gap.slot)
    let erased = Gap(entry: gap.entry, slot: gap.slot, why: .erased)
    #expect(RecordView(sample.disclosed)[gap.entry]?.gaps == [erased])
    let (view, scene) = (RecordView(sample.disclosed), try sample.scene())
    #expect(view.erasure(of: erased)?.day == Day("2019-04-02"))
    #expect(scene.erasure(of: erased)?.ground.shown?.json == "a request")
    #expect(view.erasure(of: Gap(entry: gap.entry, slot: gap.slot, why: .withheld)) == nil)
    #expect(view.erasure(of: Gap(entry: EntryID(99), slot: 200, why: .erased)) == nil)
    for field in ["kind", "of", "fields"] {
      var narrower = sample
      try narrower.hide("erased", field)
      #expect(RecordView(narrower.disclosed).erasure(of: erased) == nil)
    }
    try sample.hide("erased", "occurred")
    #expect(RecordView(sample.disclosed).erasure(of: erased)?.day == (try Sample.day("2019-04-19")))
  }
}

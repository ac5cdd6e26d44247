import CandorCore
import StrictJSON
import Testing
import Trials

@Suite("Entries as a reader sees them")
struct EntryTests {
  private static func disclosed(_ kind: Kind) throws -> Disclosed {
    let reading = Reading(names: Fullest.names)
    let draft = Draft(
      reading.input(try Fullest.entry(kind)), id: EntryID(5), case: Sample.ofCase, recorded: try Sample.instant(),
      today: try Sample.day("2019-04-19"))
    #expect(reading.mistakes.map(Noted.init) == [])
    return SampleRecord.disclose(try #require(draft), on: try Sample.day("2019-04-19"))
  }

  private static func entry(_ disclosed: Disclosed) -> Entry { Entry(disclosed, reading: Reading(names: .recorded)) }

  /// What a reader holds of an entry with some values taken away: every slot is either as it was, or a gap.
  private static func expectGaps(_ disclosed: Disclosed, hiding hidden: Set<UInt8>) throws {
    var partial = disclosed
    for slot in hidden { partial.values[slot] = nil }
    let (whole, part) = (entry(disclosed), entry(partial))
    let slots = hidden.filter { $0 != 0 }.sorted()
    if hidden.contains(0) {
      try #require(part.event == .opaque)
      try #require(part.kind == nil)
      try #require(part.gaps.map(\.slot) == slots.filter { $0 <= 8 })
      return
    }
    try #require(part.gaps.map(\.slot) == slots)
    try #require(part.gaps.allSatisfy { $0.entry == EntryID(5) && $0.why == .withheld })
    // A record whose hidden values are put back is the whole again: nothing that is shown has changed.
    for slot in slots { partial.values[slot] = disclosed.values[slot] }
    try #require(entry(partial) == whole)
    if slots.isEmpty { try #require(part == whole) } else { try #require(part != whole) }
  }

  @Test(arguments: Kind.allCases) func `every subset of a kind's own fields may be hidden, and each hidden one is a gap and no other`(
    kind: Kind
  ) throws {
    let disclosed = try EntryTests.disclosed(kind)
    let first: UInt8 = 9
    for subset in Thorough.sample(32, of: 0..<(1 << kind.schema.fields.count), "subsets of each kind's fields hidden") {
      let hidden = Set(kind.schema.fields.indices.filter { subset >> $0 & 1 == 1 }.map { first + UInt8($0) })
      try EntryTests.expectGaps(disclosed, hiding: hidden)
    }
  }

  @Test func `every subset of the header's slots and of slot 0 may be hidden`() throws {
    let disclosed = try EntryTests.disclosed(.noticeGiven)
    for subset in 0..<(1 << 9) { try EntryTests.expectGaps(disclosed, hiding: Set((0..<9).filter { subset >> $0 & 1 == 1 })) }
  }

  @Test(arguments: Kind.allCases) func `a value that is shown is the one that was committed, whatever else is hidden`(kind: Kind) throws {
    let disclosed = try EntryTests.disclosed(kind)
    for slot in disclosed.values.keys where slot > 8 {
      // Slot 0 and this one are all that the reader holds.
      var alone = disclosed
      alone.values = disclosed.values.filter { $0.key == 0 || $0.key == slot }
      let entry = EntryTests.entry(alone)
      #expect(Set(entry.gaps.map(\.slot)) == Set(disclosed.values.keys).subtracting([0, slot]))
      // Every other value put in: this one stays.
      #expect(Set(EntryTests.entry(disclosed).gaps) == [])
    }
  }

  @Test func `an erased value is told from one that is withheld`() throws {
    var disclosed = try EntryTests.disclosed(.noticeGiven)
    disclosed.values[15] = nil
    disclosed.values[9] = nil
    disclosed.erased = [15: [.members]]
    #expect(
      EntryTests.entry(disclosed).gaps == [
        Gap(entry: EntryID(5), slot: 9, why: .withheld), Gap(entry: EntryID(5), slot: 15, why: .erased),
      ])
  }

  @Test func `a value under another name, or one that does not read, is no value`() throws {
    var disclosed = try EntryTests.disclosed(.noticeGiven)
    disclosed.values[9]?.name = "to"
    disclosed.values[12]?.json = "a third"
    disclosed.values[3]?.json = "2013-02-30"
    #expect(
      EntryTests.entry(disclosed).gaps == [
        Gap(entry: EntryID(5), slot: 3, why: .unread), Gap(entry: EntryID(5), slot: 9, why: .withheld),
        Gap(entry: EntryID(5), slot: 12, why: .unread),
      ])
  }

  @Test func `however many values do not read, the others do`() throws {
    let broken = try EntryTests.disclosed(.noticeGiven)
    var many = [Disclosed](repeating: broken, count: 300)
    for index in many.indices.dropLast() { many[index].values[9]?.json = ["x"] }
    let view = RecordView(many)
    #expect(view.entries.map(\.gaps.count) == [Int](repeating: 1, count: 299) + [0])
  }

  @Test(arguments: [["notice.given", 2], ["notice.revoked", 1], ["notice.given"], "notice.given", nil] as [JSONValue])
  func `an entry of a version or a kind that is not known is opaque, and its header is read`(version: JSONValue) throws {
    var disclosed = try EntryTests.disclosed(.noticeGiven)
    disclosed.values[0]?.json = version
    let entry = EntryTests.entry(disclosed)
    #expect(entry.event == .opaque)
    #expect(entry.kind == nil)
    #expect((entry.header.label.shown ?? nil)?.text == "x")
    #expect(entry.gaps == [])
    #expect(entry.actors == [])
  }

  /// Kinds whose entries name nobody who acts.
  private static let actless: Set<Kind> = [.charterAdopted, .caseOpened, .partyNamed, .editionPublished, .personDescribed]

  @Test(arguments: Kind.allCases) func `who acts in an entry is whom its fields name, and nobody where they are hidden`(kind: Kind) throws {
    let disclosed = try EntryTests.disclosed(kind)
    let acting = EntryTests.entry(disclosed).actors
    #expect(acting.isEmpty == EntryTests.actless.contains(kind))
    // Every value of the entry that is an actor, or a list of them, is among them.
    for value in disclosed.values.filter({ $0.key > 8 }).values {
      for text in (value.json.arrayValue ?? [value.json]).compactMap(\.stringValue) where !EntryTests.actless.contains(kind) {
        let actor = Sample.bodies.first { "body:\($0)" == text || $0.name == text }.map(Actor.body)
        let party = Sample.parties.map(Sample.party).first { "party:\($0)" == text || $0.text == text }.map(Actor.party)
        // An audience is read by those who belong to it; they do nothing.
        if let named = actor ?? party, !["audience", "protects", "agreed"].contains(value.name), kind != .disclosureWidened {
          #expect(acting.contains(named), "\(value.name)")
        }
      }
    }
    var hidden = disclosed
    for slot in disclosed.values.keys where slot > 8 { hidden.values[slot] = nil }
    #expect(EntryTests.entry(hidden).actors == [])
  }

  @Test func `an entry whose date is hidden or absent may have occurred on any day until it was set down`() throws {
    var disclosed = try EntryTests.disclosed(.noticeGiven)
    #expect(try EntryTests.entry(disclosed).occurred == Sample.range("2013/2019-04-19"))
    disclosed.values[3]?.json = nil
    #expect(try EntryTests.entry(disclosed).occurred == Sample.range("../2019-04-19"))
    disclosed.values[3] = nil
    #expect(try EntryTests.entry(disclosed).occurred == Sample.range("../2019-04-19"))
  }
}

@Suite("Views")
struct ViewTests {
  private static func record() throws -> [Disclosed] {
    let record = try SampleRecord([
      ["kind": "allegation.made", "label": "a", "against": "respondent", "of": "a thing", "severity": "severe", "says": "More."],
      ["kind": "notice.given", "label": "n", "to": "members", "of": "a"],
    ])
    var disclosed = record.disclosed
    disclosed[2].values[15]?.audiences = [.party(Sample.party("complainant"))]
    disclosed[2].values[2]?.audiences = [.case(Sample.ofCase)]
    for slot in disclosed[3].values.keys { disclosed[3].values[slot]?.audiences = [.case(Sample.ofCase)] }
    return disclosed
  }

  @Test func `a narrower view holds what its audiences open, and every entry`() throws {
    let view = RecordView(try ViewTests.record())
    let members = view.limited(to: [.public, .members])
    #expect(view.entries.flatMap(\.gaps) == [])
    #expect(members.entries.map(\.id) == view.entries.map(\.id))
    #expect(members.entries.map(\.kind) == [.charterAdopted, .caseOpened, .allegationMade, nil])
    #expect(members.entries[2].gaps.map(\.slot) == [2, 15])
    #expect(members.entries[3].event == .opaque)
    #expect(members.entries[3].gaps.map(\.slot) == Array(1...8))
    let ofCase = view.limited(to: [.members, .case(Sample.ofCase)])
    #expect(ofCase.entries[2].gaps.map(\.slot) == [15])
    #expect(ofCase.entries[3].gaps == [])
    #expect(view.limited(to: []).entries.allSatisfy { $0.event == .opaque && $0.gaps.count == 8 })
  }

  @Test func `an entry is found by its number, and none beyond the last`() throws {
    let view = RecordView(try ViewTests.record())
    #expect(view[EntryID(1)]?.kind == .charterAdopted)
    #expect(view[EntryID(4)]?.kind == .noticeGiven)
    for number in [0, 5, -1, Int.max] { #expect(view[EntryID(number)] == nil) }
  }

  @Test func `what later entries of a case can refer to is its labels, its parties, the organization's entries and the charter's bodies`()
    throws
  {
    let party: JSONValue = ["kind": "party.named", "label": "respondent", "party": "respondent", "role": "respondent"]
    let record = try SampleRecord([party, ["kind": "source.described", "label": "L", "title": "A letter", "case": nil]])
    let view = RecordView(record.disclosed)
    let names = view.names(in: Sample.ofCase)
    #expect(names.entries.mapValues(\.id) == ["respondent": EntryID(3), "L": EntryID(4)])
    #expect(names.entries.mapValues(\.kind) == ["respondent": .partyNamed, "L": .sourceDescribed])
    #expect(names.kinds == [EntryID(1): .charterAdopted, EntryID(2): .caseOpened, EntryID(3): .partyNamed, EntryID(4): .sourceDescribed])
    #expect(names.parties == ["respondent": Sample.party("respondent")])
    #expect(Set(names.bodies) == Set(Sample.bodies))
    #expect(names.cases == [Sample.ofCase])
    #expect(!names.isRecorded)
    #expect(view.names(in: nil).entries.mapValues(\.id) == ["L": EntryID(4)])
    #expect(view.names(in: nil).parties == [:])
  }

  @Test func `each version of a charter judges until the next one is in force`() throws {
    func charter(_ from: JSONValue, to: JSONValue = nil) -> JSONValue {
      ["kind": "charter.adopted", "charter": Sample.charter().with(["in-force": ["from": from, "to": to]]), "case": nil]
    }
    func force(_ versions: [JSONValue]) throws -> [String] {
      try Organization(RecordView(SampleRecord(versions).disclosed)).charters.dropFirst().map {
        "\($0.inForce.first?.description ?? "")…\($0.inForce.last?.description ?? "")"
      }
    }
    #expect(try force([charter("2013"), charter("2019-02-10")]) == ["2013-01-01…2019-02-09", "2019-02-10…"])
    #expect(try force([charter("2013", to: "2015"), charter("2019")]) == ["2013-01-01…2015-12-31", "2019-01-01…"])
    #expect(
      try force([charter("2013"), charter("2018"), charter("2016")]) == ["2013-01-01…2015-12-31", "2018-01-01…", "2016-01-01…2017-12-31"])
    #expect(try force([charter("2013"), charter("2013")]) == ["1970-01-01…1969-12-31", "2013-01-01…"])
    #expect(try force([charter(nil), charter(nil)]) == ["1970-01-01…1969-12-31", "…"])
  }

  @Test func `what refers to a corrected entry refers to what took its place`() throws {
    let record = try SampleRecord([
      ["kind": "decision.taken", "label": "d", "by": "ndc", "outcome": "mistrial"],
      ["kind": "notice.given", "label": "n", "to": "members", "of": "d"],
      ["kind": "decision.taken", "label": "d2", "by": "ndc", "outcome": ["expel": "respondent"], "corrects": "d"],
      ["kind": "decision.taken", "label": "d3", "by": "ndc", "outcome": ["suspend": "respondent"], "corrects": "d2"],
    ])
    let scene = try record.scene()
    #expect(scene.all(NoticeGiven.self).first?.of.shown == [try record.id("d3")])
    #expect(scene.all(DecisionTaken.self).map(\.id) == [try record.id("d3")])
    #expect(scene.all(DecisionTaken.self).first?.entry.header.corrects.shown == .some(try record.id("d2")))
  }

  @Test func `a corrected entry does not stand`() throws {
    let record = try SampleRecord([
      ["kind": "notice.given", "label": "first", "to": "members"],
      ["kind": "notice.given", "label": "second", "to": "branch", "corrects": "first"],
    ])
    #expect(try record.scene().all(NoticeGiven.self).map(\.id) == [record.id("second")])
  }

  @Test func `what happened is told in the order of dates and distances, and a circle of distances does not stop it`() throws {
    func labels(_ entries: [JSONValue]) throws -> [String] {
      try SampleRecord(entries).scene().chronology.compactMap { ($0.header.label.shown ?? nil)?.text }
    }
    func notice(_ label: String, _ occurred: JSONValue, after: JSONValue = nil, before: JSONValue = nil) -> JSONValue {
      let timing: [JSONValue] = (after.isNull ? [] : [["after": after]]) + (before.isNull ? [] : [["before": before]])
      return JSONValue.object(["kind": "notice.given", "label": .string(label), "occurred": occurred, "timing": .array(timing)])
    }
    #expect(try labels([notice("b", "2014"), notice("a", "2013")]) == ["a", "b"])
    #expect(try labels([notice("b", "2013", after: "a"), notice("a", "2013")]) == ["a", "b"])
    #expect(try labels([notice("b", "2013"), notice("a", "2013", before: "b")]) == ["a", "b"])
    #expect(try labels([notice("c", "2013", after: "b"), notice("b", "2013", after: "a"), notice("a", "2013")]) == ["a", "b", "c"])
    let circle = [notice("a", "2013", after: "b"), notice("b", "2013", after: "c"), notice("c", "2013", after: "a"), notice("d", "2012")]
    #expect(try Set(labels(circle)) == ["a", "b", "c", "d"])
    #expect(try labels(circle).count == 4)
  }
}

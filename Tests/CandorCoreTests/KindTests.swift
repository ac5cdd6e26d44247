import CandorCore
import StrictJSON
import Testing

@Suite("Kinds")
struct KindTests {
  /// The slots of version 1, in the order of their commitments. A line of this list never changes: entries that are in records commit to it.
  private static let slots: [String: [String]] = [
    "charter.adopted": ["charter", "by"],
    "body.formed": ["body", "by", "state", "says", "composition", "decision"],
    "body.dissolved": ["body", "by", "decision", "says"],
    "organization.dissolved": ["by", "decision", "successors", "says"],
    "grouping.registered": ["grouping", "type", "by", "platform", "members", "until", "says"],
    "seat.taken": ["holder", "body", "capacity", "represents", "how", "by", "says", "until", "election"],
    "seat.vacated": ["holder", "body", "why", "says"],
    "membership.changed": ["member", "change", "says", "count"],
    "case.opened": ["about", "arises-from", "content-note", "support", "issuer"],
    "report.received": ["from", "to", "seeks", "repeats", "says"],
    "allegation.made": ["from", "against", "of", "severity", "to", "report", "says"],
    "party.named": ["party", "role", "person", "body", "seats", "office", "part"],
    "evidence.received": ["by", "from", "what", "on", "says"],
    "evidence.refused": ["by", "from", "what", "evidence", "on", "ground", "says"],
    "meeting.held": ["bodies", "present", "hearing", "open", "says", "excused", "debate"],
    "measure.imposed": ["on", "measure", "purpose", "by", "decision", "answers", "until", "review", "says"],
    "measure.lifted": ["on", "measure", "imposed", "by", "decision", "says"],
    "remit.set": ["of", "by", "on", "narrowed", "says"],
    "finding.made": ["by", "on", "result", "standard", "says", "harm", "considerations", "evidence"],
    "appeal.lodged": ["by", "against", "to", "grounds", "says"],
    "case.closed": ["by", "why", "says"],
    "decision.taken": ["by", "outcome", "vote", "grounds", "undoes", "under", "answers", "says", "power", "reasons", "evidence"],
    "conflict.noted": ["who", "in", "tie", "how", "by", "says"],
    "recusal.noted": ["who", "from", "state", "by", "says"],
    "instruction.given": ["from", "to", "content", "on", "protects", "agreed", "until", "says", "silence", "standard"],
    "notice.given": ["by", "to", "of", "extent", "contradicts", "answers", "says"],
    "request.made": ["by", "to", "asks", "on"],
    "consent.changed": ["from", "state", "of", "to", "scope", "says", "audience"],
    "need.asked": ["by", "to", "says"],
    "need.stated": ["from", "need", "answers", "says"],
    "support.given": ["by", "to", "what", "answers", "says"],
    "detriment.reported": ["against", "by", "what", "after", "ground", "says"],
    "motion.moved": ["by", "to", "at", "title", "asks", "answers", "says", "outcome"],
    "motion.changed": ["of", "change", "by", "at", "to", "into", "asks", "reason", "says"],
    "vote.held": [
      "on", "by", "at", "eligible", "present", "votes", "roll", "recused", "threshold", "result", "says", "casting", "electorate",
      "proposals",
    ],
    "election.held": [
      "to", "by", "at", "manner", "seats", "candidates", "eligible", "present", "electorate", "until", "composition", "says",
    ],
    "mandate.given": ["by", "to", "task", "due", "within", "since", "terms", "promised", "says", "jointly"],
    "mandate.reported": ["of", "state", "by", "evidence", "says", "due", "reason"],
    "mandate.transferred": ["of", "from", "to", "by", "decision", "says"],
    "statement.published": [
      "by", "to", "title", "of", "extent", "promises", "says", "acknowledges", "signed", "declined", "replies",
      "dissents", "signatories", "commits", "fulfils",
    ],
    "edition.published": ["report", "edition", "language", "size", "root", "replaces", "remark", "says", "first", "last"],
    "source.described": ["title", "by", "published", "note"],
    "person.described": ["person", "names", "aliases", "contacts"],
    "access.granted": ["to", "person", "audience", "by", "ground", "says", "party", "key", "seat", "consent"],
    "access.ended": ["of", "person", "audience", "by", "ground", "says", "party", "key", "because"],
    "disclosure.widened": ["of", "fields", "to", "consent", "ground", "by", "says"],
    "disclosure.erased": ["of", "fields", "ground", "by", "says"],
    "coverage.attested": ["kinds", "by", "says"],
    "omission.stated": ["of", "says", "reason"],
    "custody.transferred": ["from", "to", "of", "key", "says", "with"],
  ]

  @Test func `a version's slots never change`() {
    #expect(KindTests.slots.keys.sorted() == Kind.names.sorted())
    for kind in Kind.allCases where kind.schema.version == 1 {
      #expect(kind.schema.fields.map(\.name) == KindTests.slots[kind.rawValue], "\(kind)")
    }
  }

  @Test func `the header's slots never change`() {
    #expect(Header.slots.map(\.description.name) == ["case", "label", "occurred", "timing", "sources", "disputes", "corrects", "recorded"])
    #expect(Header.written.map(\.name) == ["case", "label", "occurred", "timing", "sources", "disputes", "corrects"])
    #expect(Schema.slotCount == 24)
  }

  @Test(arguments: Kind.allCases) func `a kind fits a leaf, and its fields have names of their own`(kind: Kind) {
    let names = [KindVersion.name] + Header.slots.map(\.description.name) + kind.schema.fields.map(\.name)
    #expect(names.count <= Schema.slotCount)
    #expect(Set(names).count == names.count)
    // What the charter's kind.field and a case file write.
    #expect(names.allSatisfy { $0.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-") } })
  }

  @Test(arguments: Kind.allCases) func `a kind's schema says that kind, and reads that event`(kind: Kind) throws {
    #expect(kind.schema.kind == kind)
    #expect(kind.schema.version == 1)
    let hidden = kind.schema.fields.indices.map { SlotContent.hidden(Gap(entry: EntryID(1), slot: UInt8(9 + $0), why: .withheld)) }
    let event = kind.schema.read(hidden, Reading(names: .recorded))
    let payload = try #require(event.payload)
    #expect(type(of: payload).schema.kind == kind)
    #expect(payload.event == event)
    let only = Disclosed.Value(name: KindVersion.name, json: KindVersion(kind.schema).json, audiences: [.members])
    let entry = Entry(Disclosed(id: EntryID(1), on: Day(number: 0), values: [0: only]), reading: Reading(names: .recorded))
    #expect(entry.kind == kind)
    #expect(entry.event == event)
    #expect(entry.gaps.map { Int($0.slot) } == Array(1...(8 + kind.schema.fields.count)))
  }

  @Test(arguments: Kind.allCases) func `a kind is told in a sentence, and each field in words`(kind: Kind) {
    #expect(kind.schema.about.hasSuffix(".") && kind.schema.about.first?.isUppercase == true)
    for field in Header.slots.map(\.description) + kind.schema.fields {
      #expect(
        !field.meaning.isEmpty && !field.meaning.hasSuffix(".") && field.meaning.first?.isLowercase == true,
        "\(kind.rawValue).\(field.name)")
    }
  }

  @Test(arguments: Kind.allCases) func `slot 0 says kind and version, and no other`(kind: Kind) {
    let json = KindVersion(kind.schema).json
    #expect(json == [.string(kind.rawValue), 1])
    #expect(KindVersion(json)?.kind == kind)
    for other: JSONValue in [
      [.string(kind.rawValue), 2], [.string(kind.rawValue), 0], [.string(kind.rawValue)], .string(kind.rawValue), [1, 1],
      ["no.such", 1], [.string(kind.rawValue), "1"], [.string(kind.rawValue), 1, 1], nil,
    ] {
      #expect(KindVersion(other) == nil)
    }
  }
}

import CandorCore
import StrictJSON
import Testing

@Suite("What is known")
struct TruthTests {
  private static let (gap, other) = (Gap(entry: EntryID(3), slot: 9, why: .withheld), Gap(entry: EntryID(4), slot: 10, why: .erased))
  private static let hidden = Truth.unknown([gap])

  @Test(arguments: [
    (Truth.yes, Truth.yes, Truth.yes), (.yes, .no, .no), (.no, .yes, .no), (.no, .no, .no), (.yes, hidden, hidden), (hidden, .yes, hidden),
    (.no, hidden, .no), (hidden, .no, .no), (hidden, .unknown([other]), .unknown([gap, other])),
  ])
  func `and: a no settles it, an unknown does not`(one: Truth, other: Truth, both: Truth) {
    #expect((one && other) == both)
  }

  @Test(arguments: [
    (Truth.yes, Truth.yes, Truth.yes), (.yes, .no, .yes), (.no, .yes, .yes), (.no, .no, .no), (.yes, hidden, .yes), (hidden, .yes, .yes),
    (.no, hidden, hidden), (hidden, .no, hidden), (hidden, .unknown([other]), .unknown([gap, other])),
  ])
  func `or: a yes settles it, an unknown does not`(one: Truth, other: Truth, either: Truth) {
    #expect((one || other) == either)
  }

  @Test(arguments: [(Truth.yes, Truth.no), (.no, .yes), (hidden, hidden)])
  func `not: an unknown stays one`(truth: Truth, opposite: Truth) {
    #expect(!truth == opposite)
    #expect(Truth(true) == .yes)
    #expect(Truth(false) == .no)
  }

  @Test func `a shown value is compared, and a hidden one answers with its gap`() {
    let (shown, hidden) = (Field.shown(3), Field<Int>.hidden(TruthTests.gap))
    #expect(shown.is(3) == .yes)
    #expect(shown.is(4) == .no)
    #expect(hidden.is(3) == .unknown([TruthTests.gap]))
    #expect(shown.test { $0 > 2 } == .yes)
    #expect(hidden.test { $0 > 2 } == .unknown([TruthTests.gap]))
    #expect(shown.shown == 3)
    #expect(hidden.shown == nil)
  }

  @Test func `the value is the only way in, and a hidden one throws its gap`() throws {
    #expect(try Field.shown(3).value == 3)
    #expect(throws: TruthTests.gap) { try Field<Int>.hidden(TruthTests.gap).value }
    #expect(throws: Gap(entry: EntryID(0), slot: 0, why: .unread)) { try Field<Int>().value }
  }

  @Test func `a field that is shown as absent is not a hidden one`() throws {
    let absent = Field<String?>.shown(nil)
    #expect(absent.is(nil) == .yes)
    #expect(try absent.value == nil)
    #expect(Field<String?>.hidden(TruthTests.gap).is(nil) == .unknown([TruthTests.gap]))
  }
}

@Suite("Names")
struct NameTests {
  @Test(arguments: [
    (UInt64(0), "000000000000"), (.max, "zzzzzzzzzzzz"), (1, "100000000000"), (32, "010000000000"), (1 << 60, "000000000000"),
  ])
  func `an identifier says sixty bits in twelve letters and digits`(bits: UInt64, text: String) {
    #expect(PartyID(random: bits).text == text)
    #expect(PartyID(text)?.description == text)
  }

  @Test(arguments: [
    "", "00000000000", "0000000000000", "00000000000i", "00000000000l", "00000000000o", "00000000000u", "00000000000Z", "00000000000-",
    "éééééé",
  ])
  func `what does not have the form is no identifier`(text: String) {
    #expect(CaseID(text) == nil)
  }

  @Test(arguments: [
    ("ncd", "ndc"), ("NDC", "ndc"), ("suspention", "suspension"), ("suspensoin", "suspension"), ("memberz", "members"), ("sd", "sc"),
    ("xy", nil), ("x", nil), ("", nil), ("something else entirely", nil), ("member", "members"),
  ])
  func `the nearest name is at most a third away`(written: String, nearest: String?) {
    #expect(nearestName(to: written, among: ["suspension", "ndc", "members", "sc"]) == nearest)
    #expect(suggestion(for: written, among: ["suspension", "ndc", "members", "sc"]) == (nearest.map { "; did you mean \($0)?" } ?? ""))
  }

  @Test func `of names as near, one as long as what was written is meant, then the first in order`() {
    #expect(nearestName(to: "ab", among: ["ad", "ac"]) == "ac")
    #expect(nearestName(to: "abcd", among: ["abc", "abce"]) == "abce")
    #expect(nearestName(to: "b", among: [String]()) == nil)
  }

  @Test(.timeLimit(.minutes(60))) func `the nearest name to a text of a million letters is found at once`() {
    let long = String(repeating: "a", count: 1_000_000)
    #expect(nearestName(to: long, among: ["ndc", long + "b"]) == nil)
  }

  @Test(arguments: [
    (Shape.text, "a line of text"), (.prose, "text, with people as {name}"), (.count, "a whole number"), (.flag, "true or false"),
    (.date, "a date (EDTF level 1)"), (.day, "a day, such as 2019-03-11"), (.instant, "a moment, such as 2019-03-11T09:00:00Z"),
    (.period, "a period, such as P2D or P18M"), (.entry, "the label of an entry"), (.source, "the label of a source"),
    (.party, "a person's or party's name in this case"), (.person, "a person"), (.body, "a body of the charter"),
    (.actor, "a party or a body"),
    (.case, "a case"), (.kind, "a kind of entry"), (.choice(["a", "b"]), "one of: a, b"),
    (.list(.body), "a list, each a body of the charter"),
    (.record([Shape.Member("a", .text, "", required: true), Shape.Member("b", .text, "", required: false)]), "fields: a, b"),
    (.other("in words"), "in words"),
  ])
  func `a shape says in a few words what to write`(shape: Shape, summary: String) {
    #expect(shape.summary == summary)
  }
}

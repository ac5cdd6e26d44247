import CandorCore
import StrictJSON
import Testing

@Suite("Entries written together")
struct BatchTests {
  /// Reads entries as a case file or the wire brings them; their mistakes as code and place.
  static func read(_ entries: [JSONValue]) throws -> (drafts: [Draft], mistakes: [String]) {
    let reading = Reading(names: Sample.names)
    var bits: UInt64 = 7
    let setting = Batch.Setting(
      names: Sample.names, next: EntryID(3), recorded: try Sample.instant(), today: try Sample.day("2019-04-19"), record: nil
    ) {
      bits += 1
      return bits
    }
    let list = JSONValue.array(entries)
    let drafts = Batch.read(reading.input(list).elements.map { Batch.Item($0) }, of: Sample.ofCase, in: setting)
    return (drafts, reading.mistakes.map { "\($0.code) at \($0.path)" })
  }

  private static func decision(_ label: String, undoes other: JSONValue) -> JSONValue {
    ["kind": "decision.taken", "label": .string(label), "says": "A decision.", "undoes": other]
  }

  @Test func `entries refer to each other whichever comes first`() throws {
    let read = try BatchTests.read([BatchTests.decision("b", undoes: "a"), BatchTests.decision("a", undoes: nil)])
    #expect(read.mistakes == [])
    #expect(read.drafts.count == 2)
  }

  @Test func `decisions that undo one another in a circle are refused, each at its place`() throws {
    let circle = [
      BatchTests.decision("a", undoes: "b"), BatchTests.decision("b", undoes: "c"), BatchTests.decision("c", undoes: "a"),
      BatchTests.decision("d", undoes: "a"),
    ]
    #expect(try BatchTests.read(circle).mistakes == ["circle at /0/undoes", "circle at /1/undoes", "circle at /2/undoes"])
    #expect(try BatchTests.read([BatchTests.decision("a", undoes: "a")]).mistakes == ["self-reference at /0/undoes"])
  }

  @Test func `a reference to an entry that cannot be read is no second mistake`() throws {
    let read = try BatchTests.read([
      ["kind": "notice.gven", "label": "told"], ["kind": "notice.given", "of": "told", "disputes": "told"],
    ])
    #expect(read.mistakes == ["unknown-name at /0/kind"])
  }

  @Test func `a part that is corrected stays the part it is`() throws {
    let read = try BatchTests.read([
      ["kind": "party.named", "label": "clerk", "role": "witness"],
      ["kind": "party.named", "label": "clerk-2", "role": "advocate", "corrects": "clerk"],
    ])
    #expect(read.mistakes == [])
    let parties = read.drafts.map { draft in draft.values.first { $0.name == "party" }?.json }
    #expect(parties.count == 2 && parties[0] == parties[1])
  }

  @Test func `an entry corrects one of its own kind`() throws {
    let read = try BatchTests.read([
      ["kind": "notice.given", "label": "told"], ["kind": "meeting.held", "bodies": "sc", "corrects": "told"],
      ["kind": "notice.given", "corrects": "told"],
    ])
    #expect(read.mistakes == ["wrong-kind at /1/corrects"])
  }

  @Test func `a part is not called what a body is called`() throws {
    let read = try BatchTests.read([["kind": "party.named", "label": "ndc", "role": "witness"]])
    #expect(read.mistakes == ["duplicate at /0/label"])
  }
}

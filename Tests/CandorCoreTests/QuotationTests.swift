import CandorCore
import StrictJSON
import Testing

/// Messages repeat what looks like a word of the record's own, and tell the rest by its length.
@Suite struct QuotationTests {
  @Test(arguments: [
    "ncd", "notice.givn", "respondant", "2013-11-31", "2019/2013", "2013~", "2013-13-01/2014-02-30", "P18M", "L", "NDC", "sc-letter-2",
    "duty.interfernce", "body:ncd", "moreThan", "party:00000000000z", "7wjppehawya0", "2019-03-11T09:00:00", "100",
  ])
  func `a misspelled word, date or identifier is repeated`(text: String) { #expect(text.quoted == "\"\(text)\"") }

  @Test(arguments: [
    "Zormeth", "Zormeth Quilovna", "zormeth quil", "O'Zor", "zor@quil.example", "+34 600 555 010", "600-555-0134", "600555010", "Zór",
    "zór",
    "ζορβαξ", "岬雫", "ZORMETH", "", "McZor", "zormeth\n", String(repeating: "a", count: 49),
  ])
  func `what may be a name, a contact or a sentence is not`(text: String) {
    #expect(text.quoted == "this text of \(text.count == 1 ? "1 character" : "\(text.count) characters")")
    let reading = Reading(names: Names())
    #expect(Kind(reading.input(.string(text))) == nil && reading.mistakes[0].found == nil)
    #expect(Kind(reading.input(.string("notice.givn"))) == nil && reading.mistakes[1].found == "notice.givn")
    let place = JSONPointer.root.appending("people").appending(text).appending("role")
    #expect(Mistake("type", at: place, "", expected: "").toldPath == JSONPointer.root.appending("people"))
  }

  @Test func `of names that others chose, those are listed that may be, and the others counted`() {
    #expect(listed(["first", "Zormeth", "second", "岬雫"]) == "first, second, 2 more")
    #expect(listed(["Zormeth"]) == "1 more")
    #expect(listed([String]()) == "")
  }
}

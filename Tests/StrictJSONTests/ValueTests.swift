import StrictJSON
import Testing

@Suite("Values")
struct ValueTests {
  @Test func `strings that merely look alike are different`() throws {
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    #expect(composed == decomposed)
    #expect(JSONValue.string(composed) != .string(decomposed))
    #expect(JSONPointer(tokens: [composed]) != JSONPointer(tokens: [decomposed]))
    let object = try JSONObject([(composed, 1), (decomposed, 2)])
    #expect(object[composed] == 1)
    #expect(object[decomposed] == 2)
    #expect(object != (try JSONObject([(composed, 2), (decomposed, 1)])))
    #expect(Set<JSONValue>([.string(composed), .string(decomposed), .string(composed)]).count == 2)
  }

  @Test func `accessors answer for their own kind only`() {
    let values: [JSONValue] = [nil, true, 7, "seven", [7], ["seven": 7]]
    #expect(values.map(\.isNull) == [true, false, false, false, false, false])
    #expect(values.map(\.boolValue) == [nil, true, nil, nil, nil, nil])
    #expect(values.map(\.integerValue) == [nil, nil, 7, nil, nil, nil])
    #expect(values.map { $0.numberValue?.double } == [nil, nil, 7, nil, nil, nil])
    #expect(values.map(\.stringValue) == [nil, nil, nil, "seven", nil, nil])
    #expect(values.map(\.arrayValue) == [nil, nil, nil, nil, [7], nil])
    #expect(values.map(\.objectValue) == [nil, nil, nil, nil, nil, ["seven": 7]])
    #expect(values.map { $0["seven"] } == [nil, nil, nil, nil, nil, 7])
  }

  @Test func `an integer is one only as far as doubles are exact`() {
    let greatest = JSONNumber.greatestInteger
    #expect(JSONNumber(exactly: greatest)?.integer == greatest)
    #expect(JSONNumber(exactly: -greatest)?.integer == -greatest)
    #expect(JSONNumber(exactly: greatest + 1) == nil)
    #expect(JSONNumber(exactly: .min) == nil)
    #expect(JSONNumber(9_007_199_254_740_992)?.integer == nil)
    #expect(JSONNumber(0.5)?.integer == nil)
    #expect(JSONNumber(1e300)?.integer == nil)
    #expect(JSONNumber(-0.0)?.double.sign == .plus)
  }

  @Test func `members keep their order through every change`() throws {
    var object = JSONObject()
    #expect(object.isEmpty)
    for name in ["b", "a", "", "ab", "\u{FB33}", "😀", "é"] { object[name] = .string(name) }
    #expect(object.names == ["", "a", "ab", "b", "é", "😀", "\u{FB33}"])
    object["ab"] = nil
    object["not there"] = nil
    object["a"] = .some(.null)
    #expect(object.count == 6)
    #expect(object["a"] == .some(.null))
    #expect(object["ab"] == nil)
    #expect(object.map(\.name) == object.names)
    #expect(try JSONObject(Array(object.reversed()).map { ($0.name, $0.value) }) == object)
  }

  @Test func `a name is not given twice`() {
    #expect(throws: JSONObject.DuplicateName(name: "a")) { try JSONObject([("a", 1), ("b", 2), ("a", 1)]) }
    #expect(JSONObject.DuplicateName(name: "a\n").description == #"member name "a\n" is there more than once, expected once"#)
  }

  @Test func `mistakes in the source stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = ["a": 1, "a": 2] as JSONValue }
    await #expect(processExitsWith: .failure) { _ = 9_007_199_254_740_992 as JSONValue }
  }

  /// RFC 6901 §5, with the tokens each pointer is made of.
  static let pointers: [(String, [String])] = [
    ("", []), ("/foo", ["foo"]), ("/foo/0", ["foo", "0"]), ("/", [""]), ("/a~1b", ["a/b"]), ("/c%d", ["c%d"]), ("/e^f", ["e^f"]),
    ("/g|h", ["g|h"]), ("/i\\j", ["i\\j"]), ("/k\"l", ["k\"l"]), ("/ ", [" "]), ("/m~0n", ["m~n"]), ("/~01", ["~1"]), ("//", ["", ""]),
    ("/\u{301}", ["\u{301}"]), ("/a~1\u{301}", ["a/\u{301}"]),
  ]

  @Test(arguments: pointers)
  func `pointers are written and read as RFC 6901 has them`(text: String, tokens: [String]) {
    let pointer = tokens.reduce(JSONPointer.root) { $0.appending($1) }
    #expect(JSONPointer(text) == pointer)
    #expect(Array(pointer.description.utf8) == Array(text.utf8))
  }

  @Test(arguments: ["a", "a/b", "#/a", "/~", "/~2", "/a~", "/~~0"])
  func `texts that are no pointers give none`(text: String) { #expect(JSONPointer(text) == nil) }

  @Test func `a pointer counts elements from nought`() { #expect(JSONPointer.root.appending("a").appending(0).description == "/a/0") }

  /// A value and the first thing in it that the log profile does not allow.
  static let profile: [(JSONValue, String?)] = [
    (["a": [1, -9_007_199_254_740_991, "é", nil, true]], nil),
    (0.5, "the value: number is not an integer within ±(2^53 - 1)"),
    (["a": ["b", 1e20]], "/a/1: number is not an integer within ±(2^53 - 1)"),
    ([["a/b": [["é": 1]]]], "/0/a~1b/0/é: member name is not ASCII"),
    (["z": 1.5, "b": ["ü": 1.5]], "/b/ü: member name is not ASCII"),
  ]

  @Test(arguments: profile)
  func `the log profile is checked all the way down`(value: JSONValue, violation: String?) {
    #expect(value.logProfileViolation()?.description == violation)
  }

  @Test func `a text's parts are found as they were written`() throws {
    let text = try JSONText(
      parsing: Array(#" { "a" : [ 1.0 ,"x\"]", {"b":[]} , null,[ ] ], "\u0062" : 1e2,"c":{ "d" : "}" } , "~":-0 } "#.utf8))
    func written(_ part: JSONText?) -> String? { part.map { String(decoding: $0.bytes, as: UTF8.self) } }
    #expect(text.bytes.first == UInt8(ascii: "{"))
    #expect(text.bytes.last == UInt8(ascii: "}"))
    #expect(text["a"]?.elements?.map(written) == ["1.0", #""x\"]""#, #"{"b":[]}"#, "null", "[ ]"])
    #expect(text["a"]?.elements?.map(\.value) == [1, "x\"]", ["b": []], nil, []])
    #expect(written(text["b"]) == "1e2")
    #expect(written(text["c"]?["d"]) == #""}""#)
    #expect(written(text["~"]) == "-0")
    #expect(text["d"] == nil)
    #expect(text["a"]?["a"] == nil)
    #expect(text.elements == nil)
    #expect(try JSONText(parsing: Array(" [] ".utf8)).elements?.isEmpty == true)
    #expect(try JSONText(parsing: Array(" -1.50e1\n".utf8)).bytes.elementsEqual("-1.50e1".utf8))
  }

  @Test func `a name with a backslash is not mistaken for its own escape`() throws {
    let text = try JSONText(parsing: Array(#"{"\\u0062":1.0,"\u005cu0062x":2.0,"\u0062":3.0}"#.utf8))
    #expect(text["b"]?.bytes.elementsEqual("3.0".utf8) == true)
    #expect(text[#"\u0062"#]?.bytes.elementsEqual("1.0".utf8) == true)
  }
}

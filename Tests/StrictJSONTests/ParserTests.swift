import Foundation
import StrictJSON
import Testing

@Suite("Parsing")
struct ParserTests {
  /// A text and the value it says, written as the canonical form of that value.
  struct Accepted: CustomTestStringConvertible, Sendable {
    let text: String
    let canonical: String
    init(_ text: String, _ canonical: String) { (self.text, self.canonical) = (text, canonical) }
    var testDescription: String { text }
  }

  static let accepted: [Accepted] = [
    Accepted("null", "null"), Accepted(" \t\r\n true \n", "true"), Accepted("false", "false"), Accepted("\"\"", "\"\""),
    Accepted("0", "0"), Accepted("-0", "0"), Accepted("-0.0e0", "0"), Accepted("0.0", "0"), Accepted("-1", "-1"), Accepted("1.0", "1"),
    Accepted("1E2", "100"), Accepted("1e+2", "100"), Accepted("12e-1", "1.2"), Accepted("1e-400", "0"), Accepted("-1e-400", "0"),
    Accepted("9007199254740993", "9007199254740992"), Accepted("0.1", "0.1"),
    Accepted("123456789012345678901234567890", "1.2345678901234568e+29"),
    Accepted("1.7976931348623157e308", "1.7976931348623157e+308"), Accepted("5e-324", "5e-324"),
    Accepted("2.2250738585072011e-308", "2.225073858507201e-308"),
    Accepted("0.00000000000000000000000000000000000000001", "1e-41"), Accepted("1e00000000000000000000002", "100"),
    Accepted("0e99999999999999999999999", "0"), Accepted("1e-99999999999999999999999", "0"), Accepted("8.5e22", "8.5e+22"),
    Accepted("[]", "[]"), Accepted("[ ]", "[]"), Accepted("{}", "{}"), Accepted("{ }", "{}"), Accepted("[1 , 2]", "[1,2]"),
    Accepted("[[],{},[[]]]", "[[],{},[[]]]"), Accepted("{\"b\":1,\"a\":{\"d\":[],\"c\":null}}", "{\"a\":{\"c\":null,\"d\":[]},\"b\":1}"),
    Accepted("{\"\":0}", "{\"\":0}"), Accepted(#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#),
    Accepted(#""\u0041\u00e9\u20AC""#, "\"Aé€\""),
    Accepted(#""\uD834\udd1e""#, "\"𝄞\""), Accepted(#""\u0000\u001F\u007f""#, "\"\\u0000\\u001f\u{7F}\""),
    Accepted("\"\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\"", "\"\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\""),
    Accepted("\"\u{E000}\u{FEFF}\u{FFFF}\u{10000}\u{10FFFF}\"", "\"\u{E000}\u{FEFF}\u{FFFF}\u{10000}\u{10FFFF}\""),
    Accepted(#"{"a":1,"\u0061\u0062":2}"#, #"{"a":1,"ab":2}"#), Accepted("{\"é\":1,\"e\u{301}\":2}", "{\"e\u{301}\":2,\"é\":1}"),
  ]

  @Test(arguments: accepted)
  func `accepts what RFC 8259 allows`(_ case: Accepted) throws {
    #expect(try JSONValue(parsing: `case`.text).canonicalText == `case`.canonical)
  }

  /// A text and the one error it gives.
  struct Refused: CustomTestStringConvertible, Sendable {
    let bytes: [UInt8]
    let reason: JSONSyntaxError.Reason
    let offset, line, column: Int
    let found, expected: String

    init(
      _ text: String, _ reason: JSONSyntaxError.Reason, at offset: Int, line: Int = 1, column: Int? = nil, _ found: String,
      _ expected: String
    ) {
      self.init(bytes: Array(text.utf8), reason, at: offset, line: line, column: column, found, expected)
    }

    init(
      bytes: [UInt8], _ reason: JSONSyntaxError.Reason, at offset: Int, line: Int = 1, column: Int? = nil, _ found: String,
      _ expected: String
    ) {
      (self.bytes, self.reason, self.offset, self.line) = (bytes, reason, offset, line)
      (self.column, self.found, self.expected) = (column ?? offset + 1, found, expected)
    }

    var testDescription: String { String(decoding: bytes, as: UTF8.self).debugDescription }
  }

  private static let end = "the end of the text"
  private static let escapes = #"one of \" \\ \/ \b \f \n \r \t \u"#
  private static let control = #"an escape such as \n or \u0000"#
  private static let lowSurrogate = #"a low surrogate, \uDC00 to \uDFFF, after it"#
  private static let noDigit = "no digit after a leading zero"
  private static let greatest = "a magnitude of at most 1.7976931348623157e308"
  private static let unused = "a name not yet used in this object"

  static let refused: [Refused] = [
    // Nothing, too little, too much
    Refused("", .unexpectedEnd, at: 0, end, "a value"),
    Refused(" \n ", .unexpectedEnd, at: 3, line: 2, column: 2, end, "a value"),
    Refused("1 2", .trailingText, at: 2, "'2'", end),
    Refused("{}}", .trailingText, at: 2, "'}'", end),
    Refused("[] x", .trailingText, at: 3, "'x'", end),
    Refused("null\0", .trailingText, at: 4, "byte 0x00", end),
    Refused("truex", .trailingText, at: 4, "'x'", end),
    Refused("\"a\"\"b\"", .trailingText, at: 3, "'\"'", end),
    Refused("\u{FEFF}{}", .byteOrderMark, at: 0, "U+FEFF", "a value"),
    Refused(" \u{FEFF}{}", .unexpectedText, at: 1, "byte 0xEF", "a value"),
    // Words
    Refused("nul", .unexpectedEnd, at: 3, end, "'null'"),
    Refused("nulx", .unexpectedText, at: 3, "'x'", "'null'"),
    Refused("True", .unexpectedText, at: 0, "'T'", "a value"),
    Refused("tRue", .unexpectedText, at: 1, "'R'", "'true'"),
    Refused("fals\u{65}\u{301}", .trailingText, at: 5, "byte 0xCC", end),
    Refused("NaN", .unexpectedText, at: 0, "'N'", "a value"),
    Refused("Infinity", .unexpectedText, at: 0, "'I'", "a value"),
    Refused("undefined", .unexpectedText, at: 0, "'u'", "a value"),
    Refused("'a'", .unexpectedText, at: 0, "'''", "a value"),
    Refused("/**/1", .unexpectedText, at: 0, "'/'", "a value"),
    Refused("1 // one", .trailingText, at: 2, "'/'", end),
    Refused("\u{A0}1", .unexpectedText, at: 0, "byte 0xC2", "a value"),
    Refused("\u{0B}1", .unexpectedText, at: 0, "byte 0x0B", "a value"),
    // Numbers
    Refused("-", .unexpectedEnd, at: 1, end, "a digit"),
    Refused("+1", .unexpectedText, at: 0, "'+'", "a value"),
    Refused("-a", .malformedNumber, at: 1, "'a'", "a digit"),
    Refused("--1", .malformedNumber, at: 1, "'-'", "a digit"),
    Refused("-Infinity", .malformedNumber, at: 1, "'I'", "a digit"),
    Refused("01", .malformedNumber, at: 1, "'1'", noDigit),
    Refused("-00", .malformedNumber, at: 2, "'0'", noDigit),
    Refused("0x1F", .trailingText, at: 1, "'x'", end),
    Refused(".5", .unexpectedText, at: 0, "'.'", "a value"),
    Refused("1.", .unexpectedEnd, at: 2, end, "a digit"),
    Refused("1.e1", .malformedNumber, at: 2, "'e'", "a digit"),
    Refused("1e", .unexpectedEnd, at: 2, end, "a digit"),
    Refused("1e+", .unexpectedEnd, at: 3, end, "a digit"),
    Refused("1e+-1", .malformedNumber, at: 3, "'-'", "a digit"),
    Refused("1e1.5", .trailingText, at: 3, "'.'", end),
    Refused("1,000", .trailingText, at: 1, "','", end),
    Refused("1_000", .trailingText, at: 1, "'_'", end),
    Refused("1e309", .numberOutOfRange, at: 0, "1e309", greatest),
    Refused("[-1e9999999999]", .numberOutOfRange, at: 1, "-1e9999999999", greatest),
    Refused("1.7976931348623159e308", .numberOutOfRange, at: 0, "1.7976931348623159e308", greatest),
    Refused("٣", .unexpectedText, at: 0, "byte 0xD9", "a value"),
    // Arrays
    Refused("[", .unexpectedEnd, at: 1, end, "a value or ']'"),
    Refused("]", .unexpectedText, at: 0, "']'", "a value"),
    Refused("[1", .unexpectedEnd, at: 2, end, "',' or ']'"),
    Refused("[1,", .unexpectedEnd, at: 3, end, "a value"),
    Refused("[1,]", .unexpectedText, at: 3, "']'", "a value"),
    Refused("[,1]", .unexpectedText, at: 1, "','", "a value or ']'"),
    Refused("[1,,2]", .unexpectedText, at: 3, "','", "a value"),
    Refused("[1 2]", .unexpectedText, at: 3, "'2'", "',' or ']'"),
    Refused("[1:2]", .unexpectedText, at: 2, "':'", "',' or ']'"),
    Refused("[1}", .unexpectedText, at: 2, "'}'", "',' or ']'"),
    Refused("[\n  1,\n  é\n]", .unexpectedText, at: 9, line: 3, column: 3, "byte 0xC3", "a value"),
    // Objects
    Refused("{", .unexpectedEnd, at: 1, end, "a member name or '}'"),
    Refused("{,}", .unexpectedText, at: 1, "','", "a member name or '}'"),
    Refused("{1:2}", .unexpectedText, at: 1, "'1'", "a member name or '}'"),
    Refused("{a:1}", .unexpectedText, at: 1, "'a'", "a member name or '}'"),
    Refused("{\"a\"", .unexpectedEnd, at: 4, end, "':'"),
    Refused("{\"a\"}", .unexpectedText, at: 4, "'}'", "':'"),
    Refused("{\"a\",1}", .unexpectedText, at: 4, "','", "':'"),
    Refused("{\"a\":", .unexpectedEnd, at: 5, end, "a value"),
    Refused("{\"a\":}", .unexpectedText, at: 5, "'}'", "a value"),
    Refused("{\"a\":1", .unexpectedEnd, at: 6, end, "',' or '}'"),
    Refused("{\"a\":1,}", .unexpectedText, at: 7, "'}'", "a member name"),
    Refused("{\"a\":1]", .unexpectedText, at: 6, "']'", "',' or '}'"),
    Refused("{\"a\":1 \"b\":2}", .unexpectedText, at: 7, "'\"'", "',' or '}'"),
    Refused("{\"a\":1,\"a\":1}", .duplicateName, at: 7, "\"a\"", unused),
    Refused("{\"b\":0,\"é\":1,\n\"b\":2,\"\\u00e9\":3}", .duplicateName, at: 15, line: 2, column: 1, "\"b\"", unused),
    Refused("[{\"x\":{\"a\":1,\"\\u0061\":1}}]", .duplicateName, at: 13, "\"a\"", unused),
    // Strings
    Refused("\"", .unexpectedEnd, at: 1, end, "'\"'"),
    Refused("\"a", .unexpectedEnd, at: 2, end, "'\"'"),
    Refused("\"é\u{301}", .unexpectedEnd, at: 5, column: 4, end, "'\"'"),
    Refused("\"\\", .unexpectedEnd, at: 2, end, "an escaped character"),
    Refused("\"\\\"", .unexpectedEnd, at: 3, end, "'\"'"),
    Refused("\"a\nb\"", .controlCharacter, at: 2, "byte 0x0A", control),
    Refused("\"\t\"", .controlCharacter, at: 1, "byte 0x09", control),
    Refused("\"\0\"", .controlCharacter, at: 1, "byte 0x00", control),
    Refused("{\"\u{1F}\":1}", .controlCharacter, at: 2, "byte 0x1F", control),
    Refused(#""\a""#, .invalidEscape, at: 1, #"'\' and 'a'"#, escapes),
    Refused(#""\U0041""#, .invalidEscape, at: 1, #"'\' and 'U'"#, escapes),
    Refused(#""\x41""#, .invalidEscape, at: 1, #"'\' and 'x'"#, escapes),
    Refused("\"\\\n\"", .invalidEscape, at: 1, #"'\' and byte 0x0A"#, escapes),
    Refused(#""\u""#, .invalidEscape, at: 3, "'\"'", "a hexadecimal digit"),
    Refused(#""\u12"#, .unexpectedEnd, at: 5, end, "a hexadecimal digit"),
    Refused(#""\u12g4""#, .invalidEscape, at: 5, "'g'", "a hexadecimal digit"),
    Refused(#""\u+123""#, .invalidEscape, at: 3, "'+'", "a hexadecimal digit"),
    Refused(#""\uD800""#, .loneSurrogate, at: 1, #"\uD800"#, lowSurrogate),
    Refused(#""\uD800x""#, .loneSurrogate, at: 1, #"\uD800"#, lowSurrogate),
    Refused(#""\ud800\n""#, .loneSurrogate, at: 1, #"\uD800"#, lowSurrogate),
    Refused(#""\uDBFF\u0041""#, .loneSurrogate, at: 1, #"\uDBFF"#, lowSurrogate),
    Refused(#""\uD800\uD800\uDC00""#, .loneSurrogate, at: 1, #"\uD800"#, lowSurrogate),
    Refused(#""\uDC00\uD800""#, .loneSurrogate, at: 1, #"\uDC00"#, "a high surrogate before it"),
    Refused(#"{"\uDEAD":1}"#, .loneSurrogate, at: 2, #"\uDEAD"#, "a high surrogate before it"),
    // UTF-8
    Refused(bytes: [0x22, 0x80, 0x22], .malformedUTF8, at: 1, "byte 0x80", "well-formed UTF-8"),
    Refused(bytes: [0x22, 0xC0, 0x80, 0x22], .malformedUTF8, at: 1, "byte 0xC0", "well-formed UTF-8"),
    Refused(bytes: [0x22, 0xC1, 0xBF, 0x22], .malformedUTF8, at: 1, "byte 0xC1", "well-formed UTF-8"),
    Refused(bytes: [0x22, 0xC3, 0x22], .malformedUTF8, at: 1, "byte 0xC3", "well-formed UTF-8"),
    Refused(bytes: [0x22, 0xE0, 0x9F, 0xBF, 0x22], .malformedUTF8, at: 1, "byte 0xE0", "well-formed UTF-8"),
    Refused(bytes: [0x22, 0xED, 0xA0, 0x80, 0x22], .malformedUTF8, at: 1, "byte 0xED", "well-formed UTF-8"),
    Refused(bytes: [0x22, 0xE2, 0x82], .malformedUTF8, at: 1, "byte 0xE2", "well-formed UTF-8"),
    Refused(bytes: [0x22, 0xF0, 0x8F, 0xBF, 0xBF, 0x22], .malformedUTF8, at: 1, "byte 0xF0", "well-formed UTF-8"),
    Refused(bytes: [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], .malformedUTF8, at: 1, "byte 0xF4", "well-formed UTF-8"),
    Refused(bytes: [0x22, 0xF8, 0x88, 0x80, 0x80, 0x80, 0x22], .malformedUTF8, at: 1, "byte 0xF8", "well-formed UTF-8"),
    Refused(bytes: [0x22, 0xC3, 0xA9, 0xFF, 0x22], .malformedUTF8, at: 3, column: 3, "byte 0xFF", "well-formed UTF-8"),
    Refused(bytes: [0xFF, 0xFE, 0x31, 0x00], .unexpectedText, at: 0, "byte 0xFF", "a value"),
  ]

  @Test(arguments: refused)
  func `refuses everything else, saying where and why`(_ case: Refused) throws {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: `case`.bytes) }
    #expect(error?.reason == `case`.reason)
    #expect(error?.offset == `case`.offset)
    #expect(error?.line == `case`.line)
    #expect(error?.column == `case`.column)
    #expect(error?.found == `case`.found)
    #expect(error?.expected == `case`.expected)
  }

  @Test func `every reason has a text that provokes it`() {
    #expect(Set(Self.refused.map(\.reason)).union([.tooDeep]) == Set(JSONSyntaxError.Reason.allCases))
  }

  @Test func `an error reads as one line`() throws {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: "{\n  \"a\": 01}") }
    #expect(error?.description == "line 2, column 9: malformed number: found '1', expected no digit after a leading zero")
  }

  @Test func `depth is counted before going down`() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(try JSONValue(parsing: "1", maximumDepth: 0) == 1)
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: "[]", maximumDepth: 0) }
    #expect(try JSONValue(parsing: "[{},[]]", maximumDepth: 2) == [[:], []])
    #expect(try JSONValue(parsing: nested(128)).canonicalText == nested(128))
    for text in [nested(129), String(repeating: "[{\"a\":", count: 50_000), String(repeating: "[", count: 1_000_000)] {
      let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
      #expect(error?.reason == .tooDeep)
      #expect(error?.expected == "at most 128 arrays and objects inside one another")
    }
    let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: nested(1000), maximumDepth: 1000) }
    #expect(error?.offset == JSONValue.depthCeiling)
  }

  @Test func `the deepest value needs no more than a thread's small stack`() async {
    let (outcomes, outcome) = AsyncStream<Bool>.makeStream()
    let thread = Thread {
      let depth = JSONValue.depthCeiling
      let text = String(repeating: #"{"a":["#, count: depth / 2) + "1.5" + String(repeating: "]}", count: depth / 2)
      if let value = try? JSONValue(parsing: text, maximumDepth: depth), let same = try? JSONValue(parsing: text, maximumDepth: depth) {
        outcome.yield(value == same && value.canonicalText == text && value.hashValue == same.hashValue)
        outcome.yield(value.logProfileViolation()?.path.tokens.count == depth)
      }
      outcome.finish()
    }
    thread.stackSize = 512 << 10
    thread.start()
    #expect(await outcomes.reduce(into: []) { $0.append($1) } == [true, true])
  }

  @Test(.timeLimit(.minutes(60)))
  func `time grows with the text, whatever it says`() throws {
    let size = 1 << 20
    let digits = String(repeating: "7", count: size)
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: digits) }
    #expect(try JSONValue(parsing: "0." + digits) == .number(#require(JSONNumber(7.0 / 9))))
    let members = (0..<100_000).map { "\"\($0 &* 7919 % 100_000)\":0" }
    #expect(try JSONValue(parsing: "{" + members.joined(separator: ",") + "}").objectValue?.count == 100_000)
    let small = repeatElement(#"{"b":[0],"a":{}}"#, count: 100_000).joined(separator: ",")
    #expect(try JSONText(parsing: Array("[\(small)]".utf8)).elements?.count == 100_000)
    let alike = String(repeating: "k", count: 1000)
    let long = (0..<1000).map { "\"\(alike)\((999 - $0) % 999)\":0" }
    let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: "{" + long.joined(separator: ",") + "}") }
    #expect(error?.reason == .duplicateName)
    #expect(
      try JSONValue(parsing: "\"" + String(repeating: #"\u00e9"#, count: size / 6) + "\"").stringValue?.unicodeScalars.count == size / 6)
  }
}

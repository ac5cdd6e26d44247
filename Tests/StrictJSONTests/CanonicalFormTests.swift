import Foundation
import StrictJSON
import Testing

@Suite("Canonical form")
struct CanonicalFormTests {
  /// The published vectors (github.com/cyberphone/json-canonicalization), beside the package and not part of it.
  static let vectors = URL(filePath: #filePath).appending(path: "../../../../shared/vectors/jcs-cyberphone").standardized
  static let hasVectors = FileManager.default.fileExists(atPath: vectors.path)

  @Test func `gives RFC 8785's example`() throws {
    // RFC 8785 §3.2.2 as printed there
    let text = #"""
      {
        "numbers": [333333333.33333329, 1E30, 4.50,
                    2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }
      """#
    let expected =
      #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
    #expect(try JSONValue(parsing: text).canonicalText == expected)
  }

  @Test func `sorts names as RFC 8785's example`() throws {
    // RFC 8785 §3.2.3: by UTF-16 code units, so the emoji (D83D DE00) comes before U+FB33
    let text = #"""
      {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis"
      }
      """#
    let values = try #require(JSONValue(parsing: text).objectValue).map { $0.value.stringValue }
    #expect(
      values == [
        "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
      ])
  }

  /// RFC 8785 Appendix B: the bits of a double and its text.
  static let numbers: [(UInt64, String)] = [
    (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
    (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"), (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
    (0x4340_0000_0000_0000, "9007199254740992"), (0xC340_0000_0000_0000, "-9007199254740992"),
    (0x4430_0000_0000_0000, "295147905179352830000"),
    (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"), (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
    (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"), (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
    (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"), (0x41B3_DE43_5555_5553, "333333333.3333332"),
    (0x41B3_DE43_5555_5554, "333333333.33333325"), (0x41B3_DE43_5555_5555, "333333333.3333333"),
    (0x41B3_DE43_5555_5556, "333333333.3333334"),
    (0x41B3_DE43_5555_5557, "333333333.33333343"), (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
    (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
  ]

  @Test(arguments: numbers)
  func `writes numbers as RFC 8785's appendix B`(bits: UInt64, text: String) throws {
    let value = JSONValue.number(try #require(JSONNumber(Double(bitPattern: bits))))
    #expect(value.canonicalText == text)
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test func `has no number for NaN and infinities`() {
    #expect(JSONNumber(.nan) == nil)
    #expect(JSONNumber(.infinity) == nil)
    #expect(JSONNumber(-.infinity) == nil)
  }

  @Test func `escapes every control character, and nothing else but quote and backslash`() {
    let short: [UInt32: String] = [8: #"\b"#, 9: #"\t"#, 10: #"\n"#, 12: #"\f"#, 13: #"\r"#, 34: #"\""#, 92: #"\\"#]
    for scalar in (0..<0x300).compactMap({ Unicode.Scalar(UInt32($0)) }) {
      let plain = String(scalar)
      let code = String(scalar.value, radix: 16)
      let expected = short[scalar.value] ?? (scalar.value < 0x20 ? #"\u"# + String(repeating: "0", count: 4 - code.count) + code : plain)
      #expect(JSONValue.string("a\(plain)").canonicalBytes == Array("\"a\(expected)\"".utf8))
    }
  }

  // The vectors are read where they lie; a checkout without them runs the rest.
  @Test(
    .enabled(if: hasVectors, "the vectors of json-canonicalization are not beside this checkout"),
    arguments: ["arrays", "french", "structures", "unicode", "values", "weird"])
  func `gives the published pairs`(name: String) throws {
    let data = Self.vectors.appending(path: "testdata")
    let input = try Data(contentsOf: data.appending(path: "input/\(name).json"))
    let output = try Data(contentsOf: data.appending(path: "output/\(name).json"))
    #expect(try JSONValue(parsing: Array(input)).canonicalBytes == Array(output))
  }

  @Test(.enabled(if: hasVectors, "the vectors of json-canonicalization are not beside this checkout"))
  func `writes and reads the 10,000 published numbers`() throws {
    let text = try String(contentsOf: Self.vectors.appending(path: "es6-numbers-10000.txt"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 10_000)
    var inProfile = 0
    for line in lines {
      let parts = line.split(separator: ",")
      let bits = try #require(UInt64(parts[0], radix: 16))
      let number = try #require(JSONNumber(Double(bitPattern: bits)))
      // The log takes whole numbers within ±(2⁵³ − 1), and every one of them.
      let isInProfile = number.double.rounded() == number.double && number.double.magnitude <= 9_007_199_254_740_991
      inProfile += isInProfile ? 1 : 0
      if (JSONValue.number(number).logProfileViolation() == nil) != isInProfile { Issue.record("\(parts[1]) in the log's profile") }
      let written = JSONValue.number(number).canonicalText
      if written != parts[1] { Issue.record("\(parts[0]): \(written), expected \(parts[1])") }
      let read = try JSONValue(parsing: String(parts[1])).numberValue
      if read != number { Issue.record("\(parts[1]) reads as \(read?.double ?? .nan)") }
    }
    #expect(inProfile > 0 && inProfile < 10_000)
  }
}

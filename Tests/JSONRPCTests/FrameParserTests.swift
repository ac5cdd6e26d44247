import JSONRPC
import Testing
import Trials

@Suite("Framing")
struct FrameParserTests {
  /// What comes out of a parser, written shortly: a message as its text, a violation as its reason.
  static func events(_ pieces: [[UInt8]], framing: Framing? = nil, limits: Limits = Limits()) -> [String] {
    var parser = FrameParser(framing: framing, limits: limits)
    var events: [String] = []
    func drain() {
      while let event = parser.next() {
        switch event {
        case .message(let bytes): events.append(String(decoding: bytes, as: UTF8.self))
        case .violation(let violation): events.append("!\(violation)\(violation.endsInput ? "!" : "")")
        }
      }
    }
    for piece in pieces {
      parser.append(piece)
      drain()
    }
    parser.finish()
    drain()
    return events
  }

  static func events(_ text: String, framing: Framing? = nil, limits: Limits = Limits()) -> [String] {
    events([Array(text.utf8)], framing: framing, limits: limits)
  }

  static let small: Limits = {
    var limits = Limits()
    (limits.frame, limits.header) = (16, 64)
    return limits
  }()

  /// An input, and what comes out of it with messages of 16 bytes and headers of 64 at most.
  struct Case: CustomTestStringConvertible, Sendable {
    let input: String
    let events: [String]
    init(_ input: String, _ events: String...) { (self.input, self.events) = (input, events) }
    var testDescription: String { input.debugDescription }
  }

  private static let tooLong = "!message too long: found more than 16 bytes, expected at most 16"
  private static let headerTooLong = "!header too long: found more than 64 bytes, expected an empty line before that!"
  private static func badLength(_ found: String) -> String {
    "!malformed Content-Length: found \(found), expected a number of bytes in decimal digits!"
  }

  static let cases: [Case] = [
    // Nothing
    Case(""), Case(" \r\n\t\n"),
    // Lines
    Case("{}\n", "{}"), Case("{}", "{}"), Case("\n\n {} \r\n\r\n[]\n", "{} \r", "[]"), Case("1\n2\n3", "1", "2", "3"),
    Case("garbage\n{}\n", "garbage", "{}"),
    Case("\0\n", "\0"), Case("0123456789abcdef\n", "0123456789abcdef"), Case("0123456789abcdefg\n{}\n", tooLong, "{}"),
    Case("0123456789abcdefg", tooLong), Case("Content", "Content"), Case("Contents-Length: 2\n", tooLong), Case("c\n", "c"),
    Case("{}\nContent-Length:", "{}", "Content-Length:"), Case("\r\u{FEFF}{}\n", "\u{FEFF}{}"),
    // Headers
    Case("Content-Length: 2\r\n\r\n{}", "{}"), Case("Content-Length: 2\n\n{}", "{}"), Case("content-length:2\r\n\r\n{}", "{}"),
    Case("CONTENT-LENGTH: \t 002 \r\n\r\n{}", "{}"), Case("\r\n\n Content-Length: 2\r\n\r\n{}", "{}"),
    Case("Content-Type: x; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", "{}"), Case("Content-Length: 2\r\nX-A:\r\n\r\n{}", "{}"),
    Case("Content-Length: 2\r\n\r\n{}Content-Length: 2\r\n\r\n[]", "{}", "[]"),
    Case("Content-Length: 2\r\n\r\n{}\r\n\nContent-Length: 1\r\n\r\n1\n", "{}", "1"),
    Case("Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\n1", "", "1"), Case("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", "{}"),
    Case("Content-Length: 5\r\n\r\n{\n\r\n}", "{\n\r\n}"), Case("Content-Length: 16\r\n\r\n0123456789abcdef", "0123456789abcdef"),
    // Too long, and going on
    Case("Content-Length: 17\r\n\r\n0123456789abcdefgContent-Length: 2\r\n\r\n{}", tooLong, "{}"),
    Case("Content-Length: 1099511627776\r\n\r\n{}", tooLong), Case("Content-Length: 9223372036854775807\r\n\r\n{}", tooLong),
    // No way on
    Case("Content-Length: 9223372036854775808\r\n\r\n{}", badLength("\"9223372036854775808\"")),
    Case("Content-Length: 99999999999999999999999999999999\r\n\r\n{}", badLength("\"99999999999999999999999999999999\"")),
    Case("Content-Length: -2\r\n\r\n{}", badLength("\"-2\"")), Case("Content-Length: +2\r\n\r\n{}", badLength("\"+2\"")),
    Case("Content-Length:\r\n\r\n{}", badLength("\"\"")), Case("Content-Length: 0x2\r\n\r\n{}", badLength("\"0x2\"")),
    Case("Content-Length: 2, 2\r\n\r\n{}", badLength("\"2, 2\"")), Case("Content-Length: 2.0\r\n\r\n{}", badLength("\"2.0\"")),
    Case("Content-Length: ２\r\n\r\n{}", badLength("\"２\"")), Case("Content-Length: 1 2\r\n\r\n{}", badLength("\"1 2\"")),
    Case("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "!conflicting Content-Length: found 2 and 3, expected one length!"),
    Case("Content-Type: x\r\n\r\n{}", "!missing Content-Length: found an empty line, expected Content-Length before it!"),
    Case("Content-Length 2\r\n\r\n{}", "!malformed header: found \"Content-Length 2\", expected a name, a colon and a value!"),
    Case("Content-Length : 2\r\n\r\n{}", "!malformed header: found \"Content-Length : 2\", expected a name, a colon and a value!"),
    Case("Content-Length: 2\r\n : 3\r\n\r\n{}", "!malformed header: found \" : 3\", expected a name, a colon and a value!"),
    Case("Content-Length: 2\r\n\r\n{}{}\n", "{}", "!malformed header: found \"{}\", expected a name, a colon and a value!"),
    Case("Content-A: \(String(repeating: "a", count: 64))\r\n", headerTooLong),
    Case("Content-A: \(String(repeating: "a", count: 64))", headerTooLong),
    Case("Content-A: \(String(repeating: "a", count: 40))\r\nContent-Length: 2\r\n\r\n{}", headerTooLong),
    // Cut short
    Case("Content-Length: 3\r\n\r\n{}", "!truncated message: found 2 bytes, expected 3 bytes!"),
    Case("Content-Length: 2\r\n", "!truncated message: found the end of the input, expected an empty line after the headers!"),
    Case("Content-Len", "!truncated message: found the end of the input, expected an empty line after the headers!"),
  ]

  @Test(arguments: cases)
  func `gives messages and violations`(_ case: Case) {
    #expect(Self.events(`case`.input, limits: Self.small) == `case`.events)
  }

  @Test(arguments: cases)
  func `does not mind where the bytes are cut`(_ case: Case) {
    let bytes = Array(`case`.input.utf8)
    for cut in 0...bytes.count {
      #expect(Self.events([Array(bytes[..<cut]), Array(bytes[cut...])], limits: Self.small) == `case`.events)
    }
    #expect(Self.events(bytes.map { [$0] }, limits: Self.small) == `case`.events)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `gives the same for any input however it is cut`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    while bytes.count < 600 {
      bytes += Array(Self.cases[Int.random(in: 0..<Self.cases.count, using: &random)].input.utf8)
      if Bool.random(using: &random) { bytes.append(UInt8.random(in: 0...255, using: &random)) }
      if Bool.random(using: &random) { bytes.append(UInt8(ascii: "\n")) }
    }
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Int.random(in: 1...40, using: &random)
      pieces.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    for framing in [nil, .lines, .contentLength] as [Framing?] {
      #expect(Self.events(pieces, framing: framing, limits: Self.small) == Self.events([bytes], framing: framing, limits: Self.small))
    }
  }

  @Test func `a framing can be forced`() {
    #expect(Self.events("Content-Length: 2\n", framing: .lines) == ["Content-Length: 2"])
    #expect(Self.events("{}\n", framing: .contentLength) == ["!malformed header: found \"{}\", expected a name, a colon and a value!"])
    #expect(Self.events("X: 1\r\nContent-Length: 2\r\n\r\n{}", framing: .contentLength) == ["{}"])
  }

  @Test func `messages are written in kind`() {
    #expect(Framing.lines.framed(Array("{}".utf8)) == Array("{}\n".utf8))
    #expect(Framing.contentLength.framed(Array("\"é\"".utf8)) == Array("Content-Length: 4\r\n\r\n\"é\"".utf8))
  }

  @Test func `the framing is known once it shows`() {
    var parser = FrameParser()
    for (byte, framing) in [(" ", nil), ("c", nil), ("O", nil), ("ntent", nil), ("-", .contentLength)] as [(String, Framing?)] {
      parser.append(Array(byte.utf8))
      #expect(parser.next() == nil)
      #expect(parser.framing == framing)
    }
  }

  @Test(.timeLimit(.minutes(60)))
  func `time grows with the input, however it comes`() {
    let line = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
    #expect(Self.events(line.map { [$0] }) == [String(decoding: line, as: UTF8.self)])
    let many = Array(String(repeating: "{}\n", count: 200_000).utf8)
    #expect(Self.events([many]).count == 200_000)
    let announced = Array("Content-Length: \(line.count)\r\n\r\n".utf8)
    #expect(Self.events([announced] + line.map { [$0] }).count == 1)
  }
}

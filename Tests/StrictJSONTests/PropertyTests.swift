import StrictJSON
import Testing
import Trials

extension SeededGenerator {
  mutating func scalar() -> Unicode.Scalar {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x7F, 0...0x7F, 0...0x1F, 0x80...0x7FF, 0x300...0x36F, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF,
    ]
    return Unicode.Scalar(UInt32.random(in: ranges[Int.random(in: 0..<ranges.count, using: &self)], using: &self)) ?? "?"
  }

  mutating func string() -> String {
    var view = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...8, using: &self) { view.append(scalar()) }
    return String(view)
  }

  mutating func number() -> JSONNumber {
    switch Int.random(in: 0..<3, using: &self) {
    case 0: JSONNumber(exactly: Int.random(in: -1000...1000, using: &self)) ?? number()
    case 1: JSONNumber(Double(Int.random(in: -1_000_000...1_000_000, using: &self)) / 1000) ?? number()
    default: JSONNumber(Double(bitPattern: next())) ?? number()
    }
  }

  mutating func value(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth == 0 ? 4 : 6), using: &self) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &self))
    case 2: return .number(number())
    case 3: return .string(string())
    case 4: return .array((0..<Int.random(in: 0...5, using: &self)).map { _ in value(depth: depth - 1) })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0...5, using: &self) { object[string()] = value(depth: depth - 1) }
      return .object(object)
    }
  }
}

@Suite("Properties")
struct PropertyTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a value survives being written and read, and is written the same again`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let value = random.value(depth: 5)
      let bytes = value.canonicalBytes
      let read = try JSONText(parsing: bytes)
      try #require(read.value == value)
      try #require(read.value.hashValue == value.hashValue)
      try #require(read.value.canonicalBytes == bytes)
      try #require(Array(read.bytes) == bytes)
      for element in read.elements ?? [] { try #require(Array(element.bytes) == element.value.canonicalBytes) }
      for (name, member) in value.objectValue ?? [:] { try #require(read[name].map { Array($0.bytes) } == member.canonicalBytes) }
    }
  }

  @Test func `doubles are read as the standard library reads them`() throws {
    var random = SeededGenerator(seed: 8259)
    for _ in 0..<20_000 {
      let digits = (0..<Int.random(in: 1...22, using: &random)).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
      let text = "\(Int.random(in: 1...9, using: &random)).\(digits)e\(Int.random(in: -330...307, using: &random))"
      try #require(try JSONValue(parsing: text).numberValue?.double == Double(text))
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `damaged texts are refused or round-trip, and never stop the program`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &+ 1000)
    let telling = Array(#"{}[]",:\u0dD89eE+-. tfn"#.utf8) + [0, 0x0A, 0x80, 0xC3, 0xED, 0xF0, 0xFF]
    var accepted = 0
    for _ in 0..<1000 {
      var bytes = random.value(depth: 3).canonicalBytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let byte =
          Bool.random(using: &random)
          ? telling[Int.random(in: 0..<telling.count, using: &random)] : UInt8.random(in: 0...255, using: &random)
        let index = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.insert(byte, at: index)
        case 1 where index < bytes.count: bytes.remove(at: index)
        case 2 where index < bytes.count: bytes.removeSubrange(index...)
        case _ where index < bytes.count: bytes[index] = byte
        default: bytes.append(byte)
        }
      }
      do {
        let read = try JSONText(parsing: bytes)
        accepted += 1
        try #require(JSONValue(parsing: read.value.canonicalBytes) == read.value)
        for element in read.elements ?? [] { try #require(JSONValue(parsing: Array(element.bytes)) == element.value) }
        for (name, member) in read.value.objectValue ?? [:] {
          try #require(try read[name].map { try JSONValue(parsing: Array($0.bytes)) } == member)
        }
      } catch let error as JSONSyntaxError {
        try #require((0...bytes.count).contains(error.offset))
        try #require(!error.description.contains("\n"))
      }
    }
    #expect((1..<1000).contains(accepted))
  }
}

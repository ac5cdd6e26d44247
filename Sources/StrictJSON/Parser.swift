extension JSONValue {
  /// The deepest nesting that any `maximumDepth` can allow: comparing, writing and releasing a value recurse, and threads have small stacks.
  public static let depthCeiling = 256

  /// Parses a whole text strictly: RFC 8259 to the letter, in well-formed UTF-8, without a byte order mark, duplicate names or lone surrogates.
  ///
  /// - Parameters:
  ///   - bytes: The text. Takes time proportional to its length, but for sorting the members of objects that are not in RFC 8785 order.
  ///   - maximumDepth: How many arrays and objects may lie inside one another, at most ``depthCeiling``. A scalar has depth 0, `[]` has 1.
  /// - Throws: ``JSONSyntaxError``, saying where the text stops being JSON.
  public init(parsing bytes: [UInt8], maximumDepth: Int = 128) throws(JSONSyntaxError) {
    var parser = Parser(bytes, maximumDepth: min(maximumDepth, Self.depthCeiling))
    self = try parser.parse()
  }

  /// Parses a whole text strictly, as the other initializer does its UTF-8 bytes.
  ///
  /// - Throws: ``JSONSyntaxError``, saying where the text stops being JSON.
  public init(parsing text: String, maximumDepth: Int = 128) throws(JSONSyntaxError) {
    try self.init(parsing: Array(text.utf8), maximumDepth: maximumDepth)
  }
}

/// Reads one text from left to right. Open arrays and objects lie on a stack of its own, not on the thread's.
private struct Parser {
  private struct Container {
    let isObject: Bool
    /// Where its contents begin among `values`.
    let firstValue: Int
  }

  private struct Name {
    let text: String
    let offset: Int
  }

  private let bytes: [UInt8]
  private let maximumDepth: Int
  private var position = 0
  private var open: [Container] = []
  /// The contents so far of all open containers, outermost first.
  private var values: [JSONValue] = []
  /// The member names so far of all open objects, outermost first.
  private var names: [Name] = []

  init(_ bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func parse() throws(JSONSyntaxError) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw JSONSyntaxError(.byteOrderMark, at: 0, in: bytes, found: "U+FEFF", expected: "a value")
    }
    var expected = "a value"
    while true {
      skipBlanks()
      var complete: JSONValue
      switch next {
      case UInt8(ascii: "{"):
        try begin(isObject: true)
        guard next == UInt8(ascii: "}") else {
          try readName(expected: "a member name or '}'")
          expected = "a value"
          continue
        }
        complete = try end()
      case UInt8(ascii: "["):
        try begin(isObject: false)
        guard next == UInt8(ascii: "]") else {
          expected = "a value or ']'"
          continue
        }
        complete = try end()
      case UInt8(ascii: "\""): complete = .string(try readString())
      case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): complete = .number(try readNumber())
      case UInt8(ascii: "t"): complete = try readWord("true", .bool(true))
      case UInt8(ascii: "f"): complete = try readWord("false", .bool(false))
      case UInt8(ascii: "n"): complete = try readWord("null", .null)
      default: throw unexpected(expected: expected)
      }
      expected = "a value"
      // Put what is complete where it belongs; that may complete what it belongs to.
      while true {
        skipBlanks()
        guard let container = open.last else {
          guard next == nil else {
            throw JSONSyntaxError(.trailingText, at: position, in: bytes, found: describe(position), expected: "the end of the text")
          }
          return complete
        }
        values.append(complete)
        switch (next, container.isObject) {
        case (UInt8(ascii: ","), false): position += 1
        case (UInt8(ascii: ","), true):
          position += 1
          skipBlanks()
          try readName(expected: "a member name")
        case (UInt8(ascii: "]"), false), (UInt8(ascii: "}"), true):
          complete = try end()
          continue
        case (_, let isObject): throw unexpected(expected: isObject ? "',' or '}'" : "',' or ']'")
        }
        break
      }
    }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
      default: return
      }
    }
  }

  // MARK: Containers

  private mutating func begin(isObject: Bool) throws(JSONSyntaxError) {
    guard open.count < maximumDepth else {
      throw JSONSyntaxError(
        .tooDeep, at: position, in: bytes, found: describe(position),
        expected: "at most \(maximumDepth) arrays and objects inside one another")
    }
    open.append(Container(isObject: isObject, firstValue: values.count))
    position += 1
    skipBlanks()
  }

  /// Takes the closing bracket and gives the whole array or object.
  private mutating func end() throws(JSONSyntaxError) -> JSONValue {
    position += 1
    let container = open.removeLast()
    // No slice of a stack is kept: it would share the storage, and shortening a shared array copies all of it.
    let count = values.count - container.firstValue
    defer { values.removeLast(count) }
    guard container.isObject else { return .array(Array(values[container.firstValue...])) }
    let firstName = names.count - count
    defer { names.removeLast(count) }
    var members: [JSONObject.Member] = []
    members.reserveCapacity(count)
    var isAscending = true
    for index in 0..<count {
      let name = names[firstName + index].text
      isAscending = isAscending && members.last.map { $0.name.utf16Order(relativeTo: name) < 0 } ?? true
      members.append(JSONObject.Member(name: name, value: values[container.firstValue + index]))
    }
    if !isAscending { members = try sorted(members, offsets: names[firstName...].map(\.offset)) }
    return .object(JSONObject(ascending: members))
  }

  private func sorted(_ members: [JSONObject.Member], offsets: [Int]) throws(JSONSyntaxError) -> [JSONObject.Member] {
    let ascending = zip(members, offsets).sorted { left, right in
      let order = left.0.name.utf16Order(relativeTo: right.0.name)
      return order == 0 ? left.1 < right.1 : order < 0
    }
    let repeated = zip(ascending, ascending.dropFirst()).filter { $0.0.name.hasSameScalars(as: $1.0.name) }.map(\.1)
    guard let first = repeated.min(by: { $0.1 < $1.1 }) else { return ascending.map(\.0) }
    // A name that is no plain word may be somebody's: where it stands is told anyway.
    let name = first.0.name
    let isWord = name.utf8.count <= 32 && name.wholeMatch(of: /[a-z][A-Za-z0-9._-]*|[A-Z]?/) != nil
    throw JSONSyntaxError(
      .duplicateName, at: first.1, in: bytes, found: isWord ? JSONValue.string(name).canonicalText : "a name of \(name.count) characters",
      expected: "a name not yet used in this object")
  }

  private mutating func readName(expected: String) throws(JSONSyntaxError) {
    guard next == UInt8(ascii: "\"") else { throw unexpected(expected: expected) }
    let offset = position
    names.append(Name(text: try readString(), offset: offset))
    skipBlanks()
    guard next == UInt8(ascii: ":") else { throw unexpected(expected: "':'") }
    position += 1
  }

  // MARK: Scalars

  private mutating func readWord(_ word: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
    for byte in word.description.utf8 {
      guard next == byte else { throw unexpected(expected: "'\(word)'") }
      position += 1
    }
    return value
  }

  /// Reads `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?` (RFC 8259 §6).
  private mutating func readNumber() throws(JSONSyntaxError) -> JSONNumber {
    let start = position
    var significand = Significand()
    let isNegative = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) {
      if let next, Self.isDigit(next) { throw malformedNumber(expected: "no digit after a leading zero") }
    } else {
      try readDigits { significand.append($0) }
    }
    var scale = 0
    if take(UInt8(ascii: ".")) {
      try readDigits {
        significand.append($0)
        scale -= 1
      }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      let isDown = take(UInt8(ascii: "-"))
      if !isDown { _ = take(UInt8(ascii: "+")) }
      var exponent = 0
      // Beyond a million the exact exponent no longer matters to the quick way below.
      try readDigits { if exponent < 1_000_000 { exponent = exponent * 10 + Int($0) } }
      scale += isDown ? -exponent : exponent
    }
    // Text is read back by the standard library, which rounds correctly, where one exact operation does not do.
    guard
      let magnitude = significand.scaled(byPowerOfTen: scale)
        ?? Double(String(decoding: bytes[(start + (isNegative ? 1 : 0))..<position], as: UTF8.self)),
      let number = JSONNumber(isNegative ? -magnitude : magnitude)
    else {
      throw JSONSyntaxError(
        .numberOutOfRange, at: start, in: bytes, found: String(decoding: bytes[start..<position].prefix(40), as: UTF8.self),
        expected: "a magnitude of at most 1.7976931348623157e308")
    }
    return number
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func readDigits(_ body: (UInt8) -> Void) throws(JSONSyntaxError) {
    guard let next, Self.isDigit(next) else { throw malformedNumber(expected: "a digit") }
    while let digit = self.next, Self.isDigit(digit) {
      body(digit - UInt8(ascii: "0"))
      position += 1
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private mutating func readString() throws(JSONSyntaxError) -> String {
    position += 1
    var run = position
    var unescaped: [UInt8] = []
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        defer { position += 1 }
        if unescaped.isEmpty { return String(decoding: bytes[run..<position], as: UTF8.self) }
        unescaped.append(contentsOf: bytes[run..<position])
        return String(decoding: unescaped, as: UTF8.self)
      case UInt8(ascii: "\\"):
        unescaped.append(contentsOf: bytes[run..<position])
        let scalar = try readEscape()
        unescaped.append(contentsOf: String(scalar).utf8)
        run = position
      case 0..<0x20:
        throw JSONSyntaxError(
          .controlCharacter, at: position, in: bytes, found: describe(position), expected: "an escape such as \\n or \\u0000")
      case 0x20..<0x80: position += 1
      case let lead: try skipScalar(lead)
      }
    }
    throw unexpected(expected: "'\"'")
  }

  /// Passes one scalar of more than a byte, well-formed as the table of RFC 3629 §4 has it.
  private mutating func skipScalar(_ lead: UInt8) throws(JSONSyntaxError) {
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0x80...0xBF)
      }
    let end = position + length
    guard length > 0, end <= bytes.count, second ~= bytes[position + 1], bytes[(position + 2)..<end].allSatisfy({ $0 & 0xC0 == 0x80 })
    else {
      throw JSONSyntaxError(.malformedUTF8, at: position, in: bytes, found: describe(position), expected: "well-formed UTF-8")
    }
    position = end
  }

  private mutating func readEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let start = position
    position += 1
    guard let kind = next else { throw unexpected(expected: "an escaped character") }
    position += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(kind)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default:
      throw JSONSyntaxError(
        .invalidEscape, at: start, in: bytes, found: "'\\' and \(describe(start + 1))", expected: #"one of \" \\ \/ \b \f \n \r \t \u"#)
    }
    let unit = try readHexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let found = "\\u" + String(unit, radix: 16, uppercase: true)
    guard unit < 0xDC00 else {
      throw JSONSyntaxError(.loneSurrogate, at: start, in: bytes, found: found, expected: "a high surrogate before it")
    }
    if take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
      let low = try readHexadecimal()
      if 0xDC00...0xDFFF ~= low, let scalar = Unicode.Scalar(0x10000 + (UInt32(unit - 0xD800) << 10) + UInt32(low - 0xDC00)) {
        return scalar
      }
    }
    throw JSONSyntaxError(.loneSurrogate, at: start, in: bytes, found: found, expected: "a low surrogate, \\uDC00 to \\uDFFF, after it")
  }

  private mutating func readHexadecimal() throws(JSONSyntaxError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      switch next {
      case .some(let digit) where Self.isDigit(digit): unit = unit << 4 | UInt16(digit - UInt8(ascii: "0"))
      case .some(let digit) where UInt8(ascii: "a")...UInt8(ascii: "f") ~= digit | 0x20:
        unit = unit << 4 | UInt16((digit | 0x20) - UInt8(ascii: "a") + 10)
      case .some: throw JSONSyntaxError(.invalidEscape, at: position, in: bytes, found: describe(position), expected: "a hexadecimal digit")
      case nil: throw unexpected(expected: "a hexadecimal digit")
      }
      position += 1
    }
    return unit
  }

  // MARK: Faults

  private func unexpected(expected: String) -> JSONSyntaxError {
    JSONSyntaxError(next == nil ? .unexpectedEnd : .unexpectedText, at: position, in: bytes, found: describe(position), expected: expected)
  }

  private func malformedNumber(expected: String) -> JSONSyntaxError {
    JSONSyntaxError(next == nil ? .unexpectedEnd : .malformedNumber, at: position, in: bytes, found: describe(position), expected: expected)
  }

  /// Names a byte so that it can be shown on a terminal.
  private func describe(_ offset: Int) -> String {
    guard offset < bytes.count else { return "the end of the text" }
    let byte = bytes[offset]
    if 0x20..<0x7F ~= byte { return "'\(Character(Unicode.Scalar(byte)))'" }
    return "byte 0x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}

/// The decimal digits of a number, as long as they fit an integer.
private struct Significand {
  private var digits: UInt64? = 0

  mutating func append(_ digit: UInt8) {
    guard let digits else { return }
    // One past what a double holds exactly, so that there is no overflow to think of.
    self.digits = digits <= 1 << 53 ? digits * 10 + UInt64(digit) : nil
  }

  /// The double nearest to the digits × 10^power where a single correctly rounded operation gives it, else nil (Clinger 1990).
  func scaled(byPowerOfTen power: Int) -> Double? {
    guard let digits, digits <= 1 << 53 else { return nil }
    if digits == 0 { return 0 }
    switch power {
    case 0: return Double(digits)
    case 1...22: return Double(digits) * Self.powersOfTen[power]
    case -22 ... -1: return Double(digits) / Self.powersOfTen[-power]
    default: return nil
    }
  }

  /// Every power of ten that a double holds exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}

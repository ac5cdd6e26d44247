extension JSONValue {
  /// The value in the one form RFC 8785 gives it: members in order, no blanks, numbers as ECMAScript writes them.
  public var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    appendCanonical(to: &bytes)
    return bytes
  }

  /// The value in the form of RFC 8785, as text.
  public var canonicalText: String { String(decoding: canonicalBytes, as: UTF8.self) }

  /// Appends the value in the form of RFC 8785.
  public func appendCanonical(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(true): bytes.append(contentsOf: "true".utf8)
    case .bool(false): bytes.append(contentsOf: "false".utf8)
    case .number(let number): number.appendCanonical(to: &bytes)
    case .string(let string): string.appendCanonical(to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      var isFirst = true
      for element in elements {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        element.appendCanonical(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      for member in object.members {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        member.name.appendCanonical(to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.appendCanonical(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}

extension String {
  /// RFC 8785 §3.2.2.2: two-character escapes where JSON has them, `\u00xx` in lower case for the other controls, all else as it is.
  fileprivate func appendCanonical(to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let start = bytes.count
    bytes.append(contentsOf: utf8)
    // Copying all and looking afterwards is faster than looking at each byte on the way; escapes are rare.
    if let first = bytes[start...].firstIndex(where: Self.needsEscape) {
      bytes.removeSubrange(first...)
      for byte in utf8.dropFirst(first - start) { Self.appendEscaped(byte, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool { byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }

  private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
    case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
    case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
    case 0x0C: bytes.append(contentsOf: #"\f"#.utf8)
    case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
    case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
    case 0x00...0x0F: bytes.append(contentsOf: #"\u000\#(String(byte, radix: 16))"#.utf8)
    case 0x10...0x1F: bytes.append(contentsOf: #"\u00\#(String(byte, radix: 16))"#.utf8)
    default: bytes.append(byte)
    }
  }
}

extension JSONNumber {
  /// ECMAScript's Number::toString, which RFC 8785 §3.2.2.3 asks for.
  fileprivate func appendCanonical(to bytes: inout [UInt8]) {
    if let integer { return bytes.append(contentsOf: String(integer).utf8) }
    if double < 0 { bytes.append(UInt8(ascii: "-")) }
    let (digits, point) = Self.shortestDigits(of: double.magnitude)
    switch point {
    case digits.count...21:
      bytes.append(contentsOf: digits)
      bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: point - digits.count))
    case 1...21:
      bytes.append(contentsOf: digits.prefix(point))
      bytes.append(UInt8(ascii: "."))
      bytes.append(contentsOf: digits.dropFirst(point))
    case -5...0:
      bytes.append(contentsOf: "0.".utf8)
      bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -point))
      bytes.append(contentsOf: digits)
    default:
      bytes.append(contentsOf: digits.prefix(1))
      if digits.count > 1 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(contentsOf: digits.dropFirst())
      bytes.append(contentsOf: point > 0 ? "e+".utf8 : "e".utf8)
      bytes.append(contentsOf: String(point - 1).utf8)
    }
  }

  /// The fewest decimal digits that read back as this double, the nearest such ones, and where the point stands: 0.DIGITS × 10^point.
  private static func shortestDigits(of magnitude: Double) -> (digits: [UInt8], point: Int) {
    // Swift's description has exactly these digits; only its layout is another.
    let text = Array(magnitude.description.utf8)
    var digits = Array(text.prefix { $0 != UInt8(ascii: "e") })
    let exponent = Int(String(decoding: text.dropFirst(digits.count + 1), as: UTF8.self)) ?? 0
    let wholeDigits = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.count
    digits.removeAll { $0 == UInt8(ascii: ".") }
    let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(zeros)
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, wholeDigits - zeros + exponent)
  }
}

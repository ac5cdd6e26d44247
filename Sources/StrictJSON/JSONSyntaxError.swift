/// Why and where a text is not JSON.
public struct JSONSyntaxError: Error, Hashable, Sendable {
  /// What kind of fault it is.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The text ends before its value does.
    case unexpectedEnd = "unexpected end"
    /// Something that the grammar (RFC 8259 §2) does not have at this place.
    case unexpectedText = "unexpected text"
    /// Text after the end of the value.
    case trailingText = "trailing text"
    /// U+FEFF before the value (RFC 8259 §8.1).
    case byteOrderMark = "byte order mark"
    /// Bytes inside a string that are not well-formed UTF-8 (RFC 3629 §4).
    case malformedUTF8 = "malformed UTF-8"
    /// U+0000 to U+001F in a string, unescaped (RFC 8259 §7).
    case controlCharacter = "control character"
    /// A backslash with something that it does not escape.
    case invalidEscape = "invalid escape"
    /// Half of a UTF-16 surrogate pair, escaped: no Unicode scalar (RFC 8259 §8.2).
    case loneSurrogate = "lone surrogate"
    /// A number that breaks the grammar of RFC 8259 §6.
    case malformedNumber = "malformed number"
    /// A number greater than any finite double.
    case numberOutOfRange = "number out of range"
    /// A member name used twice in an object; found when the object is complete.
    case duplicateName = "duplicate name"
    /// More arrays and objects inside one another than allowed.
    case tooDeep = "too deep"
  }

  /// What kind of fault it is.
  public var reason: Reason
  /// Where it is: in bytes from the start of the text, counted from 0.
  public var offset: Int
  /// The line, counted from 1; lines end with LF.
  public var line: Int
  /// The column in Unicode scalars, counted from 1.
  public var column: Int
  /// What stands there.
  public var found: String
  /// What could stand there.
  public var expected: String

  init(_ reason: Reason, at offset: Int, in bytes: [UInt8], found: String, expected: String) {
    (self.reason, self.offset, self.found, self.expected) = (reason, offset, found, expected)
    let before = bytes.prefix(offset)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    // Continuation bytes (10xxxxxx) begin no scalar.
    column = 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }
  }
}

extension JSONSyntaxError: CustomStringConvertible {
  /// Place, fault, what was found and what was expected, in one line.
  public var description: String { "line \(line), column \(column): \(reason.rawValue): found \(found), expected \(expected)" }
}

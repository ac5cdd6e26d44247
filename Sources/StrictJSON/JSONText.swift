/// A value together with its text as written, for what must be passed on byte for byte: `1.0` and `1e0` are the same value, not the same text.
public struct JSONText: Sendable {
  /// What the text says.
  public let value: JSONValue
  /// The text as written, without blanks around it.
  public let bytes: ArraySlice<UInt8>

  /// Parses a whole text strictly and keeps its bytes, as ``JSONValue`` does.
  ///
  /// - Throws: ``JSONSyntaxError``, saying where the text stops being JSON.
  public init(parsing bytes: [UInt8], maximumDepth: Int = 128) throws(JSONSyntaxError) {
    value = try JSONValue(parsing: bytes, maximumDepth: maximumDepth)
    let start = Self.skippingBlanks(in: bytes[...], from: 0)
    self.bytes = bytes[start..<Self.endOfValue(in: bytes[...], from: start)]
  }

  private init(value: JSONValue, bytes: ArraySlice<UInt8>) {
    self.value = value
    self.bytes = bytes
  }

  /// The elements, each with its text; nil where this is not an array.
  public var elements: [JSONText]? {
    guard case .array(let values) = value else { return nil }
    var position = bytes.startIndex + 1
    return values.map { value in
      let start = Self.skippingBlanks(in: bytes, from: position)
      let end = Self.endOfValue(in: bytes, from: start)
      position = Self.skippingBlanks(in: bytes, from: end) + 1
      return JSONText(value: value, bytes: bytes[start..<end])
    }
  }

  /// A member's value with its text; nil where there is no such member, or where this is not an object.
  public subscript(name: String) -> JSONText? {
    guard let value = value[name] else { return nil }
    var position = bytes.startIndex + 1
    while true {
      let nameStart = Self.skippingBlanks(in: bytes, from: position)
      let nameEnd = Self.endOfValue(in: bytes, from: nameStart)
      let start = Self.skippingBlanks(in: bytes, from: Self.skippingBlanks(in: bytes, from: nameEnd) + 1)
      let end = Self.endOfValue(in: bytes, from: start)
      if Self.isName(bytes[nameStart..<nameEnd], name) { return JSONText(value: value, bytes: bytes[start..<end]) }
      position = Self.skippingBlanks(in: bytes, from: end) + 1
    }
  }

  private static func isName(_ quoted: ArraySlice<UInt8>, _ name: String) -> Bool {
    if quoted.dropFirst().dropLast().elementsEqual(name.utf8) { return !quoted.contains(UInt8(ascii: "\\")) }
    return quoted.contains(UInt8(ascii: "\\")) && (try? JSONValue(parsing: Array(quoted))) == .string(name)
  }

  // What follows walks over text that has been parsed, so it looks only for what ends a value.

  private static func skippingBlanks(in bytes: ArraySlice<UInt8>, from start: Int) -> Int {
    bytes[start...].firstIndex { $0 > UInt8(ascii: " ") } ?? bytes.endIndex
  }

  private static func endOfValue(in bytes: ArraySlice<UInt8>, from start: Int) -> Int {
    var (position, depth) = (start, 0)
    while position < bytes.endIndex {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position = endOfString(in: bytes, from: position)
        if depth == 0 { return position }
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      // A bracket or comma on the level of a number or word is its container's.
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { return position }
        depth -= 1
        if depth == 0 { return position + 1 }
      case UInt8(ascii: ","), 0...UInt8(ascii: " "):
        if depth == 0 { return position }
      default: break
      }
      position += 1
    }
    return position
  }

  private static func endOfString(in bytes: ArraySlice<UInt8>, from quote: Int) -> Int {
    var position = quote + 1
    while bytes[position] != UInt8(ascii: "\"") { position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1 }
    return position + 1
  }
}

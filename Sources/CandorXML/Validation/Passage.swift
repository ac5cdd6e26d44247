/// A place in a document, as people count: lines and characters from 1.
struct Place: Hashable, Comparable, Sendable {
  var line: Int
  /// In Unicode scalars.
  var column: Int

  static func < (one: Place, other: Place) -> Bool { (one.line, one.column) < (other.line, other.column) }
}

/// The bytes of a document on their way into the parser: those that it may still speak of, and the line and column of where it is.
///
/// Offsets are of the whole document; one of what is forgotten stands for the first byte that is not. Places are asked for in ascending order,
/// so each byte is counted once.
struct Passage {
  private var bytes: [UInt8] = []
  /// The offset of the first of them.
  private var origin = 0
  private var counted = 0
  private var place = Place(line: 1, column: 1)

  /// The offset after the last byte.
  var end: Int { origin + bytes.count }

  /// Takes the bytes that come next, and forgets those before `offset`, of which nobody will speak any more.
  mutating func append(_ piece: [UInt8], forgetting offset: Int) {
    _ = place(of: offset)
    if counted == end {
      (origin, bytes) = (end, piece)
    } else {
      bytes.removeSubrange(..<(counted - origin))
      origin = counted
      bytes += piece
    }
  }

  /// The place of an offset that is not before the last one asked for.
  mutating func place(of offset: Int) -> Place {
    let target = min(offset, end)
    guard target > counted else { return place }
    for byte in bytes[(counted - origin)..<(target - origin)] {
      if byte == 0x0A {
        place.line += 1
        place.column = 1
      } else if byte & 0xC0 != 0x80 {
        place.column += 1
      }
    }
    counted = target
    return place
  }

  /// Where a start tag begins that ends at an offset: it holds no "<" but its first character.
  func start(ofTagEndingAt offset: Int) -> Int {
    var index = min(offset, end) - origin - 1
    while index > 0, bytes[index] != UInt8(ascii: "<") { index -= 1 }
    return origin + max(index, 0)
  }

  /// Where something first stands from an offset on.
  func first(_ mark: [UInt8], from offset: Int) -> Int? {
    bytes[(max(offset, origin) - origin)...].firstRange(of: mark).map { origin + $0.lowerBound }
  }

  /// The end of a tag, the last thing of which the parser has read before an offset is an attribute or its name.
  func end(ofTagReadTo offset: Int) -> Int {
    var index = max(offset, origin) - origin
    while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index += 1 }
    return min(origin + index + 1, end)
  }

  /// Where text first stands from an offset on; white space is none.
  func firstText(from offset: Int) -> Int {
    var index = max(offset, origin) - origin
    while index < bytes.count, bytes[index].isWhiteSpace { index += 1 }
    return origin + index
  }

  /// At most so many of the bytes from an offset on.
  func bytes(from offset: Int, atMost count: Int) -> ArraySlice<UInt8> { bytes[(max(offset, origin) - origin)...].prefix(count) }
}

extension UInt8 {
  /// Whether XML takes it for white space.
  var isWhiteSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }
}

import CandorCore
import StrictJSON
import Yams

/// A place in a text: line and column from 1, columns in Unicode scalars.
private struct Position {
  var line: Int
  var column: Int

  static let start = Position(line: 1, column: 1)

  init(line: Int, column: Int) { (self.line, self.column) = (line, column) }
  init(_ mark: Mark?) { self = mark.map { Position(line: $0.line, column: $0.column) } ?? .start }
}

/// A YAML text as one JSON value, with the place of each part. Scalars stay as they are written: what they mean is for their field to say.
///
/// Anchors and aliases are refused: a reader of a case file should find a thing where it stands.
struct YAMLSource {
  let file: String
  let value: JSONValue
  private let lines: [Substring]
  private var places: [JSONPointer: Place] = [:]

  /// Where a value and, in a mapping, its name stand.
  private struct Place {
    var value: Position
    var name: Position?
    var width: Int
    var nameWidth: Int
  }

  /// How large a file may be, in bytes, and how many values it may hold.
  private static let (largest, mostValues, deepest) = (16 << 20, 2_000_000, 64)

  init(_ text: String, file: String) throws(Faults) {
    self.file = file
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.last == "\r" ? $0.dropLast() : $0 }
    let lines = lines
    func fault(_ mark: Position, _ code: String, _ message: String, _ expected: String) -> Faults {
      let excerpt = lines.indices.contains(mark.line - 1) ? String(lines[mark.line - 1]) : ""
      return Faults([
        Diagnostic(
          file: file, line: max(1, mark.line), column: max(1, mark.column), width: 1, code: code, message: message, expected: expected,
          excerpt: excerpt)
      ])
    }
    let start = Position.start
    guard text.utf8.count <= YAMLSource.largest else {
      throw fault(start, "size", "the file has \(text.utf8.count) bytes", "a file holds at most \(YAMLSource.largest) bytes; split it")
    }
    if let line = lines.firstIndex(where: { YAMLSource.depth(of: $0) > YAMLSource.deepest }) {
      throw fault(Position(line: line + 1, column: 1), "depth", "this line is nested too deeply", "at most \(YAMLSource.deepest) levels")
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch let error as YamlError {
      switch error {
      case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
        .composer(let context, let problem, let mark, _):
        let where_ = context.map { " \($0.text) at line \($0.mark.line)" } ?? ""
        throw fault(Position(mark), "yaml", "this is not YAML: \(problem)\(where_)", "check indentation, quotes and brackets here and just above")
      case .duplicatedKeysInMapping(let duplicates, let context):
        throw fault(Position(context.mark), "duplicate", "\"\(duplicates.joined(separator: "\", \""))\" stands here more than once", "each name once")
      default: throw fault(start, "yaml", "this cannot be read as YAML", "a text in UTF-8, in YAML")
      }
    } catch {
      throw fault(start, "yaml", "this cannot be read as YAML", "a text in UTF-8, in YAML")
    }
    guard let root else { throw fault(start, "empty", "the file is empty", "a case file or a charter") }
    var places: [JSONPointer: Place] = [:]
    do {
      value = try YAMLSource.convert(root, at: .root, name: nil, depth: 0, into: &places)
    } catch {
      throw fault(error.mark, error.code, error.message, error.expected)
    }
    self.places = places
  }

  /// A bound on how deep the line's own brackets nest: reading goes down a level a bracket, and its stack is finite.
  private static func depth(of line: Substring) -> Int {
    var (depth, deepest) = (0, 0)
    for byte in line.utf8 {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: continue
      }
      deepest = max(deepest, depth)
    }
    return deepest
  }

  private struct Refused: Error {
    var mark: Position
    var code: String
    var message: String
    var expected: String
  }

  private static func convert(
    _ node: Node, at path: JSONPointer, name: Node?, depth: Int, into places: inout [JSONPointer: Place]
  ) throws(Refused) -> JSONValue {
    let mark = Position(node.mark)
    guard places.count < mostValues, depth <= deepest else {
      throw Refused(mark: mark, code: "size", message: "the file holds too much", expected: "at most \(mostValues) values, \(deepest) levels deep")
    }
    if node.anchor != nil {
      throw Refused(mark: mark, code: "anchor", message: "anchors and aliases are not read", expected: "write the value where it is meant")
    }
    let nameText = name?.scalar?.string
    var place = Place(value: mark, name: name.map { Position($0.mark) }, width: 1, nameWidth: nameText?.unicodeScalars.count ?? 1)
    switch node {
    case .scalar(let scalar):
      place.width = scalar.string.contains("\n") ? 1 : scalar.string.unicodeScalars.count
      if scalar.style == .singleQuoted || scalar.style == .doubleQuoted { place.width += 2 }
      places[path] = place
      let isNothing = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
      return isNothing ? .null : .string(scalar.string)
    case .sequence(let sequence):
      places[path] = place
      var values: [JSONValue] = []
      for (index, element) in sequence.enumerated() {
        values.append(try convert(element, at: path.appending(index), name: nil, depth: depth + 1, into: &places))
      }
      return .array(values)
    case .mapping(let mapping):
      places[path] = place
      var object = JSONObject()
      for (key, value) in mapping {
        guard let member = key.scalar?.string else {
          throw Refused(mark: Position(key.mark), code: "name", message: "a name is a word", expected: "name: value")
        }
        object[member] = try convert(value, at: path.appending(member), name: key, depth: depth + 1, into: &places)
      }
      return .object(object)
    case .alias:
      throw Refused(mark: mark, code: "anchor", message: "anchors and aliases are not read", expected: "write the value where it is meant")
    }
  }

  /// The mistake at its place in the file; where the value itself does not stand there, at the nearest one around it.
  func diagnostic(_ mistake: Mistake) -> Diagnostic {
    var path = mistake.path
    while places[path] == nil, !path.tokens.isEmpty { path.tokens.removeLast() }
    let place = places[path] ?? Place(value: Position.start, name: nil, width: 1, nameWidth: 1)
    let isAboutName = mistake.isAboutName && path == mistake.path
    let mark = isAboutName ? place.name ?? place.value : place.value
    let excerpt = lines.indices.contains(mark.line - 1) ? String(lines[mark.line - 1]) : ""
    let room = max(1, excerpt.unicodeScalars.count - mark.column + 1)
    return Diagnostic(
      file: file, line: mark.line, column: mark.column, width: min(room, isAboutName ? place.nameWidth : place.width), code: mistake.code,
      message: mistake.message, expected: mistake.expected, excerpt: excerpt)
  }

  /// Throws all that was noted, at its places.
  func check(_ reading: Reading) throws(Faults) {
    if !reading.mistakes.isEmpty { throw Faults(reading.mistakes.map(diagnostic)) }
  }
}

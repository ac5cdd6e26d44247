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
  private let lines: [Substring.UnicodeScalarView]
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
    // A byte order mark is no part of the text; the YAML library would take it for a value.
    let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    self.file = file
    let isTooLarge = text.utf8.count > YAMLSource.largest
    lines = YAMLSource.lines(of: isTooLarge ? String(text.unicodeScalars.prefix(240)) : text)
    let lines = lines
    func fault(_ mark: Position, _ code: String, _ message: String, _ expected: String) -> Faults {
      Faults([YAMLSource.diagnostic(file, lines, mark, width: 1, code, message, expected)])
    }
    let start = Position.start
    if isTooLarge {
      throw fault(start, "size", "the file has \(text.utf8.count) bytes", "a file holds at most \(YAMLSource.largest) bytes; split it")
    }
    if let (mark, scalar) = YAMLSource.unreadable(in: lines) {
      let message = "the file holds the character U+\(String(scalar.value, radix: 16, uppercase: true)), which no document can carry"
      throw fault(mark, "character", message, "a text in UTF-8, without control characters")
    }
    if let mark = YAMLSource.alias(in: lines) { throw fault(mark, "anchor", YAMLSource.anchors.message, YAMLSource.anchors.expected) }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch let error as YamlError {
      switch error {
      case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
        .composer(let context, let problem, let mark, _):
        if problem.hasPrefix("Maximum nesting level") {
          throw fault(Position(mark), "depth", YAMLSource.depth.message, YAMLSource.depth.expected)
        }
        if problem.hasPrefix("but found another document") {
          throw fault(Position(mark), "yaml", "a second document begins here", "one document a file: what is above, or what is below")
        }
        let place = context.map { " \($0.text) at line \($0.mark.line)" } ?? ""
        throw fault(
          Position(mark), "yaml", "this is not YAML: \(problem)\(place)", "check indentation, quotes and brackets here and just above")
      case .duplicatedKeysInMapping(let duplicates, let context):
        throw fault(
          Position(context.mark), "duplicate", "\(duplicates.map(\.quoted).joined(separator: ", ")) stands here more than once",
          "each name once")
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

  private static let anchors = (message: "anchors and aliases are not read", expected: "write the value where it is meant")
  private static let depth = (message: "this is nested too deeply", expected: "at most \(deepest) levels")

  /// The text's lines, parted as YAML 1.1 parts them: its marks count so.
  private static func lines(of text: String) -> [Substring.UnicodeScalarView] {
    let scalars = text[...].unicodeScalars
    var (lines, start, index) = ([Substring.UnicodeScalarView](), scalars.startIndex, scalars.startIndex)
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let end = index
      scalars.formIndex(after: &index)
      guard ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) else { continue }
      if scalar == "\r", index < scalars.endIndex, scalars[index] == "\n" { scalars.formIndex(after: &index) }
      lines.append(scalars[start..<end])
      start = index
    }
    return lines + [scalars[start...]]
  }

  /// The first character that YAML does not allow.
  private static func unreadable(in lines: [Substring.UnicodeScalarView]) -> (Position, Unicode.Scalar)? {
    for (line, scalars) in lines.enumerated() {
      var column = 0
      for scalar in scalars {
        column += 1
        let isAllowed =
          switch scalar.value {
          case 0x09, 0x20...0x7E, 0xA0...0xFEFE, 0xFF00...0xFFFD, 0x10000...: true
          default: false
          }
        if !isAllowed { return (Position(line: line + 1, column: column), scalar) }
      }
    }
    return nil
  }

  /// Where `*name` stands in a text in which `&name` stands too: reading it as YAML would copy, level upon level, what is not read anyway.
  private static func alias(in lines: [Substring.UnicodeScalarView]) -> Position? {
    var anchors: Set<String> = []
    for line in lines { each("&", in: line) { name, _ in anchors.insert(name).inserted && false } }
    if anchors.isEmpty { return nil }
    for (number, line) in lines.enumerated() {
      var found: Int?
      each("*", in: line) { name, column in
        if anchors.contains(name) { found = column }
        return found != nil
      }
      if let found { return Position(line: number + 1, column: found) }
    }
    return nil
  }

  /// Visits every name that stands right after that sign as an anchor's or an alias's would, with the sign's column, until told to stop.
  private static func each(_ sign: Unicode.Scalar, in line: Substring.UnicodeScalarView, _ visit: (String, Int) -> Bool) {
    guard line.contains(sign) else { return }
    var (name, start, previous): (String.UnicodeScalarView?, Int, Unicode.Scalar) = (nil, 0, " ")
    // What comes after a line's last scalar ends a name as a blank does.
    for (index, scalar) in (Array(line) + [" "]).enumerated() {
      let isLetter = isInWord(scalar) || scalar == "-" || scalar == "_"
      if isLetter, name != nil {
        name?.append(scalar)
      } else {
        if let found = name, !found.isEmpty, " \t?:,]}%@`\u{FEFF}".unicodeScalars.contains(scalar), visit(String(found), start) { return }
        (name, start) = (scalar == sign && !isInWord(previous) ? String.UnicodeScalarView() : nil, index + 1)
      }
      previous = scalar
    }
  }

  private static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
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
    guard places.count < mostValues else {
      throw Refused(mark: mark, code: "size", message: "the file holds too much", expected: "at most \(mostValues) values; split it")
    }
    guard depth <= deepest else { throw Refused(mark: mark, code: "depth", message: self.depth.message, expected: self.depth.expected) }
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
      var members: [(String, JSONValue)] = []
      for (key, value) in mapping {
        guard let member = key.scalar?.string else {
          throw Refused(mark: Position(key.mark), code: "name", message: "a name is a word", expected: "name: value")
        }
        let inner = path.appending(member)
        guard places[inner] == nil else {
          throw Refused(
            mark: Position(key.mark), code: "duplicate", message: "\(member.quoted) stands here more than once", expected: "each name once")
        }
        members.append((member, try convert(value, at: inner, name: key, depth: depth + 1, into: &places)))
      }
      guard let object = try? JSONObject(members) else { preconditionFailure("every name has a place of its own") }
      return .object(object)
    case .alias:
      throw Refused(mark: mark, code: "anchor", message: anchors.message, expected: anchors.expected)
    }
  }

  /// Where a mistake is in the file, and how wide; where the value itself does not stand there, at the nearest one around it.
  private func place(of mistake: Mistake) -> (mark: Position, width: Int) {
    var path = mistake.path
    while places[path] == nil, !path.tokens.isEmpty { path.tokens.removeLast() }
    guard let place = places[path] else { return (.start, 1) }
    guard mistake.isAboutName, path == mistake.path else { return (place.value, place.width) }
    return (place.name ?? place.value, place.nameWidth)
  }

  func diagnostic(_ mistake: Mistake) -> Diagnostic {
    let (mark, width) = place(of: mistake)
    return YAMLSource.diagnostic(file, lines, mark, width: width, mistake.code, mistake.message, mistake.expected)
  }

  /// The diagnostic at that place, or at the nearest that the file has; of a long line it shows a piece.
  private static func diagnostic(
    _ file: String, _ lines: [Substring.UnicodeScalarView], _ mark: Position, width: Int, _ code: String, _ message: String,
    _ expected: String
  ) -> Diagnostic {
    let number = min(max(1, mark.line), lines.count)
    let line = lines[number - 1]
    let before = line.prefix(max(0, mark.column - 1))
    let column = number == mark.line ? before.count + 1 : 1
    let cut = max(0, column - 1 - 100)
    let excerpt = line.dropFirst(cut).prefix(240)
    let room = max(1, excerpt.count - (column - cut) + 1)
    let shownWidth = max(1, min(room, width))
    let start = column - 1 - cut
    return Diagnostic(
      file: file, line: number, column: column, width: shownWidth, code: code, message: message, expected: expected,
      excerpt: Excerpt.text(excerpt, marked: start..<(start + shownWidth), message: message, isPiece: cut > 0), excerptStart: cut + 1)
  }

  /// Throws all that was noted, at its places.
  func check(_ reading: Reading) throws(Faults) {
    if reading.mistakes.isEmpty { return }
    throw Faults(reading.mistakes.map(diagnostic))
  }
}

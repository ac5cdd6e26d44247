import CandorCore

/// A line of a file as a message shows it: its blanks, its signs, its names, and of its values those that are words of a record's own. The others are
/// dotted out, so that a mistake beside someone's name does not carry the name into a log.
struct Excerpt {
  private let scalars: [Unicode.Scalar]
  private let marked: Range<Int>
  private let message: String
  private var shown: [Unicode.Scalar] = []
  private var index = 0
  /// How many brackets and braces are open, as far as this piece of the line tells.
  private var depth = 0
  /// The name whose value comes, where it is one that can be shown.
  private var name: String?

  /// - Parameters:
  ///   - marked: what of the line the message is about.
  ///   - message: what it quotes there may be seen here too.
  ///   - isPiece: whether the line has begun before; then it may be within braces.
  static func text(_ line: some Collection<Unicode.Scalar>, marked: Range<Int>, message: String, isPiece: Bool) -> String {
    var excerpt = Excerpt(scalars: Array(line), marked: marked, message: message)
    if isPiece { excerpt.depth = 1 }
    excerpt.read()
    return String(String.UnicodeScalarView(excerpt.shown))
  }

  private init(scalars: [Unicode.Scalar], marked: Range<Int>, message: String) {
    (self.scalars, self.marked, self.message) = (scalars, marked, message)
  }

  private mutating func read() {
    while index < scalars.count {
      switch scalars[index] {
      case " ", "\t", "\r", "\u{FEFF}": keep()
      case "{", "[":
        depth += 1
        keep()
      case "}", "]":
        depth -= 1
        name = nil
        keep()
      case ",": keep()
      case "-" where isBlank(index + 1), "?" where isBlank(index + 1), ":" where isBlank(index + 1): keep()
      case "#" where index == 0 || isBlank(index - 1):
        keep()
        hide(upTo: scalars.count)
      case "\"", "'": quotedScalar()
      default: plainScalar()
      }
    }
  }

  private mutating func keep() {
    shown.append(scalars[index])
    index += 1
  }

  private mutating func hide(upTo end: Int) {
    while index < end {
      shown.append(isBlank(index) ? scalars[index] : "·")
      index += 1
    }
  }

  /// Whether there is a blank, or nothing more.
  private func isBlank(_ place: Int) -> Bool { place >= scalars.count || [" ", "\t", "\r"].contains(scalars[place]) }

  private mutating func quotedScalar() {
    let quote = scalars[index]
    keep()
    var end = index
    while end < scalars.count, scalars[end] != quote {
      end += quote == "\"" && scalars[end] == "\\" ? 2 : 1
    }
    end = min(end, scalars.count)
    let isClosed = end < scalars.count
    scalar(upTo: end, isName: isClosed && end + 1 < scalars.count && scalars[end + 1] == ":")
    if isClosed { keep() }
  }

  private mutating func plainScalar() {
    var end = index
    while end < scalars.count {
      let scalar = scalars[end]
      if scalar == ":", isBlank(end + 1) || (depth > 0 && end + 1 < scalars.count && ",[]{}".unicodeScalars.contains(scalars[end + 1])) {
        break
      }
      if scalar == "#", isBlank(end - 1) { break }
      if depth > 0, ",[]{}".unicodeScalars.contains(scalar) { break }
      end += 1
    }
    let isName = end < scalars.count && scalars[end] == ":"
    while end > index, isBlank(end - 1) { end -= 1 }
    // A sign that could begin something else stands by itself here.
    guard end > index else { return hide(upTo: index + 1) }
    scalar(upTo: end, isName: isName)
  }

  private mutating func scalar(upTo end: Int, isName: Bool) {
    let text = String(String.UnicodeScalarView(scalars[index..<end]))
    let isMarked = index < marked.upperBound && end > marked.lowerBound
    let isShown: Bool
    if isName {
      isShown = text.isQuotable
      name = isShown ? text : nil
    } else {
      let isOfRecord = Words.all.choices.contains(text) || name.map(Words.all.names.contains) == true
      isShown =
        ["|", "|-", ">", ">-", "---"].contains(text)
        || (text.isQuotable && (isOfRecord || (isMarked && message.contains("\"\(text)\""))))
    }
    if isShown { while index < end { keep() } } else { hide(upTo: end) }
  }
}

/// The words of records and charters, from the declarations that they are read by.
private struct Words {
  /// Names whose values are references, dates, numbers and fixed words wherever they stand.
  var names: Set<String> = []
  /// Names whose values are in anyone's own words.
  private var texts: Set<String> = []
  var choices = Set(Kind.names)

  static let all = Words()

  private init() {
    for field in Header.slots.map(\.description) + Kind.allCases.flatMap(\.schema.fields) { add(field.name, field.shape) }
    names.insert(KindVersion.name)
    names.subtract(texts)
  }

  private mutating func add(_ name: String, _ shape: Shape) {
    if shape.isInOwnWords { texts.insert(name) } else { names.insert(name) }
    add(shape)
  }

  private mutating func add(_ shape: Shape) {
    switch shape {
    case .choice(let words): choices.formUnion(words)
    case .list(let element): add(element)
    case .record(let members):
      for member in members { add(member.name, member.shape) }
    case .pair(let name, let value), .members(let name, let value):
      add(name)
      add(value)
    case .other(_, let forms):
      for form in forms { add(form) }
    case .text, .prose, .count, .flag, .date, .day, .instant, .period, .entry, .source, .party, .person, .body, .actor, .case, .kind,
      .pattern,
      .draft:
      break
    }
  }
}

extension Shape {
  /// Whether a text of anyone's own may stand here.
  fileprivate var isInOwnWords: Bool {
    switch self {
    case .text, .prose, .person: true
    case .list(let element): element.isInOwnWords
    case .other(_, let forms): forms.contains(where: \.isInOwnWords)
    default: false
    }
  }
}

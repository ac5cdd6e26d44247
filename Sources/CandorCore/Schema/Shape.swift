/// What a value looks like to those who write it: the one description behind messages, documentation and schemas.
package indirect enum Shape: Hashable, Sendable {
  case text, prose, count, flag
  case date, day, instant, period
  case entry, source, party, person, body, actor, `case`, kind
  case choice([String])
  case list(Shape)
  case record([Member])
  /// Text of a form, as a regular expression.
  case pattern(String)
  /// An entry written out, by its kind.
  case draft
  /// One member whose name the writer chooses, `{ NAME: value }`.
  case pair(Shape, Shape)
  /// Members whose names the writer chooses.
  case members(Shape, Shape)
  /// Something with a form of its own, in words; for schemas, the forms it can have.
  case other(String, [Shape] = [])

  /// A field of a record, with what it means.
  package struct Member: Hashable, Sendable {
    package var name: String
    package var shape: Shape
    package var meaning: String
    package var isRequired: Bool

    package init(_ name: String, _ shape: Shape, _ meaning: String, required: Bool) {
      self.name = name
      self.shape = shape
      self.meaning = meaning
      isRequired = required
    }
  }

  /// Whether it is several values of a shape.
  var isList: Bool { if case .list = self { true } else { false } }

  /// Whether it is text in which people stand as references, one or several.
  var isProse: Bool {
    if case .list(let element) = self { element.isProse } else { self == .prose }
  }

  /// In a few words, for messages and tables.
  package var summary: String {
    switch self {
    case .text: "a line of text"
    case .prose: "text, with people as {name}"
    case .count: "a whole number"
    case .flag: "true or false"
    case .date: "a date (EDTF level 1)"
    case .day: "a day, such as 2019-03-11"
    case .instant: "a moment, such as 2019-03-11T09:00:00Z"
    case .period: "a period, such as P2D or P18M"
    case .entry: "the label of an entry"
    case .source: "the label of a source"
    case .party: "a person's or party's name in this case"
    case .person: "a person"
    case .body: "a body of the charter"
    case .actor: "a party or a body"
    case .case: "a case"
    case .kind: "a kind of entry"
    case .choice(let names): "one of: \(names.joined(separator: ", "))"
    case .list(let element): "a list, each \(element.summary)"
    case .record(let members): "fields: \(members.map(\.name).joined(separator: ", "))"
    case .pattern: "a word"
    case .draft: "an entry, with kind and fields"
    case .pair(let name, let value): "{ NAME: VALUE }: \(name.summary), \(value.summary)"
    case .members(let name, let value): "by name (\(name.summary)), \(value.summary)"
    case .other(let words, _): words
    }
  }
}

import CandorCasefile
package import CandorCore
package import StrictJSON

/// JSON Schema (2020-12), made from the declarations that the record itself is read by. A schema sees form, not reference: whether a label, a
/// body or a person is known, and whether dates can be, is for the reader to say.
package struct JSONSchema {
  /// Where values of these schemas stand.
  package enum Use: Sendable {
    /// In a file: a scalar has no type of its own, `2013` is a year or a text.
    case file
    /// In parameters, as JSON types them.
    case call
    /// In an answer: always in the one full form.
    case answer
  }

  package var use: Use
  /// Where shared definitions stand: `#/$defs/`.
  package var definitions: String

  package init(_ use: Use, definitions: String = "#/$defs/") { (self.use, self.definitions) = (use, definitions) }

  // MARK: Shapes

  /// The schema of a shape; those with a name are referred to.
  package func schema(of shape: Shape) -> JSONValue {
    shape.definitionName.map { reference(to: use == .answer ? "answer.\($0)" : $0) } ?? body(of: shape)
  }

  /// The definitions that schemas of this use refer to.
  package var shared: JSONObject {
    let shapes: [Shape] = [
      .text, .prose, .count, .flag, .date, .day, .instant, .period, .entry, .source, .party, .person, .body, .actor, .case, .kind,
    ]
    return shapes.reduce(into: JSONObject()) { all, shape in
      guard let name = shape.definitionName else { return }
      var definition = body(of: shape).objectValue ?? JSONObject()
      definition["description"] = .string(shape.summary)
      all[use == .answer ? "answer.\(name)" : name] = .object(definition)
    }
  }

  private func reference(to name: String) -> JSONValue { ["$ref": .string(definitions + name)] }

  private func text(_ pattern: String? = nil) -> JSONValue {
    var object: JSONObject = ["type": use == .file ? ["string", "number", "boolean"] : "string"]
    if let pattern { object["pattern"] = .string(pattern) }
    return .object(object)
  }

  private func body(of shape: Shape) -> JSONValue {
    switch shape {
    case .text, .prose, .party, .body, .actor: text()
    // A word of a form is nowhere digits alone.
    case .pattern(let pattern) where use == .file:
      ["type": ["string", "number", "boolean"], "pattern": .string(pattern), "not": ["type": "integer"]]
    case .pattern(let pattern): text(pattern)
    case .case, .person: text("^[0-9a-hjkmnp-tv-z]{12}$")
    case .day: text(Pattern.day)
    case .instant: text(Pattern.instant)
    case .period: text(Pattern.period)
    case .date where use == .file: ["type": ["string", "integer"], "pattern": .string(Pattern.date), "minimum": -9999, "maximum": 9999]
    case .date: text(Pattern.date)
    case .count where use == .file: ["type": ["integer", "string"], "pattern": "^[0-9]+$", "minimum": 0, "maximum": 9_007_199_254_740_991]
    case .count: ["type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991]
    case .flag: use == .file ? ["enum": [true, false, "true", "false"]] : ["type": "boolean"]
    case .entry, .source:
      switch use {
      case .file: text()
      case .call: ["type": ["string", "integer"], "minimum": 1]
      case .answer: ["type": "integer", "minimum": 1]
      }
    case .kind: ["enum": Kind.names.json]
    case .choice(let names): ["enum": names.json]
    case .list(let element):
      use == .answer
        ? ["type": "array", "items": schema(of: element)]
        : ["anyOf": [["type": "array", "items": schema(of: element)], schema(of: element)]]
    case .record(let members): object(members)
    case .draft: entry
    case .pair(let name, let value): group(name, value, single: true)
    case .members(let name, let value): group(name, value, single: false)
    case .other(_, let forms) where forms.isEmpty: true
    case .other(let words, let forms): described(words, forms.count == 1 ? schema(of: forms[0]) : ["anyOf": .array(forms.map(schema))])
    }
  }

  private func group(_ name: Shape, _ value: Shape, single: Bool) -> JSONValue {
    var object: JSONObject = ["type": "object", "additionalProperties": schema(of: value)]
    if case .choice(let names) = name { object["propertyNames"] = ["enum": names.json] }
    if case .pattern(let pattern) = name { object["propertyNames"] = ["pattern": .string(pattern)] }
    if single { (object["minProperties"], object["maxProperties"]) = (1, 1) }
    return .object(object)
  }

  private func object(_ members: [Shape.Member]) -> JSONValue {
    [
      "type": "object", "additionalProperties": false, "required": members.filter(\.isRequired).map(\.name).json,
      "properties": .object(members.reduce(into: JSONObject()) { $0[$1.name] = property($1) }),
    ]
  }

  private func property(_ member: Shape.Member) -> JSONValue {
    described(member.meaning, member.isRequired ? schema(of: member.shape) : optional(schema(of: member.shape)))
  }

  /// What is said of a field stands before what is said of its values.
  private func described(_ words: String, _ schema: JSONValue) -> JSONValue {
    guard var object = schema.objectValue else { return ["description": .string(words)] }
    object["description"] = .string(words)
    return .object(object)
  }

  /// The same, or nothing.
  private func optional(_ schema: JSONValue) -> JSONValue {
    guard var object = schema.objectValue else { return schema }
    if let values = object["enum"]?.arrayValue {
      object["enum"] = .array(values + [.null])
    } else if let type = object["type"] {
      object["type"] = .array((type.arrayValue ?? [type]) + ["null"])
    } else if let forms = object["anyOf"]?.arrayValue {
      object["anyOf"] = .array(forms + [["type": "null"]])
    } else {
      return ["anyOf": [schema, ["type": "null"]]]
    }
    return .object(object)
  }

  // MARK: Entries

  /// An entry of whichever kind.
  private var entry: JSONValue {
    [
      "type": "object", "required": ["kind"], "properties": ["kind": schema(of: .kind)],
      "allOf": .array(
        Kind.allCases.map { kind in
          [
            "if": ["properties": ["kind": ["const": kind.json]], "required": ["kind"]],
            "then": reference(to: Shape.definitionName(of: kind)),
          ]
        }),
    ]
  }

  /// The definitions of every kind of entry.
  package var entries: JSONObject {
    Kind.allCases.reduce(into: ["entry": entry]) { $0[Shape.definitionName(of: $1)] = entry(of: $1) }
  }

  /// An entry of a kind, or what a section that says some of its fields itself leaves to be written.
  private func entry(of kind: Kind, without fixed: [String] = [], and others: [SlotDescription] = []) -> JSONValue {
    // Whoever writes down a part has no identifier for it: the record gives one.
    let members = (Header.written + kind.schema.fields + others).filter { !fixed.contains($0.name) }.map { field in
      Shape.Member(
        field.name, field.shape, field.meaning, required: field.isRequired && !(kind == .partyNamed && field.name == "party"))
    }
    var schema = object(members).objectValue ?? JSONObject()
    if !fixed.contains("kind") {
      var properties = schema["properties"]?.objectValue ?? JSONObject()
      properties["kind"] = ["const": kind.json]
      (schema["properties"], schema["required"]) = (.object(properties), .array(["kind"] + (schema["required"]?.arrayValue ?? [])))
    }
    (schema["title"], schema["description"]) = (kind.json, .string(kind.schema.about))
    return .object(schema)
  }

  // MARK: Documents

  /// `Schemas/entry.schema.json`: one entry or a list of them, as `candor append` takes them.
  package static var entryFile: JSONValue {
    let schema = JSONSchema(.file)
    return schema.document("entry", "An entry of a record, or a list of entries", schema.body(of: .list(.draft)))
  }

  /// `Schemas/charter.schema.json`.
  package static var charterFile: JSONValue {
    let schema = JSONSchema(.file)
    return schema.document("charter", "An organization's charter", schema.object(Charter.members), entries: false)
  }

  /// `Schemas/casefile.schema.json`.
  package static var caseFile: JSONValue {
    let schema = JSONSchema(.file)
    let opening = Kind.caseOpened.schema.fields.filter { CaseFile.opening.contains($0.name) }
    var sections = opening.reduce(into: JSONObject()) { sections, field in
      sections[field.name] = schema.property(Shape.Member(field.name, field.shape, field.meaning, required: false))
    }
    let names = Kind.personDescribed.schema.fields.filter { CaseFile.names.contains($0.name) }
    let source = schema.entry(of: .sourceDescribed, without: ["kind", "label"])
    let person = schema.entry(of: .partyNamed, without: ["kind", "label"], and: names)
    let coverage = schema.entry(of: .coverageAttested, without: ["kind"])
    func section(_ words: String, _ body: JSONValue) -> JSONValue { schema.described(words, schema.optional(body)) }
    sections["case"] = schema.property(
      Shape.Member("case", .case, "only where the file goes on with a case of the record: its identifier", required: false))
    sections["sources"] = section(
      "sources, each by a short label, which citations use", ["type": "object", "additionalProperties": source])
    sections["people"] = section(
      "people, each by a name for their part, never their own name", ["type": "object", "additionalProperties": person])
    sections["coverage"] = section(
      "what the record claims to hold completely", ["anyOf": [["type": "array", "items": coverage], coverage]])
    sections["entries"] = section("what happened, in any order", schema.body(of: .list(.draft)))
    return schema.document(
      "casefile", "A case as a secretary writes it down",
      [
        "type": "object", "additionalProperties": false, "properties": .object(sections),
        "anyOf": [["required": ["about"]], ["required": ["case"]]],
      ])
  }

  private func document(_ name: String, _ title: String, _ schema: JSONValue, entries withEntries: Bool = true) -> JSONValue {
    var object = schema.objectValue ?? JSONObject()
    var all = shared
    if withEntries { for (name, definition) in entries { all[name] = definition } }
    object["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    object["$id"] = .string("urn:candor:schema:\(name)")
    object["title"] = .string(title)
    object["description"] = "Made from the program's own declarations; what is changed here is overwritten."
    object["$defs"] = .object(all)
    return .object(object)
  }
}

/// Forms of text that have a grammar of their own; what their numbers are is for the reader to say.
private enum Pattern {
  static let day = #"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"#
  static let instant = #"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z$"#
  static let period = #"^P(?=[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?$"#
  /// EDTF level 1.
  static let date: String = {
    let monthAndDay = #"-((0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]|XX))?|2[1-4]|XX(-XX)?)"#
    let point = #"(Y-?[0-9]+|-?([0-9]{3}X|[0-9]{2}XX|[0-9]{4}(\#(monthAndDay))?))[~?%]?"#
    let moment = #"-?[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:+Z-]+"#
    return #"^(\#(moment)|\#(point)(/(\#(point)|\.\.)?)?|(\.\.)?/(\#(point)|\.\.)?)$"#
  }()
}

extension Shape {
  /// What shared definitions call it; nil for a shape that stands where it is used.
  fileprivate var definitionName: String? {
    switch self {
    case .text: "text"
    case .prose: "prose"
    case .count: "count"
    case .flag: "flag"
    case .date: "date"
    case .day: "day"
    case .instant: "instant"
    case .period: "period"
    case .entry: "entryReference"
    case .source: "source"
    case .party: "party"
    case .person: "person"
    case .body: "body"
    case .actor: "actor"
    case .case: "case"
    case .kind: "kind"
    case .draft: "entry"
    case .choice, .list, .record, .pattern, .pair, .members, .other: nil
    }
  }

  /// What shared definitions call an entry of a kind.
  fileprivate static func definitionName(of kind: Kind) -> String { "entry.\(kind.rawValue)" }
}

extension JSONValue {
  /// For people to read and to compare: two blanks a level, and a line's end at the end.
  package var pretty: String { lines(indent: "") + "\n" }

  private func lines(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .object(let object) where canonicalText.utf8.count > 100:
      let members = object.map { "\(inner)\(JSONValue.string($0.name).canonicalText): \($0.value.lines(indent: inner))" }
      return "{\n\(members.joined(separator: ",\n"))\n\(indent)}"
    case .array(let values) where canonicalText.utf8.count > 100:
      return "[\n\(values.map { inner + $0.lines(indent: inner) }.joined(separator: ",\n"))\n\(indent)]"
    default: return canonicalText
    }
  }
}

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

  /// The schema of a shape; what has a name is referred to, also in a list, and where nothing may stand in its place.
  package func schema(of shape: Shape, isOptional: Bool = false) -> JSONValue {
    if let name = name(of: shape, isOptional) { return reference(to: name) }
    return isOptional ? optional(body(of: shape)) : body(of: shape)
  }

  /// The definitions that schemas of this use refer to, and those that these refer to in turn.
  package func definitions(for schemas: [JSONValue]) -> JSONObject {
    let all = allDefinitions
    var (used, waiting) = (JSONObject(), schemas)
    while let schema = waiting.popLast() {
      for name in references(in: schema) where used[name] == nil {
        guard let definition = all[name] else { continue }
        used[name] = definition
        waiting.append(definition)
      }
    }
    return used
  }

  private var allDefinitions: JSONObject {
    let shapes: [Shape] = [
      .text, .prose, .count, .flag, .date, .day, .instant, .period, .entry, .source, .party, .person, .body, .actor, .case, .kind, .draft,
    ]
    var all = JSONObject()
    for shape in shapes {
      for form in [shape, .list(shape)] {
        guard let name = name(of: form, false), let orNull = self.name(of: form, true) else { continue }
        all[name] = described(words(for: form), body(of: form))
        all[orNull] = described(words(for: form), optional(form == shape ? reference(to: name) : body(of: form)))
      }
    }
    for field in header { all[headerName(field.name)] = property(member(field)) }
    for kind in Kind.allCases { all[prefix + Shape.definitionName(of: kind)] = entry(of: kind) }
    return all
  }

  private func name(of shape: Shape, _ isOptional: Bool) -> String? {
    let name =
      if case .list(let element) = shape, use != .answer { element.definitionName.map { "\($0).list" } } else { shape.definitionName }
    return name.map { prefix + $0 + (isOptional ? ".optional" : "") }
  }

  /// Before the names of definitions: what is read and what is answered stand side by side in the server's description.
  private var prefix: String { use == .answer ? "answer." : "" }

  private func references(in schema: JSONValue) -> [String] {
    switch schema {
    case .object(let object):
      object.flatMap { name, value in
        guard name == "$ref", let target = value.stringValue, target.hasPrefix(definitions) else { return references(in: value) }
        return [String(target.dropFirst(definitions.count))]
      }
    case .array(let values): values.flatMap(references)
    case .null, .bool, .number, .string: []
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
    // It is given back as its file has it, whose schema is its own.
    case Charter.shape where use == .answer: ["type": "object", "description": .string(shape.summary)]
    case .other(let words, let forms):
      described(words, forms.count == 1 ? schema(of: forms[0]) : ["anyOf": .array(forms.map { schema(of: $0) })])
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
    let schema = schema(of: member.shape, isOptional: !member.isRequired)
    // Of a field whose name says what it means, nothing more is said than of its values.
    return member.meaning == member.shape.summary ? schema : described(member.meaning, schema)
  }

  /// A shape in a few words: those who write refer to entries by labels, while answers have the one full form.
  package func words(for shape: Shape) -> String {
    guard use == .answer else { return shape.summary }
    return switch shape {
    case .entry: "the number of an entry"
    case .source: "the number of the entry that describes a source"
    case .prose: "text of any length"
    case .party: "the identifier of a person's or party's part in a case"
    case .actor: "who it is: party:ID or body:NAME"
    case .draft: "an entry: its number, its fields, and why others are not there"
    case .list(let element): "a list, each \(words(for: element))"
    case .members(let name, let value): "by name (\(words(for: name))), \(words(for: value))"
    default: shape.summary
    }
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

  /// The fields of every entry, whatever its kind.
  private var header: [SlotDescription] { use == .answer ? Header.slots.map(\.description) : Header.written }

  private func headerName(_ field: String) -> String { "\(prefix)header.\(field)" }

  private func member(_ field: SlotDescription) -> Shape.Member {
    // An answer leaves a field out that holds nothing, so that nothing never stands in one.
    Shape.Member(field.name, field.shape, field.meaning, required: use == .answer || field.isRequired)
  }

  /// An entry of whichever kind.
  private var entry: JSONValue {
    var entry: JSONObject = [
      "type": "object", "required": ["kind"], "properties": ["kind": schema(of: .kind)],
      "allOf": .array(
        Kind.allCases.map { kind in
          [
            "if": ["properties": ["kind": ["const": kind.json]], "required": ["kind"]],
            "then": reference(to: prefix + Shape.definitionName(of: kind)),
          ]
        }),
    ]
    if use == .answer {
      // A later version of the program may have written kinds that this one does not know; some kinds have a field `on` of their own.
      (entry["required"], entry["properties"]) = (["entry", "day"], .object(given))
    }
    return .object(entry)
  }

  /// What an answer says of an entry beside its fields.
  private var given: JSONObject {
    [
      "entry": schema(of: .entry), "day": described("the day on which it was set down", schema(of: .day)), "kind": ["type": "string"],
      "hidden": [
        "description": "why fields are not there, by their names; why there are none at all",
        "anyOf": [["type": "object", "additionalProperties": ["enum": Gap.Why.words.json]], ["enum": Gap.Why.words.json]],
      ],
    ]
  }

  /// An entry of a kind, or what a section that says some of its fields itself leaves to be written.
  private func entry(of kind: Kind, without fixed: [String] = [], and others: [SlotDescription] = []) -> JSONValue {
    var properties = use == .answer ? given : JSONObject()
    for field in header { properties[field.name] = reference(to: headerName(field.name)) }
    let own = (kind.schema.fields + others).map(member)
    for field in own { properties[field.name] = property(field) }
    properties["kind"] = ["const": kind.json]
    for name in fixed { properties[name] = nil as JSONValue? }
    // Whoever writes down a part has no identifier for it: the record gives one.
    let needed = ["kind"] + own.filter { $0.isRequired && !(kind == .partyNamed && $0.name == "party") }.map(\.name)
    return [
      "type": "object", "title": kind.json, "description": .string(kind.schema.about), "additionalProperties": false,
      "properties": .object(properties),
      "required": use == .answer ? ["day", "entry", "kind"] : needed.filter { !fixed.contains($0) }.json,
    ]
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
    return schema.document("charter", "An organization's charter", schema.object(Charter.members))
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

  private func document(_ name: String, _ title: String, _ schema: JSONValue) -> JSONValue {
    var object = schema.objectValue ?? JSONObject()
    object["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    object["$id"] = .string("urn:candor:schema:\(name)")
    object["title"] = .string(title)
    object["description"] = "Made from the program's own declarations; what is changed here is overwritten."
    object["$defs"] = .object(definitions(for: [schema]))
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
    case .object(let object) where canonicalText.utf8.count > 120:
      let members = object.map { "\(inner)\(JSONValue.string($0.name).canonicalText): \($0.value.lines(indent: inner))" }
      return "{\n\(members.joined(separator: ",\n"))\n\(indent)}"
    case .array(let values) where canonicalText.utf8.count > 120:
      return "[\n\(values.map { inner + $0.lines(indent: inner) }.joined(separator: ",\n"))\n\(indent)]"
    default: return canonicalText
    }
  }
}

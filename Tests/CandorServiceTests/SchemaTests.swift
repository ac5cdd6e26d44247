import CandorCore
import CandorService
import CandorTestSupport
import Foundation
import StrictJSON
import Testing

/// The schemas are made from the declarations, and a validator that is not ours takes by them what our reader takes.
struct `JSON Schemas` {
  static let documents: [(name: String, made: JSONValue)] = [
    ("entry.schema.json", JSONSchema.entryFile), ("casefile.schema.json", JSONSchema.caseFile),
    ("charter.schema.json", JSONSchema.charterFile),
  ]

  @Test(arguments: documents.map(\.name)) func `are made from the declarations`(name: String) throws {
    let made = try #require(Self.documents.first { $0.name == name }).made.pretty
    try Self.compare(made, with: "Schemas/\(name)")
  }

  static func compare(_ made: String, with path: String) throws {
    let file = Example.root.appending(path: path)
    if ProcessInfo.processInfo.environment["CANDOR_REGENERATE"] == "1" { try Data(made.utf8).write(to: file) }
    let isSame = try String(contentsOf: file, encoding: .utf8) == made
    #expect(isSame, "CANDOR_REGENERATE=1 writes \(path) anew")
  }

  static let missing: Comment = "Python's jsonschema and yaml are not installed: pip install jsonschema pyyaml"

  @Test(.enabled(if: Python.isThere, missing)) func `allow the worked example and the pages' small case and charter`() throws {
    let cases = [try Example.text("Exports/2013-case/case.yaml"), try Self.firstYAML(in: "Docs/casefile.md"), Self.continuation]
    #expect(try Python.faults(of: cases, by: "casefile.schema.json") == cases.map { _ in nil })
    let charters = [try Example.text("Exports/2013-case/charter.yaml"), try Self.firstYAML(in: "Docs/charter.md")]
    #expect(try Python.faults(of: charters, by: "charter.schema.json") == charters.map { _ in nil })
  }

  private static let continuation = """
    case: 7fq2k9m4x1ab
    entries:
      - { label: reviewed, kind: meeting.held, occurred: 2026-06-02, bodies: conduct, sources: [{ minutes: firsthand }] }
    """

  static func firstYAML(in page: String) throws -> String {
    let parts = try Example.text(page).split(separator: "```", omittingEmptySubsequences: false)
    return String(try #require(parts.first { $0.hasPrefix("yaml\n") }).dropFirst(5))
  }

  /// What a change of a file comes to: whether our reader and the schema refuse it.
  struct Change: CustomTestStringConvertible, Sendable {
    var found: String
    var put: String
    /// False where only the reader can see it: what names refer to, what dates can be, what fields say together.
    var isOfForm = true
    var testDescription: String { "\(found) -> \(put)" }
  }

  static let changes = [
    Change(found: "kind: motion.moved", put: "kind: motion.moves"), Change(found: "about: How", put: "abut: How"),
    Change(found: "severity: severe", put: "severity: grave"), Change(found: "occurred: 2010\n", put: "occurred: once\n"),
    Change(found: "occurred: 2010\n", put: "occurred: [[2010]]\n"), Change(found: "2010/2019-04-08", put: "2010/2019-13-08"),
    Change(found: "L: reported", put: "L: heard"), Change(found: "vote: unanimous", put: "vote: most"),
    Change(found: "    asks: Ideas", put: "    ask: Ideas"), Change(found: "    body: nac\n", put: ""),
    Change(found: "{ role: complainant }", put: "{ role: complainer }"), Change(found: "{ role: complainant }", put: "complainant"),
    Change(found: "sources:\n  L:", put: "source:\n  L:"), Change(found: "timing: [{ after: ideas", put: "timing: [{ afer: ideas"),
    Change(found: "published: 2019-03-15", put: "published: mid-March"), Change(found: "  - label: ideas-2010", put: "  - label: 2010"),
    Change(found: "by: proposers", put: "by: nobody", isOfForm: false), Change(found: "to: city", put: "to: village", isOfForm: false),
    Change(found: "of: ideas-2010", put: "of: ideas-2011", isOfForm: false),
    Change(found: "occurred: 2010\n", put: "occurred: 2010-02-30\n", isOfForm: false),
    Change(found: "occurred: 2010\n", put: "occurred: 2910\n", isOfForm: false),
    Change(found: "timing: [{ after: ideas-2010", put: "timing: [{ after: ideas-2010, before: allegation", isOfForm: false),
    Change(found: "label: ideas-answered", put: "label: ideas-2010", isOfForm: false),
    Change(found: "says: A defensive", put: "says: A {defensive", isOfForm: false),
  ]

  @Test(.enabled(if: Python.isThere, missing)) func `refuse the changes of form in a case file that our reader refuses`() throws {
    let text = try Example.text("Exports/2013-case/case.yaml")
    let texts = Self.changes.map { text.replacing($0.found, with: $0.put, maxReplacements: 1) }
    let faults = try Python.faults(of: texts, by: "casefile.schema.json")
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Example.text("Exports/2013-case/charter.yaml"))
    for ((change, changed), fault) in zip(zip(Self.changes, texts), faults) {
      #expect(changed != text, "\(change.testDescription) changes nothing")
      #expect((fault != nil) == change.isOfForm, "\(change.testDescription): \(fault ?? "valid")")
      #expect(throws: ServiceError.self, "\(change.testDescription)") {
        try RecordAppend.run(RecordAppend.Parameters(casefile: changed, name: "case.yaml"), in: session)
      }
    }
  }

  static let charterChanges = [
    Change(found: "timezone:", put: "timezon:"), Change(found: "organization: The organization\n", put: ""),
    Change(found: "check: interference", put: "check: interferences"), Change(found: "severity: severe, ", put: ""),
    Change(found: "decision.taken: members", put: "decision.took: members"), Change(found: "default: case", put: "default: cases"),
    Change(found: "{ title: Steering Committee, below", put: "{ title: Steering Committee, under"),
    Change(found: "in-force: { from: 2013 }", put: "in-force: { from: then }"), Change(found: "    title: Standard of proof\n", put: ""),
    Change(found: "measure: suspension", put: "measure: suspended"), Change(found: "check: gag", put: "check: gag, of: sc"),
    Change(found: "below: convention", put: "below: conventions", isOfForm: false),
    Change(found: "America/Chicago", put: "America/Springfield", isOfForm: false), Change(found: "id: 2b", put: "id: 2a", isOfForm: false),
  ]

  @Test(.enabled(if: Python.isThere, missing)) func `refuse the changes of form in a charter that our reader refuses`() throws {
    let text = try Example.text("Exports/2013-case/charter.yaml")
    let texts = Self.charterChanges.map { text.replacing($0.found, with: $0.put, maxReplacements: 1) }
    let faults = try Python.faults(of: texts, by: "charter.schema.json")
    let example = try Example()
    defer { example.remove() }
    for ((change, changed), fault) in zip(zip(Self.charterChanges, texts), faults) {
      #expect(changed != text, "\(change.testDescription) changes nothing")
      #expect((fault != nil) == change.isOfForm, "\(change.testDescription): \(fault ?? "valid")")
      #expect(throws: ServiceError.self, "\(change.testDescription)") { try example.record(changed) }
    }
  }

  @Test(.enabled(if: Python.isThere, missing)) func `allow what the record gives back, and the entries of a case file by themselves`()
    throws
  {
    let example = try Example()
    defer { example.remove() }
    let session = try example.workedExample()
    let given = try #require(try CasefileExport.run(json: [:], in: session)["casefile"]?.stringValue)
    #expect(try Python.faults(of: [given], by: "casefile.schema.json") == [nil])
    let entries = try #require(try Python.value(of: Example.text("Exports/2013-case/case.yaml"))["entries"])
    #expect(try Python.faults(of: [entries.canonicalText], by: "entry.schema.json") == [nil])
  }

  /// A slip at a place of a file, chosen without looking.
  private struct Slip {
    var text: String
    var told: String
    /// Whether it is one wherever it is made.
    var isOfForm: Bool
  }

  /// A field too many in every group, and for every value one that is nowhere right and none at all; every so manyth of these.
  private static func slips(of file: JSONValue, every step: Int) -> [Slip] {
    var (slips, count): ([Slip], Int) = ([], 0)
    func add(_ told: String, isOfForm: Bool, _ changed: @autoclosure () -> JSONValue) {
      if count % step == 0 { slips.append(Slip(text: changed().canonicalText, told: told, isOfForm: isOfForm)) }
      count += 1
    }
    func walk(_ value: JSONValue, at place: String, _ put: (JSONValue?) -> JSONValue) {
      add("\(place) as lists", isOfForm: true, put([[[]]]))
      switch value {
      case .object(let object):
        add("\(place)/no-such-field", isOfForm: true, put(object.putting([[[]]], at: "no-such-field")))
        for (name, inner) in object {
          add("no \(place)/\(name)", isOfForm: false, put(object.putting(nil, at: name)))
          walk(inner, at: "\(place)/\(name)") { put(object.putting($0, at: name)) }
        }
      case .array(let values):
        for (index, inner) in values.enumerated() {
          walk(inner, at: "\(place)/\(index)") { new in
            var values = values
            values[index] = new ?? .null
            return put(.array(values))
          }
        }
      case .null, .bool, .number, .string: break
      }
    }
    walk(file, at: "") { $0 ?? .null }
    return slips
  }

  /// Holds the schema to the reader: it refuses nothing that the reader takes, and all that is wrong wherever it stands.
  private static func compare(_ slips: [Slip], by schema: String, refuses: (String) throws -> Bool) throws {
    for (slip, fault) in zip(slips, try Python.faults(of: slips.map(\.text), by: schema)) {
      let isRefused = try refuses(slip.text)
      #expect(fault == nil || isRefused, "our reader takes \(slip.told); the schema says \(fault ?? "nothing")")
      #expect(!slip.isOfForm || (fault != nil && isRefused), "the schema or our reader takes \(slip.told)")
    }
    #expect(slips.count > 20)
  }

  @Test(.enabled(if: Python.isThere, missing)) func `refuse a slip anywhere in a charter, and nothing that our reader takes`() throws {
    // A list that a rule needs is read as an empty one where it is missing; the schema asks for it.
    let slips = Self.slips(of: try Python.value(of: Example.text("Exports/2013-case/charter.yaml")), every: 5)
      .filter { !($0.told.hasPrefix("no ") && $0.told.contains("/rule/")) }
    try Self.compare(slips, by: "charter.schema.json") {
      CharterCheck.run(CharterCheck.Parameters(charter: $0, name: "charter.yaml")).count(.error) > 0
    }
  }

  @Test(.enabled(if: Python.isThere, missing)) func `refuse a slip anywhere in a case file, and nothing that our reader takes`() throws {
    let example = try Example()
    defer { example.remove() }
    let session = try example.record(Example.text("Exports/2013-case/charter.yaml"))
    let slips = Self.slips(of: try Python.value(of: Example.text("Exports/2013-case/case.yaml")), every: 97)
    try Self.compare(slips, by: "casefile.schema.json") { text in
      do { _ = try RecordAppend.read(RecordAppend.Parameters(casefile: text, name: "case.yaml"), in: session) } catch let error
        as ServiceError
      {
        #expect(!error.diagnostics.isEmpty)
        return true
      }
      return false
    }
  }

  @Test(.enabled(if: Python.isThere, missing))
  func `allow an entry of each kind, bare and full, and refuse it with a slip in any field, as our reader does at its place`() throws {
    let (right, wrong) = (Kind.allCases.flatMap(Self.right), Kind.allCases.flatMap(Self.wrong))
    let faults = try Python.faults(of: (right + wrong.map(\.entry)).map(\.canonicalText), by: "entry.schema.json")
    for (entry, fault) in zip(right, faults) {
      #expect(fault == nil, "\(entry.canonicalText)")
      #expect(Self.mistakes(in: entry).isEmpty, "\(entry.canonicalText)")
    }
    for (slip, fault) in zip(wrong, faults.dropFirst(right.count)) {
      #expect(fault != nil, "\(slip.entry.canonicalText)")
      let places = Self.mistakes(in: slip.entry).map(\.path.description)
      #expect(
        places.contains { $0 == slip.place || $0.hasPrefix(slip.place + "/0") }, "\(slip.place) of \(slip.entry.canonicalText): \(places)")
    }
    #expect(wrong.count > 1000)
  }

  /// The mistakes of form that our reader finds in an entry; what its names refer to is not for a schema to see.
  private static func mistakes(in entry: JSONValue) -> [Mistake] {
    let forms: Set<String> = ["type", "unknown-field", "missing-field", "date", "instant", "period", "label", "unknown-name"]
    let reading = Reading(names: Names(), scalarsAreText: true)
    _ = Draft(reading.input(entry), id: EntryID(1), case: nil, recorded: Instant(seconds: 1_555_675_200), today: Day(number: 800_000))
    return reading.mistakes.filter {
      forms.contains($0.code) && ![Shape.text.sample, Shape.case.sample].contains($0.found.map(JSONValue.string))
    }
  }

  private static func fields(of kind: Kind) -> [SlotDescription] { Header.written + kind.schema.fields }

  private static func full(_ kind: Kind) -> JSONObject {
    fields(of: kind).reduce(into: ["kind": kind.json]) { $0[$1.name] = $1.shape.sample }
  }

  private static func right(_ kind: Kind) -> [JSONValue] {
    let bare = fields(of: kind).filter(\.isRequired).reduce(into: ["kind": kind.json] as JSONObject) { $0[$1.name] = $1.shape.sample }
    return [.object(bare), .object(full(kind))]
  }

  private static func wrong(_ kind: Kind) -> [(entry: JSONValue, place: String)] {
    let full = full(kind)
    func changed(_ name: String, to other: String? = nil, _ value: JSONValue? = nil, at place: String) -> (entry: JSONValue, place: String)
    {
      var object = full
      object[name] = Optional.none
      if let other { object[other] = value ?? full[name] }
      return (.object(object), place)
    }
    var wrong = [changed("kind", at: ""), changed("kind", to: "kind", .string(kind.rawValue + "s"), at: "/kind")]
    for field in fields(of: kind) {
      let place = "/\(field.name)"
      wrong += [changed(field.name, to: field.name + "-x", at: place + "-x"), changed(field.name, to: field.name, [[]], at: place)]
      if case .choice = field.shape { wrong.append(changed(field.name, to: field.name, "no such word", at: place)) }
      // The record gives a part its identifier.
      guard field.isRequired, !(kind == .partyNamed && field.name == "party") else { continue }
      wrong += [changed(field.name, at: ""), changed(field.name, to: field.name, .null, at: "")]
    }
    return wrong
  }
}

extension Shape {
  /// A value of it.
  var sample: JSONValue {
    switch self {
    case .text, .prose, .party, .body, .actor, .source, .entry: "word"
    case .pattern(let pattern):
      pattern.contains("default") ? "default" : pattern.contains("%") ? "about 70 %" : pattern.contains("about") ? "about 30" : "members"
    case .count: 7
    case .flag: true
    case .date: "2013-12~/.."
    case .day: "2019-03-11"
    case .instant: "2019-03-11T09:00:00Z"
    case .period: "P1Y6M"
    case .person, .case: "7fq2k9m4x1ab"
    case .kind: Kind.meetingHeld.json
    case .draft: ["kind": Kind.meetingHeld.json]
    case .choice(let names): .string(names[0])
    case .list(let element): [element.sample, element.sample]
    case .record(let members): .object(members.reduce(into: JSONObject()) { $0[$1.name] = $1.shape.sample })
    case .pair(let name, let value), .members(let name, let value): [name.sample.stringValue ?? "": value.sample]
    case .other(_, let forms): forms.last?.sample ?? "word"
    }
  }
}

extension JSONObject {
  /// With another value for a field, or without the field.
  fileprivate func putting(_ value: JSONValue?, at name: String) -> JSONValue {
    var object = self
    object[name] = value
    return .object(object)
  }
}

/// A validator that is not ours, and a YAML reader that is not ours (YAML 1.2's core schema, as editors read it).
enum Python {
  static let isThere = (try? run("import jsonschema, yaml", "")) != nil

  /// The first fault of each text, nil where there is none.
  static func faults(of texts: [String], by schema: String) throws -> [String?] {
    let path = Example.root.appending(path: "Schemas/\(schema)").path(percentEncoded: false)
    let job: JSONValue = ["schema": .string(path), "texts": .array(texts.map(JSONValue.string))]
    let answer = try JSONValue(parsing: try run(script, job.canonicalText))
    return try #require(answer.arrayValue).map(\.stringValue)
  }

  /// What a YAML text holds, by the reader that is not ours.
  static func value(of yaml: String) throws -> JSONValue {
    try JSONValue(parsing: try run(core + "print(json.dumps(yaml.load(sys.stdin, Core)))", yaml))
  }

  /// - Throws: where the program does not end well.
  static func run(_ script: String, _ input: String, arguments: [String] = []) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    let file = FileManager.default.temporaryDirectory.appending(path: "candor-\(UUID().uuidString)")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return Array(bytes)
  }

  private static let core = #"""
    import json, re, sys, yaml, jsonschema
    class Core(yaml.SafeLoader): pass
    Core.yaml_implicit_resolvers = {}
    for tag, form, first in [('null', '~|null|Null|NULL|', ['~', 'n', 'N', '']), ('bool', 'true|True|TRUE|false|False|FALSE', list('tTfF')),
                             ('int', '[-+]?[0-9]+', list('-+0123456789')),
                             ('float', r'[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?', list('-+.0123456789'))]:
        Core.add_implicit_resolver('tag:yaml.org,2002:' + tag, re.compile('^(?:' + form + ')$'), first)
    Core.add_constructor('tag:yaml.org,2002:int', lambda loader, node: int(node.value))

    """#

  private static let script =
    core + #"""
      job = json.load(sys.stdin)
      schema = json.load(open(job['schema']))
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      def fault(text):
          error = next(validator.iter_errors(yaml.load(text, Core)), None)
          return error and '/'.join(map(str, error.absolute_path)) + ': ' + error.message[:200]
      print(json.dumps([fault(text) for text in job['texts']]))
      """#
}

import CandorCore
import Foundation
import StrictJSON
import Testing

/// The catalogue in `Docs/charter.md` is what the checks declare. `CANDOR_REGENERATE=1 swift test --filter CheckDocument` writes it anew.
@Suite("The document of the checks")
struct CheckDocumentTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Docs/charter.md").standardized
  private static let (start, end) = (
    "<!-- The catalogue: written by a test from Sources/CandorCore/Checks. -->\n", "<!-- The end of the catalogue. -->\n"
  )

  private static func fields<C: Check>(_ check: C.Type) -> [Shape.Member] { C.Parameters.fields }

  /// The bodies of the examples.
  private static var names: Names {
    var names = Names()
    names.bodies = ["board", "conduct", "assembly", "members"].map(BodyID.init)
    return names
  }

  private static func rule(_ check: any Check.Type) -> JSONValue {
    JSONValue.object(["check": .string(check.name.rawValue)]).with(check.example)
  }

  /// A value as a flow of YAML.
  private static func flow(_ value: JSONValue) -> String {
    switch value {
    case .object(let object):
      "{ \(object.sorted { ($0.name != "check" ? 1 : 0, $0.name) < ($1.name != "check" ? 1 : 0, $1.name) }.map { "\($0.name): \(flow($0.value))" }.joined(separator: ", ")) }"
    case .array(let values): "[\(values.map(flow).joined(separator: ", "))]"
    case .string(let text) where text.allSatisfy(\.isNumber): "\"\(text)\""
    case .string(let text): text
    default: value.canonicalText
    }
  }

  private static var catalogue: String {
    Form.allCases.map { form in
      let checks = CheckName.allCases.filter { $0.form == form }.map(\.check)
      let rows = checks.map { check in
        let terms = Set(Terms.fields.map(\.name))
        let all = fields(check)
        let hasTerms = terms.isSubset(of: all.map(\.name))
        let parameters = all.filter { !hasTerms || !terms.contains($0.name) }.map {
          "`\($0.name)`\($0.isRequired ? "" : "?"): \($0.meaning)"
        }
        let told = (parameters + (hasTerms ? ["the terms"] : [])).joined(separator: "; ")
        return "| `\(check.name.rawValue)` | \(check.about) | \(told.isEmpty ? "none" : told) |"
      }
      let examples = checks.map { "rule: \(flow(rule($0)))" }
      return """
        ### \(form.rawValue): \(form.about)
        | check | what it demands | parameters (`?` may be left out) |
        | --- | --- | --- |
        \(rows.joined(separator: "\n"))

        ```yaml
        \(examples.joined(separator: "\n"))
        ```

        """
    }.joined(separator: "\n")
  }

  @Test func `the document says what the checks say`() throws {
    let written = try String(contentsOf: Self.file, encoding: .utf8)
    let (before, rest) = try #require(written.range(of: Self.start).map { (written[..<$0.upperBound], written[$0.upperBound...]) })
    let after = try #require(rest.range(of: Self.end).map { rest[$0.lowerBound...] })
    let wanted = before + Self.catalogue + after
    if ProcessInfo.processInfo.environment["CANDOR_REGENERATE"] == "1" { try Data(wanted.utf8).write(to: Self.file, options: .atomic) }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == wanted, "regenerate it with CANDOR_REGENERATE=1")
  }

  @Test(arguments: CheckName.allCases) func `the example of a check is a rule that has it, with parameters that it knows`(name: CheckName)
    throws
  {
    let reading = Reading(names: Self.names)
    let rule = Rule(reading.input(Self.rule(name.check)))
    #expect(reading.mistakes.map(Noted.init) == [])
    #expect(rule?.check == name)
  }

  @Test(arguments: CheckName.allCases) func `a check says what it demands in a sentence, and each parameter what it is`(name: CheckName) {
    #expect(name.check.about.hasSuffix("."))
    for field in Self.fields(name.check) { #expect(!field.meaning.isEmpty && !field.meaning.contains("|"), "\(field.name)") }
  }
}

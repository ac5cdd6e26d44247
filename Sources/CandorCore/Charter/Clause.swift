package import StrictJSON

/// A clause of the charter; one that a machine can hold the record against carries a rule.
package struct Clause: Hashable, Sendable {
  package var id: ClauseID
  package var title: String
  package var text: String
  /// What implies it, where the code does not say it in words.
  package var implied: String?
  package var validity: DayRange
  /// The clauses that do not bind on the days on which this one does.
  package var overrides: [ClauseID]
  package var rule: Rule?
}

extension Clause: Datum {
  package static var shape: Shape { .record(fields) }

  private static let fields = [
    Shape.Member("id", .text, "its number or name", required: true),
    Shape.Member("title", .text, "what it is about, in a few words", required: true),
    Shape.Member("text", .text, "what it says", required: true),
    Shape.Member("implied", .text, "what implies it, where the code does not say it in words", required: false),
    Shape.Member("in-force", Validity.shape, "from when to when it holds", required: false),
    Shape.Member("overrides", .list(.text), "the clauses that do not bind while this one does", required: false),
    Shape.Member("rule", Rule.shape, "what the record is held against", required: false),
  ]

  package init?(_ input: Input) {
    guard let object = input.object(Clause.fields.map(\.name)) else { return nil }
    let id: String? = object.required("id")
    let title: String? = object.required("title")
    let text: String? = object.required("text")
    let implied: String?? = object.required("implied")
    let validity: Validity?? = object.required("in-force")
    let overrides: [String]? = object.required("overrides")
    let rule: Rule?? = object.required("rule")
    guard let id, let title, let text, let implied, let validity, let overrides, let rule else { return nil }
    self.init(
      id: ClauseID(id), title: title, text: text, implied: implied, validity: validity?.range ?? .unknown,
      overrides: overrides.map(ClauseID.init), rule: rule)
  }

  /// A clause is committed as part of its charter, as it was written.
  package var json: JSONValue { .string(id.name) }
}

/// A clause that the record is held against, in the version of the code that it stands in.
final class Provision: Sendable {
  let charter: Charter
  let clause: Clause
  let rule: Rule
  /// The stretches of time in which it binds.
  let force: [DayRange]

  private init(_ charter: Charter, _ clause: Clause, _ rule: Rule, force: [DayRange]) {
    (self.charter, self.clause, self.rule, self.force) = (charter, clause, rule, force)
  }

  /// Those of a version of the code, in the order of its clauses.
  static func all(in charter: Charter) -> [Provision] {
    charter.bindings.compactMap { binding in
      binding.clause.rule.map { Provision(charter, binding.clause, $0, force: binding.force) }
    }
  }
}

/// A clause as one check sees it: with the parameters of its rule at hand.
@dynamicMemberLookup
package struct Applied<Parameters: Sendable>: Sendable {
  let provision: Provision
  package let parameters: Parameters
  /// The days on which it is in force, as the clause and its charter say.
  package let force: DayRange

  package var clause: Clause { provision.clause }
  /// The charter it stands in.
  package var charter: Charter { provision.charter }

  package subscript<Value>(dynamicMember path: KeyPath<Parameters, Value>) -> Value { parameters[keyPath: path] }
}

/// The rule of a clause: a check of the catalogue, with its parameters.
package struct Rule: Sendable {
  package let check: CheckName
  package let parameters: any RuleParameters
  /// As it was written.
  let written: JSONValue
}

extension Rule: Hashable {
  package static func == (one: Rule, other: Rule) -> Bool { one.written == other.written }
  package func hash(into hasher: inout Hasher) { hasher.combine(written) }
}

extension Rule: Datum {
  package static var shape: Shape {
    func form<C: Check>(_ check: C.Type) -> Shape {
      .record([Shape.Member("check", .choice([C.name.rawValue]), "the check", required: true)] + C.Parameters.fields)
    }
    return .other("a check and its parameters: { check: interim-measure, … }", CheckName.allCases.map { form($0.check) })
  }

  package init?(_ input: Input) {
    guard case .object(let object) = input.value else {
      input.mistake("type", "a rule is a group of fields", expected: Self.shape.summary)
      return nil
    }
    guard let check = ObjectInput(object: object, input: input).required("check", CheckName.self) else { return nil }
    func read<C: Check>(_ check: C.Type) -> (any RuleParameters)? {
      guard let object = input.object(["check"] + C.Parameters.fields.map(\.name)) else { return nil }
      let missing = C.Parameters.fields.filter {
        $0.isRequired && $0.shape.isList && object.member($0.name).elements.allSatisfy(\.value.isNull)
      }
      // What a record holds was taken when less was asked.
      guard missing.isEmpty || input.names.isRecorded else {
        for field in missing {
          input.mistake("missing-field", "\"\(field.name)\" is missing", expected: "\(field.name): \(field.shape.summary)")
        }
        return nil
      }
      return C.Parameters(object)
    }
    guard let parameters = read(check.check) else { return nil }
    self.init(check: check, parameters: parameters, written: input.value)
  }

  /// A rule is committed as part of its charter, as it was written.
  package var json: JSONValue { check.json }
}

/// What a clause tells its check.
package protocol RuleParameters: Hashable, Sendable {
  associatedtype Of: Check where Of.Parameters == Self
  static var fields: [Shape.Member] { get }
  init?(_ object: ObjectInput)
}

package import StrictJSON

/// A class of those who could vote: `{ class: members, as-of: 2019-03-01, count: nearly 500 }`.
package struct Electors: Hashable, Sendable {
  package var name: String
  /// The body whose members they are, where they are a body's.
  package var body: BodyID?
  /// The day on which someone had to be one of them.
  package var asOf: CivilDate?
  package var count: ToldCount?
}

extension Electors: Datum {
  private static let fields = [
    Shape.Member("class", .text, "who they are, in words that identify nobody", required: true),
    Shape.Member("body", .body, "the body whose members they are, where they are a body's", required: false),
    Shape.Member("as-of", .date, "the day on which someone had to be one of them to vote", required: false),
    Shape.Member("count", ToldCount.shape, "how many they are", required: false),
  ]

  package static var shape: Shape {
    .other("a class of voters: members, or { class: members, as-of: 2019-03-01, count: nearly 500 }", [.text, .record(fields)])
  }

  package init?(_ input: Input) {
    guard case .object = input.value else {
      guard let name = String(input) else { return nil }
      self.init(name: name, body: nil, asOf: nil, count: nil)
      return
    }
    guard let object = input.object(Self.fields.map(\.name)) else { return nil }
    let (name, body) = (object.required("class", String.self), object.required("body", BodyID?.self))
    let (asOf, count) = (object.required("as-of", CivilDate?.self), object.required("count", ToldCount?.self))
    guard let name, let body, let asOf, let count else { return nil }
    self.init(name: name, body: body, asOf: asOf, count: count)
  }

  package var json: JSONValue { ["as-of": asOf.json, "body": body.json, "class": name.json, "count": count.json] }
}

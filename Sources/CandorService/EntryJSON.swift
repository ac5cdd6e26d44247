package import CandorCore
package import StrictJSON

extension RecordView {
  /// An entry as programs get it: the fields that this reader sees, and for the others why not. An absent field is left out.
  package func json(of entry: Entry) -> JSONValue {
    var object: JSONObject = ["entry": entry.id.json, "day": entry.on.json]
    for value in values(of: entry.id) where !value.json.isNull {
      object[value.name] = value.name == KindVersion.name ? KindVersion(value.json)?.kind.json ?? value.json : value.json
    }
    let hidden = entry.kind.map { kind in
      entry.gaps.reduce(into: JSONObject()) { hidden, gap in hidden[kind.field(of: gap.slot)] = .string(gap.why.word) }
    }
    if let hidden, !hidden.isEmpty { object["hidden"] = .object(hidden) }
    if entry.kind == nil { object["hidden"] = "withheld" }
    return .object(object)
  }
}

extension Gap.Why {
  static let words = ["withheld", "erased", "unread"]

  /// As programs get it.
  var word: String {
    switch self {
    case .withheld: "withheld"
    case .erased: "erased"
    case .unread: "unread"
    }
  }
}

extension Field {
  /// The value, or why this reader does not see it: `{"hidden":"withheld"}`.
  var json: JSONValue {
    switch self {
    case .shown(let value): value.json
    case .hidden(let gap): ["hidden": .string(gap.why.word)]
    }
  }
}

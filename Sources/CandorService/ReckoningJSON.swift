import CandorCore
import StrictJSON

extension Count {
  static var shape: Shape {
    .other("a number, or the least and the most it may be", [.count, .fields(["atLeast": .count, "atMost?": .count])])
  }

  /// A number; or the least and the most it may be.
  var json: JSONValue {
    if let number { return number.json }
    return ["atLeast": atLeast.json, "atMost": atMost.json]
  }
}

extension Reckoning {
  static var shape: Shape {
    let result = Shape.choice(Result.allCases.map(\.rawValue))
    return .fields([
      "for": Count.shape, "against": Count.shape, "abstained": Count.shape, "present": Count.shape, "eligible": Count.shape,
      "result?": result, "possible": .list(result),
    ])
  }

  /// Its counts, the result where it is settled, and every result that the counts leave possible; none where the code has no majority for it.
  var json: JSONValue {
    [
      "for": self.for.json, "against": against.json, "abstained": abstained.json, "present": present.json, "eligible": eligible.json,
      "result": result.map { .string($0.rawValue) } ?? .null, "possible": .array(results.map { .string($0.rawValue) }),
    ]
  }
}

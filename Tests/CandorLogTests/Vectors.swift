import CandorLog
import Foundation
import StrictJSON
import Testing

/// Public test vectors, read in place beside the checkout.
enum Vectors {
  private static let folder = URL(filePath: #filePath).appending(path: "../../../../shared/vectors").standardized

  static func has(_ path: String) -> ConditionTrait {
    .enabled(
      if: FileManager.default.fileExists(atPath: folder.appending(path: path).path),
      "there is no ../shared/vectors/\(path) beside this checkout")
  }

  static func read(_ path: String) throws -> JSONValue {
    try JSONValue(parsing: Array(Data(contentsOf: folder.appending(path: path))))
  }
}

extension JSONValue {
  /// The array's elements; fails the test where this is none.
  var elements: [JSONValue] { get throws { try #require(arrayValue) } }
  var text: String { get throws { try #require(stringValue) } }
  /// The bytes that hexadecimal digits stand for.
  var hexadecimal: [UInt8] { get throws { try bytes(hexadecimal: text) } }
}

/// The bytes that hexadecimal digits stand for.
func bytes(hexadecimal text: String) throws -> [UInt8] {
  let digits = Array(text)
  return try stride(from: 0, to: digits.count, by: 2).map { try #require(UInt8(String(digits[$0..<($0 + 2)]), radix: 16)) }
}

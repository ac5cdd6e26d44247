import CandorService
package import StrictJSON

/// What the operations' examples are answered on the record of the worked example, for descriptions of the server.
///
/// The server describes itself without carrying anything out: the answers are part of the program, in a file that a test holds to the real
/// ones and writes anew.
package enum ExampleAnswers {
  /// What is to be said wherever they are shown.
  static let about = "On the record of the worked example; long texts and lists are cut short."

  /// By method. An operation is missing here until the file is written anew.
  package static let all: JSONObject = {
    // A test holds the text to what is to stand there.
    guard let answers = try? JSONValue(parsing: text) else { return [:] }
    return answers.objectValue ?? [:]
  }()

  /// The Swift file that holds these answers.
  package static func source(of answers: JSONObject) -> String {
    let lines = JSONValue.object(answers).pretty.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    return """
      extension ExampleAnswers {
        /// Made by running the examples; CANDOR_REGENERATE=1 writes this file anew.
        static let text = #\"""
      \(lines)
          \"""#
      }

      """
  }
}

extension JSONValue {
  /// Lists of two elements at most, and texts of a hundred characters and a sign that they went on.
  package var cutShort: JSONValue {
    switch self {
    case .object(let object): .object(object.reduce(into: JSONObject()) { $0[$1.name] = $1.value.cutShort })
    case .array(let values): .array(values.prefix(2).map(\.cutShort))
    case .string(let text) where text.count > 100: .string(text.prefix(100) + "…")
    case .null, .bool, .number, .string: self
    }
  }
}

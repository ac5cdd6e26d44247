/// Text in columns for a terminal or a pipe.
enum Columns {
  private static let width = 120

  static func right(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, width - digits.count)) + digits
  }

  static func left(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }

  /// Fills lines with words, the first after `margin`, the others below its end.
  static func hanging(_ margin: String, _ text: String) -> String {
    let indent = String(repeating: " ", count: margin.count)
    var lines: [String] = []
    var line = margin
    var isFresh = true
    for word in text.split(separator: " ") {
      if !isFresh, line.count + 1 + word.count > width {
        lines.append(line)
        line = indent + word
      } else {
        line += (isFresh ? "" : " ") + word
      }
      isFresh = false
    }
    return (lines + [line]).joined(separator: "\n")
  }
}

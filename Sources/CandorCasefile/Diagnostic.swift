package import CandorCore

/// A mistake in a file, at its place: `case.yaml:41:14: error: no body is called "ncd"`, the line with a mark under it, and what to do.
package struct Diagnostic: Error, Hashable, Sendable {
  package var file: String
  /// From 1.
  package var line: Int
  /// From 1, in Unicode scalars.
  package var column: Int
  /// How many scalars of the line it is about; at least 1.
  package var width: Int
  package var code: String
  package var message: String
  package var expected: String
  /// The line as it stands in the file, with what messages do not repeat dotted out; of a long one, a piece.
  package var excerpt: String
  /// The column of the excerpt's first scalar.
  package var excerptStart = 1
  package var grade = Grade.error

  /// As a terminal shows it.
  package var rendered: String {
    let number = String(line)
    let margin = String(repeating: " ", count: max(0, 5 - number.count)) + number + " | "
    let indent = String(repeating: " ", count: margin.count - 2) + "| "
    let mark = String(repeating: " ", count: max(0, column - excerptStart)) + String(repeating: "^", count: max(1, width))
    let fact = "\(file):\(line):\(column): \(grade.rawValue): \(shown(message))"
    return "\(fact)\n\(margin)\(shown(excerpt))\n\(indent)\(mark)\n  \(shown(expected))"
  }

  /// As a terminal may show it: what would move its cursor, color it or turn its direction is replaced.
  private func shown(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.value {
          case 0x09: " "
          case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
          default: scalar
          }
        }))
  }
}

/// Everything that is wrong with a file, in the order of its lines; nothing of it was taken.
package struct Faults: Error, Hashable, Sendable {
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics.sorted { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
  }
}

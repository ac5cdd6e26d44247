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
  /// The line as it stands in the file.
  package var excerpt: String

  /// As a terminal shows it.
  package var rendered: String {
    let number = String(line)
    let margin = String(repeating: " ", count: max(0, 5 - number.count)) + number + " | "
    let indent = String(repeating: " ", count: margin.count - 2) + "| "
    let mark = String(repeating: " ", count: max(0, column - 1)) + String(repeating: "^", count: max(1, width))
    return "\(file):\(line):\(column): error: \(message)\n\(margin)\(excerpt)\n\(indent)\(mark)\n  \(expected)"
  }
}

/// Everything that is wrong with a file, in the order of its lines; nothing of it was taken.
package struct Faults: Error, Hashable, Sendable {
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics.sorted { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
  }
}

package import StrictJSON

/// Something in what a person or a program wrote that cannot be taken into the record: where it is, what was found, what was expected.
package struct Mistake: Error, Hashable, Sendable {
  /// Stable and short, for programs: `date`, `unknown-name`, `missing-field`.
  package var code: String
  /// The value it is about, from the root of what was read.
  package var path: JSONPointer
  /// Whether it is the member's name that is wrong rather than its value.
  package var isAboutName: Bool
  /// The fact, in one clause: `no body is called "ncd"`.
  package var message: String
  /// What stood there, where that helps and messages may repeat it.
  package var found: String?
  /// What could stand there, or what to do.
  package var expected: String

  package init(_ code: String, at path: JSONPointer, isAboutName: Bool = false, _ message: String, found: String? = nil, expected: String) {
    self.code = code
    self.path = path
    self.isAboutName = isAboutName
    self.message = message
    self.found = found
    self.expected = expected
  }
}

extension Mistake {
  /// The place as others are told it: where a name on the way is none that messages repeat, what it stands in.
  package var toldPath: JSONPointer {
    var told = path
    told.tokens = Array(told.tokens.prefix(while: \.isQuotable))
    return told
  }
}

/// The name among `names` that someone who wrote `written` most likely meant: at most a third of its letters differ. Where
/// several are as near, one as long as what was written, then the first in order.
package func nearestName(to written: String, among names: some Collection<String>) -> String? {
  let letters = scalars(written)
  guard letters.count <= longestName else { return nil }
  let near = names.compactMap { name -> (String, Int)? in
    let others = scalars(name)
    let most = max(1, max(letters.count, others.count) / 3)
    // Letters that one has more than the other differ in any case.
    guard others.count <= longestName, abs(letters.count - others.count) <= most else { return nil }
    let differing = distance(letters, others)
    // Nothing in common is nothing alike, however short.
    if differing >= max(letters.count, others.count) { return nil }
    // A letter swapped or mistyped is a commoner slip than one too many.
    return differing <= most ? (name, 2 * differing + (letters.count == others.count ? 0 : 1)) : nil
  }
  return near.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
}

/// Longer texts are no slips of a name, and comparing them takes time that grows with the square of their length.
private let longestName = 64

private func scalars(_ name: String) -> [Unicode.Scalar] { Array(name.lowercased().unicodeScalars.prefix(longestName + 1)) }

/// `; did you mean ndc?` or nothing.
package func suggestion(for written: String, among names: some Collection<String>) -> String {
  nearestName(to: written, among: names).map { "; did you mean \($0)?" } ?? ""
}

/// Damerau's distance: letters put in, left out, replaced, or two neighbors swapped (optimal string alignment).
private func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
  var rows = [Array(0...other.count)]
  for i in one.indices {
    var row = [i + 1]
    for j in other.indices {
      var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (one[i] == other[j] ? 0 : 1))
      if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] { best = min(best, rows[i - 1][j - 1] + 1) }
      row.append(best)
    }
    rows.append(row)
  }
  return rows[one.count][other.count]
}

/// A place inside a JSON value (RFC 6901).
public struct JSONPointer: Sendable {
  /// The unescaped reference tokens from the top down: member names, and indexes in decimal.
  public var tokens: [String]

  /// A pointer through these unescaped tokens.
  public init(tokens: [String]) { self.tokens = tokens }

  /// A pointer as it is written: empty, or every token escaped (`~0` for `~`, `~1` for `/`) after a `/`. Nil for any other text.
  public init?(_ text: String) {
    // By scalar: a combining mark after the slash makes one Character of the two.
    let parts = text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.first?.isEmpty ?? true else { return nil }
    tokens = []
    for part in parts.dropFirst() {
      var token = String.UnicodeScalarView()
      var scalars = part.makeIterator()
      while let scalar = scalars.next() {
        switch scalar == "~" ? scalars.next() : nil {
        case "0": token.append("~")
        case "1": token.append("/")
        case nil where scalar != "~": token.append(scalar)
        default: return nil
        }
      }
      tokens.append(String(token))
    }
  }

  /// The whole value.
  public static let root = JSONPointer(tokens: [])

  /// The pointer to a member of what this one points to.
  public func appending(_ name: String) -> JSONPointer { JSONPointer(tokens: tokens + [name]) }

  /// The pointer to an element, counted from 0, of what this one points to.
  public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }
}

extension JSONPointer: Hashable {
  /// Whether both point to the same place; tokens are compared by their exact scalars.
  public static func == (left: JSONPointer, right: JSONPointer) -> Bool {
    left.tokens.elementsEqual(right.tokens) { $0.hasSameScalars(as: $1) }
  }

  /// Feeds the pointer to a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(tokens) }
}

extension JSONPointer: CustomStringConvertible {
  /// The pointer as RFC 6901 §3 writes it: every token after a `/`, with `~` as `~0` and `/` as `~1`.
  public var description: String {
    var text = String.UnicodeScalarView()
    for token in tokens {
      text.append("/")
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text.append(contentsOf: "~0".unicodeScalars)
        case "/": text.append(contentsOf: "~1".unicodeScalars)
        default: text.append(scalar)
        }
      }
    }
    return String(text)
  }
}

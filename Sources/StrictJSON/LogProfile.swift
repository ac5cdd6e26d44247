/// Why a value does not belong in a log whose entries every implementation must read alike: RFC 7493 (I-JSON), and narrower.
public struct LogProfileViolation: Error, Hashable, Sendable, CustomStringConvertible {
  /// What the profile does not allow.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// A member name that is not ASCII.
    case nameNotASCII = "member name is not ASCII"
    /// A number that is not an integer within ±(2⁵³ − 1).
    case notAnInteger = "number is not an integer within ±(2^53 - 1)"
  }

  /// What the profile does not allow.
  public var reason: Reason
  /// Where it is: the number, or the member with the name.
  public var path: JSONPointer

  /// The fault and its place, in one line.
  public var description: String { path.tokens.isEmpty ? "the value: \(reason.rawValue)" : "\(path): \(reason.rawValue)" }
}

extension JSONValue {
  /// The first thing, in canonical order, that the log profile does not allow, or nil where the value keeps it: member names are ASCII,
  /// and numbers are integers within ±(2⁵³ − 1). Parsing has already refused duplicate names and lone surrogates.
  public func logProfileViolation() -> LogProfileViolation? {
    switch self {
    case .null, .bool, .string: return nil
    case .number(let number): return number.integer == nil ? LogProfileViolation(reason: .notAnInteger, path: .root) : nil
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        if let violation = element.logProfileViolation() { return violation.inside(String(index)) }
      }
    case .object(let object):
      for (name, value) in object {
        if !name.utf8.allSatisfy({ $0 < 0x80 }) { return LogProfileViolation(reason: .nameNotASCII, path: .root.appending(name)) }
        if let violation = value.logProfileViolation() { return violation.inside(name) }
      }
    }
    return nil
  }
}

extension LogProfileViolation {
  fileprivate func inside(_ token: String) -> LogProfileViolation {
    LogProfileViolation(reason: reason, path: JSONPointer(tokens: [token] + path.tokens))
  }
}

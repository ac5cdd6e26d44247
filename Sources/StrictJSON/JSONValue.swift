/// A JSON value (RFC 8259 §3), exact: what is parsed strictly can be written back in one form only, that of RFC 8785.
///
/// Two values are equal when their canonical bytes are. In particular, strings are compared by Unicode scalar, not as Swift compares
/// `String`: `"é"` and its decomposed form are different JSON.
public enum JSONValue: Sendable {
  /// The literal `null`.
  case null
  /// The literal `true` or `false`.
  case bool(Bool)
  /// A number, as an IEEE 754 double.
  case number(JSONNumber)
  /// A string of Unicode scalars.
  case string(String)
  /// An ordered sequence of values.
  case array([JSONValue])
  /// Members with distinct names.
  case object(JSONObject)
}

// MARK: - Equality

extension JSONValue: Hashable {
  /// Whether both values have the same canonical bytes (RFC 8785).
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.hasSameScalars(as: right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }

  /// Feeds the value to a hasher.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let bool): hasher.combine(bool)
    case .number(let number): hasher.combine(number)
    // Swift hashes equivalent strings alike: coarser than this equality, hence consistent with it.
    case .string(let string): hasher.combine(string)
    case .array(let elements): hasher.combine(elements)
    case .object(let object): hasher.combine(object)
    }
  }
}

// MARK: - Access

extension JSONValue {
  /// Whether this is the literal `null`.
  public var isNull: Bool { self == .null }

  /// The truth value, or nil where this is not a boolean.
  public var boolValue: Bool? {
    guard case .bool(let bool) = self else { return nil }
    return bool
  }

  /// The integer, or nil where this is not a number, not integral, or beyond ±(2⁵³ − 1).
  public var integerValue: Int? {
    guard case .number(let number) = self else { return nil }
    return number.integer
  }

  /// The number, or nil where this is not one.
  public var numberValue: JSONNumber? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  /// The string, or nil where this is not one.
  public var stringValue: String? {
    guard case .string(let string) = self else { return nil }
    return string
  }

  /// The elements, or nil where this is not an array.
  public var arrayValue: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The object, or nil where this is not one.
  public var objectValue: JSONObject? {
    guard case .object(let object) = self else { return nil }
    return object
  }

  /// The value of an object's member, found by the name's exact scalars; nil where there is none, or where this is not an object.
  public subscript(name: String) -> JSONValue? { objectValue?[name] }
}

// MARK: - Literals

extension JSONValue: ExpressibleByNilLiteral {
  /// The literal `null`.
  public init(nilLiteral: ()) { self = .null }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  /// The literal `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  /// A number written in the source; one beyond ±(2⁵³ − 1) is a programmer's mistake and stops the program.
  public init(integerLiteral value: Int) {
    guard let number = JSONNumber(exactly: value) else { preconditionFailure("\(value) is beyond ±(2^53 - 1), JSON's exact integers") }
    self = .number(number)
  }
}

extension JSONValue: ExpressibleByFloatLiteral {
  /// A number written in the source; one that overflows a double is a programmer's mistake and stops the program.
  public init(floatLiteral value: Double) {
    guard let number = JSONNumber(value) else { preconditionFailure("JSON has no number for \(value)") }
    self = .number(number)
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  /// A string written in the source.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByArrayLiteral {
  /// An array written in the source.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  /// An object written in the source; naming a member twice is a programmer's mistake and stops the program.
  public init(dictionaryLiteral members: (String, JSONValue)...) { self = .object(JSONObject(literal: members)) }
}

package import StrictJSON

/// A value with what opens its commitment (RFC 9901 §4.2.1): the JSON array `[salt, name, value]`, in RFC 8785 form.
package struct Disclosure: Hashable, Sendable {
  /// The name of the field it is the value of; ASCII.
  package let name: String
  /// The value: of JSON, only ASCII member names and integers within ±(2⁵³ − 1).
  package let value: JSONValue
  /// The array's bytes.
  package let json: [UInt8]
  /// What a leaf holds in its place: SHA-256 of ``text``.
  package let digest: Digest

  /// The longest text, in bytes (1 MiB).
  package static let maximumLength = 1 << 20
  /// Random bits that keep a digest from being guessed: RFC 9901 §9.3 recommends 128.
  package static let saltLength = 16
  private static let maximumDepth = 128

  /// Commits to a value.
  ///
  /// - Parameter salt: 16 fresh random bytes.
  /// - Throws: ``LogFault/malformed(_:_:)`` where the log's profile of JSON does not have the value, or it is longer than 1 MiB.
  package init(salt: ArraySlice<UInt8>, name: String, value: JSONValue) throws(LogFault) {
    precondition(salt.count == Self.saltLength, "a salt has 16 bytes")
    try Self.check(name: name, value: value)
    var json: [UInt8] = []
    json.reserveCapacity(256)
    json.append(contentsOf: "[\"".utf8)
    Base64.url.append(salt.span, to: &json)
    json.append(contentsOf: "\",".utf8)
    JSONValue.string(name).appendCanonical(to: &json)
    json.append(UInt8(ascii: ","))
    value.appendCanonical(to: &json)
    json.append(UInt8(ascii: "]"))
    try self.init(name: name, value: value, json: json)
  }

  /// Reads the array's bytes.
  ///
  /// - Throws: ``LogFault/malformed(_:_:)`` where they are not a salt of 16 bytes, an ASCII name and a value of the log's profile, in the one
  ///   form that RFC 8785 gives them.
  package init(json: [UInt8]) throws(LogFault) {
    let array: JSONValue
    do { array = try JSONValue(parsing: json, maximumDepth: Self.maximumDepth) } catch {
      throw .malformed(.disclosure, "it is not JSON (\(error.reason.rawValue))")
    }
    guard let parts = array.arrayValue, parts.count == 3, let salt = parts[0].stringValue, let name = parts[1].stringValue else {
      throw .malformed(.disclosure, "it is not an array of salt, name and value")
    }
    guard Base64.url.bytes(salt.utf8)?.count == Self.saltLength else {
      throw .malformed(.disclosure, "its salt is not 16 bytes in base64url")
    }
    try Self.check(name: name, value: parts[2])
    guard array.canonicalBytes == json else { throw .malformed(.disclosure, "it is not in the form of RFC 8785") }
    try self.init(name: name, value: parts[2], json: json)
  }

  private init(name: String, value: JSONValue, json: [UInt8]) throws(LogFault) {
    guard json.count <= Self.maximumLength / 4 * 3 else { throw .malformed(.disclosure, "it is longer than 1 MiB") }
    (self.name, self.value, self.json) = (name, value, json)
    digest = Self.digest(ofText: Self.text(json))
  }

  private static func check(name: String, value: JSONValue) throws(LogFault) {
    guard !name.isEmpty, name.utf8.allSatisfy({ $0 < 0x80 }) else { throw .malformed(.disclosure, "its name is empty or not ASCII") }
    if let violation = value.logProfileViolation() { throw .malformed(.disclosure, "a \(violation.reason.rawValue)") }
  }

  private static func text(_ json: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    Base64.url.append(json, to: &text)
    return text
  }

  /// The disclosure as it is handed on: the array in unpadded base64url.
  package var text: String { String(decoding: Self.text(json), as: UTF8.self) }

  /// The digest of a disclosure's text, whoever wrote it (RFC 9901 §4.2.3).
  package static func digest(ofText text: [UInt8]) -> Digest { Digest(hashing: text) }
}

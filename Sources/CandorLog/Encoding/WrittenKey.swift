/// A key of 32 bytes as people write it down: 14 groups of four of Crockford's base 32. A version byte, the key, and two bytes of SHA-256 of a label
/// and both, against slips of the pen.
package enum WrittenKey: Sendable {
  /// What kind of key it is, which its first letters show.
  enum Kind: UInt8 {
    case recovery = 1
    case person = 2

    var label: String {
      switch self {
      case .recovery: "candor/recovery\n"
      case .person: "candor/person\n"
      }
    }
  }

  /// Why letters are no such key.
  package enum Flaw: Error, Hashable, Sendable {
    case letters, length, checksum, version

    var message: String {
      switch self {
      case .letters: "it has a letter that none has"
      case .length: "it has not 56 letters and digits"
      case .checksum: "a letter is wrong somewhere"
      case .version: "it is of a kind that this version does not know"
      }
    }

    func hint(beside original: String) -> String {
      switch self {
      case .letters, .length, .checksum:
        "Compare it with \(original), group by group, 14 of four; case, blanks and hyphens do not matter."
      case .version: "Use a newer version of this program."
      }
    }
  }

  /// The key as it is printed.
  static func text(of key: [UInt8], _ kind: Kind) -> String {
    let payload = [kind.rawValue] + key
    let letters = Array(Base32.text(payload + checksum(payload[...], kind)).uppercased())
    return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<($0 + 4)]) }.joined(separator: "-")
  }

  /// Reads what people copied: any case, blanks, hyphens, `I` and `L` for 1, `O` for 0.
  static func bytes(of text: String, _ kind: Kind) throws(Flaw) -> [UInt8] {
    guard let bytes = Base32.bytes(text) else { throw .letters }
    guard bytes.count == 35 else { throw .length }
    guard bytes[0] == kind.rawValue || Kind(rawValue: bytes[0]) == nil else { throw .checksum }
    guard checksum(bytes.dropLast(2), kind) == bytes.suffix(2) else { throw .checksum }
    guard bytes[0] == kind.rawValue else { throw .version }
    return Array(bytes[1..<33])
  }

  private static func checksum(_ payload: ArraySlice<UInt8>, _ kind: Kind) -> ArraySlice<UInt8> {
    Digest(hashing: Array(kind.label.utf8) + payload).bytes.prefix(2)
  }
}

/// The members of a JSON object, kept in the order in which RFC 8785 §3.2.3 writes them: by the UTF-16 code units of their names.
///
/// Equality, lookup (binary search) and output need nothing more. Names are distinct and compared by their exact scalars.
public struct JSONObject: Hashable, Sendable {
  /// The error of naming a member twice.
  public struct DuplicateName: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name that is there more than once.
    public var name: String

    /// The error of naming that member twice.
    public init(name: String) { self.name = name }

    /// What is wrong, in one line.
    public var description: String { "member name \(JSONValue.string(name).canonicalText) is there more than once, expected once" }
  }

  struct Member: Hashable {
    let name: String
    var value: JSONValue

    static func == (left: Member, right: Member) -> Bool { left.name.hasSameScalars(as: right.name) && left.value == right.value }
  }

  /// Ascending by name.
  private(set) var members: [Member]

  /// An object without members.
  public init() { members = [] }

  /// An object with these members, in whatever order.
  ///
  /// - Throws: ``DuplicateName`` if two have the same name.
  public init(_ members: [(String, JSONValue)]) throws(DuplicateName) {
    self.members = members.map(Member.init).sorted { $0.name.utf16Order(relativeTo: $1.name) < 0 }
    for (member, next) in zip(self.members, self.members.dropFirst()) where member.name.hasSameScalars(as: next.name) {
      throw DuplicateName(name: member.name)
    }
  }

  /// For the parser, which has put the members in order and found their names distinct.
  init(ascending members: [Member]) { self.members = members }

  init(literal members: [(String, JSONValue)]) {
    do throws(DuplicateName) { try self.init(members) } catch { preconditionFailure(error.description) }
  }

  /// The value of a member; nil where there is none. Assigning nil removes the member (`.some(.null)` writes a `null`).
  public subscript(name: String) -> JSONValue? {
    get {
      let (index, isPresent) = position(of: name)
      // Not a ternary: there `nil` would be the literal for JSON's null.
      guard isPresent else { return nil }
      return members[index].value
    }
    set {
      let (index, isPresent) = position(of: name)
      switch (newValue, isPresent) {
      case (let value?, true): members[index].value = value
      case (let value?, false): members.insert(Member(name: name, value: value), at: index)
      case (nil, true): members.remove(at: index)
      case (nil, false): break
      }
    }
  }

  /// The names of the members, in RFC 8785 order.
  public var names: [String] { members.map(\.name) }

  /// The number of members.
  public var count: Int { members.count }

  /// Whether there are no members.
  public var isEmpty: Bool { members.isEmpty }

  /// Where the member of that name is, or would go.
  private func position(of name: String) -> (index: Int, isPresent: Bool) {
    var (low, high) = (0, members.count)
    while low < high {
      let middle = low + (high - low) / 2
      let order = members[middle].name.utf16Order(relativeTo: name)
      if order == 0 { return (middle, true) }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return (low, false)
  }
}

extension JSONObject: Sequence {
  /// Goes through the members in RFC 8785 order.
  public struct Iterator: IteratorProtocol, Sendable {
    private let members: [Member]
    private var index = 0

    init(_ members: [Member]) { self.members = members }

    /// The next member, or nil after the last.
    public mutating func next() -> (name: String, value: JSONValue)? {
      guard index < members.count else { return nil }
      defer { index += 1 }
      return (members[index].name, members[index].value)
    }
  }

  /// Goes through the members in RFC 8785 order.
  public func makeIterator() -> Iterator { Iterator(members) }

  /// The number of members, for those who copy them.
  public var underestimatedCount: Int { members.count }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// An object written in the source; naming a member twice is a programmer's mistake and stops the program.
  public init(dictionaryLiteral members: (String, JSONValue)...) { self.init(literal: members) }
}

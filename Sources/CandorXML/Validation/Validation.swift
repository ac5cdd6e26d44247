extension DocBook {
  /// The faults that are listed; a document with more is corrected step by step.
  package static let mostFaults = 100

  /// What is wrong with a document that should be Candor's findings; nothing, if it is right. Looks at whether it can be read, is well-formed,
  /// is of this vocabulary, keeps to the grammar, refers to what is there, and keeps to the rules, and stops at the first of these that does
  /// not hold.
  ///
  /// Any bytes at all may be given: the network, external entities and DTDs are off, and nothing is printed.
  package static func validate(_ bytes: [UInt8], named file: String) -> [Diagnostic] {
    var rest = bytes
    let faults = try? validate(named: file) {
      defer { rest = [] }
      return rest
    }
    return faults ?? []  // nothing above throws
  }

  /// The same of a document that comes in pieces, of which `next` gives one after the other, and an empty one at the end. Nothing is kept of
  /// what has passed but ids, references and faults, so that a document of any size can be validated. Throws what `next` throws.
  package static func validate(named file: String, _ next: () throws -> [UInt8]) throws -> [Diagnostic] {
    func listed(_ faults: [Fault], _ rule: Diagnostic.Rule) -> [Diagnostic] {
      let sorted = faults.map { fault in
        Diagnostic(
          file: file, line: fault.place?.line ?? fault.line, column: fault.place?.column, rule: rule, message: fault.message,
          hint: fault.hint)
      }.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
      guard sorted.count >= mostFaults else { return sorted }
      let message = "there may be more; these are the first \(mostFaults)"
      return sorted.prefix(mostFaults) + [
        Diagnostic(file: file, rule: rule, message: message, hint: "Correct these, and validate it again.")
      ]
    }
    return try withoutActuallyEscaping(next) { next in
      var head = try head(next)
      if let fault = otherThanXML(head) { return listed([fault], .readable) }
      guard let check = GrammarCheck(grammar) else {
        let hint = "Is there memory enough? If so, this is a fault of Candor's; please report it."
        return listed([Fault("the grammar of findings could not be compiled", hint)], .grammar)
      }
      let visitor = FindingsVisitor(check)
      let reader = DocumentReader(visitor) {
        guard !head.isEmpty else { return try next() }
        defer { head = [] }
        return head
      }
      if let failure = try reader.read(named: file) {
        return listed([Fault(failure)], failure.complaint == nil ? .readable : .wellFormed)
      }
      let stages: [([Fault], Diagnostic.Rule)] = [
        (visitor.foreign.map { [$0] } ?? [], .vocabulary), (visitor.grammar.faults, .grammar), (visitor.references.faults, .references),
        (visitor.rules.faults, .rules),
      ]
      return stages.first { !$0.0.isEmpty }.map { listed($0.0, $0.1) } ?? []
    }
  }

  // MARK: The beginning

  /// White space that may stand before a document.
  private static let mostWhiteSpace = 1 << 16

  /// The first pieces, as far as it takes to tell what the document is: more than white space, and the whole of an XML declaration.
  private static func head(_ next: () throws -> [UInt8]) throws -> [UInt8] {
    var head: [UInt8] = []
    while head.count < 1024 || (head.count < mostWhiteSpace && head.allSatisfy(\.isWhiteSpace)) {
      let piece = try next()
      if piece.isEmpty { break }
      head = head.isEmpty ? piece : head + piece
    }
    return head
  }

  /// What the first bytes say against its being XML that can be read.
  private static func otherThanXML(_ head: [UInt8]) -> Fault? {
    let findings = "Give a findings document as Candor writes it (its name ends in .xml)."
    guard let first = head.first(where: { !$0.isWhiteSpace }) else {
      let isLong = head.count >= mostWhiteSpace
      return Fault(head.isEmpty ? "the file is empty" : "the file \(isLong ? "begins with" : "holds only") white space", findings)
    }
    if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE]) {
      return Fault("the file is UTF-16; findings are UTF-8", "Save it as UTF-8.")
    }
    let isMarked = head.starts(with: [0xEF, 0xBB, 0xBF])
    if first != UInt8(ascii: "<"), !isMarked {
      let isText = (0x20...0x7E).contains(first)
      let start = isText ? "“\(Character(Unicode.Scalar(first)))”" : "the byte \(String(first, radix: 16, uppercase: true))"
      return Fault("this is not XML: it begins with \(start), where XML begins with “<”", findings, line: 1)
    }
    // A declared encoding matters only where the bytes are text.
    if unreadable(head[...]) == nil, let encoding = declaredEncoding(head), encoding.uppercased() != "UTF-8" {
      let message = "the file says that its encoding is \(encoding.shown); findings are UTF-8"
      return Fault(message, "Save it as UTF-8, with encoding=\"UTF-8\" in its first line.", line: 1)
    }
    return nil
  }

  /// The encoding that the XML declaration names; libxml2 is told not to look at it.
  private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    let start = String(decoding: bytes.prefix(256), as: UTF8.self)
    guard start.hasPrefix("<?xml") || start.hasPrefix("\u{FEFF}<?xml") else { return nil }
    let declaration = start.split(separator: ">", maxSplits: 1)[0]
    guard let name = declaration.firstRange(of: "encoding") else { return nil }
    let parts = declaration[name.upperBound...].split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }
    return parts.count > 2 ? String(parts[1]) : nil
  }

  // MARK: Text

  /// What keeps bytes from being text, and where in them.
  static func unreadable(_ bytes: ArraySlice<UInt8>) -> (index: Int, message: String, hint: String)? {
    if let zero = bytes.firstIndex(of: 0) {
      let hint = "Is this a binary file? Give a findings document as Candor writes it (its name ends in .xml)."
      return (zero - bytes.startIndex, "there is a zero byte, which XML cannot hold", hint)
    }
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var parser = UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var offset = 0
    while case .valid(let scalar) = parser.parseScalar(from: &rest) { offset += scalar.count }
    return (offset, "there are bytes here that are not UTF-8", "Save the file as UTF-8.")
  }
}

/// Holds a document against everything there is to hold it against, as it passes.
private final class FindingsVisitor: DocumentVisitor {
  private(set) var grammar: GrammarCheck
  private(set) var references = References()
  private(set) var rules = RuleCheck()
  /// Why it is no findings at all.
  private(set) var foreign: Fault?
  private var isBegun = false

  init(_ grammar: GrammarCheck) { self.grammar = grammar }

  override var wantsNodes: Bool { foreign == nil }
  override var isDone: Bool { grammar.faults.count >= DocBook.mostFaults }

  override func start(_ tag: Tag, _ node: Node?, at place: Place) {
    guard foreign == nil, let node else { return }
    if !isBegun {
      isBegun = true
      foreign = Self.foreign(node)?.at(place)
      if foreign != nil { return }
    }
    grammar.start(node, at: place)
    references.add(tag, at: place)
    rules.start(tag, at: place)
  }

  override func text(_ text: Span<UInt8>, at place: Place?) {
    guard foreign == nil else { return }
    if let place { grammar.text(text, at: place) }
    rules.text(text, isBlank: place == nil)
  }

  override func end() {
    guard foreign == nil else { return }
    grammar.end()
    rules.end()
  }

  override func comment(at place: Place) {
    let message = "there is a comment; findings have none, since what readers do not see they cannot check"
    grammar.stranger(Fault(message, "Remove it.", place: place))
  }

  override func instruction(_ name: String, at place: Place) {
    let message = "there is a processing instruction (\(name.shown)); findings have none"
    grammar.stranger(Fault(message, "Remove it; choose a stylesheet when transforming.", place: place))
  }

  /// What makes a document one of another kind.
  private static func foreign(_ root: Node) -> Fault? {
    guard root.namespace == DocBook.namespace else {
      let other = root.namespace.map { "in the namespace \($0.shown)" } ?? "in no namespace"
      return Fault(
        "this is not DocBook: its outermost element, \(root.name.shown), is \(other)",
        "Findings are DocBook 5: xmlns=\"\(DocBook.namespace)\" on the outermost element.")
    }
    let difference: String? =
      switch root["version"] {
      case nil: "its \(root.name) has no version, where findings have “\(DocBook.version)”"
      case let other? where other != DocBook.version: "its version is “\(other.shown)”, that of findings “\(DocBook.version)”"
      default: root.name == "article" ? nil : "its outermost element is \(root.name), that of findings article"
      }
    return difference.map {
      Fault(
        "this is DocBook, but not Candor findings: " + $0, "Candor validates whole findings; for other DocBook use a DocBook validator.")
    }
  }
}

import CLibXML2

extension DocBook {
  /// The largest document that is looked at, in bytes.
  package static let largestDocument = 64 << 20

  /// What is wrong with a document that should be Candor's findings; nothing, if it is right. Looks at whether it can be read, is well-formed,
  /// is of this vocabulary, keeps to the grammar, and refers to what is there, and stops at the first of these that does not hold.
  ///
  /// Any bytes at all may be given: the network, external entities and DTDs are off, and nothing is printed.
  package static func validate(_ bytes: [UInt8], named file: String) -> [Diagnostic] {
    let position = Position(bytes)
    func diagnostic(_ rule: Diagnostic.Rule, _ fault: Fault) -> Diagnostic {
      let (line, column) = fault.offset.map { position.of($0) } ?? (fault.line, nil)
      return Diagnostic(file: file, line: line, column: fault.column ?? column, rule: rule, message: fault.message, hint: fault.hint)
    }
    if let fault = unreadable(bytes) { return [diagnostic(.readable, fault)] }
    let document: ParsedDocument
    do {
      document = try ParsedDocument(bytes, named: file)
    } catch {
      return [diagnostic(error.doctype == nil ? .wellFormed : .readable, Fault(error))]
    }
    guard let root = document.root else { return [] }
    if let fault = foreign(root) { return [diagnostic(.vocabulary, fault)] }
    guard let compiled = CompiledGrammar(grammar), let rules = try? GrammarRules(grammar) else {
      let hint = "Is there memory enough? If so, this is a fault of Candor's; please report it."
      return [diagnostic(.grammar, Fault("the grammar of findings could not be compiled", hint))]
    }
    let strays = rules.faults(document.complaints(by: compiled))
    let places = Set(strays.compactMap(\.offset))
    let faults = strays + strangers(in: document).filter { $0.offset.map { !places.contains($0) } ?? true }
    if !faults.isEmpty {
      return faults.map { diagnostic(.grammar, $0) }.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
    }
    return danglers(in: document, position).map { diagnostic(.references, $0) }
  }

  /// What keeps the bytes from being looked at.
  private static func unreadable(_ bytes: [UInt8]) -> Fault? {
    let findings = "Give a findings document as Candor writes it (its name ends in .xml)."
    guard let first = bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
      return Fault(bytes.isEmpty ? "the file is empty" : "the file holds only white space", findings)
    }
    if bytes.count > largestDocument {
      let message = "the file has \(bytes.count) bytes; at most \(largestDocument) are read"
      return Fault(message, "Split the report; findings are rarely above 1 MiB.")
    }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      return Fault("the file is UTF-16; findings are UTF-8", "Save it as UTF-8.")
    }
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if first != UInt8(ascii: "<"), !isMarked {
      let isText = (0x20...0x7E).contains(first)
      let start = isText ? "“\(Character(Unicode.Scalar(first)))”" : "the byte \(String(first, radix: 16, uppercase: true))"
      return Fault("this is not XML: it begins with \(start), where XML begins with “<”", findings, line: 1)
    }
    if let zero = bytes.firstIndex(of: 0) {
      return Fault("there is a zero byte, which XML cannot hold", "Is this a binary file? " + findings, offset: zero)
    }
    if let offset = firstOffsetThatIsNotUTF8(bytes) {
      return Fault("there are bytes here that are not UTF-8", "Save the file as UTF-8.", offset: offset)
    }
    if let encoding = declaredEncoding(bytes), encoding.uppercased() != "UTF-8" {
      let message = "the file says that its encoding is \(encoding); findings are UTF-8"
      return Fault(message, "Save it as UTF-8, with encoding=\"UTF-8\" in its first line.", line: 1)
    }
    return nil
  }

  private static func firstOffsetThatIsNotUTF8(_ bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var parser = UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var offset = 0
    while case .valid(let scalar) = parser.parseScalar(from: &rest) { offset += scalar.count }
    return offset
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

  /// What makes a document one of another kind.
  private static func foreign(_ root: Node) -> Fault? {
    guard root.namespace == namespace else {
      let other = root.namespace.map { "in the namespace \($0)" } ?? "in no namespace"
      return Fault(
        "this is not DocBook: its outermost element, \(root.name), is \(other)",
        "Findings are DocBook 5: xmlns=\"\(namespace)\" on the outermost element.", offset: root.offset)
    }
    let difference: String? =
      switch root["version"] {
      case nil: "its \(root.name) has no version, where findings have “\(version)”"
      case let other? where other != version: "its version is “\(other)”, that of findings “\(version)”"
      default: root.name == "article" ? nil : "its outermost element is \(root.name), that of findings article"
      }
    return difference.map {
      Fault(
        "this is DocBook, but not Candor findings: " + $0, "Candor validates whole findings; for other DocBook use a DocBook validator.",
        offset: root.offset)
    }
  }

  /// What a grammar does not see: comments, processing instructions, and namespaces that are declared and not used.
  private static func strangers(in document: borrowing ParsedDocument) -> [Fault] {
    var faults: [Fault] = []
    document.forEachNode { node in
      if node.isComment {
        let message = "there is a comment; findings have none, since what readers do not see they cannot check"
        faults.append(Fault(message, "Remove it.", line: node.line))
      } else if node.isInstruction {
        let message = "there is a processing instruction (\(node.name)); findings have none"
        faults.append(Fault(message, "Remove it; choose a stylesheet when transforming.", line: node.line))
      } else if node.isElement {
        for other in node.declaredNamespaces where other != namespace {
          let message = "\(node.name) declares the namespace \(other); findings use DocBook's only"
          faults.append(Fault(message, "Remove the declaration.", offset: node.offset))
        }
      }
    }
    return faults
  }

  /// Ids that are not unique, and references that lead nowhere or to the wrong thing.
  private static func danglers(in document: borrowing ParsedDocument, _ position: Position) -> [Fault] {
    var faults: [Fault] = []
    var targets: [String: (name: String, offset: Int)] = [:]
    var references: [(id: String, from: String, offset: Int)] = []
    document.forEachNode { node in
      guard node.isElement else { return }
      let offset = node.offset ?? 0
      for (name, value) in node.attributes {
        if name == "linkend" { references.append((value, node.name, offset)) }
        guard name == "xml:id" else { continue }
        if let other = targets[value] {
          let message = "the xml:id “\(value)” is already that of the \(other.name) in line \(position.of(other.offset).line)"
          faults.append(Fault(message, "Give each element an xml:id of its own.", offset: offset))
        } else {
          targets[value] = (node.name, offset)
        }
      }
    }
    for (id, from, offset) in references {
      let message = "this \(from) refers to “\(id)”, which is the xml:id of "
      switch targets[id]?.name {
      case nil: faults.append(Fault(message + "nothing", "Correct the linkend, or say in words what is not shown.", offset: offset))
      case let name? where (from == "biblioref") != (name == "bibliomixed"):
        faults.append(Fault(message + "a \(name)", "A biblioref cites a bibliomixed; a link refers to anything else.", offset: offset))
      default: break
      }
    }
    return faults.sorted { ($0.offset ?? 0) < ($1.offset ?? 0) }
  }
}

/// A fault, before its place is counted out.
struct Fault {
  var message: String
  var hint: String
  var offset: Int?
  var line: Int?
  var column: Int?

  init(_ message: String, _ hint: String, offset: Int? = nil, line: Int? = nil, column: Int? = nil) {
    self.message = message
    self.hint = hint
    self.offset = offset
    self.line = line
    self.column = column
  }
}

/// Turns offsets into lines and columns.
struct Position {
  private let bytes: [UInt8]
  private let lines: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lines = [0] + bytes.indices.lazy.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
  }

  /// From 1; the column counts characters as Unicode scalars.
  func of(_ offset: Int) -> (line: Int, column: Int?) {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle] <= offset { low = middle } else { high = middle }
    }
    return (low + 1, bytes[lines[low]..<max(lines[low], min(offset, bytes.count))].count { $0 & 0xC0 != 0x80 } + 1)
  }
}

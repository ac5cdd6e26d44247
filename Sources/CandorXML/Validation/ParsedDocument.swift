import CLibXML2

/// A document in libxml2's hands. Its elements know where in the bytes they begin.
struct ParsedDocument: ~Copyable {
  /// Owned.
  private let document: xmlDocPtr

  deinit { xmlFreeDoc(document) }

  /// Parses bytes with the network, external entities and DTDs off, and libxml2's limits on depth and length on.
  init(_ bytes: [UInt8], named name: String) throws(ParsingFailure) {
    _ = XMLStream.library
    guard let parser = xmlNewParserCtxt() else { throw ParsingFailure() }
    defer { xmlFreeParserCtxt(parser) }
    let observer = Observer(bytes)
    // The callbacks borrow the observer, which outlives the parser.
    parser.pointee._private = Unmanaged.passUnretained(observer).toOpaque()
    parser.pointee.sax.pointee.serror = { context, error in
      guard let context, let error else { return }
      // Ids are looked at later, with better words.
      let isOfID = error.pointee.domain == Int32(XML_FROM_VALID.rawValue) || error.pointee.code == Int32(XML_DTD_XMLID_VALUE.rawValue)
      guard error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue, !isOfID else { return }
      Observer.of(context).complaints.append(Complaint(error))
    }
    parser.pointee.sax.pointee.internalSubset = { context, _, _, _ in
      guard let context else { return }
      let parser = context.assumingMemoryBound(to: xmlParserCtxt.self)
      Observer.of(context).doctype = Int(parser.pointee.input.pointee.line)
      xmlStopParser(parser)  // before a single declaration is read
    }
    parser.pointee.sax.pointee.startElementNs = { context, name, prefix, uri, spaceCount, spaces, count, defaulted, attributes in
      xmlSAX2StartElementNs(context, name, prefix, uri, spaceCount, spaces, count, defaulted, attributes)
      guard let context else { return }
      let parser = context.assumingMemoryBound(to: xmlParserCtxt.self)
      guard let input = parser.pointee.input, let node = parser.pointee.node else { return }
      let end = Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
      // A field of libxml2's for its users' own use; an offset is kept in it, never a pointer that anyone follows.
      node.pointee._private = UnsafeMutableRawPointer(bitPattern: Observer.of(context).start(ofTagEndingAt: end) + 1)
    }
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue
    let parsed = bytes.withUnsafeBytes {
      xmlCtxtReadMemory(parser, $0.baseAddress, Int32($0.count), name, "UTF-8", Int32(options))
    }
    guard let parsed, observer.doctype == nil, observer.complaints.isEmpty else {
      xmlFreeDoc(parsed)
      throw ParsingFailure(complaint: observer.complaints.first, doctype: observer.doctype)
    }
    document = parsed
  }

  /// Whatever `visit` makes of each node, in document order.
  func forEachNode(_ visit: (Node) -> Void) {
    var next = document.pointee.children
    while let node = next {
      visit(Node(node))
      if node.pointee.type == XML_ELEMENT_NODE, let child = node.pointee.children {
        next = child
        continue
      }
      var last: xmlNodePtr? = node
      while let node = last, node.pointee.next == nil { last = node.pointee.parent }
      next = last?.pointee.next
    }
  }

  /// The outermost element.
  var root: Node? { xmlDocGetRootElement(document).map { Node($0) } }

  /// What a compiled grammar finds, in the order in which it finds it.
  func complaints(by grammar: borrowing CompiledGrammar) -> [(complaint: Complaint, node: Node?)] { grammar.complaints(about: document) }
}

/// Why there is no document.
struct ParsingFailure: Error {
  /// The first error; what follows it comes of it.
  var complaint: Complaint?
  /// The line of a DOCTYPE.
  var doctype: Int?
}

/// A node of a document that is alive: not to be kept beyond it.
struct Node {
  private let pointer: xmlNodePtr

  init(_ pointer: xmlNodePtr) { self.pointer = pointer }

  var isElement: Bool { pointer.pointee.type == XML_ELEMENT_NODE }
  var isComment: Bool { pointer.pointee.type == XML_COMMENT_NODE }
  var isInstruction: Bool { pointer.pointee.type == XML_PI_NODE }
  var name: String { pointer.pointee.name.map { String(cString: $0) } ?? "" }
  var namespace: String? { pointer.pointee.ns.flatMap { $0.pointee.href }.map { String(cString: $0) } }
  var line: Int { xmlGetLineNo(pointer) }
  /// Where an element begins in the bytes.
  var offset: Int? { pointer.pointee._private.map { Int(bitPattern: $0) - 1 } }

  /// The node itself or what it stands in, up to the first of that name.
  func enclosing(named name: String) -> Node? {
    var node: xmlNodePtr? = pointer
    while let current = node, current.pointee.type == XML_ELEMENT_NODE {
      if Node(current).name == name { return Node(current) }
      node = current.pointee.parent
    }
    return nil
  }

  /// The element it stands in.
  var parent: Node? { pointer.pointee.parent.flatMap { $0.pointee.type == XML_ELEMENT_NODE ? Node($0) : nil } }

  /// Names with prefix, and values, in the document's order.
  var attributes: [(name: String, value: String)] {
    list(pointer.pointee.properties, \.pointee.next).map { attribute in
      let prefix = attribute.pointee.ns.flatMap { $0.pointee.prefix }.map { String(cString: $0) + ":" } ?? ""
      let value = xmlNodeListGetString(pointer.pointee.doc, attribute.pointee.children, 1)
      defer { candorFree(value) }  // ours by the function's contract
      return (prefix + String(cString: attribute.pointee.name), value.map { String(cString: $0) } ?? "")
    }
  }

  /// The value of an attribute, by its name with prefix.
  subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

  /// The namespaces it declares.
  var declaredNamespaces: [String] {
    list(pointer.pointee.nsDef, \.pointee.next).compactMap { $0.pointee.href.map { String(cString: $0) } }
  }

  var children: [Node] { list(pointer.pointee.children, \.pointee.next).map { Node($0) } }

  /// The text of a text node; of others none.
  var text: String? {
    guard [XML_TEXT_NODE, XML_CDATA_SECTION_NODE].contains(pointer.pointee.type) else { return nil }
    return pointer.pointee.content.map { String(cString: $0) }
  }
}

/// One of libxml2's linked lists.
private func list<Item>(_ first: Item?, _ next: @escaping (Item) -> Item?) -> [Item] {
  first.map { Array(sequence(first: $0, next: next)) } ?? []
}

/// One error as libxml2 reports it.
struct Complaint {
  var code: UInt32
  /// In libxml2's words.
  var message: String
  var line: Int
  var column: Int
  /// The names and values that its message speaks of.
  var strings: [String]

  init(_ error: UnsafePointer<xmlError>) { self.init(error.pointee) }
  init(_ error: UnsafeMutablePointer<xmlError>) { self.init(error.pointee) }

  private init(_ error: xmlError) {
    code = UInt32(bitPattern: error.code)
    message = error.message.map { String(cString: $0) } ?? ""
    line = Int(error.line)
    column = Int(error.int2)
    strings = [error.str1, error.str2, error.str3].map { $0.map { String(cString: $0) } ?? "" }
  }
}

/// What the parser's callbacks write into: a class, since they can carry only a pointer.
private final class Observer {
  private let bytes: [UInt8]
  var complaints: [Complaint] = []
  var doctype: Int?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The observer of the parser that is a callback's context.
  static func of(_ context: UnsafeMutableRawPointer) -> Observer {
    let parser = context.assumingMemoryBound(to: xmlParserCtxt.self)
    // Set before the parser runs, and borrowed for as long.
    return Unmanaged<Observer>.fromOpaque(parser.pointee._private).takeUnretainedValue()
  }

  /// A start tag holds no "<" but its first character.
  func start(ofTagEndingAt end: Int) -> Int { bytes[..<min(max(end, 0), bytes.count)].lastIndex(of: UInt8(ascii: "<")) ?? 0 }
}

/// A grammar that libxml2 has compiled.
struct CompiledGrammar: ~Copyable {
  /// Owned.
  private let schema: xmlRelaxNGPtr

  /// None if the text is no RELAX NG grammar.
  init?(_ text: String) {
    var text = text
    let schema: xmlRelaxNGPtr? = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        guard let parser = xmlRelaxNGNewMemParserCtxt(bytes.baseAddress, Int32(bytes.count)) else { return nil }
        defer { xmlRelaxNGFreeParserCtxt(parser) }
        xmlRelaxNGSetParserStructuredErrors(parser, { _, _ in }, nil)
        return xmlRelaxNGParse(parser)
      }
    }
    guard let schema else { return nil }
    self.schema = schema
  }

  deinit { xmlRelaxNGFree(schema) }

  /// The complaints, each with the element that it concerns or one within.
  func complaints(about document: xmlDocPtr) -> [(complaint: Complaint, node: Node?)] {
    guard let validation = xmlRelaxNGNewValidCtxt(schema) else { return [] }
    defer { xmlRelaxNGFreeValidCtxt(validation) }
    let findings = Findings()
    // Of ids and references libxml2 speaks apart, and to stderr unless this thread's own handler takes it. Candor looks at both itself.
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    defer { xmlSetStructuredErrorFunc(nil, nil) }
    xmlRelaxNGSetValidStructuredErrors(
      validation,
      { context, error in
        guard let context, let error else { return }
        guard error.pointee.domain == Int32(XML_FROM_RELAXNGV.rawValue) else { return }
        let node = error.pointee.node.map { Node($0.assumingMemoryBound(to: xmlNode.self)) }
        Unmanaged<Findings>.fromOpaque(context).takeUnretainedValue().list.append((Complaint(error), node))
      }, Unmanaged.passUnretained(findings).toOpaque())  // borrowed until the call below returns
    xmlRelaxNGValidateDoc(validation, document)
    return findings.list
  }
}

/// What the grammar's callback writes into.
private final class Findings {
  var list: [(complaint: Complaint, node: Node?)] = []
}

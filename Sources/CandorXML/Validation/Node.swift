import CLibXML2

/// An element in libxml2's hands, while it is open: not to be kept beyond its end.
struct Node {
  let pointer: xmlNodePtr

  init(_ pointer: xmlNodePtr) { self.pointer = pointer }

  var name: String { pointer.pointee.name.map { String(cString: $0) } ?? "" }
  var namespace: String? { pointer.pointee.ns.flatMap { $0.pointee.href }.map { String(cString: $0) } }

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
    guard pointer.pointee.nsDef != nil else { return [] }
    return list(pointer.pointee.nsDef, \.pointee.next).compactMap { $0.pointee.href.map { String(cString: $0) } }
  }

  /// What it holds last.
  var lastChild: Node? { pointer.pointee.last.map { Node($0) } }

  func append(_ text: Span<UInt8>) {
    // libxml2 copies the bytes.
    text.withUnsafeBufferPointer { xmlNodeAddContentLen(pointer, $0.baseAddress, Int32($0.count)) }
  }

  /// Frees what stands before it in its parent, but for the one that may still be spoken of.
  func freeEarlierSiblings(except kept: Node?) {
    var earlier = pointer.pointee.prev
    while let node = earlier {
      earlier = node.pointee.prev
      if node == kept?.pointer { continue }
      xmlUnlinkNode(node)
      xmlFreeNode(node)
    }
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

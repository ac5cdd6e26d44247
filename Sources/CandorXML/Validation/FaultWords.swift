import CLibXML2

extension Fault {
  /// Why XML is not well-formed, or has a DOCTYPE.
  init(_ failure: ParsingFailure) {
    if let line = failure.doctype {
      let message = "there is a DOCTYPE; findings have none, since it could bring in other files and entities"
      self.init(message, "Remove the line that begins with <!DOCTYPE.", line: line)
      return
    }
    guard let complaint = failure.complaint else {
      self.init("libxml2 could not read the file", "Is there memory enough for it?")
      return
    }
    let (message, hint) = Self.words(complaint)
    self.init(message, hint, line: complaint.line, column: complaint.column > 0 ? complaint.column : nil)
  }

  private static func words(_ complaint: Complaint) -> (message: String, hint: String) {
    let strings = complaint.strings
    return switch xmlParserErrors(rawValue: complaint.code) {
    case XML_ERR_TAG_NAME_MISMATCH:
      (
        "this end tag is that of \(strings[1].isEmpty ? "another element" : strings[1]), while \(strings[0]) is open",
        "Close elements in the reverse order in which they were opened."
      )
    case XML_ERR_TAG_NOT_FINISHED, XML_ERR_GT_REQUIRED, XML_ERR_LTSLASH_REQUIRED:
      ("a tag is not finished, or the file ends before its elements are closed", "Is the file complete? Close every element.")
    case XML_ERR_DOCUMENT_END:
      ("there is something after the end of the document", "A document has one outermost element and nothing after it.")
    case XML_ERR_DOCUMENT_EMPTY, XML_ERR_DOCUMENT_START:
      ("this is not XML: there is no element at its start", "Give a findings document as Candor writes it (its name ends in .xml).")
    case XML_ERR_INVALID_CHAR:
      ("there is a character here that XML cannot hold", "Remove the control character or noncharacter.")
    case XML_ERR_INVALID_CHARREF: ("this character reference names a character that XML cannot hold", "Remove the reference.")
    case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY:
      ("&\(strings[0]); is not known: XML has only &amp; &lt; &gt; &quot; &apos;", "Write the character itself.")
    case XML_ERR_NAME_REQUIRED, XML_ERR_ENTITYREF_SEMICOL_MISSING:
      ("a name is missing or not ended here: “&” and “<” begin markup", "Where the sign itself is meant, write &amp; or &lt;.")
    case XML_ERR_LT_IN_ATTRIBUTE: ("there is a “<” in an attribute", "Write &lt;, or end the attribute with a quote before it.")
    case XML_ERR_ATTRIBUTE_NOT_STARTED: ("an attribute's value is not in quotes", "Put it in quotes: role=\"body\".")
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE: ("an attribute has no value", "Give it one, in quotes: role=\"body\".")
    case XML_ERR_ATTRIBUTE_REDEFINED: ("the attribute \(strings[0]) is there twice", "Keep one of the two.")
    case XML_NS_ERR_UNDEFINED_NAMESPACE: ("the prefix \(strings[0]) stands for no namespace", "Remove the prefix; findings need none.")
    case XML_ERR_INTERNAL_ERROR where complaint.message.hasPrefix("Excessive depth"):
      ("elements are nested more than 256 deep", "Findings are rarely nested more than 12 deep; is a program's loop in this?")
    default:
      ("this is not well-formed XML: " + complaint.message.split(separator: "\n").joined(separator: ", "), "Correct the markup here.")
    }
  }
}

extension GrammarRules {
  /// What the grammar complains of, in words, one fault an element.
  func faults(_ complaints: [(complaint: Complaint, node: Node?)]) -> [Fault] {
    var faults: [Fault] = []
    var consequences: [Fault] = []
    var repeated: Set<Int?> = []
    for (complaint, node) in complaints {
      guard let node else {
        let message = complaint.message.split(separator: "\n").joined(separator: ", ")
        consequences.append(Fault(message, "Hold it against Schemas/candor-findings.rng.", line: complaint.line))
        continue
      }
      let code = xmlRelaxNGValidErr(rawValue: complaint.code)
      switch code {
      case XML_RELAXNG_ERR_DUPID: repeated.insert(node.offset)  // looked at with the references
      case XML_RELAXNG_ERR_CONTENTVALID, XML_RELAXNG_ERR_EXTRACONTENT, XML_RELAXNG_ERR_DATATYPE, XML_RELAXNG_ERR_INTERNAL:
        consequences.append(fault("\(node.name) does not hold what it should", at: node, rule: node))
      case XML_RELAXNG_ERR_TYPE, XML_RELAXNG_ERR_TYPEVAL: faults.append(value(complaint.strings[1], of: node))
      case XML_RELAXNG_ERR_ATTRVALID, XML_RELAXNG_ERR_INVALIDATTR:
        let element = node.enclosing(named: complaint.strings[code == XML_RELAXNG_ERR_ATTRVALID ? 0 : 1]) ?? node
        if !repeated.contains(element.offset), let fault = attributes(of: element) { faults.append(fault) }
      case XML_RELAXNG_ERR_TEXTWRONG, XML_RELAXNG_ERR_NOTELEM: faults.append(text(in: node))
      case XML_RELAXNG_ERR_NOELEM: faults.append(fault("\(node.name) is empty or incomplete", at: node, rule: node))
      case XML_RELAXNG_ERR_ELEMNOTEMPTY: faults.append(fault("\(node.name) is not empty", at: node, rule: node))
      default: faults.append(place(of: node))
      }
    }
    var places: Set<Int?> = []
    let first = faults.isEmpty ? Array(consequences.prefix(1)) : faults
    return first.filter { places.insert($0.offset ?? $0.line).inserted }
  }

  /// An element where another is expected, or none.
  private func place(of node: Node) -> Fault {
    let parent = node.parent
    let inside = parent.map { " in this place in \($0.name)" } ?? " here"
    if let namespace = node.namespace, namespace != DocBook.namespace {
      let message = "the element \(node.name) of the namespace \(namespace) is here; findings use DocBook's only"
      return Fault(message, "Remove it.", offset: node.offset)
    }
    let known = elements[node.name] == nil ? "findings have no element \(node.name)" : "\(node.name) is not expected" + inside
    return fault(known, at: node, rule: parent ?? node)
  }

  private func attributes(of node: Node) -> Fault? {
    let present = node.attributes
    let rules = elements[node.name]?.attributes ?? []
    for (name, value) in present {
      guard let rule = rules.first(where: { $0.name == name }) else {
        return fault("\(node.name) has an attribute \(name), which findings do not give it", at: node, rule: node)
      }
      if !rule.values.isEmpty, !rule.values.contains(value) {
        return fault(
          "the \(name) of \(node.name) is “\(value)”; it is one of: \(rule.values.joined(separator: ", "))", at: node, rule: node)
      }
    }
    if let missing = rules.first(where: { rule in rule.isRequired && !present.contains { $0.name == rule.name } }) {
      return fault("\(node.name) has no \(missing.name)", at: node, rule: node)
    }
    if let missing = rules.first(where: { rule in !present.contains { $0.name == rule.name } }) {
      return fault("\(node.name) has no \(missing.name), which one of its role needs", at: node, rule: node)
    }
    return nil
  }

  /// A value of the wrong kind, in an attribute or as an element's text.
  private func value(_ value: String, of node: Node) -> Fault {
    let names = ["xml:id", "linkend", "xml:lang"]
    guard let attribute = node.attributes.first(where: { $0.value == value && names.contains($0.name) }) else {
      return fault("\(node.name) is “\(value)”", at: node, rule: node)
    }
    let isLanguage = attribute.name == "xml:lang"
    let rule = isLanguage ? "language tag such as “en” or “es-AR”" : "XML name: letters, digits, “-”, “.” and “_”, a letter or “_” first"
    return fault("the \(attribute.name) of \(node.name) is “\(value)”, which is no \(rule)", at: node, rule: node)
  }

  /// Text where only elements may stand; its line is that of its first word.
  private func text(in node: Node) -> Fault {
    for child in node.children {
      guard let text = child.text, let start = text.unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }) else { continue }
      let words = text[start...].split(whereSeparator: \.isNewline).first.map { $0.prefix(24) } ?? ""
      let after = text.unicodeScalars[start...].count { $0 == "\n" }
      return Fault("there is text, “\(words)”, in \(node.name), where no text may stand", hint(node), line: child.line - after)
    }
    return fault("there is text in \(node.name), where no text may stand", at: node, rule: node)
  }

  private func fault(_ message: String, at node: Node, rule: Node) -> Fault {
    node.offset.map { Fault(message, hint(rule), offset: $0) } ?? Fault(message, hint(rule), line: node.line)
  }

  private func hint(_ node: Node) -> String { elements[node.name]?.words ?? "See Docs/findings-markup.md for what findings may hold." }
}

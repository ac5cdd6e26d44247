import CLibXML2

/// A fault of a document, before the document's name is put to it.
struct Fault {
  var message: String
  var hint: String
  var place: Place?
  /// Where only the line is known.
  var line: Int?

  init(_ message: String, _ hint: String, place: Place? = nil, line: Int? = nil) {
    self.message = message
    self.hint = hint
    self.place = place
    self.line = line
  }

  func at(_ place: Place) -> Fault { Fault(message, hint, place: place) }
}

extension Fault {
  /// Why XML is not well-formed, or has a DOCTYPE.
  init(_ failure: ReadingFailure) {
    if let unreadable = failure.unreadable {
      self = unreadable
    } else if let place = failure.doctype {
      let message = "there is a DOCTYPE; findings have none, since it could bring in other files and entities"
      self.init(message, "Remove the line that begins with <!DOCTYPE.", place: place)
    } else if let complaint = failure.complaint {
      let (message, hint) = Self.words(complaint)
      let isPlaced = complaint.line > 0 && complaint.column > 0
      self.init(
        message, hint, place: isPlaced ? Place(line: complaint.line, column: complaint.column) : nil,
        line: complaint.line > 0 ? complaint.line : nil)
    } else {
      self.init("libxml2 could not read the file", "Is there memory enough for it?")
    }
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

extension String {
  /// As a message quotes it: not too long, and without what a terminal takes for more than text.
  var shown: String {
    let plain = unicodeScalars.prefix(81).map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "\u{FFFD}" : $0 }
    return String(String.UnicodeScalarView(plain.prefix(80))) + (plain.count > 80 ? "…" : "")
  }
}

extension GrammarRules {
  /// What the grammar complains of in one element, in words: its first complaint that is no consequence of another.
  func fault(_ complaints: [Complaint], of node: Node) -> Fault {
    var consequence: Fault?
    for complaint in complaints {
      let code = xmlRelaxNGValidErr(rawValue: complaint.code)
      switch code {
      case XML_RELAXNG_ERR_CONTENTVALID, XML_RELAXNG_ERR_EXTRACONTENT, XML_RELAXNG_ERR_DATATYPE, XML_RELAXNG_ERR_INTERNAL:
        consequence = consequence ?? fault("\(node.name) does not hold what it should", rule: node)
      case XML_RELAXNG_ERR_TYPE, XML_RELAXNG_ERR_TYPEVAL: return value(complaint.strings[1], of: node)
      case XML_RELAXNG_ERR_ATTRVALID, XML_RELAXNG_ERR_INVALIDATTR:
        if let fault = attributes(of: node) { return fault }
      case XML_RELAXNG_ERR_NOELEM: return fault("\(node.name) is empty or incomplete", rule: node)
      case XML_RELAXNG_ERR_ELEMNOTEMPTY: return fault("\(node.name) is not empty", rule: node)
      default: return place(of: node)
      }
    }
    return consequence ?? fault("\(node.name) does not hold what it should", rule: node)
  }

  /// Text where only elements may stand.
  func text(_ text: String, in node: Node) -> Fault {
    let words = text.drop(while: \.isWhitespace).split(whereSeparator: \.isNewline).first.map { $0.prefix(24) } ?? ""
    return Fault("there is text, “\(String(words).shown)”, in \(node.name), where no text may stand", hint(node))
  }

  /// An element where another is expected, or none.
  func place(of node: Node) -> Fault {
    let parent = node.parent
    let inside = parent.map { " in this place in \($0.name)" } ?? " here"
    if let namespace = node.namespace, namespace != DocBook.namespace {
      let message = "the element \(node.name.shown) of the namespace \(namespace.shown) is here; findings use DocBook's only"
      return Fault(message, "Remove it.")
    }
    let known = elements[node.name] == nil ? "findings have no element \(node.name.shown)" : "\(node.name) is not expected" + inside
    return fault(known, rule: parent ?? node)
  }

  private func attributes(of node: Node) -> Fault? {
    let present = node.attributes
    let rules = elements[node.name]?.attributes ?? []
    for (name, value) in present {
      guard let rule = rules.first(where: { $0.name == name }) else {
        return fault("\(node.name) has an attribute \(name.shown), which findings do not give it", rule: node)
      }
      if !rule.values.isEmpty, !rule.values.contains(value) {
        return fault(
          "the \(name) of \(node.name) is “\(value.shown)”; it is one of: \(rule.values.joined(separator: ", "))", rule: node)
      }
    }
    let missing = rules.first { rule in rule.isRequired && !present.contains { $0.name == rule.name } }
    return missing.map { fault("\(node.name) has no \($0.name)", rule: node) }
  }

  /// A value of the wrong kind, in an attribute or as an element's text.
  private func value(_ value: String, of node: Node) -> Fault {
    let name = "XML name: letters, digits, “-”, “.” and “_”, a letter or “_” first"
    let kinds = [
      "xml:id": name, "linkend": name, "xml:lang": "language tag such as “en” or “es-AR”",
      "fileref": "name of an SVG file: ASCII letters, digits, “-”, “.” and “_”, with .svg last",
    ]
    for (attribute, other) in node.attributes where other == value {
      if let kind = kinds[attribute] {
        return fault("the \(attribute) of \(node.name) is “\(value.shown)”, which is no \(kind)", rule: node)
      }
    }
    return fault("\(node.name) is “\(value.shown)”", rule: node)
  }

  private func fault(_ message: String, rule: Node) -> Fault { Fault(message, hint(rule)) }

  private func hint(_ node: Node) -> String { elements[node.name]?.words ?? "See Docs/findings-markup.md for what findings may hold." }
}

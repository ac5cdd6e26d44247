/// The grammar's rules as a person would say them, read from the grammar itself, to explain what its compiled form only refuses.
struct GrammarRules {
  /// What the grammar says of one element.
  struct Element {
    /// The rule in words.
    var words = ""
    var attributes: [Attribute] = []
  }

  struct Attribute {
    var name: String
    /// Whether the element cannot be without it.
    var isRequired: Bool
    /// The values it may have; none where others rule it.
    var values: [String] = []
  }

  private(set) var elements: [String: Element] = [:]

  init(_ grammar: String) throws(ParsingFailure) {
    let document = try ParsedDocument(Array(grammar.utf8), named: "grammar")
    var elements: [String: Element] = [:]
    document.forEachNode { node in
      guard node.name == "element", let name = node["name"] else { return }
      var element = Element()
      Self.read(node, into: &element, isRequired: true)
      elements[name] = element
    }
    self.elements = elements
  }

  private static func read(_ node: Node, into element: inout Element, isRequired: Bool) {
    for child in node.children {
      switch child.name {
      case "documentation": element.words = child.children.compactMap(\.text).joined()
      case "attribute":
        var attribute = Attribute(name: child["name"] ?? "", isRequired: isRequired)
        readValues(child, into: &attribute)
        if let known = element.attributes.firstIndex(where: { $0.name == attribute.name }) {
          // In two branches of a choice; each of our choices has the same names in all its branches.
          element.attributes[known].isRequired = element.attributes[known].isRequired && isRequired
          element.attributes[known].values += attribute.values
        } else {
          element.attributes.append(attribute)
        }
      default: read(child, into: &element, isRequired: isRequired && child.name != "optional")
      }
    }
  }

  private static func readValues(_ node: Node, into attribute: inout Attribute) {
    for child in node.children {
      if child.name == "value" { attribute.values.append(child.children.compactMap(\.text).joined()) }
      readValues(child, into: &attribute)
    }
  }
}

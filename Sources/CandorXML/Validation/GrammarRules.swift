/// The grammar's rules as a person would say them, read from the grammar itself, to explain what its compiled form only refuses.
struct GrammarRules {
  /// What the grammar says of one element.
  struct Element {
    /// The rule in words.
    var words = ""
    var attributes: [Attribute] = []
    /// The elements that it may hold.
    var children: Set<String> = []
  }

  struct Attribute {
    var name: String
    /// Whether the element cannot be without it.
    var isRequired: Bool
    /// The values it may have; none where others rule it.
    var values: [String] = []
  }

  private(set) var elements: [String: Element] = [:]

  /// None if the text is no RELAX NG grammar.
  init?(_ grammar: String) {
    let reading = Reading()
    var pieces = [Array(grammar.utf8)]
    let reader = DocumentReader(reading) { pieces.popLast() ?? [] }
    do {
      if try reader.read(named: "grammar") != nil { return nil }
    } catch { return nil }
    elements = reading.elements
    for name in elements.keys { elements[name]?.children = reading.elements(in: name) }
  }

  /// A grammar on its way past: one definition a name, elements never within one another.
  private final class Reading: DocumentVisitor {
    private(set) var elements: [String: Element] = [:]
    private var references: [String: [String]] = [:]
    private var open: [String] = []
    private var definition = ""
    private var element: Element?
    private var attribute: Attribute?
    private var text: [UInt8] = []

    /// The elements that a definition refers to, directly or by way of others that are none themselves.
    func elements(in definition: String) -> Set<String> {
      (references[definition] ?? []).reduce(into: []) { names, name in
        if elements[name] != nil { names.insert(name) } else { names.formUnion(elements(in: name)) }
      }
    }

    override func start(_ tag: Tag, _ node: Node?, at place: Place) {
      guard let node else { return }
      open.append(node.name)
      text = []
      switch node.name {
      case "define": definition = node["name"] ?? ""
      case "element": element = Element()
      case "attribute": attribute = Attribute(name: node["name"] ?? "", isRequired: !open.contains("optional"))
      case "ref": references[definition, default: []].append(node["name"] ?? "")
      default: break
      }
    }

    override func text(_ text: Span<UInt8>, at place: Place?) {
      for index in text.indices { self.text.append(text[index]) }
    }

    override func end() {
      switch open.popLast() {
      case "documentation": element?.words = String(decoding: text, as: UTF8.self)
      case "value": attribute?.values.append(String(decoding: text, as: UTF8.self))
      case "attribute":
        if let attribute { element?.attributes.append(attribute) }
        attribute = nil
      case "element":
        elements[definition] = element
        element = nil
      default: break
      }
    }
  }
}

/// A document held against the grammar as it passes: what is open, and the faults so far.
///
/// Where an element may not stand, libxml2 gives up on what its parent holds. What follows there is looked at with a grammar that begins with
/// any element, so that a fault hides no other.
struct GrammarCheck {
  /// An element that is open.
  private struct Open {
    /// How it is held against the grammar.
    enum Course {
      case followed(GrammarRun)
      case awaited(GrammarRun)
      case skipped
    }

    var node: Node
    var place: Place
    var course: Course
    /// Whether its run cannot tell any more what it may hold.
    var isLost = false
    /// What the run spoke of last, when it was lost.
    var kept: Node?
    var isFaulty = false
    /// The bytes of text of one that awaits its end.
    var textCount = 0
  }

  private let rules: GrammarRules
  private let anywhere: CompiledGrammar
  private let run: GrammarRun
  private var open: [Open] = []
  /// Text in a place for elements, as far as a message quotes it.
  private var stray: (words: [UInt8], place: Place)?
  private var isTextKnown = false
  private(set) var faults: [Fault] = []

  /// None where the grammar cannot be compiled.
  init?(_ grammar: String) {
    guard let rules = GrammarRules(grammar) else { return nil }
    // Ids and references are held against one another elsewhere, without libxml2's keeping each of them.
    var names = grammar
    for type in ["ID", "IDREF"] { names = names.replacing("type=\"\(type)\"", with: "type=\"NCName\"") }
    let choice = rules.elements.keys.sorted().map { "<ref name=\"\($0)\"/>" }.joined()
    let start = names.replacing("<start><ref name=\"article\"/></start>", with: "<start><choice>\(choice)</choice></start>")
    guard let compiled = CompiledGrammar(names), let anywhere = CompiledGrammar(start), let run = GrammarRun(compiled) else { return nil }
    (self.rules, self.anywhere, self.run) = (rules, anywhere, run)
  }

  // MARK: Events

  mutating func start(_ node: Node, at place: Place) {
    endText()
    let parent = open.last
    let course = course(of: node, in: parent, at: place)
    open.append(Open(node: node, place: place, course: course, isFaulty: faults.last?.place == place))
    node.freeEarlierSiblings(except: parent?.kept)
    for other in node.declaredNamespaces where other != DocBook.namespace && faults.last?.place != place {
      let message = "\(node.name) declares the namespace \(other.shown); findings use DocBook's only"
      faults.append(Fault(message, "Remove the declaration.", place: place))
    }
  }

  mutating func text(_ text: Span<UInt8>, at place: Place) {
    guard let last = open.indices.last else { return }
    if stray != nil { return quote(text) }
    switch open[last].course {
    case .awaited where !open[last].isFaulty && open[last].textCount < 4096:  // more, no number or date has
      open[last].textCount += text.count
      open[last].node.append(text)
    case .followed(let run) where !open[last].isLost && !isTextKnown:
      isTextKnown = true
      guard !run.takesText() else { return }
      open[last].isLost = true
      open[last].kept = open[last].node.lastChild
      stray = ([], place)
      quote(text)
    default: break
    }
  }

  mutating func end() {
    endText()
    guard let ended = open.popLast() else { return }
    switch ended.course {
    case .followed(let run):
      let isComplete = run.end(ended.node)
      if !isComplete, !ended.isLost, !ended.isFaulty { add(run.complaints, ended.node, ended.place) }
    case .awaited(let run):
      if !ended.isFaulty, !run.whole(ended.node) { add(run.complaints, ended.node, ended.place) }
    case .skipped: break
    }
  }

  /// What a grammar does not see.
  mutating func stranger(_ fault: Fault) { faults.append(fault) }

  // MARK: Courses

  private mutating func course(of node: Node, in parent: Open?, at place: Place) -> Open.Course {
    switch parent?.course {
    case .skipped: return .skipped
    case .awaited:
      if let last = open.indices.last, !open[last].isFaulty {
        open[last].isFaulty = true
        faults.append(rules.place(of: node).at(place))
      }
      return .skipped
    case .followed(let run) where parent?.isLost == false:
      let (course, isStray) = begin(node, in: run, at: place)
      guard isStray, let parent, let last = open.indices.last else { return course }
      open[last].isLost = true
      open[last].kept = node
      // One that may stand in its parent, if elsewhere, is looked into.
      guard rules.elements[parent.node.name]?.children.contains(node.name) == true else { return .skipped }
      return afresh(node, at: place)
    case .followed: return afresh(node, at: place)
    case nil: return begin(node, in: run, at: place).course
    }
  }

  private mutating func afresh(_ node: Node, at place: Place) -> Open.Course {
    guard let run = GrammarRun(anywhere) else { return .skipped }
    return begin(node, in: run, at: place).course
  }

  private mutating func begin(_ node: Node, in run: GrammarRun, at place: Place) -> (course: Open.Course, isStray: Bool) {
    switch run.start(node) {
    case .holds: return (.followed(run), false)
    case .awaitsItsEnd: return (.awaited(run), false)
    case .isFaulty:
      add(run.complaints, node, place)
      return (.followed(run), false)
    case .isStray:
      add(run.complaints, node, place)
      return (.skipped, true)
    }
  }

  /// One fault an element.
  private mutating func add(_ complaints: [Complaint], _ node: Node, _ place: Place) {
    guard faults.last?.place != place else { return }
    faults.append(rules.fault(complaints, of: node).at(place))
  }

  // MARK: Stray text

  private mutating func quote(_ text: Span<UInt8>) {
    for index in text.indices where (stray?.words.count ?? 0) < 160 { stray?.words.append(text[index]) }
  }

  private mutating func endText() {
    isTextKnown = false
    guard let (words, place) = stray, let element = open.last?.node else { return }
    stray = nil
    faults.append(rules.text(String(decoding: words, as: UTF8.self), in: element).at(place))
  }
}

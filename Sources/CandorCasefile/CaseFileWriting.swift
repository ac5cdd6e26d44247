package import CandorCore
import StrictJSON
import Yams

extension ToldEntry {
  /// Whether it hands out a key or takes one back. Keys are of one record: told again in another, it would be refused, and with it the file. What names
  /// no key, or nobody whose access ended, tells of what was done elsewhere, and is taken.
  fileprivate var isOfKeys: Bool {
    switch kind {
    case .accessGranted: fields["key"] != nil
    case .accessEnded: fields["person"] != nil
    default: false
    }
  }
}

extension CaseFile {
  /// A case as a secretary would write it down: a file that imports to what this view shows. Same view, same bytes.
  ///
  /// Sources, people and coverage stand in sections of their own as far as the record has them in that order; what came later stands among the
  /// entries. A value that the view hides is left out, and a comment says so.
  package static func text(of id: CaseID, in view: RecordView) -> String {
    let all = view.told(of: id)
    let referred = Set(all.compactMap(\.self).flatMap { mentioned(in: .object($0.fields)) })
    let persons = persons(of: id, in: view)
    let told = all.filter { entry in !(entry.map { $0.isOfKeys && !referred.contains($0.label ?? "") } ?? false) }
    var rest = told[...]
    var lines = ["# candor: case"]
    if told.count < all.count { lines.append("# not told here: who holds keys to the case, which are of one record only") }
    if case .some(.some(let opened)) = rest.first, opened.kind == .caseOpened {
      lines += hidden(opened) + pairs(opened, except: [])
      rest = rest.dropFirst()
    }
    lines += section("sources", &rest, of: .sourceDescribed)
    lines += people(&rest, persons, referred)
    lines += attested(&rest)
    if !rest.isEmpty { lines += ["", "entries:"] }
    for entry in rest {
      guard let entry else {
        lines += ["  # an entry that is not opened here", ""]
        continue
      }
      let label = entry.hasOwnLabel || referred.contains(entry.label ?? "") ? entry.label : nil
      var members: [(String, JSONValue)] = [("kind", .string(entry.kind.rawValue))]
      if let label { members.insert(("label", .string(label)), at: 0) }
      if let person = persons[entry.id] { members.append(("person", .string(person.text))) }
      members += ordered(entry)
      lines += hidden(entry).map { "  " + $0 } + item(members).map { "  " + $0 } + [""]
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The person that a part, or a description, is of.
  private static func persons(of id: CaseID, in view: RecordView) -> [EntryID: PersonID] {
    view.entries.reduce(into: [:]) { persons, entry in
      guard entry.header.case.shown == .some(id) else { return }
      switch entry.event {
      case .partyNamed(let named): persons[entry.id] = named.person.shown ?? nil
      case .personDescribed(let described): persons[entry.id] = described.person.shown
      default: break
      }
    }
  }

  /// Entries of a kind that a section can hold: each has a label, and they stand in the order of those, as a file's names are read.
  private static func section(_ name: String, _ rest: inout ArraySlice<ToldEntry?>, of kind: Kind) -> [String] {
    var (lines, last): ([String], String?) = ([], nil)
    while case .some(.some(let entry)) = rest.first, entry.kind == kind, entry.hasOwnLabel, let label = entry.label,
      last.map({ isBefore($0, label) }) ?? true
    {
      lines += hidden(entry).map { "  " + $0 } + pair(label, .object(entry.fields), order: Teller.order(kind)).map { "  " + $0 }
      last = label
      rest = rest.dropFirst()
    }
    return lines.isEmpty ? [] : ["", "\(name):"] + lines
  }

  private static func people(
    _ rest: inout ArraySlice<ToldEntry?>, _ persons: [EntryID: PersonID], _ referred: Set<String>
  ) -> [String] {
    var (lines, last): ([String], String?) = ([], nil)
    while case .some(.some(let first)) = rest.first {
      var described: ToldEntry?
      var part = first
      // What others refer to, an erasure among them, stands by itself, under its label.
      if first.kind == .personDescribed, !referred.contains(first.label ?? ""), case .some(.some(let next)) = rest.dropFirst().first,
        persons[first.id] != nil, persons[next.id] == persons[first.id], first.fields.names.allSatisfy(CaseFile.names.contains)
      {
        (described, part) = (first, next)
      }
      guard part.kind == .partyNamed, part.hasOwnLabel, let label = part.label, last.map({ isBefore($0, label) }) ?? true,
        described != nil || persons[part.id] == nil
      else { break }
      var fields = part.fields
      for (name, value) in described?.fields ?? [:] { fields[name] = value }
      lines +=
        hidden(part).map { "  " + $0 } + pair(label, .object(fields), order: Teller.order(.partyNamed) + CaseFile.names).map { "  " + $0 }
      last = label
      rest = rest.dropFirst(described == nil ? 1 : 2)
    }
    return lines.isEmpty ? [] : ["", "people:"] + lines
  }

  private static func attested(_ rest: inout ArraySlice<ToldEntry?>) -> [String] {
    var lines: [String] = []
    while case .some(.some(let entry)) = rest.first, entry.kind == .coverageAttested {
      let label = entry.hasOwnLabel ? entry.label.map { [("label", JSONValue.string($0))] } ?? [] : []
      lines += hidden(entry).map { "  " + $0 } + item(label + ordered(entry)).map { "  " + $0 }
      rest = rest.dropFirst()
    }
    return lines.isEmpty ? [] : ["", "coverage:"] + lines
  }

  /// As a file's names are put in order when it is read.
  private static func isBefore(_ one: String, _ other: String) -> Bool { one.utf16.lexicographicallyPrecedes(other.utf16) }

  private static func hidden(_ entry: ToldEntry) -> [String] {
    [("withheld", entry.hidden), ("erased", entry.erased)].filter { !$1.isEmpty }.map { "# \($0): \($1.joined(separator: ", "))" }
  }

  private static func ordered(_ entry: ToldEntry) -> [(String, JSONValue)] {
    Teller.order(entry.kind).compactMap { name in entry.fields[name].map { (name, $0) } }
  }

  private static func pairs(_ entry: ToldEntry, except: Set<String>) -> [String] { ordered(entry).flatMap { pair($0.0, $0.1) } }

  // MARK: YAML

  private static func pair(_ name: String, _ value: JSONValue, order: [String] = []) -> [String] {
    emit(.mapping(Node.Mapping([(scalar(name), node(value, order))])))
  }

  private static func item(_ members: [(String, JSONValue)]) -> [String] {
    emit(.sequence(Node.Sequence([.mapping(Node.Mapping(members.map { (scalar($0.0), node($0.1)) }))])))
  }

  private static func emit(_ node: Node) -> [String] {
    guard let text = try? Yams.serialize(node: node, width: 120, allowUnicode: true) else {
      preconditionFailure("texts that the record holds can be written")
    }
    return text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
  }

  /// A list of one stands as its element, a group in braces.
  private static func node(_ value: JSONValue, _ order: [String] = []) -> Node {
    switch value {
    case .null: .scalar(Node.Scalar("~"))
    case .bool(let flag): .scalar(Node.Scalar(flag ? "true" : "false"))
    case .number: .scalar(Node.Scalar(value.canonicalText))
    case .string(let text): scalar(text)
    case .array(let values):
      if values.count == 1, values[0].arrayValue == nil, values[0].objectValue == nil {
        node(values[0])
      } else {
        .sequence(Node.Sequence(values.map { node($0) }, .implicit, .flow))
      }
    case .object(let object):
      .mapping(
        Node.Mapping(
          object.sorted { (order.firstIndex(of: $0.name) ?? 0, $0.name) < (order.firstIndex(of: $1.name) ?? 0, $1.name) }
            .map { (scalar($0.name), node($0.value)) }, .implicit, .flow))
    }
  }

  /// What YAML would take for nothing stands in quotes.
  private static func scalar(_ text: String) -> Node {
    let isPlain =
      !["", "~", "null"].contains(text) && !text.contains("\n") && text == text.trimmingPrefix(while: \.isWhitespace)[...].description
    return .scalar(Node.Scalar(text, .implicit, isPlain && text.last?.isWhitespace != true ? .any : .doubleQuoted))
  }

  /// Every label that a telling may refer to.
  private static func mentioned(in json: JSONValue) -> [String] {
    switch json {
    case .string(let text): [text]
    case .array(let values): values.flatMap(mentioned)
    case .object(let object): object.flatMap { [$0.name] + mentioned(in: $0.value) }
    case .null, .bool, .number: []
    }
  }
}

extension ToldEntry {
  /// Whether the label is its own, and was not made from its number.
  var hasOwnLabel: Bool { label != nil && label != "entry-\(id)" }
}

package import StrictJSON

extension CivilDate: Datum {
  package static var shape: Shape { .date }

  package init?(_ input: Input) {
    guard let text = input.text(expected: Shape.date.summary) else { return nil }
    if let known = input.reading.dates[text] {
      self = known
      return
    }
    do {
      try self.init(text)
      if input.names.isRecorded { input.reading.dates[text] = self }
    } catch {
      let form =
        "a date is a year, a month or a day (2013, 2013-12, 2013-12-05), with ~ for about and ? for uncertain; or two of them as start/end"
      switch error {
      case .notADate: input.mistake("date", "\(text.quoted) is not a date", expected: form)
      case .level2: input.mistake("date", "\(text.quoted) is a date beyond EDTF level 1, which is what is read", expected: form)
      case .month: input.mistake("date", "\(text.quoted) is not a date", expected: form + "; a month is 01 to 12")
      case .day(let month, let year, let has):
        input.mistake("date", "\(text.quoted) is not a date: \(monthNames[month - 1]) \(year) has \(has) days", expected: form)
      case .reversed: input.mistake("date", "\(text.quoted) ends before it begins", expected: "the earlier date first, as in 2013/2019")
      }
      return nil
    }
  }

  package var json: JSONValue { .string(text) }
}

private let monthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
]

extension Day: Datum {
  package static var shape: Shape { .day }

  package init?(_ input: Input) {
    guard let text = input.text(expected: Shape.day.summary) else { return nil }
    guard let day = Day(text) else {
      input.mistake("date", "\(text.quoted) is not a day", expected: Shape.day.summary)
      return nil
    }
    self = day
  }

  package var json: JSONValue { .string(description) }
}

extension Instant: Datum {
  package static var shape: Shape { .instant }

  package init?(_ input: Input) {
    guard let text = input.text(expected: Shape.instant.summary) else { return nil }
    guard let instant = Instant(text) else {
      input.mistake("instant", "\(text.quoted) is not a moment", expected: Shape.instant.summary)
      return nil
    }
    self = instant
  }

  package var json: JSONValue { .string(description) }
}

extension Period: Datum {
  package static var shape: Shape { .period }

  package init?(_ input: Input) {
    guard let text = input.text(expected: Shape.period.summary) else { return nil }
    guard let period = Period(text) else {
      input.mistake(
        "period", "\(text.quoted) is not a period",
        expected: "a period as ISO 8601 writes it: P2D two days, P6W six weeks, P18M eighteen months")
      return nil
    }
    self = period
  }

  package var json: JSONValue { .string(description) }
}

extension EntryID: Datum {
  package static var shape: Shape { .entry }

  package init?(_ input: Input) {
    guard let found = EntryID.find(input, noun: "entry", where: { _ in true }) else { return nil }
    self = found
  }

  package var json: JSONValue { number.json }

  /// The entry that a label or a number stands for, if its kind is one that can stand here and it is not the entry that refers to it.
  fileprivate static func find(_ input: Input, noun: String, where fits: (Kind) -> Bool) -> EntryID? {
    let names = input.names
    if let id = named(input, where: fits) {
      guard id == input.entry else { return id }
      input.mistake("self-reference", "the entry refers to itself", expected: "the label of another entry")
      return nil
    }
    if case .string(let label) = input.value, names.unreadable.contains(label) { return nil }
    var written = input
    if case .number = input.value { written.value = .string(input.value.canonicalText) }
    guard let text = written.text(expected: "the label of \(noun == "entry" ? "an" : "a") \(noun)") else { return nil }
    let labels = input.reading.isFull ? [] : names.entries.filter { fits($0.value.kind) && $0.key.utf8.count <= 64 }.keys.sorted()
    let known =
      labels.isEmpty ? "there are no labels to refer to yet" : "the labels are: \(listed(labels.prefix(40)))"
    input.mistake(
      "unknown-name", "no \(noun) is called \(text.quoted)", expected: known + suggestion(for: text, among: labels.filter(\.isQuotable)))
    return nil
  }

  private static func named(_ input: Input, where fits: (Kind) -> Bool) -> EntryID? {
    let names = input.names
    switch input.value {
    case .number(let number):
      guard let id = number.integer.map({ EntryID($0) }), id.number >= 1 else { return nil }
      if names.isRecorded { return names.corrections[id] ?? id }
      return names.kinds[id].map(fits) == true ? id : nil
    case .string(let text):
      if let entry = names.entries[text], fits(entry.kind) { return entry.id }
      guard input.scalarsAreText, let id = text.digits.map({ EntryID($0) }), names.kinds[id].map(fits) == true else { return nil }
      return id
    case .null, .bool, .array, .object: return nil
    }
  }
}

extension Label: Datum {
  package static var shape: Shape {
    .other("a label: letters, digits, - _ and . (at most 64)", [.pattern(#"^(?![0-9]+$)[^\s/:{}]{1,64}$"#)])
  }

  package init?(_ input: Input) {
    guard let text = input.text(expected: Self.shape.summary) else { return nil }
    guard let label = Label(text) else {
      input.mistake(
        "label", "\(text.quoted) is not a label", expected: "letters, digits, - _ and ., and not digits alone: sc-letter-2")
      return nil
    }
    self = label
  }

  package var json: JSONValue { .string(text) }
}

/// An entry that describes a source.
package struct SourceID: Hashable, Comparable, Sendable {
  package var entry: EntryID

  package init(entry: EntryID) { self.entry = entry }

  package static func < (one: SourceID, other: SourceID) -> Bool { one.entry < other.entry }
}

extension SourceID: Datum {
  package static var shape: Shape { .source }

  package init?(_ input: Input) {
    guard let entry = EntryID.find(input, noun: "source", where: { $0 == .sourceDescribed }) else { return nil }
    self.init(entry: entry)
  }

  package var json: JSONValue { entry.json }
}

extension BodyID: Datum {
  package static var shape: Shape { .body }

  package init?(_ input: Input) {
    guard let text = input.text(expected: Shape.body.summary) else { return nil }
    let id = BodyID(text)
    guard input.names.isRecorded || input.names.bodies.contains(id) else {
      let known = input.names.bodies.map(\.name)
      input.mistake(
        "unknown-name", "no body is called \(text.quoted)",
        expected: "the charter knows: \(known.joined(separator: ", "))" + suggestion(for: text, among: known))
      return nil
    }
    self = id
  }

  package var json: JSONValue { .string(name) }
}

extension OpaqueID: Datum {
  package static var shape: Shape {
    switch Subject.noun {
    case CaseSubject.noun: .case
    case PartySubject.noun: .party
    default: .person
    }
  }

  package init?(_ input: Input) {
    guard let text = input.text(expected: Self.shape.summary) else { return nil }
    let id = OpaqueID(text)
    if let id, input.names.isRecorded || Subject.self == PersonSubject.self { self = id; return }
    if let id, Subject.self == CaseSubject.self, input.names.cases.contains(where: { $0.text == id.text }) { self = id; return }
    if Subject.self == PartySubject.self, let party = input.names.party(called: text) {
      self.init(party.text)
      return
    }
    if Subject.self == PartySubject.self {
      if input.names.unreadable.contains(text) { return nil }
      let known = input.names.parties.keys.sorted()
      input.mistake(
        "unknown-name", "nobody is called \(text.quoted) in this case",
        expected: people(known) + suggestion(for: text, among: known.filter(\.isQuotable)))
    } else {
      input.mistake(
        "unknown-name", "there is no \(Subject.noun) \(text.isQuotable ? text.quoted : "of that name")",
        expected: "twelve letters and digits, as the record gave them out")
    }
    return nil
  }

  package var json: JSONValue { .string(text) }
}

private func people(_ names: [String]) -> String {
  names.isEmpty ? "this case has no people yet" : "the people of this case are: \(listed(names))"
}

extension Names {
  /// The party with this name or this identifier.
  package func party(called name: String) -> PartyID? {
    if let party = parties[name] { return party }
    return parties.values.first { $0.text == name }
  }
}

/// Who acts: a party of the case, or a body. A name stands for a party before it stands for a body.
package enum Actor: Hashable, Sendable {
  case party(PartyID)
  case body(BodyID)
}

extension Actor: Datum {
  package static var shape: Shape { .actor }

  package init?(_ input: Input) {
    guard let text = input.text(expected: Shape.actor.summary) else { return nil }
    let names = input.names
    if text.hasPrefix("party:"), let id = PartyID(String(text.dropFirst(6))), names.isRecorded || names.party(called: id.text) != nil {
      self = .party(id)
    } else if text.hasPrefix("body:"), names.isRecorded || names.bodies.contains(BodyID(String(text.dropFirst(5)))) {
      self = .body(BodyID(String(text.dropFirst(5))))
    } else if let party = names.party(called: text) {
      self = .party(party)
    } else if names.bodies.contains(BodyID(text)) {
      self = .body(BodyID(text))
    } else {
      if names.unreadable.contains(text) { return nil }
      let (people, bodies) = (names.parties.keys.sorted(), names.bodies.map(\.name))
      let known = [people.isEmpty ? nil : "people: \(listed(people))", "bodies: \(bodies.joined(separator: ", "))"]
      input.mistake(
        "unknown-name", "no person or body is called \(text.quoted)",
        expected: known.compactMap(\.self).joined(separator: "; ") + suggestion(for: text, among: people.filter(\.isQuotable) + bodies))
      return nil
    }
  }

  package var json: JSONValue {
    switch self {
    case .party(let id): .string("party:\(id)")
    case .body(let id): .string("body:\(id)")
    }
  }
}

/// Text in which people stand only as references: `Lists what {organizer} holds to be mistakes`. It never carries a name.
package struct Prose: Hashable, Sendable {
  /// A stretch of words, or a person in their place.
  package enum Piece: Hashable, Sendable {
    case text(String)
    case party(PartyID)
  }

  package var pieces: [Piece]
}

extension Prose: Datum {
  package static var shape: Shape { .prose }

  package init?(_ input: Input) {
    guard let text = input.text(expected: Shape.prose.summary), input.isWritable(text) else { return nil }
    // A block of YAML ends in a line's end that nobody meant.
    var rest = text[...].drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    pieces = []
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else {
        if input.names.isRecorded { break }
        input.mistake(
          "brace", "the text opens a brace that it does not close", expected: "a person as {name}; braces stand for nothing else")
        return nil
      }
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      let name = String(rest[rest.index(after: open)..<close])
      let id = name.hasPrefix("party:") ? String(name.dropFirst(6)) : name
      guard let party = input.names.isRecorded ? PartyID(id) : input.names.party(called: id) else {
        if input.names.unreadable.contains(id) { return nil }
        let known = input.names.parties.keys.sorted()
        input.mistake(
          "unknown-name", "the text speaks of {\(name.isEmpty || name.isQuotable ? name : "…")}, and nobody is called so in this case",
          expected: people(known) + suggestion(for: name, among: known.filter(\.isQuotable)))
        return nil
      }
      pieces.append(.party(party))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
  }

  package var json: JSONValue {
    .string(
      pieces.map { piece in
        switch piece {
        case .text(let text): text
        case .party(let party): "{party:\(party)}"
        }
      }.joined())
  }
}

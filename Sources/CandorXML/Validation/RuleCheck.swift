/// A document held against the rules beyond its grammar as it passes.
struct RuleCheck {
  /// An element that is open, and what was met in it.
  private struct Open {
    var tag: Tag
    var place: Place
    /// Its text, where a rule looks at it.
    var text: [UInt8]?
    /// Whether it has more than white space.
    var hasWords = false
    /// Elements in it so far.
    var children = 0
    /// Of a finding: the terms of its lines. Of a list's entry: its term.
    var terms: [String] = []
    /// Of a finding: whether it has labelled lines. Of a section: whether verification has passed.
    var hasLines = false
    /// Whether it holds what a finding can rest on.
    var hasEvidence = false

    var string: String { String(decoding: text ?? [], as: UTF8.self) }
    var isDigits: Bool { text.map { !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } } ?? false }
  }

  private var open: [Open] = []
  /// How many of them have their text looked at.
  private var listening = 0
  private(set) var faults: [Fault] = []

  private var isFindings = false
  private var isEnglish = false
  /// The numbers after which the next paragraph's may come: the last one, and where that was wrong, the one that it should have been.
  private var paragraphs: [Int] = [0]
  private var finding: Int? = 0
  private var hasSection = false
  /// Where verification stood, after which nothing may come.
  private var verification: (depth: Int, place: Place)?
  private var pictures = NameTable()
  private var pictureCount = 0
  private var revision: (number: Int?, day: Int?) = (nil, nil)
  private var columns = 0
  private var table: Counts?
  private var row: Counts?
  private var rowsWithCounts = 0

  // MARK: Events

  mutating func start(_ tag: Tag, at place: Place) {
    if let verification, open.count == verification.depth {
      report(.verification, "the section on verification is not the last: \(tag.element) follows", verification.place)
      self.verification = nil
    }
    if !open.isEmpty { open[open.count - 1].children += 1 }
    var element = Open(tag: tag, place: place)
    switch tag.element {
    case .article:
      isFindings = tag[.role] == "findings"
      let language = tag[.language]?.lowercased() ?? ""
      isEnglish = language == "en" || language.hasPrefix("en-")
    case .section, .appendix: section(tag, place)
    case .phrase:
      phrase(tag, place)
      if isFirstInParagraph(tag) || Self.isNumber(tag[.role]) { element.text = [] }
    case .term, .revnumber, .date: element.text = []
    case .imagedata: picture(tag, place)
    case .table:
      columns = 0
      rowsWithCounts = 0
      table = tag[.role] == "vote" ? Counts(place) : nil
    case .tr: row = table == nil ? nil : Counts(place)
    case .th, .td: cell(tag, place)
    case .biblioref:
      element.hasWords = true  // it shows what its source is called
      rest()
    case .revhistory: revision = (nil, nil)
    default: break
    }
    if element.text != nil { listening += 1 }
    open.append(element)
  }

  mutating func text(_ text: Span<UInt8>, isBlank: Bool) {
    guard let last = open.indices.last else { return }
    if !isBlank { open[last].hasWords = true }
    guard listening > 0 else { return }
    for element in open.indices.reversed() where open[element].text != nil && (open[element].text?.count ?? 0) < 64 {
      for index in text.indices.prefix(64) { open[element].text?.append(text[index]) }
    }
  }

  mutating func end() {
    guard let ended = open.popLast() else { return }
    if ended.text != nil { listening -= 1 }
    let tag = ended.tag
    let isParagraphNumber = isFirstInParagraph(tag)
    if ended.hasWords, !isParagraphNumber, let parent = open.indices.last { open[parent].hasWords = true }
    switch tag.element {
    case .para, .title, .caption: if !ended.hasWords { report(.words, "this \(tag.element) is empty", ended.place) }
    case .phrase: endPhrase(ended, isParagraphNumber: isParagraphNumber)
    case .term: if let entry = open.indices.last { open[entry].terms = [ended.string] }
    case .varlistentry, .variablelist, .listitem, .simpara: gather(ended)
    case .section where tag[.role] == "finding" && isFindings: endFinding(ended)
    case .revnumber: endRevisionNumber(ended)
    case .date: endDate(ended)
    case .tr: endRow(ended)
    case .table: endTable()
    default: break
    }
    if tag[.role] == "verification", open.last?.tag.element == .article { verification = (open.count, ended.place) }
  }

  private mutating func report(_ rule: FindingsRule, _ message: String, _ place: Place) {
    guard faults.count < DocBook.mostFaults else { return }
    faults.append(Fault(message, rule.text, place: place))
  }

  // MARK: Sections

  private mutating func section(_ tag: Tag, _ place: Place) {
    let isInArticle = open.last?.tag.element == .article
    defer { hasSection = hasSection || isInArticle }
    switch tag[.role] {
    case "content-note" where !isInArticle || hasSection:
      report(.contentNote, "the content note is not the first section", place)
    case "content-note" where tag[.id] != "content-note":
      report(.contentNote, "the xml:id of the content note is “\(tag[.id]?.shown ?? "")”", place)
    case "verification" where !isInArticle:
      report(.verification, "the section on verification is within another", place)
    case "finding" where isFindings:
      let found = tag[.label].map { "is labelled “\($0.shown)”" } ?? "has no label"
      if open.contains(where: { $0.tag.element == .section && $0.tag[.role] == "finding" }) {
        report(.findingLabel, "this finding is within another", place)
      } else if let next = finding.map({ $0 + 1 }), tag[.label] != "F\(next)" {
        report(.findingLabel, "this finding \(found); it comes as F\(next)", place)
      }
      let number = tag[.label].flatMap { $0.hasPrefix("F") ? Int($0.dropFirst()) : nil }
      finding = number ?? finding.map { $0 + 1 }
    default: break
    }
  }

  /// What an element of a finding's lines tells of it, handed on to what encloses it.
  private mutating func gather(_ ended: Open) {
    guard let parent = open.indices.last else { return }
    switch ended.tag.element {
    case .varlistentry where isEnglish:
      open[parent].terms += ended.terms
      open[parent].hasEvidence = open[parent].hasEvidence || (ended.hasEvidence && ended.terms == ["Rests on"])
    case .variablelist:
      open[parent].hasLines = true
      open[parent].terms += ended.terms
      open[parent].hasEvidence = open[parent].hasEvidence || ended.hasEvidence
    default: open[parent].hasEvidence = open[parent].hasEvidence || ended.hasEvidence
    }
  }

  private mutating func endFinding(_ ended: Open) {
    let name = ended.tag[.label].map { "finding \($0.shown)" } ?? "this finding"
    if !ended.hasLines {
      report(.findingLines, "\(name) has no labelled lines", ended.place)
    } else if isEnglish {
      for term in ["Rule", "State"] where ended.terms.count(where: { $0 == term }) != 1 {
        let found = ended.terms.contains(term) ? "more than one line" : "no line"
        report(.findingLines, "\(name) has \(found) “\(term)”", ended.place)
      }
    }
    if !ended.hasEvidence { report(.findingEvidence, "\(name) does not say what it rests on", ended.place) }
  }

  // MARK: Phrases

  private static let places: [String: Element] = ["para-number": .para, "alternative": .textobject, "notes": .bibliomixed]
  private static let numbers: Set<String> = ["para-number", "yes", "no", "abstained", "cast", "recused", "present", "eligible"]

  private static func isNumber(_ role: String?) -> Bool { role.map { numbers.contains($0) } ?? false }

  /// Notes that the citation that is open names what a statement rests on.
  private mutating func rest() {
    if let citation = open.lastIndex(where: { $0.tag[.role] == "citation" }) { open[citation].hasEvidence = true }
  }

  /// Whether what was just begun or ended is the phrase with which a paragraph begins.
  private func isFirstInParagraph(_ tag: Tag) -> Bool {
    tag.element == .phrase && open.last?.tag.element == .para && open.last?.children == 1
  }

  private mutating func phrase(_ tag: Tag, _ place: Place) {
    guard let parent = open.last, let role = tag[.role] else { return }
    let wanted: String? =
      switch parent.tag.element {
      case .para where parent.children == 1: "para-number"
      case .textobject: "alternative"
      case .bibliomixed: "notes"
      default: nil
      }
    if let wanted, role != wanted {
      let of = parent.tag.element == .para ? "begins a para" : "a \(parent.tag.element) holds"
      report(.phrasePlace, "the phrase that \(of) has the role \(role.shown), not \(wanted)", place)
    } else if wanted == nil, Self.places[role] != nil {
      report(.phrasePlace, "a phrase of the role \(role.shown) stands in this place in \(parent.tag.element)", place)
    }
  }

  private mutating func endPhrase(_ ended: Open, isParagraphNumber: Bool) {
    let role = ended.tag[.role] ?? ""
    if isParagraphNumber { number(ended) }
    if role == "alternative", !ended.hasWords { report(.words, "there are no words for this picture", ended.place) }
    if role == "entry" { rest() }
    if let parent = open.indices.last, ended.hasEvidence || role == "redacted" { open[parent].hasEvidence = true }
    if row != nil, role != "para-number", Self.isNumber(role) {
      let number = ended.isDigits && ended.string.utf8.count < 10 ? Int(ended.string) : nil
      if number == nil { report(.voteNumber, "the count \(role) is “\(ended.string.shown)”", ended.place) }
      row?.add(role, number)
      table?.add(role, number)
    }
  }

  private mutating func number(_ ended: Open) {
    let found = ended.string
    let expected = (paragraphs.last ?? 0) + 1
    if paragraphs.contains(where: { found == "\($0 + 1)" }) {
      paragraphs = Int(found).map { [$0] } ?? []
    } else {
      let comes = expected == 1 ? "as the first paragraph comes" : "after paragraph \(expected - 1) comes"
      report(.paragraphNumber, "\(comes) number “\(found.shown)”, not \(expected)", ended.place)
      paragraphs = (ended.isDigits ? Int(found).map { [$0] } ?? [] : []) + [expected]
    }
    guard let para = open.last, let id = para.tag[.id], id.first == "p", id.utf8.count > 1 else { return }
    let digits = id.utf8.dropFirst()
    if digits.allSatisfy({ (0x30...0x39).contains($0) }), id.dropFirst() != found {
      report(.paragraphID, "the xml:id of paragraph \(found.shown) is \(id.shown)", para.place)
    }
  }

  // MARK: Tables

  private mutating func cell(_ tag: Tag, _ place: Place) {
    guard let row = open.last, open.count > 1 else { return }
    let isHead = open[open.count - 2].tag.element == .thead
    let wanted: (Element, String?) = isHead ? (.th, "col") : row.children == 1 ? (.th, "row") : (.td, nil)
    if tag.element != wanted.0 || tag[.scope] != wanted.1 {
      let found = "\(tag.element)" + (tag[.scope].map { " of the scope \($0.shown)" } ?? "")
      let expected = "\(wanted.0)" + (wanted.1.map { " of the scope \($0)" } ?? "")
      report(.headings, "a \(found) is here, where a \(expected) belongs", place)
    }
  }

  private mutating func endRow(_ ended: Open) {
    if open.last?.tag.element == .thead {
      columns = ended.children
    } else if ended.children != columns {
      report(.cells, "this row has \(ended.children) \(ended.children == 1 ? "cell" : "cells"), the head \(columns)", ended.place)
    }
    if let row {
      if !row.isEmpty { rowsWithCounts += 1 }
      add(row, of: "row")
    }
    row = nil
  }

  private mutating func endTable() {
    if let table, rowsWithCounts > 1 { add(table, of: "table") }
    table = nil
  }

  private mutating func add(_ counts: Counts, of what: String) {
    guard counts.isEachOnce else { return }
    if let (sum, cast) = counts.wrongSum {
      report(.voteSum, "in this \(what), yes, no and abstained come to \(sum), while \(cast) votes are cast", counts.place)
    }
    for (few, many) in [("cast", "present"), ("cast", "eligible"), ("present", "eligible")] {
      guard let less = counts[few], let more = counts[many], less > more else { continue }
      report(.voteBounds, "in this \(what), \(less) are \(few) and \(more) \(many)", counts.place)
    }
  }

  // MARK: Pictures and revisions

  private mutating func picture(_ tag: Tag, _ place: Place) {
    guard let file = tag[.fileref] else { return }
    if pictures.number(of: file) < pictureCount {
      report(.picture, "the picture \(file.shown) is already there", place)
    } else {
      pictureCount += 1
    }
  }

  private mutating func endRevisionNumber(_ ended: Open) {
    let number = Int(ended.string.trimmed)
    if let last = revision.number, let number, number >= last {
      report(.revision, "revision \(number) stands after revision \(last)", ended.place)
    }
    revision.number = number
  }

  private mutating func endDate(_ ended: Open) {
    let day = Int(ended.string.trimmed.filter { $0 != "-" })
    if let last = revision.day, let day, day > last {
      report(.revision, "this revision is of \(ended.string.trimmed.shown), later than the one before it", ended.place)
    }
    revision.day = day
  }
}

/// The counts of a vote in a row or a table.
private struct Counts {
  var place: Place
  private var numbers: [String: Int] = [:]
  private(set) var isEachOnce = true
  private var met: Set<String> = []

  init(_ place: Place) { self.place = place }

  var isEmpty: Bool { met.isEmpty }

  subscript(role: String) -> Int? { numbers[role] }

  mutating func add(_ role: String, _ number: Int?) {
    if !met.insert(role).inserted { isEachOnce = false }
    numbers[role] = number
  }

  /// What the votes come to, and the number that it is not.
  var wrongSum: (sum: Int, cast: Int)? {
    guard let cast = numbers["cast"] else { return nil }
    let votes = ["yes", "no", "abstained"]
    let sum = votes.reduce(0) { $0 + (numbers[$1] ?? 0) }
    let areAllThere = votes.allSatisfy { numbers[$0] != nil }
    return (areAllThere ? sum != cast : sum > cast) ? (sum, cast) : nil
  }
}

extension String {
  fileprivate var trimmed: String {
    String(decoding: Array(utf8.drop(while: \.isWhiteSpace).reversed().drop(while: \.isWhiteSpace).reversed()), as: UTF8.self)
  }
}

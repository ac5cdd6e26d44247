import CandorReport
import Foundation
import FoundationXML

/// What a reader gets of a report, whatever the format: every text with its number or id, in order.
enum Outline: Hashable {
  case heading(id: String, label: String?, title: String)
  case paragraph(id: String, number: Int, text: String)
  case labelled(term: String, text: String)
  case table(id: String, caption: String, rows: [[String]])
  case picture(id: String, caption: String, alternative: String)
  case source(id: String, label: String, text: String)

  static func of(_ report: Report) -> [Outline] {
    report.particulars.map(of)
      + (report.contentNote.isEmpty ? [] : [.heading(id: Report.contentNoteID, label: nil, title: plain(report.contentNoteTitle))])
      + report.contentNote.map(of) + report.sections.flatMap(of)
  }

  private static func of(_ section: Section) -> [Outline] {
    let blocks = section.blocks.flatMap { block -> [Outline] in
      switch block {
      case .paragraph(let paragraph): [of(paragraph)]
      case .labelled(let list): list.map(of)
      case .table(let table):
        [.table(id: table.id, caption: plain(table.caption), rows: [table.columns.map(plain)] + table.rows.map { $0.map(plain) })]
      case .picture(let picture): [.picture(id: picture.id, caption: plain(picture.caption), alternative: plain(picture.alternative))]
      case .evidence(let list): list.map { .source(id: $0.id, label: plain($0.label), text: plain($0.title) + plain($0.notes)) }
      }
    }
    return [.heading(id: section.id, label: section.label, title: plain(section.title))] + blocks + section.sections.flatMap(of)
  }

  private static func of(_ item: Labelled) -> Outline { .labelled(term: plain(item.term), text: plain(item.text)) }

  private static func of(_ paragraph: Paragraph) -> Outline {
    .paragraph(id: paragraph.id, number: paragraph.number, text: plain(paragraph.text))
  }

  private static func plain(_ inlines: [Inline]) -> String {
    plain(
      inlines.joined.map { inline in
        switch inline {
        case .text(let text), .reference(_, let text), .literal(let text): text
        case .redacted(let label): Inline.bracketed(label)
        case .count(let number, _): String(number)
        case .citation(let citation):
          citation.pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .entry(let entry): String(entry)
            case .source(let source): source.label
            }
          }.joined()
        }
      }.joined())
  }

  /// Without white space, since formats break lines in places of their own, and without combining marks, which combine with what is before.
  static func plain(_ text: String) -> String {
    let scalars = text.decomposedStringWithCanonicalMapping.unicodeScalars
    return String(
      String.UnicodeScalarView(
        scalars.filter { !$0.properties.isWhitespace && $0.properties.canonicalCombiningClass == .notReordered }))
  }
}

extension Outline {
  static func of(docBook bytes: [UInt8]) throws -> [Outline] {
    let document = try Element.parse(bytes)
    var labels: [String: String] = [:]
    document.walk { if $0.name == "bibliomixed" { labels[$0["xml:id"]] = $0.first("abbrev").text } }
    func text(_ element: Element) -> String { plain(element.text { $0.name == "biblioref" ? labels[$0["linkend"]] ?? "?" : nil }) }
    var outline: [Outline] = []
    document.walk { element in
      switch element.name {
      case "section", "appendix":
        outline.append(.heading(id: element["xml:id"], label: element.attributes["label"], title: text(element.first("title"))))
      case "para":
        let number = element.first("phrase").text
        outline.append(
          .paragraph(id: element["xml:id"], number: Int(number) ?? 0, text: String(text(element).dropFirst(number.count))))
      case "varlistentry": outline.append(.labelled(term: text(element.first("term")), text: text(element.first("listitem"))))
      case "table": outline.append(.table(id: element["xml:id"], caption: text(element.first("caption")), rows: rows(of: element, text)))
      case "figure":
        outline.append(
          .picture(id: element["xml:id"], caption: text(element.first("title")), alternative: text(element.first("textobject"))))
      case "bibliomixed":
        let label = text(element.first("abbrev"))
        outline.append(.source(id: element["xml:id"], label: label, text: String(text(element).dropFirst(label.count))))
      default: break
      }
    }
    return outline
  }

  static func of(page bytes: [UInt8]) throws -> [Outline] {
    let document = try Element.parse(bytes)
    func text(_ element: Element) -> String { plain(element.text) }
    var outline: [Outline] = []
    document.walk { element in
      switch element.name {
      case "section":
        let heading = element.children.first { $0.name.hasPrefix("h") } ?? Element("")
        let label = heading.first("span").text
        outline.append(
          .heading(id: element["id"], label: label.isEmpty ? nil : label, title: String(text(heading).dropFirst(label.count))))
      case "p" where element["class"] == "para":
        let number = element.first("span").text
        outline.append(.paragraph(id: element["id"], number: Int(number) ?? 0, text: String(text(element).dropFirst(number.count))))
      case "div" where element.parent?.name == "dl" && element.parent?["class"] != "revisions":
        outline.append(.labelled(term: text(element.first("dt")), text: text(element.first("dd"))))
      case "table": outline.append(.table(id: element["id"], caption: text(element.first("caption")), rows: rows(of: element, text)))
      case "figure":
        outline.append(.picture(id: element["id"], caption: text(element.first("figcaption")), alternative: text(element.first("p"))))
      case "li" where element.parent?["class"] == "evidence":
        let label = text(element.first("span"))
        outline.append(.source(id: element["id"], label: label, text: String(text(element).dropFirst(label.count))))
      default: break
      }
    }
    return outline
  }

  private static func rows(of table: Element, _ text: (Element) -> String) -> [[String]] {
    var rows: [[String]] = []
    table.walk { if $0.name == "tr" { rows.append($0.children.filter { ["th", "td"].contains($0.name) }.map(text)) } }
    return rows
  }
}

/// An element of a document as Foundation's parser reads it; text is an element without a name.
final class Element {
  let name: String
  private(set) var attributes: [String: String] = [:]
  private(set) var children: [Element] = []
  private(set) weak var parent: Element?
  private var letters = ""

  init(_ name: String) { self.name = name }

  struct Unreadable: Error {}

  static func parse(_ bytes: [UInt8]) throws -> Element {
    let reader = Reader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    guard parser.parse() else { throw parser.parserError ?? Unreadable() }
    return reader.document
  }

  subscript(_ attribute: String) -> String { attributes[attribute] ?? "" }

  var text: String { text { _ in nil } }

  /// Its text, with other text in place of what stands for some.
  func text(_ instead: (Element) -> String?) -> String {
    instead(self) ?? (name.isEmpty ? letters : children.map { $0.text(instead) }.joined())
  }

  /// The first element of this name within; an empty one where there is none.
  func first(_ name: String) -> Element {
    var found: Element?
    walk { if found == nil, $0.name == name, $0 !== self { found = $0 } }
    return found ?? Element(name)
  }

  func walk(_ visit: (Element) -> Void) {
    visit(self)
    for child in children { child.walk(visit) }
  }

  private final class Reader: NSObject, XMLParserDelegate {
    let document = Element("")
    private lazy var open = document

    func parser(
      _: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
    ) {
      let element = Element(name)
      element.attributes = attributes
      element.parent = open
      open.children.append(element)
      open = element
    }

    func parser(_: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) { open = open.parent ?? document }

    func parser(_: XMLParser, foundCharacters letters: String) {
      let text = Element("")
      text.letters = letters
      open.children.append(text)
    }
  }
}

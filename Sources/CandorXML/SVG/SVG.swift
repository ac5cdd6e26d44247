package import CandorReport

/// The drawings of reports as SVG: files of their own beside a DocBook document, and part of a page.
package enum SVG {
  /// The namespace of every element.
  package static let namespace = "http://www.w3.org/2000/svg"

  /// The name of a picture's file beside a report's: `findings.members.en.chronology.svg`.
  package static func fileName(of picture: Picture, in report: String) -> String { "\(report).\(picture.id).svg" }

  /// A picture's document, whole in memory; nil where nothing is drawn. Same picture, same bytes.
  package static func bytes(of picture: Picture, language: String) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    try write(picture, language: language) { piece in piece.withUnsafeBufferPointer { bytes.append(contentsOf: $0) } }
    return picture.drawing == nil ? nil : bytes
  }

  /// Streams a picture's drawing into `accept`, as a document that needs nothing else, in pieces of some kilobytes; nothing where nothing is
  /// drawn. The report that it is of has been checked.
  package static func write(_ picture: Picture, language: String, to accept: (Span<UInt8>) throws -> Void) throws {
    guard let drawing = picture.drawing else { return }
    try withoutActuallyEscaping(accept) { accept in
      var stream = try XMLStream(to: accept)
      try stream.document(picture, drawing.sheets, language: language)
      try stream.finish()
    }
  }
}

extension XMLStream {
  /// The sheets one below the other. Links lead nowhere outside the page that holds the report, so there are none.
  fileprivate mutating func document(_ picture: Picture, _ sheets: [Sheet], language: String) throws {
    let height = sheets.reduce(SVG.margin * 2) { $0 + $1.height } + (sheets.count - 1) * SVG.gap
    let width = (sheets.map(\.width).max() ?? 0) + SVG.margin * 2
    let attributes: KeyValuePairs<String, String?> = [
      "xmlns": SVG.namespace, "xml:lang": language, "width": String(width), "height": String(height),
      "viewBox": "0 0 \(width) \(height)", "class": "drawing", "role": "img", "aria-labelledby": "title description",
    ]
    try block("svg", attributes) { svg in
      svg.line("title", ["id": "title"]) { $0.text(picture.caption) }
      svg.line("desc", ["id": "description"]) { $0.text(picture.alternative) }
      svg.style(PictureStyle.light)
      svg.empty("rect", ["width": String(width), "height": String(height), "fill": "#fff"])
      var top = SVG.margin
      for sheet in sheets {
        try svg.block("g", ["transform": "translate(\(SVG.margin) \(top))"]) { group in
          for mark in sheet.marks { try group.mark(mark, isLinking: false) }
        }
        top += sheet.height + SVG.gap
      }
    }
  }

  /// Sheets as part of a page, each so that it stands on a page of paper: named and described by the parts of the page with these ids.
  mutating func sheets(_ sheets: [Sheet], labelledBy name: String, describedBy words: String) throws {
    let isLinking = sheets.contains { $0.marks.contains(where: \.isLink) }
    for sheet in sheets {
      let attributes: KeyValuePairs<String, String?> = [
        "xmlns": SVG.namespace, "width": String(sheet.width), "viewBox": "0 0 \(sheet.width) \(sheet.height)", "class": "drawing",
        // Nothing within an image can be reached, and links must be.
        "role": isLinking ? "group" : "img", "aria-labelledby": name, "aria-describedby": words,
      ]
      try block("svg", attributes) { svg in
        for mark in sheet.marks { try svg.mark(mark, isLinking: true) }
      }
    }
  }

  private mutating func mark(_ mark: Mark, isLinking: Bool) throws {
    switch mark {
    case .line(let from, let to, let ink): empty("path", ["class": ink.rawValue, "d": path(from, to)])
    case .bar(let corner, let width, let height, let ink): rectangle(corner, width, height, ink.rawValue)
    case .hatched(let corner, let width, let height, let ink):
      rectangle(corner, width, height, ink.rawValue + " hatched")
      let lines = hatching(corner, width: width, height: height).map { path($0.from, $0.to) }
      empty("path", ["class": ink.rawValue, "d": lines.joined()])
    case .dot(let center, let ink): empty("circle", ["class": ink.rawValue, "cx": String(center.x), "cy": String(center.y), "r": "4"])
    case .shape(let corners, let ink):
      empty("polygon", ["class": ink.rawValue, "points": corners.map { "\($0.x),\($0.y)" }.joined(separator: " ")])
    case .text(let words, let point, let side, let ink):
      let anchor: String? =
        switch side {
        case .right: nil
        case .left: "end"
        case .both: "middle"
        }
      line("text", ["class": ink.rawValue, "x": String(point.x), "y": String(point.y), "text-anchor": anchor]) { $0.text(words) }
    case .link(let id, let marks):
      try block(isLinking ? "a" : "g", ["href": isLinking ? "#" + id : nil]) { link in
        for mark in marks { try link.mark(mark, isLinking: isLinking) }
      }
    }
  }

  private mutating func rectangle(_ corner: Point, _ width: Int, _ height: Int, _ inks: String) {
    empty(
      "rect", ["class": inks, "x": String(corner.x), "y": String(corner.y), "width": String(width), "height": String(height)])
  }

  private func path(_ from: Point, _ to: Point) -> String { "M\(from.x) \(from.y)L\(to.x) \(to.y)" }
}

extension SVG {
  /// White around what is drawn, since a file is shown by itself.
  fileprivate static let margin = 16
  /// White between sheets.
  fileprivate static let gap = 24
}

extension Mark {
  fileprivate var isLink: Bool { if case .link = self { true } else { false } }
}

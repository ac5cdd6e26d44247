import CandorCore
import Foundation
import Testing

/// `Docs/kinds.md` is what the schemas say. `CANDOR_REGENERATE=1 swift test --filter KindDocument` writes it anew.
@Suite("The document of the kinds")
struct KindDocumentTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Docs/kinds.md").standardized

  private static let opening = """
    # Kinds of entries

    What an entry of each kind holds, in the order of its commitments. Written by a test from the schemas in `Sources/CandorCore/Kinds`; what is
    changed here is overwritten.

    A case file writes an entry as a group of fields, `kind` first. Where a list is wanted, one value stands for a list of one. A field that is
    not required may be left out, and that it was left out is committed too.

    Dates are EDTF level 1: `2013`, `2019-03`, `2019-03-11`, with `~` for about and `?` for uncertain, and two of them as `start/end`, where `..`
    is an open end and nothing an unknown one. Periods are ISO 8601: `P2D`, `P6W`, `P18M`. An act, a matter or a source may carry a value of its
    own: `outcome: { expel: respondent }`, `content: [{ evidence: TEXT }]`, `sources: [{ L: firsthand }]`.
    """

  private static func table(_ fields: [SlotDescription]) -> String {
    let rows = fields.map { field in
      "| `\(field.name)` | \(field.isRequired ? "yes" : "") | \(field.meaning) | \(words(field.shape)) |"
    }
    return (["| field | required | what it is | what to write |", "| --- | --- | --- | --- |"] + rows).joined(separator: "\n")
  }

  /// A shape with the members of its parts: what ``Shape/summary`` leaves to the reader.
  private static func words(_ shape: Shape) -> String {
    let text: String =
      switch shape {
      case .record(let members):
        members.map { "`\($0.name)`\($0.isRequired ? " (required)" : ""): \($0.meaning), \(words($0.shape))" }.joined(separator: "; ")
      case .list(.record): shape.summary.replacing("a list, each fields: ", with: "a list of groups with the fields ")
      default: shape.summary
      }
    return text.replacing("|", with: "\\|")
  }

  private static var document: String {
    let header =
      "## Every entry\n\n`kind` says which of the kinds below it is. `recorded`, the moment it was set down, is the clock's.\n\n"
      + table(Header.written)
    let kinds = Kind.allCases.map { kind in
      let erasable = kind.erasable.map { "`\($0)`" }.joined(separator: ", ")
      let note = erasable.isEmpty ? "" : "\n\n[May be erased](erasure.md): \(erasable)."
      return "## \(kind.rawValue)\n\n\(kind.schema.about)\n\n\(table(kind.schema.fields))\(note)"
    }
    return ([opening, header] + kinds).joined(separator: "\n\n") + "\n"
  }

  @Test func `the document says what the schemas say`() throws {
    if ProcessInfo.processInfo.environment["CANDOR_REGENERATE"] == "1" {
      try Data(KindDocumentTests.document.utf8).write(to: KindDocumentTests.file, options: .atomic)
    }
    let written = try String(contentsOf: KindDocumentTests.file, encoding: .utf8)
    let (lines, expected) = (written.split(separator: "\n"), KindDocumentTests.document.split(separator: "\n"))
    for (line, wanted) in zip(lines, expected) where line != wanted {
      try #require(line == wanted, "regenerate it with CANDOR_REGENERATE=1")
    }
    #expect(written == KindDocumentTests.document)
  }
}

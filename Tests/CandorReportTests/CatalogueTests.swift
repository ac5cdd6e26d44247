import Foundation
import Testing

@testable import CandorReport

/// Every language says every phrase, and nothing that is not said.
@Suite struct CatalogueTests {
  /// The phrases that the wording has, read from its files.
  private static let phrases = Set((try? Literals.inWording().map(\.phrase)) ?? [])

  private static let others = Catalogue.all.filter { $0.language != Catalogue.english.language }

  @Test(arguments: others.map(\.language))
  func `a language has every phrase`(language: String) throws {
    let catalogue = try #require(Language(rawValue: language)?.catalogue)
    #expect(Self.phrases.subtracting(catalogue.phrases.keys).sorted() == [])
  }

  @Test(arguments: others.map(\.language))
  func `a language has no phrase that nothing says`(language: String) throws {
    let catalogue = try #require(Language(rawValue: language)?.catalogue)
    #expect(Set(catalogue.phrases.keys).subtracting(Self.phrases).sorted() == [])
  }

  @Test(arguments: others.map(\.language))
  func `no phrase stands twice in a language`(language: String) throws {
    let catalogue = try #require(Language(rawValue: language)?.catalogue)
    #expect(catalogue.repeated == [])
  }

  /// A part left out would be a value that readers of one language are not told.
  @Test(arguments: others.map(\.language))
  func `a phrase has the same parts in every language`(language: String) throws {
    let catalogue = try #require(Language(rawValue: language)?.catalogue)
    for (phrase, words) in catalogue.phrases { #expect(Self.parts(of: phrase) == Self.parts(of: words), "\(phrase)") }
  }

  /// Text that is joined to what comes before begins with its space or its mark in every language.
  @Test(arguments: others.map(\.language))
  func `a phrase begins and ends with the same spaces in every language`(language: String) throws {
    let catalogue = try #require(Language(rawValue: language)?.catalogue)
    for (phrase, words) in catalogue.phrases where !phrase.hasPrefix(" a statement") && !phrase.hasPrefix("an outcome|") {
      let phrase = phrase.split(separator: "|").last ?? ""
      #expect(phrase.hasPrefix(" ") == words.hasPrefix(" "), "\(phrase)")
      #expect(phrase.hasSuffix(" ") == words.hasSuffix(" "), "\(phrase)")
    }
  }

  @Test func `the wording's files hold hundreds of phrases, and they are found`() {
    #expect(Self.phrases.count > 500)
    #expect(
      Self.phrases.isSuperset(of: ["Summary", "day|{1} {2} {3}", " by {1}", "{1} day", "{1} days", "the remit of {1} was set{2}{3}{4}.{5}"])
    )
  }

  @Test(arguments: [
    ("el Comité", "del Comité"), ("la Comisión", "de la Comisión"), ("El Salvador", "de El Salvador"), ("elefantes", "de elefantes"),
  ])
  func `Spanish contracts its own words with what follows`(who: String, said: String) {
    #expect(("a member of \(who)" as Sentence).plain(in: .spanish) == "una persona miembro \(said)")
  }

  @Test(arguments: ["capítulos I y II, de el todo, siete o ocho", "Comisión de Igualdad y Inclusión", "A el lado"])
  func `what the record says in words of its own stays as it is`(words: String) {
    let sentence: Sentence = "The \("ground" as Sentence) was: \(words)"
    #expect(sentence.plain(in: .spanish) == "Consta como motivo: \(words)")
  }

  @Test(arguments: [
    ("Ana", "Inés", "Ana e Inés"), ("Ana", "Luis", "Ana y Luis"), ("Ana", "hierro", "Ana y hierro"), ("Ana", "hijas", "Ana e hijas"),
  ])
  func `Spanish joins by the word that can be heard`(one: String, other: String, said: String) {
    #expect([Sentence(verbatim: one), Sentence(verbatim: other)].listed().plain(in: .spanish) == said)
  }

  @Test func `a literal within a gap is a phrase of its own`() {
    let isPart = Self.phrases.count > 1
    let sentence: Sentence = "so far \(isPart ? " in part" : "")."
    #expect(sentence.plain(in: .spanish) == "hasta ahora,  en parte.")
  }

  @Test(arguments: [(0, "0 días"), (1, "1 día"), (2, "2 días"), (21, "21 días")])
  func `a number takes the form that goes with it`(number: Int, said: String) {
    #expect(Wording.days(number).plain(in: .spanish) == said)
  }

  private static func parts(of phrase: String) -> [String] { phrase.matches(of: /\{\d+\}/).map { String($0.output) }.sorted() }
}

/// A string literal of the wording's sources.
private struct Literal {
  var phrase: String
}

/// The literals that are said: those of the wording's files, and the labels that reports give to what they show.
private enum Literals {
  /// Texts in those files that nobody reads.
  static let unsaid: Set = ["A", "Say it in a language first: plain(in:).", "says", "S{1}", "entry-{1}", "{1}.{2}.{3}.proof.json"]

  static func inWording() throws -> [Literal] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/CandorReport").standardized
    let wording = try files(folder.appending(path: "Wording")).filter { $0.lastPathComponent != "Catalogue.swift" }
    let labelling = try files(folder.appending(path: "Reports"))
    var found: [Literal] = []
    for file in wording { found += try literals(of: file) { !$0.contains(/case ("[^"]*", )*$/) } }
    for file in labelling { found += try literals(of: file) { $0.contains("wording.") && $0.hasSuffix(", ") } }
    return found.filter { !unsaid.contains($0.phrase) }
  }

  private static func files(_ folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter { $0.pathExtension == "swift" }
  }

  /// - Parameter isSaid: of what stands before a literal on its line, whether it is said.
  private static func literals(of file: URL, _ isSaid: (Substring) -> Bool) throws -> [Literal] {
    var reader = LiteralReader(Array(try String(contentsOf: file, encoding: .utf8)))
    return reader.read().filter { isSaid(Substring($0.before)) && $0.isWording }.map { Literal(phrase: $0.phrase) }
  }
}

/// Finds string literals in Swift, those within interpolations too.
private struct LiteralReader {
  struct Found {
    var phrase: String
    var before: String
    var isWording: Bool
  }

  private let source: [Character]
  private var place = 0
  private var found: [Found] = []

  init(_ source: [Character]) { self.source = source }

  mutating func read() -> [Found] {
    while place < source.count { step() }
    return found
  }

  private func starts(_ text: String) -> Bool { source[place...].starts(with: text) }

  private mutating func step() {
    if starts("//") {
      while place < source.count, source[place] != "\n" { place += 1 }
    } else if source[place] == "\"" {
      literal()
    } else {
      place += 1
    }
  }

  private mutating func literal() {
    let line = source[..<place].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    let before = String(source[line..<place])
    let quote = starts("\"\"\"") ? "\"\"\"" : "\""
    place += quote.count
    var (words, context): ([String], String?) = ([""], nil)
    while !starts(quote) {
      guard source[place] == "\\" else {
        words[words.count - 1].append(source[place])
        place += 1
        continue
      }
      place += 1
      switch source[place] {
      case "(":
        let start = place + 1
        parenthesized()
        let inside = String(source[start..<place - 1])
        if let match = inside.wholeMatch(of: /as: "([^"]*)"/) {
          context = String(match.1)
          found.removeLast()  // a context is said to nobody
        } else {
          words.append("")
        }
      case "n":
        words[words.count - 1].append("\n")
        place += 1
      case "\n":  // goes on in the next line
        place += 1
        while source[place] == " " { place += 1 }
      default:
        words[words.count - 1].append(source[place])
        place += 1
      }
    }
    place += quote.count
    if quote.count == 3 {
      words[0] = String(words[0].trimmingPrefix(/\n */))
      words[words.count - 1] = String(words[words.count - 1].replacing(/\n *$/, with: ""))
    }
    let phrase = words.enumerated().map { $0.offset == 0 ? $0.element : "{\($0.offset)}\($0.element)" }.joined()
    found.append(
      Found(
        phrase: (context.map { $0 + "|" } ?? "") + phrase, before: before,
        isWording: context != nil || words.contains { $0.contains(where: \.isLetter) }))
  }

  private mutating func parenthesized() {
    place += 1
    var depth = 1
    while depth > 0 {
      switch source[place] {
      case "(":
        depth += 1
        place += 1
      case ")":
        depth -= 1
        place += 1
      case "\"": literal()
      default: place += 1
      }
    }
  }
}

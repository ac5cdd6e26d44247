/// The wording of reports in a language: what stands in it for each phrase.
///
/// English is what the phrases are written in, in the files of this folder. Every other language is a file of its own under `Languages`. Tests hold
/// each to be complete, and to have nothing that is not used.
package struct Catalogue: Sendable {
  /// Its BCP 47 tag.
  package let language: String
  /// By phrase, as its English words with numbers in its gaps; the gaps may stand in another order, and each must stand.
  let phrases: [String: String]
  /// Phrases that stand in it more than once.
  let repeated: [String]
  /// Pairs of words that the language writes in another way where they meet, such as `de el` and `del`.
  let contractions: [(apart: String, together: String)]
  private let wordings: [String: [Piece]]

  /// A stretch of a phrase in this language: words, or the part with this place.
  fileprivate enum Piece {
    case words(String)
    case part(Int)
  }

  init(language: String, phrases: some Collection<(key: String, value: String)>, contractions: [(apart: String, together: String)] = []) {
    self.language = language
    self.contractions = contractions
    self.phrases = Dictionary(phrases.map { ($0.key, $0.value) }) { $1 }
    repeated = Dictionary(grouping: phrases.map(\.key), by: \.self).filter { $0.value.count > 1 }.keys.sorted()
    wordings = self.phrases.mapValues(Self.pieces)
  }

  package static let english = Catalogue(language: "en", phrases: KeyValuePairs<String, String>())

  /// Every language that reports can be in.
  package static let all: [Catalogue] = Language.allCases.map(\.catalogue)

  /// Every word of every language's phrases, in small letters: what reports say of everyone.
  package static let words: Set<String> = all.reduce(into: []) { words, catalogue in
    for (phrase, wording) in catalogue.phrases {
      for text in [phrase, wording] {
        words.formUnion(text.split { !$0.isLetter }.map { $0.lowercased() })
      }
    }
  }

  /// Says a phrase, piece by piece.
  func say(_ phrase: Phrase, words: (String) -> Void, part: (Sentence) -> Void) {
    guard !wordings.isEmpty, let pieces = wordings[phrase.key] else {
      for (index, text) in phrase.words.enumerated() {
        if !text.isEmpty { words(text) }
        if index < phrase.parts.count { part(phrase.parts[index]) }
      }
      return
    }
    for piece in pieces {
      switch piece {
      case .words(let text): words(text)
      case .part(let index): if phrase.parts.indices.contains(index) { part(phrase.parts[index]) }
      }
    }
  }

  /// A text with the language's contractions.
  ///
  /// - Parameter own: of each character whether it is of the language's own words; what is wholly of others' is left as it is.
  func contracted(_ text: [Character], _ own: [Bool]) -> String {
    // As if it stood after a space, so that what it begins with is seen too.
    var (text, own) = ([" "] + text, [false] + own)
    for (apart, together) in contractions {
      let (apart, together) = (Array(apart), Array(together))
      var place = 0
      while place + apart.count <= text.count {
        let range = place..<place + apart.count
        if text[range].elementsEqual(apart), range.contains(where: { own[$0] && text[$0] != " " }) {
          text.replaceSubrange(range, with: together)
          own.replaceSubrange(range, with: repeatElement(true, count: together.count))
        }
        place += 1
      }
    }
    return String(text.dropFirst())
  }

  private static func pieces(_ wording: String) -> [Piece] {
    var (pieces, rest): ([Piece], Substring) = ([], wording[...])
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}"),
      let number = Int(rest[rest.index(after: open)..<close])
    {
      if open > rest.startIndex { pieces.append(.words(String(rest[..<open]))) }
      pieces.append(.part(number - 1))
      rest = rest[rest.index(after: close)...]
    }
    return rest.isEmpty ? pieces : pieces + [.words(String(rest))]
  }
}

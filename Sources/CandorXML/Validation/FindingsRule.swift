/// A rule of findings beyond their grammar. `Schemas/candor-findings.sch` has each as an assertion of the same name and words, for programs
/// that run Schematron; ``RuleCheck`` holds documents against them as they pass. A test has both judge the same documents.
enum FindingsRule: String, CaseIterable {
  case paragraphNumber = "paragraph-number"
  case paragraphID = "paragraph-id"
  case phrasePlace = "phrase-place"
  case findingLabel = "finding-label"
  case findingLines = "finding-lines"
  case findingEvidence = "finding-evidence"
  case contentNote = "content-note"
  case verification = "verification"
  case cells = "cells"
  case headings = "headings"
  case voteNumber = "vote-number"
  case voteSum = "vote-sum"
  case voteBounds = "vote-bounds"
  case picture = "picture"
  case revision = "revision"
  case words = "words"

  /// The rule as a person would say it, and with it what to do.
  var text: String {
    switch self {
    case .paragraphNumber: "Paragraphs are numbered through the whole report: the first is 1, each one more than the one before it."
    case .paragraphID: "Where the xml:id of a para is p and a number, it is the number of the paragraph."
    case .phrasePlace:
      "A para begins with a phrase of the role para-number, a textobject holds one of the role alternative, a bibliomixed one of the role notes; these roles stand nowhere else."
    case .findingLabel: "The findings of a report of the role findings are labelled F1, F2 and so on, in this order, none within another."
    case .findingLines: "A finding has labelled lines (a variablelist); in English, one of them is Rule and one is State."
    case .findingEvidence:
      "A finding says what it rests on: one of its lines, in English the line Rests on, holds a citation of an entry or a source, or a redacted label."
    case .contentNote:
      "The content note is the first section of the article, with the xml:id content-note: nobody meets what follows unwarned."
    case .verification: "How to verify the report is the last thing in the article."
    case .cells: "Each row of a table has as many cells as its head."
    case .headings:
      "The head of a table holds a th of the scope col for each column; each row of its body begins with a th of the scope row, and goes on with td."
    case .voteNumber: "Each count of a vote is a whole number, of at most nine digits and nothing else."
    case .voteSum:
      "In a table of the role vote, the votes for, against and abstained come to those cast, in each row, or in the table where each count stands once."
    case .voteBounds:
      "In a table of the role vote, no more votes are cast than people were present or eligible, and no more were present than eligible."
    case .picture: "Each picture is a file of its own."
    case .revision: "Revisions stand newest first: each has a smaller number than the one before it, and no later date."
    case .words: "A title, a caption, a paragraph and the words for a picture are never empty."
    }
  }
}

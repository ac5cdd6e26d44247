import CandorCore

/// A report, complete: what an edition may say is all in it, in order, with every reference resolved. Writers turn it into bytes and decide
/// nothing.
///
/// Every `id` in a report is unique and a valid XML `NCName`; every ``Inline/reference(to:text:)`` and ``Citation`` points at an id that is there.
package struct Report: Hashable, Sendable {
  package var kind: ReportKind
  package var edition: Edition
  /// The language of every text in it, as a BCP 47 tag.
  package var language: String
  package var title: String
  package var subtitle: String
  /// Who issued it, for whom, at which checkpoint: what stands under the title, a line a term.
  package var particulars: [Labelled]
  /// What kind of matter follows and where to find support; stands before everything that could hurt.
  package var contentNote: [Paragraph]
  package var sections: [Section]
  /// The editions before this one and what each changed, newest first.
  package var revisions: [Revision]
  /// What stands over the content note, in the report's language.
  package var contentNoteTitle: String
  /// What stands over the revisions, in the report's language.
  package var revisionsTitle: String
  /// What pages say around the report; nil where it is to be written only in formats that say nothing around it.
  package var words: ReportWords?

  package init(
    kind: ReportKind = .findings, edition: Edition, language: String, title: String, subtitle: String, particulars: [Labelled],
    contentNote: [Paragraph],
    sections: [Section], revisions: [Revision], contentNoteTitle: String, revisionsTitle: String,
    words: ReportWords? = nil
  ) {
    self.kind = kind
    self.edition = edition
    self.language = language
    self.title = title
    self.subtitle = subtitle
    self.particulars = particulars
    self.contentNote = contentNote
    self.sections = sections
    self.revisions = revisions
    self.contentNoteTitle = contentNoteTitle
    self.revisionsTitle = revisionsTitle
    self.words = words
  }
}

/// What a page says around a report, in the report's language: no writer has words of its own.
package struct ReportWords: Hashable, Sendable {
  /// What stands over the list of sections: "Contents".
  package var contents: String
  /// The link that leads past it: "Go to the report".
  package var skip: String
  /// What opens a picture's alternative: "In words".
  package var inWords: String

  package init(contents: String, skip: String, inWords: String) {
    self.contents = contents
    self.skip = skip
    self.inWords = inWords
  }
}

/// What a report is about.
package enum ReportKind: String, Choice {
  /// One case, held against the code.
  case findings
  /// What was mandated and promised in a case, and how it stands.
  case mandates
  /// The organization from one day to another, in counts.
  case period
  /// What is owed, by whom, to whom and by when.
  case duties
}

/// Whom an edition is for. Each is a document of its own, made from the view that its readers' keys would open.
package enum Edition: String, Choice {
  case `case`, members, `public`
}

/// One edition of a report in its revision history.
package struct Revision: Hashable, Sendable {
  /// 1 for the first.
  package var number: Int
  /// The day it was issued, ISO 8601.
  package var date: String
  package var remark: String

  package init(number: Int, date: String, remark: String) {
    self.number = number
    self.date = date
    self.remark = remark
  }
}

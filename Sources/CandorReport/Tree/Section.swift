/// A titled part of a report.
package struct Section: Hashable, Sendable {
  /// What a section is for readers and for programs.
  package enum Role: String, Hashable, Sendable {
    /// Can be read alone; comes first.
    case summary
    case body
    /// One finding on procedure: the rule, what was found, how long, what is not known.
    case finding
    /// What those who were outvoted, or signed a minority report, say in full.
    case dissent
    /// What a party says to what is reported of it, in full.
    case reply
    /// What this edition does not show.
    case withheld
    /// How to check the report; the last.
    case verification
    /// What the report rests on: the sources that its citations point at.
    case evidence
  }

  package var id: String
  package var role: Role
  /// What it is called by in references: "1", "F2". None for the summary.
  package var label: String?
  package var title: String
  package var blocks: [Block]
  package var sections: [Section]

  package init(id: String, role: Role, label: String?, title: String, blocks: [Block], sections: [Section] = []) {
    self.id = id
    self.role = role
    self.label = label
    self.title = title
    self.blocks = blocks
    self.sections = sections
  }
}

/// A piece of a section, one below the other.
package enum Block: Hashable, Sendable {
  case paragraph(Paragraph)
  case labelled([Labelled])
  case table(Table)
  case picture(Picture)
  case evidence([Evidence])
}

/// A numbered paragraph. Numbers run through the whole report, so that a reader can say "paragraph 12" of any edition.
package struct Paragraph: Hashable, Sendable {
  package var id: String
  /// From 1.
  package var number: Int
  package var text: [Inline]

  package init(id: String, number: Int, text: [Inline]) {
    self.id = id
    self.number = number
    self.text = text
  }
}

/// A term and what is said of it: "Rule", "How long", "Not known".
package struct Labelled: Hashable, Sendable {
  package var term: String
  package var text: [Inline]

  package init(_ term: String, _ text: [Inline]) {
    self.term = term
    self.text = text
  }
}

/// A table whose first column names the row.
package struct Table: Hashable, Sendable {
  /// What a table is for programs, where its rows are to be held against one another.
  package enum Role: String, Hashable, Sendable {
    /// The counts of one vote; see ``Inline/count(_:_:)``.
    case vote
  }

  package var id: String
  package var role: Role?
  package var caption: String
  package var columns: [String]
  /// Each row has a cell a column.
  package var rows: [[[Inline]]]

  package init(id: String, role: Role? = nil, caption: String, columns: [String], rows: [[[Inline]]]) {
    self.id = id
    self.role = role
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }
}

/// A source as the report lists it.
package struct Evidence: Hashable, Sendable {
  package var id: String
  /// What citations call it: "L".
  package var label: String
  package var title: String
  /// Who wrote it, when it was published, what its writer took part in.
  package var notes: [Inline]

  package init(id: String, label: String, title: String, notes: [Inline]) {
    self.id = id
    self.label = label
    self.title = title
    self.notes = notes
  }
}
